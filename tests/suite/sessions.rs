//! Sessions: cookies, their end, forms from elsewhere, and secrets.

use crate::world::browser::{Browser, between};
use crate::world::http::Site;
use crate::world::person::{PASSWORD, Person};
use crate::world::{Backend, HWK, IHK, World};

on_both_databases!(
    the_cookie_is_bound_to_the_host,
    a_session_ends_when_it_is_not_used,
    a_session_ends_after_half_a_day,
    sessions_are_ended_by_their_owner,
    forms_from_elsewhere_do_nothing,
    the_pages_speak_the_chosen_language,
    secrets_are_nowhere,
);

pub const CLERK: &str = "kim@ihk.example";
const SESSION: &str = "__Host-kammersiegel";

/// A site with one clerk.
pub fn clerk(on: Backend) -> (World, Site, Person) {
    let world = World::new(on);
    let site = world.serve_now();
    let person = world.person(&site, IHK, CLERK, &["clerk"]);
    (world, site, person)
}

fn the_cookie_is_bound_to_the_host(on: Backend) {
    let (_world, site, person) = clerk(on);
    let browser = Browser::new(&site);
    let sent = person.give_password(&browser);
    let cookies: Vec<_> = sent
        .headers
        .iter()
        .filter(|(n, _)| n == "set-cookie")
        .collect();
    assert_eq!(cookies.len(), 1, "{sent:#?}");
    let (value, attributes) = cookies[0].1.split_once("; ").unwrap();
    assert_eq!(attributes, "Path=/; Secure; HttpOnly; SameSite=Lax");
    let token = value.strip_prefix("__Host-kammersiegel=").unwrap();
    assert_eq!(token.len(), 64);
    let page = browser.get("/staff").is(200, "Mein Schreibtisch");
    assert!(!page.body.contains(token));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"));
    // A cookie that is not a session's opens nothing.
    let other = Browser::new(&site);
    let forged = "0".repeat(64);
    other
        .cookies
        .borrow_mut()
        .insert(SESSION.to_owned(), forged);
    assert_eq!(other.get("/staff").status, 303);
    // The public's pages set none.
    for path in [
        "/",
        "/verify",
        "/z/7H3K-9QXM-2P4R-8T28",
        "/nirgendwo",
        "/staff.css",
    ] {
        assert_eq!(site.get(path).header("set-cookie"), None, "{path}");
    }
}

fn a_session_ends_when_it_is_not_used(on: Backend) {
    let (_world, site, person) = clerk(on);
    let browser = person.sign_in(&site);
    for _ in 0..3 {
        site.advance(29 * 60);
        browser.get("/staff").is(200, "Mein Schreibtisch");
    }
    site.advance(31 * 60);
    let away = browser.get("/staff/account");
    let to = "/staff/sign-in?done=session-ended&next=%2Fstaff%2Faccount";
    assert_eq!(away.header("location"), Some(to));
    browser.follow(away).is(200, "Ihre Sitzung ist beendet.");
}

fn a_session_ends_after_half_a_day(on: Backend) {
    let (_world, site, person) = clerk(on);
    let browser = person.sign_in(&site);
    for _ in 0..47 {
        site.advance(15 * 60);
        browser.get("/staff").is(200, "Mein Schreibtisch");
    }
    site.advance(16 * 60);
    assert_eq!(browser.get("/staff").status, 303);
}

fn sessions_are_ended_by_their_owner(on: Backend) {
    let (world, site, person) = clerk(on);
    let [one, two, three] = [(); 3].map(|()| person.sign_in(&site));
    let is_in = |browser: &Browser| browser.get("/staff").status == 200;
    // Of the acceptance, too.
    let page = one.get("/staff/account").is(200, "Diese Sitzung");
    assert_eq!(page.body.matches("/end\"").count(), 3);
    let mine = world
        .database
        .text("SELECT id FROM desk_session ORDER BY created_at DESC, id LIMIT 1");
    let stranger = world.person(&site, HWK, "fremd@hwk.example", &["clerk"]);
    let stranger = stranger.sign_in(&site);
    let csrf = between(
        &stranger.get("/staff/account").body,
        "name=\"csrf\" value=\"",
        "\"",
    );
    stranger.post(
        &format!("/staff/account/sessions/{mine}/end"),
        &[("csrf", &csrf)],
    );
    assert!(is_in(&one) && is_in(&two) && is_in(&three));
    let action = between(&page.body, "action=\"/staff/account/sessions/", "\"");
    let ended = one.submit(&page, &format!("/staff/account/sessions/{action}"), &[]);
    one.follow(ended).is(200, "Die Sitzung ist beendet.");
    let ended = one.send("/staff/account", "/staff/account/sessions/end-others", &[]);
    one.follow(ended)
        .is(200, "Alle anderen Sitzungen sind beendet.");
    assert!(is_in(&one) && !is_in(&two) && !is_in(&three));

    // A new password ends the others.
    let two = person.sign_in(&site);
    let new = "Ein Boot aus rotem Papier";
    let change = |old: &str, again: &str| {
        let fields = [
            ("password", old),
            ("password-new", new),
            ("password-again", again),
        ];
        one.send("/staff/account", "/staff/account/password", &fields)
    };
    change("falsch und lang genug", new).is(422, "Das Passwort stimmt nicht.");
    change(PASSWORD, "anders").is(422, "sind verschieden");
    assert!(is_in(&two));
    one.follow(change(PASSWORD, new))
        .is(200, "Das Passwort ist geändert.");
    assert!(is_in(&one) && !is_in(&two));
    person
        .give_password(&Browser::new(&site))
        .is(422, "stimmen nicht");
    person.password.replace(new.to_owned());
    let two = person.sign_in(&site);

    let out = two.send("/staff", "/staff/sign-out", &[]);
    two.follow(out).is(200, "Sie sind abgemeldet.");
    assert!(!two.cookies.borrow().contains_key(SESSION));
    assert!(is_in(&one) && !is_in(&two));
}

