//! `account`: who works at the desk. The first administrator of a chamber is invited here.

use std::process::ExitCode;

use clap::Subcommand;
use i18n_embed_fl::fl;
use serde::Serialize;

use super::Context;
use super::failure::Failure;
use crate::domain::account::{Account, AccountState, Email, PersonName};
use crate::domain::chamber::ChamberId;
use crate::domain::permission::Role;
use crate::domain::validity::Day;
use crate::service::Accounts;
use crate::service::accounts::{Authority, NewAccount, Token};
use crate::texts;

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    Invite {
        #[arg(long, value_parser = ChamberId::parse)]
        chamber: ChamberId,
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
        #[arg(long, required = true, value_parser = role)]
        role: Vec<Role>,
    },
    List {
        #[arg(long)]
        json: bool,
    },
    Disable {
        email: String,
    },
    Enable {
        email: String,
    },
    Reset {
        email: String,
    },
}

fn role(name: &str) -> Result<Role, String> {
    Role::parse(name).ok_or_else(|| name.to_owned())
}

#[derive(Serialize)]
struct Row {
    id: String,
    chamber: String,
    email: String,
    name: String,
    state: &'static str,
    /// The issuer of the identity provider that the account is opened by.
    provider: Option<String>,
    second_factor: bool,
    sample: bool,
    roles: Vec<RoleRow>,
}

#[derive(Serialize)]
struct RoleRow {
    role: &'static str,
    from: Option<Day>,
    until: Option<Day>,
}

pub(super) async fn run(action: Action, context: &Context) -> Result<ExitCode, Failure> {
    let t = texts::of(context.language);
    let app = context.app().await?;
    let mut random = rand::rng();
    let accounts = Accounts::open(app.service, &mut random)?;
    let (operator, by) = (Authority::Operator, context.by());
    match action {
        Action::Invite {
            chamber,
            email,
            name,
            role,
        } => {
            let new = NewAccount {
                chamber,
                email: Email::parse(&email).map_err(Failure::Account)?,
                name: PersonName::parse(&name).map_err(Failure::Account)?,
                roles: role.into_iter().map(|role| (role, None)).collect(),
            };
            let (account, token) = accounts.invite(operator, new, by, &mut random).await?;
            say!(
                "{}",
                fl!(
                    t,
                    "account-made",
                    name = account.name.as_str(),
                    email = account.email.as_str(),
                    chamber = account.chamber.as_str()
                )
            )?;
            link(context, &accounts, &token)?;
        }
        Action::List { json } => {
            let rows: Vec<_> = accounts.list(None).await?.iter().map(row).collect();
            if json {
                super::words::print_json(&rows)?;
            } else {
                for row in rows {
                    let roles: Vec<_> = row.roles.iter().map(|r| r.role).collect();
                    say!(
                        "{}  {:<22} {:<36} {:<9} {}",
                        row.id,
                        row.chamber,
                        row.email,
                        row.state,
                        roles.join(", ")
                    )?;
                }
            }
        }
        Action::Disable { email } => {
            let account = find(&accounts, &email).await?;
            accounts.disable(operator, &account.id, by).await?;
            say!(
                "{}",
                fl!(t, "account-closed", email = account.email.as_str())
            )?;
        }
        Action::Enable { email } => {
            let account = find(&accounts, &email).await?;
            accounts.enable(operator, &account.id, by).await?;
            say!(
                "{}",
                fl!(t, "account-opened", email = account.email.as_str())
            )?;
        }
        Action::Reset { email } => {
            let account = find(&accounts, &email).await?;
            let reset = accounts.reset(operator, &account.id, by, &mut random);
            let token = reset.await?;
            say!(
                "{}",
                fl!(t, "account-emptied", email = account.email.as_str())
            )?;
            match token {
                Some(token) => link(context, &accounts, &token)?,
                None => say!("{}", fl!(t, "account-joins-again"))?,
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn find(accounts: &Accounts, email: &str) -> Result<Account, Failure> {
    let email = Email::parse(email).map_err(Failure::Account)?;
    Ok(accounts.find_by_email(&email).await?)
}

/// Prints the link that opens an account.
fn link(context: &Context, accounts: &Accounts, token: &Token) -> Result<(), Failure> {
    let link = accounts.invitation_address(token);
    say!(
        "{}",
        fl!(texts::of(context.language), "account-link", link = link)
    )
}

fn row(account: &Account) -> Row {
    Row {
        id: account.id.to_string(),
        chamber: account.chamber.to_string(),
        email: account.email.to_string(),
        name: account.name.to_string(),
        state: match account.state {
            AccountState::Invited => "invited",
            AccountState::Active => "active",
            AccountState::Disabled { .. } => "disabled",
        },
        provider: account.identity.as_ref().map(|i| i.issuer.clone()),
        second_factor: account.second_factor,
        sample: account.sample,
        roles: account
            .roles
            .iter()
            .map(|a| RoleRow {
                role: a.role.as_str(),
                from: a.term.map(|t| t.from()),
                until: a.term.map(|t| t.until()),
            })
            .collect(),
    }
}
