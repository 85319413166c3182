//! The municipality's kit: a private link, usage rights, and files.

use std::collections::BTreeSet;
use std::thread;
use std::time::Instant;

use crate::world::browser::{Browser, between};
use crate::world::http::{Answer, Site};
use crate::world::{AALEN, Backend, HWK, IHK, World, day, text};

on_both_databases!(
    a_link_is_shown_once_and_ends_with_the_next,
    a_link_ends_by_itself,
    seals_are_there_once_the_rights_are_accepted,
    of_two_who_accept_one_is_written_down,
    other_rights_are_accepted_anew,
    what_does_not_count_is_not_offered,
);

fn clerk<'a>(world: &World, site: &'a Site) -> Browser<'a> {
    world
        .person(site, IHK, "kim@ihk.example", &["clerk"])
        .sign_in(site)
}

/// Makes a link at the desk; its path.
#[track_caller]
fn link(clerk: &Browser, serial: &str) -> String {
    let page = format!("/staff/certificates/{serial}");
    let shown = clerk
        .send(&page, &format!("{page}/kit"), &[])
        .is(200, "Er wird nur jetzt gezeigt");
    let link = between(&shown.body, "<code class=\"secret\">", "</code>");
    let (_, path) = link.split_once("/kit/").unwrap();
    assert_eq!(path.len(), 64);
    format!("/kit/{path}")
}

/// Sends the form of the usage rights.
fn accept(site: &Site, link: &str, name: &str) -> Answer {
    send(
        site,
        link,
        &format!("version=2026-01&agreed=yes&name={name}"),
    )
}

fn send(site: &Site, link: &str, body: &str) -> Answer {
    let kind = "application/x-www-form-urlencoded".to_owned();
    site.request("POST", link, &[("content-type".to_owned(), kind)], body)
}

fn a_link_is_shown_once_and_ends_with_the_next(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let clerk = clerk(&world, &site);
    let page = format!("/staff/certificates/{serial}");
    clerk.get(&page).is(200, "Es gibt keinen gültigen Link");

    let first = link(&clerk, &serial);
    let answer = site.get(&first).is(200, "Stadt Aalen");
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-robots-tag", "noindex, nofollow"),
    ] {
        assert_eq!(answer.header(name), Some(value));
    }
    assert_eq!(answer.header("set-cookie"), None);
    clerk.get(&page).is(200, "Der Link wurde am");

    let second = link(&clerk, &serial);
    assert_ne!(first, second);
    let gone = site.get(&first).is(404, "Dieser Link gilt nicht (mehr)");
    assert_eq!(gone.header("cache-control"), Some("no-store"));
    site.get(&format!("{first}/urkunde.pdf")).is(404, "");
    site.get(&second).is(200, "Stadt Aalen");
    assert!(
        site.file(&format!("{second}/urkunde.pdf"))
            .starts_with(b"%PDF")
    );
    for nonsense in ["/kit/", "/kit/00", &format!("/kit/{}", "0".repeat(64))] {
        assert_eq!(site.get(nonsense).status, 404, "{nonsense}");
    }

    let sent = clerk.send(&page, &format!("{page}/kit/close"), &[]);
    clerk.follow(sent).is(200, "Der Link gilt nicht mehr.");
    site.get(&second).is(404, "Dieser Link gilt nicht (mehr)");

    let tokens = [&first, &second].map(|path| path.trim_start_matches("/kit/"));
    for token in tokens {
        let events = format!("SELECT COUNT(*) FROM events WHERE detail LIKE '%{token}%'");
        assert_eq!(world.database.number(&events), 0);
    }
    let told = "SELECT COUNT(*) FROM events WHERE action LIKE 'kit.%'";
    assert_eq!(world.database.number(told), 3);
    world.run(&["audit", "verify"]).is(0, "unverändert");
    clerk.get(&page).is(200, "Link zum Paket beendet");
}

/// In a process of its own, whose whole log can be read.
#[test]
fn the_link_is_in_no_log() {
    let mut world = World::new(Backend::Sqlite);
    world.set("RUST_LOG", "trace");
    let serial = world.issue_valid();
    let path = {
        let site = world.serve_now();
        link(&clerk(&world, &site), &serial)
    };
    let site = world.serve();
    site.get(&path).is(200, "Stadt Aalen");
    accept(&site, &path, "Erika").is(303, "");
    site.get(&format!("{path}/nichts")).is(404, "");
    let log = site.stop();
    assert!(!log.contains(path.trim_start_matches("/kit/")), "{log}");
}

fn a_link_ends_by_itself(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let path = link(&clerk(&world, &site), &serial);
    site.advance(364 * 86400);
    site.get(&path).is(200, "Stadt Aalen");
    site.advance(2 * 86400);
    site.get(&path).is(404, "Dieser Link gilt nicht (mehr)");
    accept(&site, &path, "Erika").is(404, "");
    accept(&site, "/kit/%0D%0Ax", "Erika").is(404, "");
    let accepted = "SELECT COUNT(*) FROM usage_acceptance";
    assert_eq!(world.database.number(accepted), 0);
}

