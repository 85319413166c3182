//! The words on a certificate, composed anew: they are stored beside the signed facts and not
//! signed with them, so whoever writes to the database could change them.

use super::Service;
use super::error::ServiceError;
use super::wording::inscribe;
use crate::domain::certificate::{Certificate, Facts};
use crate::domain::inscription::Inscription;
use crate::domain::municipality::Kind;
use crate::domain::programme::ProgrammeId;
use crate::domain::validity::Day;

impl Service {
    /// The words that the programme of today gives for these facts.
    pub(super) fn words_of(
        &self,
        programme: &ProgrammeId,
        facts: &Facts,
        kind: Kind,
        dated: Day,
    ) -> Result<Inscription, ServiceError> {
        let programme = self.programmes.find(programme)?;
        Ok(inscribe(programme, facts, kind, dated, &self.host))
    }

    /// Refuses a certificate whose words are not those that its programme gives, or whose programme
    /// is not the mark's, and tells the day on its Urkunde.
    pub(super) fn check_words(&self, certificate: &Certificate) -> Result<Day, ServiceError> {
        let facts = &certificate.facts;
        let programme = self.programmes.find(&certificate.programme)?;
        if programme.programme.number != facts.mark {
            return Err(ServiceError::WordsChanged(facts.serial));
        }
        let candidates = match certificate.dated {
            Some(day) => vec![day],
            // Before the day was kept, it was one of these unless somebody chose otherwise.
            None => vec![facts.term.from(), Day::of(certificate.prepared_at)],
        };
        for day in candidates {
            let words = self.words_of(&certificate.programme, facts, certificate.kind, day)?;
            if words == certificate.inscription {
                return Ok(day);
            }
        }
        Err(ServiceError::WordsChanged(facts.serial))
    }
}
