//! Lists taken in and given out at once: municipalities, and certificates to be prepared.
//!
//! ```text
//! bytes ──table──▶ rows of texts ──columns, cells──▶ rows of values ──check──▶ job ──work──▶ register
//! register ──export──▶ bytes
//! ```
//!
//! A file is checked completely before anything of it counts; what was found out is kept as a job
//! (`check`). Its rows are done one by one, each in a transaction of its own together with the note
//! that it is done (`work`), so that a stop at any point neither loses nor doubles one. Whatever
//! is decided about a certificate is decided by [`super::prepare`], for a list as for a form.

mod awards;
mod cells;
mod check;
mod check_awards;
mod check_municipalities;
mod columns;
mod delimited;
mod error;
mod export;
mod municipalities;
mod sample;
mod table;
pub mod words;
mod work;
mod workbook;

pub use check::Importer;
pub use check_municipalities::read_municipalities;
pub use error::ListError;
pub use export::Format;
pub use work::Worked;

/// Largest file in bytes.
pub const LARGEST_FILE: usize = 8 << 20;

/// Most rows, the heading left aside.
pub const MOST_ROWS: usize = 20_000;

/// Most columns.
pub const MOST_COLUMNS: usize = 100;

/// Most characters of a cell; what has more is no value of any column.
const LONGEST_CELL: usize = 1_000;

/// Most bytes of a workbook when it is unpacked.
const LARGEST_UNPACKED: u64 = 64 << 20;
