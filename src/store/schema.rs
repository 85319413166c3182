//! The steps by which the schema grew: `migrations/NUMBER_name.sql`, embedded in the program.

use rust_embed::RustEmbed;
use sqlx::AssertSqlSafe;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use super::StoreError;

#[derive(RustEmbed)]
#[folder = "migrations"]
struct Files;

/// What brings any earlier schema up to today's.
pub(super) fn migrator() -> Result<Migrator, StoreError> {
    let steps: Result<Vec<_>, _> = Files::iter().map(|name| step(&name)).collect();
    Ok(Migrator::with_migrations(steps?))
}

fn step(name: &str) -> Result<Migration, StoreError> {
    let unusable = || StoreError::Migration(format!("{name} is not a step of the schema"));
    let (number, rest) = name.split_once('_').ok_or_else(unusable)?;
    let number = number.parse().map_err(|_| unusable())?;
    let about = rest.strip_suffix(".sql").ok_or_else(unusable)?;
    let file = Files::get(name).ok_or_else(unusable)?;
    let sql = String::from_utf8(file.data.into_owned()).map_err(|_| unusable())?;
    Ok(Migration::new(
        number,
        about.replace('_', " ").into(),
        MigrationType::Simple,
        sqlx::SqlSafeStr::into_sql_str(AssertSqlSafe(sql)),
        false,
    ))
}
