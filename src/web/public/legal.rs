//! The pages that the law wants, and the form with which barriers are reported.

use askama::Template;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use pulldown_cmark::{Event, Options, Parser, Tag, html as markdown};

use super::super::Site;
use super::super::language::Speaks;
use super::super::staff::client;
use super::html;
use super::page::Frame;
use crate::domain::account::Email;
use crate::domain::feedback::{FeedbackError, Message, ShortText};
use crate::service::feedback::Written;
use crate::service::legal::LegalPage;
use crate::service::{By, ServiceError};

/// Largest form, in bytes.
const LARGEST: usize = 64 << 10;

#[derive(Template)]
#[template(path = "html/legal.html")]
struct Page {
    frame: Frame,
    title: String,
    sample: bool,
    /// The language of the text, where it is not the page's.
    foreign: Option<&'static str>,
    /// HTML that [`rendered`] made.
    text: String,
    form: Option<Form>,
}

/// The form as it is shown: what was typed, and what is wrong with it.
#[derive(Default)]
struct Form {
    message: String,
    place: String,
    name: String,
    email: String,
    problems: Vec<(&'static str, String)>,
    sent: bool,
}

impl Form {
    fn problem(&self, field: &str) -> Option<&str> {
        let found = self.problems.iter().find(|(f, _)| *f == field);
        found.map(|(_, text)| text.as_str())
    }
}

pub(in crate::web) async fn impressum(site: State<Site>, speaks: Speaks) -> Response {
    page(&site, speaks, LegalPage::Impressum, StatusCode::OK, None)
}

pub(in crate::web) async fn privacy(site: State<Site>, speaks: Speaks) -> Response {
    page(&site, speaks, LegalPage::Datenschutz, StatusCode::OK, None)
}

pub(in crate::web) async fn accessibility(
    site: State<Site>,
    speaks: Speaks,
    request: Request,
) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let form = Form {
        sent: query.split('&').any(|pair| pair == "sent"),
        ..Form::default()
    };
    accessible(&site, speaks, StatusCode::OK, form)
}

/// Takes a report of a barrier.
pub(in crate::web) async fn report_barrier(
    State(site): State<Site>,
    speaks: Speaks,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let (at, client) = (site.now(), client(&parts));
    if is_foreign(&parts.headers) {
        return accessible(&site, speaks, StatusCode::FORBIDDEN, Form::default());
    }
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return accessible(
            &site,
            speaks,
            StatusCode::PAYLOAD_TOO_LARGE,
            Form::default(),
        );
    };
    let mut form = read(&bytes);
    let Some(written) = form.check(speaks) else {
        return accessible(&site, speaks, StatusCode::UNPROCESSABLE_ENTITY, form);
    };
    let t = Frame::new(speaks, "/").t;
    if let Err(too_often) = site.barrier_limit().count(client, at) {
        let says = fl!(t, "barrier-too-often", minutes = too_often.minutes());
        form.problems.push(("message", says));
        return accessible(&site, speaks, StatusCode::TOO_MANY_REQUESTS, form);
    }
    let by = By {
        actor: "public",
        at,
    };
    let mut random = site.random();
    match site
        .service()
        .receive_feedback(written, by, &mut random)
        .await
    {
        Ok(()) => {
            let lang = match speaks.chosen {
                true => format!("&lang={}", speaks.language.tag()),
                false => String::new(),
            };
            Redirect::to(&format!("/barrierefreiheit?sent{lang}#report")).into_response()
        }
        Err(error) => {
            if !matches!(error, ServiceError::TooMuchFeedback) {
                tracing::error!(%error, "a report of a barrier cannot be kept");
            }
            form.problems.push(("message", fl!(t, "barrier-failed")));
            accessible(&site, speaks, StatusCode::SERVICE_UNAVAILABLE, form)
        }
    }
}

/// Whether another site sent the form (Fetch Metadata); an old browser does not tell.
fn is_foreign(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").and_then(|v| v.to_str().ok());
    matches!(site, Some("cross-site" | "same-site"))
}