fn forms_from_elsewhere_do_nothing(on: Backend) {
    let (world, site, person) = clerk(on);
    let browser = person.sign_in(&site);
    let page = browser.get("/staff/account");
    let csrf = between(&page.body, "name=\"csrf\" value=\"", "\"");
    let path = "/staff/account/sessions/end-others";
    let other = world
        .person(&site, IHK, "zwei@ihk.example", &["clerk"])
        .sign_in(&site);
    let foreign = between(&other.get("/staff").body, "name=\"csrf\" value=\"", "\"");
    for token in ["", "0", &"0".repeat(64), &foreign] {
        browser
            .post(path, &[("csrf", token)])
            .is(403, "nicht mehr aktuell");
    }
    browser.post(path, &[]).is(403, "nicht mehr aktuell");
    let from = |headers: &[(&str, &str)], path: &str, fields: &[(&str, &str)]| {
        let sender = Browser::new(&site);
        sender.cookies.replace(browser.cookies.borrow().clone());
        let set = headers
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        sender.headers.replace(set.collect());
        sender.post(path, fields).status
    };
    let token = [("csrf", csrf.as_str())];
    let own = format!("http://{}", site.address);
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://boese.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", ""), ("origin", "https://boese.example")],
        &[("sec-fetch-site", ""), ("origin", "null")],
        &[("sec-fetch-site", ""), ("origin", "")],
    ] {
        assert_eq!(from(headers, path, &token), 403, "{headers:?}");
    }
    for headers in [
        &[("sec-fetch-site", "")][..],
        &[("origin", "")],
        &[("sec-fetch-site", ""), ("origin", own.as_str())],
        &[("sec-fetch-site", ""), ("origin", "https://siegel.example")],
    ] {
        assert_eq!(from(headers, path, &token), 303, "{headers:?}");
    }
    // The way in is guarded, too.
    let stranger = Browser::new(&site);
    let page = stranger.get("/staff/sign-in");
    let csrf = between(&page.body, "name=\"csrf\" value=\"", "\"");
    let fields = [("csrf", &*csrf), ("email", CLERK), ("password", PASSWORD)];
    let without = Browser::new(&site);
    assert_eq!(without.post("/staff/sign-in", &fields).status, 403);
    let without = [("email", CLERK), ("password", PASSWORD)];
    assert_eq!(stranger.post("/staff/sign-in", &without).status, 403);
    assert_eq!(stranger.post("/staff/sign-in", &fields).status, 303);
    // Nor is anything but a form taken.
    let json = Browser::new(&site).with("content-type", "application/json");
    json.cookies.replace(browser.cookies.borrow().clone());
    assert_eq!(json.post(path, &token).status, 400);
    let long = "x".repeat(300_000);
    assert_eq!(browser.post(path, &[("csrf", &long)]).status, 413);
}

fn the_pages_speak_the_chosen_language(on: Backend) {
    let (_world, site, person) = clerk(on);
    let browser = person.sign_in(&site);
    browser.get("/staff").is(200, "<html lang=\"de\">");
    let fields = [("lang", "en")];
    let switched = browser.send("/staff/account", "/staff/language", &fields);
    assert_eq!(switched.header("location"), Some("/staff/account"));
    browser
        .follow(switched)
        .is(200, "<html lang=\"en\">")
        .is(200, "My account");
    browser.get("/staff").is(200, "Good day, Kim Musterfrau.");
    let out = browser.send("/staff", "/staff/sign-out", &[]);
    browser.follow(out).is(200, "You are signed out.");
}

fn secrets_are_nowhere(on: Backend) {
    let world = World::new(on);
    let site = world.serve();
    let mut secrets = vec![PASSWORD.to_owned()];
    {
        let link = world.invite(IHK, CLERK, &["signatory"]);
        secrets.push(link.rsplit('/').next().unwrap().to_owned());
        let person = Person::new(CLERK);
        let browser = person.accept(&site, &link);
        secrets.extend(browser.cookies.borrow().values().cloned());
        secrets.extend(person.recovery.borrow().iter().cloned());
        let again = Browser::new(&site);
        person.give_password(&again);
        person.give_code(&again, "falsch").is(422, "stimmt nicht");
        person.give_code(&again, &person.code(&site));
        let failing = "ALTER TABLE role_assignment RENAME TO gone";
        world.database.execute(failing);
        browser.get("/staff").is(500, "unerwarteter Fehler");
        world
            .database
            .execute("ALTER TABLE gone RENAME TO role_assignment");
        let page = browser.get("/staff/account/second-factor");
        let seed = between(&page.body, "<code class=\"secret\">", "<");
        secrets.push(seed.replace(' ', ""));
    }
    let said = site.stop();
    let mut told = String::new();
    let count = world.database.number("SELECT MAX(seq) FROM events");
    for seq in 1..=count {
        told += &world.database.text(&format!(
            "SELECT actor || ' ' || action || ' ' || subject || ' ' || detail
             FROM events WHERE seq = {seq}"
        ));
        told.push('\n');
    }
    assert!(told.contains("account.second_factor_set"), "{told}");
    assert!(said.contains("a page of the desk failed"), "{said}");
    assert!(secrets.len() > 12);
    for secret in secrets {
        let plain = secret.replace('-', "");
        for text in [&said, &told] {
            assert!(
                !text.contains(&secret) && !text.contains(&plain),
                "{secret}"
            );
        }
    }
    // Nor whose address it is, in what is never erased.
    assert!(!told.contains(CLERK), "{told}");
}
