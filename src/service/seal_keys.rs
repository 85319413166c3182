//! Making and ending a chamber's seal keys, with their trace in the audit trail.

use rand::{CryptoRng, Rng};

use super::error::ServiceError;
use super::{By, Service};
use crate::domain::chamber::ChamberId;
use crate::domain::validity::Day;
use crate::keys::{Introduction, Passphrase};
use crate::seal::keyring::{KeyId, KeyStatus, SealKey};
use crate::store::Event;

impl Service {
    /// Makes the keys of a chamber of one of the programmes: one for seals, one for documents. An
    /// older seal key is retired as of today; older document certificates stay accepted.
    pub async fn new_key<R: Rng + CryptoRng>(
        &self,
        chamber: &ChamberId,
        passphrase: &Passphrase,
        by: By<'_>,
        random: &mut R,
    ) -> Result<KeyId, ServiceError> {
        let subject = self.subject(chamber)?;
        // The change is held open meanwhile, so that two keys are never made at once.
        let change = self.store.change(by.actor, by.at).await?;
        let marks = self.programmes.marks();
        // The seal key last: with it the chamber can be asked to sign.
        self.keys
            .create_document_key(chamber, &subject, passphrase, by.at, random)?;
        let id = self
            .keys
            .create(chamber, passphrase, marks, Day::of(by.at), random)?;
        change
            .commit(vec![Event::new("key.made", id, chamber.as_str())])
            .await?;
        Ok(id)
    }

    /// Pins another chamber's keys.
    pub async fn trust_chamber(
        &self,
        introduction: &Introduction,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        // Only chambers with which a mark is awarded.
        self.subject(&introduction.chamber)?;
        let change = self.store.change(by.actor, by.at).await?;
        self.keys.trust_chamber(introduction)?;
        let chamber = introduction.chamber.as_str();
        let keys = introduction.keys.iter();
        let mut events: Vec<_> = keys
            .map(|key| Event::new("key.trusted", key.id, chamber))
            .collect();
        for certificate in &introduction.certificates {
            let name = certificate.fingerprint();
            events.push(Event::new("document-key.trusted", name, chamber));
        }
        Ok(change.commit(events).await?)
    }

    /// Ends the use of a key, named by at least eight digits of its id.
    pub async fn end_key(
        &self,
        beginning: &str,
        status: KeyStatus,
        by: By<'_>,
    ) -> Result<SealKey, ServiceError> {
        let change = self.store.change(by.actor, by.at).await?;
        let key = self.keys.end(beginning, status)?;
        let action = match status {
            KeyStatus::Active => "key.reactivated",
            KeyStatus::Retired(_) => "key.retired",
            KeyStatus::Compromised(_) => "key.compromised",
        };
        change
            .commit(vec![Event::new(action, key.id, key.chamber.as_str())])
            .await?;
        Ok(key)
    }
}
