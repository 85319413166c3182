//! What reads files and codes of strangers, built for fuzzing from the same sources as the product,
//! but without its server, database and pictures, and a library of what the targets share.

// The shared tests know the product by its name.
extern crate self as kammersiegel;

#[path = "../../../src/document/mod.rs"]
pub mod document;
#[path = "../../../src/domain/mod.rs"]
pub mod domain;
#[path = "../../../src/drawing/mod.rs"]
pub mod drawing;
#[path = "../../../src/keys/mod.rs"]
pub mod keys;
#[path = "../../../src/seal/mod.rs"]
pub mod seal;
#[path = "../../../src/x509/mod.rs"]
pub mod x509;

#[path = "../../pades/mend.rs"]
pub mod mend;
#[path = "../../pades/recorded.rs"]
pub mod recorded;
#[path = "../../pades/sample.rs"]
pub mod sample;

pub mod script;
pub mod structure;
