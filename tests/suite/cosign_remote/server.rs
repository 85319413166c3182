//! The server's side: who may ask, what is taken, and what a token is.

use serde_json::{Value, json};

use super::fake::{Request, forward, key_of};
use super::machine::{Machine, new_token, server};
use crate::world::http::Site;
use crate::world::{AALEN, Backend, HWK, IHK, KOENIGSBRONN, World, day, text};

on_both_databases!(
    a_token_opens_what_waits_for_its_chamber,
    a_token_ends,
    what_is_not_sound_is_not_stored,
    a_delivery_is_answered_alike_under_its_key,
    administrators_look_after_their_own_tokens,
);

const WAITING: &str = "/waiting";

fn ask(site: &Site, token: &str, method: &str, path: &str, body: &[u8]) -> (u16, Value) {
    ask_with(site, token, &key_of(path, body), (method, path), body)
}

fn ask_with(
    site: &Site,
    token: &str,
    key: &str,
    (method, path): (&str, &str),
    body: &[u8],
) -> (u16, Value) {
    let (status, answer) = forward(
        &site.address,
        &Request {
            method: method.to_owned(),
            path: format!("/api/v1/cosign{path}"),
            token: token.to_owned(),
            kind: String::new(),
            key: key.to_owned(),
            body: body.to_vec(),
        },
    );
    let value = serde_json::from_slice(&answer);
    let value = value.unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&answer)));
    (status, value)
}

fn bearer(token: &str) -> String {
    format!("Bearer {}", token.trim())
}

#[track_caller]
fn problem((status, answer): (u16, Value), expected: u16, code: &str) {
    assert_eq!(status, expected, "{answer}");
    assert_eq!(answer["type"], format!("urn:kammersiegel:cosign:{code}"));
    assert_eq!(answer["status"], expected);
}

fn a_token_opens_what_waits_for_its_chamber(on: Backend) {
    let world = World::new(on);
    let site = world.serve();
    let [ihk, hwk] = [IHK, HWK].map(|chamber| new_token(&world, chamber));
    let serial = world.prepare(AALEN, &day(-1), &[]);
    world.sign(&serial, IHK).is(0, "");
    let (status, list) = ask(&site, &bearer(&hwk), "GET", WAITING, b"");
    assert_eq!(status, 200);
    assert_eq!(list["chamber"], HWK);
    assert_eq!(
        list["waiting"],
        json!([{ "serial": serial, "round": "seal" }])
    );
    let (_, list) = ask(&site, &bearer(&ihk), "GET", WAITING, b"");
    assert_eq!(
        (&list["chamber"], &list["waiting"]),
        (&json!(IHK), &json!([]))
    );
    let path = format!("/certificates/{serial}");
    assert_eq!(ask(&site, &bearer(&hwk), "GET", &path, b"").0, 200);
    problem(
        ask(&site, &bearer(&ihk), "GET", &path, b""),
        409,
        "not-waiting",
    );
    for nothing in [
        "/certificates/7H3K-9QXM-2P4R-8T28",
        "/certificates/x",
        "/certificates/%ff",
    ] {
        problem(
            ask(&site, &bearer(&hwk), "GET", nothing, b""),
            404,
            "not-found",
        );
    }
    // No token, no good one, and none in the address.
    let no = "0".repeat(64);
    for token in [
        "",
        "Bearer",
        "Bearer x",
        &bearer(&no),
        hwk.trim(),
        &format!("Basic {hwk}"),
    ] {
        problem(ask(&site, token.trim(), "GET", WAITING, b""), 401, "token");
    }
    let address = format!("{WAITING}?token={}&access_token={}", hwk.trim(), hwk.trim());
    problem(ask(&site, "", "GET", &address, b""), 401, "token");
    let answer = site.get("/api/v1/cosign/waiting");
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    // Whoever guesses is slowed down; the token's owner is not.
    for _ in 0..40 {
        site.get("/api/v1/cosign/waiting");
    }
    let answer = site.get("/api/v1/cosign/waiting");
    assert_eq!(answer.status, 429, "{answer:?}");
    assert!(answer.header("retry-after").is_some());
    assert_eq!(ask(&site, &bearer(&hwk), "GET", WAITING, b"").0, 200);
    // It is stored nowhere, and never told.
    let digest = "SELECT digest FROM machine_token WHERE chamber = 'hwk-ulm'";
    assert_ne!(world.database.text(digest), hwk.trim());
    let listed = world.ok(&["cosign", "token", "list", "--json"]);
    let events =
        "SELECT detail FROM events WHERE action = 'machine.made' ORDER BY seq DESC LIMIT 1";
    let told = world.database.text(events);
    assert_eq!(told, format!("{HWK}: cosign Serverraum"));
    assert!(!listed.contains(hwk.trim()) && !told.contains(hwk.trim()));
}

