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
use crate::service::chain::ChainWatch;
use crate::service::live::Pictures;
use crate::service::sightings::Sightings;
use crate::service::{Accounts, By, Register, Service, ServiceError, apart};

/// How often the register is compared with the database.
const REFRESH: Duration = Duration::from_secs(1);

/// How often Urkunden that were issued without a time-stamp are given one.
const CATCH_UP: Duration = Duration::from_secs(60);

/// How often it is looked for what kept keys can finish, and keys whose time is over are let go.
const FINISH: Duration = Duration::from_secs(10);

/// How often it is written where seals were shown that do not belong there. What was counted since
/// is lost if the process is killed.
const COUNT: Duration = Duration::from_secs(10);

/// How often what was kept or counted long enough is forgotten.
const FORGET_COUNTS: Duration = Duration::from_secs(10 * 60);

/// How often the outbox is looked at, and how often for reminders that leave by themselves.
const POST: Duration = Duration::from_secs(5);
const REMIND: Duration = Duration::from_secs(60 * 60);

/// How often every event of the audit trail is checked.
const WATCH: Duration = Duration::from_secs(60 * 60);
/// How often it is looked for lists that were begun, and how often for those to be forgotten.
const IMPORT: Duration = Duration::from_secs(1);
const FORGET: Duration = Duration::from_secs(60 * 60);

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
    chain: Arc<ChainWatch>,
    pictures: Pictures,
    sightings: Sightings,
    throttle: public::Throttle,
    shares: public::register::Pictures,
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

    fn chain(&self) -> &Arc<ChainWatch> {
        &self.0.chain
    }

    fn pictures(&self) -> &Pictures {
        &self.0.pictures
    }

    fn sightings(&self) -> &Sightings {
        &self.0.sightings
    }

    fn throttle(&self) -> &public::Throttle {
        &self.0.throttle
    }

    fn shares(&self) -> &public::register::Pictures {
        &self.0.shares
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
        chain: Arc::default(),
        pictures: Pictures::default(),
        sightings: Sightings::default(),
        throttle: public::Throttle::default(),
        shares: public::register::Pictures::default(),
        in_flight: api::InFlight::default(),
        limiter: limiter::Limiter::default(),
    }));
    let refresh = tokio::spawn(keep_fresh(site.clone()));
    let forget = tokio::spawn(keep_forgetting(site.clone()));
    let catch_up = tokio::spawn(keep_stamped(site.clone()));
    let watch = tokio::spawn(keep_watched(site.clone()));
    let digests = tokio::spawn(keep_telling(site.clone()));
    let finish = tokio::spawn(keep_finishing(site.clone()));
    let (tell, told) = watch::channel(false);
    let mut import = tokio::spawn(keep_importing(site.clone(), told.clone()));
    let count = tokio::spawn(keep_counting(site.clone(), told.clone()));
    let mut post = tokio::spawn(keep_posting(site.clone(), told));
    let router = router(site.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, router)
        .with_graceful_shutdown(stop)
        .await;
    refresh.abort();
    catch_up.abort();
    forget.abort();
    watch.abort();
    digests.abort();
    finish.abort();
    let told = tell.send(true).is_ok();
    // Whatever is being written is written to its end, and then what was counted last.
    let _ = count.await;
    write_sightings(&site).await;
    // What is being sent is sent to its end if possible, so that it is not sent again.
    // The row that is being done is done to its end, and the list left to whoever comes next.
    if told {
        for last in [&mut post, &mut import] {
            if tokio::time::timeout(LAST_POST, &mut *last).await.is_err() {
                last.abort();
            }
        }
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
        .merge(machine::router())
        .merge(public::kit_router())
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
        match site.register().refresh(site.service(), at).await {
            // Made ready before somebody waits for it.
            Ok(_) => drop(site.register().directory(at).await),
            Err(error) => tracing::error!(%error, "the register cannot be read"),
        }
    }
}

/// Writes where seals were shown that do not belong there, again and again, until it is told to
/// stop.
async fn keep_counting(site: Site, mut stop: watch::Receiver<bool>) {
    let mut ticks = tokio::time::interval(COUNT);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = stop.changed() => return,
            _ = ticks.tick() => {}
        }
        write_sightings(&site).await;
    }
}

async fn write_sightings(site: &Site) {
    if let Err(error) = site.sightings().write(site.service()).await {
        tracing::warn!(%error, "sightings cannot be written");
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

/// Checks every event of the audit trail, again and again.
async fn keep_watched(site: Site) {
    let mut ticks = tokio::time::interval(WATCH);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match site.chain().check(site.service(), site.now()).await {
            Ok(checked) => {
                if let Some(broken) = checked.broken {
                    tracing::error!(%broken, "the audit trail was tampered with");
                }
            }
            Err(error) => tracing::warn!(%error, "the audit trail cannot be checked"),
        }
    }
}

/// Makes the digests of days that are over, if they are sent to anybody.
async fn keep_telling(site: Site) {
    if site.service().digests.to.is_empty() {
        return;
    }
    let mut ticks = tokio::time::interval(POST);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let by = By {
            actor: "server",
            at: site.now(),
        };
        let mut random = site.random();
        let made = site.service().make_due_digests(by, &mut random).await;
        if let Err(error) = made {
            tracing::error!(%error, "no digest of the audit trail is made");
            tokio::time::sleep(WATCH).await;
        }
    }
}

/// Does what lists say that were begun here, elsewhere, or before the last stop, until it is told
/// to stop.
async fn keep_importing(site: Site, mut stop: watch::Receiver<bool>) {
    let mut ticks = [IMPORT, FORGET].map(tokio::time::interval);
    for ticks in &mut ticks {
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    }
    let [mut import, mut forget] = ticks;
    let stopped = stop.clone();
    loop {
        tokio::select! {
            _ = stop.changed() => return,
            _ = forget.tick() => {
                if let Err(error) = site.service().forget_jobs(site.now()).await {
                    tracing::warn!(%error, "old lists cannot be forgotten");
                }
            }
            _ = import.tick() => {
                let (site, stopped) = (site.clone(), stopped.clone());
                let work = apart(move || async move {
                    let stopped = || *stopped.borrow();
                    let mut random = site.random();
                    site.service().work_off(|| site.now(), stopped, &mut random).await
                });
                if let Err(error) = work.await {
                    tracing::warn!(%error, "a list cannot be taken in");
                }
            }
        }
    }
}

/// Finishes what kept keys can finish, again and again.
async fn keep_finishing(site: Site) {
    let mut ticks = tokio::time::interval(FINISH);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let (service, at) = (site.service().clone(), site.now());
        let finished = apart(move || async move {
            let by = By {
                actor: "server",
                at,
            };
            service.go_on_with_kept_keys(by).await
        });
        if let Err(error) = finished.await {
            tracing::warn!(%error, "Urkunden cannot be finished with the keys that are kept open");
        }
    }
}

/// Forgets what was kept long enough, again and again.
async fn keep_forgetting(site: Site) {
    let mut ticks = tokio::time::interval(FORGET_COUNTS);
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
