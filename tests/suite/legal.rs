//! The pages that the law wants: the operator's words, samples that say so, and the form for
//! barriers.

use std::fs;
use std::path::Path;

use crate::world::browser::{Browser, between};
use crate::world::{Backend, HWK, IHK, World};

on_both_databases!(a_barrier_is_reported_answered_and_deleted);

const PAGES: [&str; 3] = ["/impressum", "/datenschutz", "/barrierefreiheit"];

#[test]
fn a_sample_says_that_it_is_one() {
    let world = World::new(Backend::Sqlite);
    let site = world.serve_now();
    for path in PAGES {
        for (language, says) in [("de", "Muster:"), ("en", "Sample:")] {
            let page = site.get_in(path, Some(language)).is(200, says);
            let lang = format!("<html lang=\"{language}\"");
            assert!(
                page.body.contains(&lang) && page.body.contains('['),
                "{path}"
            );
            assert_eq!(page.header("set-cookie"), None);
        }
    }
    // Every public page and the desk lead there.
    for from in [
        "/",
        "/verify",
        "/z/x",
        "/gibt/es/nicht",
        "/api",
        "/staff/sign-in",
    ] {
        let page = site.get_in(&format!("{from}?lang=en"), None);
        for path in PAGES {
            let link = format!("href=\"{path}?lang=en\"");
            assert!(page.body.contains(&link), "{from} {path}");
        }
    }
}

/// The forms of the public, by their templates: what each is called, and whether it stores personal
/// data. Whoever adds one says so here, and in the privacy pages.
const FORMS: [(&str, Option<&str>); 4] = [
    ("file.html", None),
    ("kit/kit.html", Some("kit-rights")),
    ("legal.html", Some("barrier-title")),
    ("report.html", Some("report-title")),
];

#[test]
fn the_privacy_page_names_every_form_that_stores_something() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let html = root.join("html");
    let mut folders = vec![html.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in crate::world::files(&folder) {
            let name = path.strip_prefix(&html).unwrap().display().to_string();
            if path.is_dir() && name != "staff" {
                folders.push(path);
            } else if name.ends_with(".html")
                && fs::read_to_string(&path)
                    .unwrap()
                    .contains("method=\"post\"")
            {
                found.push(name);
            }
        }
    }
    found.sort();
    assert_eq!(found, FORMS.map(|(template, _)| template));

    let world = World::new(Backend::Sqlite);
    let site = world.serve_now();
    for language in ["de", "en"] {
        let page = site.get_in("/datenschutz", Some(language)).body;
        let texts = root.join("texts").join(language).join("kammersiegel.ftl");
        let texts = fs::read_to_string(texts).unwrap();
        for key in FORMS.iter().filter_map(|(_, key)| *key) {
            let key = format!("\n{key} = ");
            let name = between(&texts, &key, "\n");
            let mut paragraphs = page.split("<p>").filter_map(|p| p.split("</p>").next());
            let paragraph = paragraphs.find(|p| p.contains(&name));
            let paragraph = paragraph.unwrap_or_else(|| panic!("no {name} in {page}"));
            let words: [&str; 3] = match language {
                "de" => ["gespeichert", "gelöscht", "rechtsgrundlage"],
                _ => ["stored", "deleted", "legal basis"],
            };
            for word in words {
                assert!(
                    paragraph.to_lowercase().contains(word),
                    "no {word}: {paragraph}"
                );
            }
        }
    }
}

#[test]
fn the_operator_s_words_take_the_sample_s_place() {
    let world = World::new(Backend::Sqlite);
    let folder = world.place("templates").join("legal");
    fs::create_dir_all(&folder).unwrap();
    let own = "## Anbieter\n\nKammer <b>Muster</b> [Seite](javascript:x)\n";
    fs::write(folder.join("impressum.de.md"), own).unwrap();
    let site = world.serve_now();
    for language in ["de", "en"] {
        let page = site
            .get_in("/impressum", Some(language))
            .is(200, "<h2>Anbieter</h2>");
        assert!(page.body.contains("&lt;b&gt;Muster"), "{}", page.body);
        assert!(!page.body.contains("javascript:") && !page.body.contains("specimen-text"));
        // What is only there in German is said to be.
        assert_eq!(page.body.contains("<div lang=\"de\">"), language == "en");
    }
    site.get("/datenschutz").is(200, "Muster:");
    drop(site);
    fs::write(folder.join("datenschutz.en.md"), [0xff, 0xfe]).unwrap();
    world
        .run(&[
            "--templates",
            &world.place("templates").display().to_string(),
            "audit",
            "verify",
        ])
        .is(34, "datenschutz.en.md");
}

