//! A chamber's own machine at work: it pulls what waits, signs what it has made again and what was
//! decided, and delivers it until it has arrived.
//!
//! What is signed is written down before it leaves the machine. So after a stop the same bytes are
//! delivered again, and nothing is signed twice.

use jiff::SignedDuration;
use thiserror::Error;

use super::cosign_distrust::Distrust;
use super::cosign_examined::Examined;
use super::cosign_server::{CosignServer, ServerError};
use super::cosign_wire::{FORMAT, RefusalDelivery, Round, SealDelivery};
use super::draft::opened;
use super::error::ServiceError;
use super::issue::{Custodian, Stamped};
use super::{By, Service};
use crate::document::unfinished::{NotUnfinished, after, check_unfinished};
use crate::domain::chamber::ChamberId;
use crate::domain::policy::{Objection, Policy};
use crate::domain::reason;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::keys::SealSigner;
use crate::store::{Act, ActKind, Event, StoreError};

/// A machine that signs for one chamber.
pub struct CosignMachine<'a> {
    /// Its own data folder.
    pub service: &'a Service,
    /// The server.
    pub server: CosignServer,
    /// The chamber.
    pub chamber: ChamberId,
    /// The chamber's seal key.
    pub seal: &'a (dyn SealSigner + Sync),
    /// The chamber's document key.
    pub document: Custodian<'a>,
}

