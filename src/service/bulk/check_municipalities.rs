//! Checking a list of municipalities against itself and the register.

use std::collections::HashMap;

use super::awards::Marks;
use super::cells::{Sheet, sheet, tell};
use super::error::ListError;
use super::municipalities::{cells, entry};
use super::table;
use crate::domain::bulk::{Cause, Cells, Field, Finding, List, Row};
use crate::domain::municipality::{Ags, Municipality};
use crate::service::{Service, ServiceError};
use crate::store::Change;

/// The municipalities of a list in which nothing is wrong, for whoever has no register.
pub fn read_municipalities(bytes: &[u8]) -> Result<Vec<Municipality>, ListError> {
    let table = table::read(bytes)?;
    let sheet = sheet(List::Municipalities, table, &Marks::none());
    let mut sheet = sheet.map_err(ListError::Problems)?;
    compare(&mut sheet, &HashMap::new());
    let problems = sheet.rows.iter().flat_map(|row| &row.problems);
    let problems: Vec<_> = problems.filter(|p| !p.cause.is_note()).cloned().collect();
    if !problems.is_empty() {
        return Err(ListError::Problems(problems));
    }
    let entries = sheet.rows.iter().filter_map(|row| entry(&row.cells).ok());
    Ok(entries.map(|(municipality, _)| municipality).collect())
}

impl Service {
    pub(super) async fn check_municipalities(&self, sheet: &mut Sheet) -> Result<(), ServiceError> {
        let contacts: HashMap<_, _> = self.store.contacts().await?.into_iter().collect();
        let municipalities = self.store.municipalities().await?.into_iter();
        let known: HashMap<String, Cells> = municipalities
            .map(|m| (m.ags.to_string(), cells(&m, contacts.get(&m.ags))))
            .collect();
        compare(sheet, &known);
        Ok(())
    }
}

/// Compares a list with itself and with what is known, by AGS.
fn compare(sheet: &mut Sheet, known: &HashMap<String, Cells>) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for row in &mut sheet.rows {
        let Some(ags) = row.cells.get(&Field::Ags).cloned() else {
            continue;
        };
        if let Some(first) = seen.get(&ags) {
            tell(
                &sheet.columns,
                row,
                Some(Field::Ags),
                Cause::Repeated(*first),
            );
            continue;
        }
        seen.insert(ags.clone(), row.number);
        if row.finding == Finding::Wrong {
            continue;
        }
        if let Err((field, cause)) = entry(&row.cells) {
            tell(&sheet.columns, row, field, cause);
            continue;
        }
        row.before = known.get(&ags).cloned();
        row.finding = match &row.before {
            None => Finding::New,
            Some(before) if says_the_same(row, before) => Finding::Unchanged,
            Some(_) => Finding::Changed,
        };
    }
}

/// Whether the register says already what a row does. A row that says nothing of a contact leaves
/// it as it is.
pub(super) fn says_the_same(row: &Row, before: &Cells) -> bool {
    match entry(&row.cells) {
        Ok((municipality, Some(contact))) => cells(&municipality, Some(&contact)) == *before,
        Ok((municipality, None)) => {
            let said = cells(&municipality, None);
            said.iter()
                .all(|(field, text)| before.get(field) == Some(text))
                && said.contains_key(&Field::District) == before.contains_key(&Field::District)
        }
        Err(_) => false,
    }
}

/// What the register says of a municipality, within a change.
pub(super) async fn known(change: &mut Change, ags: &Ags) -> Result<Option<Cells>, ServiceError> {
    let Some(municipality) = change.municipality(ags).await? else {
        return Ok(None);
    };
    let contact = change.contact(ags).await?;
    Ok(Some(cells(&municipality, contact.as_ref())))
}
