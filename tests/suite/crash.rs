//! Stops and races: nothing is lost, nothing is half issued, the next start goes on.

use std::fs;
use std::process::Child;
use std::thread::sleep;
use std::time::Instant;

use jiff::Timestamp;
use kammersiegel::app::{App, Clock};
use kammersiegel::document::claim;
use kammersiegel::document::unfinished::after;
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::keys::Passphrase;
use kammersiegel::service::By;
use kammersiegel::service::cosign::Progress;

use crate::world::backend::wait;
use crate::world::{
    AALEN, Backend, Done, HWK, IHK, PASSPHRASE, World, day, files, passphrase_variable, text,
};

on_both_databases!(
    a_kill_at_any_moment_leaves_nothing_half_issued,
    a_stop_between_sealing_and_issuing_is_made_good,
    two_processes_with_one_key_issue_once,
    two_chambers_at_once_issue_once,
    a_half_signed_urkunde_is_believed_for_what_it_proves,
);

fn a_kill_at_any_moment_leaves_nothing_half_issued(on: Backend) {
    let world = World::new(on);
    let serials: Vec<_> = (0..15)
        .map(|_| world.prepare(AALEN, &day(-1), &[]))
        .collect();
    let mut all = vec!["certificate", "sign", "--chamber", IHK];
    all.extend(serials.iter().map(String::as_str));
    world.ok(&all);
    let begin = Instant::now();
    world.sign(&serials[0], HWK).is(0, "ausgestellt");
    let whole = begin.elapsed();

    let mut seen = Vec::new();
    for (serial, part) in serials[1..].iter().zip(1..) {
        let mut signing = world.spawn(&["certificate", "sign", serial, "--chamber", HWK]);
        sleep(whole * part / 14);
        signing.kill().unwrap();
        signing.wait().unwrap();

        world.run(&["audit", "verify"]).is(0, "unverändert");
        let shown = world.show(serial);
        let stage = text(&shown["stage"]);
        let signatures = world.database.number(&format!(
            "SELECT COUNT(*) FROM signature WHERE serial = '{serial}'"
        ));
        let expected = if stage == "prepared" { 1 } else { 2 };
        assert_eq!(signatures, expected, "{stage}");
        let code = if stage == "issued" { 0 } else { 20 };
        assert_eq!(world.verify(serial).0, code, "{stage}");
        seen.push(stage);
    }
    assert!(
        seen.contains(&"prepared".to_owned()),
        "no kill came early: {seen:?}"
    );

    // Whoever goes on, goes on from there.
    for serial in &serials {
        let done = world.sign(serial, HWK);
        assert!(matches!(done.code, 0 | 31), "{done:?}");
    }
    let site = world.serve();
    for serial in &serials {
        assert_eq!(world.verify(serial).0, 0);
        assert_eq!(site.data(serial).status, 200);
        let document = fs::read(text(&world.show(serial)["document"])).unwrap();
        assert!(document.ends_with(b"%%EOF") || document.ends_with(b"%%EOF\n"));
    }
    world.run(&["audit", "verify"]).is(0, "15 Auszeichnungen");
}

/// Signs inside this process and stops before anything is issued.
fn seal(world: &World, serial: &str) {
    let config = world.config();
    wait(async {
        let app = App::open(&config, Clock::system()).await.unwrap();
        let by = By {
            actor: "test",
            at: Timestamp::now(),
        };
        for (chamber, progress) in [(IHK, Progress::Waiting), (HWK, Progress::Sealed)] {
            let chamber = ChamberId::parse(chamber).unwrap();
            let passphrase = Passphrase::new(PASSPHRASE.to_owned());
            let key = app.service.keys.unlock(&chamber, &passphrase).unwrap();
            let done = app.service.sign(serial.parse().unwrap(), &key, by).await;
            assert_eq!(done.unwrap(), progress);
        }
    });
}

