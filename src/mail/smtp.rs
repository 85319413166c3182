//! The way to the mail server: SMTP (RFC 5321) over TLS.

use std::error::Error;
use std::fmt;
use std::io;
use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::message::{Mailbox, MessageBuilder};
use lettre::transport::smtp::authentication::Credentials as SmtpCredentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use serde::Deserialize;
use thiserror::Error;

use crate::domain::account::Email;
use crate::domain::mail::{Letter, Message, Undelivered};
use crate::domain::password::Password;

/// How long connecting may take, and delivering one message altogether. The second is far below
/// the time for which a message is claimed.
const CONNECTING: Duration = Duration::from_secs(30);
const WHOLE: Duration = Duration::from_secs(120);

/// A mail server as the settings name it.
#[derive(Debug, Clone)]
pub struct MailServer {
    /// Its name, which its certificate has to bear.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub encryption: Encryption,
    /// As whom this program signs in, if it does.
    pub credentials: Option<Credentials>,
    /// The sender: `Kammersiegel <siegel@kammer.example>`.
    pub from: String,
    /// Certificates (PEM) that are trusted beside those of the public authorities.
    pub anchors: Option<Vec<u8>>,
}

/// User and password.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The user.
    pub user: String,
    /// The password; never shown.
    pub password: Password,
}

/// How the connection to a mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encryption {
    /// TLS from the first byte (RFC 8314).
    Required,
    /// STARTTLS (RFC 3207), and nothing without it.
    StartTls,
    /// Not at all: on the same machine only.
    None,
}

/// Why a mail server cannot be used as the settings name it.
#[derive(Debug, Error)]
pub enum ServerError {
    /// Without TLS a mail can be read on its way.
    #[error("without TLS mail goes to a server on this machine only")]
    Plain,
    /// The sender is no address.
    #[error("{0:?} is no sender (Name <address>)")]
    Sender(String),
    /// The certificates, or the server's name.
    #[error("TLS cannot be set up: {0}")]
    Tls(#[from] lettre::transport::smtp::Error),
}

/// Takes messages to the mail server.
pub struct Postman {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    host: String,
}

impl fmt::Debug for Postman {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Postman").field("from", &self.from).finish()
    }
}

impl Postman {
    /// The way to a server. `host` is this installation's own name, for Message-IDs.
    pub fn new(server: &MailServer, host: &str) -> Result<Self, ServerError> {
        let tls = match server.encryption {
            Encryption::Required => Tls::Wrapper(parameters(server)?),
            Encryption::StartTls => Tls::Required(parameters(server)?),
            Encryption::None if is_this_machine(&server.host) => Tls::None,
            Encryption::None => return Err(ServerError::Plain),
        };
        let from = server.from.parse();
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
            .port(server.port)
            .tls(tls)
            .hello_name(ClientId::Domain(host.to_owned()))
            .timeout(Some(CONNECTING));
        if let Some(Credentials { user, password }) = &server.credentials {
            let password = String::from_utf8_lossy(password.as_bytes()).into_owned();
            transport = transport.credentials(SmtpCredentials::new(user.clone(), password));
        }
        Ok(Self {
            transport: transport.build(),
            from: from.map_err(|_| ServerError::Sender(server.from.clone()))?,
            host: host.to_owned(),
        })
    }

    /// Hands a message to the server. Done means that the server has taken it over.
    pub async fn deliver(&self, message: &Message, letter: &Letter) -> Result<(), Undelivered> {
        let mail = self.mail(message, letter)?;
        let ascii = message.recipient.as_str().is_ascii();
        match tokio::time::timeout(WHOLE, self.transport.send(mail)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(cause(&error, ascii)),
            Err(_) => Err(Undelivered::TimedOut),
        }
    }

    /// The message, each time the same to the byte.
    fn mail(&self, message: &Message, letter: &Letter) -> Result<lettre::Message, Undelivered> {
        let mut mail = MessageBuilder::new()
            .from(self.from.clone())
            .to(mailbox(&message.recipient)?)
            .subject(letter.subject.clone())
            .date(SystemTime::from(message.created_at))
            .message_id(Some(format!("<{}@{}>", message.id, self.host)))
            .header(MIME_VERSION_1_0)
            .header(ContentType::TEXT_PLAIN);
        // RFC 3834, 5: no machine replies to it. RFC 3282: its language.
        for (name, value) in [
            ("Auto-Submitted", "auto-generated"),
            ("Content-Language", message.language.tag()),
        ] {
            let name = HeaderName::new_from_ascii(name.to_owned());
            let name = name.map_err(|_| Undelivered::Malformed)?;
            mail = mail.raw_header(HeaderValue::new(name, value.to_owned()));
        }
        if let Some(reply_to) = &message.reply_to {
            mail = mail.reply_to(mailbox(reply_to)?);
        }
        mail.body(letter.body.replace('\n', "\r\n"))
            .map_err(|_| Undelivered::Malformed)
    }
}

fn mailbox(email: &Email) -> Result<Mailbox, Undelivered> {
    let address: Result<Address, _> = email.as_str().parse();
    Ok(Mailbox::new(
        None,
        address.map_err(|_| Undelivered::Malformed)?,
    ))
}

fn parameters(server: &MailServer) -> Result<TlsParameters, ServerError> {
    let mut tls = TlsParameters::builder(server.host.clone());
    if let Some(pem) = &server.anchors {
        tls = tls.add_root_certificate(Certificate::from_pem(pem)?);
    }
    Ok(tls.build()?)
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// What went wrong. The server's own words are not kept: they often repeat addresses.
fn cause(error: &lettre::transport::smtp::Error, ascii: bool) -> Undelivered {
    let code = error.status().map(u16::from);
    match code {
        Some(530 | 534 | 535 | 538) => Undelivered::SignIn,
        // The mailbox or the message; other codes are about the connection, and may pass.
        Some(code @ 550..=556) => Undelivered::Refused(code),
        Some(code) => Undelivered::PutOff(code),
        None if error.is_timeout() => Undelivered::TimedOut,
        None if error.is_tls() || is_about_tls(error) => Undelivered::Insecure,
        None if error.is_client() && !ascii => Undelivered::Malformed,
        None if error.is_client() => Undelivered::Insecure,
        None => Undelivered::Unreachable,
    }
}

/// Whether the handshake failed: it comes as invalid data from the stream.
fn is_about_tls(error: &dyn Error) -> bool {
    std::iter::successors(error.source(), |error| (**error).source())
        .filter_map(|error| error.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::InvalidData)
}
