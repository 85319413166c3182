//! A server that was taken over completely offers other facts, other words, and what is no seal:
//! the machine of the second chamber signs nothing that it has not made again itself, and says why.

use std::thread::sleep;
use std::time::Duration;

use jiff::Timestamp;
use kammersiegel::domain::municipality::RecipientName;
use kammersiegel::domain::validity::{Day, Term};
use serde_json::{Value, json};

use super::fake::{Fake, forward};
use super::machine::POLICY;
use super::scene::{Scene, item as item_of, other_facts, with};
use crate::world::{AALEN, HWK, IHK, KOENIGSBRONN, day};

#[test]
fn what_is_no_seal_is_not_signed() {
    let scene = Scene::new();
    let item = scene.item();
    let body = item["body"].as_str().unwrap();
    for (bytes, why) in [
        // A hash.
        ("ab".repeat(32), "ist kein Siegel"),
        (String::new(), "cut off"),
        ("zz".to_owned(), "Das Feld body"),
        // The same facts in another encoding: a head of two bytes for the array.
        (format!("980a{}", &body[2..]), "deterministic"),
        (format!("{body}00"), "behind the end"),
        (body[..body.len() - 2].to_owned(), "ist kein Siegel"),
        // A seal that is signed already.
        (format!("{body}{}", "11".repeat(64)), "behind the end"),
    ] {
        scene.refused(&with(&item, "/body", json!(bytes)), why);
    }
    // Nothing of it stands in the way of the genuine item.
    let (done, fake) = scene.offered(&item);
    done.is(0, "Siegel unterschrieben");
    assert_eq!(fake.deliveries().len(), 1);
}

#[test]
fn other_facts_are_not_signed() {
    let scene = Scene::new();
    let other = scene.server.prepare(KOENIGSBRONN, &day(-1), &[]);
    let item = scene.item();
    let foreign = item_of(&scene.machine, &scene.site, &other);
    // Another certificate under this number, the words of this one with other facts.
    let mut disguised = foreign.clone();
    disguised["asked"] = item["serial"].clone();
    scene.refused(&disguised, "mit einer anderen Auszeichnung");
    scene.refused(
        &with(&item, "/body", foreign["body"].clone()),
        "mit einer anderen Auszeichnung",
    );
    let longer = other_facts(&item, |facts| {
        let until = facts.term.until().plus(1).unwrap();
        facts.term = Term::new(facts.term.from(), until).unwrap();
    });
    scene.refused(&longer, "Die Worte auf der Urkunde (validity)");
    let renamed = other_facts(&item, |facts| {
        facts.name = RecipientName::parse("Aalen am Kocher").unwrap();
    });
    scene.refused(&renamed, "Die Worte auf der Urkunde (title)");
    let mark = other_facts(&item, |facts| facts.mark = 7);
    scene.refused(&mark, "kein Qualitätszeichen mit der Nummer 7");
    // Keys that are not the pinned ones, in either place.
    for (place, chamber) in [(0, IHK), (1, HWK)] {
        let keys = other_facts(&item, |facts| facts.keys[place].0[0] ^= 1);
        scene.refused(
            &keys,
            &format!("nennt für {chamber} einen anderen Schlüssel"),
        );
    }
    let swapped = other_facts(&item, |facts| facts.keys.swap(0, 1));
    scene.refused(&swapped, "einen anderen Schlüssel");
    let alone = other_facts(&item, |facts| facts.keys.truncate(1));
    scene.refused(&alone, "nennt für hwk-ulm einen anderen Schlüssel");
    let more = other_facts(&item, |facts| facts.keys.push(facts.keys[0]));
    scene.refused(&more, "Das Feld keys");
    scene.machine.signed_nothing();
}

