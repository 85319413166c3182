//! Live pictures: today's state, kept for less than a minute.

use crate::path::never_given;
use crate::world::http::{Answer, Site};
use crate::world::{AALEN, Backend, HWK, IHK, PROGRAMME, World, text};

on_both_databases!(
    every_state_has_its_picture,
    a_withdrawal_shows_at_once_to_whoever_asks_again,
);

pub const KEPT: &str = "public, max-age=50, must-revalidate, stale-while-revalidate=0";

pub fn svg(serial: &str) -> String {
    format!("/seal/{serial}.svg")
}

pub fn of_award(ags: &str, ending: &str) -> String {
    format!("/seal/by/{PROGRAMME}/{ags}{ending}")
}

/// What a picture says of itself.
#[track_caller]
pub fn title(answer: &Answer) -> String {
    assert_eq!(answer.header("content-type"), Some("image/svg+xml"));
    crate::world::browser::between(&answer.body, "<title>", "</title>")
}

#[track_caller]
pub fn corrected(world: &World, serial: &str) -> String {
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
    world.decide("suspend", &suspended, "Prüfung").is(0, "");
    world.decide("withdraw", &withdrawn, "Prüfung").is(0, "");
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
pub fn judge_headers(site: &Site, path: &str, answer: &Answer, status: u16) {
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
    world.decide("withdraw", &serial, "Geheim").is(0, "");
    let waited = site.eventually(|| site.shown_on(&svg(&serial), &known).status == 200);
    // With the fifty seconds for which a picture is kept, within a minute.
    assert!(waited.as_secs() < 10, "{waited:?}");
    let after = site.shown_on(&svg(&serial), &known);
    assert!(title(&after).ends_with(": ENTZOGEN"));
    assert!(!after.body.contains("Geheim"));
    assert_ne!(after.header("etag"), Some(&*tag));
    site.get(&format!("/frame/{serial}")).is(200, "Entzogen");
}
