//! What the public is told before and after something, as the verification page tells it.

use i18n_embed_fl::fl;

use super::Site;
use super::preview::{After, Preview, seal_after};
use crate::domain::certificate::Certificate;
use crate::domain::language::Language;
use crate::domain::proposal::Step;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::service::foresight::{CorrectionForesight, Foresight};
use crate::service::verify::Verdict;
use crate::texts;
use crate::web::public::{Public, permanent};

/// When and where it is told, and how the seal looks then.
pub(super) struct Shown {
    pub heading: String,
    /// The address of the page.
    pub place: String,
    pub seal: String,
    pub seal_alt: String,
}

/// Before, then after.
pub(super) type Effect = Vec<(Shown, Public)>;

/// What a step does.
pub(super) fn of_step(
    site: &Site,
    language: Language,
    certificate: &Certificate,
    step: Step,
    foresight: &Foresight,
) -> Effect {
    let t = texts::of(language);
    let serial = certificate.facts.serial;
    let place = format!("{}/z/{serial}", site.service().host);
    let shown = |heading, after| Shown {
        heading,
        place: place.clone(),
        ..seal(language, certificate, seal_after(serial, after))
    };
    vec![
        (
            shown(fl!(t, "effect-now"), None),
            public(site, language, &foresight.now),
        ),
        (
            shown(fl!(t, "effect-then"), Some(After::Step(step))),
            public(site, language, &foresight.then),
        ),
    ]
}

/// What a corrected copy does, to the old number and under the new one.
pub(super) fn of_correction(
    site: &Site,
    language: Language,
    old: &Certificate,
    (copy, preview): (&Certificate, &Preview),
    foresight: &CorrectionForesight,
) -> Effect {
    let t = texts::of(language);
    let serial = old.facts.serial;
    let host = &site.service().host;
    let number = fl!(t, "correct-new-number");
    let at = |heading, after| Shown {
        heading,
        place: format!("{host}/z/{serial}"),
        ..seal(language, old, seal_after(serial, after))
    };
    vec![
        (
            at(fl!(t, "effect-now"), None),
            public(site, language, &foresight.old.now),
        ),
        (
            at(fl!(t, "correct-then"), Some(After::Superseded)),
            public(site, language, &foresight.old.then),
        ),
        (
            Shown {
                heading: fl!(t, "correct-then-copy"),
                place: format!("{host}/z/{number}"),
                ..seal(language, copy, preview.seal.clone())
            },
            public(site, language, &foresight.copy),
        ),
    ]
}

/// What the next term does to the permanent address.
pub(super) fn of_renewal(
    site: &Site,
    language: Language,
    (next, preview): (&Certificate, &Preview),
    foresight: &Foresight,
) -> Effect {
    let t = texts::of(language);
    let service = site.service();
    let path = permanent::path(service, &next.facts).unwrap_or_default();
    let place = format!("{}{path}", service.host);
    let day = texts::date_long(language, Day::of(foresight.then.as_of));
    let now = foresight.now.serial.unwrap_or(Serial::nobodys());
    vec![
        (
            Shown {
                heading: fl!(t, "effect-now"),
                place: place.clone(),
                ..seal(language, next, seal_after(now, None))
            },
            public(site, language, &foresight.now),
        ),
        (
            Shown {
                heading: fl!(t, "renew-then", day = day),
                place,
                ..seal(language, next, preview.seal.clone())
            },
            public(site, language, &foresight.then),
        ),
    ]
}

fn seal(language: Language, certificate: &Certificate, address: String) -> Shown {
    let name = certificate.facts.name.as_str();
    Shown {
        heading: String::new(),
        place: String::new(),
        seal: address,
        seal_alt: fl!(texts::of(language), "preview-seal", name = name),
    }
}

fn public(site: &Site, language: Language, verdict: &Verdict) -> Public {
    let number = fl!(texts::of(language), "correct-new-number");
    let public = Public::new(language, verdict, &site.service().programmes);
    public.with_number(&Serial::nobodys().to_string(), &number)
}
