//! Preparing a certificate: its facts and its words are fixed, and nothing is signed yet.

use jiff::Timestamp;
use rand::{CryptoRng, Rng};

use super::bulk::ListError;
use super::error::ServiceError;
use super::programmes::LoadedProgramme;
use super::staff::on_duty;
use super::wording::inscribe;
use super::{By, Service};
use crate::domain::account::AccountId;
use crate::domain::bulk::{JobId, Row, RowState};
use crate::domain::certificate::{Certificate, Facts, KeyTag, Recipient};
use crate::domain::chamber::ChamberId;
use crate::domain::lifecycle::{PublicState, Stage};
use crate::domain::machine::Machine;
use crate::domain::municipality::{Ags, Municipality};
use crate::domain::permission::Action;
use crate::domain::programme::ProgrammeId;
use crate::domain::serial::Serial;
use crate::domain::validity::{Day, Term};
use crate::keys::KeyError;
use crate::store::{Change, Event, RowEnd};

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

/// What is prepared, and for whom.
pub(super) struct Request<'a> {
    pub order: &'a Order,
    /// The certificate that it corrects.
    pub replaces: Option<Corrected>,
    /// Who prepares it; nobody, on the command line.
    pub clerk: Option<Clerk<'a>>,
    /// The row of a list that orders it.
    pub listed: Option<&'a Listed<'a>>,
}

/// A row of a list that orders a certificate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listed<'a> {
    /// The list.
    pub job: &'a JobId,
    /// The row.
    pub row: &'a Row,
}

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

/// Who prepares.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clerk<'a> {
    pub preparer: Preparer<'a>,
    /// Whether they know of other certificates of the same mark and recipient.
    pub knows: bool,
}

