//! Preparing a certificate: its facts and its words are fixed, and nothing is signed yet.

use rand::{CryptoRng, Rng};

use super::bulk::ListError;
use super::error::ServiceError;
use super::order::{Corrected, Order, Place};
use super::programmes::LoadedProgramme;
use super::rivals::{Aim, rivals};
use super::staff::on_duty;
use super::{By, Service};
use crate::domain::account::AccountId;
use crate::domain::bulk::{JobId, Row, RowState};
use crate::domain::certificate::Certificate;
use crate::domain::chamber::ChamberId;
use crate::domain::machine::Machine;
use crate::domain::municipality::Municipality;
use crate::domain::permission::Action;
use crate::domain::serial::Serial;
use crate::store::{Change, Event, RowEnd};

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
