//! `cosign`: signing for a chamber on a machine of its own, and what that takes on both sides.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use i18n_embed_fl::fl;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::failure::Failure;
use super::{Context, cosign_run, words};
use crate::app::App;
use crate::domain::chamber::ChamberId;
use crate::domain::machine::{Machine, MachineName, Scope};
use crate::domain::validity::Day;
use crate::keys::Introduction;
use crate::service::accounts::Authority;
use crate::service::machines::MachineOrder;
use crate::texts;

/// How long a token counts when nothing is said.
const TERM: SignedDuration = SignedDuration::from_hours(24 * 365);

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    Run(cosign_run::Arguments),
    Introduce {
        #[arg(long, value_parser = ChamberId::parse)]
        chamber: ChamberId,
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
    },
    Trust {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    Token {
        #[command(subcommand)]
        action: TokenAction,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum TokenAction {
    New {
        #[arg(long, value_parser = ChamberId::parse)]
        chamber: ChamberId,
        #[arg(long, value_parser = MachineName::parse)]
        name: MachineName,
        #[arg(long, default_value = "cosign", value_parser = ["cosign", "prepare", "read"])]
        scope: String,
        #[arg(long, value_name = "DATE", value_parser = Day::parse)]
        expires: Option<Day>,
    },
    List {
        #[arg(long)]
        json: bool,
    },
    Revoke {
        id: String,
    },
}

#[derive(Serialize)]
struct Row {
    id: String,
    chamber: String,
    name: String,
    scope: &'static str,
    counts: bool,
    created_at: Timestamp,
    expires_at: Timestamp,
    revoked_at: Option<Timestamp>,
    used_at: Option<Timestamp>,
}

pub(super) async fn run(action: Action, context: &Context) -> Result<ExitCode, Failure> {
    let app = context.app().await?;
    let t = texts::of(context.language);
    match action {
        Action::Run(arguments) => return cosign_run::run(&arguments, &app, context).await,
        Action::Introduce { chamber, output } => {
            let introduction = app.service.keys.introduction(&chamber);
            let introduction = introduction.map_err(Failure::Key)?;
            let text = introduction.to_toml().map_err(Failure::Key)?;
            std::fs::write(&output, text).map_err(|source| Failure::File {
                path: output.clone(),
                source,
            })?;
            say!("{}", output.display())?;
            tell(&introduction, context)?;
        }
        Action::Trust { file } => {
            let text = std::fs::read_to_string(&file);
            let text = text.map_err(|source| Failure::File { path: file, source })?;
            let introduction = Introduction::parse(&text);
            let introduction = introduction.map_err(|cause| Failure::Key(cause.into()))?;
            let trusted = app.service.trust_chamber(&introduction, context.by());
            trusted.await?;
            tell(&introduction, context)?;
            say!("{}", fl!(t, "cosign-compare"))?;
        }
        Action::Token { action } => token(action, &app, context).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn token(action: TokenAction, app: &App, context: &Context) -> Result<(), Failure> {
    let t = texts::of(context.language);
    let (service, by) = (&app.service, context.by());
    match action {
        TokenAction::New {
            chamber,
            name,
            scope,
            expires,
        } => {
            let expires = match expires {
                Some(day) => day.begin(),
                None => by.at + TERM,
            };
            let mut random = rand::rng();
            let order = MachineOrder {
                chamber,
                name,
                scope: Scope::parse(&scope).unwrap_or(Scope::Cosign),
                expires_at: expires,
            };
            let made = service.new_machine(Authority::Operator, order, by, &mut random);
            let (machine, token) = made.await?;
            say!("{}", token.expose())?;
            // Beside the token, so that it alone can go to a file.
            eprintln!(
                "{}",
                fl!(
                    t,
                    "token-made",
                    id = machine.id.as_str(),
                    chamber = machine.chamber.as_str(),
                    until = texts::instant(context.language, machine.expires_at)
                )
            );
        }
        TokenAction::List { json } => {
            let machines = service.machines(None).await?;
            let rows: Vec<_> = machines.iter().map(|m| row(m, by.at)).collect();
            if json {
                return words::print_json(&rows);
            }
            for machine in &machines {
                say!(
                    "{}  {:<22} {:<8} {:<24} {}",
                    machine.id,
                    machine.chamber,
                    machine.scope.as_str(),
                    machine.name,
                    standing(machine, context)
                )?;
            }
        }
        TokenAction::Revoke { id } => {
            let revoked = service.revoke_machine(Authority::Operator, &id, by);
            let machine = revoked.await?;
            let (id, name) = (machine.id.as_str(), machine.name.as_str());
            say!("{}", fl!(t, "token-revoked", id = id, name = name))?;
        }
    }
    Ok(())
}

/// What has to be compared over another way.
fn tell(introduction: &Introduction, context: &Context) -> Result<(), Failure> {
    let t = texts::of(context.language);
    for key in &introduction.keys {
        let key = key.id.to_string();
        say!("  {}: {key}", fl!(t, "cosign-seal-key"))?;
    }
    for certificate in &introduction.certificates {
        let fingerprint = certificate.fingerprint();
        let subject = certificate.subject();
        say!(
            "  {}: {fingerprint}\n    {subject}",
            fl!(t, "cosign-document-key")
        )?;
    }
    Ok(())
}

fn standing(machine: &Machine, context: &Context) -> String {
    let (t, language) = (texts::of(context.language), context.language);
    match machine.revoked_at {
        Some(at) => fl!(t, "token-ended", at = texts::instant(language, at)),
        None => fl!(
            t,
            "token-until",
            at = texts::instant(language, machine.expires_at)
        ),
    }
}

fn row(machine: &Machine, at: Timestamp) -> Row {
    Row {
        id: machine.id.clone(),
        chamber: machine.chamber.to_string(),
        name: machine.name.to_string(),
        scope: machine.scope.as_str(),
        counts: machine.counts(at),
        created_at: machine.created_at,
        expires_at: machine.expires_at,
        revoked_at: machine.revoked_at,
        used_at: machine.used_at,
    }
}
