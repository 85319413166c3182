//! Answers of an identity provider that prove nothing, that are somebody else's, or that do not
//! come.

use serde_json::{Value, json};

use crate::provider_sign_in::with_provider;
use crate::world::browser::Browser;
use crate::world::provider::{Provider, Signed};
use crate::world::{Backend, HWK, IHK, World};

on_both_databases!(
    what_is_not_proven_lets_nobody_in,
    an_answer_counts_once_and_in_its_browser,
    an_answer_is_for_one_chamber,
    the_provider_may_refuse,
    a_provider_that_is_down_stops_nobody_else,
    a_provider_that_is_another_one_is_not_used,
);

fn what_is_not_proven_lets_nobody_in(on: Backend) {
    let (world, site, provider) = with_provider(on);
    let now = i64::try_from(site.second()).unwrap();
    let wrong: [(&str, Value); 9] = [
        ("nonce", json!("0".repeat(64))),
        ("aud", json!("eine-andere-anwendung")),
        ("aud", json!(["kammersiegel", "eine-andere-anwendung"])),
        ("azp", json!("eine-andere-anwendung")),
        ("iss", json!("https://anmeldung.example")),
        ("exp", json!(now - 1)),
        ("exp", json!(now)),
        ("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA")),
        ("sub", Value::Null),
    ];
    let come = |change: Option<(&str, &Value)>| {
        let browser = Browser::new(&site);
        let mut claims = provider.person(&browser, "erika", &["vorbereitung"]);
        if let Some((name, value)) = change {
            claims[name] = value.clone();
        }
        provider.sign_in(&browser, IHK, &claims)
    };
    for (name, value) in &wrong {
        let refused = come(Some((name, value)));
        let text = format!("{name} {value}: {}", refused.status);
        assert!(matches!(refused.status, 403 | 502), "{text}");
        assert_eq!(refused.header("location"), None, "{text}");
        let cookies = refused.headers.iter().filter(|(n, _)| n == "set-cookie");
        let session = cookies.filter(|(_, v)| v.starts_with("__Host-kammersiegel="));
        assert_eq!(session.count(), 0, "{text}");
    }
    for signed in [
        Signed::Forged,
        Signed::With(7),
        Signed::Not,
        Signed::BySecret,
    ] {
        provider.play(|play| play.signed = signed);
        let refused = come(None);
        assert!(matches!(refused.status, 403 | 502), "{refused:#?}");
    }
    assert_eq!(world.database.number("SELECT COUNT(*) FROM account"), 0);
    assert_eq!(
        world.database.number("SELECT COUNT(*) FROM desk_session"),
        0
    );
    // Whoever intercepts the code cannot use it: the verifier never left the browser's cookie.
    provider.play(|play| play.signed = Signed::With(1));
    let browser = Browser::new(&site);
    let sent = provider.depart(&browser, IHK);
    provider.play(|play| play.set_challenge("die-eines-anderen"));
    let back = browser.get(&provider.way_back(IHK, &sent.query["state"]));
    back.is(403, "nicht nachgewiesen");
    // All of that was because of what was wrong.
    assert_eq!(come(None).status, 303);
}

