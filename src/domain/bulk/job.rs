//! Taking in one list: first checked, then done row by row.

use std::fmt;

use jiff::Timestamp;

use super::field::{Cells, Column, List};
use super::problem::Problem;
use crate::domain::account::AccountId;
use crate::domain::chamber::ChamberId;

/// The name of a job: 64 random bits, hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct JobId(String);

impl JobId {
    /// The job of these random bits.
    pub fn new(random: [u8; 8]) -> Self {
        Self(format!("{:016x}", u64::from_be_bytes(random)))
    }

    /// Reads a name.
    pub fn parse(text: &str) -> Option<Self> {
        let sound = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
        sound.then(|| Self(text.to_ascii_lowercase()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A list that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its name.
    pub id: JobId,
    /// What it is a list of.
    pub list: List,
    /// The name of the file, as whoever sent it calls it.
    pub file: String,
    /// Whose it is, with their chamber; nobody's, if it came by the command line.
    pub person: Option<(AccountId, ChamberId)>,
    /// Who did it, for the audit trail.
    pub actor: String,
    /// When it was checked.
    pub created_at: Timestamp,
    /// How far it has come.
    pub stage: JobStage,
    /// Which column of the file is what.
    pub columns: Vec<Column>,
    /// What is to be known of its heading.
    pub notes: Vec<Problem>,
}

/// How far a job has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobStage {
    /// Nothing is done before somebody says so.
    Checked,
    /// Its rows are being done.
    Running {
        /// Since when.
        since: Timestamp,
    },
    /// There is nothing left to do.
    Done {
        /// Since when.
        at: Timestamp,
    },
}

/// What the check found out about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// The register has nothing of it.
    New,
    /// The register says otherwise.
    Changed,
    /// The register says the same.
    Unchanged,
    /// It has problems.
    Wrong,
}

impl Finding {
    /// Every finding.
    pub const ALL: [Self; 4] = [Self::New, Self::Changed, Self::Unchanged, Self::Wrong];

    /// The name in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Wrong => "wrong",
        }
    }

    /// The finding with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.as_str() == name)
    }
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// Still to be done.
    Open,
    /// Done.
    Done,
    /// Refused when it was to be done; its problems say why.
    Refused,
    /// There is nothing to do.
    Idle,
}

impl RowState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::Done, Self::Refused, Self::Idle];

    /// The name in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Idle => "idle",
        }
    }

    /// The state with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == name)
    }
}

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number in the file, as a spreadsheet counts.
    pub number: u32,
    /// What stands in it.
    pub cells: Cells,
    /// What the register had in its place when it was checked.
    pub before: Option<Cells>,
    /// What the check found out.
    pub finding: Finding,
    /// What became of it.
    pub state: RowState,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// The number of the certificate that it became.
    pub outcome: Option<String>,
}

/// How many rows there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All.
    pub all: u64,
    /// Of each finding.
    pub new: u64,
    /// See [`Finding::Changed`].
    pub changed: u64,
    /// See [`Finding::Unchanged`].
    pub unchanged: u64,
    /// See [`Finding::Wrong`].
    pub wrong: u64,
    /// Of each state: still to be done.
    pub open: u64,
    /// Done.
    pub done: u64,
    /// Refused when they were to be done.
    pub refused: u64,
}

impl Counts {
    /// Counts so many rows more.
    pub fn add(&mut self, finding: Finding, state: RowState, rows: u64) {
        self.all += rows;
        *match finding {
            Finding::New => &mut self.new,
            Finding::Changed => &mut self.changed,
            Finding::Unchanged => &mut self.unchanged,
            Finding::Wrong => &mut self.wrong,
        } += rows;
        match state {
            RowState::Open => self.open += rows,
            RowState::Done => self.done += rows,
            RowState::Refused => self.refused += rows,
            RowState::Idle => {}
        }
    }
}
