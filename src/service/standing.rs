//! Suspending, reinstating and withdrawing what was issued.

use super::error::ServiceError;
use super::{By, Service};
use crate::domain::lifecycle::{Standing, TransitionError};
use crate::domain::serial::Serial;
use crate::store::Event;

impl Service {
    /// The use of a certificate rests. The reason is not public.
    pub async fn suspend(
        &self,
        serial: Serial,
        reason: &str,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let reason = given(reason)?;
        let event = Event::new("certificate.suspended", serial, reason.clone());
        self.restate(serial, by, event, |s| s.suspend(reason, by.at))
            .await
    }

    /// A suspension is lifted.
    pub async fn reinstate(&self, serial: Serial, by: By<'_>) -> Result<(), ServiceError> {
        let event = Event::new("certificate.reinstated", serial, "");
        self.restate(serial, by, event, Standing::reinstate).await
    }

    /// A certificate no longer counts, for good. The reason is not public.
    pub async fn withdraw(
        &self,
        serial: Serial,
        reason: &str,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let reason = given(reason)?;
        let event = Event::new("certificate.withdrawn", serial, reason.clone());
        self.restate(serial, by, event, |s| s.withdraw(reason, by.at))
            .await
    }

    async fn restate(
        &self,
        serial: Serial,
        by: By<'_>,
        event: Event,
        step: impl FnOnce(&Standing) -> Result<Standing, TransitionError>,
    ) -> Result<(), ServiceError> {
        let mut change = self.store.change(by.actor, by.at).await?;
        let record = change
            .certificate(serial)
            .await?
            .ok_or(ServiceError::UnknownCertificate(serial))?;
        let standing = step(record.certificate.stage.standing()?)?;
        change.set_standing(serial, &standing).await?;
        Ok(change.commit(vec![event]).await?)
    }
}

/// A reason that says something.
pub(super) fn given(reason: &str) -> Result<String, ServiceError> {
    let reason = reason.trim();
    if reason.is_empty() {
        Err(ServiceError::ReasonMissing)
    } else {
        Ok(reason.to_owned())
    }
}
