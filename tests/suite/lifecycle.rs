//! What becomes of an issued certificate, and which steps the rules forbid.

use std::fs;

use serde_json::Value;

use crate::world::{AALEN, Backend, CONFIRMS, Done, HWK, IHK, PROPOSES, World, day, text};

on_both_databases!(
    every_forbidden_step_is_refused_by_name,
    a_suspension_can_be_lifted,
    a_copy_tells_of_its_successor,
    a_correction_takes_the_names_of_today,
    one_correction_at_a_time,
    a_correction_of_what_was_withdrawn_meanwhile_waits,
    reasons_are_never_public,
    nobody_decides_alone_on_the_command_line,
    accounts_without_the_role_decide_nothing,
);

const REASON: &str = "Vertraulicher Grund";

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
    for needs in ["suspend", "reinstate", "withdraw"] {
        let refused = world.propose(needs, &old, " ");
        refused.is(30, "Geben Sie eine Begründung an");
    }
    let english = ["--lang", "en", "certificate", "reinstate", &old];
    let more = ["--reason", REASON, "--user", PROPOSES];
    world
        .run(&[&english[..], &more].concat())
        .is(31, "superseded");
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
    let old = world.issue(AALEN, &day(-10), &["--until", &day(1000)]);
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
            assert!(!answer.contains(REASON), "{answer}");
        }
    }
    for folder in crate::world::files(&world.data().join("issued")) {
        for file in crate::world::files(&folder) {
            let bytes = fs::read(&file).unwrap();
            assert!(
                !bytes.windows(REASON.len()).any(|w| w == REASON.as_bytes()),
                "{}",
                file.display()
            );
        }
    }
}

fn nobody_decides_alone_on_the_command_line(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    world.two_people();
    let site = world.serve_now();
    world.person(&site, IHK, "beide@ihk.example", &["clerk", "signatory"]);
    for (step, state) in [
        ("suspend", "suspended"),
        ("reinstate", "valid"),
        ("withdraw", "withdrawn"),
    ] {
        let before = text(&world.show(&serial)["state"]);
        let as_user = |command: &[&str], user: &str| {
            let user = ["--user", user];
            world.run(&[&["certificate"], command, &user].concat())
        };
        let propose = [step, &serial, "--reason", REASON];
        for nobody in ["eva", "root"] {
            as_user(&propose, nobody).is(30, "zwei Personen mit Konten");
        }
        as_user(&propose, "eva@ihk.example").is(31, "Es gibt kein Konto");
        as_user(&propose, "beide@ihk.example").is(0, "Eine andere Person bestätigt");
        assert_eq!(text(&world.show(&serial)["state"]), before);
        as_user(&propose, PROPOSES).is(31, "wartet schon ein Vorschlag");
        let confirm = ["confirm", &serial, "--step", step];
        as_user(&confirm, "beide@ihk.example").is(31, "bestätigt es nicht selbst");
        let other = ["confirm", &serial, "--step", "nonsense"];
        as_user(&other, CONFIRMS).is(2, "suspend, reinstate oder withdraw");
        assert_eq!(text(&world.show(&serial)["state"]), before);
        let waiting = world.json(&["certificate", "proposals", "--json"]);
        assert_eq!(waiting[0]["by"], "beide@ihk.example");
        assert_eq!(waiting[0]["step"], step);
        as_user(&confirm, CONFIRMS).is(0, &serial);
        assert_eq!(text(&world.show(&serial)["state"]), state);
        as_user(&confirm, CONFIRMS).is(31, "kein solcher Vorschlag");
    }
    // The trail says who, and that it was not at the desk.
    let browser = world
        .person(&site, HWK, "leserin@hwk.example", &["reader"])
        .sign_in(&site);
    let page = browser.get(&format!("/staff/certificates/{serial}"));
    page.is(200, "Auf dem Server befohlen").is(200, "Entziehen");
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn accounts_without_the_role_decide_nothing(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    world.propose("withdraw", &serial, REASON).is(0, "");
    let site = world.serve_now();
    for (who, role) in [("a@ihk.example", "reader"), ("b@ihk.example", "clerk")] {
        world.person(&site, IHK, who, &[role]);
    }
    world.invite(IHK, "nie@ihk.example", &["clerk", "signatory"]);
    world.person(&site, IHK, "zu@ihk.example", &["signatory"]);
    world.ok(&["account", "disable", "zu@ihk.example"]);
    let confirm = ["certificate", "confirm", &serial, "--step", "withdraw"];
    for (who, why) in [
        ("a@ihk.example", "keine Rolle, die das erlaubt"),
        ("b@ihk.example", "keine Rolle, die das erlaubt"),
        ("nie@ihk.example", "noch niemand geöffnet"),
        ("zu@ihk.example", "gesperrt"),
    ] {
        world
            .run(&[&confirm[..], &["--user", who]].concat())
            .is(31, why);
    }
    assert_eq!(text(&world.show(&serial)["state"]), "valid");
    let drop = ["certificate", "drop", &serial, "--step", "withdraw"];
    let dropped = world.run(&[&drop[..], &["--user", PROPOSES]].concat());
    dropped.is(0, "Vorschlag verworfen");
    world.confirm("withdraw", &serial).is(31, "kein solcher");
    assert_eq!(text(&world.show(&serial)["state"]), "valid");
}

fn step_of(world: &World, step: &str, serial: &str) -> Done {
    match step {
        "supersede" => world.run(&["certificate", step, serial]),
        _ => world.decide(step, serial, REASON),
    }
}

/// A corrected copy that both chambers signed.
fn supersede(world: &World, old: &str) -> String {
    let copy = world.json(&["certificate", "supersede", old, "--json"]);
    let copy = text(&copy["serial"]);
    world.sign(&copy, IHK).is(0, "");
    world.sign(&copy, HWK).is(0, "ausgestellt");
    copy
}
