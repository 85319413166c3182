//! Where seals were shown that do not belong there. A sighting is no change of the register, so no
//! events tell of it.

use std::collections::HashMap;

use sqlx::any::AnyRow;
use sqlx::{Any, Row, Transaction};

use super::Store;
use super::error::StoreError;
use super::rows::{count_of, day, inconsistent, serial};
use crate::domain::municipality::Host;
use crate::domain::serial::Serial;
use crate::domain::sighting::{Sighting, Tally};

/// Hosts that are told apart for one certificate, and in all. Whatever is invented, the table
/// does not grow beyond them and one row more for each certificate.
const MOST_OF_ONE: i64 = 100;
const MOST_IN_ALL: i64 = 50_000;

impl Store {
    /// Every sighting, by certificate, the most frequent host first.
    pub async fn sightings(&self) -> Result<HashMap<Serial, Vec<Sighting>>, StoreError> {
        let rows = sqlx::query("SELECT * FROM sighting ORDER BY serial, count DESC, host")
            .fetch_all(&self.pool)
            .await?;
        let mut sightings: HashMap<Serial, Vec<Sighting>> = HashMap::new();
        for row in &rows {
            let number = serial(row, "serial")?;
            sightings
                .entry(number)
                .or_default()
                .push(sighting(row, number)?);
        }
        Ok(sightings)
    }

    /// Adds what was counted; all of it or nothing.
    pub async fn add_sightings(
        &self,
        seen: &[(Serial, Option<Host>, Tally)],
    ) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        // One writer after the other, also when they come at once.
        sqlx::query("UPDATE event_head SET seq = seq WHERE id = 1")
            .execute(&mut *transaction)
            .await?;
        for (number, host, tally) in seen {
            let number = number.to_string();
            let host = host.as_ref().map_or("", Host::as_str);
            let apart = host.is_empty() || has_room(&mut transaction, &number, host, tally).await?;
            let host = if apart { host } else { "" };
            raise(&mut transaction, &number, host, tally).await?;
        }
        Ok(transaction.commit().await?)
    }
}

type Changing = Transaction<'static, Any>;

/// Whether a host is or can be told apart. Where there is no room, it takes the place of one that
/// was not seen more often, so that inventing hosts does not hide those that come again.
async fn has_room(
    transaction: &mut Changing,
    number: &str,
    host: &str,
    tally: &Tally,
) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT (SELECT COUNT(*) FROM sighting WHERE serial = $1 AND host = $2) AS known,
             (SELECT COUNT(*) FROM sighting WHERE serial = $1 AND host <> '') AS of_one,
             (SELECT COUNT(*) FROM sighting) AS in_all",
    )
    .bind(number)
    .bind(host)
    .fetch_one(&mut **transaction)
    .await?;
    let (known, of_one): (i64, i64) = (row.try_get("known")?, row.try_get("of_one")?);
    let in_all: i64 = row.try_get("in_all")?;
    if known > 0 || (of_one < MOST_OF_ONE && in_all < MOST_IN_ALL) {
        return Ok(true);
    }
    let row = sqlx::query(
        "SELECT * FROM sighting WHERE serial = $1 AND host <> ''
         ORDER BY count, last_day, host LIMIT 1",
    )
    .bind(number)
    .fetch_optional(&mut **transaction)
    .await?;
    let Some(row) = row else { return Ok(false) };
    let (host, count): (String, i64) = (row.try_get("host")?, row.try_get("count")?);
    if count > i64::from(tally.count) {
        return Ok(false);
    }
    let impossible = || inconsistent("sighting", number);
    let seen = Tally {
        first: day(&row, "first_day")?.ok_or_else(impossible)?,
        last: day(&row, "last_day")?.ok_or_else(impossible)?,
        count: u32::try_from(count).map_err(|_| impossible())?,
    };
    raise(transaction, number, "", &seen).await?;
    sqlx::query("DELETE FROM sighting WHERE serial = $1 AND host = $2")
        .bind(number)
        .bind(host)
        .execute(&mut **transaction)
        .await?;
    Ok(true)
}

async fn raise(
    transaction: &mut Changing,
    number: &str,
    host: &str,
    tally: &Tally,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO sighting (serial, host, first_day, last_day, count)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (serial, host) DO UPDATE SET
             count = sighting.count + excluded.count,
             first_day = CASE WHEN sighting.first_day < excluded.first_day
                 THEN sighting.first_day ELSE excluded.first_day END,
             last_day = CASE WHEN sighting.last_day > excluded.last_day
                 THEN sighting.last_day ELSE excluded.last_day END",
    )
    .bind(number)
    .bind(host)
    .bind(count_of(tally.first))
    .bind(count_of(tally.last))
    .bind(i64::from(tally.count))
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

fn sighting(row: &AnyRow, number: Serial) -> Result<Sighting, StoreError> {
    let impossible = || inconsistent("sighting", &number.to_string());
    let host: String = row.try_get("host")?;
    let host = (!host.is_empty()).then(|| Host::parse(&host)).transpose();
    let count: i64 = row.try_get("count")?;
    Ok(Sighting {
        host: host.map_err(|_| impossible())?,
        first: day(row, "first_day")?.ok_or_else(impossible)?,
        last: day(row, "last_day")?.ok_or_else(impossible)?,
        count: u64::try_from(count).map_err(|_| impossible())?,
    })
}
