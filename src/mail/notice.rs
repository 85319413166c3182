//! The letters that tell staff what waits for them.

use i18n_embed_fl::fl;

use crate::domain::language::Language;
use crate::domain::mail::{Item, Kind, Letter};
use crate::texts;

/// More certificates than these are only counted.
const LISTED: usize = 20;

/// The letter for these certificates, with a link to the desk. It says nothing that is not for
/// every reader of a mailbox: no reason, no result, and nothing of what the public wrote.
pub fn notice(kind: Kind, items: &[Item], desk: &str, language: Language) -> Letter {
    let t = texts::of(language);
    let count = items.len();
    let (subject, lead) = match kind {
        Kind::SignatureAwaited => (
            fl!(t, "notice-signature-subject", count = count),
            fl!(t, "notice-signature", count = count),
        ),
        Kind::KeyAwaited => (
            fl!(t, "notice-key-subject", count = count),
            fl!(t, "notice-key", count = count),
        ),
        Kind::CopyReported => (fl!(t, "notice-copy-subject"), fl!(t, "notice-copy")),
        Kind::BarrierReported => (fl!(t, "notice-barrier-subject"), fl!(t, "notice-barrier")),
        Kind::Refused | Kind::Reminder | Kind::Digest => (
            fl!(t, "notice-refused-subject", count = count),
            fl!(t, "notice-refused", count = count),
        ),
    };
    let line = |item: &Item| format!("- {} ({})\n", item.name, item.serial);
    let mut list: String = items.iter().take(LISTED).map(line).collect();
    if let Some(more) = count.checked_sub(LISTED).filter(|more| *more > 0) {
        list.push_str(&format!("- {}\n", fl!(t, "notice-more", count = more)));
    }
    if !list.is_empty() {
        list.push('\n');
    }
    let desk = fl!(t, "notice-desk", address = desk);
    let end = fl!(t, "notice-end");
    Letter {
        subject,
        body: format!("{lead}\n\n{list}{desk}\n\n{end}\n"),
    }
}
