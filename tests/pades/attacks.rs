//! Files that somebody made out of genuine ones. Each is refused, for the right reason.

use kammersiegel::document::check::Change;
use kammersiegel::document::cms::CmsError;
use kammersiegel::document::signature::SignatureError;

use crate::forge::{
    append, contents, find, last_find, object_number, replaced, with_object, with_trailer,
};
use crate::mend::mended;
use crate::sample::{FIRST, SECOND, sample};
use crate::verdict::{
    changed, foreign, in_first, in_second, missing, more_than_the_field, refused, statement,
};

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
    assert!(matches!(refusal, Err(SignatureError::OutOfTurn(field)) if field == SECOND));
    // and what stands in the place of its signature is none.
    changed(&pdf, more_than_the_field(SECOND));
}

#[test]
fn a_page_replaced_where_it_stands() {
    let pdf = replaced(
        &sample().signed(),
        b"/MediaBox [0 0 595",
        b"/MediaBox [0 0 295",
    );
    changed(&pdf, in_first(CmsError::Content));
    let pdf = replaced(&sample().signed(), b"/Tabs /S>>", b"/Tabs /S/Rotate 180>>");
    changed(&pdf, Change::Rewritten);
    changed(&mended(&pdf), statement(FIRST));
}

#[test]
fn a_page_replaced_in_the_last_revision() {
    let pdf = sample().signed();
    let page = object_number(&pdf, b"/Type /Page/");
    let pdf = with_object(&pdf, page, "<</Type /Page>>");
    changed(&pdf, Change::Rewritten);
    changed(&mended(&pdf), more_than_the_field(SECOND));
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
    refused(&sample().once(), &missing(SECOND));
    refused(&sample().base, &missing(FIRST));
    let field = object_number(&pdf, format!("/T ({SECOND})").as_bytes());
    let emptied = format!("<</Type /Annot/Subtype /Widget/FT /Sig/T ({SECOND})>>");
    changed(&append(&pdf, &[(field, &emptied)]), Change::Appended);
    let emptied = append(&sample().once(), &[(field, &emptied)]);
    changed(&emptied, more_than_the_field(SECOND));
    // The field no longer refers to it,
    let pdf = sample().signed();
    let value = find(&pdf, b"/V ", last_find(&pdf, b"/Lock "));
    let end = find(&pdf, b" 0 R", value) + 4;
    let torn = [&pdf[..value], &pdf[end..]].concat();
    changed(&mended(&torn), more_than_the_field(SECOND));
    // or its contents are gone.
    let gap = contents(&pdf, 1);
    let mut blank = pdf.clone();
    blank[gap.start + 1..gap.end - 1].fill(b'0');
    changed(&blank, in_second(CmsError::Form));
    let none = [&pdf[..gap.start], b"<>", &pdf[gap.end..]].concat();
    changed(&mended(&none), statement(SECOND));
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
    for other in [
        format!("/Fields [{first} 0 R {second} 0 R {second} 0 R]"),
        format!("/Fields [{second} 0 R {first} 0 R]"),
        format!("/Fields [{first} 0 R]"),
        "/Fields []".to_owned(),
        "/Fields 1".to_owned(),
    ] {
        let pdf = mended(&replaced(&pdf, fields.as_bytes(), other.as_bytes()));
        changed(&pdf, Change::Form);
    }
    // Two fields of one name.
    let named = format!("/T ({SECOND})");
    let twice = format!("/T ({FIRST})");
    changed(
        &mended(&replaced(&pdf, named.as_bytes(), twice.as_bytes())),
        Change::Form,
    );
    let more = format!("<</Fields [{first} 0 R {second} 0 R {second} 0 R]/SigFlags 3>>");
    changed(&append(&pdf, &[(form, &more)]), Change::Appended);
}

#[test]
fn another_permission() {
    let signed = sample().signed();
    for other in [&b"/P 1/V"[..], b"/P 3/V"] {
        changed(&replaced(&signed, b"/P 2/V", other), statement(FIRST));
    }
    for (old, other) in [
        (&b"/P 2/V"[..], &b"/V"[..]),
        (b"/DocMDP/TransformParams", b"/UR3/TransformParams"),
    ] {
        changed(&mended(&replaced(&signed, old, other)), statement(FIRST));
    }
    // The catalog does not announce it, or announces more.
    let start = find(&signed, b"/Perms <<", 0);
    let end = find(&signed, b">>", start);
    for other in ["/Perms <<", "/Perms <</UR3 1 0 R", "/Prems <</DocMDP 1 0 R"] {
        let pdf = [&signed[..start], other.as_bytes(), &signed[end..]].concat();
        changed(&mended(&pdf), more_than_the_field(FIRST));
    }
    // The second signature closes less than all fields.
    let pdf = replaced(&signed, b"/Action /All/V", b"/Action /Exclude/V");
    changed(&mended(&pdf), statement(SECOND));
}

#[test]
fn a_foreign_certificate_of_the_same_name() {
    let sample = sample();
    let once = sample.sign_as(&sample.base, 0, &sample.impostor).unwrap();
    let pdf = sample.sign_as(&once, 1, &sample.repeating[1]).unwrap();
    refused(&pdf, &foreign(FIRST));
    let pdf = sample.sign_as(&sample.once(), 1, &sample.impostor).unwrap();
    refused(&pdf, &foreign(SECOND));
    // One chamber for both.
    let pdf = sample
        .sign_as(&sample.once(), 1, &sample.repeating[0])
        .unwrap();
    refused(&pdf, &foreign(SECOND));
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
    // In the trailers that are there, with tables that fit.
    for (position, field) in [(0, FIRST), (1, FIRST), (2, SECOND)] {
        let sizes = memchr::memmem::find_iter(&pdf, b"/Size ");
        let trailers: Vec<usize> = sizes.filter(|at| pdf[..*at].ends_with(b"]")).collect();
        let at = trailers[position];
        let pdf = [&pdf[..at], b"/XRefStm 17", &pdf[at..]].concat();
        // Behind the last table nothing moves.
        if position < 2 {
            changed(&pdf, Change::Rewritten);
        }
        changed(&mended(&pdf), more_than_the_field(field));
    }
}

#[test]
fn tables_that_lead_elsewhere() {
    let pdf = sample().signed();
    let table = find(&pdf, b"\nxref\n", 0) + 6;
    let entry = find(&pdf, b" 00000 n \n", table) - 10;
    for other in [
        &b"0000000099 00000 n \n"[..],
        b"0000000015 00001 n \n",
        b"0000000015 00000 f \n",
        b"0000000015 00000 n\r\n",
    ] {
        let mut pdf = pdf.clone();
        pdf[entry..entry + 20].copy_from_slice(other);
        changed(&pdf, Change::Rewritten);
    }
    for (old, other) in [
        (&b"startxref\n"[..], &b"startxref\n0"[..]),
        (b"/Prev ", b"/Prev 0"),
        (b"%%EOF\n", b"%%EOF\n%%EOF\n"),
        (b"endobj\n", b"endobj\n\n"),
        (b" 0 obj\n", b" 1 obj\n"),
        (b" 0 obj\n", b" 0 obj\n%\n"),
    ] {
        changed(&replaced(&pdf, old, other), Change::Rewritten);
    }
}
