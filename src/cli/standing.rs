//! Suspending, reinstating and withdrawing: one person proposes, another confirms, here as at the
//! desk.
//!
//! Nobody signs in here. Whoever works on the server says whose word it is (`--user`); the account
//! has to be open and to have the role, and the trail says that an operator gave the command.

use clap::Args;
use i18n_embed_fl::fl;
use serde::Serialize;

use super::certificate::serial;
use super::failure::Failure;
use super::{Context, words};
use crate::app::App;
use crate::domain::account::{Account, Email};
use crate::domain::proposal::{Proposal, Step};
use crate::domain::serial::Serial;
use crate::service::accounts::AccessError;
use crate::service::proposals::Person;
use crate::service::{By, ServiceError};
use crate::texts;

#[derive(Debug, Args)]
pub(super) struct Proposed {
    #[arg(value_parser = serial)]
    serial: Serial,
    #[arg(long)]
    reason: String,
}

/// A proposal that somebody has seen: the step is named, so that no other one is confirmed.
#[derive(Debug, Args)]
pub(super) struct Shown {
    #[arg(value_parser = serial)]
    serial: Serial,
    #[arg(long, value_parser = step)]
    step: Step,
}

#[derive(Serialize)]
struct Row {
    serial: String,
    step: &'static str,
    reason: String,
    by: String,
    at: jiff::Timestamp,
}

fn step(name: &str) -> Result<Step, String> {
    Step::parse(name).ok_or_else(|| name.to_owned())
}

pub(super) async fn propose(
    step: Step,
    proposed: &Proposed,
    app: &App,
    context: &Context,
) -> Result<(), Failure> {
    let account = account(app, context).await?;
    let Proposed { serial, reason } = proposed;
    let (by, mut random) = (by(&account, context), rand::rng());
    app.service
        .propose(
            named(&account, context),
            *serial,
            step,
            reason,
            by,
            &mut random,
        )
        .await?;
    let t = texts::of(context.language);
    let command = format!(
        "kammersiegel certificate confirm {serial} --step {} --user …",
        step.as_str()
    );
    say!(
        "{}",
        fl!(
            t,
            "proposed",
            serial = serial.to_string(),
            step = words::step(context.language, step),
            command = command
        )
    )
}

pub(super) async fn confirm(shown: &Shown, app: &App, context: &Context) -> Result<(), Failure> {
    let account = account(app, context).await?;
    let id = open(shown, app).await?.id;
    let by = by(&account, context);
    app.service
        .confirm(named(&account, context), shown.serial, &id, by)
        .await?;
    let certificate = app.service.staff_report_of(shown.serial, by.at).await?;
    let state = words::state(context.language, certificate.report.state);
    say!("{}  {state}", shown.serial)
}

pub(super) async fn drop(shown: &Shown, app: &App, context: &Context) -> Result<(), Failure> {
    let account = account(app, context).await?;
    let id = open(shown, app).await?.id;
    let by = by(&account, context);
    app.service
        .drop_proposal(named(&account, context), shown.serial, &id, by)
        .await?;
    let serial = shown.serial.to_string();
    let t = texts::of(context.language);
    say!("{}", fl!(t, "proposal-dropped", serial = serial))
}

pub(super) async fn list(json: bool, app: &App, context: &Context) -> Result<(), Failure> {
    let mut rows = Vec::new();
    for proposal in app.service.store.open_proposals().await? {
        let account = app.service.store.account(&proposal.by).await?;
        let by = account.map_or(proposal.by.to_string(), |a| a.email.to_string());
        rows.push(Row {
            serial: proposal.serial.to_string(),
            step: proposal.step.as_str(),
            reason: proposal.reason,
            by,
            at: proposal.at,
        });
    }
    if json {
        return words::print_json(&rows);
    }
    for row in rows {
        let when = texts::instant(context.language, row.at);
        say!(
            "{}  {:<9}  {}  {when}: {}",
            row.serial,
            row.step,
            row.by,
            row.reason
        )?;
    }
    Ok(())
}

/// The account that `--user` names.
async fn account(app: &App, context: &Context) -> Result<Account, Failure> {
    let Ok(email) = Email::parse(&context.user) else {
        return Err(Failure::NoPerson(context.user.clone()));
    };
    let account = app.service.store.account_of(&email).await?;
    let unknown = || ServiceError::from(AccessError::UnknownAccount(email.to_string()));
    Ok(account.ok_or_else(unknown)?)
}

fn named<'a>(account: &'a Account, context: &'a Context) -> Person<'a> {
    Person::Named {
        account: &account.id,
        operator: &context.operator,
    }
}

fn by<'a>(account: &'a Account, context: &Context) -> By<'a> {
    By {
        actor: account.id.as_str(),
        at: context.clock.now(),
    }
}

async fn open(shown: &Shown, app: &App) -> Result<Proposal, Failure> {
    let proposal = app.service.store.open_proposal(shown.serial).await?;
    let proposal = proposal.filter(|proposal| proposal.step == shown.step);
    Ok(proposal.ok_or(ServiceError::NoProposal(shown.serial))?)
}
