//! HTTP: a server in a process of its own, one inside the test with a clock of its own, and
//! requests to either.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use kammersiegel::app::{App, Clock};
use serde_json::Value;

use super::World;

/// A running site.
pub struct Site {
    pub address: String,
    runs: Runs,
}

enum Runs {
    Process(Child),
    Thread(Option<tokio::sync::oneshot::Sender<()>>, Arc<AtomicI64>),
    /// The test itself starts and stops it.
    Elsewhere,
}

/// An answer, whatever its status.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    /// The text; empty for a picture of pixels.
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.as_str())
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    /// Asserts the status, and that the page contains this.
    #[track_caller]
    pub fn is(self, status: u16, says: &str) -> Self {
        assert_eq!(self.status, status, "{self:#?}");
        assert!(self.body.contains(says), "no {says:?} in {}", self.body);
        self
    }
}

impl World {
    /// `kammersiegel serve` in a process of its own.
    pub fn serve(&self) -> Site {
        let mut child = self.spawn(&["serve", "--listen", "127.0.0.1:0"]);
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let address = line
            .trim()
            .rsplit_once("http://")
            .map(|(_, a)| a.to_owned());
        Site {
            address: address.unwrap_or_else(|| panic!("no address in {line:?}")),
            runs: Runs::Process(child),
        }
    }

    /// `kammersiegel demo` in a process of its own, and what it said.
    pub fn serve_demo(&self) -> (Site, String) {
        let mut child = self.spawn(&["demo", "--listen", "127.0.0.1:0"]);
        let out = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        for line in out.lines() {
            said += &(line.unwrap() + "\n");
            if said.ends_with(" (Ende mit Strg-C)\n") {
                break;
            }
        }
        let port = said.rsplit_once("http://localhost:").map(|(_, rest)| rest);
        let port = port.and_then(|rest| rest.split(' ').next());
        let site = Site {
            address: format!("127.0.0.1:{}", port.unwrap_or_else(|| panic!("{said}"))),
            runs: Runs::Process(child),
        };
        (site, said)
    }

    /// The site inside this process; the test moves its clock on from now.
    pub fn serve_now(&self) -> Site {
        self.serve_at(&Timestamp::now().to_string())
    }

    /// The site inside this process, at an instant that the test sets.
    pub fn serve_at(&self, instant: &str) -> Site {
        let config = self.config();
        let now = Arc::new(AtomicI64::new(milliseconds(instant)));
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let (tell, told) = std::sync::mpsc::channel();
        let reads = Arc::clone(&now);
        thread::spawn(move || {
            super::backend::wait(async move {
                let clock = Clock::from_fn(move || {
                    Timestamp::from_millisecond(reads.load(Ordering::SeqCst)).unwrap()
                });
                let app = App::open(&config, clock).await.unwrap();
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                let stopped = async {
                    let _ = stopped.await;
                };
                kammersiegel::web::serve(app, listener, stopped)
                    .await
                    .unwrap();
            });
        });
        Site {
            address: told.recv().unwrap().to_string(),
            runs: Runs::Thread(Some(stop), now),
        }
    }
}

