//! The document keys that can be unlocked now: those of the chamber that signs, and of other
//! chambers whose secrets the environment holds.

use std::collections::BTreeSet;
use std::path::Path;

use i18n_embed_fl::fl;

use super::Context;
use super::failure::{self, Failure};
use super::passphrase::Opens;
use crate::app::App;
use crate::domain::chamber::ChamberId;
use crate::domain::serial::Serial;
use crate::keys::Passphrase;
use crate::keys::document::{Custody, DocumentCertificate};
use crate::service::ServiceError;
use crate::service::issue::Issuing;
use crate::service::signing::DocumentKeys;
use crate::texts;

/// Unlocks the chamber's own key, and those of others as far as possible. A provider's key has a
/// secret of its own: from `file`, the environment, or a prompt.
pub(super) fn unlock(
    app: &App,
    chamber: &ChamberId,
    own: &Passphrase,
    file: Option<&Path>,
    context: &Context,
) -> Result<DocumentKeys, Failure> {
    let service = &app.service;
    let secret = if service.has_providers_key(chamber)? {
        Opens::ProvidersKey.read(chamber, file, context)?
    } else {
        own.clone()
    };
    let mut random = rand::rng();
    let mut unlocked = service.unlock_documents(chamber, &secret, &mut random)?;
    for other in service
        .programmes
        .iter()
        .flat_map(|p| &p.programme.chambers)
    {
        // A key of another chamber that cannot be opened here is only not at hand.
        let Ok(key) = service.keys.document_key(&other.id) else {
            continue;
        };
        let opens = match key.custody {
            Custody::File => Opens::Keys,
            _ => Opens::ProvidersKey,
        };
        if !unlocked.has(&other.id)
            && let Some(secret) = opens.in_environment(&other.id)
            && let Ok(signer) = service
                .keys
                .unlock_document_key(&other.id, &secret, &mut random)
        {
            unlocked.add(other.id.clone(), signer);
        }
    }
    Ok(unlocked)
}

/// Refuses to sign with a certificate that does not allow it, and tells when it will not for long.
pub(super) fn look_at_certificate(
    app: &App,
    chamber: &ChamberId,
    context: &Context,
) -> Result<(), Failure> {
    let at = context.clock.now();
    let certificate = app.service.keys.document_key(chamber)?.certificate;
    certificate
        .fit_to_sign(at)
        .map_err(|cause| Failure::DocumentKey(cause.into()))?;
    warn_of_age(chamber, &certificate, context);
    Ok(())
}

/// Warns of every chamber's certificate that will soon not allow signing any more.
pub(super) fn warn_of_ageing(app: &App, context: &Context) {
    let chambers = app.service.programmes.iter();
    let chambers = chambers.flat_map(|p| p.programme.chambers.iter().map(|c| &c.id));
    for chamber in chambers.collect::<BTreeSet<&ChamberId>>() {
        if let Ok(key) = app.service.keys.document_key(chamber) {
            warn_of_age(chamber, &key.certificate, context);
        }
    }
}

/// Warns if a chamber's certificate will soon not allow signing any more.
pub(super) fn warn_of_age(
    chamber: &ChamberId,
    certificate: &DocumentCertificate,
    context: &Context,
) {
    let at = context.clock.now();
    if certificate.ages(at) {
        let warning = fl!(
            texts::of(context.language),
            "certificate-ages",
            chamber = chamber.as_str(),
            date = texts::instant(context.language, certificate.not_after()),
            days = certificate.days_left(at)
        );
        eprintln!("{warning}");
    }
}

/// Warns if there is a time-stamp service, and nobody's time-stamps are trusted.
pub(super) fn warn_of_no_trust(app: &App, context: &Context) -> Result<(), Failure> {
    let service = &app.service;
    let anchors = service.keys.time_stamp_anchors().map_err(Failure::Key)?;
    if service.trust_services.time_stamps().is_some() && anchors.is_empty() {
        eprintln!(
            "{}",
            fl!(texts::of(context.language), "no-time-stamp-trust")
        );
    }
    Ok(())
}

/// Says how far round two has come.
pub(super) fn tell(serial: Serial, issuing: &Issuing, context: &Context) -> Result<(), Failure> {
    let t = texts::of(context.language);
    let number = serial.to_string();
    let said = match issuing {
        Issuing::Issued => fl!(t, "issued", serial = number),
        Issuing::WaitsFor(chamber) => {
            fl!(t, "waits-for", serial = number, chamber = chamber.as_str())
        }
        Issuing::WaitsForTimeStamp => fl!(t, "waits-for-time-stamp", serial = number),
    };
    say!("{said}")
}

/// Says why an Urkunde that waited is not issued. It keeps nothing else from being signed, so it is no
/// failure of what was asked for.
pub(super) fn tell_failed(serial: Serial, error: &ServiceError, context: &Context) {
    let language = context.language;
    let (cause, _) = failure::service(language, error);
    let said = fl!(
        texts::of(language),
        "not-issued",
        serial = serial.to_string(),
        cause = cause
    );
    eprintln!("{said}");
}

/// Gives their time-stamps to Urkunden that were issued without. A service that is still down is
/// no failure of what was asked for.
pub(super) async fn catch_up(app: &App, context: &Context) -> Result<(), Failure> {
    let by = context.by();
    for serial in app.service.catch_up(by).await? {
        app.service.lay_out(serial, by.at).await?;
        say!(
            "{}",
            fl!(
                texts::of(context.language),
                "time-stamped",
                serial = serial.to_string()
            )
        )?;
    }
    Ok(())
}
