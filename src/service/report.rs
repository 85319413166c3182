//! A verdict as data: what the API, `verify --json` and `certificate --json` say.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::cause::Cause;
use super::explanation;
use super::programmes::Programmes;
use super::verify::{CheckedDocument, CheckedSignature, Finding, Listing, Verdict};
use crate::domain::certificate::Facts;
use crate::domain::chamber::ChamberId;
use crate::domain::language::{Language, Localised};
use crate::domain::lifecycle::PublicState;
use crate::domain::municipality::Kind;
use crate::domain::signing::Level;
use crate::domain::validity::Day;
use crate::seal::examination::ExaminedSignature;

/// A verdict as data. Nothing is said of a recipient unless every chamber signed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Report {
    /// `not_yet_valid`, `valid`, `expired`, `suspended`, `withdrawn`, `superseded`, `unknown`,
    /// `not_genuine`, `malformed` or `unavailable`.
    pub state: &'static str,
    /// Whether every chamber's signature was verified.
    pub genuine: bool,
    /// `7H3K-9QXM-2P4R-8T28`.
    pub serial: Option<String>,
    /// Who was awarded.
    pub recipient: Option<RecipientReport>,
    /// What was awarded.
    pub mark: Option<MarkReport>,
    /// First valid day, ISO 8601.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_from: Option<Day>,
    /// Last valid day, ISO 8601; valid until it is over in Europe/Berlin.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_until: Option<Day>,
    /// Each chamber's part.
    pub issuers: Vec<IssuerReport>,
    /// The instant for which this holds, RFC 3339.
    #[schema(value_type = String, format = DateTime)]
    pub as_of: Timestamp,
    /// Since when it is suspended, withdrawn or superseded.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
    /// The number of the corrected copy.
    pub superseded_by: Option<String>,
    /// For a superseded copy: the state of the award itself.
    pub award_state: Option<&'static str>,
    /// `listed`, `not_listed` or `not_consulted`.
    pub register: Option<&'static str>,
    /// Why it is not genuine or malformed, as a word.
    #[schema(inline)]
    pub cause: Option<Cause>,
    /// Why it is not genuine, malformed, unknown or unavailable, in words (`Accept-Language`).
    pub explanation: Option<String>,
    /// For a file that is not genuine as it is: what was really issued under the number that it
    /// names.
    pub registered: Option<RegisteredReport>,
    /// The signatures of the file, if one was sent and every chamber signed it.
    pub document: Option<DocumentReport>,
    /// Whether the seal was read from a picture: then the data is judged, and not the drawing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub picture: bool,
}

/// What the register has under a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegisteredReport {
    /// How it stands, as in `state`.
    pub state: &'static str,
    /// Who was awarded.
    pub recipient: RecipientReport,
    /// What was awarded.
    pub mark: Option<MarkReport>,
    /// First valid day, ISO 8601.
    #[schema(value_type = String, format = Date)]
    pub valid_from: Day,
    /// Last valid day, ISO 8601.
    #[schema(value_type = String, format = Date)]
    pub valid_until: Day,
    /// Since when it is suspended, withdrawn or superseded.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
    /// Where the issued Urkunde is: a path on this server.
    pub document: String,
    /// Where the number is checked: a path on this server.
    pub page: String,
}

/// The signatures of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentReport {
    /// Baseline level (ETSI EN 319 142-1): `B`, `T` or `LTA`.
    #[schema(value_type = String)]
    pub level: Level,
    /// In the order of signing.
    pub signatures: Vec<DocumentSignatureReport>,
}

/// A chamber's signature of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentSignatureReport {
    /// Identifier of the chamber.
    pub chamber: String,
    /// Subject of the certificate (RFC 4514).
    pub subject: String,
    /// `self-issued` by the chamber, or `issued` by somebody else.
    pub certificate: &'static str,
    /// What somebody else who issued the certificate is called in it.
    pub issuer: Option<String>,
    /// When it was signed, as the chamber says.
    #[schema(value_type = String, format = DateTime)]
    pub signed_at: Timestamp,
    /// By when it was signed, as a time-stamp service proves.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub time_stamp: Option<Timestamp>,
}

/// Who was awarded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RecipientReport {
    /// Name.
    pub name: String,
    /// `Stadt` or `Gemeinde`; known to the register only.
    #[schema(value_type = Option<String>)]
    pub kind: Option<Kind>,
    /// Amtlicher Gemeindeschlüssel.
    pub ags: Option<String>,
    /// Host of the website.
    pub website: String,
}

/// What was awarded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MarkReport {
    /// The programme's number in the seal.
    pub number: u64,
    /// German name.
    pub name: String,
    /// English name.
    pub name_en: String,
}

/// A chamber's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IssuerReport {
    /// Name of the chamber.
    pub name: String,
    /// The key that the seal names, eight hexadecimal digits.
    pub key_id: Option<String>,
    /// `valid`, `invalid` or `missing`.
    pub signature: &'static str,
}

impl RecipientReport {
    pub(super) fn of(facts: &Facts, kind: Option<Kind>) -> Self {
        Self {
            name: facts.name.as_str().to_owned(),
            kind,
            ags: facts.recipient.ags().map(ToString::to_string),
            website: facts.host.as_str().to_owned(),
        }
    }
}

impl MarkReport {
    fn of(number: u64, marks: &Marks<'_>) -> Option<Self> {
        let name = marks.name(number)?;
        Some(Self {
            number,
            name: name.de.clone(),
            name_en: name.en.clone(),
        })
    }

