//! What proves that somebody is an account's owner: password, one-time codes, recovery codes,
//! invitations, and who they are at an identity provider.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::{inconsistent, instant};
use crate::domain::account::AccountId;
use crate::domain::identity::Identity;

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

    /// From now on the person signs in with an identity provider, and with nothing else: an
    /// invitation that is still open no longer counts. Another account with it is a conflict.
    pub async fn set_identity(
        &mut self,
        id: &AccountId,
        identity: &Identity,
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE account SET issuer = $2, subject = $3, password = NULL WHERE id = $1")
            .bind(id.as_str())
            .bind(identity.issuer.as_str())
            .bind(identity.subject.as_str())
            .execute(&mut *self.transaction)
            .await?;
        self.delete_invitations(id).await
    }

    /// Forgets password, identity, one-time codes, recovery codes and open invitations.
    pub async fn delete_credentials(&mut self, id: &AccountId) -> Result<(), StoreError> {
        self.set_recovery_codes(id, &[]).await?;
        sqlx::query(
            "UPDATE account SET password = NULL, issuer = NULL, subject = NULL, totp = NULL,
                 totp_step = NULL
             WHERE id = $1",
        )
        .bind(id.as_str())
        .execute(&mut *self.transaction)
        .await?;
        self.delete_invitations(id).await
    }

    async fn delete_invitations(&mut self, id: &AccountId) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM invitation WHERE account = $1 AND used_at IS NULL")
            .bind(id.as_str())
            .execute(&mut *self.transaction)
            .await?;
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

fn invitation(row: &AnyRow) -> Result<Invitation, StoreError> {
    let account: String = row.try_get("account")?;
    let impossible = || inconsistent("invitation", &account);
    Ok(Invitation {
        account: AccountId::parse(&account).map_err(|_| impossible())?,
        expires_at: instant(row, "expires_at")?.ok_or_else(impossible)?,
        used: instant(row, "used_at")?.is_some(),
    })
}
