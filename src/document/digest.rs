//! SHA-256 over the revisions of a file.

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::beginning::Beginning;

/// Hashes a file with all its signatures, whose revisions begin alike: so no byte but those
/// behind a gap is hashed twice. Whoever asks gives the bytes of the same file; what was hashed of
/// them must not have changed since.
#[derive(Debug, Clone, Default)]
pub struct Digests {
    begun: Sha256,
    at: usize,
}

impl Digests {
    /// Begins with the first byte.
    pub fn of(bytes: &[u8]) -> Self {
        let known = Beginning::begins(bytes);
        known.map_or_else(Self::default, |beginning| Self {
            begun: beginning.begun.clone(),
            at: beginning.bytes.len(),
        })
    }

    /// The digest of the revision that ends here, without its gap: quickest for one gap after the
    /// other.
    pub fn without(&mut self, bytes: &[u8], gap: &Range<usize>, end: usize) -> [u8; 32] {
        let mut hash = if gap.start < self.at {
            Sha256::new().chain_update(&bytes[..gap.start])
        } else {
            self.advance(bytes, gap.start);
            self.begun.clone()
        };
        hash.update(&bytes[gap.end..end]);
        hash.finalize().into()
    }

    /// The digest of the whole file.
    pub fn whole(mut self, bytes: &[u8]) -> [u8; 32] {
        self.advance(bytes, bytes.len());
        self.begun.finalize().into()
    }

    fn advance(&mut self, bytes: &[u8], to: usize) {
        self.begun.update(&bytes[self.at..to]);
        self.at = to;
    }
}
