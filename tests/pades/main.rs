//! The Urkunde's signatures through the library's public door: what the chambers sign is
//! accepted, and nothing else is.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod sample;

mod round_trip;
