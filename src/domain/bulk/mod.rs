//! Lists that are taken in and given out at once: what stands in them, what is wrong with them,
//! and how far taking one in has come.

mod field;
mod job;
mod problem;

pub use field::{Cells, Column, Field, List};
pub use job::{Counts, Finding, Job, JobId, JobStage, Row, RowState};
pub use problem::{Cause, Problem, letters};
