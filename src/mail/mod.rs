//! Mail: the words of notices, reminders and digests, and the way to the mail server.
//!
//! What is sent when, and that nothing is sent twice, is not decided here but by the outbox.

mod digest;
mod notice;
mod reminder;
mod salutation;
mod smtp;

pub use digest::digest_letter;
pub use notice::notice;
pub use reminder::{REMINDER_TEXTS, REMINDER_VARIABLES, Reminder};
pub use salutation::salutation;
pub use smtp::{Credentials, Encryption, MailServer, Postman, ServerError};
