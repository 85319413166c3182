//! Lists given out, as files.

use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Site;
use super::error::StaffError;
use super::form::escaped;
use super::guest::Staff;
use super::routes::{Needs, Route};
use crate::domain::bulk::List;
use crate::domain::permission::Action;
use crate::domain::programme::ProgrammeId;
use crate::domain::validity::Day;
use crate::service::bulk::{Format, words};
use crate::service::desk::Filter;

pub(super) fn routes() -> Vec<Route> {
    let exports = Needs::May(Action::Export);
    vec![Route::get("/staff/export/{list}/{format}", exports, export)]
}

/// What the list of certificates was narrowed to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Narrowed {
    q: String,
    state: String,
    programme: String,
}

async fn export(
    State(site): State<Site>,
    staff: Staff,
    Path((list, format)): Path<(String, String)>,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, StaffError> {
    let list = List::parse(&list).ok_or(StaffError::NotFound)?;
    let format = Format::parse(&format).ok_or(StaffError::NotFound)?;
    let (service, language, at) = (site.service(), staff.language(), staff.at());
    let bytes = match list {
        List::Municipalities => {
            staff.require(Action::SeeMunicipalities)?;
            service.export_municipalities(format, language, at).await?
        }
        List::Certificates => {
            staff.require(Action::SeeCertificates)?;
            let filter = Filter {
                text: narrowed.q.trim().to_owned(),
                state: narrowed.state,
                programme: ProgrammeId::parse(&narrowed.programme).ok(),
                recipient: None,
            };
            let snapshot = site.register().current(service, at).await?;
            let found = (Some(&staff.account), &filter);
            service.export_certificates(&snapshot, found, format, language, at)?
        }
    };
    let name = format!("{} {}", words::list_name(language, list), Day::of(at));
    Ok(attachment(&name, format, bytes))
}

/// The address of a list as a file; `query` holds what it is narrowed to.
pub(super) fn address(list: List, format: Format, query: &[(&str, &str)]) -> String {
    let mut address = format!("/staff/export/{}/{}", list.as_str(), format.as_str());
    let said = query.iter().filter(|(_, value)| !value.is_empty());
    for (place, (name, value)) in said.enumerate() {
        let sign = if place == 0 { '?' } else { '&' };
        address.push_str(&format!("{sign}{name}={}", escaped(value)));
    }
    address
}

/// A file to be kept (RFC 6266), under a name without its ending.
pub(super) fn attachment(name: &str, format: Format, bytes: Vec<u8>) -> Response {
    // `+` stands for a space in forms only.
    let name = escaped(name).replace('+', "%20");
    let disposition = format!("attachment; filename*=UTF-8''{name}.{}", format.as_str());
    let disposition = HeaderValue::try_from(disposition);
    let kind = HeaderValue::from_static(format.media_type());
    let mut response = ([(CONTENT_TYPE, kind)], bytes).into_response();
    if let Ok(disposition) = disposition {
        response
            .headers_mut()
            .insert(CONTENT_DISPOSITION, disposition);
    }
    response
}
