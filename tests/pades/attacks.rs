//! Files that somebody made out of genuine ones. Each is refused, for the right reason.

use kammersiegel::document::check::{Change, LARGEST, Rejection, check};
use kammersiegel::document::claim;
use kammersiegel::document::cms::CmsError;
use memchr::memmem;

use crate::forge::{append, contents, find, last_find, object_number, replaced, with_trailer};
use crate::sample::{FIRST, SECOND, sample};

#[track_caller]
fn refused(pdf: &[u8], expected: &Rejection) {
    assert_eq!(
        check(pdf, &sample().trust()).as_ref().map(|_| ()),
        Err(expected)
    );
}

#[track_caller]
fn changed(pdf: &[u8], change: Change) {
    refused(pdf, &Rejection::Changed(change));
}

fn in_first(cause: CmsError) -> Change {
    Change::Signature {
        field: FIRST.to_owned(),
        cause,
    }
}

fn in_second(cause: CmsError) -> Change {
    Change::Signature {
        field: SECOND.to_owned(),
        cause,
    }
}

fn statement(field: &str) -> Change {
    Change::Statement {
        field: field.to_owned(),
    }
}

#[test]
fn a_page_replaced_by_incremental_saving() {
    let pdf = sample().signed();
    let page = object_number(&pdf, b"/Type /Page/");
    let other = "<</Type /Page/Parent 1 0 R/MediaBox [0 0 595 842]>>";
    changed(&append(&pdf, &[(page, other)]), Change::Appended);
}

#[test]
fn a_page_replaced_between_the_signatures() {
    let once = sample().once();
    let page = object_number(&once, b"/Type /Page/");
    let pdf = append(&once, &[(page, "<</Type /Page>>")]);
    // The second chamber's own program does not sign it,
    let refusal = sample().sign_as(&pdf, 1, &sample().signers[1]);
    assert!(refusal.is_err());
    // and the file alone is not complete.
    assert!(check(&pdf, &sample().trust()).is_err());
}

#[test]
fn bytes_behind_the_end() {
    for more in [&b"\n"[..], b"%", b"%%EOF\n", &[0; 4096]] {
        let pdf = [&sample().signed(), more].concat();
        changed(&pdf, Change::Appended);
    }
}

#[test]
fn objects_behind_the_end_without_a_table() {
    let pdf = sample().signed();
    let page = object_number(&pdf, b"/Type /Page/");
    let object = format!("{page} 0 obj\n<</Type /Page>>\nendobj\n");
    changed(&[&pdf, object.as_bytes()].concat(), Change::Appended);
    let tail = last_find(&pdf, b"startxref");
    let pdf = [&pdf, object.as_bytes(), &pdf[tail..]].concat();
    changed(&pdf, Change::Appended);
}

#[test]
fn the_second_signature_removed() {
    let pdf = sample().signed();
    let missing = Rejection::SignatureMissing {
        field: SECOND.to_owned(),
    };
    refused(&sample().once(), &missing);
    let field = object_number(&pdf, format!("/T ({SECOND})").as_bytes());
    let emptied = format!("<</Type /Annot/Subtype /Widget/FT /Sig/T ({SECOND})>>");
    changed(&append(&pdf, &[(field, &emptied)]), Change::Appended);
    let emptied = append(&sample().once(), &[(field, &emptied)]);
    changed(
        &emptied,
        Change::MoreThanTheField {
            field: SECOND.to_owned(),
        },
    );
}

#[test]
fn bytes_in_the_padding_of_the_contents() {
    let mut pdf = sample().signed();
    let gap = contents(&pdf, 1);
    pdf[gap.end - 40..gap.end - 36].copy_from_slice(b"CAFE");
    changed(&pdf, in_second(CmsError::Padding));
    let mut pdf = sample().signed();
    let gap = contents(&pdf, 0);
    pdf[gap.end - 2] = b'1';
    changed(&pdf, in_first(CmsError::Padding));
}

#[test]
fn wrapping_inside_the_gap() {
    // The contents end early, and the rest of the gap, which nobody signed, says more.
    let mut pdf = sample().signed();
    let gap = contents(&pdf, 1);
    let early = gap.end - 2001;
    pdf[early..early + 10].copy_from_slice(b">/Reason <");
    changed(&pdf, Change::Rewritten);
    let mut pdf = sample().signed();
    pdf[early..early + 8].copy_from_slice(b">/Evil <");
    changed(&pdf, statement(SECOND));
}

#[test]
fn wrapping_by_moving_the_signed_bytes() {
    let pdf = sample().signed();
    let gap = contents(&pdf, 1);
    let evil = b"\n900 0 obj\n<</Type /Page>>\nendobj\n";
    let moved = [&pdf[..gap.end], evil, &pdf[gap.end..]].concat();
    changed(&moved, Change::Rewritten);
    let behind = [&pdf, &evil[..], &pdf[gap.end..]].concat();
    changed(&behind, Change::Appended);
}

#[test]
fn swapped_byte_ranges() {
    let pdf = sample().signed();
    let range = |at: usize| {
        let end = memmem::find(&pdf[at..], b"]").unwrap();
        at..at + end
    };
    let first = range(find(&pdf, b"/ByteRange [", 0));
    let second = range(find(&pdf, b"/ByteRange [", first.end));
    let swapped = [
        &pdf[..first.start],
        &pdf[second.clone()],
        &pdf[first.end..second.start],
        &pdf[first],
        &pdf[second.end..],
    ]
    .concat();
    let change = check(&swapped, &sample().trust()).unwrap_err();
    assert!(matches!(
        change,
        Rejection::Changed(Change::Rewritten | Change::Statement { .. })
    ));
}

