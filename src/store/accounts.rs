//! Accounts with their roles.

use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::{inconsistent, instant};
use crate::domain::account::{Account, AccountId, AccountState, Assignment, Email, PersonName};
use crate::domain::chamber::ChamberId;
use crate::domain::identity::Identity;
use crate::domain::permission::Role;
use crate::domain::validity::{Day, Term};

impl Store {
    /// Every account, by chamber and name.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        let rows = sqlx::query("SELECT * FROM account ORDER BY chamber, name, id")
            .fetch_all(&mut *connection)
            .await?;
        with_roles(&mut connection, &rows).await
    }

    /// The account with this identifier.
    pub async fn account(&self, id: &AccountId) -> Result<Option<Account>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        one(&mut connection, id).await
    }

    /// The account that signs in with this address.
    pub async fn account_of(&self, email: &Email) -> Result<Option<Account>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        let row = sqlx::query("SELECT id FROM account WHERE email = $1")
            .bind(email.as_str())
            .fetch_optional(&mut *connection)
            .await?;
        named(&mut connection, row).await
    }

    /// The account of somebody who signs in with an identity provider.
    pub async fn account_with(&self, identity: &Identity) -> Result<Option<Account>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        let row = sqlx::query("SELECT id FROM account WHERE issuer = $1 AND subject = $2")
            .bind(identity.issuer.as_str())
            .bind(identity.subject.as_str())
            .fetch_optional(&mut *connection)
            .await?;
        named(&mut connection, row).await
    }
}

impl Change {
    /// The account with this identifier, as it is within this change.
    pub async fn account(&mut self, id: &AccountId) -> Result<Option<Account>, StoreError> {
        one(&mut self.transaction, id).await
    }

