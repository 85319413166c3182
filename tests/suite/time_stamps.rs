//! Time-stamps while there is no service: what waits, what goes on, and what is never half done.
//! With a service they are judged by `tests/judges/long_term.py`.

use std::fs;

use crate::world::{AALEN, Backend, HWK, IHK, World, day, text};

on_both_databases!(an_urkunde_waits_for_its_time_stamp_or_goes_on_without);

/// An address where nobody answers.
fn nowhere() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}/tsa", listener.local_addr().unwrap())
}

fn configure(world: &World, time_stamps: &str) {
    fs::write(world.data().join("kammersiegel.toml"), time_stamps).unwrap();
}

fn an_urkunde_waits_for_its_time_stamp_or_goes_on_without(on: Backend) {
    let world = World::new(on);
    let service = nowhere();
    configure(
        &world,
        &format!("[time_stamps]\nurl = \"{service}\"\nwhen_down = \"wait\"\n"),
    );
    let serial = world.prepare(AALEN, &day(-10), &[]);
    world.sign(&serial, IHK).is(0, "");
    world
        .sign(&serial, HWK)
        .is(0, "wartet auf den Zeitstempeldienst");
    assert_eq!(world.show(&serial)["stage"], "sealed");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM draft"), 0);
    assert_eq!(world.database.number("SELECT COUNT(*) FROM document"), 0);
    let sign = ["certificate", "sign", "--chamber", HWK];
    world.run(&sign).is(0, "");
    assert_eq!(world.show(&serial)["stage"], "sealed");

    configure(&world, &format!("[time_stamps]\nurl = \"{service}\"\n"));
    world.run(&sign).is(0, &format!("{serial}: ausgestellt"));
    let pdf = text(&world.show(&serial)["document"]);
    let (code, said) = world.verify(&pdf);
    assert_eq!((code, &said["document"]["level"]), (0, &"B".into()));

    // The service is still down: nothing is archived, and the document is what it was.
    let before = fs::read(&pdf).unwrap();
    world
        .run(&["certificate", "archive", &serial])
        .is(34, "Kein Zeitstempel");
    assert_eq!(fs::read(&pdf).unwrap(), before);
    assert_eq!(world.verify(&pdf).0, 0);
    world.run(&["audit", "verify"]).is(0, "unverändert");

    configure(&world, "");
    world
        .run(&["certificate", "archive"])
        .is(30, "kein Zeitstempeldienst eingerichtet");
    let unknown = "7H3K-9QXM-2P4R-8T28";
    configure(&world, &format!("[time_stamps]\nurl = \"{service}\"\n"));
    world
        .run(&["certificate", "archive", unknown])
        .is(30, unknown);
    let prepared = world.prepare(AALEN, &day(-10), &[]);
    world
        .run(&["certificate", "archive", &prepared])
        .is(31, "nicht ausgestellt");
}

#[test]
fn an_address_that_cannot_be_asked_is_refused() {
    let world = World::new(Backend::Sqlite);
    for url in [
        "",
        "ftp://tsa.example/",
        "http://",
        "https://user:word@tsa.example/",
    ] {
        configure(&world, &format!("[time_stamps]\nurl = \"{url}\"\n"));
        let done = world.run(&["certificate", "list"]);
        assert!(!done.err.contains("word@"), "{done:#?}");
        done.is(30, "http");
    }
    configure(
        &world,
        "[time_stamps]\nurl = \"http://tsa.example\"\nwhen_down = \"later\"\n",
    );
    world.run(&["certificate", "list"]).is(30, "later");
}

#[test]
fn only_certificates_are_trusted_for_time_stamps() {
    let world = World::new(Backend::Sqlite);
    let trust = |file: &str| world.run(&["keys", "trust-time-stamps", file]);
    trust(&world.file("none.pem", "no certificate")).is(32, "none.pem");
    let pem = world.data().join("keys/document");
    let pem = crate::world::files(&pem)[0].display().to_string();
    trust(&pem).is(0, "wird vertraut");
    let kept = crate::world::files(&world.data().join("keys/time-stamp"));
    assert_eq!(kept.len(), 1);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}
