//! `municipality`: the list of those who can be awarded.

use std::process::ExitCode;

use clap::Subcommand;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, import, municipality_contact};
use crate::domain::bulk::List;

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    Import(import::Arguments),
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
        Action::Import(arguments) => {
            return import::take_in(List::Municipalities, &arguments, context).await;
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
