//! Daily digests of the audit trail: made once, sent once, and good for finding what was rewritten.

use std::fs;

use jiff::{SignedDuration, Timestamp};
use kammersiegel::app::{App, Clock};
use kammersiegel::domain::account::Email;
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::domain::digest::SignedDigest;
use kammersiegel::domain::validity::Day;
use kammersiegel::service::By;
use kammersiegel::store::{Store, events};

use crate::audit::PAGE;
use crate::world::backend::wait;
use crate::world::mail::MailHost;
use crate::world::{Backend, HWK, IHK, World, day};

on_both_databases!(
    a_digest_is_sent_once_to_each_chamber,
    a_rewritten_tail_is_found_by_a_kept_digest,
    a_digest_that_was_changed_does_not_hold,
    digests_follow_one_another,
    digests_are_on_the_page,
);

fn in_days(days: i64) -> Timestamp {
    Timestamp::now() + SignedDuration::from_hours(24 * days)
}

/// Both chambers are sent digests.
fn send_digests(world: &mut World, host: &MailHost) {
    world.mail_through(host);
    for (chamber, address) in [
        (IHK, "protokoll@ihk.example"),
        (HWK, "protokoll@hwk.example"),
    ] {
        let chamber = ChamberId::parse(chamber).unwrap();
        world
            .digests
            .to
            .insert(chamber, Email::parse(address).unwrap());
    }
}

/// Makes what digests are missing, so many days from now.
fn make_due(world: &World, days: i64) -> usize {
    wait(async {
        let app = App::open(&world.config(), Clock::system()).await.unwrap();
        let by = By {
            actor: "server",
            at: in_days(days),
        };
        let random = &mut rand::rng();
        app.service.make_due_digests(by, random).await.unwrap()
    })
}

/// The digest of the day so many days from now, as a file.
fn kept(world: &World, days: i32) -> String {
    let day = Day::parse(&day(days)).unwrap();
    let text = wait(async {
        let store = Store::open(&world.database.url).await.unwrap();
        store.digest(day).await.unwrap().unwrap().text()
    });
    world.file("kept.txt", text)
}