#[test]
fn a_second_contents() {
    let pdf = sample().signed();
    let at = contents(&pdf, 1).end;
    let pdf = [&pdf[..at], b"/Contents <00>", &pdf[at..]].concat();
    changed(&pdf, Change::Rewritten);
}

#[test]
fn a_field_twice() {
    let pdf = sample().signed();
    let form = object_number(&pdf, b"/SigFlags 3");
    let [first, second] =
        [FIRST, SECOND].map(|name| object_number(&pdf, format!("/T ({name})").as_bytes()));
    let fields = format!("/Fields [{first} 0 R {second} 0 R]");
    let twice = format!("/Fields [{first} 0 R {first} 0 R]");
    changed(
        &replaced(&pdf, fields.as_bytes(), twice.as_bytes()),
        Change::Form,
    );
    let more = format!("<</Fields [{first} 0 R {second} 0 R {second} 0 R]/SigFlags 3>>");
    changed(&append(&pdf, &[(form, &more)]), Change::Appended);
}

#[test]
fn another_permission() {
    let pdf = replaced(&sample().signed(), b"/P 2/V", b"/P 3/V");
    changed(&pdf, statement(FIRST));
}

#[test]
fn a_foreign_certificate_of_the_same_name() {
    let sample = sample();
    let foreign = |field: &str| Rejection::ForeignCertificate {
        field: field.to_owned(),
    };
    let once = sample.sign_as(&sample.base, 0, &sample.impostor).unwrap();
    let pdf = sample.sign_as(&once, 1, &sample.signers[1]).unwrap();
    refused(&pdf, &foreign(FIRST));
    let pdf = sample.sign_as(&sample.once(), 1, &sample.impostor).unwrap();
    refused(&pdf, &foreign(SECOND));
    // One chamber for both.
    let pdf = sample
        .sign_as(&sample.once(), 1, &sample.signers[0])
        .unwrap();
    refused(&pdf, &foreign(SECOND));
}

#[test]
fn a_genuine_signature_over_another_base() {
    let sample = sample();
    let genuine = sample.signed();
    let once = sample
        .sign_as(&sample.other_base, 0, &sample.impostor)
        .unwrap();
    let mut pdf = sample.sign_as(&once, 1, &sample.impostor).unwrap();
    for position in [0, 1] {
        let (from, to) = (contents(&genuine, position), contents(&pdf, position));
        pdf[to].copy_from_slice(&genuine[from]);
    }
    changed(&pdf, in_first(CmsError::Content));
}

#[test]
fn cross_reference_streams_and_hybrids() {
    let pdf = sample().signed();
    let at = last_find(&pdf, b"xref\n0").min(pdf.len());
    let stream = format!(
        "900 0 obj\n<</Type /XRef /Size 901 /W [1 2 1] /Root 1 0 R /Prev {at} /Length 4>>stream\n\
         \0\0\0\0\nendstream\nendobj\nstartxref\n{}\n%%EOF\n",
        pdf.len()
    );
    changed(&[&pdf, stream.as_bytes()].concat(), Change::Appended);
    changed(&with_trailer(&pdf, "/XRefStm 17"), Change::Appended);
}

#[test]
fn a_hundred_thousand_nested_objects() {
    for (open, close) in [("[", "]"), ("<</A ", ">>")] {
        let deep = [open.repeat(100_000), "0".to_owned(), close.repeat(100_000)].concat();
        changed(
            &append(&sample().signed(), &[(900, &deep)]),
            Change::Appended,
        );
        let alone = append(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", &[(1, &deep)]);
        refused(&alone, &Rejection::NotOurs);
    }
}

#[test]
fn fifty_megabytes() {
    let mut pdf = sample().signed();
    pdf.resize(50 << 20, b' ');
    refused(&pdf, &Rejection::TooLarge);
    pdf.truncate(LARGEST);
    changed(&pdf, Change::Appended);
}

#[test]
fn streams_that_inflate_to_gigabytes() {
    let bomb = crate::forge::deflated_zeros(64 << 20);
    let header = format!(
        "<</Type /EmbeddedFile /Filter /FlateDecode /Length {}>>stream\n",
        bomb.len()
    );
    let object = [header.as_bytes(), &bomb, b"\nendstream"].concat();
    let mut alone = b"%PDF-1.7\n".to_vec();
    for number in 1..100 {
        alone.extend(format!("{number} 0 obj\n").bytes());
        alone.extend(&object);
        alone.extend(b"\nendobj\n");
    }
    refused(&alone, &Rejection::NotOurs);
    assert_eq!(claim::serial(&alone), None);
}

#[test]
fn an_encrypted_file() {
    let pdf = with_trailer(&sample().signed(), "/Encrypt 3 0 R");
    refused(&pdf, &Rejection::Encrypted);
}

#[test]
fn saved_again_by_another_program() {
    let pdf = sample().signed();
    let mut document = lopdf::Document::load_mem(&pdf).unwrap();
    let mut plain = Vec::new();
    document.save_to(&mut plain).unwrap();
    document.compress();
    let mut packed = Vec::new();
    document.save_modern(&mut packed).unwrap();
    for saved in [plain, packed] {
        changed(&saved, Change::Rewritten);
        assert_eq!(claim::serial(&saved), Some(sample().serial));
    }
}

#[test]
fn something_else_entirely() {
    let nothing = append(
        b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n",
        &[(1, "<</Type /Catalog>>")],
    );
    for file in [&b""[..], b"%PDF-", b"PK\x03\x04", b"GIF89a", &nothing] {
        refused(file, &Rejection::NotOurs);
        assert_eq!(claim::serial(file), None);
    }
}
