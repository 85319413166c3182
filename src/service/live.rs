//! The seal as it stands now, drawn for whoever loads it from us.
//!
//! What a picture shows is decided anew each time; a picture that shows the same is drawn once.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hashlink::LruCache;
use i18n_embed_fl::fl;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::error::ServiceError;
use super::register::Register;
use super::verify::{Finding, Listing, Verdict};
use super::wording::variables;
use super::{Service, apart};
use crate::badge::{self, Notice, OnlyFor, Standing};
use crate::domain::certificate::Certificate;
use crate::domain::language::Language;
use crate::domain::lifecycle::PublicState;
use crate::domain::serial::Serial;
use crate::domain::validity::{Day, Term};
use crate::store::CertificateRecord;
use crate::texts;

/// Bytes and number of the pictures that are kept.
const MOST_BYTES: usize = 32 << 20;
const MOST_PICTURES: usize = 4096;

/// Pictures that are drawn at once, and how long another one waits for its turn.
const AT_ONCE: usize = 2;
const PATIENCE: Duration = Duration::from_secs(5);

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    /// A seal.
    Seal {
        /// Which.
        serial: Serial,
        /// How it stands.
        standing: Standing,
        /// Whether it is shown where it does not belong, and says so.
        misplaced: bool,
    },
    /// That there is no such award.
    Unknown,
    /// That what the register holds is not what the chambers signed.
    NotGenuine,
    /// That nothing can be said right now.
    Unavailable,
}

impl Shown {
    /// What a picture shows for a verdict.
    pub fn of(verdict: &Verdict, misplaced: bool) -> Self {
        match &verdict.finding {
            Finding::Genuine(found) if found.listing == Listing::Listed => Self::Seal {
                serial: found.facts.serial,
                standing: standing(found.state, found.facts.term, verdict.as_of),
                misplaced,
            },
            Finding::Genuine(_) | Finding::Unknown | Finding::Malformed(_) | Finding::NoSeal(_) => {
                Self::Unknown
            }
            Finding::NotGenuine(_) => Self::NotGenuine,
            Finding::Unavailable => Self::Unavailable,
        }
    }
}

/// A kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Lines and areas.
    Svg,
    /// Pixels: so many on a side.
    Png(u32),
}

/// Everything that a picture depends on. The day is in the standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Wanted {
    /// What it shows.
    pub shown: Shown,
    /// The language of its words.
    pub language: Language,
    /// The kind.
    pub format: Format,
}

/// A picture that is drawn.
#[derive(Debug)]
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// SHA-256 of the file, the first 16 bytes, hexadecimal.
    pub digest: String,
}

/// The pictures that were drawn lately.
#[derive(Debug)]
pub struct Pictures {
    kept: Mutex<Kept>,
    turns: Semaphore,
}

struct Kept {
    pictures: LruCache<Wanted, Arc<Picture>>,
    bytes: usize,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kept").field("bytes", &self.bytes).finish()
    }
}

impl Default for Pictures {
    fn default() -> Self {
        Self {
            kept: Mutex::new(Kept {
                pictures: LruCache::new(MOST_PICTURES),
                bytes: 0,
            }),
            turns: Semaphore::new(AT_ONCE),
        }
    }
}

impl Pictures {
    /// The picture, drawn beside the threads that answer unless it is kept. Nothing, if too many
    /// others are waiting to be drawn.
    pub async fn get(
        &self,
        service: &Arc<Service>,
        register: &Register,
        wanted: Wanted,
    ) -> Result<Option<Arc<Picture>>, ServiceError> {
        if let Some(picture) = self.kept(&wanted) {
            return Ok(Some(picture));
        }
        let Ok(Ok(_turn)) = tokio::time::timeout(PATIENCE, self.turns.acquire()).await else {
            return Ok(None);
        };
        // Whoever had the turn before may have drawn it.
        if let Some(picture) = self.kept(&wanted) {
            return Ok(Some(picture));
        }
        let record = match wanted.shown {
            Shown::Seal { serial, .. } => {
                let found = register.issued(serial);
                Some(found.ok_or(ServiceError::UnknownCertificate(serial))?)
            }
            _ => None,
        };
        let service = Arc::clone(service);
        let drawn = apart(move || async move { service.draw(wanted, record.as_ref()) });
        let picture = Arc::new(drawn.await?);
        self.keep(wanted, Arc::clone(&picture));
        Ok(Some(picture))
    }

