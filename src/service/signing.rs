//! What one chamber does with its keys in one go: sign what somebody selected, go on with round
//! two wherever it waits for this chamber, and lay out the files of what was issued.
//!
//! Both doors sign through here.

use std::sync::Arc;

use jiff::Timestamp;
use rand::CryptoRng;

use super::cosign::Progress;
use super::error::ServiceError;
use super::issue::{Custodian, Issuing};
use super::kept_keys::SharedKey;
use super::{By, Service};
use crate::domain::account::AccountId;
use crate::domain::chamber::ChamberId;
use crate::domain::password::Password;
use crate::domain::serial::Serial;
use crate::keys::document::pkcs11::TokenError;
use crate::keys::document::pkcs12::Pkcs12Error;
use crate::keys::document::{Custody, DocumentKeyError, DocumentSigner};
use crate::keys::{KeyError, Passphrase, UnlockedKey};

/// Document keys that are unlocked.
#[derive(Debug, Default)]
pub struct DocumentKeys(Vec<(ChamberId, SharedKey)>);

/// What opens a chamber's keys.
#[derive(Debug)]
pub struct Secrets {
    /// The passphrase of the chamber's own key files.
    own: Passphrase,
    /// The passphrase of the provider's PKCS#12 file, or the token's PIN.
    provider: Passphrase,
}

impl Secrets {
    /// Takes what somebody typed: the passphrase of the chamber's own key files, and, where a
    /// provider's key has one, its passphrase or PIN.
    pub fn typed(own: &Password, provider: &Password) -> Self {
        let passphrase = |typed: &Password| Passphrase::new(typed.as_str().to_owned());
        Self {
            own: passphrase(own),
            provider: passphrase(provider),
        }
    }
}

/// Why a chamber's keys stay locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locked {
    /// The passphrase of the own key files is wrong.
    Passphrase,
    /// The secret of the provider's key is wrong.
    ProvidersSecret,
    /// The token is not plugged in.
    NoToken,
    /// The keys are not on this machine.
    Elsewhere,
    /// The certificate does not allow signing now.
    Unfit,
    /// The document key is not the certificate's.
    OtherKey,
}

impl Locked {
    /// What an error says about keys; nothing if it is about something else.
    pub fn of(error: &ServiceError) -> Option<Self> {
        let of_files = |error: &KeyError| match error {
            KeyError::WrongPassphrase(_) => Some(Self::Passphrase),
            KeyError::NoActiveKey(_) | KeyError::NoPrivateKey(_) => Some(Self::Elsewhere),
            _ => None,
        };
        match error {
            ServiceError::Key(error)
            | ServiceError::DocumentKey(DocumentKeyError::Folder(error)) => of_files(error),
            ServiceError::DocumentKey(error) => match error {
                DocumentKeyError::Pkcs12(Pkcs12Error::Unopened(_))
                | DocumentKeyError::Token(TokenError::WrongPin | TokenError::Locked) => {
                    Some(Self::ProvidersSecret)
                }
                DocumentKeyError::Token(TokenError::NoToken) => Some(Self::NoToken),
                DocumentKeyError::OtherKey | DocumentKeyError::OtherCertificate(_) => {
                    Some(Self::OtherKey)
                }
                DocumentKeyError::Unfit(_)
                | DocumentKeyError::Pkcs12(Pkcs12Error::Certificate(_))
                | DocumentKeyError::Token(TokenError::Certificate(_)) => Some(Self::Unfit),
                _ => None,
            },
            _ => None,
        }
    }
}

/// What became of a certificate that was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signed {
    /// These chambers have yet to sign.
    WaitsFor(Vec<ChamberId>),
    /// Every chamber has signed the seal; so far has round two come.
    Sealed(Issuing),
}

impl Signed {
    /// Whether the chamber that has just signed waits for another one, and may have to sign the
    /// Urkunde after it.
    fn awaits_another(&self, chamber: &ChamberId) -> bool {
        match self {
            Self::WaitsFor(_) => true,
            Self::Sealed(Issuing::WaitsFor(other)) => other != chamber,
            Self::Sealed(Issuing::Issued | Issuing::WaitsForTimeStamp) => false,
        }
    }
}