fn read(bytes: &[u8]) -> Form {
    let mut form = Form::default();
    for (name, value) in form_urlencoded::parse(bytes) {
        let field = match name.as_ref() {
            "message" => &mut form.message,
            "place" => &mut form.place,
            "name" => &mut form.name,
            "email" => &mut form.email,
            _ => continue,
        };
        *field = value.trim().to_owned();
    }
    form
}

impl Form {
    /// What was written; nothing if something is wrong with it, which then stands beside the field.
    fn check(&mut self, speaks: Speaks) -> Option<Written> {
        let t = Frame::new(speaks, "/").t;
        let message = Message::parse(&self.message);
        match message {
            Err(FeedbackError::Empty) => {
                self.problems
                    .push(("message", fl!(t, "barrier-message-missing")));
            }
            Err(FeedbackError::Unfit) => {
                self.problems
                    .push(("message", fl!(t, "barrier-message-long")));
            }
            Ok(_) => {}
        }
        let place = ShortText::parse(&self.place);
        if place.is_err() {
            self.problems.push(("place", fl!(t, "barrier-line-long")));
        }
        let name = ShortText::parse(&self.name);
        if name.is_err() {
            self.problems.push(("name", fl!(t, "barrier-line-long")));
        }
        let email = (!self.email.is_empty()).then(|| Email::parse(&self.email));
        let email = email.transpose();
        if email.is_err() {
            self.problems.push(("email", fl!(t, "barrier-email-wrong")));
        }
        Some(Written {
            language: speaks.language,
            message: message.ok()?,
            place: place.ok()?,
            name: name.ok()?,
            email: email.ok()?,
        })
    }
}

fn accessible(site: &Site, speaks: Speaks, status: StatusCode, form: Form) -> Response {
    page(
        site,
        speaks,
        LegalPage::Barrierefreiheit,
        status,
        Some(form),
    )
}

fn page(
    site: &Site,
    speaks: Speaks,
    which: LegalPage,
    status: StatusCode,
    form: Option<Form>,
) -> Response {
    let frame = Frame::new(speaks, &format!("/{}", which.name()));
    let title = match which {
        LegalPage::Impressum => fl!(frame.t, "legal-impressum"),
        LegalPage::Datenschutz => fl!(frame.t, "legal-privacy"),
        LegalPage::Barrierefreiheit => fl!(frame.t, "legal-accessibility-title"),
    };
    let text = site.service().legal.text(which, speaks.language);
    let foreign = text.map(|t| t.language).filter(|l| *l != speaks.language);
    let page = Page {
        frame,
        title,
        sample: text.is_some_and(|t| t.sample),
        foreign: foreign.map(crate::domain::language::Language::tag),
        text: text.map(|t| rendered(&t.markdown)).unwrap_or_default(),
        form,
    };
    html(status, speaks, &page)
}

/// Markdown as HTML. HTML in it is shown as text, and only links that lead somewhere are links.
fn rendered(text: &str) -> String {
    let harmless = |event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) if !leads_somewhere(&dest_url) => Event::Start(Tag::Link {
            link_type,
            dest_url: "#".into(),
            title,
            id,
        }),
        other => other,
    };
    let mut html = String::with_capacity(text.len() * 2);
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).map(harmless);
    markdown::push_html(&mut html, events);
    html
}

fn leads_somewhere(address: &str) -> bool {
    let known = ["https://", "http://", "mailto:", "tel:", "/", "#"];
    known.iter().any(|start| address.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::rendered;

    #[test]
    fn markdown_is_harmless() {
        let html = rendered(
            "## A\n\n<script>alert(1)</script>\n\n<b>b</b> [x](javascript:alert(1)) \
             [y](mailto:a@b.example)",
        );
        assert!(html.contains("<h2>A</h2>"), "{html}");
        assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
        assert!(!html.contains("javascript:"), "{html}");
        assert!(html.contains("href=\"mailto:a@b.example\""), "{html}");
    }
}
