//! The document keys that can be unlocked now: those of the chamber that signs, and of other
//! chambers whose passphrases the environment holds.

use super::Context;
use super::failure::Failure;
use super::passphrase;
use crate::app::App;
use crate::domain::chamber::ChamberId;
use crate::domain::lifecycle::Stage;
use crate::domain::serial::Serial;
use crate::keys::Passphrase;
use crate::keys::document::{DocumentSigner, FileSigner};
use crate::service::issue::Custodian;

pub(super) struct DocumentKeys(Vec<(ChamberId, FileSigner)>);

impl DocumentKeys {
    /// Unlocks the chamber's own key, and those of others as far as possible.
    pub(super) fn unlock(
        app: &App,
        chamber: &ChamberId,
        own: &Passphrase,
    ) -> Result<Self, Failure> {
        let keys = &app.service.keys;
        let unlock = |chamber: &ChamberId, passphrase: &Passphrase| {
            let key = keys.unlock_document_key(chamber, passphrase);
            key.map(|key| (chamber.clone(), key)).map_err(Failure::Key)
        };
        let mut unlocked = vec![unlock(chamber, own)?];
        for other in app
            .service
            .programmes
            .iter()
            .flat_map(|p| &p.programme.chambers)
        {
            let known = unlocked.iter().any(|(c, _)| *c == other.id);
            // A key of another chamber that cannot be opened here is only not at hand.
            if let (false, Some(passphrase)) = (known, passphrase::from_environment(&other.id))
                && let Ok(key) = unlock(&other.id, &passphrase)
            {
                unlocked.push(key);
            }
        }
        Ok(Self(unlocked))
    }

    /// Keys that were unlocked elsewhere.
    pub(super) fn of(keys: Vec<(ChamberId, FileSigner)>) -> Self {
        Self(keys)
    }

    pub(super) fn custodians(&self) -> Vec<Custodian<'_>> {
        let custodian = |(chamber, signer)| Custodian { chamber, signer };
        self.0
            .iter()
            .map(|(c, k)| (c, k as &dyn DocumentSigner))
            .map(custodian)
            .collect()
    }
}

/// Whether round two waits for anybody.
pub(super) async fn anything_waits(app: &App) -> Result<bool, Failure> {
    let records = app.service.store.certificates().await?;
    Ok(records
        .iter()
        .any(|r| matches!(r.certificate.stage, Stage::Sealed { .. })))
}

/// Goes on with round two wherever it waits for these keys, and lays out what that issued.
pub(super) async fn go_on(
    app: &App,
    keys: &DocumentKeys,
    context: &Context,
) -> Result<Vec<Serial>, Failure> {
    let by = context.by();
    let issued = app.service.issue_pending(&keys.custodians(), by).await?;
    for serial in &issued {
        app.service.lay_out(*serial, by.at).await?;
    }
    Ok(issued)
}
