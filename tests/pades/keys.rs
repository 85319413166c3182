//! The keys that sign documents.

use jiff::{Timestamp, ToSpan};
use kammersiegel::document::check::{Trust, check};
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::domain::signing::CertificateKind;
use kammersiegel::keys::document::certificate::Subject;
use kammersiegel::keys::document::pkcs12::Pkcs12Error;
use kammersiegel::keys::document::{DocumentSigner, Pkcs12Signer, SigningError, Unfit};
use kammersiegel::keys::{KeyFolder, Passphrase};
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::sample::{moment, passphrase, sample};

const ECDSA: &[u8] = include_bytes!("provider/ecdsa.p12");
const RSA: &[u8] = include_bytes!("provider/rsa.p12");
const EXPIRED: &[u8] = include_bytes!("provider/expired.p12");
const ENCRYPTION_ONLY: &[u8] = include_bytes!("provider/encryption-only.p12");

fn open(file: &[u8]) -> Pkcs12Signer {
    Pkcs12Signer::open(file, &passphrase(), &mut StdRng::seed_from_u64(1)).unwrap()
}

#[test]
fn a_providers_key_signs_with_its_chain() {
    let sample = sample();
    for file in [ECDSA, RSA] {
        let signer = open(file);
        let certificate = signer.certificate();
        assert_eq!(certificate.kind(), CertificateKind::Provider);
        assert_eq!(certificate.chain().len(), 3);
        assert!(certificate.subject().contains("CN=Handwerkskammer Ulm"));
        let pdf = sample.sign_as(&sample.once(), 1, &signer).unwrap();
        let mut trust: Trust = sample.trust();
        assert!(check(&pdf, &trust).is_err());
        // Next to the key that signed before.
        trust.slots[1].chains.push(certificate.chain().to_vec());
        let checked = check(&pdf, &trust).unwrap();
        assert_eq!(checked.signatures()[1].kind, CertificateKind::Provider);
        assert!(check(&sample.signed(), &trust).is_ok());
    }
}

#[test]
fn an_unfit_certificate_does_not_sign() {
    let refusal = |file| match open(file).sign(b"message", moment()) {
        Err(SigningError::Unfit(unfit)) => unfit,
        other => panic!("{other:?}"),
    };
    let end: Timestamp = "2025-01-01T00:00:00Z".parse().unwrap();
    assert_eq!(refusal(EXPIRED), Unfit::Expired(end));
    assert_eq!(refusal(ENCRYPTION_ONLY), Unfit::WrongUsage);
    let signer = &sample().signers[0];
    let early = moment() - 1.second();
    let refused = signer.sign(b"message", early);
    assert!(matches!(
        refused,
        Err(SigningError::Unfit(Unfit::NotYetValid(from))) if from == moment()
    ));
}

#[test]
fn a_wrong_passphrase_or_another_file_opens_nothing() {
    let mut random = StdRng::seed_from_u64(1);
    let wrong = Passphrase::new("eine andere Passphrase".to_owned());
    for (file, passphrase) in [(ECDSA, wrong), (b"no PKCS#12".as_slice(), passphrase())] {
        let refused = Pkcs12Signer::open(file, &passphrase, &mut random);
        assert!(matches!(refused, Err(Pkcs12Error::Unopened(_))));
    }
}

#[test]
fn a_self_issued_certificate_names_the_chamber_and_ends_after_five_years() {
    let folder = tempfile::tempdir().unwrap();
    let keys = KeyFolder::new(folder.path());
    let mut random = StdRng::seed_from_u64(1);
    let chamber = ChamberId::parse("kammer").unwrap();
    let neighbour = ChamberId::parse("kammer-ulm").unwrap();
    let name = r#"Kammer für "Handel, Handwerk" + Dienste; #1 \ <Süd>=gut"#;
    let subject = Subject {
        name: name.to_owned(),
        organisation: "Kammer, K. d. ö. R.".to_owned(),
    };
    let made = keys
        .create_document_key(&chamber, &subject, &passphrase(), moment(), &mut random)
        .unwrap();
    assert_eq!(made.kind(), CertificateKind::SelfIssued);
    let end: Timestamp = "2030-03-03T13:05:00Z".parse().unwrap();
    assert_eq!(made.not_after(), end);
    assert_eq!(made.days_left(end), 0);
    assert_eq!(made.days_left(end - 1440.hours()), 60);
    assert_eq!(made.days_left(end + 1.second()), -1);
    assert_eq!(
        keys.document_certificates(&chamber).unwrap(),
        std::slice::from_ref(&made)
    );
    assert!(keys.document_certificates(&neighbour).unwrap().is_empty());

    let later = moment() + 24.hours();
    keys.create_document_key(&neighbour, &subject, &passphrase(), later, &mut random)
        .unwrap();
    let renewed = keys
        .create_document_key(&chamber, &subject, &passphrase(), later, &mut random)
        .unwrap();
    let both = [renewed.clone(), made];
    assert_eq!(keys.document_certificates(&chamber).unwrap(), both);
    let unlocked = keys.unlock_document_key(&chamber, &passphrase(), &mut random);
    let unlocked = unlocked.unwrap();
    assert_eq!(unlocked.certificate(), &renewed);
    assert!(!format!("{unlocked:?}").contains("key:"));
}
