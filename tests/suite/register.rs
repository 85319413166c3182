//! The public register: the list, the map, the pages of municipalities.

use crate::world::http::Site;
use crate::world::{AALEN, Backend, HWK, KOENIGSBRONN, World};

on_both_databases!(
    the_list_has_what_has_not_lapsed,
    every_municipality_of_the_map_is_a_link_and_a_row,
    a_municipality_keeps_its_page_and_its_history,
    a_withdrawal_leaves_the_list_within_seconds,
    what_not_every_chamber_signed_is_not_listed,
    a_register_that_cannot_be_asked_says_so,
);

const ELLWANGEN: &str = "08136019";
const GMUEND: &str = "08136065";
const GIENGEN: &str = "08135016";
const HEIDENHEIM: &str = "08135019";

/// Words that only staff may read.
pub const REASON: &str = "Vertraulicher-Grund";

/// Six municipalities, each in another state on 2026-11-22.
pub fn six(world: &World) {
    let issue = |ags, from, until| world.issue(ags, from, &["--until", until]);
    issue(AALEN, "2025-03-03", "2028-03-02");
    issue(ELLWANGEN, "2020-01-01", "2022-12-31");
    issue(GMUEND, "2024-01-10", "2027-01-09");
    let suspended = issue(GIENGEN, "2025-01-01", "2027-12-31");
    issue(HEIDENHEIM, "2020-01-01", "2022-12-31");
    issue(HEIDENHEIM, "2023-02-01", "2028-01-31");
    let withdrawn = issue(KOENIGSBRONN, "2025-01-01", "2027-12-31");
    world.decide("suspend", &suspended, REASON).is(0, "");
    world.decide("withdraw", &withdrawn, REASON).is(0, "");
}

pub fn at_noon(world: &World) -> Site {
    world.serve_at("2026-11-22T12:00:00Z")
}

/// The names in the table, in order.
#[track_caller]
fn listed(site: &Site, address: &str) -> Vec<String> {
    let page = site.get(address).is(200, "</html>");
    let rows = page.body.split("role=\"rowheader\"><a href=\"").skip(1);
    let name = |row: &str| {
        let begin = row.find('>').unwrap() + 1;
        row[begin..row.find("</a>").unwrap()].to_owned()
    };
    rows.map(name).collect()
}

