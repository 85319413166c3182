//! The register of a whole country: 11,000 municipalities, each with an award.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::domain::signing::Level;
use kammersiegel::keys::{KeyFolder, Passphrase};
use kammersiegel::seal::examination::examine;
use kammersiegel::store::{DocumentVersion, Event, Store};

use crate::world::backend::wait;
use crate::world::crowd::{ags, crowd, name};
use crate::world::{AALEN, Backend, HWK, IHK, PASSPHRASE, World};

const COUNT: usize = 11_000;

/// Issues all of them in one change, without Urkunden.
pub fn settle(world: &World) {
    let serial = world.issue(AALEN, "2025-03-03", &[]).parse().unwrap();
    let keys = KeyFolder::new(world.data().join("keys"));
    let chambers = [IHK, HWK].map(|id| {
        let id = ChamberId::parse(id).unwrap();
        let key = keys
            .unlock(&id, &Passphrase::new(PASSPHRASE.to_owned()))
            .unwrap();
        (id, key)
    });
    let keyring = keys.keyring().unwrap();
    let number = AtomicI64::new(0);
    wait(async {
        let store = Store::open(&world.database.url).await.unwrap();
        let first = store.certificate(serial).await.unwrap().unwrap();
        let at = Timestamp::now();
        let mut change = store.change("test", at).await.unwrap();
        for (municipality, record) in crowd(&chambers, &first.certificate.inscription, COUNT) {
            change.put_municipality(&municipality).await.unwrap();
            change.insert_prepared(&record.certificate).await.unwrap();
            let serial = record.certificate.facts.serial;
            for signature in &record.signatures {
                change.insert_signature(serial, signature).await.unwrap();
            }
            let proof = examine(record.seal(), &keyring, None)
                .unwrap()
                .verified()
                .unwrap();
            change.mark_sealed(&proof).await.unwrap();
            let version = DocumentVersion {
                sha256: format!("{:064x}", number.fetch_add(1, Ordering::Relaxed)),
                length: 0,
                level: Level::B,
                proven_until: None,
            };
            change.mark_issued(&proof, &[], &version).await.unwrap();
        }
        let event = Event::new("municipality.imported", "all", "");
        change.commit(vec![event]).await.unwrap();
    });
}

#[test]
fn a_whole_country_is_listed_page_by_page() {
    let world = World::new(Backend::Sqlite);
    settle(&world);
    let site = world.serve_at("2026-11-22T12:00:00Z");
    let first = site
        .get("/register?lang=de")
        .is(200, "11001 Auszeichnungen");
    let rows = |body: &str| body.matches("role=\"rowheader\">").count();
    assert_eq!(rows(&first.body), 50);
    assert!(first.body.len() < 80_000, "{}", first.body.len());
    assert!(
        first.body.contains("Seite 1 von 221")
            && first.body.contains("/register?page=2&#38;lang=de")
    );
    let last = site
        .get("/register?lang=de&page=221")
        .is(200, "Seite 221 von 221");
    assert_eq!(rows(&last.body), 1);
    let mut seen = std::collections::BTreeSet::new();
    for page in [1, 2, 100, 221] {
        let body = site.get(&format!("/register?page={page}")).body;
        for row in body.split("role=\"rowheader\"><a href=\"").skip(1) {
            assert!(
                seen.insert(row[..row.find('"').unwrap()].to_owned()),
                "{page}"
            );
        }
    }
    assert_eq!(seen.len(), 151);
    for i in [0, 4711, COUNT - 1] {
        let name = name(i);
        let wrong: String = name.replacen(['a', 'e'], "x", 1);
        for typed in [
            name.clone(),
            name.to_uppercase(),
            name.replace('ö', "oe"),
            wrong,
        ] {
            let asked: String = form_urlencoded::Serializer::new(String::new())
                .append_pair("q", &typed)
                .finish();
            site.get(&format!("/register?{asked}"))
                .is(200, &format!("/register/{}\"", ags(i)));
        }
        site.get(&format!("/register/{}", ags(i))).is(200, &name);
    }
    let data = site.get("/register.json").json();
    assert_eq!(data["awards"].as_array().unwrap().len(), COUNT + 1);
    assert_eq!(site.get("/register.csv").body.lines().count(), COUNT + 2);
    assert_eq!(
        site.get("/sitemap.xml").body.matches("<loc>").count(),
        COUNT + 4
    );
}
