//! The public's one question: is this genuine, and is it still valid?

use jiff::Timestamp;

use super::Service;
use super::error::ServiceError;
use super::issue::trust;
use super::picture;
use super::register::{Entry, Parsed, Snapshot, Source};
pub use crate::badge::baked::BakedError;
pub use crate::document::check::{Change, CheckedDocument, CheckedSignature, Rejection};

use crate::document::check::{Trust, check};
use crate::document::claim;
use crate::domain::certificate::Facts;
use crate::domain::lifecycle::{PublicState, Standing};
use crate::domain::municipality::Kind;
use crate::domain::serial::Serial;
use crate::keys::{KeyError, KeyFolder};
use crate::seal::examination::{Examination, ExaminedSignature, examine};
use crate::seal::{Code, Seal, code::CodeError, cose};

/// An answer, and as of when it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The instant of the answer.
    pub as_of: Timestamp,
    /// The number that was asked for or that the seal names.
    pub serial: Option<Serial>,
    /// Each chamber's signature, if there is a seal to look at.
    pub signatures: Vec<ExaminedSignature>,
    /// The file, if one was asked about and every chamber signed it.
    pub document: Option<CheckedDocument>,
    /// Whether the seal was read from a picture: then the data is judged, and not the drawing.
    pub picture: bool,
    /// The answer.
    pub finding: Finding,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Every chamber signed it.
    Genuine(Box<Genuine>),
    /// No certificate has this number. That alone proves nothing.
    Unknown,
    /// Not what the chambers issued.
    NotGenuine(Forgery),
    /// Neither a number nor a seal.
    Malformed(CodeError),
    /// A picture that gives no seal.
    NoSeal(BakedError),
    /// The register cannot be asked.
    Unavailable,
}

/// A genuine certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Genuine {
    /// What every chamber signed.
    pub facts: Facts,
    /// Town or other municipality, if the register knows it.
    pub kind: Option<Kind>,
    /// How it stands.
    pub state: PublicState,
    /// For a superseded copy: how the award itself stands, by its last copy.
    pub award: Option<PublicState>,
    /// What the register has to say.
    pub listing: Listing,
}

/// Whether the register knows a genuine seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// It does.
    Listed,
    /// It does not, though every signature is right.
    NotListed,
    /// It was not asked: nobody can say whether the certificate was suspended or withdrawn.
    NotConsulted,
}

/// Why something is not genuine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forgery {
    /// Not every chamber's signature counts.
    Signatures,
    /// No such mark exists.
    UnknownMark,
    /// The register knows another seal under this number.
    DiffersFromRegister,
    /// The file is not one that every chamber signed.
    File(Rejection),
    /// The seal data in the picture is damaged or altered.
    Picture,
}

impl Verdict {
    /// The register cannot be asked.
    pub const fn unavailable(as_of: Timestamp) -> Self {
        Self {
            as_of,
            serial: None,
            signatures: Vec::new(),
            document: None,
            picture: false,
            finding: Finding::Unavailable,
        }
    }

    /// Nothing is known under what was asked for.
    pub(super) const fn unknown(as_of: Timestamp) -> Self {
        Self {
            as_of,
            serial: None,
            signatures: Vec::new(),
            document: None,
            picture: false,
            finding: Finding::Unknown,
        }
    }

    pub(super) fn refused(forgery: Forgery, serial: Option<Serial>, as_of: Timestamp) -> Self {
        Self {
            as_of,
            serial,
            signatures: Vec::new(),
            document: None,
            picture: false,
            finding: Finding::NotGenuine(forgery),
        }
    }

    fn with_document(self, checked: CheckedDocument) -> Self {
        Self {
            document: Some(checked),
            ..self
        }
    }

    /// The name of the state in data.
    pub fn state(&self) -> &'static str {
        match &self.finding {
            Finding::Genuine(genuine) => genuine.state.name(),
            Finding::Unknown => "unknown",
            Finding::NotGenuine(_) => "not_genuine",
            Finding::Malformed(_) | Finding::NoSeal(_) => "malformed",
            Finding::Unavailable => "unavailable",
        }
    }
}

