//! Live pictures, frames and permanent addresses: today's state, and where it may be shown.

use crate::path::never_given;
use crate::world::http::{Answer, Site};
use crate::world::{AALEN, Backend, HWK, IHK, KOENIGSBRONN, PROGRAMME, World, text};

on_both_databases!(
    every_state_has_its_picture,
    a_withdrawal_shows_at_once_to_whoever_asks_again,
    an_award_keeps_its_address_through_renewal_and_correction,
    elsewhere_the_picture_names_the_right_site,
);

const KEPT: &str = "public, max-age=50, must-revalidate, stale-while-revalidate=0";
const KEPT_FOR_ONE: &str = "private, max-age=50, must-revalidate, stale-while-revalidate=0";

fn svg(serial: &str) -> String {
    format!("/seal/{serial}.svg")
}

fn of_award(ags: &str, ending: &str) -> String {
    format!("/seal/by/{PROGRAMME}/{ags}{ending}")
}

/// What a picture says of itself.
#[track_caller]
fn title(answer: &Answer) -> String {
    assert_eq!(answer.header("content-type"), Some("image/svg+xml"));
    crate::world::browser::between(&answer.body, "<title>", "</title>")
}

#[track_caller]
fn corrected(world: &World, serial: &str) -> String {
    let copy = text(&world.json(&["certificate", "supersede", serial, "--json"])["serial"]);
    world.sign(&copy, IHK).is(0, "");
    world.sign(&copy, HWK).is(0, "");
    copy
}

fn every_state_has_its_picture(on: Backend) {
    let world = World::new(on);
    let until = ["--until", "2028-03-02"];
    let [valid, suspended, withdrawn, old] =
        [(); 4].map(|()| world.issue(AALEN, "2025-03-03", &until));
    world.ok(&["certificate", "suspend", &suspended, "--reason", "Prüfung"]);
    world.ok(&["certificate", "withdraw", &withdrawn, "--reason", "Prüfung"]);
    corrected(&world, &old);
    let prepared = world.prepare(AALEN, "2025-03-03", &[]);

    let site = world.serve_at("2026-11-22T12:00:00Z");
    let mut seen = Vec::new();
    for (serial, german, english) in [
        (&valid, "gültig bis 03/2028", "valid until 03/2028"),
        (&suspended, ": AUSGESETZT", ": SUSPENDED"),
        (&withdrawn, ": ENTZOGEN", ": WITHDRAWN"),
        (&old, ": ERSETZT", ": SUPERSEDED"),
    ] {
        let picture = site.get(&svg(serial));
        assert_eq!(picture.status, 200);
        assert!(title(&picture).ends_with(german), "{}", title(&picture));
        assert!(title(&picture).contains("Ausgezeichneter Wohnort"));
        let in_english = site.get(&format!("{}?lang=en", svg(serial)));
        assert!(title(&in_english).ends_with(english), "{english}");
        assert_eq!(in_english.header("content-language"), Some("en"));
        assert!(!seen.contains(&picture.body));
        seen.push(picture.body.clone());
        judge_headers(&site, &svg(serial), &picture, 200);
    }
    // The number may be written as anywhere.
    let typed = svg(&valid.to_lowercase().replace('-', ""));
    assert_eq!(site.get(&typed).body, seen[0]);

    // What was never issued, or cannot be one.
    for unknown in [
        never_given(),
        prepared,
        "x".to_owned(),
        "7H3K-9QXM".to_owned(),
    ] {
        let picture = site.get(&svg(&unknown));
        assert_eq!(
            title(&picture),
            "Nicht gefunden: Zu dieser Nummer ist keine Auszeichnung verzeichnet."
        );
        judge_headers(&site, &svg(&unknown), &picture, 404);
    }
    for nothing in ["/seal/x", "/seal/x.gif", "/seal/.svg.exe"] {
        assert_eq!(site.get(nothing).status, 404);
    }

    // Days go by.
    for (at, ends) in [
        ("2027-12-02T22:59:59Z", "03/2028"),
        // Ninety days before the last one, in Berlin.
        ("2027-12-02T23:00:00Z", ": ENDET BALD"),
        ("2028-03-02T22:59:59Z", ": ENDET BALD"),
        ("2028-03-02T23:00:00Z", ": ABGELAUFEN"),
    ] {
        site.set(at);
        let picture = site.get(&svg(&valid));
        assert!(title(&picture).ends_with(ends), "{at} {}", title(&picture));
    }
    let site = world.serve_at("2025-03-02T22:59:59Z");
    assert!(title(&site.get(&svg(&valid))).ends_with(": NOCH NICHT GÜLTIG"));
    site.set("2025-03-02T23:00:00Z");
    assert!(title(&site.get(&svg(&valid))).ends_with("03/2028"));

    // Without its register, the site says so, and nobody keeps it.
    world
        .database
        .execute("ALTER TABLE event_head RENAME TO gone");
    site.set_only("2025-03-02T23:00:40Z");
    let picture = site.get(&svg(&valid));
    assert_eq!(picture.status, 503);
    assert_eq!(picture.header("cache-control"), Some("no-store"));
    assert!(title(&picture).starts_with("Prüfung zurzeit nicht möglich"));
    let picture = site.get(&of_award(AALEN, ".svg"));
    assert!(title(&picture).starts_with("Prüfung zurzeit nicht möglich"));
    world
        .database
        .execute("ALTER TABLE gone RENAME TO event_head");
}

