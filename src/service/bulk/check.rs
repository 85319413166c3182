//! The dry run: everything that would be refused is found before anything counts.

use jiff::{SignedDuration, Timestamp};
use rand::{CryptoRng, Rng};

use super::awards::Marks;
use super::cells::{Sheet, sheet};
use super::error::ListError;
use super::table;
use crate::domain::account::Account;
use crate::domain::bulk::{Finding, Job, JobId, JobStage, List, Problem, RowState};
use crate::service::{By, Service, ServiceError};
use crate::store::Event;

/// For how long a list that was checked is kept, done or not.
const MEMORY: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Who takes a list in: somebody at the desk, or the command line.
pub type Importer<'a> = Option<&'a Account>;

impl Service {
    /// Checks a list against itself and the register, and keeps what was found out. Nothing of it
    /// counts before it is begun. `file` is the name by which people know it.
    pub async fn check_list<R: Rng + CryptoRng>(
        &self,
        list: List,
        (file, bytes): (&str, &[u8]),
        who: Importer<'_>,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Job, ServiceError> {
        let table = table::read(bytes)?;
        let marks = Marks::of(&self.programmes, who.map(|person| &person.chamber));
        let mut sheet = sheet(list, table, &marks).map_err(ListError::Problems)?;
        match list {
            List::Municipalities => self.check_municipalities(&mut sheet).await?,
            List::Certificates => self.check_awards(&mut sheet, &marks, by).await?,
        }
        let Sheet {
            columns,
            notes,
            mut rows,
        } = sheet;
        for row in &mut rows {
            row.state = match row.finding {
                Finding::New | Finding::Changed => RowState::Open,
                Finding::Unchanged | Finding::Wrong => RowState::Idle,
            };
        }
        let mut name = [0; 8];
        random.fill_bytes(&mut name);
        let job = Job {
            id: JobId::new(name),
            list,
            file: file.chars().filter(|c| !c.is_control()).take(120).collect(),
            person: who.map(|person| (person.id.clone(), person.chamber.clone())),
            actor: by.actor.to_owned(),
            created_at: by.at,
            stage: JobStage::Checked,
            columns,
            notes,
        };
        self.store.insert_job(&job, &rows).await?;
        Ok(job)
    }

    /// Everything that is to be said of a job: of its heading, then of its rows.
    pub async fn told_of_job(&self, job: &Job) -> Result<Vec<Problem>, ServiceError> {
        let rows = self.store.told_rows(&job.id).await?;
        let of_rows = rows.into_iter().flat_map(|row| row.problems);
        Ok(job.notes.iter().cloned().chain(of_rows).collect())
    }

    /// Says that a checked list counts: its rows are done from now on, by whoever works on jobs.
    /// Rows with problems are left out if somebody says so (`only_sound`).
    pub async fn begin_job(
        &self,
        job: &Job,
        only_sound: bool,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        if job.stage != JobStage::Checked {
            return Err(ListError::Begun.into());
        }
        let counts = self.store.job_counts(&job.id).await?;
        if counts.wrong > 0 && !only_sound {
            return Err(ListError::Unsound.into());
        }
        if counts.open == 0 {
            return Err(ListError::NothingToDo.into());
        }
        let mut change = self.store.change(by.actor, by.at).await?;
        if !change.begin_job(&job.id).await? {
            return Err(ListError::Begun.into());
        }
        let detail = format!("{}: {}", job.list.as_str(), counts.open);
        let event = Event::new("list.begun", &job.id, detail);
        Ok(change.commit(vec![event]).await?)
    }

    /// Forgets a list that has not begun.
    pub async fn drop_job(&self, job: &Job) -> Result<(), ServiceError> {
        if self.store.delete_job(&job.id).await? {
            Ok(())
        } else {
            Err(ListError::Begun.into())
        }
    }

    /// Forgets lists that were checked long ago, with what stands in them.
    pub async fn forget_jobs(&self, at: Timestamp) -> Result<(), ServiceError> {
        let before = at.checked_sub(MEMORY).unwrap_or(at);
        Ok(self.store.forget_jobs(before).await?)
    }
}
