//! What came of signing, certificate by certificate.

use askama::Template;
use i18n_embed_fl::fl;

use super::Site;
use super::error::StaffError;
use super::frame::{Frame, Section};
use super::guest::Staff;
use super::lines::{Line, line, short_name, short_names};
use crate::domain::language::Language;
use crate::domain::separation::SeparationError;
use crate::domain::serial::Serial;
use crate::service::ServiceError;
use crate::service::accounts::AccessError;
use crate::service::issue::Issuing;
use crate::service::signing::{Done, Signed};
use crate::texts;

#[derive(Template)]
#[template(path = "html/staff/signed.html")]
pub(super) struct SignedPage {
    frame: Frame,
    signed: Vec<Outcome>,
    continued: Vec<Outcome>,
    failed: Vec<Outcome>,
    /// Until when the chamber's key stays open for the Urkunden.
    kept_until: Option<String>,
}

/// What became of one certificate.
struct Outcome {
    line: Line,
    says: String,
}

/// The page that tells it.
pub(super) async fn signed_page(
    site: &Site,
    staff: &Staff,
    done: Done,
) -> Result<SignedPage, StaffError> {
    let snapshot = site.register().current(site.service(), staff.at()).await?;
    let language = staff.language();
    let outcome = |serial: Serial, says: String| {
        let entry = snapshot.entry(serial)?;
        Some(Outcome {
            line: line(site, language, entry.record(), staff.at()),
            says,
        })
    };
    let (mut signed, mut failed) = (Vec::new(), Vec::new());
    for (serial, one) in done.signed {
        match one {
            Ok(one) => signed.extend(outcome(serial, what_came(site, language, &one))),
            Err(error) => failed.extend(outcome(serial, why_not(site, language, &error))),
        }
    }
    let mut continued = Vec::new();
    for (serial, one) in done.continued {
        match one {
            Ok(issuing) => continued.extend(outcome(serial, how_far(site, language, &issuing))),
            Err(error) => failed.extend(outcome(serial, why_not(site, language, &error))),
        }
    }
    Ok(SignedPage {
        frame: staff.frame(site, Section::Signing),
        continued,
        signed,
        failed,
        kept_until: done.kept_until.map(|until| texts::instant(language, until)),
    })
}

fn what_came(site: &Site, language: Language, signed: &Signed) -> String {
    match signed {
        Signed::WaitsFor(chambers) => {
            let chambers = short_names(site, chambers);
            fl!(
                texts::of(language),
                "signing-waits-for",
                chambers = chambers
            )
        }
        Signed::Sealed(issuing) => how_far(site, language, issuing),
    }
}

fn how_far(site: &Site, language: Language, issuing: &Issuing) -> String {
    let t = texts::of(language);
    match issuing {
        Issuing::Issued => fl!(t, "signing-issued"),
        Issuing::WaitsFor(chamber) => {
            let chamber = short_name(site, chamber);
            fl!(t, "signing-waits-for-document", chamber = chamber)
        }
        Issuing::WaitsForTimeStamp => fl!(t, "signing-waits-for-time-stamp"),
    }
}

/// Why one certificate was not signed.
fn why_not(site: &Site, language: Language, error: &ServiceError) -> String {
    let t = texts::of(language);
    match error {
        ServiceError::Access(AccessError::Separation(SeparationError::OwnPreparation)) => {
            fl!(t, "signing-own-preparation")
        }
        ServiceError::Access(_) | ServiceError::NotAChamber(_) => fl!(t, "signing-not-permitted"),
        ServiceError::AlreadySigned(chamber) => {
            let chamber = short_name(site, chamber);
            fl!(t, "signing-already", chamber = chamber)
        }
        ServiceError::Transition(_) => fl!(t, "signing-closed"),
        ServiceError::KeyChanged(_) => fl!(t, "signing-key-changed"),
        error => {
            tracing::error!(%error, "a certificate could not be signed");
            fl!(t, "signing-failed")
        }
    }
}
