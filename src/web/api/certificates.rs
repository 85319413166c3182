//! Certificates for the chambers' other systems: preparing them, and following what becomes of them.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::ApiError;
use super::described::{WithToken, Writing};
use super::problem::Problem;
use super::write::{KeyHeader, read};
use crate::domain::machine::Right;
use crate::domain::municipality::Ags;
use crate::domain::programme::ProgrammeId;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::service::order::Order;
use crate::service::other_systems::Write;
use crate::service::progress::CertificateProgress;
use crate::web::Site;
use crate::web::machine::caller::recognise;

/// A certificate to be prepared.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCertificate {
    /// The mark's programme.
    #[schema(example = "guter-ort", pattern = "^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$")]
    programme: String,
    /// The recipient's AGS; the municipality has to be entered before.
    #[schema(example = "08136088", pattern = "^[0-9]{8}$")]
    municipality: String,
    /// The first valid day, ISO 8601.
    #[schema(format = Date, example = "2031-03-01")]
    valid_from: String,
    /// The last valid day, ISO 8601; computed from the programme's terms if not given.
    #[serde(default)]
    #[schema(format = Date, example = "2034-02-28")]
    valid_until: Option<String>,
    /// Whether it is a re-certification, which has a term of its own.
    #[serde(default)]
    renewal: bool,
    /// The day on the Urkunde, ISO 8601; the first valid day if not given.
    #[serde(default)]
    #[schema(format = Date, example = "2031-02-15")]
    dated: Option<String>,
    /// Whether it is meant despite other certificates of the same mark and recipient that are under
    /// way, or count for some of the same days. Otherwise they are an obstacle (409).
    #[serde(default)]
    despite_others: bool,
}

/// Prepares a certificate: its facts and its words are fixed, and the chambers are asked to sign.
///
/// Nothing is signed by it. Whoever made the token at the desk does not sign what it prepared.
#[utoipa::path(
    post,
    path = "/api/v1/certificates",
    operation_id = "prepareCertificate",
    tag = "writing",
    security(("token" = [])),
    params(KeyHeader),
    request_body = NewCertificate,
    responses(
        (status = 201, description = "It is prepared.", body = CertificateProgress,
            links(("progress" = (operation_id = "followCertificate",
                parameters(("serial" = "$response.body#/serial")))))),
        WithToken,
        Writing,
    )
)]
pub(super) async fn prepare(
    State(site): State<Site>,
    request: Request,
) -> Result<Response, ApiError> {
    let sent = read::<NewCertificate>(&site, Right::PrepareCertificates, request).await?;
    let order = sent.body.order()?;
    let knows = sent.body.despite_others;
    let (service, mut random) = (site.service().clone(), site.random());
    let work = move |write: Write, at| async move {
        let prepared = service.prepare_once(&write, &order, knows, at, &mut random);
        prepared.await
    };
    sent.once(work).await
}

/// How far a certificate of the token's chamber has come.
#[utoipa::path(
    get,
    path = "/api/v1/certificates/{serial}",
    operation_id = "followCertificate",
    tag = "writing",
    security(("token" = [])),
    params(("serial" = String, Path, description = "Its number.",
        example = "7H3K-9QXM-2P4R-8T28")),
    responses(
        (status = 200, description = "How far it has come.", body = CertificateProgress),
        (status = 404, description = "No certificate of the chamber has this number.",
            body = Problem, content_type = "application/problem+json"),
        WithToken,
    )
)]
pub(super) async fn progress(
    State(site): State<Site>,
    number: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, ApiError> {
    let at = site.now();
    let (parts, _) = request.into_parts();
    let machine = recognise(&parts, &site, Right::FollowCertificates, at).await?;
    let serial = serial(number)?;
    let progress = site.service().progress(serial, &machine, at).await?;
    Ok(([(CACHE_CONTROL, "no-store")], Json(progress)).into_response())
}

/// The number in a path.
pub(super) fn serial(number: Result<Path<String>, PathRejection>) -> Result<Serial, ApiError> {
    let Path(number) = number.map_err(|_| ApiError::NotFound)?;
    number.parse().map_err(|_| ApiError::NotFound)
}

impl NewCertificate {
    fn order(&self) -> Result<Order, ApiError> {
        let programme = ProgrammeId::parse(&self.programme);
        let municipality = Ags::parse(&self.municipality);
        Ok(Order {
            programme: programme.map_err(|_| ApiError::Field("programme"))?,
            municipality: municipality.map_err(|_| ApiError::Field("municipality"))?,
            from: day("valid_from", &self.valid_from)?,
            until: maybe_day("valid_until", self.valid_until.as_deref())?,
            renewal: self.renewal,
            dated: maybe_day("dated", self.dated.as_deref())?,
        })
    }
}

fn day(field: &'static str, text: &str) -> Result<Day, ApiError> {
    let iso = text.len() == 10 && text.as_bytes()[4] == b'-';
    let day = Day::parse(text).ok().filter(|_| iso);
    day.ok_or(ApiError::Field(field))
}

fn maybe_day(field: &'static str, text: Option<&str>) -> Result<Option<Day>, ApiError> {
    text.map(|text| day(field, text)).transpose()
}