/// A person at the desk, or another system with a token.
#[derive(Debug, Clone, Copy)]
pub(super) enum Preparer<'a> {
    Person(&'a AccountId),
    Machine(&'a Machine),
}

/// A certificate that was prepared within a change; its event is to be committed with it.
pub(super) struct Prepared {
    pub certificate: Certificate,
}

impl Prepared {
    pub(super) fn event(&self) -> Event {
        let replaces = self.certificate.replaces;
        let detail = replaces.map(|old| format!("corrects {old}"));
        let serial = self.certificate.facts.serial;
        Event::new("certificate.prepared", serial, detail.unwrap_or_default())
    }
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
    /// Prepares a certificate and returns its number.
    pub async fn prepare<R: Rng + CryptoRng>(
        &self,
        order: &Order,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Serial, ServiceError> {
        let programme = self.programmes.find(&order.programme)?;
        let municipality = self.recipient(&order.municipality).await?;
        let request = Request {
            order,
            replaces: None,
            clerk: None,
            listed: None,
        };
        self.prepare_for(programme, &municipality, request, by, random)
            .await
    }

    /// Prepares a certificate at the desk. Where another one of the same mark and recipient is
    /// under way, or counts for some of the same days, they have to know (`knows`).
    pub async fn prepare_as<R: Rng + CryptoRng>(
        &self,
        person: &AccountId,
        order: &Order,
        knows: bool,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Serial, ServiceError> {
        let programme = self.programmes.find(&order.programme)?;
        let municipality = self.recipient(&order.municipality).await?;
        let request = Request {
            order,
            replaces: None,
            clerk: Some(Clerk {
                preparer: Preparer::Person(person),
                knows,
            }),
            listed: None,
        };
        self.prepare_for(programme, &municipality, request, by, random)
            .await
    }

    /// Prepares a certificate that a row of a list orders, and in the same change notes that the
    /// row is done. Nobody knows of other certificates of the same mark and recipient: there are
    /// none.
    pub(super) async fn prepare_listed<R: Rng + CryptoRng>(
        &self,
        person: Option<&AccountId>,
        order: &Order,
        listed: Listed<'_>,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Serial, ServiceError> {
        let programme = self.programmes.find(&order.programme)?;
        let municipality = self.recipient(&order.municipality).await?;
        let request = Request {
            order,
            replaces: None,
            clerk: person.map(|person| Clerk {
                preparer: Preparer::Person(person),
                knows: false,
            }),
            listed: Some(&listed),
        };
        self.prepare_for(programme, &municipality, request, by, random)
            .await
    }

    /// Whether every chamber of a mark has a key.
    pub(super) fn keys_for(&self, programme: &ProgrammeId) -> Result<(), ServiceError> {
        self.active_keys(self.programmes.find(programme)?)?;
        Ok(())
    }

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

    pub(super) async fn recipient(&self, ags: &Ags) -> Result<Municipality, ServiceError> {
        let found = self.store.municipality(ags).await?;
        found.ok_or_else(|| ServiceError::UnknownMunicipality(ags.to_string()))
    }

    pub(super) async fn prepare_for<R: Rng + CryptoRng>(
        &self,
        programme: &LoadedProgramme,
        municipality: &Municipality,
        request: Request<'_>,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Serial, ServiceError> {
        let mut change = self.store.change(by.actor, by.at).await?;
        let prepared = self
            .prepare_within(&mut change, programme, municipality, request, by, random)
            .await?;
        // Whoever tells the other chambers reads this event.
        change.commit(vec![prepared.event()]).await?;
        Ok(prepared.certificate.facts.serial)
    }

    /// Prepares a certificate as part of a change.
    pub(super) async fn prepare_within<R: Rng + CryptoRng>(
        &self,
        change: &mut Change,
        programme: &LoadedProgramme,
        municipality: &Municipality,
        request: Request<'_>,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Prepared, ServiceError> {
        let Request {
            order,
            replaces,
            clerk,
            listed,
        } = request;
        if let Some(old) = replaces
            && let Some(other) = change.successors(old.serial).await?.first()
        {
            return Err(ServiceError::CorrectionUnderWay(*other));
        }
        let place = Place {
            serial: Serial::random(random),
            status_index: change.next_status_index().await?,
            replaces,
        };
        let mut certificate = self.compose(programme, municipality, order, place, by)?;
        if let Some(Clerk { preparer, .. }) = clerk {
            let (chamber, person) = on_behalf(change, preparer).await?;
            if programme.programme.chamber(&chamber).is_none() {
                return Err(ServiceError::NotAChamber(chamber));
            }
            certificate.prepared_by = person;
        }
        let nobody_knows = clerk.map_or(listed.is_some(), |clerk| !clerk.knows);
        if nobody_knows {
            let aim = Aim::of(&certificate);
            let others = change.certificates_of(aim.programme, aim.recipient).await?;
            let others = others.iter().map(|record| &record.certificate);
            let rivals = rivals(&aim, others, by.at);
            if !rivals.is_empty() {
                return Err(ServiceError::Rivals(rivals));
            }
        }
        self.rehearse(&certificate)?;
        change.insert_prepared(&certificate).await?;
        if let Some(Listed { job, row }) = listed {
            let end = RowEnd {
                job: (*job).clone(),
                number: row.number,
                state: RowState::Done,
                problems: row.problems.clone(),
                outcome: Some(certificate.facts.serial.to_string()),
            };
            if !change.end_row(&end).await? {
                return Err(ListError::Busy.into());
            }
        }
        self.tell_of_prepared(change, &certificate, &programme.programme, by)
            .await?;
        Ok(Prepared { certificate })
    }

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

/// The chamber for which somebody prepares, and the person who answers for it and so does not sign
/// it: at the desk whoever prepares, else whoever made the token.
async fn on_behalf(
    change: &mut Change,
    preparer: Preparer<'_>,
) -> Result<(ChamberId, Option<AccountId>), ServiceError> {
    Ok(match preparer {
        Preparer::Person(id) => {
            let person = on_duty(change, id, Action::PrepareCertificate).await?;
            (person.chamber, Some(person.id))
        }
        Preparer::Machine(machine) => (machine.chamber.clone(), machine.made_by.clone()),
    })
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
