//! Judging a file: is it, byte for byte, one that the chambers signed? If not, what became of it,
//! and what did they really issue?

use std::cell::OnceCell;

use jiff::Timestamp;

use super::Service;
use super::error::ServiceError;
use super::issue::trust;
use super::picture;
use super::snapshot::Snapshot;
use super::verify::{Finding, Forgery, Rejection, Verdict, judge_seal, judge_serial};
pub use crate::document::check::LARGEST;
use crate::document::check::{CheckedDocument, Trust, check};
use crate::document::claim;
use crate::document::trace::Traces;
use crate::domain::serial::Serial;
use crate::keys::{KeyError, KeyFolder};
use crate::seal::{Seal, cose};

impl Service {
    /// Judges a file. A PDF: did every chamber sign exactly these bytes, and did the register issue
    /// them? A picture: did every chamber sign the data in it?
    pub async fn verify_file(
        &self,
        snapshot: &Snapshot,
        bytes: &[u8],
        at: Timestamp,
    ) -> Result<Verdict, ServiceError> {
        let judged = self.judge_file(snapshot, bytes, at).await?;
        Ok(with_registered(snapshot, judged, at))
    }

    async fn judge_file(
        &self,
        snapshot: &Snapshot,
        bytes: &[u8],
        at: Timestamp,
    ) -> Result<Verdict, ServiceError> {
        if let Some(verdict) = judged_unread(snapshot, bytes, at) {
            return Ok(verdict);
        }
        let trust = |mark| {
            let programme = self.programmes.by_number(mark);
            programme.map(|p| self.trust(p)).transpose()
        };
        let file = Sent::new(bytes);
        let checked = match examine_file(snapshot, &file, at, trust)? {
            Ok(checked) => checked,
            Err(refused) => return Ok(refused),
        };
        let digest = hex::encode(checked.sha256());
        let verdict = match self.store.serial_of_document(&digest).await? {
            Some(serial) => judge_serial(snapshot, serial, at),
            None => Verdict::refused(Forgery::DiffersFromRegister, file.serial(snapshot), at),
        };
        Ok(verdict.with_document(checked))
    }
}

/// Judges a file without the register: a picture by the seal in it, a PDF by the signatures of the
/// document and of the seal in it. `keys` holds the chambers' certificates; without any, nothing can be said.
pub fn verify_file_offline(
    snapshot: &Snapshot,
    keys: &KeyFolder,
    bytes: &[u8],
    at: Timestamp,
) -> Result<Verdict, ServiceError> {
    if let Some(verdict) = judged_unread(snapshot, bytes, at) {
        return Ok(verdict);
    }
    let file = Sent::new(bytes);
    let mut lacking = false;
    let checked = examine_file(snapshot, &file, at, |mark| {
        let mark = snapshot.keyring().mark(mark);
        let found = mark.map(|m| trust(keys, m.chambers.iter().map(|c| &c.id)));
        let found = found.transpose()?;
        lacking = found.iter().any(Trust::lacks_certificates);
        Ok(found)
    })?;
    if lacking {
        return Ok(Verdict::unavailable(at));
    }
    let checked = match checked {
        Ok(checked) => checked,
        Err(refused) => return Ok(refused),
    };
    let borne = checked.seal().and_then(|seal| cose::import(seal).ok());
    // The chambers that were asked for are those of the seal that it claims.
    let seal = borne.filter(|seal| file.claimed.as_ref() == Some(seal));
    let verdict = match seal {
        Some(seal) => judge_seal(snapshot, seal, at),
        None => Verdict::refused(Forgery::File(Rejection::NotOurs), None, at),
    };
    Ok(verdict.with_document(checked))
}

/// Judges what needs no look at a PDF.
fn judged_unread(snapshot: &Snapshot, bytes: &[u8], at: Timestamp) -> Option<Verdict> {
    if bytes.len() > LARGEST {
        let forgery = Forgery::File(Rejection::TooLarge);
        return Some(Verdict::refused(forgery, None, at));
    }
    picture::judge(snapshot, bytes, at)
}

/// A file that somebody sent, and what it says of itself, which proves nothing.
struct Sent<'a> {
    bytes: &'a [u8],
    /// The seal in it.
    claimed: Option<Seal>,
    /// Looked for only if it is not what it claims to be.
    traces: OnceCell<Traces<'a>>,
}

impl<'a> Sent<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            claimed: claim::seal(bytes).and_then(|seal| cose::import(&seal).ok()),
            traces: OnceCell::new(),
        }
    }

    fn traces(&self) -> &Traces<'a> {
        self.traces.get_or_init(|| Traces::of(self.bytes))
    }

    /// Why it is refused if there is no seal of a mark that is known in it.
    fn without_seal(&self, snapshot: &Snapshot) -> Rejection {
        let chambers = snapshot.keyring().marks().iter().flat_map(|m| &m.chambers);
        self.traces()
            .refusal(chambers.map(|chamber| chamber.id.as_str()))
    }

    /// The number that it claims or, without a seal, names, if an Urkunde was issued under it.
    fn serial(&self, snapshot: &Snapshot) -> Option<Serial> {
        let issued = |serial: &Serial| {
            let entry = snapshot.entry(*serial);
            entry.and_then(|entry| entry.standing()).is_some()
        };
        let claimed = self.claimed.as_ref().map(|seal| seal.facts().serial);
        claimed
            .filter(issued)
            .or_else(|| self.traces().serials().into_iter().find(issued))
    }
}

/// Whether the chambers of the mark that a file claims signed exactly its bytes.
fn examine_file(
    snapshot: &Snapshot,
    file: &Sent<'_>,
    at: Timestamp,
    trust: impl FnOnce(u64) -> Result<Option<Trust>, KeyError>,
) -> Result<Result<CheckedDocument, Verdict>, ServiceError> {
    let trust = match &file.claimed {
        Some(seal) => trust(seal.facts().mark)?,
        None => None,
    };
    let rejection = match trust.map(|trust| check(file.bytes, &trust)) {
        Some(Ok(checked)) => return Ok(Ok(checked)),
        Some(Err(rejection)) => rejection,
        None => file.without_seal(snapshot),
    };
    let serial = file.serial(snapshot);
    let rejection = match rejection {
        Rejection::NotOurs if serial.is_some() => Rejection::Unsigned,
        rejection => rejection,
    };
    Ok(Err(Verdict::refused(Forgery::File(rejection), serial, at)))
}

/// Adds what the register says of the number that a file names which is not genuine as it is.
fn with_registered(snapshot: &Snapshot, verdict: Verdict, at: Timestamp) -> Verdict {
    let (Finding::NotGenuine(_), Some(serial)) = (&verdict.finding, verdict.serial) else {
        return verdict;
    };
    let registered = judge_serial(snapshot, serial, at);
    let genuine = matches!(registered.finding, Finding::Genuine(_));
    Verdict {
        registered: genuine.then(|| Box::new(registered)),
        ..verdict
    }
}
