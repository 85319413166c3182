//! Calendars of staff (iCalendar, RFC 5545), each at a secret address.

use i18n_embed_fl::fl;
use icalendar::{Calendar, Class, Component, Event as Entry, Property};
use jiff::Timestamp;
use rand::{CryptoRng, Rng};

use super::{Award, Reminding};
use crate::domain::account::{Account, AccountState};
use crate::domain::language::Language;
use crate::domain::permission::Action;
use crate::domain::reminder::Step;
use crate::domain::validity::Day;
use crate::service::accounts::Token;
use crate::service::{By, Service, ServiceError};
use crate::store::Event;
use crate::texts;

impl Service {
    /// Gives somebody's calendar a new address; the one before no longer leads there.
    pub async fn renew_calendar<R: Rng + CryptoRng>(
        &self,
        account: &Account,
        language: Language,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Token, ServiceError> {
        let token = Token::new(random);
        let mut change = self.store.change(by.actor, by.at).await?;
        change
            .put_calendar(&account.id, &token.digest(), language)
            .await?;
        let event = Event::new("calendar.opened", &account.id, "");
        change.commit(vec![event]).await?;
        Ok(token)
    }

    /// Takes the address of somebody's calendar away. That there was none is as good.
    pub async fn close_calendar(&self, account: &Account, by: By<'_>) -> Result<(), ServiceError> {
        let mut change = self.store.change(by.actor, by.at).await?;
        if !change.delete_calendar(&account.id).await? {
            return Ok(());
        }
        let event = Event::new("calendar.closed", &account.id, "");
        Ok(change.commit(vec![event]).await?)
    }

    /// The address of a calendar. It is shown once, and stored nowhere.
    pub fn calendar_address(&self, token: &Token) -> String {
        format!("{}/staff/calendar/{}.ics", self.origin, token.expose())
    }

    /// The calendar at an address, as long as its owner may see what is in it.
    pub async fn calendar(
        &self,
        token: &str,
        at: Timestamp,
    ) -> Result<Option<String>, ServiceError> {
        let Some(token) = Token::parse(token) else {
            return Ok(None);
        };
        let Some(feed) = self.store.calendar_feed(&token.digest()).await? else {
            return Ok(None);
        };
        let account = self.store.account(&feed.account).await?;
        let Some(account) = account.filter(|account| {
            account.state == AccountState::Active && account.may(Action::SeeFollowUp, at)
        }) else {
            return Ok(None);
        };
        let awards = self.awards(Some(&account.chamber), at).await?;
        let mut calendar = Calendar::new();
        let t = texts::of(feed.language);
        calendar.name(&fl!(t, "calendar-name"));
        for award in awards {
            let programme = &self.programmes.find(&award.programme)?.programme;
            if !programme.follow_up.calendar {
                continue;
            }
            let steps = match (&programme.reminders, award.reminding) {
                (Some(reminders), Reminding::Due(_) | Reminding::Settled(..)) => {
                    reminders.steps(award.until)
                }
                _ => Vec::new(),
            };
            let mark = programme.name.get(feed.language);
            calendar.push(self.end(&award, mark, feed.language));
            for step in steps {
                calendar.push(self.reminder_day(&award, step, mark, feed.language));
            }
        }
        Ok(Some(calendar.done().to_string()))
    }

    fn end(&self, award: &Award, mark: &str, language: Language) -> Entry {
        let summary = fl!(
            texts::of(language),
            "calendar-end",
            name = award.name.as_str()
        );
        self.entry(award, "end", award.until, &summary, mark)
    }

    fn reminder_day(&self, award: &Award, step: Step, mark: &str, language: Language) -> Entry {
        let summary = fl!(
            texts::of(language),
            "calendar-reminder",
            name = award.name.as_str(),
            months = step.months
        );
        let what = format!("reminder-{}", step.months);
        self.entry(award, &what, step.day, &summary, mark)
    }

    /// An entry for a whole day. It is the same whenever it is asked for, so calendars keep it.
    fn entry(&self, award: &Award, what: &str, day: Day, summary: &str, mark: &str) -> Entry {
        let (year, month, number) = day.parts();
        let mut begins = Property::new("DTSTART", format!("{year:04}{month:02}{number:02}"));
        begins.add_parameter("VALUE", "DATE");
        let stamp = award.issued_at.strftime("%Y%m%dT%H%M%SZ").to_string();
        Entry::new()
            .uid(&format!("{}-{what}@{}", award.serial, self.host))
            .append_property(Property::new("DTSTAMP", stamp))
            .append_property(begins.done())
            .append_property(Property::new("TRANSP", "TRANSPARENT"))
            .summary(summary)
            .description(mark)
            .url(&format!("{}/z/{}", self.origin, award.serial.compact()))
            .class(Class::Confidential)
            .done()
    }
}
