//! `export`: lists that spreadsheets open and `import` takes in again.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use super::Context;
use super::failure::Failure;
use crate::service::Register;
use crate::service::bulk::Format;
use crate::service::desk::Filter;
use crate::service::writing::{Existing, write_whole};

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    Municipalities(Arguments),
    Certificates(Arguments),
}

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "csv|xlsx", value_enum, default_value = "csv")]
    format: Kind,
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    #[arg(long)]
    replace: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Csv,
    Xlsx,
}

pub(super) async fn run(action: &Action, context: &Context) -> Result<ExitCode, Failure> {
    let app = context.app().await?;
    let (service, language, at) = (&app.service, context.language, context.clock.now());
    let (Action::Municipalities(arguments) | Action::Certificates(arguments)) = action;
    let format = match arguments.format {
        Kind::Csv => Format::Csv,
        Kind::Xlsx => Format::Xlsx,
    };
    let bytes = match action {
        Action::Municipalities(_) => service.export_municipalities(format, language, at).await?,
        Action::Certificates(_) => {
            let register = Register::open(service, at).await?;
            let snapshot = register.current(service, at).await?;
            let all = (None, &Filter::default());
            service.export_certificates(&snapshot, all, format, language, at)?
        }
    };
    let existing = if arguments.replace {
        Existing::Replaced
    } else {
        Existing::Kept
    };
    write_whole(&arguments.output, &bytes, existing)?;
    say!("{}", arguments.output.display())?;
    Ok(ExitCode::SUCCESS)
}
