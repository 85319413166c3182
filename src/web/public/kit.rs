//! The kit behind a private link: the link is all the proof there is, so nothing of it may be
//! kept, indexed or told to others.

use axum::body::{Body, Bytes};
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName,
    RETRY_AFTER,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Form, Router};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::super::Site;
use super::super::headers::POLICY_WITH_SCRIPT;
use super::super::language::Speaks;
use super::kit_page::{AcceptForm, KitPage};
use super::page::{ErrorPage, Frame};
use super::{Public, html};
use crate::domain::account::PersonName;
use crate::service::kit::{KIT_NAME, Kit, KitFile};
use crate::service::{ServiceError, apart};
use crate::texts;

/// In so many seconds an archive is likely to be packed.
const TRY_AGAIN: &str = "20";

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
    match site.service().kit(&token, site.now()).await {
        Ok(Some(kit)) => {
            let form = AcceptForm::default();
            page(&site, speaks, &token, &kit, StatusCode::OK, form).await
        }
        Ok(None) => gone(speaks),
        Err(error) => failed(&error),
    }
}

async fn accept(
    State(site): State<Site>,
    speaks: Speaks,
    Path(token): Path<String>,
    form: Result<Form<Accepted>, FormRejection>,
) -> Response {
    let sent = form.map(|Form(sent)| sent).unwrap_or_default();
    if let (Ok(name), "yes") = (PersonName::parse(&sent.name), sent.agreed.as_str()) {
        let (service, language) = (site.service(), speaks.language);
        let accepted = service.accept_usage(&token, &sent.version, name, language, site.now());
        match accepted.await {
            Ok(true) => {
                let seals = format!("/kit/{token}{}#seals", speaks.query());
                return Redirect::to(&seals).into_response();
            }
            Ok(false) => {}
            Err(error) => return failed(&error),
        }
    }
    refused(&site, speaks, &token, sent).await
}

/// The page as it is now, with what was typed and why that was not enough.
async fn refused(site: &Site, speaks: Speaks, token: &str, sent: Accepted) -> Response {
    let kit = match site.service().kit(token, site.now()).await {
        Ok(Some(kit)) => kit,
        Ok(None) => return gone(speaks),
        Err(error) => return failed(&error),
    };
    let t = texts::of(speaks.language);
    let name_problem = match PersonName::parse(&sent.name) {
        Ok(_) => None,
        Err(_) if sent.name.trim().is_empty() => Some(fl!(t, "kit-rights-name-missing")),
        Err(_) => Some(fl!(t, "kit-rights-name-unfit")),
    };
    // Whoever agreed to other words has not agreed to these.
    let changed = kit.rights.as_ref().filter(|r| r.version != sent.version);
    let agreed = sent.agreed == "yes" && changed.is_none();
    let missing = !agreed && changed.is_none();
    let form = AcceptForm {
        name: sent.name,
        agreed,
        name_problem,
        agreed_problem: missing.then(|| fl!(t, "kit-rights-agree-missing")),
        changed: changed.map(|r| fl!(t, "kit-rights-changed", version = r.version.as_str())),
    };
    let status = if form.changed.is_none() && form.has_problems() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::CONFLICT
    };
    page(site, speaks, token, &kit, status, form).await
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
        return match site.archives().get(&service, kit).await {
            Ok(Some(archive)) => file("application/zip", &name, Bytes::from_owner(archive)),
            Ok(None) => busy(speaks),
            Err(error) => failed(&error),
        };
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
    form: AcceptForm,
) -> Response {
    let register = site.register().current(site.service(), site.now()).await;
    let snapshot = match register {
        Ok(snapshot) => snapshot,
        Err(error) => return failed(&error),
    };
    let verdict = snapshot.verify(&kit.serial().to_string(), site.now());
    let told = Public::new(speaks.language, &verdict, &site.service().programmes);
    match KitPage::new(site.service(), speaks, token, kit, told, form) {
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

fn file(kind: &'static str, name: &str, bytes: impl Into<Body>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes.into()).into_response()
}

/// Whether a link was renewed, has ended or never was one is nobody's business.
fn gone(speaks: Speaks) -> Response {
    let page = ErrorPage::kit_gone(Frame::new(speaks, "/"));
    html(StatusCode::NOT_FOUND, speaks, &page)
}

/// Other archives are being packed.
fn busy(speaks: Speaks) -> Response {
    let page = ErrorPage::kit_busy(Frame::new(speaks, "/"));
    let answer = html(StatusCode::SERVICE_UNAVAILABLE, speaks, &page);
    ([(RETRY_AFTER, TRY_AGAIN)], answer).into_response()
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
