//! Corrected copies: the same award under a new number, with today's names.

use rand::{CryptoRng, Rng};

use super::error::ServiceError;
use super::order::{Corrected, Order, Place};
use super::prepare::{Clerk, Preparer, Request};
use super::{By, Service};
use crate::domain::account::AccountId;
use crate::domain::certificate::Certificate;
use crate::domain::lifecycle::{Standing, TransitionError};
use crate::domain::serial::Serial;
use crate::domain::validity::Day;

/// A certificate that can be corrected, and how.
struct Correction {
    order: Order,
    old: Corrected,
}

impl Service {
    /// Prepares a corrected copy of an issued certificate, with the municipality's and the
    /// signatories' names of today. When every chamber has signed it, it supersedes the old one.
    pub async fn prepare_correction<R: Rng + CryptoRng>(
        &self,
        old: Serial,
        until: Option<Day>,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Serial, ServiceError> {
        self.correct(old, until, None, by, random).await
    }

    /// Prepares a corrected copy at the desk.
    pub async fn prepare_correction_as<R: Rng + CryptoRng>(
        &self,
        person: &AccountId,
        old: Serial,
        until: Option<Day>,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Serial, ServiceError> {
        let clerk = Clerk {
            preparer: Preparer::Person(person),
            knows: true,
        };
        self.correct(old, until, Some(clerk), by, random).await
    }

    /// A corrected copy as it would be prepared, under a number that nobody has.
    pub async fn draft_correction(
        &self,
        old: Serial,
        until: Option<Day>,
        by: By<'_>,
    ) -> Result<Certificate, ServiceError> {
        let Correction { order, old } = self.correction(old, until, by).await?;
        let programme = self.programmes.find(&order.programme)?;
        let municipality = self.recipient(&order.municipality).await?;
        let place = Place::of_draft(Some(old));
        self.compose(programme, &municipality, &order, place, by)
    }

    async fn correct<R: Rng + CryptoRng>(
        &self,
        old: Serial,
        until: Option<Day>,
        clerk: Option<Clerk<'_>>,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Serial, ServiceError> {
        let Correction { order, old } = self.correction(old, until, by).await?;
        let programme = self.programmes.find(&order.programme)?;
        let municipality = self.recipient(&order.municipality).await?;
        let request = Request {
            order: &order,
            replaces: Some(old),
            clerk,
            listed: None,
        };
        self.prepare_for(programme, &municipality, request, by, random)
            .await
    }

    async fn correction(
        &self,
        old: Serial,
        until: Option<Day>,
        by: By<'_>,
    ) -> Result<Correction, ServiceError> {
        let record = self.store.certificate(old).await?;
        let record = record.ok_or(ServiceError::UnknownCertificate(old))?;
        let old = record.certificate;
        match old.stage.standing()? {
            Standing::InForce => {}
            other => {
                other.supersede(old.facts.serial, by.at)?;
            }
        }
        let ags = old.facts.recipient.ags().cloned();
        let term = old.facts.term;
        Ok(Correction {
            order: Order {
                programme: old.programme,
                municipality: ags.ok_or(TransitionError::NotIssued)?,
                from: term.from(),
                until: Some(until.unwrap_or(term.until())),
                renewal: false,
                dated: Some(Day::of(by.at)),
            },
            old: Corrected {
                serial: old.facts.serial,
                term,
            },
        })
    }
}
