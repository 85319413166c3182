//! Events of the audit trail in words.

use std::collections::HashMap;
use std::sync::Arc;

use i18n_embed_fl::fl;

use super::Site;
use super::audit_filter::kind;
use super::error::StaffError;
use super::guest::Staff;
use super::history;
use super::lines::short_name;
use crate::domain::chamber::ChamberId;
use crate::domain::language::Language;
use crate::domain::municipality::Ags;
use crate::domain::permission::Action;
use crate::domain::serial::Serial;
use crate::domain::validity::{Day, berlin_time};
use crate::service::snapshot::Snapshot;
use crate::service::trail::Known;
use crate::store::StoredEvent;
use crate::texts;

/// An event as a row of a table.
pub(super) struct Line {
    pub seq: i64,
    pub when: String,
    pub who: String,
    pub what: String,
    /// More: which chamber, why.
    pub more: Option<String>,
    pub about: String,
    /// Where more of it is shown.
    pub address: Option<String>,
}

/// What is needed to tell events to somebody.
pub(super) struct Words<'a> {
    site: &'a Site,
    staff: &'a Staff,
    language: Language,
    known: &'a Known,
    snapshot: Arc<Snapshot>,
    municipalities: HashMap<String, String>,
}

impl<'a> Words<'a> {
    pub(super) async fn new(
        site: &'a Site,
        staff: &'a Staff,
        known: &'a Known,
        events: &[StoredEvent],
    ) -> Result<Self, StaffError> {
        let mut words = Self {
            site,
            staff,
            language: staff.language(),
            known,
            snapshot: site.register().current(site.service(), staff.at()).await?,
            municipalities: HashMap::new(),
        };
        words.look_up(events).await?;
        Ok(words)
    }

    /// Finds the names of municipalities of which further events tell.
    pub(super) async fn look_up(&mut self, events: &[StoredEvent]) -> Result<(), StaffError> {
        let told = events.iter().filter(|e| is_of_municipality(e));
        if told
            .clone()
            .all(|e| self.municipalities.contains_key(&e.subject))
        {
            return Ok(());
        }
        let all = self.site.service().store.municipalities().await?;
        let named = all
            .into_iter()
            .map(|m| (m.ags.to_string(), m.name.as_str().to_owned()));
        self.municipalities = named.collect();
        Ok(())
    }

    pub(super) fn line(&self, event: &StoredEvent) -> Line {
        let (about, address) = self.about(event);
        Line {
            seq: event.seq,
            when: when(self.language, event),
            who: self.who(&event.actor),
            what: kind(self.language, &event.action),
            more: self.more(event).filter(|more| !more.is_empty()),
            about,
            address,
        }
    }

    /// A person with the chamber, or what acted without anybody.
    pub(super) fn who(&self, actor: &str) -> String {
        let t = texts::of(self.language);
        if let Some(account) = self.known.accounts.get(actor) {
            return format!(
                "{}, {}",
                account.name,
                short_name(self.site, &account.chamber)
            );
        }
        if let Some(id) = actor.strip_prefix("machine-") {
            let machine = self.known.machines.get(id);
            let chamber = machine.map(|m| short_name(self.site, &m.chamber));
            return match chamber {
                Some(chamber) => fl!(t, "audit-who-machine", chamber = chamber),
                None => actor.to_owned(),
            };
        }
        match actor {
            "server" => fl!(t, "audit-who-server"),
            _ if actor.starts_with("acc-") => actor.to_owned(),
            name => fl!(t, "audit-who-command", name = name),
        }
    }

    /// To what it happened, and where that is shown if this person may see it.
    fn about(&self, event: &StoredEvent) -> (String, Option<String>) {
        let subject = &event.subject;
        let may = |action, address: String| self.staff.may(action).then_some(address);
        if let Ok(serial) = subject.parse::<Serial>() {
            let entry = self.snapshot.entry(serial);
            let name = entry.map(|e| e.certificate().facts.name.as_str().to_owned());
            let address = entry.and(may(
                Action::SeeCertificates,
                format!("/staff/certificates/{serial}"),
            ));
            return (named(name.as_deref(), subject), address);
        }
        if is_of_municipality(event) && Ags::parse(subject).is_ok() {
            let name = self.municipalities.get(subject);
            let address = name.and(may(
                Action::SeeMunicipalities,
                format!("/staff/municipalities/{subject}"),
            ));
            return (named(name.map(String::as_str), subject), address);
        }
        if let Some(account) = self.known.accounts.get(subject) {
            let own = account.chamber == self.staff.account.chamber;
            let address = may(Action::ManageAccounts, format!("/staff/accounts/{subject}"));
            return (account.name.to_string(), address.filter(|_| own));
        }
        if let Some(machine) = self.known.machines.get(subject) {
            let address = may(Action::ManageMachines, super::machines::LIST.to_owned());
            return (machine.name.to_string(), address);
        }
        if let Ok(day) = Day::parse(subject) {
            let address = may(Action::SeeAudit, format!("/staff/audit/digests/{day}"));
            return (texts::date(self.language, day), address);
        }
        (shortened(subject), None)
    }

