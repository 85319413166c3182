//! A world for one test: a data folder, a database, two chambers with keys, six municipalities.

pub mod backend;
pub mod browser;
pub mod crowd;
pub mod http;
pub mod mail;
pub mod person;
pub mod provider;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use kammersiegel::config::Config;
use kammersiegel::domain::digest::DigestMail;
use kammersiegel::domain::identity::IdentityProvider;
use kammersiegel::domain::licence::Licence;
use kammersiegel::domain::signing::TimeStampService;
use kammersiegel::mail::MailServer;
use pkcs8::pkcs5::{pbes2, scrypt};
use pkcs8::{EncryptedPrivateKeyInfoRef, LineEnding, PrivateKeyInfoRef, SecretDocument};
use serde_json::Value;
use tempfile::TempDir;

pub use backend::Backend;
use backend::Database;

/// Who proposes on the command line.
pub const PROPOSES: &str = "vorschlag@ihk.example";
/// Who confirms on the command line.
pub const CONFIRMS: &str = "bestaetigung@hwk.example";
pub const PROGRAMME: &str = "ausgezeichneter-wohnort";
pub const IHK: &str = "ihk-ostwuerttemberg";
pub const HWK: &str = "hwk-ulm";
pub const PASSPHRASE: &str = "korrekt Pferd Batterie Heftklammer";
pub const AALEN: &str = "08136088";
pub const KOENIGSBRONN: &str = "08135025";

/// A municipality list as the product ships it.
pub const MUNICIPALITIES: &str = include_str!("../../../templates/demo/municipalities.csv");

/// Runs test bodies that take a [`Backend`] on both databases.
macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name($crate::world::Backend::Sqlite) })+
        }
        mod postgres {
            $(#[test] fn $name() {
                if $crate::world::backend::postgres_is_there() {
                    super::$name($crate::world::Backend::Postgres)
                }
            })+
        }
    };
}

/// What a command did.
#[derive(Debug)]
pub struct Done {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Done {
    /// Takes a finished command apart. Whatever a test is about: no command may panic, or show a
    /// passphrase.
    pub fn of(output: Output) -> Self {
        let done = Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        for text in [&done.out, &done.err] {
            for never in ["panicked", "RUST_BACKTRACE", "stack backtrace", PASSPHRASE] {
                assert!(!text.contains(never), "{never:?} in {done:#?}");
            }
        }
        done
    }

    /// Asserts the exit code, and that the words of both streams contain this.
    #[track_caller]
    pub fn is(self, code: i32, says: &str) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        let said = format!("{}{}", self.out, self.err);
        assert!(said.contains(says), "no {says:?} in {self:#?}");
        self
    }

    /// The output as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {self:#?}"))
    }
}

pub struct World {
    folder: TempDir,
    pub database: Database,
    environment: Vec<(String, String)>,
    pub time_stamps: Option<TimeStampService>,
    pub mail: Option<MailServer>,
    pub digests: DigestMail,
    /// How long document keys stay open after signing at the desk.
    pub keep_open_hours: u8,
    pub identity_providers: Vec<IdentityProvider>,
    has_two_people: AtomicBool,
}

impl World {
    /// Two chambers with keys, six municipalities, nothing issued.
    pub fn new(on: Backend) -> Self {
        let world = Self::bare(on);
        for (path, bytes) in prepared_keys() {
            let path = world.data().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let list = world.file("municipalities.csv", MUNICIPALITIES);
        world.ok(&["municipality", "import", &list]);
        world
    }

    /// An empty data folder.
    pub fn bare(on: Backend) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("data")).unwrap();
        let database = Database::new(on, &folder.path().join("data"));
        let mut world = Self {
            folder,
            database,
            environment: Vec::new(),
            time_stamps: None,
            mail: None,
            digests: DigestMail::default(),
            keep_open_hours: 12,
            identity_providers: Vec::new(),
            has_two_people: AtomicBool::new(false),
        };
        for chamber in [IHK, HWK] {
            world.passphrase(chamber, PASSPHRASE);
        }
        world.set("KAMMERSIEGEL_DATA", &world.data().display().to_string());
        world.set("KAMMERSIEGEL_DATABASE", &world.database.url.clone());
        world.set("KAMMERSIEGEL_USER", "test");
        world
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The settings of what runs inside this process.
    pub fn config(&self) -> Config {
        let templates = self.place("templates");
        Config {
            data: self.data(),
            database: self.database.url.clone().into(),
            host: "siegel.example".to_owned(),
            origin: "https://siegel.example".to_owned(),
            templates: templates.is_dir().then_some(templates),
            time_stamps: self.time_stamps.clone(),
            mail: self.mail.clone(),
            digests: self.digests.clone(),
            keep_open_hours: self.keep_open_hours,
            identity_providers: self.identity_providers.clone(),
            open_data: Licence::default(),
        }
    }

