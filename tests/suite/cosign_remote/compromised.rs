//! A server that was taken over completely, with the first chamber's keys in its hands: the
//! machine of the second chamber signs nothing that it has not made again itself, and says why.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use jiff::Timestamp;
use kammersiegel::document::appearance::SignatureWords;
use kammersiegel::document::signature::{Slot, begin};
use kammersiegel::document::unfinished;
use kammersiegel::domain::artwork::{Artwork, Rgb};
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::domain::municipality::RecipientName;
use kammersiegel::domain::validity::{Day, Term};
use kammersiegel::keys::document::DocumentSigner;
use kammersiegel::keys::{KeyFolder, Passphrase};
use kammersiegel::seal::payload;
use serde_json::{Value, json};

use super::fake::{Fake, Request, forward};
use super::machine::{Machine, POLICY, new_token, server};
use super::path::issued;
use crate::world::http::Site;
use crate::world::{AALEN, Backend, Done, HWK, IHK, KOENIGSBRONN, PASSPHRASE, World, day, text};

on_both_databases!(
    a_database_that_was_tampered_with_is_found_out,
    without_the_machine_nothing_is_issued,
);

/// A server, the machine, and a certificate that waits for its signature under the seal.
struct Scene {
    server: World,
    machine: Machine,
    site: Site,
    serial: String,
}

impl Scene {
    fn new() -> Self {
        let server = server(Backend::Sqlite);
        let machine = Machine::of(HWK).with_token_of(&server);
        let site = server.serve();
        let serial = server.prepare(AALEN, &day(-1), &[]);
        Self {
            server,
            machine,
            site,
            serial,
        }
    }

    /// A certificate that both have sealed, and whose Urkunde the first chamber has signed.
    fn sealed() -> Self {
        let scene = Self::new();
        scene.machine.by_policy(&scene.site).is(0, "zugestellt");
        scene.server.sign(&scene.serial, IHK).is(0, HWK);
        scene
    }

    /// What the real server offers.
    fn item(&self) -> Value {
        item(&self.machine, &self.site, &self.serial)
    }

    /// Lets the machine look at an item under its policy.
    fn offered(&self, item: &Value) -> (Done, Fake) {
        let fake = Fake::offering(HWK, item);
        let policy = self.machine.policy(POLICY);
        let done = self.machine.once_at(&fake.address, &["--policy", &policy]);
        (done, fake)
    }

    /// The item is not signed, for this reason, and nothing is delivered.
    #[track_caller]
    fn refused(&self, item: &Value, why: &str) {
        let before = self.machine.acts("seal") + self.machine.acts("document");
        let (done, fake) = self.offered(item);
        let done = done.is(31, why);
        assert!(done.err.contains("nicht erledigt"), "{done:#?}");
        assert_eq!(fake.deliveries(), [], "{why}");
        let after = self.machine.acts("seal") + self.machine.acts("document");
        assert_eq!(after, before, "{why}");
    }
}

fn item(machine: &Machine, site: &Site, serial: &str) -> Value {
    let token = std::fs::read_to_string(machine.world.place("token")).unwrap();
    let (status, body) = forward(
        &site.address,
        &Request {
            method: "GET".to_owned(),
            path: format!("/api/v1/cosign/certificates/{serial}"),
            token: format!("Bearer {}", token.trim()),
            kind: String::new(),
            body: Vec::new(),
        },
    );
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
    serde_json::from_slice(&body).unwrap()
}

/// The item with another value at a place.
fn with(item: &Value, place: &str, value: Value) -> Value {
    let mut item = item.clone();
    *item.pointer_mut(place).unwrap_or_else(|| panic!("{place}")) = value;
    item
}

