//! Preparing a certificate: its facts and its words are fixed, and nothing is signed yet.

use fluent_bundle::FluentArgs;
use i18n_embed_fl::fl;
use rand::{CryptoRng, Rng};

use super::error::ServiceError;
use super::programmes::LoadedProgramme;
use super::{By, Service};
use crate::domain::certificate::{Certificate, Facts, KeyTag, Recipient};
use crate::domain::inscription::{InscribedChamber, Inscription, Signatory};
use crate::domain::language::Language;
use crate::domain::lifecycle::{Stage, Standing, TransitionError};
use crate::domain::municipality::{Ags, Kind, Municipality};
use crate::domain::programme::ProgrammeId;
use crate::domain::serial::Serial;
use crate::domain::validity::{Day, Term};
use crate::keys::KeyError;
use crate::seal::code;
use crate::store::Event;
use crate::texts;

/// What a clerk decides.
#[derive(Debug, Clone)]
pub struct Order {
    /// The mark.
    pub programme: ProgrammeId,
    /// The recipient.
    pub municipality: Ags,
    /// The first valid day.
    pub from: Day,
    /// The last valid day; computed from the programme's terms if not given.
    pub until: Option<Day>,
    /// Whether the term is that of a re-certification.
    pub renewal: bool,
    /// The day that stands on the Urkunde; the first valid day if not given.
    pub dated: Option<Day>,
}

