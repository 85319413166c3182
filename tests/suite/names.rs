//! Names of all kinds, and the lists that bring them.

use std::fs;

use serde_json::json;

use crate::world::{Backend, World, text};

on_both_databases!(
    names_of_all_kinds_go_the_whole_path,
    what_cannot_be_drawn_is_not_prepared,
    lists_in_every_dress_are_read,
    a_bad_cell_is_named_and_nothing_is_imported,
);

const HEADING: &str = "ags;name;kind;district;latitude;longitude;website";

fn list(world: &World, rows: &str) -> crate::world::Done {
    let path = world.file("list.csv", format!("{HEADING}\n{rows}"));
    world.run(&["municipality", "import", &path])
}

fn names_of_all_kinds_go_the_whole_path(on: Backend) {
    let world = World::new(on);
    let longest = format!("{}ß", "Ä".repeat(119));
    let markup = "<script>alert('1')</script> & \"Söhne\"";
    let site = world.serve_at("2026-11-22T12:00:00Z");
    for (ags, name) in [
        ("01001001", "Weil im Schönbuch (Böblingen) – Süd"),
        ("01001002", longest.as_str()),
        ("01001003", markup),
        ("01001004", "O'Łódź Çelik Ñandú"),
    ] {
        let quoted = name.replace('"', "\"\"");
        list(
            &world,
            &format!("{ags};\"{quoted}\";Stadt;Kreis;48.0;10.0;www.x-y.de\n"),
        )
        .is(0, "");
        let serial = world.issue(ags, "2026-03-03", &[]);
        let shown = world.show(&serial);
        assert_eq!(shown["recipient"]["name"], name);
        assert_eq!(shown["recipient"]["ags"], ags, "the leading zero stays");
        let (code, report) = world.verify(&text(&shown["qr_text"]));
        assert_eq!((code, &report["recipient"]["name"]), (0, &json!(name)));
        let svg = fs::read_to_string(text(&shown["seal_svg"])).unwrap();
        assert!(!svg.contains("<script"), "{svg}");
        site.eventually(|| site.data(&serial).status == 200);
        let page = site.get(&format!("/z/{serial}"));
        assert_eq!(page.status, 200);
        let inert = page
            .body
            .replacen("<script type=\"application/ld+json\">", "", 1);
        assert!(!inert.contains("<script"), "{}", page.body);
        if name == markup {
            let escaped =
                page.body.contains("&#60;script&#62;") || page.body.contains("&lt;script&gt;");
            assert!(escaped, "{}", page.body);
        }
        assert_eq!(site.data(&serial).json()["recipient"]["name"], name);
    }
}

/// No chamber is asked to sign what could then never be issued.
fn what_cannot_be_drawn_is_not_prepared(on: Backend) {
    let world = World::new(on);
    list(&world, "01001001;漢字市;Stadt;Kreis;48.0;10.0;www.x-y.de\n").is(0, "");
    let prepare = [
        "certificate",
        "prepare",
        "--programme",
        crate::world::PROGRAMME,
    ];
    let rest = ["--municipality", "01001001", "--from", "2026-03-03"];
    let done = world.run(&[prepare, rest].concat());
    done.is(30, "Urkunde oder Siegel können so nicht gesetzt werden");
    assert_eq!(world.json(&["certificate", "list", "--json"]), json!([]));
}

fn lists_in_every_dress_are_read(on: Backend) {
    let world = World::bare(on);
    let row =
        "08135025;Königsbronn;Gemeinde;Landkreis Heidenheim;48,7431;10,1124;WWW.Koenigsbronn.de";
    let semicolons = format!("{HEADING}\n{row}\n");
    let commas = semicolons.replace(',', ".").replace(';', ",");
    let latin = encoding_rs::WINDOWS_1252.encode(&semicolons).0.into_owned();
    assert!(latin.contains(&0xf6));
    for (dress, bytes) in [
        ("UTF-8", semicolons.clone().into_bytes()),
        ("byte order mark", format!("\u{feff}{semicolons}").into_bytes()),
        ("Windows-1252", latin),
        ("commas", commas.into_bytes()),
        ("CRLF", semicolons.replace('\n', "\r\n").into_bytes()),
        ("other order", "extra;website;name;kind;AGS;district;longitude;latitude\nx;www.koenigsbronn.de;Königsbronn;Gemeinde;08135025;Landkreis Heidenheim;10.1124;48.7431\n".into()),
    ] {
        let path = world.file("list.csv", bytes);
        world.run(&["municipality", "import", &path]).is(0, "Eine Kommune eingelesen");
        let listed = world.json(&["municipality", "list", "--json"]);
        let expected = json!([{"ags": "08135025", "name": "Königsbronn", "kind": "Gemeinde",
                               "district": "Landkreis Heidenheim",
                               "website": "www.koenigsbronn.de"}]);
        assert_eq!(listed, expected, "{dress}");
        assert_eq!(world.database.text("SELECT CAST(latitude AS TEXT) FROM municipality"), "48.7431");
    }
}

