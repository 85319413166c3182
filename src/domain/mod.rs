//! What a certificate is: pure values and rules, no I/O, no clock.

pub mod artwork;
pub mod inscription;
