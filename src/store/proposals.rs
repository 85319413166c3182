//! Steps that wait to be confirmed.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::{inconsistent, instant};
use crate::domain::account::AccountId;
use crate::domain::proposal::{Proposal, Step};
use crate::domain::serial::Serial;

impl Store {
    /// Every step that waits to be confirmed, oldest first.
    pub async fn open_proposals(&self) -> Result<Vec<Proposal>, StoreError> {
        let rows =
            sqlx::query("SELECT * FROM proposal WHERE outcome IS NULL ORDER BY proposed_at, id")
                .fetch_all(&self.pool);
        rows.await?.iter().map(proposal).collect()
    }

    /// The step of a certificate that waits to be confirmed.
    pub async fn open_proposal(&self, serial: Serial) -> Result<Option<Proposal>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        open(&mut connection, serial).await
    }
}

impl Change {
    /// The step of a certificate that waits to be confirmed, as it is within this change.
    pub async fn open_proposal(&mut self, serial: Serial) -> Result<Option<Proposal>, StoreError> {
        open(&mut self.transaction, serial).await
    }

    /// Adds a step to be confirmed; a second one for the certificate is a conflict.
    pub async fn insert_proposal(&mut self, proposal: &Proposal) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO proposal (id, serial, step, reason, proposed_by, proposed_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(proposal.id.as_str())
        .bind(proposal.serial.to_string())
        .bind(proposal.step.as_str())
        .bind(proposal.reason.as_str())
        .bind(proposal.by.as_str())
        .bind(proposal.at.as_millisecond())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// A step was confirmed, or dropped.
    pub async fn end_proposal(
        &mut self,
        id: &str,
        confirmed: bool,
        by: &AccountId,
    ) -> Result<(), StoreError> {
        let outcome = if confirmed { "confirmed" } else { "dropped" };
        sqlx::query("UPDATE proposal SET outcome = $2, ended_by = $3, ended_at = $4 WHERE id = $1")
            .bind(id)
            .bind(outcome)
            .bind(by.as_str())
            .bind(self.at().as_millisecond())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}

async fn open(
    connection: &mut AnyConnection,
    serial: Serial,
) -> Result<Option<Proposal>, StoreError> {
    let row = sqlx::query("SELECT * FROM proposal WHERE serial = $1 AND outcome IS NULL")
        .bind(serial.to_string())
        .fetch_optional(connection);
    row.await?.as_ref().map(proposal).transpose()
}

fn proposal(row: &AnyRow) -> Result<Proposal, StoreError> {
    let id: String = row.try_get("id")?;
    let impossible = || inconsistent("proposal", &id);
    let serial: String = row.try_get("serial")?;
    let step: String = row.try_get("step")?;
    let by: String = row.try_get("proposed_by")?;
    Ok(Proposal {
        serial: serial.parse().map_err(|_| impossible())?,
        step: Step::parse(&step).ok_or_else(impossible)?,
        reason: row.try_get("reason")?,
        by: AccountId::parse(&by).map_err(|_| impossible())?,
        at: instant(row, "proposed_at")?.ok_or_else(impossible)?,
        id,
    })
}
