//! A write happens once, however often it is sent, by whatever breaks.

use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::{CERTIFICATES, ask, is_problem, order, token};
use crate::world::http::Answer;
use crate::world::{AALEN, Backend, HWK, IHK, World, text};

on_both_databases!(
    the_same_key_is_answered_alike,
    a_write_without_a_sound_key_is_refused,
    what_was_refused_is_judged_again,
    writes_at_once_happen_once,
    a_kill_neither_loses_nor_doubles,
    keys_are_forgotten_after_two_days,
);

const PREPARED: &str = "SELECT COUNT(*) FROM certificate";

fn prepare(site: &crate::world::http::Site, token: &str, key: &str, from: &str) -> Answer {
    ask(site, token, key, ("POST", CERTIFICATES), &order(from))
}

fn the_same_key_is_answered_alike(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let [ihk, hwk] = [IHK, HWK].map(|chamber| token(&world, chamber, "prepare"));
    let first = prepare(&site, &ihk, "eins", "2027-01-01");
    assert_eq!(first.status, 201, "{first:?}");
    for key in ["eins", "\"eins\""] {
        let again = prepare(&site, &ihk, key, "2027-01-01");
        assert_eq!((again.status, &again.body), (201, &first.body));
    }
    assert_eq!(world.database.number(PREPARED), 1);
    is_problem(
        &prepare(&site, &ihk, "eins", "2027-01-02"),
        422,
        "idempotency-key-reused",
    );
    // The same key in another address is another request, too.
    let content = json!({ "name": "Aalen", "kind": "Stadt", "district": "Ostalbkreis",
        "latitude": 48.8, "longitude": 10.0, "website": "www.aalen.de" });
    let path = format!("/api/v1/municipalities/{AALEN}");
    let put = |key: &str, path: &str| ask(&site, &ihk, key, ("PUT", path), &content);
    is_problem(&put("eins", &path), 422, "idempotency-key-reused");
    assert_eq!(put("zwei", &path).status, 200);
    assert_eq!(put("zwei", &path).status, 200);
    let new = put("drei", "/api/v1/municipalities/08136999");
    let again = put("drei", "/api/v1/municipalities/08136999");
    assert_eq!((new.status, again.status), (201, 201));
    assert_eq!(new.body, again.body);
    let added = "SELECT COUNT(*) FROM events WHERE action = 'municipality.added'";
    assert_eq!(world.database.number(added), 1);
    // Another token's keys are its own.
    let other = prepare(&site, &hwk, "eins", "2027-01-01");
    assert_eq!(other.status, 201);
    assert_ne!(other.json()["serial"], first.json()["serial"]);
    assert_eq!(world.database.number(PREPARED), 2);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_write_without_a_sound_key_is_refused(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let token = token(&world, IHK, "prepare");
    for key in ["", "\"\"", "zwei Worte", &"x".repeat(256), "a\"b"] {
        let answer = prepare(&site, &token, key, "2027-01-01");
        is_problem(&answer, 400, "idempotency-key-missing");
    }
    let twice = ["a", "b"].map(|k| ("idempotency-key".to_owned(), k.to_owned()));
    let headers = [
        &twice[..],
        &[
            ("authorization".to_owned(), format!("Bearer {token}")),
            ("content-type".to_owned(), "application/json".to_owned()),
        ],
    ]
    .concat();
    let body = order("2027-01-01").to_string();
    let answer = site.request("POST", CERTIFICATES, &headers, &body);
    is_problem(&answer, 400, "idempotency-key-missing");
    assert_eq!(world.database.number(PREPARED), 0);
}

fn what_was_refused_is_judged_again(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let token = token(&world, IHK, "prepare");
    let mut body = order("2027-01-01");
    for (field, value, status, code) in [
        ("programme", json!("anderes"), 422, "programme"),
        ("programme", json!("Ä"), 422, "field"),
        ("municipality", json!("09999999"), 422, "municipality"),
        ("municipality", json!("8136088"), 422, "field"),
        ("valid_from", json!("01.01.2027"), 422, "field"),
        ("valid_until", json!("2026-01-01"), 422, "term"),
        ("valid_until", json!("2099-12-31"), 422, "term"),
        ("dated", json!("2090-01-01"), 422, "term"),
        ("valid_from", json!(7), 400, "unreadable"),
        ("score", json!(99), 400, "unreadable"),
    ] {
        let mut wrong = body.clone();
        wrong[field] = value;
        let answer = ask(&site, &token, "k", ("POST", CERTIFICATES), &wrong);
        is_problem(&answer, status, code);
    }
    body["despite_others"] = json!(false);
    let made = ask(&site, &token, "k", ("POST", CERTIFICATES), &body);
    assert_eq!(made.status, 201, "{made:?}");
    let others = ask(&site, &token, "k2", ("POST", CERTIFICATES), &body);
    is_problem(&others, 409, "others");
    assert_eq!(others.json()["serials"], json!([made.json()["serial"]]));
    assert_eq!(world.database.number(PREPARED), 1);
    // In the reader's language.
    let headers = [
        ("authorization".to_owned(), format!("Bearer {token}")),
        ("accept-language".to_owned(), "en".to_owned()),
    ];
    let answer = site.request("POST", CERTIFICATES, &headers, "{}");
    is_problem(&answer, 400, "idempotency-key-missing");
    assert!(
        answer.body.contains("An Idempotency-Key is missing"),
        "{answer:?}"
    );
    assert_eq!(answer.header("content-language"), Some("en"));
}

/// Through two processes at once, as behind a load balancer.
fn writes_at_once_happen_once(on: Backend) {
    let world = World::new(on);
    let sites = [world.serve(), world.serve()];
    let token = token(&world, IHK, "prepare");
    for round in 0..3 {
        let key = format!("runde-{round}");
        let answers: Vec<_> = thread::scope(|scope| {
            let send = |number: usize| {
                let (site, token, key) = (&sites[number % 2], &token, &key);
                scope.spawn(move || prepare(site, token, key, "2027-01-01"))
            };
            let sent: Vec<_> = (0..8).map(send).collect();
            sent.into_iter().map(|t| t.join().unwrap()).collect()
        });
        let (done, waits): (Vec<_>, Vec<_>) = answers.iter().partition(|a| a.status == 201);
        assert!(!done.is_empty(), "{answers:?}");
        waits.iter().for_each(|a| is_problem(a, 409, "in-progress"));
        let serials: BTreeSet<_> = done.iter().map(|a| text(&a.json()["serial"])).collect();
        assert_eq!(serials.len(), 1, "{answers:?}");
        assert_eq!(world.database.number(PREPARED), round + 1);
    }
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_kill_neither_loses_nor_doubles(on: Backend) {
    let world = World::new(on);
    let token = token(&world, IHK, "prepare");
    let mut answered = 0;
    for part in 0..8 {
        let key = format!("nr-{part}");
        let site = world.serve();
        let address = site.address.clone();
        let (held, sent_key) = (token.clone(), key.clone());
        // The connection breaks, so the request may end in no answer.
        let sent = thread::spawn(move || {
            let site = crate::world::http::Site::at(&address);
            let asked = std::panic::AssertUnwindSafe(|| {
                prepare(&site, &held, &sent_key, "2027-01-01").status
            });
            std::panic::catch_unwind(asked).ok()
        });
        thread::sleep(Duration::from_millis(15 * part));
        site.stop();
        answered += usize::from(sent.join().unwrap() == Some(201));
        let before = world.database.number(PREPARED);
        let site = world.serve();
        let again = prepare(&site, &token, &key, "2027-01-01");
        assert_eq!(again.status, 201, "{again:?}");
        let serial = text(&again.json()["serial"]);
        let after = world.database.number(PREPARED);
        assert_eq!(after, i64::try_from(part).unwrap() + 1, "was {before}");
        let told = format!("SELECT COUNT(*) FROM events WHERE subject = '{serial}'");
        assert_eq!(world.database.number(&told), 1);
    }
    assert!(answered < 8, "no kill came early");
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn keys_are_forgotten_after_two_days(on: Backend) {
    let world = World::new(on);
    let token = token(&world, IHK, "prepare");
    let kept = "SELECT COUNT(*) FROM kept_answer";
    let site = world.serve_now();
    let first = prepare(&site, &token, "k", "2027-01-01").json();
    site.advance(47 * 3600);
    assert_eq!(prepare(&site, &token, "k", "2027-01-01").json(), first);
    drop(site);
    let later = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(49);
    let site = world.serve_at(&later.to_string());
    site.eventually(|| world.database.number(kept) == 0);
    let again = prepare(&site, &token, "k", "2027-01-01");
    assert_eq!(again.status, 201);
    assert_ne!(again.json()["serial"], first["serial"]);
    assert_ne!(first["serial"], Value::Null);
}
