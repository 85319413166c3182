//! The answer in brief, for staff who want to know what the public is told.

use super::view::{Tone, answer};
use crate::domain::language::Language;
use crate::service::Programmes;
use crate::service::verify::Verdict;

/// What the verification page says at its top.
pub(in crate::web) struct Public {
    pub tone: Tone,
    pub state: String,
    pub says: String,
    pub notes: Vec<String>,
    /// „Stadt Aalen"; empty if nothing is known.
    pub recipient: String,
    pub mark: String,
    pub facts: Vec<(String, String)>,
}

impl Public {
    pub(in crate::web) fn new(
        language: Language,
        verdict: &Verdict,
        programmes: &Programmes,
    ) -> Self {
        let answer = answer(language, verdict, programmes);
        Self {
            tone: answer.tone,
            state: answer.state,
            says: answer.says,
            notes: answer.notes,
            recipient: answer.recipient.unwrap_or_default(),
            mark: answer.mark.unwrap_or_default(),
            facts: answer.facts,
        }
    }

    /// Says something else in place of a number that nobody has.
    pub(in crate::web) fn with_number(mut self, nobodys: &str, number: &str) -> Self {
        let values = self.facts.iter_mut().map(|(_, value)| value);
        for text in values.chain([&mut self.says]) {
            *text = text.replace(nobodys, number);
        }
        self
    }
}
