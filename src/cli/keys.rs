//! `keys`: making, listing and ending a chamber's seal keys.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use i18n_embed_fl::fl;
use serde::Serialize;

use super::failure::Failure;
use super::passphrase::for_a_new_key;
use super::{Context, keys_document};
use crate::domain::chamber::ChamberId;
use crate::domain::validity::Day;
use crate::seal::keyring::{KeyStatus, SealKey};
use crate::texts;

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    New {
        #[arg(long, value_parser = ChamberId::parse)]
        chamber: ChamberId,
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
    List {
        #[arg(long)]
        json: bool,
    },
    Document {
        #[command(subcommand)]
        action: keys_document::Action,
    },
    TrustTimeStamps {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    Retire {
        #[arg(value_name = "KEY")]
        key: String,
        #[arg(long)]
        compromised: bool,
        #[arg(long, value_name = "DATE", value_parser = Day::parse)]
        on: Option<Day>,
    },
}

#[derive(Serialize)]
struct Row {
    chamber: String,
    key_id: String,
    algorithm: &'static str,
    public_key: String,
    since: Day,
    status: &'static str,
    until: Option<Day>,
}

pub(super) async fn run(action: Action, context: &Context) -> Result<ExitCode, Failure> {
    let app = context.app().await?;
    let texts = texts::of(context.language);
    let by = context.by();
    let keys = &app.service.keys;
    match action {
        Action::New {
            chamber,
            passphrase_file,
        } => {
            let passphrase = for_a_new_key(&chamber, passphrase_file.as_deref(), context)?;
            let id = app
                .service
                .new_key(&chamber, &passphrase, by, &mut rand::rng())
                .await?;
            say!(
                "{}",
                fl!(
                    texts,
                    "key-made",
                    chamber = chamber.as_str(),
                    key = id.to_string()
                )
            )?;
            say!(
                "{}",
                fl!(
                    texts,
                    "keyring-at",
                    path = keys.keyring_path().display().to_string()
                )
            )?;
        }
        Action::List { json } => {
            let rows: Vec<_> = app.service.keyring()?.keys().iter().map(row).collect();
            if json {
                super::words::print_json(&rows)?;
            } else {
                for r in rows {
                    let until = r.until.map(|d| texts::date(context.language, d));
                    let status = match r.status {
                        "active" => fl!(texts, "key-active"),
                        "retired" => fl!(texts, "key-retired"),
                        _ => fl!(texts, "key-compromised"),
                    };
                    say!(
                        "{}  {}  {}  {} {}",
                        &r.key_id[..16],
                        r.chamber,
                        texts::date(context.language, r.since),
                        status,
                        until.unwrap_or_default()
                    )?;
                }
                if let Some(key) = keys.existing_server_key().map_err(Failure::Key)? {
                    let key = hex::encode(key.digest_key());
                    say!("{}", fl!(texts, "key-of-digests", key = key))?;
                }
            }
        }
        Action::Document { action } => return keys_document::run(action, &app, context).await,
        Action::TrustTimeStamps { file } => {
            app.service.trust_time_stamps(&file, by).await?;
            say!("{}", fl!(texts, "time-stamps-trusted"))?;
        }
        Action::Retire {
            key,
            compromised,
            on,
        } => {
            let day = on.unwrap_or_else(|| Day::of(by.at));
            let status = if compromised {
                KeyStatus::Compromised(day)
            } else {
                KeyStatus::Retired(day)
            };
            let ended = app.service.end_key(&key, status, by).await?;
            say!(
                "{}",
                fl!(
                    texts,
                    "key-ended",
                    key = ended.id.to_string(),
                    chamber = ended.chamber.as_str(),
                    date = texts::date(context.language, day)
                )
            )?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn row(key: &SealKey) -> Row {
    let (status, until) = match key.status {
        KeyStatus::Active => ("active", None),
        KeyStatus::Retired(day) => ("retired", Some(day)),
        KeyStatus::Compromised(day) => ("compromised", Some(day)),
    };
    Row {
        chamber: key.chamber.to_string(),
        key_id: key.id.to_string(),
        algorithm: "Ed25519",
        public_key: hex::encode(key.key.as_bytes()),
        since: key.since,
        status,
        until,
    }
}
