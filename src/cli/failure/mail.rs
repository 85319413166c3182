//! What goes wrong with reminders, notices and the mail server.

use i18n_embed_fl::fl;

use crate::domain::language::Language;
use crate::mail::ServerError;
use crate::service::FollowUpError;
use crate::texts;

pub(super) fn follow_up(language: Language, error: &FollowUpError) -> String {
    let t = texts::of(language);
    match error {
        FollowUpError::NoMailServer => fl!(t, "error-mail-none"),
        FollowUpError::NotDue(serial) => fl!(t, "error-not-due", serial = serial.to_string()),
        FollowUpError::NoContact(ags) => fl!(t, "error-no-contact", ags = ags.as_str()),
        FollowUpError::UnknownMessage => fl!(t, "error-mail-unknown"),
    }
}

pub(super) fn mail_server(language: Language, error: &ServerError) -> String {
    let t = texts::of(language);
    match error {
        ServerError::Plain => fl!(t, "error-mail-plain"),
        ServerError::Sender(sender) => fl!(t, "error-mail-sender", sender = sender.as_str()),
        ServerError::Tls(cause) => fl!(t, "error-mail-tls", cause = cause.to_string()),
    }
}
