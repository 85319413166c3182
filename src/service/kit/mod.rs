//! The kit of a municipality: its Urkunde, its seal in every format, and how to show it, behind a
//! private link.
//!
//! Everything in it is public or the municipality's own: it is made from what the chambers signed
//! and from the programme's words. Nothing here can read a result of an audit.

mod archives;
mod files;
mod guide;
mod press;
mod snippet;

pub use crate::badge::Lockup;
pub use archives::Archives;
pub use files::{Format, KIT_NAME, KitFile, on_white};
pub use guide::{System, systems};
pub use press::Press;
pub use snippet::{Snippets, snippets};

use fluent_bundle::FluentArgs;
use jiff::{SignedDuration, Timestamp};
use rand::{CryptoRng, Rng};

use super::accounts::Token;
use super::error::ServiceError;
use super::wording::variables;
use super::{By, Service};
use crate::domain::account::PersonName;
use crate::domain::language::Language;
use crate::domain::lifecycle::{PublicState, Standing, TransitionError};
use crate::domain::programme::Programme;
use crate::domain::serial::Serial;
use crate::domain::usage::{Acceptance, UsageRights};
use crate::domain::validity::Day;
use crate::store::{CertificateRecord, Event, KitLink};

/// For how long a link counts.
const TERM: SignedDuration = SignedDuration::from_hours(24 * 365);

/// For how long a link outlives the award, to say that it is over.
const AFTER: SignedDuration = SignedDuration::from_hours(24 * 90);

/// For how long it is kept who accepted the usage rights: longer than a term and the time in which
/// somebody may rely on them afterwards.
const ACCEPTANCE_KEPT: SignedDuration = SignedDuration::from_hours(24 * 3653);

/// Who acts through a link, for the audit trail.
pub const HOLDER: &str = "kit";

/// What a link opens.
#[derive(Debug)]
pub struct Kit {
    /// The certificate.
    pub record: CertificateRecord,
    /// How it stands.
    pub state: PublicState,
    /// What may be done with the seal; nothing is asked where the programme has no rules.
    pub rights: Option<UsageRights>,
    /// Who accepted these rules.
    pub acceptance: Option<Acceptance>,
    /// From when the link no longer counts.
    pub expires_at: Timestamp,
}

impl Kit {
    /// Whether the award may be advertised, or may be soon.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, PublicState::Valid | PublicState::NotYetValid)
    }

    /// Whether pictures of the seal are handed out: the award is in force, and the rules are
    /// accepted.
    pub const fn offers_seals(&self) -> bool {
        self.is_open() && (self.rights.is_none() || self.acceptance.is_some())
    }

    /// The number of the certificate.
    pub fn serial(&self) -> Serial {
        self.record.certificate.facts.serial
    }
}

