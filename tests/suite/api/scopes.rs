//! Which token opens what, and that no token signs.

use std::fs;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{CERTIFICATES, ask, is_problem, order, token};
use crate::world::{AALEN, Backend, HWK, IHK, World, day, text};

on_both_databases!(
    every_token_opens_what_the_table_says,
    a_token_ends,
    another_chamber_s_token_opens_nothing_of_these,
    both_chambers_sign_what_a_machine_prepared,
    whoever_made_a_token_does_not_sign_what_it_prepared,
    a_token_is_told_to_nobody,
);

const CONTENT: &str = r#"{"name": "Aalen", "kind": "Stadt", "district": "Ostalbkreis",
    "latitude": 48.8372, "longitude": 10.0936, "website": "www.aalen.de"}"#;

/// What may be asked for, and the scopes that open it.
fn endpoints(serial: &str) -> [(&'static str, String, Value, &'static [&'static str]); 4] {
    [
        (
            "POST",
            CERTIFICATES.to_owned(),
            order(&day(400)),
            &["prepare"],
        ),
        (
            "GET",
            format!("{CERTIFICATES}/{serial}"),
            Value::Null,
            &["prepare", "read"],
        ),
        (
            "PUT",
            format!("/api/v1/municipalities/{AALEN}"),
            serde_json::from_str(CONTENT).unwrap(),
            &["prepare"],
        ),
        (
            "GET",
            "/api/v1/cosign/waiting".to_owned(),
            Value::Null,
            &["cosign"],
        ),
    ]
}

fn every_token_opens_what_the_table_says(on: Backend) {
    let world = World::new(on);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    let site = world.serve_now();
    for scope in ["cosign", "prepare", "read"] {
        let token = token(&world, HWK, scope);
        for (method, path, body, open_to) in endpoints(&serial) {
            let answer = ask(&site, &token, method, (method, &path), &body);
            let context = format!("{scope} {method} {path}: {answer:?}");
            if open_to.contains(&scope) {
                assert!((200..300).contains(&answer.status), "{context}");
            } else if path.contains("/cosign/") {
                assert_eq!(answer.status, 401, "{context}");
            } else {
                is_problem(&answer, 403, "scope");
                assert_eq!(
                    answer.header("www-authenticate"),
                    Some("Bearer error=\"insufficient_scope\"")
                );
            }
        }
    }
    // Whoever has none, a wrong one, or sends it elsewhere.
    let good = token(&world, HWK, "prepare");
    let wrong = "0".repeat(64);
    for (method, path, body, _) in endpoints(&serial) {
        if path.contains("/cosign/") {
            continue;
        }
        for token in ["", "x", wrong.as_str()] {
            let answer = ask(&site, token, "k2", (method, &path), &body);
            is_problem(&answer, 401, "token");
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        }
        let path = format!("{path}?token={good}&access_token={good}");
        is_problem(&ask(&site, "", "k2", (method, &path), &body), 401, "token");
    }
    // Whoever guesses is slowed down; the token's owner is not.
    let guess = || site.get(&format!("{CERTIFICATES}/{serial}"));
    let told = (0..40).map(|_| guess()).find(|a| a.status == 429).unwrap();
    is_problem(&told, 429, "wait");
    assert!(told.header("retry-after").is_some());
    let path = format!("{CERTIFICATES}/{serial}");
    assert_eq!(
        ask(&site, &good, "", ("GET", &path), &Value::Null).status,
        200
    );
}

fn a_token_ends(on: Backend) {
    let world = World::new(on);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    let site = world.serve_now();
    let path = format!("{CERTIFICATES}/{serial}");
    let sees = |token: &str| ask(&site, token, "", ("GET", &path), &Value::Null);
    let [first, second] = [(); 2].map(|()| token(&world, HWK, "prepare"));
    assert_eq!(sees(&first).status, 200);
    let listed = world.json(&["cosign", "token", "list", "--json"]);
    assert_eq!(listed[0]["scope"], "prepare");
    world.ok(&["cosign", "token", "revoke", &text(&listed[0]["id"])]);
    let after = [sees(&first).status, sees(&second).status];
    assert!(matches!(after, [401, 200] | [200, 401]), "{after:?}");
    let counts = if after[0] == 200 { &first } else { &second };
    // A year at most, and not a second more than it says.
    let late = day(370);
    let new = ["cosign", "token", "new", "--chamber", HWK, "--name", "x"];
    let more = ["--scope", "read", "--expires", &late];
    world
        .run(&[&new[..], &more].concat())
        .is(30, "sonst ein Jahr");
    site.advance(365 * 86400 + 60);
    is_problem(&sees(counts), 401, "token");
}

/// A third programme of chambers that have nothing to do with the first one's.
fn another_chamber_s_token_opens_nothing_of_these(on: Backend) {
    let mut world = World::new(on);
    let folder = world.place("templates").join("familienfreundlich");
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in [
        (
            "programme.toml",
            include_str!("../../programmes/familienfreundlich/programme.toml"),
        ),
        (
            "worte.ftl",
            include_str!("../../programmes/familienfreundlich/worte.ftl"),
        ),
        (
            "words.ftl",
            include_str!("../../programmes/familienfreundlich/words.ftl"),
        ),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    let templates = world.place("templates").display().to_string();
    world.set("KAMMERSIEGEL_TEMPLATES", &templates);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    let foreign = token(&world, "ihk-nordhafen", "prepare");
    let site = world.serve_now();
    let path = format!("{CERTIFICATES}/{serial}");
    let seen = ask(&site, &foreign, "", ("GET", &path), &Value::Null);
    is_problem(&seen, 404, "not-found");
    let answer = ask(
        &site,
        &foreign,
        "a",
        ("POST", CERTIFICATES),
        &order(&day(5)),
    );
    is_problem(&answer, 403, "other-chamber");
    let count = "SELECT COUNT(*) FROM certificate";
    assert_eq!(world.database.number(count), 1);
    // Its own chambers have no keys yet, which is said.
    let mut own = order(&day(5));
    own["programme"] = json!("familienfreundlich");
    let answer = ask(&site, &foreign, "b", ("POST", CERTIFICATES), &own);
    is_problem(&answer, 409, "no-keys");
}

fn both_chambers_sign_what_a_machine_prepared(on: Backend) {
    let world = World::new(on);
    let site = world.serve();
    let token = token(&world, IHK, "prepare");
    let prepared = ask(&site, &token, "1", ("POST", CERTIFICATES), &order(&day(-1)));
    assert_eq!(prepared.status, 201, "{prepared:?}");
    let prepared = prepared.json();
    assert_eq!(prepared["stage"], "prepared");
    assert_eq!(prepared["verification_url"], Value::Null);
    let serial = text(&prepared["serial"]);
    assert_eq!(site.data(&serial).status, 404, "not public");
    assert_eq!(site.get(&format!("/api/v1/awards/{serial}")).status, 404);
    let path = format!("{CERTIFICATES}/{serial}");
    let follow = || ask(&site, &token, "", ("GET", &path), &Value::Null).json();
    world.sign(&serial, IHK).is(0, &serial);
    let now = follow();
    assert_eq!(now["stage"], "prepared");
    assert_eq!(now["chambers"][0]["chamber"], IHK);
    let signed: Timestamp = text(&now["chambers"][0]["signed_at"]).parse().unwrap();
    assert!(signed <= Timestamp::now());
    assert_eq!(now["chambers"][1]["signed_at"], Value::Null);
    world.sign(&serial, HWK).is(0, &serial);
    let now = follow();
    assert_eq!(
        (&now["stage"], &now["state"]),
        (&json!("issued"), &json!("valid"))
    );
    assert_eq!(
        now["verification_url"],
        format!("https://siegel.example/z/{serial}")
    );
    site.eventually(|| site.data(&serial).status == 200);
    world.run(&["audit", "verify"]).is(0, "unverändert");
    // No reason and no person is in it.
    let other = ask(&site, &token, "2", ("POST", CERTIFICATES), &order(&day(-1))).json();
    let other = text(&other["serial"]);
    let refuse = ["certificate", "refuse", &other, "--chamber", HWK];
    world.ok(&[&refuse[..], &["--reason", "GEHEIM"]].concat());
    let path = format!("{CERTIFICATES}/{other}");
    let told = ask(&site, &token, "", ("GET", &path), &Value::Null);
    assert_eq!(told.json()["refused_by"], HWK);
    assert!(
        !told.body.contains("GEHEIM") && !told.body.contains("Muster"),
        "{told:?}"
    );
}

fn whoever_made_a_token_does_not_sign_what_it_prepared(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let maker = world.person(
        &site,
        IHK,
        "beides@ihk.example",
        &["administrator", "signatory"],
    );
    let browser = maker.sign_in(&site);
    let until = day(100);
    let fields = [
        ("name", "Fachverfahren"),
        ("scope", "prepare"),
        ("until", until.as_str()),
    ];
    let page = browser.get("/staff/machines");
    let made = browser.submit(&page, "/staff/machines", &fields);
    let made = made.is(200, "class=\"secret\"");
    let token = crate::world::browser::between(&made.body, "class=\"secret\">", "<");
    let prepared = ask(&site, &token, "1", ("POST", CERTIFICATES), &order(&day(-1)));
    let serial = text(&prepared.json()["serial"]);
    let column = format!("SELECT prepared_by FROM certificate WHERE serial = '{serial}'");
    assert_eq!(world.database.text(&column), maker.id);
    let actor = format!(
        "SELECT actor FROM events WHERE subject = '{serial}' AND action = 'certificate.prepared'"
    );
    assert!(world.database.text(&actor).starts_with("machine-"));
    let path = format!("/staff/certificates/{serial}");
    let fields = [
        ("serial", serial.as_str()),
        ("passphrase", crate::world::PASSPHRASE),
    ];
    let page = browser.get(&path).is(200, &serial);
    assert!(!page.body.contains("name=\"passphrase\""), "may sign");
    assert!(
        page.body.contains("Fachverfahren (Maschine), "),
        "{}",
        page.body
    );
    let csrf = crate::world::browser::between(&page.body, "name=\"csrf\" value=\"", "\"");
    let fields = [&fields[..], &[("csrf", csrf.as_str())]].concat();
    browser.post("/staff/signing", &fields);
    let signatures = "SELECT COUNT(*) FROM signature";
    assert_eq!(world.database.number(signatures), 0);
    // A colleague may.
    let colleague = world.person(&site, IHK, "kollegin@ihk.example", &["signatory"]);
    let page = colleague.sign_in(&site).get(&path);
    assert!(page.body.contains("name=\"passphrase\""), "{}", page.body);
}

fn a_token_is_told_to_nobody(on: Backend) {
    let world = World::new(on);
    let site = world.serve();
    let token = token(&world, IHK, "prepare");
    for (key, body) in [("1", order(&day(-1))), ("2", json!({ "programme": 7 }))] {
        let answer = ask(&site, &token, key, ("POST", CERTIFICATES), &body);
        assert!(!answer.body.contains(&token));
        assert!(answer.headers.iter().all(|(_, v)| !v.contains(&token)));
    }
    let stored = format!("SELECT COUNT(*) FROM machine_token WHERE digest = '{token}'");
    assert_eq!(world.database.number(&stored), 0);
    let told = format!("SELECT COUNT(*) FROM events WHERE detail LIKE '%{token}%'");
    assert_eq!(world.database.number(&told), 0);
    let kept = format!("SELECT COUNT(*) FROM kept_answer WHERE body LIKE '%{token}%'");
    assert_eq!(world.database.number(&kept), 0);
    let said = site.stop();
    assert!(!said.contains(&token), "{said}");
}
