//! Time-stamps and validation data for Urkunden that are issued already: what keeps their
//! signatures provable when the certificates have expired (ETSI EN 319 142-1, 6).

use jiff::Timestamp;

use super::error::ServiceError;
use super::outage::Urgency;
use super::{By, Service};
use crate::document::check::{CheckedDocument, check};
use crate::document::preservation::{add_validation_data, begin_time_stamp};
use crate::domain::certificate::Certificate;
use crate::domain::lifecycle::{Stage, TransitionError};
use crate::domain::serial::Serial;
use crate::domain::signing::{Level, TimeStampService};
use crate::domain::validity::Day;
use crate::store::{DocumentVersion, Event};

impl Service {
    /// Adds validation data and a document time-stamp to an Urkunde: B-LTA. Done again before
    /// the last time-stamp ages, it holds on. The register's copy grows; older copies stay
    /// genuine.
    pub async fn archive(&self, serial: Serial, by: By<'_>) -> Result<(), ServiceError> {
        let service = self.time_stamp_service()?;
        let (certificate, old) = self.issued_document(serial).await?;
        let anchors = self.keys.time_stamp_anchors()?;
        let programme = &self.programmes.find(&certificate.programme)?.programme;
        let checked = check(&old, &self.trust(programme)?).map_err(ServiceError::Rejected)?;
        let stamped = checked.time_stamps().iter().map(|stamp| stamp.at).collect();
        let gathered = self
            .trust_services
            .validation_data(old.clone(), anchors, stamped, by.at);
        let with_data = add_validation_data(&old, &gathered.await?)?;
        let when = (by.at, Urgency::Awaited);
        let new = self.time_stamped(&with_data, service, when).await?;
        self.extend(&certificate, &old, &new, "document.archived", by)
            .await
    }

    /// Which Urkunden want archiving: those without validation data, and those whose last
    /// time-stamp proves nothing by itself from a day before this one on.
    pub async fn due_for_archive(&self, before: Day) -> Result<Vec<Serial>, ServiceError> {
        let mut due = Vec::new();
        for (serial, newest) in self.newest_versions().await? {
            let ages = newest
                .proven_until
                .is_none_or(|until| Day::of(until) < before);
            if newest.level < Level::Lta || ages {
                due.push(serial);
            }
        }
        Ok(due)
    }

    /// Adds the time-stamp to those Urkunden that were issued while the service was down, and
    /// tells which. Without a service there is nothing to do; while it is still down, the rest is
    /// left for the next time. One Urkunde that gets none does not keep the others from theirs.
    pub async fn catch_up(&self, by: By<'_>) -> Result<Vec<Serial>, ServiceError> {
        let Some(service) = self.trust_services.time_stamps() else {
            return Ok(Vec::new());
        };
        let mut stamped = Vec::new();
        for (serial, newest) in self.newest_versions().await? {
            if newest.level > Level::B {
                continue;
            }
            match self.make_up_for(serial, service, by).await {
                Ok(()) => stamped.push(serial),
                Err(ServiceError::TimeStamp(error)) if error.is_outage() => {
                    tracing::warn!(%error, "Urkunden still wait for their time-stamps");
                    break;
                }
                Err(error @ ServiceError::TimeStamp(_)) => {
                    tracing::warn!(%serial, %error, "the Urkunde still waits for its time-stamp");
                }
                Err(error) if error.is_of_one_certificate() => {
                    tracing::warn!(%serial, %error, "no time-stamp can be added");
                }
                Err(error) => return Err(error),
            }
        }
        Ok(stamped)
    }

    async fn make_up_for(
        &self,
        serial: Serial,
        service: &TimeStampService,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let (certificate, old) = self.issued_document(serial).await?;
        let when = (by.at, Urgency::Background);
        let new = self.time_stamped(&old, service, when).await?;
        self.extend(&certificate, &old, &new, "document.time-stamped", by)
            .await
    }

    pub(super) fn time_stamp_service(&self) -> Result<&TimeStampService, ServiceError> {
        let service = self.trust_services.time_stamps();
        service.ok_or(ServiceError::NoTimeStampService)
    }

    async fn newest_versions(&self) -> Result<Vec<(Serial, DocumentVersion)>, ServiceError> {
        let mut newest = Vec::new();
        for record in self.store.certificates().await? {
            if let Stage::Issued { .. } = record.certificate.stage {
                let serial = record.certificate.facts.serial;
                let versions = self.store.document_versions(serial).await?;
                newest.extend(versions.into_iter().next_back().map(|v| (serial, v)));
            }
        }
        Ok(newest)
    }

    async fn issued_document(
        &self,
        serial: Serial,
    ) -> Result<(Certificate, Vec<u8>), ServiceError> {
        let unknown = ServiceError::UnknownCertificate(serial);
        let record = self.store.certificate(serial).await?.ok_or(unknown)?;
        let document = self.store.document(serial).await?;
        let document = document.ok_or(TransitionError::NotIssued)?;
        Ok((record.certificate, document))
    }

    async fn time_stamped(
        &self,
        pdf: &[u8],
        service: &TimeStampService,
        when: (Timestamp, Urgency),
    ) -> Result<Vec<u8>, ServiceError> {
        let pending = begin_time_stamp(pdf)?;
        let anchors = self.keys.time_stamp_anchors()?;
        let token = self
            .trust_services
            .time_stamp(service, pending.imprint(), anchors, when);
        Ok(pending.finish(&token.await?)?)
    }

    /// Stores the longer Urkunde, unless somebody else was faster.
    async fn extend(
        &self,
        certificate: &Certificate,
        old: &[u8],
        new: &[u8],
        action: &'static str,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let serial = certificate.facts.serial;
        let programme = &self.programmes.find(&certificate.programme)?.programme;
        let checked = check(new, &self.trust(programme)?).map_err(ServiceError::Rejected)?;
        let version = version_of(&checked, new.len());
        let mut change = self.store.change(by.actor, by.at).await?;
        if change
            .extend_document(serial, old.len(), new, &version)
            .await?
        {
            let event = Event::new(action, serial, version.sha256);
            change.commit(vec![event]).await?;
        }
        Ok(())
    }
}

/// A checked file as the register remembers it.
pub(super) fn version_of(checked: &CheckedDocument, length: usize) -> DocumentVersion {
    DocumentVersion {
        sha256: hex::encode(checked.sha256()),
        length,
        level: checked.level(),
        proven_until: checked.time_stamps().last().map(|stamp| stamp.until),
    }
}
