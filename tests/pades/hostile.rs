//! Files that are to keep the check busy, fill the memory, or are nothing of ours.

use std::process::Command;
use std::time::{Duration, Instant};

use kammersiegel::document::check::{Change, LARGEST, Rejection, SlotTrust, Trust, check};
use kammersiegel::document::claim;
use kammersiegel::document::trace::Traces;

use crate::forge::{append, deflated_zeros, with_trailer};
use crate::recorded::LTA;
use crate::sample::{FIRST, SECOND, sample};
use crate::verdict::{changed, foreign, refused};

const HEADER: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";

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
    refused(&alone, &Rejection::Incomplete);
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
    for (file, rejection) in [
        (&b""[..], Rejection::Empty),
        (b"%PDF-", Rejection::NotOurs),
        (b"PK\x03\x04", Rejection::NotAPdf),
        (b"\x7FELF", Rejection::NotAPdf),
        (&nothing, Rejection::NotOurs),
    ] {
        refused(file, &rejection);
        assert_eq!(claim::serial(file), None);
    }
}

/// Memory is counted for a whole process, so this needs one of its own.
#[test]
fn every_judgement_is_quick_and_small() {
    let outcome = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "hostile::each_in_turn",
            "--ignored",
            "--nocapture",
        ])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&outcome.stdout);
    assert!(outcome.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{said}");
}

#[test]
#[ignore = "runs in a process of its own, started by the test above"]
fn each_in_turn() {
    /// In a debug build on a busy machine; each takes less than half a second.
    const LONGEST: Duration = Duration::from_secs(5);
    /// In kB. The largest file has 8 MB.
    const MOST: usize = 128 << 10;
    let slot = |field: &str| SlotTrust {
        field: field.to_owned(),
        chains: Vec::new(),
    };
    let trust = Trust {
        slots: vec![slot(FIRST), slot(SECOND)],
        time_services: Vec::new(),
    };
    let foreign = foreign(FIRST);
    let appended = Rejection::Changed(Change::Appended);
    for object in full_of_values() {
        // One long string is well written.
        let behind = if object.starts_with('<') && !object.starts_with("<<") {
            &foreign
        } else {
            &appended
        };
        for (file, rejection) in [
            (append(HEADER, &[(1, &object)]), &Rejection::NotOurs),
            (append(LTA, &[(900, &object)]), behind),
        ] {
            judged(&file, &trust, rejection, LONGEST);
        }
    }
    for (file, rejection) in full_of_names() {
        judged(&file, &trust, &rejection, LONGEST);
    }
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        let peak = status.split("VmHWM:").nth(1).unwrap();
        let peak: usize = peak.split_whitespace().next().unwrap().parse().unwrap();
        assert!(peak < MOST, "{peak} kB");
    }
}

#[track_caller]
fn judged(file: &[u8], trust: &Trust, rejection: &Rejection, longest: Duration) {
    assert!(file.len() > LARGEST / 2 && file.len() <= LARGEST);
    let begin = Instant::now();
    assert_eq!(check(file, trust).as_ref().map(|_| ()), Err(rejection));
    claim::serial(file);
    Traces::of(file).serials();
    assert!(begin.elapsed() < longest, "{:?}", begin.elapsed());
}

/// Objects as large as a file may be, of values that take much more room in memory.
fn full_of_values() -> Vec<String> {
    const ROOM: usize = LARGEST - (512 << 10);
    let repeated = |open: &str, unit: &str, close: &str| {
        [open, &unit.repeat(ROOM / unit.len()), close].concat()
    };
    let keys: Vec<String> = (0..ROOM / 10).map(|i| format!("/{i:07} 0")).collect();
    vec![
        repeated("[", "0 ", "0]"),
        repeated("[", "[0] ", "0]"),
        repeated("[", "<</ 0>> ", "0]"),
        repeated("[", "[[[[[[[[[[[[[0]]]]]]]]]]]]] ", "0]"),
        repeated("(", "\r", ")"),
        repeated("<", "0A", ">"),
        repeated("/", "#41", ""),
        ["<<", &keys.concat(), ">>"].concat(),
    ]
}

/// Files in which what is searched for is everywhere.
fn full_of_names() -> Vec<(Vec<u8>, Rejection)> {
    const ROOM: usize = LARGEST - 100;
    let repeated =
        |begin: &[u8], unit: &str| [begin, unit.repeat(ROOM / unit.len()).as_bytes()].concat();
    let stream = "1 0 obj\n<</Length 0>>stream\n\nendstream\nendobj\n";
    let texts = ["<FEFF0041002D", "<feff002d>", "7H3K-9QXM-2P4R-8T22-"];
    let mut files = vec![
        (repeated(b"", "/Encrypt"), Rejection::NotAPdf),
        (repeated(b"", "/EmbeddedFile stream\n"), Rejection::NotAPdf),
        (repeated(b"%PDF-", "/EmbeddedFile"), Rejection::NotOurs),
        (repeated(b"%PDF-", "/ObjStm stream\n"), Rejection::NotOurs),
        (repeated(HEADER, "xref\n"), Rejection::NotOurs),
        (
            repeated(HEADER, "1 0 obj\n0\nendobj\n"),
            Rejection::Incomplete,
        ),
        (repeated(HEADER, stream), Rejection::Incomplete),
    ];
    files.extend(texts.map(|text| (repeated(HEADER, text), Rejection::NotOurs)));
    files
}
