//! `audit`: whether anybody rewrote history, the trail as a file, and its digests.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use i18n_embed_fl::fl;

use super::Context;
use super::failure::Failure;
use crate::app::App;
use crate::domain::validity::Day;
use crate::service::{DigestError, ServiceError};
use crate::texts;

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    Verify,
    Export {
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    Digest {
        #[arg(long, value_name = "DATE", value_parser = Day::parse)]
        day: Option<Day>,
    },
    CheckDigest {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(long, value_name = "HEX", value_parser = public_key)]
        key: Option<PublicKey>,
    },
    Key,
}

/// An Ed25519 public key.
#[derive(Debug, Clone, Copy)]
pub(super) struct PublicKey([u8; 32]);

fn public_key(text: &str) -> Result<PublicKey, hex::FromHexError> {
    let mut key = [0; 32];
    hex::decode_to_slice(text.trim(), &mut key).map(|()| PublicKey(key))
}

pub(super) async fn run(action: &Action, context: &Context) -> Result<ExitCode, Failure> {
    let app = context.app().await?;
    match action {
        Action::Verify => verify(&app, context).await?,
        Action::Export { output } => export(&app, output.as_deref()).await?,
        Action::Digest { day } => digest(&app, *day, context).await?,
        Action::CheckDigest { file, key } => check_digest(&app, file, *key, context).await?,
        Action::Key => {
            let key = app.service.digest_key(&mut rand::rng())?;
            say!("{}", hex::encode(key))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn verify(app: &App, context: &Context) -> Result<(), Failure> {
    let audited = app.service.audit().await?;
    say!(
        "{}",
        fl!(
            texts::of(context.language),
            "audit-sound",
            events = audited.events,
            certificates = audited.certificates
        )
    )
}

async fn export(app: &App, output: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = output else {
        // What cannot be written ends the command, whatever is left.
        let mut failed = None;
        let done = app.service.export_chain(|line| {
            say!("{}", line.trim_end()).map_err(|error| {
                failed = Some(error);
                ServiceError::Interrupted
            })
        });
        let done = done.await;
        return match failed {
            Some(failure) => Err(failure),
            None => Ok(done?),
        };
    };
    let failed = |source| ServiceError::File {
        path: path.to_owned(),
        source,
    };
    let mut file = std::io::BufWriter::new(fs::File::create(path).map_err(failed)?);
    app.service
        .export_chain(|line| file.write_all(line.as_bytes()).map_err(failed))
        .await?;
    Ok(file.flush().map_err(failed)?)
}

async fn digest(app: &App, day: Option<Day>, context: &Context) -> Result<(), Failure> {
    let by = context.by();
    let day = day.or_else(|| Day::of(by.at).plus(-1));
    let day = day.unwrap_or_else(|| Day::of(by.at));
    let service = &app.service;
    service.make_digests(day, by, &mut rand::rng()).await?;
    let signed = service.store.digest(day).await?;
    let signed = signed.ok_or(ServiceError::Digest(DigestError::None(day)))?;
    say!("{}", signed.text().trim_end())
}

async fn check_digest(
    app: &App,
    path: &Path,
    key: Option<PublicKey>,
    context: &Context,
) -> Result<(), Failure> {
    let kept = fs::read(path).map_err(|source| ServiceError::File {
        path: path.to_owned(),
        source,
    })?;
    let (key, at) = (key.map(|key| key.0), context.clock.now());
    let service = &app.service;
    let digest = service
        .check_digest(&kept, key, at, &mut rand::rng())
        .await?;
    say!(
        "{}",
        fl!(
            texts::of(context.language),
            "audit-digest-holds",
            day = texts::date(context.language, digest.day),
            last = digest.last.to_string(),
            register = digest.register
        )
    )
}
