//! Tokens of the chambers' machines.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::{inconsistent, instant};
use crate::domain::account::AccountId;
use crate::domain::chamber::ChamberId;
use crate::domain::machine::{Machine, MachineName, Scope};

impl Store {
    /// Every token, by chamber, the oldest first.
    pub async fn machines(&self) -> Result<Vec<Machine>, StoreError> {
        let rows = sqlx::query("SELECT * FROM machine_token ORDER BY chamber, created_at, id");
        let rows = rows.fetch_all(&self.pool).await?;
        rows.iter().map(machine).collect()
    }

    /// The token with this SHA-256.
    pub async fn machine(&self, digest: &str) -> Result<Option<Machine>, StoreError> {
        let row = sqlx::query("SELECT * FROM machine_token WHERE digest = $1")
            .bind(digest)
            .fetch_optional(&self.pool);
        row.await?.as_ref().map(machine).transpose()
    }

    /// A token was used. No event tells of that: what it was used for has its own.
    pub async fn touch_machine(&self, id: &str, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query("UPDATE machine_token SET used_at = $2 WHERE id = $1")
            .bind(id)
            .bind(at.as_millisecond())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

impl Change {
    /// Adds a token, by its SHA-256.
    pub async fn insert_machine(
        &mut self,
        machine: &Machine,
        digest: &str,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO machine_token (id, digest, chamber, name, scope, created_at, expires_at,
                 made_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(machine.id.as_str())
        .bind(digest)
        .bind(machine.chamber.as_str())
        .bind(machine.name.as_str())
        .bind(machine.scope.as_str())
        .bind(machine.created_at.as_millisecond())
        .bind(machine.expires_at.as_millisecond())
        .bind(machine.made_by.as_ref().map(|a| a.as_str().to_owned()))
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// The token with this identifier, as it is within this change.
    pub async fn machine(&mut self, id: &str) -> Result<Option<Machine>, StoreError> {
        let row = sqlx::query("SELECT * FROM machine_token WHERE id = $1")
            .bind(id)
            .fetch_optional(&mut *self.transaction);
        row.await?.as_ref().map(machine).transpose()
    }

    /// Takes a token back; false if there is none, or it was taken back before.
    pub async fn revoke_machine(&mut self, id: &str) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "UPDATE machine_token SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL",
        )
        .bind(id)
        .bind(self.at().as_millisecond())
        .execute(&mut *self.transaction)
        .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn machine(row: &AnyRow) -> Result<Machine, StoreError> {
    let id: String = row.try_get("id")?;
    let impossible = || inconsistent("machine_token", &id);
    let made_by: Option<String> = row.try_get("made_by")?;
    let made_by = made_by.map(|text| AccountId::parse(&text).map_err(|_| impossible()));
    Ok(Machine {
        chamber: ChamberId::parse(row.try_get("chamber")?).map_err(|_| impossible())?,
        name: MachineName::parse(row.try_get("name")?).map_err(|_| impossible())?,
        scope: Scope::parse(row.try_get("scope")?).ok_or_else(impossible)?,
        made_by: made_by.transpose()?,
        created_at: instant(row, "created_at")?.ok_or_else(impossible)?,
        expires_at: instant(row, "expires_at")?.ok_or_else(impossible)?,
        revoked_at: instant(row, "revoked_at")?,
        used_at: instant(row, "used_at")?,
        id,
    })
}