fn a_stop_between_sealing_and_issuing_is_made_good(on: Backend) {
    let world = World::new(on);
    let [first, second] = [(); 2].map(|()| world.prepare(AALEN, &day(-1), &[]));
    seal(&world, &first);
    assert_eq!(world.show(&first)["stage"], "sealed");
    assert_eq!(world.verify(&first).0, 20, "not public yet");
    world.run(&["audit", "verify"]).is(0, "unverändert");
    // Signing anything finishes it …
    let other = world.prepare(AALEN, &day(-1), &[]);
    world.sign(&other, IHK).is(0, "");
    assert_eq!(world.verify(&first).0, 0);
    assert!(fs::metadata(text(&world.show(&first)["document"])).is_ok());
    // … and so does a chamber that only unlocks its keys.
    let site = world.serve();
    seal(&world, &second);
    world
        .run(&["certificate", "sign", "--chamber", IHK])
        .is(0, &second);
    site.eventually(|| site.data(&second).status == 200);
    let told = "SELECT COUNT(*) FROM events WHERE action = 'certificate.issued'";
    assert_eq!(world.database.number(told), 2);
    world.run(&["audit", "verify"]).is(0, "3 Auszeichnungen");
}

fn finish(child: Child) -> Done {
    Done::of(child.wait_with_output().unwrap())
}