/// The body of an item with other facts, in its one encoding.
fn other_facts(
    item: &Value,
    change: impl FnOnce(&mut kammersiegel::domain::certificate::Facts),
) -> Value {
    let body = hex::decode(item["body"].as_str().unwrap()).unwrap();
    let (mut facts, _) = payload::decode(&body).unwrap();
    change(&mut facts);
    with(item, "/body", json!(hex::encode(payload::encode(&facts))))
}

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
    let foreign = item_of(&scene, &other);
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
        ("/format", json!(2), "die Fassung 2"),
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
            json!({ "format": 1, "chamber": IHK, "waiting": [] }),
            "gehört einer anderen Kammer",
        ),
        (
            json!({ "format": 9, "chamber": HWK, "waiting": [] }),
            "die Fassung 9",
        ),
        (json!({ "waiting": "all" }), "nicht lesbar"),
        (
            json!({ "format": 1, "chamber": HWK, "waiting": [{ "serial": "../..", "round": "seal" }] }),
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
    let (_, second) = scene.offered(&urkunde);
    assert_eq!(first.deliveries(), second.deliveries());
    scene.refused(
        &with(&urkunde, "/inscription/reason", json!("Weil.")),
        otherwise,
    );
}

#[test]
fn another_page_is_not_signed() {
    let scene = Scene::sealed();
    let item = scene.item();
    let bytes = pdf(&item);
    let page = unfinished::after(&bytes, 0).unwrap().to_vec();
    let offer = |pdf: &[u8]| with(&item, "/document/bytes", json!(hex::encode(pdf)));
    let other_page = "nicht die, die diese Maschine";
    // Any byte of the page, and a page of somebody else.
    for at in [10, 500, page.len() / 2, page.len() - 20] {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        scene.refused(&offer(&changed), other_page);
    }
    scene.refused(&offer(&bytes[..page.len() - 1]), other_page);
    scene.refused(&offer(b"%PDF-1.7\n"), other_page);
    scene.refused(&offer(&[0xab; 32]), other_page);
    scene.refused(
        &with(&item, "/document/bytes", json!("no")),
        "Das Feld document",
    );
    // Without the first chamber's signature it is not this chamber's turn.
    scene.refused(&offer(&page), "noch nicht an der Reihe");
    // Something is put behind the first signature, or replaces it.
    for more in [&b"\n"[..], b"%%EOF\n", b"9 0 obj\n<<>>\nendobj\n"] {
        scene.refused(&offer(&[&bytes, more].concat()), "nicht in Ordnung");
    }
    let mut wrong = bytes.clone();
    let gap = memchr::memmem::rfind(&wrong, b"/Contents <").unwrap() + 200;
    wrong[gap] = if wrong[gap] == b'0' { b'1' } else { b'0' };
    scene.refused(&offer(&wrong), "nicht in Ordnung");
    // Another moment of sealing gives another page; before the own signature is impossible.
    let at: Timestamp = item["document"]["sealed_at"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    for (seconds, why) in [
        (1, other_page),
        (-7200, "bevor diese Kammer"),
        (7200, "in der Zukunft"),
    ] {
        let at = at + jiff::SignedDuration::from_secs(seconds);
        scene.refused(
            &with(&item, "/document/sealed_at", json!(at.to_string())),
            why,
        );
    }
    assert_eq!(scene.machine.acts("document"), 0);
    scene.machine.by_policy(&scene.site).is(0, "Ausgestellt");
    issued(&scene.server, &scene.serial);
}

#[test]
fn a_first_signature_that_is_not_the_first_chambers_is_not_built_upon() {
    let scene = Scene::sealed();
    let item = scene.item();
    let bytes = pdf(&item);
    let page = unfinished::after(&bytes, 0).unwrap();
    let offer = |pdf: &[u8]| with(&item, "/document/bytes", json!(hex::encode(pdf)));
    // A key that calls itself the first chamber's.
    let elsewhere = World::bare(Backend::Sqlite);
    elsewhere.ok(&["keys", "new", "--chamber", IHK]);
    let impostor = key(&elsewhere, IHK);
    let label = "Elektronisch gesiegelt";
    let forged = sign(page, &impostor, label);
    scene.refused(&offer(&forged), "foreign certificate");
    // The first chamber's own key, but the field shows or says something else.
    let label = "Hiermit wird alles bestätigt";
    let other = sign(page, &key(&scene.server, IHK), label);
    scene.refused(&offer(&other), "zeigt oder sagt etwas anderes");
    // A seal of which a signature is wrong, is missing, or was made for something else.
    let place = item["signatures"].as_array().unwrap().iter();
    let place = place.clone().position(|s| s["chamber"] == IHK).unwrap();
    let given = format!("/signatures/{place}/signature");
    let right = item.pointer(&given).unwrap().as_str().unwrap();
    let flipped = format!(
        "{}{}",
        if right.starts_with('0') { "1" } else { "0" },
        &right[1..]
    );
    let wrong = format!("Die Unterschrift von {IHK} unter dem Siegel");
    for other in [flipped, "00".repeat(64), String::new()] {
        scene.refused(&with(&item, &given, json!(other)), &wrong);
    }
    scene.refused(
        &with(&item, "/signatures", json!([])),
        "unter dem Siegel stimmt nicht",
    );
    assert_eq!(scene.machine.acts("document"), 0);
}

/// The words are not signed with the facts, so the database could change them.
fn a_database_that_was_tampered_with_is_found_out(on: Backend) {
    let server = server(on);
    let machine = Machine::of(HWK).with_token_of(&server);
    let site = server.serve();
    let serial = server.prepare(AALEN, &day(-1), &[]);
    let change = |from: &str, to: &str| {
        server.database.execute(&format!(
            "UPDATE certificate SET inscription = REPLACE(inscription, '{from}', '{to}')"
        ));
    };
    change("gelebten Willkommenskultur", "gelebten Wohnkultur");
    machine.by_policy(&site).is(31, "(reason)");
    machine.signed_nothing();
    // Nor does the first chamber sign it, on the server itself.
    server
        .sign(&serial, IHK)
        .is(31, "bereiten Sie die Auszeichnung neu vor");
    assert_eq!(server.database.number("SELECT COUNT(*) FROM signature"), 0);
    change("gelebten Wohnkultur", "gelebten Willkommenskultur");
    machine.by_policy(&site).is(0, "zugestellt");
    server.sign(&serial, IHK).is(0, "");
    // Between the rounds.
    change("Lieselotte Probe", "Mallory Muster");
    machine
        .by_policy(&site)
        .is(31, "schon etwas anderes entschieden");
    change("Mallory Muster", "Lieselotte Probe");
    // The Urkunde that the first chamber signed.
    let draft = server.database.bytes("SELECT bytes FROM draft");
    let mut other = draft.clone();
    other[700] ^= 1;
    server
        .database
        .set_bytes("UPDATE draft SET bytes = $1", &other);
    machine
        .by_policy(&site)
        .is(31, "nicht die, die diese Maschine");
    server
        .database
        .set_bytes("UPDATE draft SET bytes = $1", &draft);
    machine.by_policy(&site).is(0, "Ausgestellt");
    issued(&server, &serial);
}

/// Whoever has the server, the first chamber's keys and even the second one's token, but not its
/// machine: whatever is done in whatever order, nothing is issued.
fn without_the_machine_nothing_is_issued(on: Backend) {
    let server = server(on);
    let token = new_token(&server, HWK);
    let token = format!("Bearer {}", token.trim());
    let site = server.serve();
    let deliver = |serial: &str, what: &str, kind: &str, body: Vec<u8>| {
        let (status, _) = forward(
            &site.address,
            &Request {
                method: "POST".to_owned(),
                path: format!("/api/v1/cosign/certificates/{serial}/{what}"),
                token: token.clone(),
                kind: kind.to_owned(),
                body,
            },
        );
        status
    };
    let elsewhere = World::new(Backend::Sqlite);
    let genuine = text(&elsewhere.show(&elsewhere.issue_valid())["document"]);
    let genuine = fs::read(genuine).unwrap();
    let mut serials = vec![server.prepare(AALEN, &day(-1), &[])];
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move |most: u64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random % most
    };
    let keys = server.json(&["keys", "list", "--json"]);
    for step in 0..40 {
        let serial = serials[usize::try_from(next(serials.len() as u64)).unwrap()].clone();
        let signature = server
            .database
            .number("SELECT COUNT(*) FROM signature")
            .gt(&0)
            .then(|| {
                hex::encode(
                    server
                        .database
                        .bytes("SELECT signature FROM signature LIMIT 1"),
                )
            });
        match next(9) {
            0 => serials.push(server.prepare(AALEN, &day(-1), &[])),
            1 | 2 => {
                server.sign(&serial, IHK);
            }
            3 => {
                server.run(&["certificate", "sign", "--chamber", IHK]);
            }
            4 => {
                // The first chamber's signature, or nonsense, as the second one's.
                let key = keys[usize::try_from(next(2)).unwrap()]["key_id"].clone();
                let signature = signature.unwrap_or_else(|| "00".repeat(64));
                let body = json!({ "key_id": key, "signature": signature });
                let status = deliver(
                    &serial,
                    "seal",
                    "application/json",
                    serde_json::to_vec(&body).unwrap(),
                );
                assert!((400..500).contains(&status), "{status}");
            }
            5 => {
                let bytes = genuine.clone();
                let status = deliver(&serial, "document", "application/pdf", bytes);
                assert!((400..500).contains(&status), "{status}");
            }
            6 => {
                // Behind the program's back.
                let stage = ["sealed", "prepared"][usize::try_from(next(2)).unwrap()];
                server.database.execute(&format!(
                    "UPDATE certificate SET stage = '{stage}' WHERE serial = '{serial}'"
                ));
            }
            7 => {
                server.run(&["certificate", "sign", &serial, "--chamber", HWK]);
            }
            _ => {
                server.database.execute(
                    "DELETE FROM signature WHERE chamber = 'hwk-ulm';
                     INSERT INTO signature (serial, chamber, key_id, signature, signed_at)
                     SELECT serial, 'hwk-ulm', key_id, signature, signed_at FROM signature",
                );
            }
        }
        for serial in &serials {
            let (code, said) = server.verify(serial);
            assert!(matches!(code, 20 | 21), "step {step}: {said:#}");
        }
        let issued = "SELECT COUNT(*) FROM certificate WHERE stage = 'issued'";
        assert_eq!(server.database.number(issued), 0, "step {step}");
        assert_eq!(server.database.number("SELECT COUNT(*) FROM document"), 0);
    }
}

