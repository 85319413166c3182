//! Identity providers in the settings, and what never leaves the server.

use std::fs;

use kammersiegel::domain::identity::PasswordsFor;
use serde_json::json;

use crate::provider_sign_in::with_provider;
use crate::world::browser::{Browser, between};
use crate::world::provider::{Provider, SECRET};
use crate::world::{Backend, IHK, World};

on_both_databases!(
    passwords_can_be_for_administrators_only,
    settings_lead_to_a_sign_in_and_secrets_nowhere,
);

const VARIABLE: &str = "KAMMERSIEGEL_OPENID_CONNECT_SECRET_IHK_OSTWUERTTEMBERG";

fn settings(issuer: &str) -> String {
    format!(
        "[[openid_connect]]\nchamber = \"{IHK}\"\nname = \"Hauskonto\"\nissuer = \"{issuer}\"\n\
         client_id = \"kammersiegel\"\n[openid_connect.roles]\nvorbereitung = [\"clerk\"]\n"
    )
}

fn passwords_can_be_for_administrators_only(on: Backend) {
    let (mut world, site, provider) = with_provider(on);
    let clerk = world.person(&site, IHK, "kim@ihk.example", &["clerk"]);
    let administrator = world.person(&site, IHK, "leitung@ihk.example", &["administrator"]);
    let link = world.invite(IHK, "neu@ihk.example", &["clerk"]);
    drop(site);
    let mut only = provider.settings(IHK);
    only.passwords = PasswordsFor::Administrators;
    world.identity_providers = vec![only];
    let site = world.serve_now();
    administrator
        .sign_in(&site)
        .get("/staff/accounts")
        .is(200, "Konten");
    let browser = Browser::new(&site);
    let refused = clerk
        .give_password(&browser)
        .is(403, "Nehmen Sie bitte „Hauskonto“.");
    assert_eq!(refused.header("set-cookie"), None);
    // Nobody learns it who does not know the password.
    clerk.password.replace("geraten und daneben".to_owned());
    clerk
        .give_password(&browser)
        .is(422, "Adresse, Passwort oder Einmalcode stimmen nicht.");
    browser.get(&link).is(403, "Sie brauchen keine Einladung");
}

fn settings_lead_to_a_sign_in_and_secrets_nowhere(on: Backend) {
    let mut world = World::new(on);
    let provider = Provider::start();
    fs::write(
        world.data().join("kammersiegel.toml"),
        settings(&provider.issuer),
    )
    .unwrap();
    world.set(VARIABLE, SECRET);
    let site = world.serve();
    let browser = Browser::new(&site);
    let sent = provider.depart(&browser, IHK);
    let kept = browser.cookies.borrow()["__Host-kammersiegel-provider"].clone();
    let verifier = &sent.query["code_challenge"];
    let mut secrets = vec![
        SECRET.to_owned(),
        "zugang".to_owned(),
        "ein-code".to_owned(),
    ];
    secrets.extend([kept, verifier.clone(), sent.query["nonce"].clone()]);
    let claims = provider.person(&browser, "erika", &["vorbereitung"]);
    let back = provider.sign_in(&browser, IHK, &claims);
    browser.follow(back).is(200, "Guten Tag, Erika Mustermann.");
    let mut wrong = claims.clone();
    wrong["nonce"] = json!("falsch");
    let refused = provider.sign_in(&Browser::new(&site), IHK, &wrong);
    let refused = refused.is(403, "nicht nachgewiesen");
    let page = browser.get("/staff/account");
    let token = provider.play(|play| play.token.to_string());
    secrets.push(between(&token, "\"sub\":\"", "\"") + "@");
    let said = site.stop();
    assert!(
        said.contains("nobody is let in by the identity provider"),
        "{said}"
    );
    for secret in secrets {
        for text in [&said, &refused.body] {
            assert!(!text.contains(&secret), "{secret} in {text}");
        }
        assert!(
            secret.ends_with('@') || !page.body.contains(&secret),
            "{secret}"
        );
    }
}

#[test]
fn what_cannot_be_used_is_named() {
    let mut world = World::bare(Backend::Sqlite);
    world.set(VARIABLE, SECRET);
    let good = settings("https://anmeldung.ihk.example/realms/haus");
    let list = |world: &World, text: &str| {
        fs::write(world.data().join("kammersiegel.toml"), text).unwrap();
        world.run(&["account", "list"])
    };
    // Nobody is asked as long as nobody signs in.
    assert_eq!(list(&world, &good).code, 0);
    for issuer in [
        "http://localhost:4000",
        "http://127.0.0.1",
        "http://[::1]:80/a",
        "https://a.b",
    ] {
        assert_eq!(list(&world, &settings(issuer)).code, 0, "{issuer}");
    }
    for issuer in [
        "http://anmeldung.ihk.example",
        "http://localhost.ihk.example",
        "http://127.0.0.1@boese.example",
        "http://10.0.0.1",
        "https://nutzer:wort@anmeldung.ihk.example",
        "https://anmeldung.ihk.example/?a=b",
        "https://",
        "ftp://localhost",
        "anmeldung",
    ] {
        list(&world, &settings(issuer)).is(30, "keine Adresse für einen Anmeldedienst");
    }
    let with = |line: &str| {
        good.replace(
            "[openid_connect.roles]",
            &format!("{line}\n[openid_connect.roles]"),
        )
    };
    assert_eq!(
        list(&world, &with("desk = \"https://intern.ihk.example\"")).code,
        0
    );
    for desk in [
        "http://intern.ihk.example",
        "https://intern.ihk.example/pfad",
    ] {
        let text = with(&format!("desk = \"{desk}\""));
        list(&world, &text).is(30, "keine Adresse");
    }
    list(&world, &good.replace("\"clerk\"", "\"boss\"")).is(30, "„boss“ ist keine Rolle");
    list(&world, &good.replace("[\"clerk\"]", "[]")).is(30, "keine Gruppe");
    list(&world, &format!("{good}{good}")).is(30, "zwei Anmeldedienste");
    let other = good.replace(IHK, "hwk-ulm");
    list(&world, &format!("{good}{other}")).is(30, "für zwei Kammern eingerichtet");
    list(&world, &good.replace(IHK, "ihk-nirgendwo")).is(30, "Geheimnis");
    world.set("KAMMERSIEGEL_OPENID_CONNECT_SECRET_IHK_NIRGENDWO", SECRET);
    list(&world, &good.replace(IHK, "ihk-nirgendwo")).is(31, "ihk-nirgendwo");
    list(&world, &with("unbekannt = 1")).is(30, "unbekannt");
    // A secret in the settings is not taken, and not repeated.
    let done = list(&world, &with(&format!("client_secret = \"{SECRET}\"")));
    let done = done.is(30, "steht in den Einstellungen");
    assert!(!done.err.contains(SECRET), "{done:#?}");
    let file = world.file("geheimnis", format!("{SECRET}\n"));
    world.unset(VARIABLE);
    list(&world, &good).is(30, VARIABLE);
    assert_eq!(
        list(&world, &with(&format!("client_secret_file = \"{file}\""))).code,
        0
    );
    list(&world, &with("client_secret_file = \"/gibt/es/nicht\"")).is(34, "/gibt/es/nicht");
    let trust = format!("client_secret_file = \"{file}\"\ntrust = \"{file}\"");
    list(&world, &with(&trust)).is(30, "Zertifikate für „Hauskonto“");
}