    /// Its name in a language.
    pub fn name_in(&self, language: Language) -> &str {
        match language {
            Language::De => &self.name,
            Language::En => &self.name_en,
        }
    }
}

impl RegisteredReport {
    fn of(verdict: &Verdict, marks: &Marks<'_>) -> Option<Self> {
        let (Finding::Genuine(genuine), Some(serial)) = (&verdict.finding, verdict.serial) else {
            return None;
        };
        let facts = &genuine.facts;
        Some(Self {
            state: verdict.state(),
            recipient: RecipientReport::of(facts, genuine.kind),
            mark: MarkReport::of(facts.mark, marks),
            valid_from: facts.term.from(),
            valid_until: facts.term.until(),
            since: since(genuine.state),
            document: format!("/urkunde/{serial}"),
            page: format!("/z/{serial}"),
        })
    }
}

impl Report {
    /// The report of a verdict.
    pub fn of(verdict: &Verdict, marks: &Marks<'_>) -> Self {
        let mut report = Self {
            state: verdict.state(),
            genuine: false,
            serial: verdict.serial.map(|s| s.to_string()),
            recipient: None,
            mark: None,
            valid_from: None,
            valid_until: None,
            issuers: verdict.signatures.iter().map(issuer).collect(),
            as_of: verdict.as_of,
            since: None,
            superseded_by: None,
            award_state: None,
            register: None,
            cause: Cause::of(&verdict.finding),
            explanation: None,
            registered: verdict
                .registered
                .as_deref()
                .and_then(|registered| RegisteredReport::of(registered, marks)),
            document: verdict.document.as_ref().map(document),
            picture: verdict.picture,
        };
        match &verdict.finding {
            Finding::Genuine(genuine) => {
                report.genuine = true;
                report.describe(&genuine.facts, genuine.kind, marks);
                report.award_state = genuine.award.map(PublicState::name);
                report.register = Some(match genuine.listing {
                    Listing::Listed => "listed",
                    Listing::NotListed => "not_listed",
                    Listing::NotConsulted => "not_consulted",
                });
                report.since = since(genuine.state);
                if let PublicState::Superseded { by, .. } = genuine.state {
                    report.superseded_by = Some(by.to_string());
                }
            }
            Finding::NotGenuine(_)
            | Finding::Malformed(_)
            | Finding::NoSeal(_)
            | Finding::Unknown
            | Finding::Unavailable => {}
        }
        report
    }

    /// The report of a verdict, with its explanation in a language.
    pub fn explained(language: Language, verdict: &Verdict, marks: &Marks<'_>) -> Self {
        let why = explanation::why(language, verdict, marks);
        Self {
            explanation: (!why.is_empty()).then(|| why.join(" ")),
            ..Self::of(verdict, marks)
        }
    }

    pub(super) fn describe(&mut self, facts: &Facts, kind: Option<Kind>, marks: &Marks<'_>) {
        self.recipient = Some(RecipientReport::of(facts, kind));
        self.mark = MarkReport::of(facts.mark, marks);
        self.valid_from = Some(facts.term.from());
        self.valid_until = Some(facts.term.until());
    }
}

/// Where the names of marks come from.
#[derive(Debug, Clone, Copy)]
pub enum Marks<'a> {
    /// The programmes.
    Programmes(&'a Programmes),
    /// A keyring file, for a check without programmes.
    Keyring(&'a crate::seal::Keyring),
}

impl Marks<'_> {
    /// The name of a mark.
    pub fn name(&self, number: u64) -> Option<&Localised> {
        match self {
            Self::Programmes(programmes) => programmes.by_number(number).map(|p| &p.name),
            Self::Keyring(keyring) => keyring.mark(number).map(|m| &m.name),
        }
    }

    /// The name of the chamber whose signature field it is: fields are named by their chambers.
    pub fn chamber(&self, language: Language, field: &str) -> String {
        let id = ChamberId::parse(field).ok();
        let name = id.and_then(|id| match self {
            Self::Programmes(programmes) => {
                let mut all = programmes.iter();
                all.find_map(|p| p.programme.chamber(&id).map(|c| &c.name))
            }
            Self::Keyring(keyring) => {
                let mut all = keyring.marks().iter().flat_map(|mark| &mark.chambers);
                all.find(|chamber| chamber.id == id).map(|c| &c.name)
            }
        });
        name.map_or_else(|| field.to_owned(), |name| name.get(language).clone())
    }
}

pub(super) fn issuer(signature: &ExaminedSignature) -> IssuerReport {
    IssuerReport {
        name: signature.name.de.clone(),
        key_id: signature.key.map(|k| k.to_string()),
        signature: signature.outcome.name(),
    }
}

const fn since(state: PublicState) -> Option<Timestamp> {
    match state {
        PublicState::Suspended { since }
        | PublicState::Withdrawn { since }
        | PublicState::Superseded { since, .. } => Some(since),
        PublicState::Valid | PublicState::NotYetValid | PublicState::Expired => None,
    }
}

fn document(checked: &CheckedDocument) -> DocumentReport {
    let signature = |signature: &CheckedSignature| DocumentSignatureReport {
        chamber: signature.field.clone(),
        subject: signature.subject.clone(),
        certificate: signature.kind.name(),
        issuer: signature.kind.issuer().map(ToOwned::to_owned),
        signed_at: signature.signed_at,
        time_stamp: signature.time_stamp.as_ref().map(|stamp| stamp.at),
    };
    DocumentReport {
        level: checked.level(),
        signatures: checked.signatures().iter().map(signature).collect(),
    }
}