impl Service {
    /// Prepares a certificate and returns its number.
    pub async fn prepare<R: Rng + CryptoRng>(
        &self,
        order: &Order,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Serial, ServiceError> {
        let programme = self.programmes.find(&order.programme)?;
        let municipality = self
            .store
            .municipality(&order.municipality)
            .await?
            .ok_or_else(|| ServiceError::UnknownMunicipality(order.municipality.to_string()))?;
        self.prepare_for(programme, &municipality, order, None, by, random)
            .await
    }

    /// Prepares a corrected copy of an issued certificate, with the municipality's and the
    /// signatories' names of today. When both chambers have signed it, it supersedes the old one.
    pub async fn prepare_correction<R: Rng + CryptoRng>(
        &self,
        old: Serial,
        until: Option<Day>,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Serial, ServiceError> {
        let record = self
            .store
            .certificate(old)
            .await?
            .ok_or(ServiceError::UnknownCertificate(old))?;
        let old = record.certificate;
        match old.stage.standing()? {
            Standing::InForce => {}
            other => {
                other.supersede(old.facts.serial, by.at)?;
            }
        }
        let programme = self.programmes.find(&old.programme)?;
        let ags = old.facts.recipient.ags().cloned();
        let ags = ags.ok_or(TransitionError::NotIssued)?;
        let municipality = self
            .store
            .municipality(&ags)
            .await?
            .ok_or_else(|| ServiceError::UnknownMunicipality(ags.to_string()))?;
        let order = Order {
            programme: old.programme.clone(),
            municipality: ags,
            from: old.facts.term.from(),
            until: Some(until.unwrap_or(old.facts.term.until())),
            renewal: false,
            dated: Some(Day::of(by.at)),
        };
        self.prepare_for(
            programme,
            &municipality,
            &order,
            Some(old.facts.serial),
            by,
            random,
        )
        .await
    }

    async fn prepare_for<R: Rng + CryptoRng>(
        &self,
        programme: &LoadedProgramme,
        municipality: &Municipality,
        order: &Order,
        replaces: Option<Serial>,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Serial, ServiceError> {
        let terms = &programme.programme.terms;
        let months = if order.renewal {
            terms.renewal_months
        } else {
            terms.first_months
        };
        let term = match order.until {
            Some(until) => Term::new(order.from, until)?,
            None => Term::of_months(order.from, months)?,
        };
        let serial = Serial::random(random);
        let keys = self.active_keys(programme)?;
        let mut change = self.store.change(by.actor, by.at).await?;
        if let Some(old) = replaces
            && let Some(other) = change.successors(old).await?.first()
        {
            return Err(ServiceError::CorrectionUnderWay(*other));
        }
        let facts = Facts {
            keys,
            serial,
            recipient: Recipient::Municipality(municipality.ags.clone()),
            mark: programme.programme.number,
            term,
            status_index: change.next_status_index().await?,
            name: municipality.name.clone(),
            host: municipality.website.clone(),
        };
        let dated = order.dated.unwrap_or(order.from);
        let inscription = inscribe(programme, &facts, municipality.kind, dated, &self.host);
        let certificate = Certificate {
            facts,
            programme: programme.programme.id.clone(),
            kind: municipality.kind,
            dated: Some(dated),
            inscription,
            prepared_at: by.at,
            replaces,
            stage: Stage::Prepared,
        };
        self.rehearse(&certificate)?;
        change.insert_prepared(&certificate).await?;
        let detail = replaces
            .map(|old| format!("corrects {old}"))
            .unwrap_or_default();
        change
            .commit(vec![Event::new("certificate.prepared", serial, detail)])
            .await?;
        Ok(serial)
    }

    fn active_keys(&self, programme: &LoadedProgramme) -> Result<Vec<KeyTag>, ServiceError> {
        let keyring = self.keyring()?;
        let tag = |id| match keyring.active_key(id) {
            Some(key) => Ok(key.id.tag()),
            None => Err(KeyError::NoActiveKey(id.clone()).into()),
        };
        programme
            .programme
            .chambers
            .iter()
            .map(|c| tag(&c.id))
            .collect()
    }
}

/// The printed address of the verification page: `siegel.example/z/7H3K-9QXM-2P4R-8T28`.
pub(super) fn printed_address(host: &str, serial: Serial) -> String {
    format!("{host}/z/{serial}")
}

/// The variables of a programme's wording in one language.
pub(super) fn variables(
    programme: &LoadedProgramme,
    facts: &Facts,
    kind: Kind,
    dated: Day,
    host: &str,
    language: Language,
) -> FluentArgs<'static> {
    let until = facts.term.until();
    let mut variables = FluentArgs::new();
    let (year, month, _) = until.parts();
    for (name, value) in [
        ("kind", kind.as_str().to_owned()),
        ("name", facts.name.as_str().to_owned()),
        ("mark", programme.programme.name.get(language).clone()),
        ("from", texts::date_long(language, facts.term.from())),
        ("until", texts::date_long(language, until)),
        ("until-short", texts::date(language, until)),
        ("until-month", format!("{month:02}/{year}")),
        ("place", programme.programme.place.clone()),
        ("date", texts::date_long(language, dated)),
        ("serial", facts.serial.to_string()),
        ("address", code::short_text(host, facts.serial)),
    ] {
        variables.set(name, value);
    }
    variables
}

/// The words on a certificate, from the programme's wording.
pub(super) fn inscribe(
    programme: &LoadedProgramme,
    facts: &Facts,
    kind: Kind,
    dated: Day,
    host: &str,
) -> Inscription {
    let language = Language::De;
    let variables = variables(programme, facts, kind, dated, host, language);
    let text = |key| programme.text(language, key, &variables);
    let chamber = |c: &crate::domain::chamber::Chamber| InscribedChamber {
        name: c.name.get(language).clone(),
        short_name: c.short_name.clone(),
        signatories: c
            .signatories
            .iter()
            .map(|s| Signatory {
                name: s.name.clone(),
                office: s.office.clone(),
            })
            .collect(),
    };
    let (first, last) = (facts.term.from().parts().0, facts.term.until().parts().0);
    Inscription {
        title: text("document-title"),
        heading: text("heading"),
        award: text("award"),
        recipient: text("recipient"),
        mark_intro: text("mark-intro"),
        mark: programme.programme.name.get(language).clone(),
        reason: text("reason"),
        validity: text("validity"),
        place_and_date: text("place-and-date"),
        number: text("number"),
        check: text("check"),
        qr_alt: text("qr-alt"),
        chambers: programme.programme.chambers.iter().map(chamber).collect(),
        years: if first == last {
            first.to_string()
        } else {
            format!("{first}–{last}")
        },
        until: text("until"),
        seal_alt: text("seal-alt"),
        specimen: programme
            .programme
            .sample
            .then(|| fl!(texts::of(language), "specimen")),
    }
}
