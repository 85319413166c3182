//! The register in memory: what verification reads.
//!
//! A snapshot is replaced as a whole when the database changed. If the database cannot be asked
//! for a while, verification says so rather than answer from what may be out of date.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwap;
use jiff::Timestamp;

use super::error::ServiceError;
use super::issue::sealed_on;
use super::{Service, verify};
use crate::domain::certificate::Certificate;
use crate::domain::lifecycle::{Stage, Standing};
use crate::domain::serial::Serial;
use crate::seal::examination::{Examination, UnknownMark, examine};
use crate::seal::{Code, Keyring, code::CodeError};
use crate::store::CertificateRecord;

/// How long an unconfirmed snapshot may still answer, in milliseconds.
const STALE_AFTER: i64 = 30_000;

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
}

/// One certificate, examined when it is first asked for.
#[derive(Debug)]
pub struct Entry {
    record: CertificateRecord,
    examination: OnceLock<Result<Examination, UnknownMark>>,
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
}

impl Snapshot {
    /// A snapshot that knows the keys only, for a check without a database.
    pub fn offline(keyring: Keyring) -> Self {
        Self {
            version: 0,
            source: Source::None,
            keyring,
            entries: HashMap::new(),
        }
    }

    /// Reads the database.
    pub async fn load(service: &Service) -> Result<Self, ServiceError> {
        let version = service.store.version().await?;
        let keyring = service.keyring()?;
        let records = service.store.certificates().await?;
        let entry = |record: CertificateRecord| {
            let serial = record.certificate.facts.serial;
            (
                serial,
                Entry {
                    record,
                    examination: OnceLock::new(),
                },
            )
        };
        let entries = records.into_iter().map(entry).collect();
        Ok(Self {
            version,
            source: Source::Database,
            keyring,
            entries,
        })
    }

    /// The entry of a certificate, issued or not.
    pub fn entry(&self, serial: Serial) -> Option<&Entry> {
        self.entries.get(&serial)
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

    /// Answers what a code stands for, as of an instant.
    pub fn verify(&self, code: &str, at: Timestamp) -> verify::Verdict {
        verify::judge(self, Code::parse(code), at)
    }

    /// Answers what a number would stand for if the certificate stood otherwise.
    pub fn verify_as(&self, serial: Serial, standing: &Standing, at: Timestamp) -> verify::Verdict {
        verify::judge_as(self, serial, standing, at)
    }
}

/// The current snapshot.
#[derive(Debug)]
pub struct Register {
    snapshot: ArcSwap<Snapshot>,
    confirmed: AtomicI64,
}

impl Register {
    /// Reads the database for the first time.
    pub async fn open(service: &Service, at: Timestamp) -> Result<Self, ServiceError> {
        let snapshot = ArcSwap::from_pointee(Snapshot::load(service).await?);
        Ok(Self {
            snapshot,
            confirmed: AtomicI64::new(at.as_millisecond()),
        })
    }

    /// Brings the snapshot up to date; tells whether anything had changed.
    pub async fn refresh(&self, service: &Service, at: Timestamp) -> Result<bool, ServiceError> {
        let current = self.snapshot.load();
        let same = service.store.version().await? == current.version
            && service.keyring()? == current.keyring;
        if !same {
            self.snapshot
                .store(Arc::new(Snapshot::load(service).await?));
        }
        self.confirmed.store(at.as_millisecond(), Ordering::Release);
        Ok(!same)
    }

    /// The snapshot, brought up to date: for staff, who have to see what they just did.
    pub async fn current(
        &self,
        service: &Service,
        at: Timestamp,
    ) -> Result<Arc<Snapshot>, ServiceError> {
        self.refresh(service, at).await?;
        Ok(self.snapshot.load_full())
    }

    /// The snapshot as it is, if the database was heard of lately.
    pub fn recent(&self, at: Timestamp) -> Option<Arc<Snapshot>> {
        (!self.is_stale(at)).then(|| self.snapshot.load_full())
    }

    /// Answers what a code stands for, as of an instant; says so if the register cannot be asked.
    pub fn verify(&self, code: &str, at: Timestamp) -> verify::Verdict {
        let parsed = Code::parse(code);
        if parsed.is_ok() && self.is_stale(at) {
            return verify::Verdict::unavailable(at);
        }
        verify::judge(&self.snapshot.load(), parsed, at)
    }

    /// Judges a file that somebody sent.
    pub async fn verify_file(
        &self,
        service: &Service,
        bytes: &[u8],
        at: Timestamp,
    ) -> verify::Verdict {
        if self.is_stale(at) {
            return verify::Verdict::unavailable(at);
        }
        let snapshot = self.snapshot.load_full();
        service
            .verify_file(&snapshot, bytes, at)
            .await
            .unwrap_or_else(|error| {
                tracing::error!(%error, "a file cannot be checked");
                verify::Verdict::unavailable(at)
            })
    }

    /// Whether the database has not been heard of for too long.
    pub fn is_stale(&self, at: Timestamp) -> bool {
        at.as_millisecond() - self.confirmed.load(Ordering::Acquire) > STALE_AFTER
    }
}

/// A code that could not even be read, as a verdict has it.
pub type Parsed = Result<Code, CodeError>;