    /// Adds an account that nobody has opened yet; a second one with the address is a conflict.
    pub async fn insert_account(&mut self, account: &Account) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO account (id, chamber, email, name, created_at, sample)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(account.id.as_str())
        .bind(account.chamber.as_str())
        .bind(account.email.as_str())
        .bind(account.name.as_str())
        .bind(self.at().as_millisecond())
        .bind(i64::from(account.sample))
        .execute(&mut *self.transaction)
        .await?;
        for assignment in &account.roles {
            self.insert_assignment(&account.id, assignment).await?;
        }
        Ok(())
    }

    /// Gives a role.
    pub async fn insert_assignment(
        &mut self,
        account: &AccountId,
        assignment: &Assignment,
    ) -> Result<(), StoreError> {
        let days = |day: fn(Term) -> Day| {
            let count = assignment.term.map(|term| day(term).count());
            count.and_then(|count| i64::try_from(count).ok())
        };
        sqlx::query(
            "INSERT INTO role_assignment (id, account, role, from_day, until_day)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(assignment.id.as_str())
        .bind(account.as_str())
        .bind(assignment.role.as_str())
        .bind(days(Term::from))
        .bind(days(Term::until))
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Takes a role back.
    pub async fn delete_assignment(&mut self, id: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM role_assignment WHERE id = $1")
            .bind(id)
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Sets the person's name.
    pub async fn set_name(&mut self, id: &AccountId, name: &PersonName) -> Result<(), StoreError> {
        sqlx::query("UPDATE account SET name = $2 WHERE id = $1")
            .bind(id.as_str())
            .bind(name.as_str())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Sets the person's address; another account with it is a conflict.
    pub async fn set_email(&mut self, id: &AccountId, email: &Email) -> Result<(), StoreError> {
        sqlx::query("UPDATE account SET email = $2 WHERE id = $1")
            .bind(id.as_str())
            .bind(email.as_str())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Opens or closes an account.
    pub async fn set_disabled(
        &mut self,
        id: &AccountId,
        since: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE account SET disabled_at = $2 WHERE id = $1")
            .bind(id.as_str())
            .bind(since.map(|t| t.as_millisecond()))
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// The person signed in now.
    pub async fn set_signed_in(&mut self, id: &AccountId) -> Result<(), StoreError> {
        sqlx::query("UPDATE account SET signed_in_at = $2 WHERE id = $1")
            .bind(id.as_str())
            .bind(self.at().as_millisecond())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}

/// The account whose identifier a row holds.
async fn named(
    connection: &mut AnyConnection,
    row: Option<AnyRow>,
) -> Result<Option<Account>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let id: String = row.try_get("id")?;
    let id = AccountId::parse(&id).map_err(|_| inconsistent("account", &id))?;
    one(connection, &id).await
}

async fn one(
    connection: &mut AnyConnection,
    id: &AccountId,
) -> Result<Option<Account>, StoreError> {
    let row = sqlx::query("SELECT * FROM account WHERE id = $1")
        .bind(id.as_str())
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let roles = sqlx::query("SELECT * FROM role_assignment WHERE account = $1 ORDER BY id")
        .bind(id.as_str())
        .fetch_all(&mut *connection)
        .await?;
    let roles = roles.iter().map(assignment).collect::<Result<_, _>>()?;
    account(&row, roles).map(Some)
}

pub(super) async fn with_roles(
    connection: &mut AnyConnection,
    accounts: &[AnyRow],
) -> Result<Vec<Account>, StoreError> {
    let mut by_account: std::collections::HashMap<String, Vec<Assignment>> =
        std::collections::HashMap::new();
    for row in &sqlx::query("SELECT * FROM role_assignment ORDER BY id")
        .fetch_all(connection)
        .await?
    {
        by_account
            .entry(row.try_get("account")?)
            .or_default()
            .push(assignment(row)?);
    }
    accounts
        .iter()
        .map(|row| {
            let id: String = row.try_get("id")?;
            account(row, by_account.remove(&id).unwrap_or_default())
        })
        .collect()
}

fn account(row: &AnyRow, roles: Vec<Assignment>) -> Result<Account, StoreError> {
    let key: String = row.try_get("id")?;
    let impossible = || inconsistent("account", &key);
    let password: Option<String> = row.try_get("password")?;
    let totp: Option<Vec<u8>> = row.try_get("totp")?;
    let sample: i64 = row.try_get("sample")?;
    let issuer: Option<String> = row.try_get("issuer")?;
    let subject: Option<String> = row.try_get("subject")?;
    let identity = match (issuer, subject) {
        (Some(issuer), Some(subject)) => Some(Identity { issuer, subject }),
        (None, None) => None,
        _ => return Err(impossible()),
    };
    let is_open = password.is_some() || identity.is_some();
    let state = match (instant(row, "disabled_at")?, is_open) {
        (Some(since), _) => AccountState::Disabled { since },
        (None, true) => AccountState::Active,
        (None, false) => AccountState::Invited,
    };
    Ok(Account {
        id: AccountId::parse(&key).map_err(|_| impossible())?,
        chamber: ChamberId::parse(row.try_get("chamber")?).map_err(|_| impossible())?,
        email: Email::parse(row.try_get("email")?).map_err(|_| impossible())?,
        name: PersonName::parse(row.try_get("name")?).map_err(|_| impossible())?,
        roles,
        state,
        identity,
        second_factor: totp.is_some(),
        signed_in_at: instant(row, "signed_in_at")?,
        sample: sample == 1,
    })
}

fn assignment(row: &AnyRow) -> Result<Assignment, StoreError> {
    let id: String = row.try_get("id")?;
    let impossible = || inconsistent("role_assignment", &id);
    let day = |column| -> Result<Option<Day>, StoreError> {
        let count: Option<i64> = row.try_get(column)?;
        let day = |count| u64::try_from(count).ok().and_then(Day::from_count);
        count.map(|c| day(c).ok_or_else(impossible)).transpose()
    };
    let term = day("from_day")?.zip(day("until_day")?);
    let term = term.map(|(from, until)| Term::new(from, until));
    let role: String = row.try_get("role")?;
    Ok(Assignment {
        role: Role::parse(&role).ok_or_else(impossible)?,
        term: term.transpose().map_err(|_| impossible())?,
        id,
    })
}