#[test]
fn other_words_are_not_signed() {
    let scene = Scene::new();
    let item = scene.item();
    let words = item["inscription"].as_object().unwrap();
    // Every single one.
    for (name, value) in words {
        let other = match value {
            Value::String(text) => json!(format!("{text} ")),
            Value::Array(_) => json!([]),
            _ => json!("GENEHMIGT"),
        };
        let item = with(&item, &format!("/inscription/{name}"), other);
        scene.refused(&item, "Die Worte auf der Urkunde");
    }
    let signatory = "/inscription/chambers/1/signatories/0/name";
    scene.refused(
        &with(&item, signatory, json!("Mallory Muster")),
        "Die Worte auf der Urkunde (chambers)",
    );
    // The words of a Gemeinde and of another day go with these facts, but not with what the
    // chamber wrote down.
    scene.refused(&with(&item, "/kind", json!("Gemeinde")), "(title)");
    let later = Day::parse(&day(5)).unwrap().to_string();
    scene.refused(&with(&item, "/dated", json!(later)), "(place-and-date)");
    scene.machine.signed_nothing();
}

#[test]
fn other_fields_are_not_believed() {
    let scene = Scene::new();
    let item = scene.item();
    for (place, value, why) in [
        ("/format", json!(1), "die Fassung 1"),
        (
            "/programme",
            json!("anderes"),
            "gehört hier zu einem anderen",
        ),
        ("/host", json!("siegel.evil.example"), "siegel.evil.example"),
        ("/replaces", json!("x"), "Das Feld replaces"),
        (
            "/prepared_at",
            json!("2999-01-01T00:00:00Z"),
            "in der Zukunft",
        ),
        ("/kind", json!("Staat"), "nicht lesbar"),
        ("/inscription", json!({}), "nicht lesbar"),
        (
            "/document",
            json!({ "sealed_at": "2025-01-01T00:00:00Z", "bytes": "" }),
            "Das Feld document",
        ),
    ] {
        scene.refused(&with(&item, place, value), why);
    }
    // Urkunden wait that nobody has sealed.
    let mut urkunde = with(&item, "/round", json!("document"));
    scene.refused(&urkunde, "Das Feld document");
    urkunde["document"] = json!({ "sealed_at": Timestamp::now().to_string(), "bytes": "00" });
    scene.refused(
        &urkunde,
        "Die Unterschrift von ihk-ostwuerttemberg unter dem Siegel",
    );
    // A list of another chamber, and nonsense.
    for (list, why) in [
        (
            json!({ "format": 2, "chamber": IHK, "waiting": [] }),
            "gehört einer anderen Kammer",
        ),
        (
            json!({ "format": 9, "chamber": HWK, "waiting": [] }),
            "die Fassung 9",
        ),
        (json!({ "waiting": "all" }), "nicht lesbar"),
        (
            json!({ "format": 2, "chamber": HWK, "waiting": [{ "serial": "../..", "round": "seal" }] }),
            "Das Feld serial",
        ),
    ] {
        let fake = Fake::new(move |_| Some((200, serde_json::to_vec(&list).unwrap())));
        scene.machine.once_at(&fake.address, &[]).is(31, why);
    }
    scene.machine.signed_nothing();
}

