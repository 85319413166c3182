//! The audit trail at the desk: who did what when, whether the chain is intact, and files of it.

use kammersiegel::domain::language::Language;
use kammersiegel::domain::trail::{Group, KINDS};
use kammersiegel::texts;
use serde_json::Value;

use crate::desk_path::prepare;
use crate::world::browser::between;
use crate::world::http::Site;
use crate::world::person::Person;
use crate::world::{Backend, CONFIRMS, HWK, IHK, World, day};

on_both_databases!(
    what_happened_is_found_and_told_in_words,
    long_trails_are_cut_into_pages,
    the_accounts_of_a_chamber_are_its_own_business,
    a_broken_chain_is_a_clear_warning,
    what_was_found_is_a_file,
);

pub const PAGE: &str = "/staff/audit";

/// Somebody who may see the trail.
pub fn reader(world: &World, site: &Site, chamber: &str) -> Person {
    let email = format!("verwaltung@{chamber}.example");
    world.person(site, chamber, &email, &["administrator"])
}

/// The rows of the page's table.
fn rows(page: &str) -> Vec<String> {
    let table = page.split("<tbody>").nth(1).unwrap_or_default();
    let table = table.split("</tbody>").next().unwrap();
    table.split("<tr>").skip(1).map(str::to_owned).collect()
}

