//! Following up: what ends, ages and waits, who is told of it, and when.

mod awards;
mod calendar;
mod contacts;
mod delivery;
mod error;
mod list;
mod notices;
mod reminders;

pub use awards::{Award, Reminding};
pub use delivery::Delivered;
pub use error::FollowUpError;
pub use list::{AgeingKey, FollowUpList, Waiting};
pub(super) use notices::name_of;
pub use reminders::ReminderDraft;
