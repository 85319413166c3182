//! Kammersiegel.
pub mod badge;
pub mod document;
pub mod domain;
pub mod drawing;
