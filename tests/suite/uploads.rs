//! Files that are sent to be checked and are not what was issued: each door says what became of
//! them, and leads to what was.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions, dictionary};
use serde_json::Value;

use crate::world::http::{Answer, Site};
use crate::world::{AALEN, Backend, HWK, IHK, KOENIGSBRONN, World, day, text};

const VERIFY: &str = "/verify";
const API: &str = "/api/v1/verifications";

on_both_databases!(
    every_door_says_what_became_of_a_file,
    what_was_issued_is_offered_with_its_state,
);

/// A file, its cause, and words of the explanation in German and English.
struct Case {
    name: &'static str,
    file: Vec<u8>,
    cause: &'static str,
    says: [&'static str; 2],
    /// Whether the number is found in it.
    leads: bool,
}

fn every_door_says_what_became_of_a_file(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let waiting = world.prepare(KOENIGSBRONN, &day(-5), &[]);
    let pdf = urkunde(&world, &serial);
    let site = world.serve_now();
    for case in cases(&pdf, &serial, &waiting) {
        refused_at_every_door(&world, &site, &serial, &case);
    }
}

fn cases(pdf: &[u8], serial: &str, waiting: &str) -> Vec<Case> {
    let case = |name, file, cause, says, leads| Case {
        name,
        file,
        cause,
        says,
        leads,
    };
    let encrypted = ["verschlüsselt", "encrypted"];
    let incomplete = ["unvollständig", "incomplete"];
    let rewritten = ["neu gespeichert", "saved it again"];
    let unsigned = ["trägt aber keine Unterschrift", "bears no chamber"];
    let unknown = ["gedruckt, eingescannt", "printed, scanned"];
    let not_pdf = ["weder eine PDF-Datei", "neither a PDF"];
    let mut flipped = pdf.to_vec();
    // In the first stream, so that the file can be read as before.
    flipped[find(pdf, b"stream\n", 0) + 20] ^= 1;
    let second = find(pdf, b"%%EOF\n", find(pdf, b"%%EOF\n", 0) + 6) + 6;
    let link = |serial: &str| reprinted(Some(serial), "Rechnung");
    let titled = format!("Urkunde {serial}");
    vec![
        case(
            "rc4",
            locked(pdf, false),
            "file_encrypted",
            encrypted,
            false,
        ),
        case("aes", locked(pdf, true), "file_encrypted", encrypted, false),
        case(
            "half",
            pdf[..pdf.len() / 2].to_vec(),
            "file_incomplete",
            incomplete,
            false,
        ),
        case(
            "cut",
            pdf[..pdf.len() - 900].to_vec(),
            "file_incomplete",
            incomplete,
            true,
        ),
        case(
            "saved",
            saved(pdf, false, false),
            "file_rewritten",
            rewritten,
            true,
        ),
        case(
            "packed",
            saved(pdf, false, true),
            "file_rewritten",
            rewritten,
            true,
        ),
        case(
            "bare",
            saved(pdf, true, false),
            "file_rewritten",
            rewritten,
            true,
        ),
        case(
            "bare and packed",
            saved(pdf, true, true),
            "file_rewritten",
            rewritten,
            true,
        ),
        case("linked", link(serial), "file_unsigned", unsigned, true),
        case(
            "titled",
            reprinted(None, &titled),
            "file_unsigned",
            unsigned,
            true,
        ),
        case(
            "printed",
            reprinted(None, "Urkunde"),
            "unknown_file",
            unknown,
            false,
        ),
        case(
            "of nobody",
            link("7H3K-9QXM-2P4R-8T2V"),
            "unknown_file",
            unknown,
            false,
        ),
        case(
            "mistyped",
            link("7H3K-9QXM-2P4R-8T22"),
            "unknown_file",
            unknown,
            false,
        ),
        case("not issued", link(waiting), "unknown_file", unknown, false),
        case(
            "text",
            b"Guten Tag".to_vec(),
            "file_not_pdf",
            not_pdf,
            false,
        ),
        case(
            "web page",
            b"\n<!DOCTYPE html><html><body>Bitte anmelden</body></html>".to_vec(),
            "file_not_pdf",
            not_pdf,
            false,
        ),
        case(
            "longer",
            [pdf, b"\n"].concat(),
            "file_appended",
            ["etwas hinzugefügt", "something was added"],
            true,
        ),
        case(
            "flipped",
            flipped,
            "file_altered",
            ["nicht mehr dasselbe", "no longer the same"],
            true,
        ),
        case(
            "once",
            pdf[..second].to_vec(),
            "file_signature_missing",
            [
                "Es fehlt die Unterschrift: Handwerkskammer Ulm",
                "A signature is missing: Chamber of Skilled Crafts Ulm",
            ],
            true,
        ),
    ]
}

#[track_caller]
fn refused_at_every_door(world: &World, site: &Site, serial: &str, case: &Case) {
    let Case { name, file, .. } = case;
    let path = world.file("sent.pdf", file);
    for (language, says) in ["de", "en"].into_iter().zip(case.says) {
        let hint = match language {
            "de" => "Wenn auf dem Blatt eine Nummer steht",
            _ => "If there is a number on the sheet",
        };
        let page = sent(
            site,
            &format!("{VERIFY}?lang={language}"),
            "urkunde.pdf",
            file,
        );
        assert_eq!(page.status, 422, "{name}: {page:#?}");
        assert!(page.body.contains(says), "{name}: {}", page.body);
        assert_eq!(page.body.contains(hint), !case.leads, "{name}");
        assert_eq!(page.body.matches("name=\"nr\"").count(), 1, "{name}");
        let link = format!("href=\"/urkunde/{serial}\"");
        let town = [
            "<strong>Stadt Aalen</strong>",
            "<strong>Town of Aalen</strong>",
        ];
        let named = town.iter().any(|town| page.body.contains(town));
        assert_eq!(named, case.leads, "{name}: {}", page.body);
        assert_eq!(
            page.body.contains(&link),
            case.leads,
            "{name}: {}",
            page.body
        );

        let data = site.send(API, &accepting(language), file.clone());
        assert_eq!(data.status, 422, "{name}: {data:#?}");
        assert_eq!(data.header("content-language"), Some(language));
        is_told(&data.json(), serial, says, case);

        let done = world.run(&["verify", &path, "--json", "--lang", language]);
        assert_eq!(done.code, 21, "{name}: {done:#?}");
        is_told(&done.json(), serial, says, case);
        let done = world
            .run(&["verify", &path, "--lang", language])
            .is(21, says);
        let address = format!("https://siegel.example/urkunde/{serial}");
        assert_eq!(done.out.contains(&address), case.leads, "{name}: {done:#?}");
        let named = done.out.contains(": Aalen (www.aalen.de)");
        assert_eq!(named, case.leads, "{name}: {done:#?}");
    }
}

#[track_caller]
fn is_told(data: &Value, serial: &str, says: &str, case: &Case) {
    let Case { name, cause, .. } = case;
    assert_eq!(data["state"], "not_genuine", "{name}");
    assert_eq!(data["genuine"], false, "{name}");
    assert_eq!(data["cause"], *cause, "{name}: {data:#}");
    assert!(
        text(&data["explanation"]).contains(says),
        "{name}: {data:#}"
    );
    if case.leads {
        assert_eq!(data["serial"], serial, "{name}: {data:#}");
        let registered = &data["registered"];
        assert_eq!(registered["state"], "valid", "{name}");
        assert_eq!(registered["recipient"]["name"], "Aalen", "{name}");
        assert_eq!(
            registered["mark"]["name_en"],
            "Excellent Place to Live for Skilled Professionals and Executives"
        );
        assert!(registered["valid_until"].is_string(), "{name}");
        assert_eq!(registered["document"], format!("/urkunde/{serial}"));
        assert_eq!(registered["page"], format!("/z/{serial}"));
    } else {
        assert_eq!(data["registered"], Value::Null, "{name}: {data:#}");
        assert_eq!(data["serial"], Value::Null, "{name}: {data:#}");
    }
}

fn what_was_issued_is_offered_with_its_state(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let file = saved(&urkunde(&world, &serial), false, false);
    let path = world.file("saved.pdf", &file);
    world.decide("withdraw", &serial, "Prüfung").is(0, "");
    let site = world.serve_now();
    site.send_bytes(VERIFY, &file)
        .is(422, "Stand im Register: Entzogen")
        .is(422, "Urkunde aus dem Register</a> (Entzogen)")
        .is(422, "Die Auszeichnung gilt seit");
    sent(&site, "/verify?lang=en", "urkunde.pdf", &file)
        .is(422, "State in the register: Withdrawn")
        .is(422, "Certificate from the register</a> (Withdrawn)");
    let registered = site.send_bytes(API, &file).json()["registered"].clone();
    assert_eq!(registered["state"], "withdrawn");
    assert!(registered["since"].is_string(), "{registered}");
    world
        .run(&["verify", &path])
        .is(21, "Stand im Register: Entzogen");
}

/// Both chambers signed it, but the register has other bytes.
#[test]
fn a_version_that_was_not_issued_is_told_as_such() {
    let world = World::new(Backend::Sqlite);
    let serial = world.prepare(AALEN, &day(-10), &[]);
    world.sign(&serial, IHK).is(0, &serial);
    let elsewhere = world.place("elsewhere");
    copy(&world.data(), &elsewhere);
    world.ok(&["keys", "document", "new", "--chamber", HWK]);
    world.sign(&serial, HWK).is(0, &serial);
    let folder = elsewhere.display().to_string();
    let database = format!("sqlite://{folder}/kammersiegel.sqlite");
    let sign = ["certificate", "sign", &serial, "--chamber", HWK];
    let there = ["--data", &folder, "--database", &database];
    world.run(&[&sign[..], &there].concat()).is(0, &serial);
    let file = elsewhere.join("issued").join(&serial).join("urkunde.pdf");
    let (code, said) = world.verify(&file.display().to_string());
    assert_eq!(
        (code, &said["cause"]),
        (21, &"differs_from_register".into())
    );
    assert!(text(&said["explanation"]).contains("in dieser Fassung nicht"));
    assert_eq!(said["registered"]["state"], "valid");
    let file = fs::read(file).unwrap();
    let site = world.serve_now();
    site.send_bytes(VERIFY, &file)
        .is(
            422,
            "Diese Datei stimmt nicht mit einer von uns ausgestellten überein",
        )
        .is(422, "in dieser Fassung nicht")
        .is(422, &format!("href=\"/urkunde/{serial}\""));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[test]
fn no_file_and_an_empty_file_are_told_apart() {
    let world = World::new(Backend::Sqlite);
    let site = world.serve_now();
    sent(&site, VERIFY, "leer.pdf", b"").is(400, "Die Datei ist leer.");
    sent(&site, VERIFY, "", b"").is(400, "Es wurde keine Datei ausgewählt.");
    sent(&site, "/verify?lang=en", "leer.pdf", b"").is(400, "The file is empty.");
    sent(&site, API, "leer.pdf", b"").is(400, "urn:kammersiegel:problem:file-empty");
    sent(&site, API, "", b"").is(400, "urn:kammersiegel:problem:file-missing");
    let empty = world.file("leer.pdf", b"");
    world.run(&["verify", &empty]).is(21, "Die Datei ist leer.");
}

#[test]
fn a_file_that_is_not_there_or_too_large_is_told_so() {
    let world = World::new(Backend::Sqlite);
    for name in ["urkunde.pdf", "./urkunde", "/nowhere/urkunde", "siegel.PNG"] {
        world
            .run(&["verify", name])
            .is(34, &format!("Die Datei {name} gibt es nicht"));
    }
    let folder = world.data().display().to_string();
    world.run(&["verify", &folder]).is(34, &folder);
    // What is no file's name is a number still.
    world
        .run(&["verify", "7H3K-9QXM"])
        .is(22, "Eine Nummer hat 16 Zeichen");
    let large = world.file("large.pdf", b"%PDF-1.7\n");
    let file = fs::OpenOptions::new().write(true).open(&large).unwrap();
    // Nobody has the memory for all of it.
    file.set_len(1 << 40).unwrap();
    let done = world.run(&["verify", &large, "--json"]);
    assert_eq!(
        (done.code, text(&done.json()["cause"])),
        (21, "file_too_large".to_owned())
    );
}

#[test]
fn more_files_than_may_be_held_wait_or_are_asked_to_come_again() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let pdf = urkunde(&world, &serial);
    let site = world.serve_now();
    // As many of the largest as there is room for, one byte after the other.
    let slow: Vec<_> = (0..4).map(|_| announce(&site, VERIFY, "de")).collect();
    let (stop, stopped) = mpsc::channel::<()>();
    let sending = thread::spawn(move || {
        while stopped.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
            slow.iter().for_each(|mut s| s.write_all(b" ").unwrap());
        }
    });
    for (address, language, says) in [
        (VERIFY, "de", "zu viele Dateien auf einmal"),
        (VERIFY, "en", "Too many files are being checked"),
        (API, "de", "urn:kammersiegel:problem:busy"),
    ] {
        let answer = answer_to(announce(&site, address, language));
        assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
        assert!(
            answer.to_lowercase().contains("retry-after: 15"),
            "{answer}"
        );
        assert!(answer.contains(says), "{answer}");
        // Files as large as what is issued never wait for those.
        site.send_bytes(API, &pdf).is(200, "\"valid\"");
    }
    drop(stop);
    sending.join().unwrap();
    let large = vec![b' '; 7 << 20];
    site.send_bytes(VERIFY, &large)
        .is(422, "weder eine PDF-Datei");
}

