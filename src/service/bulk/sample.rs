//! A list to begin with: the headings, and one row that shows how cells look.

use jiff::Timestamp;

use super::export::{Format, write};
use crate::domain::bulk::{Cells, Field, List};
use crate::domain::language::Language;
use crate::service::{Service, ServiceError};

impl Service {
    /// A sample of a list. Its row is nobody's: the key of no municipality begins with 00.
    pub fn sample_list(
        &self,
        list: List,
        format: Format,
        language: Language,
        at: Timestamp,
    ) -> Result<Vec<u8>, ServiceError> {
        let programme = self.programmes.iter().next();
        let programme = programme.map_or(String::new(), |p| p.programme.id.to_string());
        let row = match list {
            List::Municipalities => Cells::from([
                (Field::Ags, "00000000".to_owned()),
                (Field::Name, "Musterstadt".to_owned()),
                (Field::Kind, "Stadt".to_owned()),
                (Field::District, "Musterkreis".to_owned()),
                (Field::Latitude, "48.8351".to_owned()),
                (Field::Longitude, "10.0923".to_owned()),
                (Field::Website, "www.musterstadt.example".to_owned()),
                (Field::ContactName, "Erika Mustermann".to_owned()),
                (Field::ContactAddressedAs, "Mustermann".to_owned()),
                (Field::ContactOffice, "Bürgermeisterin".to_owned()),
                (Field::ContactGender, "female".to_owned()),
                (Field::ContactLanguage, "de".to_owned()),
                (
                    Field::ContactEmail,
                    "rathaus@musterstadt.example".to_owned(),
                ),
            ]),
            List::Certificates => Cells::from([
                (Field::Ags, "00000000".to_owned()),
                (Field::Name, "Musterstadt".to_owned()),
                (Field::Programme, programme),
                (Field::From, "2030-03-03".to_owned()),
                (Field::Renewal, "no".to_owned()),
                (Field::Dated, "2030-03-03".to_owned()),
            ]),
        };
        write(list, format, language, &[row], at)
    }
}
