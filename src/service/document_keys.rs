//! The keys with which chambers sign documents, with their trace in the audit trail.

use std::path::Path;

use rand::CryptoRng;

use super::error::ServiceError;
use super::{By, Service};
use crate::domain::chamber::ChamberId;
use crate::keys::Passphrase;
use crate::keys::document::self_issued::Subject;
use crate::keys::document::{DocumentCertificate, DocumentKeyError, TokenKey};
use crate::store::Event;

impl Service {
    /// Makes a document key with a self-issued certificate, under the chamber's passphrase.
    pub async fn new_document_key<R: CryptoRng>(
        &self,
        chamber: &ChamberId,
        passphrase: &Passphrase,
        by: By<'_>,
        random: &mut R,
    ) -> Result<DocumentCertificate, ServiceError> {
        let subject = self.subject(chamber)?;
        let keys = &self.keys;
        self.record_key("document-key.made", chamber, by, || {
            keys.create_document_key(chamber, &subject, passphrase, by.at, random)
        })
        .await
    }

    /// Takes over a provider's key from the bytes of a PKCS#12 file.
    pub async fn take_pkcs12<R: CryptoRng>(
        &self,
        chamber: &ChamberId,
        file: &[u8],
        passphrase: &Passphrase,
        by: By<'_>,
        random: &mut R,
    ) -> Result<DocumentCertificate, ServiceError> {
        self.subject(chamber)?;
        let keys = &self.keys;
        self.record_key("document-key.taken-over", chamber, by, || {
            keys.take_pkcs12(chamber, file, passphrase, by.at, random)
        })
        .await
    }

    /// Takes a key on a PKCS#11 token into use.
    pub async fn take_token(
        &self,
        chamber: &ChamberId,
        key: TokenKey,
        pin: &Passphrase,
        by: By<'_>,
    ) -> Result<DocumentCertificate, ServiceError> {
        self.subject(chamber)?;
        let keys = &self.keys;
        self.record_key("document-key.taken-over", chamber, by, || {
            keys.take_token(chamber, key, pin, by.at)
        })
        .await
    }

    /// Trusts the time-stamps of a service: a PEM file of its certificate or its issuers'.
    pub async fn trust_time_stamps(&self, file: &Path, by: By<'_>) -> Result<(), ServiceError> {
        let change = self.store.change(by.actor, by.at).await?;
        let fingerprints = self.keys.trust_time_stamps(file)?;
        let event = |fingerprint| Event::new("time-stamps.trusted", fingerprint, "");
        let events = fingerprints.into_iter().map(event).collect();
        Ok(change.commit(events).await?)
    }

    /// Who the self-issued certificate of a chamber names.
    pub(super) fn subject(&self, chamber: &ChamberId) -> Result<Subject, ServiceError> {
        let found = self
            .programmes
            .iter()
            .find_map(|p| p.programme.chamber(chamber));
        let found = found.ok_or_else(|| ServiceError::NotAChamber(chamber.clone()))?;
        Ok(Subject {
            name: found.name.de.clone(),
            organisation: found.name.de.clone(),
        })
    }

    /// The change is held open meanwhile, so that two keys are never made at once.
    async fn record_key(
        &self,
        action: &'static str,
        chamber: &ChamberId,
        by: By<'_>,
        make: impl FnOnce() -> Result<DocumentCertificate, DocumentKeyError>,
    ) -> Result<DocumentCertificate, ServiceError> {
        let change = self.store.change(by.actor, by.at).await?;
        let certificate = make()?;
        let event = Event::new(action, certificate.fingerprint(), chamber.as_str());
        change.commit(vec![event]).await?;
        Ok(certificate)
    }
}
