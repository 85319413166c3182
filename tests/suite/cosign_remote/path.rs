//! The whole path, and what people decide on it.

use serde_json::Value;

use super::machine::{Machine, POLICY, server};
use crate::world::{AALEN, Backend, HWK, IHK, World, day, text};

on_both_databases!(
    the_second_chamber_signs_from_elsewhere,
    the_first_chamber_signs_from_elsewhere,
    both_chambers_sign_from_elsewhere,
    a_person_decides_on_what_was_shown,
    a_refusal_comes_back,
    nobody_is_asked_at_the_desk_for_a_passphrase_that_belongs_elsewhere,
    a_corrected_copy_goes_the_same_way,
);

fn the_second_chamber_signs_from_elsewhere(on: Backend) {
    let server = server(on);
    let machine = Machine::of(HWK).with_token_of(&server);
    let site = server.serve();
    let serial = server.prepare(AALEN, &day(-1), &[]);
    machine.by_policy(&site).is(
        0,
        &format!("{serial}: Siegel unterschrieben und zugestellt."),
    );
    assert_eq!(server.verify(&serial).0, 20, "not public yet");
    // The first chamber seals, and signs the Urkunde in the same go.
    server.sign(&serial, IHK).is(0, HWK);
    assert_eq!(server.show(&serial)["stage"], "sealed");
    machine.by_policy(&site).is(
        0,
        &format!("{serial}: Urkunde unterschrieben und zugestellt. Ausgestellt."),
    );
    issued(&server, &serial);
    machine.by_policy(&site).is(0, "");
    assert_eq!((machine.acts("seal"), machine.acts("document")), (1, 1));
    let waiting = machine
        .world
        .database
        .number("SELECT COUNT(*) FROM cosign_act WHERE delivered_at IS NULL");
    assert_eq!(waiting, 0);
    site.eventually(|| site.data(&serial).status == 200);
    machine.world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn nobody_is_asked_at_the_desk_for_a_passphrase_that_belongs_elsewhere(on: Backend) {
    let server = server(on);
    let site = server.serve_now();
    let serial = server.prepare(AALEN, &day(-1), &[]);
    let (one, field) = (
        format!("/staff/certificates/{serial}"),
        "name=\"passphrase\"",
    );
    let pages = ["/staff", "/staff/signing", one.as_str()];
    let lu = server.person(&site, HWK, "lu@hwk.example", &["signatory"]);
    let lu = lu.sign_in(&site);
    for path in pages {
        let page = lu
            .get(path)
            .is(200, "Geben Sie die Passphrase nur dort ein.");
        assert!(!page.body.contains(field), "{path}: {}", page.body);
        assert!(page.body.contains(&format!("{one}/refuse")), "{path}");
    }
    let kim = server.person(&site, IHK, "kim@ihk.example", &["signatory"]);
    let kim = kim.sign_in(&site);
    for path in pages {
        let page = kim.get(path).is(200, field);
        assert!(!page.body.contains("nur dort ein"), "{path}: {}", page.body);
    }
}

fn the_first_chamber_signs_from_elsewhere(on: Backend) {
    let server = World::new(on);
    let machine = Machine::of(IHK).with_token_of(&server);
    let mut server = server;
    server.unset("KAMMERSIEGEL_PASSPHRASE_IHK_OSTWUERTTEMBERG");
    let site = server.serve();
    let serial = server.prepare(AALEN, &day(-1), &[]);
    server.sign(&serial, HWK).is(0, "unterschrieben");
    // Its seal completes the certificate, so its turn in the Urkunde comes at once.
    machine.by_policy(&site).is(
        0,
        &format!("{serial}: Urkunde unterschrieben und zugestellt."),
    );
    assert_eq!(server.database.number("SELECT revision FROM draft"), 1);
    server
        .run(&["certificate", "sign", "--chamber", HWK])
        .is(0, "ausgestellt");
    issued(&server, &serial);
}

fn both_chambers_sign_from_elsewhere(on: Backend) {
    let server = World::new(on);
    let machines = [IHK, HWK].map(|chamber| Machine::of(chamber).with_token_of(&server));
    std::fs::remove_dir_all(server.data().join("keys/private")).unwrap();
    let site = server.serve();
    let serials = [(); 3].map(|()| server.prepare(AALEN, &day(-1), &[]));
    for machine in [1, 0, 1] {
        machines[machine].by_policy(&site).is(0, "zugestellt");
    }
    for serial in &serials {
        issued(&server, serial);
    }
}

fn a_person_decides_on_what_was_shown(on: Backend) {
    let server = server(on);
    let machine = Machine::of(HWK).with_token_of(&server);
    let site = server.serve();
    let serial = server.prepare(AALEN, &day(-1), &[]);
    // What was never seen is not approved.
    let approve = ["--approve", serial.as_str()];
    machine
        .once(&site, &approve)
        .is(0, "Das haben Sie so noch nicht gesehen");
    machine.signed_nothing();
    let shown = machine.once(&site, &[]).is(0, "Stadt Aalen");
    for says in ["Lieselotte Probe", "08136088", "Heidenheim", "Prüfsumme"] {
        assert!(shown.out.contains(says), "no {says} in {}", shown.out);
    }
    machine.signed_nothing();
    machine.once(&site, &approve).is(0, "Siegel unterschrieben");
    // The decision holds for the Urkunde.
    server.sign(&serial, IHK).is(0, "");
    machine.once(&site, &[]).is(0, "Ausgestellt");
    issued(&server, &serial);
}

fn a_refusal_comes_back(on: Backend) {
    let server = server(on);
    let machine = Machine::of(HWK).with_token_of(&server);
    let site = server.serve();
    let serial = server.prepare(AALEN, &day(-1), &[]);
    let refuse = ["--refuse", serial.as_str(), "--reason"];
    machine
        .once(&site, &[&refuse[..], &[" "]].concat())
        .is(31, "Geben Sie eine Begründung an");
    machine.signed_nothing();
    machine
        .once(
            &site,
            &[&refuse[..], &["Die Laufzeit stimmt nicht"]].concat(),
        )
        .is(0, "abgelehnt und zugestellt");
    let shown = server.show(&serial);
    assert_eq!(shown["stage"], "refused");
    assert_eq!(shown["refusal"]["chamber"], HWK);
    assert_eq!(shown["refusal"]["reason"], "Die Laufzeit stimmt nicht");
    machine.by_policy(&site).is(0, "");
    assert_eq!(machine.acts("seal"), 0);
    server.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_corrected_copy_goes_the_same_way(on: Backend) {
    let server = World::new(on);
    let old = server.issue_valid();
    let machine = Machine::of(HWK).with_token_of(&server);
    let copy = text(&server.json(&["certificate", "supersede", &old, "--json"])["serial"]);
    let site = server.serve();
    machine
        .by_policy(&site)
        .is(0, "Es ist eine Neuausfertigung");
    machine.signed_nothing();
    let policy = machine.policy(&format!("corrections = true\n{POLICY}"));
    machine
        .once(&site, &["--policy", &policy])
        .is(0, "Siegel unterschrieben");
    let mut server = server;
    server.unset("KAMMERSIEGEL_PASSPHRASE_HWK_ULM");
    server.sign(&copy, IHK).is(0, "");
    machine.by_policy(&site).is(0, "Ausgestellt");
    assert_eq!(server.verify(&old).0, 14);
    issued(&server, &copy);
}

/// The world in which two installations meet: keys made on each, introduced to each other.
#[test]
fn two_chambers_introduce_themselves() {
    let (server, other) = (World::bare(Backend::Sqlite), World::bare(Backend::Sqlite));
    let machine = Machine {
        world: other,
        chamber: HWK,
    };
    let list = server.file("municipalities.csv", crate::world::MUNICIPALITIES);
    machine
        .world
        .file("municipalities.csv", crate::world::MUNICIPALITIES);
    server.ok(&["municipality", "import", &list]);
    for (world, chamber) in [(&server, IHK), (&machine.world, HWK)] {
        world.ok(&["keys", "new", "--chamber", chamber]);
    }
    for (from, chamber, to) in [
        (&server, IHK, &machine.world),
        (&machine.world, HWK, &server),
    ] {
        let file = from.place("introduction.toml").display().to_string();
        let introduced = from.ok(&[
            "cosign",
            "introduce",
            "--chamber",
            chamber,
            "--output",
            &file,
        ]);
        let trusted = to.ok(&["cosign", "trust", &file]);
        let key = text(&from.json(&["keys", "list", "--json"])[0]["key_id"]);
        assert!(introduced.contains(&key) && trusted.contains(&key));
        assert!(trusted.contains("am besten am Telefon"));
        to.ok(&["cosign", "trust", &file]);
        // Nobody tells a chamber what its own keys are.
        from.run(&["cosign", "trust", &file])
            .is(32, "Die eigenen Schlüssel dieser Kammer liegen hier");
    }
    server
        .run(&["cosign", "trust", &list])
        .is(32, "stellt keine Kammer vor");
    let machine = machine.with_token_of(&server);
    let site = server.serve();
    let serial = server.prepare(AALEN, &day(-1), &[]);
    server.sign(&serial, IHK).is(0, "");
    machine.by_policy(&site).is(0, "Alle Kammern haben");
    server.ok(&["certificate", "sign", "--chamber", IHK]);
    machine.by_policy(&site).is(0, "Ausgestellt");
    issued(&server, &serial);
    server.run(&["audit", "verify"]).is(0, "unverändert");
}

#[track_caller]
pub fn issued(server: &World, serial: &str) {
    let (code, said) = server.verify(&text(&server.show(serial)["document"]));
    assert_eq!(code, 0, "{said:#}");
    let signatures = said["document"]["signatures"].as_array().unwrap();
    let chambers: Vec<&Value> = signatures.iter().map(|s| &s["chamber"]).collect();
    assert_eq!(chambers, [IHK, HWK]);
    server.run(&["audit", "verify"]).is(0, "unverändert");
}
