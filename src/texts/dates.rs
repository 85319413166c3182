//! Days and instants in words.

use i18n_embed_fl::fl;
use jiff::Timestamp;

use super::of;
use crate::domain::language::Language;
use crate::domain::validity::{Day, berlin_time};

/// For running text: „3. März 2025", "3 March 2025".
pub fn date_long(language: Language, day: Day) -> String {
    let (year, month, day) = day.parts();
    let (year, day) = (year.to_string(), day.to_string());
    fl!(
        of(language),
        "date-long",
        day = day,
        month = i32::from(month),
        year = year
    )
}

/// For tables and small places: „03.03.2025", "3 March 2025".
pub fn date(language: Language, day: Day) -> String {
    match language {
        Language::De => {
            let (year, month, day) = day.parts();
            format!("{day:02}.{month:02}.{year}")
        }
        Language::En => date_long(language, day),
    }
}

/// For the smallest places: „03.03.2025", "3 Mar 2025".
pub fn date_short(language: Language, day: Day) -> String {
    match language {
        Language::De => date(language, day),
        Language::En => {
            let long = date_long(language, day);
            let short = |word: &str| match word.parse::<u16>() {
                Ok(_) => word.to_owned(),
                Err(_) => word.chars().take(3).collect(),
            };
            long.split(' ').map(short).collect::<Vec<_>>().join(" ")
        }
    }
}

/// Day and time in Berlin: „22. November 2026, 20:15 Uhr".
pub fn instant(language: Language, instant: Timestamp) -> String {
    let day = date_long(language, Day::of(instant));
    let (hour, minute) = berlin_time(instant);
    fl!(
        of(language),
        "instant",
        day = day,
        time = format!("{hour:02}:{minute:02}")
    )
}
