//! The history of a certificate in words.

use i18n_embed_fl::fl;

use super::Site;
use super::lines::{short_name, state_word};
use crate::domain::chamber::ChamberId;
use crate::domain::language::Language;
use crate::domain::proposal::Step;
use crate::service::desk::History;
use crate::service::kit::HOLDER;
use crate::store::StoredEvent;
use crate::texts;

/// Something that happened.
pub(super) struct Told {
    pub when: String,
    pub what: String,
    /// More: which chamber, why.
    pub more: Option<String>,
    pub who: String,
}

/// The history, newest first.
pub(super) fn told(site: &Site, language: Language, history: &History) -> Vec<Told> {
    let told = |event: &StoredEvent| {
        let (what, more) = words(site, language, event);
        Told {
            when: texts::instant(language, event.at),
            what,
            more,
            who: who(site, language, history, &event.actor),
        }
    };
    history.events.iter().rev().map(told).collect()
}

/// Who signed for a chamber, if it was somebody at the desk.
pub(super) fn signer(history: &History, chamber: &ChamberId) -> Option<String> {
    let signed =
        |e: &&StoredEvent| e.action == "certificate.signed" && e.detail == chamber.as_str();
    let event = history.events.iter().find(signed)?;
    let person = history.people.get(&event.actor)?;
    Some(person.name.to_string())
}

fn who(site: &Site, language: Language, history: &History, actor: &str) -> String {
    if let Some(person) = history.people.get(actor) {
        return format!("{}, {}", person.name, short_name(site, &person.chamber));
    }
    match history.machines.get(actor) {
        None if actor == HOLDER => fl!(texts::of(language), "kit-holder"),
        Some(machine) => fl!(
            texts::of(language),
            "machine-actor",
            name = machine.name.as_str(),
            chamber = short_name(site, &machine.chamber)
        ),
        None => actor.to_owned(),
    }
}

/// An event of a certificate in words, and more of it.
pub(super) fn words(
    site: &Site,
    language: Language,
    event: &StoredEvent,
) -> (String, Option<String>) {
    let t = texts::of(language);
    let detail = || (!event.detail.is_empty()).then(|| event.detail.clone());
    let chamber = |id: &str| ChamberId::parse(id).map_or(id.to_owned(), |c| short_name(site, &c));
    let proposed = |detail: &str| {
        let (step, reason) = detail.split_once(": ").unwrap_or((detail, ""));
        let step = Step::parse(step).map_or(String::new(), |s| step_word(language, s));
        if reason.is_empty() {
            step
        } else {
            format!("{step}: {reason}")
        }
    };
    match event.action.as_str() {
        "certificate.prepared" => (fl!(t, "event-prepared"), None),
        "certificate.signed" => (fl!(t, "event-signed"), Some(chamber(&event.detail))),
        "certificate.refused" => {
            let (by, reason) = event.detail.split_once(": ").unwrap_or((&event.detail, ""));
            (
                fl!(t, "event-refused"),
                Some(format!("{}: {reason}", chamber(by))),
            )
        }
        "certificate.sealed" => (fl!(t, "event-sealed"), None),
        "document.signed" => (
            fl!(t, "event-document-signed"),
            Some(chamber(&event.detail)),
        ),
        "document-key.kept" => (fl!(t, "event-key-kept"), Some(chamber(&event.detail))),
        "document-key.closed" => (fl!(t, "event-key-closed"), Some(chamber(&event.detail))),
        "certificate.issued" => (fl!(t, "event-issued"), None),
        "certificate.suspended" => (state_word(language, "suspended"), detail()),
        "certificate.reinstated" => (fl!(t, "event-reinstated"), None),
        "certificate.withdrawn" => (state_word(language, "withdrawn"), detail()),
        "certificate.superseded" => (state_word(language, "superseded"), detail()),
        "document.time-stamped" => (fl!(t, "event-time-stamped"), None),
        "document.archived" => (fl!(t, "event-archived"), None),
        "kit.opened" => (fl!(t, "event-kit-opened"), None),
        "kit.closed" => (fl!(t, "event-kit-closed"), None),
        "kit.accepted" => (fl!(t, "event-kit-accepted"), detail()),
        "proposal.on-server" => (fl!(t, "event-on-server"), detail()),
        "proposal.made" => (fl!(t, "event-proposed"), Some(proposed(&event.detail))),
        "proposal.confirmed" => (fl!(t, "event-confirmed"), Some(proposed(&event.detail))),
        "proposal.dropped" => (fl!(t, "event-dropped"), Some(proposed(&event.detail))),
        other => (other.to_owned(), None),
    }
}

/// The word for a step: „Aussetzen".
pub(super) fn step_word(language: Language, step: Step) -> String {
    let t = texts::of(language);
    match step {
        Step::Suspend => fl!(t, "step-suspend"),
        Step::Reinstate => fl!(t, "step-reinstate"),
        Step::Withdraw => fl!(t, "step-withdraw"),
    }
}
