//! Finding municipalities however their names are typed, and choosing among them.

use std::collections::BTreeMap;

use strsim::osa_distance;

use super::{Directory, Held, Holder, Status};
use crate::domain::programme::ProgrammeId;
use crate::domain::search::folded;

/// A longer search is cut off; no name has so many letters.
const LONGEST: usize = 120;

/// Which standings are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// What has not lapsed.
    #[default]
    Current,
    /// One status.
    Only(Status),
    /// What has lapsed.
    Lapsed,
    /// Everything.
    All,
}

impl Scope {
    /// Reads the name in an address.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "current" => Some(Self::Current),
            "lapsed" => Some(Self::Lapsed),
            "all" => Some(Self::All),
            name => Status::ALL
                .into_iter()
                .find(|s| s.name() == name)
                .map(Self::Only),
        }
    }

    /// The name in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Only(status) => status.name(),
            Self::Lapsed => "lapsed",
            Self::All => "all",
        }
    }

    const fn has(self, status: Status) -> bool {
        match self {
            Self::Current => !status.is_lapsed(),
            Self::Only(only) => only as u8 == status as u8,
            Self::Lapsed => status.is_lapsed(),
            Self::All => true,
        }
    }
}

/// What somebody looks for.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Words of the name, or the beginning of the AGS; empty for all.
    pub text: String,
    /// Which standings.
    pub scope: Scope,
    /// Only this district.
    pub district: Option<String>,
    /// Only where the term began in this year.
    pub year: Option<i16>,
    /// Only this mark.
    pub programme: Option<ProgrammeId>,
}

/// What was found: municipalities with the mark in question.
#[derive(Debug)]
pub struct Found<'a> {
    /// The lines, the best first.
    pub lines: Vec<(&'a Holder, &'a Held)>,
    /// Whether these are only similar to what was looked for.
    pub similar: bool,
}

/// The names of all holders, made ready for comparison.
#[derive(Debug)]
pub(super) struct Names {
    /// For each holder „heidenheim an der brenz 08135019".
    texts: Vec<String>,
    /// For each holder „heidenheimanderbrenz".
    joined: Vec<String>,
    /// Each word, with the holders in whose names it stands.
    words: Vec<(String, Vec<u32>)>,
}

impl Directory {
    /// Who fits what somebody looks for. Where nobody does, those whose names are similar.
    pub fn find(&self, query: &Query) -> Found<'_> {
        let fits = |held: &Held, holder: &Holder| {
            query.scope.has(held.status)
                && query
                    .district
                    .as_ref()
                    .is_none_or(|d| *d == holder.district)
                && query
                    .programme
                    .as_ref()
                    .is_none_or(|p| *p == held.programme)
                && query
                    .year
                    .is_none_or(|y| held.current().term.from().parts().0 == y)
        };
        let mut lines: Vec<(u32, &Holder, &Held)> = self
            .listings
            .iter()
            .map(|l| (l, &self.holders[l.holder as usize]))
            .map(|(l, holder)| (l.holder, holder, &holder.marks[l.mark as usize]))
            .filter(|(_, holder, held)| fits(held, holder))
            .collect();
        let wanted: String = folded(&query.text).chars().take(LONGEST).collect();
        let mut similar = false;
        if !wanted.is_empty() {
            let ranks = |rank: &dyn Fn(u32) -> Option<usize>| {
                let ranked = lines.iter().filter_map(|&line| Some((rank(line.0)?, line)));
                let mut ranked: Vec<_> = ranked.collect();
                // Stable: within a rank by name.
                ranked.sort_by_key(|(rank, _)| *rank);
                ranked.into_iter().map(|(_, line)| line).collect::<Vec<_>>()
            };
            let mut found = ranks(&|holder| self.names.rank(&wanted, holder));
            if found.is_empty() {
                let near = self.names.near(&wanted);
                found = ranks(&|holder| near.get(&holder).copied());
                similar = !found.is_empty();
            }
            lines = found;
        }
        let lines = lines.into_iter().map(|(_, holder, held)| (holder, held));
        Found {
            lines: lines.collect(),
            similar,
        }
    }
}

impl Names {
    /// Takes folded names with keys, in the order of the holders.
    pub(super) fn new<'a>(names: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut words: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        let (mut texts, mut joined) = (Vec::new(), Vec::new());
        for (holder, (name, ags)) in (0..).zip(names) {
            texts.push(format!("{name} {ags}"));
            joined.push(name.replace(' ', ""));
            for word in name.split(' ') {
                let holders = words.entry(word).or_default();
                if holders.last() != Some(&holder) {
                    holders.push(holder);
                }
            }
        }
        let words = words
            .into_iter()
            .map(|(word, holders)| (word.to_owned(), holders));
        Self {
            texts,
            joined,
            words: words.collect(),
        }
    }

    /// How well a name has every word: 0 is best.
    fn rank(&self, wanted: &str, holder: u32) -> Option<usize> {
        let text = self.texts.get(holder as usize)?;
        if let Some(rest) = text.strip_prefix(wanted) {
            return Some(usize::from(!rest.starts_with(' ')));
        }
        if wanted.split(' ').all(|word| text.contains(word)) {
            return Some(2);
        }
        let joined = self.joined.get(holder as usize)?;
        let wanted = wanted.replace(' ', "");
        joined.contains(&wanted).then_some(3)
    }

    /// The holders in whose names every word stands with at most a typing error or two, and how
    /// many errors these are.
    fn near(&self, wanted: &str) -> BTreeMap<u32, usize> {
        let mut near: Option<BTreeMap<u32, usize>> = None;
        for word in wanted.split(' ') {
            let mut having: BTreeMap<u32, usize> = BTreeMap::new();
            for (known, holders) in &self.words {
                let Some(errors) = errors(word, known) else {
                    continue;
                };
                for holder in holders {
                    let least = having.entry(*holder).or_insert(errors);
                    *least = errors.min(*least);
                }
            }
            near = Some(match near {
                None => having,
                Some(before) => before
                    .into_iter()
                    .filter_map(|(holder, sum)| Some((holder, sum + having.get(&holder)?)))
                    .collect(),
            });
        }
        near.unwrap_or_default()
    }
}

/// How many typing errors (a letter wrong, missing, too many, or two exchanged) make one word of
/// the other, or, if it is long enough, of its beginning; nothing if too many for its length.
fn errors(typed: &str, known: &str) -> Option<usize> {
    if known.contains(typed) {
        return Some(0);
    }
    let (length, known_length) = (typed.chars().count(), known.chars().count());
    let most = match length {
        0..3 => return None,
        3 if known_length > 4 => return None,
        3..8 => 1,
        _ => 2,
    };
    if known_length + most < length {
        return None;
    }
    let begin = |letters: usize| {
        let end = known.char_indices().nth(letters);
        end.map_or(known, |(at, _)| &known[..at])
    };
    let beginnings = (length - most..=length + most).map(begin);
    let least = beginnings.map(|begin| osa_distance(typed, begin)).min();
    least.filter(|errors| *errors <= most)
}
