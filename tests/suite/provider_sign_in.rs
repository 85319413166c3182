//! Signing in with an identity provider: who comes in, in which roles, and with which second
//! factor.

use serde_json::json;

use crate::world::browser::Browser;
use crate::world::http::Site;
use crate::world::person::Person;
use crate::world::provider::{Provider, Signed};
use crate::world::{Backend, IHK, World};

on_both_databases!(
    people_have_the_roles_that_their_groups_stand_for,
    roles_follow_the_groups_at_every_sign_in,
    a_signatory_gives_a_code_of_our_own,
    the_providers_second_factor_counts_where_it_is_set_up,
    what_the_token_does_not_tell_is_asked_for,
    a_provider_may_change_its_key,
    a_deputy_is_named_at_the_desk,
    whoever_has_no_password_signs_in_again,
);

/// A site whose IHK has a provider.
pub fn with_provider(on: Backend) -> (World, Site, Provider) {
    let mut world = World::new(on);
    let provider = Provider::start();
    world.identity_providers = vec![provider.settings(IHK)];
    let site = world.serve_now();
    (world, site, provider)
}

/// The roles of an account without days, in order.
pub fn roles(world: &World, subject: &str) -> Vec<String> {
    let list = world.json(&["account", "list", "--json"]);
    let email = format!("{subject}@ihk.example");
    let found = list
        .as_array()
        .unwrap()
        .iter()
        .find(|a| a["email"] == *email);
    let roles = found.unwrap()["roles"].as_array().unwrap();
    let lasting = roles.iter().filter(|r| r["from"].is_null());
    let mut names: Vec<_> = lasting
        .map(|r| r["role"].as_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

fn people_have_the_roles_that_their_groups_stand_for(on: Backend) {
    let (world, site, provider) = with_provider(on);
    let browser = Browser::new(&site);
    let page = browser.get("/staff/sign-in?next=%2Fstaff%2Faccount");
    let link = "/staff/sign-in/ihk-ostwuerttemberg/provider?next=%2Fstaff%2Faccount";
    let page = page.is(200, "Mit Hauskonto anmelden");
    // As the template engine writes it.
    let link = link.replace('&', "&#38;");
    assert!(
        page.body.contains(&format!("href=\"{link}\"")),
        "{}",
        page.body
    );
    let away = browser.get(&link);
    assert_eq!(away.status, 303);
    let set = away.header("set-cookie").unwrap();
    let end = "; Max-Age=600; Path=/; Secure; HttpOnly; SameSite=Lax";
    assert!(
        set.starts_with("__Host-kammersiegel-provider=") && set.ends_with(end),
        "{set}"
    );
    let sent = provider.depart(&browser, IHK);
    assert_eq!(sent.query["response_type"], "code");
    assert_eq!(sent.query["scope"], "openid profile email");
    assert_eq!(sent.query["code_challenge_method"], "S256");
    assert_eq!(sent.query["ui_locales"], "de");
    let redirect = "https://siegel.example/staff/sign-in/ihk-ostwuerttemberg/callback";
    assert_eq!(sent.query["redirect_uri"], redirect);
    assert!(sent.query["state"] != sent.query["nonce"] && sent.query["state"].len() == 64);

    let claims = provider.person(&browser, "erika", &["vorbereitung", "kantine"]);
    let back = provider.sign_in(&browser, IHK, &claims);
    assert_eq!(back.header("location"), Some("/staff"));
    browser
        .follow(back)
        .is(200, "Guten Tag, Erika Mustermann.")
        .is(200, "Sachbearbeitung");
    assert!(
        !browser
            .cookies
            .borrow()
            .contains_key("__Host-kammersiegel-provider")
    );
    assert_eq!(browser.get("/staff/signing").status, 403);
    browser
        .get("/staff/account")
        .is(200, "Sie melden sich mit „Hauskonto“ an.");
    // It leads on to the page that was wanted.
    let again = Browser::new(&site);
    let away = again.get("/staff/municipalities?q=Aalen");
    let page = again.follow(away);
    let link = crate::world::browser::between(&page.body, "class=\"button\" href=\"", "\"");
    let away = again.get(&link.replace("&#38;", "&"));
    let state = crate::world::browser::between(away.header("location").unwrap(), "state=", "&");
    let mut token = claims.clone();
    token["nonce"] = json!(crate::world::browser::between(
        away.header("location").unwrap(),
        "nonce=",
        "&"
    ));
    let challenge =
        crate::world::browser::between(away.header("location").unwrap(), "code_challenge=", "&");
    provider.play(|play| {
        play.token = token;
        play.set_challenge(&challenge);
    });
    let back = again.get(&provider.way_back(IHK, &state));
    assert_eq!(
        back.header("location"),
        Some("/staff/municipalities?q=Aalen")
    );
    // One account, though they came twice; known by who they are there, not by their address.
    assert_eq!(world.database.number("SELECT COUNT(*) FROM account"), 1);
    let kept = world
        .database
        .text("SELECT issuer || ' ' || subject FROM account");
    assert_eq!(kept, format!("{} erika", provider.issuer));
    let mut moved = claims.clone();
    moved["email"] = json!("e.mustermann@ihk.example");
    moved["name"] = json!("Erika Neu");
    let later = Browser::new(&site);
    let back = provider.sign_in(&later, IHK, &moved);
    later.follow(back).is(200, "Guten Tag, Erika Neu.");
    assert_eq!(
        world.database.text("SELECT email FROM account"),
        "e.mustermann@ihk.example"
    );
    // Signing out ends our session.
    let out = later.send("/staff", "/staff/sign-out", &[]);
    later.follow(out).is(200, "Sie sind abgemeldet.");
    assert_eq!(later.get("/staff").status, 303);
    world.run(&["audit", "verify"]).is(0, "unverändert");
    let told = world.database.number(
        "SELECT COUNT(*) FROM events WHERE detail LIKE '%erika%' OR detail LIKE '%127.0.0.1%'",
    );
    assert_eq!(told, 0);
}

fn roles_follow_the_groups_at_every_sign_in(on: Backend) {
    let (world, site, provider) = with_provider(on);
    let come = |groups: &[&str]| {
        let browser = Browser::new(&site);
        let mut claims = provider.person(&browser, "erika", groups);
        claims["amr"] = json!(["pwd", "otp"]);
        let back = provider.sign_in(&browser, IHK, &claims);
        (browser, back)
    };
    let (first, _) = come(&["leitung"]);
    assert_eq!(roles(&world, "erika"), ["administrator", "reader"]);
    first.get("/staff/accounts").is(200, "Konten");
    let (second, _) = come(&["vorbereitung", "unterschrift"]);
    second.get("/staff/signing").is(200, "Unterschrift");
    assert_eq!(roles(&world, "erika"), ["clerk", "signatory"]);
    // What was taken is taken at once, in sessions that began before as well.
    first.get("/staff/accounts").is(403, "nicht erlaubt");
    // Without any, nobody comes in.
    let (browser, refused) = come(&["kantine"]);
    let refused = refused.is(403, "Kein Zugang");
    assert!(
        refused.body.contains("keine Ihrer Gruppen"),
        "{}",
        refused.body
    );
    assert_eq!(browser.get("/staff").status, 303);
    assert_eq!(roles(&world, "erika"), [""; 0]);
    second.get("/staff/signing").is(403, "nicht erlaubt");
    come(&[]).1.is(403, "Kein Zugang");
    let browser = Browser::new(&site);
    let stranger = provider.person(&browser, "fremd", &["Vorbereitung"]);
    provider
        .sign_in(&browser, IHK, &stranger)
        .is(403, "Kein Zugang");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM account"), 1);
    let told = world.database.number(
        "SELECT COUNT(*) FROM events WHERE action IN ('account.role_given', 'account.role_taken')",
    );
    assert_eq!(told, 8);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_signatory_gives_a_code_of_our_own(on: Backend) {
    let (world, site, provider) = with_provider(on);
    let browser = Browser::new(&site);
    let mut claims = provider.person(&browser, "erika", &["unterschrift"]);
    // The provider's word for a second factor does not count unless it is set up.
    claims["amr"] = json!(["pwd", "sms"]);
    claims["acr"] = json!("1");
    let back = provider.sign_in(&browser, IHK, &claims);
    assert_eq!(back.header("location"), Some("/staff"));
    let away = browser.get("/staff");
    assert_eq!(
        away.header("location"),
        Some("/staff/account/second-factor")
    );
    assert_eq!(browser.get("/staff/signing").status, 303);
    let person = Person::new("erika@ihk.example");
    person
        .set_up_codes(&browser, &[])
        .is(200, "Wiederherstellungscodes");
    browser.get("/staff/signing").is(200, "Unterschrift");
    // From now on a code is asked for.
    let again = Browser::new(&site);
    let back = provider.sign_in(&again, IHK, &claims);
    assert_eq!(back.header("location"), Some("/staff/sign-in/code"));
    assert_eq!(
        again.get("/staff").header("location"),
        Some("/staff/sign-in/code")
    );
    person.give_code(&again, "000000").is(422, "stimmt nicht");
    let code = person.code(&site);
    assert_eq!(
        person.give_code(&again, &code).header("location"),
        Some("/staff")
    );
    again.get("/staff/signing").is(200, "Unterschrift");
    let told = world.database.number(
        "SELECT COUNT(*) FROM events WHERE action = 'session.opened'
         AND detail = 'identity provider and one-time code'",
    );
    assert_eq!(told, 1);
}

fn the_providers_second_factor_counts_where_it_is_set_up(on: Backend) {
    let (_world, site, provider) = with_provider(on);
    let browser = Browser::new(&site);
    let sent = provider.depart(&browser, IHK);
    assert_eq!(sent.query["acr_values"], "urn:haus:zwei");
    for proof in [
        json!({ "amr": ["pwd", "otp"] }),
        json!({ "acr": "urn:haus:zwei" }),
    ] {
        let browser = Browser::new(&site);
        let mut claims = provider.person(&browser, "erika", &["unterschrift"]);
        for (name, value) in proof.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let back = provider.sign_in(&browser, IHK, &claims);
        assert_eq!(back.header("location"), Some("/staff"), "{proof}");
        browser.get("/staff/signing").is(200, "Unterschrift");
    }
    // The proof is of that session, not of the person.
    let browser = Browser::new(&site);
    let claims = provider.person(&browser, "erika", &["unterschrift"]);
    provider.sign_in(&browser, IHK, &claims);
    assert_eq!(browser.get("/staff/signing").status, 303);
}

fn what_the_token_does_not_tell_is_asked_for(on: Backend) {
    let (world, site, provider) = with_provider(on);
    let browser = Browser::new(&site);
    let mut claims = provider.person(&browser, "erika", &[]);
    let more = provider.person(&browser, "erika", &["vorbereitung"]);
    for name in ["email", "email_verified", "name", "groups"] {
        claims.as_object_mut().unwrap().remove(name);
    }
    provider.play(|play| play.more = Some(more.clone()));
    let back = provider.sign_in(&browser, IHK, &claims);
    browser.follow(back).is(200, "Guten Tag, Erika Mustermann.");
    assert_eq!(roles(&world, "erika"), ["clerk"]);
    // Of nobody else.
    let other = provider.person(&browser, "anna", &["leitung"]);
    provider.play(|play| play.more = Some(other));
    let browser = Browser::new(&site);
    provider
        .sign_in(&browser, IHK, &claims)
        .is(502, "antwortet nicht so");
    assert_eq!(roles(&world, "erika"), ["clerk"]);
}

fn a_provider_may_change_its_key(on: Backend) {
    let (_world, site, provider) = with_provider(on);
    let come = || {
        let browser = Browser::new(&site);
        let claims = provider.person(&browser, "erika", &["vorbereitung"]);
        provider.sign_in(&browser, IHK, &claims)
    };
    assert_eq!(come().status, 303);
    let asked = |path: &str| provider.play(|p| p.asked.iter().filter(|a| *a == path).count());
    assert_eq!(asked("/jwks"), 1);
    assert_eq!(come().status, 303);
    assert_eq!(asked("/jwks"), 1, "what is known is not asked for again");
    provider.play(|play| (play.key, play.signed) = (2, Signed::With(2)));
    assert_eq!(come().status, 303);
    assert_eq!(asked("/jwks"), 2);
    // The old key counts no longer.
    provider.play(|play| play.signed = Signed::With(1));
    come().is(403, "nicht nachgewiesen");
    site.advance(11 * 60);
    provider.play(|play| play.signed = Signed::With(2));
    assert_eq!(come().status, 303);
    assert_eq!(asked("/jwks"), 4);
}

fn a_deputy_is_named_at_the_desk(on: Backend) {
    let (world, site, provider) = with_provider(on);
    let administrator = world.person(&site, IHK, "leitung@ihk.example", &["administrator"]);
    let browser = Browser::new(&site);
    let claims = provider.person(&browser, "erika", &["vorbereitung"]);
    provider.sign_in(&browser, IHK, &claims);
    let id = world
        .database
        .text("SELECT id FROM account WHERE subject = 'erika'");
    let account = format!("/staff/accounts/{id}");
    let desk = administrator.sign_in(&site);
    let page = desk.get(&account).is(200, "von Hauskonto");
    assert!(!page.body.contains("/take\""), "{}", page.body);
    let give = format!("{account}/roles");
    desk.submit(&page, &give, &[("role", "reader")])
        .is(422, "Rollen ohne Tage kommen vom Anmeldedienst.");
    let days = [
        ("role", "reader"),
        ("from", "2020-01-01"),
        ("until", "2099-12-31"),
    ];
    let given = desk.submit(&page, &give, &days);
    desk.follow(given).is(200, "Die Rolle ist vergeben.");
    // It outlasts the next sign-in; by hand, what is the provider's cannot be taken.
    let again = Browser::new(&site);
    provider.sign_in(&again, IHK, &claims);
    let page = desk.get(&account).is(200, "Lesezugriff");
    assert!(page.body.contains("/take\""));
    let clerk = world.database.text(&format!(
        "SELECT id FROM role_assignment WHERE account = '{id}' AND role = 'clerk'"
    ));
    let csrf = crate::world::browser::between(&page.body, "name=\"csrf\" value=\"", "\"");
    let taken = desk.post(&format!("{account}/roles/{clerk}/take"), &[("csrf", &csrf)]);
    assert_eq!(taken.status, 409, "{taken:#?}");
    assert_eq!(roles(&world, "erika"), ["clerk"]);
}

fn whoever_has_no_password_signs_in_again(on: Backend) {
    let (_world, site, provider) = with_provider(on);
    let browser = Browser::new(&site);
    let claims = provider.person(&browser, "erika", &["vorbereitung"]);
    provider.sign_in(&browser, IHK, &claims);
    let page = browser.get("/staff/account").is(200, "Mein Konto");
    assert!(!page.body.contains("type=\"password\""), "{}", page.body);
    let csrf = crate::world::browser::between(&page.body, "name=\"csrf\" value=\"", "\"");
    let password = "Ein Boot aus rotem Papier";
    let fields = [
        ("csrf", csrf.as_str()),
        ("password", ""),
        ("password-new", password),
        ("password-again", password),
    ];
    assert_eq!(browser.post("/staff/account/password", &fields).status, 409);
    let person = Person::new("erika@ihk.example");
    person
        .set_up_codes(&browser, &[])
        .is(200, "Wiederherstellungscodes");
    let renew = "/staff/account/recovery-codes";
    browser
        .send("/staff/account", renew, &[])
        .is(200, "Ich habe die Codes aufbewahrt");
    site.advance(11 * 60);
    browser
        .send("/staff/account", renew, &[])
        .is(422, "Melden Sie sich ab und wieder an");
    person
        .set_up_codes(&browser, &[])
        .is(422, "Melden Sie sich ab und wieder an");
    // There is no password that opens the account.
    for guess in ["", "erika", password] {
        person.password.replace(guess.to_owned());
        person
            .give_password(&Browser::new(&site))
            .is(422, "Adresse, Passwort oder Einmalcode stimmen nicht.");
    }
}
