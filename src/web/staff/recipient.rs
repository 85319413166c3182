//! Which municipality somebody means who types a name or an AGS.

use super::Site;
use super::error::StaffError;
use super::lines::recipient;
use crate::domain::language::Language;
use crate::domain::municipality::{Ags, Municipality};
use crate::domain::search::folded;

/// So many municipalities are offered while one types.
const OFFERED: usize = 400;

/// So many are shown if a name does not decide.
const SHOWN: usize = 12;

/// Who is meant.
pub(super) enum Meant {
    /// This one.
    One(Municipality),
    /// One of these.
    Several(Vec<Candidate>),
    /// Nobody who is listed.
    Unknown,
}

/// A municipality to choose.
pub(super) struct Candidate {
    pub ags: String,
    pub label: String,
}

/// Finds who is meant by what was typed and, where that does not decide, chosen.
pub(super) async fn meant(
    site: &Site,
    language: Language,
    typed: &str,
    chosen: &str,
) -> Result<Meant, StaffError> {
    let service = site.service();
    let mut digits = typed.split(|c: char| !c.is_ascii_digit());
    if let Some(ags) = digits.find_map(|d| Ags::parse(d).ok()) {
        let found = service.store.municipality(&ags).await?;
        return Ok(found.map_or(Meant::Unknown, Meant::One));
    }
    let mut found = service.find_municipalities(typed).await?;
    let is_chosen = |m: &Municipality| m.ags.as_str() == chosen;
    if let Some(place) = found.iter().position(is_chosen) {
        return Ok(Meant::One(found.swap_remove(place)));
    }
    let exact = |m: &&Municipality| folded(m.name.as_str()) == folded(typed);
    if let [one] = found.iter().filter(exact).collect::<Vec<_>>().as_slice() {
        return Ok(Meant::One((*one).clone()));
    }
    let candidate = |m: &Municipality| Candidate {
        ags: m.ags.to_string(),
        label: format!(
            "{} ({}, {})",
            recipient(language, m.kind, m.name.as_str()),
            m.district,
            m.ags
        ),
    };
    Ok(match (found.len(), found.pop()) {
        (1, Some(one)) => Meant::One(one),
        (_, Some(last)) => {
            found.push(last);
            Meant::Several(found.iter().take(SHOWN).map(candidate).collect())
        }
        (_, None) => Meant::Unknown,
    })
}

/// What a field offers while one types; nothing where that would be too much.
pub(super) async fn offered(site: &Site) -> Result<Vec<String>, StaffError> {
    let all = site.service().find_municipalities("").await?;
    let few = all.len() <= OFFERED;
    Ok(all.iter().filter(|_| few).map(offer).collect())
}

/// „Aalen (08136088)": names a municipality without doubt.
pub(super) fn offer(m: &Municipality) -> String {
    format!("{} ({})", m.name.as_str(), m.ags)
}
