//! Joint signing is the rule of the domain: nothing exists with one key.

use serde_json::Value;

use crate::follow_up::change_programme;
use crate::path::{never_given, with_one_signature};
use crate::world::{AALEN, Backend, HWK, IHK, PASSPHRASE, World, day, passphrase_variable, text};

on_both_databases!(
    one_signature_makes_nothing_public,
    a_chamber_signs_once,
    only_the_mark_s_chambers_sign,
    a_refusal_ends_it,
    a_refusal_needs_a_reason_and_comes_before_the_signature,
    a_rotated_key_does_not_sign_what_was_prepared_for_the_old_one,
    nobody_signs_for_the_other_chamber,
    a_corrected_copy_needs_both_chambers_too,
    a_certificate_shows_the_mark_that_is_signed,
);

/// The number in the seal is signed, and what stands beside it is not.
fn a_certificate_shows_the_mark_that_is_signed(on: Backend) {
    let mut world = World::new(on);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    change_programme(&mut world, "number = 1 ", "number = 2 ");
    world
        .sign(&serial, IHK)
        .is(31, "bereiten Sie die Auszeichnung neu vor");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM signature"), 0);
}

fn one_signature_makes_nothing_public(on: Backend) {
    let world = World::new(on);
    let site = world.serve();
    let serial = world.prepare(AALEN, &day(-1), &[]);
    let unknown = |moment: &str| {
        let (code, report) = world.verify(&serial);
        assert_eq!(
            (code, text(&report["state"])),
            (20, "unknown".to_owned()),
            "{moment}"
        );
        assert_eq!(report["recipient"], Value::Null, "{moment}");
        let page = site.get(&format!("/z/{serial}")).is(404, "Nicht gefunden");
        assert!(!page.body.contains("Aalen"), "{moment}: {}", page.body);
        assert_eq!(site.data(&serial).status, 404, "{moment}");
        let shown = world.show(&serial);
        for file in ["document", "seal", "seal_svg", "qr_text"] {
            assert_eq!(shown[file], Value::Null, "{moment}: {file}");
        }
        assert!(
            !world.data().join("issued").join(&serial).exists(),
            "{moment}"
        );
        assert_eq!(
            world.database.number("SELECT COUNT(*) FROM document"),
            0,
            "{moment}"
        );
        world
            .run(&["certificate", "export", &serial, "--output", "/dev/null"])
            .is(31, "Die Unterschriften stimmen nicht");
    };
    unknown("prepared");
    world.sign(&serial, HWK).is(0, "unterschrieben");
    // Longer than the register's refresh.
    std::thread::sleep(std::time::Duration::from_millis(1300));
    unknown("signed by one");
    world.sign(&serial, IHK).is(0, "ausgestellt");
    assert_eq!(world.verify(&serial).0, 0);
    let waited = site.eventually(|| site.data(&serial).status == 200);
    assert!(waited.as_secs() < 10, "{waited:?}");
}

fn a_chamber_signs_once(on: Backend) {
    let world = World::new(on);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    world.sign(&serial, IHK).is(0, "");
    world.sign(&serial, IHK).is(31, "ist schon unterschrieben");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM signature"), 1);
    world.sign(&serial, HWK).is(0, "ausgestellt");
    world.sign(&serial, HWK).is(31, "ist schon unterschrieben");
    let told = "SELECT COUNT(*) FROM events WHERE action = 'certificate.signed'";
    assert_eq!(world.database.number(told), 2);
}

fn only_the_mark_s_chambers_sign(on: Backend) {
    let world = World::new(on);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    let stranger = "ihk-anderswo";
    world
        .run(&[
            "keys",
            "new",
            "--chamber",
            stranger,
            "--passphrase-file",
            &secret(&world),
        ])
        .is(31, "verleiht dieses Qualitätszeichen nicht");
    let arguments = ["certificate", "sign", &serial, "--chamber", stranger];
    let secret = secret(&world);
    let done = world.run(&[&arguments[..], &["--passphrase-file", &secret]].concat());
    done.is(32, "keinen Schlüssel");
    world
        .run(&[
            "certificate",
            "refuse",
            &serial,
            "--chamber",
            stranger,
            "--reason",
            "nein",
        ])
        .is(31, "verleiht dieses Qualitätszeichen nicht");
    assert_eq!(world.show(&serial)["stage"], "prepared");
}

