//! Seals on sites that they were not awarded for: counted in memory, written in batches.
//!
//! What was counted since the last batch is lost if the process is killed. Nothing about whoever
//! looked at a seal is kept anywhere.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::Service;
use super::error::ServiceError;
use crate::domain::chamber::ChamberId;
use crate::domain::municipality::Host;
use crate::domain::serial::Serial;
use crate::domain::sighting::{Sighting, Tally};
use crate::domain::validity::Day;
use crate::store::CertificateRecord;

/// Hosts that are told apart between two batches, for one certificate and in all.
const MOST_OF_ONE: usize = 100;
const MOST_IN_ALL: usize = 20_000;

/// What was seen since the last batch. No host stands for those that are not told apart.
#[derive(Debug, Default)]
pub struct Sightings(Mutex<Pending>);

#[derive(Debug, Default)]
struct Pending {
    seen: HashMap<(Serial, Option<Host>), Tally>,
    hosts: HashMap<Serial, usize>,
}

impl Pending {
    fn add(&mut self, serial: Serial, host: Option<Host>, tally: Tally) {
        let mut key = (serial, host);
        if key.1.is_some() && !self.seen.contains_key(&key) {
            let hosts = self.hosts.entry(serial).or_default();
            if *hosts < MOST_OF_ONE && self.seen.len() < MOST_IN_ALL {
                *hosts += 1;
            } else {
                key.1 = None;
            }
        }
        let both = |before: &Tally| before.and(tally);
        let sum = self.seen.get(&key).map_or(tally, both);
        self.seen.insert(key, sum);
    }
}

impl Sightings {
    /// Counts that a certificate's seal was shown on a host.
    pub fn note(&self, serial: Serial, host: Host, on: Day) {
        let mut pending = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pending.add(serial, Some(host), Tally::once(on));
    }

    /// Writes what was counted. If that fails, it is kept for the next time.
    pub async fn write(&self, service: &Service) -> Result<(), ServiceError> {
        let taken = {
            let mut pending = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *pending)
        };
        if taken.seen.is_empty() {
            return Ok(());
        }
        let seen = taken.seen.into_iter();
        let seen: Vec<_> = seen.map(|((serial, host), t)| (serial, host, t)).collect();
        let written = service.store.add_sightings(&seen).await;
        if written.is_err() {
            let mut pending = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            for (serial, host, tally) in seen {
                pending.add(serial, host, tally);
            }
        }
        Ok(written?)
    }
}

/// A certificate and the foreign hosts on which its seal was shown.
#[derive(Debug)]
pub struct Misuse {
    /// The certificate.
    pub record: CertificateRecord,
    /// The hosts, the most frequent first.
    pub sightings: Vec<Sighting>,
}

impl Service {
    /// Where the seals of a chamber's awards were shown that do not belong there, the latest
    /// first.
    pub async fn misuse(&self, chamber: &ChamberId) -> Result<Vec<Misuse>, ServiceError> {
        let mut found = Vec::new();
        for (serial, sightings) in self.store.sightings().await? {
            let record = self.store.certificate(serial).await?;
            let record = record.ok_or(ServiceError::UnknownCertificate(serial))?;
            if self
                .programmes
                .concerns(&record.certificate.programme, chamber)
            {
                found.push(Misuse { record, sightings });
            }
        }
        let latest = |m: &Misuse| m.sightings.iter().map(|s| s.last).max();
        found.sort_by_key(|m| {
            (
                std::cmp::Reverse(latest(m)),
                m.record.certificate.facts.serial,
            )
        });
        Ok(found)
    }
}
