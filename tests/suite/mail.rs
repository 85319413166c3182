//! Notices and the outbox: whoever has to act is told, once, whatever fails on the way.

use std::collections::BTreeSet;
use std::fs;

use crate::follow_up::change_programme;
use crate::world::browser::Browser;
use crate::world::mail::{Mail, MailHost, Mood};
use crate::world::person::PASSWORD;
use crate::world::{AALEN, Backend, Done, HWK, IHK, KOENIGSBRONN, PASSPHRASE, World, day};
use crate::world::{passphrase_variable, text};

on_both_databases!(
    whoever_has_to_act_is_told_once_of_everything,
    what_was_done_meanwhile_is_not_told,
    a_chamber_whose_key_is_awaited_is_told,
    a_server_that_is_down_is_asked_again,
    what_is_refused_for_good_is_given_up_and_shown,
    two_senders_never_send_twice,
    a_kill_loses_nothing_and_is_made_good_with_the_same_message,
    a_running_site_sends_by_itself,
    what_the_public_reports_is_told_without_what_it_says,
);

/// A world with a mail server and people of both chambers: each one's address begins with the role.
fn staffed(on: Backend) -> (World, MailHost) {
    let mut world = World::new(on);
    let site = world.serve_now();
    for (chamber, roles) in [
        (IHK, &["clerk", "signatory", "reader"][..]),
        (HWK, &["clerk", "signatory"]),
    ] {
        for role in roles {
            world.person(
                &site,
                chamber,
                &format!("{role}@{chamber}.example"),
                &[role],
            );
        }
    }
    // Invited, but not yet come.
    world.invite(HWK, &format!("new@{HWK}.example"), &["signatory"]);
    drop(site);
    let host = MailHost::new();
    world.mail_through(&host);
    (world, host)
}

fn addressees(mails: &[Mail]) -> Vec<&str> {
    let mut to: Vec<_> = mails.iter().map(|m| m.to.as_str()).collect();
    to.sort_unstable();
    to
}

fn at(role: &str, chamber: &str) -> String {
    format!("{role}@{chamber}.example")
}

