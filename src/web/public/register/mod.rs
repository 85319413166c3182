//! The public register: who holds which mark, as a list, on a map, and as data.

mod address;
mod data;
mod documented;
mod linked;
mod list;
mod locator;
mod map;
mod municipality;
mod picture;
mod words;

pub(super) use linked::of_verdict;
pub(in crate::web) use picture::Pictures;

use axum::Router;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::page::{ErrorPage, Frame};
use super::{html, not_found};
use crate::domain::municipality::Ags;
use crate::web::Site;
use crate::web::language::Speaks;
use address::Asked;
use documented::DataPage;
use list::ListPage;
use municipality::MunicipalityPage;

pub(in crate::web) fn router() -> Router<Site> {
    Router::new()
        .route("/register", get(list))
        .route("/register.json", get(data::json))
        .route("/register.geojson", get(data::geojson))
        .route("/register.csv", get(data::csv))
        .route("/register.atom", get(data::atom))
        .route("/sitemap.xml", get(data::sitemap))
        .route("/robots.txt", get(data::robots))
        .route("/register.png", get(picture))
        .route("/register/data", get(documented))
        .route("/register/{name}", get(one))
}

async fn list(
    State(site): State<Site>,
    speaks: Speaks,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let Some(directory) = site.register().directory(site.now()).await else {
        return unavailable(speaks);
    };
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let page = ListPage::new(speaks, &asked, &directory, site.service());
    html(StatusCode::OK, speaks, &page)
}

/// The shape of the open data; it does not depend on what is in it.
async fn documented(State(site): State<Site>, speaks: Speaks) -> Response {
    let page = DataPage::new(speaks, site.service());
    html(StatusCode::OK, speaks, &page)
}

/// The picture that goes with the list when it is shared.
async fn picture(
    State(site): State<Site>,
    speaks: Speaks,
    address: Uri,
    headers: HeaderMap,
) -> Response {
    let Some(directory) = site.register().directory(site.now()).await else {
        return unavailable(speaks);
    };
    let pictures = site.shares();
    let file = pictures.of_list(site.service(), directory, speaks.language);
    match file.await {
        Ok(Some(file)) => data::sent(&file, "image/png", &headers),
        Ok(None) => not_found(speaks, address).await,
        Err(error) => data::failed(&error),
    }
}

async fn one(
    State(site): State<Site>,
    speaks: Speaks,
    address: Uri,
    name: Result<Path<String>, PathRejection>,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let name = name.map(|Path(name)| name).unwrap_or_default();
    let Some(directory) = site.register().directory(site.now()).await else {
        return unavailable(speaks);
    };
    if let Some(ags) = name
        .strip_suffix(".png")
        .and_then(|ags| Ags::parse(ags).ok())
    {
        let programme = asked.ok().and_then(|Query(asked)| asked.query().programme);
        let pictures = site.shares();
        let language = speaks.language;
        let file = pictures.of(
            site.service(),
            directory,
            &ags,
            programme.as_ref(),
            language,
        );
        return match file.await {
            Ok(Some(file)) => data::sent(&file, "image/png", &headers),
            Ok(None) => not_found(speaks, address).await,
            Err(error) => data::failed(&error),
        };
    }
    let Ok(ags) = Ags::parse(&name) else {
        return not_found(speaks, address).await;
    };
    let service = site.service();
    let page = match directory.holder(&ags) {
        Some(holder) => Some(MunicipalityPage::new(speaks, holder, &directory, service)),
        None => MunicipalityPage::without_award(speaks, &ags, &directory, service),
    };
    match page {
        Some(page) => html(StatusCode::OK, speaks, &page),
        None => not_found(speaks, address).await,
    }
}

/// Nobody is said to hold a mark while nobody can know it.
fn unavailable(speaks: Speaks) -> Response {
    let page = ErrorPage::unavailable(Frame::new(speaks, "/register"));
    let page = html(StatusCode::SERVICE_UNAVAILABLE, speaks, &page);
    ([(RETRY_AFTER, "30")], page).into_response()
}
