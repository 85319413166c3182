//! The way to an identity provider and back: what a browser keeps in the meantime.

use jiff::{SignedDuration, Timestamp};
use rand::{CryptoRng, Rng};
use serde::{Deserialize, Serialize};

use super::{Accounts, Token};
use crate::domain::chamber::ChamberId;
use crate::domain::language::Language;
use crate::service::ServiceError;
use crate::service::identity::{Departure, IdentityError};

/// How long somebody may take to come back.
pub(super) const JOURNEY: SignedDuration = SignedDuration::from_mins(10);

/// Longest address, in bytes, to which somebody is led on afterwards.
const LONGEST_NEXT: usize = 1024;

/// What a browser keeps, encrypted, while somebody signs in elsewhere. It is never printed.
pub struct Journey {
    pub(super) chamber: ChamberId,
    pub(super) departure: Departure,
    /// The language of the page that it began on.
    pub language: Language,
    /// The page that was wanted; empty if it was none.
    pub next: String,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    state: String,
    nonce: String,
    verifier: String,
    begun_at: i64,
    language: String,
    next: String,
}

impl Accounts {
    /// Sends somebody to their chamber's provider: the address to go to, and what their browser
    /// has to keep until they come back, hexadecimal.
    pub async fn depart<R: Rng + CryptoRng>(
        &self,
        chamber: &ChamberId,
        language: Language,
        next: &str,
        at: Timestamp,
        random: &mut R,
    ) -> Result<(String, String), ServiceError> {
        let departure = Departure {
            state: Token::new(random),
            nonce: Token::new(random),
            verifier: Token::new(random),
        };
        let provider = self.provider(chamber)?;
        let address = provider.depart(&departure, language, at).await?;
        let next = if next.len() > LONGEST_NEXT { "" } else { next };
        let kept = Kept {
            state: departure.state.expose().to_owned(),
            nonce: departure.nonce.expose().to_owned(),
            verifier: departure.verifier.expose().to_owned(),
            begun_at: at.as_millisecond(),
            language: language.tag().to_owned(),
            next: next.to_owned(),
        };
        let plain = serde_json::to_vec(&kept).map_err(|_| IdentityError::Lost)?;
        let sealed = self.key.encrypt(&plain, &context(chamber), random)?;
        Ok((address, hex::encode(sealed)))
    }

    /// Reads what the browser has kept; nothing, if it is not of a way to this chamber's provider
    /// that was begun not long ago.
    pub fn journey(&self, chamber: &ChamberId, kept: &str, at: Timestamp) -> Option<Journey> {
        let sealed = hex::decode(kept).ok()?;
        let plain = self.key.decrypt(&sealed, &context(chamber))?;
        let kept: Kept = serde_json::from_slice(&plain).ok()?;
        let begun_at = Timestamp::from_millisecond(kept.begun_at).ok()?;
        let age = at.duration_since(begun_at);
        let in_time = !age.is_negative() && age < JOURNEY;
        in_time.then_some(Journey {
            chamber: chamber.clone(),
            departure: Departure {
                state: Token::parse(&kept.state)?,
                nonce: Token::parse(&kept.nonce)?,
                verifier: Token::parse(&kept.verifier)?,
            },
            language: Language::from_tag(&kept.language)?,
            next: kept.next,
        })
    }
}

fn context(chamber: &ChamberId) -> String {
    format!("journey to the provider of {}", chamber.as_str())
}
