//! `serve`: the public pages and the API.

use std::process::ExitCode;

use clap::Args;
use i18n_embed_fl::fl;

use super::failure::Failure;
use super::{Context, document_keys};
use crate::app::App;
use crate::{texts, web};

/// Where to listen when nothing is said.
pub(super) const LISTEN: &str = "127.0.0.1:8080";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "ADDR", default_value = LISTEN, env = "KAMMERSIEGEL_LISTEN")]
    listen: String,
}

pub(super) async fn run(arguments: &Arguments, context: &Context) -> Result<ExitCode, Failure> {
    let app = context.app().await?;
    document_keys::warn_of_ageing(&app, context);
    app.service.lay_out_all(context.clock.now()).await?;
    let listener = bind(&arguments.listen).await?;
    let address = listener.local_addr().map_err(Failure::Runtime)?;
    say!(
        "{}",
        fl!(
            texts::of(context.language),
            "serving",
            address = address.to_string()
        )
    )?;
    serve(app, listener).await?;
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn bind(address: &str) -> Result<tokio::net::TcpListener, Failure> {
    tokio::net::TcpListener::bind(address)
        .await
        .map_err(|source| Failure::Listen {
            address: address.to_owned(),
            source,
        })
}

pub(super) async fn serve(app: App, listener: tokio::net::TcpListener) -> Result<(), Failure> {
    web::serve(app, listener, shutdown())
        .await
        .map_err(Failure::from)
}

/// Ends on Ctrl-C or a request to terminate.
pub(super) async fn shutdown() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
