//! What a certificate is: pure values and rules, no I/O, no clock.
//!
//! Values are parsed at the edge; inside, an invalid one cannot exist. Time and randomness come
//! in as arguments.

pub mod account;
pub mod artwork;
pub mod bulk;
pub mod certificate;
pub mod chamber;
pub mod contact;
pub mod copy_report;
pub mod digest;
pub mod feedback;
pub mod idempotency;
pub mod identity;
pub mod inscription;
pub mod language;
pub mod licence;
pub mod lifecycle;
pub mod machine;
pub mod mail;
pub mod municipality;
pub mod outline;
pub mod password;
pub mod permission;
pub mod policy;
pub mod programme;
pub mod proposal;
pub mod reason;
pub mod reminder;
pub mod search;
pub mod separation;
pub mod serial;
pub mod sighting;
pub mod signing;
pub mod trail;
pub mod usage;
pub mod validity;
