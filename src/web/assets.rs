//! The style sheets and the two scripts: their addresses change with their content, so they may be
//! kept for ever.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("../../templates/html/style.css");
const REGISTER_STYLE: &str = include_str!("../../templates/html/register/register.css");
const STAFF_STYLE: &str = include_str!("../../templates/html/staff/staff.css");
const KIT_STYLE: &str = include_str!("../../templates/html/kit/kit.css");
const COPY: &str = include_str!("../../templates/html/copy.js");
const DROP: &str = include_str!("../../templates/html/drop.js");

static STYLE_ADDRESS: LazyLock<String> = LazyLock::new(|| address("/style.css", STYLE));
static REGISTER_ADDRESS: LazyLock<String> =
    LazyLock::new(|| address("/register.css", REGISTER_STYLE));
static STAFF_ADDRESS: LazyLock<String> = LazyLock::new(|| address("/staff.css", STAFF_STYLE));
static KIT_ADDRESS: LazyLock<String> = LazyLock::new(|| address("/kit.css", KIT_STYLE));
static COPY_ADDRESS: LazyLock<String> = LazyLock::new(|| address("/copy.js", COPY));
static DROP_ADDRESS: LazyLock<String> = LazyLock::new(|| address("/drop.js", DROP));

/// The address of the public pages' style sheet.
pub(super) fn style_address() -> &'static str {
    &STYLE_ADDRESS
}

/// The address of the register's style sheet, which is added to the one of all public pages.
pub(super) fn register_style_address() -> &'static str {
    &REGISTER_ADDRESS
}

/// The address of the script that takes dropped files.
pub(super) fn drop_address() -> &'static str {
    &DROP_ADDRESS
}

/// The address of the kit's style sheet.
pub(super) fn kit_style_address() -> &'static str {
    &KIT_ADDRESS
}

/// The address of the script that copies texts.
pub(super) fn copy_address() -> &'static str {
    &COPY_ADDRESS
}

/// The address of the desk's style sheet.
pub(super) fn staff_style_address() -> &'static str {
    &STAFF_ADDRESS
}

pub(super) async fn style() -> impl IntoResponse {
    kept("text/css; charset=utf-8", STYLE)
}

pub(super) async fn register_style() -> impl IntoResponse {
    kept("text/css; charset=utf-8", REGISTER_STYLE)
}

pub(super) async fn staff_style() -> impl IntoResponse {
    kept("text/css; charset=utf-8", STAFF_STYLE)
}

pub(super) async fn drop_script() -> impl IntoResponse {
    kept("text/javascript; charset=utf-8", DROP)
}

pub(super) async fn kit_style() -> impl IntoResponse {
    kept("text/css; charset=utf-8", KIT_STYLE)
}

pub(super) async fn copy_script() -> impl IntoResponse {
    kept("text/javascript; charset=utf-8", COPY)
}

fn address(path: &str, content: &str) -> String {
    let digest = hex::encode(Sha256::digest(content));
    format!("{path}?v={}", &digest[..12])
}

fn kept(kind: &'static str, content: &'static str) -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, content)
}
