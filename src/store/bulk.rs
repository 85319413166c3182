//! Lists that are taken in: the jobs.

use jiff::Timestamp;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::Store;
use super::bulk_rows::insert_rows;
use super::change::Change;
use super::error::StoreError;
use super::rows::{inconsistent, instant};
use crate::domain::account::AccountId;
use crate::domain::bulk::{Counts, Finding, Job, JobId, JobStage, List, Row, RowState};
use crate::domain::chamber::ChamberId;

impl Store {
    /// Keeps a list that was checked. It changes nothing in the register, so no event tells of it.
    pub async fn insert_job(&self, job: &Job, rows: &[Row]) -> Result<(), StoreError> {
        let impossible = |_| inconsistent("bulk_job", job.id.as_str());
        let mut transaction = self.pool.begin().await?;
        sqlx::query(
            "INSERT INTO bulk_job (id, list, file, account, chamber, actor, created_at, stage,
                 fields, notes)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 'checked', $8, $9)",
        )
        .bind(job.id.as_str())
        .bind(job.list.as_str())
        .bind(job.file.as_str())
        .bind(job.person.as_ref().map(|(id, _)| id.as_str().to_owned()))
        .bind(job.person.as_ref().map(|(_, c)| c.as_str().to_owned()))
        .bind(job.actor.as_str())
        .bind(job.created_at.as_millisecond())
        .bind(serde_json::to_string(&job.columns).map_err(impossible)?)
        .bind(serde_json::to_string(&job.notes).map_err(impossible)?)
        .execute(&mut *transaction)
        .await?;
        insert_rows(&mut transaction, &job.id, rows).await?;
        Ok(transaction.commit().await?)
    }

    /// The job with this name.
    pub async fn job(&self, id: &JobId) -> Result<Option<Job>, StoreError> {
        let row = sqlx::query("SELECT * FROM bulk_job WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(&self.pool);
        row.await?.as_ref().map(job).transpose()
    }

    /// The jobs of a chamber's staff, newest first.
    pub async fn jobs_of(&self, chamber: &ChamberId) -> Result<Vec<Job>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM bulk_job WHERE chamber = $1 ORDER BY created_at DESC, id LIMIT 20",
        )
        .bind(chamber.as_str())
        .fetch_all(&self.pool);
        rows.await?.iter().map(job).collect()
    }

    /// The jobs that are running and that nobody works on, oldest first.
    pub async fn idle_jobs(&self, at: Timestamp) -> Result<Vec<JobId>, StoreError> {
        let rows = sqlx::query(
            "SELECT id FROM bulk_job WHERE stage = 'running'
                 AND (claimed_until IS NULL OR claimed_until <= $1)
             ORDER BY begun_at, id",
        )
        .bind(at.as_millisecond())
        .fetch_all(&self.pool);
        rows.await?.iter().map(id).collect()
    }

    /// The running job that began first, whoever works on it.
    pub async fn running_job(&self) -> Result<Option<JobId>, StoreError> {
        let row = sqlx::query(
            "SELECT id FROM bulk_job WHERE stage = 'running' ORDER BY begun_at, id LIMIT 1",
        )
        .fetch_optional(&self.pool);
        row.await?.as_ref().map(id).transpose()
    }

    /// Takes a running job to work on it, unless somebody else has it; whoever has it already
    /// keeps it for longer. `claim` is a name that nobody else has.
    pub async fn claim_job(
        &self,
        id: &JobId,
        claim: &str,
        at: Timestamp,
        until: Timestamp,
    ) -> Result<bool, StoreError> {
        // The condition stands in the update itself: PostgreSQL looks at it again when it has
        // waited for another worker.
        let done = sqlx::query(
            "UPDATE bulk_job SET claim = $2, claimed_until = $4
             WHERE id = $1 AND stage = 'running'
                 AND (claim = $2 OR claimed_until IS NULL OR claimed_until <= $3)",
        )
        .bind(id.as_str())
        .bind(claim)
        .bind(at.as_millisecond())
        .bind(until.as_millisecond())
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Leaves a job to whoever comes next.
    pub async fn release_job(&self, id: &JobId, claim: &str) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE bulk_job SET claim = NULL, claimed_until = NULL WHERE id = $1 AND claim = $2",
        )
        .bind(id.as_str())
        .bind(claim)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// How many rows of a job there are of each kind.
    pub async fn job_counts(&self, id: &JobId) -> Result<Counts, StoreError> {
        let rows = sqlx::query(
            "SELECT finding, state, COUNT(*) FROM bulk_row WHERE job = $1
             GROUP BY finding, state",
        )
        .bind(id.as_str())
        .fetch_all(&self.pool)
        .await?;
        let impossible = || inconsistent("bulk_row", id.as_str());
        let mut counts = Counts::default();
        for row in &rows {
            let finding = Finding::parse(row.try_get(0)?).ok_or_else(impossible)?;
            let state = RowState::parse(row.try_get(1)?).ok_or_else(impossible)?;
            let rows: i64 = row.try_get(2)?;
            counts.add(finding, state, rows.unsigned_abs());
        }
        Ok(counts)
    }

    /// Forgets a job that has not begun; tells whether there was one.
    pub async fn delete_job(&self, id: &JobId) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin().await?;
        // A write to the job comes first, so that nobody begins it meanwhile.
        let found =
            sqlx::query("UPDATE bulk_job SET claim = NULL WHERE id = $1 AND stage = 'checked'")
                .bind(id.as_str())
                .execute(&mut *transaction)
                .await?;
        if found.rows_affected() == 0 {
            return Ok(false);
        }
        for sql in [
            "DELETE FROM bulk_row WHERE job = $1",
            "DELETE FROM bulk_job WHERE id = $1",
        ] {
            sqlx::query(sql)
                .bind(id.as_str())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Forgets jobs that were checked before an instant and are not running.
    pub async fn forget_jobs(&self, before: Timestamp) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        for sql in [
            "DELETE FROM bulk_row WHERE job IN
                 (SELECT id FROM bulk_job WHERE created_at < $1 AND stage <> 'running')",
            "DELETE FROM bulk_job WHERE created_at < $1 AND stage <> 'running'",
        ] {
            sqlx::query(sql)
                .bind(before.as_millisecond())
                .execute(&mut *transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }
}

impl Change {
    /// Begins a job that was checked; tells whether it had not begun before.
    pub async fn begin_job(&mut self, id: &JobId) -> Result<bool, StoreError> {
        let at = self.at().as_millisecond();
        let done = sqlx::query(
            "UPDATE bulk_job SET stage = 'running', begun_at = $2
             WHERE id = $1 AND stage = 'checked'",
        )
        .bind(id.as_str())
        .bind(at)
        .execute(&mut *self.transaction)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends a running job of which nothing is open; tells whether it did.
    pub async fn end_job(&mut self, id: &JobId) -> Result<bool, StoreError> {
        let at = self.at().as_millisecond();
        let done = sqlx::query(
            "UPDATE bulk_job SET stage = 'done', ended_at = $2, claim = NULL, claimed_until = NULL
             WHERE id = $1 AND stage = 'running'
                 AND NOT EXISTS (SELECT 1 FROM bulk_row WHERE job = $1 AND state = 'open')",
        )
        .bind(id.as_str())
        .bind(at)
        .execute(&mut *self.transaction)
        .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn id(row: &AnyRow) -> Result<JobId, StoreError> {
    let text: String = row.try_get("id")?;
    JobId::parse(&text).ok_or_else(|| inconsistent("bulk_job", &text))
}

fn job(row: &AnyRow) -> Result<Job, StoreError> {
    let id = id(row)?;
    let impossible = || inconsistent("bulk_job", id.as_str());
    let account: Option<String> = row.try_get("account")?;
    let chamber: Option<String> = row.try_get("chamber")?;
    let person = account.zip(chamber).map(|(account, chamber)| {
        let account = AccountId::parse(&account).map_err(|_| impossible())?;
        let chamber = ChamberId::parse(&chamber).map_err(|_| impossible())?;
        Ok::<_, StoreError>((account, chamber))
    });
    let stage: String = row.try_get("stage")?;
    let (begun, ended) = (instant(row, "begun_at")?, instant(row, "ended_at")?);
    let stage = match (stage.as_str(), begun, ended) {
        ("checked", None, None) => JobStage::Checked,
        ("running", Some(since), None) => JobStage::Running { since },
        ("done", _, Some(at)) => JobStage::Done { at },
        _ => return Err(impossible()),
    };
    let (columns, notes): (String, String) = (row.try_get("fields")?, row.try_get("notes")?);
    Ok(Job {
        list: List::parse(row.try_get("list")?).ok_or_else(impossible)?,
        file: row.try_get("file")?,
        person: person.transpose()?,
        actor: row.try_get("actor")?,
        created_at: instant(row, "created_at")?.ok_or_else(impossible)?,
        stage,
        columns: serde_json::from_str(&columns).map_err(|_| impossible())?,
        notes: serde_json::from_str(&notes).map_err(|_| impossible())?,
        id,
    })
}