/// Somebody at the desk who signs for their chamber.
#[derive(Debug)]
pub struct Decision {
    /// Who.
    pub person: AccountId,
    /// For which chamber.
    pub chamber: ChamberId,
    /// What.
    pub serials: Vec<Serial>,
}

/// What came of it, certificate by certificate.
#[derive(Debug)]
pub struct Done {
    /// Of what was selected, in its order.
    pub signed: Vec<(Serial, Result<Signed, ServiceError>)>,
    /// Of what was sealed before and waited for this chamber's document key.
    pub continued: Vec<(Serial, Result<Issuing, ServiceError>)>,
    /// Until when the chamber's document key stays open for the Urkunden of the rest.
    pub kept_until: Option<Timestamp>,
}

impl DocumentKeys {
    /// Keys that were unlocked elsewhere.
    pub fn of(keys: Vec<(ChamberId, Box<dyn DocumentSigner>)>) -> Self {
        let shared = |(chamber, key)| (chamber, SharedKey::new(key));
        Self(keys.into_iter().map(shared).collect())
    }

    /// Adds a chamber's key.
    pub fn add(&mut self, chamber: ChamberId, signer: Box<dyn DocumentSigner>) {
        self.0.push((chamber, SharedKey::new(signer)));
    }

    /// Whether a chamber's key is among them.
    pub fn has(&self, chamber: &ChamberId) -> bool {
        self.0.iter().any(|(c, _)| c == chamber)
    }

    /// The keys, each with its chamber.
    pub fn custodians(&self) -> Vec<Custodian<'_>> {
        self.0
            .iter()
            .map(|(chamber, signer)| Custodian {
                chamber,
                signer: &***signer,
            })
            .collect()
    }
}

impl Service {
    /// Whether the chamber's document key is opened by a secret of its own.
    pub fn has_providers_key(&self, chamber: &ChamberId) -> Result<bool, ServiceError> {
        Ok(self.keys.document_key(chamber)?.custody != Custody::File)
    }

    /// Whether the chamber signs with keys on this server, and not on a machine of its own.
    pub fn signs_here(&self, chamber: &ChamberId) -> Result<bool, ServiceError> {
        Ok(self.keys.holds(chamber)?)
    }

    /// Opens the chamber's document key.
    pub fn unlock_documents<R: CryptoRng>(
        &self,
        chamber: &ChamberId,
        secret: &Passphrase,
        random: &mut R,
    ) -> Result<DocumentKeys, ServiceError> {
        let signer = self.keys.unlock_document_key(chamber, secret, random)?;
        Ok(DocumentKeys::of(vec![(chamber.clone(), signer)]))
    }

