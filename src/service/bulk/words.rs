//! Lists in words: headings, values as people write them, and what is wrong.

use i18n_embed_fl::fl;

use super::error::{Damage, ListError};
use crate::domain::bulk::{Cause, Field, List, Problem, letters};
use crate::domain::language::Language;
use crate::domain::validity::{Day, TermError};
use crate::service::{Service, ServiceError};
use crate::texts;

/// The heading of a column.
pub fn heading(language: Language, field: Field) -> String {
    let t = texts::of(language);
    match field {
        Field::Serial => fl!(t, "column-serial"),
        Field::Ags => fl!(t, "column-ags"),
        Field::Name => fl!(t, "column-name"),
        Field::Kind => fl!(t, "column-kind"),
        Field::District => fl!(t, "column-district"),
        Field::Latitude => fl!(t, "column-latitude"),
        Field::Longitude => fl!(t, "column-longitude"),
        Field::Website => fl!(t, "column-website"),
        Field::ContactName => fl!(t, "column-contact-name"),
        Field::ContactAddressedAs => fl!(t, "column-contact-addressed-as"),
        Field::ContactOffice => fl!(t, "column-contact-office"),
        Field::ContactGender => fl!(t, "column-contact-gender"),
        Field::ContactLanguage => fl!(t, "column-contact-language"),
        Field::ContactEmail => fl!(t, "column-contact-email"),
        Field::Programme => fl!(t, "column-programme"),
        Field::From => fl!(t, "column-from"),
        Field::Until => fl!(t, "column-until"),
        Field::Renewal => fl!(t, "column-renewal"),
        Field::Dated => fl!(t, "column-dated"),
        Field::State => fl!(t, "column-state"),
    }
}

/// What a list is called.
pub fn list_name(language: Language, list: List) -> String {
    let t = texts::of(language);
    match list {
        List::Municipalities => fl!(t, "list-municipalities"),
        List::Certificates => fl!(t, "list-certificates"),
    }
}

/// The name of a workbook's sheet.
pub(super) fn sheet_name(language: Language, list: List) -> String {
    let t = texts::of(language);
    match list {
        List::Municipalities => fl!(t, "sheet-municipalities"),
        List::Certificates => fl!(t, "sheet-certificates"),
    }
}

/// A value as people write it. What is written so is read again.
pub fn value(language: Language, field: Field, text: &str) -> String {
    let t = texts::of(language);
    match (field, text) {
        (Field::Renewal, "yes") => fl!(t, "value-yes"),
        (Field::Renewal, "no") => fl!(t, "value-no"),
        (Field::ContactGender, "female") => fl!(t, "value-female"),
        (Field::ContactGender, "male") => fl!(t, "value-male"),
        (Field::ContactGender, "unstated") => fl!(t, "value-unstated"),
        (Field::State, state) => {
            let key = format!("state-{}", state.replace('_', "-"));
            texts::find(language, &key).unwrap_or_default()
        }
        _ => localised(language, field, text),
    }
}

fn localised(language: Language, field: Field, text: &str) -> String {
    match (language, Day::parse(text)) {
        (Language::De, Ok(day)) if field.is_day() => texts::date(language, day),
        (Language::De, _) if field.is_degrees() => text.replace('.', ","),
        _ => text.to_owned(),
    }
}

/// Where a problem is: „Zeile 17, Spalte D „Beginn"".
pub fn place(language: Language, problem: &Problem) -> String {
    let t = texts::of(language);
    match &problem.column {
        Some((_, name)) if problem.cause == Cause::MissingColumn => {
            let mut fields = List::ALL.into_iter().flat_map(List::required);
            let field = fields.find(|field| field.as_str() == name);
            let heading = field.map_or_else(|| name.clone(), |field| heading(language, *field));
            fl!(
                t,
                "list-place-missing",
                row = problem.row,
                heading = heading,
                name = name.as_str()
            )
        }
        Some((place, heading)) => {
            let column = letters(*place);
            fl!(
                t,
                "list-place",
                row = problem.row,
                column = column,
                heading = heading.as_str()
            )
        }
        None => fl!(t, "list-place-row", row = problem.row),
    }
}

