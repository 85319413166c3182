//! The Urkunde for paper: with bleed and crop marks, or in two parts, and never the original.

use std::fs;
use std::path::PathBuf;

use lopdf::{Dictionary, Document, Object};

use crate::world::{
    AALEN, Backend, Done, HWK, IHK, KOENIGSBRONN, World, day, files, passphrase_variable, text,
};

on_both_databases!(
    only_what_all_have_signed_and_still_stands_is_printed,
    what_is_sealed_is_printed_as_when_it_is_issued,
    nothing_is_overwritten_unasked,
);

/// Points in a millimetre.
const MM: f32 = 72.0 / 25.4;
const LONGEST: &str = "Verwaltungsgemeinschaft Größtheim-Übelbach an der Äußeren Würm (Landkreis \
                       Musterland), Sankt Jürgen im Gäu & Königsmühle";

fn print(world: &World, serial: &str, name: &str, more: &[&str]) -> (PathBuf, Done) {
    let path = world.place(name);
    let output = path.display().to_string();
    let command = ["certificate", "print", serial, "--output", &output];
    let done = world.run(&[&command[..], more].concat());
    (path, done)
}

/// A print that has to succeed.
#[track_caller]
fn printed(world: &World, serial: &str, name: &str, more: &[&str]) -> Document {
    let (path, done) = print(world, serial, name, more);
    done.is(0, name);
    Document::load(path).unwrap()
}

fn page(document: &Document) -> &Dictionary {
    document.get_dictionary(document.get_pages()[&1]).unwrap()
}

fn content(document: &Document) -> Vec<u8> {
    document.get_page_content(document.get_pages()[&1])
}

/// A box of the page in whole tenths of a millimetre.
fn area(document: &Document, name: &str) -> [i32; 4] {
    let corners = page(document).get(name.as_bytes()).unwrap();
    let corners = corners.as_array().unwrap().iter();
    let corners = corners.map(|c| (c.as_float().unwrap() / MM * 10.0).round() as i32);
    corners.collect::<Vec<_>>().try_into().unwrap()
}

/// What the Info dictionary says.
fn says(document: &Document, key: &str) -> String {
    let info = document.trailer.get(b"Info").unwrap().as_reference();
    let info = document.get_dictionary(info.unwrap()).unwrap();
    lopdf::decode_text_string(info.get(key.as_bytes()).unwrap()).unwrap()
}

