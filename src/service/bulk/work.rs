//! Doing what a list says, row by row.
//!
//! Whoever works on a job claims it for a while, so that nobody else does. That saves work and is
//! not what makes it safe: a row is noted as done in the change that does it, and a row that is
//! noted already cannot be done.

use jiff::{SignedDuration, Timestamp};
use rand::{CryptoRng, Rng};

use super::awards::order;
use super::check_municipalities::{known, says_the_same};
use super::error::ListError;
use super::municipalities::entry;
use crate::domain::account::AccountId;
use crate::domain::bulk::{Cause, Counts, Field, Job, JobId, List, Problem, Row, RowState};
use crate::domain::permission::Action;
use crate::domain::validity::TermError;
use crate::keys::KeyError;
use crate::service::prepare::Listed;
use crate::service::staff::on_duty;
use crate::service::{By, Service, ServiceError};
use crate::store::{Event, RowEnd};

/// How long a job belongs to who works on it; it is claimed again well before that is over.
const CLAIM: SignedDuration = SignedDuration::from_secs(15);
const CLAIM_AGAIN: SignedDuration = SignedDuration::from_secs(4);

/// How many rows are read at once.
const AT_ONCE: u32 = 100;

/// How far somebody came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worked {
    /// Nothing is left to do.
    Ended,
    /// Told to stop.
    Stopped,
    /// Somebody else works on it, or it has not begun, or it is over.
    NotMine,
}

impl Service {
    /// Works on every job that is running and that nobody works on.
    pub async fn work_off<R: Rng + CryptoRng>(
        &self,
        now: impl Fn() -> Timestamp,
        stopped: impl Fn() -> bool,
        random: &mut R,
    ) -> Result<(), ServiceError> {
        for id in self.store.idle_jobs(now()).await? {
            if stopped() {
                break;
            }
            self.work(&id, &now, &stopped, |_| (), random).await?;
        }
        Ok(())
    }

    /// Does what is left of a job, unless it is `stopped` between two rows; tells after each row
    /// how far it is. `now` tells the time, because it takes some. If the work cannot go on, it is
    /// tried again when the claim is over.
    pub async fn work<R: Rng + CryptoRng>(
        &self,
        id: &JobId,
        now: impl Fn() -> Timestamp,
        stopped: impl Fn() -> bool,
        tell: impl Fn(&Counts),
        random: &mut R,
    ) -> Result<Worked, ServiceError> {
        let mut claim = [0; 8];
        random.fill_bytes(&mut claim);
        let claim = hex::encode(claim);
        let mut claimed_at = now();
        if !self.claim_job(id, &claim, claimed_at).await? {
            return Ok(Worked::NotMine);
        }
        let job = self.store.job(id).await?.ok_or(ListError::UnknownJob)?;
        let mut counts = self.store.job_counts(id).await?;
        loop {
            let rows = self.store.open_rows(id, AT_ONCE).await?;
            if rows.is_empty() {
                return self.end_job(&job, now()).await;
            }
            for row in rows {
                if stopped() {
                    self.store.release_job(id, &claim).await?;
                    return Ok(Worked::Stopped);
                }
                let at = now();
                if at.duration_since(claimed_at) > CLAIM_AGAIN {
                    if !self.claim_job(id, &claim, at).await? {
                        return Ok(Worked::NotMine);
                    }
                    claimed_at = at;
                }
                match self.do_row(&job, &row, at, random).await {
                    Ok(true) => counts.done += 1,
                    Ok(false) => counts.refused += 1,
                    Err(ServiceError::List(ListError::Busy)) => {
                        self.store.release_job(id, &claim).await?;
                        return Ok(Worked::NotMine);
                    }
                    Err(other) => return Err(other),
                }
                counts.open = counts.open.saturating_sub(1);
                tell(&counts);
            }
        }
    }

    async fn claim_job(
        &self,
        id: &JobId,
        claim: &str,
        at: Timestamp,
    ) -> Result<bool, ServiceError> {
        let until = at.checked_add(CLAIM).unwrap_or(at);
        Ok(self.store.claim_job(id, claim, at, until).await?)
    }

    async fn end_job(&self, job: &Job, at: Timestamp) -> Result<Worked, ServiceError> {
        let counts = self.store.job_counts(&job.id).await?;
        let mut change = self.store.change(&job.actor, at).await?;
        if !change.end_job(&job.id).await? {
            return Ok(Worked::NotMine);
        }
        let detail = format!("{} / {}", counts.done, counts.refused);
        let event = Event::new("list.ended", &job.id, detail);
        change.commit(vec![event]).await?;
        Ok(Worked::Ended)
    }

