//! How far a certificate has come, as data for the chambers' other systems: who has signed and when,
//! but not by whose hand, and no reasons.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::Service;
use super::report::RecipientReport;
use crate::domain::certificate::Certificate;
use crate::domain::lifecycle::{PublicState, Stage, Standing};
use crate::domain::programme::ProgrammeId;
use crate::domain::validity::Day;
use crate::service::awards::AwardState;
use crate::store::ChamberSignature;

/// A certificate on its way, or issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CertificateProgress {
    /// Its number.
    #[schema(example = "7H3K-9QXM-2P4R-8T28")]
    pub serial: String,
    /// The mark's programme.
    #[schema(value_type = String, example = "guter-ort")]
    pub programme: ProgrammeId,
    /// Who is awarded.
    pub recipient: RecipientReport,
    /// First valid day, ISO 8601.
    #[schema(value_type = String, format = Date)]
    pub valid_from: Day,
    /// Last valid day, ISO 8601; valid until it is over in Europe/Berlin.
    #[schema(value_type = String, format = Date)]
    pub valid_until: Day,
    /// How far it has come.
    pub stage: StageName,
    /// What the public is told of it, once it is issued.
    pub state: Option<AwardState>,
    /// When it was prepared, RFC 3339.
    #[schema(value_type = String, format = DateTime)]
    pub prepared_at: Timestamp,
    /// When it became public, RFC 3339.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub issued_at: Option<Timestamp>,
    /// The chambers, in the order in which they are named and sign.
    pub chambers: Vec<ChamberProgress>,
    /// The chamber that refused its signature; why, its people tell.
    pub refused_by: Option<String>,
    /// The number of the certificate that it corrects.
    pub replaces: Option<String>,
    /// The number of the copy that corrects it.
    pub superseded_by: Option<String>,
    /// Where the public checks it, once it is issued.
    #[schema(format = "uri")]
    pub verification_url: Option<String>,
}

/// A chamber's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChamberProgress {
    /// Identifier of the chamber.
    #[schema(example = "kammer-musterland")]
    pub chamber: String,
    /// When it signed the seal, RFC 3339; nothing if its signature is still awaited.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub signed_at: Option<Timestamp>,
}

/// How far a certificate has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StageName {
    /// The chambers sign.
    Prepared,
    /// A chamber has refused its signature. Final.
    Refused,
    /// Every chamber has signed the seal; the Urkunde is being signed.
    Sealed,
    /// Public.
    Issued,
}

impl Service {
    /// How far a certificate has come.
    pub(super) fn progress_of(
        &self,
        certificate: &Certificate,
        signatures: &[ChamberSignature],
        at: Timestamp,
    ) -> CertificateProgress {
        let facts = &certificate.facts;
        let serial = facts.serial.to_string();
        let standing = certificate.stage.standing().ok();
        let (stage, issued_at) = match &certificate.stage {
            Stage::Prepared => (StageName::Prepared, None),
            Stage::Refused { .. } => (StageName::Refused, None),
            Stage::Sealed { .. } => (StageName::Sealed, None),
            Stage::Issued { at, .. } => (StageName::Issued, Some(*at)),
        };
        let programme = self.programmes.find(&certificate.programme).ok();
        let chambers = programme.map(|p| p.programme.chambers.iter());
        let part = |chamber: &crate::domain::chamber::Chamber| ChamberProgress {
            chamber: chamber.id.to_string(),
            signed_at: signatures
                .iter()
                .find(|s| s.chamber == chamber.id)
                .map(|s| s.signed_at),
        };
        CertificateProgress {
            programme: certificate.programme.clone(),
            recipient: RecipientReport::of(facts, Some(certificate.kind)),
            valid_from: facts.term.from(),
            valid_until: facts.term.until(),
            stage,
            state: standing.map(|s| AwardState::of(PublicState::at(s, facts.term, at))),
            prepared_at: certificate.prepared_at,
            issued_at,
            chambers: chambers.into_iter().flatten().map(part).collect(),
            refused_by: match &certificate.stage {
                Stage::Refused { by, .. } => Some(by.to_string()),
                _ => None,
            },
            replaces: certificate.replaces.map(|s| s.to_string()),
            superseded_by: match standing {
                Some(Standing::Superseded { by, .. }) => Some(by.to_string()),
                _ => None,
            },
            verification_url: issued_at.map(|_| self.verification_url(&serial)),
            serial,
        }
    }

    /// Where the public checks a certificate.
    pub fn verification_url(&self, serial: &str) -> String {
        format!("https://{}/z/{serial}", self.host)
    }
}
