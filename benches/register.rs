//! What a page of the register of 11,000 municipalities takes: the search on one core beside a scan
//! of all of them that folds every name anew, and whole pages over HTTP beside the shortest answer
//! that the same server has.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../tests/suite/register_crowd.rs"]
#[allow(dead_code, unused_imports)]
mod register_crowd;
#[macro_use]
#[path = "../tests/suite/world/mod.rs"]
#[allow(dead_code, unused_macros, unused_imports)]
mod world;

use std::sync::{LazyLock, Mutex};

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
use kammersiegel::service::snapshot::Snapshot;
use mimalloc::MiMalloc;
use rand::SeedableRng;
use rand::rngs::StdRng;
use world::http::Site;
use world::{Backend, World, crowd};

// As in the program itself.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const COUNT: usize = 11_000;
/// Everything; a name with umlauts otherwise; one with a typing error; one that nobody has.
const TYPED: [&str; 4] = [
    "",
    "ober koenigsbronn an der jagst",
    "Könisbronn",
    "Xyzzyxyz",
];

/// The first page, the last one, a search with a typing error, and the page of a municipality.
const PAGES: [&str; 4] = [
    "/register",
    "/register?page=221",
    "/register?q=K%C3%B6nisbronn",
    "/register/01004712",
];

fn main() {
    divan::main();
    // Removes its folder, which a static does not.
    SITE.lock().unwrap().take();
}

#[divan::bench(args = PAGES)]
fn page(bencher: Bencher, path: &str) {
    ask(bencher, path);
}

/// The same door with nothing behind it.
#[divan::bench]
fn page_of_nothing(bencher: Bencher) {
    ask(bencher, "/healthz");
}

fn ask(bencher: Bencher, path: &str) {
    let mut site = SITE.lock().unwrap();
    let (_, site) = site.get_or_insert_with(|| {
        let world = World::new(Backend::Sqlite);
        register_crowd::settle(&world);
        let site = world.serve_at("2026-11-22T12:00:00Z");
        site.get("/register").is(200, "</html>");
        (world, site)
    });
    bencher.bench_local(|| assert_eq!(site.get(path).status, 200));
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

static SITE: Mutex<Option<(World, Site)>> = Mutex::new(None);

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
