//! Where the database is.

use std::fmt;
use std::path::Path;

use serde::Deserialize;

/// Address of a database. It may hold a password.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The address, password included.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of an SQLite file that is made if it is missing. Characters that would end the
    /// path of an address are escaped.
    pub(super) fn of_file(path: &Path) -> Self {
        let path = path.display().to_string();
        let escaped: String = path
            .chars()
            .map(|c| match c {
                '%' => "%25".to_owned(),
                '?' => "%3F".to_owned(),
                '#' => "%23".to_owned(),
                other => other.to_string(),
            })
            .collect();
        Self(format!("sqlite://{escaped}?mode=rwc"))
    }
}

impl From<String> for DatabaseUrl {
    fn from(url: String) -> Self {
        Self(url)
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseUrl(…)")
    }
}
