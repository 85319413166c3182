//! Signing, and checking what was signed.

use kammersiegel::document::appearance::SignatureWords;
use kammersiegel::document::check::{Rejection, Trust, check};
use kammersiegel::document::claim;
use kammersiegel::document::signature::{RESERVED, begin};
use kammersiegel::domain::signing::CertificateKind;
use sha2::{Digest, Sha256};

use crate::forge::append;
use crate::sample::{FIRST, SECOND, moment, sample, sign, slot, words};

#[test]
fn both_chambers_sign_and_the_file_is_accepted() {
    let sample = sample();
    let once = sample.sign_as(&sample.base, 0, &sample.signers[0]).unwrap();
    let pdf = sample.sign_as(&once, 1, &sample.signers[1]).unwrap();
    let checked = check(&pdf, &sample.trust()).unwrap();
    assert_eq!(checked.sha256(), <[u8; 32]>::from(Sha256::digest(&pdf)));
    let fields: Vec<_> = checked
        .signatures()
        .iter()
        .map(|s| s.field.as_str())
        .collect();
    assert_eq!(fields, [FIRST, SECOND]);
    for signature in checked.signatures() {
        assert_eq!(signature.kind, CertificateKind::SelfIssued);
        assert_eq!(signature.signed_at, moment());
    }
    assert!(
        checked.signatures()[0]
            .subject
            .contains("Industrie- und Handelskammer")
    );
    assert!(checked.seal().is_some());
    assert_eq!(claim::serial(&pdf), Some(sample.serial));
}

#[test]
fn the_base_is_small_and_always_the_same() {
    let sample = sample();
    assert!(sample.base.len() < 120_000, "{} bytes", sample.base.len());
    assert_eq!(sample.signed(), sample.signed());
}

#[test]
fn reading_it_between_the_signatures_makes_no_difference() {
    let sample = sample();
    let award = sample.sealing.award("Aalen", "08136088");
    let open = award.sheet().open().unwrap();
    assert!(open.bytes() == sample.base);
    let [first, second] = &sample.repeating;
    let once = sign(open, 0, first).unwrap();
    assert!(once.bytes() == sample.once());
    let twice = sign(once, 1, second).unwrap();
    assert!(twice.into_bytes() == sample.signed());
}

/// Its words are set in the page's own fonts.
#[test]
fn a_signature_adds_little_but_the_room_for_itself() {
    let sample = sample();
    let added = sample.signed().len() - sample.base.len();
    assert!(added < 2 * (2 * RESERVED + 4096), "{added} bytes");
}

#[test]
fn a_signature_brings_the_letters_that_the_page_lacks() {
    let sample = sample();
    let words = SignatureWords {
        signer: "Izba Łęczyca".to_owned(),
        ..words(0)
    };
    let signer = &sample.signers[0];
    let chain = signer.certificate().chain();
    let sign = |message: &[u8]| signer.sign(message, moment());
    let pending = begin(&sample.base, &slot(0, &words), chain, sign).unwrap();
    let once = pending.finish(None).unwrap();
    let pdf = sample.sign_as(&once, 1, &sample.signers[1]).unwrap();
    assert!(check(&pdf, &sample.trust()).is_ok());
    let fonts = |pdf: &[u8]| memchr::memmem::find_iter(pdf, b"/Subtype /Type0").count();
    assert_eq!(fonts(&once), fonts(&sample.base) + 1);
    assert_eq!(fonts(&pdf), fonts(&once));
}

#[test]
fn without_the_second_signature_it_is_not_genuine() {
    let sample = sample();
    let missing = |field: &str| {
        Err(Rejection::SignatureMissing {
            field: field.to_owned(),
        })
    };
    assert_eq!(check(&sample.base, &sample.trust()), missing(FIRST));
    assert_eq!(check(&sample.once(), &sample.trust()), missing(SECOND));
}

/// The last byte of a seal is that of a signature: any byte, line ends among them.
#[test]
fn a_seal_is_found_whatever_its_last_byte() {
    let mut seal = claim::seal(&sample().signed()).unwrap();
    for last in [b'\r', b'\n', 0, 0xff] {
        *seal.last_mut().unwrap() = last;
        for end in ["\n", "\r\n", ""] {
            let mut file = b"<</Type/EmbeddedFile>>stream\n".to_vec();
            file.extend_from_slice(&seal);
            file.extend_from_slice(format!("{end}endstream").as_bytes());
            assert_eq!(claim::seal(&file).as_ref(), Some(&seal), "{last} {end:?}");
        }
    }
}

#[test]
fn where_nobody_is_trusted_nothing_is_genuine() {
    let nobody = Trust::default();
    let sample = sample();
    assert!(check(&sample.signed(), &nobody).is_err());
    let unsigned = append(
        b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n",
        &[
            (1, "<</Type /Catalog/AcroForm 2 0 R>>"),
            (2, "<</Fields []>>"),
        ],
    );
    assert_eq!(check(&unsigned, &nobody), Err(Rejection::NotOurs));
    let mut keyless = sample.trust();
    keyless.slots[0].chains.clear();
    let foreign = Rejection::ForeignCertificate {
        field: FIRST.to_owned(),
    };
    assert_eq!(check(&sample.signed(), &keyless), Err(foreign));
}
