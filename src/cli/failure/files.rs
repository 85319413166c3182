//! What goes wrong with files and with the address to listen at.

use std::io;
use std::path::Path;

use i18n_embed_fl::fl;

use crate::domain::language::Language;
use crate::texts;

pub(super) fn file(language: Language, path: &Path, source: &io::Error) -> String {
    let t = texts::of(language);
    let path = path.display().to_string();
    match source.kind() {
        io::ErrorKind::NotFound => fl!(t, "error-file-missing", path = path),
        io::ErrorKind::AlreadyExists => fl!(t, "error-file-exists", path = path),
        io::ErrorKind::IsADirectory => fl!(t, "error-file-is-folder", path = path),
        io::ErrorKind::NotADirectory => fl!(t, "error-file-is-no-folder", path = path),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            fl!(t, "error-file-denied", path = path)
        }
        io::ErrorKind::StorageFull => fl!(t, "error-file-full", path = path),
        _ => fl!(t, "error-file", path = path, cause = source.to_string()),
    }
}

/// Why the server cannot listen.
pub(super) fn listen(language: Language, address: &str, source: &io::Error) -> String {
    let t = texts::of(language);
    match source.kind() {
        io::ErrorKind::AddrInUse => fl!(t, "error-listen-taken", address = address),
        io::ErrorKind::AddrNotAvailable => fl!(t, "error-listen-elsewhere", address = address),
        io::ErrorKind::PermissionDenied => fl!(t, "error-listen-denied", address = address),
        io::ErrorKind::InvalidInput => fl!(t, "error-listen-address", address = address),
        _ => {
            let cause = source.to_string();
            fl!(t, "error-listen", address = address, cause = cause)
        }
    }
}
