//! The public pages and the API: every state, in both languages.

use kammersiegel::seal::code;

use crate::path::{never_given, with_one_signature};
use crate::world::http::Site;
use crate::world::{AALEN, Backend, HWK, IHK, World, text};

on_both_databases!(
    every_state_has_its_page_its_data_and_its_status,
    a_running_site_hears_of_a_withdrawal,
    a_site_without_its_register_says_so,
);

/// A code with its state, its status, and words of its page in German and English.
type Expected = (String, &'static str, u16, [&'static str; 2]);

#[track_caller]
fn answers(site: &Site, expected: &[Expected]) {
    for (code, state, status, [german, english]) in expected {
        let data = site.data(code);
        assert_eq!(
            (data.status, text(&data.json()["state"])),
            (*status, (*state).to_owned())
        );
        let page = format!("/z/{code}");
        let de = site
            .get(&page)
            .is(*status, german)
            .is(*status, "<html lang=\"de\">");
        assert_eq!(de.header("content-language"), Some("de"));
        let en = site.get_in(&page, Some("fr, en-GB;q=0.9, de;q=0.5"));
        let en = en.is(*status, english).is(*status, "<html lang=\"en\">");
        assert_eq!(en.header("content-language"), Some("en"));
        assert_eq!(en.header("vary"), Some("accept-language"));
        // The choice on the page goes before the browser's.
        site.get_in(&format!("{page}?lang=de"), Some("en"))
            .is(*status, german);
        site.get_in(&format!("{page}?lang=en"), Some("de"))
            .is(*status, english);
    }
}

fn every_state_has_its_page_its_data_and_its_status(on: Backend) {
    let world = World::new(on);
    let until = ["--until", "2028-03-02"];
    let [valid, suspended, withdrawn, old] =
        [(); 4].map(|()| world.issue(AALEN, "2025-03-03", &until));
    world.decide("suspend", &suspended, "Prüfung").is(0, "");
    world.decide("withdraw", &withdrawn, "Prüfung").is(0, "");
    let copy = text(&world.json(&["certificate", "supersede", &old, "--json"])["serial"]);
    world.sign(&copy, IHK).is(0, "");
    world.sign(&copy, HWK).is(0, "");
    let later = world.issue(AALEN, "2028-01-01", &[]);
    let over = world.issue(AALEN, "2020-01-01", &[]);
    let qr = text(&world.show(&valid)["qr_text"]);
    let digits = |qr: &str| qr.rsplit('/').next().unwrap().to_owned();

    let site = world.serve_at("2026-11-22T12:00:00Z");
    let valid_says = [
        "bis einschließlich 2. März 2028",
        "until and including 2 March 2028",
    ];
    answers(
        &site,
        &[
            (
                valid.clone(),
                "valid",
                200,
                ["<h1>Gültig</h1>", "<h1>Valid</h1>"],
            ),
            (
                valid.to_lowercase().replace('-', ""),
                "valid",
                200,
                valid_says,
            ),
            (
                digits(&qr),
                "valid",
                200,
                [
                    "der Industrie- und Handelskammer Ostwürttemberg und der Handwerkskammer Ulm verliehen",
                    "by the Chamber of Commerce and Industry of East Württemberg and the Chamber of Skilled Crafts Ulm",
                ],
            ),
            (
                later,
                "not_yet_valid",
                200,
                ["Beginn am 1. Januar 2028.", "It starts on 1 January 2028."],
            ),
            (
                over,
                "expired",
                200,
                [
                    "Das Dokument selbst ist echt.",
                    "The document itself is genuine.",
                ],
            ),
            (
                suspended,
                "suspended",
                200,
                ["Die Nutzung ruht seit", "has been suspended since"],
            ),
            (
                withdrawn,
                "withdrawn",
                200,
                ["Die Auszeichnung gilt seit", "has not been valid since"],
            ),
            (
                old.clone(),
                "superseded",
                200,
                ["Die Auszeichnung ist gültig.", "The award itself is valid."],
            ),
            (
                never_given(),
                "unknown",
                404,
                ["kein Beweis einer Fälschung", "does not prove a forgery"],
            ),
            (
                digits(&with_one_signature(&qr)),
                "not_genuine",
                422,
                [
                    "Es fehlt die Unterschrift: Handwerkskammer Ulm.",
                    "A signature is missing: Chamber of Skilled Crafts Ulm.",
                ],
            ),
            (
                forged(&digits(&qr)),
                "not_genuine",
                422,
                ["passt nicht zum Inhalt", "does not fit the content"],
            ),
            (
                "7H3K-9QXM-2P4R-8T22".to_owned(),
                "malformed",
                400,
                [
                    "Das Prüfzeichen passt nicht",
                    "The check character does not fit",
                ],
            ),
            (
                "7H3K-9QXM".to_owned(),
                "malformed",
                400,
                ["hat 16 Zeichen", "has 16 characters"],
            ),
            (
                "7H3K-9QXM-2P4R-8TU2".to_owned(),
                "malformed",
                400,
                ["in keiner Nummer vorkommt", "occurs in no number"],
            ),
            (
                digits(&qr)[..digits(&qr).len() - 1].to_owned(),
                "malformed",
                400,
                ["beschädigt oder unvollständig", "damaged or incomplete"],
            ),
            (
                digits(&qr)[..17 * 12].to_owned(),
                "malformed",
                400,
                ["abgeschnitten", "cut off"],
            ),
            (
                "1".repeat(3000),
                "malformed",
                400,
                ["Der Code ist kein Siegel", "The code is not a seal"],
            ),
            (
                "9".repeat(10_240),
                "malformed",
                400,
                ["länger als jede Nummer", "longer than any number"],
            ),
        ],
    );
    let page = site.get(&format!("/z/{old}?lang=en"));
    page.is(200, &format!("href=\"/z/{copy}?lang=en\""));
    // What was awarded, by whom, on what basis, as of when, each chamber by name.
    let page = site.get(&format!("/z/{valid}"));
    for says in [
        "Stadt Aalen",
        "Ausgezeichneter Wohnort für Fach- und Führungskräfte",
        "Lebensqualität",
        "unabhängiger Auditor",
        "22. November 2026, 13:00 Uhr",
        "www.aalen.de",
        "Unterschrift gültig",
        "Muster: Laufzeit und Namen sind erfunden.",
    ] {
        assert!(page.body.contains(says), "no {says:?} in {}", page.body);
    }
}