fn the_list_has_what_has_not_lapsed(on: Backend) {
    let world = World::new(on);
    six(&world);
    let site = at_noon(&world);
    let current = [
        "Aalen",
        "Giengen an der Brenz",
        "Heidenheim an der Brenz",
        "Schwäbisch Gmünd",
    ];
    assert_eq!(listed(&site, "/register"), current);
    let lapsed = ["Ellwangen (Jagst)", "Königsbronn"];
    assert_eq!(listed(&site, "/register?state=lapsed"), lapsed);
    assert_eq!(listed(&site, "/register?state=all").len(), 6);
    for (asked, found) in [
        ("state=valid", &["Aalen", "Heidenheim an der Brenz"][..]),
        ("state=soon", &["Schwäbisch Gmünd"]),
        ("state=suspended", &["Giengen an der Brenz"]),
        ("state=expired", &["Ellwangen (Jagst)"]),
        ("state=withdrawn", &["Königsbronn"]),
        ("state=upcoming", &[]),
        ("state=nonsense&year=x&page=0", &current),
        ("page=99", &current),
        ("district=Ostalbkreis", &["Aalen", "Schwäbisch Gmünd"]),
        ("year=2025", &["Aalen", "Giengen an der Brenz"]),
        ("year=2025&district=Ostalbkreis", &["Aalen"]),
        ("mark=ausgezeichneter-wohnort&q=aalen", &["Aalen"]),
        ("mark=another", &[]),
        ("q=Schwaebisch+Gmund", &["Schwäbisch Gmünd"]),
        ("q=SCHWABISCHGMUND", &["Schwäbisch Gmünd"]),
        ("q=gmund+schwab", &["Schwäbisch Gmünd"]),
        ("q=08136088", &["Aalen"]),
        ("q=Shcwäbisch", &["Schwäbisch Gmünd"]),
        ("q=K%C3%B6nisbronn&state=all", &["Königsbronn"]),
        ("q=Hiedenheim", &["Heidenheim an der Brenz"]),
        ("q=Ahlen", &["Aalen"]),
        ("q=Ulm", &[]),
        ("q=%00%ff%3Cscript%3E", &[]),
    ] {
        assert_eq!(
            listed(&site, &format!("/register?{asked}")),
            found,
            "{asked}"
        );
    }
    let page = site.get("/register?lang=de&state=all");
    for says in [
        "6 Auszeichnungen",
        "aria-label=\"Aalen: gültig bis 02.03.2028\"",
        "aria-label=\"Schwäbisch Gmünd: gültig bis 09.01.2027, endet bald\"",
        "aria-label=\"Giengen an der Brenz: ausgesetzt seit ",
        "aria-label=\"Ellwangen (Jagst): abgelaufen am 31.12.2022\"",
        "aria-label=\"Königsbronn: entzogen am ",
        "aria-label=\"Oberkochen: zurzeit keine geltende Auszeichnung\"",
        "© GeoBasis-DE / BKG (2017), Daten verändert",
        "Muster: Laufzeiten und Namen sind erfunden.",
    ] {
        assert!(page.body.contains(says), "no {says:?} in {}", page.body);
    }
    // What lapsed is not told as if it had never been.
    let former = "Eine Auszeichnung mit anderem Stand ansehen";
    let nothing = "Dazu ist nichts verzeichnet.";
    let page = site.get("/register?lang=de&q=Konigsbronn").is(200, former);
    let page = page.is(
        200,
        "<a href=\"/register?q=Konigsbronn&#38;state=all&#38;lang=de\">",
    );
    assert!(!page.body.contains(nothing), "{}", page.body);
    for asked in ["q=Ulm", "q=Ulm&state=all", "district=Ulm&year=2025"] {
        let page = site
            .get(&format!("/register?lang=de&{asked}"))
            .is(200, nothing);
        assert!(!page.body.contains(former), "{asked}");
    }
    assert!(!site.get("/register?lang=de&q=Aalen").body.contains(former));
    let similar = "Genau so heißt keine";
    site.get("/register?lang=de&q=Ahlen").is(200, similar);
    assert!(!site.get("/register?lang=de&q=Aalen").body.contains(similar));
    // What was chosen stays when the language changes.
    let page = site.get("/register?lang=de&q=Aalen&district=Ostalbkreis");
    page.is(
        200,
        "href=\"/register?q=Aalen&#38;district=Ostalbkreis&#38;lang=en\"",
    );
    site.get("/register?lang=en&state=soon").is(
        200,
        "Schwäbisch Gmünd: valid until 9 January 2027, ends soon",
    );
    // The day after its last, Gmünd has left the list.
    site.set("2027-01-09T22:59:59Z");
    assert_eq!(listed(&site, "/register?state=soon"), ["Schwäbisch Gmünd"]);
    site.set("2027-01-09T23:00:00Z");
    assert_eq!(listed(&site, "/register?q=Gmund"), [] as [&str; 0]);
    assert_eq!(
        listed(&site, "/register?q=Gmund&state=expired"),
        ["Schwäbisch Gmünd"]
    );
}

/// The municipalities of the map, as its links name them, and as the table does.
fn on_the_map(page: &str) -> (Vec<String>, Vec<String>) {
    let figure = &page[page.find("<figure").unwrap()..page.find("</figure>").unwrap()];
    let links = figure.split("aria-label=\"").skip(2);
    let mut links: Vec<_> = links
        .filter_map(|rest| Some(rest[..rest.find('"')?].to_owned()))
        .collect();
    links.sort();
    let table = &page[page.find("<details").unwrap()..page.find("</details>").unwrap()];
    let cell = |row: &str, tag: &str| {
        let end = row.find(tag).unwrap();
        row[row[..end].rfind('>').unwrap() + 1..end].to_owned()
    };
    let rows = table.split("<tr>").skip(2);
    let mut rows: Vec<_> = rows
        .map(|row| format!("{}: {}", cell(row, "</a>"), cell(row, "</td>")))
        .collect();
    rows.sort();
    (links, rows)
}

