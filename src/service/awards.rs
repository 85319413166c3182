//! Awards as open data: what is public of issued certificates, newest first, in pages.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::Service;
use super::report::RecipientReport;
use super::snapshot::{Entry, Snapshot};
use super::verify::Finding;
use crate::domain::certificate::Certificate;
use crate::domain::language::Localised;
use crate::domain::lifecycle::PublicState;
use crate::domain::municipality::District;
use crate::domain::programme::{Programme, ProgrammeId};
use crate::domain::serial::Serial;
use crate::domain::validity::Day;

/// How an award stands at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AwardState {
    /// Its term has not begun.
    NotYetValid,
    /// In force and within its term.
    Valid,
    /// Its term is over.
    Expired,
    /// Its use rests.
    Suspended,
    /// It no longer counts.
    Withdrawn,
    /// A corrected copy took its place.
    Superseded,
}

/// Which awards are asked for; what is not given does not matter.
#[derive(Debug, Clone, Default)]
pub struct AwardFilter {
    /// How it stands.
    pub state: Option<AwardState>,
    /// The mark.
    pub programme: Option<ProgrammeId>,
    /// The recipient's district.
    pub district: Option<District>,
}

/// One award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Award {
    /// Its number.
    #[schema(example = "7H3K-9QXM-2P4R-8T28")]
    pub serial: String,
    /// The mark's programme.
    #[schema(value_type = String, example = "guter-ort")]
    pub programme: ProgrammeId,
    /// Who was awarded.
    pub recipient: RecipientReport,
    /// First valid day, ISO 8601.
    #[schema(value_type = String, format = Date)]
    pub valid_from: Day,
    /// Last valid day, ISO 8601; valid until it is over in Europe/Berlin.
    #[schema(value_type = String, format = Date)]
    pub valid_until: Day,
    /// How it stands now.
    pub state: AwardState,
    /// The number of the copy that took its place.
    pub superseded_by: Option<String>,
    /// Where anybody checks it.
    #[schema(format = "uri")]
    pub verification_url: String,
}

/// A page of awards, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AwardPage {
    /// The awards.
    pub awards: Vec<Award>,
    /// Which page this is; the first is 1.
    pub page: u32,
    /// How many awards a page has at most.
    pub per_page: u32,
    /// How many awards there are on all pages.
    pub total: u64,
    /// How many pages there are.
    pub pages: u64,
    /// The instant for which this holds, RFC 3339.
    #[schema(value_type = String, format = DateTime)]
    pub as_of: Timestamp,
}

/// A mark that can be awarded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProgrammeReport {
    /// Its identifier.
    #[schema(value_type = String, example = "guter-ort")]
    pub id: ProgrammeId,
    /// Its number in the seal.
    pub number: u64,
    /// Whether everything that it makes is a specimen.
    pub sample: bool,
    /// The mark's name.
    pub name: Texts,
    /// What the mark stands for.
    pub summary: Texts,
    /// Who examined, and how.
    pub examination: Texts,
    /// Length of the first term in months.
    pub first_months: u16,
    /// Length of each later term in months.
    pub renewal_months: u16,
    /// The chambers, in the order in which they are named and sign.
    pub chambers: Vec<ChamberReport>,
}

/// A chamber that awards a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChamberReport {
    /// Its identifier.
    #[schema(example = "kammer-musterland")]
    pub id: String,
    /// Its name.
    pub name: Texts,
    /// Host of its website.
    pub website: String,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Texts {
    /// German.
    pub de: String,
    /// English.
    pub en: String,
}

impl AwardState {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::NotYetValid,
        Self::Valid,
        Self::Expired,
        Self::Suspended,
        Self::Withdrawn,
        Self::Superseded,
    ];

    /// The state without its data.
    pub const fn of(state: PublicState) -> Self {
        match state {
            PublicState::NotYetValid => Self::NotYetValid,
            PublicState::Valid => Self::Valid,
            PublicState::Expired => Self::Expired,
            PublicState::Suspended { .. } => Self::Suspended,
            PublicState::Withdrawn { .. } => Self::Withdrawn,
            PublicState::Superseded { .. } => Self::Superseded,
        }
    }

    /// The name in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotYetValid => "not_yet_valid",
            Self::Valid => "valid",
            Self::Expired => "expired",
            Self::Suspended => "suspended",
            Self::Withdrawn => "withdrawn",
            Self::Superseded => "superseded",
        }
    }

    /// The state with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == name)
    }
}