fn lines(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines.map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn what_happened_is_found_and_told_in_words(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let clerk = world.person(&site, IHK, "clerk@ihk.example", &["clerk"]);
    let serial = prepare(&clerk.sign_in(&site), "Aalen", &day(1));
    let browser = reader(&world, &site, IHK).sign_in(&site);
    browser.open("/staff").is(200, "href=\"/staff/audit\"");
    let page = browser.get(PAGE).is(200, "Ja, geprüft bis Eintrag");
    let all = rows(&page.body);
    assert!(all[0].contains("Angemeldet"), "newest first: {}", all[0]);
    assert!(all[0].contains("mit Passwort und Einmalcode"), "{}", all[0]);
    let begun = all.last().unwrap();
    assert!(
        begun.contains("Liste begonnen") && begun.contains("Kommunen: 6 Zeilen"),
        "{begun}"
    );
    let imported = &all[all.len() - 2];
    for says in ["Kommune importiert", "Kommandozeile: test", "(081360"] {
        assert!(imported.contains(says), "{says}: {imported}");
    }
    let typed = serial.replace('-', "").to_lowercase();
    for query in [
        "kind=certificates".to_owned(),
        "kind=certificate.prepared".to_owned(),
        format!("about={typed}"),
        format!("who={}&kind=certificates", clerk.id),
        format!("who={}&about={serial}", clerk.id),
    ] {
        let found = rows(&browser.get(&format!("{PAGE}?{query}")).body);
        assert_eq!(found.len(), 1, "{query}: {found:#?}");
        for says in [
            "Auszeichnung vorbereitet",
            "Kim Musterfrau, IHK Ostwürttemberg",
            &format!("href=\"/staff/certificates/{serial}\">Aalen ({serial})"),
        ] {
            assert!(found[0].contains(says), "{query} {says}: {}", found[0]);
        }
    }
    let only = |query: &str| rows(&browser.get(&format!("{PAGE}?{query}")).body);
    assert_eq!(only("who=commands&kind=municipalities").len(), 6);
    assert!(only("who=server").is_empty());
    assert!(only("who=machines").is_empty());
    let nonsense = browser.get(&format!("{PAGE}?kind=nonsense"));
    let nonsense = nonsense.is(422, "id=\"kind-problem\"");
    assert!(rows(&nonsense.body).is_empty());
    assert_eq!(
        browser
            .get(&format!("{PAGE}/export.csv?kind=nonsense"))
            .status,
        400
    );
    // An account is named as people name it.
    let about = |typed: &str| {
        let typed: String = form_urlencoded::byte_serialize(typed.as_bytes()).collect();
        browser.get(&format!("{PAGE}?about={typed}"))
    };
    let found = rows(&about(&clerk.id).body);
    assert!(found.len() > 2, "{found:#?}");
    assert_eq!(rows(&about(" Clerk@IHK.example ").body), found);
    about("Kim Musterfrau").is(422, "So heißen mehrere Konten Ihrer Kammer.");
    world.database.execute(&format!(
        "UPDATE account SET name = 'Ute Größer' WHERE id = '{}'",
        clerk.id
    ));
    assert_eq!(rows(&about("ute groesser").body).len(), found.len());
    world.person(&site, HWK, "fremd@hwk.example", &["clerk"]);
    about("fremd@hwk.example").is(422, "id=\"about-problem\"");
    let today = day(0);
    assert_eq!(
        only(&format!("from={today}&until={today}")).len(),
        all.len()
    );
    assert!(only(&format!("until={}", day(-1))).is_empty());
    assert!(only(&format!("from={}", day(1))).is_empty());

    // What makes no sense stays, and the page says what to do.
    let wrong = "from=31.02.2026&until=gestern&about=Atlantis";
    let page = browser.get(&format!("{PAGE}?{wrong}"));
    let page = page.is(422, "value=\"Atlantis\"");
    for field in ["from", "until", "about"] {
        assert!(
            page.body.contains(&format!("id=\"{field}-problem\"")),
            "{field}"
        );
    }
    assert!(rows(&page.body).is_empty());
    assert_eq!(
        browser.get(&format!("{PAGE}/export.csv?{wrong}")).status,
        400
    );
    let page = browser.get(&format!("{PAGE}?from={today}&until={}", day(-3)));
    page.is(422, "liegt vor dem ersten");
    let language = [("lang", "en"), ("back", PAGE)];
    browser.send(PAGE, "/staff/language", &language);
    browser.get(PAGE).is(200, "Municipality imported");
}

fn long_trails_are_cut_into_pages(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let browser = reader(&world, &site, IHK).sign_in(&site);
    for round in 1..=12 {
        let changed = crate::world::MUNICIPALITIES.replace("www.", &format!("www{round}."));
        let list = world.file("more.csv", changed);
        world.ok(&["municipality", "import", &list]);
    }
    let number = |row: &String| -> i64 { between(row, "class=\"number\">", "<").parse().unwrap() };
    let mut page = browser.get(&format!("{PAGE}?kind=municipalities"));
    assert!(!page.body.contains("rel=\"prev\""));
    let (mut seen, mut back) = (Vec::new(), Vec::new());
    loop {
        let found = rows(&page.body);
        assert!(found.len() <= 50 && !found.is_empty());
        seen.extend(found.iter().map(number));
        if !page.body.contains("rel=\"next\"") {
            break;
        }
        let next = between(&page.body, "<nav class=\"ways\"", "</nav>");
        let next = next.split("href=\"").last().unwrap();
        let next = next
            .split('"')
            .next()
            .unwrap()
            .replace("&amp;", "&")
            .replace("&#38;", "&");
        assert!(next.contains("kind=municipalities"), "{next}");
        page = browser.get(&next);
    }
    assert_eq!(seen.len(), 13 * 6);
    assert!(seen.windows(2).all(|two| two[0] > two[1]), "{seen:?}");
    while page.body.contains("rel=\"prev\"") {
        let ways = between(&page.body, "<nav class=\"ways\"", "</nav>");
        let newer = between(&ways, "href=\"", "\"")
            .replace("&amp;", "&")
            .replace("&#38;", "&");
        page = browser.get(&newer);
        back.push(number(&rows(&page.body)[0]));
    }
    assert_eq!(back.last(), seen.first(), "back to the newest");
}

fn the_accounts_of_a_chamber_are_its_own_business(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let ihk = reader(&world, &site, IHK);
    let hwk = reader(&world, &site, HWK);
    let clerk = world.person(&site, HWK, "clerk@hwk.example", &["clerk"]);
    world.ok(&[
        "cosign",
        "token",
        "new",
        "--chamber",
        HWK,
        "--name",
        "Serverraum Ulm",
    ]);
    let serial = prepare(&clerk.sign_in(&site), "Aalen", &day(1));
    let browser = ihk.sign_in(&site);
    let csv = browser.get(&format!("{PAGE}/export.csv")).body;
    let page = browser.get(PAGE).body;
    for text in [&page, &csv] {
        assert!(!text.contains(&hwk.id), "{text}");
        assert!(!text.contains("Serverraum"), "{text}");
        assert!(!text.contains("@hwk"), "{text}");
        // What they do to joint certificates is told.
        assert!(text.contains("Kim Musterfrau, HWK Ulm"), "{text}");
        assert!(text.contains(&serial));
    }
    assert!(page.contains(&format!("<option value=\"{}\"", clerk.id)));
    assert!(rows(&browser.get(&format!("{PAGE}?about={}", clerk.id)).body).is_empty());
    let chain = lines(&browser.get(&format!("{PAGE}/export.jsonl")).body);
    let withheld = chain.iter().filter(|line| line["withheld"] == true);
    for line in withheld.clone() {
        let fields: Vec<_> = line.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["hash", "previous", "seq", "withheld"]);
    }
    // Invitation, acceptance, codes, sign-ins, the token.
    assert!(withheld.count() > 6);
    let linked = chain
        .windows(2)
        .all(|two| two[0]["hash"] == two[1]["previous"]);
    assert!(linked, "the links can be followed");
    let filtered = browser.get(&format!("{PAGE}/export.jsonl?kind=accounts"));
    assert!(!filtered.body.contains("withheld"));

    let own = hwk.sign_in(&site).get(PAGE);
    let own = own.is(200, "Serverraum Ulm");
    assert!(!own.body.contains("@ihk"), "{}", own.body);
    // A mark in which a chamber takes no part is not its business either.
    world
        .database
        .execute("UPDATE certificate SET programme = 'anderes'");
    let page = ihk.sign_in(&site).get(&format!("{PAGE}?kind=certificates"));
    assert!(rows(&page.body).is_empty());
}