fn whoever_has_to_act_is_told_once_of_everything(on: Backend) {
    let (world, host) = staffed(on);
    let first = world.prepare(AALEN, &day(-1), &[]);
    let second = world.prepare(KOENIGSBRONN, &day(-1), &[]);
    assert_eq!(world.post_in(4).sent, 0, "more may come");
    assert_eq!(world.post_in(6).sent, 2);
    let mails = host.take();
    let signatories = [at("signatory", HWK), at("signatory", IHK)];
    assert_eq!(addressees(&mails), signatories);
    for mail in &mails {
        let (subject, body) = (mail.subject(), mail.body());
        assert_eq!(subject, "2 Auszeichnungen warten auf Ihre Unterschrift");
        for says in [
            &format!("Stadt Aalen ({first})"),
            &format!("Gemeinde Königsbronn ({second})"),
            "https://siegel.example/staff/signing\n",
        ] {
            assert!(body.contains(says), "{says}: {body}");
        }
        assert_eq!(mail.header("From"), "Kammersiegel <siegel@kammer.example>");
        assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
        assert_eq!(mail.header("MIME-Version"), "1.0");
        assert!(mail.header("Content-Type").starts_with("text/plain"));
    }
    assert_ne!(mails[0].header("Message-ID"), mails[1].header("Message-ID"));
    assert_eq!(world.post_in(60).sent, 0, "once");
    // What was sent is forgotten after a quarter, with the addresses in it.
    let quarter = 91 * 24 * 60 * 60 * 1000_i64;
    let kept = "SELECT COUNT(*) FROM outbox";
    world.ok(&["mail", "send"]);
    assert_eq!(world.database.number(kept), 2);
    world
        .database
        .execute(&format!("UPDATE outbox SET sent_at = sent_at - {quarter}"));
    world.ok(&["mail", "send"]);
    assert_eq!(world.database.number(kept), 0);

    // Prepared on the command line, so it concerns the clerks of all chambers.
    let refuse = ["certificate", "refuse", &first, "--chamber", HWK];
    world.ok(&[&refuse[..], &["--reason", "Streng vertraulich"]].concat());
    assert_eq!(world.post_in(6).sent, 2);
    let mails = host.take();
    assert_eq!(addressees(&mails), [at("clerk", HWK), at("clerk", IHK)]);
    for mail in &mails {
        assert_eq!(mail.subject(), "Eine Auszeichnung wurde abgelehnt");
        assert!(mail.body().contains(&first), "{mail:?}");
        assert!(!mail.raw.contains("Streng"), "{mail:?}");
        assert!(!mail.body().contains("Streng"), "{mail:?}");
    }
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn what_was_done_meanwhile_is_not_told(on: Backend) {
    let (world, host) = staffed(on);
    world.issue(AALEN, &day(-1), &[]);
    let open = world.prepare(KOENIGSBRONN, &day(-1), &[]);
    world.sign(&open, IHK).is(0, "");
    world.post_in(6);
    let mails = host.take();
    assert_eq!(addressees(&mails), [at("signatory", HWK)]);
    assert!(mails[0].body().contains(&open), "{mails:?}");
    assert!(!mails[0].body().contains("Aalen"), "{mails:?}");
    assert_eq!(
        world
            .database
            .number("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL"),
        0
    );
}

fn a_chamber_whose_key_is_awaited_is_told(on: Backend) {
    let (mut world, host) = staffed(on);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    world.sign(&serial, IHK).is(0, "");
    world.unset(&passphrase_variable(IHK));
    world.sign(&serial, HWK).is(0, IHK);
    world.post_in(6);
    let mails = host.take();
    assert_eq!(addressees(&mails), [at("signatory", IHK)]);
    assert_eq!(
        mails[0].subject(),
        "Eine Urkunde wartet auf den Schlüssel Ihrer Kammer"
    );
    assert!(mails[0].body().contains(&serial), "{mails:?}");
    // Now the first chamber's key alone: it is the other one's turn.
    world.passphrase(IHK, PASSPHRASE);
    world.unset(&passphrase_variable(HWK));
    world.ok(&["certificate", "sign", "--chamber", IHK]);
    world.post_in(6);
    assert_eq!(addressees(&host.take()), [at("signatory", HWK)]);
}

fn a_server_that_is_down_is_asked_again(on: Backend) {
    let (world, host) = staffed(on);
    world.prepare(AALEN, &day(-1), &[]);
    host.is(Mood::HangsUp);
    assert_eq!(world.post_in(6).put_off, 2);
    let done = world.post_in(6);
    assert_eq!((done.put_off, done.sent), (0, 0), "not at once");
    host.is(Mood::PutsOff);
    assert_eq!(world.post_in(8).put_off, 2);
    assert_eq!(world.post_in(9).put_off, 0, "the pauses grow");
    let listed = world.json(&["mail", "list", "--json"]);
    assert_eq!(listed[0]["problem"], "put_off 451");
    assert_eq!(listed[0]["attempts"], 2);
    host.is(Mood::HangsUp);
    for minutes in [30, 120, 300, 600] {
        assert_eq!(world.post_in(minutes).put_off, 2, "{minutes}");
    }
    assert!(host.received().is_empty());
    host.is(Mood::Takes);
    assert_eq!(world.post_in(662).sent, 2);
    assert_eq!(host.take().len(), 2);
    assert_eq!(world.post_in(2000).sent, 0);

    // After days nobody tries any more.
    world.prepare(KOENIGSBRONN, &day(-1), &[]);
    host.is(Mood::HangsUp);
    assert_eq!(world.post_in(6).put_off, 2);
    assert_eq!(world.post_in(5 * 24 * 60).given_up, 2);
    host.is(Mood::Takes);
    assert_eq!(world.post_in(6 * 24 * 60).sent, 0);
}

fn what_is_refused_for_good_is_given_up_and_shown(on: Backend) {
    let (world, host) = staffed(on);
    world.prepare(AALEN, &day(-1), &[]);
    host.is(Mood::Refuses);
    assert_eq!(world.post_in(6).given_up, 2);
    let site = world.serve_now();
    let clerk = world.person(&site, HWK, "kim@hwk.example", &["clerk"]);
    let browser = clerk.sign_in(&site);
    let page = browser.get("/staff/follow-up").is(200, "(550)");
    assert!(page.body.contains(&at("signatory", HWK)), "{}", page.body);
    assert!(
        !page.body.contains(&at("signatory", IHK)),
        "another chamber's"
    );
    let id = world
        .database
        .text(&format!("SELECT id FROM outbox WHERE chamber = '{HWK}'"));
    let foreign = world
        .database
        .text(&format!("SELECT id FROM outbox WHERE chamber = '{IHK}'"));
    let act = |id: &str, what: &str| format!("/staff/follow-up/mail/{id}/{what}");
    let sent = browser.submit(&page, &act(&id, "revive"), &[]);
    assert_eq!(sent.status, 303, "{sent:?}");
    let csrf = crate::world::browser::between(&page.body, "name=\"csrf\" value=\"", "\"");
    let alien = browser.post(&act(&foreign, "drop"), &[("csrf", &csrf)]);
    assert_eq!(alien.status, 404);
    host.is(Mood::Takes);
    assert_eq!(world.post_in(1).sent, 1);
    assert_eq!(addressees(&host.take()), [at("signatory", HWK)]);
    let page = browser.get("/staff/follow-up");
    page.is(200, "Alle Nachrichten sind zugestellt.");
}

fn two_senders_never_send_twice(on: Backend) {
    let (mut world, host) = staffed(on);
    let site = world.serve_now();
    for number in 0..12 {
        let email = format!("s{number}@{HWK}.example");
        world.person(&site, HWK, &email, &["reader"]);
    }
    drop(site);
    world
        .database
        .execute("UPDATE role_assignment SET role = 'signatory' WHERE role = 'reader'");
    world.prepare(AALEN, &day(-1), &[]);
    world.database.execute("UPDATE outbox SET due_at = 0");
    world.set("KAMMERSIEGEL_USER", "cron");
    let senders: Vec<_> = (0..4).map(|_| world.spawn(&["mail", "send"])).collect();
    for sender in senders {
        Done::of(sender.wait_with_output().unwrap()).is(0, "Verschickt");
    }
    let mails = host.take();
    let ids: BTreeSet<_> = mails.iter().map(|m| m.header("Message-ID")).collect();
    assert_eq!(ids.len(), mails.len(), "a message came twice");
    assert_eq!(mails.len(), 15);
}

fn a_kill_loses_nothing_and_is_made_good_with_the_same_message(on: Backend) {
    let (world, host) = staffed(on);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    world.sign(&serial, IHK).is(0, "");
    world.database.execute("UPDATE outbox SET due_at = 0");
    host.is(Mood::FallsSilent);
    // The server has the message, and the sender is killed before it knows.
    let mut sender = world.spawn(&["mail", "send"]);
    host.await_number(1);
    sender.kill().unwrap();
    sender.wait().unwrap();
    host.is(Mood::Takes);
    // Nobody takes it from a sender that may still be alive.
    world.run(&["mail", "send"]).is(0, "Verschickt: 0");
    assert_eq!(world.post_in(9).sent, 0);
    assert_eq!(world.post_in(11).sent, 1);
    let mails = host.take();
    assert_eq!(mails.len(), 2, "the window that is left");
    assert_eq!(mails[0], mails[1], "readers know it as the same");
    assert_eq!(world.post_in(60).sent, 0);
}

fn a_running_site_sends_by_itself(on: Backend) {
    let (world, host) = staffed(on);
    world.prepare(AALEN, &day(-1), &[]);
    world.database.execute("UPDATE outbox SET due_at = 0");
    let site = world.serve();
    host.await_number(2);
    let left = "SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL";
    site.eventually(|| world.database.number(left) == 0);
}

fn what_the_public_reports_is_told_without_what_it_says(on: Backend) {
    let (mut world, host) = staffed(on);
    let serial = world.issue_valid();
    let report = |world: &World| {
        let site = world.serve_now();
        let visitor = Browser::new(&site);
        for place in ["https://copycat.example/a", "https://copycat.example/b"] {
            let fields = [
                ("nr", serial.as_str()),
                ("place", place),
                ("contact", "erika@example.org"),
            ];
            assert_eq!(visitor.post("/report", &fields).status, 303);
            let fields = [("message", "Kontrast"), ("email", "erika@example.org")];
            assert_eq!(visitor.post("/barrierefreiheit", &fields).status, 303);
        }
    };
    report(&world);
    assert_eq!(world.post_in(28).sent, 0, "more may come");
    assert_eq!(world.post_in(32).sent, 6);
    let mails = host.take();
    let told = |subject: &str, page: &str| {
        let mails = mails.iter().filter(|m| m.subject() == subject);
        let mails: Vec<Mail> = mails.cloned().collect();
        for mail in &mails {
            let body = mail.body();
            assert!(
                body.contains(&format!("https://siegel.example{page}\n")),
                "{body}"
            );
            for never in ["copycat", "erika", "Kontrast", &serial] {
                assert!(!body.contains(never), "{never}: {body}");
            }
        }
        addressees(&mails)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let clerks = [at("clerk", HWK), at("clerk", IHK)];
    let settling = [&clerks[..], &[at("signatory", HWK), at("signatory", IHK)]].concat();
    assert_eq!(
        told("Eine Kopie eines Siegels wurde gemeldet", "/staff/misuse"),
        settling
    );
    assert_eq!(
        told("Eine Barriere wurde gemeldet", "/staff/feedback"),
        clerks
    );

    change_programme(&mut world, "notices = true", "notices = false");
    report(&world);
    let open = "SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL";
    assert_eq!(world.database.number(open), 0);
    assert_eq!(world.database.number("SELECT COUNT(*) FROM copy_report"), 4);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

#[test]
fn settings_that_are_not_safe_are_refused() {
    let mut world = World::new(Backend::Sqlite);
    let settings = |world: &World, more: &str| {
        let text = format!("[mail]\nfrom = \"a@b.example\"\n{more}");
        fs::write(world.data().join("kammersiegel.toml"), text).unwrap();
    };
    let list = ["mail", "list"];
    settings(&world, "host = \"mail.example\"\ntls = \"none\"\n");
    world.run(&list).is(30, "Ohne TLS");
    settings(&world, "host = \"mail.example\"\nuser = \"siegel\"\n");
    world.run(&list).is(30, "KAMMERSIEGEL_MAIL_PASSWORD");
    world.set("KAMMERSIEGEL_MAIL_PASSWORD", PASSWORD);
    world.run(&list).is(0, "");
    settings(&world, "host = \"\"\npassword = \"im Klartext\"\n");
    let refused = world.run(&list);
    assert_eq!(refused.code, 30);
    settings(&world, "host = \"127.0.0.1\"\ntls = \"none\"\nport = 1\n");
    let send = world.run(&["mail", "send"]);
    assert_eq!(send.code, 0, "{send:?}");
    fs::write(world.data().join("kammersiegel.toml"), "").unwrap();
    world
        .run(&["mail", "send"])
        .is(31, "kein Mailserver eingerichtet");
    // Without a server, nothing piles up.
    let serial = world.prepare(AALEN, &day(-1), &[]);
    assert_eq!(text(&world.show(&serial)["stage"]), "prepared");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM outbox"), 0);
}
