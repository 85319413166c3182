//! Time-stamps and validation data, on a recorded document.

use cms::content_info::ContentInfo;
use der::{Any, Decode, Encode};
use kammersiegel::document::check::{Change, Level, Rejection, Trust, check};
use kammersiegel::document::cms::SignedData;
use kammersiegel::document::preservation::{ValidationData, add_validation_data, begin_time_stamp};
use kammersiegel::document::signature::{SignatureError, begin};
use kammersiegel::document::timestamp::{TimestampError, TokenError, obtain, verify};
use kammersiegel::keys::document::DocumentSigner;
use memchr::memmem;

use crate::forge::{append, last_object, object_number};
use crate::recorded::{INTERM, LTA, ROOT, TRUST, token};
use crate::sample::{FIRST, moment, sample, slot, words};
use crate::seeds;

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
    for certificate in [&b"no DER"[..], b"\x05\x00"] {
        let data = ValidationData {
            certificates: vec![certificate.to_vec()],
            ..ValidationData::default()
        };
        let more = add_validation_data(LTA, &data).unwrap();
        assert_eq!(check(&more, &TRUST), appended, "{certificate:?}");
    }
    let nothing = add_validation_data(LTA, &ValidationData::default()).unwrap();
    assert_eq!(check(&nothing, &TRUST), appended);
    assert_eq!(check(&append(LTA, &[(900, "<</A 1>>")]), &TRUST), appended);
}

/// Anybody can have a service stamp anything, so what is stamped has to be in order too.
#[test]
fn a_store_with_anything_else_is_refused() {
    let root = object_number(LTA, b"/Type /Catalog/");
    let catalog = last_object(LTA, root).replace("/DSS ", "/DSS 900 0 R/Old ");
    let catalog = catalog.split("/Old ").next().unwrap().to_owned() + ">>";
    let number = object_number(LTA, b"/Type /DSS");
    let store = last_object(LTA, number);
    let stamped = |store: &str| {
        let pdf = append(LTA, &[(root, &catalog), (900, store)]);
        let stamped = begin_time_stamp(&pdf).unwrap().finish(b"0\x00");
        check(&stamped.unwrap(), &TRUST).unwrap_err()
    };
    // In order, but for the time-stamp.
    let nonsense = Change::TimeStamp {
        field: "time-stamp-6".to_owned(),
        cause: TokenError::Form,
    };
    assert_eq!(stamped(&store), Rejection::Changed(nonsense));
    let first = store.split("/Certs [").nth(1).unwrap();
    let first = first.split(" R").next().unwrap().to_owned() + " R";
    for (old, new) in [
        ("/Certs [", "/Certs [(anything) ".to_owned()),
        ("/Certs [", "/Certs [[] ".to_owned()),
        ("/Certs [", format!("/Certs [{first} ")),
        (&first, "30 0 R".to_owned()),
        ("/Certs [", "/Stretch [".to_owned()),
        ("/CRLs [", "/CRLs 5/Old [".to_owned()),
        ("/Type /DSS", "/Type /DSS/VRI <<>>".to_owned()),
        ("/Type /DSS", "/Type /SSD".to_owned()),
    ] {
        let store = store.replacen(old, &new, 1);
        assert_eq!(
            stamped(&store),
            Rejection::Changed(Change::Appended),
            "{store}"
        );
    }
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

#[test]
fn no_flipped_bit_of_a_token_is_accepted() {
    let (token, digest) = token();
    seeds::keep_token(&token);
    assert!(verify(&token, &digest, &TRUST.time_services).is_ok());
    for at in 0..token.len() {
        for bit in 0..8 {
            let mut forged = token.clone();
            forged[at] ^= 1 << bit;
            let verdict = verify(&forged, &digest, &TRUST.time_services);
            assert!(verdict.is_err(), "byte {at}, bit {bit}: {verdict:?}");
        }
    }
}

#[test]
fn a_service_may_sign_with_pss() {
    const TOKEN: &[u8] = include_bytes!("recorded/pss-token.der");
    const SERVICE: &[u8] = include_bytes!("recorded/pss-service.der");
    let trusted = [SERVICE.to_vec()];
    let stamp = verify(TOKEN, &[7; 32], &trusted).unwrap();
    assert_eq!(stamp.at, moment());
    assert_eq!(verify(TOKEN, &[8; 32], &trusted), Err(TokenError::Content));
    let mut forged = TOKEN.to_vec();
    *forged.last_mut().unwrap() ^= 1;
    assert_eq!(
        verify(&forged, &[7; 32], &trusted),
        Err(TokenError::Signature)
    );
}

/// Each could have to be verified with each.
#[test]
fn a_crowd_of_certificates_is_refused() {
    let (token, digest) = token();
    let content = ContentInfo::from_der(&token).unwrap();
    let data: SignedData = content.content.decode_as().unwrap();
    for (crowd, cause) in [(3, TokenError::Foreign), (20, TokenError::Form)] {
        let mut data = data.clone();
        let certificates = data.certificates.as_mut().unwrap();
        // Genuine ones with other serial numbers, so that none is.
        let serial = memmem::find(ROOT, b"\x02\x02\x10").unwrap_or(15) + 3;
        for number in 0..crowd {
            let mut certificate = ROOT.to_vec();
            certificate[serial] = 100 + number;
            certificates
                .insert(Any::from_der(&certificate).unwrap())
                .unwrap();
        }
        let crowded = ContentInfo {
            content: Any::encode_from(&data).unwrap(),
            ..content.clone()
        };
        let crowded = crowded.to_der().unwrap();
        seeds::keep_token(&crowded);
        assert_eq!(verify(&crowded, &digest, &TRUST.time_services), Err(cause));
    }
}