fn every_municipality_of_the_map_is_a_link_and_a_row(on: Backend) {
    let world = World::new(on);
    six(&world);
    let site = at_noon(&world);
    for (query, aalen) in [
        ("", "gültig bis 02.03.2028"),
        ("state=all", "gültig bis 02.03.2028"),
        // Left out by the filter, and told all the same.
        ("state=lapsed", "gültig bis 02.03.2028"),
    ] {
        let page = site.get(&format!("/register?lang=de&{query}")).body;
        let (links, rows) = on_the_map(&page);
        assert_eq!(links.len(), 53, "{links:?}");
        assert_eq!(links, rows);
        assert!(links.contains(&format!("Aalen: {aalen}")), "{links:?}");
    }
    // What has lapsed left the list, and is told where it is asked for only.
    for (query, ellwangen) in [
        ("", "zurzeit keine geltende Auszeichnung"),
        ("state=all", "abgelaufen am 31.12.2022"),
    ] {
        let page = site.get(&format!("/register?lang=de&{query}")).body;
        let (links, _) = on_the_map(&page);
        assert!(
            links.contains(&format!("Ellwangen (Jagst): {ellwangen}")),
            "{links:?}"
        );
    }
}

fn a_municipality_keeps_its_page_and_its_history(on: Backend) {
    let world = World::new(on);
    six(&world);
    let old = world.issue(AALEN, "2026-01-01", &[]);
    world.decide("withdraw", &old, REASON).is(0, "");
    let site = at_noon(&world);
    let page = site.get(&format!("/register/{HEIDENHEIM}?lang=de"));
    let page = page
        .is(200, "Stadt Heidenheim an der Brenz")
        .is(200, "Ausgezeichnet seit 2020");
    for says in [
        "Reauditiert 2023",
        "01.01.2020 – 31.12.2022",
        "01.02.2023 – 31.01.2028",
        "Landkreis Heidenheim",
        "www.heidenheim.de",
        "Handwerkskammer Ulm",
        "Stand vom 22. November 2026",
        "<link rel=\"canonical\" href=\"https://siegel.example/register/08135019?lang=de\">",
        "hreflang=\"en\" href=\"https://siegel.example/register/08135019?lang=en\"",
        "<meta property=\"og:image\" content=\"https://siegel.example/register/08135019.png?lang=de\">",
    ] {
        assert!(page.body.contains(says), "no {says:?} in {}", page.body);
    }
    site.get(&format!("/register/{ELLWANGEN}?lang=en"))
        .is(200, "Awarded from 2020 to 2022");
    site.get(&format!("/register/{KOENIGSBRONN}?lang=de"))
        .is(200, "Entzogen");
    let aalen = site
        .get(&format!("/register/{AALEN}?lang=de"))
        .is(200, "bis 02.03.2028");
    assert!(
        aalen.body.contains(&format!("/z/{old}?lang=de")),
        "the withdrawn award is told"
    );
    for nowhere in [
        "99999999",
        "x",
        "08136088x",
        "08136088.svg",
        "08136002.png",
        "%ff",
    ] {
        site.get(&format!("/register/{nowhere}")).is(404, "");
    }
    // On the map, but never awarded.
    let none = site.get("/register/08136002?lang=de");
    let none = none.is(200, "Zurzeit keine geltende Auszeichnung.");
    assert!(none.body.contains("<h1>Abtsgmünd</h1>"), "{}", none.body);
    assert!(
        none.body.contains("content=\"noindex\"") && !none.body.contains("og:image"),
        "{}",
        none.body
    );
    // Awarded once, and found as before.
    let lapsed = site.get(&format!("/register/{ELLWANGEN}?lang=de"));
    let lapsed = lapsed.is(200, "Zurzeit keine geltende Auszeichnung.");
    assert!(lapsed.body.contains("content=\"index\""), "{}", lapsed.body);
    assert!(!aalen.body.contains("Zurzeit keine"), "{}", aalen.body);
    // There and back.
    let serial = aalen.body.split("href=\"/z/").nth(1).unwrap();
    let serial = &serial[..serial.find('?').unwrap()];
    site.get(&format!("/z/{serial}"))
        .is(200, "href=\"/register/08136088\"");
    site.get("/").is(200, "href=\"/register\"");
    let pictures = [format!("/register/{AALEN}.png"), "/register.png".to_owned()];
    let languages = ["de", "en"];
    for path in pictures
        .iter()
        .flat_map(|path| languages.map(|language| format!("{path}?lang={language}")))
    {
        let picture = site.head(&path);
        assert_eq!(
            (picture.status, picture.header("content-type")),
            (200, Some("image/png"))
        );
        let etag = picture.header("etag").unwrap().to_owned();
        assert_eq!(site.head(&path).header("etag"), Some(etag.as_str()));
        let known = [("if-none-match".to_owned(), etag)];
        assert_eq!(site.request("GET", &path, &known, "").status, 304);
    }
}

