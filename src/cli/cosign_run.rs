//! `cosign run`: pulls what waits for the chamber, signs what was decided, delivers it.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use super::Context;
use super::cosign_desk::{Desk, Outcome};
use super::failure::{FILE, Failure, RULE};
use super::passphrase::Opens;
use crate::app::App;
use crate::domain::chamber::ChamberId;
use crate::domain::serial::Serial;
use crate::keys::document::Custody;
use crate::service::accounts::Token;
use crate::service::cosign_machine::CosignMachine;
use crate::service::cosign_policy;
use crate::service::cosign_server::CosignServer;
use crate::service::issue::Custodian;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "URL")]
    server: String,
    #[arg(long, value_name = "FILE")]
    token_file: PathBuf,
    #[arg(long, value_parser = ChamberId::parse)]
    chamber: ChamberId,
    #[arg(long)]
    once: bool,
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    #[arg(long, value_name = "SERIAL", value_parser = super::certificate::serial)]
    pub approve: Vec<Serial>,
    #[arg(long, value_name = "SERIAL", value_parser = super::certificate::serial, requires = "reason")]
    pub refuse: Vec<Serial>,
    #[arg(long)]
    pub reason: Option<String>,
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    every: u64,
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    document_passphrase_file: Option<PathBuf>,
}

pub(super) async fn run(
    arguments: &Arguments,
    app: &App,
    context: &Context,
) -> Result<ExitCode, Failure> {
    let service = &*app.service;
    let chamber = &arguments.chamber;
    let server = server(arguments)?;
    let policy = arguments.policy.as_deref().map(cosign_policy::read);
    let policy = policy.transpose()?;
    super::document_keys::look_at_certificate(app, chamber, context)?;
    let passphrase = Opens::Keys.read(chamber, arguments.passphrase_file.as_deref(), context)?;
    let seal = service.keys.unlock(chamber, &passphrase);
    let seal = seal.map_err(Failure::Key)?;
    let secret = match service.keys.document_key(chamber)?.custody {
        Custody::File => passphrase,
        _ => {
            let file = arguments.document_passphrase_file.as_deref();
            Opens::ProvidersKey.read(chamber, file, context)?
        }
    };
    let mut random = rand::rng();
    let document = service
        .keys
        .unlock_document_key(chamber, &secret, &mut random)?;
    let machine = CosignMachine {
        service,
        server,
        chamber: chamber.clone(),
        seal: &seal,
        document: Custodian {
            chamber,
            signer: document.as_ref(),
        },
    };
    let desk = Desk {
        machine,
        policy,
        arguments,
        context,
        told: RefCell::default(),
    };
    if arguments.once {
        return Ok(code(desk.pass().await?));
    }
    let stop = super::serve::shutdown();
    tokio::pin!(stop);
    let mut ticks = tokio::time::interval(Duration::from_secs(arguments.every));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = &mut stop => return Ok(ExitCode::SUCCESS),
            _ = ticks.tick() => { desk.pass().await?; }
        }
    }
}

fn code(outcome: Outcome) -> ExitCode {
    match outcome {
        Outcome::Fine => ExitCode::SUCCESS,
        Outcome::Refused => ExitCode::from(RULE),
        Outcome::Unreachable => ExitCode::from(FILE),
    }
}

fn server(arguments: &Arguments) -> Result<CosignServer, Failure> {
    let read = |path: &Path| {
        std::fs::read(path).map_err(|source| Failure::File {
            path: path.to_owned(),
            source,
        })
    };
    let token = zeroize::Zeroizing::new(read(&arguments.token_file)?);
    let token = std::str::from_utf8(&token).ok().map(str::trim);
    let token = token.and_then(Token::parse).ok_or(Failure::NoToken)?;
    let authorities = arguments.ca_file.as_deref().map(read).transpose()?;
    let server = CosignServer::new(&arguments.server, token, authorities.as_deref());
    server.map_err(|error| Failure::Cosign(error.into()))
}
