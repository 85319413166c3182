//! The Urkunde for paper: made from what every chamber has sealed, and never stored.

use fluent_bundle::FluentArgs;
use i18n_embed_fl::fl;
use jiff::Timestamp;

use super::Service;
use super::error::ServiceError;
use super::programmes::{LoadedProgramme, VARIABLES};
use super::wording::printed_address;
use crate::document::paper::Format;
use crate::document::print::{Extent, Print};
use crate::document::{CheckCode, Created};
use crate::domain::language::Language;
use crate::domain::lifecycle::Standing;
use crate::domain::serial::Serial;
use crate::seal::code;
use crate::texts;

/// Texts of a wording that are printed in advance.
const FIXED_TEXTS: [&str; 3] = ["heading", "award", "mark-intro"];
/// Variables that have the same value on every Urkunde of a programme.
const CONSTANT: [&str; 2] = ["mark", "place"];

/// A file for paper.
#[derive(Debug)]
pub struct Printed {
    /// The file (PDF).
    pub pdf: Vec<u8>,
    /// Since when the use of the award rests, and so that of what is printed.
    pub suspended_since: Option<Timestamp>,
}

impl Service {
    /// Makes the file for a print shop or printer (PDF). The same certificate gives the same
    /// bytes.
    pub async fn print(
        &self,
        serial: Serial,
        format: Format,
        extent: Extent,
    ) -> Result<Printed, ServiceError> {
        let record = self
            .store
            .certificate(serial)
            .await?
            .ok_or(ServiceError::UnknownCertificate(serial))?;
        let certificate = &record.certificate;
        certificate.stage.open_for_print()?;
        let proof = self.prove(&record)?;
        let loaded = self.programmes.find(&certificate.programme)?;
        let inscription = &certificate.inscription;
        let t = texts::of(Language::De);
        let (title, mark) = (inscription.title.as_str(), inscription.mark.as_str());
        let (title, subject) = match extent {
            Extent::Whole => (
                fl!(t, "print-title", title = title),
                fl!(t, "print-subject", mark = mark),
            ),
            Extent::Fixed => (
                fl!(t, "print-fixed-title", mark = mark),
                fl!(t, "print-fixed-subject", mark = mark),
            ),
            Extent::Variable => (
                fl!(t, "print-variable-title", title = title),
                fl!(t, "print-variable-subject", mark = mark),
            ),
        };
        if extent != Extent::Whole {
            wording_allows_preprinting(loaded)?;
        }
        let sealed_at = record.signatures.iter().map(|s| s.signed_at).max();
        let print = Print {
            inscription,
            check: &CheckCode {
                qr_text: code::long_text(&self.host, proof.seal()),
                address: printed_address(&self.host, serial),
            },
            artwork: &loaded.programme.artwork,
            created: Created(
                sealed_at
                    .unwrap_or(certificate.prepared_at)
                    .as_millisecond(),
            ),
            title: &title,
            subject: &subject,
            format,
            extent,
        };
        Ok(Printed {
            pdf: print.render()?,
            suspended_since: match certificate.stage.standing() {
                Ok(Standing::Suspended { since, .. }) => Some(*since),
                _ => None,
            },
        })
    }
}

/// What is printed in advance must not name anything that differs from one Urkunde to the next.
fn wording_allows_preprinting(loaded: &LoadedProgramme) -> Result<(), ServiceError> {
    let text = |key: &str, value: &'static str| {
        let mut variables = FluentArgs::new();
        for name in VARIABLES {
            let constant = CONSTANT.contains(&name);
            variables.set(name, if constant { "" } else { value });
        }
        loaded.text(Language::De, key, &variables)
    };
    match FIXED_TEXTS
        .iter()
        .find(|key| text(key, "a") != text(key, "b"))
    {
        None => Ok(()),
        Some(key) => Err(ServiceError::VariableWording {
            programme: loaded.programme.id.to_string(),
            text: key,
        }),
    }
}