/// Kept for less than a minute, known again by its tag, for every page, and for nothing else.
#[track_caller]
fn judge_headers(site: &Site, path: &str, answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{path}");
    for (name, value) in [
        ("cache-control", KEPT),
        ("vary", "referer, origin, sec-fetch-site, sec-fetch-dest"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("x-content-type-options", "nosniff"),
        (
            "content-security-policy",
            "default-src 'none'; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'; sandbox",
        ),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name} of {path}");
    }
    assert_eq!(answer.header("set-cookie"), None);
    let tag = answer.header("etag").unwrap();
    assert!(tag.starts_with('"') && tag.len() == 34, "{tag}");
    let head = site.head(path);
    assert_eq!((head.status, head.bytes.is_empty()), (status, true));
    for same in ["etag", "cache-control", "content-type", "content-length"] {
        assert_eq!(head.header(same), answer.header(same), "{same} of {path}");
    }
    let weak = format!("\"0\", W/{tag}");
    for (known, expected) in [
        (tag, 304),
        (&*weak, 304),
        ("*", 304),
        ("\"0\"", 200),
        (tag.trim_matches('"'), 200),
    ] {
        let again = site.shown_on(path, &[("if-none-match", known)]);
        if status == 200 {
            assert_eq!(again.status, expected, "{known}");
            assert_eq!(again.bytes.is_empty(), expected == 304);
            assert_eq!(again.header("etag"), Some(tag));
            assert_eq!(again.header("cache-control"), Some(KEPT));
        } else {
            // What is not there is not „unchanged".
            assert_eq!(again.status, status);
        }
    }
}

#[test]
fn a_picture_of_pixels_has_the_size_that_was_asked_for() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let path = format!("/seal/{serial}.png");
    for (query, side) in [("", 480), ("?size=160", 160), ("?size=301&lang=en", 301)] {
        let answer = site.get(&format!("{path}{query}"));
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), Some("image/png"));
        let picture = resvg::tiny_skia::Pixmap::decode_png(&answer.bytes).unwrap();
        assert_eq!((picture.width(), picture.height()), (side, side));
        let length = answer.bytes.len().to_string();
        assert_eq!(answer.header("content-length"), Some(&*length));
        judge_headers(&site, &format!("{path}{query}"), &answer, 200);
    }
    for query in [
        "?size=159",
        "?size=2401",
        "?size=-1",
        "?size=viel",
        "?size=",
    ] {
        assert_eq!(site.get(&format!("{path}{query}")).status, 400, "{query}");
    }
    // Lines have no size, and other wishes are not known.
    assert_eq!(
        site.get(&format!("{}?size=200&x=1", svg(&serial))).status,
        200
    );
    assert_eq!(site.post(&path).status, 405);
}

fn a_withdrawal_shows_at_once_to_whoever_asks_again(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve();
    let before = site.get(&svg(&serial));
    let tag = before.header("etag").unwrap().to_owned();
    let known = [("if-none-match", tag.as_str())];
    assert_eq!(site.shown_on(&svg(&serial), &known).status, 304);
    world.ok(&["certificate", "withdraw", &serial, "--reason", "Geheim"]);
    let waited = site.eventually(|| site.shown_on(&svg(&serial), &known).status == 200);
    // With the fifty seconds for which a picture is kept, within a minute.
    assert!(waited.as_millis() < 2500, "{waited:?}");
    let after = site.shown_on(&svg(&serial), &known);
    assert!(title(&after).ends_with(": ENTZOGEN"));
    assert!(!after.body.contains("Geheim"));
    assert_ne!(after.header("etag"), Some(&*tag));
    site.get(&format!("/frame/{serial}")).is(200, "Entzogen");
}

