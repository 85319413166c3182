//! One-time codes (RFC 6238: SHA-1, six digits, 30 seconds, one step before and after) and the
//! recovery codes in their place.

use std::fmt;

use jiff::Timestamp;
use rand::{CryptoRng, Rng, RngExt};
use totp_rs::{Algorithm, Builder, Secret, Totp};
use zeroize::Zeroizing;

use super::token::digest;
use super::{AccessError, Accounts, Visit};
use crate::domain::account::{Account, AccountId};
use crate::service::ServiceError;
use crate::store::{Change, Event, StoreError};

/// Bytes of a seed (RFC 4226 § 4: 160 bits).
const SEED: usize = 20;

const STEP_SECONDS: u64 = 30;
const DIGITS: u8 = 6;

/// How many recovery codes there are at a time.
const RECOVERY_CODES: usize = 10;

/// Characters of a recovery code: 16 of 32, which is 80 bits.
const RECOVERY_ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const RECOVERY_LENGTH: usize = 16;

/// What the issuer is called in people's apps.
const ISSUER: &str = "Kammersiegel";

/// A seed that is being set up; never printed but on the page that is for its owner.
pub struct Enrolment {
    /// The seed as text, base 32, for those who type it.
    pub secret: Zeroizing<String>,
    /// The seed as an address that apps scan: `otpauth://totp/…`.
    pub address: Zeroizing<String>,
    /// The seed encrypted, hexadecimal: the form brings it back, and nothing is stored until a
    /// code has proved that the app has it.
    pub sealed: String,
}

/// Recovery codes in groups of four characters: shown once, stored as digests.
pub struct RecoveryCodes(Vec<Zeroizing<String>>);

impl RecoveryCodes {
    /// The codes.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|code| code.as_str())
    }

    pub(super) fn new<R: Rng + CryptoRng>(random: &mut R) -> Self {
        let code = |random: &mut R| {
            let mut code = Zeroizing::new(String::with_capacity(20));
            for place in 0..RECOVERY_LENGTH {
                if place > 0 && place % 4 == 0 {
                    code.push('-');
                }
                let character = random.random_range(0..RECOVERY_ALPHABET.len());
                code.push(char::from(RECOVERY_ALPHABET[character]));
            }
            code
        };
        Self((0..RECOVERY_CODES).map(|_| code(random)).collect())
    }

    pub(super) fn digests(&self) -> Vec<String> {
        self.iter().map(|code| digest(&plain(code))).collect()
    }
}

impl fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCodes(…)")
    }
}

/// A code that was given, and is right so far.
pub(super) enum Given {
    /// A one-time code of this time step.
    OneTime(i64),
    /// Perhaps a recovery code, by its digest.
    Recovery(String),
}

impl Given {
    /// What the session is opened with.
    pub(super) const fn name(&self, account: &Account) -> &'static str {
        match (self, account.identity.is_some()) {
            (Self::OneTime(_), false) => "password and one-time code",
            (Self::Recovery(_), false) => "password and recovery code",
            (Self::OneTime(_), true) => "identity provider and one-time code",
            (Self::Recovery(_), true) => "identity provider and recovery code",
        }
    }

    /// What has to be told beside the session.
    pub(super) fn event(&self, account: &AccountId) -> Option<Event> {
        match self {
            Self::OneTime(_) => None,
            Self::Recovery(_) => Some(Event::new("account.recovery_code_used", account, "")),
        }
    }

    /// Uses the code up; false if that was done before.
    pub(super) async fn use_up(
        &self,
        change: &mut Change,
        account: &AccountId,
    ) -> Result<bool, StoreError> {
        match self {
            Self::OneTime(step) => change.use_step(account, *step).await,
            Self::Recovery(digest) => change.use_recovery_code(account, digest).await,
        }
    }
}

impl Accounts {
    /// A new seed for somebody's app. Nothing is stored yet.
    pub fn begin_enrolment<R: Rng + CryptoRng>(
        &self,
        account: &Account,
        random: &mut R,
    ) -> Result<Enrolment, ServiceError> {
        let mut seed = Zeroizing::new([0; SEED]);
        random.fill_bytes(seed.as_mut());
        let sealed = self
            .key
            .encrypt(seed.as_ref(), &enrolment_context(&account.id), random)?;
        enrolment(account, seed.as_ref(), hex::encode(sealed))
    }

    /// The same seed again, for a form that has to be filled in once more.
    pub fn resume_enrolment(
        &self,
        account: &Account,
        sealed: &str,
    ) -> Result<Enrolment, ServiceError> {
        let seed = self.enrolled_seed(account, sealed)?;
        enrolment(account, &seed, sealed.to_owned())
    }

