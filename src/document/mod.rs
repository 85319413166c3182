//! The Urkunde: one page, as an archivable and accessible PDF.
//!
//! [`layout`] says what stands where and what it means; the other modules turn that into
//! bytes. Only they know the PDF crates.

pub mod appearance;
mod archive;
mod beginning;
pub mod check;
mod checking;
pub mod claim;
pub mod cms;
mod column;
mod composite;
mod content;
mod digest;
mod embed;
mod fields;
mod file;
mod foot;
mod form;
pub mod frame;
mod ink;
pub mod layout;
mod matrix;
mod metadata;
pub mod node;
mod operators;
mod ornament;
mod ornament_form;
pub mod paper;
mod picture;
pub mod preservation;
mod preserved;
pub mod print;
pub mod rejection;
mod resources;
mod revision;
pub mod revocation;
pub mod seal_print;
pub mod signature;
mod srgb;
mod statement;
mod structure;
mod syntax;
pub mod timestamp;
pub mod trace;
pub mod unfinished;
mod unsigned;

use thiserror::Error;

use archive::Beside;
use metadata::Metadata;
use signature::OpenDocument;

use crate::domain::artwork::Artwork;
use crate::domain::inscription::Inscription;
use crate::drawing::DrawingError;

/// What leads from the paper to the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckCode {
    /// Text of the QR code: the long form, which carries the whole seal.
    pub qr_text: String,
    /// Short printed address, without its scheme: `siegel.example/z/7H3K-9QXM-2P4R-8T28`.
    pub address: String,
}

/// When a document is created, in milliseconds since 1970-01-01 (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Created(pub i64);

/// Everything that goes into one document.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The words.
    pub inscription: &'a Inscription,
    /// How to check it.
    pub check: &'a CheckCode,
    /// The programme's colours.
    pub artwork: &'a Artwork,
    /// The creation date that the file states.
    pub created: Created,
    /// The seal as COSE_Sign, attached as [`SEAL_FILE`].
    pub seal: Option<&'a [u8]>,
    /// The chambers' signature fields, in programme order; none for a draft.
    pub fields: &'a [FieldWords],
}

/// An empty signature field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldWords {
    /// Name in the form, never shown: the chamber's identifier.
    pub name: String,
    /// What a screen reader says: „Elektronisches Siegel der IHK Ostwürttemberg".
    pub description: String,
}

/// Name of the attached seal.
pub const SEAL_FILE: &str = "siegel.cose";

/// Why no document came about.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// The words cannot be drawn.
    #[error(transparent)]
    Drawing(#[from] DrawingError),
    /// A font could not be reduced to the glyphs in use.
    #[error("font {font} cannot be subset: {cause}")]
    Font {
        /// PostScript name.
        font: &'static str,
        /// What the subsetter says.
        cause: subsetter::Error,
    },
    /// The moment lies outside the years that a PDF date can state.
    #[error("{0} ms is not a date of the years 1 to 9999")]
    Date(i64),
    /// Long texts displace what pre-printed paper bears.
    #[error("the texts are too long for pre-printed paper")]
    Displaced,
    /// The PDF crates did not accept the page.
    #[error("the page cannot be written: {0}")]
    Writing(String),
}

/// Makes the document without an attachment.
pub fn render(
    inscription: &Inscription,
    check: &CheckCode,
    artwork: &Artwork,
    created: Created,
) -> Result<Vec<u8>, DocumentError> {
    let sheet = Sheet {
        inscription,
        check,
        artwork,
        created,
        seal: None,
        fields: &[],
    };
    sheet.render()
}

impl Sheet<'_> {
    /// Makes the document. The same sheet gives the same bytes.
    pub fn render(&self) -> Result<Vec<u8>, DocumentError> {
        Ok(self.open()?.into_bytes())
    }

    /// Makes the document, to be signed at once.
    pub fn open(&self) -> Result<OpenDocument, DocumentError> {
        let page = layout::page(self.inscription, self.check, self.artwork)?;
        let draft = content::draw(&page)?;
        let words = self.inscription;
        let beside = Beside {
            metadata: Metadata::new(&words.title, &words.mark, &words.chambers, self.created)?,
            seal: self.seal,
            fields: self.fields,
            is_to_scale: false,
        };
        let file = archive::finish(draft, &page, &beside)?;
        Ok(OpenDocument::new(file))
    }

    /// The page as a picture (SVG), under the document's title.
    pub fn picture(&self) -> Result<String, DocumentError> {
        let page = layout::page(self.inscription, self.check, self.artwork)?;
        Ok(picture::svg(&page, &self.inscription.title))
    }
}
