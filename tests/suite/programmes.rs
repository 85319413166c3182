//! No code knows the first programme: another one, of three other chambers, goes the whole path.

use std::fs;
use std::path::PathBuf;

use crate::world::{Backend, MUNICIPALITIES, World, day, text};

on_both_databases!(another_programme_goes_the_whole_path);

pub const ID: &str = "familienfreundlich";
pub const CHAMBERS: [&str; 3] = ["ihk-nordhafen", "hwk-nordhafen", "lwk-nordhafen"];

const PROGRAMME: &str = include_str!("../programmes/familienfreundlich/programme.toml");
const WORTE: &str = include_str!("../programmes/familienfreundlich/worte.ftl");
const WORDS: &str = include_str!("../programmes/familienfreundlich/words.ftl");

/// A world with the other programme's folder.
pub fn world(on: Backend) -> (World, PathBuf) {
    let mut world = World::bare(on);
    let folder = add(&mut world);
    (world, folder)
}

/// Adds the other programme to a world; returns its folder.
pub fn add(world: &mut World) -> PathBuf {
    let folder = world.place("templates").join(ID);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("programme.toml"), PROGRAMME).unwrap();
    fs::write(folder.join("worte.ftl"), WORTE).unwrap();
    fs::write(folder.join("words.ftl"), WORDS).unwrap();
    let templates = world.place("templates").display().to_string();
    world.set("KAMMERSIEGEL_TEMPLATES", &templates);
    for chamber in CHAMBERS {
        world.passphrase(chamber, crate::world::PASSPHRASE);
    }
    folder
}

fn another_programme_goes_the_whole_path(on: Backend) {
    let (world, _) = world(on);
    world
        .run(&["programme", "check"])
        .is(0, "7 familienfreundlich: Familienfreundlicher Ort");
    let list = world.file("m.csv", MUNICIPALITIES);
    world.ok(&["municipality", "import", &list]);
    for chamber in CHAMBERS {
        world.ok(&["keys", "new", "--chamber", chamber]);
    }
    let prepare = |more: &[&str]| {
        let command = [
            "certificate",
            "prepare",
            "--programme",
            ID,
            "--municipality",
            "08135025",
        ];
        text(&world.json(&[&command[..], more, &["--json"]].concat())["serial"])
    };
    let serial = prepare(&["--from", &day(-3)]);
    for (chamber, says) in [
        (1, "unterschrieben"),
        (2, "unterschrieben"),
        (0, "ausgestellt"),
    ] {
        assert_eq!(world.verify(&serial).0, 20);
        world.sign(&serial, CHAMBERS[chamber]).is(0, says);
    }
    world
        .sign(&serial, crate::world::IHK)
        .is(32, "keinen Schlüssel");
    let shown = world.show(&serial);
    let (code, report) = world.verify(&text(&shown["qr_text"]));
    assert_eq!(code, 0);
    assert_eq!(report["issuers"].as_array().unwrap().len(), 3);
    assert_eq!(report["mark"]["name"], "Familienfreundlicher Ort");
    assert_eq!(report["mark"]["number"], 7);

    let site = world.serve();
    let german = "der Kammer für Handel Nordhafen, der Kammer für Handwerk Nordhafen und \
                  der Kammer für Landbau Nordhafen";
    let page = site
        .get(&format!("/z/{serial}"))
        .is(200, german)
        .is(200, "Spielplätze");
    assert!(!page.body.contains("Muster:"), "it is no sample");
    site.get(&format!("/z/{serial}?lang=en"))
        .is(200, "Family-Friendly Place")
        .is(200, "A jury.");
    site.get("/").is(200, "Familienfreundlicher Ort");
    // Offline, with the keyring alone: it knows the mark.
    let ring = world.data().join("keys/keyring.toml").display().to_string();
    let qr = text(&shown["qr_text"]);
    world
        .run(&["verify", &qr, "--offline", "--keys", &ring])
        .is(0, "Familienfreundlicher Ort");
    // Terms are data, and months have ends.
    for (from, more, until) in [
        ("2025-08-31", &[][..], "2027-02-28"),
        ("2025-03-31", &["--renewal"], "2025-04-30"),
        ("2025-01-31", &["--renewal"], "2025-02-28"),
        ("2024-01-30", &["--renewal"], "2024-02-29"),
        ("2025-01-01", &["--renewal"], "2025-01-31"),
    ] {
        let serial = prepare(&[&["--from", from][..], more].concat());
        assert_eq!(
            text(&world.show(&serial)["valid_until"]),
            until,
            "{from} {more:?}"
        );
    }
}

