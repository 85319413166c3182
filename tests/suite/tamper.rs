//! The database is trusted for what is suspended, withdrawn or superseded, and for nothing else:
//! whoever alters it issues nothing, and is found.

use std::fs;

use crate::world::{AALEN, Backend, HWK, IHK, World, day, text};

on_both_databases!(
    a_row_that_claims_to_be_issued_is_not_believed,
    every_altered_column_of_an_event_is_found,
    a_removed_event_is_found,
    reordered_events_are_found,
    a_truncated_chain_is_found,
    an_added_event_is_found,
    a_rewritten_chain_that_contradicts_the_register_is_found,
    an_exchanged_document_is_found,
    an_exchanged_digest_is_found,
    one_tampered_row_keeps_no_other_from_the_public,
    an_altered_body_is_found,
    an_exchanged_signature_is_found,
    a_lifted_withdrawal_is_found,
    a_deleted_certificate_is_found,
);

fn a_row_that_claims_to_be_issued_is_not_believed(on: Backend) {
    let world = World::new(on);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    world.sign(&serial, IHK).is(0, "");
    let claim = "UPDATE certificate SET stage = 'issued', standing = 'in_force'";
    assert_eq!(world.database.execute(claim), 1);

    let (code, report) = world.verify(&serial);
    assert_eq!(code, 21);
    assert_eq!(report["genuine"], false);
    assert_eq!(report["issuers"][0]["signature"], "valid");
    assert_eq!(report["issuers"][1]["signature"], "missing");
    let site = world.serve_at("2026-11-22T12:00:00Z");
    site.get(&format!("/z/{serial}"))
        .is(422, "Nicht echt")
        .is(422, "Es fehlt die Unterschrift: Handwerkskammer Ulm");
    world.run(&["audit", "verify"]).is(35, &serial);
}

/// A world with a history, and what `audit verify` says after somebody was at the database.
#[track_caller]
fn finds(on: Backend, meddle: impl Fn(&World, &str), says: &str) {
    let world = World::new(on);
    let serial = world.issue_valid();
    world.decide("suspend", &serial, "Prüfung").is(0, "");
    world.run(&["audit", "verify"]).is(0, "unverändert");
    meddle(&world, &serial);
    world.run(&["audit", "verify"]).is(35, says);
}

fn every_altered_column_of_an_event_is_found(on: Backend) {
    let world = World::new(on);
    world.issue_valid();
    for (column, value) in [
        ("at", "at + 1"),
        ("actor", "'jemand'"),
        ("action", "'certificate.refused'"),
        ("subject", "'0000-0000-0000-0000'"),
        ("detail", "'anderes'"),
        ("previous", "'00'"),
        ("hash", "'00'"),
    ] {
        let event = "FROM events WHERE seq = 8";
        let type_ = if column == "at" { "" } else { "'" };
        let old = match column {
            "at" => world
                .database
                .number(&format!("SELECT at {event}"))
                .to_string(),
            _ => world.database.text(&format!("SELECT {column} {event}")),
        };
        let set = |value: &str| format!("UPDATE events SET {column} = {value} WHERE seq = 8");
        assert_eq!(world.database.execute(&set(value)), 1);
        world
            .run(&["audit", "verify"])
            .is(35, "Das Protokoll wurde verändert");
        world
            .database
            .execute(&set(&format!("{type_}{old}{type_}")));
        world.run(&["audit", "verify"]).is(0, "unverändert");
    }
}

fn a_removed_event_is_found(on: Backend) {
    let removed = |world: &World, _: &str| {
        assert_eq!(
            world.database.execute("DELETE FROM events WHERE seq = 7"),
            1
        );
    };
    finds(on, removed, "event 7 is missing");
}

fn reordered_events_are_found(on: Backend) {
    let swapped = |world: &World, _: &str| {
        world.database.execute(
            "UPDATE events SET seq = -1 WHERE seq = 7; UPDATE events SET seq = 7 WHERE seq = 8;
             UPDATE events SET seq = 8 WHERE seq = -1",
        );
    };
    finds(on, swapped, "event 7 does not follow");
}

fn a_truncated_chain_is_found(on: Backend) {
    let cut = |world: &World, _: &str| {
        let last = "(SELECT seq FROM event_head)";
        assert_eq!(
            world
                .database
                .execute(&format!("DELETE FROM events WHERE seq = {last}")),
            1
        );
    };
    finds(on, cut, "were recorded");
    // Whoever moves the head back as well contradicts the register.
    let cut_and_hidden = |world: &World, _: &str| {
        cut(world, "");
        world.database.execute(
            "UPDATE event_head SET seq = seq - 1, hash = (SELECT hash FROM events
             WHERE seq = (SELECT MAX(seq) FROM events))",
        );
    };
    finds(on, cut_and_hidden, "passt nicht zum Protokoll");
}

