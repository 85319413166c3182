//! Custody of keys: passphrases, damaged files, rotation, and what must never be seen.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::world::{AALEN, Backend, HWK, IHK, PASSPHRASE, World, day, files, text};

#[test]
fn a_new_key_is_encrypted_and_its_owner_s_alone() {
    let world = World::bare(Backend::Sqlite);
    world
        .run(&["keys", "new", "--chamber", IHK])
        .is(0, "Neuer Schlüssel für ihk-ostwuerttemberg");
    let [file] = &world.key_files()[..] else {
        panic!("{:?}", world.key_files());
    };
    let pem = fs::read_to_string(file).unwrap();
    assert!(
        pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"),
        "{pem}"
    );
    assert_eq!(
        fs::metadata(file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    // PBES2 with scrypt, at a cost that makes guessing slow.
    let (_, document) = pkcs8::SecretDocument::from_pem(&pem).unwrap();
    let info = pkcs8::EncryptedPrivateKeyInfoRef::try_from(document.as_bytes()).unwrap();
    let scheme = info.encryption_algorithm.pbes2().unwrap();
    let kdf = scheme.kdf.scrypt().unwrap();
    assert!(
        kdf.cost_parameter >= 1 << 15 && kdf.block_size >= 8,
        "{kdf:?}"
    );
    let listed = &world.json(&["keys", "list", "--json"])[0];
    for (field, value) in [
        ("chamber", IHK),
        ("algorithm", "Ed25519"),
        ("status", "active"),
    ] {
        assert_eq!(listed[field], value);
    }
    let name = file.file_name().unwrap().to_str().unwrap();
    assert_eq!(name, format!("{IHK}-{}.pem", &text(&listed["key_id"])[..8]));
}

#[test]
fn secrets_stay_where_they_belong() {
    let world = World::bare(Backend::Sqlite);
    for chamber in [IHK, HWK] {
        world.ok(&["keys", "new", "--chamber", chamber]);
    }
    let list = world.file("m.csv", crate::world::MUNICIPALITIES);
    world.ok(&["municipality", "import", &list]);
    world.issue_valid();
    let seeds: Vec<Vec<u8>> = world.key_files().iter().map(|file| seed(file)).collect();
    let mut searched = 0;
    let mut folders = vec![world.data()];
    while let Some(folder) = folders.pop() {
        for path in files(&folder) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            searched += 1;
            let bytes = fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            assert!(
                !text.contains(PASSPHRASE),
                "passphrase in {}",
                path.display()
            );
            for seed in &seeds {
                let raw = bytes.windows(32).any(|w| w == seed);
                let seed = hex::encode(seed);
                assert!(
                    !raw && !text.contains(&seed),
                    "private key in {}",
                    path.display()
                );
            }
        }
    }
    assert!(searched >= 6, "{searched} files");
    // What commands print is searched for the passphrase by every test.
}

/// The private key in a file.
fn seed(path: &std::path::Path) -> Vec<u8> {
    let pem = fs::read_to_string(path).unwrap();
    let (_, document) = pkcs8::SecretDocument::from_pem(&pem).unwrap();
    let info = pkcs8::EncryptedPrivateKeyInfoRef::try_from(document.as_bytes()).unwrap();
    let plain = info.decrypt(PASSPHRASE).unwrap();
    let info = pkcs8::PrivateKeyInfoRef::try_from(plain.as_bytes()).unwrap();
    ed25519_dalek::SigningKey::try_from(info)
        .unwrap()
        .to_bytes()
        .to_vec()
}

#[test]
fn wrong_and_missing_passphrases_have_their_words() {
    let mut world = World::new(Backend::Sqlite);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    let english = [
        "--lang",
        "en",
        "certificate",
        "sign",
        &serial,
        "--chamber",
        HWK,
    ];
    world.passphrase(HWK, "nicht die richtige Passphrase");
    world
        .sign(&serial, HWK)
        .is(32, "Fehler: Die Passphrase für hwk-ulm ist falsch.");
    world
        .run(&english)
        .is(32, "The passphrase for hwk-ulm is wrong.");

    world.unset("KAMMERSIEGEL_PASSPHRASE_HWK_ULM");
    world
        .sign(&serial, HWK)
        .is(32, "KAMMERSIEGEL_PASSPHRASE_HWK_ULM");
    world
        .run(&english)
        .is(32, "The passphrase for hwk-ulm is missing.");
    let missing = [&english[..], &["--passphrase-file", "/nowhere/secret"]].concat();
    world
        .run(&missing)
        .is(34, "There is no file /nowhere/secret.");

    // An editor's line end does not count.
    let secret = world.file("secret", format!("{PASSPHRASE}\r\n"));
    let file = [&english[2..], &["--passphrase-file", &secret]].concat();
    world.run(&file).is(0, "unterschrieben");
}

#[test]
fn a_short_passphrase_makes_no_key() {
    let mut world = World::bare(Backend::Sqlite);
    world.passphrase(IHK, "elf Zeichen");
    let new = ["keys", "new", "--chamber", IHK];
    world
        .run(&new)
        .is(32, "Eine Passphrase hat mindestens 12 Zeichen.");
    world
        .run(&["--lang", "en", "keys", "new", "--chamber", IHK])
        .is(32, "at least 12 characters");
    assert!(!world.data().join("keys").exists());
    world.passphrase(IHK, "zwölf Zeichen");
    world.ok(&new);
}

#[test]
fn rotation_keeps_what_was_signed() {
    let world = World::new(Backend::Sqlite);
    let before = world.issue_valid();
    let qr = text(&world.show(&before)["qr_text"]);
    world.ok(&["keys", "new", "--chamber", IHK]);
    let keys = world.json(&["keys", "list", "--json"]);
    let status = |i: usize| (text(&keys[i]["chamber"]), text(&keys[i]["status"]));
    assert_eq!(status(0), (IHK.to_owned(), "retired".to_owned()));
    assert_eq!(status(1), (HWK.to_owned(), "active".to_owned()));
    assert_eq!(status(2), (IHK.to_owned(), "active".to_owned()));
    assert_eq!(keys[0]["until"], day(0));
    assert_eq!(world.verify(&before).0, 0);
    assert_eq!(world.verify(&qr).0, 0);
    let ring = world.data().join("keys/keyring.toml").display().to_string();
    assert_eq!(
        world
            .run(&["verify", &qr, "--offline", "--keys", &ring])
            .code,
        0
    );
    let after = world.issue_valid();
    assert_ne!(
        world.verify(&before).1["issuers"][0]["key_id"],
        world.verify(&after).1["issuers"][0]["key_id"]
    );
    world.run(&["audit", "verify"]).is(0, "2 Auszeichnungen");
}

#[test]
fn a_key_is_ended_by_the_beginning_of_its_name() {
    let world = World::new(Backend::Sqlite);
    let id = text(&world.json(&["keys", "list", "--json"])[0]["key_id"]);
    world
        .run(&["keys", "retire", &id[..7]])
        .is(32, "Es gibt keinen Schlüssel");
    world
        .run(&["keys", "retire", "ffffffffffffffff"])
        .is(32, "Es gibt keinen Schlüssel");
    world
        .run(&["keys", "retire", &id[..8], "--on", "2026-01-31"])
        .is(0, "31.01.2026");
    let keys = world.json(&["keys", "list", "--json"]);
    assert_eq!(
        (&keys[0]["status"], &keys[0]["until"]),
        (&"retired".into(), &"2026-01-31".into())
    );
    world.ok(&["keys", "retire", &id, "--compromised", "--on", "2026-01-30"]);
    let keys = world.json(&["keys", "list", "--json"]);
    assert_eq!(keys[0]["status"], "compromised");
    world
        .run(&["keys", "list"])
        .is(0, "unsicher seit 30.01.2026");
    let told = "SELECT COUNT(*) FROM events WHERE action IN ('key.retired', 'key.compromised')";
    assert_eq!(world.database.number(told), 2);
    // Without an active key nothing can be prepared.
    let prepare = [
        "certificate",
        "prepare",
        "--programme",
        crate::world::PROGRAMME,
    ];
    let rest = ["--municipality", AALEN, "--from", "2026-01-01"];
    world
        .run(&[prepare, rest].concat())
        .is(32, "gibt es keinen Schlüssel");
}
