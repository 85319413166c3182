//! The register as files for other people's programs, and what search engines ask for.

use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LINK,
};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::domain::language::Language;
use crate::service::open_data::{File, Format};
use crate::service::{ServiceError, apart};
use crate::web::Site;
use crate::web::language::Speaks;

/// Others may keep what they got for less than a minute, so that a withdrawal is known within one.
pub(super) const KEPT: &str = "public, max-age=50";

pub(super) async fn json(State(site): State<Site>, headers: HeaderMap) -> Response {
    file(&site, Format::Json, "application/json", &headers).await
}

pub(super) async fn geojson(State(site): State<Site>, headers: HeaderMap) -> Response {
    file(&site, Format::GeoJson, "application/geo+json", &headers).await
}

pub(super) async fn csv(State(site): State<Site>, headers: HeaderMap) -> Response {
    let kind = "text/csv; charset=utf-8; header=present";
    file(&site, Format::Csv, kind, &headers).await
}

/// In the language that the address names, else in German: a reader of feeds has none.
pub(super) async fn atom(State(site): State<Site>, speaks: Speaks, headers: HeaderMap) -> Response {
    let language = if speaks.chosen {
        speaks.language
    } else {
        Language::De
    };
    let kind = "application/atom+xml; charset=utf-8";
    file(&site, Format::Atom(language), kind, &headers).await
}

async fn file(site: &Site, format: Format, kind: &'static str, asked: &HeaderMap) -> Response {
    let Some(directory) = site.register().directory(site.now()).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let made = match directory.file(format) {
        Some(file) => Ok(file),
        None => {
            let service = site.service().clone();
            apart(move || async move { service.open_data(&directory, format) }).await
        }
    };
    let licence = format!("<{}>; rel=\"license\"", site.service().open_data.url);
    match made {
        Ok(file) => ([(LINK, licence)], sent(&file, kind, asked)).into_response(),
        Err(error) => failed(&error),
    }
}

/// The file, or the word that it has not changed (RFC 9110 § 15.4.5). Pages of others may use it.
pub(super) fn sent(file: &File, kind: &'static str, asked: &HeaderMap) -> Response {
    let headers = [
        (CACHE_CONTROL, KEPT),
        (ETAG, file.etag.as_str()),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ),
    ];
    if has(asked, &file.etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let body = Bytes::from_owner(file.bytes.clone());
    (headers, [(CONTENT_TYPE, kind)], body).into_response()
}

/// Whether the one who asks has the file already; weak and strong tags are the same for that
/// (RFC 9110 § 13.1.2).
fn has(asked: &HeaderMap, etag: &str) -> bool {
    let tags = asked
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|v| v.to_str().ok());
    let mut tags = tags.flat_map(|v| v.split(',')).map(str::trim);
    tags.any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}

pub(super) fn failed(error: &ServiceError) -> Response {
    tracing::error!(%error, "a file of the register cannot be made");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

#[derive(Template)]
#[template(path = "html/register/sitemap.xml")]
struct SiteMap {
    host: String,
    paths: Vec<String>,
}

/// The pages that may be found by searching (sitemaps.org 0.9).
pub(super) async fn sitemap(State(site): State<Site>) -> Response {
    /// More are not allowed in one file.
    const MOST: usize = 50_000;
    let Some(directory) = site.register().directory(site.now()).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let mut paths = ["/", "/register", "/register/data"]
        .map(str::to_owned)
        .to_vec();
    paths.extend(
        directory
            .holders()
            .iter()
            .map(|h| format!("/register/{}", h.ags)),
    );
    paths.truncate(MOST);
    let map = SiteMap {
        host: site.service().host.clone(),
        paths,
    };
    let headers = [(CONTENT_TYPE, "application/xml"), (CACHE_CONTROL, KEPT)];
    match map.render() {
        Ok(text) => (headers, text).into_response(),
        Err(error) => {
            tracing::error!(%error, "the site map could not be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// What robots may ask for (RFC 9309).
pub(super) async fn robots(State(site): State<Site>) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /staff\n\nSitemap: {}\n",
        site.service().address("/sitemap.xml")
    );
    let headers = [
        (CONTENT_TYPE, "text/plain; charset=utf-8"),
        (CACHE_CONTROL, KEPT),
    ];
    (headers, text).into_response()
}
