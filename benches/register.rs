//! What one core needs for a page of the register of 11,000 municipalities, beside a scan of all
//! of them that folds every name anew.
#![allow(clippy::unwrap_used)]

#[path = "../tests/suite/world/crowd.rs"]
#[allow(dead_code)]
mod crowd;

use std::sync::LazyLock;

use divan::Bencher;
use jiff::Timestamp;
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::domain::inscription::Inscription;
use kammersiegel::domain::language::Localised;
use kammersiegel::domain::search;
use kammersiegel::domain::validity::Day;
use kammersiegel::keys::{KeyFolder, Passphrase};
use kammersiegel::seal::keyring::{Mark, MarkChamber};
use kammersiegel::service::directory::{Directory, Query};
use kammersiegel::service::register::Snapshot;
use rand::SeedableRng;
use rand::rngs::StdRng;

const COUNT: usize = 11_000;
/// Everything; a name with umlauts otherwise; one with a typing error; one that nobody has.
const TYPED: [&str; 4] = [
    "",
    "ober koenigsbronn an der jagst",
    "Könisbronn",
    "Xyzzyxyz",
];

fn main() {
    divan::main();
}

#[divan::bench(args = TYPED)]
fn find(bencher: Bencher, typed: &str) {
    let directory = &COUNTRY.1;
    let query = query(typed);
    bencher.bench_local(|| directory.find(&query).lines.len());
}

#[divan::bench(args = TYPED)]
fn find_by_scanning(bencher: Bencher, typed: &str) {
    let holders = COUNTRY.1.holders();
    bencher.bench_local(|| {
        let found = holders.iter().filter(|h| {
            search::finds(typed, &[&h.name, h.ags.as_str()]) && !h.marks[0].status.is_lapsed()
        });
        found.count()
    });
}

/// With every seal examined already, as after any change.
#[divan::bench]
fn directory(bencher: Bencher) {
    bencher.bench_local(|| Directory::new(&COUNTRY.0, noon()));
}

fn query(typed: &str) -> Query {
    Query {
        text: typed.to_owned(),
        ..Query::default()
    }
}

fn noon() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

static COUNTRY: LazyLock<(Snapshot, Directory)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let keys = KeyFolder::new(folder.path());
    let mut random = StdRng::seed_from_u64(11);
    let both = |text: &str| Localised {
        de: text.to_owned(),
        en: text.to_owned(),
    };
    let ids = ["erste-kammer", "zweite-kammer"].map(|id| ChamberId::parse(id).unwrap());
    let mark = Mark {
        number: 1,
        name: both("Wohnort"),
        chambers: ids
            .iter()
            .map(|id| MarkChamber {
                id: id.clone(),
                name: both(id.as_str()),
            })
            .collect(),
    };
    let passphrase = Passphrase::new("eine lange Passphrase".to_owned());
    let since = Day::parse("2024-01-01").unwrap();
    let chambers = ids.map(|id| {
        keys.create(&id, &passphrase, vec![mark.clone()], since, &mut random)
            .unwrap();
        let key = keys.unlock(&id, &passphrase).unwrap();
        (id, key)
    });
    let inscription: Inscription = serde_json::from_str(INSCRIPTION).unwrap();
    let (municipalities, records) = crowd::crowd(&chambers, &inscription, COUNT).unzip();
    let snapshot = Snapshot::of(keys.keyring().unwrap(), records, municipalities);
    let directory = Directory::new(&snapshot, noon());
    assert_eq!(directory.holders().len(), COUNT);
    (snapshot, directory)
});

const INSCRIPTION: &str = r#"{"title":"","heading":"","award":"","recipient":"","mark_intro":"","mark":"","reason":"","validity":"","place_and_date":"","number":"","check":"","qr_alt":"","chambers":[],"years":"","until":"","seal_alt":"","specimen":null}"#;
