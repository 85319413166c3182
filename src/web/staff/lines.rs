//! Certificates in words, as lists and pages show them.

use i18n_embed_fl::fl;
use jiff::Timestamp;

use super::Site;
use crate::domain::chamber::ChamberId;
use crate::domain::language::Language;
use crate::domain::lifecycle::Stage;
use crate::domain::municipality::Kind;
use crate::domain::validity::Term;
use crate::service::desk::state_name;
use crate::store::CertificateRecord;
use crate::texts;

/// A certificate as one line of a list.
pub(super) struct Line {
    pub serial: String,
    pub recipient: String,
    pub mark: String,
    pub term: String,
    pub state: String,
    /// A class of the style sheet: `good`, `waits`, `caution` or `bad`.
    pub tone: &'static str,
    /// Whom it waits for, or why it was refused.
    pub detail: Option<String>,
    /// Where what was refused can be prepared anew.
    pub anew: Option<String>,
}

pub(super) fn line(
    site: &Site,
    language: Language,
    record: &CertificateRecord,
    at: Timestamp,
) -> Line {
    let certificate = &record.certificate;
    let facts = &certificate.facts;
    let name = state_name(certificate, at);
    let programmes = &site.service().programmes;
    Line {
        serial: facts.serial.to_string(),
        recipient: recipient(language, certificate.kind, facts.name.as_str()),
        mark: programmes.find(&certificate.programme).map_or_else(
            |_| certificate.programme.to_string(),
            |p| p.programme.name.get(language).clone(),
        ),
        term: term(language, facts.term),
        state: state_word(language, name),
        tone: tone(name),
        detail: detail(site, language, record),
        anew: anew(record),
    }
}

/// „Stadt Aalen".
pub(super) fn recipient(language: Language, kind: Kind, name: &str) -> String {
    let t = texts::of(language);
    match kind {
        Kind::Stadt => fl!(t, "recipient-town", name = name),
        Kind::Gemeinde => fl!(t, "recipient-municipality", name = name),
    }
}

/// „03.03.2025 – 02.03.2028".
pub(super) fn term(language: Language, term: Term) -> String {
    let (from, until) = (term.from(), term.until());
    let date = |day| texts::date(language, day);
    format!("{} – {}", date(from), date(until))
}

/// The word for a state of [`state_name`].
pub(super) fn state_word(language: Language, name: &str) -> String {
    texts::find(language, &format!("state-{}", name.replace('_', "-"))).unwrap_or_default()
}

/// The short name of a chamber.
pub(super) fn short_name(site: &Site, chamber: &ChamberId) -> String {
    let found = site.service().programmes.chamber(chamber);
    found.map_or_else(|| chamber.to_string(), |c| c.short_name.clone())
}

/// The short names of chambers.
pub(super) fn short_names<'a>(
    site: &Site,
    chambers: impl IntoIterator<Item = &'a ChamberId>,
) -> String {
    let names: Vec<_> = chambers.into_iter().map(|c| short_name(site, c)).collect();
    names.join(", ")
}

fn anew(record: &CertificateRecord) -> Option<String> {
    let certificate = &record.certificate;
    let serial = certificate.facts.serial;
    match (&certificate.stage, certificate.replaces) {
        (Stage::Refused { .. }, Some(old)) => Some(format!("/staff/certificates/{old}/correct")),
        (Stage::Refused { .. }, None) => Some(format!("{}?again={serial}", super::prepare::NEW)),
        _ => None,
    }
}

fn tone(state: &str) -> &'static str {
    match state {
        "valid" => "good",
        "prepared" | "sealed" => "waits",
        "refused" | "withdrawn" => "bad",
        _ => "caution",
    }
}

fn detail(site: &Site, language: Language, record: &CertificateRecord) -> Option<String> {
    let t = texts::of(language);
    match &record.certificate.stage {
        Stage::Prepared => {
            let programme = site
                .service()
                .programmes
                .find(&record.certificate.programme);
            let chambers = &programme.ok()?.programme.chambers;
            let signed = |id: &ChamberId| record.signatures.iter().any(|s| s.chamber == *id);
            let missing = chambers.iter().map(|c| &c.id).filter(|id| !signed(id));
            Some(fl!(
                t,
                "waits-for-chambers",
                chambers = short_names(site, missing)
            ))
        }
        Stage::Refused { by, reason, .. } => {
            let chamber = short_name(site, by);
            Some(fl!(
                t,
                "refused-because",
                chamber = chamber,
                reason = reason.as_str()
            ))
        }
        Stage::Sealed { .. } => Some(fl!(t, "waits-for-document")),
        Stage::Issued { .. } => None,
    }
}
