//! Where a chamber's passphrase comes from: a file, the environment, or a prompt.

use std::io::IsTerminal;
use std::path::Path;

use i18n_embed_fl::fl;

use super::Context;
use super::failure::Failure;
use crate::domain::chamber::ChamberId;
use crate::keys::Passphrase;
use crate::texts;

/// The variable that holds a chamber's passphrase: `KAMMERSIEGEL_PASSPHRASE_IHK_OSTWUERTTEMBERG`.
fn variable(chamber: &ChamberId) -> String {
    let name = chamber.as_str().to_ascii_uppercase().replace('-', "_");
    format!("KAMMERSIEGEL_PASSPHRASE_{name}")
}

/// The passphrase of a chamber, if the environment holds it.
pub(super) fn from_environment(chamber: &ChamberId) -> Option<Passphrase> {
    std::env::var(variable(chamber)).ok().map(Passphrase::new)
}

/// Reads the passphrase of a chamber; for a new key it is asked for twice.
pub(super) fn read(
    chamber: &ChamberId,
    file: Option<&Path>,
    new: bool,
    context: &Context,
) -> Result<Passphrase, Failure> {
    if let Some(path) = file {
        let text = std::fs::read_to_string(path).map_err(|source| Failure::File {
            path: path.to_owned(),
            source,
        })?;
        return Ok(Passphrase::new(text));
    }
    if let Some(passphrase) = from_environment(chamber) {
        return Ok(passphrase);
    }
    if !std::io::stdin().is_terminal() {
        return Err(Failure::NoPassphrase {
            chamber: chamber.clone(),
            variable: variable(chamber),
        });
    }
    let texts = texts::of(context.language);
    let ask = |prompt: String| rpassword::prompt_password(prompt).map_err(Failure::Prompt);
    let text = ask(fl!(texts, "passphrase-prompt", chamber = chamber.as_str()))?;
    if new && ask(fl!(texts, "passphrase-again"))? != text {
        return Err(Failure::PassphrasesDiffer);
    }
    Ok(Passphrase::new(text))
}
