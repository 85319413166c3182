//! The pages as their templates see them.

use askama::Template;
use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed_fl::fl;

use super::super::assets::{drop_address, style_address};
use super::super::language::Speaks;
use super::super::upload::UploadError;
use super::head::Head;
use super::permanent;
use super::register;
use super::view::{Answer, answer};
use crate::domain::language::Language;
use crate::service::verify::{Finding, Listing, Verdict};
use crate::service::{Programmes, Service};
use crate::texts;
pub(super) use crate::texts::list as join;

/// What every page has around its content.
pub(in crate::web) struct Frame {
    pub t: &'static FluentLanguageLoader,
    pub lang: &'static str,
    pub style: &'static str,
    /// Kept in links if the reader chose the language.
    pub query: &'static str,
    pub chosen: bool,
    pub other_lang: &'static str,
    pub other_address: String,
}

impl Frame {
    pub(in crate::web) fn new(speaks: Speaks, path: &str) -> Self {
        let other = match speaks.language {
            Language::De => Language::En,
            Language::En => Language::De,
        };
        Self {
            t: texts::of(speaks.language),
            lang: speaks.language.tag(),
            style: style_address(),
            query: speaks.query(),
            chosen: speaks.chosen,
            other_lang: other.tag(),
            other_address: format!("{path}?lang={}", other.tag()),
        }
    }
}

/// The start page.
#[derive(Template)]
#[template(path = "html/home.html")]
pub(super) struct HomePage {
    frame: Frame,
    typed: String,
    marks: Vec<MarkLine>,
}

struct MarkLine {
    name: String,
    chambers: String,
}

impl HomePage {
    pub(super) fn new(frame: Frame, programmes: &Programmes) -> Self {
        let language = Language::from_tag(frame.lang).unwrap_or_default();
        let line = |p: &crate::domain::programme::Programme| MarkLine {
            name: p.name.get(language).clone(),
            chambers: join(
                language,
                p.chambers
                    .iter()
                    .map(|c| c.name.get(language).clone())
                    .collect(),
            ),
        };
        let marks = programmes.iter().map(|p| line(&p.programme)).collect();
        Self {
            frame,
            typed: String::new(),
            marks,
        }
    }
}

/// The answer to a code.
#[derive(Template)]
#[template(path = "html/verdict.html")]
pub(super) struct VerdictPage {
    frame: Frame,
    typed: String,
    answer: Answer,
    data_address: Option<String>,
    /// Where alone the seal counts.
    site: Option<String>,
    /// The permanent address of the award: as it is written, and as a path.
    permanent: Option<(String, String)>,
    /// Where a copy can be reported.
    report: String,
    /// The recipient's name, and its page in the register.
    register: Option<(String, String)>,
    head: Option<Head>,
    /// Whether it answers to a file; then another one may follow.
    of_file: bool,
}

impl VerdictPage {
    pub(super) fn new(speaks: Speaks, code: &str, verdict: &Verdict, service: &Service) -> Self {
        let code: String = code.chars().take(4096).collect();
        let path = format!("/z/{}", escaped(&code));
        Self {
            typed: to_correct(verdict, &code),
            data_address: Some(format!("/api/v1/verifications/{}", escaped(&code))),
            head: register::of_verdict(speaks, verdict, service),
            ..Self::at(speaks, &path, verdict, service)
        }
    }

    /// The answer for an award, by whatever certificate of it counts.
    pub(super) fn of_award(
        speaks: Speaks,
        path: &str,
        verdict: &Verdict,
        service: &Service,
    ) -> Self {
        let data = |serial| format!("/api/v1/verifications/{serial}");
        Self {
            data_address: verdict.serial.map(data),
            ..Self::at(speaks, path, verdict, service)
        }
    }

    /// The answer to a file; it has no address of its own.
    pub(super) fn of_file(speaks: Speaks, verdict: &Verdict, service: &Service) -> Self {
        Self {
            of_file: true,
            ..Self::at(speaks, "/verify", verdict, service)
        }
    }

