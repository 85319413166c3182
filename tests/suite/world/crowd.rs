//! As many awarded municipalities as Germany has, with invented names, each with a certificate that
//! two chambers signed.

use jiff::Timestamp;
use kammersiegel::domain::certificate::{Certificate, Facts, Recipient};
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::domain::inscription::Inscription;
use kammersiegel::domain::lifecycle::{Stage, Standing};
use kammersiegel::domain::municipality::{Ags, Host, Kind, Municipality, RecipientName};
use kammersiegel::domain::programme::ProgrammeId;
use kammersiegel::domain::serial::Serial;
use kammersiegel::domain::validity::{Day, Term};
use kammersiegel::keys::{SealSigner, UnlockedKey};
use kammersiegel::seal::payload;
use kammersiegel::store::{CertificateRecord, ChamberSignature};
use rand::SeedableRng;
use rand::rngs::StdRng;

const BEGINNINGS: [&str; 30] = [
    "Aal", "Adel", "Bach", "Birken", "Brunn", "Dachs", "Eber", "Eichen", "Fichten", "Frei",
    "Gerst", "Hasel", "Hoch", "Immen", "Jagst", "Kirch", "Königs", "Lauch", "Mühl", "Neu", "Ober",
    "Ötlin", "Pfaff", "Quell", "Reichen", "Schön", "Tann", "Über", "Wald", "Zwerg",
];
const ENDINGS: [&str; 12] = [
    "bach", "berg", "bronn", "dorf", "feld", "hausen", "heim", "hofen", "kirchen", "stadt",
    "stetten", "weiler",
];
const RIVERS: [&str; 8] = [
    "Rems", "Kocher", "Jagst", "Brenz", "Egau", "Lein", "Fils", "Lauter",
];

/// The name of one of them; different for each of the first 11,520.
pub fn name(i: usize) -> String {
    let (beginning, ending) = (BEGINNINGS[i % 30], ENDINGS[i / 30 % 12]);
    let (river, part) = (
        RIVERS[i / 360 % 8],
        ["Alt", "Neu", "Ober", "Unter"][i / 2880 % 4],
    );
    format!("{part} {beginning}{ending} an der {river}")
}

/// The key of one of them.
pub fn ags(i: usize) -> String {
    format!("01{:06}", i + 1)
}

/// The municipalities with their certificates, all of them valid on 2026-11-22. The inscription
/// is the same on all.
pub fn crowd(
    chambers: &[(ChamberId, UnlockedKey); 2],
    inscription: &Inscription,
    count: usize,
) -> impl Iterator<Item = (Municipality, CertificateRecord)> {
    let at: Timestamp = "2025-03-03T09:00:00Z".parse().unwrap();
    (0..count).map(move |i| {
        let municipality = Municipality {
            ags: Ags::parse(&ags(i)).unwrap(),
            name: RecipientName::parse(&name(i)).unwrap(),
            kind: Kind::Gemeinde,
            district: format!("Landkreis {}", BEGINNINGS[i % 30]),
            latitude: 47.5 + (i % 700) as f64 / 100.0,
            longitude: 6.0 + (i / 700) as f64 / 2.0,
            website: Host::parse("www.gemeinde.example").unwrap(),
        };
        let begin = Day::parse("2024-03-01")
            .unwrap()
            .plus((i % 720) as i64)
            .unwrap();
        let facts = Facts {
            keys: chambers.iter().map(|(_, key)| key.key_id().tag()).collect(),
            serial: Serial::random(&mut StdRng::seed_from_u64(i as u64)),
            recipient: Recipient::Municipality(municipality.ags.clone()),
            mark: 1,
            term: Term::of_months(begin, 36).unwrap(),
            status_index: 1000 + i as u64,
            name: municipality.name.clone(),
            host: municipality.website.clone(),
        };
        let body = payload::encode(&facts);
        let signature = |(chamber, key): &(ChamberId, UnlockedKey)| ChamberSignature {
            chamber: chamber.clone(),
            key_id: key.key_id().to_string(),
            signature: key.sign(&body),
            signed_at: at,
        };
        let certificate = Certificate {
            facts,
            programme: ProgrammeId::parse("ausgezeichneter-wohnort").unwrap(),
            kind: municipality.kind,
            dated: None,
            inscription: inscription.clone(),
            prepared_at: at,
            prepared_by: None,
            replaces: None,
            stage: Stage::Issued {
                at,
                standing: Standing::InForce,
            },
        };
        let signatures = chambers.iter().map(signature).collect();
        (
            municipality,
            CertificateRecord {
                certificate,
                signatures,
            },
        )
    })
}
