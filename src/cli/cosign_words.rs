//! What a chamber's own machine shows, in words.

use i18n_embed_fl::fl;

use super::failure::Failure;
use crate::domain::language::Language;
use crate::domain::policy::Objection;
use crate::service::Service;
use crate::service::cosign_examined::Examined;
use crate::service::cosign_wire::Round;
use crate::store::{Act, ActKind};
use crate::texts;

/// Everything that is decided on, as this machine composed it itself.
pub(super) fn print_item(
    language: Language,
    examined: &Examined,
    service: &Service,
) -> Result<(), Failure> {
    let t = texts::of(language);
    let proposal = examined.proposal();
    let (facts, words) = (proposal.facts, examined.inscription());
    let round = match examined.round() {
        Round::Seal => fl!(t, "cosign-waits-seal"),
        Round::Document => fl!(t, "cosign-waits-document"),
    };
    say!("{}  {round}", facts.serial)?;
    let term = fl!(
        t,
        "term",
        from = texts::date(language, facts.term.from()),
        until = texts::date(language, facts.term.until())
    );
    let ags = facts.recipient.ags().map(|ags| format!(", AGS {ags}"));
    let recipient = format!(
        "{} ({}{})",
        words.recipient,
        facts.host.as_str(),
        ags.unwrap_or_default()
    );
    let digest = service.programmes.find(proposal.programme);
    let digest = digest.map(|p| p.digest[..16].to_owned());
    let mark = format!("{} ({})", words.mark, digest.unwrap_or_default());
    let mut lines = vec![
        (fl!(t, "label-mark"), mark),
        (fl!(t, "label-recipient"), recipient),
        (fl!(t, "label-term"), term),
        (fl!(t, "cosign-dated"), words.place_and_date.clone()),
        (fl!(t, "cosign-reason"), words.reason.clone()),
    ];
    for chamber in &words.chambers {
        let people = chamber.signatories.iter();
        let people: Vec<_> = people
            .map(|s| format!("{}, {}", s.name, s.office))
            .collect();
        lines.push((chamber.short_name.clone(), people.join("; ")));
    }
    if let Some(old) = examined.corrects() {
        lines.push((fl!(t, "label-replaces"), old.to_string()));
    }
    lines.push((fl!(t, "cosign-digest"), examined.digest()[..16].to_owned()));
    for (label, text) in lines {
        say!("  {label}: {text}")?;
    }
    Ok(())
}

/// What a policy has against it.
pub(super) fn objection(language: Language, objection: Objection) -> String {
    let t = texts::of(language);
    match objection {
        Objection::Programme => fl!(t, "objection-programme"),
        Objection::Term(months) => fl!(t, "objection-term", months = months),
        Objection::Days(days) => fl!(t, "objection-days", days = days),
        Objection::Enough(count) => fl!(t, "objection-enough", count = count),
        Objection::Correction => fl!(t, "objection-correction"),
        Objection::Municipality => fl!(t, "objection-municipality"),
        Objection::Description => fl!(t, "objection-description"),
    }
}

/// What was delivered, and how far that brought the certificate.
pub(super) fn delivered(language: Language, act: &Act, stage: &str) -> String {
    let t = texts::of(language);
    let serial = act.serial.to_string();
    let done = match act.act {
        ActKind::Seal => fl!(t, "cosign-sent-seal", serial = serial),
        ActKind::Document => fl!(t, "cosign-sent-document", serial = serial),
        ActKind::Refusal => fl!(t, "cosign-sent-refusal", serial = serial),
    };
    match stage {
        "issued" => format!("{done} {}", fl!(t, "cosign-is-issued")),
        "sealed" => format!("{done} {}", fl!(t, "cosign-is-sealed")),
        _ => done,
    }
}
