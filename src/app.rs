//! The only wiring place: settings become a store, keys, programmes and a clock.

use std::fmt;
use std::fs::{self, DirBuilder};
use std::io::{self, ErrorKind};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::config::Config;
use crate::domain::chamber::ChamberId;
use crate::domain::identity::IdentityProvider;
use crate::keys::KeyFolder;
use crate::mail::Postman;
use crate::service::legal::LegalTexts;
use crate::service::{KeptKeys, Programmes, Providers, Service, ServiceError, TrustServices};
use crate::store::Store;

/// Tells the time. Nothing else reads the clock.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Arc::new(Timestamp::now))
    }

    /// A clock that says what it is told to say.
    pub fn from_fn(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The present instant, in whole milliseconds as the register keeps it.
    pub fn now(&self) -> Timestamp {
        let now = (self.0)();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// The assembled program.
#[derive(Debug, Clone)]
pub struct App {
    /// The use cases.
    pub service: Arc<Service>,
    /// The clock.
    pub clock: Clock,
}

impl App {
    /// Opens the data folder, making what is missing.
    pub async fn open(config: &Config, clock: Clock) -> Result<Self, ServiceError> {
        let data = data_folder(&config.data).map_err(|source| ServiceError::File {
            path: config.data.clone(),
            source,
        })?;
        let programmes = Programmes::load(config.templates.as_deref())?;
        let known = |chamber: &&ChamberId| programmes.chamber(chamber).is_some();
        if let Some(stranger) = config.digests.to.keys().find(|c| !known(c)) {
            return Err(ServiceError::NotAChamber(stranger.clone()));
        }
        let keys = KeyFolder::new(data.join("keys"));
        keys.update_marks(programmes.marks())?;
        let providers = config.identity_providers.clone();
        let unknown = |p: &&IdentityProvider| programmes.chamber(&p.chamber).is_none();
        if let Some(provider) = providers.iter().find(unknown) {
            return Err(ServiceError::NotAChamber(provider.chamber.clone()));
        }
        let postman = config.mail.as_ref();
        let postman = postman.map(|server| Postman::new(server, &config.host));
        let service = Service {
            store: Store::open(config.database.as_str()).await?,
            keys,
            programmes,
            legal: LegalTexts::load(config.templates.as_deref())?,
            host: config.host.clone(),
            origin: config.origin.clone(),
            open_data: config.open_data.clone(),
            issued: data.join("issued"),
            trust_services: TrustServices::new(config.time_stamps.clone(), rand::random),
            identities: Providers::new(providers, &config.host)?,
            postman: postman.transpose()?,
            digests: config.digests.clone(),
            kept_keys: KeptKeys::new(SignedDuration::from_hours(config.keep_open_hours.into())),
        };
        Ok(Self {
            service: Arc::new(service),
            clock,
        })
    }
}

/// The folder, made for its owner only if it is missing: the register knows more than it tells.
fn data_folder(path: &Path) -> io::Result<PathBuf> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    match made {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(ErrorKind::NotADirectory.into());
        }
        made => made?,
    }
    fs::canonicalize(path)
}
