//! A form that comes after its session has ended leads back to its page, with what was typed.

use crate::desk_path::prepare;
use crate::sessions::clerk;
use crate::world::browser::Browser;
use crate::world::http::{Answer, Site};
use crate::world::person::Person;
use crate::world::{AALEN, Backend, HWK, IHK, PASSPHRASE, World, day};

on_both_databases!(
    what_was_typed_is_there_again_after_signing_in,
    nobody_else_sees_what_was_typed,
    a_form_is_kept_for_half_an_hour,
    secrets_are_not_kept,
    forms_from_elsewhere_are_not_kept,
);

const NEW: &str = "/staff/certificates/new";
const TYPED: [(&str, &str); 4] = [
    ("municipality", "Königsbronn"),
    ("from", "03.03.2031"),
    ("term", "renewal"),
    ("step", "prepare"),
];
const NOTE: &str = "Was Sie eingegeben hatten, steht wieder da";

/// Signs in where a form that came too late has led to.
#[track_caller]
fn sign_in(person: &Person, browser: &Browser, sent: Answer) -> Answer {
    let way = sent.header("location").unwrap().to_owned();
    assert!(
        way.starts_with("/staff/sign-in?done=session-ended&next="),
        "{way}"
    );
    let page = browser.get(&way).is(200, "Ihre Sitzung ist beendet.");
    let password = person.password.borrow().clone();
    let mut fields = vec![("email", person.email.as_str()), ("password", &password)];
    let code = person
        .app
        .borrow()
        .is_some()
        .then(|| person.code(browser.site));
    if let Some(code) = &code {
        fields.push(("code", code));
    }
    let sent = browser.submit(&page, "/staff/sign-in", &fields);
    assert_eq!(sent.status, 303, "{sent:#?}");
    browser.follow(sent)
}

/// A clerk's form that comes when the session has not been used for too long.
fn too_late<'a>(site: &'a Site, person: &Person) -> (Browser<'a>, Answer) {
    let browser = person.sign_in(site);
    let page = browser.get(NEW);
    site.advance(31 * 60);
    let sent = browser.submit(&page, NEW, &TYPED);
    (browser, sent)
}

fn what_was_typed_is_there_again_after_signing_in(on: Backend) {
    let (world, site, person) = clerk(on);
    let (browser, sent) = too_late(&site, &person);
    let page = sign_in(&person, &browser, sent).is(200, NOTE);
    for kept in [
        "value=\"Königsbronn\"",
        "value=\"03.03.2031\"",
        "value=\"renewal\" checked",
    ] {
        assert!(page.body.contains(kept), "no {kept} in {}", page.body);
    }
    assert!(!page.body.contains("value=\"first\" checked"), "{page:#?}");
    let before = world.json(&["certificate", "list", "--json"]);
    assert_eq!(before.as_array().unwrap().len(), 0);
    // It is shown once, and counts like any other.
    assert!(!browser.get(NEW).body.contains("Königsbronn\" autocomplete"));
    let sent = browser.submit(&page, NEW, &[("step", "prepare")]);
    browser.follow(sent).is(200, "Königsbronn");

    // An administrator's click ends a session as well as time does.
    let edit = format!("/staff/municipalities/{AALEN}/edit");
    let page = browser.get(&edit);
    let administrator = world.person(&site, IHK, "leitung@ihk.example", &["administrator"]);
    let account = format!("/staff/accounts/{}", person.id);
    let desk = administrator.sign_in(&site);
    desk.send(&account, &format!("{account}/end-sessions"), &[]);
    let sent = browser.submit(&page, &edit, &[("district", "Ostalb")]);
    let page = sign_in(&person, &browser, sent).is(200, NOTE);
    assert!(page.body.contains("value=\"Ostalb\""), "{page:#?}");
    let sent = browser.submit(&page, &edit, &[]);
    browser.follow(sent).is(200, "Ostalb<");

    // Where a form has no page of its own, it is the page that it stands on.
    let page = desk.get(&account);
    site.advance(31 * 60);
    let fields = [("role", "reader"), ("from", &*day(1)), ("until", "")];
    let sent = desk.submit(&page, &format!("{account}/roles"), &fields);
    let page = sign_in(&administrator, &desk, sent).is(200, NOTE);
    assert!(page.body.contains("value=\"reader\" selected"), "{page:#?}");
    assert!(page.body.contains(&format!("value=\"{}\"", day(1))));

    // A reason comes with the step that it is for.
    let serial = world.issue_valid();
    let propose = format!("/staff/certificates/{serial}/propose");
    let browser = person.sign_in(&site);
    let page = browser.get(&format!("{propose}?step=withdraw"));
    site.advance(31 * 60);
    let fields = [
        ("step", "withdraw"),
        ("reason", "Das Audit wurde widerrufen"),
    ];
    let sent = browser.submit(&page, &propose, &fields);
    let page = sign_in(&person, &browser, sent).is(200, NOTE);
    for kept in [
        "Das Audit wurde widerrufen</textarea>",
        "value=\"withdraw\"",
    ] {
        assert!(page.body.contains(kept), "no {kept} in {}", page.body);
    }
}

