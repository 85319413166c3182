//! Time-stamps while there is no service: what waits, what goes on, and what is never half done.
//! With a service they are judged by `tests/judges/long_term.py`.

use std::fs;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use kammersiegel::app::{App, Clock};
use kammersiegel::domain::signing::{TimeStampService, WhenDown};
use kammersiegel::service::By;

use crate::desk_path::sign;
use crate::world::backend::wait;
use crate::world::{AALEN, Backend, HWK, IHK, World, day, text};

on_both_databases!(
    an_urkunde_waits_for_its_time_stamp_or_goes_on_without,
    a_silent_service_is_waited_for_once,
    whoever_catches_up_asks_by_itself,
    nobody_at_the_desk_waits_twice_for_a_silent_service,
    what_cannot_be_archived_keeps_nothing_else_from_it,
);

/// A service that takes requests and says nothing.
struct Silent {
    url: String,
    asked: Arc<AtomicUsize>,
}

impl Silent {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/tsa", listener.local_addr().unwrap());
        let asked = Arc::new(AtomicUsize::new(0));
        let counts = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                counts.fetch_add(1, Ordering::SeqCst);
                // Whoever asks loses patience after twenty seconds; no test has so much.
                thread::spawn(|| {
                    thread::sleep(Duration::from_millis(500));
                    drop(stream);
                });
            }
        });
        Self { url, asked }
    }

    /// How often it was asked since this was asked last.
    fn asked(&self) -> usize {
        self.asked.swap(0, Ordering::SeqCst)
    }
}

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
    let done = world.sign(&serial, IHK).is(0, "");
    assert!(
        done.err.contains("keinem Zeitstempeldienst vertraut"),
        "{done:#?}"
    );
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
        .is(34, "Der Zeitstempeldienst ist nicht zu erreichen");
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

fn a_silent_service_is_waited_for_once(on: Backend) {
    let silent = Silent::start();
    for (when_down, says) in [
        ("wait", "wartet auf den Zeitstempeldienst"),
        ("go-on", "ausgestellt"),
    ] {
        let world = World::new(on);
        let url = &silent.url;
        let settings = format!("[time_stamps]\nurl = \"{url}\"\nwhen_down = \"{when_down}\"\n");
        configure(&world, &settings);
        let serials = [(); 3].map(|()| world.prepare(AALEN, &day(-10), &[]));
        for (chamber, asked) in [(IHK, 0), (HWK, 1)] {
            let mut arguments = vec!["certificate", "sign", "--chamber", chamber];
            arguments.extend(serials.iter().map(String::as_str));
            let done = world.run(&arguments).is(0, "");
            assert_eq!(silent.asked(), asked, "{done:#?}");
            if chamber == HWK {
                for serial in &serials {
                    assert!(done.out.contains(&format!("{serial}: ")), "{done:#?}");
                }
                assert_eq!(done.out.matches(says).count(), serials.len(), "{done:#?}");
            }
        }
    }
}

/// But not at once after somebody was left without.
fn whoever_catches_up_asks_by_itself(on: Backend) {
    let mut world = World::new(on);
    world.issue_valid();
    let silent = Silent::start();
    world.time_stamps = Some(TimeStampService {
        url: silent.url.clone(),
        when_down: WhenDown::GoOn,
    });
    wait(async {
        let config = world.config();
        let app = App::open(&config, Clock::system()).await.unwrap();
        let at = Timestamp::now();
        for (seconds, asked) in [(0, 1), (10, 0), (44, 0), (60, 1), (120, 1)] {
            let by = By {
                actor: "test",
                at: at + SignedDuration::from_secs(seconds),
            };
            assert_eq!(app.service.catch_up(by).await.unwrap(), []);
            assert_eq!(silent.asked(), asked, "after {seconds} s");
        }
    });
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

/// In one request, and in those after it. Nothing is done in the background meanwhile: no key is
/// kept open, and nothing is issued that could get its time-stamp later.
fn nobody_at_the_desk_waits_twice_for_a_silent_service(on: Backend) {
    let mut world = World::new(on);
    let silent = Silent::start();
    world.keep_open_hours = 0;
    world.time_stamps = Some(TimeStampService {
        url: silent.url.clone(),
        when_down: WhenDown::Wait,
    });
    let site = world.serve_now();
    let people = [(IHK, "a@ihk.example"), (HWK, "a@hwk.example")];
    let people = people.map(|(chamber, email)| world.person(&site, chamber, email, &["signatory"]));
    let [ihk, hwk] = people.each_ref().map(|person| person.sign_in(&site));
    // Longer than a failure is remembered, or not.
    for (minutes, asked) in [(0, 1), (4, 0), (2, 1)] {
        site.advance(minutes * 60);
        let serials = [(); 2].map(|()| world.prepare(AALEN, &day(-10), &[]));
        let serials = serials.each_ref().map(String::as_str);
        sign(&hwk, &serials).is(200, "Wartet auf");
        let done = sign(&ihk, &serials).is(200, "wartet auf einen Zeitstempel");
        let waiting = done.body.matches("wartet auf einen Zeitstempel").count();
        assert!(waiting >= serials.len(), "{done:#?}");
        assert_eq!(silent.asked(), asked, "{minutes} minutes later");
    }
}

fn what_cannot_be_archived_keeps_nothing_else_from_it(on: Backend) {
    let world = World::new(on);
    let issued = [(); 2].map(|()| world.issue_valid());
    let prepared = world.prepare(AALEN, &day(-10), &[]);
    let silent = Silent::start();
    configure(
        &world,
        &format!("[time_stamps]\nurl = \"{}\"\n", silent.url),
    );
    let unknown = "7H3K-9QXM-2P4R-8T28";
    let done = world.run(&["certificate", "archive", unknown, &prepared, &issued[0]]);
    let done = done.is(34, "3 Urkunden wurden nicht archiviert:");
    for (serial, cause) in [
        (unknown, "gibt es keine Auszeichnung"),
        (&prepared, "nicht ausgestellt"),
        (&issued[0], "Kein Zeitstempel"),
    ] {
        let mut lines = done.err.lines();
        let line = lines.find(|line| line.trim_start().starts_with(&format!("{serial}: ")));
        assert!(line.is_some_and(|line| line.contains(cause)), "{done:#?}");
    }
    assert_eq!(silent.asked(), 1);
    let all = ["certificate", "archive", "--lang", "en"];
    let done = world.run(&all).is(34, "2 Urkunden were not archived");
    assert_eq!(silent.asked(), 1);
    for serial in &issued {
        assert!(done.err.contains(serial.as_str()), "{done:#?}");
    }
    assert!(
        done.err.contains("will be asked again in a few minutes"),
        "{done:#?}"
    );
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
