//! `[mail]`: the mail server.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{ConfigError, secret, text_of};
use crate::domain::password::Password;
use crate::mail::{Credentials, Encryption, MailServer};

/// The variable of the environment with the mail server's password.
pub const MAIL_PASSWORD: &str = "KAMMERSIEGEL_MAIL_PASSWORD";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mail {
    host: String,
    port: Option<u16>,
    #[serde(default = "required")]
    tls: Encryption,
    user: Option<String>,
    password_file: Option<PathBuf>,
    from: String,
    trust: Option<PathBuf>,
}

impl Mail {
    /// Without a port, the one that belongs to the protection (RFC 8314, 7.3).
    pub(super) fn server(self) -> Result<MailServer, ConfigError> {
        let port = match self.tls {
            Encryption::Required => 465,
            Encryption::StartTls => 587,
            Encryption::None => 25,
        };
        let credentials = match self.user {
            None => None,
            Some(user) => {
                let password = mail_password(self.password_file.as_deref())?;
                Some(Credentials { user, password })
            }
        };
        let anchors = match &self.trust {
            None => None,
            Some(path) => Some(text_of(path)?.into_bytes()),
        };
        Ok(MailServer {
            host: self.host,
            port: self.port.unwrap_or(port),
            encryption: self.tls,
            credentials,
            from: self.from,
            anchors,
        })
    }
}

const fn required() -> Encryption {
    Encryption::Required
}

fn mail_password(file: Option<&Path>) -> Result<Password, ConfigError> {
    secret(MAIL_PASSWORD, file)?.ok_or(ConfigError::MailPassword)
}
