//! The register as data: whole, stable, harmless, and without anything confidential.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::register::{REASON, at_noon, six};
use crate::world::{AALEN, Backend, HWK, IHK, World, text};

on_both_databases!(
    every_award_is_in_every_file,
    an_award_that_expires_is_news,
    nothing_confidential_is_in_any_file,
);

const FILES: [(&str, &str); 5] = [
    ("/register.json", "application/json"),
    ("/register.geojson", "application/geo+json"),
    ("/register.csv", "text/csv; charset=utf-8; header=present"),
    ("/register.atom", "application/atom+xml; charset=utf-8"),
    (
        "/register.atom?lang=en",
        "application/atom+xml; charset=utf-8",
    ),
];

fn every_award_is_in_every_file(on: Backend) {
    let world = World::new(on);
    six(&world);
    let old = world.issue(AALEN, "2020-01-01", &["--until", "2022-12-31"]);
    let copy = text(&world.json(&["certificate", "supersede", &old, "--json"])["serial"]);
    world.sign(&copy, IHK).is(0, "");
    world.sign(&copy, HWK).is(0, "");
    let site = at_noon(&world);
    let data = site.get("/register.json").json();
    assert_eq!(data["version"], 1);
    assert_eq!(data["as_of"], "2026-11-22");
    assert_eq!(data["source"], "https://siegel.example/register");
    assert_eq!(
        data["licence"]["url"],
        "https://www.govdata.de/dl-de/zero-2-0"
    );
    assert_eq!(data["marks"][0]["chambers"][1]["id"], HWK);
    assert_eq!(data["marks"][0]["sample"], true);
    let awards = data["awards"].as_array().unwrap();
    let states: Vec<_> = awards
        .iter()
        .map(|a| (text(&a["ags"]), text(&a["state"])))
        .collect();
    let of = |ags: &str| {
        states
            .iter()
            .filter(|(a, _)| a == ags)
            .map(|(_, s)| s.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(states.len(), 9);
    let mut aalen = of(AALEN);
    aalen.sort_unstable();
    assert_eq!(aalen, ["expired", "superseded", "valid"]);
    assert_eq!(of("08135019"), ["valid", "expired"]);
    assert_eq!(of("08135016"), ["suspended"]);
    assert_eq!(of("08135025"), ["withdrawn"]);
    let superseded = awards.iter().find(|a| a["state"] == "superseded").unwrap();
    assert_eq!(
        (
            text(&superseded["serial"]),
            text(&superseded["superseded_by"])
        ),
        (old, copy)
    );
    let valid = awards
        .iter()
        .find(|a| a["ags"] == AALEN && a["state"] == "valid")
        .unwrap();
    let serial = text(&valid["serial"]);
    let keys: BTreeSet<_> = valid
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let documented = include_str!("../../docs/open-data.md");
    for language in ["de", "en"] {
        let page = site.get(&format!("/register/data?lang={language}")).body;
        for key in &keys {
            assert!(
                documented.contains(&format!("`{key}`"))
                    && page.contains(&format!("id=\"awards-{key}\"")),
                "{key} is not documented"
            );
        }
        assert!(!page.contains("</code></dt><dd></dd>"), "{page}");
    }
    for page in ["/register", "/api"] {
        site.get(page).is(200, "href=\"/register/data\"");
    }
    assert_eq!(
        text(&valid["verification"]),
        format!("https://siegel.example/z/{serial}")
    );

    let map = site.get("/register.geojson").json();
    let features = map["features"].as_array().unwrap();
    assert_eq!(
        (text(&map["type"]).as_str(), features.len()),
        ("FeatureCollection", 6)
    );
    let gmuend = features
        .iter()
        .find(|f| f["properties"]["ags"] == "08136065")
        .unwrap();
    assert_eq!(
        gmuend["geometry"]["coordinates"],
        serde_json::json!([9.7965, 48.8024])
    );
    assert_eq!(gmuend["properties"]["ends_soon"], true);

    let table = site.get("/register.csv").body;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(
        reader.headers().unwrap().iter().collect::<BTreeSet<_>>(),
        keys
    );
    assert_eq!(reader.records().count(), 9);
    assert!(table.lines().count() == 10 && table.matches("\r\n").count() == 10);

    let feed = site.get("/register.atom").body;
    assert_eq!(feed.matches("<entry>").count(), 8, "{feed}");
    assert!(
        feed.contains(&format!("<id>https://siegel.example/z/{serial}</id>")),
        "{feed}"
    );
    site.get("/register.atom?lang=en")
        .is(200, "Excellent Place to Live");

    let sites = site
        .get("/sitemap.xml")
        .is(200, "<loc>https://siegel.example/register/08136088</loc>");
    assert_eq!(sites.body.matches("<loc>").count(), 9);
    site.get("/robots.txt")
        .is(200, "Sitemap: https://siegel.example/sitemap.xml");

    for (path, kind) in FILES {
        let file = site.get(path);
        assert_eq!(file.header("content-type"), Some(kind), "{path}");
        assert_eq!(
            file.header("access-control-allow-origin"),
            Some("*"),
            "{path}"
        );
        assert_eq!(
            file.header("cache-control"),
            Some("public, max-age=50"),
            "{path}"
        );
        let etag = file.header("etag").unwrap().to_owned();
        for (tag, status) in [
            (etag.clone(), 304),
            (format!("\"x\", W/{etag}"), 304),
            ("\"x\"".to_owned(), 200),
        ] {
            let known = [("if-none-match".to_owned(), tag)];
            let again = site.request("GET", path, &known, "");
            assert_eq!(
                (again.status, again.header("etag")),
                (status, Some(etag.as_str())),
                "{path}"
            );
            assert_eq!(again.body.is_empty(), status == 304);
        }
    }
}

fn an_award_that_expires_is_news(on: Backend) {
    let world = World::new(on);
    let serial = world.issue(AALEN, "2026-01-01", &["--until", "2030-06-30"]);
    let other = world.issue("08136019", "2026-01-01", &["--until", "2030-12-31"]);
    let site = world.serve_at("2030-07-15T12:00:00Z");
    let feed = site.get("/register.atom").body;
    let entries: Vec<_> = feed.split("<entry>").skip(1).collect();
    assert!(entries[0].contains(&serial), "{feed}");
    assert!(
        entries[0].contains("<updated>2030-06-30T22:00:00+00:00</updated>"),
        "{feed}"
    );
    assert!(entries[1].contains(&other), "{feed}");
}

fn nothing_confidential_is_in_any_file(on: Backend) {
    let world = World::new(on);
    six(&world);
    let contact = ["--email", "geheim@aalen.example", "--name", "Geheimrat"];
    world.ok(&[&["municipality", "contact", "set", AALEN], &contact[..]].concat());
    let site = at_noon(&world);
    let mut paths: Vec<&str> = FILES.iter().map(|(path, _)| *path).collect();
    paths.extend([
        "/register?state=all",
        "/register/08135025",
        "/register/08135016",
        "/sitemap.xml",
    ]);
    for path in paths {
        let body = site.get(path).is(200, "").body;
        // Reasons, and the people who signed.
        for never in [
            REASON,
            "geheim@",
            "Geheimrat",
            "Mustermann",
            "Beispiel",
            "Probe",
            "Präsident",
            "reason",
            "score",
        ] {
            assert!(!body.contains(never), "{never} in {path}: {body}");
        }
    }
}

/// A name that a page, a spreadsheet and a feed could take for something else.
#[test]
fn names_cannot_break_out() {
    const NAME: &str = "=1+1</script><b>&\"x\"";
    let world = World::new(Backend::Sqlite);
    let row = format!(
        // The apostrophes say that these are texts, and are taken off.
        "08136002;\"'{}\";Gemeinde;'@Kreis;48.9;9.9;www.example.de\n",
        NAME.replace('"', "\"\"")
    );
    let list = format!("ags;name;kind;district;latitude;longitude;website\n{row}");
    let list = world.file("hostile.csv", list);
    world.ok(&["municipality", "import", &list]);
    world.issue("08136002", "2026-01-01", &[]);
    let site = at_noon(&world);
    for path in [
        "/register",
        "/register/08136002",
        "/register.atom",
        "/register?q=%3D1%2B1%3C",
    ] {
        let body = site.get(path).is(200, "=1+1").body;
        assert!(!body.contains("</script><b>"), "{body}");
    }
    let linked = site.get("/register/08136002").body;
    let linked = linked
        .split("<script type=\"application/ld+json\">")
        .nth(1)
        .unwrap();
    let linked: Value = serde_json::from_str(&linked[..linked.find("</script>").unwrap()]).unwrap();
    assert_eq!(text(&linked["name"]), NAME);
    assert_eq!(
        text(&linked["hasCertification"][0]["certificationStatus"]),
        "CertificationActive"
    );
    let table = site.get("/register.csv").body;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let row = reader.records().next().unwrap().unwrap();
    assert_eq!(
        (row[1].to_owned(), &row[3]),
        (format!("'{NAME}"), "'@Kreis")
    );
}
