//! Certificates as rows of a list, both ways.

use crate::domain::bulk::{Cells, Field};
use crate::domain::certificate::Certificate;
use crate::domain::chamber::ChamberId;
use crate::domain::municipality::Ags;
use crate::domain::programme::{Programme, ProgrammeId};
use crate::domain::search::folded;
use crate::domain::validity::Day;
use crate::service::order::Order;
use crate::service::{Programmes, Service};

/// The marks that somebody may prepare, by whatever they are called.
#[derive(Debug)]
pub(super) struct Marks<'a>(Vec<&'a Programme>);

impl<'a> Marks<'a> {
    /// Those in which a chamber takes part; all, where no chamber asks.
    pub(super) fn of(programmes: &'a Programmes, chamber: Option<&ChamberId>) -> Self {
        let all = programmes.iter().map(|loaded| &loaded.programme);
        let own = all.filter(|p| chamber.is_none_or(|chamber| p.chamber(chamber).is_some()));
        Self(own.collect())
    }

    /// None, for lists that name none.
    pub(super) const fn none() -> Self {
        Self(Vec::new())
    }

    /// The identifier of a mark, by its identifier or its name.
    pub(super) fn find(&self, text: &str) -> Option<String> {
        let meant = folded(text);
        let names = |p: &Programme| [p.id.as_str(), &p.name.de, &p.name.en].map(folded);
        let mut found = self.0.iter().filter(|p| names(p).contains(&meant));
        found.next().map(|p| p.id.to_string())
    }

    /// The only one there is.
    pub(super) fn only(&self) -> Option<&'a Programme> {
        match self.0.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// What a row orders; nothing, if a cell that it needs is missing.
pub(super) fn order(cells: &Cells) -> Option<Order> {
    let cell = |field| cells.get(&field).map(String::as_str);
    let day = |field| cell(field).and_then(|text| Day::parse(text).ok());
    Some(Order {
        programme: ProgrammeId::parse(cell(Field::Programme)?).ok()?,
        municipality: Ags::parse(cell(Field::Ags)?).ok()?,
        from: day(Field::From)?,
        until: day(Field::Until),
        renewal: cell(Field::Renewal) == Some("yes"),
        dated: day(Field::Dated),
    })
}

impl Service {
    /// The cells of a certificate, its state left out.
    pub(super) fn award_cells(&self, certificate: &Certificate) -> Cells {
        let facts = &certificate.facts;
        let renewal = self.again(certificate).is_some_and(|order| order.renewal);
        let renewal = if renewal { "yes" } else { "no" };
        let mut cells = Cells::from([
            (Field::Serial, facts.serial.to_string()),
            (Field::Name, facts.name.as_str().to_owned()),
            (Field::Programme, certificate.programme.to_string()),
            (Field::From, facts.term.from().to_string()),
            (Field::Until, facts.term.until().to_string()),
            (Field::Renewal, renewal.to_owned()),
        ]);
        if let Some(ags) = facts.recipient.ags() {
            cells.insert(Field::Ags, ags.to_string());
        }
        if let Some(dated) = certificate.dated {
            cells.insert(Field::Dated, dated.to_string());
        }
        cells
    }
}
