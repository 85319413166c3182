//! How somebody stands, in words.

use i18n_embed_fl::fl;

use crate::domain::language::Language;
use crate::domain::lifecycle::PublicState;
use crate::domain::validity::Day;
use crate::service::directory::{Award, Held, Status};
use crate::texts;

/// „Gültig".
pub(super) fn status(language: Language, status: Status) -> String {
    let t = texts::of(language);
    match status {
        Status::Valid => fl!(t, "state-valid"),
        Status::EndsSoon => fl!(t, "register-soon"),
        Status::Suspended => fl!(t, "state-suspended"),
        Status::Upcoming => fl!(t, "state-not-yet-valid"),
        Status::Expired => fl!(t, "state-expired"),
        Status::Withdrawn => fl!(t, "state-withdrawn"),
    }
}

/// „bis 02.03.2028", beside the status.
pub(super) fn when(language: Language, held: &Held) -> String {
    let t = texts::of(language);
    let date = |day| texts::date(language, day);
    let award = held.current();
    match award.state {
        PublicState::NotYetValid => fl!(t, "register-from", date = date(award.term.from())),
        PublicState::Valid | PublicState::Expired => {
            fl!(t, "register-until", date = date(award.term.until()))
        }
        PublicState::Suspended { since }
        | PublicState::Withdrawn { since }
        | PublicState::Superseded { since, .. } => {
            fl!(t, "register-since", date = date(Day::of(since)))
        }
    }
}

/// „gültig bis 02.03.2028", after a name.
pub(super) fn standing(language: Language, held: &Held) -> String {
    let t = texts::of(language);
    let award = held.current();
    let until = texts::date(language, award.term.until());
    let since = match award.state {
        PublicState::Suspended { since }
        | PublicState::Withdrawn { since }
        | PublicState::Superseded { since, .. } => texts::date(language, Day::of(since)),
        _ => String::new(),
    };
    match held.status {
        Status::Valid => fl!(t, "standing-valid", until = until),
        Status::EndsSoon => fl!(t, "standing-soon", until = until),
        Status::Suspended => fl!(t, "standing-suspended", since = since),
        Status::Upcoming => {
            fl!(
                t,
                "standing-upcoming",
                from = texts::date(language, award.term.from())
            )
        }
        Status::Expired => fl!(t, "standing-expired", until = until),
        Status::Withdrawn => fl!(t, "standing-withdrawn", since = since),
    }
}

/// How one award stands: „Gültig", „Abgelaufen".
pub(super) fn award(language: Language, award: &Award) -> String {
    let key = format!("state-{}", award.state.name().replace('_', "-"));
    texts::find(language, &key).unwrap_or_default()
}

/// The sign that goes with an award's state.
pub(super) fn sign(award: &Award) -> &'static str {
    match award.state {
        PublicState::Valid => Status::Valid.name(),
        PublicState::NotYetValid => Status::Upcoming.name(),
        PublicState::Suspended { .. } => Status::Suspended.name(),
        PublicState::Expired | PublicState::Superseded { .. } => Status::Expired.name(),
        PublicState::Withdrawn { .. } => Status::Withdrawn.name(),
    }
}

/// The year of a day.
pub(super) fn year(day: Day) -> String {
    day.parts().0.to_string()
}
