//! Files in which a genuine signature is made to cover, or to leave out, what it should not.

use kammersiegel::document::check::Change;
use kammersiegel::document::cms::CmsError;

use crate::forge::{append, contents, find, object_number, with_range};
use crate::mend::mended;
use crate::sample::{FIRST, SECOND, sample};
use crate::verdict::{
    changed, foreign, in_first, in_second, more_than_the_field, refused, statement,
};

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
    // With a second signature dictionary, whose byte range leaves out what was put between.
    let page = object_number(&pdf, b"/Type /Page/");
    let field = object_number(&pdf, format!("/T ({SECOND})").as_bytes());
    let wrapped = format!(
        "<</Type /Sig/Filter /Adobe.PPKLite/SubFilter /ETSI.CAdES.detached/Contents {}/ByteRange [0 {} {} {}]>>",
        String::from_utf8_lossy(&pdf[gap.clone()]),
        gap.start,
        pdf.len() + 4000,
        pdf.len() - gap.end,
    );
    let field_now = format!("<</Type /Annot/Subtype /Widget/FT /Sig/T ({SECOND})/V 900 0 R>>");
    let objects = [
        (page, "<</Type /Page>>"),
        (field, &field_now),
        (900, &wrapped),
    ];
    let wrapping = [&append(&pdf, &objects), &pdf[gap.end..]].concat();
    changed(&wrapping, Change::Appended);
}

#[test]
fn wrapping_with_a_byte_range_that_fits() {
    let pdf = sample().signed();
    let gap = contents(&pdf, 1);
    let page = object_number(&pdf, b"/Type /Page/");
    // The page stands between the signed parts, and the byte range leaves it out.
    let end = find(&pdf, b"\nendobj\n", gap.end) + 8;
    let object = format!("{page} 0 obj\n<</Type /Page>>\nendobj\n");
    let wrapped = mended(&[&pdf[..end], object.as_bytes(), &pdf[end..]].concat());
    let grown = wrapped.len() - pdf.len();
    let around = [0, gap.start, gap.end + grown, pdf.len() - gap.end];
    let wrapped = mended(&with_range(&wrapped, 1, &around));
    changed(&wrapped, more_than_the_field(SECOND));
}

#[test]
fn byte_ranges_that_leave_something_out() {
    let pdf = sample().signed();
    let gap = contents(&pdf, 1);
    let [a, b, c, d] = [0, gap.start, gap.end, pdf.len() - gap.end];
    for range in [
        [0, 0, 0, 0],
        [a, b, c, d - 1],
        [a, b, c + 2, d - 2],
        [a, b - 900, c, d],
        [1, b - 1, c, d],
        [c, d, a, b],
    ] {
        changed(&mended(&with_range(&pdf, 1, &range)), statement(SECOND));
    }
    for other in ["null", "[]", "[0 -1 0 9]", "[0 1 2]", "1 0 R"] {
        let start = find(&pdf, b"/ByteRange [", gap.end) + 11;
        let end = find(&pdf, b"]", start) + 1;
        let pdf = [&pdf[..start], other.as_bytes(), &pdf[end..]].concat();
        changed(&mended(&pdf), statement(SECOND));
    }
}

#[test]
fn swapped_byte_ranges() {
    let pdf = sample().signed();
    let [first, second] = [0, 1].map(|position| {
        let start = find(&pdf, b"/ByteRange [", contents(&pdf, position).end) + 11;
        start..find(&pdf, b"]", start) + 1
    });
    // What is as long leaves everything else in its place.
    let is_as_long = first.len() == second.len();
    let swapped = [
        &pdf[..first.start],
        &pdf[second.clone()],
        &pdf[first.end..second.start],
        &pdf[first],
        &pdf[second.end..],
    ]
    .concat();
    let change = if is_as_long {
        statement(FIRST)
    } else {
        Change::Rewritten
    };
    changed(&swapped, change);
    changed(&mended(&swapped), statement(FIRST));
}

#[test]
fn a_second_contents() {
    let pdf = sample().signed();
    let at = contents(&pdf, 1).end;
    for (key, change) in [
        ("/Contents <00>", Change::Rewritten),
        ("/C#6Fntents <00>", Change::Rewritten),
        ("/contents <00>", statement(SECOND)),
    ] {
        let pdf = [&pdf[..at], key.as_bytes(), &pdf[at..]].concat();
        changed(&pdf, Change::Rewritten);
        changed(&mended(&pdf), change);
    }
    // In front of the one that counts, so that the gap is another.
    let at = contents(&pdf, 1).start - b"/Contents ".len();
    let pdf = [&pdf[..at], b"/Contents <00>", &pdf[at..]].concat();
    changed(&mended(&pdf), Change::Rewritten);
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
    // Over the same base, signed by both, and both signatures exchanged.
    let mut pdf = genuine.clone();
    let (first, second) = (contents(&genuine, 0), contents(&genuine, 1));
    pdf[first.clone()].copy_from_slice(&genuine[second.clone()]);
    pdf[second].copy_from_slice(&genuine[first]);
    refused(&pdf, &foreign(FIRST));
}