    /// Does one row, or notes why not; tells whether it did.
    async fn do_row<R: Rng + CryptoRng>(
        &self,
        job: &Job,
        row: &Row,
        at: Timestamp,
        random: &mut R,
    ) -> Result<bool, ServiceError> {
        let by = By {
            actor: &job.actor,
            at,
        };
        let person = job.person.as_ref().map(|(person, _)| person);
        let done = match job.list {
            List::Municipalities => self.put_listed(job, row, person, by).await,
            List::Certificates => match order(&row.cells) {
                Some(order) => {
                    let listed = Listed { job: &job.id, row };
                    let done = self
                        .prepare_listed(person, &order, listed, by, random)
                        .await;
                    done.map(|_| ())
                }
                None => Err(ListError::NothingToDo.into()),
            },
        };
        let Err(error) = done else {
            return Ok(true);
        };
        let (field, cause) = refusal(error)?;
        let column = job.columns.iter().find(|c| Some(c.field) == field);
        let mut problems = row.problems.clone();
        problems.push(Problem {
            row: row.number,
            column: column.map(|c| (c.place, c.heading.clone())),
            cause,
        });
        let end = RowEnd {
            problems,
            ..end_of(job, row, RowState::Refused)
        };
        if self.store.end_row(&end).await? {
            Ok(false)
        } else {
            Err(ListError::Busy.into())
        }
    }

    async fn put_listed(
        &self,
        job: &Job,
        row: &Row,
        person: Option<&AccountId>,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let Ok((municipality, contact)) = entry(&row.cells) else {
            return Err(ListError::NothingToDo.into());
        };
        let mut change = self.store.change(by.actor, by.at).await?;
        if let Some(person) = person {
            on_duty(&mut change, person, Action::ImportLists).await?;
        }
        let now = known(&mut change, &municipality.ags).await?;
        let end = end_of(job, row, RowState::Done);
        if now.as_ref().is_some_and(|now| says_the_same(row, now)) {
            drop(change);
            return match self.store.end_row(&end).await? {
                true => Ok(()),
                false => Err(ListError::Busy.into()),
            };
        }
        if now != row.before {
            return Err(ListError::Unsound.into());
        }
        change.put_municipality(&municipality).await?;
        let ags = &municipality.ags;
        let mut events = vec![Event::new(
            "municipality.imported",
            ags,
            municipality.name.as_str(),
        )];
        if let Some(contact) = contact {
            change.put_contact(ags, &contact).await?;
            events.push(Event::new("municipality.contact_entered", ags, ""));
        }
        if !change.end_row(&end).await? {
            return Err(ListError::Busy.into());
        }
        Ok(change.commit(events).await?)
    }
}

fn end_of(job: &Job, row: &Row, state: RowState) -> RowEnd {
    RowEnd {
        job: job.id.clone(),
        number: row.number,
        state,
        problems: row.problems.clone(),
        outcome: None,
    }
}

/// Why a row was not done, where the cause lies in the row; else the work cannot go on.
fn refusal(error: ServiceError) -> Result<(Option<Field>, Cause), ServiceError> {
    let cause = match error {
        ServiceError::Rivals(others) => {
            let others = others.iter().map(ToString::to_string).collect();
            (Some(Field::Ags), Cause::Rivals(others))
        }
        ServiceError::UnknownMunicipality(ags) => {
            (Some(Field::Ags), Cause::UnknownMunicipality(ags))
        }
        ServiceError::Term(error @ TermError::DatedElsewhere { .. }) => {
            (Some(Field::Dated), error.into())
        }
        ServiceError::Term(error) => (Some(Field::From), error.into()),
        ServiceError::UnknownProgramme(id) => (Some(Field::Programme), Cause::Programme(id)),
        ServiceError::NotAChamber(_) => (Some(Field::Programme), Cause::NotPermitted),
        ServiceError::Access(_) => (None, Cause::NotPermitted),
        ServiceError::Key(KeyError::NoActiveKey(chamber)) => {
            (None, Cause::NoKey(chamber.to_string()))
        }
        ServiceError::Document(_) | ServiceError::Badge(_) => {
            (Some(Field::Ags), Cause::NotDrawable)
        }
        ServiceError::List(ListError::Unsound) => (Some(Field::Ags), Cause::ChangedMeanwhile),
        other => return Err(other),
    };
    Ok(cause)
}
