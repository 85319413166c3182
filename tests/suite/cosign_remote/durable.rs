//! Stops, lost answers and double deliveries, on either side: nothing is lost, nothing is signed
//! twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::fake::{Fake, forward, key_of};
use super::machine::{Machine, POLICY, server};
use super::path::issued;
use crate::world::http::Site;
use crate::world::{AALEN, Backend, Done, HWK, IHK, World, day};

on_both_databases!(
    a_kill_of_the_machine_at_any_moment_signs_nothing_twice,
    a_kill_of_the_server_at_any_moment_loses_nothing,
    a_lost_answer_is_asked_for_again_with_the_same_bytes,
    two_processes_of_one_machine_sign_once,
);

fn prepare(server: &World, count: usize) -> Vec<String> {
    (0..count)
        .map(|_| server.prepare(AALEN, &day(-1), &[]))
        .collect()
}

/// What the machine signed is what the server has: one of each.
#[track_caller]
fn once(server: &World, machine: &Machine, serials: &[String]) {
    let count = i64::try_from(serials.len()).unwrap();
    assert_eq!(machine.acts("seal"), count);
    assert_eq!(machine.acts("document"), count);
    let undelivered = "SELECT COUNT(*) FROM cosign_act WHERE delivered_at IS NULL";
    assert_eq!(machine.world.database.number(undelivered), 0);
    for serial in serials {
        issued(server, serial);
        let sent = machine.world.database.bytes(&format!(
            "SELECT bytes FROM cosign_act WHERE serial = '{serial}' AND act = 'document'"
        ));
        let kept = server.database.bytes(&format!(
            "SELECT bytes FROM document WHERE serial = '{serial}'"
        ));
        assert!(sent == kept, "{serial}");
        for action in ["certificate.issued", "certificate.sealed"] {
            let told = server.database.number(&format!(
                "SELECT COUNT(*) FROM events WHERE subject = '{serial}' AND action = '{action}'"
            ));
            assert_eq!(told, 1, "{action}");
        }
    }
    machine.world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_kill_of_the_machine_at_any_moment_signs_nothing_twice(on: Backend) {
    let server = server(on);
    let machine = Machine::of(HWK).with_token_of(&server);
    let site = server.serve();
    let mut serials = prepare(&server, 4);
    let begin = Instant::now();
    machine.by_policy(&site).is(0, "zugestellt");
    let whole = begin.elapsed();
    serials.extend(prepare(&server, 12));
    let mut seal = vec!["certificate", "sign", "--chamber", IHK];
    seal.extend(serials.iter().map(String::as_str));
    server.ok(&seal);
    let policy = machine.policy(POLICY);
    let arguments = machine.arguments(&site.address, &["--policy", &policy, "--every", "1"]);
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let (mut early, mut within, mut part) = (0, 0, 0);
    // A machine that has become busy needs longer than the run before.
    while part < 12 || within == 0 && part < 80 {
        let before = machine.acts("seal") + machine.acts("document");
        let mut running = machine.world.spawn(&arguments);
        sleep(whole * part / 8);
        part += 1;
        running.kill().unwrap();
        running.wait().unwrap();
        let after = machine.acts("seal") + machine.acts("document");
        if after == before {
            early += 1;
        } else if after < 2 * 16 {
            within += 1;
        }
        machine.world.run(&["audit", "verify"]).is(0, "unverändert");
        server.run(&["audit", "verify"]).is(0, "unverändert");
    }
    assert!(
        early > 0 && within > 0,
        "{early} came early, {within} within"
    );
    for _ in 0..2 {
        machine.by_policy(&site).is(0, "");
        server.ok(&["certificate", "sign", "--chamber", IHK]);
    }
    machine.by_policy(&site).is(0, "");
    once(&server, &machine, &serials);
}

fn a_kill_of_the_server_at_any_moment_loses_nothing(on: Backend) {
    let server = server(on);
    let machine = Machine::of(HWK).with_token_of(&server);
    let serials = prepare(&server, 6);
    let policy = machine.policy(POLICY);
    for part in 0..8 {
        let site = server.serve();
        let arguments = machine.arguments(&site.address, &["--once", "--policy", &policy]);
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let running = machine.world.spawn(&arguments);
        sleep(Duration::from_millis(150 + 60 * part));
        // With SIGKILL.
        drop(site);
        let done = Done::of(running.wait_with_output().unwrap());
        assert!(matches!(done.code, 0 | 34), "{done:#?}");
        server.run(&["audit", "verify"]).is(0, "unverändert");
        let mut seal = vec!["certificate", "sign", "--chamber", IHK];
        if part == 0 {
            seal.extend(serials.iter().map(String::as_str));
        }
        server.ok(&seal);
    }
    let site = server.serve();
    machine.by_policy(&site).is(0, "");
    server.ok(&["certificate", "sign", "--chamber", IHK]);
    machine.by_policy(&site).is(0, "");
    once(&server, &machine, &serials);
}

fn a_lost_answer_is_asked_for_again_with_the_same_bytes(on: Backend) {
    let server = server(on);
    let machine = Machine::of(HWK).with_token_of(&server);
    let site = server.serve();
    let serials = prepare(&server, 1);
    let lost = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&lost);
    // The server takes every delivery, and the first answer to each is lost.
    let fake = Fake::before(&site, move |request, answer| {
        let first =
            request.method == "POST" && counter.fetch_add(1, Ordering::SeqCst).is_multiple_of(2);
        (!first).then_some(answer)
    });
    let proxied = Site::at(&fake.address);
    machine.by_policy(&proxied).is(34, "nicht erreichbar");
    assert_eq!(server.database.number("SELECT COUNT(*) FROM signature"), 1);
    machine
        .by_policy(&proxied)
        .is(0, "Siegel unterschrieben und zugestellt");
    server.sign(&serials[0], IHK).is(0, "");
    machine.by_policy(&proxied).is(34, "nicht erreichbar");
    assert_eq!(server.show(&serials[0])["stage"], "issued");
    machine.by_policy(&proxied).is(0, "Ausgestellt");
    let sent = fake.deliveries();
    assert_eq!(sent.len(), 4);
    assert_eq!((&sent[0], &sent[2]), (&sent[1], &sent[3]));
    once(&server, &machine, &serials);

    // The same again and again is taken; something else in its place is not.
    for (delivery, what) in [(&sent[0], "seal"), (&sent[2], "document")] {
        for _ in 0..2 {
            assert_eq!(forward(&site.address, delivery).0, 200, "{what}");
        }
        let mut other = delivery.clone();
        let at = other.body.len() - 20;
        other.body[at] = if other.body[at] == b'0' { b'1' } else { b'0' };
        // Its key belongs to the first one; with a key of its own, the place is taken.
        assert_eq!(forward(&site.address, &other).0, 422, "{what}");
        other.key = key_of(what, &other.body);
        assert_eq!(forward(&site.address, &other).0, 409, "{what}");
        let mut shorter = delivery.clone();
        shorter.body.truncate(100);
        shorter.key = key_of(what, &shorter.body);
        let status = forward(&site.address, &shorter).0;
        assert!(matches!(status, 400 | 409), "{what}: {status}");
    }
    once(&server, &machine, &serials);
    // A server that answers nothing at all.
    let silent = Fake::new(|_| None);
    let begin = Instant::now();
    machine
        .once_at(&silent.address, &[])
        .is(34, "nicht erreichbar");
    assert!(begin.elapsed() < Duration::from_secs(20));
}

fn two_processes_of_one_machine_sign_once(on: Backend) {
    let server = server(on);
    let machine = Machine::of(HWK).with_token_of(&server);
    let site = server.serve();
    let serials = prepare(&server, 4);
    let mut seal = vec!["certificate", "sign", "--chamber", IHK];
    seal.extend(serials.iter().map(String::as_str));
    server.ok(&seal);
    let policy = machine.policy(POLICY);
    for _ in 0..3 {
        let arguments = machine.arguments(&site.address, &["--once", "--policy", &policy]);
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let both = [(); 2].map(|()| machine.world.spawn(&arguments));
        for running in both {
            let done = Done::of(running.wait_with_output().unwrap());
            // Whoever comes second finds that it no longer waits.
            assert!(matches!(done.code, 0 | 31), "{done:#?}");
        }
        server.ok(&["certificate", "sign", "--chamber", IHK]);
    }
    machine.by_policy(&site).is(0, "");
    once(&server, &machine, &serials);
}