fn only_what_all_have_signed_and_still_stands_is_printed(on: Backend) {
    let world = World::new(on);
    let refuses = |serial: &str, code: i32, says: &str| {
        for more in [&[][..], &["--only-variable"], &["--only-fixed"]] {
            let (path, done) = print(&world, serial, "x.pdf", more);
            done.is(code, says);
            assert!(!path.exists());
        }
    };
    refuses("0000-0000-0000-0000", 30, "gibt es keine Auszeichnung");
    let prepared = world.prepare(AALEN, &day(-1), &[]);
    refuses(&prepared, 31, "noch nicht alle Kammern unterschrieben");
    world.sign(&prepared, IHK).is(0, "");
    refuses(&prepared, 31, "noch nicht alle Kammern unterschrieben");
    let refuse = ["certificate", "refuse", &prepared, "--chamber", HWK];
    world.ok(&[&refuse[..], &["--reason", "Tippfehler"]].concat());
    refuses(&prepared, 31, "hat ihre Unterschrift abgelehnt");

    let old = world.issue_valid();
    world.decide("suspend", &old, "Prüfung").is(0, "");
    let done = print(&world, &old, "suspended.pdf", &[]).1;
    let done = done.is(0, "suspended.pdf");
    assert!(
        done.err
            .contains("ausgesetzt. Was Sie drucken, darf zurzeit nicht"),
        "{done:#?}"
    );
    world.decide("reinstate", &old, "Geprüft").is(0, "");
    assert_eq!(print(&world, &old, "in-force.pdf", &[]).1.is(0, "").err, "");
    world.decide("withdraw", &old, "Prüfung").is(0, "");
    refuses(&old, 31, "Diese Auszeichnung ist entzogen");
    let old = world.issue_valid();
    let new = text(&world.json(&["certificate", "supersede", &old, "--json"])["serial"]);
    for chamber in [IHK, HWK] {
        world.sign(&new, chamber).is(0, "");
    }
    refuses(&old, 31, "wurde durch eine neue ersetzt");
    print(&world, &new, "new.pdf", &[]).1.is(0, "");
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn what_is_sealed_is_printed_as_when_it_is_issued(on: Backend) {
    let mut world = World::new(on);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    world.sign(&serial, IHK).is(0, "");
    world.unset(&passphrase_variable(IHK));
    world.sign(&serial, HWK).is(0, "die Urkunde wartet auf");
    assert_eq!(world.show(&serial)["stage"], "sealed");
    let (sealed, done) = print(&world, &serial, "sealed.pdf", &[]);
    done.is(0, "sealed.pdf");

    world.passphrase(IHK, crate::world::PASSPHRASE);
    world.ok(&["certificate", "sign", "--chamber", IHK]);
    assert_eq!(world.show(&serial)["stage"], "issued");
    let (issued, done) = print(&world, &serial, "issued.pdf", &[]);
    done.is(0, "issued.pdf");
    let sealed = fs::read(sealed).unwrap();
    assert_eq!(sealed, fs::read(&issued).unwrap());
    // It is not the original, and the check says so.
    assert_eq!(world.verify(&issued.display().to_string()).0, 21);
}

fn nothing_is_overwritten_unasked(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let document = text(&world.show(&serial)["document"]);
    let original = fs::read(&document).unwrap();
    let command = ["certificate", "print", &serial, "--output"];
    let over = [&command[..], &[&document]].concat();
    world.run(&over).is(34, "gibt es schon");
    assert_eq!(fs::read(&document).unwrap(), original);
    let folder = files(&world.data().join("issued").join(&serial));
    assert_eq!(folder.len(), 3, "{folder:?}");

    let draft = world.file("draft.pdf", "an older draft");
    let over = [&command[..], &[&draft]].concat();
    world.run(&over).is(34, "--replace");
    assert_eq!(fs::read(&draft).unwrap(), b"an older draft");
    world.ok(&[&over[..], &["--replace"]].concat());
    assert!(fs::read(&draft).unwrap().starts_with(b"%PDF-"));
    let nowhere = world.place("nowhere/x.pdf").display().to_string();
    let there = [&command[..], &[&nowhere]].concat();
    world.run(&there).is(34, "nowhere/x.pdf gibt es nicht");
}

#[test]
fn a_print_has_bleed_and_crop_marks_and_nothing_for_the_screen() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    for (paper, width, height) in [("a4", 2100, 2970), ("a3", 2970, 4200)] {
        for (extent, is_whole) in [(&[][..], true), (&["--only-fixed"], false)] {
            let name = format!("{paper}-{is_whole}.pdf");
            let more = [&["--paper", paper], extent].concat();
            let document = printed(&world, &serial, &name, &more);
            let around = |margin| {
                [
                    100 - margin,
                    100 - margin,
                    100 + width + margin,
                    100 + height + margin,
                ]
            };
            assert_eq!(area(&document, "TrimBox"), around(0));
            assert_eq!(area(&document, "BleedBox"), around(30));
            assert_eq!(area(&document, "MediaBox"), around(100));
            assert_eq!(area(&document, "CropBox"), around(100));
            assert_print_only(&document);
        }
    }
}

/// No form, no link, no attachment; tagged, and with the output intent of the colours.
#[track_caller]
fn assert_print_only(document: &Document) {
    let catalog = document.catalog().unwrap();
    for absent in ["AcroForm", "AF", "Names"] {
        assert!(!catalog.has(absent.as_bytes()), "{absent}");
    }
    for present in ["OutputIntents", "StructTreeRoot", "Metadata"] {
        assert!(catalog.has(present.as_bytes()), "{present}");
    }
    let annotations = page(document).get(b"Annots").unwrap();
    assert_eq!(annotations, &Object::Array(Vec::new()));
    let preferences = catalog.get(b"ViewerPreferences").unwrap();
    let scaling = preferences.as_dict().unwrap().get(b"PrintScaling");
    assert_eq!(scaling.unwrap().as_name().unwrap(), b"None");
}

