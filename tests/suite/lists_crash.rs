//! Lists that are stopped at any moment: no row is lost, none is done twice or by half.

use std::fmt::Write;
use std::thread::sleep;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use kammersiegel::app::{App, Clock};
use kammersiegel::domain::bulk::List;
use kammersiegel::service::By;
use kammersiegel::service::bulk::Worked;

use crate::lists::HEADING;
use crate::world::backend::wait;
use crate::world::{Backend, Done, World};

on_both_databases!(
    a_kill_at_any_moment_neither_loses_nor_doubles_a_row,
    two_workers_share_nothing,
);

fn rows(many: u32) -> String {
    let mut list = format!("{HEADING}\n");
    for row in 0..many {
        let ags = 9_000_000 + row;
        writeln!(
            list,
            "0{ags};Ort {row};Gemeinde;Kreis;48,5;10;www.ort{row}.example"
        )
        .unwrap();
    }
    list
}

fn count(world: &World, from: &str) -> i64 {
    world
        .database
        .number(&format!("SELECT COUNT(*) FROM {from}"))
}

/// Waits as long as a claim lasts, and somewhat longer.
#[track_caller]
fn until(mut holds: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !holds() {
        assert!(begin.elapsed() < Duration::from_secs(60), "it never came");
        sleep(Duration::from_millis(5));
    }
}

/// As many municipalities, events and certificates as rows that are done.
#[track_caller]
fn agrees(world: &World) -> i64 {
    let done = count(world, "bulk_row WHERE state = 'done'");
    let entered = count(world, "municipality WHERE ags LIKE '09%'");
    let told = count(
        world,
        "events WHERE action = 'municipality.imported' AND subject LIKE '09%'",
    );
    // The six of the world are a list of their own.
    assert_eq!((entered, told), (done - 6, done - 6));
    world.run(&["audit", "verify"]).is(0, "unverändert");
    entered
}

fn a_kill_at_any_moment_neither_loses_nor_doubles_a_row(on: Backend) {
    const ROWS: u32 = 600;
    let world = World::new(on);
    let path = world.file("liste.csv", rows(ROWS));
    let entered = || count(&world, "municipality") - 6;
    let mut import = world.spawn(&["import", "municipalities", &path]);
    until(|| entered() > 5);
    import.kill().unwrap();
    import.wait().unwrap();
    let first = agrees(&world);
    assert!(first < i64::from(ROWS), "the kill came late");

    // A server goes on by itself …
    let site = world.serve();
    until(|| entered() > first + 5);
    site.stop();
    let second = agrees(&world);
    assert!(second < i64::from(ROWS), "the kill came late");

    // … and so does whoever is told to.
    world
        .run(&["import", "resume"])
        .is(0, "600 Kommunen eingelesen.");
    assert_eq!(agrees(&world), i64::from(ROWS));
    assert_eq!(count(&world, "bulk_job WHERE stage = 'done'"), 2);
    assert_eq!(count(&world, "events WHERE action = 'list.ended'"), 2);
    world.run(&["import", "resume"]).is(0, "");
}

fn two_workers_share_nothing(on: Backend) {
    let world = World::new(on);
    let config = world.config();
    wait(async {
        let app = App::open(&config, Clock::system()).await.unwrap();
        let service = &app.service;
        let by = By {
            actor: "test",
            at: Timestamp::now(),
        };
        let mut random = rand::rng();
        let list = rows(40);
        let file = ("liste.csv", list.as_bytes());
        let job = service.check_list(List::Municipalities, file, None, by, &mut random);
        let job = job.await.unwrap();
        service.begin_job(&job, false, by).await.unwrap();
        let work = || async {
            let mut random = rand::rng();
            service
                .work(&job.id, Timestamp::now, || false, |_| (), &mut random)
                .await
                .unwrap()
        };
        let mut both = [tokio::join!(work(), work())].map(|(a, b)| [a, b])[0];
        both.sort_by_key(|worked| *worked == Worked::NotMine);
        assert_eq!(both, [Worked::Ended, Worked::NotMine]);

        // Whoever is told to stop leaves the rest to others at once.
        let list = rows(80);
        let file = ("liste.csv", list.as_bytes());
        let job = service.check_list(List::Municipalities, file, None, by, &mut random);
        let job = job.await.unwrap();
        service.begin_job(&job, false, by).await.unwrap();
        let left = std::cell::Cell::new(10);
        let stopped = || left.replace(left.get() - 1) == 0;
        let worked = service.work(&job.id, Timestamp::now, stopped, |_| (), &mut random);
        assert_eq!(worked.await.unwrap(), Worked::Stopped);
        let counts = service.store.job_counts(&job.id).await.unwrap();
        assert_eq!((counts.done, counts.open, counts.unchanged), (10, 30, 40));
        let worked = service.work(&job.id, Timestamp::now, || false, |_| (), &mut random);
        assert_eq!(worked.await.unwrap(), Worked::Ended);
    });
    assert_eq!(agrees(&world), 80);
}

/// Certificates as well, each with its number, its row and its event.
#[test]
fn a_kill_leaves_each_certificate_with_its_row() {
    let world = World::new(Backend::Sqlite);
    let path = world.file("liste.csv", rows(40));
    world.ok(&["import", "municipalities", &path]);
    let list: String = (0..40)
        .map(|row| format!("0{};03.03.2031\n", 9_000_000 + row))
        .collect();
    let path = world.file("region.csv", format!("AGS;Beginn\n{list}"));
    let mut import = world.spawn(&["import", "certificates", &path]);
    until(|| count(&world, "certificate") > 5);
    import.kill().unwrap();
    let done = Done::of(import.wait_with_output().unwrap());
    let agrees = || {
        let rows = count(
            &world,
            "bulk_row WHERE state = 'done' AND outcome IS NOT NULL",
        );
        let both = "bulk_row JOIN certificate ON certificate.serial = bulk_row.outcome";
        assert_eq!(count(&world, both), rows);
        assert_eq!(count(&world, "certificate"), rows);
        assert_eq!(
            count(&world, "events WHERE action = 'certificate.prepared'"),
            rows
        );
        rows
    };
    assert!(agrees() < 40, "the kill came late: {done:?}");
    world
        .run(&["import", "resume"])
        .is(0, "40 Auszeichnungen vorbereitet.");
    assert_eq!(agrees(), 40);
    world.run(&["audit", "verify"]).is(0, "40 Auszeichnungen");
}

#[test]
fn ten_thousand_rows_go_in_one_go() {
    let world = World::new(Backend::Sqlite);
    let path = world.file("liste.csv", rows(10_000));
    let begin = Instant::now();
    let dry = world.run(&["import", "municipalities", &path, "--dry-run"]);
    dry.is(0, "10000 neu, 0 geändert, 0 unverändert, 0 mit Fehlern");
    let checked = begin.elapsed();
    world
        .run(&["import", "municipalities", &path])
        .is(0, "10000 Kommunen eingelesen.");
    eprintln!(
        "checked in {checked:?}, done in {:?}",
        begin.elapsed() - checked
    );
    assert_eq!(agrees(&world), 10_000);
}