fn an_award_keeps_its_address_through_renewal_and_correction(on: Backend) {
    let world = World::new(on);
    let first = world.issue(AALEN, "2024-03-01", &[]);
    let site = world.serve_at("2026-11-22T12:00:00Z");
    let page = format!("/by/{PROGRAMME}/{AALEN}");
    let frame = format!("/frame{page}");
    let same = |serial: &str| {
        let picture = site.get(&of_award(AALEN, ".svg"));
        assert_eq!(picture.body, site.get(&svg(serial)).body, "{serial}");
        let small = of_award(AALEN, ".png?size=160&lang=en");
        let other = site.get(&format!("/seal/{serial}.png?size=160&lang=en"));
        assert_eq!(site.get(&small).bytes, other.bytes);
        site.get(&page).is(200, serial);
        site.get(&frame).is(200, &format!("href=\"/z/{serial}\""));
    };
    same(&first);
    judge_headers(
        &site,
        &of_award(AALEN, ".svg"),
        &site.get(&of_award(AALEN, ".svg")),
        200,
    );
    // Both pages name the address that stays.
    let link = format!("<a href=\"{page}\">siegel.example{page}</a>");
    site.get(&page).is(200, &link);
    site.get(&format!("/z/{first}")).is(200, &link);
    site.get(&format!("{page}?lang=en"))
        .is(200, "stays the same when the award is renewed");

    // Renewed before the first term is over: until its last moment, the first one counts.
    let second = world.issue(AALEN, "2027-03-01", &["--until", "2032-02-29"]);
    let there = |serial: &str| site.data(serial).status == 200;
    site.eventually(|| there(&second));
    same(&first);
    site.set("2027-02-28T22:59:59Z");
    same(&first);
    assert!(title(&site.get(&of_award(AALEN, ".svg"))).ends_with(": ENDET BALD"));
    site.set("2027-02-28T23:00:00Z");
    same(&second);
    site.get(&page)
        .is(200, "1. März 2027 bis einschließlich 29. Februar 2032");
    // A corrected copy takes its place.
    let copy = corrected(&world, &second);
    site.eventually(|| there(&copy) && site.data(&second).json()["state"] == "superseded");
    same(&copy);
    // What rests or was withdrawn is not hidden behind an older term.
    world.ok(&["certificate", "suspend", &copy, "--reason", "Prüfung"]);
    site.eventually(|| site.data(&copy).json()["state"] == "suspended");
    same(&copy);
    world.ok(&["certificate", "withdraw", &copy, "--reason", "Prüfung"]);
    site.eventually(|| site.data(&copy).json()["state"] == "withdrawn");
    same(&copy);
    site.get(&page).is(200, "<h1>Entzogen</h1>");
    // Nothing counts any more; one that is still to come does not count yet.
    let third = world.issue(AALEN, "2033-01-01", &[]);
    site.eventually(|| there(&third));
    site.set("2032-06-01T12:00:00Z");
    same(&copy);
    site.set("2033-01-01T12:00:00Z");
    same(&third);

    // An award that has yet to begin is shown if there is nothing else.
    let path = of_award(KOENIGSBRONN, ".svg");
    let nothing = format!("/by/{PROGRAMME}/{KOENIGSBRONN}");
    site.get(&nothing).is(
        404,
        "Unter dieser Adresse ist keine Auszeichnung verzeichnet",
    );
    assert!(title(&site.get(&path)).starts_with("Nicht gefunden"));
    judge_headers(&site, &path, &site.get(&path), 404);
    let coming = world.issue(KOENIGSBRONN, "2034-01-01", &[]);
    site.eventually(|| there(&coming));
    site.get(&nothing).is(200, "<h1>Noch nicht gültig</h1>");
    for unknown in [
        format!("/by/andere/{AALEN}"),
        format!("/by/{PROGRAMME}/00000000"),
        format!("/by/{PROGRAMME}/%F0%9F"),
        format!("/frame/by/andere/{AALEN}"),
        format!("/seal/by/andere/{AALEN}.svg"),
        format!("/seal/by/{PROGRAMME}/{AALEN}.gif"),
        format!("/frame/{}", never_given()),
    ] {
        assert_eq!(site.get(&unknown).status, 404, "{unknown}");
    }
}

