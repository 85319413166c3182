//! Files that somebody made out of genuine ones. Each is refused, for the right reason.

use kammersiegel::document::check::{Change, LARGEST, Rejection};
use kammersiegel::document::claim;
use kammersiegel::document::cms::CmsError;
use kammersiegel::document::signature::SignatureError;

use crate::forge::{
    append, contents, deflated_zeros, find, last_find, object_number, replaced, with_object,
    with_range, with_trailer,
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
    let swapped = [
        &pdf[..first.start],
        &pdf[second.clone()],
        &pdf[first.end..second.start],
        &pdf[first],
        &pdf[second.end..],
    ]
    .concat();
    changed(&swapped, Change::Rewritten);
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
    // Over the same base, signed by both, and both signatures exchanged.
    let mut pdf = genuine.clone();
    let (first, second) = (contents(&genuine, 0), contents(&genuine, 1));
    pdf[first.clone()].copy_from_slice(&genuine[second.clone()]);
    pdf[second].copy_from_slice(&genuine[first]);
    refused(&pdf, &foreign(FIRST));
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
    let bomb = deflated_zeros(64 << 20);
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
    let pdf = with_trailer(&sample().signed(), "/Encrypt <</Filter /Standard>>");
    refused(&pdf, &Rejection::Encrypted);
    // By a program that encrypts.
    let mut document = lopdf::Document::load_mem(&sample().signed()).unwrap();
    let version = lopdf::EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "",
        key_length: 128,
        permissions: lopdf::Permissions::all(),
    };
    let state = lopdf::EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut encrypted = Vec::new();
    document.save_to(&mut encrypted).unwrap();
    refused(&encrypted, &Rejection::Encrypted);
    assert_eq!(claim::serial(&encrypted), None);
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
