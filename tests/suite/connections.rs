//! Clients that take their time.

use std::io::{Read, Write};
use std::net::TcpStream;
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