/// Why a step was not taken.
#[derive(Debug, Error)]
pub enum CosignError {
    /// The server.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// The item is not believed.
    #[error(transparent)]
    Distrust(#[from] Distrust),
    /// The token is another chamber's.
    #[error("the token belongs to another chamber")]
    OtherChamber,
    /// This machine itself fails.
    #[error(transparent)]
    Own(#[from] ServiceError),
}

impl CosignError {
    /// Whether the cause lies in one item, or in the server: the machine itself works.
    pub const fn is_of_one_item(&self) -> bool {
        match self {
            Self::Own(own) | Self::Distrust(Distrust::Own(own)) => {
                own.is_of_one_certificate()
                    || matches!(
                        own,
                        ServiceError::KeyChanged(_)
                            | ServiceError::AlreadySigned(_)
                            | ServiceError::Reason(_)
                            | ServiceError::NoTimeStamp
                    )
            }
            Self::Server(_) | Self::Distrust(_) | Self::OtherChamber => true,
        }
    }
}

impl From<StoreError> for CosignError {
    fn from(error: StoreError) -> Self {
        Self::Own(error.into())
    }
}

impl CosignMachine<'_> {
    /// What waits for the chamber, as the server says.
    pub async fn waiting(&self) -> Result<Vec<(Serial, Round)>, CosignError> {
        let list = self.server.waiting().await?;
        if list.format != FORMAT {
            return Err(Distrust::Format(list.format).into());
        }
        if list.chamber != self.chamber.as_str() {
            return Err(CosignError::OtherChamber);
        }
        let parsed = list.waiting.iter().map(|w| {
            let serial = w.serial.parse().map_err(|_| Distrust::Field("serial"))?;
            Ok((serial, w.round))
        });
        parsed.collect()
    }

    /// Pulls one item and makes every byte of it again.
    pub async fn examine(
        &self,
        asked: (Serial, Round),
        by: By<'_>,
    ) -> Result<Examined, CosignError> {
        let item = self.server.item(asked.0).await?;
        let examined = self
            .service
            .examine_item(&item, asked, &self.chamber, by.at)
            .await;
        Ok(examined?)
    }

    /// What a policy has against signing it.
    pub async fn objections(
        &self,
        examined: &Examined,
        policy: &Policy,
        by: By<'_>,
    ) -> Result<Vec<Objection>, CosignError> {
        let today = Day::of(by.at);
        let since = by.at - SignedDuration::from_hours(26);
        let signed = self.service.store.seals_since(&self.chamber, since).await?;
        let signed = signed
            .into_iter()
            .filter(|at| Day::of(*at) == today)
            .count();
        Ok(policy.objections(examined.proposal(), signed as u64, today))
    }

    /// Somebody was shown the item.
    pub async fn remember_shown(&self, examined: &Examined) -> Result<(), CosignError> {
        let serial = examined.certificate.facts.serial;
        let digest = examined.digest();
        let store = &self.service.store;
        Ok(store.set_shown(serial, &self.chamber, &digest).await?)
    }

    /// Whether exactly this was shown before.
    pub async fn was_shown(&self, examined: &Examined) -> Result<bool, CosignError> {
        let serial = examined.certificate.facts.serial;
        let shown = self.service.store.shown(serial, &self.chamber).await?;
        Ok(shown == Some(examined.digest()))
    }

    /// Signs, and writes down what was signed. What was signed before is only looked up.
    pub async fn sign(&self, examined: &Examined, by: By<'_>) -> Result<Act, CosignError> {
        if let Some(act) = examined.signed_before() {
            return Ok(act.clone());
        }
        let (kind, bytes) = match &examined.document {
            None => (ActKind::Seal, self.sign_seal(examined)?),
            Some(pdf) => (
                ActKind::Document,
                self.sign_document(examined, pdf, by).await?,
            ),
        };
        self.write_down(examined, kind, bytes, by).await
    }

    /// Refuses, and writes it down. What was signed is not refused any more.
    pub async fn refuse(
        &self,
        examined: &Examined,
        reason: &str,
        by: By<'_>,
    ) -> Result<Act, CosignError> {
        if examined.is_decided() || examined.document.is_some() {
            return Err(ServiceError::AlreadySigned(self.chamber.clone()).into());
        }
        let reason = reason::reason(reason).map_err(ServiceError::from)?;
        let bytes = json(&RefusalDelivery { reason })?;
        self.write_down(examined, ActKind::Refusal, bytes, by).await
    }

    /// What has not arrived yet.
    pub async fn undelivered(&self) -> Result<Vec<Act>, CosignError> {
        Ok(self.service.store.undelivered_acts(&self.chamber).await?)
    }

    /// Delivers what was done, in the same bytes however often. Tells how far the certificate
    /// has come.
    pub async fn deliver(&self, act: &Act, by: By<'_>) -> Result<String, CosignError> {
        let receipt = self.server.deliver(act).await?;
        if act.delivered_at.is_none() {
            let mut change = self.service.store.change(by.actor, by.at).await?;
            change.set_delivered(act).await?;
            let event = Event::new("cosign.delivered", act.serial, act.act.as_str());
            change.commit(vec![event]).await?;
        }
        Ok(receipt.stage)
    }

    fn sign_seal(&self, examined: &Examined) -> Result<Vec<u8>, CosignError> {
        let key = self.seal.key_id();
        if !examined.certificate.facts.keys.contains(&key.tag()) {
            return Err(ServiceError::KeyChanged(self.chamber.clone()).into());
        }
        json(&SealDelivery {
            key_id: key.to_string(),
            signature: hex::encode(self.seal.sign(&examined.body).0),
        })
    }

    async fn sign_document(
        &self,
        examined: &Examined,
        pdf: &[u8],
        by: By<'_>,
    ) -> Result<Vec<u8>, CosignError> {
        let service = self.service;
        let programme = &service
            .programmes
            .find(&examined.certificate.programme)?
            .programme;
        let chamber = programme.chamber(&self.chamber);
        let chamber = chamber.ok_or_else(|| Distrust::NotAChamber(self.chamber.clone()))?;
        let pending = service.sign_urkunde(
            opened(pdf)?,
            programme,
            chamber,
            self.document.signer,
            by.at,
        )?;
        let Stamped::Known(token) = service.stamp(pending.imprint(), by.at).await? else {
            return Err(ServiceError::NoTimeStamp.into());
        };
        let signed = pending.finish(token).map_err(ServiceError::from)?;
        let trust = service.trust(programme).map_err(ServiceError::from)?;
        let page = after(pdf, 0).ok_or(NotUnfinished::OtherPage);
        check_unfinished(&signed, page.map_err(Distrust::from)?, &trust).map_err(Distrust::from)?;
        Ok(signed)
    }

    /// Writes down what was done, unless another process of this machine was faster: then that
    /// counts, and this is forgotten.
    async fn write_down(
        &self,
        examined: &Examined,
        kind: ActKind,
        bytes: Vec<u8>,
        by: By<'_>,
    ) -> Result<Act, CosignError> {
        let serial = examined.certificate.facts.serial;
        let act = Act {
            serial,
            chamber: self.chamber.clone(),
            act: kind,
            object: examined.object(),
            bytes,
            kind: examined.certificate.kind,
            dated: examined.dated,
            inscription: examined.certificate.inscription.clone(),
            done_at: by.at,
            delivered_at: None,
        };
        let mut change = self.service.store.change(by.actor, by.at).await?;
        for before in change.acts(serial, &self.chamber).await? {
            let follows = before.act == ActKind::Seal && kind == ActKind::Document;
            if before.act == kind && before.object == act.object {
                return Ok(before);
            }
            if !follows {
                return Err(Distrust::DecidedOtherwise.into());
            }
        }
        change.insert_act(&act).await?;
        let action = match kind {
            ActKind::Seal => "cosign.signed-seal",
            ActKind::Document => "cosign.signed-document",
            ActKind::Refusal => "cosign.refused",
        };
        let event = Event::new(action, serial, act.object.clone());
        change.commit(vec![event]).await?;
        Ok(act)
    }
}

fn json(delivery: &impl serde::Serialize) -> Result<Vec<u8>, CosignError> {
    let bytes = serde_json::to_vec(delivery);
    Ok(bytes.map_err(|_| Distrust::Field("reason"))?)
}
