//! `certificate sign`: one chamber signs seals, and the Urkunden that wait for it.

use std::cell::OnceCell;
use std::path::PathBuf;

use clap::Args;
use i18n_embed_fl::fl;

use super::Context;
use super::certificate::serial;
use super::document_keys;
use super::failure::Failure;
use super::passphrase::Opens;
use crate::app::App;
use crate::domain::chamber::ChamberId;
use crate::domain::serial::Serial;
use crate::service::signing::{DocumentKeys, Signed};
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
    document_keys::warn_of_no_trust(app, context)?;
    let passphrase = Opens::Keys.read(chamber, arguments.passphrase_file.as_deref(), context)?;
    let key = service.keys.unlock(chamber, &passphrase);
    let key = key.map_err(Failure::Key)?;
    let unlocked = OnceCell::new();
    let documents = || match unlocked.get() {
        Some(keys) => Ok(keys),
        None => {
            let file = arguments.document_passphrase_file.as_deref();
            let keys = document_keys::unlock(app, chamber, &passphrase, file, context)?;
            Ok::<&DocumentKeys, Failure>(unlocked.get_or_init(|| keys))
        }
    };
    // What an earlier run could not finish comes first.
    if service.anything_waits().await? {
        for (serial, issuing) in service.go_on(documents()?, by).await? {
            match issuing {
                Ok(issuing) => document_keys::tell(serial, &issuing, context)?,
                Err(error) => document_keys::tell_failed(serial, &error, context),
            }
        }
    } else if arguments.serials.is_empty() {
        let nothing = fl!(t, "signing-nothing-waits");
        say!("{nothing}")?;
    }
    for serial in &arguments.serials {
        let signed = service.sign_on(*serial, &key, &documents, None, by).await?;
        let number = serial.to_string();
        let said = fl!(
            t,
            "signed",
            serial = number.as_str(),
            chamber = chamber.as_str()
        );
        say!("{said}")?;
        if let Signed::Sealed(issuing) = signed {
            document_keys::tell(*serial, &issuing, context)?;
        }
    }
    document_keys::catch_up(app, context).await
}