    /// What else is told of it.
    pub(super) fn more(&self, event: &StoredEvent) -> Option<String> {
        let t = texts::of(self.language);
        let detail = event.detail.as_str();
        let found = |key: &str| {
            texts::find(
                self.language,
                &format!("audit-by-{}", key.replace(' ', "-")),
            )
        };
        match event.action.as_str() {
            "reminder.sent" | "reminder.skipped" => Some(fl!(t, "audit-months", months = detail)),
            "account.invited" => {
                let (_, roles) = detail.split_once(": ")?;
                Some(self.roles(roles))
            }
            "account.role_given" | "account.role_taken" => Some(self.roles(detail)),
            "session.opened" => found(detail).or_else(|| Some(detail.to_owned())),
            "session.ended" => match detail.split_once(": ") {
                Some((all, _)) => found(all),
                None => found(detail),
            },
            "list.begun" => {
                let (list, rows) = detail.split_once(": ")?;
                let rows: i64 = rows.parse().ok()?;
                Some(fl!(t, "audit-list-begun", list = list, rows = rows))
            }
            "list.ended" => {
                let (done, refused) = detail.split_once(" / ")?;
                Some(fl!(t, "audit-list-ended", done = done, refused = refused))
            }
            "machine.made" => {
                let (chamber, name) = detail.split_once(": ")?;
                let (_, name) = name.split_once(' ')?;
                Some(format!("{}: {name}", self.chamber(chamber)))
            }
            "audit.digest-made" => None,
            action if is_of_certificate(action) => {
                history::words(self.site, self.language, event).1
            }
            _ if self.is_chamber(detail) => Some(self.chamber(detail)),
            _ => Some(shortened(detail)),
        }
    }

    /// Roles as they are recorded: `clerk, signatory 2026-06-01 to 2026-06-30`.
    fn roles(&self, recorded: &str) -> String {
        let role = |text: &str| {
            let (role, term) = text.split_once(' ').unwrap_or((text, ""));
            let word = texts::find(self.language, &format!("role-{role}"));
            let word = word.unwrap_or_else(|| role.to_owned());
            let days = term.split_once(" to ");
            let days = days.and_then(|(a, b)| Day::parse(a).ok().zip(Day::parse(b).ok()));
            match days {
                Some((from, until)) => {
                    let date = |day| texts::date(self.language, day);
                    format!("{word} ({} – {})", date(from), date(until))
                }
                None => word,
            }
        };
        recorded
            .split(", ")
            .map(role)
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn is_chamber(&self, text: &str) -> bool {
        let chamber = ChamberId::parse(text);
        chamber.is_ok_and(|id| self.site.service().programmes.chamber(&id).is_some())
    }

    fn chamber(&self, text: &str) -> String {
        ChamberId::parse(text).map_or_else(|_| text.to_owned(), |id| short_name(self.site, &id))
    }
}

/// Day and minute in Berlin.
fn when(language: Language, event: &StoredEvent) -> String {
    let (hour, minute) = berlin_time(event.at);
    let day = texts::date(language, Day::of(event.at));
    format!("{day}, {hour:02}:{minute:02}")
}

fn named(name: Option<&str>, key: &str) -> String {
    name.map_or_else(|| key.to_owned(), |name| format!("{name} ({key})"))
}

fn is_of_municipality(event: &StoredEvent) -> bool {
    event.action.starts_with("municipality.")
}

fn is_of_certificate(action: &str) -> bool {
    ["certificate.", "document.", "proposal."]
        .iter()
        .any(|kind| action.starts_with(kind))
}

/// A hash is long, and its beginning tells it apart.
fn shortened(text: &str) -> String {
    let is_hash = text.len() >= 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
    if is_hash {
        format!("{}…", &text[..16])
    } else {
        text.to_owned()
    }
}
