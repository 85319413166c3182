//! Doors for HTTP. A handler takes its input apart, asks one use case, and answers.

mod api;
mod assets;
mod headers;
mod language;
mod limiter;
mod machine;
mod public;
pub mod staff;
mod upload;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::get;
use rand::SeedableRng;
use rand::rngs::StdRng;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::app::App;
use crate::service::{Accounts, By, Register, Service, ServiceError};

/// How often the register is compared with the database.
const REFRESH: Duration = Duration::from_secs(1);

/// How often Urkunden that were issued without a time-stamp are given one.
const CATCH_UP: Duration = Duration::from_secs(60);

/// How often what was kept or counted long enough is forgotten.
const FORGET: Duration = Duration::from_secs(10 * 60);

/// How often the outbox is looked at, and how often for reminders that leave by themselves.
const POST: Duration = Duration::from_secs(5);
const REMIND: Duration = Duration::from_secs(60 * 60);

/// How long a message that is on its way when the server stops may take.
const LAST_POST: Duration = Duration::from_secs(20);

/// What every handler works with.
#[derive(Debug, Clone)]
struct Site(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    app: App,
    register: Register,
    accounts: Accounts,
    pace: machine::pace::Pace,
    in_flight: api::InFlight,
    limiter: limiter::Limiter,
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

    fn in_flight(&self) -> &api::InFlight {
        &self.0.in_flight
    }

    fn limiter(&self) -> &limiter::Limiter {
        &self.0.limiter
    }

    /// A source of randomness that may be held while something else is waited for.
    fn random(&self) -> StdRng {
        StdRng::from_rng(&mut rand::rng())
    }

    fn now(&self) -> jiff::Timestamp {
        self.0.app.clock.now()
    }
}

/// Why the site cannot be served.
#[derive(Debug, Error)]
pub enum WebError {
    /// The register cannot be read.
    #[error(transparent)]
    Service(#[from] ServiceError),
    /// The network fails.
    #[error(transparent)]
    Network(#[from] std::io::Error),
}

/// Serves the site until it is told to stop.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), WebError> {
    let register = Register::open(&app.service, app.clock.now()).await?;
    let accounts = Accounts::open(Arc::clone(&app.service), &mut rand::rng())?;
    let site = Site(Arc::new(Parts {
        app,
        register,
        accounts,
        pace: machine::pace::Pace::default(),
        in_flight: api::InFlight::default(),
        limiter: limiter::Limiter::default(),
    }));
    let refresh = tokio::spawn(keep_fresh(site.clone()));
    let forget = tokio::spawn(keep_forgetting(site.clone()));
    let catch_up = tokio::spawn(keep_stamped(site.clone()));
    let (tell, told) = watch::channel(false);
    let mut post = tokio::spawn(keep_posting(site.clone(), told));
    let router = router(site).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, router)
        .with_graceful_shutdown(stop)
        .await;
    refresh.abort();
    catch_up.abort();
    forget.abort();
    // What is being sent is sent to its end if possible, so that it is not sent again.
    if tell.send(true).is_ok() && tokio::time::timeout(LAST_POST, &mut post).await.is_err() {
        post.abort();
    }
    Ok(served?)
}

fn router(site: Site) -> Router {
    Router::new()
        .route("/", get(public::home))
        .route("/z", get(public::search))
        .route("/z/{*code}", get(public::verify))
        .route("/verify", get(public::file_form).post(public::verify_file))
        .route("/urkunde/{serial}", get(public::document))
        .route("/style.css", get(assets::style))
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
        .merge(machine::router())
        .route("/healthz", get(api::health))
        .fallback(public::not_found)
        .method_not_allowed_fallback(public::method_not_allowed)
        // Uploads are limited where they are read, a little above their largest file.
        .layer(DefaultBodyLimit::max(upload::LARGEST + (64 << 10)))
        .layer(from_fn(headers::secure))
        .with_state(site)
}

/// Compares the register with the database, again and again. When the database does not answer,
/// verification says so by itself.
async fn keep_fresh(site: Site) {
    let mut ticks = tokio::time::interval(REFRESH);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let at = site.now();
        if let Err(error) = site.register().refresh(site.service(), at).await {
            tracing::error!(%error, "the register cannot be read");
        }
    }
}

/// Adds missing time-stamps, again and again: the service that gives them may have been down.
async fn keep_stamped(site: Site) {
    let mut ticks = tokio::time::interval(CATCH_UP);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let by = By {
            actor: "server",
            at: site.now(),
        };
        let service = site.service();
        match service.catch_up(by).await {
            Ok(stamped) => {
                for serial in stamped {
                    if let Err(error) = service.lay_out(serial, by.at).await {
                        tracing::warn!(%serial, %error, "files cannot be laid out");
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "time-stamps cannot be added"),
        }
    }
}

/// Forgets what was kept long enough, again and again.
async fn keep_forgetting(site: Site) {
    let mut ticks = tokio::time::interval(FORGET);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let at = site.now();
        site.limiter().forget(at);
        site.pace().forget(at);
        if let Err(error) = site.service().forget_kept_answers(at).await {
            tracing::warn!(%error, "old answers cannot be forgotten");
        }
    }
}

/// Sends what is due, again and again, until it is told to stop.
async fn keep_posting(site: Site, mut stop: watch::Receiver<bool>) {
    if site.service().postman.is_none() {
        return;
    }
    let mut ticks = [POST, REMIND].map(tokio::time::interval);
    for ticks in &mut ticks {
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    }
    let [mut post, mut remind] = ticks;
    let stopped = stop.clone();
    loop {
        let service = site.service();
        tokio::select! {
            _ = stop.changed() => return,
            _ = remind.tick() => {
                let by = By { actor: "server", at: site.now() };
                if let Err(error) = service.send_due_reminders(by).await {
                    tracing::warn!(%error, "reminders cannot be written");
                }
                if let Err(error) = service.forget_sent(by.at).await {
                    tracing::warn!(%error, "old mail cannot be forgotten");
                }
            }
            _ = post.tick() => {
                let stopped = || *stopped.borrow();
                let sent = service.deliver(|| site.now(), stopped, &mut site.random()).await;
                if let Err(error) = sent {
                    tracing::warn!(%error, "mail cannot be sent");
                }
            }
        }
    }
}
