//! `mail`: the outbox.

use std::process::ExitCode;

use clap::Subcommand;
use i18n_embed_fl::fl;
use jiff::Timestamp;
use serde::Serialize;

use super::Context;
use super::failure::Failure;
use crate::domain::mail::{Delivery, Message};
use crate::texts;

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    Send,
    List {
        #[arg(long)]
        json: bool,
    },
}

#[derive(Serialize)]
struct Row {
    id: String,
    kind: &'static str,
    recipient: String,
    subject: Option<String>,
    created_at: Timestamp,
    due_at: Timestamp,
    attempts: u64,
    given_up: bool,
    problem: Option<String>,
}

pub(super) async fn run(action: &Action, context: &Context) -> Result<ExitCode, Failure> {
    let app = context.app().await?;
    match action {
        Action::Send => {
            app.service.send_due_reminders(context.by()).await?;
            app.service
                .make_due_digests(context.by(), &mut rand::rng())
                .await?;
            let now = || context.clock.now();
            let done = app.service.deliver(now, || false, &mut rand::rng()).await?;
            app.service.forget_sent(now()).await?;
            say!(
                "{}",
                fl!(
                    texts::of(context.language),
                    "mail-delivered",
                    sent = done.sent,
                    later = done.put_off,
                    never = done.given_up
                )
            )?;
        }
        Action::List { json } => {
            let messages = app.service.store.unsent_messages().await?;
            let rows: Vec<_> = messages.iter().map(row).collect();
            if *json {
                super::words::print_json(&rows)?;
            } else {
                for row in rows {
                    say!(
                        "{}  {:<17} {:<36} {}",
                        row.created_at,
                        row.kind,
                        row.recipient,
                        row.problem.unwrap_or_default()
                    )?;
                }
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn row(message: &Message) -> Row {
    let (given_up, problem) = match message.delivery {
        Delivery::Open(problem) => (false, problem),
        Delivery::Sent(_) => (false, None),
        Delivery::GivenUp(_, problem) => (true, Some(problem)),
    };
    Row {
        id: message.id.to_string(),
        kind: message.kind.as_str(),
        recipient: message.recipient.to_string(),
        subject: message.letter.as_ref().map(|l| l.subject.clone()),
        created_at: message.created_at,
        due_at: message.due_at,
        attempts: message.attempts,
        given_up,
        problem: problem.map(|p| p.to_data()),
    }
}
