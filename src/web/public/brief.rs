//! The answer in brief, for staff who want to know what the public is told.

use super::view::answer;
use crate::domain::language::Language;
use crate::service::Programmes;
use crate::service::verify::Verdict;

/// What the verification page says at its top.
pub(in crate::web) struct Public {
    /// `good`, `caution`, `bad` or `neutral`.
    pub tone: &'static str,
    pub state: String,
    pub says: String,
    pub notes: Vec<String>,
}

impl Public {
    pub(in crate::web) fn new(
        language: Language,
        verdict: &Verdict,
        programmes: &Programmes,
    ) -> Self {
        let answer = answer(language, verdict, programmes);
        Self {
            tone: answer.tone.class(),
            state: answer.state,
            says: answer.says,
            notes: answer.notes,
        }
    }
}