#[test]
fn every_broken_folder_is_named_with_its_fault() {
    let (world, folder) = world(Backend::Sqlite);
    let good = PROGRAMME;
    let third = good.rfind("[[chambers]]").unwrap();
    let second = good[..third].rfind("[[chambers]]").unwrap();
    let check = |says: &str| {
        for command in [
            &["programme", "check"][..],
            &["serve", "--listen", "127.0.0.1:0"],
        ] {
            world.run(command).is(30, says).is(30, ID);
        }
    };
    let signatory = "[[chambers.signatories]]\nname = \"A\"\noffice = \"B\"\n";
    for (bad, says) in [
        (
            good.replace("number = 7", "number = 1"),
            "the number 1 belongs to another programme",
        ),
        (
            good.replace(ID, "anders-genannt"),
            "the folder is not named anders-genannt",
        ),
        (
            good.replace("number = 7", "number = \"7\""),
            "programme.toml",
        ),
        (
            good.replace("number = 7", "number = 7\nextra = 1"),
            "unknown field",
        ),
        (good.replace("#204020", "green"), "#RRGGBB"),
        (good[..second].to_owned(), "at least two chambers"),
        (good.replace(CHAMBERS[1], CHAMBERS[0]), "is listed twice"),
        (
            format!("{good}{signatory}{signatory}"),
            "one or two signatories",
        ),
        (
            good.replace("first_months = 18", "first_months = 0"),
            "at least one month",
        ),
        (
            good.replace("place = \"Nordhafen\"", "place = \" \""),
            "place is empty",
        ),
        (
            good.replace("Family-Friendly Place", ""),
            "name.en is empty",
        ),
        (
            good.replace("worte.ftl", "fehlt.ftl"),
            "the file fehlt.ftl is missing",
        ),
        (
            good.replace("worte.ftl", "../../secret"),
            "the file ../../secret is missing",
        ),
        (
            good.replace(CHAMBERS[0], "IHK Nordhafen"),
            "is not an identifier",
        ),
    ] {
        fs::write(folder.join("programme.toml"), bad).unwrap();
        check(says);
    }
    fs::write(folder.join("programme.toml"), good).unwrap();
    for (bad, says) in [
        (
            WORTE.replace("heading = Zeugnis\n", ""),
            "the text heading is missing",
        ),
        (
            WORTE.replace("{ $place }", "{ $score }"),
            "the text place-and-date is missing or uses",
        ),
        (
            WORTE.replace("heading = Zeugnis", "heading = { $"),
            "worte.ftl",
        ),
        (
            format!("{WORTE}heading = zweimal\n"),
            "a text is given twice",
        ),
    ] {
        fs::write(folder.join("worte.ftl"), bad).unwrap();
        check(says);
    }
    fs::write(folder.join("worte.ftl"), WORTE).unwrap();
    fs::remove_file(folder.join("words.ftl")).unwrap();
    check("the file words.ftl is missing");
    fs::write(folder.join("words.ftl"), WORDS).unwrap();
    world.run(&["programme", "check"]).is(0, "in Ordnung");
    world
        .run(&["--templates", "/nowhere", "programme", "check"])
        .is(34, "/nowhere");
    // Whoever names the folder of the mark itself would get what is built in.
    let folder = folder.to_str().unwrap();
    world
        .run(&["--templates", folder, "programme", "check"])
        .is(30, "name the folder that holds it");
}

#[test]
fn no_code_knows_the_first_programme() {
    let programme = include_str!("../../templates/ausgezeichneter-wohnort/programme.toml");
    let mut words: Vec<&str> =
        ["Ostwürttemberg", "ostwuerttemberg", "Wohnort", "Fachkräfte"].into();
    words.extend([
        "Heidenheim",
        "IHK",
        "HWK",
        "hwk-",
        "ihk-",
        "Handwerkskammer",
        "Handelskammer",
    ]);
    for word in &words {
        let known = programme.contains(word) || *word == "Fachkräfte";
        assert!(known, "{word} is no word of the first programme");
    }
    words.push(crate::world::PROGRAMME);
    for (path, text) in crate::architecture::sources(&["src"], "rs") {
        let demo = path.ends_with("cli/demo.rs");
        // Comments may give examples; code may not.
        let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
        for (line, word) in code.flat_map(|l| words.iter().map(move |w| (l, *w))) {
            let allowed = demo && word == crate::world::PROGRAMME;
            assert!(
                allowed || !line.contains(word),
                "{}: {line}",
                path.display()
            );
        }
    }
    for (path, text) in crate::architecture::sources(&["templates/html"], "html") {
        for word in &words {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}
