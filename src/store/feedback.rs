//! Reports of barriers.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::{inconsistent, instant};
use crate::domain::account::Email;
use crate::domain::feedback::{Feedback, Message, ShortText};
use crate::domain::language::Language;

impl Store {
    /// Every report that is not dealt with, the oldest first.
    pub async fn feedback(&self) -> Result<Vec<Feedback>, StoreError> {
        let rows = sqlx::query("SELECT * FROM feedback ORDER BY at, id").fetch_all(&self.pool);
        rows.await?.iter().map(feedback).collect()
    }
}

impl Change {
    /// How many reports are not dealt with.
    pub async fn open_feedback(&mut self) -> Result<u64, StoreError> {
        let row = sqlx::query("SELECT COUNT(*) FROM feedback")
            .fetch_one(&mut *self.transaction)
            .await?;
        let count: i64 = row.try_get(0)?;
        Ok(count.unsigned_abs())
    }

    /// Adds a report.
    pub async fn insert_feedback(&mut self, feedback: &Feedback) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO feedback (id, at, language, message, place, name, email)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(feedback.id.as_str())
        .bind(feedback.at.as_millisecond())
        .bind(feedback.language.tag())
        .bind(feedback.message.as_str())
        .bind(feedback.place.as_str())
        .bind(feedback.name.as_str())
        .bind(feedback.email.as_ref().map(|e| e.as_str().to_owned()))
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Deletes a report; tells whether there was one.
    pub async fn delete_feedback(&mut self, id: &str) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM feedback WHERE id = $1")
            .bind(id)
            .execute(&mut *self.transaction)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn feedback(row: &AnyRow) -> Result<Feedback, StoreError> {
    let id: String = row.try_get("id")?;
    let impossible = || inconsistent("feedback", &id);
    let email: Option<String> = row.try_get("email")?;
    let email = email.map(|text| Email::parse(&text).map_err(|_| impossible()));
    let short = |text: &str| ShortText::parse(text).map_err(|_| impossible());
    Ok(Feedback {
        at: instant(row, "at")?.ok_or_else(impossible)?,
        language: Language::from_tag(row.try_get("language")?).ok_or_else(impossible)?,
        message: Message::parse(row.try_get("message")?).map_err(|_| impossible())?,
        place: short(row.try_get("place")?)?,
        name: short(row.try_get("name")?)?,
        email: email.transpose()?,
        id,
    })
}