/// Judges what somebody scanned or typed.
pub(super) fn judge(snapshot: &Snapshot, code: Parsed, at: Timestamp) -> Verdict {
    match code {
        Ok(Code::Serial(serial)) => judge_serial(snapshot, serial, at),
        Ok(Code::Seal(seal)) => judge_seal(snapshot, *seal, at),
        Err(error) => Verdict {
            as_of: at,
            serial: None,
            signatures: Vec::new(),
            document: None,
            picture: false,
            finding: Finding::Malformed(error),
        },
    }
}

/// Judges a certificate as if it stood otherwise.
pub(super) fn judge_as(
    snapshot: &Snapshot,
    serial: Serial,
    standing: &Standing,
    at: Timestamp,
) -> Verdict {
    let entry = snapshot.entry(serial);
    let examined = entry.and_then(|e| Some((e, e.examination(snapshot.keyring()).ok()?)));
    match examined {
        Some((entry, examination)) => listed(snapshot, entry, standing, examination, at),
        None => Verdict::unavailable(at),
    }
}

impl Service {
    /// Judges a file. A PDF: did every chamber sign exactly these bytes, and did the register issue
    /// them? A picture: did every chamber sign the data in it?
    pub async fn verify_file(
        &self,
        snapshot: &Snapshot,
        bytes: &[u8],
        at: Timestamp,
    ) -> Result<Verdict, ServiceError> {
        if let Some(verdict) = picture::judge(snapshot, bytes, at) {
            return Ok(verdict);
        }
        let trust = |mark| {
            let programme = self.programmes.by_number(mark);
            programme.map(|p| self.trust(p)).transpose()
        };
        let checked = match examine_file(snapshot, bytes, at, trust)? {
            Ok(checked) => checked,
            Err(refused) => return Ok(refused),
        };
        let digest = hex::encode(checked.sha256());
        let verdict = match self.store.serial_of_document(&digest).await? {
            Some(serial) => judge_serial(snapshot, serial, at),
            None => Verdict::refused(Forgery::DiffersFromRegister, known(snapshot, bytes), at),
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
    if let Some(verdict) = picture::judge(snapshot, bytes, at) {
        return Ok(verdict);
    }
    let mut lacking = false;
    let checked = examine_file(snapshot, bytes, at, |mark| {
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
    let seal = checked.seal().and_then(|seal| cose::import(seal).ok());
    let verdict = match seal {
        Some(seal) => judge_seal(snapshot, seal, at),
        None => Verdict::refused(Forgery::File(Rejection::NotOurs), None, at),
    };
    Ok(verdict.with_document(checked))
}

/// Whether the chambers of the mark that a file claims signed exactly its bytes.
fn examine_file(
    snapshot: &Snapshot,
    bytes: &[u8],
    at: Timestamp,
    trust: impl FnOnce(u64) -> Result<Option<Trust>, KeyError>,
) -> Result<Result<CheckedDocument, Verdict>, ServiceError> {
    let refused = |rejection| {
        let serial = known(snapshot, bytes);
        Ok(Err(Verdict::refused(Forgery::File(rejection), serial, at)))
    };
    let Some(claimed) = claimed(bytes) else {
        return refused(Rejection::NotOurs);
    };
    let Some(trust) = trust(claimed.facts().mark)? else {
        return refused(Rejection::NotOurs);
    };
    match check(bytes, &trust) {
        Ok(checked) => Ok(Ok(checked)),
        Err(rejection) => refused(rejection),
    }
}

/// The seal in a file; it proves nothing.
fn claimed(bytes: &[u8]) -> Option<Seal> {
    claim::seal(bytes).and_then(|seal| cose::import(&seal).ok())
}

/// The number that a file claims, if an Urkunde was issued under it.
fn known(snapshot: &Snapshot, bytes: &[u8]) -> Option<Serial> {
    let serial = claimed(bytes)?.facts().serial;
    snapshot.entry(serial)?.standing().map(|_| serial)
}

fn judge_serial(snapshot: &Snapshot, serial: Serial, at: Timestamp) -> Verdict {
    let blank = |finding| Verdict {
        as_of: at,
        serial: Some(serial),
        signatures: Vec::new(),
        document: None,
        picture: false,
        finding,
    };
    if snapshot.source() == Source::None {
        return blank(Finding::Unavailable);
    }
    let issued = snapshot
        .entry(serial)
        .and_then(|e| Some((e, e.standing()?)));
    let Some((entry, standing)) = issued else {
        return blank(Finding::Unknown);
    };
    match entry.examination(snapshot.keyring()) {
        Ok(examination) => listed(snapshot, entry, standing, examination, at),
        Err(_) => blank(Finding::NotGenuine(Forgery::UnknownMark)),
    }
}

pub(super) fn judge_seal(snapshot: &Snapshot, seal: Seal, at: Timestamp) -> Verdict {
    let serial = seal.facts().serial;
    let verdict = |signatures: &[ExaminedSignature], finding| Verdict {
        as_of: at,
        serial: Some(serial),
        signatures: signatures.to_vec(),
        document: None,
        picture: false,
        finding,
    };
    let entry = snapshot.entry(serial);
    let known = entry.and_then(|e| e.examination(snapshot.keyring()).ok());
    if let (Some(entry), Some(examination)) = (entry, known)
        && *examination.seal() == seal
    {
        return match entry.standing() {
            Some(standing) => listed(snapshot, entry, standing, examination, at),
            None => verdict(&[], Finding::Unknown),
        };
    }
    let term = seal.facts().term;
    let Ok(examination) = examine(seal, snapshot.keyring(), None) else {
        return verdict(&[], Finding::NotGenuine(Forgery::UnknownMark));
    };
    let signatures = examination.signatures();
    let Some(proof) = examination.verified() else {
        return verdict(signatures, Finding::NotGenuine(Forgery::Signatures));
    };
    if entry.is_some() {
        return verdict(
            signatures,
            Finding::NotGenuine(Forgery::DiffersFromRegister),
        );
    }
    let listing = match snapshot.source() {
        Source::Database => Listing::NotListed,
        Source::None => Listing::NotConsulted,
    };
    let genuine = Genuine {
        facts: proof.facts().clone(),
        kind: None,
        state: PublicState::at(&Standing::InForce, term, at),
        award: None,
        listing,
    };
    verdict(signatures, Finding::Genuine(Box::new(genuine)))
}

fn listed(
    snapshot: &Snapshot,
    entry: &Entry,
    standing: &Standing,
    examination: &Examination,
    at: Timestamp,
) -> Verdict {
    let certificate = entry.certificate();
    let facts = certificate.facts.clone();
    let finding = match examination.verified() {
        Some(_) => {
            let state = PublicState::at(standing, facts.term, at);
            Finding::Genuine(Box::new(Genuine {
                kind: Some(certificate.kind),
                state,
                award: award_of(snapshot, state, at),
                listing: Listing::Listed,
                facts,
            }))
        }
        None => Finding::NotGenuine(Forgery::Signatures),
    };
    Verdict {
        as_of: at,
        serial: Some(certificate.facts.serial),
        signatures: examination.signatures().to_vec(),
        document: None,
        picture: false,
        finding,
    }
}

/// Follows corrections to the last copy; a copy supersedes only an older one, so this ends.
fn award_of(snapshot: &Snapshot, state: PublicState, at: Timestamp) -> Option<PublicState> {
    let PublicState::Superseded { by, .. } = state else {
        return None;
    };
    let mut entry = snapshot.entry(by)?;
    loop {
        match PublicState::at(entry.standing()?, entry.certificate().facts.term, at) {
            PublicState::Superseded { by, .. } => entry = snapshot.entry(by)?,
            state => return Some(state),
        }
    }
}
