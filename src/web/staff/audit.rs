//! „Protokoll": who did what when, and whether the chain is intact.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;

use super::Site;
use super::audit_filter::{Kinds, Search, Wanted};
use super::audit_words::{Line, Words};
use super::certificates::Choice;
use super::error::StaffError;
use super::form::FormView;
use super::frame::{Frame, Section};
use super::guest::{Staff, done};
use super::routes::{Needs, Route};
use crate::domain::account::Email;
use crate::domain::digest::SignedDigest;
use crate::domain::language::Language;
use crate::domain::permission::Action;
use crate::domain::validity::Day;
use crate::service::apart;
use crate::service::chain::Checked;
use crate::texts;

pub(super) const PATH: &str = "/staff/audit";

/// Digests on the page; the others are one address away.
const DIGESTS: i64 = 7;

pub(super) fn routes() -> Vec<Route> {
    let sees = Needs::May(Action::SeeAudit);
    vec![
        Route::get(PATH, sees, page),
        Route::post("/staff/audit/verify", sees, verify),
        Route::get("/staff/audit/digests/{day}", sees, digest),
    ]
}

#[derive(Template)]
#[template(path = "html/staff/audit.html")]
struct AuditPage {
    frame: Frame,
    chain: Chain,
    form: FormView,
    people: Vec<Choice>,
    kinds: Vec<Kinds>,
    lines: Vec<Line>,
    /// Whether there is anything to take out.
    exports: Option<Exports>,
    older: Option<String>,
    newer: Option<String>,
    digests: Vec<DigestLine>,
    /// The public key under digests, hexadecimal.
    key: String,
    /// Where the chamber's digests go, or why nowhere.
    sent: String,
}

/// How the chain stands.
struct Chain {
    broken: Option<String>,
    says: String,
    /// The beginning of the hash of the last sound event.
    head: String,
    whole: Option<String>,
    intact: bool,
}

/// Where what was found is taken out.
struct Exports {
    csv: String,
    jsonl: String,
}

/// A digest in the list.
struct DigestLine {
    day: String,
    label: String,
    says: String,
    address: String,
}

async fn page(
    State(site): State<Site>,
    staff: Staff,
    Query(search): Query<Search>,
) -> Result<Response, StaffError> {
    let (service, language) = (site.service(), staff.language());
    let chamber = &staff.account.chamber;
    let known = service.known().await?;
    let Wanted { filter, part, form } = search.wanted(&staff, &known);
    let chain = site.chain().look(service, staff.at()).await?;
    let sound = form.is_sound();
    let (mut lines, mut older, mut newer) = (Vec::new(), None, None);
    if sound {
        let found = service.trail(&filter, chamber, part).await?;
        let words = Words::new(&site, &staff, &known, &found.events).await?;
        lines = found.events.iter().map(|event| words.line(event)).collect();
        older = found
            .older
            .map(|seq| search.address(PATH, &format!("before={seq}")));
        newer = found
            .newer
            .map(|seq| search.address(PATH, &format!("after={seq}")));
    }
    let acting = service.acting_accounts(chamber).await?;
    let digests = service.store.digests(DIGESTS).await?;
    let exports = Exports {
        csv: search.address("/staff/audit/export.csv", ""),
        jsonl: search.address("/staff/audit/export.jsonl", ""),
    };
    let page = AuditPage {
        chain: chain_says(language, &chain),
        people: super::audit_filter::people(&site, &staff, &known, &acting, &search.who),
        kinds: super::audit_filter::kinds(language, &search.kind),
        exports: (!lines.is_empty()).then_some(exports),
        lines,
        older,
        newer,
        digests: digests.iter().map(|d| digest_line(language, d)).collect(),
        key: hex::encode(service.digest_key(&mut site.random())?),
        sent: sent(language, service.digests.to.get(chamber)),
        form,
        frame: staff.frame(&site, Section::Audit),
    };
    if sound {
        staff.page(&page)
    } else {
        staff.refused(&page)
    }
}

async fn verify(State(site): State<Site>, staff: Staff) -> Result<Response, StaffError> {
    let (service, chain, at) = (
        Arc::clone(site.service()),
        Arc::clone(site.chain()),
        staff.at(),
    );
    let checked = apart(move || async move { chain.check(&service, at).await }).await?;
    Ok(match checked.broken {
        None => done(PATH, "audit-verified"),
        Some(_) => Redirect::to(PATH).into_response(),
    })
}

async fn digest(
    State(site): State<Site>,
    _: Staff,
    Path(day): Path<String>,
) -> Result<Response, StaffError> {
    let day = Day::parse(&day).map_err(|_| StaffError::NotFound)?;
    let signed = site.service().store.digest(day).await?;
    let signed = signed.ok_or(StaffError::NotFound)?;
    let name = format!("tagesbeleg-{day}.txt");
    Ok(file(
        "text/plain; charset=utf-8",
        &name,
        signed.text().into_bytes(),
    ))
}

/// A file to be saved.
pub(super) fn file(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}

fn chain_says(language: Language, chain: &Checked) -> Chain {
    let t = texts::of(language);
    let at = texts::instant(language, chain.at);
    let (seq, all) = (chain.sound.seq, chain.head.seq);
    let broken = chain.broken.as_ref().map(|broken| {
        let event = broken.at();
        fl!(t, "audit-broken", event = event)
    });
    let whole = chain.whole_at.map(|at| {
        let at = texts::instant(language, at);
        fl!(t, "audit-whole", at = at)
    });
    Chain {
        says: match &broken {
            Some(_) => fl!(t, "audit-sound-until", seq = seq),
            None if chain.is_intact() => fl!(t, "audit-intact", seq = seq, at = at),
            None => fl!(t, "audit-partly", seq = seq, all = all, at = at),
        },
        intact: chain.is_intact(),
        head: chain.sound.hash.chars().take(16).collect(),
        broken,
        whole,
    }
}

fn digest_line(language: Language, signed: &SignedDigest) -> DigestLine {
    let t = texts::of(language);
    let digest = &signed.digest;
    let day = texts::date(language, digest.day);
    DigestLine {
        label: fl!(t, "audit-digest-download", day = day.as_str()),
        says: fl!(
            t,
            "audit-digest-says",
            events = digest.events(),
            last = digest.last
        ),
        address: format!("/staff/audit/digests/{}", digest.day),
        day,
    }
}

fn sent(language: Language, to: Option<&Email>) -> String {
    let t = texts::of(language);
    match to {
        Some(address) => fl!(t, "audit-digests-sent", address = address.as_str()),
        None => fl!(t, "audit-digests-off"),
    }
}
