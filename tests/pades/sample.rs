//! Two invented chambers with their keys, and an Urkunde for them to sign.

use std::error::Error;
use std::path::Path;
use std::sync::OnceLock;
use std::{fmt, fs};

use jiff::Timestamp;
use kammersiegel::document::appearance::SignatureWords;
use kammersiegel::document::check::{SlotTrust, Trust};
use kammersiegel::document::signature::{OpenDocument, SignatureError, Slot};
use kammersiegel::document::{CheckCode, Created, FieldWords, Sheet};
use kammersiegel::domain::artwork::{Artwork, Rgb};
use kammersiegel::domain::certificate::{Facts, Recipient};
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::domain::inscription::{InscribedChamber, Inscription, Signatory};
use kammersiegel::domain::language::Localised;
use kammersiegel::domain::municipality::{Ags, Host, RecipientName};
use kammersiegel::domain::serial::Serial;
use kammersiegel::domain::validity::{Day, Term};
use kammersiegel::keys::document::self_issued::Subject;
use kammersiegel::keys::document::{DocumentCertificate, DocumentSigner};
use kammersiegel::keys::{KeyFolder, Passphrase, SealSigner, UnlockedKey};
use kammersiegel::seal::keyring::{Mark, MarkChamber};
use kammersiegel::seal::{Keyring, Seal, code, cose, examination::examine};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{DerSignature, SigningKey};
use pkcs8::DecodePrivateKey;
use rand::SeedableRng;
use rand::rngs::StdRng;
use tempfile::TempDir;

pub const FIRST: &str = "ihk-ostwuerttemberg";
pub const SECOND: &str = "hwk-ulm";
pub const NAMES: [&str; 2] = [
    "Industrie- und Handelskammer Ostwürttemberg",
    "Handwerkskammer Ulm",
];
pub const SHORT_NAMES: [&str; 2] = ["IHK Ostwürttemberg", "Handwerkskammer Ulm"];
pub const ARTWORK: Artwork = Artwork {
    primary: Rgb::new(0x12, 0x32, 0x4A),
    accent: Rgb::new(0xB0, 0x86, 0x3C),
};

const PASSPHRASE: &str = "eine lange Passphrase";

/// 3 March 2025, 14:05 in Berlin.
pub fn moment() -> Timestamp {
    "2025-03-03T13:05:00Z".parse().unwrap()
}

/// Both chambers, and somebody who calls himself like the first.
pub struct Sample {
    pub signers: [Box<dyn DocumentSigner>; 2],
    /// The same keys.
    pub repeating: [Repeating; 2],
    pub impostor: Repeating,
    pub sealing: Sealing,
    pub serial: Serial,
    pub keyring: Keyring,
    pub base: Vec<u8>,
    pub other_base: Vec<u8>,
    /// The folder of all keys.
    pub folder: TempDir,
}

/// The same for all tests of a run.
pub fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(Sample::new)
}

impl Sample {
    fn new() -> Self {
        let mut random = StdRng::seed_from_u64(2025);
        let folder = tempfile::tempdir().unwrap();
        let keys = KeyFolder::new(folder.path());
        let elsewhere = KeyFolder::new(folder.path().join("elsewhere"));
        let mut signer = |keys: &KeyFolder, id: &str, name: &str| {
            let chamber = ChamberId::parse(id).unwrap();
            let subject = Subject {
                name: name.to_owned(),
                organisation: name.to_owned(),
            };
            let passphrase = passphrase();
            keys.create_document_key(&chamber, &subject, &passphrase, moment(), &mut random)
                .unwrap();
            keys.unlock_document_key(&chamber, &passphrase, &mut random)
                .unwrap()
        };
        let signers = [
            signer(&keys, FIRST, NAMES[0]),
            signer(&keys, SECOND, NAMES[1]),
        ];
        let impostor = signer(&elsewhere, FIRST, NAMES[0]);
        let impostor = Repeating::new(&folder.path().join("elsewhere"), FIRST, &impostor);
        let repeating = [(FIRST, &signers[0]), (SECOND, &signers[1])]
            .map(|(id, signer)| Repeating::new(folder.path(), id, signer));
        let sealing = Sealing::new(&keys);
        let award = sealing.award("Aalen", "08136088");
        let other = sealing.award("Heidenheim an der Brenz", "08135019");
        Self {
            signers,
            repeating,
            impostor,
            serial: award.serial,
            keyring: sealing.keyring.clone(),
            base: award.sheet().render().unwrap(),
            other_base: other.sheet().render().unwrap(),
            sealing,
            folder,
        }
    }

