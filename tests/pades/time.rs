//! Time-stamps and validation data, on a recorded document.

use std::sync::LazyLock;

use kammersiegel::document::check::{Change, Level, Rejection, SlotTrust, Trust, check};
use kammersiegel::document::preservation::{ValidationData, add_validation_data, begin_time_stamp};
use kammersiegel::document::signature::{SignatureError, begin};
use kammersiegel::document::timestamp::{TimestampError, TokenError, obtain, verify};
use kammersiegel::keys::document::DocumentSigner;
use memchr::memmem;
use proptest::prelude::*;

use crate::forge::append;
use crate::sample::{FIRST, SECOND, moment, sample, slot, words};

const LTA: &[u8] = include_bytes!("recorded/lta.pdf");
const ROOT: &[u8] = include_bytes!("recorded/root.der");
const INTERM: &[u8] = include_bytes!("recorded/interm.der");

static TRUST: LazyLock<Trust> = LazyLock::new(|| {
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

/// The recorded document without its last revisions.
fn cut(revisions: usize) -> &'static [u8] {
    let ends: Vec<usize> = memmem::find_iter(LTA, b"%%EOF\n").collect();
    &LTA[..ends[ends.len() - 1 - revisions] + 6]
}

#[test]
fn what_was_archived_is_accepted() {
    let checked = check(LTA, &TRUST).unwrap();
    assert_eq!(checked.level(), Level::Lta);
    assert_eq!(checked.time_stamps().len(), 1);
    let stamp = checked.signatures()[0].time_stamp.as_ref().unwrap();
    assert!(stamp.authority.contains("CN=Test Time Stamp"));
    assert!(checked.time_stamps()[0].at >= stamp.at);
    assert_eq!(check(cut(2), &TRUST).unwrap().level(), Level::T);
}

#[test]
fn validation_data_that_nobody_vouches_for_is_refused() {
    let appended = Err(Rejection::Changed(Change::Appended));
    assert_eq!(check(cut(1), &TRUST), appended);
    let data = ValidationData {
        certificates: vec![b"no DER".to_vec()],
        ..ValidationData::default()
    };
    let more = add_validation_data(LTA, &data).unwrap();
    assert_eq!(check(&more, &TRUST), appended);
    assert_eq!(check(&append(LTA, &[(900, "<</A 1>>")]), &TRUST), appended);
}

#[test]
fn a_foreign_time_stamp_service_is_refused() {
    let trust = Trust {
        time_services: vec![INTERM.to_vec()],
        ..TRUST.clone()
    };
    let foreign = Change::TimeStamp {
        field: FIRST.to_owned(),
        cause: TokenError::Foreign,
    };
    assert_eq!(check(LTA, &trust), Err(Rejection::Changed(foreign)));
    let nonsense = Change::TimeStamp {
        field: "time-stamp-3".to_owned(),
        cause: TokenError::Form,
    };
    let pdf = begin_time_stamp(&sample().signed()).unwrap();
    let pdf = pdf.finish(b"0\x00").unwrap();
    assert_eq!(
        check(&pdf, &sample().trust()),
        Err(Rejection::Changed(nonsense))
    );
}

#[test]
fn a_service_that_does_not_answer_or_refuses_gives_no_token() {
    let unreachable = obtain(&[0; 32], 1, &[], &mut |_| Err("unreachable".into()));
    assert!(matches!(unreachable, Err(TimestampError::Transport(_))));
    // PKIStatus 2: rejection.
    let rejected = obtain(&[0; 32], 1, &[], &mut |_| {
        Ok(b"\x30\x05\x30\x03\x02\x01\x02".to_vec())
    });
    assert!(matches!(rejected, Err(TimestampError::Refused(2))));
    assert_eq!(verify(b"", &[0; 32], &[]), Err(TokenError::Form));
}

#[test]
fn a_signature_that_does_not_fit_its_room_is_an_error() {
    let sample = sample();
    let signer = &sample.signers[0];
    let words = words(0);
    let long = [b"\x30\x82\x40\x00".to_vec(), vec![0; 0x4000]].concat();
    let pending = begin(
        &sample.base,
        &slot(0, &words),
        signer.certificate().chain(),
        |message| signer.sign(message, moment()),
    );
    let refused = pending.unwrap().finish(Some(long));
    assert!(matches!(refused, Err(SignatureError::TooLong(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_flipped_bit_is_accepted(at in any::<prop::sample::Index>(), bit in 0..8u8) {
        let mut pdf = LTA.to_vec();
        let at = at.index(pdf.len());
        pdf[at] ^= 1 << bit;
        prop_assert!(check(&pdf, &TRUST).is_err(), "byte {at}");
    }
}

#[test]
fn no_flipped_digit_of_a_time_stamp_is_accepted() {
    // The structure of the last time-stamp, which no later revision covers.
    let begin = memmem::rfind(LTA, b"/Contents <").unwrap() + 11;
    let token = LTA[begin..].iter().position(|b| *b == b'>').unwrap();
    let token = &LTA[begin..begin + token];
    let length = token.iter().rposition(|b| *b != b'0').unwrap();
    for at in (begin..begin + length).step_by(5) {
        let mut pdf = LTA.to_vec();
        pdf[at] = if pdf[at] == b'0' { b'1' } else { b'0' };
        assert!(check(&pdf, &TRUST).is_err(), "digit {}", at - begin);
    }
}
