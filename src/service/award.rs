//! An award: one mark of one recipient, through all its terms, copies and renewals.

use std::collections::HashMap;

use jiff::Timestamp;

use super::snapshot::{Entry, Snapshot};
use crate::domain::certificate::Certificate;
use crate::domain::lifecycle::{PublicState, Stage};
use crate::domain::serial::Serial;
use crate::domain::validity::Phase;

/// The issued certificates of every award: by programme, then by recipient.
#[derive(Debug, Default)]
pub(super) struct Awards(HashMap<String, HashMap<String, Vec<Serial>>>);

impl Awards {
    pub(super) fn of<'a>(certificates: impl Iterator<Item = &'a Certificate>) -> Self {
        let mut awards = Self::default();
        for certificate in certificates {
            if matches!(certificate.stage, Stage::Issued { .. }) {
                let marks = awards.0.entry(certificate.programme.to_string());
                let recipient = certificate.facts.recipient.as_str().to_owned();
                let serials = marks.or_default().entry(recipient).or_default();
                serials.push(certificate.facts.serial);
            }
        }
        awards
    }

    fn serials(&self, programme: &str, recipient: &str) -> &[Serial] {
        let found = self.0.get(programme).and_then(|r| r.get(recipient));
        found.map_or(&[], Vec::as_slice)
    }
}

/// What decides which certificate of an award counts; a later one goes before an earlier one.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Corrected; the copy stands for itself.
    Superseded,
    /// Withdrawn before it began.
    NeverBegun,
    /// Still to come.
    Coming,
    /// Over or withdrawn.
    Ended,
    /// Rests.
    Suspended,
    /// In force.
    Valid,
}

impl Snapshot {
    /// The certificate of an award that counts at an instant: that of the running term; else
    /// the last one that has ended; one that has yet to begin only if there is nothing else.
    pub fn counting(&self, programme: &str, recipient: &str, at: Timestamp) -> Option<Serial> {
        let serials = self.awards().serials(programme, recipient);
        let entries = serials.iter().filter_map(|serial| self.entry(*serial));
        let best = entries.max_by_key(|entry| {
            let facts = &entry.certificate().facts;
            (rank(entry, at), facts.term.from(), facts.status_index)
        });
        best.map(|entry| entry.certificate().facts.serial)
    }
}

fn rank(entry: &Entry, at: Timestamp) -> Rank {
    let term = entry.certificate().facts.term;
    let Some(standing) = entry.standing() else {
        return Rank::Superseded;
    };
    match (PublicState::at(standing, term, at), term.phase(at)) {
        (PublicState::Valid, _) => Rank::Valid,
        (PublicState::Superseded { .. }, _) => Rank::Superseded,
        (PublicState::Withdrawn { .. }, Phase::NotYet) => Rank::NeverBegun,
        (PublicState::Withdrawn { .. } | PublicState::Expired, _) => Rank::Ended,
        (PublicState::Suspended { .. }, Phase::NotYet) | (PublicState::NotYetValid, _) => {
            Rank::Coming
        }
        (PublicState::Suspended { .. }, _) => Rank::Suspended,
    }
}
