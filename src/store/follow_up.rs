//! What is remembered for following up: reminders that are settled, and calendars.

use std::collections::HashMap;

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::{inconsistent, instant, serial};
use crate::domain::account::AccountId;
use crate::domain::language::Language;
use crate::domain::serial::Serial;

/// What became of a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was put into the outbox.
    Sent,
    /// Somebody decided against it.
    Skipped,
}

/// A reminder that is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Months before the last day.
    pub months: u16,
    /// What became of it.
    pub outcome: Outcome,
    /// When.
    pub at: Timestamp,
}

/// Somebody's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFeed {
    /// Whose.
    pub account: AccountId,
    /// The language of its entries.
    pub language: Language,
    /// When its address was made.
    pub created_at: Timestamp,
}

impl Store {
    /// The reminders that are settled, by certificate.
    pub async fn settled_reminders(&self) -> Result<HashMap<Serial, Vec<Settled>>, StoreError> {
        let rows = sqlx::query("SELECT * FROM reminder ORDER BY serial, months DESC")
            .fetch_all(&self.pool)
            .await?;
        let mut settled: HashMap<Serial, Vec<Settled>> = HashMap::new();
        for row in &rows {
            let number = serial(row, "serial")?;
            settled
                .entry(number)
                .or_default()
                .push(reminder(row, number)?);
        }
        Ok(settled)
    }

    /// The calendar whose address has this SHA-256.
    pub async fn calendar_feed(&self, digest: &str) -> Result<Option<CalendarFeed>, StoreError> {
        let row = sqlx::query("SELECT * FROM calendar_feed WHERE digest = $1")
            .bind(digest)
            .fetch_optional(&self.pool);
        row.await?.as_ref().map(feed).transpose()
    }

    /// Somebody's calendar.
    pub async fn calendar_of(
        &self,
        account: &AccountId,
    ) -> Result<Option<CalendarFeed>, StoreError> {
        let row = sqlx::query("SELECT * FROM calendar_feed WHERE account = $1")
            .bind(account.as_str())
            .fetch_optional(&self.pool);
        row.await?.as_ref().map(feed).transpose()
    }
}

impl Change {
    /// Settles a reminder; a second time is a conflict.
    pub async fn settle_reminder(
        &mut self,
        number: Serial,
        months: u16,
        outcome: Outcome,
    ) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO reminder (serial, months, outcome, at) VALUES ($1, $2, $3, $4)")
            .bind(number.to_string())
            .bind(i64::from(months))
            .bind(match outcome {
                Outcome::Sent => "sent",
                Outcome::Skipped => "skipped",
            })
            .bind(self.at().as_millisecond())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Gives somebody's calendar an address, by its SHA-256; an older one no longer leads there.
    pub async fn put_calendar(
        &mut self,
        account: &AccountId,
        digest: &str,
        language: Language,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO calendar_feed (account, digest, language, created_at)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (account) DO UPDATE SET digest = excluded.digest,
                 language = excluded.language, created_at = excluded.created_at",
        )
        .bind(account.as_str())
        .bind(digest)
        .bind(language.tag())
        .bind(self.at().as_millisecond())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Takes the address of somebody's calendar away; tells whether there was one.
    pub async fn delete_calendar(&mut self, account: &AccountId) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM calendar_feed WHERE account = $1")
            .bind(account.as_str())
            .execute(&mut *self.transaction)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn reminder(row: &AnyRow, number: Serial) -> Result<Settled, StoreError> {
    let impossible = || inconsistent("reminder", &number.to_string());
    let months: i64 = row.try_get("months")?;
    let outcome: String = row.try_get("outcome")?;
    Ok(Settled {
        months: u16::try_from(months).map_err(|_| impossible())?,
        outcome: match outcome.as_str() {
            "sent" => Outcome::Sent,
            "skipped" => Outcome::Skipped,
            _ => return Err(impossible()),
        },
        at: instant(row, "at")?.ok_or_else(impossible)?,
    })
}

fn feed(row: &AnyRow) -> Result<CalendarFeed, StoreError> {
    let account: String = row.try_get("account")?;
    let impossible = || inconsistent("calendar_feed", &account);
    Ok(CalendarFeed {
        account: AccountId::parse(&account).map_err(|_| impossible())?,
        language: Language::from_tag(row.try_get("language")?).ok_or_else(impossible)?,
        created_at: instant(row, "created_at")?.ok_or_else(impossible)?,
    })
}
