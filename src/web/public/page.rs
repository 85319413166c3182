//! The pages as their templates see them.

use askama::Template;
use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed_fl::fl;

use super::super::assets::{drop_address, style_address};
use super::super::language::Speaks;
use super::super::upload::UploadError;
use super::view::{Answer, Tone, answer};
use crate::domain::language::Language;
use crate::service::Programmes;
use crate::service::verify::{Finding, Verdict};
use crate::texts;

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
}

impl VerdictPage {
    pub(super) fn new(
        speaks: Speaks,
        code: &str,
        verdict: &Verdict,
        programmes: &Programmes,
    ) -> Self {
        let code: String = code.chars().take(4096).collect();
        let path = format!("/z/{}", escaped(&code));
        Self {
            frame: Frame::new(speaks, &path),
            typed: to_correct(verdict, &code),
            answer: answer(speaks.language, verdict, programmes),
            data_address: Some(format!("/api/v1/verifications/{}", escaped(&code))),
        }
    }

    /// The answer to a file; it has no address of its own.
    pub(super) fn of_file(speaks: Speaks, verdict: &Verdict, programmes: &Programmes) -> Self {
        let mut answer = answer(speaks.language, verdict, programmes);
        if let (Finding::NotGenuine(_), Some(serial)) = (&verdict.finding, verdict.serial) {
            answer.own_copy = Some(serial.to_string());
        }
        Self {
            frame: Frame::new(speaks, "/verify"),
            typed: to_correct(verdict, ""),
            answer,
            data_address: None,
        }
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

/// Names in a sentence: „A, B und C".
pub(super) fn join(language: Language, mut names: Vec<String>) -> String {
    match names.pop() {
        None => String::new(),
        Some(last) if names.is_empty() => last,
        Some(last) => {
            fl!(
                texts::of(language),
                "and",
                first = names.join(", "),
                last = last
            )
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
