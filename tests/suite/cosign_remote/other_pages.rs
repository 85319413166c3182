//! A server that was taken over, with the first chamber's keys in its hands, offers another page or
//! other signatures in it: the second chamber's machine does not sign the Urkunde.

use jiff::{SignedDuration, Timestamp};
use kammersiegel::document::appearance::SignatureWords;
use kammersiegel::document::signature::{Slot, begin};
use kammersiegel::document::unfinished;
use kammersiegel::domain::artwork::{Artwork, Rgb};
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::keys::document::DocumentSigner;
use kammersiegel::keys::{KeyFolder, Passphrase};
use serde_json::json;

use super::path::issued;
use super::scene::{Scene, pdf, with};
use crate::world::{Backend, IHK, PASSPHRASE, World};

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
        let at = at + SignedDuration::from_secs(seconds);
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
