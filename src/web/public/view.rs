//! A verdict in words for the page.

use i18n_embed_fl::fl;

use super::page::join;
use crate::domain::language::Language;
use crate::domain::lifecycle::PublicState;
use crate::domain::municipality::Kind;
use crate::domain::validity::Day;
use crate::seal::examination::{ExaminedSignature, Outcome};
use crate::service::Programmes;
use crate::service::explanation;
use crate::service::report::Marks;
use crate::service::verify::{
    BakedError, CheckedSignature, Finding, Forgery, Genuine, Listing, Verdict,
};
use crate::texts;

/// How an answer looks: colour, and a shape for those who do not see colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Tone {
    /// Valid.
    Good,
    /// Genuine, but not valid now.
    Caution,
    /// Not to be relied on.
    Bad,
    /// Nothing is known.
    Neutral,
}

impl Tone {
    pub(in crate::web) const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Caution => "caution",
            Self::Bad => "bad",
            Self::Neutral => "neutral",
        }
    }
}

/// An answer in words.
pub(super) struct Answer {
    pub tone: Tone,
    pub state: String,
    pub says: String,
    /// Why, or what else has to be known.
    pub notes: Vec<String>,
    pub recipient: Option<String>,
    pub mark: Option<String>,
    pub facts: Vec<(String, String)>,
    pub signatures: Vec<SignatureLine>,
    /// The chambers' signatures of a file that was sent.
    pub document: Vec<SignatureLine>,
    pub successor: Option<String>,
    /// The register's own picture, beside which the one that was sent can be held.
    pub own_picture: Option<OwnPicture>,
    /// What was really issued under the number that a refused file names.
    pub own_copy: Option<OwnCopy>,
    /// Whether the number on the sheet is what is left to check.
    pub asks_for_a_number: bool,
    pub basis: Option<Basis>,
    pub as_of: String,
    /// The instant for machines.
    pub as_of_data: String,
}

/// A picture in the register.
pub(super) struct OwnPicture {
    pub address: String,
    pub alt: String,
}

/// What the register has under a number.
pub(super) struct OwnCopy {
    pub serial: String,
    pub state: String,
    pub says: String,
    pub recipient: Option<String>,
    pub mark: Option<String>,
}

/// A chamber's signature in words.
pub(super) struct SignatureLine {
    pub chamber: String,
    pub says: String,
    pub key: Option<String>,
    pub counts: bool,
}

/// What the mark stands for.
pub(super) struct Basis {
    pub summary: String,
    pub criteria: Vec<String>,
    pub examination: String,
    pub sample: bool,
}

pub(super) fn answer(language: Language, verdict: &Verdict, programmes: &Programmes) -> Answer {
    let mut answer = Answer {
        tone: Tone::Neutral,
        state: state(language, verdict.state()),
        says: String::new(),
        notes: Vec::new(),
        recipient: None,
        mark: None,
        facts: Vec::new(),
        signatures: verdict
            .signatures
            .iter()
            .map(|s| signature(language, s))
            .collect(),
        document: verdict
            .document
            .iter()
            .flat_map(|document| document.signatures())
            .map(|s| document_signature(language, s, programmes))
            .collect(),
        successor: None,
        own_picture: None,
        own_copy: None,
        asks_for_a_number: false,
        basis: None,
        as_of: texts::instant(language, verdict.as_of),
        as_of_data: verdict.as_of.to_string(),
    };
    let t = texts::of(language);
    let why = || explanation::why(language, verdict, &Marks::Programmes(programmes));
    match &verdict.finding {
        Finding::Genuine(found) => genuine(&mut answer, language, verdict, found, programmes),
        Finding::Unknown => answer.says = fl!(t, "says-unknown"),
        Finding::NoSeal(error) => {
            answer.tone = match error {
                BakedError::NoSeal => Tone::Neutral,
                _ => Tone::Caution,
            };
            answer.says = why().join(" ");
        }
        Finding::Unavailable => answer.says = fl!(t, "says-unavailable"),
        Finding::Malformed(_) => {
            answer.tone = Tone::Caution;
            answer.says = why().join(" ");
        }
        Finding::NotGenuine(forgery) => {
            answer.tone = Tone::Bad;
            answer.says = match forgery {
                Forgery::File(_) => fl!(t, "says-file-not-genuine"),
                _ if verdict.document.is_some() => fl!(t, "says-file-not-genuine"),
                _ if verdict.picture => fl!(t, "says-picture-not-genuine"),
                _ => fl!(t, "says-not-genuine"),
            };
            answer.notes = why();
            answer.asks_for_a_number = explanation::asks_for_a_number(verdict);
            let registered = verdict.registered.as_deref();
            answer.own_copy = registered.and_then(|own| own_copy(language, own, programmes));
        }
    }
    answer
}

fn own_copy(language: Language, registered: &Verdict, programmes: &Programmes) -> Option<OwnCopy> {
    let own = answer(language, registered, programmes);
    Some(OwnCopy {
        serial: registered.serial?.to_string(),
        state: own.state,
        says: own.says,
        recipient: own.recipient,
        mark: own.mark,
    })
}

