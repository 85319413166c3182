//! Pictures of Urkunden and seals.

use axum::extract::{Path, Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use i18n_embed_fl::fl;
use jiff::Timestamp;
use serde::Deserialize;

use super::Site;
use super::error::StaffError;
use super::form::escaped;
use super::guest::Staff;
use super::lines::recipient;
use super::routes::{Needs, Route};
use crate::domain::certificate::Certificate;
use crate::domain::language::Language;
use crate::domain::municipality::Ags;
use crate::domain::permission::Action;
use crate::domain::programme::ProgrammeId;
use crate::domain::proposal::Step;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::service::order::Order;
use crate::service::{By, ServiceError, apart};
use crate::store::CertificateRecord;
use crate::texts;

const DRAFT: &str = "/staff/certificates/preview/{picture}";
const ONE: &str = "/staff/certificates/{serial}/{picture}";

const SVG: &str = "image/svg+xml";

pub(super) fn routes() -> Vec<Route> {
    let prepares = Needs::May(Action::PrepareCertificate);
    vec![
        Route::get(DRAFT, prepares, draft),
        Route::get(ONE, Needs::May(Action::SeeCertificates), one),
    ]
}

/// Where the pictures of a certificate are, and what they say.
pub(super) struct Preview {
    pub urkunde: String,
    pub urkunde_alt: String,
    pub seal: String,
    pub seal_alt: String,
    /// First and last day in words.
    pub term: String,
}

/// An order as it stands in an address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    programme: String,
    ags: String,
    from: String,
    term: String,
    dated: String,
    /// The number of a certificate that it corrects, and its new last day; nothing else then.
    corrects: String,
    until: String,
}

/// What happened to a certificate, in the address of its seal.
#[derive(Debug, Clone, Copy)]
pub(super) enum After {
    Step(Step),
    Superseded,
}

impl After {
    const SUPERSEDED: &'static str = "supersede";

    const fn name(self) -> &'static str {
        match self {
            Self::Step(step) => step.as_str(),
            Self::Superseded => Self::SUPERSEDED,
        }
    }

    fn parse(name: &str) -> Option<Self> {
        match name {
            Self::SUPERSEDED => Some(Self::Superseded),
            step => Step::parse(step).map(Self::Step),
        }
    }

    /// The certificate as it stands then.
    fn of(
        self,
        mut record: CertificateRecord,
        at: Timestamp,
    ) -> Result<CertificateRecord, ServiceError> {
        let stage = &record.certificate.stage;
        let now = stage.standing()?;
        let then = match self {
            Self::Step(step) => step.take(now, "", at)?,
            Self::Superseded => now.supersede(Serial::nobodys(), at)?,
        };
        record.certificate.stage = stage.with_standing(then)?;
        Ok(record)
    }
}

/// Which of several pictures of a seal.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    after: String,
}

/// Where the seal is as it stands, or as it would stand.
pub(super) fn seal_after(serial: Serial, after: Option<After>) -> String {
    let query = after.map_or(String::new(), |after| format!("?after={}", after.name()));
    format!("/staff/certificates/{serial}/siegel.svg{query}")
}

/// The pictures of a corrected copy that is not prepared yet.
pub(super) fn preview_of_correction(
    language: Language,
    draft: &Certificate,
    old: Serial,
) -> Preview {
    let until = draft.facts.term.until();
    let address =
        |picture| format!("/staff/certificates/preview/{picture}.svg?corrects={old}&until={until}");
    described(language, draft, address)
}

/// The pictures of what is not prepared yet.
pub(super) fn preview_of(language: Language, draft: &Certificate, order: &Order) -> Preview {
    let mut query = format!(
        "programme={}&ags={}&from={}&term={}",
        escaped(order.programme.as_str()),
        order.municipality,
        order.from,
        if order.renewal { "renewal" } else { "first" },
    );
    if let Some(dated) = order.dated {
        query.push_str(&format!("&dated={dated}"));
    }
    let address = |picture| format!("/staff/certificates/preview/{picture}.svg?{query}");
    described(language, draft, address)
}

