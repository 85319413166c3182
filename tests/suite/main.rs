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
mod audit;
mod audit_digest;
mod audit_secrets;
mod baked;
mod catalogue;
mod connections;
mod copies;
mod cosign_remote;
mod crash;
mod credentials;
mod demo;
mod desk_lifecycle;
mod desk_path;
mod desk_providers_key;
mod disk;
mod document_keys;
mod embedding;
mod follow_up;
mod hostile;
mod http;
mod joint;
mod kept_forms;
mod kept_keys;
mod key_files;
mod keys;
mod kit;
mod legal;
mod lifecycle;
mod lists;
mod lists_crash;
mod lists_desk;
mod live;
mod mail;
mod misuse;
mod names;
mod offline;
mod path;
mod permanent;
mod print;
mod programmes;
mod provider_addresses;
mod provider_refusals;
mod provider_settings;
mod provider_sign_in;
mod register;
mod register_crowd;
mod register_data;
mod roles;
mod seal;
mod serial;
mod sessions;
mod sign_in;
mod snippets;
mod tamper;
mod time;
mod time_stamps;
mod trust;
mod uploads;
mod vectors;
