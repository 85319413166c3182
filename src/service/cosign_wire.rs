//! What travels between the server and a chamber's own machine, as JSON. Byte strings are
//! hexadecimal, instants RFC 3339, days ISO 8601. The protocol is described in `docs/cosign.md`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::inscription::Inscription;
use crate::domain::municipality::Kind;
use crate::domain::validity::Day;

/// The version of the protocol. It covers the form of the Urkunde, of which both sides have to make
/// the same bytes.
pub const FORMAT: u32 = 2;

/// What a chamber is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Round {
    /// Its signature under the seal.
    Seal,
    /// Its signature in the Urkunde.
    Document,
}

/// Everything that waits for a chamber.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct WaitingList {
    /// [`FORMAT`].
    pub format: u32,
    /// The token's chamber.
    pub chamber: String,
    /// What waits, oldest first.
    pub waiting: Vec<Waiting>,
}

/// A certificate that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Waiting {
    /// Its number.
    pub serial: String,
    /// For what.
    pub round: Round,
}

/// One certificate with all that is needed to make every byte again.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Item {
    /// [`FORMAT`].
    pub format: u32,
    /// Its number.
    pub serial: String,
    /// What the chamber is asked for.
    pub round: Round,
    /// The programme's identifier.
    pub programme: String,
    /// SHA-256 over the programme's files on the server: a hint at why words differ.
    pub programme_digest: String,
    /// The host in the QR codes.
    pub host: String,
    /// The body of the seal.
    pub body: String,
    /// Town or other.
    #[schema(value_type = String, example = "Stadt")]
    pub kind: Kind,
    /// The day on the Urkunde.
    #[schema(value_type = String, format = Date)]
    pub dated: Day,
    /// The words on the Urkunde.
    #[schema(value_type = Object)]
    pub inscription: Inscription,
    /// When it was prepared.
    #[schema(value_type = String, format = DateTime)]
    pub prepared_at: Timestamp,
    /// What it corrects.
    pub replaces: Option<String>,
    /// The signatures under the seal so far.
    pub signatures: Vec<GivenSignature>,
    /// The Urkunde, in round two.
    pub document: Option<UnfinishedFile>,
}

/// A chamber's signature under a seal.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct GivenSignature {
    /// The chamber.
    pub chamber: String,
    /// Its key.
    pub key_id: String,
    /// 64 bytes.
    pub signature: String,
    /// When it was given, as the server says.
    #[schema(value_type = String, format = DateTime)]
    pub signed_at: Timestamp,
}

/// The Urkunde as far as it was signed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct UnfinishedFile {
    /// When the last chamber signed the seal: the page's date of creation.
    #[schema(value_type = String, format = DateTime)]
    pub sealed_at: Timestamp,
    /// The PDF file.
    pub bytes: String,
}

/// A signature that a machine delivers.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SealDelivery {
    /// The key.
    pub key_id: String,
    /// 64 bytes.
    #[schema(pattern = "^[0-9a-fA-F]{128}$")]
    pub signature: String,
}

/// A refusal that a machine delivers.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefusalDelivery {
    /// Why, for staff.
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

/// What became of a delivery.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Receipt {
    /// The number.
    pub serial: String,
    /// How far the certificate has come: `prepared`, `sealed`, `issued` or `refused`.
    pub stage: String,
}

/// What went wrong, as a problem (RFC 9457).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = MachineProblem)]
pub struct Problem {
    /// What kind of problem: `urn:kammersiegel:cosign:` and its code.
    #[serde(rename = "type")]
    pub kind: String,
    /// In a few English words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
}
