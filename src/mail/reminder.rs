//! The letter that reminds a municipality.

use i18n_embed_fl::fl;

use super::salutation;
use crate::domain::contact::Contact;
use crate::domain::language::Language;
use crate::domain::mail::Letter;
use crate::domain::municipality::Kind;
use crate::domain::validity::Day;
use crate::texts;

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
    /// The letter.
    pub fn letter(&self, language: Language) -> Letter {
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
        let body = fl!(
            t,
            "reminder-body",
            greeting = greeting,
            mark = self.mark,
            kind = kind,
            name = self.name,
            until = until.as_str(),
            reply = texts::date_long(language, self.reply_by),
            address = self.address,
            chambers = self.chambers.join("\n")
        );
        let subject = fl!(t, "reminder-subject", name = self.name, until = until);
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