#[test]
fn the_description_names_every_cause() {
    let world = World::new(Backend::Sqlite);
    let site = world.serve_now();
    let description = site.get("/api/v1/openapi.json").json();
    let cause = &description["components"]["schemas"]["Report"]["properties"]["cause"];
    let causes = enumerated(cause).unwrap_or_else(|| panic!("{cause:#}"));
    assert!(causes.len() > 25, "{causes:?}");
    let pages = include_str!("../../docs/api.md");
    for cause in &causes {
        assert!(
            pages.contains(&format!("`{cause}`")),
            "docs/api.md tells nothing of {cause}"
        );
    }
}

/// The first list of values somewhere in a schema.
fn enumerated(schema: &Value) -> Option<Vec<String>> {
    if let Some(values) = schema["enum"].as_array() {
        return Some(values.iter().map(text).collect());
    }
    match schema {
        Value::Array(items) => items.iter().find_map(enumerated),
        Value::Object(entries) => entries.values().find_map(enumerated),
        _ => None,
    }
}

fn urkunde(world: &World, serial: &str) -> Vec<u8> {
    fs::read(text(&world.show(serial)["document"])).unwrap()
}

fn accepting(language: &str) -> Vec<(String, String)> {
    vec![("accept-language".to_owned(), language.to_owned())]
}