#[test]
fn a_print_says_in_its_metadata_that_it_is_not_the_original() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let notice = "Druckvorlage, nicht das gesiegelte Original";
    for (name, more, title) in [
        ("whole.pdf", &[][..], "Stadt Aalen (Druckvorlage)"),
        (
            "variable.pdf",
            &["--only-variable"],
            "Stadt Aalen (Druckvorlage, veränderliche Teile)",
        ),
        (
            "fixed.pdf",
            &["--only-fixed"],
            "Führungskräfte (Druckvorlage, feste Teile)",
        ),
    ] {
        let document = printed(&world, &serial, name, more);
        assert!(says(&document, "Subject").starts_with(notice));
        let said = says(&document, "Title");
        assert!(said.ends_with(title), "{said}");
        let xmp = document.catalog().unwrap().get(b"Metadata").unwrap();
        let xmp = document.get_object(xmp.as_reference().unwrap()).unwrap();
        let xmp = String::from_utf8(xmp.as_stream().unwrap().content.clone()).unwrap();
        let description =
            format!("<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{notice}");
        assert!(xmp.contains(&description), "{xmp}");
    }
}

#[test]
fn paper_that_was_printed_in_advance_fits_every_recipient() {
    let world = World::new(Backend::Sqlite);
    let heading = "ags;name;kind;district;latitude;longitude;website";
    let website = "www.verwaltungsgemeinschaft-groesstheim-uebelbach.example";
    let long = format!("{heading}\n08999001;{LONGEST};Gemeinde;Musterland;48.8;10.1;{website}\n");
    let list = world.file("long.csv", long);
    world.ok(&["municipality", "import", &list]);

    let parts = |ags: &str, from: &str| {
        let serial = world.issue(ags, from, &[]);
        let part = |which: &str| printed(&world, &serial, &format!("{ags}{which}.pdf"), &[which]);
        let variable = part("--only-variable");
        assert_print_only(&variable);
        for name in ["TrimBox", "BleedBox", "MediaBox"] {
            assert_eq!(area(&variable, name), [0, 0, 2100, 2970], "{name}");
        }
        (content(&part("--only-fixed")), content(&variable))
    };
    let (fixed, variable) = parts(AALEN, "2025-05-05");
    assert!(fixed.len() > 1_000 && variable.len() > 1_000);
    for (ags, from) in [(KOENIGSBRONN, "2026-12-22"), ("08999001", "2024-02-29")] {
        let (other_fixed, other_variable) = parts(ags, from);
        assert!(fixed == other_fixed, "{ags}");
        assert!(variable != other_variable, "{ags}");
    }
}

#[test]
fn a_wording_that_differs_is_not_printed_in_advance() {
    let mut world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let own = world.place("templates").join(crate::world::PROGRAMME);
    fs::create_dir_all(&own).unwrap();
    let shipped = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("templates")
        .join(crate::world::PROGRAMME);
    for path in files(&shipped) {
        let wording = fs::read_to_string(&path).unwrap();
        let wording = wording.replace("verleihen der\n", "verleihen der { $kind }\n");
        fs::write(own.join(path.file_name().unwrap()), wording).unwrap();
    }
    world.set(
        "KAMMERSIEGEL_TEMPLATES",
        &world.place("templates").display().to_string(),
    );
    for part in ["--only-variable", "--only-fixed"] {
        let (_, done) = print(&world, &serial, "part.pdf", &[part]);
        done.is(31, "„award“ ist nicht auf jeder Urkunde gleich");
    }
    printed(&world, &serial, "whole.pdf", &[]);
}

#[test]
fn a_wrong_command_is_explained() {
    let world = World::bare(Backend::Sqlite);
    let both = ["--only-fixed", "--only-variable"];
    let (_, done) = print(&world, "0000-0000-0000-0000", "x.pdf", &both);
    done.is(2, "schließen einander aus");
    let (_, done) = print(&world, "0000-0000-0000-0000", "x.pdf", &["--paper", "a5"]);
    done.is(2, "a4 oder a3");
}
