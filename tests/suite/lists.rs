//! Lists of every dress are read, and everything that is wrong is told by row and column.

use std::fs;
use std::io::{Read, Write};

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::world::{AALEN, Backend, Done, IHK, KOENIGSBRONN, PROGRAMME, World, text};

on_both_databases!(
    workbooks_are_read_like_text,
    every_kind_of_problem_is_told_by_row_and_column,
    certificates_are_prepared_from_a_list,
    listed_terms_fit_the_programme,
    terms_of_one_municipality_follow_one_another,
    what_spreadsheets_do_to_lists_is_told,
    what_was_given_out_is_taken_in_unchanged,
    formulas_never_leave_and_are_never_taken_in,
);

pub const HEADING: &str = "ags;name;kind;district;latitude;longitude;website";

/// A workbook whose first sheet somebody fills.
pub fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

/// A packed file with another file in it.
fn packed(name: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default();
    archive.start_file(name, plain).unwrap();
    archive.finish().unwrap().into_inner()
}

/// A sound workbook but for one file in it, which is replaced or added.
fn replaced(name: &str, content: &[u8]) -> Vec<u8> {
    let sound = workbook(|sheet| write_row(sheet, 0, &["ags"]));
    let mut old = ZipArchive::new(std::io::Cursor::new(&sound)).unwrap();
    let mut new = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for place in 0..old.len() {
        let mut file = old.by_index(place).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        new.start_file(file.name(), SimpleFileOptions::default())
            .unwrap();
        let bytes = if file.name() == name { content } else { &bytes };
        new.write_all(bytes).unwrap();
    }
    if old.index_for_name(name).is_none() {
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(content).unwrap();
    }
    new.finish().unwrap().into_inner()
}

fn write_row(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (place, cell) in (0_u16..).zip(cells) {
        sheet.write_string(row, place, *cell).unwrap();
    }
}

fn count(world: &World, from: &str) -> i64 {
    world
        .database
        .number(&format!("SELECT COUNT(*) FROM {from}"))
}

fn dry(world: &World, list: &str, bytes: impl AsRef<[u8]>) -> Done {
    let path = world.file("liste", bytes);
    world.run(&["import", list, &path, "--dry-run"])
}