fn seals_are_there_once_the_rights_are_accepted(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let clerk = clerk(&world, &site);
    let path = link(&clerk, &serial);
    let seal = format!("{path}/siegel-hoch-de-qr.svg");
    site.get(&path)
        .is(200, "Nutzungsrechte, Fassung 2026-01")
        .is(200, "innerhalb von 14 Tagen entfernt");
    assert!(!site.get(&path).body.contains("siegel-hoch"));
    site.get(&seal).is(303, "");
    site.get(&format!("{path}/siegel-paket.zip")).is(303, "");

    // Each field says what it lacks, and keeps what it has.
    let name = "id=\"name-problem\">Bitte tragen Sie Ihren Namen ein.";
    let agreed = "id=\"agreed-problem\">Bitte setzen Sie das Häkchen";
    let long = "x".repeat(121);
    for (body, says, others) in [
        (
            "agreed=yes&name=+",
            vec![name, " checked"],
            vec![agreed, "inzwischen"],
        ),
        (
            "name=Erika",
            vec![agreed, "value=\"Erika\""],
            vec!["name-problem", " checked"],
        ),
        (
            "",
            vec![name, agreed, "href=\"#name\"", "href=\"#agreed\""],
            vec!["inzwischen"],
        ),
        (
            &format!("agreed=yes&name={long}"),
            vec!["höchstens 120 Zeichen", &long, " checked"],
            vec![agreed],
        ),
    ] {
        let page = send(&site, &path, &format!("version=2026-01&{body}")).is(422, "role=\"alert\"");
        for part in says {
            assert!(page.body.contains(part), "{body}: no {part}");
        }
        for part in others {
            assert!(!page.body.contains(part), "{body}: {part}");
        }
    }
    send(&site, &format!("{path}?lang=en"), "version=2026-01").is(422, "Please tick the box");
    send(&site, &path, "name=Erika&name=Erika").is(409, "role=\"alert\"");
    accept(&site, &path, "Erika+Mustermann").is(303, "");
    let page = site.get(&path).is(200, "von Erika Mustermann");
    for text in [
        "siegel-quer-en-2400-weiss.png",
        "Qualitätszeichen Ausgezeichneter Wohnort",
        "siegel-paket.zip",
        "/seal/by/ausgezeichneter-wohnort/08136088.svg",
    ] {
        assert!(page.body.contains(text), "{text}");
    }
    site.get(&seal).is(200, "<k:seal");
    site.get_in(&format!("{path}?lang=en"), None)
        .is(200, "Accepted on");
    let version = world.database.text("SELECT version FROM usage_acceptance");
    assert_eq!(version, "2026-01");
    let wording = world.database.text("SELECT wording FROM usage_acceptance");
    assert!(wording.contains("nicht übertragbar"));
    let name = "SELECT COUNT(*) FROM events WHERE detail LIKE '%Mustermann%'";
    assert_eq!(world.database.number(name), 0);
    clerk
        .get(&format!("/staff/certificates/{serial}"))
        .is(200, "Nutzungsrechte angenommen")
        .is(200, "Erika Mustermann");
    assert!(
        !site
            .get(&format!("/z/{serial}"))
            .body
            .contains("Mustermann")
    );
}

