//! Copies that people report: kept until somebody at the desk has settled them.

use jiff::{SignedDuration, Timestamp};
use rand::{CryptoRng, Rng};

use super::accounts::identifier;
use super::error::ServiceError;
use super::staff::on_duty;
use super::{By, Service};
use crate::domain::account::AccountId;
use crate::domain::chamber::ChamberId;
use crate::domain::copy_report::{CopyReport, OpenReport};
use crate::domain::permission::Action;
use crate::store::{CertificateRecord, Change, Event};

/// For how long a settled report is kept, and the contact of one that waits.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 365);

impl Service {
    /// Keeps a report, and tells those who settle reports; false if there is no room for it. What
    /// it says is in no event and no mail.
    pub async fn report_copy<R: Rng + CryptoRng>(
        &self,
        report: &CopyReport,
        by: By<'_>,
        random: &mut R,
    ) -> Result<bool, ServiceError> {
        let id = identifier(random);
        let mut change = self.store.change(by.actor, by.at).await?;
        if !change.add_copy_report(&id, report).await? {
            return Ok(false);
        }
        let record = match report.serial {
            Some(serial) => change.certificate(serial).await?,
            None => None,
        };
        let programme = record.map(|r| r.certificate.programme);
        self.tell_of_copy(&mut change, programme.as_ref(), by.at)
            .await?;
        let event = Event::new("copy-report.received", &id, "");
        change.commit(vec![event]).await?;
        Ok(true)
    }

    /// Forgets what was kept for a year: settled reports, and the contacts of those that wait.
    pub async fn forget_copy_reports(&self, at: Timestamp) -> Result<(), ServiceError> {
        Ok(self.store.forget_copy_reports(at - KEPT).await?)
    }

    /// The reports that wait and concern a chamber: of its own awards, and of what nobody knows.
    pub async fn open_reports(&self, chamber: &ChamberId) -> Result<Vec<OpenReport>, ServiceError> {
        let mut found = Vec::new();
        for open in self.store.open_copy_reports().await? {
            let record = match open.report.serial {
                Some(serial) => self.store.certificate(serial).await?,
                None => None,
            };
            if record.is_none_or(|r| self.awards_with(&r, chamber)) {
                found.push(open);
            }
        }
        Ok(found)
    }

    /// Settles a report that concerns the person's chamber, and forgets whom to ask; tells
    /// whether it was open.
    pub async fn settle_report(
        &self,
        person: &AccountId,
        id: &str,
        by: By<'_>,
    ) -> Result<bool, ServiceError> {
        let Some(open) = self.store.open_copy_report(id).await? else {
            return Ok(false);
        };
        let mut change = self.store.change(by.actor, by.at).await?;
        let account = on_duty(&mut change, person, Action::ProposeStanding).await?;
        if !self
            .is_about_award_of(&mut change, &account.chamber, &open.report)
            .await?
            || !change.settle_copy_report(id, person).await?
        {
            return Ok(false);
        }
        let event = Event::new("copy-report.settled", id, "");
        change.commit(vec![event]).await?;
        Ok(true)
    }

    async fn is_about_award_of(
        &self,
        change: &mut Change,
        chamber: &ChamberId,
        report: &CopyReport,
    ) -> Result<bool, ServiceError> {
        let record = match report.serial {
            Some(serial) => change.certificate(serial).await?,
            None => None,
        };
        Ok(record.is_none_or(|r| self.awards_with(&r, chamber)))
    }

    fn awards_with(&self, record: &CertificateRecord, chamber: &ChamberId) -> bool {
        let programme = &record.certificate.programme;
        self.programmes.concerns(programme, chamber)
    }
}