    /// What the chambers pinned.
    pub fn trust(&self) -> Trust {
        let slot = |i: usize, field: &str| SlotTrust {
            field: field.to_owned(),
            chains: vec![self.signers[i].certificate().chain().to_vec()],
        };
        Trust {
            slots: vec![slot(0, FIRST), slot(1, SECOND)],
            time_services: Vec::new(),
        }
    }

    /// Signed by the first chamber only; always the same.
    pub fn once(&self) -> Vec<u8> {
        self.sign_as(&self.base, 0, &self.repeating[0]).unwrap()
    }

    /// Signed by both; always the same.
    pub fn signed(&self) -> Vec<u8> {
        self.sign_as(&self.once(), 1, &self.repeating[1]).unwrap()
    }

    /// The same, made once.
    pub fn signed_once_and_for_all(&self) -> &'static [u8] {
        static SIGNED: OnceLock<Vec<u8>> = OnceLock::new();
        SIGNED.get_or_init(|| self.signed())
    }

    /// Signs in the place of a chamber.
    pub fn sign_as(
        &self,
        pdf: &[u8],
        position: usize,
        signer: &dyn DocumentSigner,
    ) -> Result<Vec<u8>, SignatureError> {
        let open = OpenDocument::read(pdf.to_vec())?;
        Ok(sign(open, position, signer)?.into_bytes())
    }
}

/// Signs in the place of a chamber.
pub fn sign(
    open: OpenDocument,
    position: usize,
    signer: &dyn DocumentSigner,
) -> Result<OpenDocument, SignatureError> {
    let words = words(position);
    let sign = |message: &[u8]| signer.sign(message, moment());
    let chain = signer.certificate().chain();
    open.begin(&slot(position, &words), chain, sign)?
        .go_on(None)
}

/// A chamber's key that signs the same in the same way each time (RFC 6979), as the product's own
/// never does: the seeds of the fuzz targets are edits of one file.
pub struct Repeating {
    certificate: DocumentCertificate,
    key: SigningKey,
}

impl Repeating {
    fn new(folder: &Path, chamber: &str, signer: &dyn DocumentSigner) -> Self {
        let file = fs::read_dir(folder.join("private"))
            .unwrap()
            .map(|entry| entry.unwrap())
            .find(|entry| entry.file_name().to_str().unwrap().starts_with(chamber));
        let pem = fs::read_to_string(file.unwrap().path()).unwrap();
        Self {
            certificate: signer.certificate().clone(),
            key: SigningKey::from_pkcs8_encrypted_pem(&pem, PASSPHRASE).unwrap(),
        }
    }
}

impl DocumentSigner for Repeating {
    fn certificate(&self) -> &DocumentCertificate {
        &self.certificate
    }

    fn sign_unchecked(&self, message: &[u8]) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
        let signature: DerSignature = self.key.try_sign(message)?;
        Ok(signature.as_bytes().to_vec())
    }
}

impl fmt::Debug for Repeating {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Repeating")
    }
}

pub fn words(position: usize) -> SignatureWords {
    SignatureWords {
        label: "Elektronisch gesiegelt".to_owned(),
        signer: SHORT_NAMES[position].to_owned(),
        moment: "am 3. März 2025 um 14:05 Uhr".to_owned(),
    }
}

pub fn slot(position: usize, words: &SignatureWords) -> Slot<'_> {
    Slot {
        field: [FIRST, SECOND][position],
        signer: NAMES[position],
        reason: "Verleihung der Auszeichnung",
        place: "Heidenheim",
        at: moment(),
        words,
        artwork: &ARTWORK,
    }
}

pub fn passphrase() -> Passphrase {
    Passphrase::new(PASSPHRASE.to_owned())
}

/// The chambers' keys for seals.
pub struct Sealing {
    signers: [UnlockedKey; 2],
    keyring: Keyring,
}

impl Sealing {
    fn new(keys: &KeyFolder) -> Self {
        let mut random = StdRng::seed_from_u64(2026);
        let ids = [FIRST, SECOND].map(|id| ChamberId::parse(id).unwrap());
        let mark = Mark {
            number: 1,
            name: localised("Wohnort"),
            chambers: ids
                .iter()
                .map(|id| MarkChamber {
                    id: id.clone(),
                    name: localised(id.as_str()),
                })
                .collect(),
        };
        let signers = ids.map(|id| {
            let marks = vec![mark.clone()];
            keys.create(&id, &passphrase(), marks, term().from(), &mut random)
                .unwrap();
            keys.unlock(&id, &passphrase()).unwrap()
        });
        let keyring = keys.keyring().unwrap();
        Self { signers, keyring }
    }

