//! Judging a seal: which chamber signed, and whether all of them did.

use super::keyring::{KeyStatus, Keyring, Mark};
use super::{Seal, signature};
use crate::domain::certificate::{Facts, KeyTag};
use crate::domain::chamber::ChamberId;
use crate::domain::language::Localised;
use crate::domain::validity::Day;

/// What became of one chamber's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Right, by a key that signs today.
    Valid,
    /// Right, by a key that was retired on that day, after it signed this.
    ValidByRetiredKey(Day),
    /// There is a signature, but not over these facts by this key.
    Invalid,
    /// There is none.
    Missing,
    /// The seal names a key that is not this chamber's.
    ForeignKey,
    /// Right, but the key had already been retired.
    KeyWasRetired(Day),
    /// Right, but others may have had the key, and the register does not vouch for the seal.
    KeyWasCompromised(Day),
}

impl Outcome {
    /// Whether the signature counts.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Valid | Self::ValidByRetiredKey(_))
    }

    /// The name in data: `valid`, `invalid` or `missing`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Valid | Self::ValidByRetiredKey(_) => "valid",
            Self::Missing | Self::ForeignKey => "missing",
            Self::Invalid | Self::KeyWasRetired(_) | Self::KeyWasCompromised(_) => "invalid",
        }
    }
}

/// One chamber's part in a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExaminedSignature {
    /// The chamber that had to sign.
    pub chamber: ChamberId,
    /// Its name.
    pub name: Localised,
    /// The key that the seal names in its place.
    pub key: Option<KeyTag>,
    /// What became of it.
    pub outcome: Outcome,
}

/// A judged seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examination {
    seal: Seal,
    signatures: Vec<ExaminedSignature>,
}

/// The seal's mark is not one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownMark(
    /// The number that the seal names.
    pub u64,
);

/// Proof that every chamber of the mark signed these facts. Only [`Examination::verified`] makes
/// one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedSeal {
    seal: Seal,
}

impl VerifiedSeal {
    /// The proven facts.
    pub const fn facts(&self) -> &Facts {
        self.seal.facts()
    }

    /// The seal with all its signatures.
    pub const fn seal(&self) -> &Seal {
        &self.seal
    }
}

/// Judges a seal against the keyring. `registered` is the day on which the register issued this
/// seal, if it did: it decides what a retired or compromised key signed in time.
pub fn examine(
    seal: Seal,
    keyring: &Keyring,
    registered: Option<Day>,
) -> Result<Examination, UnknownMark> {
    let mark = keyring
        .mark(seal.facts().mark)
        .ok_or(UnknownMark(seal.facts().mark))?;
    let mut signatures: Vec<_> = mark
        .chambers
        .iter()
        .enumerate()
        .map(|(position, chamber)| ExaminedSignature {
            chamber: chamber.id.clone(),
            name: chamber.name.clone(),
            key: seal.facts().keys.get(position).copied(),
            outcome: outcome(&seal, position, &chamber.id, keyring, registered),
        })
        .collect();
    signatures.extend(surplus(&seal, mark));
    Ok(Examination { seal, signatures })
}

impl Examination {
    /// The seal that was judged.
    pub const fn seal(&self) -> &Seal {
        &self.seal
    }

    /// Each chamber's part, in programme order.
    pub fn signatures(&self) -> &[ExaminedSignature] {
        &self.signatures
    }

    /// The proof, if every signature counts.
    pub fn verified(&self) -> Option<VerifiedSeal> {
        let all = !self.signatures.is_empty() && self.signatures.iter().all(|s| s.outcome.counts());
        all.then(|| VerifiedSeal {
            seal: self.seal.clone(),
        })
    }
}

fn outcome(
    seal: &Seal,
    position: usize,
    chamber: &ChamberId,
    keyring: &Keyring,
    registered: Option<Day>,
) -> Outcome {
    let Some(tag) = seal.facts().keys.get(position) else {
        return Outcome::Missing;
    };
    let Some(key) = keyring.key(*tag).filter(|k| k.chamber == *chamber) else {
        return Outcome::ForeignKey;
    };
    let Some(Some(found)) = seal.signatures().get(position) else {
        return Outcome::Missing;
    };
    if !signature::is_valid(found, seal.body(), &key.id, &key.key) {
        return Outcome::Invalid;
    }
    match key.status {
        KeyStatus::Active => Outcome::Valid,
        // Without the register the only hint at the day of signing is the first valid day.
        KeyStatus::Retired(day) if registered.unwrap_or(seal.facts().term.from()) <= day => {
            Outcome::ValidByRetiredKey(day)
        }
        KeyStatus::Retired(day) => Outcome::KeyWasRetired(day),
        KeyStatus::Compromised(day) if registered.is_some_and(|d| d < day) => {
            Outcome::ValidByRetiredKey(day)
        }
        KeyStatus::Compromised(day) => Outcome::KeyWasCompromised(day),
    }
}

/// A seal that lists more keys than the mark has chambers is not one of ours.
fn surplus<'a>(seal: &'a Seal, mark: &'a Mark) -> impl Iterator<Item = ExaminedSignature> + 'a {
    let last = mark.chambers.last();
    seal.facts()
        .keys
        .iter()
        .skip(mark.chambers.len())
        .filter_map(move |tag| {
            last.map(|chamber| ExaminedSignature {
                chamber: chamber.id.clone(),
                name: chamber.name.clone(),
                key: Some(*tag),
                outcome: Outcome::ForeignKey,
            })
        })
}
