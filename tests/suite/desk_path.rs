//! The path at the desk: from a municipality to an issued certificate, by two chambers.

use crate::programmes;
use crate::world::browser::{Browser, between};
use crate::world::http::Site;
use crate::world::person::Person;
use crate::world::{
    AALEN, Backend, HWK, IHK, KOENIGSBRONN, PASSPHRASE, PROGRAMME, World, day, text,
};

on_both_databases!(
    two_chambers_issue_what_a_clerk_prepares,
    one_passphrase_signs_everything_selected,
    a_wrong_passphrase_signs_nothing_and_keeps_the_selection,
    who_prepared_does_not_sign,
    nobody_signs_for_another_chamber,
    what_is_refused_goes_back_with_its_reason,
    a_locked_document_key_lets_the_certificate_wait,
    another_one_for_the_same_days_has_to_be_meant,
    municipalities_are_found_however_they_are_typed,
    municipalities_are_entered_and_corrected,
    nobody_overwrites_what_somebody_else_corrected,
    certificates_are_found_by_state_and_words,
    a_name_that_does_not_decide_asks_which,
    another_mark_of_three_chambers_goes_the_same_way,
);

const NEW: &str = "/staff/certificates/new";
const SIGNING: &str = "/staff/signing";

/// A clerk and a signatory of the one chamber, a signatory of the other.
struct People {
    clerk: Person,
    ihk: Person,
    hwk: Person,
}

fn people(world: &World, site: &Site) -> People {
    People {
        clerk: world.person(site, IHK, "vorbereitung@ihk.example", &["clerk"]),
        ihk: world.person(site, IHK, "unterschrift@ihk.example", &["signatory"]),
        hwk: world.person(site, HWK, "unterschrift@hwk.example", &["signatory"]),
    }
}

/// Prepares a certificate; returns its number.
#[track_caller]
pub fn prepare(browser: &Browser, municipality: &str, from: &str) -> String {
    let fields = [
        ("municipality", municipality),
        ("from", from),
        ("term", "first"),
        ("step", "prepare"),
    ];
    let sent = browser.send(NEW, NEW, &fields);
    assert_eq!(sent.status, 303, "{sent:#?}");
    let to = sent.header("location").unwrap();
    let serial = to.strip_prefix("/staff/certificates/").unwrap();
    serial.split('?').next().unwrap().to_owned()
}

/// Signs from the desk what is selected.
#[track_caller]
pub fn sign(browser: &Browser, serials: &[&str]) -> crate::world::http::Answer {
    let mut fields = vec![("passphrase", PASSPHRASE)];
    fields.extend(serials.iter().map(|serial| ("serial", *serial)));
    browser.send("/staff", SIGNING, &fields)
}

