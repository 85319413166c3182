//! Signing at the desk where the chamber's document key is a provider's: its own passphrase beside
//! the chamber's.

use crate::world::browser::{Browser, between};
use crate::world::http::Answer;
use crate::world::{AALEN, Backend, HWK, IHK, PASSPHRASE, World, day, text};

on_both_databases!(
    the_secret_of_a_providers_key_is_asked_for_at_the_desk,
    what_waits_for_a_providers_key_is_finished_at_the_desk,
);

const SIGNING: &str = "/staff/signing";
const FIELD: &str = "name=\"passphrase-document\"";
const PACKAGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/pades/provider/ecdsa.p12"
);
const SECRET: &str = "eine lange Passphrase";
const WRONG: &str = "eine falsche Passphrase";
const UNOPENED: &str = "Damit lässt sich der Dokumentenschlüssel nicht öffnen.";

/// The second chamber has a provider's key. No process but the one command knows what opens it.
fn world(on: Backend) -> World {
    let mut world = World::new(on);
    let variable = "KAMMERSIEGEL_DOCUMENT_PASSPHRASE_HWK_ULM";
    world.set(variable, SECRET);
    world.ok(&["keys", "document", "pkcs12", PACKAGE, "--chamber", HWK]);
    world.unset(variable);
    world
}

/// Sends the form on a page with both secrets.
#[track_caller]
fn sign(browser: &Browser, serials: &[&str], secrets: (&str, &str)) -> Answer {
    let (own, providers) = secrets;
    let mut fields = vec![("passphrase", own), ("passphrase-document", providers)];
    fields.extend(serials.iter().map(|serial| ("serial", *serial)));
    browser.send(SIGNING, SIGNING, &fields)
}

fn the_secret_of_a_providers_key_is_asked_for_at_the_desk(on: Backend) {
    let world = world(on);
    let site = world.serve_now();
    let [ihk, hwk] = [IHK, HWK].map(|chamber| {
        let email = format!("unterschrift@{chamber}.example");
        world.person(&site, chamber, &email, &["signatory"])
    });
    let serials = [AALEN, "08136065"].map(|ags| world.prepare(ags, &day(-1), &[]));
    let (ihk, hwk) = (ihk.sign_in(&site), hwk.sign_in(&site));
    // Asked for is what there is.
    assert!(!ihk.get(SIGNING).body.contains(FIELD));
    for page in [SIGNING, "/staff"] {
        hwk.get(page).is(200, FIELD);
    }
    for (secrets, field, says) in [
        ((PASSPHRASE, WRONG), "passphrase-document", UNOPENED),
        ((PASSPHRASE, ""), "passphrase-document", UNOPENED),
        // The one does not open what belongs to the other.
        ((PASSPHRASE, PASSPHRASE), "passphrase-document", UNOPENED),
        (
            (SECRET, SECRET),
            "passphrase",
            "öffnet die Schlüssel Ihrer Kammer nicht",
        ),
        (
            ("", SECRET),
            "passphrase",
            "Geben Sie die Passphrase Ihrer Kammer ein",
        ),
    ] {
        let refused = sign(&hwk, &[&serials[0]], secrets).is(422, says);
        let problem = between(&refused.body, &format!("id=\"{field}-problem\">"), "<");
        assert!(problem.contains(says), "{problem}");
        let ticked = format!("value=\"{}\" checked", serials[0]);
        assert!(refused.body.contains(&ticked), "{refused:#?}");
        for secret in [PASSPHRASE, SECRET, WRONG] {
            assert!(!refused.body.contains(secret), "{refused:#?}");
        }
        for issuer in world.show(&serials[0])["issuers"].as_array().unwrap() {
            assert_eq!(issuer["signature"], "missing");
        }
    }
    let signed = sign(&hwk, &[&serials[0]], (PASSPHRASE, SECRET));
    signed.is(200, "Wartet auf IHK Ostwürttemberg.");
    // The key that was left open for this Urkunde signs it, and no other one.
    let fields = [
        ("passphrase", PASSPHRASE),
        ("serial", serials[0].as_str()),
        ("serial", serials[1].as_str()),
    ];
    ihk.send(SIGNING, SIGNING, &fields).is(200, "Ausgestellt.");
    assert_eq!(world.show(&serials[1])["stage"], "prepared");
    let pdf = text(&world.show(&serials[0])["document"]);
    let (code, said) = world.verify(&pdf);
    assert_eq!(code, 0, "{said:#}");
    let signatures = &said["document"]["signatures"];
    assert_eq!(signatures[0]["certificate"], "self-issued");
    assert_eq!(signatures[1]["certificate"], "issued");
    assert_eq!(signatures[1]["chamber"], HWK);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn what_waits_for_a_providers_key_is_finished_at_the_desk(on: Backend) {
    let mut world = world(on);
    world.keep_open_hours = 0;
    let site = world.serve_now();
    let hwk = world
        .person(&site, HWK, "unterschrift@hwk.example", &["signatory"])
        .sign_in(&site);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    sign(&hwk, &[&serial], (PASSPHRASE, SECRET)).is(200, "Wartet auf IHK");
    world.sign(&serial, IHK).is(0, "wartet");
    let desk = hwk
        .get("/staff")
        .is(200, "wartet nur noch auf Ihren Schlüssel");
    assert!(desk.body.contains(FIELD), "{desk:#?}");
    sign(&hwk, &[], (PASSPHRASE, WRONG)).is(422, UNOPENED);
    assert_eq!(world.show(&serial)["stage"], "sealed");
    sign(&hwk, &[], (PASSPHRASE, SECRET)).is(200, "Eine Urkunde, die auf uns wartete");
    assert_eq!(world.show(&serial)["stage"], "issued");
}
