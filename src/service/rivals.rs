//! What stands in the way of an award: others of the same mark and recipient.

use jiff::Timestamp;

use crate::domain::certificate::{Certificate, Recipient};
use crate::domain::lifecycle::{PublicState, Stage};
use crate::domain::programme::ProgrammeId;
use crate::domain::serial::Serial;
use crate::domain::validity::Term;

/// The award that others may stand in the way of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aim<'a> {
    /// The mark.
    pub programme: &'a ProgrammeId,
    /// Whose it is to be.
    pub recipient: &'a Recipient,
    /// Its days.
    pub term: Term,
    /// The certificate that it corrects.
    pub replaces: Option<Serial>,
}

impl<'a> Aim<'a> {
    /// The award of a certificate.
    pub(super) fn of(certificate: &'a Certificate) -> Self {
        Self {
            programme: &certificate.programme,
            recipient: &certificate.facts.recipient,
            term: certificate.facts.term,
            replaces: certificate.replaces,
        }
    }
}

/// The certificates of the same mark and recipient for some of the same days that are under way or
/// count.
pub(super) fn rivals<'a>(
    new: &Aim<'_>,
    others: impl Iterator<Item = &'a Certificate>,
    at: Timestamp,
) -> Vec<Serial> {
    let rival = |other: &&Certificate| {
        let facts = &other.facts;
        let same = other.programme == *new.programme && facts.recipient == *new.recipient;
        let counts = match &other.stage {
            Stage::Refused { .. } => false,
            Stage::Prepared | Stage::Sealed { .. } => true,
            Stage::Issued { standing, .. } => !matches!(
                PublicState::at(standing, facts.term, at),
                PublicState::Withdrawn { .. } | PublicState::Superseded { .. }
            ),
        };
        same && counts && facts.term.overlaps(new.term) && new.replaces != Some(facts.serial)
    };
    others
        .filter(rival)
        .map(|other| other.facts.serial)
        .collect()
}
