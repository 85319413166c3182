//! `certificate sign`: one chamber signs seals, and the Urkunden that wait for it.

use std::path::PathBuf;

use clap::Args;
use i18n_embed_fl::fl;

use super::Context;
use super::certificate::serial;
use super::document_keys::{self, DocumentKeys};
use super::failure::Failure;
use super::passphrase::Opens;
use crate::app::App;
use crate::domain::chamber::ChamberId;
use crate::domain::serial::Serial;
use crate::service::cosign::Progress;
use crate::texts;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_parser = serial)]
    serials: Vec<Serial>,
    #[arg(long, value_parser = ChamberId::parse)]
    chamber: ChamberId,
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    document_passphrase_file: Option<PathBuf>,
}

pub(super) async fn run(
    arguments: &Arguments,
    app: &App,
    context: &Context,
) -> Result<(), Failure> {
    let (service, by) = (&app.service, context.by());
    let t = texts::of(context.language);
    let chamber = &arguments.chamber;
    document_keys::look_at_certificate(app, chamber, context)?;
    let passphrase = Opens::Keys.read(chamber, arguments.passphrase_file.as_deref(), context)?;
    let key = service.keys.unlock(chamber, &passphrase);
    let key = key.map_err(Failure::Key)?;
    let unlock = || {
        let file = arguments.document_passphrase_file.as_deref();
        DocumentKeys::unlock(app, chamber, &passphrase, file, context)
    };
    let mut documents = None;
    // What an earlier run could not finish comes first.
    if document_keys::anything_waits(app).await? {
        let keys = unlock()?;
        document_keys::go_on(app, &keys, context).await?;
        documents = Some(keys);
    }
    for serial in &arguments.serials {
        let progress = service.sign(*serial, &key, by).await?;
        let number = serial.to_string();
        let signed = fl!(
            t,
            "signed",
            serial = number.as_str(),
            chamber = chamber.as_str()
        );
        say!("{signed}")?;
        if progress == Progress::Waiting {
            continue;
        }
        let keys = match documents.take() {
            Some(keys) => keys,
            None => unlock()?,
        };
        let issuing = service.issue(*serial, &keys.custodians(), by).await?;
        document_keys::tell(app, *serial, issuing, context).await?;
        documents = Some(keys);
    }
    document_keys::catch_up(app, context).await
}
