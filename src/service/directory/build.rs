//! How a directory is made from a snapshot.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use super::find::Names;
use super::{Award, Directory, Held, Holder, Listing, Status};
use crate::domain::certificate::Certificate;
use crate::domain::lifecycle::{PublicState, Stage};
use crate::domain::municipality::{Ags, Municipality};
use crate::domain::search::folded;
use crate::domain::validity::Day;
use crate::service::open_data::Files;
use crate::service::snapshot::Snapshot;

/// A gap between two terms that does not end the time „since" which somebody is awarded: a
/// re-certification takes months.
const GAP_DAYS: u64 = 365;

impl Directory {
    /// Everything public in a snapshot, on the day of an instant.
    pub fn new(snapshot: &Snapshot, at: Timestamp) -> Self {
        let day = Day::of(at);
        let known: HashMap<&Ags, &Municipality> = snapshot
            .municipalities()
            .iter()
            .map(|m| (&m.ags, m))
            .collect();
        let mut certificates: BTreeMap<&Ags, BTreeMap<u64, Vec<&Certificate>>> = BTreeMap::new();
        for entry in snapshot.entries() {
            let certificate = entry.certificate();
            if let (Some(_), Some(ags)) = (entry.standing(), certificate.facts.recipient.ags())
                && entry.is_genuine(snapshot.keyring())
            {
                let marks = certificates.entry(ags).or_default();
                marks
                    .entry(certificate.facts.mark)
                    .or_default()
                    .push(certificate);
            }
        }
        let mut holders: Vec<(String, Holder)> = certificates
            .into_iter()
            .filter_map(|(ags, marks)| holder(ags, known.get(ags).copied(), marks, at, day))
            .map(|holder| (folded(&holder.name), holder))
            .collect();
        holders.sort_by(|(a, one), (b, other)| (a, &one.ags).cmp(&(b, &other.ags)));
        let names = Names::new(
            holders
                .iter()
                .map(|(folded, h)| (folded.as_str(), h.ags.as_str())),
        );
        let holders: Vec<Holder> = holders.into_iter().map(|(_, holder)| holder).collect();
        let all = || (0u32..).zip(&holders);
        let listing = |(holder, h): (u32, &Holder)| {
            let marks = 0..u32::try_from(h.marks.len()).unwrap_or(u32::MAX);
            marks.map(move |mark| Listing { holder, mark })
        };
        let districts: BTreeSet<&String> = holders.iter().map(|h| &h.district).collect();
        let begin = |held: &Held| held.current().term.from().parts().0;
        let years: BTreeSet<i16> = holders
            .iter()
            .flat_map(|h| h.marks.iter().map(begin))
            .collect();
        Self {
            day,
            version: snapshot.version(),
            listings: all().flat_map(listing).collect(),
            by_ags: all().map(|(i, h)| (h.ags.clone(), i)).collect(),
            districts: districts
                .into_iter()
                .filter(|d| !d.is_empty())
                .cloned()
                .collect(),
            years: years.into_iter().rev().collect(),
            names,
            holders,
            files: Files::default(),
        }
    }
}

fn holder(
    ags: &Ags,
    known: Option<&Municipality>,
    marks: BTreeMap<u64, Vec<&Certificate>>,
    at: Timestamp,
    day: Day,
) -> Option<Holder> {
    let newest = marks
        .values()
        .flatten()
        .max_by_key(|c| c.facts.term.from())?;
    let facts = &newest.facts;
    Some(Holder {
        ags: ags.clone(),
        name: known
            .map_or(facts.name.as_str(), |m| m.name.as_str())
            .to_owned(),
        kind: known.map_or(newest.kind, |m| m.kind),
        district: known.map(|m| m.district.clone()).unwrap_or_default(),
        place: known.map(|m| (m.latitude, m.longitude)),
        website: known
            .map_or(facts.host.as_str(), |m| m.website.as_str())
            .to_owned(),
        marks: marks
            .into_values()
            .filter_map(|certificates| held(&certificates, at, day))
            .collect(),
    })
}

fn held(certificates: &[&Certificate], at: Timestamp, day: Day) -> Option<Held> {
    let mut awards: Vec<Award> = certificates.iter().filter_map(|c| award(c, at)).collect();
    awards.sort_by_key(|a| {
        (
            std::cmp::Reverse(a.term.from()),
            a.issued_at,
            a.serial.to_string(),
        )
    });
    let counts = |a: &Award| !matches!(a.state, PublicState::Superseded { .. });
    let tells = |a: &Award| match a.state {
        PublicState::Valid => 3,
        PublicState::Suspended { .. } => 2,
        PublicState::NotYetValid => 1,
        _ => 0,
    };
    let candidates = awards.iter().enumerate().filter(|(_, a)| counts(a));
    let (shown, current) = candidates.max_by_key(|(_, a)| (tells(a), a.term.until()))?;
    let followed = awards.iter().any(|a| {
        counts(a)
            && !matches!(a.state, PublicState::Withdrawn { .. })
            && a.term.until() > current.term.until()
    });
    let is_soon = || !followed && current.term.ends_soon(day);
    let status = match current.state {
        PublicState::Valid if is_soon() => Status::EndsSoon,
        PublicState::Valid => Status::Valid,
        PublicState::Suspended { .. } => Status::Suspended,
        PublicState::NotYetValid => Status::Upcoming,
        PublicState::Expired => Status::Expired,
        PublicState::Withdrawn { .. } | PublicState::Superseded { .. } => Status::Withdrawn,
    };
    let since = since(&awards, shown);
    let renewed = (since < current.term.from()).then(|| current.term.from());
    Some(Held {
        programme: certificates.first()?.programme.clone(),
        status,
        since,
        renewed,
        shown,
        awards,
    })
}

fn award(certificate: &Certificate, at: Timestamp) -> Option<Award> {
    let Stage::Issued {
        at: issued_at,
        standing,
    } = &certificate.stage
    else {
        return None;
    };
    let term = certificate.facts.term;
    Some(Award {
        serial: certificate.facts.serial,
        term,
        state: PublicState::at(standing, term, at),
        issued_at: *issued_at,
    })
}

/// Goes back from the shown award, term by term, while there is hardly a gap.
fn since(awards: &[Award], shown: usize) -> Day {
    let mut since = awards[shown].term.from();
    for earlier in &awards[shown + 1..] {
        let counts = matches!(earlier.state, PublicState::Valid | PublicState::Expired);
        if counts && earlier.term.until().count() + GAP_DAYS >= since.count() {
            since = since.min(earlier.term.from());
        }
    }
    since
}
