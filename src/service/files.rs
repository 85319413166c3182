//! Urkunden and seals laid out as files, for people who work with folders.
//!
//! The files are copies: they are made from the register, and made again when they are missing
//! or when a seal's standing changed.

use std::path::PathBuf;

use i18n_embed_fl::fl;
use jiff::Timestamp;
use serde::Serialize;

use super::Service;
use super::error::ServiceError;
use super::report::{Marks, Report};
use super::snapshot::Snapshot;
use super::writing::write_if_new;
use crate::badge::{self, Badge};
use crate::domain::certificate::Certificate;
use crate::domain::language::Language;
use crate::domain::lifecycle::{PublicState, Stage};
use crate::domain::serial::Serial;
use crate::seal::code;
use crate::store::CertificateRecord;
use crate::texts;

/// Width of the seal's PNG in pixels.
const PNG_WIDTH: u32 = 960;

/// Where the files of a certificate are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The Urkunde.
    pub document: PathBuf,
    /// The seal, as PNG.
    pub png: PathBuf,
    /// The seal, as SVG.
    pub svg: PathBuf,
}

/// A certificate as staff see it: the public report, and where its files are.
#[derive(Debug, Clone, Serialize)]
pub struct StaffReport {
    /// `prepared`, `refused`, `sealed` or `issued`.
    pub stage: &'static str,
    /// The public report; before issuing, its `state` is the stage.
    #[serde(flatten)]
    pub report: Report,
    /// The text of the Urkunde's QR code; only when every chamber has signed.
    pub qr_text: Option<String>,
    /// The text of the seal picture's QR code.
    pub qr_text_short: String,
    /// The Urkunde (PDF).
    pub document: Option<PathBuf>,
    /// The seal (PNG).
    pub seal: Option<PathBuf>,
    /// The seal (SVG).
    pub seal_svg: Option<PathBuf>,
    /// The certificate that this one corrects.
    pub replaces: Option<String>,
    /// Which chamber refused, and why.
    pub refusal: Option<Refusal>,
}

/// Which chamber refused, and why.
#[derive(Debug, Clone, Serialize)]
pub struct Refusal {
    /// The chamber.
    pub chamber: String,
    /// Its reason.
    pub reason: String,
}

impl Service {
    /// Writes the files of an issued certificate, and of those that it took the place of, whose
    /// pictures now say so. A file that is right already is left alone.
    pub async fn lay_out(&self, serial: Serial, at: Timestamp) -> Result<(), ServiceError> {
        let mut next = Some(serial);
        while let Some(serial) = next {
            let record = self.store.certificate(serial).await?;
            let record = record.ok_or(ServiceError::UnknownCertificate(serial))?;
            self.lay_out_one(&record, at).await?;
            next = record.certificate.replaces;
        }
        Ok(())
    }

    /// Writes the files of every issued certificate. One that has none, as after tampering, does
    /// not keep the others from theirs.
    pub async fn lay_out_all(&self, at: Timestamp) -> Result<(), ServiceError> {
        for record in self.store.certificates().await? {
            if let Stage::Issued { .. } = record.certificate.stage {
                match self.lay_out_one(&record, at).await {
                    Err(error) if error.is_of_one_certificate() => {
                        let serial = record.certificate.facts.serial;
                        tracing::warn!(%serial, %error, "files cannot be laid out");
                    }
                    done => done?,
                }
            }
        }
        Ok(())
    }

    async fn lay_out_one(
        &self,
        record: &CertificateRecord,
        at: Timestamp,
    ) -> Result<(), ServiceError> {
        let certificate = &record.certificate;
        let serial = certificate.facts.serial;
        let state = PublicState::at(certificate.stage.standing()?, certificate.facts.term, at);
        let document = self.store.document(serial).await?;
        let document = document.ok_or(ServiceError::UnknownCertificate(serial))?;
        let svg = self.draw_baked(record, state)?;
        let paths = self.paths(serial);
        write_if_new(&paths.document, &document)?;
        if write_if_new(&paths.svg, svg.as_bytes())? || !paths.png.exists() {
            write_if_new(&paths.png, &badge::png(&svg, PNG_WIDTH)?)?;
        }
        Ok(())
    }

    /// Every certificate as staff see it, in the order in which they were prepared.
    pub async fn staff_reports(&self, at: Timestamp) -> Result<Vec<StaffReport>, ServiceError> {
        let snapshot = Snapshot::load(self).await?;
        let records = self.store.certificates().await?;
        Ok(records
            .iter()
            .map(|r| self.staff_report(&snapshot, r, at))
            .collect())
    }

    /// One certificate as staff see it.
    pub async fn staff_report_of(
        &self,
        serial: Serial,
        at: Timestamp,
    ) -> Result<StaffReport, ServiceError> {
        let snapshot = Snapshot::load(self).await?;
        let record = self
            .store
            .certificate(serial)
            .await?
            .ok_or(ServiceError::UnknownCertificate(serial))?;
        Ok(self.staff_report(&snapshot, &record, at))
    }