fn item_of(scene: &Scene, serial: &str) -> Value {
    item(&scene.machine, &scene.site, serial)
}

fn pdf(item: &Value) -> Vec<u8> {
    hex::decode(item["document"]["bytes"].as_str().unwrap()).unwrap()
}

fn key(world: &World, chamber: &str) -> Box<dyn DocumentSigner> {
    let keys = KeyFolder::new(world.data().join("keys"));
    let chamber = ChamberId::parse(chamber).unwrap();
    let passphrase = Passphrase::new(PASSPHRASE.to_owned());
    keys.unlock_document_key(&chamber, &passphrase, &mut rand::rng())
        .unwrap()
}

/// Signs a page in the first chamber's field.
fn sign(page: &[u8], key: &dyn DocumentSigner, label: &str) -> Vec<u8> {
    let at = Timestamp::now();
    let words = SignatureWords {
        label: label.to_owned(),
        signer: "IHK Ostwürttemberg".to_owned(),
        moment: "am 3. März 2025, 14:05 Uhr".to_owned(),
    };
    let artwork = Artwork {
        primary: Rgb::new(0x12, 0x32, 0x4A),
        accent: Rgb::new(0xB0, 0x86, 0x3C),
    };
    let slot = Slot {
        field: IHK,
        signer: "Industrie- und Handelskammer Ostwürttemberg",
        reason: "Verleihung",
        place: "Heidenheim",
        at,
        words: &words,
        artwork: &artwork,
    };
    let chain = key.certificate().chain();
    begin(page, &slot, chain, |message| key.sign(message, at))
        .unwrap()
        .finish(None)
        .unwrap()
}
