//! Awards that count, with what follows up on each.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::domain::certificate::Recipient;
use crate::domain::chamber::ChamberId;
use crate::domain::contact::Contact;
use crate::domain::lifecycle::{Stage, Standing};
use crate::domain::municipality::{Ags, Kind};
use crate::domain::programme::{Programme, ProgrammeId};
use crate::domain::reminder::Step;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::service::{Service, ServiceError};
use crate::store::{CertificateRecord, Settled};

/// An issued award that is neither over nor withdrawn nor superseded.
#[derive(Debug, Clone)]
pub struct Award {
    /// Its number.
    pub serial: Serial,
    /// Its programme.
    pub programme: ProgrammeId,
    /// The municipality's key, if it is one.
    pub ags: Option<Ags>,
    /// Town or other municipality.
    pub kind: Kind,
    /// The municipality's name on the Urkunde.
    pub name: String,
    /// The last day.
    pub until: Day,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Whom to write to.
    pub contact: Option<Contact>,
    /// How far reminding has come.
    pub reminding: Reminding,
    /// A renewal that waits for signatures: nobody knows yet whether it comes to anything.
    pub preparing: Option<Serial>,
}

/// How far reminding a municipality of the end has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminding {
    /// The programme does not remind.
    Off,
    /// The use rests, so nobody is reminded.
    Suspended,
    /// Every chamber has signed a certificate for the time after it.
    Renewed(Serial),
    /// A reminder is due.
    Due(Step),
    /// The last one is settled, or the first one is yet to come.
    Settled(Option<Settled>, Option<Step>),
}

impl Service {
    /// The awards of a chamber's programmes (or of all), the first to end first.
    pub async fn awards(
        &self,
        chamber: Option<&ChamberId>,
        at: Timestamp,
    ) -> Result<Vec<Award>, ServiceError> {
        let records = self.store.certificates().await?;
        self.awards_among(&records, chamber, at).await
    }

    /// The awards among these records, which are all that there are.
    pub(super) async fn awards_among(
        &self,
        records: &[CertificateRecord],
        chamber: Option<&ChamberId>,
        at: Timestamp,
    ) -> Result<Vec<Award>, ServiceError> {
        let known = Known {
            history: History::of(records),
            settled: self.store.settled_reminders().await?,
            contacts: self.store.contacts().await?.into_iter().collect(),
            today: Day::of(at),
        };
        let mut awards: Vec<Award> = records
            .iter()
            .filter_map(|record| {
                let programme = self.programmes.find(&record.certificate.programme).ok()?;
                let programme = &programme.programme;
                let ours = chamber.is_none_or(|c| programme.chamber(c).is_some());
                ours.then(|| known.award(record, programme)).flatten()
            })
            .collect();
        awards.sort_by(|a, b| (a.until, &a.name).cmp(&(b.until, &b.name)));
        Ok(awards)
    }
}

struct Known<'a> {
    history: History<'a>,
    settled: HashMap<Serial, Vec<Settled>>,
    contacts: HashMap<Ags, Contact>,
    today: Day,
}

impl Known<'_> {
    fn award(&self, record: &CertificateRecord, programme: &Programme) -> Option<Award> {
        let certificate = &record.certificate;
        let facts = &certificate.facts;
        let until = facts.term.until();
        let Stage::Issued { at, standing } = &certificate.stage else {
            return None;
        };
        let suspended = match standing {
            Standing::InForce => false,
            Standing::Suspended { .. } => true,
            Standing::Withdrawn { .. } | Standing::Superseded { .. } => return None,
        };
        if until < self.today {
            return None;
        }
        let signed = |r: &CertificateRecord| !matches!(r.certificate.stage, Stage::Prepared);
        let renewals = self.history.renewals(record);
        let number = |r: &CertificateRecord| r.certificate.facts.serial;
        let renewal = renewals.iter().find(|r| signed(r)).map(|r| number(r));
        let preparing = renewals.iter().find(|r| !signed(r)).map(|r| number(r));
        let reminding = match (&programme.reminders, renewal) {
            (None, _) => Reminding::Off,
            (Some(_), _) if suspended => Reminding::Suspended,
            (Some(_), Some(renewal)) => Reminding::Renewed(renewal),
            (Some(reminders), None) => {
                let settled = self.settled(record);
                let months: Vec<u16> = settled.iter().map(|s| s.months).collect();
                match reminders.due(until, self.today, &months) {
                    Some(step) => Reminding::Due(step),
                    None => {
                        let last = settled.into_iter().min_by_key(|s| s.months);
                        let steps = reminders.steps(until);
                        let next = steps.into_iter().find(|step| step.day > self.today);
                        Reminding::Settled(last, next)
                    }
                }
            }
        };
        let ags = facts.recipient.ags().cloned();
        Some(Award {
            serial: facts.serial,
            programme: certificate.programme.clone(),
            contact: ags.as_ref().and_then(|ags| self.contacts.get(ags)).cloned(),
            ags,
            kind: certificate.kind,
            name: facts.name.as_str().to_owned(),
            until,
            issued_at: *at,
            reminding,
            preparing: preparing.filter(|_| renewal.is_none()),
        })
    }

    /// What is settled of a certificate, and of those that it corrects: a municipality does not
    /// hear the same twice because its name was misspelt.
    fn settled(&self, record: &CertificateRecord) -> Vec<Settled> {
        let mut settled = Vec::new();
        let until = record.certificate.facts.term.until();
        let mut current = Some(record);
        while let Some(record) = current {
            let serial = record.certificate.facts.serial;
            settled.extend(self.settled.get(&serial).into_iter().flatten());
            let old = record.certificate.replaces.as_ref();
            let old = old.and_then(|old| self.history.by_serial.get(old).copied());
            current = old.filter(|old| old.certificate.facts.term.until() == until);
        }
        settled
    }
}

/// Every certificate by number, and by who was awarded what.
struct History<'a> {
    by_serial: HashMap<Serial, &'a CertificateRecord>,
    by_award: HashMap<(&'a str, String), Vec<&'a CertificateRecord>>,
}

impl<'a> History<'a> {
    fn of(records: &'a [CertificateRecord]) -> Self {
        let mut by_award: HashMap<_, Vec<_>> = HashMap::new();
        for record in records {
            by_award.entry(award_of(record)).or_default().push(record);
        }
        Self {
            by_serial: records
                .iter()
                .map(|r| (r.certificate.facts.serial, r))
                .collect(),
            by_award,
        }
    }

    /// The certificates of the same award whose terms come later, there or on their way. A
    /// corrected copy has the first day of what it corrects, so it is none.
    fn renewals(&self, record: &CertificateRecord) -> Vec<&'a CertificateRecord> {
        let term = record.certificate.facts.term;
        let same = self.by_award.get(&award_of(record)).into_iter().flatten();
        let later = same.copied().filter(|r| {
            let other = r.certificate.facts.term;
            other.from() > term.from() && other.until() > term.until()
        });
        let counts = later.filter(|r| match &r.certificate.stage {
            Stage::Prepared | Stage::Sealed { .. } => true,
            Stage::Refused { .. } => false,
            Stage::Issued { standing, .. } => {
                matches!(standing, Standing::InForce | Standing::Suspended { .. })
            }
        });
        counts.collect()
    }
}

fn award_of(record: &CertificateRecord) -> (&str, String) {
    let recipient = match &record.certificate.facts.recipient {
        Recipient::Municipality(ags) => ags.to_string(),
        Recipient::Other(text) => format!("other {text}"),
    };
    (record.certificate.programme.as_str(), recipient)
}
