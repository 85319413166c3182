//! What goes wrong with municipalities and those who are written to there.

use i18n_embed_fl::fl;

use super::account::account;
use crate::domain::contact::ContactError;
use crate::domain::language::Language;
use crate::domain::municipality::MunicipalityError;
use crate::texts;

pub(super) fn municipality(language: Language, error: &MunicipalityError) -> String {
    let t = texts::of(language);
    match error {
        MunicipalityError::Ags(value) => fl!(t, "error-ags", value = value.as_str()),
        MunicipalityError::Kind(value) => fl!(t, "error-kind", value = value.as_str()),
        MunicipalityError::Name(value) => fl!(t, "error-name", value = value.as_str()),
        MunicipalityError::Host(value) => fl!(t, "error-host", value = value.as_str()),
        MunicipalityError::District(value) => fl!(t, "error-district", value = value.as_str()),
        MunicipalityError::Coordinate(value) => fl!(t, "error-coordinate", value = value.as_str()),
        MunicipalityError::Latitude(value) => fl!(t, "error-latitude", value = value.as_str()),
        MunicipalityError::Longitude(value) => fl!(t, "error-longitude", value = value.as_str()),
    }
}

pub(super) fn contact(language: Language, error: &ContactError) -> String {
    let t = texts::of(language);
    match error {
        ContactError::Value(error) => account(language, error),
        ContactError::Line(value) => fl!(t, "error-name", value = value.as_str()),
        ContactError::NoSalutation => fl!(t, "contact-addressed-as-missing"),
    }
}
