//! The permanent address of an award: it leads to whatever term counts, and stays through
//! renewals and corrections.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use super::page::{ErrorPage, Frame, VerdictPage, escaped};
use super::{Site, html, status};
use crate::domain::certificate::Facts;
use crate::service::Service;
use crate::service::verify::Finding;
use crate::web::language::Speaks;

/// The permanent address of the award that a certificate is of, as a path.
pub(in crate::web) fn path(service: &Service, facts: &Facts) -> Option<String> {
    let programme = service.programmes.by_number(facts.mark)?;
    let recipient = escaped(facts.recipient.as_str());
    Some(format!("/by/{}/{recipient}", programme.id))
}

/// `/by/{programme}/{recipient}`: the answer for the certificate that counts now. It is the page
/// itself and no redirect, so that the address in the browser is the one to keep.
pub(in crate::web) async fn award(
    State(site): State<Site>,
    speaks: Speaks,
    address: Uri,
    award: Result<Path<(String, String)>, PathRejection>,
) -> Response {
    let (programme, recipient) = award.map(|Path(award)| award).unwrap_or_default();
    let verdict = site
        .register()
        .verify_award(&programme, &recipient, site.now());
    if verdict.finding == Finding::Unknown {
        let page = ErrorPage::no_award(Frame::new(speaks, address.path()));
        return html(StatusCode::NOT_FOUND, speaks, &page);
    }
    let page = VerdictPage::of_award(speaks, address.path(), &verdict, site.service());
    html(status(&verdict), speaks, &page)
}
