//! Accounts: invitations, and looking after them.

use crate::world::browser::{Browser, between};
use crate::world::person::{PASSWORD, Person};
use crate::world::{Backend, HWK, IHK, World, day};

on_both_databases!(
    an_invitation_opens_an_account_once,
    an_invitation_expires_after_seven_days,
    an_administrator_looks_after_the_chambers_accounts,
    a_disabled_account_is_closed_at_once,
    a_reset_account_begins_anew,
    bad_input_keeps_what_was_typed,
    nobody_has_a_role_twice,
    accounts_on_the_command_line,
);

const CLERK: &str = "kim@ihk.example";
const ADMINISTRATOR: &str = "leitung@ihk.example";

fn an_invitation_opens_an_account_once(on: Backend) {
    let world = World::new(on);
    let link = world.invite(IHK, CLERK, &["clerk"]);
    let token = link.rsplit('/').next().unwrap();
    let site = world.serve_now();
    let stranger = Browser::new(&site);
    let page = stranger.get(&link).is(200, "Konto öffnen");
    assert!(
        page.body
            .contains("Industrie- und Handelskammer Ostwürttemberg")
    );
    assert!(page.body.contains(CLERK));
    let other = "0".repeat(64);
    for unknown in [&other, "kein-token", &token[1..]] {
        let page = stranger.get(&format!("/staff/invitation/{unknown}"));
        page.is(404, "Diese Einladung gibt es nicht.");
    }
    let browser = Person::new(CLERK).accept(&site, &link);
    browser.open("/staff").is(200, "Guten Tag, Kim Musterfrau.");
    stranger.get(&link).is(410, "schon verwendet");
    let fields = [("password", PASSWORD), ("password-again", PASSWORD)];
    stranger
        .submit(&page, &link, &fields)
        .is(410, "schon verwendet");
    // Only its digest was ever stored.
    let kept = world.database.text("SELECT digest FROM invitation");
    assert_ne!(kept, token);
    assert_eq!(kept.len(), 64);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn an_invitation_expires_after_seven_days(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let link = world.invite(IHK, CLERK, &["clerk"]);
    let stranger = Browser::new(&site);
    site.advance(7 * 86400 - 60);
    let page = stranger.get(&link).is(200, "Konto öffnen");
    site.advance(120);
    stranger.get(&link).is(410, "abgelaufen");
    let fields = [("password", PASSWORD), ("password-again", PASSWORD)];
    stranger.submit(&page, &link, &fields).is(410, "abgelaufen");
}

fn an_administrator_looks_after_the_chambers_accounts(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let administrator = world.person(&site, IHK, ADMINISTRATOR, &["administrator"]);
    let other = world.person(&site, HWK, "leitung@hwk.example", &["administrator"]);
    let desk = administrator.sign_in(&site);
    let fields = [
        ("name", "  Erika   Mustermann "),
        ("email", "Erika@IHK.example"),
        ("role", "clerk"),
    ];
    let path = "/staff/accounts/new";
    let shown = desk.send(path, path, &fields).is(200, "Erika Mustermann");
    let link = between(&shown.body, "https://siegel.example", "<");
    desk.send(path, path, &fields)
        .is(422, "gibt es schon ein Konto");
    let erika = Person::new("erika@ihk.example");
    erika
        .accept(&site, &link)
        .get("/staff")
        .is(200, "Sachbearbeitung");
    let id = world
        .database
        .text("SELECT id FROM account WHERE email = 'erika@ihk.example'");
    let account = format!("/staff/accounts/{id}");
    let list = desk.get("/staff/accounts").is(200, "erika@ihk.example");
    assert!(!list.body.contains("hwk.example"), "{}", list.body);
    // Roles come and go.
    let give = format!("{account}/roles");
    let given = desk.send(&account, &give, &[("role", "reader")]);
    desk.follow(given).is(200, "Die Rolle ist vergeben.");
    let page = desk.get(&account).is(200, "Lesezugriff");
    let reader = world.database.text(&format!(
        "SELECT id FROM role_assignment WHERE account = '{id}' AND role = 'reader'"
    ));
    let taken = desk.submit(&page, &format!("{account}/roles/{reader}/take"), &[]);
    desk.follow(taken).is(200, "Die Rolle ist entzogen.");
    // Nobody does it for themselves,
    let own = format!("/staff/accounts/{}", administrator.id);
    let page = desk.get(&own).is(200, "Ihr eigenes Konto");
    assert!(!page.body.contains("/roles\""));
    let csrf = between(&page.body, "name=\"csrf\" value=\"", "\"");
    for step in ["roles", "disable", "reset", "end-sessions"] {
        let fields = [("csrf", &*csrf), ("role", "signatory")];
        let answer = desk.post(&format!("{own}/{step}"), &fields);
        answer.is(403, "nicht erlaubt");
    }
    // nor for the other chamber,
    let foreign = format!("/staff/accounts/{}", other.id);
    desk.get(&foreign).is(404, "Nicht gefunden");
    for step in ["roles", "disable", "enable", "reset", "end-sessions"] {
        let fields = [("csrf", &*csrf), ("role", "signatory")];
        let answer = desk.post(&format!("{foreign}/{step}"), &fields);
        answer.is(404, "Nicht gefunden");
    }
    // nor without the role.
    erika
        .sign_in(&site)
        .get("/staff/accounts")
        .is(403, "nicht erlaubt");
    let told = world.database.number(&format!(
        "SELECT COUNT(*) FROM events WHERE actor = '{}' AND subject = '{id}'
         AND action IN ('account.invited', 'account.role_given', 'account.role_taken')",
        administrator.id
    ));
    assert_eq!(told, 3);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_disabled_account_is_closed_at_once(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let administrator = world.person(&site, IHK, ADMINISTRATOR, &["administrator"]);
    let clerk = world.person(&site, IHK, CLERK, &["clerk"]);
    let at_work = clerk.sign_in(&site);
    let desk = administrator.sign_in(&site);
    let account = format!("/staff/accounts/{}", clerk.id);
    let done = desk.send(&account, &format!("{account}/disable"), &[]);
    desk.follow(done).is(200, "Das Konto ist gesperrt.");
    at_work.open("/staff").is(200, "Ihre Sitzung ist beendet.");
    let browser = Browser::new(&site);
    clerk
        .give_password(&browser)
        .is(422, "Adresse, Passwort oder Einmalcode stimmen nicht.");
    let done = desk.send(&account, &format!("{account}/enable"), &[]);
    desk.follow(done).is(200, "Das Konto ist entsperrt.");
    let again = clerk.sign_in(&site);
    again.get("/staff").is(200, "Mein Schreibtisch");
    let done = desk.send(&account, &format!("{account}/end-sessions"), &[]);
    desk.follow(done)
        .is(200, "Alle Sitzungen des Kontos sind beendet.");
    assert_eq!(again.get("/staff").status, 303);
}

fn a_reset_account_begins_anew(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let administrator = world.person(&site, IHK, ADMINISTRATOR, &["administrator"]);
    let person = world.person(&site, IHK, CLERK, &["signatory"]);
    let at_work = person.sign_in(&site);
    let desk = administrator.sign_in(&site);
    let account = format!("/staff/accounts/{}", person.id);
    let shown = desk.send(&account, &format!("{account}/reset"), &[]);
    let link = between(&shown.body, "https://siegel.example", "<");
    assert_eq!(at_work.get("/staff").status, 303);
    person
        .give_password(&Browser::new(&site))
        .is(422, "Adresse, Passwort oder Einmalcode stimmen nicht.");
    // A second reset ends the first link.
    let shown = desk.send(&account, &format!("{account}/reset"), &[]);
    let second = between(&shown.body, "https://siegel.example", "<");
    Browser::new(&site)
        .get(&link)
        .is(404, "Diese Einladung gibt es nicht.");
    person
        .password
        .replace("Ganz andere Woerter am Abend".to_owned());
    person
        .accept(&site, &second)
        .get("/staff")
        .is(200, "Mein Schreibtisch");
}

fn bad_input_keeps_what_was_typed(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let administrator = world.person(&site, IHK, ADMINISTRATOR, &["administrator"]);
    let clerk = world.person(&site, IHK, CLERK, &["clerk"]);
    let desk = administrator.sign_in(&site);
    let path = "/staff/accounts/new";
    let fields = [
        ("name", "Erika <b>"),
        ("email", "kein Postfach"),
        ("role", "clerk"),
    ];
    let page = desk
        .send(path, path, &fields)
        .is(422, "Das ist keine E-Mail-Adresse.");
    for kept in [
        "value=\"Erika &#60;b&#62;\"",
        "value=\"kein Postfach\"",
        "value=\"clerk\" checked",
        "href=\"#email\"",
        "aria-invalid=\"true\" aria-describedby=\"email-problem email-hint\"",
    ] {
        assert!(page.body.contains(kept), "no {kept} in {}", page.body);
    }
    desk.send(path, path, &[("name", "Erika"), ("email", "e@ihk.example")])
        .is(422, "Wählen Sie mindestens eine Rolle.");
    let account = format!("/staff/accounts/{}", clerk.id);
    let give = format!("{account}/roles");
    for (from, until, says) in [
        ("32.01.2026", "", "Das ist kein Tag."),
        ("01.02.2026", "", "Geben Sie beide Tage an oder keinen."),
        ("", "01.02.2026", "Geben Sie beide Tage an oder keinen."),
        ("02.02.2026", "01.02.2026", "liegt vor dem ersten"),
        ("01.02.2026", "02.02.2026", "Dieser Tag ist schon vorbei."),
    ] {
        let fields = [("role", "signatory"), ("from", from), ("until", until)];
        let page = desk.send(&account, &give, &fields).is(422, says);
        assert!(page.body.contains("value=\"signatory\" selected"));
        assert!(from.is_empty() || page.body.contains(&format!("value=\"{from}\"")));
    }
    // In English, too.
    let english = Browser::new(&site);
    let page = english
        .get("/staff/sign-in?lang=en")
        .is(200, "<html lang=\"en\">");
    let fields = [("email", "who@ihk.example"), ("password", "wrong and long")];
    let page = english.submit(&page, "/staff/sign-in?lang=en", &fields);
    page.is(422, "Address, password or one-time code is wrong.")
        .is(422, "value=\"who@ihk.example\"");
}

fn nobody_has_a_role_twice(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let administrator = world.person(&site, IHK, ADMINISTRATOR, &["administrator"]);
    let clerk = world.person(&site, IHK, CLERK, &["clerk", "clerk"]);
    let desk = administrator.sign_in(&site);
    let account = format!("/staff/accounts/{}", clerk.id);
    let give = format!("{account}/roles");
    let counted = |role: &str| {
        world.database.number(&format!(
            "SELECT COUNT(*) FROM role_assignment WHERE account = '{}' AND role = '{role}'",
            clerk.id
        ))
    };
    assert_eq!(counted("clerk"), 1);
    // Whoever chooses no role gives none.
    desk.send(&account, &give, &[])
        .is(422, "Wählen Sie eine Rolle.");
    assert_eq!(counted("administrator"), 0);
    let (today, later, last) = (day(0), day(10), day(20));
    for (from, until) in [("", ""), (today.as_str(), last.as_str())] {
        let fields = [("role", "clerk"), ("from", from), ("until", until)];
        let refused = desk.send(&account, &give, &fields);
        let refused = refused.is(422, "Diese Rolle hat die Person schon.");
        assert!(refused.body.contains("id=\"role-problem\""), "{refused:#?}");
    }
    // A deputy has each day once.
    let deputy = |from: &str, until: &str| {
        let fields = [("role", "signatory"), ("from", from), ("until", until)];
        desk.send(&account, &give, &fields)
    };
    assert_eq!(deputy(&today, &later).status, 303);
    let refused = deputy(&later, &last).is(422, "schon vom");
    assert!(refused.body.contains("id=\"from-problem\""), "{refused:#?}");
    deputy("", "").is(422, "schon vom");
    assert_eq!(deputy(&day(11), &last).status, 303);
    assert_eq!(counted("signatory"), 2);
    // One click takes the role away.
    let page = desk.get(&account);
    let id = world.database.text(&format!(
        "SELECT id FROM role_assignment WHERE account = '{}' AND role = 'clerk'",
        clerk.id
    ));
    let taken = desk.submit(&page, &format!("{account}/roles/{id}/take"), &[]);
    desk.follow(taken).is(200, "Die Rolle ist entzogen.");
    assert_eq!(counted("clerk"), 0);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn accounts_on_the_command_line(on: Backend) {
    let world = World::new(on);
    world.invite(IHK, CLERK, &["administrator", "reader"]);
    let list = world.json(&["account", "list", "--json"]);
    assert_eq!(list[0]["email"], CLERK);
    assert_eq!(list[0]["state"], "invited");
    assert_eq!(list[0]["roles"].as_array().unwrap().len(), 2);
    let invite = |chamber: &str, email: &str, role: &str| {
        world.run(&[
            "account",
            "invite",
            "--chamber",
            chamber,
            "--email",
            email,
            "--name",
            "Kim",
            "--role",
            role,
        ])
    };
    invite("ihk-nirgendwo", "a@b.example", "clerk").is(31, "ihk-nirgendwo");
    invite(IHK, CLERK, "clerk").is(31, "gibt es schon ein Konto");
    invite(IHK, "kein Postfach", "clerk").is(30, "keine E-Mail-Adresse");
    invite(IHK, "a@b.example", "boss").is(2, "boss");
    world.run(&["account", "disable", CLERK]).is(0, "Gesperrt");
    world
        .run(&["account", "disable", CLERK])
        .is(31, "ist gesperrt");
    world
        .run(&["account", "reset", CLERK])
        .is(31, "ist gesperrt");
    world.run(&["account", "enable", CLERK]).is(0, "Entsperrt");
    world
        .run(&["account", "enable", CLERK])
        .is(31, "nicht gesperrt");
    world
        .run(&["account", "reset", CLERK])
        .is(0, "https://siegel.example/staff/invitation/");
    world
        .run(&["account", "reset", "wer@ihk.example"])
        .is(31, "Es gibt kein Konto");
    world.run(&["audit", "verify"]).is(0, "unverändert");
}
