//! Four eyes over what was issued, corrected copies and renewals, at the desk.

use serde_json::Value;

use crate::world::browser::{Browser, between};
use crate::world::http::Site;
use crate::world::{AALEN, Backend, HWK, IHK, PASSPHRASE, World, day, text};

on_both_databases!(
    one_proposes_and_another_confirms,
    a_proposal_is_dropped,
    nobody_confirms_their_own_proposal,
    what_changed_meanwhile_is_not_confirmed,
    a_corrected_copy_supersedes,
    a_renewal_goes_on_where_the_term_ends,
    a_renewal_after_a_gap_begins_today,
    a_second_proposal_keeps_its_reason,
    what_is_not_possible_now_is_said,
    a_reason_has_an_end,
    the_new_last_day_is_looked_at_and_confirmed,
    before_and_after_look_like_the_verification_page,
);

const REASON: &str = "Vertraulicher Grund, nur für die Kammern";

/// An award that is valid, and the desk.
fn issued(on: Backend) -> (World, Site, String) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
    (world, site, serial)
}

/// Somebody of a chamber who has signed in.
fn at_desk<'a>(
    world: &World,
    site: &'a Site,
    chamber: &str,
    email: &str,
    role: &str,
) -> Browser<'a> {
    world.person(site, chamber, email, &[role]).sign_in(site)
}

/// Proposes a step; follows to the certificate.
#[track_caller]
fn propose(browser: &Browser, serial: &str, step: &str, says: &str) {
    let path = format!("/staff/certificates/{serial}/propose");
    let page = browser.get(&format!("{path}?step={step}")).is(200, says);
    assert!(page.body.contains("Was die Öffentlichkeit erfährt"));
    browser
        .submit(&page, &path, &[("reason", " ")])
        .is(422, "Geben Sie eine Begründung an.");
    let sent = browser.submit(&page, &path, &[("reason", REASON)]);
    browser.follow(sent).is(200, "Vorgeschlagen");
}

/// Confirms what is proposed; the page says what the public will be told.
#[track_caller]
fn confirm(browser: &Browser, serial: &str, says: &str) {
    let path = format!("/staff/certificates/{serial}/confirm");
    let page = browser.get(&path).is(200, says);
    assert!(page.body.contains(REASON));
    let sent = browser.submit(&page, &path, &[]);
    browser
        .follow(sent)
        .is(200, "Bestätigt. Es gilt ab sofort.");
}

fn state(world: &World, serial: &str) -> String {
    text(&world.show(serial)["state"])
}

