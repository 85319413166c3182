//! A programme's wording, filled in for one certificate.

use fluent_bundle::FluentArgs;
use i18n_embed_fl::fl;

use super::programmes::LoadedProgramme;
use crate::domain::certificate::Facts;
use crate::domain::inscription::{InscribedChamber, Inscription, Signatory};
use crate::domain::language::Language;
use crate::domain::municipality::Kind;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::texts;

/// The printed address of the verification page: `siegel.example/z/7H3K-9QXM-2P4R-8T28`.
pub(super) fn printed_address(host: &str, serial: Serial) -> String {
    format!("{host}/z/{serial}")
}

/// The variables of a programme's wording in one language.
pub(super) fn variables(
    programme: &LoadedProgramme,
    facts: &Facts,
    kind: Kind,
    dated: Day,
    host: &str,
    language: Language,
) -> FluentArgs<'static> {
    let until = facts.term.until();
    let mut variables = FluentArgs::new();
    let (year, month, _) = until.parts();
    for (name, value) in [
        ("kind", kind.as_str().to_owned()),
        ("name", facts.name.as_str().to_owned()),
        ("mark", programme.programme.name.get(language).clone()),
        ("from", texts::date_long(language, facts.term.from())),
        ("until", texts::date_long(language, until)),
        ("until-short", texts::date(language, until)),
        ("until-month", format!("{month:02}/{year}")),
        ("place", programme.programme.place.clone()),
        ("date", texts::date_long(language, dated)),
        ("serial", facts.serial.to_string()),
        ("address", printed_address(host, facts.serial)),
    ] {
        variables.set(name, value);
    }
    variables
}

/// The words on Urkunde and seal.
pub(super) fn inscribe(
    programme: &LoadedProgramme,
    facts: &Facts,
    kind: Kind,
    dated: Day,
    host: &str,
) -> Inscription {
    let language = Language::De;
    let variables = variables(programme, facts, kind, dated, host, language);
    let text = |key| programme.text(language, key, &variables);
    let chamber = |c: &crate::domain::chamber::Chamber| InscribedChamber {
        name: c.name.get(language).clone(),
        short_name: c.short_name.clone(),
        signatories: c
            .signatories
            .iter()
            .map(|s| Signatory {
                name: s.name.clone(),
                office: s.office.clone(),
            })
            .collect(),
    };
    let (first, last) = (facts.term.from().parts().0, facts.term.until().parts().0);
    Inscription {
        title: text("document-title"),
        heading: text("heading"),
        award: text("award"),
        recipient: text("recipient"),
        mark_intro: text("mark-intro"),
        mark: programme.programme.name.get(language).clone(),
        reason: text("reason"),
        validity: text("validity"),
        place_and_date: text("place-and-date"),
        number: text("number"),
        check: text("check"),
        qr_alt: text("qr-alt"),
        chambers: programme.programme.chambers.iter().map(chamber).collect(),
        years: if first == last {
            first.to_string()
        } else {
            format!("{first}–{last}")
        },
        until: text("until"),
        seal_alt: text("seal-alt"),
        specimen: programme
            .programme
            .sample
            .then(|| fl!(texts::of(language), "specimen")),
    }
}
