//! The recorded document, and whom it trusts.

use std::sync::LazyLock;

use kammersiegel::document::check::{SlotTrust, Trust};
use kammersiegel::document::cms::without_padding;
use sha2::{Digest, Sha256};

use crate::mend::gaps;
use crate::sample::{FIRST, SECOND};

pub const LTA: &[u8] = include_bytes!("recorded/lta.pdf");
pub const ROOT: &[u8] = include_bytes!("recorded/root.der");
pub const INTERM: &[u8] = include_bytes!("recorded/interm.der");

pub static TRUST: LazyLock<Trust> = LazyLock::new(|| {
    let slot = |field: &str, leaf: &[u8]| SlotTrust {
        field: field.to_owned(),
        chains: vec![[leaf, INTERM, ROOT].map(<[u8]>::to_vec).into()],
    };
    Trust {
        slots: vec![
            slot(FIRST, include_bytes!("recorded/ihk.der")),
            slot(SECOND, include_bytes!("recorded/hwk.der")),
        ],
        time_services: vec![ROOT.to_vec()],
    }
});

/// The token of the document time-stamp, and the digest that it is about.
pub fn token() -> (Vec<u8>, [u8; 32]) {
    let gap = gaps(LTA).pop().unwrap();
    let contents = hex::decode(&LTA[gap.start + 1..gap.end - 1]).unwrap();
    let digest = Sha256::new()
        .chain_update(&LTA[..gap.start])
        .chain_update(&LTA[gap.end..]);
    let structure = without_padding(&contents).unwrap();
    (structure.to_vec(), digest.finalize().into())
}
