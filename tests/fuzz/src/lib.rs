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
#[path = "../../pades/sample.rs"]
pub mod sample;
