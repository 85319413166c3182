//! `certificate archive`: keeps the signatures of Urkunden provable.

use clap::Args;
use i18n_embed_fl::fl;

use super::Context;
use super::certificate::serial;
use super::failure::Failure;
use crate::app::App;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::texts;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_parser = serial)]
    serials: Vec<Serial>,
    #[arg(long, value_name = "DATE", value_parser = Day::parse, conflicts_with = "serials")]
    before: Option<Day>,
}

/// Archives the named Urkunden, or all that are due.
pub(super) async fn run(
    arguments: &Arguments,
    app: &App,
    context: &Context,
) -> Result<(), Failure> {
    let (service, by) = (&app.service, context.by());
    let t = texts::of(context.language);
    let serials = if arguments.serials.is_empty() {
        /// Early enough to try again for a quarter of a year.
        const DAYS_AHEAD: i64 = 90;
        let today = Day::of(by.at);
        let early = today.plus(DAYS_AHEAD).unwrap_or(today);
        let before = arguments.before.unwrap_or(early);
        service.due_for_archive(before).await?
    } else {
        arguments.serials.clone()
    };
    if serials.is_empty() {
        say!("{}", fl!(t, "nothing-to-archive"))?;
    }
    for serial in serials {
        service.archive(serial, by).await?;
        service.lay_out(serial, by.at).await?;
        say!("{}", fl!(t, "archived", serial = serial.to_string()))?;
    }
    Ok(())
}
