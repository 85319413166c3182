//! What a verifier trusts: the keys in its keyring, each for its time, and its own register.

use crate::world::{Backend, HWK, IHK, World, day, text};

#[test]
fn a_foreign_key_proves_nothing() {
    let world = World::new(Backend::Sqlite);
    let foreign = World::bare(Backend::Sqlite);
    for chamber in [IHK, HWK] {
        foreign.ok(&["keys", "new", "--chamber", chamber]);
    }
    let list = foreign.file("m.csv", crate::world::MUNICIPALITIES);
    foreign.ok(&["municipality", "import", &list]);
    let serial = foreign.issue_valid();
    let qr = text(&foreign.show(&serial)["qr_text"]);
    let (code, report) = world.verify(&qr);
    assert_eq!((code, report["cause"].as_str()), (21, Some("signatures")));
    assert!(report["recipient"].is_null(), "{report}");
    let site = world.serve();
    let digits = qr.rsplit('/').next().unwrap();
    let page = site.get(&format!("/z/{digits}"));
    let page = page.is(422, "der nicht dieser Kammer gehört: Handwerkskammer Ulm");
    assert!(!page.body.contains("Aalen"));
}

#[test]
fn a_seal_that_the_register_does_not_list_is_shown_with_caution() {
    // The same keys, two registers.
    let (world, other) = (World::new(Backend::Sqlite), World::new(Backend::Sqlite));
    let serial = other.issue_valid();
    let qr = text(&other.show(&serial)["qr_text"]);
    let report = world.verify(&qr).1;
    assert_eq!(report["genuine"], true);
    assert_eq!(report["register"], "not_listed");
    let site = world.serve();
    site.get(&format!("/z/{}", qr.rsplit('/').next().unwrap()))
        .is(200, "class=\"verdict caution\"")
        .is(200, "das Register führt diese Auszeichnung nicht");
}

#[test]
fn an_ended_key_has_its_own_note() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let keys = world.json(&["keys", "list", "--json"]);
    let ids: Vec<_> = keys
        .as_array()
        .unwrap()
        .iter()
        .map(|k| text(&k["key_id"]))
        .collect();
    let site = world.serve();
    let page = format!("/z/{serial}");

    let retire = |more: &[&str]| world.ok(&[&["keys", "retire", &ids[0][..16]], more].concat());
    retire(&[]);
    site.eventually(|| site.get(&page).body.contains(" abgelöst)"));
    site.get(&page)
        .is(200, "<h1>Gültig</h1>")
        .is(200, "Unterschrift gültig (Schlüssel am ");
    site.get(&format!("{page}?lang=en"))
        .is(200, "Signature valid (key retired on ");

    // Others may have had it before it signed: it proves nothing.
    retire(&["--compromised", "--on", &day(-3)]);
    site.eventually(|| site.get(&page).status == 422);
    site.get(&page)
        .is(422, "nicht mehr sicher ist: Industrie- und Handelskammer");
    assert_eq!(world.verify(&serial).0, 21);
    // They may have it from tomorrow on: what the register knows still counts.
    retire(&["--compromised", "--on", &day(1)]);
    site.eventually(|| site.get(&page).status == 200);
    // Retired before it signed.
    retire(&["--on", &day(-3)]);
    site.eventually(|| site.get(&page).status == 422);
    site.get(&page)
        .is(422, "mit einem Schlüssel, der schon abgelöst war");
}
