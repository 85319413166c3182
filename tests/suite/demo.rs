//! `demo`: the whole path, again and again, stopped anywhere.

use std::collections::BTreeMap;
use std::fs;
use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;

use crate::world::browser::between;
use crate::world::person::Person;
use crate::world::{Backend, HWK, IHK, World, files, text};

on_both_databases!(
    a_second_start_finds_what_is_there,
    a_stop_anywhere_is_made_good_by_the_next_start,
    its_desk_is_open_to_everybody,
    its_links_lead_to_where_it_listens,
    nothing_real_becomes_a_demonstration,
    sample_accounts_never_stand_beside_real_ones,
);

fn states(world: &World) -> BTreeMap<String, usize> {
    let mut states = BTreeMap::new();
    for certificate in certificates(world) {
        *states.entry(text(&certificate["state"])).or_default() += 1;
    }
    states
}

fn certificates(world: &World) -> Vec<Value> {
    let list = world.json(&["certificate", "list", "--json"]);
    list.as_array().unwrap().clone()
}

fn complete() -> BTreeMap<String, usize> {
    let states = [
        ("valid", 3),
        ("expired", 2),
        ("suspended", 1),
        ("withdrawn", 1),
    ];
    let states = states.into_iter().chain([("superseded", 1)]);
    states
        .map(|(state, count)| (state.to_owned(), count))
        .collect()
}

fn a_second_start_finds_what_is_there(on: Backend) {
    let world = World::bare(on);
    let said = world.ok(&["demo", "--no-serve"]);
    assert_eq!(states(&world), complete());
    let mut written = Vec::new();
    for certificate in certificates(&world) {
        let serial = text(&certificate["serial"]);
        assert!(said.contains(&format!("/z/{serial}")), "{said}");
        for file in ["document", "seal", "seal_svg"] {
            let path = text(&certificate[file]);
            written.push((fs::metadata(&path).unwrap().modified().unwrap(), path));
        }
    }
    let events = world.database.number("SELECT COUNT(*) FROM events");
    let again = world.ok(&["demo", "--no-serve"]);
    assert_eq!(again, said);
    assert_eq!(world.database.number("SELECT COUNT(*) FROM events"), events);
    for (modified, path) in written {
        assert_eq!(
            fs::metadata(&path).unwrap().modified().unwrap(),
            modified,
            "{path}"
        );
    }
    world.run(&["audit", "verify"]).is(0, "8 Auszeichnungen");

    let site = world.serve();
    for certificate in certificates(&world) {
        let page = site.get(&format!("/z/{}", text(&certificate["serial"])));
        page.is(200, "Muster: Laufzeit und Namen sind erfunden.");
    }
    // One of the six was audited again.
    let again = site
        .get("/register/08136065?lang=de")
        .is(200, "Ausgezeichnet seit ");
    let again = again.is(200, "Reauditiert ");
    assert_eq!(again.body.matches("class=\"serial\"").count(), 2);
    // Of its own kind in the data folder; a real chamber's passphrase never lies beside its key.
    let list = world.ok(&["keys", "list"]);
    assert_eq!(list.matches("aktiv").count(), 2, "{list}");
}

fn a_stop_anywhere_is_made_good_by_the_next_start(on: Backend) {
    let world = World::bare(on);
    for wait in [30, 120, 350, 500, 650, 800, 950, 1100, 1300] {
        let mut demo = world.spawn(&["demo", "--no-serve"]);
        sleep(Duration::from_millis(wait));
        demo.kill().unwrap();
        demo.wait().unwrap();
    }
    world.run(&["audit", "verify"]).is(0, "unverändert");
    for certificate in certificates(&world) {
        let stage = text(&certificate["stage"]);
        if stage == "issued" {
            assert_eq!(certificate["genuine"], true);
        }
    }
    world.ok(&["demo", "--no-serve"]);
    assert_eq!(states(&world), complete());
    world.run(&["audit", "verify"]).is(0, "8 Auszeichnungen");
    for file in files(&world.data().join("keys")) {
        let passphrase = file.extension().is_some_and(|e| e == "demo-passphrase");
        assert!(!passphrase || fs::read_to_string(&file).unwrap().len() == 32);
    }
}

