//! What a chamber's signature in an Urkunde shows and says, and whether one that was made elsewhere
//! does the same.

use i18n_embed_fl::fl;
use jiff::Timestamp;

use super::error::ServiceError;
use crate::document::appearance::SignatureWords;
use crate::document::signature::{Slot, retraces};
use crate::document::unfinished::UnfinishedDocument;
use crate::domain::chamber::Chamber;
use crate::domain::language::Language;
use crate::domain::programme::Programme;
use crate::texts;

/// What a chamber's signature at an instant says and shows.
pub(super) fn with_slot<T>(
    programme: &Programme,
    chamber: &Chamber,
    at: Timestamp,
    then: impl FnOnce(&Slot<'_>) -> T,
) -> T {
    let t = texts::of(Language::De);
    let words = SignatureWords {
        label: fl!(t, "field-label"),
        signer: chamber.short_name.clone(),
        moment: texts::instant(Language::De, at),
    };
    then(&Slot {
        field: chamber.id.as_str(),
        signer: &chamber.name.de,
        reason: &fl!(t, "field-reason"),
        place: &programme.place,
        at,
        words: &words,
        artwork: &programme.artwork,
    })
}

/// Refuses an Urkunde in which a signature shows or says something else than it would if it were
/// made here, at the instant that it states.
pub(super) fn retraced(
    programme: &Programme,
    pdf: &[u8],
    unfinished: &UnfinishedDocument,
) -> Result<(), ServiceError> {
    let signatures = unfinished.signatures().iter().enumerate();
    for ((position, signature), chamber) in signatures.zip(&programme.chambers) {
        let (before, after) = unfinished
            .step(pdf, position)
            .ok_or(ServiceError::NotRetraced)?;
        let same = with_slot(programme, chamber, signature.signed_at, |slot| {
            retraces(before, slot, after)
        });
        if !same? {
            return Err(ServiceError::NotRetraced);
        }
    }
    Ok(())
}
