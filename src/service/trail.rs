//! Looking into the audit trail: who did what when, as far as it is somebody's business.
//!
//! The register is kept jointly, so both chambers see what happened to it. What happened to the
//! accounts and machines of one chamber (who signed in when, who has which role) is that chamber's
//! own business, and so is a certificate of a programme in which the other takes no part.

use std::collections::HashMap;

use serde::Serialize;

use super::Service;
use super::error::ServiceError;
use crate::domain::account::{Account, AccountId};
use crate::domain::chamber::ChamberId;
use crate::domain::machine::Machine;
use crate::domain::programme::ProgrammeId;
use crate::store::{EventFilter, Eyes, Part, Seen, StoredEvent};

/// Events of a page.
pub const LINES: usize = 50;

/// Events that are read at once.
const BATCH: i64 = 2_000;

/// One page of what was looked for.
#[derive(Debug)]
pub struct TrailPage {
    /// The events, newest first.
    pub events: Vec<StoredEvent>,
    /// Older ones stand before this event.
    pub older: Option<i64>,
    /// Newer ones stand after this event.
    pub newer: Option<i64>,
}

/// Who is behind the identifiers in events.
#[derive(Debug, Default)]
pub struct Known {
    /// Accounts by identifier.
    pub accounts: HashMap<String, Account>,
    /// Machines by the identifier of their token.
    pub machines: HashMap<String, Machine>,
}

/// An event as another program reads it.
#[derive(Debug, Serialize)]
struct Line<'a> {
    seq: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    withheld: bool,
    previous: &'a str,
    hash: &'a str,
}

impl Service {
    /// A part of what somebody of a chamber looks for.
    pub async fn trail(
        &self,
        filter: &EventFilter,
        chamber: &ChamberId,
        part: Part,
    ) -> Result<TrailPage, ServiceError> {
        let programmes = self.programmes_of(chamber);
        let eyes = Eyes {
            chamber,
            programmes: &programmes,
        };
        let limit = i64::try_from(LINES + 1).unwrap_or(i64::MAX);
        let found = self.store.find_events(filter, &eyes, part, limit, false);
        let mut events: Vec<_> = found.await?.into_iter().map(|seen| seen.event).collect();
        let more = events.len() > LINES;
        events.truncate(LINES);
        let (has_older, has_newer) = match part {
            Part::Before(seq) => (more, seq != i64::MAX),
            // What is newer fits on the first page.
            Part::After(_) if !more => {
                return Box::pin(self.trail(filter, chamber, Part::Before(i64::MAX))).await;
            }
            Part::After(_) => {
                events.reverse();
                (true, true)
            }
        };
        Ok(TrailPage {
            older: events.last().map(|e| e.seq).filter(|_| has_older),
            newer: events.first().map(|e| e.seq).filter(|_| has_newer),
            events,
        })
    }

    /// Everything that somebody of a chamber looks for, oldest first, in portions. What is not for
    /// these eyes is left out; where nothing in particular is looked for, it is marked instead, so
    /// that the links of the chain can be followed.
    pub async fn export_trail<E: From<ServiceError>>(
        &self,
        filter: &EventFilter,
        chamber: &ChamberId,
        with_hidden: bool,
        mut take: impl FnMut(&[Seen]) -> Result<(), E>,
    ) -> Result<(), E> {
        let programmes = self.programmes_of(chamber);
        let eyes = Eyes {
            chamber,
            programmes: &programmes,
        };
        let with_hidden = with_hidden && *filter == EventFilter::default();
        let mut part = Part::After(i64::MIN);
        loop {
            let found = self
                .store
                .find_events(filter, &eyes, part, BATCH, with_hidden);
            let found = found.await.map_err(ServiceError::from)?;
            let Some(last) = found.last() else {
                return Ok(());
            };
            part = Part::After(last.event.seq);
            take(&found)?;
        }
    }

    /// The whole trail, as the operator takes it out: one line of JSON an event.
    pub async fn export_chain(
        &self,
        mut take: impl FnMut(&str) -> Result<(), ServiceError>,
    ) -> Result<(), ServiceError> {
        let mut after = i64::MIN;
        loop {
            let events = self.store.events_after(after, BATCH).await?;
            let Some(last) = events.last() else {
                return Ok(());
            };
            after = last.seq;
            for event in events {
                take(&json_line(&Seen { event, shown: true })?)?;
            }
        }
    }

    /// Everybody who may be behind an identifier.
    pub async fn known(&self) -> Result<Known, ServiceError> {
        let accounts = self.store.accounts().await?.into_iter();
        let machines = self.store.machines().await?.into_iter();
        Ok(Known {
            accounts: accounts.map(|a| (a.id.to_string(), a)).collect(),
            machines: machines.map(|m| (m.id.clone(), m)).collect(),
        })
    }

    /// The accounts of other chambers that did something that a chamber may see.
    pub async fn acting_accounts(
        &self,
        chamber: &ChamberId,
    ) -> Result<Vec<AccountId>, ServiceError> {
        let programmes = self.programmes_of(chamber);
        let eyes = Eyes {
            chamber,
            programmes: &programmes,
        };
        Ok(self.store.acting_accounts(&eyes).await?)
    }

    fn programmes_of(&self, chamber: &ChamberId) -> Vec<ProgrammeId> {
        let programmes = self.programmes.iter().map(|p| &p.programme);
        let ours = programmes.filter(|p| p.chamber(chamber).is_some());
        ours.map(|p| p.id.clone()).collect()
    }
}

/// An event as a line of JSON, with the `\n` that ends it; of what is not for the reader's eyes
/// only its place in the chain.
pub fn json_line(seen: &Seen) -> Result<String, ServiceError> {
    let event = &seen.event;
    let line = Line {
        seq: event.seq,
        at: seen.shown.then_some(event.at.as_millisecond()),
        actor: seen.shown.then_some(&event.actor),
        action: seen.shown.then_some(&event.action),
        subject: seen.shown.then_some(&event.subject),
        detail: seen.shown.then_some(&event.detail),
        withheld: !seen.shown,
        previous: &event.previous,
        hash: &event.hash,
    };
    let line = serde_json::to_string(&line).map_err(|_| ServiceError::Interrupted)?;
    Ok(line + "\n")
}
