//! The public's one question: is this genuine, and is it still valid?

use jiff::Timestamp;

use super::snapshot::{Entry, Snapshot, Source};
pub use crate::badge::baked::BakedError;
pub use crate::document::check::{Change, CheckedDocument, CheckedSignature, Rejection};

use crate::domain::certificate::Facts;
use crate::domain::lifecycle::{PublicState, Standing};
use crate::domain::municipality::Kind;
use crate::domain::serial::Serial;
use crate::seal::examination::{Examination, ExaminedSignature, examine};
use crate::seal::{Code, Seal, code::CodeError};

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
    /// For a file that is not genuine as it is: what the register says of the number that it names.
    pub registered: Option<Box<Verdict>>,
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
    pub(super) const fn new(finding: Finding, serial: Option<Serial>, as_of: Timestamp) -> Self {
        Self {
            as_of,
            serial,
            signatures: Vec::new(),
            document: None,
            picture: false,
            registered: None,
            finding,
        }
    }

    /// The register cannot be asked.
    pub const fn unavailable(as_of: Timestamp) -> Self {
        Self::new(Finding::Unavailable, None, as_of)
    }

    /// Nothing is known under what was asked for.
    pub(super) const fn unknown(as_of: Timestamp) -> Self {
        Self::new(Finding::Unknown, None, as_of)
    }

    pub(super) fn refused(forgery: Forgery, serial: Option<Serial>, as_of: Timestamp) -> Self {
        Self::new(Finding::NotGenuine(forgery), serial, as_of)
    }

    pub(super) fn with_document(self, checked: CheckedDocument) -> Self {
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
pub(super) fn judge(snapshot: &Snapshot, code: Result<Code, CodeError>, at: Timestamp) -> Verdict {
    match code {
        Ok(Code::Serial(serial)) => judge_serial(snapshot, serial, at),
        Ok(Code::Seal(seal)) => judge_seal(snapshot, *seal, at),
        Err(error) => Verdict::new(Finding::Malformed(error), None, at),
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

pub(super) fn judge_serial(snapshot: &Snapshot, serial: Serial, at: Timestamp) -> Verdict {
    let blank = |finding| Verdict::new(finding, Some(serial), at);
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
        signatures: signatures.to_vec(),
        ..Verdict::new(finding, Some(serial), at)
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
        signatures: examination.signatures().to_vec(),
        ..Verdict::new(finding, Some(certificate.facts.serial), at)
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