/// Digits of a seal with the last bit of its last signature flipped.
fn forged(digits: &str) -> String {
    let mut bytes = code::from_digits(digits).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    code::to_digits(&bytes)
}

fn a_running_site_hears_of_a_withdrawal(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve();
    assert_eq!(site.data(&serial).json()["state"], "valid");
    world.decide("withdraw", &serial, "Prüfung").is(0, "");
    let waited = site.eventually(|| site.data(&serial).json()["state"] == "withdrawn");
    // With the fifty seconds for which answers are kept, within a minute.
    assert!(waited.as_secs() < 10, "{waited:?}");
    site.get(&format!("/z/{serial}")).is(200, "Entzogen");
}

fn a_site_without_its_register_says_so(on: Backend) {
    let world = World::new(on);
    let serial = world.issue(AALEN, "2026-01-01", &[]);
    let site = world.serve_at("2026-11-22T12:00:00Z");
    assert_eq!(site.get("/healthz").status, 200);
    world
        .database
        .execute("ALTER TABLE event_head RENAME TO gone");
    // For half a minute, what was read last may still be told.
    site.set_only("2026-11-22T12:00:20Z");
    site.get(&format!("/z/{serial}")).is(200, "Gültig");
    site.set_only("2026-11-22T12:00:40Z");
    answers(
        &site,
        &[
            (
                serial.clone(),
                "unavailable",
                503,
                [
                    "Über die Echtheit ist damit nichts gesagt.",
                    "This says nothing about authenticity.",
                ],
            ),
            (
                never_given(),
                "unavailable",
                503,
                ["zurzeit nicht möglich", "unavailable right now"],
            ),
            (
                "7H3K".to_owned(),
                "malformed",
                400,
                ["hat 16 Zeichen", "has 16 characters"],
            ),
        ],
    );
    assert_eq!(site.get("/healthz").status, 503);
    world
        .database
        .execute("ALTER TABLE gone RENAME TO event_head");
    site.eventually(|| site.data(&serial).status == 200);
}
