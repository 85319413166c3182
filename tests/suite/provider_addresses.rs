//! How an identity that comes for the first time meets the accounts that there are.

use serde_json::json;

use crate::provider_sign_in::{roles, with_provider};
use crate::world::browser::{Browser, between};
use crate::world::person::PASSWORD;
use crate::world::{Backend, HWK, IHK};

on_both_databases!(
    an_invitation_is_taken_up_by_its_address,
    an_account_in_use_is_not_taken_over,
    only_a_verified_address_opens_an_account,
    a_disabled_account_stays_closed,
    a_reset_account_is_linked_anew,
);

fn an_invitation_is_taken_up_by_its_address(on: Backend) {
    let (world, site, provider) = with_provider(on);
    let link = world.invite(IHK, "erika@ihk.example", &["administrator", "clerk"]);
    let browser = Browser::new(&site);
    browser.get(&link).is(200, "Konto öffnen");
    let claims = provider.person(&browser, "erika", &["vorbereitung"]);
    let back = provider.sign_in(&browser, IHK, &claims);
    assert_eq!(back.header("location"), Some("/staff"));
    assert_eq!(world.database.number("SELECT COUNT(*) FROM account"), 1);
    // What the invitation promised, the provider has to say.
    assert_eq!(roles(&world, "erika"), ["clerk"]);
    // The link opens nothing any more.
    let stranger = Browser::new(&site);
    assert_eq!(stranger.get(&link).status, 404);
    // An invitation of the other chamber is not for people of this one.
    world.invite(HWK, "anna@ihk.example", &["clerk"]);
    let claims = provider.person(&browser, "anna", &["vorbereitung"]);
    let page = provider.sign_in(&Browser::new(&site), IHK, &claims);
    page.is(403, "gibt es schon ein Konto");
    let open = "SELECT COUNT(*) FROM account WHERE subject IS NULL AND chamber = 'hwk-ulm'";
    assert_eq!(world.database.number(open), 1);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn an_account_in_use_is_not_taken_over(on: Backend) {
    let (world, site, provider) = with_provider(on);
    for (chamber, subject) in [(IHK, "leitung"), (HWK, "fremd")] {
        let email = format!("{subject}@ihk.example");
        let person = world.person(&site, chamber, &email, &["administrator"]);
        let browser = Browser::new(&site);
        let claims = provider.person(&browser, subject, &["leitung"]);
        let page = provider.sign_in(&browser, IHK, &claims);
        page.is(403, "gibt es schon ein Konto");
        person
            .sign_in(&site)
            .get("/staff/accounts")
            .is(200, "Konten");
    }
    // Another subject with the address of somebody whom the provider knows, neither.
    let browser = Browser::new(&site);
    let claims = provider.person(&browser, "erika", &["vorbereitung"]);
    assert_eq!(provider.sign_in(&browser, IHK, &claims).status, 303);
    let mut claims = provider.person(&browser, "heimlich", &["leitung"]);
    claims["email"] = json!("erika@ihk.example");
    let page = provider.sign_in(&Browser::new(&site), IHK, &claims);
    page.is(403, "gibt es schon ein Konto");
    // Nor does somebody get the address of another one by a change there.
    let mut claims = provider.person(&browser, "anna", &["vorbereitung"]);
    assert_eq!(
        provider.sign_in(&Browser::new(&site), IHK, &claims).status,
        303
    );
    claims["email"] = json!("leitung@ihk.example");
    assert_eq!(
        provider.sign_in(&Browser::new(&site), IHK, &claims).status,
        303
    );
    let email = world
        .database
        .text("SELECT email FROM account WHERE subject = 'anna'");
    assert_eq!(email, "anna@ihk.example");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM account"), 4);
}

fn only_a_verified_address_opens_an_account(on: Backend) {
    let (mut world, site, provider) = with_provider(on);
    world.invite(IHK, "erika@ihk.example", &["clerk"]);
    let come = |site: &crate::world::http::Site, change: serde_json::Value| {
        let browser = Browser::new(site);
        let mut claims = provider.person(&browser, "erika", &["vorbereitung"]);
        for (name, value) in change.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims
            .as_object_mut()
            .unwrap()
            .retain(|_, value| !value.is_null());
        provider.sign_in(&browser, IHK, &claims)
    };
    let missing = "nennt keine bestätigte E-Mail-Adresse";
    for unverified in [
        json!({ "email_verified": false }),
        json!({ "email_verified": null }),
        json!({ "email": null }),
        json!({ "email": "kein Postfach" }),
    ] {
        come(&site, unverified).is(403, missing);
    }
    // Whoever has come once needs none any more.
    assert_eq!(come(&site, json!({})).status, 303);
    assert_eq!(
        come(&site, json!({ "email": null, "email_verified": null })).status,
        303
    );
    // Where the provider verifies every address and does not say so, that can be set; its word
    // that it did not still counts.
    drop(site);
    world.identity_providers[0].addresses_are_verified = true;
    let site = world.serve_now();
    let other = |verified: serde_json::Value| json!({ "sub": "anna", "email": "anna@ihk.example", "email_verified": verified });
    come(&site, other(json!(false))).is(403, missing);
    assert_eq!(come(&site, other(json!(null))).status, 303);
}

fn a_disabled_account_stays_closed(on: Backend) {
    let (world, site, provider) = with_provider(on);
    let come = || {
        let browser = Browser::new(&site);
        let claims = provider.person(&browser, "erika", &["vorbereitung"]);
        let back = provider.sign_in(&browser, IHK, &claims);
        (browser, back)
    };
    let (browser, back) = come();
    assert_eq!(back.status, 303);
    world
        .run(&["account", "disable", "erika@ihk.example"])
        .is(0, "Gesperrt");
    assert_eq!(browser.get("/staff").status, 303);
    come().1.is(403, "Ihr Konto ist gesperrt");
    world
        .run(&["account", "enable", "erika@ihk.example"])
        .is(0, "Entsperrt");
    assert_eq!(come().1.status, 303);
    // One that was closed before it was opened, as well.
    world.invite(IHK, "anna@ihk.example", &["clerk"]);
    world
        .run(&["account", "disable", "anna@ihk.example"])
        .is(0, "Gesperrt");
    let browser = Browser::new(&site);
    let claims = provider.person(&browser, "anna", &["vorbereitung"]);
    provider
        .sign_in(&browser, IHK, &claims)
        .is(403, "Ihr Konto ist gesperrt");
}

fn a_reset_account_is_linked_anew(on: Backend) {
    let (mut world, site, provider) = with_provider(on);
    let administrator = world.person(&site, IHK, "leitung@ihk.example", &["administrator"]);
    let come = |site: &crate::world::http::Site, subject: &str| {
        let browser = Browser::new(site);
        let mut claims = provider.person(&browser, subject, &["vorbereitung"]);
        claims["email"] = json!("erika@ihk.example");
        provider.sign_in(&browser, IHK, &claims)
    };
    assert_eq!(come(&site, "erika").status, 303);
    let id = world
        .database
        .text("SELECT id FROM account WHERE subject = 'erika'");
    // The provider has made its people anew: they have other identifiers there.
    come(&site, "erika-neu").is(403, "gibt es schon ein Konto");
    let desk = administrator.sign_in(&site);
    let account = format!("/staff/accounts/{id}");
    let done = desk.send(&account, &format!("{account}/reset"), &[]);
    desk.follow(done).is(200, "Das Konto ist zurückgesetzt.");
    assert_eq!(come(&site, "erika-neu").status, 303);
    come(&site, "erika").is(403, "gibt es schon ein Konto");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM account"), 2);
    world
        .run(&["account", "reset", "erika@ihk.example"])
        .is(0, "Zurückgesetzt");
    // Without the provider, the account is opened with an invitation again.
    assert_eq!(come(&site, "erika-neu").status, 303);
    drop(site);
    world.identity_providers.clear();
    let site = world.serve_now();
    let desk = administrator.sign_in(&site);
    let shown = desk.send(&account, &format!("{account}/reset"), &[]);
    let link = between(&shown.body, "https://siegel.example", "<");
    let fields = [("password", PASSWORD), ("password-again", PASSWORD)];
    let opened = Browser::new(&site).send(&link, &link, &fields);
    assert_eq!(opened.header("location"), Some("/staff"));
}