fn its_desk_is_open_to_everybody(on: Backend) {
    let world = World::bare(on);
    let said = world.ok(&["demo", "--no-serve"]);
    let site = world.serve_now();
    for chamber in [IHK, HWK] {
        for (part, role) in [
            ("verwaltung", "Administration"),
            ("vorbereitung", "Sachbearbeitung"),
            ("unterschrift", "Zeichnungsberechtigung"),
        ] {
            let person = Person::sample(&format!("{part}@{chamber}.example"));
            assert!(said.contains(&person.email), "{said}");
            let browser = person.sign_in(&site);
            let page = browser.get("/staff").is(200, role);
            assert!(
                page.body
                    .contains("die Zugangsdaten dieses Kontos sind öffentlich")
            );
        }
    }
}

fn its_links_lead_to_where_it_listens(on: Backend) {
    let world = World::bare(on);
    let (site, said) = world.serve_demo();
    let origin = site.address.replace("127.0.0.1", "http://localhost");
    let serial = text(&certificates(&world)[0]["serial"]);
    for path in [format!("/z/{serial}"), "/staff".to_owned()] {
        assert!(said.contains(&format!("{origin}{path}")), "{said}");
    }
    let person = Person::sample(&format!("verwaltung@{IHK}.example"));
    let desk = person.sign_in(&site);
    let new = "/staff/accounts/new";
    let fields = [
        ("name", "Kim Musterfrau"),
        ("email", "kim@ihk.example"),
        ("role", "reader"),
    ];
    let shown = desk.send(new, new, &fields).is(200, "Kim Musterfrau");
    assert!(!shown.body.contains("siegel.example"), "{shown:#?}");
    let link = between(&shown.body, &origin, "<");
    site.get(&link).is(200, "Konto öffnen");
    let calendar = "/staff/follow-up/calendar/renew";
    let shown = desk.send("/staff/follow-up", calendar, &[]);
    let link = between(&shown.is(200, ".ics").body, &origin, "<");
    let calendar = site.get(&link).is(200, "BEGIN:VCALENDAR");
    assert!(!calendar.body.contains("https://siegel.example"));
    // What the chambers signed is the seal's own address.
    let award = site.get(&format!("/api/v1/awards/{serial}")).json();
    assert_eq!(
        award["verification_url"],
        format!("https://siegel.example/z/{serial}")
    );
}

fn sample_accounts_never_stand_beside_real_ones(on: Backend) {
    let world = World::bare(on);
    world.invite(IHK, "kim@ihk.example", &["clerk"]);
    world
        .run(&["demo", "--no-serve"])
        .is(31, "einen leeren Ordner");
    let accounts = world.json(&["account", "list", "--json"]);
    assert_eq!(accounts.as_array().unwrap().len(), 1);
    assert_eq!(world.ok(&["municipality", "list"]), "");
    assert!(!world.ok(&["keys", "list"]).contains("aktiv"));
}

fn nothing_real_becomes_a_demonstration(on: Backend) {
    let list = |world: &World| world.file("m.csv", crate::world::MUNICIPALITIES);
    let keys = |world: &World| world.ok(&["keys", "new", "--chamber", IHK]);
    let municipalities = |world: &World| world.ok(&["municipality", "import", &list(world)]);
    for begin in [&keys as &dyn Fn(&World) -> String, &municipalities] {
        let world = World::bare(on);
        begin(&world);
        world
            .run(&["demo", "--no-serve"])
            .is(31, "einen leeren Ordner");
        assert_eq!(
            world.json(&["account", "list", "--json"]),
            serde_json::json!([])
        );
    }
}
