//! What a chamber that cheats signs with its own, genuine key: it can forge nothing that the other
//! chamber did not sign.

use jiff::ToSpan;
use kammersiegel::document::check::{Change, Rejection};
use kammersiegel::document::cms::{Chain, CmsError, Signed, assemble, to_be_signed};
use kammersiegel::document::signature::{Slot, begin};
use kammersiegel::document::timestamp::TokenError;
use kammersiegel::keys::document::DocumentSigner;
use sha2::{Digest, Sha256};

use crate::forge::{contents, last_find, object_number, replaced, with_object, with_range};
use crate::mend::{mended, signed_anew};
use crate::sample::{FIRST, SECOND, moment, sample, slot, words};
use crate::seeds;
use crate::verdict::{changed, in_second, more_than_the_field, refused, statement};

/// The file, signed anew by chambers.
fn by(positions: &[usize], pdf: &[u8]) -> Vec<u8> {
    if positions == [1] {
        seeds::keep_unsigned(pdf);
    }
    positions.iter().fold(pdf.to_vec(), |pdf, position| {
        let signer = &sample().repeating[*position];
        let chain = signer.certificate().chain();
        let sign = |message: &[u8]| {
            let signature = signer.sign(message, moment()).unwrap();
            Chain::of(chain)
                .unwrap()
                .verified(message, &signature)
                .unwrap()
        };
        signed_anew(&pdf, *position, chain, sign).unwrap()
    })
}

fn field(name: &str) -> u32 {
    object_number(&sample().signed(), format!("/T ({name})").as_bytes())
}

/// The last occurrence replaced.
fn last_replaced(pdf: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let at = last_find(pdf, old);
    [&pdf[..at], new, &pdf[at + old.len()..]].concat()
}

#[test]
fn signing_anew_is_signing() {
    let pdf = sample().signed();
    assert!(by(&[1], &pdf) == pdf);
    assert!(by(&[0, 1], &pdf) == pdf);
}

#[test]
fn the_second_chamber_replaces_the_page() {
    let pdf = sample().signed();
    let page = object_number(&pdf, b"/Type /Page/");
    let root = object_number(&pdf, b"/Type /Catalog/");
    for number in [page, root, field(FIRST), 2, 4] {
        let pdf = with_object(&pdf, number, "<</Type /Page/MediaBox [0 0 9 9]>>");
        changed(&by(&[1], &pdf), more_than_the_field(SECOND));
    }
}

#[test]
fn the_second_chamber_adds_an_object() {
    let pdf = with_object(&sample().signed(), 900, "<</Type /Page>>");
    changed(&by(&[1], &pdf), more_than_the_field(SECOND));
}

#[test]
fn the_second_chamber_replaces_an_object_through_its_own_picture() {
    let pdf = sample().signed();
    let page = object_number(&pdf, b"/Type /Page/");
    let picture = last_find(&pdf, b"/BBox [");
    let own = format!("/Own {page} 0 R/BBox [");
    let pdf = [&pdf[..picture], own.as_bytes(), &pdf[picture + 7..]].concat();
    let pdf = with_object(&pdf, page, "<</Type /Page>>");
    changed(&by(&[1], &pdf), more_than_the_field(SECOND));
}

#[test]
fn the_second_chamber_moves_its_field() {
    let pdf = sample().signed();
    for (old, new) in [
        (&b"/F 132"[..], &b"/F 2"[..]),
        (b"/Lock ", b"/Luck "),
        (b"/Rect [", b"/Rect [0 0 595 842] /Tcer ["),
        (b"/Rect [", b"/Rect [0 "),
        (b"/FT /Sig", b"/FT /Btn"),
    ] {
        let pdf = last_replaced(&pdf, old, new);
        let change = if new.ends_with(b"/Tcer [") {
            Change::Rewritten
        } else {
            more_than_the_field(SECOND)
        };
        changed(&by(&[1], &pdf), change);
    }
}

#[test]
fn the_second_chamber_changes_the_trailer() {
    let pdf = last_replaced(&sample().signed(), b"/Root ", b"/Root 1");
    changed(&by(&[1], &pdf), Change::Form);
    let pdf = last_replaced(&sample().signed(), b"/Info ", b"/Infi ");
    changed(&by(&[1], &pdf), more_than_the_field(SECOND));
}

#[test]
fn the_first_chamber_allows_more() {
    for other in [&b"/P 1/V"[..], b"/P 3/V"] {
        let pdf = replaced(&sample().signed(), b"/P 2/V", other);
        changed(&by(&[0, 1], &pdf), statement(FIRST));
    }
}

#[test]
fn the_first_chamber_replaces_the_page_when_it_signs() {
    let pdf = sample().once();
    let page = object_number(&pdf, b"/Type /Page/");
    let cheated = mended(&with_object(&pdf, page, "<</Type /Page>>"));
    let behind = &sample().signed()[pdf.len()..];
    let pdf = by(&[0, 1], &mended(&[&cheated, behind].concat()));
    changed(&pdf, more_than_the_field(FIRST));
}

