//! Where a chamber's secrets come from: a file, the environment, or a prompt.

use std::io::IsTerminal;
use std::path::Path;

use i18n_embed_fl::fl;

use super::Context;
use super::failure::Failure;
use crate::domain::chamber::ChamberId;
use crate::keys::Passphrase;
use crate::texts;

/// What a secret opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opens {
    /// The chamber's own key files.
    Keys,
    /// The provider's PKCS#12 file or the token: its passphrase or PIN.
    ProvidersKey,
}

impl Opens {
    /// The variable that holds a chamber's secret, as in
    /// `KAMMERSIEGEL_PASSPHRASE_IHK_OSTWUERTTEMBERG`.
    fn variable(self, chamber: &ChamberId) -> String {
        let name = chamber.as_str().to_ascii_uppercase().replace('-', "_");
        match self {
            Self::Keys => format!("KAMMERSIEGEL_PASSPHRASE_{name}"),
            Self::ProvidersKey => format!("KAMMERSIEGEL_DOCUMENT_PASSPHRASE_{name}"),
        }
    }

    /// The option that names a file with a chamber's secret.
    const fn option(self) -> &'static str {
        match self {
            Self::Keys => "--passphrase-file",
            Self::ProvidersKey => "--document-passphrase-file",
        }
    }

    /// The secret of a chamber, if the environment holds it.
    pub(super) fn in_environment(self, chamber: &ChamberId) -> Option<Passphrase> {
        std::env::var(self.variable(chamber))
            .ok()
            .map(Passphrase::new)
    }

    /// Reads the secret of a chamber from the file, the environment, or a prompt.
    pub(super) fn read(
        self,
        chamber: &ChamberId,
        file: Option<&Path>,
        context: &Context,
    ) -> Result<Passphrase, Failure> {
        self.ask(chamber, file, false, context)
    }

    fn ask(
        self,
        chamber: &ChamberId,
        file: Option<&Path>,
        twice: bool,
        context: &Context,
    ) -> Result<Passphrase, Failure> {
        if let Some(path) = file {
            let text = std::fs::read_to_string(path).map_err(|source| Failure::File {
                path: path.to_owned(),
                source,
            })?;
            return Ok(Passphrase::new(text));
        }
        if let Some(passphrase) = self.in_environment(chamber) {
            return Ok(passphrase);
        }
        if !std::io::stdin().is_terminal() {
            return Err(Failure::NoPassphrase {
                chamber: chamber.clone(),
                option: self.option(),
                variable: self.variable(chamber),
            });
        }
        let t = texts::of(context.language);
        let chamber = chamber.as_str();
        let prompt = match self {
            Self::Keys => fl!(t, "passphrase-prompt", chamber = chamber),
            Self::ProvidersKey => fl!(t, "document-passphrase-prompt", chamber = chamber),
        };
        let ask = |prompt: String| rpassword::prompt_password(prompt).map_err(Failure::Prompt);
        let text = ask(prompt)?;
        if twice && ask(fl!(t, "passphrase-again"))? != text {
            return Err(Failure::PassphrasesDiffer);
        }
        Ok(Passphrase::new(text))
    }
}

/// Reads the passphrase for a new key of a chamber; at a prompt it is asked for twice.
pub(super) fn for_a_new_key(
    chamber: &ChamberId,
    file: Option<&Path>,
    context: &Context,
) -> Result<Passphrase, Failure> {
    Opens::Keys.ask(chamber, file, true, context)
}