impl Service {
    /// Gives a certificate's kit a new link; the one before no longer leads there.
    pub async fn renew_kit<R: Rng + CryptoRng>(
        &self,
        serial: Serial,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Token, ServiceError> {
        let token = Token::new(random);
        let mut change = self.store.change(by.actor, by.at).await?;
        let record = change.certificate(serial).await?;
        let record = record.ok_or(ServiceError::UnknownCertificate(serial))?;
        match record.certificate.stage.standing()? {
            Standing::InForce | Standing::Suspended { .. } => {}
            Standing::Withdrawn { .. } => return Err(TransitionError::Withdrawn.into()),
            Standing::Superseded { .. } => return Err(TransitionError::Superseded.into()),
        }
        let last = record.certificate.facts.term.until();
        let end = last.plus(1).map_or(by.at, Day::begin);
        let expires_at = (by.at + TERM).min(end + AFTER).max(by.at + AFTER);
        let link = KitLink {
            serial,
            created_at: by.at,
            expires_at,
        };
        change.put_kit_link(&link, &token.digest()).await?;
        let until = Day::of(expires_at).to_string();
        let event = Event::new("kit.opened", serial.to_string(), until);
        change.commit(vec![event]).await?;
        Ok(token)
    }

    /// Takes the link of a kit away. That there was none is as good.
    pub async fn close_kit(&self, serial: Serial, by: By<'_>) -> Result<(), ServiceError> {
        let mut change = self.store.change(by.actor, by.at).await?;
        if !change.delete_kit_link(serial).await? {
            return Ok(());
        }
        let event = Event::new("kit.closed", serial.to_string(), "");
        Ok(change.commit(vec![event]).await?)
    }

    /// The address of a kit. It is shown once, and stored nowhere.
    pub fn kit_address(&self, token: &Token) -> String {
        format!("{}/kit/{}", self.origin, token.expose())
    }

    /// What a link opens; nothing if it does not count (any more).
    pub async fn kit(&self, token: &str, at: Timestamp) -> Result<Option<Kit>, ServiceError> {
        let Some(token) = Token::parse(token) else {
            return Ok(None);
        };
        let link = self.store.kit_link(&token.digest()).await?;
        let Some(link) = link.filter(|link| at < link.expires_at) else {
            return Ok(None);
        };
        let Some(record) = self.store.certificate(link.serial).await? else {
            return Ok(None);
        };
        let certificate = &record.certificate;
        let standing = certificate.stage.standing()?;
        let state = PublicState::at(standing, certificate.facts.term, at);
        let programme = &self.programmes.find(&certificate.programme)?.programme;
        let rights = programme.usage_rights.clone();
        let accepted = self.store.acceptances(link.serial).await?;
        let acceptance = rights.as_ref().and_then(|rights| {
            let mut accepted = accepted.into_iter();
            accepted.find(|a| a.version == rights.version)
        });
        Ok(Some(Kit {
            state,
            rights,
            acceptance,
            expires_at: link.expires_at,
            record,
        }))
    }

    /// Forgets who accepted the usage rights ten years ago.
    pub async fn forget_acceptances(&self, at: Timestamp) -> Result<(), ServiceError> {
        Ok(self.store.forget_acceptances(at - ACCEPTANCE_KEPT).await?)
    }

    /// Accepts the usage rights of a version through a link. Whoever comes second changes nothing;
    /// false if the link does not count, the version is not today's, or the award is not in force.
    pub async fn accept_usage(
        &self,
        token: &str,
        version: &str,
        name: PersonName,
        language: Language,
        at: Timestamp,
    ) -> Result<bool, ServiceError> {
        let Some(kit) = self.kit(token, at).await?.filter(Kit::is_open) else {
            return Ok(false);
        };
        let Some(rights) = kit.rights.as_ref().filter(|r| r.version == version) else {
            return Ok(false);
        };
        let acceptance = Acceptance {
            version: rights.version.clone(),
            wording: rights.text.get(language).join("\n"),
            name,
            accepted_at: at,
        };
        let serial = kit.serial();
        let mut change = self.store.change(HOLDER, at).await?;
        // The link may have been renewed meanwhile.
        let digest = Token::parse(token).map(|token| token.digest());
        let link = change.kit_link(&digest.unwrap_or_default()).await?;
        if link.is_none() {
            return Ok(false);
        }
        if change.insert_acceptance(serial, &acceptance).await? {
            let event = Event::new("kit.accepted", serial.to_string(), &acceptance.version);
            change.commit(vec![event]).await?;
        }
        Ok(true)
    }

    /// The alternative text of a seal in one language.
    pub fn seal_alt(
        &self,
        record: &CertificateRecord,
        language: Language,
    ) -> Result<String, ServiceError> {
        let inscription = &record.certificate.inscription;
        match language {
            Language::De => Ok(inscription.seal_alt.clone()),
            Language::En => self.words(record, language, "seal-alt"),
        }
    }

    /// A text of the programme's wording, for one certificate.
    fn words(
        &self,
        record: &CertificateRecord,
        language: Language,
        key: &str,
    ) -> Result<String, ServiceError> {
        let loaded = self.programmes.find(&record.certificate.programme)?;
        Ok(loaded.text(language, key, &self.facts(record, language)?))
    }

    /// What words may speak of: only what every chamber signed, and the programme.
    fn facts(
        &self,
        record: &CertificateRecord,
        language: Language,
    ) -> Result<FluentArgs<'static>, ServiceError> {
        let certificate = &record.certificate;
        let loaded = self.programmes.find(&certificate.programme)?;
        Ok(variables(
            loaded,
            &certificate.facts,
            certificate.kind,
            certificate.dated.unwrap_or(certificate.facts.term.from()),
            &self.host,
            language,
        ))
    }

    /// The programme of a certificate.
    pub fn programme_of(&self, record: &CertificateRecord) -> Result<&Programme, ServiceError> {
        Ok(&self
            .programmes
            .find(&record.certificate.programme)?
            .programme)
    }
}