fn a_broken_chain_is_a_clear_warning(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let browser = reader(&world, &site, IHK).sign_in(&site);
    let verify = format!("{PAGE}/verify");
    let intact = || browser.get(PAGE).is(200, "Ja, geprüft bis Eintrag");
    let broken_at = |event: i64| {
        let page = browser.get(PAGE);
        let says = format!("Ab Eintrag {event} stimmt die Kette nicht");
        let page = page.is(200, &says);
        assert!(page.body.contains("role=\"alert\""));
        assert!(!page.body.contains("Ja, geprüft"));
        page.is(
            200,
            &format!("Bis Eintrag {} ist nichts verändert", event - 1),
        );
    };
    intact();
    let last = world.database.number("SELECT seq FROM event_head");
    let set = |seq: i64, detail: &str| {
        let sql = format!("UPDATE events SET detail = '{detail}' WHERE seq = {seq}");
        assert_eq!(world.database.execute(&sql), 1);
    };
    // The last event was looked at before, and is looked at again.
    let old = world
        .database
        .text(&format!("SELECT detail FROM events WHERE seq = {last}"));
    set(last, "anderes");
    broken_at(last);
    set(last, &old);
    intact();
    // An old one is found by the full check.
    let old = world
        .database
        .text("SELECT detail FROM events WHERE seq = 3");
    set(3, "Atlantis");
    let sent = browser.send(PAGE, &verify, &[]);
    assert_eq!(sent.header("location"), Some(PAGE));
    broken_at(3);
    set(3, &old);
    intact();
    let sent = browser.send(PAGE, &verify, &[]);
    browser.follow(sent).is(200, "Jeder Eintrag wurde geprüft.");
    // The end is missing.
    world
        .database
        .execute(&format!("DELETE FROM events WHERE seq = {last}"));
    broken_at(last);
    // Events from before the first.
    world
        .database
        .execute("UPDATE events SET seq = -1 WHERE seq = 1");
    browser.send(PAGE, &verify, &[]);
    broken_at(1);
}