    fn at(speaks: Speaks, path: &str, verdict: &Verdict, service: &Service) -> Self {
        let facts = match &verdict.finding {
            Finding::Genuine(found) => Some(&found.facts),
            _ => None,
        };
        let permanent = facts.and_then(|facts| permanent::path(service, facts));
        let number = verdict.serial.map_or(String::new(), |s| s.to_string());
        let language = speaks.query().trim_start_matches('?');
        Self {
            frame: Frame::new(speaks, path),
            typed: to_correct(verdict, ""),
            answer: answer(speaks.language, verdict, &service.programmes),
            data_address: None,
            site: facts.map(|facts| facts.host.as_str().to_owned()),
            permanent: permanent.map(|path| (format!("{}{path}", service.host), path)),
            report: format!("/report?nr={number}&{language}")
                .trim_end_matches('&')
                .to_owned(),
            register: in_register(verdict),
            head: None,
            of_file: false,
        }
    }
}

/// Where the register tells of the recipient, if it knows the certificate.
fn in_register(verdict: &Verdict) -> Option<(String, String)> {
    match &verdict.finding {
        Finding::Genuine(found) if found.listing == Listing::Listed => {
            let ags = found.facts.recipient.ags()?;
            Some((
                found.facts.name.as_str().to_owned(),
                format!("/register/{ags}"),
            ))
        }
        _ => None,
    }
}

/// What stands in the search field: a number that may be mistyped. What was found needs no
/// correction, so there the field is empty for another number.
fn to_correct(verdict: &Verdict, code: &str) -> String {
    match (&verdict.finding, verdict.serial) {
        (Finding::Genuine(_), _) => String::new(),
        (_, Some(serial)) => serial.to_string(),
        (_, None) => code.chars().take(40).collect(),
    }
}

/// The field for a file.
#[derive(Template)]
#[template(path = "html/file.html")]
pub(super) struct FilePage {
    frame: Frame,
    script: &'static str,
    problem: Option<String>,
}

impl FilePage {
    pub(super) fn new(frame: Frame, problem: Option<UploadError>) -> Self {
        let problem = problem.map(|p| match p {
            UploadError::TooLarge => fl!(frame.t, "file-too-large"),
            UploadError::Missing => fl!(frame.t, "file-missing"),
            UploadError::Empty => fl!(frame.t, "file-empty"),
            UploadError::Broken => fl!(frame.t, "file-broken"),
            UploadError::Busy => fl!(frame.t, "file-busy"),
        });
        Self {
            frame,
            script: drop_address(),
            problem,
        }
    }
}

/// An address that leads nowhere.
#[derive(Template)]
#[template(path = "html/error.html")]
pub(super) struct ErrorPage {
    frame: Frame,
    typed: String,
    title: String,
    text: String,
}

impl ErrorPage {
    pub(super) fn not_found(frame: Frame) -> Self {
        let title = fl!(frame.t, "error-404-title");
        let text = fl!(frame.t, "error-404-text");
        Self {
            frame,
            typed: String::new(),
            title,
            text,
        }
    }

    pub(super) fn no_award(frame: Frame) -> Self {
        let title = fl!(frame.t, "state-unknown");
        let text = fl!(frame.t, "says-no-award");
        Self {
            frame,
            typed: String::new(),
            title,
            text,
        }
    }

    /// The register cannot be asked.
    pub(super) fn unavailable(frame: Frame) -> Self {
        let title = fl!(frame.t, "state-unavailable");
        let text = fl!(frame.t, "says-unavailable");
        Self {
            frame,
            typed: String::new(),
            title,
            text,
        }
    }

    pub(super) fn kit_gone(frame: Frame) -> Self {
        let title = fl!(frame.t, "kit-gone-title");
        let text = fl!(frame.t, "kit-gone-text");
        Self {
            frame,
            typed: String::new(),
            title,
            text,
        }
    }

    /// Archives of other kits are being packed.
    pub(super) fn kit_busy(frame: Frame) -> Self {
        let title = fl!(frame.t, "kit-busy-title");
        let text = fl!(frame.t, "kit-busy-text");
        Self {
            frame,
            typed: String::new(),
            title,
            text,
        }
    }

    pub(super) fn method_not_allowed(frame: Frame) -> Self {
        let title = fl!(frame.t, "error-405-title");
        let text = fl!(frame.t, "error-405-text");
        Self {
            frame,
            typed: String::new(),
            title,
            text,
        }
    }
}

/// A text as part of a path (RFC 3986 § 3.3).
pub(super) fn escaped(text: &str) -> String {
    let mut path = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
    path
}
