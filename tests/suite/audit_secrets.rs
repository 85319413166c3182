//! What must not be in the audit trail, nor in any page, file or mail made of it.

use jiff::{SignedDuration, Timestamp};
use kammersiegel::app::{App, Clock};
use kammersiegel::domain::language::Language;
use kammersiegel::domain::validity::Day;
use kammersiegel::mail::digest_letter;
use kammersiegel::service::By;

use crate::audit::{PAGE, reader};
use crate::desk_path::prepare;
use crate::world::backend::wait;
use crate::world::browser::{Browser, between};
use crate::world::person::{PASSWORD, Person};
use crate::world::{Backend, HWK, IHK, PASSPHRASE, World, day};

on_both_databases!(no_secret_is_in_it);

fn no_secret_is_in_it(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let mut secrets = vec![PASSWORD.to_owned(), PASSPHRASE.to_owned()];
    let link = world.invite(IHK, "kim@ihk.example", &["clerk", "signatory"]);
    secrets.push(link.rsplit('/').next().unwrap().to_owned());
    let person = Person::new("kim@ihk.example");
    let browser = person.accept(&site, &link);
    secrets.extend(person.recovery.borrow().iter().cloned());
    secrets.push(person.seed.borrow().clone());
    // Typed into the wrong field, or wrongly.
    let guest = Browser::new(&site);
    let typed = [
        ("email", "Geheimnis im falschen Feld"),
        ("password", "Falsches Geheimnis 1"),
    ];
    guest.send("/staff/sign-in", "/staff/sign-in", &typed);
    secrets.extend(typed.map(|(_, value)| value.to_owned()));
    let token = world.ok(&[
        "cosign",
        "token",
        "new",
        "--chamber",
        IHK,
        "--name",
        "Keller",
    ]);
    let token = token
        .split_whitespace()
        .max_by_key(|word| word.len())
        .unwrap();
    secrets.push(token.to_owned());
    let list = "/staff/follow-up";
    let page = browser.send(list, "/staff/follow-up/calendar/renew", &[]);
    secrets.push(between(&page.body, "/staff/calendar/", ".ics"));
    let serial = prepare(&browser, "Aalen", &day(1));
    let other = world.person(&site, IHK, "zwei@ihk.example", &["signatory"]);
    let fields = [("serial", serial.as_str()), ("passphrase", PASSPHRASE)];
    let sent = other
        .sign_in(&site)
        .send("/staff/signing", "/staff/signing", &fields);
    assert_eq!(sent.status, 200, "{sent:#?}");
    let fields = [
        ("serial", serial.as_str()),
        ("passphrase", "Falsche Passphrase 2"),
    ];
    let hwk = world.person(&site, HWK, "drei@hwk.example", &["signatory"]);
    hwk.sign_in(&site)
        .send("/staff/signing", "/staff/signing", &fields);
    secrets.push("Falsche Passphrase 2".to_owned());
    let key = std::fs::read_to_string(world.data().join("keys/server.key")).unwrap();
    secrets.push(key.trim().to_owned());

    let reads = reader(&world, &site, IHK).sign_in(&site);
    let mut texts = vec![world.ok(&["audit", "export"])];
    for path in ["", "/export.csv", "/export.jsonl"] {
        texts.push(reads.get(&format!("{PAGE}{path}")).body);
    }
    texts.push(wait(async {
        let app = App::open(&world.config(), Clock::system()).await.unwrap();
        let at = Timestamp::now() + SignedDuration::from_hours(24);
        let by = By {
            actor: "server",
            at,
        };
        let today = Day::of(Timestamp::now());
        let random = &mut rand::rng();
        assert_eq!(
            app.service.make_digests(today, by, random).await.unwrap(),
            1
        );
        let signed = app.service.store.digest(today).await.unwrap().unwrap();
        digest_letter(&signed, Language::De).body
    }));
    assert!(secrets.len() > 15, "{}", secrets.len());
    for text in &texts {
        assert!(text.len() > 300, "{text}");
        for secret in &secrets {
            assert!(secret.len() >= 8, "{secret:?} is no secret");
            assert!(!text.contains(secret.as_str()), "{secret:?} in {text}");
        }
        // There are no results of audits yet; whatever brings them keeps them out of here.
        let text = text.to_lowercase();
        for score in ["score", "punktzahl", "prozent"] {
            assert!(!text.contains(score), "{score} in {text}");
        }
    }
}
