//! The page of the Urkunde: of a seal that every chamber signed, or as it would look.

use i18n_embed_fl::fl;
use jiff::Timestamp;

use super::Service;
use super::error::ServiceError;
use super::wording::printed_address;
use crate::document::signature::OpenDocument;
use crate::document::{CheckCode, Created, DocumentError, FieldWords, Sheet};
use crate::domain::certificate::Certificate;
use crate::domain::chamber::Chamber;
use crate::domain::language::Language;
use crate::domain::lifecycle::{PublicState, Stage, TransitionError};
use crate::seal::{Seal, SealSignature, VerifiedSeal, code, cose, signature};
use crate::texts;

impl Service {
    /// Draws everything once with blank signatures: what cannot be drawn is refused before any
    /// chamber signs it.
    pub(super) fn rehearse(&self, certificate: &Certificate) -> Result<(), ServiceError> {
        let seal = blank_seal(certificate);
        let since = certificate.prepared_at;
        self.on_sheet(certificate, &seal, since, None, |sheet| sheet.open())?;
        for state in [PublicState::Valid, PublicState::Suspended { since }] {
            self.draw_seal(certificate, state)?;
        }
        Ok(())
    }

    /// Lays out the page of what was sealed. The same seal gives the same bytes.
    pub(super) fn draw_urkunde(
        &self,
        certificate: &Certificate,
        proof: &VerifiedSeal,
    ) -> Result<Vec<u8>, ServiceError> {
        Ok(self.open_urkunde(certificate, proof)?.into_bytes())
    }

    /// The same, to be signed at once.
    pub(super) fn open_urkunde(
        &self,
        certificate: &Certificate,
        proof: &VerifiedSeal,
    ) -> Result<OpenDocument, ServiceError> {
        let Stage::Sealed { at } = certificate.stage else {
            return Err(TransitionError::NotSealed.into());
        };
        let attachment = cose::export(proof, &self.keyring()?)?;
        let (seal, attachment) = (proof.seal(), Some(attachment.as_slice()));
        self.on_sheet(certificate, seal, at, attachment, |sheet| sheet.open())
    }

    /// The Urkunde as a picture (SVG). A signature that is missing is drawn blank.
    pub(super) fn draw_picture(
        &self,
        certificate: &Certificate,
        seal: &Seal,
    ) -> Result<String, ServiceError> {
        let at = certificate.prepared_at;
        self.on_sheet(certificate, seal, at, None, |sheet| sheet.picture())
    }

    fn on_sheet<T>(
        &self,
        certificate: &Certificate,
        seal: &Seal,
        at: Timestamp,
        attachment: Option<&[u8]>,
        draw: impl FnOnce(&Sheet<'_>) -> Result<T, DocumentError>,
    ) -> Result<T, ServiceError> {
        let check = CheckCode {
            qr_text: code::long_text(&self.host, seal),
            address: printed_address(&self.host, seal.facts().serial),
        };
        let programme = self.programmes.find(&certificate.programme)?;
        let field = |chamber: &Chamber| FieldWords {
            name: chamber.id.to_string(),
            description: fl!(
                texts::of(Language::De),
                "field-description",
                chamber = chamber.name.de.as_str()
            ),
        };
        let fields: Vec<_> = programme.programme.chambers.iter().map(field).collect();
        let sheet = Sheet {
            inscription: &certificate.inscription,
            check: &check,
            artwork: &programme.programme.artwork,
            created: Created(at.as_millisecond()),
            seal: attachment,
            fields: &fields,
        };
        Ok(draw(&sheet)?)
    }
}

/// The seal of a certificate before anybody has signed it, as large as it will be.
pub(super) fn blank_seal(certificate: &Certificate) -> Seal {
    let facts = &certificate.facts;
    let blank = vec![Some(SealSignature([0xff; signature::LENGTH])); facts.keys.len()];
    Seal::new(facts.clone(), blank)
}