    fn kept(&self, wanted: &Wanted) -> Option<Arc<Picture>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.pictures.get(wanted).cloned()
    }

    fn keep(&self, wanted: Wanted, picture: Arc<Picture>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.bytes += picture.bytes.len();
        // The cache would let the last one go by itself, and not tell.
        while kept.pictures.len() >= MOST_PICTURES || kept.bytes > MOST_BYTES {
            let Some((_, old)) = kept.pictures.remove_lru() else {
                break;
            };
            kept.bytes = kept.bytes.saturating_sub(old.bytes.len());
        }
        if let Some(same) = kept.pictures.insert(wanted, picture) {
            kept.bytes = kept.bytes.saturating_sub(same.bytes.len());
        }
    }
}

impl Service {
    fn draw(
        &self,
        wanted: Wanted,
        record: Option<&CertificateRecord>,
    ) -> Result<Picture, ServiceError> {
        let svg = match (wanted.shown, record) {
            (
                Shown::Seal {
                    standing,
                    misplaced,
                    ..
                },
                Some(record),
            ) => {
                let svg =
                    self.draw_live(&record.certificate, standing, misplaced, wanted.language)?;
                // What does not belong where it is shown proves nothing there.
                if misplaced {
                    svg
                } else {
                    badge::baked::into_svg(&svg, &record.seal())
                }
            }
            (shown, _) => badge::notice(&self.notice(shown, wanted.language))?,
        };
        let bytes = match wanted.format {
            Format::Svg => svg.into_bytes(),
            Format::Png(side) => badge::png(&svg, side)?,
        };
        Ok(Picture {
            digest: hex::encode(&Sha256::digest(&bytes)[..16]),
            bytes,
        })
    }

    fn draw_live(
        &self,
        certificate: &Certificate,
        standing: Standing,
        misplaced: bool,
        language: Language,
    ) -> Result<String, ServiceError> {
        let t = texts::of(language);
        let mut badge = self.badge(certificate, standing, language)?;
        if language == Language::En {
            let programme = self.programmes.find(&certificate.programme)?;
            let facts = &certificate.facts;
            let dated = certificate.dated.unwrap_or(facts.term.from());
            let mut words = variables(
                programme,
                facts,
                certificate.kind,
                dated,
                &self.host,
                language,
            );
            // „19 January 2029" is not broken.
            let until = texts::date(language, facts.term.until());
            words.set("until-short", until.replace(' ', "\u{a0}"));
            badge.mark = programme.programme.name.get(language).clone();
            badge.until = programme.text(language, "until", &words);
            badge.alt = programme.text(language, "seal-alt", &words);
            let specimen = badge.specimen.is_some();
            badge.specimen = specimen.then(|| fl!(t, "specimen"));
        }
        if let Some(label) = &badge.standing_label {
            badge.alt = format!("{}: {label}", badge.alt);
        }
        if misplaced {
            let words = fl!(t, "seal-only-for");
            let host = certificate.facts.host.as_str().to_owned();
            badge.alt = format!("{words} {host}. {}", badge.alt);
            badge.only_for = Some(OnlyFor { words, host });
        }
        Ok(badge::svg(&badge)?)
    }

    fn notice(&self, shown: Shown, language: Language) -> Notice {
        let t = texts::of(language);
        let (title, text) = match shown {
            Shown::Seal { .. } | Shown::Unknown => {
                (fl!(t, "state-unknown"), fl!(t, "seal-unknown"))
            }
            Shown::NotGenuine => (fl!(t, "state-not-genuine"), fl!(t, "seal-not-genuine")),
            Shown::Unavailable => (fl!(t, "state-unavailable"), fl!(t, "seal-unavailable")),
        };
        Notice {
            title,
            text,
            host: self.host.clone(),
        }
    }
}

fn standing(state: PublicState, term: Term, at: Timestamp) -> Standing {
    match state {
        PublicState::NotYetValid => Standing::NotYetValid,
        PublicState::Valid => {
            if term.ends_soon(Day::of(at)) {
                Standing::EndsSoon
            } else {
                Standing::InForce
            }
        }
        PublicState::Expired => Standing::Expired,
        PublicState::Suspended { .. } => Standing::Suspended,
        PublicState::Withdrawn { .. } => Standing::Withdrawn,
        PublicState::Superseded { .. } => Standing::Superseded,
    }
}
