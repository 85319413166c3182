//! A chamber's written policy: a TOML file, and the list of municipalities that it may name.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::bulk::read_municipalities;
use super::error::ServiceError;
use crate::domain::policy::Policy;
use crate::domain::programme::ProgrammeId;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    programmes: Vec<ProgrammeId>,
    longest_months: u16,
    within_days: u16,
    most_per_day: u64,
    #[serde(default)]
    corrections: bool,
    municipalities: Option<PathBuf>,
}

/// Reads a policy. The list of municipalities is looked for beside it.
pub fn read(path: &Path) -> Result<Policy, ServiceError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| ServiceError::File { path, source }
    };
    let text = fs::read_to_string(path).map_err(failed(path))?;
    let written: Written = toml::from_str(&text).map_err(|error| ServiceError::Policy {
        path: path.to_owned(),
        cause: error.to_string(),
    })?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let list = |name: PathBuf| {
        let path = folder.join(name);
        let bytes = fs::read(&path).map_err(failed(&path))?;
        Ok::<_, ServiceError>(read_municipalities(&bytes)?)
    };
    Ok(Policy {
        programmes: written.programmes,
        longest_months: written.longest_months,
        within_days: written.within_days,
        most_per_day: written.most_per_day,
        corrections: written.corrections,
        municipalities: written.municipalities.map(list).transpose()?,
    })
}