fn a_refusal_ends_it(on: Backend) {
    let world = World::new(on);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    world.sign(&serial, IHK).is(0, "");
    let refuse = ["certificate", "refuse", &serial, "--chamber", HWK];
    let reason = "Das Ende der Laufzeit stimmt nicht";
    world
        .run(&[&refuse[..], &["--reason", reason]].concat())
        .is(0, "abgelehnt");
    let shown = world.show(&serial);
    assert_eq!(shown["stage"], "refused");
    assert_eq!(shown["refusal"]["chamber"], HWK);
    assert_eq!(shown["refusal"]["reason"], reason);
    world
        .sign(&serial, HWK)
        .is(31, "nimmt keine Unterschriften mehr an");
    world
        .run(&[&refuse[..], &["--reason", "noch einmal"]].concat())
        .is(31, "nimmt keine Unterschriften mehr an");
    assert_eq!(world.verify(&serial).0, 20);

    // Nor is the other chamber asked any more.
    let other = world.prepare(AALEN, &day(-1), &[]);
    world.ok(&[
        "certificate",
        "refuse",
        &other,
        "--chamber",
        HWK,
        "--reason",
        "falsch",
    ]);
    world
        .sign(&other, IHK)
        .is(31, "nimmt keine Unterschriften mehr an");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM signature"), 1);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_refusal_needs_a_reason_and_comes_before_the_signature(on: Backend) {
    let world = World::new(on);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    let refuse = |chamber: &str, reason: &str| {
        world.run(&[
            "certificate",
            "refuse",
            &serial,
            "--chamber",
            chamber,
            "--reason",
            reason,
        ])
    };
    refuse(HWK, "  ").is(30, "Geben Sie eine Begründung an");
    world.sign(&serial, HWK).is(0, "");
    refuse(HWK, "doch nicht").is(31, "schon unterschrieben");
    world
        .run(&["certificate", "sign", &never_given(), "--chamber", HWK])
        .is(30, "gibt es keine Auszeichnung");
    let nothing = "Keine Urkunde wartet auf eine Unterschrift.";
    world
        .run(&["certificate", "sign", "--chamber", HWK])
        .is(0, nothing);
}

fn a_rotated_key_does_not_sign_what_was_prepared_for_the_old_one(on: Backend) {
    let world = World::new(on);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    world.ok(&["keys", "new", "--chamber", HWK]);
    world.sign(&serial, IHK).is(0, "");
    world
        .sign(&serial, HWK)
        .is(31, "für einen anderen Schlüssel");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM signature"), 1);
    assert_eq!(world.verify(&serial).0, 20);
    let anew = world.issue(AALEN, &day(-1), &[]);
    assert_eq!(world.verify(&anew).0, 0);
}

fn nobody_signs_for_the_other_chamber(on: Backend) {
    let mut world = World::new(on);
    world.passphrase(HWK, "das Passwort der anderen Kammer");
    let serial = world.prepare(AALEN, &day(-1), &[]);
    world
        .sign(&serial, HWK)
        .is(32, "Die Passphrase für hwk-ulm ist falsch");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM signature"), 0);
    let told = "SELECT COUNT(*) FROM events WHERE action = 'certificate.signed'";
    assert_eq!(world.database.number(told), 0);
}

fn a_corrected_copy_needs_both_chambers_too(on: Backend) {
    let world = World::new(on);
    let old = world.issue_valid();
    let copy = world.json(&["certificate", "supersede", &old, "--json"]);
    let copy = text(&copy["serial"]);
    world.sign(&copy, IHK).is(0, "");
    assert_eq!(
        world.verify(&old).0,
        0,
        "superseded by a copy that one chamber signed"
    );
    assert_eq!(world.verify(&copy).0, 20);
    world.sign(&copy, HWK).is(0, "ausgestellt");
    assert_eq!(world.verify(&old).0, 14);
    assert_eq!(world.verify(&copy).0, 0);
    // The old code is still recognised: it is genuine, and superseded.
    let qr = text(&world.show(&old)["qr_text"]);
    assert_eq!(world.verify(&qr).0, 14);
    assert_eq!(world.verify(&with_one_signature(&qr)).0, 21);
}

#[test]
fn why_a_sealed_copy_cannot_be_issued_is_told() {
    let mut world = World::new(Backend::Sqlite);
    let old = world.issue_valid();
    let copy = world.json(&["certificate", "supersede", &old, "--json"]);
    let copy = text(&copy["serial"]);
    world.sign(&copy, IHK).is(0, "");
    // The first chamber's document key is not at hand, so that the copy stays sealed.
    world.unset(&passphrase_variable(IHK));
    world
        .sign(&copy, HWK)
        .is(0, "wartet auf ihk-ostwuerttemberg");
    world.decide("withdraw", &old, "Grund").is(0, "");
    world.passphrase(IHK, PASSPHRASE);
    let sign = ["certificate", "sign", "--chamber", IHK];
    let done = world.run(&sign).is(0, "");
    let said = format!("{copy}: gesiegelt, aber nicht ausgestellt.");
    assert!(done.err.contains(&said), "{done:#?}");
    assert!(!done.err.contains("WARN"), "{done:#?}");
}

fn secret(world: &World) -> String {
    world.file("secret", "eine lange Passphrase\n")
}
