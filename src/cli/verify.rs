//! `verify`: a QR text, a serial number, a PDF file or a picture of a seal. The exit code tells the states apart.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::Context;
use super::failure::Failure;
use super::words;
use crate::keys::KeyFolder;
use crate::seal::Keyring;
use crate::service::Report;
use crate::service::register::Snapshot;
use crate::service::report::Marks;
use crate::service::verify::verify_file_offline;
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
    let report = match &arguments.keys {
        Some(keys) => {
            let keyring = read_keyring(keys)?;
            let snapshot = Snapshot::offline(keyring.clone());
            let verdict = match file {
                Some(bytes) => {
                    let folder = KeyFolder::new(keys.parent().unwrap_or(Path::new(".")));
                    verify_file_offline(&snapshot, &folder, &bytes, at)?
                }
                None => snapshot.verify(&arguments.code, at),
            };
            Report::of(&verdict, &Marks::Keyring(&keyring))
        }
        None => {
            let app = context.app().await?;
            let snapshot = Snapshot::load(&app.service).await?;
            let verdict = match file {
                Some(bytes) => app.service.verify_file(&snapshot, &bytes, at).await?,
                None => snapshot.verify(&arguments.code, at),
            };
            Report::of(&verdict, &Marks::Programmes(&app.service.programmes))
        }
    };
    if arguments.json {
        words::print_json(&report)?;
    } else {
        words::print_report(context.language, &report)?;
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

/// The bytes of the file with this name, if there is one.
fn read_file(code: &str) -> Result<Option<Vec<u8>>, Failure> {
    let path = Path::new(code);
    if !path.is_file() {
        return Ok(None);
    }
    let bytes = std::fs::read(path);
    bytes.map(Some).map_err(|source| Failure::File {
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
