//! An order: what a clerk decides, and the certificate that comes of it, before it is kept.

use super::error::ServiceError;
use super::programmes::LoadedProgramme;
use super::wording::inscribe;
use super::{By, Service};
use crate::domain::certificate::{Certificate, Facts, KeyTag, Recipient};
use crate::domain::lifecycle::Stage;
use crate::domain::municipality::{Ags, Municipality};
use crate::domain::programme::ProgrammeId;
use crate::domain::serial::Serial;
use crate::domain::validity::{Day, Term};
use crate::keys::KeyError;

/// What a clerk decides.
#[derive(Debug, Clone)]
pub struct Order {
    /// The mark.
    pub programme: ProgrammeId,
    /// The recipient.
    pub municipality: Ags,
    /// The first valid day.
    pub from: Day,
    /// The last valid day; computed from the programme's terms if not given.
    pub until: Option<Day>,
    /// Whether the term is that of a re-certification.
    pub renewal: bool,
    /// The day that stands on the Urkunde; the first valid day if not given.
    pub dated: Option<Day>,
}

/// The certificate that a corrected copy takes the place of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Corrected {
    pub serial: Serial,
    pub term: Term,
}

/// What the register decides about a new certificate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub serial: Serial,
    pub status_index: u64,
    pub replaces: Option<Corrected>,
}

impl Place {
    /// That of a draft: under a number that nobody has.
    pub(super) fn of_draft(replaces: Option<Corrected>) -> Self {
        Self {
            serial: Serial::nobodys(),
            status_index: 0,
            replaces,
        }
    }
}

impl Service {
    /// A certificate as it would be prepared, under a number that nobody has.
    pub async fn draft(&self, order: &Order, by: By<'_>) -> Result<Certificate, ServiceError> {
        let programme = self.programmes.find(&order.programme)?;
        let municipality = self.recipient(&order.municipality).await?;
        let place = Place::of_draft(None);
        self.compose(programme, &municipality, order, place, by)
    }

    /// The days of an order: as it says, or as the programme says; never more of them than the
    /// programme gives, nor an Urkunde that is dated in another time.
    pub fn term(&self, order: &Order) -> Result<Term, ServiceError> {
        let terms = &self.programmes.find(&order.programme)?.programme.terms;
        let term = match order.until {
            Some(until) => Term::new(order.from, until)?,
            None => terms.usual(order.from, order.renewal)?,
        };
        terms.admit(term)?;
        if let Some(dated) = order.dated {
            term.admits_date(dated)?;
        }
        Ok(term)
    }

    /// The last day that an order would usually have, where its own is another one.
    pub fn usual_end(&self, order: &Order) -> Option<Day> {
        let terms = &self.programmes.find(&order.programme).ok()?.programme.terms;
        let usual = terms.usual(order.from, order.renewal).ok()?.until();
        order
            .until
            .is_some_and(|until| until != usual)
            .then_some(usual)
    }

    /// The certificate of an order in its place, with the names and keys of today; nobody has
    /// prepared or kept it.
    pub(super) fn compose(
        &self,
        programme: &LoadedProgramme,
        municipality: &Municipality,
        order: &Order,
        place: Place,
        by: By<'_>,
    ) -> Result<Certificate, ServiceError> {
        let term = match place.replaces {
            Some(old) => corrected_term(programme, order, old)?,
            None => self.term(order)?,
        };
        let facts = Facts {
            keys: self.active_keys(programme)?,
            serial: place.serial,
            recipient: Recipient::Municipality(municipality.ags.clone()),
            mark: programme.programme.number,
            term,
            status_index: place.status_index,
            name: municipality.name.clone(),
            host: municipality.website.clone(),
        };
        let dated = order.dated.unwrap_or(order.from);
        let inscription = inscribe(programme, &facts, municipality.kind, dated, &self.host);
        Ok(Certificate {
            facts,
            programme: programme.programme.id.clone(),
            kind: municipality.kind,
            dated: Some(dated),
            inscription,
            prepared_at: by.at,
            prepared_by: None,
            replaces: place.replaces.map(|old| old.serial),
            stage: Stage::Prepared,
        })
    }

    /// The municipality of an order.
    pub(super) async fn recipient(&self, ags: &Ags) -> Result<Municipality, ServiceError> {
        let found = self.store.municipality(ags).await?;
        found.ok_or_else(|| ServiceError::UnknownMunicipality(ags.to_string()))
    }

    /// Whether every chamber of a mark has a key.
    pub(super) fn keys_for(&self, programme: &ProgrammeId) -> Result<(), ServiceError> {
        self.active_keys(self.programmes.find(programme)?)?;
        Ok(())
    }

    fn active_keys(&self, programme: &LoadedProgramme) -> Result<Vec<KeyTag>, ServiceError> {
        let keyring = self.keyring()?;
        let tag = |id| match keyring.active_key(id) {
            Some(key) => Ok(key.id.tag()),
            None => Err(KeyError::NoActiveKey(id.clone()).into()),
        };
        programme
            .programme
            .chambers
            .iter()
            .map(|c| tag(&c.id))
            .collect()
    }
}

/// The days of a corrected copy. Those of the old one stay possible whatever the programme says
/// today, and the Urkunde is dated on the day of the correction.
fn corrected_term(
    programme: &LoadedProgramme,
    order: &Order,
    old: Corrected,
) -> Result<Term, ServiceError> {
    let term = Term::new(order.from, order.until.unwrap_or(old.term.until()))?;
    if term != old.term {
        programme.programme.terms.admit(term)?;
    }
    Ok(term)
}
