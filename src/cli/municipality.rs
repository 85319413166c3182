//! `municipality`: the list of those who can be awarded.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use i18n_embed_fl::fl;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, municipality_contact};
use crate::texts;

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    Import {
        #[arg(value_name = "CSV")]
        file: PathBuf,
    },
    List {
        #[arg(long)]
        json: bool,
    },
    Contact {
        #[command(subcommand)]
        action: municipality_contact::Action,
    },
}

#[derive(Serialize)]
struct Row<'a> {
    ags: &'a str,
    name: &'a str,
    kind: &'a str,
    district: &'a str,
    website: &'a str,
}

pub(super) async fn run(action: Action, context: &Context) -> Result<ExitCode, Failure> {
    match action {
        Action::Import { file } => {
            let bytes =
                std::fs::read(&file).map_err(|source| Failure::File { path: file, source })?;
            let app = context.app().await?;
            let count = app
                .service
                .import_municipalities(&bytes, context.by())
                .await?;
            say!(
                "{}",
                fl!(
                    texts::of(context.language),
                    "municipalities-imported",
                    count = count
                )
            )?;
        }
        Action::Contact { action } => return municipality_contact::run(action, context).await,
        Action::List { json } => {
            let app = context.app().await?;
            let municipalities = app.service.store.municipalities().await?;
            let rows: Vec<_> = municipalities
                .iter()
                .map(|m| Row {
                    ags: m.ags.as_str(),
                    name: m.name.as_str(),
                    kind: m.kind.as_str(),
                    district: &m.district,
                    website: m.website.as_str(),
                })
                .collect();
            if json {
                super::words::print_json(&rows)?;
            } else {
                for row in rows {
                    say!("{}  {} {} ({})", row.ags, row.kind, row.name, row.district)?;
                }
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
