//! All certificates at one version of the database, with what was found out about them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use arc_swap::ArcSwapOption;
use jiff::Timestamp;

use super::award::Awards;
use super::directory::Directory;
use super::error::ServiceError;
use super::issue::sealed_on;
use super::{Service, verify};
use crate::domain::certificate::Certificate;
use crate::domain::lifecycle::{Stage, Standing};
use crate::domain::municipality::Municipality;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::seal::examination::{Examination, UnknownMark, examine};
use crate::seal::{Code, Keyring};
use crate::store::CertificateRecord;

/// Where the register is asked from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The register's own database.
    Database,
    /// Nowhere: only the public keys are known.
    None,
}

/// All issued certificates at one version of the database.
#[derive(Debug)]
pub struct Snapshot {
    version: i64,
    source: Source,
    keyring: Keyring,
    entries: HashMap<Serial, Entry>,
    awards: Awards,
    municipalities: Vec<Municipality>,
    directory: ArcSwapOption<Directory>,
    /// Held by the one who makes the directory.
    making: Mutex<()>,
}

/// One certificate, examined when it is first asked for.
#[derive(Debug)]
pub struct Entry {
    record: CertificateRecord,
    /// Shared with the snapshot before, if nothing changed that it depends on.
    examination: Arc<OnceLock<Result<Examination, UnknownMark>>>,
}

impl Entry {
    /// The certificate with its signatures.
    pub const fn record(&self) -> &CertificateRecord {
        &self.record
    }

    /// The certificate.
    pub const fn certificate(&self) -> &Certificate {
        &self.record.certificate
    }

    /// How it stands, if it is issued.
    pub fn standing(&self) -> Option<&Standing> {
        match &self.record.certificate.stage {
            Stage::Issued { standing, .. } => Some(standing),
            _ => None,
        }
    }

    /// Its seal, judged against the keyring.
    pub fn examination(&self, keyring: &Keyring) -> Result<&Examination, UnknownMark> {
        self.examination
            .get_or_init(|| examine(self.record.seal(), keyring, Some(sealed_on(&self.record))))
            .as_ref()
            .map_err(|e| *e)
    }

    /// Whether every chamber signed it, by keys that count.
    pub fn is_genuine(&self, keyring: &Keyring) -> bool {
        let examination = self.examination(keyring);
        examination.is_ok_and(|examination| examination.verified().is_some())
    }
}

impl Snapshot {
    /// A snapshot that knows the keys only, for a check without a database.
    pub fn offline(keyring: Keyring) -> Self {
        Self {
            version: 0,
            source: Source::None,
            keyring,
            entries: HashMap::new(),
            awards: Awards::default(),
            municipalities: Vec::new(),
            directory: ArcSwapOption::empty(),
            making: Mutex::new(()),
        }
    }

    /// Reads the database.
    pub async fn load(service: &Service) -> Result<Self, ServiceError> {
        Self::load_after(service, None).await
    }

    /// Reads the database; what was examined before and is the same is not examined again.
    pub(super) async fn load_after(
        service: &Service,
        before: Option<&Self>,
    ) -> Result<Self, ServiceError> {
        let version = service.store.version().await?;
        let keyring = service.keyring()?;
        let records = service.store.certificates().await?;
        let municipalities = service.store.municipalities().await?;
        let before = before.filter(|before| before.keyring == keyring);
        let entry = |record: CertificateRecord| {
            let serial = record.certificate.facts.serial;
            let same = before.and_then(|before| before.entry(serial));
            let same = same.filter(|entry| {
                let (old, new) = (&entry.record, &record);
                old.certificate.facts == new.certificate.facts && old.signatures == new.signatures
            });
            let examination = same.map_or_else(Arc::default, |same| Arc::clone(&same.examination));
            (
                serial,
                Entry {
                    record,
                    examination,
                },
            )
        };
        let awards = Awards::of(records.iter().map(|r| &r.certificate));
        let entries = records.into_iter().map(entry).collect();
        Ok(Self {
            version,
            source: Source::Database,
            entries,
            awards,
            municipalities,
            ..Self::offline(keyring)
        })
    }

    /// A snapshot of a register that is in memory only.
    pub fn of(
        keyring: Keyring,
        records: Vec<CertificateRecord>,
        municipalities: Vec<Municipality>,
    ) -> Self {
        let entry = |record: CertificateRecord| Entry {
            record,
            examination: Arc::default(),
        };
        let entries = records.into_iter().map(entry);
        Self {
            source: Source::Database,
            entries: entries.map(|e| (e.certificate().facts.serial, e)).collect(),
            municipalities,
            ..Self::offline(keyring)
        }
    }

    /// The entry of a certificate, issued or not.
    pub fn entry(&self, serial: Serial) -> Option<&Entry> {
        self.entries.get(&serial)
    }

    /// The certificates of each award.
    pub(super) const fn awards(&self) -> &Awards {
        &self.awards
    }

    /// The public keys.
    pub const fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// Where the register was asked from.
    pub const fn source(&self) -> Source {
        self.source
    }

    /// Every certificate, issued or not, in no particular order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// Every municipality that is known, awarded or not.
    pub fn municipalities(&self) -> &[Municipality] {
        &self.municipalities
    }

    /// The version of the database.
    pub const fn version(&self) -> i64 {
        self.version
    }

    /// What the public register shows on the day of an instant. It is made when it is first asked
    /// for on that day, which may take a while: every seal is examined.
    pub fn directory(&self, at: Timestamp) -> Arc<Directory> {
        let _one = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        self.ready(at).unwrap_or_else(|| {
            let made = Arc::new(Directory::new(self, at));
            self.directory.store(Some(Arc::clone(&made)));
            made
        })
    }

    /// The same, if it was made already.
    pub(super) fn ready(&self, at: Timestamp) -> Option<Arc<Directory>> {
        let ready = self.directory.load_full();
        ready.filter(|directory| directory.day() == Day::of(at))
    }

    /// Answers what a code stands for, as of an instant.
    pub fn verify(&self, code: &str, at: Timestamp) -> verify::Verdict {
        verify::judge(self, Code::parse(code), at)
    }

    /// Answers what a number would stand for if the certificate stood otherwise.
    pub fn verify_as(&self, serial: Serial, standing: &Standing, at: Timestamp) -> verify::Verdict {
        verify::judge_as(self, serial, standing, at)
    }
}
