//! `certificate print`: a certificate for the print shop.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use i18n_embed_fl::fl;

use super::failure::Failure;
use crate::app::App;
use crate::document::paper::Format;
use crate::document::print::Extent;
use crate::domain::language::Language;
use crate::domain::serial::Serial;
use crate::service::writing::{Existing, write_whole};
use crate::texts;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_parser = |text: &str| text.parse::<Serial>())]
    serial: Serial,
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    #[arg(long, value_name = "a4|a3", value_enum, default_value = "a4")]
    paper: Paper,
    #[arg(long, conflicts_with = "only_fixed")]
    only_variable: bool,
    #[arg(long)]
    only_fixed: bool,
    #[arg(long)]
    replace: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Paper {
    A4,
    A3,
}

pub(super) async fn run(
    arguments: &Arguments,
    app: &App,
    language: Language,
) -> Result<(), Failure> {
    let format = match arguments.paper {
        Paper::A4 => Format::A4,
        Paper::A3 => Format::A3,
    };
    let extent = match (arguments.only_variable, arguments.only_fixed) {
        (true, _) => Extent::Variable,
        (_, true) => Extent::Fixed,
        _ => Extent::Whole,
    };
    let print = app.service.print(arguments.serial, format, extent).await?;
    let existing = if arguments.replace {
        Existing::Replaced
    } else {
        Existing::Kept
    };
    write_whole(&arguments.output, &print.pdf, existing)?;
    say!("{}", arguments.output.display())?;
    if let Some(since) = print.suspended_since {
        let date = texts::instant(language, since);
        eprintln!(
            "{}",
            fl!(texts::of(language), "print-suspended", date = date)
        );
    }
    Ok(())
}
