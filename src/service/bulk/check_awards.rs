//! Checking a list of certificates to be prepared against itself and the register.

use std::collections::{HashMap, HashSet};

use super::awards::{Marks, order};
use super::cells::{Sheet, tell};
use crate::domain::bulk::{Cause, Column, Field, Finding, Row};
use crate::domain::certificate::{Certificate, Recipient};
use crate::domain::municipality::{Ags, Municipality};
use crate::domain::programme::ProgrammeId;
use crate::domain::serial::Serial;
use crate::domain::validity::{Term, TermError};
use crate::keys::KeyError;
use crate::service::order::Order;
use crate::service::rivals::{Aim, rivals};
use crate::service::{By, Service, ServiceError};

/// What the register knows, read once for all rows.
struct Known {
    municipalities: HashMap<Ags, Municipality>,
    by_serial: HashMap<Serial, Certificate>,
    /// The numbers of a mark and a recipient.
    of: HashMap<(ProgrammeId, Ags), Vec<Serial>>,
}

impl Service {
    pub(super) async fn check_awards(
        &self,
        sheet: &mut Sheet,
        marks: &Marks<'_>,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let known = self.recorded().await?;
        let mut seen: HashMap<(ProgrammeId, Ags), Vec<(Term, u32)>> = HashMap::new();
        let mut drawn = Drawn::default();
        for row in &mut sheet.rows {
            if row.cells.contains_key(&Field::Serial) {
                self.check_known(&sheet.columns, row, &known);
                continue;
            }
            if row.finding == Finding::Wrong {
                continue;
            }
            if let Err((field, cause)) = name_mark(row, marks) {
                tell(&sheet.columns, row, field, cause);
                continue;
            }
            let Some(order) = order(&row.cells) else {
                continue;
            };
            let key = (order.programme.clone(), order.municipality.clone());
            // What is wrong with days that make no term is said below.
            if let Ok(term) = self.term(&order) {
                let earlier = seen.entry(key).or_default();
                if let Some((_, first)) = earlier.iter().find(|(other, _)| term.overlaps(*other)) {
                    let cause = Cause::SameDays(*first);
                    tell(&sheet.columns, row, Some(Field::Ags), cause);
                    continue;
                }
                earlier.push((term, row.number));
            }
            for (field, cause) in self.check_order(&order, row, &known, by)? {
                tell(&sheet.columns, row, field, cause);
            }
            if row.finding != Finding::Wrong
                && !self.is_drawable(&order, &known, &mut drawn, by).await?
            {
                tell(&sheet.columns, row, Some(Field::Ags), Cause::NotDrawable);
            }
        }
        Ok(())
    }

    async fn recorded(&self) -> Result<Known, ServiceError> {
        let municipalities = self.store.municipalities().await?.into_iter();
        let mut known = Known {
            municipalities: municipalities.map(|m| (m.ags.clone(), m)).collect(),
            by_serial: HashMap::new(),
            of: HashMap::new(),
        };
        for record in self.store.certificates().await? {
            let certificate = record.certificate;
            let serial = certificate.facts.serial;
            if let Some(ags) = certificate.facts.recipient.ags() {
                let key = (certificate.programme.clone(), ags.clone());
                known.of.entry(key).or_default().push(serial);
            }
            known.by_serial.insert(serial, certificate);
        }
        Ok(known)
    }

    /// A row with a number is one that was given out before: it says what the register says.
    fn check_known(&self, columns: &[Column], row: &mut Row, known: &Known) {
        let serial = row.cells.get(&Field::Serial).cloned().unwrap_or_default();
        let found = serial
            .parse()
            .ok()
            .and_then(|serial| known.by_serial.get(&serial));
        let Some(certificate) = found else {
            let cause = Cause::UnknownCertificate(serial);
            return tell(columns, row, Some(Field::Serial), cause);
        };
        let mut here = self.award_cells(certificate);
        // Names and states change, and are not what a row decides.
        here.remove(&Field::Name);
        let differing: Vec<_> = here
            .iter()
            .filter(|(field, text)| row.cells.get(field).is_some_and(|said| said != *text))
            .map(|(field, text)| (*field, text.clone()))
            .collect();
        for (field, text) in differing {
            tell(columns, row, Some(field), Cause::Differs(text));
        }
        if row.finding != Finding::Wrong {
            row.finding = Finding::Unchanged;
            row.outcome = Some(serial);
            row.before = Some(here);
        }
    }

