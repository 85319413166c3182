//! The letter that reminds a municipality.

use fluent_bundle::FluentArgs;
use i18n_embed_fl::fl;

use super::salutation;
use crate::domain::contact::Contact;
use crate::domain::language::Language;
use crate::domain::mail::Letter;
use crate::domain::municipality::Kind;
use crate::domain::validity::Day;
use crate::texts;

/// The texts of a reminder for which a programme may have words of its own.
pub const REMINDER_TEXTS: [&str; 2] = ["reminder-subject", "reminder-body"];

/// The variables in them.
pub const REMINDER_VARIABLES: [&str; 8] = [
    "greeting", "mark", "kind", "name", "until", "reply", "address", "chambers",
];

/// What a reminder says.
#[derive(Debug, Clone)]
pub struct Reminder<'a> {
    /// Who is written to; a neutral salutation if nobody is named.
    pub contact: Option<&'a Contact>,
    /// Town or other municipality.
    pub kind: Kind,
    /// The municipality's name.
    pub name: &'a str,
    /// The mark's name.
    pub mark: &'a str,
    /// The last day of the award.
    pub until: Day,
    /// By when a reply is asked for.
    pub reply_by: Day,
    /// Where the award can be checked.
    pub address: &'a str,
    /// The chambers, as they sign the letter.
    pub chambers: Vec<&'a str>,
    /// Whether the award is a sample.
    pub sample: bool,
}

impl Reminder<'_> {
    /// The letter. A programme may have words of its `own` for it: the text with a key, if there
    /// is one, with these variables.
    pub fn letter(
        &self,
        language: Language,
        own: impl Fn(&str, &FluentArgs<'_>) -> Option<String>,
    ) -> Letter {
        let t = texts::of(language);
        let greeting = match self.contact {
            Some(contact) => salutation(contact, language),
            None => fl!(t, "salutation-neutral"),
        };
        let until = texts::date_long(language, self.until);
        let kind = match self.kind {
            Kind::Stadt => fl!(t, "kind-town"),
            Kind::Gemeinde => fl!(t, "kind-municipality"),
        };
        let reply = texts::date_long(language, self.reply_by);
        let chambers = self.chambers.join("\n");
        let mut variables = FluentArgs::new();
        for (name, value) in [
            ("greeting", greeting.as_str()),
            ("mark", self.mark),
            ("kind", kind.as_str()),
            ("name", self.name),
            ("until", until.as_str()),
            ("reply", reply.as_str()),
            ("address", self.address),
            ("chambers", chambers.as_str()),
        ] {
            variables.set(name, value.to_owned());
        }
        let body = own(REMINDER_TEXTS[1], &variables).unwrap_or_else(|| {
            fl!(
                t,
                "reminder-body",
                greeting = greeting.as_str(),
                mark = self.mark,
                kind = kind.as_str(),
                name = self.name,
                until = until.as_str(),
                reply = reply.as_str(),
                address = self.address,
                chambers = chambers.as_str()
            )
        });
        let subject = own(REMINDER_TEXTS[0], &variables).unwrap_or_else(|| {
            fl!(
                t,
                "reminder-subject",
                name = self.name,
                until = until.as_str()
            )
        });
        Letter {
            subject: if self.sample {
                format!("[{}] {subject}", fl!(t, "specimen"))
            } else {
                subject
            },
            body: format!("{body}\n"),
        }
    }
}