fn workbooks_are_read_like_text(on: Backend) {
    let world = World::bare(on);
    let bytes = workbook(|sheet| {
        let heading = [
            "Website",
            "AGS",
            "Länge",
            "BREITE",
            "Name",
            "Art",
            "Landkreis",
        ];
        write_row(sheet, 2, &heading);
        write_row(
            sheet,
            4,
            &[
                "www.koenigsbronn.de",
                "",
                "",
                "",
                "Königsbronn",
                "Gemeinde",
                "K",
            ],
        );
        // As a spreadsheet stores it when nobody says that it is a text.
        sheet.write_number(4, 1, 8_135_025).unwrap();
        sheet.write_number(4, 2, 10.1124).unwrap();
        let result = Formula::new("24+24.7431").set_result("48.7431");
        sheet.write_formula(4, 3, result).unwrap();
    });
    let path = world.file("liste.xlsx", bytes);
    let done = world.run(&["import", "municipalities", &path]);
    let done = done.is(0, "Eine Kommune eingelesen.");
    assert!(
        done.err
            .contains("Zeile 5, Spalte B „AGS“: Aus „8135025“ wurde 08135025"),
        "{done:?}"
    );
    let listed = world.json(&["municipality", "list", "--json"]);
    assert_eq!(listed[0]["ags"], "08135025");
    assert_eq!(listed[0]["name"], "Königsbronn");
    let latitude = "SELECT CAST(latitude AS TEXT) FROM municipality";
    assert_eq!(world.database.text(latitude), "48.7431");
    assert_eq!(
        count(&world, "events WHERE action = 'municipality.imported'"),
        1
    );
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn every_kind_of_problem_is_told_by_row_and_column(on: Backend) {
    let world = World::new(on);
    let before = count(&world, "events");
    let contact = "Kontakt: Name in der Anrede;Kontakt: Anrede;Kontakt: Sprache;Kontakt: E-Mail";
    let list = format!(
        "{HEADING};{contact};Fremdes\n\
         1234;;Dorf;K;nord;200;kein rechner\n\
         08136019;=1+1;Stadt;K;48;10;a.example;;Frau;;e@a.example\n\
         \n\
         08136019;\"B\";Stadt;K;48;10;a.example\n\
         08136020;B;Stadt;K;48;10;a.example;X;Freifrau;fr;nichts\n\
         08136021;C;Stadt;K;48;10;a.example;;;;;;zu viel\n\
         08136022;{long};Stadt;K;48;10;a.example;C;;;\n\
         08136022;{longer};Stadt;K;48;10;a.example\n\
         8136023;D;Stadt;K;48;10;a.example\n",
        long = "x".repeat(121),
        longer = "x".repeat(1001)
    );
    let done = dry(&world, "municipalities", &list);
    let done = done.is(30, "1 neu, 0 geändert, 0 unverändert, 7 mit Fehlern");
    for says in [
        "Zeile 1, Spalte L „Fremdes“: Diese Spalte ist unbekannt und wird übergangen.",
        "Zeile 2, Spalte A „ags“: „1234“ ist kein Gemeindeschlüssel",
        "Zeile 2, Spalte B „name“: Hier fehlt eine Angabe.",
        "Zeile 2, Spalte C „kind“: „Dorf“ ist weder",
        "Zeile 2, Spalte E „latitude“: „nord“ ist keine Koordinate",
        "Zeile 2, Spalte F „longitude“: 200 Grad Ost liegt nicht in Deutschland (5 bis 16).",
        "Zeile 2, Spalte G „website“: „kein rechner“ ist kein Rechnername",
        "Zeile 3, Spalte B „name“: Das sieht aus wie eine Formel.",
        "Zeile 5, Spalte A „ags“: Das steht zweimal in der Liste, zuerst in Zeile 3.",
        "Zeile 6, Spalte I „Kontakt: Anrede“: „Freifrau“ ist keine Anrede",
        "Zeile 6, Spalte J „Kontakt: Sprache“: „fr“ ist keine Sprache",
        "Zeile 6, Spalte K „Kontakt: E-Mail“: „nichts“ ist keine E-Mail-Adresse",
        "Zeile 7: Die Zeile hat mehr Zellen als die Überschrift.",
        "Zeile 8, Spalte B „name“: „xxx",
        "Zeile 9, Spalte B „name“: Die Zelle hat mehr als 1000 Zeichen.",
        "Zeile 10, Spalte A „ags“: Aus „8136023“ wurde 08136023",
    ] {
        assert!(done.err.contains(says), "{says}: {}", done.err);
    }
    assert_eq!(count(&world, "municipality"), 6);
    assert_eq!(count(&world, "events"), before, "a dry run leaves no trace");
    assert_eq!(count(&world, "bulk_row WHERE state = 'open'"), 0);

    // Nothing is taken in of a list with problems, unless somebody says so.
    let path = world.file("liste", &list);
    world
        .run(&["import", "municipalities", &path])
        .is(30, "Es wurde nichts eingelesen.");
    assert_eq!(count(&world, "municipality"), 6);
    world
        .run(&["import", "municipalities", &path, "--only-sound"])
        .is(0, "Eine Kommune eingelesen.");
    assert_eq!(count(&world, "municipality"), 7);

    let twice = format!("{HEADING};Name;Landkreis\n08136019;B;Stadt;K;48;10;a.example\n");
    dry(&world, "municipalities", twice)
        .is(30, "Zeile 1, Spalte H „Name“: Diese Spalte steht schon");
    // A quotation mark that nobody closed is told where it stands.
    let open = format!("{HEADING}\n08136019;\"B;Stadt;K;48;10;a.example\n08136019;C;Stadt\n");
    dry(&world, "municipalities", open).is(30, "Zeile 2, Spalte B „name“");
    let english = world.file("liste", "ags;website\n1;2\n");
    world
        .run(&["--lang", "en", "import", "municipalities", &english])
        .is(30, "Row 1, column “Latitude” (latitude): ");
    for (bytes, says) in [
        (&b""[..], "steht keine Zeile"),
        (HEADING.as_bytes(), "steht keine Zeile"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "alte oder verschlüsselte",
        ),
        (
            b"PK\x03\x04 und sonst nichts",
            "Die Arbeitsmappe lässt sich nicht öffnen: Die Datei ist unvollständig",
        ),
        (&packed("word/document.xml"), "keine Arbeitsmappe"),
        (
            &replaced("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r="),
            "Das erste Blatt der Arbeitsmappe ist beschädigt",
        ),
        (b"%PDF-1.7\0\0", "weder CSV noch XLSX"),
        (&vec![b'x'; (8 << 20) + 1], "größer als 8 MB"),
        (&b"a\n".repeat(20_002), "mehr als 20000 Zeilen"),
        (
            &b";"
                .repeat(200)
                .iter()
                .copied()
                .chain(*b"a")
                .collect::<Vec<_>>(),
            "mehr als 100 Spalten",
        ),
    ] {
        dry(&world, "municipalities", bytes).is(30, says);
    }
    let broken = workbook(|sheet| {
        write_row(sheet, 0, &HEADING.split(';').collect::<Vec<_>>());
        write_row(
            sheet,
            1,
            &["08136019", "B", "Stadt", "K", "", "", "a.example"],
        );
        sheet
            .write_formula(1, 4, Formula::new("1/0").set_result("#DIV/0!"))
            .unwrap();
    });
    dry(&world, "municipalities", broken).is(
        30,
        "Zeile 2, Spalte E „latitude“: Die Tabelle selbst meldet hier einen Fehler: #DIV/0!",
    );
}

fn certificates_are_prepared_from_a_list(on: Backend) {
    let world = World::new(on);
    let bytes = workbook(|sheet| {
        write_row(
            sheet,
            0,
            &[
                "AGS",
                "Name",
                "Qualitätszeichen",
                "Beginn",
                "Ende",
                "Re-Zertifizierung",
                "Datum der Urkunde",
            ],
        );
        let day = Format::new().set_num_format("dd.mm.yyyy");
        let date = ExcelDateTime::from_ymd(2031, 3, 3).unwrap();
        write_row(
            sheet,
            1,
            &[AALEN, "Aalen", PROGRAMME, "", "", "ja", "01.02.2031"],
        );
        sheet.write_datetime_with_format(1, 3, &date, &day).unwrap();
        let mark = "Ausgezeichneter Wohnort für Fach- und Führungskräfte";
        write_row(
            sheet,
            2,
            &[
                KOENIGSBRONN,
                "Königsbrunn",
                mark,
                "2031-04-01",
                "31.12.2032",
            ],
        );
    });
    let path = world.file("liste.xlsx", &bytes);
    let done = world.run(&["import", "certificates", &path]);
    let done = done.is(0, "2 Auszeichnungen vorbereitet.");
    let named = "Zeile 3, Spalte B „Name“: Diese Kommune ist verzeichnet als Königsbronn";
    assert!(done.err.contains(named), "{done:?}");
    let listed = world.json(&["certificate", "list", "--json"]);
    let term = |place: usize| {
        (
            text(&listed[place]["valid_from"]),
            text(&listed[place]["valid_until"]),
        )
    };
    assert_eq!(
        term(0),
        ("2031-03-03".to_owned(), "2036-03-02".to_owned()),
        "five years"
    );
    assert_eq!(term(1), ("2031-04-01".to_owned(), "2032-12-31".to_owned()));
    for certificate in listed.as_array().unwrap() {
        let serial = text(&certificate["serial"]);
        world.sign(&serial, IHK).is(0, "unterschrieben");
    }

    // The rules are those of preparing one by one.
    let done = world.run(&["import", "certificates", &path]);
    let done = done.is(30, "Es wurde nichts eingelesen.");
    assert!(
        done.err
            .contains("Zeile 2, Spalte A „AGS“: Für diese Kommune gibt es schon"),
        "{done:?}"
    );
    let list = "AGS;Programm;Qualitätszeichen;Beginn;Ende;Re-Zertifizierung\n\
         00000001;;;03.03.2031\n\
         08136019;;;03.03.2031;01.03.2031\n\
         08136065;;anderes;03.03.2031\n\
         08135016;;;45719\n\
         08135016;;;03.03.2031;;vielleicht\n\
         08135019;;;03.03.2031\n\
         08135019;;;03.03.2032\n";
    let done = dry(&world, "certificates", list).is(30, "1 neu, 0 geändert, 0 unverändert, 6 mit");
    for says in [
        "Zeile 1, Spalte B „Programm“: Diese Spalte ist unbekannt",
        "Zeile 2, Spalte A „AGS“: Zum Gemeindeschlüssel 00000001 ist keine Kommune bekannt",
        "Zeile 3, Spalte E „Ende“: Die Laufzeit endet, bevor sie beginnt",
        "Zeile 4, Spalte C „Qualitätszeichen“: „anderes“ ist kein Qualitätszeichen",
        "Zeile 5, Spalte D „Beginn“: „45719“ ist die Zahl, mit der",
        "Zeile 6, Spalte F „Re-Zertifizierung“: „vielleicht“ ist weder",
        "Zeile 8, Spalte A „AGS“: Für dieselbe Kommune und einige derselben Tage steht schon Zeile 7",
    ] {
        assert!(done.err.contains(says), "{says}: {}", done.err);
    }
    // What cannot be drawn is found before anybody is asked to sign it.
    let list = world.file(
        "m.csv",
        format!("{HEADING}\n01001001;漢字市;Stadt;K;48;10;x.example\n"),
    );
    world.ok(&["municipality", "import", &list]);
    let done = dry(&world, "certificates", "AGS;Beginn\n01001001;03.03.2031\n");
    done.is(
        30,
        "Zeile 2, Spalte A „AGS“: Urkunde oder Siegel können mit diesem Namen nicht",
    );
    world.run(&["audit", "verify"]).is(0, "2 Auszeichnungen");
}

fn terms_of_one_municipality_follow_one_another(on: Backend) {
    let world = World::new(on);
    let list = format!(
        "AGS;Beginn;Re-Zertifizierung\n\
         {AALEN};03.03.2021;\n\
         {AALEN};03.03.2024;ja\n\
         {AALEN};02.03.2029;ja\n"
    );
    let done = dry(&world, "certificates", &list);
    let done = done.is(30, "2 neu, 0 geändert, 0 unverändert, 1 mit Fehlern");
    let says = "Zeile 4, Spalte A „AGS“: Für dieselbe Kommune und einige derselben Tage steht \
                schon Zeile 3 da.";
    assert!(done.err.contains(says), "{}", done.err);
    let list = world.file("liste.csv", list.rsplit_once(AALEN).unwrap().0);
    world
        .run(&["import", "certificates", &list])
        .is(0, "2 Auszeichnungen vorbereitet.");
}

fn what_spreadsheets_do_to_lists_is_told(on: Backend) {
    let world = World::new(on);
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Leer").unwrap();
    let sheet = book.add_worksheet().set_name("Ostalbkreis").unwrap();
    write_row(sheet, 0, &["AGS", "Beginn"]);
    write_row(sheet, 1, &[AALEN, ""]);
    // A day in a cell that is not formatted as one.
    sheet.write_number(1, 1, 51_563).unwrap();
    let sheet = book.add_worksheet().set_name("Heidenheim").unwrap();
    write_row(sheet, 0, &["AGS", "Beginn"]);
    let done = dry(&world, "certificates", book.save_to_buffer().unwrap());
    let done = done.is(30, "0 neu, 0 geändert, 0 unverändert, 1 mit Fehlern");
    for says in [
        "Zeile 1: Gelesen wird das Blatt „Ostalbkreis“, nicht: Heidenheim.",
        "Zeile 2, Spalte B „Beginn“: „51563“ ist die Zahl, mit der Tabellenprogramme den \
         03.03.2041 speichern.",
    ] {
        assert!(done.err.contains(says), "{says}: {}", done.err);
    }

    // What people copy from their browser, and what else comes out of the register.
    let list = format!(
        "{HEADING}\n\
         08136050;Neresheim;Stadt;K;48,75;10,33;https://www.neresheim.de/startseite\n\
         08136051;N;Stadt;K;10,33;48,75;n.example\n\
         08136052;Schwäbisch Gmünd;Stadt;K;48,8;9,8;https://www.schwäbisch-gmünd.de/\n"
    );
    let done = dry(&world, "municipalities", list);
    let done = done.is(30, "2 neu, 0 geändert, 0 unverändert, 1 mit Fehlern");
    let says = "Zeile 3, Spalte E „latitude“: 10.33 Grad Nord liegt nicht in Deutschland";
    assert!(done.err.contains(says), "{}", done.err);
}

fn listed_terms_fit_the_programme(on: Backend) {
    let world = World::new(on);
    let list = "AGS;Beginn;Ende;Datum der Urkunde\n\
         08136088;01.01.2027;31.12.2099\n\
         08136019;01.01.2027;31.12.2029;24.12.2090\n\
         08136065;01.01.2027;30.06.2027\n\
         08135016;01.01.2027;31.12.2029;24.12.2026\n";
    let done = dry(&world, "certificates", list).is(30, "2 neu, 0 geändert, 0 unverändert, 2 mit");
    for says in [
        "Zeile 2, Spalte C „Ende“: Länger ist dieses Qualitätszeichen nie verliehen",
        "Zeile 3, Spalte D „Datum der Urkunde“: Das Datum der Urkunde passt nicht zur Laufzeit. \
         Möglich ist 01.01.2026 bis 31.12.2029.",
        "Zeile 4, Spalte C „Ende“: Üblich wäre der 31.12.2029 als letzter Tag.",
    ] {
        assert!(done.err.contains(says), "{says}: {}", done.err);
    }
    assert!(!done.err.contains("Zeile 5"), "{}", done.err);
    assert!(done.err.contains("31.12.2031"), "five years: {}", done.err);
}

fn what_was_given_out_is_taken_in_unchanged(on: Backend) {
    let world = World::new(on);
    let tricky = format!(
        "{HEADING};Kontakt: Name;Kontakt: Name in der Anrede;Kontakt: Amt;Kontakt: Anrede;Kontakt: E-Mail\n\
         01001001;'=1+1;Stadt;'@Kreis;48,5;10,25;a.example;Erika Mustermann;Mustermann;Bürgermeisterin;Frau;e@a.example\n\
         01001002;''-x;Gemeinde;\"Kreis; \"\"Süd\"\"\";48;10;b.example;;;;;rathaus@b.example\n\
         01001003;'s-Hertogenbosch;Gemeinde;;48;10;c.example\n"
    );
    let path = world.file("liste.csv", tricky);
    world
        .run(&["import", "municipalities", &path])
        .is(0, "3 Kommunen eingelesen.");
    let name = "SELECT name FROM municipality WHERE ags = '01001001'";
    assert_eq!(world.database.text(name), "=1+1");
    world.issue_valid();
    world.prepare(
        KOENIGSBRONN,
        "2031-03-03",
        &["--renewal", "--dated", "2031-01-01"],
    );
    for (list, rows) in [("municipalities", 9), ("certificates", 2)] {
        for format in ["csv", "xlsx"] {
            for language in ["de", "en"] {
                let out = world.place(&format!("{list}-{language}.{format}"));
                let out = out.display().to_string();
                world.ok(&[
                    "--lang", language, "export", list, "--format", format, "--output", &out,
                ]);
                let done = world.run(&["import", list, &out, "--dry-run"]);
                let says = format!("0 neu, 0 geändert, {rows} unverändert, 0 mit Fehlern");
                let done = done.is(0, &says);
                assert_eq!(done.err, "", "{list} {format} {language}");
                world
                    .run(&["export", list, "--format", format, "--output", &out])
                    .is(34, "gibt es schon");
            }
        }
    }
    // What differs is told: what was signed is not changed by a list.
    let out = world.place("certificates-de.csv");
    let changed = fs::read_to_string(out)
        .unwrap()
        .replace("03.03.2031", "04.03.2031");
    let done = dry(&world, "certificates", changed);
    done.is(30, "Spalte E „Beginn“: Im Register steht 2031-03-03.");
}

fn formulas_never_leave_and_are_never_taken_in(on: Backend) {
    let world = World::bare(on);
    let names = ["=HYPERLINK(\"x\")", "+49", "-x", "@SUM(A1)", "'=x"];
    let bytes = workbook(|sheet| {
        write_row(sheet, 0, &HEADING.split(';').collect::<Vec<_>>());
        for (row, name) in (1_u32..).zip(names) {
            let ags = format!("0100100{row}");
            write_row(
                sheet,
                row,
                &[&ags, name, "Stadt", "K", "48", "10", "a.example"],
            );
        }
    });
    let path = world.file("liste.xlsx", bytes);
    world
        .run(&["import", "municipalities", &path])
        .is(0, "5 Kommunen eingelesen.");

    let [csv, xlsx] = ["aus.csv", "aus.xlsx"].map(|name| world.place(name));
    for (path, format) in [(&csv, "csv"), (&xlsx, "xlsx")] {
        let path = path.display().to_string();
        world.ok(&[
            "export",
            "municipalities",
            "--format",
            format,
            "--output",
            &path,
        ]);
    }
    let written = fs::read(csv).unwrap();
    assert!(
        written.starts_with(b"\xef\xbb\xbfAGS;Name;"),
        "byte order mark"
    );
    let written = String::from_utf8(written).unwrap();
    assert_eq!(written.matches("\r\n").count(), 6);
    for cell in written.split(['\n', ';']) {
        let cell = cell.trim_matches(['"', '\r']);
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
    let mut book: Xlsx<_> = calamine::open_workbook(&xlsx).unwrap();
    let sheet = book.worksheet_range("Kommunen").unwrap();
    assert_eq!(
        sheet.get_value((1, 1)),
        Some(&Data::String(names[0].to_owned()))
    );
    assert!(book.worksheet_formula("Kommunen").unwrap().is_empty());
    // As text in a CSV file, each of them is told, but for what is a number.
    for name in ["=HYPERLINK()", "-x", "@SUM(A1)", "+A1"] {
        let row = format!("01001009;{name};Stadt;K;48;10;a.example");
        dry(&world, "municipalities", format!("{HEADING}\n{row}\n")).is(
            30,
            "Zeile 2, Spalte B „name“: Das sieht aus wie eine Formel",
        );
    }
}

/// A workbook of a few kilobytes that would fill the memory: packed bytes, cells far away, and
/// what says of itself that it is small.
#[test]
fn what_would_fill_the_memory_is_refused() {
    let world = World::bare(Backend::Sqlite);
    let zeros = vec![b' '; 100 << 20];
    let bomb = replaced("xl/sharedStrings.xml", &zeros);
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    dry(&world, "municipalities", &bomb).is(30, "ausgepackt viel zu groß");
    dry(&world, "municipalities", replaced("more", &zeros)).is(30, "ausgepackt viel zu groß");
    // The size that is written beside the packed bytes is not believed.
    let mut liar = bomb.clone();
    let size = (100_u32 << 20).to_le_bytes();
    while let Some(at) = liar.windows(4).position(|w| w == size) {
        liar[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let done = dry(&world, "municipalities", liar);
    assert_eq!(done.code, 30, "{done:?}");

    let far = replaced(
        "xl/worksheets/sheet1.xml",
        br#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="str"><v>ags</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData></worksheet>"#,
    );
    dry(&world, "municipalities", far).is(30, "mehr als 100 Spalten");

    // A formula that nobody ever computed says nothing.
    let never = replaced(
        "xl/worksheets/sheet1.xml",
        br#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="str"><v>AGS</v></c><c r="B1" t="str"><v>Beginn</v></c></row><row r="2"><c r="A2" t="str"><v>08136088</v></c><c r="B2"><f>TODAY()</f></c></row></sheetData></worksheet>"#,
    );
    dry(&world, "certificates", never).is(
        30,
        "Zeile 2, Spalte B „Beginn“: Die Formel hat kein Ergebnis.",
    );
}
