//! The public register: who holds which mark, as a list, on a map, and as data.

mod address;
mod list;
mod map;
mod municipality;
mod words;

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::page::{ErrorPage, Frame};
use super::{html, not_found};
use crate::domain::municipality::Ags;
use crate::web::Site;
use crate::web::language::Speaks;
use address::Asked;
use list::ListPage;
use municipality::MunicipalityPage;

pub(in crate::web) fn router() -> Router<Site> {
    Router::new()
        .route("/register", get(list))
        .route("/register/{name}", get(one))
}

async fn list(
    State(site): State<Site>,
    speaks: Speaks,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let Some(directory) = site.register().directory(site.now()) else {
        return unavailable(speaks);
    };
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let page = ListPage::new(speaks, &asked, &directory, site.service());
    html(StatusCode::OK, speaks, &page)
}

async fn one(
    State(site): State<Site>,
    speaks: Speaks,
    address: Uri,
    Path(name): Path<String>,
) -> Response {
    let Some(directory) = site.register().directory(site.now()) else {
        return unavailable(speaks);
    };
    let holder = Ags::parse(&name).ok();
    let Some(holder) = holder.and_then(|ags| directory.holder(&ags)) else {
        return not_found(speaks, address).await;
    };
    let page = MunicipalityPage::new(speaks, holder, &directory, site.service());
    html(StatusCode::OK, speaks, &page)
}

/// Nobody is said to hold a mark while nobody can know it.
fn unavailable(speaks: Speaks) -> Response {
    let page = ErrorPage::unavailable(Frame::new(speaks, "/register"));
    let page = html(StatusCode::SERVICE_UNAVAILABLE, speaks, &page);
    ([(RETRY_AFTER, "30")], page).into_response()
}