fn a_barrier_is_reported_answered_and_deleted(on: Backend) {
    let world = World::new(on);
    let site = world.serve_now();
    let public = Browser::new(&site);
    let send = |fields: &[(&str, &str)]| public.post("/barrierefreiheit", fields);
    let count = || world.database.number("SELECT COUNT(*) FROM feedback");
    // What is wrong stands beside the field, and nothing that was typed is lost.
    let answer = send(&[
        ("message", " "),
        ("place", "Startseite \"<b>"),
        ("name", "Kim"),
        ("email", "kim"),
    ]);
    let page = answer.is(422, "Schreiben Sie uns, was schwierig ist.");
    assert!(page.body.contains("Das ist keine E-Mail-Adresse."));
    assert!(
        page.body.contains("value=\"Startseite &#34;&#60;b&#62;\""),
        "{}",
        page.body
    );
    assert!(page.body.contains("value=\"kim\"") && page.body.contains("value=\"Kim\""));
    let long = "ä".repeat(4001);
    let page = send(&[("message", &long)]).is(422, "höchstens 4000");
    assert!(page.body.contains(&long));
    assert_eq!(count(), 0);
    // From another site, nothing is taken.
    let foreign = Browser::new(&site).with("sec-fetch-site", "cross-site");
    assert_eq!(
        foreign
            .post("/barrierefreiheit", &[("message", "x")])
            .status,
        403
    );
    let sent = send(&[
        ("message", "Der Kontrast <hier>\r\nist zu schwach."),
        ("place", "/z/…"),
        ("name", "Kim Beispiel"),
        ("email", "kim@example.org"),
    ]);
    assert_eq!(sent.status, 303, "{sent:?}");
    assert_eq!(sent.header("set-cookie"), None);
    public
        .follow(sent)
        .is(200, "Danke. Ihre Meldung ist angekommen.");
    for _ in 0..4 {
        assert_eq!(send(&[("message", "noch eine")]).status, 303);
    }
    let page = send(&[("message", "zu viel")]).is(429, "in ");
    assert!(page.body.contains(">zu viel</textarea>"));
    assert_eq!(count(), 5);
    site.advance(15 * 60);
    assert_eq!(send(&[("message", "später")]).status, 303);
    assert_eq!(count(), 6);
    // Staff see it, answer, and delete it. The audit trail knows nobody.
    let reader = world.person(&site, IHK, "lesen@ihk.example", &["reader"]);
    assert_eq!(reader.sign_in(&site).get("/staff/feedback").status, 403);
    let clerk = world.person(&site, HWK, "vorbereitung@hwk.example", &["clerk"]);
    let browser = clerk.sign_in(&site);
    let page = browser
        .get("/staff/feedback")
        .is(200, "mailto:kim@example.org");
    assert!(
        page.body.contains("Der Kontrast &#60;hier&#62;\nist"),
        "{}",
        page.body
    );
    let id = world
        .database
        .text("SELECT id FROM feedback WHERE name = 'Kim Beispiel'");
    let settle = format!("/staff/feedback/{id}/settle");
    let done = browser.submit(&page, &settle, &[]);
    browser.follow(done).is(200, "Die Meldung ist gelöscht.");
    assert_eq!(count(), 5);
    for never in ["Kim", "kim@", "Kontrast"] {
        let told = format!("SELECT COUNT(*) FROM events WHERE detail LIKE '%{never}%'");
        assert_eq!(world.database.number(&told), 0, "{never}");
    }
    world.run(&["audit", "verify"]).is(0, "unverändert");
}
