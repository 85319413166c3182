//! The keys of the demonstration.

use std::io::Write;
use std::path::{Path, PathBuf};

use rand::{CryptoRng, Rng};

use super::failure::Failure;
use crate::app::App;
use crate::domain::chamber::ChamberId;
use crate::keys::document::DocumentSigner;
use crate::keys::{Passphrase, UnlockedKey};
use crate::service::By;

/// The demonstration keeps its passphrases beside the keys, so that anybody can try the other
/// commands. A real chamber never does.
pub(super) async fn unlock<R: Rng + CryptoRng>(
    app: &App,
    chamber: &ChamberId,
    by: By<'_>,
    random: &mut R,
) -> Result<(UnlockedKey, Box<dyn DocumentSigner>), Failure> {
    let service = &app.service;
    let path = passphrase_path(app, chamber);
    let passphrase = match std::fs::read_to_string(&path) {
        Ok(text) => Passphrase::new(text),
        Err(_) => {
            let mut bytes = [0; 16];
            random.fill_bytes(&mut bytes);
            let text = hex::encode(bytes);
            write_private(&path, &text)?;
            Passphrase::new(text)
        }
    };
    if service.keyring()?.active_key(chamber).is_none() {
        service.new_key(chamber, &passphrase, by, random).await?;
    }
    let seal = service.keys.unlock(chamber, &passphrase);
    let document = service
        .keys
        .unlock_document_key(chamber, &passphrase, random)?;
    Ok((seal.map_err(Failure::Key)?, document))
}

fn passphrase_path(app: &App, chamber: &ChamberId) -> PathBuf {
    app.service
        .keys
        .keyring_path()
        .with_file_name(format!("{chamber}.demo-passphrase"))
}

/// Writes a file for its owner only, whole or not at all.
fn write_private(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |source| Failure::File {
        path: path.to_owned(),
        source,
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.persist(path).map_err(|e| failed(e.error))?;
    Ok(())
}
