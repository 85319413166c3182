//! Under which licence data are given away.

use serde::{Deserialize, Serialize};

/// A licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// Its name.
    pub name: String,
    /// Where its text is.
    pub url: String,
}

impl Default for Licence {
    /// Data licence Germany – Zero: no conditions.
    fn default() -> Self {
        Self {
            name: "Datenlizenz Deutschland – Zero – Version 2.0".to_owned(),
            url: "https://www.govdata.de/dl-de/zero-2-0".to_owned(),
        }
    }
}
