//! What the file says about itself, twice: as Info dictionary and as XMP.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use lopdf::{Dictionary, Object, StringFormat};

use super::{Created, DocumentError};
use crate::domain::inscription::InscribedChamber;

const PRODUCER: &str = concat!("Kammersiegel ", env!("CARGO_PKG_VERSION"));
/// Language of every Urkunde.
pub const LANGUAGE: &str = "de-DE";

/// The statements; both forms are written from the same ones, as PDF/A demands.
pub struct Metadata {
    /// Title of the document.
    pub title: String,
    author: String,
    subject: String,
    moment: Timestamp,
}

impl Metadata {
    /// The statements about a document of these chambers.
    pub fn new(
        title: &str,
        subject: &str,
        chambers: &[InscribedChamber],
        Created(ms): Created,
    ) -> Result<Self, DocumentError> {
        let moment = Timestamp::from_millisecond(ms)
            .ok()
            .filter(|moment| (1..=9999).contains(&moment.to_zoned(TimeZone::UTC).year()))
            .ok_or(DocumentError::Date(ms))?;
        let names: Vec<&str> = chambers.iter().map(|c| c.name.as_str()).collect();
        Ok(Self {
            title: title.to_owned(),
            author: names.join(", "),
            subject: subject.to_owned(),
            moment,
        })
    }

    /// Creation date as PDF writes it.
    pub fn date(&self) -> Object {
        date(self.moment)
    }

    /// The Info dictionary.
    pub fn info(&self) -> Dictionary {
        let mut info = Dictionary::new();
        info.set("Title", text(&self.title));
        info.set("Author", text(&self.author));
        info.set("Subject", text(&self.subject));
        info.set("Creator", text(PRODUCER));
        info.set("Producer", text(PRODUCER));
        info.set("CreationDate", self.date());
        info.set("ModDate", self.date());
        info
    }

    /// The XMP packet, with the schema by which PDF/A knows PDF/UA's mark.
    pub fn xmp(&self) -> String {
        format!(
            include_str!("metadata.xmp"),
            begin = '\u{feff}',
            title = escaped(&self.title),
            author = escaped(&self.author),
            subject = escaped(&self.subject),
            language = LANGUAGE,
            producer = PRODUCER,
            date = self.moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
    }
}

/// How a date is written.
const DATE: &str = "D:%Y%m%d%H%M%SZ";

/// A date of PDF (ISO 32000-1, 7.9.4), in UTC.
pub fn date(moment: Timestamp) -> Object {
    let date = moment.strftime(DATE).to_string();
    Object::String(date.into_bytes(), StringFormat::Literal)
}

/// The moment that such a date names.
pub fn moment(date: &Object) -> Option<Timestamp> {
    let date = std::str::from_utf8(date.as_str().ok()?).ok()?;
    let civil = jiff::civil::DateTime::strptime(DATE, date).ok()?;
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// A text string of PDF.
pub fn text(text: &str) -> Object {
    let bytes = [0xFE, 0xFF]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A text as the content of an element.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
