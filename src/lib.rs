//! Kammersiegel.
pub mod badge;
pub mod domain;
