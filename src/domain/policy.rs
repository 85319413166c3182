//! A chamber's written policy: what its machine may sign without asking a person.

use thiserror::Error;

use super::certificate::{Facts, Recipient};
use super::municipality::{Kind, Municipality};
use super::programme::ProgrammeId;
use super::validity::{Day, Term};

/// The limits within which the machine signs by itself. What lies outside is left to a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Only these marks.
    pub programmes: Vec<ProgrammeId>,
    /// No longer term than so many months.
    pub longest_months: u16,
    /// The first day, and the day on the Urkunde, lie at most so many days from today.
    pub within_days: u16,
    /// At most so many seals on one day in Berlin.
    pub most_per_day: u64,
    /// Whether corrected copies, too.
    pub corrections: bool,
    /// Only these municipalities, with exactly this name, kind and website.
    pub municipalities: Option<Vec<Municipality>>,
}

/// What the machine would sign, as far as a policy asks.
#[derive(Debug, Clone, Copy)]
pub struct Proposal<'a> {
    /// The facts of the seal.
    pub facts: &'a Facts,
    /// The mark.
    pub programme: &'a ProgrammeId,
    /// Town or other, as it stands on the Urkunde.
    pub kind: Kind,
    /// The day on the Urkunde.
    pub dated: Day,
    /// Whether it corrects another certificate.
    pub corrects: bool,
}

/// Why the machine leaves something to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Objection {
    /// Another mark.
    #[error("the policy does not name this mark")]
    Programme,
    /// The term is too long.
    #[error("the term is longer than {0} months")]
    Term(u16),
    /// First day or day of the Urkunde are too far away.
    #[error("the first day or the date on the Urkunde is more than {0} days away")]
    Days(u16),
    /// Enough for today.
    #[error("{0} seals were signed today already")]
    Enough(u64),
    /// A corrected copy.
    #[error("it is a corrected copy")]
    Correction,
    /// Not in the list.
    #[error("the municipality is not in the list")]
    Municipality,
    /// In the list with another name, kind or website.
    #[error("the list names the municipality otherwise")]
    Description,
}

impl Policy {
    /// What speaks against signing, after so many seals were signed today; nothing if it may be.
    pub fn objections(&self, what: Proposal<'_>, signed_today: u64, today: Day) -> Vec<Objection> {
        let term = what.facts.term;
        let far = |day: Day| day.count().abs_diff(today.count()) > u64::from(self.within_days);
        let longest = Term::of_months(term.from(), self.longest_months);
        let checks = [
            (
                !self.programmes.contains(what.programme),
                Objection::Programme,
            ),
            (
                !longest.is_ok_and(|longest| term.until() <= longest.until()),
                Objection::Term(self.longest_months),
            ),
            (
                far(term.from()) || far(what.dated),
                Objection::Days(self.within_days),
            ),
            (
                signed_today >= self.most_per_day,
                Objection::Enough(self.most_per_day),
            ),
            (what.corrects && !self.corrections, Objection::Correction),
        ];
        let found = checks.into_iter().filter(|(against, _)| *against);
        let mut found: Vec<_> = found.map(|(_, objection)| objection).collect();
        if let Some(list) = &self.municipalities {
            found.extend(described(list, what).err());
        }
        found
    }
}

fn described(list: &[Municipality], what: Proposal<'_>) -> Result<(), Objection> {
    let Recipient::Municipality(ags) = &what.facts.recipient else {
        return Err(Objection::Municipality);
    };
    let known = list.iter().find(|m| m.ags == *ags);
    let known = known.ok_or(Objection::Municipality)?;
    let same = known.name == what.facts.name
        && known.kind == what.kind
        && known.website == what.facts.host;
    if same {
        Ok(())
    } else {
        Err(Objection::Description)
    }
}
