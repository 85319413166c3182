//! Passwords, one-time codes and recovery codes.

use crate::world::browser::{Browser, between};
use crate::world::person::{PASSWORD, Person};
use crate::world::{Backend, IHK, World};

on_both_databases!(
    guessable_passwords_are_refused,
    who_signs_has_one_time_codes,
    a_code_and_a_recovery_code_count_once,
);

const CLERK: &str = "kim@ihk.example";

fn guessable_passwords_are_refused(on: Backend) {
    let world = World::new(on);
    let link = world.invite(IHK, "kim.musterfrau@ihk.example", &["clerk"]);
    let site = world.serve_now();
    let browser = Browser::new(&site);
    let too_long = "Ein Lied und ".repeat(100);
    for (password, says) in [
        ("kurz Wort 9", "zu kurz"),
        (&*too_long, "zu lang"),
        ("123456789012", "leicht zu erraten"),
        ("qwertzuiop123", "leicht zu erraten"),
        ("aaaaaaaaaaaaaa", "leicht zu erraten"),
        ("P@ssw0rt2026!!", "leicht zu erraten"),
        ("SommerSommer1", "leicht zu erraten"),
        ("hallohallohallo", "leicht zu erraten"),
        ("kammersiegel-ihk", "leicht zu erraten"),
        ("Kim Musterfrau 1", "leicht zu erraten"),
        ("abcdefghijklmnop", "leicht zu erraten"),
        ("Hauptbahnhof1", "leicht zu erraten"),
        ("Weihnachtsmann!", "leicht zu erraten"),
        ("bürgermeister24", "leicht zu erraten"),
    ] {
        let fields = [("password", password), ("password-again", password)];
        let page = browser.send(&link, &link, &fields).is(422, says);
        assert!(!page.body.contains(&format!("value=\"{password}\"")));
        assert!(page.body.contains("aria-describedby=\"password-problem"));
    }
    let fields = [("password", PASSWORD), ("password-again", "etwas anderes")];
    browser
        .send(&link, &link, &fields)
        .is(422, "Die beiden Passwörter sind verschieden.");
    // Both problems at once.
    let fields = [("password", "kurz"), ("password-again", "anders")];
    let page = browser.send(&link, &link, &fields);
    page.is(422, "Die beiden Passwörter sind verschieden.")
        .is(422, "Das Passwort ist zu kurz.");
    Person::new("kim.musterfrau@ihk.example").accept(&site, &link);
}

fn who_signs_has_one_time_codes(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    for role in ["signatory", "administrator"] {
        let link = world.invite(IHK, &format!("{role}@ihk.example"), &[role]);
        let browser = Browser::new(&site);
        let fields = [("password", PASSWORD), ("password-again", PASSWORD)];
        assert_eq!(browser.send(&link, &link, &fields).status, 303);
        // There is no way around.
        for path in ["/staff", "/staff/account", "/staff/accounts"] {
            let answer = browser.get(path);
            assert_eq!(
                (answer.status, answer.header("location")),
                (303, Some("/staff/account/second-factor")),
                "{path}"
            );
        }
        let person = Person::new("");
        let wrong = browser.send(
            "/staff/account/second-factor",
            "/staff/account/second-factor",
            &[("code", "000000")],
        );
        wrong.is(422, "Der Code stimmt nicht.");
        let shown = person.set_up_codes(&browser, &[]);
        shown.is(200, "Ihre Wiederherstellungscodes");
        assert_eq!(person.recovery.borrow().len(), 10);
        browser.get("/staff").is(200, "Mein Schreibtisch");
    }
    // Others may.
    let clerk = world.person(&site, IHK, CLERK, &["clerk"]);
    assert!(clerk.app.borrow().is_none());
    let browser = clerk.sign_in(&site);
    browser
        .get("/staff/account")
        .is(200, "Einmalcodes einrichten");
    // What is shown to one person sets up nothing for another.
    let page = browser.get("/staff/account/second-factor");
    let foreign = between(&page.body, "name=\"sealed\" value=\"", "\"");
    let other = world.person(&site, IHK, "zwei@ihk.example", &["clerk"]);
    let other = other.sign_in(&site);
    let fields = [("sealed", &*foreign), ("code", "000000")];
    let path = "/staff/account/second-factor";
    assert_eq!(other.send(path, path, &fields).status, 409);
    let without = clerk.sign_in(&site);
    clerk
        .set_up_codes(&browser, &[])
        .is(200, "Ihre Wiederherstellungscodes");
    assert_eq!(without.get("/staff").status, 303);
    clerk.sign_in(&site).get("/staff").is(200, "Kim Musterfrau");
}

fn a_code_and_a_recovery_code_count_once(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let person = world.person(&site, IHK, CLERK, &["signatory"]);
    site.advance(300);
    let browser = Browser::new(&site);
    person.give_password(&browser);
    // Half signed in is not signed in.
    for path in ["/staff", "/staff/account", "/staff/account/second-factor"] {
        let answer = browser.get(path);
        assert_eq!(
            answer.header("location"),
            Some("/staff/sign-in/code"),
            "{path}"
        );
    }
    let code = person.code(&site);
    assert_eq!(person.give_code(&browser, &code).status, 303);
    browser.get("/staff").is(200, "Mein Schreibtisch");
    let again = Browser::new(&site);
    person.give_password(&again);
    person
        .give_code(&again, &code)
        .is(422, "wurde schon verwendet");
    let recovery = person.recovery.borrow()[0].clone();
    assert_eq!(person.give_code(&again, &recovery).status, 303);
    again
        .get("/staff/account")
        .is(200, "noch 9 Wiederherstellungscodes");
    let third = Browser::new(&site);
    person.give_password(&third);
    person
        .give_code(&third, &recovery)
        .is(422, "wurde schon verwendet");
    // Readable in any way that people write it.
    let next = person.recovery.borrow()[1].to_uppercase().replace('-', " ");
    assert_eq!(person.give_code(&third, &next).status, 303);
    // New ones end the old ones, and need the password.
    let renew = |password: &str| {
        let path = "/staff/account/recovery-codes";
        third.send("/staff/account", path, &[("password-for-codes", password)])
    };
    renew("falsch und lang genug").is(422, "Das Passwort stimmt nicht.");
    let shown = renew(PASSWORD).is(200, "Ihre Wiederherstellungscodes");
    assert_eq!(shown.body.matches("<li><code>").count(), 10);
    let old = person.recovery.borrow()[2].clone();
    let fourth = Browser::new(&site);
    person.give_password(&fourth);
    person.give_code(&fourth, &old).is(422, "stimmt nicht");
    let events = world
        .database
        .number("SELECT COUNT(*) FROM events WHERE action = 'account.recovery_code_used'");
    assert_eq!(events, 2);
}