/// What the browser tells of a page that shows a picture, and whether it is the wrong one.
const TOLD: [(&[(&str, &str)], bool); 22] = [
    (&[], false),
    (&[("referer", "https://www.aalen.de/wohnen?x=1")], false),
    (&[("referer", "https://aalen.de/")], false),
    (&[("referer", "http://WWW.Aalen.de:8080/")], false),
    (&[("referer", "https://www.aalen.de./")], false),
    (&[("origin", "https://www.aalen.de")], false),
    // Our own pages.
    (&[("referer", "https://siegel.example/z/1")], false),
    (
        &[
            ("sec-fetch-site", "same-origin"),
            ("referer", "https://copycat.example/"),
        ],
        false,
    ),
    // Typed, or followed by a link: nobody shows it.
    (&[("sec-fetch-site", "none")], false),
    (
        &[
            ("sec-fetch-dest", "document"),
            ("referer", "https://suche.example/"),
        ],
        false,
    ),
    // Nobody says.
    (&[("sec-fetch-site", "cross-site")], false),
    (&[("origin", "null")], false),
    (&[("referer", "")], false),
    (&[("referer", "about:blank")], false),
    (&[("referer", "android-app://com.example.app/")], false),
    (&[("referer", "https://copycat.example/aalen")], true),
    (
        &[
            ("referer", "https://copycat.example/"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-dest", "image"),
        ],
        true,
    ),
    (
        &[
            ("origin", "https://copycat.example"),
            ("referer", "https://www.aalen.de/"),
        ],
        true,
    ),
    (
        &[("origin", "null"), ("referer", "https://copycat.example/")],
        true,
    ),
    // Neither a name that only begins nor one that only ends like it, nor another part of it.
    (
        &[("referer", "https://www.aalen.de.copycat.example/")],
        true,
    ),
    (&[("referer", "https://kopie-www.aalen.de/")], true),
    (&[("referer", "https://shop.aalen.de/")], true),
];

fn elsewhere_the_picture_names_the_right_site(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
    for path in [svg(&serial), of_award(AALEN, ".svg")] {
        let right = site.get(&path);
        for (headers, foreign) in TOLD {
            let answer = site.shown_on(&path, headers);
            let says = title(&answer).starts_with("Nur gültig für www.aalen.de. ");
            assert_eq!(says, foreign, "{headers:?} {}", title(&answer));
            assert_eq!(answer.body == right.body, !foreign, "{headers:?}");
            let kept = if foreign { KEPT_FOR_ONE } else { KEPT };
            assert_eq!(answer.header("cache-control"), Some(kept), "{headers:?}");
            let vary = "referer, origin, sec-fetch-site, sec-fetch-dest";
            assert_eq!(answer.header("vary"), Some(vary));
            // The tag of the one is not the tag of the other.
            let tag = ("if-none-match", right.header("etag").unwrap());
            let again = site.shown_on(&path, &[headers, &[tag]].concat());
            assert_eq!(again.status, if foreign { 200 } else { 304 }, "{headers:?}");
        }
        let english = site.shown_on(&format!("{path}?lang=en"), TOLD[15].0);
        assert!(title(&english).starts_with("Only valid for www.aalen.de. "));
    }
    let frames = [
        format!("/frame/{serial}"),
        format!("/frame/by/{PROGRAMME}/{AALEN}"),
    ];
    for path in frames {
        for (headers, foreign) in TOLD {
            let answer = site.shown_on(&path, headers);
            assert_eq!(answer.status, 200);
            let says = answer
                .body
                .contains("Nur gültig für <strong>www.aalen.de</strong>");
            assert_eq!(says, foreign, "{headers:?}");
            assert_eq!(answer.body.contains("Gültig</h1>"), !foreign, "{headers:?}");
            // The host in the certificate, and no other one.
            let policy = "default-src 'none'; style-src 'self'; img-src data:; \
                          form-action 'none'; base-uri 'none'; \
                          frame-ancestors https://www.aalen.de";
            assert_eq!(answer.header("content-security-policy"), Some(policy));
            assert_eq!(answer.header("x-frame-options"), None);
            assert_eq!(answer.header("set-cookie"), None);
            for never in ["<script", " style=", "<form"] {
                assert!(!answer.body.contains(never), "{never}");
            }
        }
        let english = site.get(&format!("{path}?lang=en"));
        let english = english.is(200, &format!("href=\"/z/{serial}?lang=en\""));
        assert!(english.body.contains("target=\"_blank\" rel=\"noopener\""));
    }
    let nobody = site.get(&format!("/frame/{}", never_given()));
    let policy = nobody.header("content-security-policy").unwrap();
    assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");
}
