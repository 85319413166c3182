//! What the server does by itself, beside answering.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Interval, MissedTickBehavior};

use super::Site;
use crate::service::{By, apart};

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

/// The tasks that run while the site is served.
pub(super) struct Background {
    site: Site,
    tell: watch::Sender<bool>,
    /// Ended wherever they are: what they do is done in one transaction, or again.
    abrupt: Vec<JoinHandle<()>>,
    /// Told to stop, and waited for.
    gentle: [JoinHandle<()>; 2],
    count: JoinHandle<()>,
}

impl Background {
    /// Begins them.
    pub(super) fn begin(site: &Site) -> Self {
        let (tell, told) = watch::channel(false);
        Self {
            site: site.clone(),
            tell,
            abrupt: vec![
                tokio::spawn(keep_fresh(site.clone())),
                tokio::spawn(keep_forgetting(site.clone())),
                tokio::spawn(keep_stamped(site.clone())),
                tokio::spawn(keep_watched(site.clone())),
                tokio::spawn(keep_telling(site.clone())),
                tokio::spawn(keep_finishing(site.clone())),
            ],
            gentle: [
                tokio::spawn(keep_posting(site.clone(), told.clone())),
                tokio::spawn(keep_importing(site.clone(), told.clone())),
            ],
            count: tokio::spawn(keep_counting(site.clone(), told)),
        }
    }

    /// Ends them. A row that is being done is done to its end, and the list left to whoever comes
    /// next; a message that is being sent is sent if possible, so that it is not sent again.
    pub(super) async fn end(self) {
        for task in self.abrupt {
            task.abort();
        }
        // Nobody hears it only if all have ended.
        let _ = self.tell.send(true);
        // Whatever is being written is written to its end, and then what was counted last.
        let _ = self.count.await;
        write_sightings(&self.site).await;
        for mut task in self.gentle {
            if tokio::time::timeout(LAST_POST, &mut task).await.is_err() {
                task.abort();
            }
        }
    }
}

/// Compares the register with the database, again and again. When the database does not answer,
/// verification says so by itself.
async fn keep_fresh(site: Site) {
    let mut ticks = ticks(REFRESH);
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
    let mut ticks = ticks(COUNT);
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
    let mut ticks = ticks(CATCH_UP);
    loop {
        ticks.tick().await;
        let by = server(&site);
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
    let mut ticks = ticks(WATCH);
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
    let mut ticks = ticks(POST);
    loop {
        ticks.tick().await;
        let by = server(&site);
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
    let [mut import, mut forget] = [IMPORT, FORGET].map(ticks);
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
    let mut ticks = ticks(FINISH);
    loop {
        ticks.tick().await;
        let (service, by) = (site.service().clone(), server(&site));
        let finished = apart(move || async move { service.go_on_with_kept_keys(by).await });
        if let Err(error) = finished.await {
            tracing::warn!(%error, "Urkunden cannot be finished with the keys that are kept open");
        }
    }
}

/// Forgets what was kept long enough, again and again.
async fn keep_forgetting(site: Site) {
    let mut ticks = ticks(FORGET_COUNTS);
    loop {
        ticks.tick().await;
        let at = site.now();
        site.report_limit().forget(at);
        site.barrier_limit().forget(at);
        site.pace().forget(at);
        site.kept_forms().forget(at);
        if let Err(error) = site.service().forget_kept_answers(at).await {
            tracing::warn!(%error, "old answers cannot be forgotten");
        }
        if let Err(error) = site.service().forget_copy_reports(at).await {
            tracing::warn!(%error, "old reports cannot be forgotten");
        }
        if let Err(error) = site.service().forget_acceptances(at).await {
            tracing::warn!(%error, "old acceptances cannot be forgotten");
        }
    }
}

/// Sends what is due, again and again, until it is told to stop.
async fn keep_posting(site: Site, mut stop: watch::Receiver<bool>) {
    if site.service().postman.is_none() {
        return;
    }
    let [mut post, mut remind] = [POST, REMIND].map(ticks);
    let stopped = stop.clone();
    loop {
        let service = site.service();
        tokio::select! {
            _ = stop.changed() => return,
            _ = remind.tick() => {
                let by = server(&site);
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

/// Now, and then again and again, so long after the last time was dealt with.
fn ticks(every: Duration) -> Interval {
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

/// What the server does is done in its own name.
fn server(site: &Site) -> By<'static> {
    By {
        actor: "server",
        at: site.now(),
    }
}