#[test]
fn one_field_for_both() {
    let pdf = sample().signed();
    let (first, second) = (field(FIRST), field(SECOND));
    let fields = format!("/Fields [{first} 0 R {second} 0 R]");
    for other in [
        format!("/Fields [{first} 0 R {first} 0 R]"),
        format!("/Fields [{second} 0 R {first} 0 R]"),
    ] {
        let pdf = replaced(&pdf, fields.as_bytes(), other.as_bytes());
        changed(&by(&[0, 1], &pdf), Change::Form);
    }
}

#[test]
fn a_signature_says_something_else() {
    let pdf = sample().signed();
    for (old, new) in [
        (&b"ETSI.CAdES.detached"[..], &b"adbe.pkcs7.detached"[..]),
        (b"/Adobe.PPKLite", b"/Adobe.PPKMS"),
        (b"/Type /Sig/", b"/Type /Zig/"),
        (b"/Action /All/V", b"/Action /Include/V"),
        (b"/M (D:20250303130500Z)", b"/M (D:20250303130500+01'00')"),
        (
            b"/M (D:20250303130500Z)",
            b"/M (D:20250303130500Z)/Prop_Build <<>>",
        ),
    ] {
        changed(&by(&[1], &last_replaced(&pdf, old, new)), statement(SECOND));
    }
    let end = pdf.len() - contents(&pdf, 1).end;
    let gap = contents(&pdf, 1);
    let short = mended(&with_range(&pdf, 1, &[0, gap.start, gap.end, end - 1]));
    changed(&short, statement(SECOND));
}

#[test]
fn a_signature_outside_its_certificates_validity() {
    let sample = sample();
    let words = words(1);
    for at in [moment() - 1.second(), moment() + (24 * 365 * 6).hours()] {
        let slot = Slot {
            at,
            ..slot(1, &words)
        };
        let signer = &sample.signers[1];
        let chain = signer.certificate().chain();
        let pending = begin(&sample.once(), &slot, chain, |m| signer.sign(m, moment()));
        let outside = Rejection::OutsideValidity {
            field: SECOND.to_owned(),
        };
        refused(&pending.unwrap().finish(None).unwrap(), &outside);
    }
}

/// Out of one ECDSA signature anybody can make another for the same bytes.
#[test]
fn the_other_signature_of_the_pair() {
    let genuine = sample().signed();
    let signer = &sample().repeating[1];
    let chain = signer.certificate().chain();
    let signatures = |other: bool| {
        signed_anew(&genuine, 1, chain, |message| {
            let signature = signer.sign(message, moment()).unwrap();
            let signature = p256::ecdsa::Signature::from_der(&signature).unwrap();
            let (r, s) = signature.normalize_s().split_scalars();
            let s = if other { -*s } else { *s };
            let signature = p256::ecdsa::Signature::from_scalars(*r, s).unwrap();
            signature.to_der().as_bytes().to_vec()
        })
    };
    assert!(signatures(false).unwrap() == genuine);
    changed(&signatures(true).unwrap(), in_second(CmsError::Form));
}

#[test]
fn a_structure_that_holds_something_else() {
    let genuine = sample().signed();
    let signer = &sample().repeating[1];
    let chain = signer.certificate().chain();
    let gap = contents(&genuine, 1);
    let digest: [u8; 32] = Sha256::new()
        .chain_update(&genuine[..gap.start])
        .chain_update(&genuine[gap.end..])
        .finalize()
        .into();
    let message = to_be_signed(&digest, &Chain::of(chain).unwrap()).unwrap();
    let signature = signer.sign(&message, moment()).unwrap();
    let foreign = sample().impostor.certificate().chain();
    let more = [chain, foreign].concat();
    let field = || SECOND.to_owned();
    let time_stamp = Change::TimeStamp {
        field: field(),
        cause: TokenError::Form,
    };
    let no_signature = Rejection::Changed(in_second(CmsError::Signature));
    let foreign = Rejection::ForeignCertificate { field: field() };
    for (chain, signature, token, rejection) in [
        (chain, &b"0\x00"[..], None, &no_signature),
        (chain, b"", None, &no_signature),
        (&more, &signature, None, &foreign),
        (
            chain,
            &signature,
            Some(b"0\x00"),
            &Rejection::Changed(time_stamp),
        ),
    ] {
        let signed = Signed {
            chain: Chain::of(chain).unwrap(),
            signature: signature.to_vec(),
            token: token.map(|token| token.to_vec()),
        };
        let structure = assemble(&digest, &signed).unwrap();
        seeds::keep_signature(&structure);
        let digits = hex::encode_upper(structure);
        let mut pdf = genuine.clone();
        pdf[gap.start + 1..gap.end - 1].fill(b'0');
        pdf[gap.start + 1..][..digits.len()].copy_from_slice(digits.as_bytes());
        refused(&pdf, rejection);
    }
}
