//! Checks of files without the register: a file counts for the seal by which its chambers were
//! chosen, and for no other.

use std::fs;

use coset::cbor::value::Value;
use coset::{CoseSign, Label, TaggedCborSerializable};
use jiff::Timestamp;
use kammersiegel::document::appearance::SignatureWords;
use kammersiegel::document::signature::{Slot, begin};
use kammersiegel::document::{CheckCode, Created, FieldWords, Sheet, claim};
use kammersiegel::domain::artwork::{Artwork, Rgb};
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::domain::serial::Serial;
use kammersiegel::keys::{KeyFolder, Passphrase, SealSigner};
use kammersiegel::seal::examination::examine;
use kammersiegel::seal::{Keyring, Seal, cose};

use crate::world::{Backend, Done, IHK, PASSPHRASE, World, text};

const ARTWORK: Artwork = Artwork {
    primary: Rgb::new(0x12, 0x32, 0x4A),
    accent: Rgb::new(0xB0, 0x86, 0x3C),
};

/// The first chamber awards a mark of its own, so that some files need its signature alone.
#[test]
fn one_chamber_alone_vouches_for_no_seal_of_both() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let keyring = with_own_mark(&world);
    let document = text(&world.show(&serial)["document"]);
    let joint = claim::seal(&fs::read(document).unwrap()).unwrap();
    let own = own_seal(&world, &keyring, &joint);

    let said = check(&world, &keyring, &signed_alone(&world, &own));
    assert_eq!(said.code, 0, "{said:#?}");
    assert_eq!(said.json()["mark"]["number"], OWN_MARK);

    // A genuine seal of both, under which the other chamber did not sign the file.
    let said = check(&world, &keyring, &signed_alone(&world, &joint));
    assert_eq!(said.code, 21, "{said:#?}");

    let said = check(
        &world,
        &keyring,
        &signed_alone(&world, &hiding(&joint, &own)),
    );
    assert_eq!(said.code, 21, "{said:#?}");
    assert_eq!(said.json()["cause"], "unknown_file");
    assert_eq!(said.json()["genuine"], false);
}

const OWN_MARK: u64 = 2;

fn with_own_mark(world: &World) -> Keyring {
    let text = fs::read_to_string(world.data().join("keys/keyring.toml")).unwrap();
    let keyring = Keyring::parse(&text).unwrap();
    let joint = keyring.marks()[0].clone();
    let mut own = joint.clone();
    own.number = OWN_MARK;
    own.chambers.retain(|chamber| chamber.id.as_str() == IHK);
    keyring.with_marks(vec![joint, own])
}

/// A seal of the own mark, as a COSE_Sign; what it says besides is what the joint one says.
fn own_seal(world: &World, keyring: &Keyring, joint: &[u8]) -> Vec<u8> {
    let key = keys(world).unlock(&ihk(), &passphrase()).unwrap();
    let mut facts = cose::import(joint).unwrap().facts().clone();
    facts.mark = OWN_MARK;
    facts.keys = vec![key.key_id().tag()];
    facts.serial = Serial::random(&mut rand::rng());
    let body = Seal::new(facts.clone(), Vec::new()).body().to_vec();
    let seal = Seal::new(facts, vec![Some(key.sign(&body))]);
    let examination = examine(seal, keyring, None).unwrap();
    cose::export(&examination.verified().unwrap(), keyring).unwrap()
}

/// A seal that holds another one, written like an attachment, where nobody signed anything. Whoever
/// looks for attachments without reading the file finds that one.
fn hiding(seal: &[u8], other: &[u8]) -> Vec<u8> {
    let mut cose = CoseSign::from_tagged_slice(seal).unwrap();
    let attachment = [b"endstream /EmbeddedFile stream\n", other, b"\nendstream"].concat();
    let entry = (Label::Int(-70_000), Value::Bytes(attachment));
    cose.unprotected.rest.push(entry);
    cose.to_tagged_vec().unwrap()
}

/// An Urkunde that bears this seal, with one field, signed by the first chamber.
fn signed_alone(world: &World, seal: &[u8]) -> Vec<u8> {
    let inscription = world.database.text("SELECT inscription FROM certificate");
    let base = Sheet {
        inscription: &serde_json::from_str(&inscription).unwrap(),
        check: &CheckCode {
            qr_text: "https://siegel.example/z/0".to_owned(),
            address: "siegel.example/z/0".to_owned(),
        },
        artwork: &ARTWORK,
        created: Created(Timestamp::now().as_millisecond()),
        seal: Some(seal),
        fields: &[FieldWords {
            name: IHK.to_owned(),
            description: "Elektronisches Siegel der IHK Ostwürttemberg".to_owned(),
        }],
    };
    let at = Timestamp::now();
    let slot = Slot {
        field: IHK,
        signer: "Industrie- und Handelskammer Ostwürttemberg",
        reason: "Verleihung",
        place: "Heidenheim",
        at,
        words: &SignatureWords {
            label: "Elektronisch gesiegelt".to_owned(),
            signer: "IHK Ostwürttemberg".to_owned(),
            moment: "am 3. März 2025, 14:05 Uhr".to_owned(),
        },
        artwork: &ARTWORK,
    };
    let key = keys(world)
        .unlock_document_key(&ihk(), &passphrase(), &mut rand::rng())
        .unwrap();
    let chain = key.certificate().chain();
    begin(&base.render().unwrap(), &slot, chain, |m| key.sign(m, at))
        .unwrap()
        .finish(None)
        .unwrap()
}

fn check(world: &World, keyring: &Keyring, pdf: &[u8]) -> Done {
    let ring = world.data().join("keys/with-own-mark.toml");
    fs::write(&ring, keyring.to_toml()).unwrap();
    let ring = ring.display().to_string();
    let file = world.file("alone.pdf", pdf);
    world.run(&["verify", &file, "--offline", "--keys", &ring, "--json"])
}

fn keys(world: &World) -> KeyFolder {
    KeyFolder::new(world.data().join("keys"))
}

fn ihk() -> ChamberId {
    ChamberId::parse(IHK).unwrap()
}

fn passphrase() -> Passphrase {
    Passphrase::new(PASSPHRASE.to_owned())
}
