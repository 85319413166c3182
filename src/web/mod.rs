//! Doors for HTTP. A handler takes its input apart, asks one use case, and answers.

mod api;
mod assets;
mod background;
mod connections;
mod headers;
mod language;
mod limiter;
mod machine;
mod public;
pub mod staff;
mod upload;

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::get;
use rand::SeedableRng;
use rand::rngs::StdRng;
use tokio::net::TcpListener;

use background::Background;
use limiter::Limiter;

use crate::app::App;
use crate::service::chain::ChainWatch;
use crate::service::kit::Archives;
use crate::service::live::Pictures;
use crate::service::sightings::Sightings;
use crate::service::{Accounts, Register, Service, ServiceError};

/// What every handler works with.
#[derive(Debug, Clone)]
struct Site(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    app: App,
    register: Register,
    accounts: Accounts,
    pace: machine::pace::Pace,
    chain: Arc<ChainWatch>,
    pictures: Pictures,
    archives: Archives,
    sightings: Sightings,
    /// Reports of copies.
    report_limit: Limiter,
    /// Reports of barriers.
    barrier_limit: Limiter,
    shares: public::register::Pictures,
    in_flight: api::InFlight,
    uploads: upload::Uploads,
    kept_forms: staff::KeptForms,
}

impl Site {
    fn service(&self) -> &Arc<Service> {
        &self.0.app.service
    }

    fn register(&self) -> &Register {
        &self.0.register
    }

    fn accounts(&self) -> &Accounts {
        &self.0.accounts
    }

    fn pace(&self) -> &machine::pace::Pace {
        &self.0.pace
    }

    fn chain(&self) -> &Arc<ChainWatch> {
        &self.0.chain
    }

    fn pictures(&self) -> &Pictures {
        &self.0.pictures
    }

    fn archives(&self) -> &Archives {
        &self.0.archives
    }

    fn sightings(&self) -> &Sightings {
        &self.0.sightings
    }

    fn report_limit(&self) -> &Limiter {
        &self.0.report_limit
    }

    fn shares(&self) -> &public::register::Pictures {
        &self.0.shares
    }

    fn in_flight(&self) -> &api::InFlight {
        &self.0.in_flight
    }

    fn uploads(&self) -> &upload::Uploads {
        &self.0.uploads
    }

    fn kept_forms(&self) -> &staff::KeptForms {
        &self.0.kept_forms
    }

    fn barrier_limit(&self) -> &Limiter {
        &self.0.barrier_limit
    }

    /// A source of randomness that may be held while something else is waited for.
    fn random(&self) -> StdRng {
        StdRng::from_rng(&mut rand::rng())
    }

    fn now(&self) -> jiff::Timestamp {
        self.0.app.clock.now()
    }
}

/// Serves the site until it is told to stop. An error says that the register cannot be read.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServiceError> {
    let register = Register::open(&app.service, app.clock.now()).await?;
    let accounts = Accounts::open(Arc::clone(&app.service), &mut rand::rng())?;
    let site = Site(Arc::new(Parts {
        app,
        register,
        accounts,
        pace: machine::pace::Pace::default(),
        chain: Arc::default(),
        pictures: Pictures::default(),
        archives: Archives::default(),
        sightings: Sightings::default(),
        report_limit: Limiter::new(5, 60, 60 * 60),
        barrier_limit: Limiter::new(5, 200, 15 * 60),
        shares: public::register::Pictures::default(),
        in_flight: api::InFlight::default(),
        uploads: upload::Uploads::default(),
        kept_forms: staff::KeptForms::default(),
    }));
    let background = Background::begin(&site);
    connections::answer(listener, router(site), stop).await;
    background.end().await;
    Ok(())
}

fn router(site: Site) -> Router {
    Router::new()
        .route("/", get(public::home))
        .route("/z", get(public::search))
        .route("/z/{*code}", get(public::verify))
        .route("/verify", get(public::file_form).post(public::verify_file))
        .route("/urkunde/{serial}", get(public::document))
        .route("/seal/{file}", get(public::live::of_certificate))
        .route("/seal/by/{programme}/{file}", get(public::live::of_award))
        .route("/by/{programme}/{recipient}", get(public::permanent::award))
        .route("/frame/{serial}", get(public::embedded::of_certificate))
        .route(
            "/frame/by/{programme}/{recipient}",
            get(public::embedded::of_award),
        )
        .route(
            "/report",
            get(public::report::form).post(public::report::send),
        )
        .route("/report/received", get(public::report::received))
        .route("/style.css", get(assets::style))
        .route("/register.css", get(assets::register_style))
        .merge(public::register::router())
        .route("/kit.css", get(assets::kit_style))
        .route("/copy.js", get(assets::copy_script))
        .route("/drop.js", get(assets::drop_script))
        .route("/staff.css", get(assets::staff_style))
        .merge(staff::router(&site))
        .route("/impressum", get(public::impressum))
        .route("/datenschutz", get(public::privacy))
        .route(
            "/barrierefreiheit",
            get(public::accessibility).post(public::report_barrier),
        )
        .merge(api::router())
        .merge(public::kit_router())
        .route("/healthz", get(api::health))
        .fallback(public::not_found)
        .method_not_allowed_fallback(public::method_not_allowed)
        // Uploads are limited where they are read, a little above their largest file.
        .layer(DefaultBodyLimit::max(upload::LARGEST + upload::AROUND))
        .layer(from_fn(headers::secure))
        .with_state(site)
}
