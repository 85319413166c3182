//! Why a list is not taken in at all.

use thiserror::Error;

use crate::domain::bulk::Problem;

/// What is wrong with a file that says that it is a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Damage {
    /// The archive cannot be unpacked: it was cut off, or is none.
    #[error("it cannot be unpacked")]
    Archive,
    /// The archive holds something else: a text, or a workbook of another program.
    #[error("it holds no workbook")]
    NoWorkbook,
    /// The first sheet cannot be read.
    #[error("its first sheet cannot be read")]
    Sheet,
    /// A row stands after one with a higher number.
    #[error("its rows are out of order")]
    Order,
}

/// Why a list is not taken in at all.
#[derive(Debug, Error)]
pub enum ListError {
    /// The file is larger than any list.
    #[error("the file is larger than 8 MiB")]
    TooLarge,
    /// The file is neither CSV nor XLSX.
    #[error("the file is neither CSV nor XLSX")]
    NoList,
    /// The file is a workbook of before 2007, or one with a password.
    #[error("the file is an old or an encrypted workbook")]
    OldWorkbook,
    /// The file says that it is a workbook and cannot be read as one.
    #[error("the workbook is damaged: {0}")]
    Damaged(#[from] Damage),
    /// The workbook is larger when unpacked than any list.
    #[error("the workbook is too large when unpacked")]
    Inflated,
    /// There is nothing in it, or only a heading.
    #[error("there is no row in the list")]
    Empty,
    /// More rows than are taken at once.
    #[error("the list has more than {0} rows")]
    TooManyRows(usize),
    /// More columns than any list has.
    #[error("the list has more than {0} columns")]
    TooManyColumns(usize),
    /// The list has problems: those of its heading, or, where nobody chose to leave rows out, all.
    #[error("the list has {} problems", .0.len())]
    Problems(Vec<Problem>),
    /// The list has rows with problems, and nobody has chosen to leave them out.
    #[error("there are rows with problems")]
    Unsound,
    /// Nothing of the list is to be done.
    #[error("nothing of the list is to be done")]
    NothingToDo,
    /// There is no such job, or it is another chamber's.
    #[error("there is no such list")]
    UnknownJob,
    /// The job has begun already.
    #[error("the list is being taken in already")]
    Begun,
    /// Somebody else works on the job.
    #[error("somebody else works on the list")]
    Busy,
}
