//! Lists that are taken in: their rows.

use sqlx::AnyConnection;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::inconsistent;
use crate::domain::bulk::{Finding, JobId, Problem, Row, RowState};

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowEnd {
    /// Its job.
    pub job: JobId,
    /// Its number in the file.
    pub number: u32,
    /// Done, refused or idle.
    pub state: RowState,
    /// Everything that is wrong with it.
    pub problems: Vec<Problem>,
    /// The number of the certificate that it became.
    pub outcome: Option<String>,
}

impl Store {
    /// The next rows of a job that are still to be done, in the order of the file.
    pub async fn open_rows(&self, job: &JobId, most: u32) -> Result<Vec<Row>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM bulk_row WHERE job = $1 AND state = 'open' ORDER BY number LIMIT $2",
        )
        .bind(job.as_str())
        .bind(i64::from(most))
        .fetch_all(&self.pool);
        rows.await?.iter().map(row).collect()
    }

    /// The rows of a job of which something is to be said, in the order of the file.
    pub async fn told_rows(&self, job: &JobId) -> Result<Vec<Row>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM bulk_row WHERE job = $1 AND problems <> '[]' ORDER BY number",
        )
        .bind(job.as_str())
        .fetch_all(&self.pool);
        rows.await?.iter().map(row).collect()
    }

    /// The first rows of a job with a finding, in the order of the file.
    pub async fn found_rows(
        &self,
        job: &JobId,
        finding: Finding,
        most: u32,
    ) -> Result<Vec<Row>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM bulk_row WHERE job = $1 AND finding = $2 ORDER BY number LIMIT $3",
        )
        .bind(job.as_str())
        .bind(finding.as_str())
        .bind(i64::from(most))
        .fetch_all(&self.pool);
        rows.await?.iter().map(row).collect()
    }

    /// Writes down what became of a row for which nothing was to be done, or which was refused;
    /// tells whether it was still open.
    pub async fn end_row(&self, end: &RowEnd) -> Result<bool, StoreError> {
        let mut connection = self.pool.acquire().await?;
        write_end(&mut connection, end).await
    }
}

impl Change {
    /// Writes down what became of a row, together with what was done; tells whether it was still
    /// open.
    pub async fn end_row(&mut self, end: &RowEnd) -> Result<bool, StoreError> {
        write_end(&mut self.transaction, end).await
    }
}

async fn write_end(connection: &mut AnyConnection, end: &RowEnd) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE bulk_row SET state = $3, problems = $4, outcome = $5
         WHERE job = $1 AND number = $2 AND state = 'open'",
    )
    .bind(end.job.as_str())
    .bind(i64::from(end.number))
    .bind(end.state.as_str())
    .bind(json(&end.problems, &end.job)?)
    .bind(end.outcome.clone())
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn insert_rows(
    connection: &mut AnyConnection,
    job: &JobId,
    rows: &[Row],
) -> Result<(), StoreError> {
    for row in rows {
        let before = row.before.as_ref().map(|before| json(before, job));
        sqlx::query(
            "INSERT INTO bulk_row (job, number, cells, was, finding, state, problems, outcome)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(job.as_str())
        .bind(i64::from(row.number))
        .bind(json(&row.cells, job)?)
        .bind(before.transpose()?.unwrap_or_default())
        .bind(row.finding.as_str())
        .bind(row.state.as_str())
        .bind(json(&row.problems, job)?)
        .bind(row.outcome.clone())
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

fn json<T: serde::Serialize>(value: &T, job: &JobId) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| inconsistent("bulk_row", job.as_str()))
}

fn row(row: &AnyRow) -> Result<Row, StoreError> {
    let number: i64 = row.try_get("number")?;
    let key = || {
        format!(
            "{} {number}",
            row.try_get::<String, _>("job").unwrap_or_default()
        )
    };
    let impossible = || inconsistent("bulk_row", &key());
    let text = |column: &str| row.try_get::<String, _>(column);
    let (cells, before, problems) = (text("cells")?, text("was")?, text("problems")?);
    let before = (!before.is_empty()).then(|| serde_json::from_str(&before));
    Ok(Row {
        number: u32::try_from(number).map_err(|_| impossible())?,
        cells: serde_json::from_str(&cells).map_err(|_| impossible())?,
        before: before.transpose().map_err(|_| impossible())?,
        finding: Finding::parse(&text("finding")?).ok_or_else(impossible)?,
        state: RowState::parse(&text("state")?).ok_or_else(impossible)?,
        problems: serde_json::from_str(&problems).map_err(|_| impossible())?,
        outcome: row.try_get("outcome")?,
    })
}