fn of_two_who_accept_one_is_written_down(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let path = link(&clerk(&world, &site), &serial);
    thread::scope(|scope| {
        for name in ["Erika", "Max", "Lieselotte", "Hans"] {
            let (site, path) = (&site, &path);
            scope.spawn(move || accept(site, path, name).is(303, ""));
        }
    });
    let accepted = "SELECT COUNT(*) FROM usage_acceptance";
    assert_eq!(world.database.number(accepted), 1);
    let told = "SELECT COUNT(*) FROM events WHERE action = 'kit.accepted'";
    assert_eq!(world.database.number(told), 1);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn other_rights_are_accepted_anew(on: Backend) {
    let mut world = World::new(on);
    let serial = world.issue_valid();
    let path = {
        let site = world.serve_now();
        let path = link(&clerk(&world, &site), &serial);
        accept(&site, &path, "Erika").is(303, "");
        site.get(&path).is(200, "siegel-paket.zip");
        path
    };
    crate::follow_up::change_programme(
        &mut world,
        "version = \"2026-01\"",
        "version = \"2027-01\"",
    );
    let site = world.serve_now();
    let page = site.get(&path).is(200, "Fassung 2027-01");
    assert!(!page.body.contains("siegel-paket.zip"));
    // What was shown is not what is to be accepted now.
    let page =
        accept(&site, &path, "Erika+M").is(409, "Die Nutzungsrechte wurden inzwischen geändert");
    assert!(page.body.contains("die Fassung 2027-01") && page.body.contains("value=\"Erika M\""));
    assert!(
        !page.body.contains(" checked"),
        "nobody agreed to these words"
    );
    // Even if something else is wrong, too.
    send(&site, &path, "version=1999&name=").is(409, "inzwischen geändert");
    assert!(!site.get(&path).body.contains("siegel-paket.zip"));
    let accepted = "SELECT COUNT(*) FROM usage_acceptance";
    assert_eq!(world.database.number(accepted), 1);
}

fn what_does_not_count_is_not_offered(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let expired = world.issue("08136019", &day(-700), &["--until", &day(20)]);
    let site = world.serve_now();
    let clerk = clerk(&world, &site);
    let (path, ending) = (link(&clerk, &serial), link(&clerk, &expired));
    for path in [&path, &ending] {
        accept(&site, path, "Erika").is(303, "");
        site.get(path).is(200, "siegel-paket.zip");
    }
    let gone = |path: &str, says: &str| {
        let page = site
            .get(path)
            .is(200, says)
            .is(200, "keine Siegel angeboten");
        assert!(!page.body.contains("siegel-hoch") && !page.body.contains("siegel-paket"));
        site.get(&format!("{path}/siegel-hoch-de.svg")).is(303, "");
        site.get(&format!("{path}/siegel-paket.zip")).is(303, "");
        assert!(
            site.file(&format!("{path}/urkunde.pdf"))
                .starts_with(b"%PDF")
        );
    };
    world.decide("suspend", &serial, "Prüfung").is(0, "");
    gone(&path, "Die Nutzung ruht seit");
    world.decide("reinstate", &serial, "Geklärt").is(0, "");
    site.get(&path).is(200, "siegel-paket.zip");
    world.decide("withdraw", &serial, "Grund").is(0, "");
    gone(&path, "gilt seit");
    let page = format!("/staff/certificates/{serial}");
    assert!(!clerk.get(&page).body.contains("Link erneuern"));
    site.advance(21 * 86400);
    gone(&ending, "Mit ihr darf nicht mehr geworben werden");
}

#[test]
fn only_clerks_of_the_chambers_make_links() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let reader = world.person(&site, HWK, "lesen@hwk.example", &["reader"]);
    let reader = reader.sign_in(&site);
    let page = reader.get(&format!("/staff/certificates/{serial}"));
    assert!(!page.body.contains("Link erzeugen"));
    let post = format!("/staff/certificates/{serial}/kit");
    assert_eq!(reader.post(&post, &[]).status, 403);
}

/// The archive has every file, again to the byte, and says nothing of a result.
#[test]
fn the_archive_is_complete_and_the_same_again() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let path = link(&clerk(&world, &site), &serial);
    accept(&site, &path, "Erika").is(303, "");
    let began = Instant::now();
    let archive = site.file(&format!("{path}/siegel-paket.zip"));
    let packing = began.elapsed();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&archive)).unwrap();
    let names: BTreeSet<String> = zip.file_names().map(str::to_owned).collect();
    assert_eq!(names.len(), zip.len());
    let page = site.get(&path).body;
    let offered = page.match_indices("download=\"siegel-").map(|(at, _)| {
        let name = &page[at + "download=\"".len()..];
        name[..name.find('"').unwrap()].to_owned()
    });
    let offered: BTreeSet<String> = offered.filter(|name| !name.ends_with(".zip")).collect();
    assert_eq!(offered.len(), 3 * 2 * (2 + 10) + 2 * (2 + 8));
    assert!(offered.is_subset(&names));
    // No phone could read a code beside the words in 160 pixels, and the page says so.
    for missing in [
        "siegel-quer-de-qr-160.png",
        "siegel-quer-en-qr-160-weiss.png",
    ] {
        assert!(!offered.contains(missing), "{missing}");
        site.get(&format!("{path}/{missing}")).is(404, "");
    }
    assert!(page.contains("PNG ab 320 Pixeln"), "{page}");
    for name in [
        "urkunde.pdf",
        "einbinden-de.txt",
        "einbinden-en.txt",
        "pressetext-de.txt",
        "nutzungsrechte-en.txt",
        "alternativtext-de.txt",
    ] {
        assert!(names.contains(name), "{name}");
    }
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut zip.by_name(name).unwrap(), &mut bytes).unwrap();
        bytes
    };
    for name in [
        "siegel-hoch-en-qr.svg",
        "siegel-quer-de-640-weiss.png",
        "siegel-quer-en-160.png",
        "siegel-quer-de-druck.pdf",
    ] {
        assert_eq!(read(name), site.file(&format!("{path}/{name}")), "{name}");
    }
    let press = String::from_utf8(read("pressetext-de.txt")).unwrap();
    for part in ["Stadt Aalen", "Handwerkskammer Ulm", "bis einschließlich"] {
        assert!(press.contains(part), "{press}");
    }
    // Every line that the page offers, and every step.
    let fields = ["", "?lang=en"].map(|query| site.get(&format!("{path}{query}")).body);
    for (page, language) in fields.iter().zip(["de", "en"]) {
        let guide = String::from_utf8(read(&format!("einbinden-{language}.txt"))).unwrap();
        for id in ["typo3-wide", "drupal-upright", "live", "evergreen", "frame"] {
            let line = between(page, &format!("<textarea id=\"{id}\""), "</textarea>");
            let line = line.split_once('>').unwrap().1;
            let line = line.replace("&#60;", "<").replace("&#62;", ">");
            let line = line.replace("&#34;", "\"").replace("&#38;", "&");
            assert!(guide.contains(&line), "no {line} in {guide}");
        }
        assert!(
            guide.contains("\n3. ") && !guide.contains("\u{2068}"),
            "{guide}"
        );
    }
    // The second time it is not packed again.
    let began = Instant::now();
    let again = site.file(&format!("{path}/siegel-paket.zip"));
    assert!(archive == again, "the archive differs");
    assert!(began.elapsed() < packing / 4, "{:?}", began.elapsed());
}

