//! What stands on a desk: the certificates that concern a chamber, and what waits for whom.

use std::collections::HashMap;

use jiff::Timestamp;

use super::error::ServiceError;
use super::rivals::{Aim, rivals};
use super::snapshot::{Entry, Snapshot};
use super::{Programmes, Service};
use crate::domain::account::{Account, AccountId};
use crate::domain::certificate::Certificate;
use crate::domain::chamber::ChamberId;
use crate::domain::lifecycle::{PublicState, Stage};
use crate::domain::machine::Machine;
use crate::domain::municipality::{Ags, Municipality};
use crate::domain::programme::ProgrammeId;
use crate::domain::search::finds;
use crate::domain::separation::may_sign;
use crate::domain::serial::Serial;
use crate::domain::validity::{Day, Term};
use crate::service::order::Order;
use crate::store::{CertificateRecord, StoredEvent};

/// What somebody looks for among certificates; what is empty does not matter.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words of the recipient's name, its AGS, or the number.
    pub text: String,
    /// A name that [`state_name`] gives.
    pub state: String,
    /// The mark.
    pub programme: Option<ProgrammeId>,
    /// The recipient.
    pub recipient: Option<Ags>,
}

/// What waits for a signature of a chamber.
#[derive(Debug)]
pub struct Waiting<'a> {
    /// The certificate.
    pub record: &'a CertificateRecord,
    /// Whether this person may sign it, or somebody else of the chamber has to.
    pub open: bool,
}

/// Everything on the desk of one person.
#[derive(Debug)]
pub struct Desk<'a> {
    /// What waits for the chamber's decision, oldest first.
    pub waiting: Vec<Waiting<'a>>,
    /// Refused by another chamber or the own one and not prepared anew, newest first.
    pub refused: Vec<&'a CertificateRecord>,
    /// Prepared by this person and not issued yet, newest first.
    pub prepared: Vec<&'a CertificateRecord>,
    /// Issued in the last four weeks, newest first.
    pub issued: Vec<&'a CertificateRecord>,
}

/// What is told of a certificate, and by whom.
#[derive(Debug)]
pub struct History {
    /// Oldest first.
    pub events: Vec<StoredEvent>,
    /// The accounts that occur in it.
    pub people: HashMap<String, Account>,
    /// The tokens with which other systems did something in it, by what the events call them.
    pub machines: HashMap<String, Machine>,
}

/// For how long what was issued stands on the desk, in seconds.
const LATELY: i64 = 28 * 86400;

/// How a certificate stands, as one word: `prepared`, `refused`, `sealed`, or what the public is
/// told of it.
pub fn state_name(certificate: &Certificate, at: Timestamp) -> &'static str {
    match &certificate.stage {
        Stage::Prepared => "prepared",
        Stage::Refused { .. } => "refused",
        Stage::Sealed { .. } => "sealed",
        Stage::Issued { standing, .. } => {
            PublicState::at(standing, certificate.facts.term, at).name()
        }
    }
}

impl Programmes {
    /// Whether a chamber takes part in a programme.
    pub fn concerns(&self, programme: &ProgrammeId, chamber: &ChamberId) -> bool {
        self.find(programme)
            .is_ok_and(|p| p.programme.chamber(chamber).is_some())
    }
}

impl Snapshot {
    /// The certificates of a chamber that fit, newest first.
    pub fn find(
        &self,
        programmes: &Programmes,
        chamber: &ChamberId,
        filter: &Filter,
        at: Timestamp,
    ) -> Vec<&CertificateRecord> {
        let fits = |record: &&CertificateRecord| {
            let certificate = &record.certificate;
            let facts = &certificate.facts;
            let ags = facts.recipient.ags();
            (filter.state.is_empty() || filter.state == state_name(certificate, at))
                && filter
                    .programme
                    .as_ref()
                    .is_none_or(|p| *p == certificate.programme)
                && filter.recipient.as_ref().is_none_or(|r| ags == Some(r))
                && (filter.text.is_empty() || is_meant(certificate, &filter.text))
                && programmes.concerns(&certificate.programme, chamber)
        };
        let mut found: Vec<_> = self.entries().map(Entry::record).filter(fits).collect();
        found.sort_by_key(|record| std::cmp::Reverse(record.certificate.facts.status_index));
        found
    }

