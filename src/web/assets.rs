//! The style sheets: their addresses change with their content, so they may be kept for ever.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("../../templates/html/style.css");
const STAFF_STYLE: &str = include_str!("../../templates/html/staff/staff.css");

static ADDRESS: LazyLock<String> = LazyLock::new(|| address("/style.css", STYLE));
static STAFF_ADDRESS: LazyLock<String> = LazyLock::new(|| address("/staff.css", STAFF_STYLE));

/// The address of the public pages' style sheet.
pub(super) fn style_address() -> &'static str {
    &ADDRESS
}

/// The address of the desk's style sheet.
pub(super) fn staff_style_address() -> &'static str {
    &STAFF_ADDRESS
}

pub(super) async fn style() -> impl IntoResponse {
    sheet(STYLE)
}

pub(super) async fn staff_style() -> impl IntoResponse {
    sheet(STAFF_STYLE)
}

fn address(path: &str, text: &str) -> String {
    let digest = hex::encode(Sha256::digest(text));
    format!("{path}?v={}", &digest[..12])
}

fn sheet(text: &'static str) -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "text/css; charset=utf-8"),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, text)
}
