//! The frame: a small page for the recipient's own site, and for no other.

use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, VARY};
use axum::response::{IntoResponse, Response};
use i18n_embed_fl::fl;

use super::live::is_misplaced;
use super::page::Frame;
use super::shown_on::{DECIDED_BY, ShownOn};
use super::view::{Answer, Tone, answer};
use super::{Site, html, status};
use crate::service::verify::{Finding, Verdict};
use crate::web::headers::policy_for_frame;
use crate::web::language::Speaks;

#[derive(Template)]
#[template(path = "html/frame.html")]
struct EmbeddedPage {
    frame: Frame,
    answer: Answer,
    /// Where alone it counts, if it is shown elsewhere.
    only_for: Option<String>,
    /// The verification page.
    address: String,
}

/// `/frame/{serial}`
pub(in crate::web) async fn of_certificate(
    State(site): State<Site>,
    speaks: Speaks,
    shown_on: ShownOn,
    serial: Result<Path<String>, PathRejection>,
) -> Response {
    let serial = serial.map(|Path(serial)| serial).unwrap_or_default();
    let verdict = site.register().verify_number(&serial, site.now());
    show(&site, speaks, &shown_on, &verdict)
}

/// `/frame/by/{programme}/{recipient}`
pub(in crate::web) async fn of_award(
    State(site): State<Site>,
    speaks: Speaks,
    shown_on: ShownOn,
    award: Result<Path<(String, String)>, PathRejection>,
) -> Response {
    let (programme, recipient) = award.map(|Path(award)| award).unwrap_or_default();
    let verdict = site
        .register()
        .verify_award(&programme, &recipient, site.now());
    show(&site, speaks, &shown_on, &verdict)
}

fn show(site: &Site, speaks: Speaks, shown_on: &ShownOn, verdict: &Verdict) -> Response {
    let host = match &verdict.finding {
        Finding::Genuine(found) => Some(&found.facts.host),
        _ => None,
    };
    let misplaced = is_misplaced(site, shown_on, verdict);
    let query = speaks.query();
    let address = verdict
        .serial
        .map_or_else(|| format!("/{query}"), |s| format!("/z/{s}{query}"));
    let page = EmbeddedPage {
        frame: Frame::new(speaks, ""),
        answer: answer(speaks.language, verdict, &site.service().programmes),
        only_for: host
            .filter(|_| misplaced)
            .map(|host| host.as_str().to_owned()),
        address,
    };
    let headers = [
        (CONTENT_SECURITY_POLICY, policy_for_frame(host)),
        (
            CACHE_CONTROL,
            if misplaced {
                "private, no-cache"
            } else {
                "no-cache"
            }
            .to_owned(),
        ),
        (VARY, format!("accept-language, {DECIDED_BY}")),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin".to_owned(),
        ),
    ];
    let mut response = html(status(verdict), speaks, &page);
    for (name, value) in headers {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    }
    response.into_response()
}
