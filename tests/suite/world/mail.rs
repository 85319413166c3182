//! A mail server for one test, which takes mail or fails as it is told to, and what it received.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use kammersiegel::app::{App, Clock};
use kammersiegel::mail::{Encryption, MailServer};
use kammersiegel::service::follow_up::Delivered;
use mailparse::{MailHeaderMap, ParsedMail, parse_mail};

use super::World;
use super::backend::wait;

/// What a server does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Takes everything.
    Takes,
    /// Hangs up as soon as somebody comes.
    HangsUp,
    /// Knows nobody: `550`.
    Refuses,
    /// Is not in the mood: `451`.
    PutsOff,
    /// Takes the message, and never says so.
    FallsSilent,
}

pub struct MailHost {
    pub port: u16,
    mood: Arc<Mutex<Mood>>,
    received: Arc<Mutex<Vec<Mail>>>,
}

/// A message that a server received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub to: String,
    pub raw: String,
}

impl Mail {
    fn read<T>(&self, read: impl FnOnce(&ParsedMail) -> T) -> T {
        read(&parse_mail(self.raw.as_bytes()).unwrap())
    }

    pub fn header(&self, name: &str) -> String {
        self.read(|mail| mail.headers.get_first_value(name))
            .unwrap_or_else(|| panic!("no {name} in {self:?}"))
    }

    pub fn subject(&self) -> String {
        self.header("Subject")
    }

    pub fn body(&self) -> String {
        self.read(|mail| mail.get_body().unwrap())
            .replace("\r\n", "\n")
    }
}

impl MailHost {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = Self {
            port: listener.local_addr().unwrap().port(),
            mood: Arc::new(Mutex::new(Mood::Takes)),
            received: Arc::default(),
        };
        let (mood, received) = (Arc::clone(&host.mood), Arc::clone(&host.received));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (mood, received) = (*mood.lock().unwrap(), Arc::clone(&received));
                thread::spawn(move || {
                    // Whoever was killed does not listen any more.
                    let _ = converse(stream.unwrap(), mood, &received);
                });
            }
        });
        host
    }

    pub fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// Everything that was received, in order.
    pub fn received(&self) -> Vec<Mail> {
        self.received.lock().unwrap().clone()
    }

    /// What was received since the last time.
    pub fn take(&self) -> Vec<Mail> {
        std::mem::take(&mut *self.received.lock().unwrap())
    }

    /// Waits until so many messages are there.
    #[track_caller]
    pub fn await_number(&self, number: usize) {
        let begin = Instant::now();
        while self.received().len() < number {
            assert!(begin.elapsed() < Duration::from_secs(20), "no mail came");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// One conversation (RFC 5321).
fn converse(
    stream: TcpStream,
    mood: Mood,
    received: &Mutex<Vec<Mail>>,
) -> Result<(), std::io::Error> {
    let mut says = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    if mood == Mood::HangsUp {
        return Ok(());
    }
    says.write_all(b"220 mail.example\r\n")?;
    let mut to = String::new();
    while let Some(line) = lines.next() {
        let line = line?;
        let word = line.split([' ', ':']).next().unwrap().to_uppercase();
        let answer = match (word.as_str(), mood) {
            ("EHLO", _) => "250-mail.example\r\n250 8BITMIME",
            ("RCPT", Mood::Refuses) => "550 no such mailbox",
            ("RCPT", Mood::PutsOff) => "451 try again later",
            ("RCPT", _) => {
                to = line[line.find('<').unwrap() + 1..line.rfind('>').unwrap()].to_owned();
                "250 ok"
            }
            ("DATA", _) => {
                says.write_all(b"354 go on\r\n")?;
                let mut raw = String::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    raw.push_str(line.strip_prefix('.').unwrap_or(&line));
                    raw.push_str("\r\n");
                }
                let to = std::mem::take(&mut to);
                received.lock().unwrap().push(Mail { to, raw });
                if mood == Mood::FallsSilent {
                    thread::sleep(Duration::from_secs(60));
                    return Ok(());
                }
                "250 taken"
            }
            ("QUIT", _) => "221 bye",
            _ => "250 ok",
        };
        says.write_all(format!("{answer}\r\n").as_bytes())?;
        if word == "QUIT" {
            return Ok(());
        }
    }
    Ok(())
}

impl World {
    /// From now on, mail goes to this server: of commands, and of sites that start later.
    pub fn mail_through(&mut self, host: &MailHost) {
        self.mail = Some(MailServer {
            host: "127.0.0.1".to_owned(),
            port: host.port,
            encryption: Encryption::None,
            credentials: None,
            from: "Kammersiegel <siegel@kammer.example>".to_owned(),
            anchors: None,
        });
        let settings = format!(
            "[mail]\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\n\
             from = \"Kammersiegel <siegel@kammer.example>\"\n",
            host.port
        );
        fs::write(self.data().join("kammersiegel.toml"), settings).unwrap();
    }

    /// Sends what is due, so many minutes from now.
    #[track_caller]
    pub fn post_in(&self, minutes: i64) -> Delivered {
        let at = Timestamp::now() + SignedDuration::from_mins(minutes);
        wait(async {
            let app = App::open(&self.config(), Clock::system()).await.unwrap();
            let mut random = rand::rng();
            let done = app.service.deliver(|| at, || false, &mut random);
            done.await.unwrap()
        })
    }
}
