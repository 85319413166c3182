//! Entering and correcting municipalities one by one.

use super::error::ServiceError;
use super::{By, Service};
use crate::domain::municipality::Municipality;
use crate::store::Event;

/// What came of a correction.
#[derive(Debug, Clone, PartialEq)]
pub enum Correction {
    /// It is corrected.
    Done,
    /// Somebody else was faster, and the register says this now. Nothing is changed.
    Overtaken(Municipality),
}

impl Service {
    /// Enters a municipality whose key nobody has yet.
    pub async fn add_municipality(
        &self,
        municipality: &Municipality,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let ags = &municipality.ags;
        let mut change = self.store.change(by.actor, by.at).await?;
        if change.municipality(ags).await?.is_some() {
            return Err(ServiceError::MunicipalityExists(ags.clone()));
        }
        change.put_municipality(municipality).await?;
        let event = Event::new("municipality.added", ags, municipality.name.as_str());
        Ok(change.commit(vec![event]).await?)
    }

    /// Corrects a municipality as somebody saw it; its key stays. What somebody else has changed
    /// meanwhile is not overwritten.
    pub async fn correct_municipality(
        &self,
        seen: &Municipality,
        municipality: &Municipality,
        by: By<'_>,
    ) -> Result<Correction, ServiceError> {
        let ags = &municipality.ags;
        let mut change = self.store.change(by.actor, by.at).await?;
        let now = change.municipality(ags).await?;
        let now = now.ok_or_else(|| ServiceError::UnknownMunicipality(ags.to_string()))?;
        if now != *seen {
            return Ok(Correction::Overtaken(now));
        }
        change.put_municipality(municipality).await?;
        let event = Event::new("municipality.corrected", ags, municipality.name.as_str());
        change.commit(vec![event]).await?;
        Ok(Correction::Done)
    }
}
