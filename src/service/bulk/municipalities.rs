//! Municipalities and their contacts as rows of a list, both ways.

use crate::domain::bulk::{Cause, Cells, Field};
use crate::domain::contact::{Contact, ContactError, Gender};
use crate::domain::language::Language;
use crate::domain::municipality::{
    Ags, Host, Kind, Municipality, MunicipalityError, RecipientName, parse_district,
    parse_latitude, parse_longitude,
};

/// What a row says of a municipality, and of whom to write to there if it says anything.
pub(super) type Entry = (Municipality, Option<Contact>);

/// What the cells of a row mean together.
pub(super) fn entry(cells: &Cells) -> Result<Entry, (Option<Field>, Cause)> {
    let municipality = municipality(cells).map_err(|_| (None, Cause::Empty))?;
    Ok((municipality, contact(cells)?))
}

/// The cells of a municipality.
pub(super) fn cells(municipality: &Municipality, contact: Option<&Contact>) -> Cells {
    let m = municipality;
    let mut cells = Cells::from([
        (Field::Ags, m.ags.to_string()),
        (Field::Name, m.name.as_str().to_owned()),
        (Field::Kind, m.kind.as_str().to_owned()),
        (Field::District, m.district.clone()),
        (Field::Latitude, m.latitude.to_string()),
        (Field::Longitude, m.longitude.to_string()),
        (Field::Website, m.website.as_str().to_owned()),
    ]);
    if let Some(contact) = contact {
        let name = contact.name.as_ref().map_or("", |name| name.as_str());
        for (field, text) in [
            (Field::ContactName, name),
            (Field::ContactAddressedAs, &contact.addressed_as),
            (Field::ContactOffice, &contact.office),
            (Field::ContactGender, contact.gender.as_str()),
            (Field::ContactLanguage, contact.language.tag()),
            (Field::ContactEmail, contact.email.as_str()),
        ] {
            cells.insert(field, text.to_owned());
        }
    }
    cells.retain(|_, text| !text.is_empty());
    cells
}

fn municipality(cells: &Cells) -> Result<Municipality, MunicipalityError> {
    let cell = |field| cells.get(&field).map_or("", String::as_str);
    Ok(Municipality {
        ags: Ags::parse(cell(Field::Ags))?,
        name: RecipientName::parse(cell(Field::Name))?,
        kind: Kind::parse(cell(Field::Kind))?,
        district: parse_district(cell(Field::District))?,
        latitude: parse_latitude(cell(Field::Latitude))?,
        longitude: parse_longitude(cell(Field::Longitude))?,
        website: Host::parse(cell(Field::Website))?,
    })
}

/// Whom to write to; nobody, if the row says nothing of it.
fn contact(cells: &Cells) -> Result<Option<Contact>, (Option<Field>, Cause)> {
    let of_contact = [
        Field::ContactName,
        Field::ContactAddressedAs,
        Field::ContactOffice,
        Field::ContactGender,
        Field::ContactLanguage,
        Field::ContactEmail,
    ];
    if of_contact.iter().all(|field| !cells.contains_key(field)) {
        return Ok(None);
    }
    let cell = |field| cells.get(&field).map_or("", String::as_str);
    if cell(Field::ContactEmail).is_empty() {
        return Err((Some(Field::ContactEmail), Cause::Empty));
    }
    let contact = Contact::parse(
        cell(Field::ContactName),
        cell(Field::ContactAddressedAs),
        cell(Field::ContactOffice),
        Gender::parse(cell(Field::ContactGender)).unwrap_or(Gender::Unstated),
        Language::from_tag(cell(Field::ContactLanguage)).unwrap_or_default(),
        cell(Field::ContactEmail),
    );
    contact.map(Some).map_err(|error| match error {
        ContactError::NoSalutation => (Some(Field::ContactAddressedAs), Cause::NoSalutation),
        ContactError::Line(line) => (Some(Field::ContactOffice), Cause::Line(line)),
        ContactError::Value(error) => (Some(Field::ContactEmail), Cause::Email(error.to_string())),
    })
}