    /// A place outside of the data folder.
    pub fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file outside of the data folder.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.place(name);
        fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }

    /// Sets a variable of the environment of every further command.
    pub fn set(&mut self, name: &str, value: &str) {
        self.environment.retain(|(n, _)| n != name);
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    pub fn unset(&mut self, name: &str) {
        self.environment.retain(|(n, _)| n != name);
    }

    pub fn passphrase(&mut self, chamber: &str, passphrase: &str) {
        self.set(&passphrase_variable(chamber), passphrase);
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kammersiegel"));
        command
            .args(arguments)
            .env_clear()
            .envs(self.environment.iter().map(|(n, v)| (n, v)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn spawn(&self, arguments: &[&str]) -> Child {
        self.command(arguments).spawn().unwrap()
    }

    pub fn run(&self, arguments: &[&str]) -> Done {
        Done::of(self.command(arguments).output().unwrap())
    }

    /// Runs a command that has to succeed; returns what it printed.
    #[track_caller]
    pub fn ok(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!(done.code, 0, "{arguments:?}: {done:#?}");
        done.out
    }

    /// Runs a command that has to succeed and print JSON.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(arguments)).unwrap()
    }

    /// Prepares a certificate, with further arguments; returns its number.
    #[track_caller]
    pub fn prepare(&self, ags: &str, from: &str, more: &[&str]) -> String {
        let mut arguments = vec!["certificate", "prepare", "--programme", PROGRAMME];
        arguments.extend(["--municipality", ags, "--from", from, "--json"]);
        arguments.extend(more);
        text(&self.json(&arguments)["serial"])
    }

    pub fn sign(&self, serial: &str, chamber: &str) -> Done {
        self.run(&["certificate", "sign", serial, "--chamber", chamber])
    }

    /// A certificate that both chambers have signed.
    #[track_caller]
    pub fn issue(&self, ags: &str, from: &str, more: &[&str]) -> String {
        let serial = self.prepare(ags, from, more);
        self.sign(&serial, IHK).is(0, &serial);
        self.sign(&serial, HWK).is(0, &serial);
        serial
    }

    /// A certificate that is valid today.
    #[track_caller]
    pub fn issue_valid(&self) -> String {
        self.issue(AALEN, &day(-10), &[])
    }

    #[track_caller]
    pub fn show(&self, serial: &str) -> Value {
        self.json(&["certificate", "show", serial, "--json"])
    }

    /// One person proposes a step on the command line, another one confirms it.
    #[track_caller]
    pub fn decide(&self, step: &str, serial: &str, reason: &str) -> Done {
        let proposed = self.propose(step, serial, reason);
        if proposed.code != 0 {
            return proposed;
        }
        self.confirm(step, serial)
    }

    #[track_caller]
    pub fn propose(&self, step: &str, serial: &str, reason: &str) -> Done {
        self.two_people();
        let arguments = ["certificate", step, serial, "--reason", reason];
        self.run(&[&arguments[..], &["--user", PROPOSES]].concat())
    }

    #[track_caller]
    pub fn confirm(&self, step: &str, serial: &str) -> Done {
        self.two_people();
        let arguments = ["certificate", "confirm", serial, "--step", step];
        self.run(&[&arguments[..], &["--user", CONFIRMS]].concat())
    }

    /// Those two have accepted their invitations. A server runs meanwhile, which also does what a
    /// server does by itself.
    pub fn two_people(&self) {
        if !self.has_two_people.swap(true, Ordering::Relaxed) {
            let site = self.serve_now();
            self.person(&site, IHK, PROPOSES, &["clerk"]);
            self.person(&site, HWK, CONFIRMS, &["signatory"]);
        }
    }

    /// What `verify --json` says, and its exit code.
    pub fn verify(&self, code: &str) -> (i32, Value) {
        let done = self.run(&["verify", code, "--json"]);
        (done.code, done.json())
    }

    /// The private seal keys.
    pub fn key_files(&self) -> Vec<PathBuf> {
        let mut keys = files(&self.data().join("keys/private"));
        keys.retain(|k| !k.to_string_lossy().ends_with("-document.pem"));
        keys
    }
}

/// The files of a folder, in order.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths
}

pub fn passphrase_variable(chamber: &str) -> String {
    let name = chamber.to_uppercase().replace('-', "_");
    format!("KAMMERSIEGEL_PASSPHRASE_{name}")
}

/// The day in Berlin that is so many days from today, ISO 8601.
pub fn day(offset: i32) -> String {
    let berlin = TimeZone::get("Europe/Berlin").unwrap();
    let today = Timestamp::now().to_zoned(berlin).date();
    today.checked_add(offset.days()).unwrap().to_string()
}

#[track_caller]
pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
        .to_owned()
}

/// The key folder of both chambers, made once by `keys new`; the private keys are then encrypted
/// again at a fraction of the cost, because every test opens them.
fn prepared_keys() -> &'static [(PathBuf, Vec<u8>)] {
    static KEYS: OnceLock<Vec<(PathBuf, Vec<u8>)>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let world = World::bare(Backend::Sqlite);
        for chamber in [IHK, HWK] {
            world.ok(&["keys", "new", "--chamber", chamber]);
        }
        let mut kept = vec![
            world.data().join("keys/keyring.toml"),
            world.data().join("keys/document-keys.toml"),
        ];
        kept.extend(files(&world.data().join("keys/private")));
        kept.extend(files(&world.data().join("keys/document")));
        let read = |path: &PathBuf| {
            let bytes = fs::read(path).unwrap();
            let bytes = match path.parent().is_some_and(|p| p.ends_with("private")) {
                true => cheaper(std::str::from_utf8(&bytes).unwrap()).into_bytes(),
                false => bytes,
            };
            (path.strip_prefix(world.data()).unwrap().to_owned(), bytes)
        };
        kept.iter().map(read).collect()
    })
}

fn cheaper(pem: &str) -> String {
    let (_, document) = SecretDocument::from_pem(pem).unwrap();
    let encrypted = EncryptedPrivateKeyInfoRef::try_from(document.as_bytes()).unwrap();
    let plain = encrypted.decrypt(PASSPHRASE).unwrap();
    let info = PrivateKeyInfoRef::try_from(plain.as_bytes()).unwrap();
    let cost = scrypt::Params::new(1, 1, 1).unwrap();
    let parameters = pbes2::Parameters::generate_scrypt_aes256cbc(cost, &[7; 16], [7; 16]).unwrap();
    let encrypted = info.encrypt_with_params(parameters, PASSPHRASE).unwrap();
    encrypted
        .to_pem("ENCRYPTED PRIVATE KEY", LineEnding::LF)
        .unwrap()
        .to_string()
}
