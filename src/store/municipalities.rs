//! Municipalities.

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows;
use crate::domain::municipality::{Ags, Municipality};

impl Store {
    /// Every municipality, by AGS.
    pub async fn municipalities(&self) -> Result<Vec<Municipality>, StoreError> {
        let rows = sqlx::query("SELECT * FROM municipality ORDER BY ags").fetch_all(&self.pool);
        rows.await?.iter().map(rows::municipality).collect()
    }

    /// The municipality with this key.
    pub async fn municipality(&self, ags: &Ags) -> Result<Option<Municipality>, StoreError> {
        let row = sqlx::query("SELECT * FROM municipality WHERE ags = $1")
            .bind(ags.as_str())
            .fetch_optional(&self.pool);
        row.await?.as_ref().map(rows::municipality).transpose()
    }
}

impl Change {
    /// The municipality with this key, as it is within this change.
    pub async fn municipality(&mut self, ags: &Ags) -> Result<Option<Municipality>, StoreError> {
        let row = sqlx::query("SELECT * FROM municipality WHERE ags = $1")
            .bind(ags.as_str())
            .fetch_optional(&mut *self.transaction);
        row.await?.as_ref().map(rows::municipality).transpose()
    }

    /// Adds a municipality, or brings it up to date.
    pub async fn put_municipality(&mut self, m: &Municipality) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO municipality (ags, name, kind, district, latitude, longitude, website)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (ags) DO UPDATE SET name = excluded.name, kind = excluded.kind,
                 district = excluded.district, latitude = excluded.latitude,
                 longitude = excluded.longitude, website = excluded.website",
        )
        .bind(m.ags.as_str())
        .bind(m.name.as_str())
        .bind(m.kind.as_str())
        .bind(m.district.as_str())
        .bind(m.latitude)
        .bind(m.longitude)
        .bind(m.website.as_str())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }
}