fn a_token_ends(on: Backend) {
    let world = World::new(on);
    let new = [
        "cosign",
        "token",
        "new",
        "--chamber",
        HWK,
        "--name",
        "Serverraum",
    ];
    for (expires, says) in [
        (day(0), "höchstens zwei Jahre"),
        (day(900), "höchstens zwei Jahre"),
    ] {
        world
            .run(&[&new[..], &["--expires", &expires]].concat())
            .is(30, says);
    }
    world
        .run(&[
            "cosign",
            "token",
            "new",
            "--chamber",
            "ihk-anderswo",
            "--name",
            "x",
        ])
        .is(31, "verleiht dieses Qualitätszeichen nicht");
    let [short, long] =
        [day(1), day(30)].map(|day| world.ok(&[&new[..], &["--expires", &day]].concat()));
    let site = world.serve_now();
    for token in [&short, &long] {
        assert_eq!(ask(&site, &bearer(token), "GET", WAITING, b"").0, 200);
    }
    site.advance(24 * 3600);
    problem(
        ask(&site, &bearer(&short), "GET", WAITING, b""),
        401,
        "token",
    );
    assert_eq!(ask(&site, &bearer(&long), "GET", WAITING, b"").0, 200);
    let rows = world.json(&["cosign", "token", "list", "--json"]);
    for row in rows.as_array().unwrap() {
        assert!(row["used_at"].is_string(), "{row}");
        let id = text(&row["id"]);
        world.ok(&["cosign", "token", "revoke", &id]);
        world.ok(&["cosign", "token", "revoke", &id]);
    }
    world
        .run(&["cosign", "token", "revoke", "x"])
        .is(30, "kein Token");
    problem(
        ask(&site, &bearer(&long), "GET", WAITING, b""),
        401,
        "token",
    );
    let told = "SELECT COUNT(*) FROM events WHERE action = 'machine.revoked'";
    assert_eq!(world.database.number(told), 2);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn what_is_not_sound_is_not_stored(on: Backend) {
    let world = server(on);
    let machine = Machine::of(HWK).with_token_of(&world);
    let token = bearer(&std::fs::read_to_string(machine.world.place("token")).unwrap());
    let site = world.serve();
    let [serial, other] = [(); 2].map(|()| world.prepare(AALEN, &day(-1), &[]));
    let keys = world.json(&["keys", "list", "--json"]);
    let key = |chamber: &str| {
        let mut keys = keys.as_array().unwrap().iter();
        text(&keys.find(|k| k["chamber"] == chamber).unwrap()["key_id"])
    };
    let send = |serial: &str, what: &str, body: &[u8]| {
        ask(
            &site,
            &token,
            "POST",
            &format!("/certificates/{serial}/{what}"),
            body,
        )
    };
    let seal = |key: &str, signature: &str| {
        let body = json!({ "key_id": key, "signature": signature });
        send(&serial, "seal", &serde_json::to_vec(&body).unwrap())
    };
    let zeros = "00".repeat(64);
    problem(seal(&key(HWK), &zeros), 422, "not-verified");
    problem(seal(&key(IHK), &zeros), 422, "foreign-key");
    problem(seal(&"ab".repeat(32), &zeros), 422, "foreign-key");
    problem(seal(&key(HWK), "00"), 400, "unreadable");
    problem(send(&serial, "seal", b"{}"), 400, "unreadable");
    problem(send(&serial, "seal", b"nonsense"), 400, "unreadable");
    problem(
        send(&serial, "seal", &vec![b' '; 20 << 10]),
        413,
        "too-large",
    );
    problem(send(&serial, "document", b"%PDF-1.7"), 409, "not-waiting");
    problem(
        send(&serial, "document", &vec![0; 9 << 20]),
        413,
        "too-large",
    );
    problem(
        send(&serial, "refusal", b"{\"reason\":\" \"}"),
        422,
        "reason-missing",
    );
    let long = json!({ "reason": "x".repeat(1001) });
    problem(
        send(&serial, "refusal", &serde_json::to_vec(&long).unwrap()),
        422,
        "reason-too-long",
    );
    problem(
        send("7H3K-9QXM-2P4R-8T28", "seal", b"{}"),
        400,
        "unreadable",
    );
    assert_eq!(world.database.number("SELECT COUNT(*) FROM signature"), 0);

    // Urkunden: the unsigned one, one of another certificate, one with more behind it.
    machine.by_policy(&site).is(0, "zugestellt");
    for serial in [&serial, &other] {
        world.sign(serial, IHK).is(0, HWK);
    }
    let draft = |serial: &str| {
        world.database.bytes(&format!(
            "SELECT bytes FROM draft WHERE serial = '{serial}'"
        ))
    };
    let own = draft(&serial);
    problem(send(&serial, "document", &own), 409, "not-waiting");
    problem(send(&serial, "document", &draft(&other)), 422, "unsound");
    problem(send(&serial, "document", b"%PDF-1.7"), 422, "unsound");
    problem(
        send(&serial, "document", &[&own[..], b"more"].concat()),
        422,
        "unsound",
    );
    problem(send(&serial, "document", b""), 422, "unsound");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM document"), 0);
    assert_eq!(world.show(&serial)["stage"], "sealed");
    // Refusing comes too late.
    problem(
        send(&serial, "refusal", b"{\"reason\":\"Nein\"}"),
        409,
        "delivered-otherwise",
    );
    machine.by_policy(&site).is(0, "Ausgestellt");
    // What one chamber refused is refused; the same word again is no error.
    let third = world.prepare(KOENIGSBRONN, &day(-1), &[]);
    for _ in 0..2 {
        let (status, receipt) = send(&third, "refusal", b"{\"reason\":\"Nein\"}");
        assert_eq!((status, &receipt["stage"]), (200, &json!("refused")));
    }
    problem(
        send(&third, "refusal", b"{\"reason\":\"Doch nicht\"}"),
        409,
        "not-waiting",
    );
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_delivery_is_answered_alike_under_its_key(on: Backend) {
    let world = World::new(on);
    let [hwk, other, ihk] = [HWK, HWK, IHK].map(|chamber| bearer(&new_token(&world, chamber)));
    let serials = [AALEN, KOENIGSBRONN, "08135019"].map(|ags| world.prepare(ags, &day(-1), &[]));
    let [first, second, third] = serials.map(|serial| format!("/certificates/{serial}/refusal"));
    let refusal = |reason: &str| serde_json::to_vec(&json!({ "reason": reason })).unwrap();
    let (no, never) = (refusal("Nein"), refusal("Niemals"));
    let site = world.serve();
    let send = |token: &str, key: &str, path: &str, body: &[u8]| {
        ask_with(&site, token, key, ("POST", path), body)
    };
    for key in ["", "zwei Worte", &"x".repeat(256)] {
        let answer = send(&hwk, key, &first, &no);
        problem(answer, 400, "idempotency-key-missing");
    }
    // What is refused keeps no key.
    problem(send(&hwk, "k", &first, b"{"), 400, "unreadable");
    let done = send(&hwk, "k", &first, &no);
    assert_eq!((done.0, &done.1["stage"]), (200, &json!("refused")));
    assert_eq!(send(&hwk, "k", &first, &no), done);
    assert_eq!(send(&hwk, "\"k\"", &first, &no), done);
    // Neither other bytes nor another address go by the same key, and nothing happens.
    let reused = "idempotency-key-reused";
    problem(send(&hwk, "k", &first, &never), 422, reused);
    problem(send(&hwk, "k", &second, &no), 422, reused);
    assert_eq!(send(&hwk, "k2", &first, &no), done);
    problem(send(&hwk, "k2", &second, &no), 422, reused);
    // Another token has keys of its own, in the same chamber and in another.
    for (token, path) in [(&other, &second), (&ihk, &third)] {
        let answer = send(token, "k", path, &no);
        assert_eq!((answer.0, &answer.1["stage"]), (200, &json!("refused")));
    }
    let refused = "SELECT COUNT(*) FROM events WHERE action = 'certificate.refused'";
    assert_eq!(world.database.number(refused), 3);
    // A server that ended between taking and answering: it is asked again, and answers alike.
    site.stop();
    world.database.execute("DELETE FROM kept_answer");
    let site = world.serve();
    let again = ask_with(&site, &hwk, "k", ("POST", &first), &no);
    assert_eq!(again, done);
    let changed = ask_with(&site, &hwk, "k", ("POST", &second), &no);
    problem(changed, 422, reused);
    assert_eq!(world.database.number(refused), 3);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn administrators_look_after_their_own_tokens(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let admin = world.person(&site, HWK, "leitung@hwk.example", &["administrator"]);
    let other = world.person(&site, IHK, "leitung@ihk.example", &["administrator"]);
    let browser = admin.sign_in(&site);
    let page = browser
        .get("/staff/machines")
        .is(200, "Es gibt noch kein Token");
    let send = |fields: &[(&str, &str)]| browser.submit(&page, "/staff/machines", fields);
    for (fields, says) in [
        (
            [("name", ""), ("until", "03.03.2999")],
            "Geben Sie eine Bezeichnung ein",
        ),
        ([("name", "Ulm"), ("until", "morgen")], "Das ist kein Tag"),
        (
            [("name", "Ulm"), ("until", "03.03.2999")],
            "höchstens in zwei Jahren",
        ),
        (
            [("name", "Ulm"), ("until", "03.03.2020")],
            "der noch nicht vorbei ist",
        ),
    ] {
        let answer = send(&fields).is(422, says);
        assert!(answer.body.contains(&format!("value=\"{}\"", fields[1].1)));
    }
    let made = send(&[("name", "Serverraum Ulm")]).is(200, "wird nur jetzt gezeigt");
    let token = crate::world::browser::between(&made.body, "<code class=\"secret\">", "</code>");
    assert_eq!(token.len(), 64);
    let (status, list) = ask(&site, &bearer(&token), "GET", WAITING, b"");
    assert_eq!((status, &list["chamber"]), (200, &json!(HWK)));
    let page = browser.get("/staff/machines").is(200, "Serverraum Ulm");
    assert!(page.body.contains("bis einschließlich"), "{}", page.body);
    assert!(!page.body.contains(&token));
    // Another chamber's administrator neither sees nor revokes it.
    let id = text(&world.json(&["cosign", "token", "list", "--json"])[0]["id"]);
    let stranger = other.sign_in(&site);
    let empty = stranger
        .get("/staff/machines")
        .is(200, "Es gibt noch kein Token");
    let revoke = format!("/staff/machines/{id}/revoke");
    let csrf = crate::world::browser::between(&empty.body, "name=\"csrf\" value=\"", "\"");
    assert_eq!(stranger.post(&revoke, &[("csrf", &csrf)]).status, 404);
    assert_eq!(ask(&site, &bearer(&token), "GET", WAITING, b"").0, 200);
    let sent = browser.submit(&page, &revoke, &[]);
    browser.follow(sent).is(200, "Das Token gilt nicht mehr");
    problem(
        ask(&site, &bearer(&token), "GET", WAITING, b""),
        401,
        "token",
    );
    // What the form proposes is taken, whatever the language.
    let fields = [("lang", "en")];
    browser.send("/staff/account", "/staff/language", &fields);
    let page = browser.get("/staff/machines").is(200, "Last day");
    let sent = browser.submit(&page, "/staff/machines", &[("name", "Second")]);
    sent.is(200, "shown only now");
}

#[test]
fn a_token_goes_nowhere_but_to_its_server() {
    let world = server(Backend::Sqlite);
    let machine = Machine::of(HWK).with_token_of(&world);
    for address in [
        "http://siegel.example",
        "ftp://siegel.example",
        "siegel.example",
        "https://user@siegel.example",
        "https://siegel.example/path",
        "https://siegel.example?x",
        "",
    ] {
        let token = machine.world.place("token").display().to_string();
        let run = [
            "cosign",
            "run",
            "--once",
            "--chamber",
            HWK,
            "--token-file",
            &token,
        ];
        machine
            .world
            .run(&[&run[..], &["--server", address]].concat())
            .is(30, "muss https://RECHNERNAME lauten");
    }
    machine.keep_token("no token");
    machine
        .once_at("127.0.0.1:1", &[])
        .is(30, "steht kein Token");
    // It does not follow to other places.
    machine.keep_token(&new_token(&world, HWK));
    let elsewhere = super::fake::Fake::new(|_| Some((200, Vec::new())));
    let redirect = super::fake::Fake::new(|_| Some((307, Vec::new())));
    machine.once_at(&redirect.address, &[]).is(31, "307");
    assert_eq!(elsewhere.requests(), []);
    // A token that the server does not know; nobody's output holds it.
    let strange = "ab".repeat(32);
    machine.keep_token(&strange);
    let site = world.serve();
    let done = machine
        .once(&site, &[])
        .is(31, "falsch, abgelaufen oder widerrufen");
    assert!(!format!("{done:?}").contains(&strange));
}
