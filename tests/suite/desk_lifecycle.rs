//! Four eyes over what was issued, corrected copies and renewals, at the desk.

use serde_json::Value;

use crate::world::browser::{Browser, between};
use crate::world::{AALEN, Backend, HWK, IHK, PASSPHRASE, World, text};

on_both_databases!(
    one_proposes_and_another_confirms,
    a_proposal_is_dropped,
    nobody_confirms_their_own_proposal,
    what_changed_meanwhile_is_not_confirmed,
    a_corrected_copy_supersedes,
    a_renewal_goes_on_where_the_term_ends,
);

const REASON: &str = "Vertraulicher Grund, nur für die Kammern";

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
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
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
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let clerk = world
        .person(&site, IHK, "kim@ihk.example", &["clerk"])
        .sign_in(&site);
    let other = world
        .person(&site, IHK, "alex@ihk.example", &["clerk"])
        .sign_in(&site);
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
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
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
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let clerk = world
        .person(&site, IHK, "kim@ihk.example", &["clerk"])
        .sign_in(&site);
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
    refused.is(409, "Die Seite ist nicht mehr aktuell");
    assert_eq!(state(&world, &serial), "valid");
    // The certificate was withdrawn on the command line.
    let page = signatory.get(&path).is(200, "Entziehen");
    world.ok(&["certificate", "withdraw", &serial, "--reason", "anders"]);
    assert_eq!(signatory.submit(&page, &path, &[]).status, 409);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_corrected_copy_supersedes(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let clerk = world
        .person(&site, IHK, "kim@ihk.example", &["clerk"])
        .sign_in(&site);
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
    let sent = clerk.submit(&page, &path, &[]);
    let copy = clerk
        .follow(sent)
        .is(200, "Die Neuausfertigung ist vorbereitet");
    assert!(copy.body.contains(&format!("/staff/certificates/{serial}")));
    clerk
        .send(&path, &path, &[])
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
    assert_eq!(clerk.get(&path).status, 409);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_renewal_goes_on_where_the_term_ends(on: Backend) {
    let world = World::new(on);
    let serial = world.issue(AALEN, "2024-03-01", &[]);
    let site = world.serve_now();
    let clerk = world
        .person(&site, IHK, "kim@ihk.example", &["clerk"])
        .sign_in(&site);
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
