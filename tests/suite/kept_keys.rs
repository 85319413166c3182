//! Document keys that stay open after signing: for what was signed, for some hours, and no longer.

use std::time::Duration;

use kammersiegel::app::{App, Clock};
use kammersiegel::domain::account::AccountId;
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::domain::password::Password;
use kammersiegel::service::By;
use kammersiegel::service::signing::{Decision, Secrets};

use crate::desk_path::sign;
use crate::world::http::Site;
use crate::world::person::Person;
use crate::world::{AALEN, Backend, HWK, IHK, KOENIGSBRONN, PASSPHRASE, World, day};

on_both_databases!(
    whoever_signs_first_need_not_come_again,
    what_another_process_signs_is_finished,
    a_kept_key_signs_nothing_else,
    a_kept_key_is_let_go_of,
    a_kept_key_signs_only_the_page_that_was_sealed,
);

/// Without it, the command line of one chamber does not sign for the other one.
const HWK_OPENS: &str = "KAMMERSIEGEL_PASSPHRASE_HWK_ULM";

const SIGNING: &str = "/staff/signing";

fn signatories(world: &World, site: &Site) -> [Person; 2] {
    [
        (IHK, "unterschrift@ihk.example"),
        (HWK, "unterschrift@hwk.example"),
    ]
    .map(|(chamber, email)| world.person(site, chamber, email, &["signatory"]))
}

