//! `certificate archive`: keeps the signatures of Urkunden provable.

use clap::Args;
use i18n_embed_fl::fl;

use super::Context;
use super::certificate::serial;
use super::failure::Failure;
use crate::app::App;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::service::ServiceError;
use crate::texts;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_parser = serial)]
    serials: Vec<Serial>,
    #[arg(long, value_name = "DATE", value_parser = Day::parse, conflicts_with = "serials")]
    before: Option<Day>,
}

/// Archives the named Urkunden, or all that are due. One that cannot be archived does not keep the
/// others from it.
pub(super) async fn run(
    arguments: &Arguments,
    app: &App,
    context: &Context,
) -> Result<(), Failure> {
    let service = &app.service;
    let t = texts::of(context.language);
    let serials = if arguments.serials.is_empty() {
        /// Early enough to try again for a quarter of a year.
        const DAYS_AHEAD: i64 = 90;
        let today = Day::of(context.by().at);
        let early = today.plus(DAYS_AHEAD).unwrap_or(today);
        let before = arguments.before.unwrap_or(early);
        service.due_for_archive(before).await?
    } else {
        arguments.serials.clone()
    };
    if serials.is_empty() {
        say!("{}", fl!(t, "nothing-to-archive"))?;
    }
    let mut failed = Vec::new();
    for serial in serials {
        match archive(serial, app, context).await {
            Ok(()) => say!("{}", fl!(t, "archived", serial = serial.to_string()))?,
            Err(error @ (ServiceError::Store(_) | ServiceError::NoTimeStampService)) => {
                // What concerns all of them.
                failed.push((serial, error));
                break;
            }
            Err(error) => failed.push((serial, error)),
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Failure::NotArchived(failed))
    }
}

async fn archive(serial: Serial, app: &App, context: &Context) -> Result<(), ServiceError> {
    // Each at its own time: answers that are newer than the time would not count.
    let by = context.by();
    app.service.archive(serial, by).await?;
    app.service.lay_out(serial, by.at).await
}
