//! What becomes of an issued certificate, and which steps the rules forbid.

use std::fs;

use serde_json::Value;

use crate::world::{AALEN, Backend, Done, HWK, IHK, World, day, text};

on_both_databases!(
    every_forbidden_step_is_refused_by_name,
    a_suspension_can_be_lifted,
    a_copy_tells_of_its_successor,
    a_correction_takes_the_names_of_today,
    one_correction_at_a_time,
    a_correction_of_what_was_withdrawn_meanwhile_waits,
    reasons_are_never_public,
);

const REASON: &str = "Vertraulicher Grund 4711";

fn every_forbidden_step_is_refused_by_name(on: Backend) {
    let world = World::new(on);
    let prepared = world.prepare(AALEN, &day(-1), &[]);
    let step = |step: &str, serial: &str| step_of(&world, step, serial);
    for forbidden in ["suspend", "reinstate", "withdraw", "supersede"] {
        step(forbidden, &prepared).is(31, "Diese Auszeichnung ist nicht ausgestellt.");
    }
    let issued = world.issue_valid();
    step("reinstate", &issued).is(31, "Diese Auszeichnung ist nicht ausgesetzt.");
    step("suspend", &issued).is(0, "Ausgesetzt");
    step("suspend", &issued).is(31, "Diese Auszeichnung ist ausgesetzt.");
    step("supersede", &issued).is(31, "Diese Auszeichnung ist ausgesetzt.");
    step("withdraw", &issued).is(0, "Entzogen");
    for forbidden in ["suspend", "reinstate", "withdraw", "supersede"] {
        step(forbidden, &issued).is(31, "ist entzogen; das ist endgültig");
    }
    let old = world.issue_valid();
    supersede(&world, &old);
    for forbidden in ["suspend", "reinstate", "withdraw", "supersede"] {
        step(forbidden, &old).is(31, "wurde durch eine neue ersetzt");
    }
    for needs in ["suspend", "withdraw"] {
        world
            .run(&["certificate", needs, &old, "--reason", " "])
            .is(30, "Bitte geben Sie einen Grund an");
    }
    let english = ["--lang", "en", "certificate", "reinstate", &old];
    world.run(&english).is(31, "superseded");
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_suspension_can_be_lifted(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let shown = world.show(&serial);
    let seal = || {
        let read = |kind: &str| fs::read(text(&shown[kind])).unwrap();
        (read("seal_svg"), read("seal"))
    };
    let in_force = seal();
    step_of(&world, "suspend", &serial).is(0, "Ausgesetzt");
    assert_eq!(world.verify(&serial).0, 12);
    let rests = seal();
    assert!(rests.0 != in_force.0 && rests.1 != in_force.1);
    step_of(&world, "reinstate", &serial).is(0, "Gültig");
    assert_eq!(world.verify(&serial).0, 0);
    assert!(seal() == in_force, "the seal looks as before");
    let report = world.verify(&serial).1;
    assert_eq!(report["since"], Value::Null);
}

fn a_copy_tells_of_its_successor(on: Backend) {
    let world = World::new(on);
    let first = world.issue_valid();
    let second = supersede(&world, &first);
    let third = supersede(&world, &second);
    let (code, report) = world.verify(&first);
    assert_eq!(code, 14);
    assert_eq!(report["genuine"], true);
    assert_eq!(report["superseded_by"], second);
    assert_eq!(report["award_state"], "valid", "by way of the third copy");
    step_of(&world, "withdraw", &third).is(0, "");
    assert_eq!(world.verify(&first).1["award_state"], "withdrawn");
    assert_eq!(world.show(&second)["replaces"], first);
    let site = world.serve_at("2026-11-22T12:00:00Z");
    site.get(&format!("/z/{first}"))
        .is(200, &format!("href=\"/z/{second}\""))
        .is(200, "Die Auszeichnung ist entzogen");
}

fn a_correction_takes_the_names_of_today(on: Backend) {
    let world = World::new(on);
    let old = world.issue(AALEN, &day(-10), &["--until", "2099-12-30"]);
    let list = "ags;name;kind;district;latitude;longitude;website\n\
                08136088;Aalen (Württemberg);Stadt;Ostalbkreis;48.8;10.1;www.aalen.de\n";
    let list = world.file("renamed.csv", list);
    world.ok(&["municipality", "import", &list]);
    let new = supersede(&world, &old);
    let (was, is) = (world.verify(&old).1, world.verify(&new).1);
    assert_eq!(was["recipient"]["name"], "Aalen");
    assert_eq!(is["recipient"]["name"], "Aalen (Württemberg)");
    for kept in ["valid_from", "valid_until", "mark"] {
        assert_eq!(was[kept], is[kept], "{kept}");
    }
}

fn one_correction_at_a_time(on: Backend) {
    let world = World::new(on);
    let old = world.issue_valid();
    let copy = world.json(&["certificate", "supersede", &old, "--json"]);
    let copy = text(&copy["serial"]);
    step_of(&world, "supersede", &old).is(31, &copy);
    let refuse = [
        "certificate",
        "refuse",
        &copy,
        "--chamber",
        HWK,
        "--reason",
        "falsch",
    ];
    world.ok(&refuse);
    let next = supersede(&world, &old);
    assert_eq!(world.verify(&old).1["superseded_by"], next);
}

fn a_correction_of_what_was_withdrawn_meanwhile_waits(on: Backend) {
    let world = World::new(on);
    let old = world.issue_valid();
    let copy = world.json(&["certificate", "supersede", &old, "--json"]);
    let copy = text(&copy["serial"]);
    world.sign(&copy, IHK).is(0, "");
    step_of(&world, "withdraw", &old).is(0, "Entzogen");
    world.sign(&copy, HWK).is(31, "ist entzogen");
    // Not in force through the back door, now or later.
    assert_eq!(world.verify(&copy).0, 20);
    world.serve();
    assert_eq!(world.verify(&copy).0, 20);
    assert_eq!(world.verify(&old).0, 13);
}

fn reasons_are_never_public(on: Backend) {
    let world = World::new(on);
    let site = world.serve_at("2026-11-22T12:00:00Z");
    let suspended = world.issue_valid();
    step_of(&world, "suspend", &suspended).is(0, "");
    let withdrawn = world.issue_valid();
    step_of(&world, "withdraw", &withdrawn).is(0, "");
    let refused = world.prepare(AALEN, &day(-1), &[]);
    world.ok(&[
        "certificate",
        "refuse",
        &refused,
        "--chamber",
        HWK,
        "--reason",
        REASON,
    ]);
    site.eventually(|| site.data(&withdrawn).body.contains("withdrawn"));
    for serial in [&suspended, &withdrawn, &refused] {
        let code = text(&world.show(serial).get("qr_text_short").unwrap().clone());
        let code = code.rsplit('/').next().unwrap();
        for answer in [
            site.get(&format!("/z/{code}")).body,
            site.get(&format!("/z/{code}?lang=en")).body,
            site.data(code).body,
            world.verify(serial).1.to_string(),
            world.run(&["verify", serial]).out,
        ] {
            assert!(!answer.contains("4711"), "{answer}");
        }
    }
    for folder in crate::world::files(&world.data().join("issued")) {
        for file in crate::world::files(&folder) {
            let bytes = fs::read(&file).unwrap();
            assert!(
                !bytes.windows(4).any(|w| w == b"4711"),
                "{}",
                file.display()
            );
        }
    }
}

fn step_of(world: &World, step: &str, serial: &str) -> Done {
    let mut arguments = vec!["certificate", step, serial];
    if matches!(step, "suspend" | "withdraw") {
        arguments.extend(["--reason", REASON]);
    }
    world.run(&arguments)
}

/// A corrected copy that both chambers signed.
fn supersede(world: &World, old: &str) -> String {
    let copy = world.json(&["certificate", "supersede", old, "--json"]);
    let copy = text(&copy["serial"]);
    world.sign(&copy, IHK).is(0, "");
    world.sign(&copy, HWK).is(0, "ausgestellt");
    copy
}
