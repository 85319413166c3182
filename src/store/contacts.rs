//! Whom to write to in municipalities.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::inconsistent;
use crate::domain::contact::{Contact, Gender};
use crate::domain::language::Language;
use crate::domain::municipality::Ags;

impl Store {
    /// Whom to write to in a municipality.
    pub async fn contact(&self, ags: &Ags) -> Result<Option<Contact>, StoreError> {
        let row = sqlx::query("SELECT * FROM municipality_contact WHERE ags = $1")
            .bind(ags.as_str())
            .fetch_optional(&self.pool);
        row.await?.as_ref().map(contact).transpose()
    }

    /// The contacts of all municipalities, by AGS.
    pub async fn contacts(&self) -> Result<Vec<(Ags, Contact)>, StoreError> {
        let rows = sqlx::query("SELECT * FROM municipality_contact ORDER BY ags")
            .fetch_all(&self.pool)
            .await?;
        let pair = |row: &AnyRow| {
            let key: String = row.try_get("ags")?;
            let ags = Ags::parse(&key).map_err(|_| inconsistent("municipality_contact", &key))?;
            Ok((ags, contact(row)?))
        };
        rows.iter().map(pair).collect()
    }
}

impl Change {
    /// Whom to write to in a municipality, as it is within this change.
    pub async fn contact(&mut self, ags: &Ags) -> Result<Option<Contact>, StoreError> {
        let row = sqlx::query("SELECT * FROM municipality_contact WHERE ags = $1")
            .bind(ags.as_str())
            .fetch_optional(&mut *self.transaction);
        row.await?.as_ref().map(contact).transpose()
    }

    /// Enters whom to write to.
    pub async fn put_contact(&mut self, ags: &Ags, contact: &Contact) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO municipality_contact (ags, name, addressed_as, office, gender, language,
                 email)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (ags) DO UPDATE SET name = excluded.name,
                 addressed_as = excluded.addressed_as, office = excluded.office,
                 gender = excluded.gender, language = excluded.language, email = excluded.email",
        )
        .bind(ags.as_str())
        .bind(contact.name.as_ref().map_or("", |name| name.as_str()))
        .bind(contact.addressed_as.as_str())
        .bind(contact.office.as_str())
        .bind(contact.gender.as_str())
        .bind(contact.language.tag())
        .bind(contact.email.as_str())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Forgets whom to write to; tells whether somebody was known.
    pub async fn delete_contact(&mut self, ags: &Ags) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM municipality_contact WHERE ags = $1")
            .bind(ags.as_str())
            .execute(&mut *self.transaction)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn contact(row: &AnyRow) -> Result<Contact, StoreError> {
    let key: String = row.try_get("ags")?;
    let impossible = || inconsistent("municipality_contact", &key);
    let gender = Gender::parse(row.try_get("gender")?).ok_or_else(impossible)?;
    let language = Language::from_tag(row.try_get("language")?).ok_or_else(impossible)?;
    Contact::parse(
        row.try_get("name")?,
        row.try_get("addressed_as")?,
        row.try_get("office")?,
        gender,
        language,
        row.try_get("email")?,
    )
    .map_err(|_| impossible())
}