fn two_processes_with_one_key_issue_once(on: Backend) {
    let world = World::new(on);
    for round in 0..4 {
        let serial = world.prepare(AALEN, &day(-1), &[]);
        world.sign(&serial, IHK).is(0, "");
        let sign = ["certificate", "sign", &serial, "--chamber", HWK];
        let both = [world.spawn(&sign), world.spawn(&sign)].map(finish);
        let mut codes = [both[0].code, both[1].code];
        codes.sort_unstable();
        assert_eq!(codes, [0, 31], "round {round}: {both:#?}");
        once(&world, &serial);
    }
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn two_chambers_at_once_issue_once(on: Backend) {
    let world = World::new(on);
    for round in 0..4 {
        let serial = world.prepare(AALEN, &day(-1), &[]);
        let sign = |chamber| world.spawn(&["certificate", "sign", &serial, "--chamber", chamber]);
        let both = [sign(IHK), sign(HWK)].map(finish);
        assert!(both.iter().all(|d| d.code == 0), "round {round}: {both:#?}");
        once(&world, &serial);
    }
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

/// Two signatures, one document, one event of issuing.
fn once(world: &World, serial: &str) {
    let count = |from: &str| {
        world
            .database
            .number(&format!("SELECT COUNT(*) FROM {from}"))
    };
    assert_eq!(count(&format!("signature WHERE serial = '{serial}'")), 2);
    assert_eq!(count(&format!("document WHERE serial = '{serial}'")), 1);
    for action in ["sealed", "issued"] {
        let events =
            format!("events WHERE subject = '{serial}' AND action = 'certificate.{action}'");
        assert_eq!(count(&events), 1, "{action}");
    }
    assert_eq!(world.verify(serial).0, 0);
}

/// Whoever finishes it, the page is the same, and so is every revision that was stored before.
#[test]
fn the_page_is_the_same_whoever_finishes_it() {
    let world = World::new(Backend::Sqlite);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    seal(&world, &serial);
    let mut pages = Vec::new();
    for name in ["one", "two"] {
        let mut copy = World::bare(Backend::Sqlite);
        // Not its files one by one: connections that are being closed still move them about.
        let database = copy.data().join("kammersiegel.sqlite");
        let into = format!("VACUUM INTO '{}'", database.display());
        world.database.execute(&into);
        for folder in ["keys", "keys/private", "keys/document"] {
            fs::create_dir_all(copy.data().join(folder)).unwrap();
            for file in files(&world.data().join(folder))
                .iter()
                .filter(|f| f.is_file())
            {
                let target = copy.data().join(file.strip_prefix(world.data()).unwrap());
                fs::copy(file, target).unwrap();
            }
        }
        copy.set("KAMMERSIEGEL_USER", name);
        copy.ok(&["certificate", "sign", "--chamber", HWK]);
        let document = fs::read(text(&copy.show(&serial)["document"])).unwrap();
        let end = document.windows(5).position(|w| w == b"%%EOF").unwrap();
        pages.push(document[..end].to_vec());
    }
    assert!(pages[0] == pages[1], "two pages of one certificate");
}

/// Two certificates, each with an Urkunde that the first chamber has signed.
fn half_signed(world: &mut World) -> [String; 2] {
    let serials = [(); 2].map(|()| world.prepare(AALEN, &day(-1), &[]));
    let all = serials.each_ref().map(String::as_str);
    let sign = |chamber| [&["certificate", "sign", "--chamber", chamber], &all[..]].concat();
    world.ok(&sign(HWK));
    world.unset(&passphrase_variable(HWK));
    world.ok(&sign(IHK));
    world.passphrase(HWK, PASSPHRASE);
    serials
}

/// Whoever writes to the database does not get another page signed.
fn a_half_signed_urkunde_is_believed_for_what_it_proves(on: Backend) {
    let mut world = World::new(on);
    let serials = half_signed(&mut world);
    let of = |serial: &String| format!("SELECT bytes FROM draft WHERE serial = '{serial}'");
    let drafts = serials.each_ref().map(|s| world.database.bytes(&of(s)));
    let put = |serial: &String, revision: u32, bytes: &[u8]| {
        let set = format!("UPDATE draft SET revision = {revision}, bytes = $1");
        let sql = format!("{set} WHERE serial = '{serial}'");
        world.database.set_bytes(&sql, bytes);
    };
    let go_on = |chamber| world.run(&["certificate", "sign", "--chamber", chamber]);
    let mut changed = drafts[0].clone();
    let end = changed.len() - 700;
    changed[end] ^= 1;
    let page = after(&drafts[0], 0).unwrap();
    for (revision, bytes) in [
        (1, &drafts[1]),
        (1, &changed),
        (1, &page.to_vec()),
        (1, &b"%PDF-1.7\n".to_vec()),
    ] {
        put(&serials[0], revision, bytes);
        go_on(HWK).is(0, "ist nicht die, die gesiegelt wurde");
        assert_eq!(world.show(&serials[0])["stage"], "sealed");
        assert_eq!(world.verify(&serials[0]).0, 20, "not public");
    }
    put(&serials[0], 1, &drafts[0]);
    // Nor other words than were sealed: the seal does not cover them.
    let change = |from: &str, to: &str| {
        let set = format!("inscription = REPLACE(inscription, '{from}', '{to}')");
        let sql = format!(
            "UPDATE certificate SET {set} WHERE serial = '{}'",
            serials[0]
        );
        assert_eq!(world.database.execute(&sql), 1);
    };
    let (right, wrong) = ("gelebten Willkommenskultur", "gelebten Wohnkultur");
    change(right, wrong);
    go_on(HWK).is(0, "bereiten Sie die Auszeichnung neu vor");
    assert_eq!(world.show(&serials[0])["stage"], "sealed");
    change(wrong, right);
    // A page that nobody has signed is made anew, whatever is stored.
    put(&serials[0], 0, after(&drafts[1], 0).unwrap());
    go_on(IHK).is(0, "ausgestellt");
    for serial in &serials {
        assert_eq!(world.verify(serial).0, 0);
        let document = fs::read(text(&world.show(serial)["document"])).unwrap();
        let said = claim::serial(&document).unwrap();
        assert_eq!(said.to_string(), *serial);
    }
    world.run(&["audit", "verify"]).is(0, "2 Auszeichnungen");
}

/// Each chamber alone with its own keys, as on two machines: the Urkunde is signed in programme
/// order, and nothing is public before the last has signed it.
#[test]
fn chambers_without_each_others_keys_take_turns() {
    let mut world = World::new(Backend::Sqlite);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    let ours = |world: &mut World, mine: &str, other: &str| {
        world.passphrase(mine, PASSPHRASE);
        world.unset(&passphrase_variable(other));
    };
    ours(&mut world, IHK, HWK);
    world.sign(&serial, IHK).is(0, "unterschrieben");
    ours(&mut world, HWK, IHK);
    world.sign(&serial, HWK).is(0, IHK);
    assert_eq!(world.show(&serial)["stage"], "sealed");
    assert_eq!(world.verify(&serial).0, 20, "not public yet");
    // Not its turn.
    world.ok(&["certificate", "sign", "--chamber", HWK]);
    assert_eq!(world.database.number("SELECT COUNT(*) FROM draft"), 0);
    ours(&mut world, IHK, HWK);
    world.ok(&["certificate", "sign", "--chamber", IHK]);
    assert_eq!(world.database.number("SELECT revision FROM draft"), 1);
    assert_eq!(world.verify(&serial).0, 20, "one signature is not enough");
    ours(&mut world, HWK, IHK);
    world
        .run(&["certificate", "sign", "--chamber", HWK])
        .is(0, "ausgestellt");
    assert_eq!(world.verify(&serial).0, 0);
    assert_eq!(world.database.number("SELECT COUNT(*) FROM draft"), 0);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}