    /// Seals an award; its number depends on the municipality's.
    pub fn award(&self, name: &str, ags: &str) -> Award {
        let mut random = StdRng::seed_from_u64(ags.parse().unwrap());
        let serial = Serial::random(&mut random);
        let facts = Facts {
            keys: self.signers.iter().map(|s| s.key_id().tag()).collect(),
            serial,
            recipient: Recipient::Municipality(Ags::parse(ags).unwrap()),
            mark: 1,
            term: term(),
            status_index: 1,
            name: RecipientName::parse(name).unwrap(),
            host: Host::parse("www.example.de").unwrap(),
        };
        let body = Seal::new(facts.clone(), Vec::new()).body().to_vec();
        let signatures = self.signers.iter().map(|s| Some(s.sign(&body)));
        let seal = Seal::new(facts, signatures.collect());
        let examination = examine(seal.clone(), &self.keyring, Some(term().from())).unwrap();
        Award {
            serial,
            inscription: inscription(name, serial),
            check: CheckCode {
                qr_text: code::long_text("siegel.example", &seal),
                address: format!("siegel.example/z/{serial}"),
            },
            attachment: cose::export(&examination.verified().unwrap(), &self.keyring).unwrap(),
            fields: [(FIRST, 0), (SECOND, 1)].map(|(id, i)| FieldWords {
                name: id.to_owned(),
                description: format!("Elektronisches Siegel: {}", NAMES[i]),
            }),
        }
    }
}

/// A sealed award, before there is a page.
pub struct Award {
    pub serial: Serial,
    pub inscription: Inscription,
    pub check: CheckCode,
    attachment: Vec<u8>,
    fields: [FieldWords; 2],
}

impl Award {
    /// The Urkunde with two empty fields.
    pub fn sheet(&self) -> Sheet<'_> {
        Sheet {
            inscription: &self.inscription,
            check: &self.check,
            artwork: &ARTWORK,
            created: Created(moment().as_millisecond()),
            seal: Some(&self.attachment),
            fields: &self.fields,
        }
    }
}

fn term() -> Term {
    Term::of_months(Day::parse("2025-03-03").unwrap(), 36).unwrap()
}

fn localised(text: &str) -> Localised {
    Localised {
        de: text.to_owned(),
        en: text.to_owned(),
    }
}

fn inscription(name: &str, serial: Serial) -> Inscription {
    let chamber = |i: usize, people: [(&str, &str); 2]| InscribedChamber {
        name: NAMES[i].to_owned(),
        short_name: SHORT_NAMES[i].to_owned(),
        signatories: people
            .map(|(name, office)| Signatory {
                name: name.to_owned(),
                office: office.to_owned(),
            })
            .into(),
    };
    let mark = "Ausgezeichneter Wohnort für Fach- und Führungskräfte";
    Inscription {
        title: format!("Urkunde: {mark}, Stadt {name}"),
        heading: "Urkunde".to_owned(),
        award: "Die Industrie- und Handelskammer Ostwürttemberg und die Handwerkskammer Ulm \
                verleihen der"
            .to_owned(),
        recipient: format!("Stadt {name}"),
        mark_intro: "das Qualitätszeichen".to_owned(),
        mark: mark.to_owned(),
        reason: "Die Stadt hat in einem unabhängigen Audit nachgewiesen, dass sie Menschen, die \
                 zuziehen, mit guten Angeboten und einer gelebten Willkommenskultur empfängt."
            .to_owned(),
        validity: "Gültig vom 3. März 2025 bis einschließlich 2. März 2028".to_owned(),
        place_and_date: "Heidenheim, 3. März 2025".to_owned(),
        number: format!("Nr. {serial}"),
        check: "Echtheit prüfen:".to_owned(),
        qr_alt: format!("QR-Code: Echtheit prüfen unter siegel.example/z/{serial}"),
        chambers: vec![
            chamber(
                0,
                [
                    ("Erika Mustermann", "Präsidentin"),
                    ("Max Mustermann", "Hauptgeschäftsführer"),
                ],
            ),
            chamber(
                1,
                [
                    ("Lieschen Müller", "Präsidentin"),
                    ("Otto Normal", "Hauptgeschäftsführer"),
                ],
            ),
        ],
        years: "2025–2028".to_owned(),
        until: "gültig bis 02.03.2028".to_owned(),
        seal_alt: format!("Qualitätszeichen {mark}, {name}, gültig bis 03/2028"),
        specimen: None,
    }
}
