//! Entering and correcting municipalities one by one.

use super::error::ServiceError;
use super::{By, Service};
use crate::domain::municipality::Municipality;
use crate::store::Event;

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

    /// Corrects a municipality; its key stays.
    pub async fn correct_municipality(
        &self,
        municipality: &Municipality,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let ags = &municipality.ags;
        let mut change = self.store.change(by.actor, by.at).await?;
        if change.municipality(ags).await?.is_none() {
            return Err(ServiceError::UnknownMunicipality(ags.to_string()));
        }
        change.put_municipality(municipality).await?;
        let event = Event::new("municipality.corrected", ags, municipality.name.as_str());
        Ok(change.commit(vec![event]).await?)
    }
}