impl Service {
    /// One page of the awards that fit, newest first. Pages begin at 1.
    pub fn award_page(
        &self,
        snapshot: &Snapshot,
        filter: &AwardFilter,
        (page, per_page): (u32, u32),
        at: Timestamp,
    ) -> AwardPage {
        let mut found: Vec<_> = snapshot
            .entries()
            .filter(|entry| fits(entry, filter, at))
            .map(|entry| &entry.certificate().facts)
            .collect();
        found.sort_by_key(|facts| std::cmp::Reverse(facts.status_index));
        let size = per_page.max(1) as usize;
        let skipped = (page.max(1) as usize - 1).saturating_mul(size);
        let shown = found.iter().skip(skipped).take(size);
        AwardPage {
            awards: shown
                .filter_map(|facts| self.award(snapshot, facts.serial, at))
                .collect(),
            page,
            per_page,
            total: found.len() as u64,
            pages: found.len().div_ceil(size) as u64,
            as_of: at,
        }
    }

    /// One award: nothing unless it is issued, and every chamber's signature verifies.
    pub fn award(&self, snapshot: &Snapshot, serial: Serial, at: Timestamp) -> Option<Award> {
        let certificate = snapshot.entry(serial)?.certificate();
        let verdict = snapshot.verify(&serial.to_string(), at);
        let Finding::Genuine(genuine) = verdict.finding else {
            return None;
        };
        let facts = &genuine.facts;
        let serial = facts.serial.to_string();
        Some(Award {
            programme: certificate.programme.clone(),
            recipient: RecipientReport::of(facts, genuine.kind),
            valid_from: facts.term.from(),
            valid_until: facts.term.until(),
            state: AwardState::of(genuine.state),
            superseded_by: match genuine.state {
                PublicState::Superseded { by, .. } => Some(by.to_string()),
                _ => None,
            },
            verification_url: self.verification_url(&serial),
            serial,
        })
    }

    /// The marks that can be awarded, by number.
    pub fn programme_reports(&self) -> Vec<ProgrammeReport> {
        let all = self.programmes.iter();
        all.map(|p| ProgrammeReport::of(&p.programme)).collect()
    }
}

fn fits(entry: &Entry, filter: &AwardFilter, at: Timestamp) -> bool {
    let Some(standing) = entry.standing() else {
        return false;
    };
    let Certificate {
        facts, programme, ..
    } = entry.certificate();
    let state = AwardState::of(PublicState::at(standing, facts.term, at));
    let district = |d: &District| facts.recipient.ags().is_some_and(|ags| d.has(ags));
    filter.state.is_none_or(|wanted| wanted == state)
        && filter.programme.as_ref().is_none_or(|p| p == programme)
        && filter.district.as_ref().is_none_or(district)
}

impl ProgrammeReport {
    fn of(programme: &Programme) -> Self {
        Self {
            id: programme.id.clone(),
            number: programme.number,
            sample: programme.sample,
            name: Texts::of(&programme.name),
            summary: Texts::of(&programme.description.summary),
            examination: Texts::of(&programme.description.examination),
            first_months: programme.terms.first_months,
            renewal_months: programme.terms.renewal_months,
            chambers: programme
                .chambers
                .iter()
                .map(|chamber| ChamberReport {
                    id: chamber.id.to_string(),
                    name: Texts::of(&chamber.name),
                    website: chamber.website.clone(),
                })
                .collect(),
        }
    }
}

impl Texts {
    fn of(text: &Localised) -> Self {
        Self {
            de: text.de.clone(),
            en: text.en.clone(),
        }
    }
}