fn a_withdrawal_leaves_the_list_within_seconds(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve();
    assert_eq!(listed(&site, "/register"), ["Aalen"]);
    assert_eq!(
        site.get("/register.json").json()["awards"][0]["state"],
        "valid"
    );
    let etag = site
        .get("/register.json")
        .header("etag")
        .unwrap()
        .to_owned();
    world.decide("withdraw", &serial, REASON).is(0, "");
    site.eventually(|| listed(&site, "/register").is_empty());
    let data = site.get("/register.json");
    assert_eq!(data.json()["awards"][0]["state"], "withdrawn");
    assert_ne!(data.header("etag"), Some(etag.as_str()));
}

fn what_not_every_chamber_signed_is_not_listed(on: Backend) {
    let world = World::new(on);
    let serial = world.issue(AALEN, "2026-01-01", &[]);
    world.issue(HEIDENHEIM, "2026-01-01", &[]);
    let forge = format!(
        "UPDATE signature SET signature = $1 WHERE serial = '{serial}' AND chamber = '{HWK}'"
    );
    world.database.set_bytes(&forge, &[7; 64]);
    let site = at_noon(&world);
    assert_eq!(
        listed(&site, "/register?state=all"),
        ["Heidenheim an der Brenz"]
    );
    site.get(&format!("/register/{AALEN}?lang=de"))
        .is(200, "Das Register führt für Aalen keine Auszeichnung.");
    assert!(!site.get("/register.json").body.contains(AALEN));
}

fn a_register_that_cannot_be_asked_says_so(on: Backend) {
    let world = World::new(on);
    world.issue(AALEN, "2026-01-01", &[]);
    let site = at_noon(&world);
    assert_eq!(listed(&site, "/register"), ["Aalen"]);
    world
        .database
        .execute("ALTER TABLE event_head RENAME TO gone");
    site.set_only("2026-11-22T12:00:40Z");
    for path in ["/register?lang=de", "/register/08136088?lang=de"] {
        let page = site.get(path).is(503, "Prüfung zurzeit nicht möglich");
        assert!(!page.body.contains("Aalen"), "{}", page.body);
    }
    for path in [
        "/register.json",
        "/register.geojson",
        "/register.csv",
        "/register.atom",
        "/sitemap.xml",
        "/register/08136088.png",
        "/register.png",
    ] {
        assert_eq!(site.head(path).status, 503, "{path}");
    }
    world
        .database
        .execute("ALTER TABLE gone RENAME TO event_head");
}

#[test]
fn a_mark_without_outlines_has_a_list_only() {
    let world = World::new(Backend::Sqlite);
    six(&world);
    let from =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/ausgezeichneter-wohnort");
    let to = world.place("templates/ausgezeichneter-wohnort");
    std::fs::create_dir_all(&to).unwrap();
    for file in ["de.ftl", "en.ftl"] {
        std::fs::copy(from.join(file), to.join(file)).unwrap();
    }
    let programme = std::fs::read_to_string(from.join("programme.toml")).unwrap();
    let line = programme
        .lines()
        .find(|l| l.starts_with("outlines = "))
        .unwrap();
    std::fs::write(to.join("programme.toml"), programme.replace(line, "")).unwrap();
    let site = at_noon(&world);
    let page = site.get("/register").is(200, "Heidenheim an der Brenz");
    assert!(!page.body.contains("<figure"), "{}", page.body);
    drop(site);
    // A map that is none is told before anything is served.
    std::fs::write(to.join("programme.toml"), &programme).unwrap();
    let templates = world.place("templates").display().to_string();
    for map in ["", "{}", "{\"attribution\":\"x\",\"features\":[]}"] {
        std::fs::write(to.join("outlines.geojson"), map).unwrap();
        let check = world.run(&["programme", "check", "--templates", &templates]);
        check.is(30, "outlines.geojson");
    }
}