/// Sends a file as the form does.
fn sent(site: &Site, path: &str, name: &str, file: &[u8]) -> Answer {
    const MARK: &str = "a-mark-that-no-file-contains";
    let head = format!(
        "--{MARK}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/pdf\r\n\r\n"
    );
    let tail = format!("\r\n--{MARK}--\r\n");
    let body = [head.as_bytes(), file, tail.as_bytes()].concat();
    let kind = format!("multipart/form-data; boundary={MARK}");
    site.send(path, &[("content-type".to_owned(), kind)], body)
}

/// Announces the largest file, and sends nothing of it.
fn announce(site: &Site, path: &str, language: &str) -> TcpStream {
    let mut stream = TcpStream::connect(&site.address).unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\nAccept-Language: {language}\r\n\
         Content-Type: application/pdf\r\nConnection: close\r\n\r\n",
        8 << 20
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

fn answer_to(mut stream: TcpStream) -> String {
    let patience = Some(Duration::from_secs(20));
    stream.set_read_timeout(patience).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn find(pdf: &[u8], what: &[u8], from: usize) -> usize {
    from + memchr::memmem::find(&pdf[from..], what).unwrap()
}

/// Saved again by another program: without the attached seal, in object streams.
fn saved(pdf: &[u8], without_seal: bool, packed: bool) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).unwrap();
    if without_seal {
        let catalog = document.catalog_mut().unwrap();
        catalog.remove(b"AF");
        catalog.remove(b"Names");
        document.prune_objects();
    }
    let mut out = Vec::new();
    if packed {
        document.compress();
        document.save_modern(&mut out).unwrap();
    } else {
        document.save_to(&mut out).unwrap();
    }
    let seals = memchr::memmem::find(&out, b"/EmbeddedFile/").is_some()
        || memchr::memmem::find(&out, b"/EmbeddedFile ").is_some();
    assert!(!(without_seal && seals), "the seal is still there");
    out
}

