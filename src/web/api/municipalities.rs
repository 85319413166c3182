//! Municipalities, entered and brought up to date by other systems.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ApiError;
use super::described::{WithToken, Writing};
use super::problem::Problem;
use super::write::{KeyHeader, read};
use crate::domain::machine::Right;
use crate::domain::municipality::{
    Ags, Host, Kind, Municipality, RecipientName, latitude, longitude, parse_district,
};
use crate::service::other_systems::Write;
use crate::web::Site;

/// A municipality.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MunicipalityContent {
    /// Its name without „Stadt" or „Gemeinde" before it; it will stand on the Urkunde.
    #[schema(
        example = "Musterstadt",
        max_length = 120,
        pattern = "^[^\\s\\x00-\\x1f\\x7f-\\x9f]([^\\x00-\\x1f\\x7f-\\x9f]*[^\\s\\x00-\\x1f\\x7f-\\x9f])?$"
    )]
    name: String,
    /// Whether it is a town.
    kind: KindName,
    /// Its district (Landkreis).
    #[schema(
        example = "Musterkreis",
        max_length = 120,
        pattern = "^[^\\x00-\\x1f\\x7f-\\x9f]*$"
    )]
    district: String,
    /// Degrees north (WGS 84).
    #[schema(minimum = 47, maximum = 56, example = 48.8372)]
    latitude: f64,
    /// Degrees east (WGS 84).
    #[schema(minimum = 5, maximum = 16, example = 10.0936)]
    longitude: f64,
    /// Host of its website; international names as `xn--…`.
    #[schema(
        example = "www.musterstadt.example",
        max_length = 100,
        pattern = "^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$"
    )]
    website: String,
}

/// A municipality as the register has it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MunicipalityReport {
    /// Amtlicher Gemeindeschlüssel.
    #[schema(example = "08136088")]
    ags: String,
    /// Its name.
    name: String,
    /// Whether it is a town.
    kind: KindName,
    /// Its district (Landkreis).
    district: String,
    /// Degrees north (WGS 84).
    latitude: f64,
    /// Degrees east (WGS 84).
    longitude: f64,
    /// Host of its website.
    website: String,
}

/// Town or other municipality.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub(super) enum KindName {
    /// A town.
    Stadt,
    /// Any other municipality.
    Gemeinde,
}

/// Enters a municipality, or brings it up to date.
///
/// What was prepared before keeps the words that were fixed then.
#[utoipa::path(
    put,
    path = "/api/v1/municipalities/{ags}",
    operation_id = "enterMunicipality",
    tag = "writing",
    security(("token" = [])),
    params(
        ("ags" = String, Path, description = "Amtlicher Gemeindeschlüssel, eight digits.",
            pattern = "^[0-9]{8}$", example = "08136088"),
        KeyHeader
    ),
    request_body = MunicipalityContent,
    responses(
        (status = 200, description = "It is brought up to date.", body = MunicipalityReport),
        (status = 201, description = "It is entered.", body = MunicipalityReport),
        (status = 404, description = "This is no AGS.", body = Problem,
            content_type = "application/problem+json"),
        WithToken,
        Writing,
    )
)]
pub(super) async fn enter(
    State(site): State<Site>,
    key: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, ApiError> {
    let sent = read::<MunicipalityContent>(&site, Right::EnterMunicipalities, request).await?;
    let Path(key) = key.map_err(|_| ApiError::NotFound)?;
    let ags = Ags::parse(&key).map_err(|_| ApiError::NotFound)?;
    let municipality = sent.body.of(ags)?;
    let service = site.service().clone();
    let work = move |write: Write, at| async move {
        let told = MunicipalityReport::of(&municipality);
        service.enter_once(&write, &municipality, &told, at).await
    };
    sent.once(work).await
}

impl MunicipalityContent {
    fn of(&self, ags: Ags) -> Result<Municipality, ApiError> {
        let field = |name| move |_| ApiError::Field(name);
        Ok(Municipality {
            ags,
            name: RecipientName::parse(&self.name).map_err(field("name"))?,
            kind: match self.kind {
                KindName::Stadt => Kind::Stadt,
                KindName::Gemeinde => Kind::Gemeinde,
            },
            district: parse_district(&self.district).map_err(field("district"))?,
            latitude: latitude(self.latitude).map_err(field("latitude"))?,
            longitude: longitude(self.longitude).map_err(field("longitude"))?,
            website: Host::parse(&self.website).map_err(field("website"))?,
        })
    }
}

impl MunicipalityReport {
    fn of(m: &Municipality) -> Self {
        Self {
            ags: m.ags.to_string(),
            name: m.name.as_str().to_owned(),
            kind: match m.kind {
                Kind::Stadt => KindName::Stadt,
                Kind::Gemeinde => KindName::Gemeinde,
            },
            district: m.district.clone(),
            latitude: m.latitude,
            longitude: m.longitude,
            website: m.website.as_str().to_owned(),
        }
    }
}