fn an_answer_counts_once_and_in_its_browser(on: Backend) {
    let (world, site, provider) = with_provider(on);
    let lost = "wurde nicht in diesem Browser begonnen";
    let kept = "__Host-kammersiegel-provider";
    let browser = Browser::new(&site);
    let begin = |browser: &Browser| {
        let sent = provider.depart(browser, IHK);
        let mut token = provider.person(browser, "erika", &["vorbereitung"]);
        token["nonce"] = json!(sent.query["nonce"]);
        provider.play(|play| play.token = token);
        sent.query["state"].clone()
    };
    // Another state than the one that was sent.
    begin(&browser);
    let other = "0".repeat(64);
    browser.get(&provider.way_back(IHK, &other)).is(409, lost);
    // Whoever refuses once has forgotten what was kept.
    let state = begin(&browser);
    browser
        .get("/staff/sign-in/ihk-ostwuerttemberg/callback")
        .is(409, lost);
    browser.get(&provider.way_back(IHK, &state)).is(409, lost);
    // Another browser, with a way of its own or without.
    let victim = Browser::new(&site);
    let state = begin(&browser);
    victim.get(&provider.way_back(IHK, &state)).is(409, lost);
    begin(&victim);
    victim.get(&provider.way_back(IHK, &state)).is(409, lost);
    // Altered, or made up.
    let state = begin(&browser);
    let honest = browser.cookies.borrow()[kept].clone();
    let flipped = match honest.split_at(60) {
        (head, tail) if tail.starts_with('0') => format!("{head}1{}", &tail[1..]),
        (head, tail) => format!("{head}0{}", &tail[1..]),
    };
    for value in [flipped.as_str(), "", "00", "kein-hex"] {
        browser
            .cookies
            .borrow_mut()
            .insert(kept.to_owned(), value.to_owned());
        browser.get(&provider.way_back(IHK, &state)).is(409, lost);
    }
    // Too late.
    let state = begin(&browser);
    site.advance(10 * 60);
    browser.get(&provider.way_back(IHK, &state)).is(409, lost);
    assert_eq!(world.database.number("SELECT COUNT(*) FROM account"), 0);
    // And in time, but once: even with all that the browser had.
    let state = begin(&browser);
    let all = browser.cookies.borrow().clone();
    let way = provider.way_back(IHK, &state);
    assert_eq!(browser.get(&way).status, 303);
    let asked = provider.play(|play| play.asked.len());
    browser.get(&way).is(409, lost);
    let thief = Browser::new(&site);
    thief.cookies.replace(all);
    thief.cookies.borrow_mut().remove("__Host-kammersiegel");
    thief.get(&way).is(409, lost);
    assert_eq!(thief.get("/staff").status, 303);
    assert_eq!(
        provider.play(|play| play.asked.len()),
        asked,
        "nobody was asked again"
    );
    assert_eq!(
        world.database.number("SELECT COUNT(*) FROM desk_session"),
        1
    );
    // What was used is forgotten when it could no longer be used anyway.
    site.advance(21 * 60);
    let state = begin(&browser);
    browser.get(&provider.way_back(IHK, &state));
    assert_eq!(
        world
            .database
            .number("SELECT COUNT(*) FROM provider_answer"),
        1
    );
}

fn an_answer_is_for_one_chamber(on: Backend) {
    let mut world = World::new(on);
    let (ihk, hwk) = (Provider::start(), Provider::start());
    world.identity_providers = vec![ihk.settings(IHK), hwk.settings(HWK)];
    let site = world.serve_now();
    let browser = Browser::new(&site);
    let page = browser.get("/staff/sign-in").is(200, "Handwerkskammer Ulm");
    assert_eq!(page.body.matches("Mit Hauskonto anmelden").count(), 2);
    // The way to one provider does not lead back by the other's.
    let sent = ihk.depart(&browser, IHK);
    let lost = "wurde nicht in diesem Browser begonnen";
    browser
        .get(&hwk.way_back(HWK, &sent.query["state"]))
        .is(409, lost);
    // Nor is one provider's word the other's: it says who it is.
    let sent = ihk.depart(&browser, IHK);
    let back = browser.get(&hwk.way_back(IHK, &sent.query["state"]));
    back.is(403, "nicht nachgewiesen");
    let mut claims = hwk.person(&browser, "erika", &["leitung"]);
    ihk.sign_in(&browser, IHK, &claims)
        .is(403, "nicht nachgewiesen");
    // The same subject elsewhere is somebody else.
    claims = ihk.person(&browser, "erika", &["vorbereitung"]);
    assert_eq!(ihk.sign_in(&browser, IHK, &claims).status, 303);
    let other = Browser::new(&site);
    let mut claims = hwk.person(&other, "erika", &["vorbereitung"]);
    claims["email"] = json!("erika@hwk.example");
    assert_eq!(hwk.sign_in(&other, HWK, &claims).status, 303);
    let chambers = world
        .database
        .number("SELECT COUNT(DISTINCT chamber) FROM account WHERE subject = 'erika'");
    assert_eq!(chambers, 2);
    for path in ["ihk-nirgendwo", "x", "%20"] {
        let answer = browser.get(&format!("/staff/sign-in/{path}/provider"));
        assert_eq!(answer.status, 404, "{path}");
        let answer = browser.get(&format!("/staff/sign-in/{path}/callback?state=a&code=b"));
        assert_eq!(answer.status, 404, "{path}");
    }
    // Should the provider become another chamber's, nobody changes sides with it.
    drop(site);
    let mut world = world;
    world.identity_providers = vec![ihk.settings(HWK)];
    let site = world.serve_now();
    let browser = Browser::new(&site);
    let claims = ihk.person(&browser, "erika", &["vorbereitung"]);
    ihk.sign_in(&browser, HWK, &claims)
        .is(403, "gehört zu einer anderen Kammer");
}