    fn staff_report(
        &self,
        snapshot: &Snapshot,
        record: &CertificateRecord,
        at: Timestamp,
    ) -> StaffReport {
        let certificate = &record.certificate;
        let serial = certificate.facts.serial;
        let marks = Marks::Programmes(&self.programmes);
        let mut report = Report::of(&snapshot.verify(&serial.to_string(), at), &marks);
        let (stage, refusal) = match &certificate.stage {
            Stage::Prepared => ("prepared", None),
            Stage::Sealed { .. } => ("sealed", None),
            Stage::Issued { .. } => ("issued", None),
            Stage::Refused { by, reason, .. } => (
                "refused",
                Some(Refusal {
                    chamber: by.to_string(),
                    reason: reason.clone(),
                }),
            ),
        };
        let issued = stage == "issued";
        if !issued {
            report.state = stage;
            report.describe(&certificate.facts, Some(certificate.kind), &marks);
            report.examined(snapshot, serial);
        }
        let paths = issued.then(|| self.paths(serial));
        let complete = issued || stage == "sealed";
        StaffReport {
            stage,
            report,
            qr_text: complete.then(|| code::long_text(&self.host, &record.seal())),
            qr_text_short: code::short_text(&self.host, serial),
            document: paths.as_ref().map(|p| p.document.clone()),
            seal: paths.as_ref().map(|p| p.png.clone()),
            seal_svg: paths.map(|p| p.svg),
            replaces: certificate.replaces.map(|s| s.to_string()),
            refusal,
        }
    }

    /// The seal as SVG, showing how the certificate stands, with what every chamber signed in it.
    pub fn draw_baked(
        &self,
        record: &CertificateRecord,
        state: PublicState,
    ) -> Result<String, ServiceError> {
        let svg = self.draw_seal(&record.certificate, state)?;
        Ok(badge::baked::into_svg(&svg, &record.seal()))
    }

    /// The seal as SVG, showing how the certificate stands.
    pub fn draw_seal(
        &self,
        certificate: &Certificate,
        state: PublicState,
    ) -> Result<String, ServiceError> {
        let standing = match state {
            // The file says from when to when by itself, and is not drawn again as days go by.
            PublicState::NotYetValid | PublicState::Valid => badge::Standing::InForce,
            PublicState::Expired => badge::Standing::Expired,
            PublicState::Suspended { .. } => badge::Standing::Suspended,
            PublicState::Withdrawn { .. } => badge::Standing::Withdrawn,
            PublicState::Superseded { .. } => badge::Standing::Superseded,
        };
        let badge = self.badge(certificate, standing, Language::De)?;
        Ok(badge::svg(&badge)?)
    }

    /// The seal as it is inscribed, and the word for its standing in a language.
    pub(super) fn badge(
        &self,
        certificate: &Certificate,
        standing: badge::Standing,
        language: Language,
    ) -> Result<Badge, ServiceError> {
        let t = texts::of(language);
        let label = match standing {
            badge::Standing::InForce => None,
            badge::Standing::EndsSoon => Some(fl!(t, "seal-ends-soon")),
            badge::Standing::NotYetValid => Some(fl!(t, "seal-not-yet-valid")),
            badge::Standing::Expired => Some(fl!(t, "seal-expired")),
            badge::Standing::Suspended => Some(fl!(t, "seal-suspended")),
            badge::Standing::Withdrawn => Some(fl!(t, "seal-withdrawn")),
            badge::Standing::Superseded => Some(fl!(t, "seal-superseded")),
        };
        let inscription = &certificate.inscription;
        let programme = &self.programmes.find(&certificate.programme)?.programme;
        Ok(Badge {
            mark: inscription.mark.clone(),
            recipient: certificate.facts.name.as_str().to_owned(),
            years: inscription.years.clone(),
            until: inscription.until.clone(),
            chambers: inscription
                .chambers
                .iter()
                .map(|c| c.short_name.clone())
                .collect(),
            host: self.host.clone(),
            qr_text: code::short_text(&self.host, certificate.facts.serial),
            alt: inscription.seal_alt.clone(),
            standing,
            standing_label: label,
            specimen: inscription.specimen.clone(),
            only_for: None,
            artwork: programme.artwork.clone(),
        })
    }

    fn paths(&self, serial: Serial) -> Paths {
        let folder = self.issued.join(serial.to_string());
        Paths {
            document: folder.join("urkunde.pdf"),
            png: folder.join("siegel.png"),
            svg: folder.join("siegel.svg"),
        }
    }
}

impl Report {
    /// Adds each chamber's signature so far.
    fn examined(&mut self, snapshot: &Snapshot, serial: Serial) {
        let entry = snapshot.entry(serial);
        if let Some(Ok(examination)) = entry.map(|e| e.examination(snapshot.keyring())) {
            self.issuers = examination
                .signatures()
                .iter()
                .map(super::report::issuer)
                .collect();
        }
    }
}
