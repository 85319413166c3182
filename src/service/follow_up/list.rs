//! „Wiedervorlage": what somebody has to look after.

use jiff::{SignedDuration, Timestamp};

use super::Award;
use crate::domain::chamber::ChamberId;
use crate::domain::lifecycle::Stage;
use crate::domain::mail::Message;
use crate::domain::programme::Programme;
use crate::domain::serial::Serial;
use crate::service::{Service, ServiceError};
use crate::store::CertificateRecord;

/// Who waits longer than this is listed.
const PATIENCE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What ends sooner than in so many months is listed.
const MONTHS_AHEAD: u16 = 12;

/// What a chamber has to look after.
#[derive(Debug)]
pub struct FollowUpList {
    /// Awards that end within twelve months, the first to end first.
    pub ending: Vec<Award>,
    /// Signing certificates that age.
    pub ageing: Vec<AgeingKey>,
    /// Certificates that have waited for more than a week, the longest first.
    pub waiting: Vec<Waiting>,
    /// Messages that could not be delivered, or not yet.
    pub undelivered: Vec<Message>,
}

/// A chamber's signing certificate that ages.
#[derive(Debug, Clone)]
pub struct AgeingKey {
    /// The chamber.
    pub chamber: ChamberId,
    /// The last moment of its validity.
    pub until: Timestamp,
    /// Whole days until then; negative afterwards.
    pub days_left: i64,
}

/// A certificate that waits.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Its number.
    pub serial: Serial,
    /// Who is awarded.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
    /// The chambers that have not signed. None: it waits for a document key.
    pub chambers: Vec<ChamberId>,
}

impl Service {
    /// What a chamber has to look after.
    pub async fn follow_up(
        &self,
        chamber: &ChamberId,
        at: Timestamp,
    ) -> Result<FollowUpList, ServiceError> {
        let records = self.store.certificates().await?;
        let mut ending = self.awards_among(&records, Some(chamber), at).await?;
        ending.retain(|award| ends_within(award, MONTHS_AHEAD, at));
        let mut waiting: Vec<_> = records
            .iter()
            .filter(|record| self.is_of(record, chamber))
            .filter_map(|record| self.waiting(record, at))
            .collect();
        waiting.sort_by_key(|w| w.since);
        let mut undelivered = self.store.unsent_messages().await?;
        undelivered.retain(|message| {
            let tried = message.attempts > 0;
            tried && self.concerns(message, chamber, &records)
        });
        Ok(FollowUpList {
            ending,
            ageing: self.ageing(chamber, at),
            waiting,
            undelivered,
        })
    }

    /// Whether a message is a chamber's business: it goes to its staff or to itself, or is about
    /// an award of its programmes.
    fn concerns(
        &self,
        message: &Message,
        chamber: &ChamberId,
        records: &[CertificateRecord],
    ) -> bool {
        let staff = message.staff.as_ref().map(|(_, theirs)| theirs);
        match staff.or(message.chamber.as_ref()) {
            Some(theirs) => theirs == chamber,
            None => message.items.iter().any(|item| {
                let record = records
                    .iter()
                    .find(|r| r.certificate.facts.serial == item.serial);
                record.is_some_and(|record| self.is_of(record, chamber))
            }),
        }
    }

    fn is_of(&self, record: &CertificateRecord, chamber: &ChamberId) -> bool {
        let programme = self.programmes.find(&record.certificate.programme);
        programme.is_ok_and(|p| p.programme.chamber(chamber).is_some())
    }

    fn waiting(&self, record: &CertificateRecord, at: Timestamp) -> Option<Waiting> {
        let certificate = &record.certificate;
        let since = match certificate.stage {
            Stage::Prepared => certificate.prepared_at,
            Stage::Sealed { at } => at,
            Stage::Refused { .. } | Stage::Issued { .. } => return None,
        };
        if at.duration_since(since) <= PATIENCE {
            return None;
        }
        let programme = self.programmes.find(&certificate.programme).ok()?;
        Some(Waiting {
            serial: certificate.facts.serial,
            name: certificate.inscription.recipient.clone(),
            since,
            chambers: unsigned(&programme.programme, record),
        })
    }

    /// The ageing certificates of the chambers that share a programme with this one.
    fn ageing(&self, chamber: &ChamberId, at: Timestamp) -> Vec<AgeingKey> {
        let mut ageing: Vec<AgeingKey> = Vec::new();
        let programmes = self.programmes.iter().map(|p| &p.programme);
        let ours = programmes.filter(|p| p.chamber(chamber).is_some());
        for other in ours.flat_map(|p| &p.chambers) {
            if ageing.iter().any(|known| known.chamber == other.id) {
                continue;
            }
            // A chamber without a key, or with its keys elsewhere, has none that ages here.
            let Ok(key) = self.keys.document_key(&other.id) else {
                continue;
            };
            if key.certificate.ages(at) {
                ageing.push(AgeingKey {
                    chamber: other.id.clone(),
                    until: key.certificate.not_after(),
                    days_left: key.certificate.days_left(at),
                });
            }
        }
        ageing
    }
}

/// Whether an award ends within so many months.
pub(super) fn ends_within(award: &Award, months: u16, at: Timestamp) -> bool {
    let today = crate::domain::validity::Day::of(at);
    let begins = award.until.months_earlier(months);
    begins.is_none_or(|day| day <= today)
}

/// The chambers that have not signed, in programme order.
pub(super) fn unsigned(programme: &Programme, record: &CertificateRecord) -> Vec<ChamberId> {
    let chambers = programme.chambers.iter().map(|c| &c.id);
    let open = chambers.filter(|c| record.signatures.iter().all(|s| s.chamber != **c));
    open.cloned().collect()
}
