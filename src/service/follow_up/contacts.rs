//! Whom to write to in a municipality. The audit trail tells that it was entered, but not who:
//! the trail is never erased.

use crate::domain::contact::Contact;
use crate::domain::municipality::Ags;
use crate::service::{By, Service, ServiceError};
use crate::store::Event;

impl Service {
    /// Enters whom to write to, in place of whoever was known before.
    pub async fn enter_contact(
        &self,
        ags: &Ags,
        contact: &Contact,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let unknown = || ServiceError::UnknownMunicipality(ags.to_string());
        self.store.municipality(ags).await?.ok_or_else(unknown)?;
        let mut change = self.store.change(by.actor, by.at).await?;
        change.put_contact(ags, contact).await?;
        let event = Event::new("municipality.contact_entered", ags, "");
        Ok(change.commit(vec![event]).await?)
    }

    /// Forgets whom to write to. That nobody was known is as good.
    pub async fn remove_contact(&self, ags: &Ags, by: By<'_>) -> Result<(), ServiceError> {
        let mut change = self.store.change(by.actor, by.at).await?;
        if !change.delete_contact(ags).await? {
            return Ok(());
        }
        let event = Event::new("municipality.contact_removed", ags, "");
        Ok(change.commit(vec![event]).await?)
    }
}
