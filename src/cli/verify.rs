//! `verify`: a QR text, a serial number, a PDF file or a picture of a seal. The exit code tells the states apart.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::Context;
use super::failure::Failure;
use super::words;
use crate::keys::KeyFolder;
use crate::seal::Keyring;
use crate::service::Report;
use crate::service::report::Marks;
use crate::service::snapshot::Snapshot;
use crate::service::uploaded::{LARGEST, verify_file_offline};
use crate::service::verify::{Finding, Verdict};
use jiff::Timestamp;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "CODE|FILE")]
    code: String,
    #[arg(long, requires = "keys")]
    offline: bool,
    #[arg(long, value_name = "FILE", requires = "offline")]
    keys: Option<PathBuf>,
    #[arg(long, value_name = "INSTANT")]
    at: Option<Timestamp>,
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(arguments: Arguments, context: &Context) -> Result<ExitCode, Failure> {
    let at = arguments.at.unwrap_or_else(|| context.clock.now());
    let file = read_file(&arguments.code)?;
    let language = context.language;
    let (report, host) = match &arguments.keys {
        Some(keys) => {
            let keyring = read_keyring(keys)?;
            let snapshot = Snapshot::offline(keyring.clone());
            let verdict = match file {
                Some(bytes) => {
                    let folder = KeyFolder::new(keys.parent().unwrap_or(Path::new(".")));
                    verify_file_offline(&snapshot, &folder, &bytes, at)?
                }
                None => judged(&snapshot, &arguments.code, at)?,
            };
            let report = Report::explained(language, &verdict, &Marks::Keyring(&keyring));
            (report, None)
        }
        None => {
            let app = context.app().await?;
            let snapshot = Snapshot::load(&app.service).await?;
            let verdict = match file {
                Some(bytes) => app.service.verify_file(&snapshot, &bytes, at).await?,
                None => judged(&snapshot, &arguments.code, at)?,
            };
            let marks = Marks::Programmes(&app.service.programmes);
            let report = Report::explained(language, &verdict, &marks);
            (report, Some(app.service.host.clone()))
        }
    };
    if arguments.json {
        words::print_json(&report)?;
    } else {
        words::print_report(language, &report)?;
        if let (Some(registered), Some(host)) = (&report.registered, host) {
            words::print_registered(language, registered, &host)?;
        }
    }
    Ok(ExitCode::from(exit_code(report.state)))
}

/// The exit code of a state; the README lists them.
fn exit_code(state: &str) -> u8 {
    match state {
        "valid" => 0,
        "not_yet_valid" => 10,
        "expired" => 11,
        "suspended" => 12,
        "withdrawn" => 13,
        "superseded" => 14,
        "unknown" => 20,
        "not_genuine" => 21,
        "malformed" => 22,
        _ => 23,
    }
}

/// Judges a code. What cannot be one and is written like a file's name is a file that is not there.
fn judged(snapshot: &Snapshot, code: &str, at: Timestamp) -> Result<Verdict, Failure> {
    let verdict = snapshot.verify(code, at);
    if matches!(verdict.finding, Finding::Malformed(_)) && is_written_like_a_file(code) {
        let path = PathBuf::from(code);
        let kind = if path.exists() {
            io::ErrorKind::IsADirectory
        } else {
            io::ErrorKind::NotFound
        };
        return Err(Failure::File {
            path,
            source: kind.into(),
        });
    }
    Ok(verdict)
}

fn is_written_like_a_file(code: &str) -> bool {
    let path = Path::new(code);
    let begins = code.starts_with(['.', '/', '~']);
    !code.contains("://") && (path.extension().is_some() || begins || path.exists())
}

/// The bytes of the file with this name, if there is one; of too large a one no more than shows it.
fn read_file(code: &str) -> Result<Option<Vec<u8>>, Failure> {
    let path = Path::new(code);
    // A pipe is as good as a file.
    if !path.exists() || path.is_dir() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| {
        let most = LARGEST as u64 + 1;
        file.take(most).read_to_end(&mut bytes)
    });
    read.map(|_| Some(bytes)).map_err(|source| Failure::File {
        path: path.to_owned(),
        source,
    })
}

fn read_keyring(path: &Path) -> Result<Keyring, Failure> {
    let text = std::fs::read_to_string(path).map_err(|source| Failure::File {
        path: path.to_owned(),
        source,
    })?;
    Keyring::parse(&text).map_err(|source| Failure::Keyring {
        path: path.to_owned(),
        source,
    })
}