    /// What waits for the signature of a person's chamber, oldest first.
    pub fn waits_for(&self, programmes: &Programmes, person: &Account) -> Vec<Waiting<'_>> {
        let chamber = &person.chamber;
        let waits = |record: &&CertificateRecord| {
            record.certificate.stage == Stage::Prepared
                && record.signatures.iter().all(|s| s.chamber != *chamber)
                && programmes.concerns(&record.certificate.programme, chamber)
        };
        let mut waiting: Vec<_> = self.entries().map(Entry::record).filter(waits).collect();
        waiting.sort_by_key(|record| record.certificate.facts.status_index);
        let waiting = waiting.into_iter().map(|record| {
            let prepared_by = record.certificate.prepared_by.as_ref();
            let open = may_sign(person, chamber, prepared_by).is_ok();
            Waiting { record, open }
        });
        waiting.collect()
    }

    /// The certificates of the same mark and recipient as a new one that are under way, or that
    /// count on some of the same days.
    pub fn rivals(&self, new: &Certificate, at: Timestamp) -> Vec<&CertificateRecord> {
        let found = rivals(&Aim::of(new), self.entries().map(Entry::certificate), at);
        let records = found.iter().filter_map(|serial| self.entry(*serial));
        records.map(Entry::record).collect()
    }

    /// What stands on a person's desk.
    pub fn desk(&self, programmes: &Programmes, person: &Account, at: Timestamp) -> Desk<'_> {
        let all = self.find(programmes, &person.chamber, &Filter::default(), at);
        let pick = |fits: &dyn Fn(&Certificate) -> bool| -> Vec<&CertificateRecord> {
            let chosen = all.iter().filter(|record| fits(&record.certificate));
            chosen.copied().collect()
        };
        let since = at.as_second() - LATELY;
        let mut issued =
            pick(&|c| matches!(&c.stage, Stage::Issued { at, .. } if at.as_second() >= since));
        issued.sort_by_key(|record| match &record.certificate.stage {
            Stage::Issued { at, .. } => -at.as_millisecond(),
            _ => 0,
        });
        Desk {
            waiting: self.waits_for(programmes, person),
            refused: pick(&|c| {
                matches!(c.stage, Stage::Refused { .. }) && !self.is_prepared_anew(c)
            }),
            prepared: pick(&|c| {
                matches!(c.stage, Stage::Prepared | Stage::Sealed { .. })
                    && c.prepared_by.as_ref() == Some(&person.id)
            }),
            issued,
        }
    }

    /// Whether a later certificate of the same mark, recipient and first day took the place of a
    /// refused one.
    fn is_prepared_anew(&self, refused: &Certificate) -> bool {
        let facts = &refused.facts;
        self.entries().map(Entry::certificate).any(|other| {
            other.facts.status_index > facts.status_index
                && other.programme == refused.programme
                && other.facts.recipient == facts.recipient
                && other.replaces == refused.replaces
                && !matches!(other.stage, Stage::Refused { .. })
        })
    }

    /// A certificate, if it is of a programme in which the chamber takes part.
    pub fn entry_of(
        &self,
        programmes: &Programmes,
        chamber: &ChamberId,
        serial: Serial,
    ) -> Option<&Entry> {
        self.entry(serial)
            .filter(|e| programmes.concerns(&e.certificate().programme, chamber))
    }
}

impl Service {
    /// The municipalities in which all words occur: in the name, the AGS or the district.
    pub async fn find_municipalities(&self, text: &str) -> Result<Vec<Municipality>, ServiceError> {
        let mut found = self.store.municipalities().await?;
        found.retain(|m| {
            let texts = [m.name.as_str(), m.ags.as_str(), m.district.as_str()];
            finds(text, &texts)
        });
        found.sort_by(|a, b| {
            let key = |m: &Municipality| crate::domain::search::folded(m.name.as_str());
            key(a).cmp(&key(b)).then_with(|| a.ags.cmp(&b.ags))
        });
        Ok(found)
    }

    /// What is told of a certificate.
    pub async fn history(&self, serial: Serial) -> Result<History, ServiceError> {
        let events = self.store.events_of(&serial.to_string()).await?;
        let mut people = HashMap::new();
        for event in &events {
            if let Ok(id) = AccountId::parse(&event.actor)
                && !people.contains_key(&event.actor)
                && let Some(account) = self.store.account(&id).await?
            {
                people.insert(event.actor.clone(), account);
            }
        }
        let mut machines = HashMap::new();
        if events.iter().any(|e| e.actor.starts_with("machine-")) {
            let all = self.store.machines().await?.into_iter();
            machines.extend(all.map(|m| (m.actor(), m)));
        }
        Ok(History {
            events,
            people,
            machines,
        })
    }

    /// The order with which a certificate would be prepared anew.
    pub fn again(&self, certificate: &Certificate) -> Option<Order> {
        let municipality = certificate.facts.recipient.ags()?.clone();
        let term = certificate.facts.term;
        let terms = &self
            .programmes
            .find(&certificate.programme)
            .ok()?
            .programme
            .terms;
        let of = |months| Term::of_months(term.from(), months).ok() == Some(term);
        Some(Order {
            programme: certificate.programme.clone(),
            municipality,
            from: term.from(),
            until: None,
            renewal: !of(terms.first_months) && of(terms.renewal_months),
            dated: certificate.dated.filter(|dated| *dated != term.from()),
        })
    }

    /// The order with which a certificate would be renewed: the next term begins on the day
    /// after the last one's end, or today if that is over.
    pub fn renewal(&self, certificate: &Certificate, today: Day) -> Option<Order> {
        let from = certificate.facts.term.until().next()?.max(today);
        Some(Order {
            programme: certificate.programme.clone(),
            municipality: certificate.facts.recipient.ags()?.clone(),
            from,
            until: None,
            renewal: true,
            dated: None,
        })
    }
}

fn is_meant(certificate: &Certificate, text: &str) -> bool {
    let facts = &certificate.facts;
    if let Ok(serial) = text.parse::<Serial>() {
        return facts.serial == serial;
    }
    let ags = facts.recipient.ags().map_or("", Ags::as_str);
    let serial = facts.serial.to_string();
    let parts = [facts.name.as_str(), ags, serial.as_str()];
    finds(text, &parts)
}
