//! The Urkunde's signatures through the library's public door: what the chambers sign is
//! accepted, and nothing else is.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod forge;
#[allow(dead_code, reason = "the benchmarks need more of it")]
mod sample;

mod attacks;
mod flips;
mod keys;
mod round_trip;
mod time;
