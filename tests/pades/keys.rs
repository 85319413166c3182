//! The keys that sign documents.

use jiff::{Timestamp, ToSpan};
use kammersiegel::document::check::{Trust, check};
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::domain::signing::CertificateKind;
use kammersiegel::keys::document::pkcs12::Pkcs12Error;
use kammersiegel::keys::document::self_issued::Subject;
use kammersiegel::keys::document::{
    CertificateError, DocumentKeyError, DocumentSigner, Pkcs12Signer, SigningError, Unfit,
};
use kammersiegel::keys::{KeyFolder, Passphrase};
use kammersiegel::x509::fitness::Unsuited;
use kammersiegel::x509::public_key::UnusableKey;
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::sample::{moment, passphrase, sample};

const ECDSA: &[u8] = include_bytes!("provider/ecdsa.p12");
const RSA: &[u8] = include_bytes!("provider/rsa.p12");
const EXPIRED: &[u8] = include_bytes!("provider/expired.p12");
const ENCRYPTION_ONLY: &[u8] = include_bytes!("provider/encryption-only.p12");
const WEB_SERVER: &[u8] = include_bytes!("provider/web-server.p12");
const OCSP: &[u8] = include_bytes!("provider/ocsp.p12");
const DOCUMENTS: &[u8] = include_bytes!("provider/documents.p12");
const P384: &[u8] = include_bytes!("provider/p384.p12");
const P521: &[u8] = include_bytes!("provider/p521.p12");
const RSA_1024: &[u8] = include_bytes!("provider/rsa-1024.p12");
const PSS: &[u8] = include_bytes!("provider/pss.p12");
const PSS_USURPED: &[u8] = include_bytes!("provider/pss-usurped.p12");
const USURPED: &[u8] = include_bytes!("provider/usurped.p12");
const NAMES_ITSELF: &[u8] = include_bytes!("provider/names-itself.p12");

fn open(file: &[u8]) -> Pkcs12Signer {
    Pkcs12Signer::open(file, &passphrase(), &mut StdRng::seed_from_u64(1)).unwrap()
}

#[test]
fn a_providers_key_signs_with_its_chain() {
    let sample = sample();
    let kind = CertificateKind::Issued {
        by: "Muster Seal CA".to_owned(),
    };
    for file in [ECDSA, RSA, P384, DOCUMENTS] {
        let signer = open(file);
        let certificate = signer.certificate();
        assert_eq!(certificate.kind(), &kind);
        assert_eq!(certificate.chain().len(), 3);
        assert!(certificate.subject().contains("CN=Handwerkskammer Ulm"));
        let pdf = sample.sign_as(&sample.once(), 1, &signer).unwrap();
        let mut trust: Trust = sample.trust();
        assert!(check(&pdf, &trust).is_err());
        // Next to the key that signed before.
        trust.slots[1].chains.push(certificate.chain().to_vec());
        let checked = check(&pdf, &trust).unwrap();
        assert_eq!(checked.signatures()[1].kind, kind);
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
    assert_eq!(refusal(ENCRYPTION_ONLY), Unfit::Unsuited(Unsuited::Usage));
    for file in [WEB_SERVER, OCSP] {
        assert_eq!(refusal(file), Unfit::Unsuited(Unsuited::Purpose));
    }
    let weak = Unsuited::Key(UnusableKey::Weak(1024));
    assert_eq!(refusal(RSA_1024), Unfit::Unsuited(weak));
    let signer = &sample().signers[0];
    let early = moment() - 1.second();
    let refused = signer.sign(b"message", early);
    assert!(matches!(
        refused,
        Err(SigningError::Unfit(Unfit::NotYetValid(from))) if from == moment()
    ));
}

#[test]
fn a_name_without_its_signature_is_no_issuer() {
    for file in [USURPED, PSS_USURPED, NAMES_ITSELF] {
        let opened = Pkcs12Signer::open(file, &passphrase(), &mut StdRng::seed_from_u64(1));
        let Err(Pkcs12Error::Certificate(cause)) = opened else {
            panic!("{opened:?}");
        };
        assert!(matches!(cause, CertificateError::BrokenChain), "{cause}");
    }
}

#[test]
fn a_key_that_cannot_sign_here_is_not_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let keys = KeyFolder::new(folder.path());
    let chamber = ChamberId::parse("kammer").unwrap();
    let mut random = StdRng::seed_from_u64(1);
    let mut take = |file| keys.take_pkcs12(&chamber, file, &passphrase(), moment(), &mut random);
    for file in [WEB_SERVER, OCSP, RSA_1024] {
        let refused = take(file);
        assert!(
            matches!(refused, Err(DocumentKeyError::Unfit(_))),
            "{refused:?}"
        );
    }
    for file in [P521, USURPED, NAMES_ITSELF] {
        let refused = take(file);
        assert!(
            matches!(refused, Err(DocumentKeyError::Pkcs12(_))),
            "{refused:?}"
        );
    }
    assert!(keys.document_certificates(&chamber).unwrap().is_empty());
    assert!(keys.document_key(&chamber).is_err());
    for file in [P384, PSS] {
        take(file).unwrap();
    }
    assert_eq!(keys.document_certificates(&chamber).unwrap().len(), 2);
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
    assert_eq!(made.kind(), &CertificateKind::SelfIssued);
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
