//! Clients that take their time.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::world::http::Site;
use crate::world::{Backend, World};

/// The beginning of a request, and nothing more.
fn begin(site: &Site, request: &str) -> TcpStream {
    let mut stream = TcpStream::connect(&site.address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let patience = Some(Duration::from_secs(120));
    stream.set_read_timeout(patience).unwrap();
    stream
}

const HEAD: &str = "GET / HTTP/1.1\r\nHost: siegel.example\r\n";
const BODY: &str = "POST /barrierefreiheit HTTP/1.1\r\nHost: siegel.example\r\n\
    Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nmessage=";

#[test]
fn whoever_never_finishes_a_request_is_let_go() {
    let world = World::bare(Backend::Sqlite);
    let site = world.serve();
    let unfinished = ["", HEAD, BODY].map(|request| begin(&site, request));
    site.get("/verify").is(200, "Datei");
    for mut stream in unfinished {
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8(answer).unwrap();
        assert!(!answer.starts_with("HTTP/1.1 2"), "{answer}");
    }
    site.get("/verify").is(200, "Datei");
}

#[test]
fn an_unfinished_request_does_not_keep_the_server_from_ending() {
    let world = World::bare(Backend::Sqlite);
    let site = world.serve();
    let unfinished = [HEAD, BODY].map(|request| begin(&site, request));
    // Both are known to the server before it is asked to end.
    site.get("/verify").is(200, "Datei");
    let asked = Instant::now();
    site.terminate();
    assert!(asked.elapsed() < Duration::from_secs(90));
    drop(unfinished);
}

/// So many are open at once.
const MOST: usize = 768;

#[test]
fn whoever_comes_when_all_places_are_taken_waits_until_one_is_free() {
    let world = World::bare(Backend::Sqlite);
    let site = world.serve();
    let others = Crowd::of(MOST - 1, &site);
    // Whoever came before an answered request has a place.
    let mut last = begin(&site, ASKED);
    assert_answered(&mut last);

    let mut waiting = begin(&site, ASKED);
    last.write_all(ASKED.as_bytes()).unwrap();
    assert_answered(&mut last);
    let patience = waiting.read_timeout().unwrap();
    waiting
        .set_read_timeout(Some(Duration::from_millis(500)))
        .unwrap();
    let early = waiting.read(&mut [0]).unwrap_err().kind();
    assert!(
        matches!(early, ErrorKind::WouldBlock | ErrorKind::TimedOut),
        "{early}"
    );

    drop(last);
    waiting.set_read_timeout(patience).unwrap();
    assert_answered(&mut waiting);
    drop(others);
}

/// A request whose answer has no body.
const ASKED: &str = "HEAD /verify HTTP/1.1\r\nHost: siegel.example\r\n\r\n";

#[track_caller]
fn assert_answered(stream: &mut TcpStream) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut next = [0];
        stream.read_exact(&mut next).unwrap();
        head.extend(next);
    }
    assert!(head.starts_with(b"HTTP/1.1 200"), "{head:?}");
}

/// Clients that connect and say nothing. They are in a process of their own, because usual systems
/// let one open 1,024 files, and other tests run in this one.
struct Crowd(Child);

impl Crowd {
    fn of(count: usize, site: &Site) -> Self {
        const CONNECT: &str =
            r#"for ((i = 0; i < $2; i++)); do exec {held}<>"$1"; done; echo all; read"#;
        let socket = format!("/dev/tcp/{}", site.address.replace(':', "/"));
        let mut bash = Command::new("bash");
        bash.args(["-c", CONNECT, "crowd", &socket, &count.to_string()]);
        let bash = bash.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut crowd = Self(bash.spawn().unwrap());
        let mut said = [0; 4];
        let out = crowd.0.stdout.as_mut().unwrap();
        out.read_exact(&mut said).unwrap();
        assert_eq!(&said, b"all\n");
        crowd
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
