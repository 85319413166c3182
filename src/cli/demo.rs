//! `demo`: the whole path on six real municipalities with invented terms.
//!
//! Every step looks first whether it has been done, so a second start, or one after a stop
//! anywhere, goes on where the first one ended.

use std::net::IpAddr;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use i18n_embed_fl::fl;
use tokio::net::TcpListener;

use super::failure::Failure;
use super::{Context, demo_awards, demo_desk, serve};
use crate::app::App;
use crate::domain::lifecycle::PublicState;
use crate::texts;

/// The folder for the demonstration when none is given; never the one for real data.
const DATA: &str = "kammersiegel-demo";

/// The programme that is demonstrated.
pub(super) const PROGRAMME: &str = "ausgezeichneter-wohnort";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "ADDR", default_value = serve::LISTEN)]
    listen: String,
    #[arg(long)]
    no_serve: bool,
}

pub(super) async fn run(arguments: Arguments, context: &Context) -> Result<ExitCode, Failure> {
    let mut config = context.settings.resolve(Path::new(DATA))?;
    let listener = match arguments.no_serve {
        true => None,
        false => Some(serve::bind(&arguments.listen).await?),
    };
    let bound = listener.as_ref().map(TcpListener::local_addr).transpose();
    let bound = bound.map_err(Failure::Runtime)?;
    // What is signed bears the host. Whoever tries the demonstration is here.
    config.origin = origin(&arguments.listen, bound.map(|address| address.port()));
    let app = context.open(&config).await?;
    if !is_for_demonstration(&app).await? {
        return Err(Failure::NotForDemonstration(config.data));
    }
    demo_desk::fill(&app, context, &mut rand::rng()).await?;
    demo_awards::mint_all(&app, context, &mut rand::rng()).await?;
    announce(&app, context, listener.is_some()).await?;
    if let Some(listener) = listener {
        serve::serve(app, listener).await?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether nothing is there yet, or what a demonstration began. Passwords and passphrases that
/// everybody knows must not come to real ones.
async fn is_for_demonstration(app: &App) -> Result<bool, Failure> {
    let service = &app.service;
    let accounts = service.store.accounts().await?;
    if accounts.iter().any(|account| account.sample) {
        return Ok(true);
    }
    Ok(accounts.is_empty()
        && service.keyring()?.keys().is_empty()
        && service.store.municipalities().await?.is_empty())
}

/// Where a browser on this machine finds the site. Browsers keep the cookies of the desk for
/// `localhost` without TLS, and for no other name of this machine.
fn origin(listen: &str, bound: Option<u16>) -> String {
    let (address, port) = listen.rsplit_once(':').unwrap_or((listen, ""));
    let port = bound.map_or_else(|| port.to_owned(), |port| port.to_string());
    let address = match address.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(ip) if ip.is_loopback() || ip.is_unspecified() => "localhost",
        _ => address,
    };
    format!("http://{address}:{port}")
}

async fn announce(app: &App, context: &Context, serves: bool) -> Result<(), Failure> {
    let t = texts::of(context.language);
    let service = &app.service;
    say!(
        "{}",
        fl!(
            t,
            "demo-ready",
            folder = service.issued.display().to_string()
        )
    )?;
    let at = context.clock.now();
    for record in service.store.certificates().await? {
        let facts = &record.certificate.facts;
        let Ok(standing) = record.certificate.stage.standing() else {
            continue;
        };
        let state = PublicState::at(standing, facts.term, at);
        say!(
            "  {:<14} {:<26} {}/z/{}",
            super::words::state(context.language, state.name()),
            facts.name.as_str(),
            service.origin,
            facts.serial
        )?;
    }
    demo_desk::announce(app, context).await?;
    if serves {
        say!("{}", fl!(t, "demo-open", origin = service.origin.as_str()))?;
    }
    Ok(())
}