    /// Signs one certificate. If that makes its seal complete, round two goes on with the keys
    /// that `documents` unlocks, and the files of what is issued are laid out.
    pub async fn sign_on<'k, E: From<ServiceError>>(
        &self,
        serial: Serial,
        key: &UnlockedKey,
        documents: impl FnOnce() -> Result<&'k DocumentKeys, E>,
        person: Option<&AccountId>,
        by: By<'_>,
    ) -> Result<Signed, E> {
        match self.sign_as(serial, key, person, by).await? {
            Progress::Waiting => Ok(Signed::WaitsFor(self.yet_to_sign(serial).await?)),
            Progress::Sealed => {
                let custodians = documents()?.custodians();
                let issuing = self.issue(serial, &custodians, by).await?;
                self.lay_out_if_issued(serial, &issuing, by).await?;
                Ok(Signed::Sealed(issuing))
            }
        }
    }

    /// Whether round two waits for anybody.
    pub async fn anything_waits(&self) -> Result<bool, ServiceError> {
        Ok(!self.store.sealed().await?.is_empty())
    }

    /// Goes on with round two wherever it waits for these keys, and lays out what is issued.
    pub async fn go_on(
        &self,
        documents: &DocumentKeys,
        by: By<'_>,
    ) -> Result<Vec<(Serial, Result<Issuing, ServiceError>)>, ServiceError> {
        let pending = self.issue_pending(&documents.custodians(), by).await?;
        for (serial, issuing) in &pending {
            if let Ok(issuing) = issuing {
                self.lay_out_if_issued(*serial, issuing, by).await?;
            }
        }
        Ok(pending)
    }

    /// Opens the chamber's keys, finishes what waits for them, and signs what was selected, each
    /// in a change of its own: what fails keeps nothing else from being signed. If a secret is
    /// wrong, nothing happens at all.
    pub async fn sign_selected<R: CryptoRng>(
        &self,
        decision: &Decision,
        secrets: &Secrets,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Done, ServiceError> {
        let Decision {
            person, chamber, ..
        } = decision;
        let custody = self.keys.document_key(chamber)?;
        custody
            .certificate
            .fit_to_sign(by.at)
            .map_err(DocumentKeyError::from)?;
        let key = self.keys.unlock(chamber, &secrets.own)?;
        let secret = match custody.custody {
            Custody::File => &secrets.own,
            _ => &secrets.provider,
        };
        let documents = self.unlock_documents(chamber, secret, random)?;
        let waited = self.waits_for_documents_of(chamber).await?;
        let mut continued = Vec::new();
        if !waited.is_empty() {
            continued = self.go_on(&documents, by).await?;
            continued.retain(|(serial, _)| waited.contains(serial));
        }
        let mut signed = Vec::with_capacity(decision.serials.len());
        let mut unfinished = Vec::new();
        for serial in &decision.serials {
            let seen = self.store.certificate(*serial).await?;
            let one = self.sign_on(*serial, &key, || Ok(&documents), Some(person), by);
            let one = one.await;
            if one.as_ref().is_ok_and(|one| one.awaits_another(chamber)) {
                unfinished.extend(seen.map(|record| record.certificate));
            }
            signed.push((*serial, one));
        }
        // A token's PIN counts for the moment in which it is typed.
        let kept = match (documents.0.first(), &custody.custody) {
            (Some((_, key)), Custody::File | Custody::Pkcs12) => Some(Arc::clone(key)),
            _ => None,
        };
        let kept_until = match kept {
            Some(key) => {
                self.keep_key((chamber, key), unfinished, person, by)
                    .await?
            }
            None => None,
        };
        Ok(Done {
            signed,
            continued,
            kept_until,
        })
    }

    /// The sealed certificates whose Urkunde this chamber has to sign next.
    pub async fn waits_for_documents_of(
        &self,
        chamber: &ChamberId,
    ) -> Result<Vec<Serial>, ServiceError> {
        let drafts = self.store.drafts().await?;
        let mut waiting = Vec::new();
        for record in self.store.sealed().await? {
            let certificate = &record.certificate;
            let serial = certificate.facts.serial;
            let programme = &self.programmes.find(&certificate.programme)?.programme;
            let signed = drafts.get(&serial).copied().unwrap_or(0);
            if programme.chambers.get(signed).map(|c| &c.id) == Some(chamber) {
                waiting.push(serial);
            }
        }
        Ok(waiting)
    }

    async fn yet_to_sign(&self, serial: Serial) -> Result<Vec<ChamberId>, ServiceError> {
        let record = self.store.certificate(serial).await?;
        let record = record.ok_or(ServiceError::UnknownCertificate(serial))?;
        let programme = self.programmes.find(&record.certificate.programme)?;
        let chambers = programme.programme.chambers.iter().map(|c| &c.id);
        let signed = |id: &ChamberId| record.signatures.iter().any(|s| s.chamber == *id);
        Ok(chambers.filter(|id| !signed(id)).cloned().collect())
    }

    pub(super) async fn lay_out_if_issued(
        &self,
        serial: Serial,
        issuing: &Issuing,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        match issuing {
            Issuing::Issued => self.lay_out(serial, by.at).await,
            Issuing::WaitsFor(_) | Issuing::WaitsForTimeStamp => Ok(()),
        }
    }
}
