//! The tests of the whole product, through the doors that people use: the command line and HTTP,
//! on a real database.
//!
//! Tests that concern the database run on SQLite and, where `KAMMERSIEGEL_TEST_POSTGRES` names a
//! server, on PostgreSQL.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[macro_use]
mod world;

mod accounts;
mod api;
mod architecture;
mod catalogue;
mod cosign_remote;
mod crash;
mod credentials;
mod demo;
mod desk_lifecycle;
mod desk_path;
mod disk;
mod document_keys;
mod follow_up;
mod hostile;
mod http;
mod joint;
mod key_files;
mod keys;
mod legal;
mod lifecycle;
mod mail;
mod names;
mod path;
mod print;
mod programmes;
mod roles;
mod seal;
mod serial;
mod sessions;
mod sign_in;
mod tamper;
mod time;
mod time_stamps;
mod trust;
mod vectors;
