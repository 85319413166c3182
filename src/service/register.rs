//! The register in memory: what verification reads.
//!
//! A snapshot is replaced as a whole when the database changed. If the database cannot be asked
//! for a while, verification says so rather than answer from what may be out of date.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use arc_swap::ArcSwap;
use jiff::Timestamp;

use super::apart;
use super::directory::Directory;
use super::error::ServiceError;
use super::snapshot::Snapshot;
use super::{Service, verify};
use crate::domain::serial::Serial;
use crate::seal::Code;
use crate::store::CertificateRecord;

/// How long an unconfirmed snapshot may still answer, in milliseconds.
const STALE_AFTER: i64 = 30_000;

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
        let same = service.store.version().await? == current.version()
            && service.keyring()? == *current.keyring();
        if !same {
            let next = Snapshot::load_after(service, Some(&current)).await?;
            self.snapshot.store(Arc::new(next));
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

    /// What the public register shows; nothing if the register cannot be asked.
    pub async fn directory(&self, at: Timestamp) -> Option<Arc<Directory>> {
        if self.is_stale(at) {
            return None;
        }
        let snapshot = self.snapshot.load_full();
        match snapshot.ready(at) {
            Some(ready) => Some(ready),
            None => apart(move || async move { Ok(snapshot.directory(at)) })
                .await
                .ok(),
        }
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

    /// Answers what a number stands for. A scanned seal is no number.
    pub fn verify_number(&self, number: &str, at: Timestamp) -> verify::Verdict {
        match number.parse() {
            Ok(serial) if !self.is_stale(at) => {
                verify::judge(&self.snapshot.load(), Ok(Code::Serial(serial)), at)
            }
            Ok(_) => verify::Verdict::unavailable(at),
            Err(_) => verify::Verdict::unknown(at),
        }
    }

    /// Answers how an award stands, by the certificate of it that counts at an instant.
    pub fn verify_award(&self, programme: &str, recipient: &str, at: Timestamp) -> verify::Verdict {
        if self.is_stale(at) {
            return verify::Verdict::unavailable(at);
        }
        let snapshot = self.snapshot.load();
        match snapshot.counting(programme, recipient, at) {
            Some(serial) => verify::judge(&snapshot, Ok(Code::Serial(serial)), at),
            None => verify::Verdict::unknown(at),
        }
    }

    /// An issued certificate with its signatures, for what never changes about it.
    pub fn issued(&self, serial: Serial) -> Option<CertificateRecord> {
        let snapshot = self.snapshot.load();
        let entry = snapshot.entry(serial).filter(|e| e.standing().is_some());
        entry.map(|e| e.record().clone())
    }

    /// Judges a file that somebody sent, beside the threads that answer, and forgets it.
    pub async fn verify_file(
        &self,
        service: &Arc<Service>,
        file: impl AsRef<[u8]> + Send + Sync + 'static,
        at: Timestamp,
    ) -> verify::Verdict {
        if self.is_stale(at) {
            return verify::Verdict::unavailable(at);
        }
        let (service, snapshot) = (Arc::clone(service), self.snapshot.load_full());
        let judged =
            apart(move || async move { service.verify_file(&snapshot, file.as_ref(), at).await });
        judged.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a file cannot be checked");
            verify::Verdict::unavailable(at)
        })
    }

    /// Whether the database has not been heard of for too long.
    pub fn is_stale(&self, at: Timestamp) -> bool {
        at.as_millisecond() - self.confirmed.load(Ordering::Acquire) > STALE_AFTER
    }
}