fn an_added_event_is_found(on: Backend) {
    let added = |world: &World, serial: &str| {
        world.database.execute(&format!(
            "INSERT INTO events SELECT seq + 1, at, actor, 'certificate.withdrawn', '{serial}',
             '', hash, hash FROM events WHERE seq = (SELECT seq FROM event_head)"
        ));
    };
    finds(on, added, "was altered");
}

fn a_rewritten_chain_that_contradicts_the_register_is_found(on: Backend) {
    let forgotten = |world: &World, _: &str| {
        world
            .database
            .execute("UPDATE certificate SET standing = 'in_force'");
    };
    finds(on, forgotten, "passt nicht zum Protokoll");
}

fn an_exchanged_document_is_found(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let document = text(&world.show(&serial)["document"]);
    let mut bytes = fs::read(document).unwrap();
    bytes.push(b'\n');
    world
        .database
        .set_bytes("UPDATE document SET bytes = $1", &bytes);
    world
        .run(&["audit", "verify"])
        .is(35, "Urkunde is not the one");
}

fn an_exchanged_digest_is_found(on: Backend) {
    let world = World::new(on);
    world.issue_valid();
    // So that the forger's file would be taken for the one that was issued.
    let digest = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(b"a forged file"));
    world
        .database
        .execute(&format!("UPDATE document_version SET sha256 = '{digest}'"));
    world
        .run(&["audit", "verify"])
        .is(35, "Urkunde is not the one");
}

fn one_tampered_row_keeps_no_other_from_the_public(on: Backend) {
    let world = World::new(on);
    let [claimed, sealed] = [(); 2].map(|()| world.prepare(AALEN, &day(-1), &[]));
    world.database.execute(&format!(
        "UPDATE certificate SET stage = 'issued', standing = 'in_force' WHERE serial = '{claimed}';
         UPDATE certificate SET stage = 'sealed' WHERE serial = '{sealed}'"
    ));
    let good = world.issue_valid();
    assert_eq!(world.verify(&good).0, 0);
    let site = world.serve();
    assert_eq!(site.data(&good).status, 200);
    assert_eq!(site.data(&sealed).status, 404);
    assert_eq!(site.data(&claimed).status, 422);
}

fn an_altered_body_is_found(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let body = world.database.bytes("SELECT body FROM certificate");
    // The last letter of the recipient's name: Aaleo.
    let name = body.windows(5).position(|w| w == b"Aalen").unwrap();
    let mut altered = body.clone();
    altered[name + 4] += 1;
    world
        .database
        .set_bytes("UPDATE certificate SET body = $1", &altered);
    let (code, report) = world.verify(&serial);
    assert_eq!(code, 21, "{report}");
    assert!(!report.to_string().contains("Aaleo"), "{report}");
    world.run(&["audit", "verify"]).is(35, &serial);
    // Another number in the body than in the row: no certificate at all.
    let mut renumbered = body;
    // Behind the array, the version and two key tags of five bytes each.
    let at = 3 + 2 * 5;
    assert_eq!(renumbered[at], 0x4a, "ten bytes of serial number");
    renumbered[at + 1] ^= 1;
    world
        .database
        .set_bytes("UPDATE certificate SET body = $1", &renumbered);
    world.run(&["verify", &serial]).is(33, "unmöglichen Wert");
    world.run(&["audit", "verify"]).is(33, "unmöglichen Wert");
}

fn an_exchanged_signature_is_found(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let other = world.issue(AALEN, &day(-20), &[]);
    let of =
        |serial: &str| format!("FROM signature WHERE serial = '{serial}' AND chamber = '{HWK}'");
    let foreign = world
        .database
        .bytes(&format!("SELECT signature {}", of(&other)));
    let update = format!(
        "UPDATE signature SET signature = $1 WHERE serial = '{serial}' AND chamber = '{HWK}'"
    );
    world.database.set_bytes(&update, &foreign);
    let (code, report) = world.verify(&serial);
    assert_eq!(code, 21);
    assert_eq!(report["issuers"][1]["signature"], "invalid");
    world
        .run(&["audit", "verify"])
        .is(35, "not every chamber's signature");
}

fn a_lifted_withdrawal_is_found(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    world.decide("withdraw", &serial, "Prüfung").is(0, "");
    world
        .database
        .execute("UPDATE certificate SET standing = 'in_force'");
    world.run(&["audit", "verify"]).is(35, &serial);
}

fn a_deleted_certificate_is_found(on: Backend) {
    let deleted = |world: &World, _: &str| {
        world.database.execute(
            "DELETE FROM proposal; DELETE FROM document; DELETE FROM document_version; DELETE FROM signature;
             DELETE FROM certificate",
        );
    };
    finds(on, deleted, "passt nicht zum Protokoll");
}
