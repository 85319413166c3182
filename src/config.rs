//! Settings: command line, then environment, then one TOML file, then defaults.

mod database;
mod mail;
mod openid_connect;

pub use database::DatabaseUrl;
pub use mail::MAIL_PASSWORD;
pub use openid_connect::ProviderError;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;
use thiserror::Error;

use crate::domain::account::{AccountError, Email};
use crate::domain::chamber::ChamberId;
use crate::domain::digest::DigestMail;
use crate::domain::identity::IdentityProvider;
use crate::domain::language::Language;
use crate::domain::licence::Licence;
use crate::domain::municipality::Host;
use crate::domain::password::Password;
use crate::domain::signing::{TimeStampService, WhenDown};
use crate::mail::MailServer;

/// The host that is printed and encoded when none is set; reserved by RFC 2606, so that nobody
/// can own it.
pub const SAMPLE_HOST: &str = "siegel.example";

/// Name of the settings file in the data folder.
pub const FILE: &str = "kammersiegel.toml";

/// So long a chamber's document key may stay open for what it has signed, in hours: a working day.
const KEEP_OPEN: u8 = 12;
const LONGEST_OPEN: u8 = 24;

/// Settings as given on the command line or in the environment.
#[derive(Debug, Clone, Default, Args)]
pub struct Settings {
    #[arg(long, global = true, value_name = "DIR", env = "KAMMERSIEGEL_DATA")]
    data: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE", env = "KAMMERSIEGEL_CONFIG")]
    config: Option<PathBuf>,
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "KAMMERSIEGEL_DATABASE",
        hide_env_values = true
    )]
    database: Option<DatabaseUrl>,
    #[arg(long, global = true, value_name = "HOST", env = "KAMMERSIEGEL_HOST")]
    host: Option<String>,
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "KAMMERSIEGEL_TEMPLATES"
    )]
    templates: Option<PathBuf>,
}

/// The settings in force.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder for database, keys and issued files.
    pub data: PathBuf,
    /// Address of the database.
    pub database: DatabaseUrl,
    /// The host in QR codes.
    pub host: String,
    /// Where the links lead that this server gives to people: `https://siegel.example`. Only a
    /// demonstration is reached elsewhere than at its host.
    pub origin: String,
    /// A folder of the operator's own programmes.
    pub templates: Option<PathBuf>,
    /// The time-stamp service.
    pub time_stamps: Option<TimeStampService>,
    /// The mail server.
    pub mail: Option<MailServer>,
    /// To whom digests of the audit trail are sent.
    pub digests: DigestMail,
    /// How many hours a chamber's document key may stay open after signing, for the Urkunden of
    /// what was signed; none at all if 0.
    pub keep_open_hours: u8,
    /// Whom people may sign in with beside their own passwords, a provider a chamber at most.
    pub identity_providers: Vec<IdentityProvider>,
    /// The licence of the open data.
    pub open_data: Licence,
}

