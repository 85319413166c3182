//! Awards as open data.

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::ApiError;
use super::certificates::serial;
use super::described::Reading;
use super::problem::Problem;
use crate::domain::municipality::District;
use crate::domain::programme::ProgrammeId;
use crate::service::awards::{Award, AwardFilter, AwardPage, AwardState, ProgrammeReport};
use crate::web::Site;

/// How many awards a page has if nothing is said, and at most.
const PER_PAGE: u32 = 50;
const MOST: u32 = 100;

/// Last page that may be asked for: far behind every end.
const LAST: u32 = 1_000_000;

/// Which awards.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Only those that stand like this now.
    #[param(value_type = Option<AwardState>)]
    state: Option<String>,
    /// Only those of one programme.
    #[param(example = "guter-ort", pattern = "^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$")]
    programme: Option<String>,
    /// Only those of one district: the first five digits of the AGS (Kreisschlüssel).
    #[param(example = "08136", pattern = "^[0-9]{5}$")]
    district: Option<String>,
    /// Which page; the first is 1.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000000)]
    page: Option<String>,
    /// How many awards a page has; 50 if not given.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    per_page: Option<String>,
}

/// The marks that can be awarded.
#[utoipa::path(
    get,
    path = "/api/v1/programmes",
    operation_id = "listProgrammes",
    tag = "awards",
    responses((status = 200, description = "The programmes, by number.", body = [ProgrammeReport],
        links(("awardsOfOne" = (operation_id = "listAwards",
            parameters(("programme" = "$response.body#/0/id")))))))
)]
pub(super) async fn programmes(State(site): State<Site>) -> Response {
    open(&site.service().programme_reports())
}

/// The awards, newest first.
///
/// Only what is issued is public. Who signed as a person, why something was suspended or withdrawn,
/// and every score are not told.
#[utoipa::path(
    get,
    path = "/api/v1/awards",
    operation_id = "listAwards",
    tag = "awards",
    params(Wanted),
    responses(
        (status = 200, description = "One page of awards.", body = AwardPage,
            links(
                ("oneOfThem" = (operation_id = "showAward",
                    parameters(("serial" = "$response.body#/awards/0/serial")))),
                ("checkOne" = (operation_id = "verify",
                    parameters(("code" = "$response.body#/awards/0/serial"))))
            )),
        Reading,
    )
)]
pub(super) async fn list(
    State(site): State<Site>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, ApiError> {
    let Query(wanted) = wanted.map_err(|_| ApiError::Parameter("query"))?;
    let (filter, page) = (wanted.filter()?, wanted.page()?);
    let at = site.now();
    let snapshot = site.register().recent(at).ok_or(ApiError::Unavailable)?;
    Ok(open(
        &site.service().award_page(&snapshot, &filter, page, at),
    ))
}

/// One award.
#[utoipa::path(
    get,
    path = "/api/v1/awards/{serial}",
    operation_id = "showAward",
    tag = "awards",
    params(("serial" = String, Path, description = "Its number.",
        example = "7H3K-9QXM-2P4R-8T28")),
    responses(
        (status = 200, description = "The award.", body = Award),
        (status = 404, description = "No award has this number. That alone proves no forgery.",
            body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The register cannot be asked; try again later.",
            body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn one(
    State(site): State<Site>,
    number: Result<Path<String>, PathRejection>,
) -> Result<Response, ApiError> {
    let serial = serial(number)?;
    let at = site.now();
    let snapshot = site.register().recent(at).ok_or(ApiError::Unavailable)?;
    let award = site.service().award(&snapshot, serial, at);
    Ok(open(&award.ok_or(ApiError::NotFound)?))
}

/// An answer for everybody, pages of other sites included.
fn open(content: &impl Serialize) -> Response {
    let headers = [
        (CACHE_CONTROL, "no-cache"),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, Json(content)).into_response()
}

impl Wanted {
    fn filter(&self) -> Result<AwardFilter, ApiError> {
        let state = self
            .state
            .as_deref()
            .map(|text| AwardState::parse(text).ok_or(ApiError::Parameter("state")));
        let programme = self
            .programme
            .as_deref()
            .map(|text| ProgrammeId::parse(text).map_err(|_| ApiError::Parameter("programme")));
        let district = self
            .district
            .as_deref()
            .map(|text| District::parse(text).ok_or(ApiError::Parameter("district")));
        Ok(AwardFilter {
            state: state.transpose()?,
            programme: programme.transpose()?,
            district: district.transpose()?,
        })
    }

    fn page(&self) -> Result<(u32, u32), ApiError> {
        let page = number("page", self.page.as_deref(), LAST)?;
        let per_page = number("per_page", self.per_page.as_deref(), MOST)?;
        Ok((page.unwrap_or(1), per_page.unwrap_or(PER_PAGE)))
    }
}

fn number(name: &'static str, text: Option<&str>, most: u32) -> Result<Option<u32>, ApiError> {
    let Some(text) = text else {
        return Ok(None);
    };
    // Digits only: `parse` would take a sign.
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let number = digits.then(|| text.parse().ok()).flatten();
    let fits = number.filter(|n| (1..=most).contains(n));
    fits.map(Some).ok_or(ApiError::Parameter(name))
}