    /// The app has shown that it knows the seed: from now on its codes are asked for, and sessions
    /// that began without them end. Codes for the case that the app is lost come back.
    pub async fn finish_enrolment<R: Rng + CryptoRng>(
        &self,
        visit: &Visit,
        sealed: &str,
        code: &str,
        at: Timestamp,
        random: &mut R,
    ) -> Result<RecoveryCodes, ServiceError> {
        let account = &visit.account;
        let seed = self.enrolled_seed(account, sealed)?;
        let step = matching_step(&totp(account, &seed)?, code, at);
        let step = step.ok_or(AccessError::WrongCode)?;
        let mut change = self.service.store.change(account.id.as_str(), at).await?;
        let codes = self
            .put_second_factor(&mut change, account, &seed, step, random)
            .await?;
        change
            .delete_sessions(&account.id, Some(&visit.session.id))
            .await?;
        let event = Event::new("account.second_factor_set", &account.id, "");
        change.commit(vec![event]).await?;
        Ok(codes)
    }

    pub(super) async fn put_second_factor<R: Rng + CryptoRng>(
        &self,
        change: &mut Change,
        account: &Account,
        seed: &[u8],
        step: i64,
        random: &mut R,
    ) -> Result<RecoveryCodes, ServiceError> {
        let stored = self.key.encrypt(seed, &seed_context(&account.id), random)?;
        let codes = RecoveryCodes::new(random);
        change
            .set_second_factor(&account.id, &stored, step, &codes.digests())
            .await?;
        Ok(codes)
    }

    /// Reads what was typed where a code is asked for.
    pub(super) async fn read_code(
        &self,
        account: &Account,
        code: &str,
        at: Timestamp,
    ) -> Result<Given, ServiceError> {
        let code = plain(code);
        if code.len() == RECOVERY_LENGTH {
            return Ok(Given::Recovery(digest(&code)));
        }
        let stored = self.service.store.credentials(&account.id).await?.totp;
        let stored = stored.ok_or(AccessError::WrongCode)?;
        let seed = self.key.decrypt(&stored, &seed_context(&account.id));
        let seed = seed.ok_or(AccessError::CredentialsUnreadable)?;
        let step = matching_step(&totp(account, &seed)?, &code, at);
        Ok(Given::OneTime(step.ok_or(AccessError::WrongCode)?))
    }

    fn enrolled_seed(
        &self,
        account: &Account,
        sealed: &str,
    ) -> Result<Zeroizing<Vec<u8>>, AccessError> {
        let sealed = hex::decode(sealed).map_err(|_| AccessError::EnrolmentLost)?;
        let seed = self.key.decrypt(&sealed, &enrolment_context(&account.id));
        seed.ok_or(AccessError::EnrolmentLost)
    }
}

/// A seed as people write it down: base 32, with or without spaces.
pub(super) fn seed_of(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let secret = Secret::try_from_base32(text).ok()?;
    Some(Zeroizing::new(secret.as_ref().to_vec()))
}

fn enrolment(account: &Account, seed: &[u8], sealed: String) -> Result<Enrolment, ServiceError> {
    let totp = totp(account, seed)?;
    let address = totp.to_url().map_err(|_| AccessError::EnrolmentLost)?;
    Ok(Enrolment {
        secret: Zeroizing::new(Secret::from(seed).to_base32()),
        address: Zeroizing::new(address),
        sealed,
    })
}

fn totp(account: &Account, seed: &[u8]) -> Result<Totp, AccessError> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_skew(1)
        .with_step_duration(STEP_SECONDS)
        .with_secret(seed)
        .with_issuer(Some(ISSUER))
        .with_account_name(account.email.as_str())
        .build()
        .map_err(|_| AccessError::CredentialsUnreadable)
}

/// The time step of a code that is right at an instant.
fn matching_step(totp: &Totp, code: &str, at: Timestamp) -> Option<i64> {
    let second = u64::try_from(at.as_second()).ok()?;
    let step = totp.check(&plain(code), second)?;
    i64::try_from(step).ok()
}

/// A code without the spaces and hyphens that make it readable.
fn plain(code: &str) -> Zeroizing<String> {
    let characters = code.chars().filter(|c| !c.is_whitespace() && *c != '-');
    Zeroizing::new(characters.collect::<String>().to_lowercase())
}

fn seed_context(account: &AccountId) -> String {
    format!("seed of {account}")
}

fn enrolment_context(account: &AccountId) -> String {
    format!("enrolment of {account}")
}
