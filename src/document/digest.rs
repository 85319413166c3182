//! SHA-256 over the revisions of a file.

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::beginning::Beginning;

/// Hashes a file with all its signatures, whose revisions begin alike: so no byte but those
/// behind a gap is hashed twice.
pub struct Digests<'a> {
    bytes: &'a [u8],
    begun: Sha256,
    at: usize,
}

impl<'a> Digests<'a> {
    /// Begins with the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        let known = Beginning::begins(bytes);
        let (begun, at) = known
            .map(|beginning| (beginning.begun.clone(), beginning.bytes.len()))
            .unwrap_or_default();
        Self { bytes, begun, at }
    }

    /// The digest of the revision that ends here, without its gap: quickest for one gap after the
    /// other.
    pub fn without(&mut self, gap: &Range<usize>, end: usize) -> [u8; 32] {
        let mut hash = if gap.start < self.at {
            Sha256::new().chain_update(&self.bytes[..gap.start])
        } else {
            self.advance(gap.start);
            self.begun.clone()
        };
        hash.update(&self.bytes[gap.end..end]);
        hash.finalize().into()
    }

    /// The digest of the whole file.
    pub fn whole(mut self) -> [u8; 32] {
        self.advance(self.bytes.len());
        self.begun.finalize().into()
    }

    fn advance(&mut self, to: usize) {
        self.begun.update(&self.bytes[self.at..to]);
        self.at = to;
    }
}