fn what_was_found_is_a_file(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let reason = "=cmd|' /C calc'!A0; \"zu\" teuer";
    world.decide("suspend", &serial, reason).is(0, "");
    let site = world.serve_now();
    let browser = reader(&world, &site, IHK).sign_in(&site);
    let answer = browser.get(&format!("{PAGE}/export.csv?about={serial}"));
    let kind = answer.header("content-type").unwrap();
    assert_eq!(kind, "text/csv; charset=utf-8");
    let disposition = answer.header("content-disposition").unwrap();
    assert!(
        disposition.starts_with("attachment; filename=\"protokoll-"),
        "{disposition}"
    );
    let body = answer.body;
    assert!(
        body.starts_with("\u{feff}Nr.;Wann;Wann (UTC);Wer;Was;Betrifft;"),
        "{body}"
    );
    assert_eq!(body.matches('\n').count(), body.matches("\r\n").count());
    let told = format!("Aalen ({serial})");
    assert!(body.contains(&told), "{body}");
    let cell = "\"'=cmd|' /C calc'!A0; \"\"zu\"\" teuer\"";
    assert!(body.contains(cell), "{body}");
    let numbers = body.lines().skip(1).map(|l| l.split(';').next().unwrap());
    let numbers: Vec<i64> = numbers.map(|n| n.parse().unwrap()).collect();
    assert!(numbers.is_sorted() && numbers.len() == 12, "{numbers:?}");

    let exported = browser.get(&format!("{PAGE}/export.jsonl?about={serial}"));
    let found = lines(&exported.body);
    assert_eq!(
        found.len(),
        12,
        "proposed and confirmed, each on the server"
    );
    let last = found.last().unwrap();
    assert_eq!(last["detail"], reason);
    let confirmed = format!("SELECT id FROM account WHERE email = '{CONFIRMS}'");
    assert_eq!(last["actor"], world.database.text(&confirmed));
    assert!(last["at"].is_i64());
    let whole = lines(&world.ok(&["audit", "export"]));
    assert_eq!(
        whole.len() as i64,
        world.database.number("SELECT seq FROM event_head")
    );
    assert!(whole.contains(last), "the same to the field");
    let place = world.place("trail.jsonl").display().to_string();
    world.ok(&["audit", "export", "--output", &place]);
    assert_eq!(lines(&std::fs::read_to_string(place).unwrap()), whole);
}

#[test]
fn every_kind_of_event_has_a_text() {
    let known: Vec<_> = KINDS.iter().map(|(action, _)| *action).collect();
    let mut recorded = 0;
    for (path, text) in crate::architecture::sources(&["src/service"], "rs") {
        for literal in text.split('"').skip(1).step_by(2) {
            let parts = literal.split_once('.');
            let is_kind = parts.is_some_and(|(subject, what)| {
                let plain = |c: char| c.is_ascii_lowercase() || c == '-' || c == '_';
                let begins = |k: &&str| k.split('.').next() == Some(subject);
                what.len() > 3
                    && what.chars().all(plain)
                    && subject.chars().all(plain)
                    && (known.iter().any(begins)
                        || text.contains(&format!("Event::new(\"{literal}\"")))
                    && what != "toml"
            });
            if is_kind {
                recorded += 1;
                assert!(known.contains(&literal), "{}: {literal}", path.display());
            }
        }
    }
    assert!(recorded >= known.len(), "{recorded} of {}", known.len());
    for (place, action) in known.iter().enumerate() {
        assert!(!known[..place].contains(action), "{action} twice");
        for language in Language::ALL {
            let key = format!("happened-{}", action.replace(['.', '_'], "-"));
            assert!(texts::find(language, &key).is_some(), "{key}");
        }
    }
    for group in Group::ALL {
        assert!(group.kinds().count() > 0, "{group:?}");
        let key = format!("trail-{}", group.as_str());
        assert!(texts::find(Language::En, &key).is_some(), "{key}");
    }
}
