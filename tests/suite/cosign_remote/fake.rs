//! A server that was taken over: it answers a machine whatever the test wants, and remembers what
//! the machine sent.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};

use crate::world::http::Site;

pub trait ReadWrite: Read + Write {}

impl<T: Read + Write> ReadWrite for T {}

/// A request as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub token: String,
    pub kind: String,
    /// Its Idempotency-Key.
    pub key: String,
    pub body: Vec<u8>,
}

/// An answer; none: the connection breaks off.
pub type Reply = Option<(u16, Vec<u8>)>;

pub struct Fake {
    pub address: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Fake {
    pub fn new(answer: impl Fn(&Request) -> Reply + Send + 'static) -> Self {
        Self::serving(answer, |stream, answer| answer(stream))
    }

    /// The same behind TLS.
    pub fn behind_tls(
        config: Arc<ServerConfig>,
        answer: impl Fn(&Request) -> Reply + Send + 'static,
    ) -> Self {
        Self::serving(answer, move |stream, answer| {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream);
            answer(&mut stream);
            stream.conn.send_close_notify();
            let _ = stream.flush();
        })
    }

    fn serving(
        answer: impl Fn(&Request) -> Reply + Send + 'static,
        each: impl Fn(&mut TcpStream, &dyn Fn(&mut dyn ReadWrite)) + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        thread::spawn(move || {
            let one = |stream: &mut dyn ReadWrite| {
                let Some(request) = read(stream) else {
                    return;
                };
                seen.lock().unwrap().push(request.clone());
                if let Some((status, body)) = answer(&request) {
                    let head = format!(
                        "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                        body.len()
                    );
                    let _ = stream.write_all(&[head.as_bytes(), &body].concat());
                }
            };
            for stream in listener.incoming() {
                each(&mut stream.unwrap(), &one);
            }
        });
        Self { address, requests }
    }

    /// Offers one item, and takes whatever comes.
    pub fn offering(chamber: &str, item: &Value) -> Self {
        let item = item.clone();
        let list = json!({
            "format": 2,
            "chamber": chamber,
            "waiting": [{ "serial": item["asked"].as_str().or(item["serial"].as_str()), "round": item["round"] }],
        });
        Self::new(move |request| {
            let answer = match request.path.as_str() {
                "/api/v1/cosign/waiting" => &list,
                _ if request.method == "GET" => &item,
                _ => &json!({ "serial": item["serial"], "stage": "prepared" }),
            };
            Some((200, serde_json::to_vec(answer).unwrap()))
        })
    }

    /// Passes everything on to the real server; `answer` may replace what comes back.
    pub fn before(
        site: &Site,
        answer: impl Fn(&Request, (u16, Vec<u8>)) -> Reply + Send + 'static,
    ) -> Self {
        let address = site.address.clone();
        Self::new(move |request| answer(request, forward(&address, request)))
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// What the machine delivered.
    pub fn deliveries(&self) -> Vec<Request> {
        let mut requests = self.requests();
        requests.retain(|r| r.method == "POST");
        requests
    }
}

fn read(stream: &mut dyn ReadWrite) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split(' ');
    let mut request = Request {
        method: words.next()?.to_owned(),
        path: words.next()?.to_owned(),
        token: String::new(),
        kind: String::new(),
        key: String::new(),
        body: Vec::new(),
    };
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim().split_once(": ") else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().ok()?,
            "content-type" => value.clone_into(&mut request.kind),
            "idempotency-key" => value.clone_into(&mut request.key),
            "authorization" => value.clone_into(&mut request.token),
            _ => {}
        }
    }
    request.body = vec![0; length];
    reader.read_exact(&mut request.body).ok()?;
    Some(request)
}

/// A key of its own for each delivery.
pub fn key_of(path: &str, body: &[u8]) -> String {
    let mut hash = DefaultHasher::new();
    (path, body).hash(&mut hash);
    format!("{:x}", hash.finish())
}

/// Sends a request to a server.
pub fn forward(address: &str, request: &Request) -> (u16, Vec<u8>) {
    let mut head = format!(
        "{} {} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n",
        request.method,
        request.path,
        request.body.len()
    );
    for (name, value) in [
        ("Authorization", &request.token),
        ("Content-Type", &request.kind),
        ("Idempotency-Key", &request.key),
    ] {
        if !value.is_empty() {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(b"\r\n").unwrap();
    // A server that refuses early may close before everything is sent.
    let _ = stream.write_all(&request.body);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let end = memchr::memmem::find(&answer, b"\r\n\r\n").unwrap_or_else(|| {
        panic!("no answer to {} {}", request.method, request.path);
    });
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let chunked = head.to_lowercase().contains("transfer-encoding: chunked");
    assert!(!chunked, "{head}");
    (status, answer[end + 4..].to_vec())
}
