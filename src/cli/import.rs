//! `import`: lists, checked as a whole and done row by row.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand};
use i18n_embed_fl::fl;
use indicatif::{ProgressBar, ProgressStyle};
use rand::{CryptoRng, Rng};

use super::Context;
use super::failure::{Failure, RULE};
use crate::app::App;
use crate::domain::bulk::{Counts, Job, JobId, JobStage, List, Problem};
use crate::service::bulk::{ListError, Worked, words};
use crate::service::{By, ServiceError};
use crate::texts;

/// How often it is looked whether somebody else has given up a list.
const PATIENCE: Duration = Duration::from_millis(500);

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    Municipalities(Arguments),
    Certificates(Arguments),
    Resume,
}

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, conflicts_with = "dry_run")]
    only_sound: bool,
}

pub(super) async fn run(action: &Action, context: &Context) -> Result<ExitCode, Failure> {
    match action {
        Action::Municipalities(arguments) => {
            take_in(List::Municipalities, arguments, context).await
        }
        Action::Certificates(arguments) => take_in(List::Certificates, arguments, context).await,
        Action::Resume => resume(context).await,
    }
}

/// Checks a list and, if nothing speaks against it, does what it says.
pub(super) async fn take_in(
    list: List,
    arguments: &Arguments,
    context: &Context,
) -> Result<ExitCode, Failure> {
    let path = &arguments.file;
    let bytes = std::fs::read(path).map_err(|source| Failure::File {
        path: path.clone(),
        source,
    })?;
    let app = context.app().await?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (service, by, random) = (&app.service, context.by(), &mut rand::rng());
    let file = (&*name, bytes.as_slice());
    let job = service.check_list(list, file, None, by, random).await?;
    let counts = service.store.job_counts(&job.id).await?;
    tell(context, &service.told_of_job(&job).await?);
    let t = texts::of(context.language);
    if arguments.dry_run || (counts.wrong > 0 && !arguments.only_sound) {
        service.drop_job(&job).await?;
        say!(
            "{}",
            fl!(
                t,
                "list-counts",
                new = counts.new,
                changed = counts.changed,
                unchanged = counts.unchanged,
                wrong = counts.wrong
            )
        )?;
        if counts.wrong > 0 {
            return Err(ServiceError::from(ListError::Unsound).into());
        }
        return Ok(ExitCode::SUCCESS);
    }
    if counts.open == 0 {
        service.drop_job(&job).await?;
        return finished(&job, counts, context);
    }
    service.begin_job(&job, arguments.only_sound, by).await?;
    work(&app, &job.id, context).await
}

/// Takes in a list that ships with the program.
pub(super) async fn quietly<R: Rng + CryptoRng>(
    app: &App,
    (list, name, bytes): (List, &str, &[u8]),
    by: By<'_>,
    random: &mut R,
) -> Result<(), Failure> {
    let service = &app.service;
    let job = service
        .check_list(list, (name, bytes), None, by, random)
        .await?;
    service.begin_job(&job, false, by).await?;
    service
        .work(&job.id, || by.at, || false, |_| (), random)
        .await?;
    Ok(())
}

/// Works until no list is left that was begun.
async fn resume(context: &Context) -> Result<ExitCode, Failure> {
    let app = context.app().await?;
    let mut worst = ExitCode::SUCCESS;
    while let Some(id) = app.service.store.running_job().await? {
        let code = work(&app, &id, context).await?;
        if code != ExitCode::SUCCESS {
            worst = code;
        }
    }
    Ok(worst)
}

/// Works on a list until it is done, whoever does it.
async fn work(app: &App, id: &JobId, context: &Context) -> Result<ExitCode, Failure> {
    let service = &app.service;
    let counts = service.store.job_counts(id).await?;
    let bar = ProgressBar::new(counts.open + counts.done + counts.refused);
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len}  {eta}") {
        bar.set_style(style);
    }
    let told = |counts: &Counts| bar.set_position(counts.done + counts.refused);
    loop {
        let now = || context.clock.now();
        let worked = service
            .work(id, now, || false, told, &mut rand::rng())
            .await?;
        let job = service.store.job(id).await?;
        let job = job.ok_or(ServiceError::from(ListError::UnknownJob))?;
        let running = matches!(job.stage, JobStage::Running { .. });
        if worked == Worked::NotMine && running {
            tokio::time::sleep(PATIENCE).await;
            continue;
        }
        bar.finish_and_clear();
        let counts = service.store.job_counts(id).await?;
        if counts.refused > 0 {
            tell(context, &service.told_of_job(&job).await?);
        }
        return finished(&job, counts, context);
    }
}

fn finished(job: &Job, counts: Counts, context: &Context) -> Result<ExitCode, Failure> {
    let t = texts::of(context.language);
    let count = counts.done + counts.unchanged;
    match job.list {
        List::Municipalities => say!("{}", fl!(t, "municipalities-imported", count = count))?,
        List::Certificates => say!("{}", fl!(t, "certificates-imported", count = counts.done))?,
    }
    if counts.refused > 0 {
        say!("{}", fl!(t, "list-refused-rows", count = counts.refused))?;
        return Ok(ExitCode::from(RULE));
    }
    Ok(ExitCode::SUCCESS)
}

/// What is to be said of a list, on standard error.
fn tell(context: &Context, problems: &[Problem]) {
    let mut out = io::stderr().lock();
    for problem in problems {
        // If nobody reads that, the exit code is left to say it.
        let _ = writeln!(out, "{}", words::line(context.language, problem));
    }
}
