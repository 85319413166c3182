//! Terms, and the second in which they end: in Berlin, wherever the computer stands.

use crate::world::{AALEN, Backend, World, text};

#[test]
fn terms_end_as_the_civil_code_says() {
    let world = World::new(Backend::Sqlite);
    for (from, more, until) in [
        ("2024-02-29", &[][..], "2027-02-28"),
        ("2025-03-03", &[], "2028-03-02"),
        ("03.03.2025", &[], "2028-03-02"),
        ("2025-08-31", &[], "2028-08-30"),
        ("2025-03-01", &[], "2028-02-29"),
        ("2024-02-29", &["--renewal"], "2029-02-28"),
        ("2023-03-01", &["--renewal"], "2028-02-29"),
        ("2025-01-01", &["--renewal"], "2029-12-31"),
        ("2025-05-05", &["--until", "2025-05-05"], "2025-05-05"),
    ] {
        let serial = world.prepare(AALEN, from, more);
        assert_eq!(
            text(&world.show(&serial)["valid_until"]),
            until,
            "{from} {more:?}"
        );
    }
    let prepare = |from: &str, until: &str| {
        let programme = crate::world::PROGRAMME;
        world.run(&[
            "certificate",
            "prepare",
            "--programme",
            programme,
            "--municipality",
            AALEN,
            "--from",
            from,
            "--until",
            until,
        ])
    };
    prepare("2025-03-03", "2025-03-02").is(30, "liegt vor dem ersten");
    // Nobody is awarded for longer than the programme's longest term.
    for until in ["2030-03-03", "2099-12-31", "9999-12-31"] {
        let refused = prepare("2025-03-03", until);
        refused.is(30, "kann höchstens der 02.03.2030 sein");
    }
    prepare("2025-03-03", "2030-03-02").is(0, "Vorbereitet");
    // The Urkunde is dated from a year before the term to its end.
    let dated = |dated: &str| {
        let order = [
            "certificate",
            "prepare",
            "--programme",
            crate::world::PROGRAMME,
        ];
        let days = [
            "--municipality",
            AALEN,
            "--from",
            "2027-03-03",
            "--dated",
            dated,
        ];
        world.run(&[&order[..], &days].concat())
    };
    for far in ["2090-01-01", "2030-03-03", "2026-03-02", "1999-01-01"] {
        dated(far).is(30, "Möglich ist 03.03.2026 bis 02.03.2030");
    }
    for near in ["2026-03-03", "2030-03-02"] {
        dated(near).is(0, "Vorbereitet");
    }
    prepare("2025-02-29", "2026-01-01").is(2, "2025-02-29");
    prepare("1969-12-31", "2026-01-01").is(2, "1969-12-31");
    prepare("gestern", "2026-01-01").is(2, "gestern");
}

/// First day, last day, and the first and last second, in UTC.
const ENDS: [(&str, &str, &str, &str); 4] = [
    (
        "2025-03-03",
        "2028-03-02",
        "2025-03-02T23:00:00Z",
        "2028-03-02T22:59:59Z",
    ),
    // The nights in which Berlin changes its clocks.
    (
        "2026-03-29",
        "2026-10-25",
        "2026-03-28T23:00:00Z",
        "2026-10-25T22:59:59Z",
    ),
    (
        "2025-10-26",
        "2026-03-29",
        "2025-10-25T22:00:00Z",
        "2026-03-29T21:59:59Z",
    ),
    (
        "2024-02-29",
        "2027-02-28",
        "2024-02-28T23:00:00Z",
        "2027-02-28T22:59:59Z",
    ),
];

fn seconds(instant: &str, more: i64) -> String {
    let instant: jiff::Timestamp = instant.parse().unwrap();
    (instant + jiff::SignedDuration::from_secs(more)).to_string()
}

#[test]
fn the_last_second_counts_in_any_time_zone() {
    let mut world = World::new(Backend::Sqlite);
    for (from, until, first, last) in ENDS {
        let serial = world.issue(AALEN, from, &["--until", until]);
        for zone in ["America/New_York", "Pacific/Kiritimati", "UTC"] {
            world.set("TZ", zone);
            let at = |instant: &str| world.run(&["verify", &serial, "--at", instant]).code;
            assert_eq!(at(first), 0, "{zone}: first second of {from}");
            assert_eq!(at(&seconds(first, -1)), 10, "{zone}: second before {from}");
            assert_eq!(at(last), 0, "{zone}: last second of {until}");
            assert_eq!(at(&seconds(last, 1)), 11, "{zone}: second after {until}");
        }
        world.unset("TZ");
    }
}

#[test]
fn a_page_turns_at_midnight_in_berlin() {
    let world = World::new(Backend::Sqlite);
    let (from, until, first, last) = ENDS[0];
    let serial = world.issue(AALEN, from, &["--until", until]);
    let site = world.serve_at(&seconds(first, -1));
    let state = || text(&site.data(&serial).json()["state"]);
    assert_eq!(state(), "not_yet_valid");
    site.set(first);
    assert_eq!(state(), "valid");
    site.set(last);
    assert_eq!(state(), "valid");
    site.get(&format!("/z/{serial}"))
        .is(200, "2. März 2028, 23:59 Uhr");
    site.set(&seconds(last, 1));
    assert_eq!(state(), "expired");
    site.get(&format!("/z/{serial}"))
        .is(200, "<h1>Abgelaufen</h1>")
        .is(200, "3. März 2028, 00:00");
}

#[test]
fn days_in_berlin_decide_of_since_and_keys() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue(AALEN, "2026-01-01", &[]);
    world.decide("suspend", &serial, "Prüfung").is(0, "");
    // 22:30 UTC in summer is the next day in Berlin.
    let since = "2026-06-30T22:30:00Z"
        .parse::<jiff::Timestamp>()
        .unwrap()
        .as_millisecond();
    world
        .database
        .execute(&format!("UPDATE certificate SET standing_since = {since}"));
    let site = world.serve_at("2026-11-22T12:00:00Z");
    site.get(&format!("/z/{serial}"))
        .is(200, "ruht seit 1. Juli 2026");
}
