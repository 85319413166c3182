//! The Urkunde's signatures through the library's public door: what the chambers sign is
//! accepted, and nothing else is.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod authority;
mod forge;
mod mend;
mod recorded;
#[allow(dead_code, reason = "the benchmarks need more of it")]
mod sample;
#[path = "../fuzz/src/script.rs"]
mod script;
mod seeds;
mod verdict;

mod attacks;
mod flips;
mod hostile;
mod insiders;
mod keys;
mod revocation;
mod round_trip;
mod time;
mod wrapping;
