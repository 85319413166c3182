//! The live picture: today's state of a certificate or an award, for pages of others.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    RETRY_AFTER, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Site;
use super::shown_on::{DECIDED_BY, ShownOn};
use super::status;
use crate::domain::language::Language;
use crate::domain::validity::Day;
use crate::service::live::{Format, Picture, Shown, Wanted};
use crate::service::verify::{Finding, Verdict};

/// Pixels on a side of a PNG.
const SIDES: std::ops::RangeInclusive<u32> = 160..=2400;
const SIDE: u32 = 480;

/// A withdrawal shows within a minute: the register hears of it in a second or two, and nobody
/// keeps a picture for longer than this.
const FOR_ALL: &str = "public, max-age=50, must-revalidate, stale-while-revalidate=0";
/// What is drawn for one site only is not kept for others, whatever a cache thinks of `Vary`.
const FOR_ONE: &str = "private, max-age=50, must-revalidate, stale-while-revalidate=0";

const POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'; sandbox";

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// How it is wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Wishes {
    size: Option<u32>,
    lang: String,
}

/// `/seal/{serial}.svg` and `.png`.
pub(in crate::web) async fn of_certificate(
    State(site): State<Site>,
    shown_on: ShownOn,
    headers: HeaderMap,
    file: Result<Path<String>, PathRejection>,
    wishes: Result<Query<Wishes>, QueryRejection>,
) -> Response {
    let file = file.map(|Path(file)| file).unwrap_or_default();
    let Some((serial, format)) = parts_of(&file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let verdict = site.register().verify_number(serial, site.now());
    answer(&site, &shown_on, &headers, &verdict, format, wishes).await
}

/// `/seal/by/{programme}/{recipient}.svg` and `.png`.
pub(in crate::web) async fn of_award(
    State(site): State<Site>,
    shown_on: ShownOn,
    headers: HeaderMap,
    award: Result<Path<(String, String)>, PathRejection>,
    wishes: Result<Query<Wishes>, QueryRejection>,
) -> Response {
    let (programme, file) = award.map(|Path(award)| award).unwrap_or_default();
    let Some((recipient, format)) = parts_of(&file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let verdict = site
        .register()
        .verify_award(&programme, recipient, site.now());
    answer(&site, &shown_on, &headers, &verdict, format, wishes).await
}

/// The name of a file, and whether it is pixels.
fn parts_of(file: &str) -> Option<(&str, Format)> {
    match file.rsplit_once('.')? {
        (name, "svg") => Some((name, Format::Svg)),
        (name, "png") => Some((name, Format::Png(SIDE))),
        _ => None,
    }
}

async fn answer(
    site: &Site,
    shown_on: &ShownOn,
    headers: &HeaderMap,
    verdict: &Verdict,
    format: Format,
    wishes: Result<Query<Wishes>, QueryRejection>,
) -> Response {
    let Ok(Query(wishes)) = wishes else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let format = match (format, wishes.size) {
        (Format::Png(_), Some(side)) if SIDES.contains(&side) => Format::Png(side),
        (Format::Png(_), Some(_)) => return StatusCode::BAD_REQUEST.into_response(),
        (format, _) => format,
    };
    let wanted = Wanted {
        shown: Shown::of(verdict, is_misplaced(site, shown_on, verdict)),
        language: Language::from_tag(&wishes.lang).unwrap_or_default(),
        format,
    };
    let pictures = site.pictures();
    match pictures.get(site.service(), site.register(), wanted).await {
        Ok(Some(picture)) => respond(headers, wanted, status(verdict), &picture),
        Ok(None) => (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "5")]).into_response(),
        Err(error) => {
            tracing::error!(%error, "a live picture cannot be drawn");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Whether a seal is shown where it does not belong; staff are told of the host.
pub(super) fn is_misplaced(site: &Site, shown_on: &ShownOn, verdict: &Verdict) -> bool {
    let Finding::Genuine(found) = &verdict.finding else {
        return false;
    };
    let foreign = shown_on.is_foreign_to(&found.facts.host);
    if foreign && let Some(host) = shown_on.public_host() {
        let day = Day::of(verdict.as_of);
        site.sightings().note(found.facts.serial, host, day);
    }
    foreign
}

fn respond(
    asked: &HeaderMap,
    wanted: Wanted,
    status: StatusCode,
    picture: &Arc<Picture>,
) -> Response {
    let tag = format!("\"{}\"", picture.digest);
    let keep = match wanted.shown {
        Shown::Unavailable => "no-store",
        Shown::Seal {
            misplaced: true, ..
        } => FOR_ONE,
        _ => FOR_ALL,
    };
    let kept = [
        (CACHE_CONTROL, keep),
        (VARY, DECIDED_BY),
        (RESOURCE_POLICY, "cross-origin"),
        (CONTENT_SECURITY_POLICY, POLICY),
    ];
    let Ok(tag_value) = HeaderValue::from_str(&tag) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let kept = (kept, [(ETAG, tag_value)]);
    if status == StatusCode::OK && is_known(asked, &tag) {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    let kind = match wanted.format {
        Format::Svg => "image/svg+xml",
        Format::Png(_) => "image/png",
    };
    let about = [
        (CONTENT_TYPE, kind),
        (CONTENT_LANGUAGE, wanted.language.tag()),
    ];
    let body = Bytes::from_owner(Shared(Arc::clone(picture)));
    (status, kept, about, body).into_response()
}

/// A picture that is kept, as the body of an answer.
struct Shared(Arc<Picture>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0.bytes
    }
}

/// Whether the browser has this very picture (RFC 9110 § 13.1.2).
fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let lists = asked.get_all(IF_NONE_MATCH).into_iter();
    let mut tags = lists
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','));
    tags.any(|known| {
        let known = known.trim();
        known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
    })
}
