//! What people told of copies. That one came and that one was settled is told in the audit trail,
//! without what it says.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::{inconsistent, instant};
use crate::domain::account::AccountId;
use crate::domain::copy_report::{CopyReport, OpenReport};

/// Reports that may wait at once; whoever floods the form fills no disk.
const MOST_OPEN: i64 = 2000;

impl Store {
    /// Forgets reports that were settled before an instant, and of those that came before it and
    /// still wait, whom to ask.
    pub async fn forget_copy_reports(&self, before: Timestamp) -> Result<(), StoreError> {
        for forget in [
            "DELETE FROM copy_report WHERE settled_at < $1",
            "UPDATE copy_report SET contact = '' WHERE reported_at < $1 AND contact <> ''",
        ] {
            sqlx::query(forget)
                .bind(before.as_millisecond())
                .execute(&self.pool)
                .await?;
        }
        Ok(())
    }

    /// The reports that wait, the newest first.
    pub async fn open_copy_reports(&self) -> Result<Vec<OpenReport>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM copy_report WHERE settled_at IS NULL ORDER BY reported_at DESC, id",
        )
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(open_report).collect()
    }

    /// A report that waits.
    pub async fn open_copy_report(&self, id: &str) -> Result<Option<OpenReport>, StoreError> {
        let row = sqlx::query("SELECT * FROM copy_report WHERE id = $1 AND settled_at IS NULL")
            .bind(id)
            .fetch_optional(&self.pool);
        row.await?.as_ref().map(open_report).transpose()
    }
}

impl Change {
    /// Keeps a report; tells whether there was room for it.
    pub async fn add_copy_report(
        &mut self,
        id: &str,
        report: &CopyReport,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "INSERT INTO copy_report (id, serial, place, remark, contact, reported_at)
             SELECT $1, $2, $3, $4, $5, $6
             WHERE (SELECT COUNT(*) FROM copy_report WHERE settled_at IS NULL) < $7",
        )
        .bind(id)
        .bind(report.serial.map(|serial| serial.to_string()))
        .bind(report.place.as_str())
        .bind(report.remark.as_str())
        .bind(report.contact.as_str())
        .bind(self.at().as_millisecond())
        .bind(MOST_OPEN)
        .execute(&mut *self.transaction)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Settles a report, and forgets whom to ask; tells whether it was open.
    pub async fn settle_copy_report(
        &mut self,
        id: &str,
        by: &AccountId,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "UPDATE copy_report SET settled_at = $2, settled_by = $3, contact = ''
             WHERE id = $1 AND settled_at IS NULL",
        )
        .bind(id)
        .bind(self.at().as_millisecond())
        .bind(by.as_str())
        .execute(&mut *self.transaction)
        .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn open_report(row: &AnyRow) -> Result<OpenReport, StoreError> {
    let id: String = row.try_get("id")?;
    let impossible = || inconsistent("copy_report", &id);
    let serial: Option<String> = row.try_get("serial")?;
    let serial = serial.map(|text| text.parse()).transpose();
    Ok(OpenReport {
        report: CopyReport {
            serial: serial.map_err(|_| impossible())?,
            place: row.try_get("place")?,
            remark: row.try_get("remark")?,
            contact: row.try_get("contact")?,
        },
        at: instant(row, "reported_at")?.ok_or_else(impossible)?,
        id,
    })
}
