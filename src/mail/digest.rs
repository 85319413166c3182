//! The letter that brings a digest of the audit trail.

use i18n_embed_fl::fl;

use crate::domain::digest::SignedDigest;
use crate::domain::language::Language;
use crate::domain::mail::Letter;
use crate::texts;

/// The letter with a digest: some words, and the digest to the byte.
pub fn digest_letter(signed: &SignedDigest, language: Language) -> Letter {
    let t = texts::of(language);
    let digest = &signed.digest;
    let date = texts::date_long(language, digest.day);
    let register = digest.register.as_str();
    let subject = fl!(
        t,
        "digest-subject",
        date = date.as_str(),
        register = register
    );
    let lead = fl!(
        t,
        "digest-lead",
        date = date.as_str(),
        register = register,
        events = digest.events()
    );
    let keep = fl!(t, "digest-keep");
    let end = fl!(t, "notice-end");
    let text = signed.text();
    Letter {
        subject,
        body: format!("{lead}\n\n{text}\n{keep}\n\n{end}\n"),
    }
}