fn a_digest_is_sent_once_to_each_chamber(on: Backend) {
    let mut world = World::new(on);
    let host = MailHost::new();
    assert_eq!(make_due(&world, 1), 0, "off if nobody is named");
    send_digests(&mut world, &host);
    let sites = [world.serve_now(), world.serve_now()];
    host.await_number(2);
    for site in &sites {
        site.set_only(&in_days(1).to_string());
    }
    host.await_number(4);
    let mails = host.take();
    let of_today = |to: &str| {
        let body = mails.iter().filter(|m| m.to == to).map(|m| m.body());
        let found = body.filter(|body| body.contains(&format!("day: {}\n", day(0))));
        let found: Vec<_> = found.collect();
        assert_eq!(found.len(), 1, "{mails:#?}");
        found[0].clone()
    };
    let (ihk, hwk) = (
        of_today("protokoll@ihk.example"),
        of_today("protokoll@hwk.example"),
    );
    assert_eq!(ihk, hwk);
    assert!(mails[0].subject().contains("Tagesbeleg (siegel.example)"));
    let quoted = ihk.lines().map(|line| format!("> {line}\r\n"));
    let file = world.file("mail.txt", quoted.collect::<String>());
    world
        .run(&["audit", "check-digest", &file])
        .is(0, "ist echt");
    // The message as mail programs save it, and a text as Windows does.
    let of_today = mails.iter().find(|mail| mail.body() == ihk).unwrap();
    let utf_16 = format!("\u{feff}{ihk}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for saved in [of_today.raw.clone().into_bytes(), utf_16] {
        let file = world.file("mail.eml", saved);
        world
            .run(&["audit", "check-digest", &file])
            .is(0, "ist echt");
    }
    // After a pause, one for each missed day; two servers make and send none of them twice.
    drop(sites);
    let sites = [world.serve_now(), world.serve_now()];
    for site in &sites {
        site.set_only(&in_days(4).to_string());
    }
    host.await_number(6);
    std::thread::sleep(std::time::Duration::from_secs(6));
    let mut told: Vec<_> = host
        .take()
        .iter()
        .map(|m| {
            (
                m.to.clone(),
                SignedDigest::find(&m.body()).unwrap().digest.day,
            )
        })
        .collect();
    told.sort();
    let mut once = told.clone();
    once.dedup();
    assert_eq!((told.len(), &told), (6, &once));
    assert_eq!(
        world.database.number("SELECT COUNT(*) FROM audit_digest"),
        5
    );
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

/// Rewrites an event and everything after it consistently, head included, as whoever owns the
/// database can.
fn rewrite(world: &World, seq: i64, detail: &str) {
    let (mut chain, _) = wait(async {
        let store = Store::open(&world.database.url).await.unwrap();
        store.events().await.unwrap()
    });
    let mut previous = String::new();
    for event in &mut chain {
        if event.seq == seq {
            detail.clone_into(&mut event.detail);
        }
        event.previous = previous;
        event.hash = events::hash(event);
        world.database.execute(&format!(
            "UPDATE events SET detail = '{}', previous = '{}', hash = '{}' WHERE seq = {}",
            event.detail, event.previous, event.hash, event.seq
        ));
        previous = event.hash.clone();
    }
    world
        .database
        .execute(&format!("UPDATE event_head SET hash = '{previous}'"));
}

fn a_rewritten_tail_is_found_by_a_kept_digest(on: Backend) {
    let mut world = World::new(on);
    send_digests(&mut world, &MailHost::new());
    assert_eq!(make_due(&world, 1), 1);
    let file = kept(&world, 0);
    let check = || world.run(&["audit", "check-digest", &file]);
    check().is(0, "unverändert");
    // What comes later does not matter to it.
    world.invite(IHK, "kim@ihk.example", &["clerk"]);
    check().is(0, "unverändert");
    let last = world.database.number("SELECT seq FROM event_head");
    rewrite(&world, last, "hwk-ulm: auditor");
    check().is(0, "unverändert");
    // What it tells of does: the chain alone says nothing.
    let original = world
        .database
        .text("SELECT detail FROM events WHERE seq = 4");
    rewrite(&world, 4, "Atlantis");
    world.run(&["audit", "verify"]).is(0, "unverändert");
    check().is(35, "umgeschrieben");
    // The server itself notices as long as it has its own digest, and makes no other one.
    world
        .run(&["audit", "digest", "--day", &day(-1)])
        .is(30, "die Belege beginnen später");
    let refused = wait(async {
        let app = App::open(&world.config(), Clock::system()).await.unwrap();
        let by = By {
            actor: "server",
            at: in_days(2),
        };
        app.service.make_due_digests(by, &mut rand::rng()).await
    });
    assert!(refused.is_err());
    rewrite(&world, 4, &original);
    check().is(0, "unverändert");
    // The end was cut off, consistently.
    world.database.execute(
        "DELETE FROM events WHERE seq > 4;
         UPDATE event_head SET seq = 4, hash = (SELECT hash FROM events WHERE seq = 4)",
    );
    check().is(35, "umgeschrieben");
}

fn a_digest_that_was_changed_does_not_hold(on: Backend) {
    let mut world = World::new(on);
    send_digests(&mut world, &MailHost::new());
    make_due(&world, 1);
    let text = fs::read_to_string(kept(&world, 0)).unwrap();
    let check = |text: &str| {
        let file = world.file("changed.txt", text);
        world.run(&["audit", "check-digest", &file])
    };
    check(&text.replace("siegel.example", "siegel.andere")).is(30, "Signatur");
    check(&text.replace("\nlast: 8", "\nlast: 7")).is(30, "kein Beleg");
    check(
        &text
            .replace("\nlast: 8", "\nlast: 7")
            .replace("events: 8", "events: 7"),
    )
    .is(30, "Signatur");
    check("Guten Tag,\n").is(30, "kein Beleg");
    check(text.split("signature").next().unwrap()).is(30, "kein Beleg");
    let key = world.ok(&["audit", "key"]);
    assert!(text.contains(&format!("key: {key}")), "{text}");
    world.run(&["keys", "list"]).is(0, key.trim());
    let other = "11".repeat(32);
    check(&text.replace(key.trim(), &other)).is(32, "anderen Schlüssel");
    let file = world.file("kept.txt", &text);
    world
        .run(&["audit", "check-digest", &file, "--key", key.trim()])
        .is(0, "ist echt");
    world
        .run(&["audit", "check-digest", &file, "--key", &other])
        .is(32, "anderen Schlüssel");
    world
        .run(&["audit", "check-digest", &file, "--key", "kurz"])
        .is(2, "kurz");
    // Of a chain that is broken nothing is told.
    world
        .database
        .execute("UPDATE events SET detail = 'x' WHERE seq = 2");
    world
        .run(&["audit", "check-digest", &file])
        .is(35, "event 2 was altered");
    let broken = wait(async {
        let app = App::open(&world.config(), Clock::system()).await.unwrap();
        let by = By {
            actor: "server",
            at: in_days(3),
        };
        app.service.make_due_digests(by, &mut rand::rng()).await
    });
    assert!(broken.is_err());
    assert_eq!(
        world.database.number("SELECT COUNT(*) FROM audit_digest"),
        1
    );
}

fn digests_follow_one_another(on: Backend) {
    let world = World::new(on);
    let digest = |days: i32| world.run(&["audit", "digest", "--day", &day(days)]);
    digest(0).is(31, "noch nicht vorbei");
    digest(-3).is(0, "previous: -");
    digest(-5).is(30, "beginnen später");
    let newest = world.ok(&["audit", "digest"]);
    assert!(newest.contains(&format!("day: {}\n", day(-1))), "{newest}");
    let [first, second, third] =
        [-3, -2, -1].map(|days| SignedDigest::find(&digest(days).out).unwrap());
    assert_eq!(second.digest.previous, first.name());
    assert_eq!(third.digest.previous, second.name());
    // Nothing happened on those days.
    assert_eq!((first.digest.first, first.digest.last), (1, 0));
    assert_eq!(third.digest.events(), 0);
    assert_eq!(third.digest.head, "");
    let made = "SELECT COUNT(*) FROM events WHERE action = 'audit.digest-made'";
    assert_eq!(world.database.number(made), 3);
    world.run(&["audit", "verify"]).is(0, "unverändert");
    // Settings name chambers that there are, and addresses.
    for (settings, says) in [
        ("[digest.to]\nhwk-atlantis = \"a@b.example\"\n", 31),
        ("[digest.to]\nhwk-ulm = \"keine Adresse\"\n", 30),
        ("[digest.to]\nhwk-ulm = \"a@b.example\"\n", 0),
    ] {
        fs::write(world.data().join("kammersiegel.toml"), settings).unwrap();
        world.run(&["audit", "key"]).is(says, "");
    }
}

fn digests_are_on_the_page(on: Backend) {
    let mut world = World::new(on);
    send_digests(&mut world, &MailHost::new());
    make_due(&world, 1);
    let site = world.serve_now();
    let person = world.person(&site, IHK, "chef@ihk.example", &["signatory"]);
    let browser = person.sign_in(&site);
    let key = world.ok(&["audit", "key"]);
    let page = browser.get(PAGE).is(200, "protokoll@ihk.example");
    assert!(!page.body.contains("protokoll@hwk.example"));
    let page = page.is(200, key.trim());
    let address = format!("{PAGE}/digests/{}", day(0));
    page.is(200, &format!("href=\"{address}\""));
    let file = browser.get(&address);
    assert_eq!(file.body, fs::read_to_string(kept(&world, 0)).unwrap());
    assert_eq!(
        browser.get(&format!("{PAGE}/digests/{}", day(-9))).status,
        404
    );
    // What cannot be delivered stands where the chamber looks for it.
    let other = world.person(&site, HWK, "chef@hwk.example", &["signatory"]);
    let list = other.sign_in(&site).get("/staff/follow-up");
    assert!(!list.body.contains("protokoll@ihk.example"));
}
