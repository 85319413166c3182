//! Verdicts and certificates in words for the shell.

use std::fmt;
use std::io::Write;

use i18n_embed_fl::fl;
use serde::Serialize;

use super::failure::Failure;
use crate::domain::language::Language;
use crate::domain::proposal::Step;
use crate::domain::validity::Day;
use crate::service::files::StaffReport;
use crate::service::report::{RecipientReport, RegisteredReport, Report};
use crate::texts;

/// Prints a line. That nobody reads it, or that there is no room for it, is an error like others.
macro_rules! say {
    ($($text:tt)*) => { $crate::cli::words::say(format_args!($($text)*)) };
}

/// Prints a line; [`say!`] is shorter.
pub(super) fn say(line: fmt::Arguments<'_>) -> Result<(), Failure> {
    writeln!(std::io::stdout(), "{line}").map_err(Failure::Output)
}

/// Prints data as JSON.
pub(super) fn print_json<T: Serialize + ?Sized>(value: &T) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value).map_err(|e| Failure::Output(e.into()))?;
    writeln!(out).map_err(Failure::Output)
}

/// The word for a state, as the verification page has it.
pub(super) fn state(language: Language, name: &str) -> String {
    let key = format!("state-{}", name.replace('_', "-"));
    texts::find(language, &key).unwrap_or_else(|| name.to_owned())
}

/// The word for a step: „Aussetzen".
pub(super) fn step(language: Language, step: Step) -> String {
    let key = format!("step-{}", step.as_str());
    texts::find(language, &key).unwrap_or_else(|| step.as_str().to_owned())
}

/// One certificate, on several lines.
pub(super) fn print_certificate(
    language: Language,
    certificate: &StaffReport,
) -> Result<(), Failure> {
    let t = texts::of(language);
    print_report(language, &certificate.report)?;
    if let Some(refusal) = &certificate.refusal {
        line(
            &fl!(t, "label-refusal"),
            &format!("{}: {}", refusal.chamber, refusal.reason),
        )?;
    }
    if let Some(replaces) = &certificate.replaces {
        line(&fl!(t, "label-replaces"), replaces)?;
    }
    for (label, path) in [
        (fl!(t, "label-document"), &certificate.document),
        (fl!(t, "label-seal"), &certificate.seal),
    ] {
        if let Some(path) = path {
            line(&label, &path.display().to_string())?;
        }
    }
    Ok(())
}

/// A verdict, on several lines.
pub(super) fn print_report(language: Language, report: &Report) -> Result<(), Failure> {
    let t = texts::of(language);
    say!("{}", state(language, report.state))?;
    if let Some(explanation) = &report.explanation {
        say!("  {explanation}")?;
    }
    if let Some(serial) = &report.serial {
        line(&fl!(t, "label-serial"), serial)?;
    }
    if let Some(mark) = &report.mark {
        line(&fl!(t, "label-mark"), mark.name_in(language))?;
    }
    if let Some(recipient) = &report.recipient {
        print_recipient(language, recipient)?;
    }
    if let (Some(from), Some(until)) = (report.valid_from, report.valid_until) {
        print_term(language, from, until)?;
    }
    for issuer in &report.issuers {
        let key = issuer.key_id.as_deref().unwrap_or("–");
        let signature = match issuer.signature {
            "valid" => fl!(t, "signature-valid"),
            "invalid" => fl!(t, "signature-invalid"),
            _ => fl!(t, "signature-missing"),
        };
        line(&issuer.name, &format!("{signature} ({key})"))?;
    }
    for signature in report.document.iter().flat_map(|d| &d.signatures) {
        let kind = super::keys_document::origin(language, signature.issuer.as_deref());
        let moment = texts::instant(language, signature.signed_at);
        let mut says = fl!(t, "document-signed", moment = moment, kind = kind);
        if let Some(at) = signature.time_stamp {
            let moment = texts::instant(language, at);
            says = format!("{says}; {}", fl!(t, "document-stamped", moment = moment));
        }
        line(&signature.subject, &says)?;
    }
    if let Some(by) = &report.superseded_by {
        line(&fl!(t, "label-superseded-by"), by)?;
    }
    if report.picture && report.genuine {
        say!("{}", fl!(t, "picture-proves"))?;
    }
    match report.register {
        Some("not_listed") => say!("{}", fl!(t, "register-not-listed"))?,
        Some("not_consulted") => say!("{}", fl!(t, "register-not-consulted"))?,
        _ => {}
    }
    line(
        &fl!(t, "label-as-of"),
        &texts::instant(language, report.as_of),
    )
}

/// What was really issued under the number that a refused file names.
pub(super) fn print_registered(
    language: Language,
    registered: &RegisteredReport,
    host: &str,
) -> Result<(), Failure> {
    let t = texts::of(language);
    say!("{}", fl!(t, "own-copy"))?;
    let state = state(language, registered.state);
    say!("  {}", fl!(t, "own-copy-state", state = state))?;
    if let Some(mark) = &registered.mark {
        line(&fl!(t, "label-mark"), mark.name_in(language))?;
    }
    print_recipient(language, &registered.recipient)?;
    print_term(language, registered.valid_from, registered.valid_until)?;
    for (label, path) in [
        (fl!(t, "own-copy-document"), &registered.document),
        (fl!(t, "cli-own-copy-check"), &registered.page),
    ] {
        line(&label, &format!("https://{host}{path}"))?;
    }
    Ok(())
}

fn print_recipient(language: Language, recipient: &RecipientReport) -> Result<(), Failure> {
    line(
        &fl!(texts::of(language), "label-recipient"),
        &format!("{} ({})", recipient.name, recipient.website),
    )
}

fn print_term(language: Language, from: Day, until: Day) -> Result<(), Failure> {
    let t = texts::of(language);
    let term = fl!(
        t,
        "term",
        from = texts::date(language, from),
        until = texts::date(language, until)
    );
    line(&fl!(t, "label-term"), &term)
}

fn line(label: &str, text: &str) -> Result<(), Failure> {
    say!("  {label}: {text}")
}
