//! What somebody looks for in the audit trail.

use i18n_embed_fl::fl;
use serde::Deserialize;

use super::Site;
use super::certificates::Choice;
use super::form::{FormView, escaped};
use super::guest::Staff;
use super::lines::short_name;
use crate::domain::account::{Account, AccountId, Email};
use crate::domain::language::Language;
use crate::domain::municipality::Ags;
use crate::domain::search::folded;
use crate::domain::serial::Serial;
use crate::domain::trail::{Group, KINDS};
use crate::domain::validity::Day;
use crate::service::trail::Known;
use crate::store::{Actor, EventFilter, Part};
use crate::texts;

const SERVER: &str = "server";
const MACHINES: &str = "machines";
const COMMANDS: &str = "commands";

/// The form as it stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Search {
    pub from: String,
    pub until: String,
    pub who: String,
    pub kind: String,
    pub about: String,
    pub before: String,
    pub after: String,
}

/// What is looked for, and the form as it is shown again.
pub(super) struct Wanted {
    pub filter: EventFilter,
    pub part: Part,
    pub form: FormView,
}

/// Kinds of events under one heading.
pub(super) struct Kinds {
    pub label: String,
    pub choices: Vec<Choice>,
}

impl Search {
    /// What is looked for; the form says what of it makes no sense.
    pub(super) fn wanted(&self, staff: &Staff, known: &Known) -> Wanted {
        let t = texts::of(staff.language());
        let mut form = FormView::new()
            .with("from", self.from.trim())
            .with("until", self.until.trim())
            .with("about", self.about.trim());
        let mut day = |field: &'static str, text: &str| match Day::parse(text) {
            _ if text.trim().is_empty() => None,
            Ok(day) => Some(day),
            Err(_) => {
                form.refuse(field, fl!(t, "audit-day-wrong"));
                None
            }
        };
        let (from, until) = (day("from", &self.from), day("until", &self.until));
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            form.refuse("until", fl!(t, "audit-until-wrong"));
        }
        let kinds = kinds_of(&self.kind);
        if kinds.is_none() {
            form.refuse("kind", fl!(t, "audit-kind-wrong"));
        }
        let own = known.accounts.values();
        let own: Vec<_> = own
            .filter(|account| account.chamber == staff.account.chamber)
            .collect();
        let subject = match subject(self.about.trim(), &own) {
            Ok(subject) => subject,
            Err(Unclear::Nothing) => {
                form.refuse("about", fl!(t, "audit-about-wrong"));
                String::new()
            }
            Err(Unclear::Namesakes) => {
                form.refuse("about", fl!(t, "audit-about-namesakes"));
                String::new()
            }
        };
        let filter = EventFilter {
            from: from.map(Day::begin),
            until: until.and_then(Day::next).map(Day::begin),
            actor: actor(&self.who),
            subject,
            kinds: kinds.unwrap_or_default(),
        };
        Wanted {
            filter,
            part: match (self.before.parse(), self.after.parse()) {
                (Ok(before), _) => Part::Before(before),
                (_, Ok(after)) => Part::After(after),
                _ => Part::Before(i64::MAX),
            },
            form,
        }
    }

    /// An address with the same search.
    pub(super) fn address(&self, path: &str, more: &str) -> String {
        let fields = [
            ("from", &self.from),
            ("until", &self.until),
            ("who", &self.who),
            ("kind", &self.kind),
            ("about", &self.about),
        ];
        let typed = fields.iter().filter(|(_, value)| !value.trim().is_empty());
        let mut query: Vec<_> = typed
            .map(|(name, value)| format!("{name}={}", escaped(value.trim())))
            .collect();
        if !more.is_empty() {
            query.push(more.to_owned());
        }
        match query.is_empty() {
            true => path.to_owned(),
            false => format!("{path}?{}", query.join("&")),
        }
    }
}

