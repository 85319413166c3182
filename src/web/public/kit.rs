//! The kit behind a private link: the link is all the proof there is, so nothing of it may be
//! kept, indexed or told to others.

use axum::extract::{Path, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Form, Router};
use serde::Deserialize;
use tokio::sync::Semaphore;

use super::super::Site;
use super::super::headers::POLICY_WITH_SCRIPT;
use super::super::language::Speaks;
use super::kit_page::KitPage;
use super::page::{ErrorPage, Frame};
use super::{Public, html};
use crate::domain::account::PersonName;
use crate::service::kit::{KIT_NAME, Kit, KitFile};
use crate::service::{ServiceError, apart};

/// Archives that are packed at once: each keeps a processor busy for a while.
static PACKING: Semaphore = Semaphore::const_new(1);

pub(in crate::web) fn router() -> Router<Site> {
    Router::new()
        .route("/kit/{token}", get(show).post(accept))
        .route("/kit/{token}/{file}", get(download))
        .layer(from_fn(private))
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Accepted {
    name: String,
    version: String,
    agreed: String,
}

async fn show(State(site): State<Site>, speaks: Speaks, Path(token): Path<String>) -> Response {
    again(&site, speaks, &token, StatusCode::OK, None).await
}

async fn accept(
    State(site): State<Site>,
    speaks: Speaks,
    Path(token): Path<String>,
    Form(form): Form<Accepted>,
) -> Response {
    let (Ok(name), "yes") = (PersonName::parse(&form.name), form.agreed.as_str()) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return again(&site, speaks, &token, status, Some(form.name)).await;
    };
    let (service, language) = (site.service(), speaks.language);
    let accepted = service.accept_usage(&token, &form.version, name, language, site.now());
    match accepted.await {
        Ok(true) => Redirect::to(&format!("/kit/{token}{}#seals", speaks.query())).into_response(),
        Ok(false) => again(&site, speaks, &token, StatusCode::CONFLICT, None).await,
        Err(error) => failed(&error),
    }
}

/// The page as it is now.
async fn again(
    site: &Site,
    speaks: Speaks,
    token: &str,
    status: StatusCode,
    refused: Option<String>,
) -> Response {
    match site.service().kit(token, site.now()).await {
        Ok(Some(kit)) => page(site, speaks, token, &kit, status, refused).await,
        Ok(None) => gone(speaks),
        Err(error) => failed(&error),
    }
}

async fn download(
    State(site): State<Site>,
    speaks: Speaks,
    Path((token, name)): Path<(String, String)>,
) -> Response {
    let kit = match site.service().kit(&token, site.now()).await {
        Ok(Some(kit)) => kit,
        Ok(None) => return gone(speaks),
        Err(error) => return failed(&error),
    };
    if name == "urkunde.pdf" {
        return match site.service().store.document(kit.serial()).await {
            Ok(Some(bytes)) => file("application/pdf", &name, bytes),
            Ok(None) => gone(speaks),
            Err(error) => failed(&error.into()),
        };
    }
    if !kit.offers_seals() {
        return Redirect::to(&format!("/kit/{token}{}", speaks.query())).into_response();
    }
    let service = site.service().clone();
    if name == KIT_NAME {
        let Ok(_turn) = PACKING.acquire().await else {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        };
        let packed = apart(move || async move {
            let document = service.store.document(kit.serial()).await?;
            service.kit_archive(&kit, &document.unwrap_or_default())
        });
        return answer("application/zip", &name, packed.await);
    }
    let Some(wanted) = KitFile::named(&name) else {
        return gone(speaks);
    };
    let drawn = apart(move || async move { service.kit_picture(&kit.record, wanted) });
    answer(wanted.media_type(), &name, drawn.await)
}

async fn page(
    site: &Site,
    speaks: Speaks,
    token: &str,
    kit: &Kit,
    status: StatusCode,
    refused: Option<String>,
) -> Response {
    let register = site.register().current(site.service(), site.now()).await;
    let snapshot = match register {
        Ok(snapshot) => snapshot,
        Err(error) => return failed(&error),
    };
    let verdict = snapshot.verify(&kit.serial().to_string(), site.now());
    let told = Public::new(speaks.language, &verdict, &site.service().programmes);
    match KitPage::new(site.service(), speaks, token, kit, told, refused) {
        Ok(page) => {
            let policy = [(CONTENT_SECURITY_POLICY, POLICY_WITH_SCRIPT)];
            (policy, html(status, speaks, &page)).into_response()
        }
        Err(error) => failed(&error),
    }
}

fn answer(kind: &'static str, name: &str, bytes: Result<Vec<u8>, ServiceError>) -> Response {
    match bytes {
        Ok(bytes) => file(kind, name, bytes),
        Err(error) => failed(&error),
    }
}

fn file(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}

/// Whether a link was renewed, has ended or never was one is nobody's business.
fn gone(speaks: Speaks) -> Response {
    let page = ErrorPage::kit_gone(Frame::new(speaks, "/"));
    html(StatusCode::NOT_FOUND, speaks, &page)
}

fn failed(error: &ServiceError) -> Response {
    tracing::error!(%error, "a kit cannot be shown");
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

/// The address is a secret: no cache keeps its answer, no search engine lists it.
async fn private(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow"),
    );
    response
}
