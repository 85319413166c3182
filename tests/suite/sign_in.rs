//! Signing in: guessing, what nobody learns by it, and where it leads.

use std::time::Instant;

use crate::sessions::{CLERK, clerk};
use crate::world::browser::{Browser, between};
use crate::world::http::Answer;
use crate::world::person::PASSWORD;
use crate::world::{AALEN, Backend, HWK, IHK, KOENIGSBRONN, PASSPHRASE, day};

on_both_databases!(
    guessing_becomes_slower_and_slower,
    guessing_from_one_network_becomes_slower,
    nobody_learns_who_has_an_account,
    signing_in_leads_on_to_the_page_that_was_wanted,
    everything_goes_into_one_form,
    whoever_has_to_sign_is_led_there,
);

#[track_caller]
fn guess(browser: &Browser, email: &str) -> Answer {
    let fields = [("email", email), ("password", "geraten und daneben")];
    browser.send("/staff/sign-in", "/staff/sign-in", &fields)
}

fn guessing_becomes_slower_and_slower(on: Backend) {
    let (world, site, person) = clerk(on);
    let thief = Browser::new(&site);
    for _ in 0..5 {
        guess(&thief, CLERK).is(422, "stimmen nicht");
    }
    let mut waits = Vec::new();
    for _ in 0..14 {
        let refused = guess(&thief, CLERK).is(429, "Zu viele Fehlversuche.");
        let wait: i64 = refused.header("retry-after").unwrap().parse().unwrap();
        waits.push(wait);
        // Whoever does not wait is not looked at, not even with the right password.
        assert_eq!(person.give_password(&thief).status, 429);
        site.advance(wait);
        guess(&thief, CLERK).is(422, "stimmen nicht");
    }
    assert_eq!(waits[..10], [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
    // Nobody is locked out for longer than a quarter of an hour,
    assert_eq!(waits[10..], [900; 4]);
    site.advance(900);
    // and the person hears of it.
    let browser = person.sign_in(&site);
    browser.get("/staff").is(
        200,
        "sind 19 Anmeldeversuche mit Ihrer Adresse fehlgeschlagen",
    );
    assert_eq!(
        world.database.number("SELECT COUNT(*) FROM login_attempt"),
        0
    );
    guess(&thief, CLERK).is(422, "stimmen nicht");
    let browser = person.sign_in(&site);
    browser.get("/staff").is(
        200,
        "ist ein Anmeldeversuch mit Ihrer Adresse fehlgeschlagen",
    );
    let page = person.sign_in(&site).get("/staff");
    assert!(!page.body.contains("fehlgeschlagen"));
    // What was long ago no longer counts.
    for _ in 0..6 {
        guess(&thief, CLERK);
    }
    guess(&thief, CLERK).is(429, "Zu viele Fehlversuche.");
    site.advance(25 * 3600);
    guess(&thief, CLERK).is(422, "stimmen nicht");
}

fn guessing_from_one_network_becomes_slower(on: Backend) {
    let (world, site, person) = clerk(on);
    let from = |address: &str| Browser::new(&site).with("x-forwarded-for", address);
    for number in 0..30 {
        // The last entry is the proxy's own; what stands before it, anybody can write.
        let address = format!("198.51.100.7, 203.0.113.{number}");
        guess(&from(&address), &format!("wer-{number}@ihk.example")).is(422, "stimmen nicht");
    }
    let same = from("203.0.113.200");
    guess(&same, "wer-31@ihk.example").is(429, "Zu viele Fehlversuche.");
    assert_eq!(person.give_password(&same).status, 429);
    guess(&from("203.0.114.1"), "wer-32@ihk.example").is(422, "stimmen nicht");
    guess(&from("198.51.100.7"), "wer-33@ihk.example").is(422, "stimmen nicht");
    guess(&from("2001:db8:1::1"), "wer-34@ihk.example").is(422, "stimmen nicht");
    let kept = world
        .database
        .text("SELECT MIN(network) FROM login_attempt");
    assert_eq!(kept.len(), 64, "{kept}");
    assert!(!kept.contains("203.0.113"));
}

fn nobody_learns_who_has_an_account(on: Backend) {
    let (world, site, _) = clerk(on);
    world.invite(IHK, "eingeladen@ihk.example", &["clerk"]);
    let mut pages = Vec::new();
    for email in [
        CLERK,
        "niemand@ihk.example",
        "eingeladen@ihk.example",
        "kein Postfach",
    ] {
        let browser = Browser::new(&site);
        let page =
            guess(&browser, email).is(422, "Adresse, Passwort oder Einmalcode stimmen nicht.");
        let csrf = between(&page.body, "name=\"csrf\" value=\"", "\"");
        let body = page.body.replace(email, "…").replace(&csrf, "…");
        pages.push(body);
    }
    assert!(pages.windows(2).all(|w| w[0] == w[1]), "{pages:#?}");
    // Nobody's password is compared, too: that takes the most of the time.
    let time = |email: &str| {
        let browser = Browser::new(&site);
        let page = browser.get("/staff/sign-in");
        let fields = [("email", email), ("password", "geraten und daneben")];
        let begin = Instant::now();
        let answer = browser.submit(&page, "/staff/sign-in", &fields);
        assert_eq!(answer.status, 422);
        begin.elapsed()
    };
    let tries: Vec<_> = (0..4)
        .map(|_| (time(CLERK), time("niemand@ihk.example")))
        .collect();
    let known = tries.iter().map(|(known, _)| known).min().unwrap();
    let unknown = tries.iter().map(|(_, unknown)| unknown).min().unwrap();
    assert!(*unknown * 4 > *known, "{known:?} {unknown:?}");
}

fn signing_in_leads_on_to_the_page_that_was_wanted(on: Backend) {
    let (_world, site, person) = clerk(on);
    let wanted = |next: &str| {
        let browser = Browser::new(&site);
        let page = browser.get(&format!("/staff/sign-in?next={next}"));
        let fields = [("email", CLERK), ("password", PASSWORD)];
        let sent = browser.submit(&page, "/staff/sign-in", &fields);
        sent.header("location").unwrap().to_owned()
    };
    assert_eq!(wanted("%2Fstaff%2Faccount"), "/staff/account");
    for elsewhere in [
        "",
        "https%3A%2F%2Fboese.example%2Fstaff%2F",
        "%2F%2Fboese.example%2Fstaff",
        "%2Fstaff%2F%2Fboese.example",
        "%2Fstaff%5C..%5Cboese",
        "%2Fz%2Fabc",
        "javascript%3Aalert(1)",
        "%2Fstaff%0d%0aSet-Cookie%3Aa%3Db",
    ] {
        assert_eq!(wanted(elsewhere), "/staff", "{elsewhere}");
    }
    // By hand, too.
    let browser = Browser::new(&site);
    let fields = [
        ("email", CLERK),
        ("password", PASSWORD),
        ("next", "//boese.example"),
    ];
    let sent = browser.send("/staff/sign-in", "/staff/sign-in", &fields);
    assert_eq!(sent.header("location"), Some("/staff"));
    // And through the one-time code.
    person.set_up_codes(&browser, &[]);
    let browser = Browser::new(&site);
    let away = browser.get("/staff/account");
    let page = browser.follow(away);
    let fields = [("email", CLERK), ("password", PASSWORD)];
    let page = browser.follow(browser.submit(&page, "/staff/sign-in", &fields));
    let code = person.code(&site);
    let sent = browser.submit(&page, "/staff/sign-in/code", &[("code", &code)]);
    assert_eq!(sent.header("location"), Some("/staff/account"));
}

/// Sends everything in one form.
#[track_caller]
fn at_once(browser: &Browser, email: &str, password: &str, code: &str, next: &str) -> Answer {
    let page = format!("/staff/sign-in?next={next}");
    let fields = [("email", email), ("password", password), ("code", code)];
    browser.send(&page, "/staff/sign-in", &fields)
}

fn everything_goes_into_one_form(on: Backend) {
    let (world, site, plain) = clerk(on);
    let person = world.person(&site, IHK, "codes@ihk.example", &["signatory"]);
    let email = person.email.as_str();
    // A wrong code and a wrong password look the same, and nobody gets as far as the next page.
    let mut pages = Vec::new();
    for (password, code) in [
        (PASSWORD, "000000"),
        (PASSWORD, "0000-0000-0000-0000"),
        ("geraten und daneben", "000000"),
        ("geraten und daneben", &*person.code(&site)),
    ] {
        let browser = Browser::new(&site);
        let page = at_once(&browser, email, password, code, "");
        let page = page.is(422, "Adresse, Passwort oder Einmalcode stimmen nicht.");
        assert!(!browser.cookies.borrow().contains_key("__Host-kammersiegel"));
        let csrf = between(&page.body, "name=\"csrf\" value=\"", "\"");
        assert!(page.body.contains(&format!("value=\"{email}\"")));
        assert!(!page.body.contains(code), "the code is not repeated");
        pages.push(page.body.replace(&csrf, "…"));
    }
    assert!(pages.windows(2).all(|w| w[0] == w[1]), "{pages:#?}");
    // Guessed codes count as failures, and slow down as guessed passwords do.
    at_once(&Browser::new(&site), email, PASSWORD, "000001", "").is(422, "stimmen nicht");
    let code = person.code(&site);
    at_once(&Browser::new(&site), email, PASSWORD, &code, "").is(429, "Zu viele Fehlversuche.");
    site.advance(30);
    let browser = Browser::new(&site);
    let code = person.code(&site);
    let sent = at_once(&browser, email, PASSWORD, &code, "%2Fstaff%2Faccount");
    assert_eq!(sent.header("location"), Some("/staff/account"), "{sent:#?}");
    browser.get("/staff").is(200, "sind 5 Anmeldeversuche");
    // A code counts once, a recovery code too.
    let again = at_once(&Browser::new(&site), email, PASSWORD, &code, "");
    again.is(422, "stimmen nicht");
    let recovery = person.recovery.borrow()[0].clone();
    let sent = at_once(&Browser::new(&site), email, PASSWORD, &recovery, "");
    assert_eq!(sent.status, 303, "{sent:#?}");
    let again = at_once(&Browser::new(&site), email, PASSWORD, &recovery, "");
    again.is(422, "stimmen nicht");
    // Whoever has no codes leaves the field empty, or not.
    for code in ["", "123456"] {
        let sent = at_once(&Browser::new(&site), &plain.email, PASSWORD, code, "");
        assert_eq!(sent.header("location"), Some("/staff"));
    }
    // Nobody is led out of the desk by the way in.
    for elsewhere in [
        "%2F%2Fboese.example%2Fstaff",
        "https%3A%2F%2Fboese.example%2Fstaff",
        "%2Fz%2Fabc",
    ] {
        let code = person.code(&site);
        let sent = at_once(&Browser::new(&site), email, PASSWORD, &code, elsewhere);
        assert_eq!(sent.header("location"), Some("/staff"), "{elsewhere}");
    }
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn whoever_has_to_sign_is_led_there(on: Backend) {
    let (world, site, _) = clerk(on);
    let hwk = world.person(&site, HWK, "unterschrift@hwk.example", &["signatory"]);
    let enter = |next: &str| {
        let code = hwk.code(&site);
        let browser = Browser::new(&site);
        let sent = at_once(&browser, &hwk.email, PASSWORD, &code, next);
        (browser, sent.header("location").unwrap().to_owned())
    };
    assert_eq!(enter("").1, "/staff");
    let serial = world.prepare(AALEN, &day(-1), &[]);
    let (browser, to) = enter("");
    assert_eq!(to, "/staff/signing");
    // What waits alone is selected; of several, none is.
    let page = browser
        .get(&to)
        .is(200, &format!("value=\"{serial}\" checked"));
    world.prepare(KOENIGSBRONN, &day(-1), &[]);
    assert!(!browser.get(&to).body.contains(" checked"));
    browser
        .submit(&page, "/staff/signing", &[("passphrase", PASSPHRASE)])
        .is(200, "Eine Auszeichnung unterzeichnet");
    // Whoever wanted another page gets there, and whoever has to be told something is told.
    assert_eq!(enter("%2Fstaff%2Faccount").1, "/staff/account");
    guess(&Browser::new(&site), &hwk.email);
    assert_eq!(enter("").1, "/staff");
    // By way of the second page, too.
    let browser = Browser::new(&site);
    hwk.give_password(&browser);
    let sent = hwk.give_code(&browser, &hwk.code(&site));
    assert_eq!(sent.header("location"), Some("/staff/signing"));
    // The link in a letter.
    let browser = Browser::new(&site);
    let away = browser.get("/staff/signing");
    let page = browser.follow(away);
    let code = hwk.code(&site);
    let fields = [
        ("email", &*hwk.email),
        ("password", PASSWORD),
        ("code", &*code),
    ];
    let sent = browser.submit(&page, "/staff/sign-in", &fields);
    assert_eq!(sent.header("location"), Some("/staff/signing"));
}
