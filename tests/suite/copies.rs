//! Reporting a copy: a form for everybody, and what becomes of it at the desk.

use std::str::FromStr;

use jiff::Timestamp;

use crate::path::never_given;
use crate::world::browser::Browser;
use crate::world::http::Answer;
use crate::world::{Backend, HWK, IHK, World};

on_both_databases!(
    a_report_reaches_the_desk_and_is_settled,
    a_form_that_is_wrong_keeps_what_was_typed,
    nobody_floods_the_desk,
    reports_are_forgotten_in_the_end,
);

const PLACE: &str = "https://copycat.example/<b>aalen</b>?a=1&b=2";
const CONTACT: &str = "buergerin@example.org";

/// Sends a report from an address.
fn report(browser: &Browser, fields: &[(&str, &str)]) -> Answer {
    browser.post("/report", fields)
}

fn a_report_reaches_the_desk_and_is_settled(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let visitor = Browser::new(&site);
    // From the verification page, with the number filled in.
    let page = visitor.get(&format!("/z/{serial}"));
    let link = format!("/report?nr={serial}");
    let page = page.is(200, &format!("href=\"{link}\""));
    assert!(
        page.body
            .contains("Gilt nur für die Website <strong>www.aalen.de</strong>")
    );
    let english = visitor.get(&format!("/z/{serial}?lang=en"));
    english.is(200, &format!("href=\"/report?nr={serial}&#38;lang=en\""));
    let form = visitor.get(&link).is(200, &format!("value=\"{serial}\""));
    let sent = visitor.submit(
        &form,
        "/report",
        &[
            ("place", PLACE),
            ("remark", "Zeile 1\r\nZeile 2"),
            ("contact", CONTACT),
        ],
    );
    assert_eq!(sent.status, 303);
    visitor
        .follow(sent)
        .is(200, "Danke, die Meldung ist angekommen");
    for nr in ["", &never_given()] {
        let sent = report(&visitor, &[("nr", nr), ("place", "Am Rathaus")]);
        assert_eq!(sent.status, 303);
    }
    // No cookie, and nothing of where it came from.
    assert!(visitor.cookies.borrow().is_empty());

    for (email, chamber) in [("kim@ihk.example", IHK), ("kim@hwk.example", HWK)] {
        let clerk = world.person(&site, chamber, email, &["clerk"]);
        let page = clerk.sign_in(&site).open("/staff/misuse").is(200, CONTACT);
        for says in [
            "https://copycat.example/&#60;b&#62;aalen&#60;/b&#62;?a=1&#38;b=2",
            "Zeile 1\nZeile 2",
            &format!("href=\"/staff/certificates/{serial}\">Stadt Aalen"),
            "Am Rathaus",
            "Ohne Nummer",
            "0000-0000-0000-0000 (nicht verzeichnet)",
        ] {
            assert!(page.body.contains(says), "no {says} in {}", page.body);
        }
        assert!(!page.body.contains("127.0.0.1"));
    }
    let reader = world.person(&site, IHK, "lesen@ihk.example", &["reader"]);
    let page = reader.sign_in(&site).open("/staff/misuse").is(200, CONTACT);
    assert!(!page.body.contains("/settle"));

    let clerk = world.person(&site, IHK, "alex@ihk.example", &["clerk"]);
    let clerk = clerk.sign_in(&site);
    let id = world.database.text(&format!(
        "SELECT id FROM copy_report WHERE contact = '{CONTACT}'"
    ));
    let settle = format!("/staff/misuse/reports/{id}/settle");
    let page = clerk.open("/staff/misuse");
    let done = clerk.submit(&page, &settle, &[]);
    let after = clerk.follow(done).is(200, "Die Meldung ist erledigt.");
    assert!(!after.body.contains("copycat.example") && after.body.contains("Am Rathaus"));
    // A second time there is nothing to settle.
    assert_eq!(clerk.submit(&page, &settle, &[]).status, 404);
    let kept = "SELECT COUNT(*) FROM copy_report WHERE contact <> ''";
    assert_eq!(world.database.number(kept), 0);
    let told = "SELECT COUNT(*) FROM events WHERE action = 'copy-report.settled' AND detail = ''";
    assert_eq!(world.database.number(told), 1);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_form_that_is_wrong_keeps_what_was_typed(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let visitor = Browser::new(&site);
    let long = "x".repeat(2001);
    let answer = report(
        &visitor,
        &[
            ("nr", "7H3K-9QXM-2P4R-8T22"),
            ("place", " \u{7}"),
            ("remark", &long),
            ("contact", "\"><b>"),
        ],
    );
    let answer = answer.is(422, "value=\"7H3K-9QXM-2P4R-8T22\"");
    for says in [
        "id=\"nr-problem\">Die Nummer ist vertippt.",
        "id=\"place-problem\">Geben Sie an, wo Sie das Siegel gesehen haben.",
        "id=\"remark-problem\">Bitte kürzen Sie auf höchstens 2000 Zeichen.",
        "<a href=\"#nr\">",
        "&#34;&#62;&#60;b&#62;",
        &long,
    ] {
        assert!(answer.body.contains(says), "no {says}");
    }
    let english = visitor.post("/report?lang=en", &[("place", "")]);
    english.is(422, "Say where you saw the seal.");
    assert_eq!(report(&visitor, &[]).status, 422);
    // What is no form, and what is far too large.
    let other = [("content-type".to_owned(), "application/json".to_owned())];
    assert_eq!(site.request("POST", "/report", &other, "{}").status, 422);
    let huge = "y".repeat(40_000);
    report(&visitor, &[("place", &huge)]).is(400, "konnte nicht gelesen werden");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM copy_report"), 0);
}

fn nobody_floods_the_desk(on: Backend) {
    let world = World::new(on);
    let site = world.serve_at("2026-11-22T12:00:00Z");
    let count = || world.database.number("SELECT COUNT(*) FROM copy_report");
    let from = |address: &str| Browser::new(&site).with("x-forwarded-for", address);
    // A machine fills in what people do not see.
    let machine = from("198.51.100.1");
    for _ in 0..10 {
        let sent = report(
            &machine,
            &[("place", "x"), ("homepage", "https://spam.example")],
        );
        assert_eq!(sent.status, 303);
    }
    assert_eq!(count(), 0);
    let one = from("203.0.113.1");
    for _ in 0..5 {
        assert_eq!(report(&one, &[("place", "x")]).status, 303);
    }
    let refused = report(&one, &[("place", "hier war es"), ("contact", "ich")]);
    let refused = refused.is(429, "in 60 Minuten");
    assert_eq!(refused.header("retry-after"), Some("3600"));
    assert!(refused.body.contains("value=\"hier war es\""));
    assert_eq!(count(), 5);
    // Whoever has a whole network is one; somebody else is not.
    for last in 1..=6 {
        let neighbour = from(&format!("2001:db8::{last}"));
        let sent = report(&neighbour, &[("place", "x")]);
        assert_eq!(sent.status, if last <= 5 { 303 } else { 429 });
    }
    assert_eq!(count(), 10);
    // All together have a limit, too.
    for number in 0..60 {
        let sent = report(&from(&format!("192.0.2.{number}")), &[("place", "x")]);
        assert_eq!(sent.status, if number < 50 { 303 } else { 429 }, "{number}");
    }
    assert_eq!(count(), 60);
    // An hour later there is room again.
    site.set("2026-11-22T13:00:00Z");
    assert_eq!(report(&one, &[("place", "x")]).status, 303);
    assert_eq!(count(), 61);
}

fn reports_are_forgotten_in_the_end(on: Backend) {
    let world = World::new(on);
    let count = |sql: &str| {
        let sql = format!("SELECT COUNT(*) FROM copy_report WHERE {sql}");
        world.database.number(&sql)
    };
    {
        let site = world.serve_at("2026-11-22T12:00:00Z");
        for place in ["erledigt", "offen"] {
            let visitor = Browser::new(&site);
            let sent = report(&visitor, &[("place", place), ("contact", CONTACT)]);
            assert_eq!(sent.status, 303);
        }
    }
    let settled = Timestamp::from_str("2026-11-23T12:00:00Z").unwrap();
    world.database.execute(&format!(
        "UPDATE copy_report SET settled_at = {}, contact = '' WHERE place = 'erledigt'",
        settled.as_millisecond()
    ));
    // When the server starts, it forgets; later, every ten minutes.
    let early = world.serve_at("2027-11-22T11:00:00Z");
    early.get("/report").is(200, "Kopie melden");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!((count("contact <> ''"), count("1 = 1")), (1, 2));
    drop(early);
    let later = world.serve_at("2027-11-22T13:00:00Z");
    later.eventually(|| count("contact <> ''") == 0);
    assert_eq!(count("1 = 1"), 2);
    drop(later);
    let last = world.serve_at("2027-11-23T13:00:00Z");
    last.eventually(|| count("1 = 1") == 1);
    assert_eq!(count("place = 'offen'"), 1);
}