/// The print is no Urkunde, and is not judged as one: the data in it is.
#[test]
fn the_print_is_checked_by_its_data() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let path = link(&clerk(&world, &site), &serial);
    accept(&site, &path, "Erika").is(303, "");
    for name in ["siegel-quer-en-druck.pdf", "siegel-hoch-de-qr-druck.pdf"] {
        let print = site.file(&format!("{path}/{name}"));
        let file = world.file(name, &print);
        let (code, report) = world.verify(&file);
        assert_eq!(
            (code, text(&report["serial"])),
            (0, serial.clone()),
            "{report}"
        );
        assert_eq!(report["picture"], true);
        assert_eq!(report["document"], serde_json::Value::Null);
        site.send_bytes("/verify", &print)
            .is(200, "Stadt Aalen")
            .is(
                200,
                "Die Zeichnung darum ist damit nicht belegt, und eine Urkunde ist die Datei nicht",
            )
            .is(200, &format!("src=\"/seal/{serial}.svg\""));
        let keyring = world.data().join("keys").join("keyring.toml");
        let keyring = keyring.display().to_string();
        let report = world.json(&["verify", &file, "--offline", "--keys", &keyring, "--json"]);
        assert_eq!(report["genuine"], true);
        // The same bytes again.
        assert!(print == site.file(&format!("{path}/{name}")));
        let mut altered = print.clone();
        let at = print
            .windows(9)
            .position(|part| part == b"</k:seal>")
            .unwrap()
            - 40;
        altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
        site.send_bytes("/verify", &altered)
            .is(422, "Nicht echt oder verändert");
    }
    let document = site.file(&format!("{path}/urkunde.pdf"));
    let report = site.send_bytes("/api/v1/verifications", &document).json();
    assert_eq!(report["genuine"], true);
    assert!(
        report.get("picture").is_none() && report["document"].is_object(),
        "{report}"
    );
    world.decide("withdraw", &serial, "Grund").is(0, "");
    let (code, _) = world.verify(
        &world
            .place("siegel-quer-en-druck.pdf")
            .display()
            .to_string(),
    );
    assert_eq!(code, 13);
}

/// A wording that speaks of anything but public facts does not even load.
#[test]
fn a_press_text_cannot_name_a_result() {
    let mut world = World::new(Backend::Sqlite);
    crate::follow_up::change_programme(&mut world, "number = 1", "number = 1");
    let folder = world.place("templates").join("ausgezeichneter-wohnort");
    let german = folder.join("de.ftl");
    let text = std::fs::read_to_string(&german).unwrap();
    let leaking = text.replace("press-title = ", "press-title = { $score } Prozent: ");
    std::fs::write(&german, leaking).unwrap();
    world.run(&["programme", "check"]).is(30, "press-title");
}

#[test]
fn a_world_has_its_link_for_its_serial_only() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue(AALEN, &day(-1), &[]);
    let state = text(&world.show(&serial)["state"]);
    assert_eq!(state, "valid");
    let site = world.serve_now();
    let clerk = clerk(&world, &site);
    let unsigned = world.prepare("08136019", &day(1), &[]);
    let post = format!("/staff/certificates/{unsigned}/kit");
    let page = clerk.get(&format!("/staff/certificates/{serial}"));
    let other = page.body.replace(&serial, &unsigned);
    let page = Answer {
        body: other,
        ..page
    };
    let answer = clerk.submit(&page, &post, &[]);
    assert_eq!(answer.status, 409);
}
