//! Settings that cannot be used.

use i18n_embed_fl::fl;

use super::account::account;
use super::files::file;
use super::provider::provider;
use super::{FILE, INPUT};
use crate::config::{ConfigError, MAIL_PASSWORD};
use crate::domain::language::Language;
use crate::texts;

pub(super) fn settings(language: Language, error: &ConfigError) -> (String, u8) {
    let t = texts::of(language);
    match error {
        ConfigError::Unreadable { path, source } => (file(language, path, source), FILE),
        ConfigError::Syntax { path, line, cause } => {
            let (path, line) = (path.display().to_string(), *line);
            let cause = cause.as_str();
            (
                fl!(
                    t,
                    "error-config-line",
                    path = path,
                    line = line,
                    cause = cause
                ),
                INPUT,
            )
        }
        ConfigError::Host(value) => (fl!(t, "error-config-host", value = value.as_str()), INPUT),
        ConfigError::Address => (fl!(t, "error-config-address"), INPUT),
        ConfigError::MailPassword => (
            fl!(t, "error-config-mail-password", variable = MAIL_PASSWORD),
            INPUT,
        ),
        ConfigError::DigestAddress(error) => (account(language, error), INPUT),
        ConfigError::KeepOpen => (fl!(t, "error-config-keep-open"), INPUT),
        ConfigError::Provider(error) => (provider(language, error), INPUT),
    }
}
