//! The desk of the demonstration: accounts whose password and one-time codes everybody knows.

use i18n_embed_fl::fl;
use rand::{CryptoRng, Rng};

use super::Context;
use super::demo::PROGRAMME;
use super::failure::Failure;
use crate::app::App;
use crate::domain::account::{Account, AccountId, Email, PersonName};
use crate::domain::chamber::ChamberId;
use crate::domain::password::Password;
use crate::domain::permission::Role;
use crate::domain::programme::{Programme, ProgrammeId};
use crate::service::accounts::NewAccount;
use crate::service::{Accounts, By, ServiceError};
use crate::texts;

/// The password of every sample account.
const PASSWORD: &str = "nur-zur-vorfuehrung";

/// The seed of every sample account's one-time codes, base 32.
const SEED: &str = "KAMMERSIEGELDEMOKAMMERSIEGELDEMO";

/// Whom each chamber has: the part of the address before its identifier, the name, the role.
const PEOPLE: [(&str, &str, Role); 3] = [
    ("verwaltung", "Alex Muster", Role::Administrator),
    ("vorbereitung", "Sascha Beispiel", Role::Clerk),
    ("unterschrift", "Erika Mustermann", Role::Signatory),
];

/// Adds the sample accounts, unless somebody was invited meanwhile.
pub(super) async fn fill<R: Rng + CryptoRng>(
    app: &App,
    context: &Context,
    random: &mut R,
) -> Result<(), Failure> {
    let accounts = Accounts::open(app.service.clone(), random)?;
    let existing = accounts.list(None).await?;
    if existing.iter().any(|account| !account.sample) {
        return Ok(());
    }
    let id = ProgrammeId::parse(PROGRAMME).map_err(ServiceError::from)?;
    let by = By {
        actor: "demo",
        at: context.clock.now(),
    };
    let programme = &app.service.programmes.find(&id)?.programme;
    for chamber in &programme.chambers {
        for (part, name, role) in PEOPLE {
            let email = format!("{part}@{}.example", chamber.id);
            let new = NewAccount {
                chamber: chamber.id.clone(),
                email: Email::parse(&email).map_err(Failure::Account)?,
                name: PersonName::parse(name).map_err(Failure::Account)?,
                roles: vec![(role, None)],
            };
            if existing.iter().any(|account| account.email == new.email) {
                continue;
            }
            let password = Password::new(PASSWORD.to_owned());
            accounts
                .add_sample(new, &password, SEED, by, random)
                .await?;
        }
    }
    Ok(())
}

/// Two sample people of different chambers: one who may propose a step, and one who may confirm it.
pub(super) async fn two_people(
    app: &App,
    programme: &Programme,
) -> Result<Option<(AccountId, AccountId)>, Failure> {
    let accounts = app.service.store.accounts().await?;
    let [first, .., last] = programme.chambers.as_slice() else {
        return Ok(None);
    };
    let of = |chamber: &ChamberId, role: Role| {
        let is = |account: &&Account| {
            account.sample
                && account.chamber == *chamber
                && account.roles.iter().any(|a| a.role == role)
        };
        accounts.iter().find(is).map(|account| account.id.clone())
    };
    let clerk = of(&first.id, Role::Clerk);
    Ok(clerk.zip(of(&last.id, Role::Signatory)))
}

/// Says how to sign in.
pub(super) async fn announce(app: &App, context: &Context) -> Result<(), Failure> {
    let accounts = app.service.store.accounts().await?;
    let samples: Vec<_> = accounts.iter().filter(|account| account.sample).collect();
    if samples.is_empty() {
        return Ok(());
    }
    say!(
        "{}",
        fl!(
            texts::of(context.language),
            "demo-desk",
            origin = app.service.origin.as_str(),
            password = PASSWORD,
            secret = SEED
        )
    )?;
    for account in samples {
        say!("  {:<46} {}", account.email.as_str(), account.name)?;
    }
    Ok(())
}