/// The pictures of a certificate.
pub(super) fn pictures_of(language: Language, certificate: &Certificate) -> Preview {
    let serial = certificate.facts.serial;
    let address = |picture| format!("/staff/certificates/{serial}/{picture}.svg");
    described(language, certificate, address)
}

fn described(
    language: Language,
    certificate: &Certificate,
    address: impl Fn(&'static str) -> String,
) -> Preview {
    let t = texts::of(language);
    let facts = &certificate.facts;
    let name = recipient(language, certificate.kind, facts.name.as_str());
    let from = texts::date_long(language, facts.term.from());
    let until = texts::date_long(language, facts.term.until());
    Preview {
        urkunde: address("urkunde"),
        urkunde_alt: fl!(t, "preview-urkunde", name = name.as_str()),
        seal: address("siegel"),
        seal_alt: fl!(t, "preview-seal", name = name.as_str()),
        term: fl!(t, "term", from = from, until = until),
    }
}

async fn draft(
    State(site): State<Site>,
    staff: Staff,
    Path(picture): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, StaffError> {
    let meant = meant(&site, &staff, &wanted).await?;
    let (service, person, at) = (site.service().clone(), staff.account.id.clone(), staff.at());
    let svg = apart(move || async move {
        let by = By {
            actor: person.as_str(),
            at,
        };
        let draft = match meant {
            Meant::Order(order) => service.draft(&order, by).await?,
            Meant::Correction(old, until) => service.draft_correction(old, until, by).await?,
        };
        match picture.as_str() {
            "urkunde.svg" => service.picture_of_draft(&draft).map(Some),
            "siegel.svg" => service.picture_of_seal_draft(&draft).map(Some),
            _ => Ok(None),
        }
    });
    let svg = svg.await?.ok_or(StaffError::NotFound)?;
    Ok(([(CONTENT_TYPE, SVG)], svg).into_response())
}

async fn one(
    State(site): State<Site>,
    staff: Staff,
    Path((serial, picture)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Result<Response, StaffError> {
    let serial: Serial = serial.parse().map_err(|_| StaffError::NotFound)?;
    let mut record = super::certificate::find(&site, &staff, serial).await?;
    let (service, at) = (site.service().clone(), staff.at());
    if let Some(after) = After::parse(&which.after) {
        record = after.of(record, at)?;
    }
    let drawn = apart(move || async move {
        Ok(match picture.as_str() {
            "urkunde.svg" => Some((SVG, service.picture_of_urkunde(&record)?.into_bytes())),
            "siegel.svg" => Some((SVG, service.picture_of_seal(&record, at)?.into_bytes())),
            "siegel.png" => Some(("image/png", service.png_of_seal(&record, at)?)),
            "urkunde.pdf" => {
                let document = service.store.document(serial).await?;
                document.map(|bytes| ("application/pdf", bytes))
            }
            _ => None,
        })
    });
    let (kind, bytes) = drawn.await?.ok_or(StaffError::NotFound)?;
    Ok(([(CONTENT_TYPE, kind)], bytes).into_response())
}

/// What a draft is of.
enum Meant {
    Order(Order),
    Correction(Serial, Option<Day>),
}

/// What an address means, if it is of the chamber's.
async fn meant(site: &Site, staff: &Staff, wanted: &Wanted) -> Result<Meant, StaffError> {
    if let Ok(old) = wanted.corrects.parse::<Serial>() {
        super::certificate::find(site, staff, old).await?;
        return Ok(Meant::Correction(old, Day::parse(&wanted.until).ok()));
    }
    let order = order(wanted).ok_or(StaffError::NotFound)?;
    let programmes = &site.service().programmes;
    if !programmes.concerns(&order.programme, &staff.account.chamber) {
        return Err(StaffError::NotFound);
    }
    Ok(Meant::Order(order))
}

fn order(wanted: &Wanted) -> Option<Order> {
    let dated = match wanted.dated.as_str() {
        "" => None,
        text => Some(Day::parse(text).ok()?),
    };
    Some(Order {
        programme: ProgrammeId::parse(&wanted.programme).ok()?,
        municipality: Ags::parse(&wanted.ags).ok()?,
        from: Day::parse(&wanted.from).ok()?,
        until: None,
        renewal: wanted.term == "renewal",
        dated,
    })
}