/// Encrypted so that everybody may open it.
fn locked(pdf: &[u8], aes: bool) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).unwrap();
    let crypt = std::sync::Arc::new(lopdf::encryption::crypt_filters::Aes256CryptFilter);
    let version = if aes {
        EncryptionVersion::V5 {
            encrypt_metadata: true,
            crypt_filters: [(b"StdCF".to_vec(), crypt as _)].into(),
            file_encryption_key: &[7; 32],
            stream_filter: b"StdCF".to_vec(),
            string_filter: b"StdCF".to_vec(),
            owner_password: "owner",
            user_password: "",
            permissions: Permissions::all(),
        }
    } else {
        EncryptionVersion::V2 {
            document: &document,
            owner_password: "owner",
            user_password: "",
            key_length: 128,
            permissions: Permissions::all(),
        }
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

/// A page that a printer's program made: with a link to the number, or without.
fn reprinted(serial: Option<&str>, title: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let mut page = dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    };
    if let Some(serial) = serial {
        let address = format!("https://siegel.example/z/{serial}");
        let action = dictionary! { "S" => "URI", "URI" => Object::string_literal(address) };
        let link = document.add_object(dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "Rect" => vec![0.into(), 0.into(), 99.into(), 99.into()],
            "A" => action,
        });
        page.set("Annots", vec![Object::Reference(link)]);
    }
    let page = document.add_object(page);
    let all = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, all.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    let wide = [0xFE, 0xFF]
        .into_iter()
        .chain(title.encode_utf16().flat_map(u16::to_be_bytes));
    let title = Object::String(wide.collect(), lopdf::StringFormat::Hexadecimal);
    let info = document.add_object(dictionary! { "Title" => title });
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", info);
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}