fn nobody_else_sees_what_was_typed(on: Backend) {
    let (world, site, person) = clerk(on);
    let other = world.person(&site, IHK, "andere@ihk.example", &["clerk"]);
    let (browser, sent) = too_late(&site, &person);
    let page = sign_in(&other, &browser, sent);
    let page = page.is(200, "Auszeichnung vorbereiten");
    assert!(!page.body.contains(NOTE) && !page.body.contains("03.03.2031"));
    // Whose it is finds it in any browser.
    let elsewhere = person.sign_in(&site);
    let page = elsewhere.get(NEW).is(200, NOTE);
    assert!(page.body.contains("value=\"03.03.2031\""), "{page:#?}");
}

fn a_form_is_kept_for_half_an_hour(on: Backend) {
    let (_world, site, person) = clerk(on);
    let (browser, sent) = too_late(&site, &person);
    site.advance(30 * 60);
    let page = sign_in(&person, &browser, sent);
    let page = page.is(200, "Auszeichnung vorbereiten");
    assert!(!page.body.contains(NOTE) && !page.body.contains("03.03.2031"));
}

fn secrets_are_not_kept(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let clerk = world.person(&site, IHK, "kim@ihk.example", &["clerk"]);
    let clerk = clerk.sign_in(&site);
    let serials = ["Aalen", "Königsbronn"].map(|name| prepare(&clerk, name, &day(5)));
    let person = world.person(&site, HWK, "unterschrift@hwk.example", &["signatory"]);
    let browser = person.sign_in(&site);
    let page = browser.get("/staff");
    site.advance(31 * 60);
    let fields = [("serial", serials[0].as_str()), ("passphrase", PASSPHRASE)];
    let sent = browser.submit(&page, "/staff/signing", &fields);
    let page = sign_in(&person, &browser, sent).is(200, NOTE);
    assert!(!page.body.contains(PASSPHRASE));
    let ticked = |serial: &str| format!("value=\"{serial}\" checked");
    assert!(page.body.contains(&ticked(&serials[0])), "{page:#?}");
    assert!(!page.body.contains(&ticked(&serials[1])), "{page:#?}");
    for issuer in world.show(&serials[0])["issuers"].as_array().unwrap() {
        assert_eq!(issuer["signature"], "missing");
    }
}

fn forms_from_elsewhere_are_not_kept(on: Backend) {
    let (_world, site, person) = clerk(on);
    for (name, value) in [("csrf", "0"), ("sec-fetch-site", "cross-site")] {
        let browser = person.sign_in(&site);
        let page = browser.get(NEW);
        site.advance(31 * 60);
        let mut fields = TYPED.to_vec();
        if name == "csrf" {
            fields.push((name, value));
        } else {
            browser
                .headers
                .borrow_mut()
                .push((name.to_owned(), value.to_owned()));
        }
        let sent = browser.submit(&page, NEW, &fields);
        assert_eq!(sent.status, 303, "{sent:#?}");
        let page = person.sign_in(&site).get(NEW);
        assert!(!page.body.contains(NOTE), "{name}");
    }
}