#[test]
fn what_the_policy_does_not_allow_is_left_to_a_person() {
    let scene = Scene::new();
    let server = &scene.server;
    let long = server.prepare(AALEN, &day(-1), &["--renewal"]);
    let early = server.prepare(AALEN, &day(-100), &[]);
    let dated = server.prepare(AALEN, &day(-1), &["--dated", &day(90)]);
    server
        .database
        .execute("UPDATE municipality SET website = 'aalen.evil.example'");
    let website = server.prepare(AALEN, &day(-1), &[]);
    server
        .database
        .execute("UPDATE municipality SET kind = 'Gemeinde'");
    let kind = server.prepare(AALEN, &day(-1), &[]);
    server
        .database
        .execute("UPDATE municipality SET ags = '09999999' WHERE ags = '08136088'");
    let unknown = server.prepare("09999999", &day(-1), &[]);
    let policy = scene.machine.policy(POLICY);
    let done = scene.machine.once(&scene.site, &["--policy", &policy]);
    let done = done.is(0, &format!("{}: Siegel unterschrieben", scene.serial));
    let section = |serial: &str| {
        let mut lines = done
            .out
            .lines()
            .skip_while(|line| !line.starts_with(serial));
        let first = lines
            .next()
            .unwrap_or_else(|| panic!("no {serial}: {done:#?}"));
        let rest = lines.take_while(|line| line.starts_with(' '));
        [first]
            .into_iter()
            .chain(rest)
            .collect::<Vec<_>>()
            .join("\n")
    };
    for (serial, why) in [
        (&long, "länger als 36 Monate"),
        (&early, "mehr als 60 Tage entfernt"),
        (&dated, "mehr als 60 Tage entfernt"),
        (&website, "nennt Name, Art oder Website"),
        (&kind, "nennt Name, Art oder Website"),
        (&unknown, "steht nicht in der Liste"),
    ] {
        let section = section(serial);
        assert!(section.contains(why), "{why}: {section}");
    }
    assert_eq!(scene.machine.acts("seal"), 1);
    // Not more than so many a day, and only the marks that are named.
    for (text, why) in [
        (POLICY.replace("= 50", "= 1"), "Heute wurden schon 1 Siegel"),
        (
            POLICY.replace("ausgezeichneter-wohnort", "anderes"),
            "nennen dieses Qualitätszeichen nicht",
        ),
    ] {
        let policy = scene.machine.policy(&text);
        scene
            .machine
            .once(&scene.site, &["--policy", &policy])
            .is(0, why);
    }
    assert_eq!(scene.machine.acts("seal"), 1);
    for broken in ["", "programmes = 7", &format!("{POLICY}trust = true\n")] {
        let policy = scene.machine.policy(broken);
        scene
            .machine
            .once(&scene.site, &["--policy", &policy])
            .is(30, "Die Regeln in");
    }
}

/// What was signed once stays the only thing under its number.
#[test]
fn nothing_else_is_signed_under_a_number() {
    let scene = Scene::new();
    let item = scene.item();
    scene.machine.by_policy(&scene.site).is(0, "zugestellt");
    // A replay is answered with the very same bytes.
    let (done, first) = scene.offered(&item);
    done.is(0, "zugestellt");
    let (done, second) = scene.offered(&item);
    done.is(0, "zugestellt");
    assert_eq!(first.deliveries(), second.deliveries());
    assert_eq!(scene.machine.acts("seal"), 1);
    let otherwise = "schon etwas anderes entschieden";
    let longer = other_facts(&item, |facts| {
        let until = facts.term.until().plus(-1).unwrap();
        facts.term = Term::new(facts.term.from(), until).unwrap();
    });
    scene.refused(&longer, otherwise);
    scene.refused(&with(&item, "/kind", json!("Gemeinde")), otherwise);
    scene.refused(&with(&item, "/dated", json!(day(2))), otherwise);
    let reason = with(&item, "/inscription/reason", json!("Weil wir es sagen."));
    scene.refused(&reason, otherwise);
    // The same for the Urkunde, in which the first chamber signs a second time.
    scene.server.sign(&scene.serial, IHK).is(0, HWK);
    let urkunde = scene.item();
    let (done, first) = scene.offered(&urkunde);
    done.is(0, "Urkunde unterschrieben");
    scene.server.database.execute("DELETE FROM draft");
    sleep(Duration::from_millis(1100));
    scene.server.ok(&["certificate", "sign", "--chamber", IHK]);
    let again = scene.item();
    assert_ne!(again["document"], urkunde["document"]);
    scene.refused(&again, otherwise);
    // Nor does the server take what was built upon the other signature.
    let built = &first.deliveries()[0];
    assert_eq!(forward(&scene.site.address, built).0, 422);
    let (_, second) = scene.offered(&urkunde);
    assert_eq!(first.deliveries(), second.deliveries());
    scene.refused(
        &with(&urkunde, "/inscription/reason", json!("Weil.")),
        otherwise,
    );
}
