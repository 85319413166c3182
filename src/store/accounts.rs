//! Accounts with their roles, invitations and recovery codes.

use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::{inconsistent, instant};
use crate::domain::account::{Account, AccountId, AccountState, Assignment, Email, PersonName};
use crate::domain::chamber::ChamberId;
use crate::domain::permission::Role;
use crate::domain::validity::{Day, Term};

/// What proves that somebody is the account's owner. Never printed.
pub struct Credentials {
    /// The password's argon2id hash, as a PHC string.
    pub password: Option<String>,
    /// The seed of one-time codes, encrypted with the server's key.
    pub totp: Option<Vec<u8>>,
}

/// A link that opens an account once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Whose.
    pub account: AccountId,
    /// From when it no longer counts.
    pub expires_at: Timestamp,
    /// Whether it was used.
    pub used: bool,
}

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
        let row = sqlx::query("SELECT * FROM account WHERE email = $1")
            .bind(email.as_str())
            .fetch_optional(&mut *connection)
            .await?;
        let rows: Vec<_> = row.into_iter().collect();
        Ok(with_roles(&mut connection, &rows).await?.pop())
    }

    /// What proves that somebody is the account's owner.
    pub async fn credentials(&self, id: &AccountId) -> Result<Credentials, StoreError> {
        let row = sqlx::query("SELECT password, totp FROM account WHERE id = $1")
            .bind(id.as_str())
            .fetch_one(&self.pool)
            .await?;
        Ok(Credentials {
            password: row.try_get("password")?,
            totp: row.try_get("totp")?,
        })
    }

    /// The invitation whose token has this SHA-256.
    pub async fn invitation(&self, digest: &str) -> Result<Option<Invitation>, StoreError> {
        let row = sqlx::query("SELECT * FROM invitation WHERE digest = $1")
            .bind(digest)
            .fetch_optional(&self.pool);
        row.await?.as_ref().map(invitation).transpose()
    }

    /// How many recovery codes an account has left.
    pub async fn recovery_codes_left(&self, id: &AccountId) -> Result<u64, StoreError> {
        let row = sqlx::query(
            "SELECT COUNT(*) FROM recovery_code WHERE account = $1 AND used_at IS NULL",
        )
        .bind(id.as_str())
        .fetch_one(&self.pool)
        .await?;
        let left: i64 = row.try_get(0)?;
        Ok(left.unsigned_abs())
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

    /// Sets the password's hash (a PHC string).
    pub async fn set_password(&mut self, id: &AccountId, hash: &str) -> Result<(), StoreError> {
        sqlx::query("UPDATE account SET password = $2 WHERE id = $1")
            .bind(id.as_str())
            .bind(hash)
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Sets the encrypted seed of one-time codes, the last time step that was accepted, and new
    /// recovery codes in place of the old ones (as SHA-256).
    pub async fn set_second_factor(
        &mut self,
        id: &AccountId,
        seed: &[u8],
        step: i64,
        codes: &[String],
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE account SET totp = $2, totp_step = $3 WHERE id = $1")
            .bind(id.as_str())
            .bind(seed.to_vec())
            .bind(step)
            .execute(&mut *self.transaction)
            .await?;
        self.set_recovery_codes(id, codes).await
    }

    /// New recovery codes in place of the old ones (as SHA-256).
    pub async fn set_recovery_codes(
        &mut self,
        id: &AccountId,
        codes: &[String],
    ) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM recovery_code WHERE account = $1")
            .bind(id.as_str())
            .execute(&mut *self.transaction)
            .await?;
        for digest in codes {
            sqlx::query("INSERT INTO recovery_code (digest, account) VALUES ($1, $2)")
                .bind(digest.as_str())
                .bind(id.as_str())
                .execute(&mut *self.transaction)
                .await?;
        }
        Ok(())
    }

    /// Uses up a time step of one-time codes and all before it; false if that was done before.
    pub async fn use_step(&mut self, id: &AccountId, step: i64) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "UPDATE account SET totp_step = $2
             WHERE id = $1 AND (totp_step IS NULL OR totp_step < $2)",
        )
        .bind(id.as_str())
        .bind(step)
        .execute(&mut *self.transaction)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Uses up a recovery code; false if there is none, or it was used before.
    pub async fn use_recovery_code(
        &mut self,
        id: &AccountId,
        digest: &str,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "UPDATE recovery_code SET used_at = $3
             WHERE account = $1 AND digest = $2 AND used_at IS NULL",
        )
        .bind(id.as_str())
        .bind(digest)
        .bind(self.at().as_millisecond())
        .execute(&mut *self.transaction)
        .await?;
        Ok(done.rows_affected() == 1)
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

    /// Forgets password, one-time codes, recovery codes and open invitations.
    pub async fn delete_credentials(&mut self, id: &AccountId) -> Result<(), StoreError> {
        self.set_recovery_codes(id, &[]).await?;
        for statement in [
            "UPDATE account SET password = NULL, totp = NULL, totp_step = NULL WHERE id = $1",
            "DELETE FROM invitation WHERE account = $1 AND used_at IS NULL",
        ] {
            sqlx::query(statement)
                .bind(id.as_str())
                .execute(&mut *self.transaction)
                .await?;
        }
        Ok(())
    }

    /// Adds an invitation, by the SHA-256 of its token.
    pub async fn insert_invitation(
        &mut self,
        digest: &str,
        invitation: &Invitation,
    ) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO invitation (digest, account, expires_at) VALUES ($1, $2, $3)")
            .bind(digest)
            .bind(invitation.account.as_str())
            .bind(invitation.expires_at.as_millisecond())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Uses up an invitation; false if that was done before.
    pub async fn use_invitation(&mut self, digest: &str) -> Result<bool, StoreError> {
        let done =
            sqlx::query("UPDATE invitation SET used_at = $2 WHERE digest = $1 AND used_at IS NULL")
                .bind(digest)
                .bind(self.at().as_millisecond())
                .execute(&mut *self.transaction)
                .await?;
        Ok(done.rows_affected() == 1)
    }
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
    let state = match (instant(row, "disabled_at")?, password) {
        (Some(since), _) => AccountState::Disabled { since },
        (None, Some(_)) => AccountState::Active,
        (None, None) => AccountState::Invited,
    };
    Ok(Account {
        id: AccountId::parse(&key).map_err(|_| impossible())?,
        chamber: ChamberId::parse(row.try_get("chamber")?).map_err(|_| impossible())?,
        email: Email::parse(row.try_get("email")?).map_err(|_| impossible())?,
        name: PersonName::parse(row.try_get("name")?).map_err(|_| impossible())?,
        roles,
        state,
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

fn invitation(row: &AnyRow) -> Result<Invitation, StoreError> {
    let account: String = row.try_get("account")?;
    let impossible = || inconsistent("invitation", &account);
    Ok(Invitation {
        account: AccountId::parse(&account).map_err(|_| impossible())?,
        expires_at: instant(row, "expires_at")?.ok_or_else(impossible)?,
        used: instant(row, "used_at")?.is_some(),
    })
}
