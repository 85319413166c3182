//! What a certificate looks like: before it is issued as a draft that says so, then as it is.

use i18n_embed_fl::fl;
use jiff::Timestamp;

use super::Service;
use super::error::ServiceError;
use super::sheet::blank_seal;
use crate::badge;
use crate::domain::certificate::Certificate;
use crate::domain::language::Language;
use crate::domain::lifecycle::{PublicState, Stage};
use crate::store::CertificateRecord;
use crate::texts;

/// Width of the seal's PNG in pixels.
const PNG_WIDTH: u32 = 960;

impl Service {
    /// The Urkunde as SVG.
    pub fn picture_of_urkunde(&self, record: &CertificateRecord) -> Result<String, ServiceError> {
        let certificate = &record.certificate;
        match certificate.stage {
            Stage::Issued { .. } | Stage::Sealed { .. } => {
                self.draw_picture(certificate, &record.seal())
            }
            Stage::Prepared | Stage::Refused { .. } => self.picture_of_draft(certificate),
        }
    }

    /// The Urkunde of a certificate that is not signed yet, as SVG. Across it stands that it is a
    /// draft, and its code proves nothing.
    pub fn picture_of_draft(&self, certificate: &Certificate) -> Result<String, ServiceError> {
        let draft = as_draft(certificate);
        self.draw_picture(&draft, &blank_seal(&draft))
    }

    /// The seal as SVG, as it stands at an instant; once issued, with the signed data in it.
    pub fn picture_of_seal(
        &self,
        record: &CertificateRecord,
        at: Timestamp,
    ) -> Result<String, ServiceError> {
        let certificate = &record.certificate;
        match &certificate.stage {
            Stage::Issued { standing, .. } => {
                let state = PublicState::at(standing, certificate.facts.term, at);
                self.draw_baked(record, state)
            }
            Stage::Sealed { .. } => self.draw_seal(certificate, PublicState::Valid),
            Stage::Prepared | Stage::Refused { .. } => self.picture_of_seal_draft(certificate),
        }
    }

    /// The seal of a certificate that is not signed yet, as SVG.
    pub fn picture_of_seal_draft(&self, certificate: &Certificate) -> Result<String, ServiceError> {
        self.draw_seal(&as_draft(certificate), PublicState::Valid)
    }

    /// The seal as PNG.
    pub fn png_of_seal(
        &self,
        record: &CertificateRecord,
        at: Timestamp,
    ) -> Result<Vec<u8>, ServiceError> {
        let svg = self.picture_of_seal(record, at)?;
        Ok(badge::png(&svg, PNG_WIDTH)?)
    }
}

fn as_draft(certificate: &Certificate) -> Certificate {
    let mut draft = certificate.clone();
    draft.inscription.specimen = Some(fl!(texts::of(Language::De), "draft"));
    draft
}