fn the_provider_may_refuse(on: Backend) {
    let (_world, site, provider) = with_provider(on);
    let browser = Browser::new(&site);
    let sent = provider.depart(&browser, IHK);
    let path = format!(
        "/staff/sign-in/{IHK}/callback?error=access_denied&error_description=%3Cb%3E&state={}",
        sent.query["state"]
    );
    let page = browser.get(&path).is(403, "hat Sie nicht angemeldet");
    assert!(page.body.contains("Noch einmal mit Hauskonto anmelden"));
    // In the language in which it began.
    let english = browser.get(&format!("/staff/sign-in/{IHK}/provider?lang=en"));
    let state = crate::world::browser::between(english.header("location").unwrap(), "state=", "&");
    let path = format!("/staff/sign-in/{IHK}/callback?error=access_denied&state={state}");
    browser
        .get(&path)
        .is(403, "Sign in with Hauskonto once more");
}

fn a_provider_that_is_down_stops_nobody_else(on: Backend) {
    let mut world = World::new(on);
    let provider = Provider::start();
    world.identity_providers = vec![provider.settings(IHK)];
    let address = provider.issuer.trim_start_matches("http://").to_owned();
    drop(provider);
    let site = world.serve_now();
    let administrator = world.person(&site, IHK, "leitung@ihk.example", &["administrator"]);
    let browser = Browser::new(&site);
    browser
        .get("/staff/sign-in")
        .is(200, "Mit Hauskonto anmelden");
    let path = format!("/staff/sign-in/{IHK}/provider?next=%2Fstaff%2Faccount");
    let page = browser.get(&path).is(503, "ist zurzeit nicht erreichbar");
    // The other way in is on the same page.
    let fields = [
        ("email", "leitung@ihk.example"),
        ("password", &administrator.password.borrow()),
    ];
    let sent = browser.submit(&page, "/staff/sign-in", &fields);
    let next = "/staff/sign-in/code?next=%2Fstaff%2Faccount";
    assert_eq!(sent.header("location"), Some(next));
    administrator
        .sign_in(&site)
        .get("/staff/accounts")
        .is(200, "Konten");
    // When it is there again, it is asked again.
    let provider = Provider::at(&address);
    let browser = Browser::new(&site);
    browser.get(&path).is(503, "ist zurzeit nicht erreichbar");
    site.advance(11);
    let sent = provider.depart(&browser, IHK);
    // And it may go in the middle of it.
    let back = provider.way_back(IHK, &sent.query["state"]);
    drop(provider);
    browser.get(&back).is(503, "ist zurzeit nicht erreichbar");
}

fn a_provider_that_is_another_one_is_not_used(on: Backend) {
    let (_world, site, provider) = with_provider(on);
    let path = format!("/staff/sign-in/{IHK}/provider");
    for wrong in [
        json!({ "issuer": "https://anmeldung.example" }),
        json!({ "jwks_uri": "http://anmeldung.example/jwks" }),
        json!({ "authorization_endpoint": "http://anmeldung.example/authorize" }),
        json!({ "authorization_endpoint": "javascript:alert(1)" }),
        json!({ "response_types_supported": 7 }),
    ] {
        provider.play(|play| play.metadata = wrong.clone());
        let browser = Browser::new(&site);
        let page = browser.get(&path);
        assert_eq!(page.status, 502, "{wrong}: {page:#?}");
        assert!(
            page.body
                .contains("antwortet nicht so, wie es eingerichtet ist")
        );
        site.advance(11 * 60);
    }
    // The secret is not sent where anybody may read it.
    provider.play(|play| play.metadata = json!({ "token_endpoint": "http://anmeldung.example/t" }));
    let browser = Browser::new(&site);
    let claims = provider.person(&browser, "erika", &["vorbereitung"]);
    provider
        .sign_in(&browser, IHK, &claims)
        .is(502, "antwortet nicht so");
}
