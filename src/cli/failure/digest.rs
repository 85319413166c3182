//! Digests that cannot be made, or do not hold.

use i18n_embed_fl::fl;

use super::{INPUT, KEY, RULE, TAMPERED};
use crate::domain::language::Language;
use crate::service::DigestError;
use crate::texts;

pub(super) fn digest(language: Language, error: &DigestError) -> (String, u8) {
    let t = texts::of(language);
    match error {
        DigestError::NotOver(day) => {
            let day = texts::date(language, *day);
            (fl!(t, "error-digest-not-over", day = day), RULE)
        }
        DigestError::None(day) => {
            let day = texts::date(language, *day);
            (fl!(t, "error-digest-none", day = day), INPUT)
        }
        DigestError::Malformed => (fl!(t, "error-digest-malformed"), INPUT),
        DigestError::OtherKey(key) => {
            let key = key.as_str();
            (fl!(t, "error-digest-other-key", key = key), KEY)
        }
        DigestError::Signature => (fl!(t, "error-digest-signature"), INPUT),
        DigestError::Rewritten { seq, day } => {
            let day = texts::date(language, *day);
            let seq = seq.to_string();
            (
                fl!(t, "error-digest-rewritten", seq = seq, day = day),
                TAMPERED,
            )
        }
    }
}