/// What a problem is.
pub fn cause(language: Language, cause: &Cause) -> String {
    let t = texts::of(language);
    match cause {
        Cause::MissingColumn => fl!(t, "error-list-column"),
        Cause::RepeatedColumn => fl!(t, "list-repeated-column"),
        Cause::UnknownColumn => fl!(t, "list-unknown-column"),
        Cause::SurplusCells => fl!(t, "list-surplus-cells"),
        Cause::OtherSheets(read, others) => fl!(
            t,
            "list-other-sheets",
            read = read.as_str(),
            others = others.as_str()
        ),
        Cause::Empty => fl!(t, "list-empty"),
        Cause::TooLong => fl!(t, "list-too-long"),
        Cause::Formula => fl!(t, "list-formula"),
        Cause::LooksLikeFormula => fl!(t, "list-looks-like-formula"),
        Cause::Broken(value) => fl!(t, "list-broken", value = value.as_str()),
        Cause::Ags(value) => fl!(t, "error-ags", value = value.as_str()),
        Cause::AgsRepaired(value) => fl!(t, "list-ags-repaired", value = value.as_str()),
        Cause::Kind(value) => fl!(t, "error-kind", value = value.as_str()),
        Cause::Name(value) => fl!(t, "error-name", value = value.as_str()),
        Cause::Host(value) => fl!(t, "error-host", value = value.as_str()),
        Cause::Coordinate(value) => fl!(t, "error-coordinate", value = value.as_str()),
        Cause::Latitude(value) => fl!(t, "error-latitude", value = value.as_str()),
        Cause::Longitude(value) => fl!(t, "error-longitude", value = value.as_str()),
        Cause::DayNumber(value, day) => {
            let day = texts::date(language, *day);
            fl!(t, "list-day-number", value = value.as_str(), day = day)
        }
        Cause::Day(value) => fl!(t, "list-day", value = value.as_str()),
        Cause::YesNo(value) => fl!(t, "list-yes-no", value = value.as_str()),
        Cause::Serial(value) => fl!(t, "list-serial", value = value.as_str()),
        Cause::Programme(value) => fl!(t, "list-programme", value = value.as_str()),
        Cause::WhichProgramme => fl!(t, "list-which-programme"),
        Cause::Gender(value) => fl!(t, "list-gender", value = value.as_str()),
        Cause::Language(value) => fl!(t, "list-language", value = value.as_str()),
        Cause::Email(value) => fl!(t, "error-email", value = value.as_str()),
        Cause::Line(value) => fl!(t, "list-line", value = value.as_str()),
        Cause::NoSalutation => fl!(t, "contact-addressed-as-missing"),
        Cause::Repeated(row) => fl!(t, "list-repeated", row = i64::from(*row)),
        Cause::SameDays(row) => fl!(t, "list-same-days", row = i64::from(*row)),
        Cause::UnknownMunicipality(ags) => {
            fl!(t, "error-unknown-municipality", ags = ags.as_str())
        }
        Cause::NamedOtherwise(name) => fl!(t, "list-named-otherwise", name = name.as_str()),
        Cause::UnknownCertificate(serial) => {
            fl!(t, "error-unknown-certificate", serial = serial.as_str())
        }
        Cause::Differs(value) => fl!(t, "list-differs", value = value.as_str()),
        Cause::Term => fl!(t, "error-term"),
        Cause::TermTooLong(latest) => {
            let error = TermError::BeyondProgramme { latest: *latest };
            texts::term_error(language, error)
        }
        Cause::DatedElsewhere(earliest, latest) => {
            let (earliest, latest) = (*earliest, *latest);
            texts::term_error(language, TermError::DatedElsewhere { earliest, latest })
        }
        Cause::UnusualEnd(usual) => {
            fl!(t, "term-unusual", until = texts::date(language, *usual))
        }
        Cause::Rivals(serials) => fl!(t, "list-rivals", serials = serials.join(", ")),
        Cause::NoKey(chamber) => fl!(t, "error-no-active-key", chamber = chamber.as_str()),
        Cause::NotDrawable => fl!(t, "list-not-drawable"),
        Cause::ChangedMeanwhile => fl!(t, "list-changed-meanwhile"),
        Cause::NotPermitted => fl!(t, "list-not-permitted"),
    }
}

/// A problem on one line.
pub fn line(language: Language, problem: &Problem) -> String {
    let (place, cause) = (place(language, problem), cause(language, &problem.cause));
    fl!(
        texts::of(language),
        "list-line-of",
        place = place,
        cause = cause
    )
}

/// Why a list is not taken in.
pub fn refusal(language: Language, error: &ListError) -> String {
    let t = texts::of(language);
    match error {
        ListError::TooLarge => fl!(t, "list-too-large"),
        ListError::NoList => fl!(t, "list-no-list"),
        ListError::OldWorkbook => fl!(t, "list-old-workbook"),
        ListError::Damaged(Damage::Archive) => fl!(t, "list-damaged-archive"),
        ListError::Damaged(Damage::NoWorkbook) => fl!(t, "list-damaged-no-workbook"),
        ListError::Damaged(Damage::Sheet) => fl!(t, "list-damaged-sheet"),
        ListError::Damaged(Damage::Order) => fl!(t, "list-damaged-order"),
        ListError::Inflated => fl!(t, "list-inflated"),
        ListError::Empty => fl!(t, "list-no-rows"),
        ListError::TooManyRows(most) => fl!(t, "list-too-many-rows", most = most.to_string()),
        ListError::TooManyColumns(most) => fl!(t, "list-too-many-columns", most = most.to_string()),
        ListError::Problems(problems) => {
            let lines = problems.iter().map(|problem| line(language, problem));
            lines.collect::<Vec<_>>().join("\n")
        }
        ListError::Unsound => fl!(t, "list-unsound"),
        ListError::NothingToDo => fl!(t, "list-nothing-to-do"),
        ListError::UnknownJob => fl!(t, "list-unknown"),
        ListError::Begun => fl!(t, "list-begun"),
        ListError::Busy => fl!(t, "list-elsewhere"),
    }
}

impl Service {
    /// Everything that is to be said of a list, as a list of its own.
    pub fn export_problems(
        &self,
        problems: &[Problem],
        language: Language,
    ) -> Result<Vec<u8>, ServiceError> {
        let t = texts::of(language);
        let heading = vec![
            fl!(t, "list-row"),
            fl!(t, "list-column"),
            fl!(t, "list-heading"),
            fl!(t, "list-kind"),
            fl!(t, "list-cause"),
        ];
        let row = |problem: &Problem| {
            let (column, heading) = match &problem.column {
                Some((place, heading)) => (letters(*place), heading.clone()),
                None => Default::default(),
            };
            let kind = match problem.cause.is_note() {
                true => fl!(t, "list-kind-note"),
                false => fl!(t, "list-kind-problem"),
            };
            let cause = cause(language, &problem.cause);
            vec![problem.row.to_string(), column, heading, kind, cause]
        };
        super::export::csv(std::iter::once(heading).chain(problems.iter().map(row)))
    }
}