/// Whom one may look for: the chamber's own people, those of other chambers who did something that
/// it may see, and whatever acts without anybody.
pub(super) fn people(
    site: &Site,
    staff: &Staff,
    known: &Known,
    acting: &[AccountId],
    chosen: &str,
) -> Vec<Choice> {
    let t = texts::of(staff.language());
    let own = &staff.account.chamber;
    let shown = known
        .accounts
        .values()
        .filter(|a| a.chamber == *own || acting.contains(&a.id));
    let mut shown: Vec<_> = shown.collect();
    shown.sort_by_key(|a| (a.chamber != *own, a.name.as_str().to_lowercase()));
    let choice = |value: &str, label: String| Choice {
        value: value.to_owned(),
        label,
        chosen: value == chosen,
    };
    let people = shown.into_iter().map(|account| {
        let chamber = short_name(site, &account.chamber);
        choice(account.id.as_str(), format!("{}, {chamber}", account.name))
    });
    let others = [
        choice(SERVER, fl!(t, "audit-who-server")),
        choice(MACHINES, fl!(t, "audit-who-machines")),
        choice(COMMANDS, fl!(t, "audit-who-commands")),
    ];
    people.chain(others).collect()
}

/// What one may look for: every kind, by group.
pub(super) fn kinds(language: Language, chosen: &str) -> Vec<Kinds> {
    let t = texts::of(language);
    let group = |group: Group| {
        let label = texts::find(language, &format!("trail-{}", group.as_str()));
        let label = label.unwrap_or_default();
        let all = Choice {
            value: group.as_str().to_owned(),
            label: fl!(t, "audit-kinds-all", group = label.as_str()),
            chosen: chosen == group.as_str(),
        };
        let one = |action: &str| Choice {
            value: action.to_owned(),
            label: kind(language, action),
            chosen: chosen == action,
        };
        let choices = std::iter::once(all).chain(group.kinds().map(one));
        Kinds {
            choices: choices.collect(),
            label,
        }
    };
    Group::ALL.into_iter().map(group).collect()
}

/// A kind of event in words.
pub(super) fn kind(language: Language, action: &str) -> String {
    let key = action.replace(['.', '_'], "-");
    texts::find(language, &format!("happened-{key}")).unwrap_or_else(|| action.to_owned())
}

/// The kinds that a choice stands for: every one if it is empty; nothing if there is none such.
fn kinds_of(chosen: &str) -> Option<Vec<&'static str>> {
    let group = Group::ALL.into_iter().find(|g| g.as_str() == chosen);
    match (chosen, group) {
        ("", _) => Some(Vec::new()),
        (_, Some(group)) => Some(group.kinds().collect()),
        (one, None) => {
            let mut kinds = KINDS.iter().map(|(action, _)| *action);
            kinds.find(|action| *action == one).map(|kind| vec![kind])
        }
    }
}

fn actor(chosen: &str) -> Actor {
    match chosen {
        "" => Actor::Anybody,
        MACHINES => Actor::Machines,
        COMMANDS => Actor::Commands,
        other => Actor::One(other.to_owned()),
    }
}

/// Why nobody knows what is looked for.
enum Unclear {
    /// Nothing is called so.
    Nothing,
    /// Several accounts are.
    Namesakes,
}

/// A number of a certificate however it is written, an AGS, or an account: by its identifier or,
/// in the own chamber, by address or name.
fn subject(text: &str, own: &[&Account]) -> Result<String, Unclear> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let serial = text.parse::<Serial>().map(|s| s.to_string());
    let ags = || Ags::parse(text).map(|a| a.to_string());
    let account = || AccountId::parse(text).map(|a| a.to_string());
    let found = serial
        .ok()
        .or_else(|| ags().ok())
        .or_else(|| account().ok());
    match found {
        Some(subject) => Ok(subject),
        None => account_called(text, own),
    }
}

fn account_called(text: &str, own: &[&Account]) -> Result<String, Unclear> {
    let address = Email::parse(text).ok();
    let is_meant = |account: &&&Account| {
        address.as_ref() == Some(&account.email) || folded(account.name.as_str()) == folded(text)
    };
    let found: Vec<_> = own.iter().filter(is_meant).collect();
    match found.as_slice() {
        [] => Err(Unclear::Nothing),
        [one] => Ok(one.id.to_string()),
        _ => Err(Unclear::Namesakes),
    }
}
