//! `certificate`: from preparing to superseding.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use i18n_embed_fl::fl;

use super::document_keys::{self, DocumentKeys};
use super::failure::Failure;
use super::{Context, passphrase, print, words};
use crate::app::App;
use crate::domain::chamber::ChamberId;
use crate::domain::municipality::Ags;
use crate::domain::programme::ProgrammeId;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::service::cosign::Progress;
use crate::service::issue::Issuing;
use crate::service::prepare::Order;
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
    Sign {
        #[arg(value_parser = serial)]
        serials: Vec<Serial>,
        #[arg(long, value_parser = ChamberId::parse)]
        chamber: ChamberId,
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
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
    Suspend {
        #[arg(value_parser = serial)]
        serial: Serial,
        #[arg(long)]
        reason: String,
    },
    Reinstate {
        #[arg(value_parser = serial)]
        serial: Serial,
    },
    Withdraw {
        #[arg(value_parser = serial)]
        serial: Serial,
        #[arg(long)]
        reason: String,
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

fn serial(text: &str) -> Result<Serial, crate::domain::serial::SerialError> {
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
        Action::Sign {
            serials,
            chamber,
            passphrase_file,
        } => {
            let passphrase =
                passphrase::read(&chamber, passphrase_file.as_deref(), false, context)?;
            let key = service
                .keys
                .unlock(&chamber, &passphrase)
                .map_err(Failure::Key)?;
            let mut documents = None;
            // What an earlier run could not finish comes first.
            if document_keys::anything_waits(&app).await? {
                let keys = DocumentKeys::unlock(&app, &chamber, &passphrase)?;
                issued(&document_keys::go_on(&app, &keys, context).await?, context)?;
                documents = Some(keys);
            }
            for serial in serials {
                let progress = service.sign(serial, &key, by).await?;
                let (number, name) = (serial.to_string(), chamber.as_str());
                say!(
                    "{}",
                    fl!(texts, "signed", serial = number.as_str(), chamber = name)
                )?;
                if progress == Progress::Waiting {
                    continue;
                }
                let keys = match documents.take() {
                    Some(keys) => keys,
                    None => DocumentKeys::unlock(&app, &chamber, &passphrase)?,
                };
                match service.issue(serial, &keys.custodians(), by).await? {
                    Issuing::Issued => {
                        service.lay_out(serial, by.at).await?;
                        issued(&[serial], context)?;
                    }
                    Issuing::WaitsFor(other) => {
                        let other = other.as_str();
                        say!(
                            "{}",
                            fl!(texts, "waits-for", serial = number, chamber = other)
                        )?;
                    }
                }
                documents = Some(keys);
            }
        }
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
        Action::Print(arguments) => print::run(&arguments, &app).await?,
        Action::Suspend { serial, reason } => {
            service.suspend(serial, &reason, by).await?;
            restated(&app, serial, context).await?;
        }
        Action::Reinstate { serial } => {
            service.reinstate(serial, by).await?;
            restated(&app, serial, context).await?;
        }
        Action::Withdraw { serial, reason } => {
            service.withdraw(serial, &reason, by).await?;
            restated(&app, serial, context).await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn issued(serials: &[Serial], context: &Context) -> Result<(), Failure> {
    for serial in serials {
        let texts = texts::of(context.language);
        say!("{}", fl!(texts, "issued", serial = serial.to_string()))?;
    }
    Ok(())
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

async fn restated(app: &App, serial: Serial, context: &Context) -> Result<(), Failure> {
    let at = context.clock.now();
    app.service.lay_out(serial, at).await?;
    let certificate = app.service.staff_report_of(serial, at).await?;
    say!(
        "{}  {}",
        serial,
        words::state(context.language, certificate.report.state)
    )?;
    Ok(())
}