fn genuine(
    answer: &mut Answer,
    language: Language,
    verdict: &Verdict,
    found: &Genuine,
    programmes: &Programmes,
) {
    let t = texts::of(language);
    let facts = &found.facts;
    let names = || verdict.signatures.iter().map(|s| s.name.get(language));
    let in_sentence = |name: &String| fl!(t, "chamber-in-sentence", name = name.as_str());
    let chambers = join(language, names().map(in_sentence).collect());
    let until = texts::date_long(language, facts.term.until());
    let since = |at| texts::date_long(language, Day::of(at));
    answer.tone = Tone::Caution;
    answer.says = match found.state {
        PublicState::Valid => {
            answer.tone = Tone::Good;
            fl!(t, "says-valid", chambers = chambers, until = until.clone())
        }
        PublicState::NotYetValid => {
            fl!(
                t,
                "says-not-yet-valid",
                from = texts::date_long(language, facts.term.from())
            )
        }
        PublicState::Expired => fl!(t, "says-expired", until = until.clone()),
        PublicState::Suspended { since: at } => fl!(t, "says-suspended", since = since(at)),
        PublicState::Withdrawn { since: at } => {
            answer.tone = Tone::Bad;
            fl!(t, "says-withdrawn", since = since(at))
        }
        PublicState::Superseded { since: at, by } => {
            answer.successor = Some(by.to_string());
            let award = found.award.map_or("other", PublicState::name);
            fl!(
                t,
                "says-superseded",
                since = since(at),
                by = by.to_string(),
                award = award
            )
        }
    };
    if verdict.picture {
        answer.notes.push(fl!(t, "picture-proves"));
    }
    match found.listing {
        Listing::Listed if verdict.picture => {
            let name = facts.name.as_str();
            answer.own_picture = Some(OwnPicture {
                address: format!("/seal/{}.svg", facts.serial),
                alt: fl!(t, "picture-own-alt", name = name),
            });
        }
        Listing::Listed => {}
        Listing::NotListed => {
            answer.tone = Tone::Caution;
            answer.notes.push(fl!(t, "register-not-listed"));
        }
        Listing::NotConsulted => answer.notes.push(fl!(t, "register-not-consulted")),
    }
    let name = facts.name.as_str();
    answer.recipient = Some(match found.kind {
        Some(Kind::Stadt) => fl!(t, "recipient-town", name = name),
        Some(Kind::Gemeinde) => fl!(t, "recipient-municipality", name = name),
        None => name.to_owned(),
    });
    let term = fl!(
        t,
        "term",
        from = texts::date_long(language, facts.term.from()),
        until = until
    );
    answer.facts = vec![
        (
            fl!(t, "label-awarded-by"),
            join(language, names().cloned().collect()),
        ),
        (fl!(t, "label-term"), term),
        (fl!(t, "label-serial"), facts.serial.to_string()),
    ];
    if let Some(programme) = programmes.by_number(facts.mark) {
        answer.mark = Some(programme.name.get(language).clone());
        let description = &programme.description;
        answer.basis = Some(Basis {
            summary: description.summary.get(language).clone(),
            criteria: description.criteria.get(language).clone(),
            examination: description.examination.get(language).clone(),
            sample: programme.sample,
        });
    }
}

fn signature(language: Language, signature: &ExaminedSignature) -> SignatureLine {
    let t = texts::of(language);
    let says = match signature.outcome {
        Outcome::Valid => fl!(t, "signature-valid"),
        Outcome::ValidByRetiredKey(day) => {
            fl!(
                t,
                "signature-valid-retired",
                date = texts::date(language, day)
            )
        }
        Outcome::Missing | Outcome::ForeignKey => fl!(t, "signature-missing"),
        Outcome::Invalid | Outcome::KeyWasRetired(_) | Outcome::KeyWasCompromised(_) => {
            fl!(t, "signature-invalid")
        }
    };
    SignatureLine {
        chamber: signature.name.get(language).clone(),
        says,
        key: signature
            .key
            .map(|k| fl!(t, "signature-key", key = k.to_string())),
        counts: signature.outcome.counts(),
    }
}

/// Who signed the file, when, and what kind of certificate says so.
fn document_signature(
    language: Language,
    signature: &CheckedSignature,
    programmes: &Programmes,
) -> SignatureLine {
    let t = texts::of(language);
    let kind = match signature.kind.issuer() {
        None => fl!(t, "certificate-self-issued"),
        Some(issuer) => fl!(t, "certificate-issued", issuer = issuer),
    };
    let moment = texts::instant(language, signature.signed_at);
    let stamp = signature.time_stamp.as_ref();
    SignatureLine {
        chamber: Marks::Programmes(programmes).chamber(language, &signature.field),
        says: fl!(t, "document-signed", moment = moment, kind = kind),
        key: stamp.map(|stamp| {
            let moment = texts::instant(language, stamp.at);
            fl!(t, "document-stamped", moment = moment)
        }),
        counts: true,
    }
}

fn state(language: Language, name: &str) -> String {
    texts::find(language, &format!("state-{}", name.replace('_', "-"))).unwrap_or_default()
}