/// Why the settings cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The settings file cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The settings file makes no sense. What stands in the line is not repeated: it may be a
    /// password.
    #[error("{path}: line {line}: {cause}")]
    Syntax {
        /// Which file.
        path: PathBuf,
        /// Where.
        line: usize,
        /// Why.
        cause: String,
    },
    /// What would stand in QR codes is no host name: letters, digits, hyphens and dots.
    #[error("{0:?} is not a host name")]
    Host(String),
    /// The address of the time-stamp service is none that can be asked, or holds a password;
    /// so it is not repeated here.
    #[error("the time-stamp service's address is no http: or https: one without password")]
    Address,
    /// There is a user for the mail server, and no password.
    #[error("the mail server's password is missing")]
    MailPassword,
    /// Digests cannot be sent to this.
    #[error(transparent)]
    DigestAddress(#[from] AccountError),
    /// Document keys would stay open for too long.
    #[error("document keys stay open for at most {LONGEST_OPEN} hours")]
    KeepOpen,
    /// An identity provider cannot be used as it is named.
    #[error(transparent)]
    Provider(#[from] ProviderError),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    database: Option<DatabaseUrl>,
    host: Option<String>,
    templates: Option<PathBuf>,
    time_stamps: Option<TimeStamps>,
    mail: Option<mail::Mail>,
    digest: Option<Digests>,
    #[serde(default)]
    openid_connect: Vec<openid_connect::Provider>,
    #[serde(default)]
    open_data: Licence,
    #[serde(default)]
    signing: Signing,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signing {
    keep_open_hours: Option<u8>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TimeStamps {
    url: String,
    #[serde(default = "go_on")]
    when_down: WhenDown,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Digests {
    to: BTreeMap<ChamberId, String>,
    #[serde(default)]
    language: Language,
}

const fn go_on() -> WhenDown {
    WhenDown::GoOn
}

impl Settings {
    /// The settings in force, with this data folder if none is given.
    pub fn resolve(&self, default_data: &Path) -> Result<Config, ConfigError> {
        let data = self.data.clone().unwrap_or_else(|| default_data.to_owned());
        let file = match &self.config {
            Some(path) => read(path)?,
            None => {
                let path = data.join(FILE);
                if path.is_file() {
                    read(&path)?
                } else {
                    File::default()
                }
            }
        };
        let database = self.database.clone().or(file.database);
        let time_stamps = file.time_stamps.map(TimeStamps::service).transpose()?;
        let mail = file.mail.map(mail::Mail::server).transpose()?;
        let keep_open_hours = file.signing.keep_open_hours.unwrap_or(KEEP_OPEN);
        if keep_open_hours > LONGEST_OPEN {
            return Err(ConfigError::KeepOpen);
        }
        let host = self.host.clone().or(file.host);
        let host = host.unwrap_or_else(|| SAMPLE_HOST.to_owned());
        let host = Host::parse(&host).map_err(|_| ConfigError::Host(host))?;
        let host = host.as_str().to_owned();
        Ok(Config {
            database: database
                .unwrap_or_else(|| DatabaseUrl::of_file(&data.join("kammersiegel.sqlite"))),
            origin: format!("https://{host}"),
            host,
            templates: self.templates.clone().or(file.templates),
            time_stamps,
            mail,
            digests: file
                .digest
                .map(Digests::mail)
                .transpose()?
                .unwrap_or_default(),
            keep_open_hours,
            identity_providers: openid_connect::providers(file.openid_connect)?,
            open_data: file.open_data,
            data,
        })
    }
}

impl TimeStamps {
    fn service(self) -> Result<TimeStampService, ConfigError> {
        let rest = self.url.strip_prefix("https://");
        let rest = rest.or_else(|| self.url.strip_prefix("http://"));
        if rest.is_none_or(|rest| rest.is_empty() || rest.contains('@')) {
            return Err(ConfigError::Address);
        }
        Ok(TimeStampService {
            url: self.url,
            when_down: self.when_down,
        })
    }
}

impl Digests {
    fn mail(self) -> Result<DigestMail, ConfigError> {
        let address = |(chamber, text): (_, String)| Ok((chamber, Email::parse(&text)?));
        let to: Result<_, ConfigError> = self.to.into_iter().map(address).collect();
        Ok(DigestMail {
            to: to?,
            language: self.language,
        })
    }
}

/// A secret of the environment, else of a file without the end of its line.
fn secret(variable: &str, file: Option<&Path>) -> Result<Option<Password>, ConfigError> {
    if let Ok(secret) = std::env::var(variable) {
        return Ok(Some(Password::new(secret)));
    }
    let Some(file) = file else { return Ok(None) };
    let text = zeroize::Zeroizing::new(text_of(file)?);
    let secret = text.trim_end_matches(['\r', '\n']);
    Ok(Some(Password::new(secret.to_owned())))
}

fn text_of(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
        path: path.to_owned(),
        source,
    })
}

fn read(path: &Path) -> Result<File, ConfigError> {
    let text = text_of(path)?;
    toml::from_str(&text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        ConfigError::Syntax {
            path: path.to_owned(),
            line: before.unwrap_or_default().matches('\n').count() + 1,
            cause: error.message().to_owned(),
        }
    })
}
