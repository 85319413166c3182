//! The latest awards as an Atom feed (RFC 4287).

use atom_syndication::{Category, Entry, Feed, FixedDateTime, Link, Person, Text};
use i18n_embed_fl::fl;
use jiff::Timestamp;

use super::record::since;
use crate::domain::language::Language;
use crate::domain::lifecycle::PublicState;
use crate::domain::validity::Day;
use crate::service::directory::{Award, Directory, Held, Holder};
use crate::service::{Service, ServiceError};
use crate::texts;

/// Entries in the feed.
const ENTRIES: usize = 100;

type Line<'a> = (Timestamp, &'a Holder, &'a Held, &'a Award);

impl Service {
    pub(super) fn feed(
        &self,
        directory: &Directory,
        language: Language,
    ) -> Result<Vec<u8>, ServiceError> {
        let t = texts::of(language);
        let mut lines: Vec<Line<'_>> = Vec::new();
        for holder in directory.holders() {
            for held in &holder.marks {
                let awards = held.awards.iter();
                let awards = awards.filter(|a| !matches!(a.state, PublicState::Superseded { .. }));
                lines.extend(awards.map(|award| (changed(award), holder, held, award)));
            }
        }
        lines.sort_by_key(|(changed, _, _, award)| {
            (std::cmp::Reverse(*changed), award.serial.to_string())
        });
        lines.truncate(ENTRIES);
        let updated = lines.first().map_or(Timestamp::UNIX_EPOCH, |line| line.0);
        let own = format!("/register.atom?lang={}", language.tag());
        let feed = Feed {
            title: Text::plain(fl!(t, "register-title")),
            subtitle: Some(Text::plain(fl!(t, "register-lead"))),
            id: self.address(&own),
            updated: instant(updated),
            lang: Some(language.tag().to_owned()),
            rights: Some(Text::plain(format!(
                "{}, {}",
                self.open_data.name, self.open_data.url
            ))),
            authors: vec![Person {
                name: fl!(t, "site-title"),
                uri: Some(self.address("/")),
                ..Person::default()
            }],
            links: vec![
                link("self", self.address(&own), "application/atom+xml"),
                link(
                    "alternate",
                    self.address(&format!("/register?lang={}", language.tag())),
                    "text/html",
                ),
            ],
            entries: lines
                .into_iter()
                .map(|line| self.award_entry(language, line))
                .collect(),
            ..Feed::default()
        };
        let bytes = feed.write_to(Vec::new());
        bytes.map_err(|e| ServiceError::Unwritable(e.to_string()))
    }

    fn award_entry(&self, language: Language, (changed, holder, held, award): Line<'_>) -> Entry {
        let t = texts::of(language);
        let programme = self
            .programmes
            .find(&held.programme)
            .ok()
            .map(|p| &p.programme);
        let mark = programme.map_or_else(
            || held.programme.to_string(),
            |p| p.name.get(language).clone(),
        );
        let key = format!("state-{}", award.state.name().replace('_', "-"));
        let state = texts::find(language, &key).unwrap_or_default();
        let from = texts::date_long(language, award.term.from());
        let until = texts::date_long(language, award.term.until());
        let summary = fl!(
            t,
            "feed-summary",
            mark = mark.as_str(),
            from = from,
            until = until,
            state = state.as_str()
        );
        let specimen = programme
            .filter(|p| p.sample)
            .map(|_| fl!(t, "specimen-note"));
        let page = self.address(&format!("/register/{}?lang={}", holder.ags, language.tag()));
        Entry {
            title: Text::plain(fl!(
                t,
                "feed-title",
                name = holder.name.as_str(),
                mark = mark
            )),
            id: self.address(&format!("/z/{}", award.serial)),
            updated: instant(changed),
            published: Some(instant(award.issued_at)),
            summary: Some(Text::plain(
                [Some(summary), specimen]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" "),
            )),
            categories: vec![Category {
                term: award.state.name().to_owned(),
                label: Some(state),
                ..Category::default()
            }],
            links: vec![link("alternate", page, "text/html")],
            ..Entry::default()
        }
    }
}

/// When what the feed says of an award last became true.
fn changed(award: &Award) -> Timestamp {
    let by_calendar = match award.state {
        PublicState::Valid => Some(award.term.from()),
        PublicState::Expired => award.term.until().next(),
        _ => None,
    };
    let by_decision = since(award);
    let changes = [by_calendar.map(Day::begin), by_decision];
    changes
        .into_iter()
        .flatten()
        .fold(award.issued_at, Ord::max)
}

fn link(rel: &str, href: String, kind: &str) -> Link {
    Link {
        href,
        rel: rel.to_owned(),
        mime_type: Some(kind.to_owned()),
        ..Link::default()
    }
}

/// Both crates read and write RFC 3339.
fn instant(at: Timestamp) -> FixedDateTime {
    at.to_string().parse().unwrap_or_default()
}
