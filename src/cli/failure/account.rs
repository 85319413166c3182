//! What goes wrong with accounts and the people who have them.

use i18n_embed_fl::fl;

use crate::domain::account::AccountError;
use crate::domain::language::Language;
use crate::domain::separation::SeparationError;
use crate::service::accounts::AccessError;
use crate::texts;

pub(super) fn account(language: Language, error: &AccountError) -> String {
    let t = texts::of(language);
    match error {
        AccountError::Id(id) => fl!(t, "error-unknown-account", account = id.as_str()),
        AccountError::Email(value) => fl!(t, "error-email", value = value.as_str()),
        AccountError::Name(value) => fl!(t, "error-person", value = value.as_str()),
    }
}

pub(super) fn access(language: Language, error: &AccessError) -> String {
    let t = texts::of(language);
    match error {
        AccessError::UnknownAccount(who) => {
            fl!(t, "error-unknown-account", account = who.as_str())
        }
        AccessError::EmailTaken => fl!(t, "error-email-taken"),
        AccessError::Disabled => fl!(t, "error-account-disabled"),
        AccessError::RoleHeld { .. } => fl!(t, "error-role-held"),
        AccessError::RoleOver => fl!(t, "error-role-over"),
        AccessError::NotOpened => fl!(t, "error-account-not-opened"),
        AccessError::NotPermitted(_) => fl!(t, "error-not-permitted"),
        AccessError::Separation(SeparationError::OwnProposal) => fl!(t, "error-own-proposal"),
        AccessError::NotDisabled => fl!(t, "error-account-not-disabled"),
        other => fl!(t, "error-access", cause = other.to_string()),
    }
}