impl Site {
    /// A site that the test itself starts and stops.
    pub fn at(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            runs: Runs::Elsewhere,
        }
    }

    /// Stops a site in a process of its own; returns what it said on standard error.
    pub fn stop(mut self) -> String {
        let Runs::Process(child) = &mut self.runs else {
            panic!("the site inside this process says nothing of its own");
        };
        child.kill().unwrap();
        let mut said = String::new();
        let mut errors = child.stderr.take().unwrap();
        errors.read_to_string(&mut said).unwrap();
        said
    }

    /// Asks a site in a process of its own to end, and waits until it has.
    pub fn terminate(mut self) {
        let Runs::Process(child) = &mut self.runs else {
            panic!("the site inside this process cannot be asked");
        };
        let id = child.id().to_string();
        let mut ask = std::process::Command::new("kill");
        assert!(ask.args(["-TERM", &id]).status().unwrap().success());
        assert!(child.wait().unwrap().success());
    }

    /// Asks as a browser does whose page on another site shows it.
    pub fn shown_on(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let headers: Vec<_> = headers.iter().map(pair).collect();
        self.request("GET", path, &headers, "")
    }

    /// Sets the clock, and waits until the register was confirmed at that time.
    pub fn set(&self, instant: &str) {
        self.set_only(instant);
        self.eventually(|| self.get("/healthz").status == 200);
    }

    /// Sets the clock and nothing else.
    pub fn set_only(&self, instant: &str) {
        let Runs::Thread(_, now) = &self.runs else {
            panic!("the clock of another process cannot be set");
        };
        now.store(milliseconds(instant), Ordering::SeqCst);
    }

    /// Moves the clock on by so many seconds.
    #[track_caller]
    pub fn advance(&self, seconds: i64) {
        let Runs::Thread(_, now) = &self.runs else {
            panic!("the clock of another process cannot be set");
        };
        now.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// The second on the site's clock.
    pub fn second(&self) -> u64 {
        match &self.runs {
            Runs::Thread(_, now) => u64::try_from(now.load(Ordering::SeqCst) / 1000).unwrap(),
            Runs::Process(_) | Runs::Elsewhere => super::person::now(),
        }
    }

    /// Any request.
    pub fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(String, String)],
        body: &str,
    ) -> Answer {
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        if body.is_empty() {
            answer(agent().run(request.body(()).unwrap()))
        } else {
            answer(agent().run(request.body(body.to_owned()).unwrap()))
        }
    }

    /// Sends any bytes.
    pub fn send(&self, path: &str, headers: &[(String, String)], body: Vec<u8>) -> Answer {
        let mut request = ureq::http::Request::post(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        answer(agent().run(request.body(body).unwrap()))
    }

    /// What a page or a file is, byte by byte.
    pub fn bytes(&self, path: &str, headers: &[(String, String)]) -> Vec<u8> {
        let mut request = agent().get(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.call().unwrap().body_mut().read_to_vec().unwrap()
    }

    /// Waits for something to become true: half a minute, of which a fast machine needs one second.
    #[track_caller]
    pub fn eventually(&self, mut holds: impl FnMut() -> bool) -> Duration {
        let begin = Instant::now();
        while !holds() {
            assert!(begin.elapsed() < Duration::from_secs(30), "it never came");
            thread::sleep(Duration::from_millis(50));
        }
        begin.elapsed()
    }

    pub fn get(&self, path: &str) -> Answer {
        self.get_in(path, None)
    }

    /// What the API says of a code.
    pub fn data(&self, code: &str) -> Answer {
        self.get(&format!("/api/v1/verifications/{code}"))
    }

    pub fn get_in(&self, path: &str, accept_language: Option<&str>) -> Answer {
        let mut request = agent().get(format!("http://{}{path}", self.address));
        if let Some(language) = accept_language {
            request = request.header("accept-language", language);
        }
        answer(request.call())
    }

    /// The bytes of a file.
    #[track_caller]
    pub fn file(&self, path: &str) -> Vec<u8> {
        let answer = patient(Duration::from_secs(300))
            .get(format!("http://{}{path}", self.address))
            .call()
            .unwrap();
        assert_eq!(answer.status().as_u16(), 200, "{path}");
        let body = answer.into_body().into_with_config().limit(64 << 20);
        body.read_to_vec().unwrap()
    }

    /// Sends the bytes of a file.
    pub fn send_bytes(&self, path: &str, bytes: &[u8]) -> Answer {
        let address = format!("http://{}{path}", self.address);
        answer(agent().post(address).send(bytes))
    }

    pub fn head(&self, path: &str) -> Answer {
        answer(
            agent()
                .head(format!("http://{}{path}", self.address))
                .call(),
        )
    }

    pub fn post(&self, path: &str) -> Answer {
        answer(
            agent()
                .post(format!("http://{}{path}", self.address))
                .send_empty(),
        )
    }

    /// The status of a request whose path is any bytes.
    pub fn raw(&self, path: &[u8]) -> u16 {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .unwrap();
        let mut request = b"GET ".to_vec();
        request.extend_from_slice(path);
        request.extend_from_slice(b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(&request).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        let status = answer.split(' ').nth(1).and_then(|s| s.parse().ok());
        status.unwrap_or_else(|| panic!("no status in {answer:?}"))
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        match &mut self.runs {
            Runs::Process(child) => {
                let _ = child.kill();
                let _ = child.wait();
            }
            Runs::Elsewhere => {}
            Runs::Thread(stop, _) => {
                let _ = stop.take().map(|s| s.send(()));
            }
        }
    }
}

fn milliseconds(instant: &str) -> i64 {
    instant.parse::<Timestamp>().unwrap().as_millisecond()
}

fn agent() -> ureq::Agent {
    patient(Duration::from_secs(20))
}

fn patient(timeout: Duration) -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(timeout));
    config.build().into()
}

fn answer(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Answer {
    let mut response = response.unwrap();
    let headers = response.headers().iter();
    let headers: Vec<_> = headers
        .map(|(n, v)| (n.to_string(), v.to_str().unwrap().to_owned()))
        .collect();
    let pixels = headers.contains(&("content-type".to_owned(), "image/png".to_owned()));
    let bytes = response.body_mut().read_to_vec().unwrap();
    Answer {
        status: response.status().as_u16(),
        headers,
        body: if pixels {
            String::new()
        } else {
            String::from_utf8(bytes.clone()).unwrap()
        },
        bytes,
    }
}
