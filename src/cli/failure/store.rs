//! What goes wrong with the database.

use i18n_embed_fl::fl;

use crate::domain::language::Language;
use crate::store::StoreError;
use crate::texts;

pub(super) fn store(language: Language, error: &StoreError) -> String {
    let t = texts::of(language);
    match error {
        StoreError::Unreachable(cause) => {
            fl!(t, "error-store-unreachable", cause = cause.to_string())
        }
        StoreError::Newer(_) => fl!(t, "error-store-newer"),
        StoreError::Migration(cause) => fl!(t, "error-store-migration", cause = cause.as_str()),
        StoreError::ReadOnly => fl!(t, "error-store-read-only"),
        StoreError::DiskFull => fl!(t, "error-store-full"),
        StoreError::Busy => fl!(t, "error-store-busy"),
        StoreError::Conflict => fl!(t, "error-store-conflict"),
        StoreError::Inconsistent { table, key } => {
            fl!(
                t,
                "error-store-inconsistent",
                table = (*table).to_owned(),
                key = key.as_str()
            )
        }
        StoreError::Unrecorded => fl!(t, "error-internal", cause = error.to_string()),
        StoreError::Driver(cause) => fl!(t, "error-internal", cause = cause.to_string()),
    }
}