fn whoever_signs_first_need_not_come_again(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let people = signatories(&world, &site);
    for (order, ags) in [([0, 1], AALEN), ([1, 0], KOENIGSBRONN)] {
        let serial = world.prepare(ags, &day(-1), &[]);
        let first = people[order[0]].sign_in(&site);
        sign(&first, &[&serial]).is(200, "siegelt das Programm sie ohne Sie");
        assert_eq!(world.show(&serial)["stage"], "prepared");
        first
            .get(SIGNING)
            .is(200, "siegelt das Programm mit dem Dokumentenschlüssel");
        let second = people[order[1]].sign_in(&site);
        let done = sign(&second, &[&serial]).is(200, "Ausgestellt.");
        assert!(!done.body.contains("ohne Sie"), "{done:#?}");
        assert_eq!(world.show(&serial)["stage"], "issued");
        // The Urkunde bears both signatures, and files lie where they belong.
        let file = crate::world::text(&world.show(&serial)["document"]);
        world.run(&["verify", &file]).is(0, "gültig");
        // Its work done, the key is no longer open.
        assert!(!first.get(SIGNING).body.contains("Geöffneter Schlüssel"));
        let page = second.get(&format!("/staff/certificates/{serial}"));
        page.is(200, "Schlüssel für die Urkunde bleibt geöffnet");
    }
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn what_another_process_signs_is_finished(on: Backend) {
    let mut world = World::new(on);
    world.unset(HWK_OPENS);
    let site = world.serve_now();
    let [_, hwk] = signatories(&world, &site);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    sign(&hwk.sign_in(&site), &[&serial]).is(200, "ohne Sie");
    world.sign(&serial, IHK).is(0, "wartet");
    let begun = std::time::Instant::now();
    while world.show(&serial)["stage"] != "issued" {
        assert!(begun.elapsed() < Duration::from_secs(60), "nobody goes on");
    }
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_kept_key_signs_nothing_else(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let [ihk, hwk] = signatories(&world, &site);
    let kept = world.prepare(AALEN, &day(-1), &[]);
    let other = world.prepare(KOENIGSBRONN, &day(-1), &[]);
    sign(&hwk.sign_in(&site), &[&kept]).is(200, "ohne Sie");
    // Signed for the chamber too, but with a key that was closed again.
    world.sign(&other, HWK).is(0, "unterschrieben");
    let ihk = ihk.sign_in(&site);
    sign(&ihk, &[&other]).is(200, "wartet auf den Schlüssel von HWK Ulm");
    assert_eq!(world.show(&other)["stage"], "sealed");
    sign(&ihk, &[&kept]).is(200, "Ausgestellt.");
    assert_eq!(world.show(&other)["stage"], "sealed");
}

/// A way in which a key that was kept is let go of.
type Way<'a> = &'a dyn Fn(&World, &Site, &Person);

fn a_kept_key_is_let_go_of(on: Backend) {
    let closed = |world: &World, site: &Site, hwk: &Person| {
        let browser = hwk.sign_in(site);
        let page = browser.get(SIGNING);
        let sent = browser.submit(&page, "/staff/signing/close", &[]);
        browser
            .follow(sent)
            .is(200, "Der Schlüssel ist geschlossen");
        let trail = world
            .database
            .number("SELECT COUNT(*) FROM events WHERE action = 'document-key.closed'");
        assert_eq!(trail, 1);
    };
    let too_late = |_: &World, site: &Site, _: &Person| site.advance(12 * 3600);
    let no_longer = |world: &World, _: &Site, hwk: &Person| {
        world.database.execute(&format!(
            "UPDATE role_assignment SET role = 'reader' WHERE account = '{}'",
            hwk.id
        ));
    };
    let exchanged = |world: &World, _: &Site, _: &Person| {
        world.ok(&["keys", "document", "new", "--chamber", HWK]);
    };
    let ways: [Way<'_>; 4] = [&closed, &too_late, &no_longer, &exchanged];
    for let_go in ways {
        let world = World::new(on);
        let site = world.serve_now();
        let [ihk, hwk] = signatories(&world, &site);
        let serial = world.prepare(AALEN, &day(-1), &[]);
        sign(&hwk.sign_in(&site), &[&serial]).is(200, "ohne Sie");
        let_go(&world, &site, &hwk);
        sign(&ihk.sign_in(&site), &[&serial]).is(200, "wartet auf den Schlüssel von HWK Ulm");
        assert_eq!(world.show(&serial)["stage"], "sealed");
    }
    // Where the operator does not want it, none is kept at all.
    let mut world = World::new(on);
    world.keep_open_hours = 0;
    let site = world.serve_now();
    let [_, hwk] = signatories(&world, &site);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    let done = sign(&hwk.sign_in(&site), &[&serial]).is(200, "Wartet auf IHK");
    assert!(!done.body.contains("ohne Sie"), "{done:#?}");
}

fn a_kept_key_signs_only_the_page_that_was_sealed(on: Backend) {
    let mut world = World::new(on);
    let site = world.serve_now();
    let [_, hwk] = signatories(&world, &site);
    drop(site);
    let [serial, other] = [AALEN, KOENIGSBRONN].map(|ags| world.prepare(ags, &day(-1), &[]));
    world.sign(&other, HWK).is(0, "unterschrieben");
    world.unset(HWK_OPENS);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let at = Clock::system().now();
    let by = By { actor: "test", at };
    let open = async || App::open(&world.config(), Clock::system()).await.unwrap();
    let app = runtime.block_on(open());
    let password = Password::new(PASSPHRASE.to_owned());
    let decision = Decision {
        person: AccountId::parse(&hwk.id).unwrap(),
        chamber: ChamberId::parse(HWK).unwrap(),
        serials: vec![serial.parse().unwrap()],
    };
    let secrets = Secrets::typed(&password, &password);
    let mut random = rand::rng();
    let signed = app
        .service
        .sign_selected(&decision, &secrets, by, &mut random);
    let done = runtime.block_on(signed).unwrap();
    assert!(done.kept_until.is_some());
    for serial in [&serial, &other] {
        world.sign(serial, IHK).is(0, "wartet");
    }
    let go_on = || {
        let gone_on = app.service.go_on_with_kept_keys(by);
        runtime.block_on(gone_on).unwrap();
        world.show(&serial)["stage"].clone()
    };
    // Somebody puts the first chamber's other Urkunde, signed as it is, in the place of this one,
    let swap = |column: &str, table: &str| {
        let both = format!("serial IN ('{serial}', '{other}')");
        world.database.execute(&format!(
            "CREATE TABLE aside AS SELECT serial, {column} AS taken FROM {table} WHERE {both}"
        ));
        world.database.execute(&format!(
            "UPDATE {table} SET {column} =
                (SELECT taken FROM aside WHERE aside.serial <> {table}.serial) WHERE {both}"
        ));
        world.database.execute("DROP TABLE aside");
    };
    swap("bytes", "draft");
    assert_eq!(go_on(), "sealed");
    swap("bytes", "draft");
    // or changes the words beside the facts.
    swap("inscription", "certificate");
    assert_eq!(go_on(), "sealed");
    swap("inscription", "certificate");
    assert_eq!(go_on(), "issued");
}
