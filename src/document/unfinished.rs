//! An Urkunde that not every chamber has signed yet: whether it is the page that was expected, and
//! whose signatures it bears.

use thiserror::Error;

use super::check::{
    Change, CheckedSignature, LARGEST, Rejection, Trust, form, signature, unreadable,
};
use super::claim;
use super::digest::Digests;
use super::file::File;

/// Proof that a page was signed by the first chambers and changed by nobody else. Only
/// [`check_so_far`] makes it, and [`check_unfinished`] for a page that is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnfinishedDocument {
    signatures: Vec<CheckedSignature>,
    ends: Vec<usize>,
    seal: Option<Vec<u8>>,
}

/// Why a file is not accepted as an unfinished Urkunde.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotUnfinished {
    /// The page below the signatures is another one.
    #[error("the page is not the one that the facts give")]
    OtherPage,
    /// It bears another seal than the chambers signed, or another number of signatures.
    #[error("the Urkunde is not the one that was sealed")]
    OtherUrkunde,
    /// A signature is not sound, or something else was changed.
    #[error(transparent)]
    Rejected(#[from] Rejection),
}

/// Judges a file that has to be the page `base`, byte for byte, and behind it one revision for
/// each of the first chambers, as strictly as [`check`](super::check::check) judges a whole one.
pub fn check_unfinished(
    pdf: &[u8],
    base: &[u8],
    trust: &Trust,
) -> Result<UnfinishedDocument, NotUnfinished> {
    judge(pdf, Some(base), trust)
}

/// The same, whatever the page is. That all of its signatures are there is not said either.
pub fn check_so_far(pdf: &[u8], trust: &Trust) -> Result<UnfinishedDocument, NotUnfinished> {
    judge(pdf, None, trust)
}

fn judge(
    pdf: &[u8],
    base: Option<&[u8]>,
    trust: &Trust,
) -> Result<UnfinishedDocument, NotUnfinished> {
    if pdf.len() > LARGEST {
        return Err(Rejection::TooLarge.into());
    }
    if base.is_some_and(|base| !pdf.starts_with(base)) {
        return Err(NotUnfinished::OtherPage);
    }
    let file = File::read(pdf).map_err(|cause| unreadable(pdf, cause, trust))?;
    if file.revisions.iter().any(|r| r.trailer.has(b"Encrypt")) {
        return Err(Rejection::Encrypted.into());
    }
    let ends: Vec<usize> = file.revisions.iter().map(|r| r.end).collect();
    if base.is_some_and(|base| ends.first() != Some(&base.len())) {
        return Err(NotUnfinished::OtherPage);
    }
    let form = form(&file, trust)?;
    if file.newest() > form.len() {
        return Err(Rejection::Changed(Change::Appended).into());
    }
    let mut digests = Digests::of(pdf);
    let services = &trust.time_services;
    let slots = trust.slots.iter().take(file.newest()).enumerate();
    let signatures = slots
        .map(|(position, slot)| signature(&file, &form, position, slot, services, &mut digests));
    Ok(UnfinishedDocument {
        signatures: signatures.collect::<Result<_, _>>()?,
        ends,
        seal: claim::attachment(&file),
    })
}

/// A file as it was when so many chambers had signed it; with none, the page alone.
pub fn after(pdf: &[u8], signatures: usize) -> Option<&[u8]> {
    let file = File::read(pdf).ok()?;
    pdf.get(..file.revisions.get(signatures)?.end)
}

impl UnfinishedDocument {
    /// The signatures so far, in their order.
    pub fn signatures(&self) -> &[CheckedSignature] {
        &self.signatures
    }

    /// The attached seal (COSE_Sign); proven by the first signature, if there is one.
    pub fn seal(&self) -> Option<&[u8]> {
        self.seal.as_deref()
    }

    /// The file before and after the signature at a position was added.
    pub fn step<'a>(&self, pdf: &'a [u8], position: usize) -> Option<(&'a [u8], &'a [u8])> {
        let before = pdf.get(..*self.ends.get(position)?)?;
        Some((before, pdf.get(..*self.ends.get(position + 1)?)?))
    }
}
