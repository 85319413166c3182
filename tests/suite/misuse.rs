//! What staff are told of seals on sites that they were not awarded for.

use std::thread::sleep;
use std::time::Duration;

use crate::world::browser::Browser;
use crate::world::http::Site;
use crate::world::{AALEN, Backend, HWK, IHK, KOENIGSBRONN, PROGRAMME, World, day};

on_both_databases!(
    staff_see_hosts_and_counts_and_nothing_of_visitors,
    invented_hosts_fill_no_table,
    what_was_counted_is_written_when_the_server_ends,
    what_cannot_be_written_is_kept,
);

fn show(site: &Site, path: &str, host: &str) {
    let referer = format!("https://{host}/seite?name=Erika");
    let headers = [
        ("referer", referer.as_str()),
        ("x-forwarded-for", "203.0.113.77"),
        ("user-agent", "Mosaik/1.0"),
    ];
    assert_eq!(site.shown_on(path, &headers).status, 200);
}

#[track_caller]
fn row(page: &str, host: &str) -> Vec<String> {
    let start = format!("<th scope=\"row\"><span class=\"place\">{host}</span></th>");
    let row = crate::world::browser::between(page, &start, "</tr>");
    let cells = row.split("<td").skip(1);
    cells
        .map(|cell| crate::world::browser::between(cell, ">", "</td>"))
        .collect()
}

fn staff_see_hosts_and_counts_and_nothing_of_visitors(on: Backend) {
    let world = World::new(on);
    let serial = world.issue(AALEN, &day(-10), &[]);
    let other = world.issue(KOENIGSBRONN, &day(-10), &[]);
    let site = world.serve_now();
    let clerk = world.person(&site, HWK, "kim@hwk.example", &["clerk"]);
    let clerk = clerk.sign_in(&site);
    clerk
        .open("/staff/misuse")
        .is(200, "Auf fremden Websites wurde kein Siegel geladen.");
    for path in [
        format!("/seal/{serial}.svg"),
        format!("/seal/{serial}.png?size=160"),
        format!("/frame/{serial}"),
        format!("/seal/by/{PROGRAMME}/{AALEN}.svg"),
        format!("/frame/by/{PROGRAMME}/{AALEN}"),
    ] {
        show(&site, &path, "copycat.example");
        // With and without `www.` it is the same site, and it is the right one.
        show(&site, &path, "www.aalen.de");
        show(&site, &path, "aalen.de");
        // No names that anybody could look up.
        for local in [
            "localhost:3000",
            "127.0.0.1",
            "[2001:db8::1]",
            "203.0.113.9",
        ] {
            show(&site, &path, local);
        }
    }
    show(&site, &format!("/seal/{serial}.svg"), "zweite.example:8443");
    show(&site, &format!("/seal/{other}.svg"), "www.aalen.de");
    let today = kammersiegel::texts::date(
        kammersiegel::domain::language::Language::De,
        kammersiegel::domain::validity::Day::parse(&day(0)).unwrap(),
    );
    let page = clerk.open("/staff/misuse").is(200, "Stadt Aalen");
    assert_eq!(row(&page.body, "copycat.example"), ["5", &today, &today]);
    assert_eq!(row(&page.body, "zweite.example"), ["1", &today, &today]);
    assert_eq!(row(&page.body, "www.aalen.de"), ["1", &today, &today]);
    assert!(page.body.find("copycat.example") < page.body.find("zweite.example"));
    assert!(page.body.contains("Gilt für www.koenigsbronn.de"));
    for never in [
        "127.0.0.1",
        "203.0.113",
        "2001:db8",
        "localhost",
        "Erika",
        "Mosaik",
        "seite?",
    ] {
        let text = page.body.split_once("<main").unwrap().1;
        assert!(!text.contains(never), "{never}");
    }
    assert_eq!(world.database.number("SELECT COUNT(*) FROM sighting"), 3);
    // Days go by; counts grow.
    site.advance(24 * 60 * 60);
    site.eventually(|| site.get("/healthz").status == 200);
    show(&site, &format!("/seal/{serial}.svg"), "copycat.example");
    let clerk = world.person(&site, IHK, "kim@ihk.example", &["reader"]);
    let page = clerk.sign_in(&site).open("/staff/misuse");
    let [count, first, last] = &row(&page.body, "copycat.example")[..] else {
        panic!("{page:?}")
    };
    assert_eq!((count.as_str(), first), ("6", &today));
    assert_ne!(first, last);
    // The way there.
    let browser = Browser::new(&site);
    assert_eq!(browser.get("/staff/misuse").status, 303);
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn invented_hosts_fill_no_table(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let reader = world.person(&site, IHK, "kim@ihk.example", &["reader"]);
    let reader = reader.sign_in(&site);
    let path = format!("/frame/{serial}");
    for _ in 0..3 {
        show(&site, &path, "wirklich.example");
    }
    reader.open("/staff/misuse").is(200, "wirklich.example");
    for number in 0..260 {
        show(&site, &path, &format!("n{number}.example"));
        if number == 150 {
            reader.open("/staff/misuse");
        }
    }
    let page = reader.open("/staff/misuse").is(200, "wirklich.example");
    let hosts = "SELECT COUNT(*) FROM sighting";
    let rows = world.database.number(hosts);
    assert_eq!(rows, 101, "a hundred hosts, and all others");
    let sum = "SELECT CAST(SUM(count) AS BIGINT) FROM sighting";
    assert_eq!(world.database.number(sum), 263);
    assert_eq!(row(&page.body, "wirklich.example")[0], "3");
    assert_eq!(row(&page.body, "Weitere")[0], (263 - 3 - 99).to_string());
    // Who comes again finds a place.
    for _ in 0..2 {
        show(&site, &path, "spaet.example");
    }
    let page = reader.open("/staff/misuse").is(200, "spaet.example");
    assert_eq!(row(&page.body, "spaet.example")[0], "2");
    assert_eq!(world.database.number(hosts), 101);
    assert_eq!(world.database.number(sum), 265);
}

fn what_was_counted_is_written_when_the_server_ends(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve();
    // The first batch is written at once; this belongs to the next.
    sleep(Duration::from_millis(500));
    show(&site, &format!("/seal/{serial}.svg"), "copycat.example");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM sighting"), 0);
    site.terminate();
    let host = world.database.text("SELECT host FROM sighting");
    assert_eq!(host, "copycat.example");
}

fn what_cannot_be_written_is_kept(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let site = world.serve_now();
    let reader = world.person(&site, IHK, "kim@ihk.example", &["reader"]);
    let reader = reader.sign_in(&site);
    show(&site, &format!("/seal/{serial}.svg"), "copycat.example");
    world
        .database
        .execute("ALTER TABLE sighting RENAME TO gone");
    assert_eq!(reader.open("/staff/misuse").status, 500);
    show(&site, &format!("/seal/{serial}.svg"), "copycat.example");
    world
        .database
        .execute("ALTER TABLE gone RENAME TO sighting");
    let page = reader.open("/staff/misuse").is(200, "copycat.example");
    assert_eq!(row(&page.body, "copycat.example")[0], "2");
}
