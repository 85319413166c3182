//! `certificate`: from preparing to superseding.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use i18n_embed_fl::fl;

use super::failure::Failure;
use super::{Context, archive, print, sign, standing, words};
use crate::app::App;
use crate::domain::chamber::ChamberId;
use crate::domain::municipality::Ags;
use crate::domain::programme::ProgrammeId;
use crate::domain::proposal::Step;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::service::order::Order;
use crate::texts;

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    Prepare {
        #[arg(long, value_parser = ProgrammeId::parse)]
        programme: ProgrammeId,
        #[arg(long, value_name = "AGS", value_parser = Ags::parse)]
        municipality: Ags,
        #[arg(long, value_name = "DATE", value_parser = Day::parse)]
        from: Day,
        #[arg(long, value_name = "DATE", value_parser = Day::parse)]
        until: Option<Day>,
        #[arg(long)]
        renewal: bool,
        #[arg(long, value_name = "DATE", value_parser = Day::parse)]
        dated: Option<Day>,
        #[arg(long)]
        json: bool,
    },
    Sign(sign::Arguments),
    Archive(archive::Arguments),
    Refuse {
        #[arg(value_parser = serial)]
        serial: Serial,
        #[arg(long, value_parser = ChamberId::parse)]
        chamber: ChamberId,
        #[arg(long)]
        reason: String,
    },
    Show {
        #[arg(value_parser = serial)]
        serial: Serial,
        #[arg(long)]
        json: bool,
    },
    List {
        #[arg(long)]
        json: bool,
    },
    Export {
        #[arg(value_parser = serial)]
        serial: Serial,
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
    },
    Print(print::Arguments),
    Suspend(standing::Proposed),
    Reinstate(standing::Proposed),
    Withdraw(standing::Proposed),
    Confirm(standing::Shown),
    Drop(standing::Shown),
    Proposals {
        #[arg(long)]
        json: bool,
    },
    Supersede {
        #[arg(value_parser = serial)]
        serial: Serial,
        #[arg(long, value_name = "DATE", value_parser = Day::parse)]
        until: Option<Day>,
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn serial(text: &str) -> Result<Serial, crate::domain::serial::SerialError> {
    text.parse()
}

pub(super) async fn run(action: Action, context: &Context) -> Result<ExitCode, Failure> {
    let app = context.app().await?;
    let service = &app.service;
    let (by, language) = (context.by(), context.language);
    let texts = texts::of(language);
    match action {
        Action::Prepare {
            programme,
            municipality,
            from,
            until,
            renewal,
            dated,
            json,
        } => {
            let order = Order {
                programme,
                municipality,
                from,
                until,
                renewal,
                dated,
            };
            let serial = service.prepare(&order, by, &mut rand::rng()).await?;
            prepared(&app, serial, json, context).await?;
        }
        Action::Supersede {
            serial,
            until,
            json,
        } => {
            let copy = service
                .prepare_correction(serial, until, by, &mut rand::rng())
                .await?;
            prepared(&app, copy, json, context).await?;
        }
        Action::Sign(arguments) => sign::run(&arguments, &app, context).await?,
        Action::Archive(arguments) => archive::run(&arguments, &app, context).await?,
        Action::Refuse {
            serial,
            chamber,
            reason,
        } => {
            service.refuse(serial, &chamber, &reason, by).await?;
            say!("{}", fl!(texts, "refused", serial = serial.to_string()))?;
        }
        Action::Show { serial, json } => {
            let certificate = service.staff_report_of(serial, by.at).await?;
            if json {
                words::print_json(&certificate)?;
            } else {
                words::print_certificate(language, &certificate)?;
            }
        }
        Action::List { json } => {
            let certificates = service.staff_reports(by.at).await?;
            if json {
                words::print_json(&certificates)?;
            } else {
                for c in &certificates {
                    let r = &c.report;
                    say!(
                        "{}  {:<24}  {}  {}",
                        r.serial.as_deref().unwrap_or_default(),
                        words::state(language, r.state),
                        r.valid_until
                            .map(|d| texts::date(language, d))
                            .unwrap_or_default(),
                        r.recipient
                            .as_ref()
                            .map(|r| r.name.as_str())
                            .unwrap_or_default()
                    )?;
                }
            }
        }
        Action::Export { serial, output } => {
            let bytes = service.export_cose(serial).await?;
            std::fs::write(&output, bytes).map_err(|source| Failure::File {
                path: output.clone(),
                source,
            })?;
            say!("{}", output.display())?;
        }
        Action::Print(arguments) => print::run(&arguments, &app, language).await?,
        Action::Suspend(proposed) => {
            standing::propose(Step::Suspend, &proposed, &app, context).await?;
        }
        Action::Reinstate(proposed) => {
            standing::propose(Step::Reinstate, &proposed, &app, context).await?;
        }
        Action::Withdraw(proposed) => {
            standing::propose(Step::Withdraw, &proposed, &app, context).await?;
        }
        Action::Confirm(shown) => standing::confirm(&shown, &app, context).await?,
        Action::Drop(shown) => standing::drop(&shown, &app, context).await?,
        Action::Proposals { json } => standing::list(json, &app, context).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn prepared(app: &App, serial: Serial, json: bool, context: &Context) -> Result<(), Failure> {
    if json {
        let certificate = app
            .service
            .staff_report_of(serial, context.clock.now())
            .await?;
        return words::print_json(&certificate);
    }
    let serial = serial.to_string();
    say!(
        "{}",
        fl!(texts::of(context.language), "prepared", serial = serial)
    )?;
    Ok(())
}
