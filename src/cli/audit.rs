//! `audit verify`: whether anybody rewrote history.

use std::process::ExitCode;

use clap::Subcommand;
use i18n_embed_fl::fl;

use super::Context;
use super::failure::Failure;
use crate::texts;

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    Verify,
}

pub(super) async fn run(action: &Action, context: &Context) -> Result<ExitCode, Failure> {
    let Action::Verify = action;
    let audited = context.app().await?.service.audit().await?;
    say!(
        "{}",
        fl!(
            texts::of(context.language),
            "audit-sound",
            events = audited.events,
            certificates = audited.certificates
        )
    )?;
    Ok(ExitCode::SUCCESS)
}
