//! Files that are written whole or not at all.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::error::ServiceError;

/// Writes a file unless it has these bytes already; says whether it had to.
pub(super) fn write_if_new(path: &Path, bytes: &[u8]) -> Result<bool, ServiceError> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(false);
    }
    fs::create_dir_all(folder_of(path)).map_err(|source| failed(path, source))?;
    write_whole(path, bytes, Existing::Replaced)?;
    Ok(true)
}

/// What becomes of a file that is in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    Kept,
    /// The new one takes its place.
    Replaced,
}

/// Writes a file whole or not at all, into a folder that is there.
pub fn write_whole(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), ServiceError> {
    let failed = |source| failed(path, source);
    let mut file = tempfile::NamedTempFile::new_in(folder_of(path)).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    // A temporary file is its owner's alone; these are made to be handed out.
    file.as_file()
        .set_permissions(Permissions::from_mode(0o644))
        .map_err(failed)?;
    let kept = match existing {
        Existing::Kept => file.persist_noclobber(path),
        Existing::Replaced => file.persist(path),
    };
    kept.map_err(|e| failed(e.error))?;
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

fn failed(path: &Path, source: io::Error) -> ServiceError {
    ServiceError::File {
        path: path.to_owned(),
        source,
    }
}
