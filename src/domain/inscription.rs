//! The words that stand on one certificate, frozen when it is prepared.

use serde::{Deserialize, Serialize};

/// Every word on the face of an Urkunde and its seal, ready to print.
///
/// Names and offices change; an award does not. So the words are composed once, from the
/// programme's wording, and stored with the certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inscription {
    /// Document title, for the window and the archive.
    pub title: String,
    /// The large word at the top, e.g. „Urkunde".
    pub heading: String,
    /// Who awards, up to the recipient: „Die … und die … verleihen der".
    pub award: String,
    /// The recipient with its kind: „Stadt Aalen".
    pub recipient: String,
    /// What leads over to the mark: „das Qualitätszeichen".
    pub mark_intro: String,
    /// The mark's name, without quotation marks.
    pub mark: String,
    /// Why it was awarded; one paragraph.
    pub reason: String,
    /// First and last day in running text.
    pub validity: String,
    /// Place and date of the award.
    pub place_and_date: String,
    /// The serial number with its label: „Nr. 7H3K-…".
    pub number: String,
    /// What leads to the address beside the QR code: „Echtheit prüfen:".
    pub check: String,
    /// Alternative text of the QR code.
    pub qr_alt: String,
    /// Chambers in programme order with those who sign for them.
    pub chambers: Vec<InscribedChamber>,
    /// The years of the term, for the seal: „2025–2028".
    pub years: String,
    /// The last day, for the seal: „gültig bis 02.03.2028".
    pub until: String,
    /// Alternative text of the seal.
    pub seal_alt: String,
    /// A word that marks the whole as a specimen („MUSTER"), if it is one.
    pub specimen: Option<String>,
}

/// A chamber as it is named on the Urkunde.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InscribedChamber {
    /// Full name.
    pub name: String,
    /// Short name for small places: „IHK Ostwürttemberg".
    pub short_name: String,
    /// The people who sign, in order.
    pub signatories: Vec<Signatory>,
}

/// A person who signs for a chamber.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    /// Name as printed.
    pub name: String,
    /// Office as printed: „Präsidentin".
    pub office: String,
}
