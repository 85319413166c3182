//! `keys document`: with what each chamber signs documents.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use i18n_embed_fl::fl;
use jiff::Timestamp;
use serde::Serialize;

use super::document_keys::warn_of_age;
use super::failure::Failure;
use super::passphrase::{Opens, for_a_new_key};
use super::{Context, words};
use crate::app::App;
use crate::domain::chamber::ChamberId;
use crate::domain::language::Language;
use crate::keys::document::{Custody, DocumentCertificate, TokenKey};
use crate::texts;

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    New {
        #[arg(long, value_parser = ChamberId::parse)]
        chamber: ChamberId,
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
    Pkcs12 {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(long, value_parser = ChamberId::parse)]
        chamber: ChamberId,
        #[arg(long, value_name = "FILE")]
        document_passphrase_file: Option<PathBuf>,
    },
    Token {
        #[arg(long, value_parser = ChamberId::parse)]
        chamber: ChamberId,
        #[arg(long, value_name = "FILE")]
        module: PathBuf,
        #[arg(long, value_name = "LABEL")]
        token: Option<String>,
        #[arg(long)]
        label: String,
        #[arg(long, value_name = "FILE")]
        document_passphrase_file: Option<PathBuf>,
    },
    List {
        #[arg(long)]
        json: bool,
    },
}

#[derive(Serialize)]
struct Row {
    chamber: String,
    subject: String,
    kind: &'static str,
    issuer: Option<String>,
    custody: Option<&'static str>,
    not_before: Timestamp,
    not_after: Timestamp,
    days_left: i64,
    fingerprint: String,
}

pub(super) async fn run(action: Action, app: &App, context: &Context) -> Result<ExitCode, Failure> {
    let (service, by) = (&app.service, context.by());
    let mut random = rand::rng();
    let (chamber, made) = match action {
        Action::New {
            chamber,
            passphrase_file,
        } => {
            let passphrase = for_a_new_key(&chamber, passphrase_file.as_deref(), context)?;
            let made = service.new_document_key(&chamber, &passphrase, by, &mut random);
            let made = made.await?;
            (chamber, made)
        }
        Action::Pkcs12 {
            file,
            chamber,
            document_passphrase_file: secret,
        } => {
            let bytes = std::fs::read(&file);
            let bytes = bytes.map_err(|source| Failure::File { path: file, source })?;
            let secret = Opens::ProvidersKey.read(&chamber, secret.as_deref(), context)?;
            let taken = service.take_pkcs12(&chamber, &bytes, &secret, by, &mut random);
            let taken = taken.await?;
            (chamber, taken)
        }
        Action::Token {
            chamber,
            module,
            token,
            label,
            document_passphrase_file: secret,
        } => {
            let secret = Opens::ProvidersKey.read(&chamber, secret.as_deref(), context)?;
            let key = TokenKey {
                module,
                token,
                label,
            };
            let taken = service.take_token(&chamber, key, &secret, by).await?;
            (chamber, taken)
        }
        Action::List { json } => {
            let rows = rows(app, by.at)?;
            if json {
                words::print_json(&rows)?;
            } else {
                rows.iter()
                    .try_for_each(|row| print(context.language, row))?;
            }
            return Ok(ExitCode::SUCCESS);
        }
    };
    say!("{}", taken(context.language, &made))?;
    warn_of_age(&chamber, &made, context);
    Ok(ExitCode::SUCCESS)
}

/// Where a certificate comes from, in words that promise no more than is known.
pub(super) fn origin(language: Language, issuer: Option<&str>) -> String {
    let t = texts::of(language);
    match issuer {
        None => fl!(t, "certificate-self-issued"),
        Some(issuer) => fl!(t, "certificate-issued", issuer = issuer),
    }
}

fn taken(language: Language, certificate: &DocumentCertificate) -> String {
    fl!(
        texts::of(language),
        "document-key-in-use",
        subject = certificate.subject(),
        kind = origin(language, certificate.kind().issuer()),
        date = texts::instant(language, certificate.not_after())
    )
}

fn rows(app: &App, at: Timestamp) -> Result<Vec<Row>, Failure> {
    let keys = &app.service.keys;
    let chambers = app.service.programmes.iter();
    let chambers = chambers.flat_map(|p| p.programme.chambers.iter().map(|c| &c.id));
    let chambers: std::collections::BTreeSet<&ChamberId> = chambers.collect();
    let mut rows = Vec::new();
    for chamber in chambers {
        let current = keys.document_key(chamber).ok();
        for certificate in keys.document_certificates(chamber).map_err(Failure::Key)? {
            let current = current
                .as_ref()
                .filter(|key| key.certificate == certificate);
            rows.push(Row {
                chamber: chamber.to_string(),
                custody: current.map(|key| custody(&key.custody)),
                fingerprint: certificate.fingerprint(),
                subject: certificate.subject().to_owned(),
                kind: certificate.kind().name(),
                issuer: certificate.kind().issuer().map(ToOwned::to_owned),
                not_before: certificate.not_before(),
                not_after: certificate.not_after(),
                days_left: certificate.days_left(at),
            });
        }
    }
    Ok(rows)
}

const fn custody(custody: &Custody) -> &'static str {
    match custody {
        Custody::File => "file",
        Custody::Pkcs12 => "pkcs12",
        Custody::Pkcs11(_) => "pkcs11",
    }
}

fn print(language: Language, row: &Row) -> Result<(), Failure> {
    let t = texts::of(language);
    let standing = match row.custody {
        Some(custody) => fl!(t, "document-key-signs", custody = custody),
        None => fl!(t, "document-key-signed"),
    };
    say!(
        "{}  {}\n  {}\n  {}, {}",
        row.chamber,
        standing,
        row.subject,
        origin(language, row.issuer.as_deref()),
        fl!(
            t,
            "certificate-until",
            date = texts::instant(language, row.not_after),
            days = row.days_left
        )
    )
}