fn one_proposes_and_another_confirms(on: Backend) {
    let (world, site, serial) = issued(on);
    let clerk = world.person(&site, IHK, "kim@ihk.example", &["clerk"]);
    let signatory = world.person(&site, HWK, "leitung@hwk.example", &["signatory"]);
    let (clerk, signatory) = (clerk.sign_in(&site), signatory.sign_in(&site));
    for (step, before, after, shown) in [
        ("suspend", "valid", "suspended", "Die Nutzung ruht seit"),
        (
            "reinstate",
            "suspended",
            "valid",
            "Diese Auszeichnung wurde von",
        ),
        ("withdraw", "valid", "withdrawn", "nicht mehr."),
    ] {
        propose(&clerk, &serial, step, shown);
        assert_eq!(state(&world, &serial), before);
        signatory.get("/staff").is(200, "id=\"proposals\"");
        confirm(&signatory, &serial, shown);
        assert_eq!(state(&world, &serial), after);
        site.eventually(|| site.data(&serial).json()["state"] == after);
        assert!(
            !site
                .get(&format!("/z/{serial}"))
                .body
                .contains("Vertraulich")
        );
        assert!(!site.data(&serial).body.contains("Vertraulich"));
    }
    // What is final leads nowhere; the reason is kept for staff.
    let page = clerk
        .get(&format!("/staff/certificates/{serial}"))
        .is(200, REASON);
    assert!(!page.body.contains("/propose"), "{page:#?}");
    let again = format!("/staff/certificates/{serial}/propose?step=suspend");
    assert_eq!(clerk.get(&again).status, 409);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_proposal_is_dropped(on: Backend) {
    let (world, site, serial) = issued(on);
    let clerk = at_desk(&world, &site, IHK, "kim@ihk.example", "clerk");
    let other = at_desk(&world, &site, IHK, "alex@ihk.example", "clerk");
    propose(&clerk, &serial, "withdraw", "nicht rückgängig machen");
    let page = other.get(&format!("/staff/certificates/{serial}"));
    assert!(
        page.is(200, "Vorgeschlagen: Entziehen.")
            .body
            .find("/drop\"")
            .is_none()
    );
    let address = format!("/staff/certificates/{serial}");
    let page = clerk.get(&address);
    let id = between(&page.body, "name=\"proposal\" value=\"", "\"");
    // Somebody else's is not dropped by whoever could not confirm it.
    let own = other.open("/staff/account");
    let main = between(&own.body, "<main", "</main>");
    let csrf = between(&main, "name=\"csrf\" value=\"", "\"");
    let fields = [("csrf", csrf.as_str()), ("proposal", id.as_str())];
    assert_eq!(other.post(&format!("{address}/drop"), &fields).status, 403);
    let dropped = clerk.submit(&page, &format!("{address}/drop"), &[]);
    clerk
        .follow(dropped)
        .is(200, "Der Vorschlag ist verworfen.");
    assert_eq!(state(&world, &serial), "valid");
    // The way is open for another one.
    propose(&other, &serial, "suspend", "ruht");
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn nobody_confirms_their_own_proposal(on: Backend) {
    let (world, site, serial) = issued(on);
    let signatory = world.person(&site, IHK, "leitung@ihk.example", &["signatory"]);
    let browser = signatory.sign_in(&site);
    propose(&browser, &serial, "withdraw", "nicht rückgängig machen");
    let path = format!("/staff/certificates/{serial}/confirm");
    let page = browser.get(&path).is(200, "Eine andere Person bestätigt.");
    assert!(!page.body.contains(&format!("<form action=\"{path}\"")));
    let id = between(&page.body, "name=\"proposal\" value=\"", "\"");
    let csrf = between(&page.body, "name=\"csrf\" value=\"", "\"");
    let refused = browser.post(&path, &[("csrf", &csrf), ("proposal", &id)]);
    assert_eq!(refused.status, 403, "{refused:#?}");
    assert_eq!(state(&world, &serial), "valid");
}

fn what_changed_meanwhile_is_not_confirmed(on: Backend) {
    let (world, site, serial) = issued(on);
    let clerk = at_desk(&world, &site, IHK, "kim@ihk.example", "clerk");
    let signatory = world.person(&site, HWK, "leitung@hwk.example", &["signatory"]);
    let signatory = signatory.sign_in(&site);
    propose(&clerk, &serial, "suspend", "ruht");
    let path = format!("/staff/certificates/{serial}/confirm");
    let page = signatory.get(&path).is(200, "Aussetzen");
    // Another proposal took the place of the one that was shown.
    let own = clerk.get(&format!("/staff/certificates/{serial}"));
    clerk.submit(&own, &format!("/staff/certificates/{serial}/drop"), &[]);
    propose(&clerk, &serial, "withdraw", "nicht mehr");
    let refused = signatory.submit(&page, &path, &[]);
    refused.is(409, "Dieser Vorschlag wartet nicht mehr");
    assert_eq!(state(&world, &serial), "valid");
    // Somebody else confirmed it on the command line.
    let page = signatory.get(&path).is(200, "Entziehen");
    world.confirm("withdraw", &serial).is(0, "Entzogen");
    assert_eq!(signatory.submit(&page, &path, &[]).status, 409);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_corrected_copy_supersedes(on: Backend) {
    let (world, site, serial) = issued(on);
    let clerk = at_desk(&world, &site, IHK, "kim@ihk.example", "clerk");
    let edit = format!("/staff/municipalities/{AALEN}/edit");
    clerk.send(&edit, &edit, &[("website", "neu.aalen.de")]);
    let path = format!("/staff/certificates/{serial}/correct");
    let page = clerk.get(&path).is(200, "neu.aalen.de");
    assert!(
        page.body.contains("durch Nr. (neue Nummer) ersetzt"),
        "{page:#?}"
    );
    clerk
        .submit(&page, &path, &[("until", "gestern")])
        .is(422, "Das ist kein Tag.");
    let sent = clerk.submit(&page, &path, &[("step", "prepare")]);
    let copy = clerk
        .follow(sent)
        .is(200, "Die Neuausfertigung ist vorbereitet");
    assert!(copy.body.contains(&format!("/staff/certificates/{serial}")));
    clerk
        .send(&path, &path, &[("step", "prepare")])
        .is(422, "schon in Vorbereitung");
    let list = world.json(&["certificate", "list", "--json"]);
    let copy = text(&list[1]["serial"]);
    assert_eq!(list[1]["replaces"], Value::String(serial.clone()));
    for chamber in [IHK, HWK] {
        world.sign(&copy, chamber).is(0, &copy);
    }
    assert_eq!(state(&world, &serial), "superseded");
    let page = clerk.get(&format!("/staff/certificates/{serial}"));
    page.is(200, &format!("/staff/certificates/{copy}"));
    clerk.get(&path).is(409, "wurde durch eine neue ersetzt");
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_renewal_after_a_gap_begins_today(on: Backend) {
    let world = World::new(on);
    let serial = world.issue(AALEN, "2020-03-01", &[]);
    let site = world.serve_now();
    let clerk = at_desk(&world, &site, IHK, "kim@ihk.example", "clerk");
    let today = || jiff::Timestamp::now().in_tz("Europe/Berlin").unwrap();
    let (before, renew) = (today(), format!("/staff/certificates/new?renew={serial}"));
    let form = clerk.get(&renew).is(200, "name=\"from\"");
    // Midnight may have passed.
    let days = [before, today()].map(|day| day.strftime("value=\"%d.%m.%Y\"").to_string());
    assert!(days.iter().any(|day| form.body.contains(day)), "{form:#?}");
}

fn a_renewal_goes_on_where_the_term_ends(on: Backend) {
    let world = World::new(on);
    let serial = world.issue(AALEN, "2024-03-01", &[]);
    let site = world.serve_now();
    let clerk = at_desk(&world, &site, IHK, "kim@ihk.example", "clerk");
    let renew = format!("/staff/certificates/new?renew={serial}");
    clerk
        .get(&format!("/staff/certificates/{serial}"))
        .is(200, &renew);
    let form = clerk.get(&renew);
    let form = form.is(200, "1. März 2027 bis einschließlich 29. Februar 2032");
    let permanent = "/by/ausgezeichneter-wohnort/08136088";
    let stays = format!("Die dauerhafte Adresse bleibt dieselbe: siegel.example{permanent}.");
    assert!(form.body.contains(&stays), "{form:#?}");
    let address = format!("<a class=\"place\" href=\"{permanent}\">siegel.example{permanent}</a>");
    let page = clerk.get(&format!("/staff/certificates/{serial}"));
    page.is(200, &address);
    let new = "/staff/certificates/new";
    let sent = clerk.submit(&form, new, &[("step", "prepare")]);
    let renewed = clerk.follow(sent).is(200, "Vorbereitet");
    assert!(renewed.body.contains("1. März 2027"), "{renewed:#?}");
    let list = world.json(&["certificate", "list", "--json"]);
    let renewed = text(&list[1]["serial"]);
    for (person, chamber) in [("ihk", IHK), ("hwk", HWK)] {
        let email = format!("leitung@{person}.example");
        let browser = world.person(&site, chamber, &email, &["signatory"]);
        let browser = browser.sign_in(&site);
        let fields = [("serial", renewed.as_str()), ("passphrase", PASSPHRASE)];
        browser
            .send("/staff", "/staff/signing", &fields)
            .is(200, "unterzeichnet");
    }
    // Both stand beside one another, each under its own number.
    assert_ne!(
        world.show(&serial)["valid_until"],
        world.show(&renewed)["valid_until"]
    );
    assert_eq!(text(&world.show(&renewed)["valid_from"]), "2027-03-01");
    for chamber in [IHK, HWK] {
        world.run(&["certificate", "sign", "--chamber", chamber]);
    }
    // The award keeps its address, which goes on to tell of the running term.
    let page = clerk.get(&format!("/staff/certificates/{renewed}"));
    page.is(200, &address);
    site.eventually(|| site.data(&renewed).json()["state"] == "not_yet_valid");
    site.get(permanent).is(200, &serial);
}

fn a_second_proposal_keeps_its_reason(on: Backend) {
    let (world, site, serial) = issued(on);
    let clerk = at_desk(&world, &site, IHK, "kim@ihk.example", "clerk");
    let other = at_desk(&world, &site, HWK, "alex@hwk.example", "signatory");
    let path = format!("/staff/certificates/{serial}/propose");
    let open = format!("{path}?step=withdraw");
    let page = other.get(&open).is(200, "name=\"reason\"");
    propose(&clerk, &serial, "suspend", "ruht");
    // What was typed meanwhile is still there, beside what waits.
    let kept = "Ein zweiter Grund, lange bedacht";
    let refused = other.submit(&page, &path, &[("reason", kept)]);
    let refused = refused
        .is(422, "Es wartet schon ein Vorschlag.")
        .is(422, &format!(">{kept}</textarea>"));
    let waits = "Vorgeschlagen: Aussetzen.";
    refused.is(422, waits).is(422, REASON);
    // Who comes now sees what waits, and no form for another one.
    for browser in [&clerk, &other] {
        let page = browser.get(&open).is(200, waits).is(200, REASON);
        assert!(!page.body.contains("name=\"reason\""), "{page:#?}");
    }
    other
        .get(&open)
        .is(200, &format!("/staff/certificates/{serial}/confirm"));
    // Once it is dropped, the kept text can be sent.
    let page = other.get(&open);
    let dropped = other.submit(&page, &format!("/staff/certificates/{serial}/drop"), &[]);
    other.follow(dropped).is(200, "verworfen");
    let page = other.get(&open);
    let sent = other.submit(&page, &path, &[("reason", kept)]);
    other.follow(sent).is(200, "Vorgeschlagen");
}

fn what_is_not_possible_now_is_said(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let prepared = world.prepare(AALEN, &day(-1), &[]);
    let site = world.serve_now();
    let clerk = at_desk(&world, &site, IHK, "kim@ihk.example", "clerk");
    let page =
        |serial: &str, what: &str| clerk.get(&format!("/staff/certificates/{serial}/{what}"));
    for what in ["correct", "propose?step=suspend"] {
        page(&prepared, what).is(409, "ist nicht ausgestellt");
    }
    page(&serial, "propose?step=reinstate").is(409, "ist nicht ausgesetzt");
    world.decide("suspend", &serial, REASON).is(0, "");
    page(&serial, "correct").is(409, "Diese Auszeichnung ist ausgesetzt.");
    page(&serial, "propose?step=suspend").is(409, "Diese Auszeichnung ist ausgesetzt.");
    world.decide("withdraw", &serial, REASON).is(0, "");
    page(&serial, "correct").is(409, "ist entzogen; das ist endgültig");
}

fn a_reason_has_an_end(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let waits = world.prepare(AALEN, &day(1), &[]);
    let site = world.serve_now();
    let clerk = at_desk(&world, &site, IHK, "kim@ihk.example", "clerk");
    let signatory = at_desk(&world, &site, HWK, "leitung@hwk.example", "signatory");
    let says = "höchstens 1000 Zeichen";
    let longest = format!("Zeile\r\n{}", "ä".repeat(994));
    let longer = format!("{longest}x");
    let propose = format!("/staff/certificates/{serial}/propose");
    let refuse = format!("/staff/certificates/{waits}/refuse");
    for (browser, page, path) in [
        (&clerk, format!("{propose}?step=suspend"), &propose),
        (&signatory, refuse.clone(), &refuse),
    ] {
        let form = browser.get(&page).is(200, "maxlength=\"1000\"");
        let refused = browser.submit(&form, path, &[("reason", &longer)]);
        let refused = refused.is(422, says);
        assert!(refused.body.contains("äääx</textarea>"), "the text is kept");
        let sent = browser.submit(&form, path, &[("reason", &longest)]);
        assert_eq!(sent.status, 303, "{sent:#?}");
    }
    // No door takes more.
    world.propose("withdraw", &serial, &longer).is(30, says);
    let refuse = [
        "certificate",
        "refuse",
        &waits,
        "--chamber",
        IHK,
        "--reason",
    ];
    world.run(&[&refuse[..], &[&longer]].concat()).is(30, says);
}

fn the_new_last_day_is_looked_at_and_confirmed(on: Backend) {
    let world = World::new(on);
    let serial = world.issue(AALEN, "2025-03-03", &[]);
    let site = world.serve_now();
    let clerk = at_desk(&world, &site, IHK, "kim@ihk.example", "clerk");
    let path = format!("/staff/certificates/{serial}/correct");
    let page = clerk.get(&path).is(200, "bis einschließlich 2. März 2028");
    assert!(!page.body.contains("name=\"moved\""), "{page:#?}");
    let look = |until: &str, step: &str| {
        let fields = [("until", until), ("step", step)];
        clerk.submit(&page, &path, &fields)
    };
    // No longer than five years, and not backwards.
    for step in ["preview", "prepare"] {
        look("01.01.2099", step).is(422, "kann höchstens der 02.03.2030 sein");
        look("02.03.2025", step).is(422, "liegt vor dem ersten");
    }
    // The pictures and the words are those of the new copy.
    let moved = look("31.12.2026", "preview");
    let moved = moved
        .is(
            200,
            "Der letzte Tag rückt vom 02.03.2028 auf den 31.12.2026.",
        )
        .is(200, "Üblich wäre der 02.03.2028 als letzter Tag.");
    let copy = "bis einschließlich 31. Dezember 2026";
    moved
        .is(200, copy)
        .is(200, "Nach der Ausstellung, neue Nummer");
    let moved = look("31.12.2026", "preview");
    let picture = between(
        &moved.body,
        "<a href=\"/staff/certificates/preview/urkunde.svg",
        "\"",
    );
    let picture = format!("/staff/certificates/preview/urkunde.svg{picture}");
    let picture = clerk.get(&picture.replace("&amp;", "&")).is(200, "<svg");
    assert!(picture.body.contains("31. Dezember 2026") || picture.body.contains("<path"));
    // Nothing is prepared until the tick is set, and for this day.
    let unticked = look("31.12.2026", "prepare");
    let unticked = unticked.is(422, "Bestätigen Sie, dass sich die Laufzeit ändert");
    let other = [
        ("until", "30.12.2026"),
        ("step", "prepare"),
        ("moved", "2026-12-31"),
    ];
    clerk.submit(&page, &path, &other).is(422, "Bestätigen Sie");
    assert_eq!(
        world
            .json(&["certificate", "list", "--json"])
            .as_array()
            .unwrap()
            .len(),
        1
    );
    world
        .run(&["certificate", "supersede", &serial, "--until", "2099-01-01"])
        .is(30, "02.03.2030");
    let ticked = [("step", "prepare"), ("moved", "2026-12-31")];
    let sent = clerk.submit(&unticked, &path, &ticked);
    clerk
        .follow(sent)
        .is(200, "Die Neuausfertigung ist vorbereitet");
    let list = world.json(&["certificate", "list", "--json"]);
    assert_eq!(text(&list[1]["valid_until"]), "2026-12-31");
}

fn before_and_after_look_like_the_verification_page(on: Backend) {
    let world = World::new(on);
    let serial = world.issue(AALEN, "2024-03-01", &[]);
    let site = world.serve_now();
    let signatory = world
        .person(&site, IHK, "leitung@ihk.example", &["signatory", "clerk"])
        .sign_in(&site);
    let certificate = format!("/staff/certificates/{serial}");
    let page = signatory.get(&format!("{certificate}/propose?step=withdraw"));
    let band = |answer: &str, body: &str| {
        let banner = between(body, "<div class=\"banner\">", "</svg>");
        assert!(banner.contains("class=\"shape\""), "{answer}: {banner}");
    };
    band("before and after", &page.body);
    let public = site.get(&format!("/z/{serial}"));
    let words = |body: &str| between(body, "<div class=\"banner\">", "</div>\n</div>");
    let at_desk = words(&page.body).replace("h4>", "h1>");
    assert_eq!(at_desk, words(&public.body), "the same band");
    let page = page
        .is(200, "Stadt Aalen")
        .is(200, &format!("siegel.example/z/{serial}"));
    // The seal as it would be then, and nothing of it is so yet.
    let seal = format!("{certificate}/siegel.svg");
    let then = format!("{seal}?after=withdraw");
    page.is(200, &then);
    let look = |after: &str| {
        signatory
            .get(&format!("{seal}{after}"))
            .is(200, "<svg")
            .body
    };
    let now = look("");
    let suspended = look("?after=suspend");
    let others = [look("?after=withdraw"), look("?after=supersede")];
    assert!(now != suspended && !others.contains(&now) && !others.contains(&suspended));
    assert!(others[0] != others[1] && look("") == now);
    let lifted = signatory.get(&format!("{seal}?after=reinstate"));
    assert_eq!(lifted.status, 409);
    // A renewal: the permanent address, until the next term and from its first day.
    let renew = signatory.get(&format!("/staff/certificates/new?renew={serial}"));
    renew
        .is(200, "gilt bis einschließlich 28. Februar 2027")
        .is(200, "Ab 1. März 2027")
        .is(200, "gilt bis einschließlich 29. Februar 2032");
    // It then looks as it was foreseen.
    world.decide("suspend", &serial, REASON).is(0, "");
    assert!(look("") == suspended);
}
