//! Kammersiegel mints quality marks jointly for several chambers, and answers whether one is
//! genuine and still valid.
//!
//! ```text
//! facts ──▶ seal ──▶ documents ──▶ store ──▶ use cases ──▶ doors
//! domain    seal     document      store     service       web, cli
//!           keys     badge                                 app wires
//! ```
//!
//! Data flows one way; nothing on the left knows anything on its right. Authenticity comes from
//! the chambers' signatures alone; the database is trusted only for what is suspended, withdrawn
//! or superseded.

pub mod app;
pub mod badge;
pub mod cli;
pub mod config;
pub mod document;
pub mod domain;
pub mod drawing;
pub mod keys;
pub mod mail;
pub mod seal;
pub mod service;
pub mod store;
pub mod texts;
pub mod web;
pub mod x509;
