//! The check of a file: only what every chamber signed is accepted, byte for byte.

#![no_main]

use std::sync::LazyLock;

use kammersiegel::document::check::{Trust, check};
use kammersiegel::document::claim;
use kammersiegel::document::cms::Chain;
use kammersiegel::keys::document::DocumentSigner;
use kammersiegel::mend::{gaps, mended, signed_anew};
use kammersiegel::recorded::{LTA, TRUST};
use kammersiegel::sample::{SECOND, moment, sample};
use kammersiegel::script::{apply, decode};
use libfuzzer_sys::fuzz_target;
use lopdf::{Dictionary, Document, Object};

static SIGNED: LazyLock<&[u8]> = LazyLock::new(|| sample().signed_once_and_for_all());
static ONCE: LazyLock<Vec<u8>> = LazyLock::new(|| sample().once());
static ONCE_AS_SEEN: LazyLock<Document> =
    LazyLock::new(|| Document::load_mem(&ONCE).expect("a PDF"));
static PINNED: LazyLock<Trust> = LazyLock::new(|| sample().trust());
static ANCHORS: LazyLock<Vec<usize>> = LazyLock::new(|| anchors(&SIGNED));
static RECORDED_ANCHORS: LazyLock<Vec<usize>> = LazyLock::new(|| anchors(LTA));

fuzz_target!(
    init: assert!(check(&SIGNED, &PINNED).is_ok() && check(LTA, &TRUST).is_ok()),
    |data: &[u8]| {
        let Some((kind, data)) = data.split_first() else { return };
        let signed = || apply(&SIGNED, &ANCHORS, &decode(data));
        let recorded = || apply(LTA, &RECORDED_ANCHORS, &decode(data));
        match kind % 6 {
            0 => is_refused(data),
            1 => is_refused(&signed()),
            2 => is_refused(&mended(&signed())),
            3 => second_chamber_only_signs(&signed()),
            4 => keeps_what_was_signed(&recorded()),
            _ => keeps_what_was_signed(&mended(&recorded())),
        }
    }
);

fn is_refused(pdf: &[u8]) {
    let accepted = check(pdf, &PINNED).is_ok();
    assert!(!accepted || pdf == *SIGNED, "a forgery is accepted");
    let serial = claim::serial(pdf);
    assert!(!accepted || serial == Some(sample().serial));
}

/// Whatever the second chamber signs, it changes its own field and nothing else.
fn second_chamber_only_signs(pdf: &[u8]) {
    let signer = &sample().repeating[1];
    let chain = signer.certificate().chain();
    let sign = |message: &[u8]| {
        let signature = signer.sign(message, moment()).expect("a signature");
        let chain = Chain::of(chain).expect("a chain");
        chain
            .verified(message, &signature)
            .expect("its own signature")
    };
    let Some(pdf) = signed_anew(pdf, 1, chain, sign) else {
        return;
    };
    if pdf == *SIGNED || check(&pdf, &PINNED).is_err() {
        return;
    }
    assert!(
        pdf.starts_with(&ONCE),
        "what the first chamber signed was changed"
    );
    // Another reader sees the same objects.
    let (before, after) = (&*ONCE_AS_SEEN, Document::load_mem(&pdf).expect("a PDF"));
    let root = |document: &Document| entry(&document.trailer, b"Root").cloned();
    assert_eq!(root(before), root(&after));
    for (id, object) in &before.objects {
        let now = after.objects.get(id).expect("every object is still there");
        if is_second_field(object) {
            assert_eq!(unsigned(object), unsigned(now));
        } else {
            assert_eq!(object, now, "object {id:?} was changed");
        }
    }
}

/// A time-stamp is another one's structure and has more than one encoding; and without the last
/// ones the file is what it was before. What the chambers signed never changes.
fn keeps_what_was_signed(pdf: &[u8]) {
    let Ok(checked) = check(pdf, &TRUST) else {
        return;
    };
    let genuine = check(LTA, &TRUST).expect("the recorded file");
    assert_eq!(checked.seal(), genuine.seal());
    assert!(checked.level() <= genuine.level());
    assert!(checked.time_stamps().len() <= genuine.time_stamps().len());
    for (stamp, before) in checked.time_stamps().iter().zip(genuine.time_stamps()) {
        assert_eq!(stamp, before);
    }
    let second = gaps(LTA)[1].clone();
    let end = second.end + memchr::memmem::find(&LTA[second.end..], b"%%EOF\n").expect("an end");
    assert_eq!(pdf[..second.start], LTA[..second.start]);
    assert_eq!(pdf[second.end..end], LTA[second.end..end]);
}

/// Where the entries of dictionaries are, so that edits meet more than compressed streams.
fn anchors(pdf: &[u8]) -> Vec<usize> {
    let slashes = memchr::memchr_iter(b'/', pdf);
    let named = |at: &usize| pdf[at + 1..].iter().take(3).all(u8::is_ascii_alphabetic);
    slashes.filter(named).collect()
}

fn is_second_field(object: &Object) -> bool {
    let name = object.as_dict().ok().and_then(|field| entry(field, b"T"));
    name.is_some_and(|name| name.as_str().is_ok_and(|name| name == SECOND.as_bytes()))
}

fn unsigned(field: &Object) -> Dictionary {
    let mut field = field.as_dict().expect("a field").clone();
    field.remove(b"V");
    field.remove(b"AP");
    field
}

fn entry<'a>(dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    dictionary.get(key).ok()
}