fn a_bad_cell_is_named_and_nothing_is_imported(on: Backend) {
    let world = World::bare(on);
    let good = "08136088;Aalen;Stadt;Ostalbkreis;48.8;10.1;www.aalen.de\n";
    let too_long = "x".repeat(121);
    for (row, column, says) in [
        (
            "813601;B;Stadt;K;48.8;10.1;www.b.de",
            "ags",
            "„813601“ ist kein Gemeindeschlüssel",
        ),
        (
            "0813601x;B;Stadt;K;48.8;10.1;www.b.de",
            "ags",
            "kein Gemeindeschlüssel",
        ),
        (
            ";B;Stadt;K;48.8;10.1;www.b.de",
            "ags",
            "Hier fehlt eine Angabe",
        ),
        (
            "08136019; ;Stadt;K;48.8;10.1;www.b.de",
            "name",
            "Hier fehlt eine Angabe",
        ),
        (
            &format!("08136019;{too_long};Stadt;K;48.8;10.1;www.b.de"),
            "name",
            "ist kein Name",
        ),
        (
            "08136019;\"a\nb\";Stadt;K;48.8;10.1;www.b.de",
            "name",
            "ist kein Name",
        ),
        (
            "08136019;B;Dorf;K;48.8;10.1;www.b.de",
            "kind",
            "weder „Stadt“ noch „Gemeinde“",
        ),
        (
            "08136019;B;Stadt;K;nord;10.1;www.b.de",
            "latitude",
            "keine Koordinate",
        ),
        (
            "08136019;B;Stadt;K;48.8;1800;www.b.de",
            "longitude",
            "1800 Grad Ost liegt nicht in Deutschland",
        ),
        (
            "08136019;B;Stadt;K;NaN;10;www.b.de",
            "latitude",
            "keine Koordinate",
        ),
        (
            "08136019;B;Stadt;K;48.8;10.1;https://www b.de/",
            "website",
            "ist kein Rechnername",
        ),
        (
            "08136019;B;Stadt;K;48.8;10.1;localhost",
            "website",
            "ist kein Rechnername",
        ),
        (
            "08136019;B;Stadt;K;48.8;10.1",
            "website",
            "Hier fehlt eine Angabe",
        ),
        (
            "08136088;Aalen;Stadt;K;48.8;10.1;www.b.de",
            "ags",
            "steht zweimal in der Liste",
        ),
    ] {
        let done = list(&world, &format!("{good}{row}\n"));
        let done = done
            .is(30, says)
            .is(30, &format!(" „{column}“: "))
            .is(30, "Zeile 3, Spalte ");
        assert!(done.err.contains("Es wurde nichts eingelesen."), "{done:?}");
        assert_eq!(
            world.json(&["municipality", "list", "--json"]),
            json!([]),
            "{row}"
        );
    }
    for column in HEADING.split(';') {
        let heading = HEADING.replace(column, "anders");
        let path = world.file("list.csv", format!("{heading}\n{good}"));
        let done = world.run(&["municipality", "import", &path]);
        done.is(30, &format!("({column}): Die Spalte fehlt."));
    }
    let english = world.file(
        "list.csv",
        format!("{HEADING}\n{}", good.replace("Stadt", "Town")),
    );
    let english = ["--lang", "en", "municipality", "import", &english];
    world
        .run(&english)
        .is(30, "Row 2, column C “kind”: \"Town\" is neither");
    world
        .run(&["municipality", "import", "/nowhere.csv"])
        .is(34, "Die Datei /nowhere.csv gibt es nicht");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM events"), 0);
}
