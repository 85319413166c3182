//! `programme check`: whether the programmes' folders can be used.

use std::process::ExitCode;

use clap::Subcommand;
use i18n_embed_fl::fl;

use super::Context;
use super::failure::Failure;
use crate::service::Programmes;
use crate::texts;

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    Check,
}

pub(super) fn run(action: &Action, context: &Context) -> Result<ExitCode, Failure> {
    let Action::Check = action;
    let config = context.config()?;
    let programmes = Programmes::load(config.templates.as_deref())?;
    for loaded in programmes.iter() {
        let programme = &loaded.programme;
        let chambers: Vec<_> = programme
            .chambers
            .iter()
            .map(|c| c.short_name.as_str())
            .collect();
        say!(
            "{}",
            fl!(
                texts::of(context.language),
                "programme-sound",
                number = programme.number,
                id = programme.id.as_str(),
                name = programme.name.get(context.language).as_str(),
                chambers = chambers.join(", ")
            )
        )?;
        if programme.sample {
            say!("  {}", fl!(texts::of(context.language), "programme-sample"))?;
        }
        let digest = loaded.digest.as_str();
        let text = fl!(
            texts::of(context.language),
            "programme-digest",
            digest = digest
        );
        say!("  {text}")?;
    }
    Ok(ExitCode::SUCCESS)
}