    /// What speaks against an order, or is to be known of it.
    fn check_order(
        &self,
        order: &Order,
        row: &Row,
        known: &Known,
        by: By<'_>,
    ) -> Result<Vec<(Option<Field>, Cause)>, ServiceError> {
        let mut told = Vec::new();
        match known.municipalities.get(&order.municipality) {
            None => {
                let cause = Cause::UnknownMunicipality(order.municipality.to_string());
                told.push((Some(Field::Ags), cause));
            }
            Some(m) => {
                let name = row.cells.get(&Field::Name);
                if name.is_some_and(|name| name != m.name.as_str()) {
                    let cause = Cause::NamedOtherwise(m.name.as_str().to_owned());
                    told.push((Some(Field::Name), cause));
                }
            }
        }
        match self.keys_for(&order.programme) {
            Ok(()) => {}
            Err(ServiceError::Key(KeyError::NoActiveKey(chamber))) => {
                told.push((None, Cause::NoKey(chamber.to_string())));
            }
            Err(other) => return Err(other),
        }
        let term = match self.term(order) {
            Ok(term) => term,
            Err(ServiceError::Term(error)) => {
                told.push((Some(field_of(&error, order)), error.into()));
                return Ok(told);
            }
            Err(other) => return Err(other),
        };
        if let Some(usual) = self.usual_end(order) {
            told.push((Some(Field::Until), Cause::UnusualEnd(usual)));
        }
        let recipient = Recipient::Municipality(order.municipality.clone());
        let aim = Aim {
            programme: &order.programme,
            recipient: &recipient,
            term,
            replaces: None,
        };
        let key = (order.programme.clone(), order.municipality.clone());
        let others = known.of.get(&key).into_iter().flatten();
        let others = others.filter_map(|serial| known.by_serial.get(serial));
        let rivals = rivals(&aim, others, by.at);
        if !rivals.is_empty() {
            let cause = Cause::Rivals(rivals.iter().map(Serial::to_string).collect());
            told.push((Some(Field::Ags), cause));
        }
        Ok(told)
    }

    /// Whether Urkunde and seal can be drawn. Whether they can depends on the characters of a name
    /// and on its length, so that names of nothing new need not be drawn to know it; when it is
    /// prepared, every certificate is.
    async fn is_drawable(
        &self,
        order: &Order,
        known: &Known,
        drawn: &mut Drawn,
        by: By<'_>,
    ) -> Result<bool, ServiceError> {
        let Some(municipality) = known.municipalities.get(&order.municipality) else {
            return Ok(true);
        };
        let name = municipality.name.as_str();
        if drawn.covers(order, name) {
            return Ok(true);
        }
        let draft = self.draft(order, by).await?;
        match self.rehearse(&draft) {
            Ok(()) => {
                drawn.add(order, name);
                Ok(true)
            }
            Err(ServiceError::Document(_) | ServiceError::Badge(_)) => Ok(false),
            Err(other) => Err(other),
        }
    }
}

/// The cell that is to be mended where days make no term.
fn field_of(error: &TermError, order: &Order) -> Field {
    match error {
        TermError::DatedElsewhere { .. } => Field::Dated,
        _ if order.until.is_some() => Field::Until,
        _ => Field::From,
    }
}

/// The mark of a row that names none is the only one there is.
fn name_mark(row: &mut Row, marks: &Marks<'_>) -> Result<(), (Option<Field>, Cause)> {
    if row.cells.contains_key(&Field::Programme) {
        return Ok(());
    }
    let only = marks
        .only()
        .ok_or((Some(Field::Programme), Cause::WhichProgramme))?;
    row.cells.insert(Field::Programme, only.id.to_string());
    Ok(())
}

/// Which characters, in which lengths, were drawn for a mark.
#[derive(Default)]
struct Drawn(HashMap<ProgrammeId, (HashSet<char>, usize)>);

impl Drawn {
    fn covers(&self, order: &Order, name: &str) -> bool {
        self.0
            .get(&order.programme)
            .is_some_and(|(characters, length)| {
                name.chars().count() <= *length && name.chars().all(|c| characters.contains(&c))
            })
    }

    fn add(&mut self, order: &Order, name: &str) {
        let (characters, length) = self.0.entry(order.programme.clone()).or_default();
        characters.extend(name.chars());
        *length = name.chars().count().max(*length);
    }
}