fn two_chambers_issue_what_a_clerk_prepares(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let people = people(&world, &site);
    let clerk = people.clerk.sign_in(&site);
    clerk.get("/staff").is(200, "Auszeichnung vorbereiten");

    // The preview says the term, and draws without storing anything.
    let fields = [
        ("municipality", "aalen"),
        ("from", "03.03.2027"),
        ("term", "first"),
    ];
    let shown = clerk.send(NEW, NEW, &fields);
    let shown = shown.is(200, "3. März 2027 bis einschließlich 2. März 2030");
    let picture = between(&shown.body, "<img class=\"urkunde\" src=\"", "\"");
    let picture = clerk.get(&picture.replace("&#38;", "&"));
    assert_eq!(picture.header("content-type"), Some("image/svg+xml"));
    assert!(
        picture.body.contains("<title>Urkunde: "),
        "{}",
        &picture.body[..400]
    );
    let seal = between(&shown.body, "<img class=\"seal\" src=\"", "\"");
    clerk.get(&seal.replace("&#38;", "&")).is(200, "<svg");
    assert_eq!(
        world.json(&["certificate", "list", "--json"]),
        serde_json::json!([])
    );

    let serial = prepare(&clerk, "Aalen", "03.03.2027");
    let address = format!("/staff/certificates/{serial}");
    let page = clerk.get(&address).is(200, "Wartet auf");
    assert!(
        page.body.contains("IHK Ostwürttemberg, HWK Ulm"),
        "{page:#?}"
    );
    clerk.get(&format!("{address}/urkunde.svg")).is(200, "<svg");
    assert_eq!(clerk.get(&format!("{address}/urkunde.pdf")).status, 404);
    clerk.get("/staff").is(200, &serial);

    let hwk = people.hwk.sign_in(&site);
    hwk.get("/staff").is(200, "Stadt Aalen");
    sign(&hwk, &[&serial]).is(200, "Wartet auf IHK Ostwürttemberg.");
    assert!(
        !hwk.get("/staff")
            .body
            .contains(&format!("value=\"{serial}\""))
    );
    assert_eq!(world.show(&serial)["stage"], "prepared");

    // The Urkunde is signed in programme order, with the key that HWK left open for it.
    let ihk = people.ihk.sign_in(&site);
    sign(&ihk, &[&serial]).is(200, "Ausgestellt.");
    assert_eq!(world.show(&serial)["stage"], "issued");

    let page = clerk.get(&address).is(200, "Noch nicht gültig");
    for says in [
        "Ausgestellt",
        "Kim Musterfrau",
        "siegel.png",
        "/z/",
        "Urkunde gesiegelt",
    ] {
        assert!(page.body.contains(says), "no {says} in {}", page.body);
    }
    let pdf = clerk.get(&format!("{address}/urkunde.svg"));
    assert_eq!(pdf.status, 200);
    site.eventually(|| site.get(&format!("/z/{serial}")).status == 200);
    // The files lie where those of the command line do.
    let files = world.show(&serial);
    assert!(std::path::Path::new(&text(&files["document"])).exists());
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn one_passphrase_signs_everything_selected(on: Backend) {
    let mut world = World::new(on);
    world.keep_open_hours = 0;
    let site = world.serve_now();
    let people = people(&world, &site);
    let serials = [AALEN, KOENIGSBRONN, "08136065"].map(|ags| world.prepare(ags, &day(-1), &[]));
    for serial in &serials[..2] {
        world.sign(serial, IHK).is(0, "unterschrieben");
    }
    let hwk = people.hwk.sign_in(&site);
    // All that is shown, by one button.
    let desk = hwk.get("/staff").is(200, "Alle 3 unterzeichnen");
    let shown: Vec<_> = serials.iter().map(|s| ("shown", s.as_str())).collect();
    let mut fields = vec![("passphrase", PASSPHRASE), ("all", "yes")];
    fields.extend(shown);
    let done = hwk.submit(&desk, SIGNING, &fields);
    let done = done.is(200, "3 Auszeichnungen unterzeichnet");
    assert!(
        done.body.contains("wartet auf den Schlüssel von IHK"),
        "{done:#?}"
    );
    assert!(
        done.body.contains("Wartet auf IHK Ostwürttemberg."),
        "{done:#?}"
    );

    // One passphrase finishes what waits and signs what is selected.
    let ihk = people.ihk.sign_in(&site);
    let done = sign(&ihk, &[&serials[2]]);
    let done = done.is(200, "2 Urkunden, die auf uns warteten");
    assert!(
        done.body.contains("Eine Auszeichnung unterzeichnet"),
        "{done:#?}"
    );
    // A second time it is too late for each, and each says so.
    let desk = hwk.get(SIGNING);
    let again = hwk.submit(
        &desk,
        SIGNING,
        &[("passphrase", PASSPHRASE), ("serial", &serials[0])],
    );
    let again = again.is(200, "nicht unterzeichnet");
    assert!(again.body.contains("hat schon unterzeichnet"), "{again:#?}");
    for serial in &serials {
        assert_eq!(world.show(serial)["state"], "valid");
    }
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_wrong_passphrase_signs_nothing_and_keeps_the_selection(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let people = people(&world, &site);
    let [one, other] = [AALEN, KOENIGSBRONN].map(|ags| world.prepare(ags, &day(-1), &[]));
    let hwk = people.hwk.sign_in(&site);
    for (passphrase, says) in [
        (
            "falsch und lang genug",
            "öffnet die Schlüssel Ihrer Kammer nicht",
        ),
        ("", "Geben Sie die Passphrase Ihrer Kammer ein"),
    ] {
        let fields = [("serial", one.as_str()), ("passphrase", passphrase)];
        let refused = hwk.send("/staff", SIGNING, &fields).is(422, says);
        let ticked = format!("value=\"{one}\" checked");
        assert!(refused.body.contains(&ticked), "{refused:#?}");
        let other = format!("value=\"{other}\" checked");
        assert!(!refused.body.contains(&other), "{refused:#?}");
        assert!(passphrase.is_empty() || !refused.body.contains(passphrase));
    }
    let nothing = [("passphrase", PASSPHRASE)];
    let refused = hwk.send(SIGNING, SIGNING, &nothing);
    refused.is(422, "Wählen Sie aus, was Sie unterzeichnen.");
    for issuer in world.show(&one)["issuers"].as_array().unwrap() {
        assert_eq!(issuer["signature"], "missing");
    }
}

fn who_prepared_does_not_sign(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let both = world.person(&site, HWK, "beides@hwk.example", &["clerk", "signatory"]);
    let colleague = world.person(&site, HWK, "kollegin@hwk.example", &["signatory"]);
    let browser = both.sign_in(&site);
    let serial = prepare(&browser, "Aalen", &day(-1));
    let desk = browser
        .get("/staff")
        .is(200, "unterzeichnet eine andere Person Ihrer Kammer");
    assert!(!desk.body.contains(&format!("value=\"{serial}\"")));
    // Whoever sends it nevertheless is refused by the use case itself.
    let csrf = between(&desk.body, "name=\"csrf\" value=\"", "\"");
    let fields = [
        ("csrf", csrf.as_str()),
        ("serial", &serial),
        ("passphrase", PASSPHRASE),
    ];
    let refused = browser
        .post(SIGNING, &fields)
        .is(200, "nicht unterzeichnet");
    assert!(refused.body.contains("selbst vorbereitet"), "{refused:#?}");
    let refuse = format!("/staff/certificates/{serial}/refuse");
    let fields = [("csrf", csrf.as_str()), ("reason", "doch nicht")];
    assert_eq!(browser.post(&refuse, &fields).status, 403);
    assert_eq!(world.show(&serial)["stage"], "prepared");
    let colleague = colleague.sign_in(&site);
    sign(&colleague, &[&serial]).is(200, "Wartet auf IHK Ostwürttemberg.");
    // What the command line prepared, nobody here did.
    let other = world.prepare(KOENIGSBRONN, &day(-1), &[]);
    sign(&browser, &[&other]).is(200, "Wartet auf IHK Ostwürttemberg.");
}

fn nobody_signs_for_another_chamber(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    // Both chambers have the same passphrase here: knowing the other one's does not help.
    let serial = world.prepare(AALEN, &day(-1), &[]);
    let hwk = world.person(&site, HWK, "unterschrift@hwk.example", &["signatory"]);
    let browser = hwk.sign_in(&site);
    sign(&browser, &[&serial]).is(200, "Wartet auf IHK");
    let issuers = world.show(&serial)["issuers"].clone();
    assert_eq!(issuers[0]["signature"], "missing");
    assert_eq!(issuers[1]["signature"], "valid");
    let again = sign_again(&browser, &serial);
    assert!(again.contains("HWK Ulm hat schon unterzeichnet"), "{again}");
    // A role that ended between page and click signs nothing.
    let other = world.prepare(KOENIGSBRONN, &day(-1), &[]);
    let page = browser.get(SIGNING);
    world.database.execute(&format!(
        "UPDATE role_assignment SET role = 'reader' WHERE account = '{}'",
        hwk.id
    ));
    let fields = [("serial", other.as_str()), ("passphrase", PASSPHRASE)];
    assert_eq!(browser.submit(&page, SIGNING, &fields).status, 403);
    assert_eq!(world.show(&other)["issuers"][1]["signature"], "missing");
}

fn sign_again(browser: &Browser, serial: &str) -> String {
    let page = browser.open("/staff/account");
    let main = between(&page.body, "<main", "</main>");
    let csrf = between(&main, "name=\"csrf\" value=\"", "\"");
    let fields = [
        ("csrf", csrf.as_str()),
        ("serial", serial),
        ("passphrase", PASSPHRASE),
    ];
    browser
        .post(SIGNING, &fields)
        .is(200, "nicht unterzeichnet")
        .body
}

fn what_is_refused_goes_back_with_its_reason(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let people = people(&world, &site);
    let clerk = people.clerk.sign_in(&site);
    let fields = [
        ("municipality", "Aalen"),
        ("from", "01.01.2027"),
        ("dated", "24.12.2026"),
        ("term", "first"),
        ("step", "prepare"),
    ];
    let far = fields.map(|(name, value)| match name {
        "dated" => (name, "01.01.2090"),
        _ => (name, value),
    });
    let far = clerk.send(NEW, NEW, &far);
    let far = far.is(422, "Das Datum der Urkunde passt nicht zur Laufzeit.");
    assert!(far.body.contains("id=\"dated-problem\""), "{far:#?}");
    let sent = clerk.send(NEW, NEW, &fields);
    clerk.follow(sent).is(200, "Heidenheim, 24. Dezember 2026");
    let serial = text(&world.json(&["certificate", "list", "--json"])[0]["serial"]);
    let hwk = people.hwk.sign_in(&site);
    let refuse = format!("/staff/certificates/{serial}/refuse");
    hwk.get("/staff").is(200, &refuse);
    hwk.send(&refuse, &refuse, &[("reason", "  ")])
        .is(422, "Geben Sie eine Begründung an.");
    let sent = hwk.send(&refuse, &refuse, &[("reason", "Das Datum stimmt nicht")]);
    hwk.follow(sent)
        .is(200, "Abgelehnt. Die Sachbearbeitung sieht Ihre Begründung.");
    assert_eq!(hwk.get(&refuse).status, 409);

    let desk = clerk
        .get("/staff")
        .is(200, "HWK Ulm hat abgelehnt: Das Datum stimmt nicht");
    assert!(desk.body.contains("id=\"refused\""));
    assert!(desk.body.contains(&format!("{NEW}?again={serial}")));
    let page = clerk.get(&format!("/staff/certificates/{serial}"));
    let anew = format!("{NEW}?again={serial}");
    let page = page.is(200, &anew);
    assert!(page.body.contains("Das Datum stimmt nicht"));
    let form = clerk.get(&anew).is(200, "Aalen (08136088)");
    for kept in ["value=\"01.01.2027\"", "value=\"24.12.2026\""] {
        assert!(form.body.contains(kept), "{form:#?}");
    }
    let fields = [("from", "02.01.2027"), ("step", "prepare")];
    let sent = clerk.submit(&form, NEW, &fields);
    assert_eq!(sent.status, 303, "{sent:#?}");
    // Prepared anew, it is no longer asked for.
    assert!(!clerk.get("/staff").body.contains("id=\"refused\""));
    // No reason is public.
    site.eventually(|| site.get(&format!("/z/{serial}")).status == 404);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_locked_document_key_lets_the_certificate_wait(on: Backend) {
    let mut world = World::new(on);
    world.keep_open_hours = 0;
    world.unset("KAMMERSIEGEL_PASSPHRASE_HWK_ULM");
    let site = world.serve_now();
    let people = people(&world, &site);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    let hwk = people.hwk.sign_in(&site);
    sign(&hwk, &[&serial]).is(200, "Wartet auf IHK");
    world.sign(&serial, IHK).is(0, "wartet");
    hwk.get(SIGNING)
        .is(200, "wartet nur noch auf Ihren Schlüssel");
    let wrong = [("passphrase", "falsch und lang genug")];
    hwk.send(SIGNING, SIGNING, &wrong)
        .is(422, "öffnet die Schlüssel");
    assert_eq!(world.show(&serial)["stage"], "sealed");
    let right = [("passphrase", PASSPHRASE)];
    hwk.send(SIGNING, SIGNING, &right)
        .is(200, "Eine Urkunde, die auf uns wartete");
    assert_eq!(world.show(&serial)["state"], "valid");
    hwk.get(SIGNING)
        .is(200, "Zurzeit wartet nichts auf Ihre Unterschrift.");
}

fn another_one_for_the_same_days_has_to_be_meant(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let clerk = world
        .person(&site, IHK, "kim@ihk.example", &["clerk"])
        .sign_in(&site);
    let first = world.issue(AALEN, &day(-10), &[]);
    let fields = [
        ("municipality", "Aalen"),
        ("from", &*day(0)),
        ("term", "first"),
        ("step", "prepare"),
    ];
    let refused = clerk.send(NEW, NEW, &fields).is(422, &first);
    assert!(
        refused.body.contains("an denselben Tagen gilt"),
        "{refused:#?}"
    );
    // What was typed is still there.
    let known = clerk.submit(&refused, NEW, &[("known", "yes"), ("step", "prepare")]);
    assert_eq!(known.status, 303, "{known:#?}");
    // Another municipality, or days after the term, is no reason to ask.
    prepare(&clerk, KOENIGSBRONN, &day(0));
    let third = world.issue("08136065", &day(-10), &[]);
    let form = clerk
        .get(&format!("{NEW}?renew={third}"))
        .is(200, "checked");
    let renewed = clerk.submit(&form, NEW, &[("step", "prepare")]);
    assert_eq!(renewed.status, 303, "{renewed:#?}");
    let renewed = renewed.header("location").unwrap().to_owned();
    let renewed = renewed.split(['/', '?']).nth(3).unwrap();
    let (old, new) = (world.show(&third), world.show(renewed));
    let next = text(&old["valid_until"])
        .parse::<jiff::civil::Date>()
        .unwrap();
    assert_eq!(
        text(&new["valid_from"]),
        next.tomorrow().unwrap().to_string()
    );
}

fn municipalities_are_found_however_they_are_typed(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let reader = world
        .person(&site, IHK, "kim@ihk.example", &["reader"])
        .sign_in(&site);
    for typed in [
        "koenigsbronn",
        "KÖNIGS",
        "konigsbronn",
        KOENIGSBRONN,
        "0813502",
    ] {
        let query: String = form_urlencoded::byte_serialize(typed.as_bytes()).collect();
        let found = reader.get(&format!("/staff/municipalities?q={query}"));
        let found = found.is(200, "Eine Kommune");
        assert!(found.body.contains("Königsbronn"), "{typed}");
        assert!(!found.body.contains("Aalen"), "{typed}");
        // A reader only reads.
        assert!(!found.body.contains("/edit") && !found.body.contains("Neue Kommune"));
    }
    reader
        .get("/staff/municipalities?q=ostalbkreis")
        .is(200, "3 Kommunen");
    reader
        .get("/staff/municipalities?q=atlantis")
        .is(200, "0 Kommunen");
    // Sixty more, on two pages.
    let mut list = "ags;name;kind;district;latitude;longitude;website\n".to_owned();
    for n in 0..60 {
        list += &format!("0999{n:04};Ort {n:02};Gemeinde;Kreis;48;10;ort{n}.example\n");
    }
    let list = world.file("mehr.csv", list);
    world.ok(&["municipality", "import", &list]);
    let first = reader
        .get("/staff/municipalities?q=ort")
        .is(200, "Seite 1 von 2");
    assert!(first.body.contains("Ort 49") && !first.body.contains("Ort 50"));
    reader
        .get("/staff/municipalities?page=2&q=ort")
        .is(200, "Ort 59");
}

fn municipalities_are_entered_and_corrected(on: Backend) {
    const FORM: &str = "/staff/municipalities/new";
    let world = World::new(on);
    let site = world.serve_now();
    let clerk = world
        .person(&site, IHK, "kim@ihk.example", &["clerk"])
        .sign_in(&site);
    let wrong = [
        ("ags", "0813"),
        ("name", "Neresheim"),
        ("website", "kein rechner"),
        ("latitude", "Norden"),
        ("longitude", "10,33"),
    ];
    let refused = clerk.send(FORM, FORM, &wrong);
    let refused = refused.is(422, "Der AGS hat acht Ziffern");
    for problem in ["ags-problem", "website-problem", "latitude-problem"] {
        assert!(
            refused.body.contains(&format!("id=\"{problem}\"")),
            "{problem}"
        );
    }
    for kept in [
        "value=\"Neresheim\"",
        "value=\"kein rechner\"",
        "value=\"10,33\"",
    ] {
        assert!(refused.body.contains(kept), "{kept}");
    }
    assert!(!refused.body.contains("longitude-problem"));
    // North and east mixed up, and a district that no list would take in again.
    let long = "x".repeat(121);
    let elsewhere = [
        ("website", "www.neresheim.de"),
        ("district", long.as_str()),
        ("latitude", "10,33"),
        ("longitude", "48,7542"),
    ];
    let elsewhere = clerk.submit(&refused, FORM, &elsewhere);
    let elsewhere = elsewhere.is(422, "Sind Breite und Länge vertauscht?");
    for problem in ["latitude-problem", "longitude-problem", "district-problem"] {
        let id = format!("id=\"{problem}\"");
        assert!(elsewhere.body.contains(&id), "{problem}");
    }
    let right = [
        ("ags", "08136050"),
        ("kind", "Stadt"),
        ("website", "https://www.härtsfeld.de/"),
        ("latitude", "48,7542"),
    ];
    let sent = clerk.submit(&refused, FORM, &right);
    clerk.follow(sent).is(200, "www.xn--hrtsfeld-0za.de");
    let taken = clerk.send(
        FORM,
        FORM,
        &[
            ("ags", AALEN),
            ("name", "Aalen"),
            ("website", "a.de"),
            ("latitude", "48,8"),
            ("longitude", "10,1"),
        ],
    );
    taken.is(422, "Diese Kommune ist schon verzeichnet.");
    // The key stays, whatever is sent.
    let edit = "/staff/municipalities/08136050/edit";
    let sent = clerk.send(
        edit,
        edit,
        &[("name", "Neresheim am Härtsfeld"), ("ags", AALEN)],
    );
    clerk.follow(sent).is(200, "Stadt Neresheim am Härtsfeld");
    let list = world.ok(&["municipality", "list"]);
    assert!(
        list.contains("08136050  Stadt Neresheim am Härtsfeld"),
        "{list}"
    );
    assert!(list.contains("08136088  Stadt Aalen"), "{list}");
    assert_eq!(clerk.get("/staff/municipalities/00000000").status, 404);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn nobody_overwrites_what_somebody_else_corrected(on: Backend) {
    let edit = format!("/staff/municipalities/{AALEN}/edit");
    let world = World::new(on);
    let site = world.serve_now();
    let clerk = world
        .person(&site, IHK, "kim@ihk.example", &["clerk"])
        .sign_in(&site);
    let other = world
        .person(&site, HWK, "kim@hwk.example", &["clerk"])
        .sign_in(&site);
    let (first, second) = (clerk.get(&edit), other.get(&edit));
    let sent = clerk.submit(&first, &edit, &[("website", "neu.aalen.de")]);
    clerk.follow(sent).is(200, "neu.aalen.de");
    let fields = [("district", "Ostalb"), ("name", "Aalen")];
    let refused = other.submit(&second, &edit, &fields);
    let refused = refused.is(422, "value=\"Ostalb\"");
    let problem = between(&refused.body, "id=\"website-problem\">", "<");
    for says in ["www.aalen.de", "neu.aalen.de"] {
        assert!(problem.contains(says), "{problem}");
    }
    assert!(!refused.body.contains("district-problem"), "{refused:#?}");
    let stands =
        format!("SELECT district || ' ' || website FROM municipality WHERE ags = '{AALEN}'");
    assert_eq!(world.database.text(&stands), "Ostalbkreis neu.aalen.de");
    let sent = other.submit(&refused, &edit, &[]);
    let page = other.follow(sent).is(200, "neu.aalen.de");
    assert!(page.body.contains("Ostalb<"), "{page:#?}");

    // What both have typed in the same field is the later one's to decide,
    let late = other.get(&edit);
    let sent = clerk.send(&edit, &edit, &[("district", "Kreis Aalen")]);
    assert_eq!(sent.status, 303, "{sent:#?}");
    let typed = [("district", "Ostalbkreis")];
    let refused = other.submit(&late, &edit, &typed);
    let refused = refused.is(422, "value=\"Ostalbkreis\"");
    let problem = between(&refused.body, "id=\"district-problem\">", "<");
    assert!(problem.contains("Kreis Aalen"), "{problem}");
    let sent = other.submit(&refused, &edit, &[]);
    other.follow(sent).is(200, "Ostalbkreis");
    // unless they have typed the same.
    let late = other.get(&edit);
    let same = [("district", "Kreis Aalen")];
    for (browser, page) in [(&clerk, &clerk.get(&edit)), (&other, &late)] {
        let sent = browser.submit(page, &edit, &same);
        assert_eq!(sent.status, 303, "{sent:#?}");
    }
    // What the list of another system brings is not overwritten either.
    let late = clerk.get(&edit);
    let list = crate::world::MUNICIPALITIES.replace("www.aalen.de", "liste.aalen.de");
    let list = world.file("liste.csv", list);
    world.ok(&["municipality", "import", &list]);
    let refused = clerk.submit(&late, &edit, &[("district", "Kreis")]);
    refused.is(422, "liste.aalen.de");
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn certificates_are_found_by_state_and_words(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let reader = world
        .person(&site, HWK, "kim@hwk.example", &["reader"])
        .sign_in(&site);
    let valid = world.issue(AALEN, &day(-10), &[]);
    let prepared = world.prepare(KOENIGSBRONN, &day(5), &[]);
    let list = "/staff/certificates";
    let both = reader.get(list).is(200, "2 Auszeichnungen");
    assert!(both.body.contains(&valid) && both.body.contains(&prepared));
    assert!(!both.body.contains("/staff/certificates/new"));
    for (query, found, lacks) in [
        ("q=konigs", &prepared, &valid),
        ("q=08136088", &valid, &prepared),
        ("state=valid", &valid, &prepared),
        ("state=prepared", &prepared, &valid),
        (&*format!("q={valid}"), &valid, &prepared),
        (
            &*format!("state=prepared&programme={PROGRAMME}"),
            &prepared,
            &valid,
        ),
    ] {
        let page = reader
            .get(&format!("{list}?{query}"))
            .is(200, "Eine Auszeichnung");
        assert!(page.body.contains(found.as_str()), "{query}");
        assert!(!page.body.contains(lacks.as_str()), "{query}");
    }
    reader
        .get(&format!("{list}?state=withdrawn"))
        .is(200, "0 Auszeichnungen");
    reader
        .get(&format!("/staff/municipalities/{AALEN}"))
        .is(200, &valid);
    assert_eq!(
        reader.get("/staff/certificates/0000-0000-0000-0000").status,
        404
    );
}

fn a_name_that_does_not_decide_asks_which(on: Backend) {
    let world = World::new(on);
    let list = "ags;name;kind;district;latitude;longitude;website\n\
        09100001;Neustadt an der Aisch;Stadt;Nord;49;10;a.example\n\
        09100002;Neustadt an der Donau;Stadt;Süd;48;11;d.example\n";
    let list = world.file("liste.csv", list);
    world.ok(&["municipality", "import", &list]);
    let site = world.serve_now();
    let clerk = world
        .person(&site, IHK, "kim@ihk.example", &["clerk"])
        .sign_in(&site);
    let fields = [
        ("municipality", "neustadt"),
        ("from", "1.1."),
        ("term", "first"),
    ];
    let asked = clerk
        .send(NEW, NEW, &fields)
        .is(422, "Mehrere Kommunen passen.");
    assert!(asked.body.contains("Das ist kein Tag."), "{asked:#?}");
    // What was chosen stays, though another field is wrong, and in the preview.
    let chosen = "value=\"Neustadt an der Donau (09100002)\" autocomplete";
    let refused = clerk.submit(&asked, NEW, &[("ags", "09100002")]);
    let refused = refused.is(422, chosen);
    let fields = [("from", "01.01.2027"), ("step", "preview")];
    let shown = clerk.submit(&refused, NEW, &fields).is(200, chosen);
    assert!(!shown.body.contains("name=\"ags\""), "{shown:#?}");
    let sent = clerk.submit(&shown, NEW, &[("step", "prepare")]);
    clerk.follow(sent).is(200, "Stadt Neustadt an der Donau");
    let unknown = [
        ("municipality", "Atlantis"),
        ("from", "01.01.2027"),
        ("term", "first"),
    ];
    let refused = clerk.send(NEW, NEW, &unknown);
    refused.is(422, "So heißt keine verzeichnete Kommune.");
}

fn another_mark_of_three_chambers_goes_the_same_way(on: Backend) {
    let (world, _) = programmes::world(on);
    let list = world.file("m.csv", crate::world::MUNICIPALITIES);
    world.ok(&["municipality", "import", &list]);
    let settings = world.data().join("kammersiegel.toml");
    std::fs::write(settings, "[signing]\nkeep_open_hours = 0\n").unwrap();
    let site = world.serve();
    let [first, second, third] = programmes::CHAMBERS;
    let clerk = world.person(&site, second, "kim@kammer.example", &["clerk"]);
    let clerk = clerk.sign_in(&site);
    let fields = [
        ("municipality", "Aalen"),
        ("from", &*day(0)),
        ("term", "first"),
        ("step", "prepare"),
    ];
    // Keys are missing: the page says so, instead of failing later.
    clerk
        .send(NEW, NEW, &fields)
        .is(422, "hat noch keinen Schlüssel");
    for chamber in programmes::CHAMBERS {
        world.ok(&["keys", "new", "--chamber", chamber]);
    }
    let sent = clerk.send(NEW, NEW, &fields);
    let page = clerk.follow(sent).is(200, "Familienfreundlicher Ort");
    assert!(page.body.contains("Kammer für Landbau Nordhafen"));
    let serial = text(&world.json(&["certificate", "list", "--json"])[0]["serial"]);
    let signatory = |chamber: &str| {
        let email = format!("unterschrift@{chamber}.example");
        let person = world.person(&site, chamber, &email, &["signatory"]);
        person.sign_in(&site)
    };
    let signatories = [third, second, first].map(signatory);
    for browser in &signatories {
        sign(browser, &[&serial]).is(200, "Eine Auszeichnung unterzeichnet");
    }
    // Round two, in programme order: the first chamber's key was open when the seal was complete.
    for (browser, stage) in [(&signatories[1], "sealed"), (&signatories[0], "issued")] {
        let desk = browser
            .get("/staff")
            .is(200, "wartet nur noch auf Ihren Schlüssel");
        let done = browser.submit(&desk, SIGNING, &[("passphrase", PASSPHRASE)]);
        assert_eq!(done.status, 200, "{done:#?}");
        assert_eq!(world.show(&serial)["stage"], stage);
    }
    // Whose chamber takes no part sees nothing of it.
    let other = world
        .person(&site, IHK, "kim@ihk.example", &["reader"])
        .sign_in(&site);
    assert_eq!(
        other.get(&format!("/staff/certificates/{serial}")).status,
        404
    );
    other.get("/staff/certificates").is(200, "0 Auszeichnungen");
}
