//! Somebody writes to the server's database, has the first chamber's keys and even the second
//! one's token, but not its machine.

use std::fs;

use serde_json::json;

use super::fake::{Request, forward, key_of};
use super::machine::{Machine, new_token, server};
use super::path::issued;
use crate::world::{AALEN, Backend, HWK, IHK, World, day, text};

on_both_databases!(
    a_database_that_was_tampered_with_is_found_out,
    without_the_machine_nothing_is_issued,
);

/// The words are not signed with the facts, so the database could change them.
fn a_database_that_was_tampered_with_is_found_out(on: Backend) {
    let server = server(on);
    let machine = Machine::of(HWK).with_token_of(&server);
    let site = server.serve();
    let serial = server.prepare(AALEN, &day(-1), &[]);
    let change = |from: &str, to: &str| {
        server.database.execute(&format!(
            "UPDATE certificate SET inscription = REPLACE(inscription, '{from}', '{to}')"
        ));
    };
    change("gelebten Willkommenskultur", "gelebten Wohnkultur");
    machine.by_policy(&site).is(31, "(reason)");
    machine.signed_nothing();
    // Nor does the first chamber sign it, on the server itself.
    server
        .sign(&serial, IHK)
        .is(31, "bereiten Sie die Auszeichnung neu vor");
    assert_eq!(server.database.number("SELECT COUNT(*) FROM signature"), 0);
    change("gelebten Wohnkultur", "gelebten Willkommenskultur");
    machine.by_policy(&site).is(0, "zugestellt");
    server.sign(&serial, IHK).is(0, "");
    // Between the rounds.
    change("Lieselotte Probe", "Mallory Muster");
    machine
        .by_policy(&site)
        .is(31, "schon etwas anderes entschieden");
    change("Mallory Muster", "Lieselotte Probe");
    // The Urkunde that the first chamber signed.
    let draft = server.database.bytes("SELECT bytes FROM draft");
    let mut other = draft.clone();
    other[700] ^= 1;
    server
        .database
        .set_bytes("UPDATE draft SET bytes = $1", &other);
    machine
        .by_policy(&site)
        .is(31, "nicht die, die diese Maschine");
    server
        .database
        .set_bytes("UPDATE draft SET bytes = $1", &draft);
    machine.by_policy(&site).is(0, "Ausgestellt");
    issued(&server, &serial);
}

/// Whoever has the server, the first chamber's keys and even the second one's token, but not its
/// machine: whatever is done in whatever order, nothing is issued.
fn without_the_machine_nothing_is_issued(on: Backend) {
    let server = server(on);
    let token = new_token(&server, HWK);
    let token = format!("Bearer {}", token.trim());
    let site = server.serve();
    let deliver = |serial: &str, what: &str, kind: &str, body: Vec<u8>| {
        let (status, _) = forward(
            &site.address,
            &Request {
                method: "POST".to_owned(),
                path: format!("/api/v1/cosign/certificates/{serial}/{what}"),
                token: token.clone(),
                kind: kind.to_owned(),
                key: key_of(&format!("{serial}/{what}"), &body),
                body,
            },
        );
        status
    };
    let elsewhere = World::new(Backend::Sqlite);
    let genuine = text(&elsewhere.show(&elsewhere.issue_valid())["document"]);
    let genuine = fs::read(genuine).unwrap();
    let mut serials = vec![server.prepare(AALEN, &day(-1), &[])];
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move |most: u64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random % most
    };
    let keys = server.json(&["keys", "list", "--json"]);
    for step in 0..24 {
        let serial = serials[usize::try_from(next(serials.len() as u64)).unwrap()].clone();
        let signature = server
            .database
            .number("SELECT COUNT(*) FROM signature")
            .gt(&0)
            .then(|| {
                hex::encode(
                    server
                        .database
                        .bytes("SELECT signature FROM signature LIMIT 1"),
                )
            });
        match next(9) {
            0 => serials.push(server.prepare(AALEN, &day(-1), &[])),
            1 | 2 => {
                server.sign(&serial, IHK);
            }
            3 => {
                server.run(&["certificate", "sign", "--chamber", IHK]);
            }
            4 => {
                // The first chamber's signature, or nonsense, as the second one's.
                let key = keys[usize::try_from(next(2)).unwrap()]["key_id"].clone();
                let signature = signature.unwrap_or_else(|| "00".repeat(64));
                let body = json!({ "key_id": key, "signature": signature });
                let status = deliver(
                    &serial,
                    "seal",
                    "application/json",
                    serde_json::to_vec(&body).unwrap(),
                );
                assert!((400..500).contains(&status), "{status}");
            }
            5 => {
                let bytes = genuine.clone();
                let status = deliver(&serial, "document", "application/pdf", bytes);
                assert!((400..500).contains(&status), "{status}");
            }
            6 => {
                // Behind the program's back.
                let stage = ["sealed", "prepared"][usize::try_from(next(2)).unwrap()];
                server.database.execute(&format!(
                    "UPDATE certificate SET stage = '{stage}' WHERE serial = '{serial}'"
                ));
            }
            7 => {
                server.run(&["certificate", "sign", &serial, "--chamber", HWK]);
            }
            _ => {
                server.database.execute(
                    "DELETE FROM signature WHERE chamber = 'hwk-ulm';
                     INSERT INTO signature (serial, chamber, key_id, signature, signed_at)
                     SELECT serial, 'hwk-ulm', key_id, signature, signed_at FROM signature",
                );
            }
        }
        for serial in &serials {
            let (code, said) = server.verify(serial);
            assert!(matches!(code, 20 | 21), "step {step}: {said:#}");
        }
        let issued = "SELECT COUNT(*) FROM certificate WHERE stage = 'issued'";
        assert_eq!(server.database.number(issued), 0, "step {step}");
        assert_eq!(server.database.number("SELECT COUNT(*) FROM document"), 0);
    }
}
