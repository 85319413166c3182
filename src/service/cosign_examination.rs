//! What a chamber's own machine believes: nothing that it has not made again itself.
//!
//! An [`Examined`] item is the proof: only [`Service::examine_item`] makes one, after it decoded
//! the facts and encoded them again, composed the words from its own programme, verified every
//! signature with its own keys, laid out the page itself and found the offered bytes to be these.

use jiff::{SignedDuration, Timestamp};

use super::Service;
use super::cosign_distrust::Distrust;
use super::cosign_examined::{Examined, object};
use super::cosign_wire::{FORMAT, Item, Round, UnfinishedFile};
use super::error::ServiceError;
use super::retrace::retraced;
use crate::document::unfinished::check_unfinished;
use crate::domain::certificate::{Certificate, Facts};
use crate::domain::chamber::ChamberId;
use crate::domain::inscription::Inscription;
use crate::domain::lifecycle::Stage;
use crate::domain::programme::{Programme, ProgrammeId};
use crate::domain::serial::Serial;
use crate::seal::examination::examine;
use crate::seal::payload::{self, PayloadError};
use crate::seal::{Seal, SealSignature, VerifiedSeal};
use crate::store::{Act, ActKind};

/// How far two clocks may differ.
const SKEW: SignedDuration = SignedDuration::from_mins(5);

impl Service {
    /// Makes every byte of an offered item again, from this machine's own programmes and keys.
    pub async fn examine_item(
        &self,
        item: &Item,
        asked: (Serial, Round),
        chamber: &ChamberId,
        at: Timestamp,
    ) -> Result<Examined, Distrust> {
        if item.format != FORMAT {
            return Err(Distrust::Format(item.format));
        }
        let body = hex::decode(&item.body).map_err(|_| Distrust::Field("body"))?;
        let (facts, length) = payload::decode(&body)?;
        if length != body.len() {
            return Err(PayloadError::BytesBehindTheEnd.into());
        }
        let serial: Serial = item.serial.parse().map_err(|_| Distrust::Field("serial"))?;
        if serial != asked.0 || facts.serial != serial || item.round != asked.1 {
            return Err(Distrust::OtherCertificate);
        }
        let programme = self.programmes.by_number(facts.mark);
        let programme = programme.ok_or(Distrust::UnknownMark(facts.mark))?;
        if programme.id.as_str() != item.programme {
            return Err(Distrust::OtherProgramme);
        }
        if item.host != self.host {
            return Err(Distrust::Host(item.host.chars().take(100).collect()));
        }
        let place = programme.chambers.iter().position(|c| c.id == *chamber);
        let place = place.ok_or_else(|| Distrust::NotAChamber(chamber.clone()))?;
        if item.prepared_at > at + SKEW {
            return Err(Distrust::Future(item.prepared_at));
        }
        let acts = self.store.acts(serial, chamber).await;
        let acts = acts.map_err(ServiceError::from)?;
        let decided = acts.iter().find(|a| a.act == ActKind::Seal);
        let inscription = match decided {
            Some(act) => decided_on(act, &body, item)?,
            None => self.own_words(&programme.id, &facts, item)?,
        };
        let replaces = item.replaces.as_deref().map(str::parse).transpose();
        let certificate = Certificate {
            programme: programme.id.clone(),
            kind: item.kind,
            dated: Some(item.dated),
            inscription,
            prepared_at: item.prepared_at,
            prepared_by: None,
            replaces: replaces.map_err(|_| Distrust::Field("replaces"))?,
            stage: Stage::Prepared,
            facts,
        };
        let mut examined = Examined {
            certificate,
            dated: item.dated,
            body,
            document: None,
            acts,
        };
        if examined.acts.iter().any(|a| a.act == ActKind::Refusal) {
            return Err(Distrust::RefusedBefore);
        }
        match (item.round, &item.document) {
            (Round::Seal, None) => {
                self.own_keys(programme, &examined.certificate.facts)?;
                self.rehearse(&examined.certificate)?;
            }
            (Round::Document, Some(file)) => {
                let proof = self.own_proof(item, &examined.certificate.facts)?;
                let document =
                    self.own_page(&mut examined, file, &proof, (programme, place), at)?;
                examined.document = Some(document);
            }
            _ => return Err(Distrust::Field("document")),
        }
        match examined.signed_before() {
            Some(act) if act.object != examined.object() => Err(Distrust::DecidedOtherwise),
            _ => Ok(examined),
        }
    }

    /// The words that the programme of this machine gives, which the offered ones have to be.
    fn own_words(
        &self,
        programme: &ProgrammeId,
        facts: &Facts,
        item: &Item,
    ) -> Result<Inscription, Distrust> {
        let own = self.words_of(programme, facts, item.kind, item.dated)?;
        match difference(&own, &item.inscription) {
            Some(field) => Err(Distrust::Words(field)),
            None => Ok(own),
        }
    }

    /// Every chamber's place has to name the key with which it signs today, as far as is known
    /// here.
    fn own_keys(&self, programme: &Programme, facts: &Facts) -> Result<(), Distrust> {
        let keyring = self.keyring()?;
        for (place, chamber) in programme.chambers.iter().enumerate() {
            let pinned = keyring.active_key(&chamber.id).map(|key| key.id.tag());
            if pinned.is_none() || facts.keys.get(place).copied() != pinned {
                return Err(Distrust::ForeignKey(chamber.id.clone()));
            }
        }
        if facts.keys.len() == programme.chambers.len() {
            Ok(())
        } else {
            Err(Distrust::Field("keys"))
        }
    }

    /// The proof, from keys that are pinned here, that every chamber signed the seal.
    fn own_proof(&self, item: &Item, facts: &Facts) -> Result<VerifiedSeal, Distrust> {
        let signatures = facts.keys.iter().map(|tag| {
            let tag = tag.to_string();
            let given = item
                .signatures
                .iter()
                .find(|s| s.key_id.starts_with(&tag))?;
            let mut bytes = [0; 64];
            hex::decode_to_slice(&given.signature, &mut bytes).ok()?;
            Some(SealSignature(bytes))
        });
        let seal = Seal::new(facts.clone(), signatures.collect());
        let examination = examine(seal, &self.keyring()?, None)
            .map_err(|unknown| Distrust::UnknownMark(unknown.0))?;
        let failed = examination.signatures().iter();
        let mut failed = failed.filter(|s| !s.outcome.counts()).map(|s| &s.chamber);
        match (examination.verified(), failed.next().cloned()) {
            (Some(proof), _) => Ok(proof),
            (None, Some(chamber)) => Err(Distrust::SealSignature(chamber)),
            (None, None) => Err(Distrust::Field("signatures")),
        }
    }

    /// Lays out the page and retraces every signature in it; the offered file has to be the same.
    fn own_page(
        &self,
        examined: &mut Examined,
        file: &UnfinishedFile,
        proof: &VerifiedSeal,
        (programme, place): (&Programme, usize),
        at: Timestamp,
    ) -> Result<Vec<u8>, Distrust> {
        let sealed_at = file.sealed_at;
        if sealed_at > at + SKEW {
            return Err(Distrust::Future(sealed_at));
        }
        let mut own = examined.acts.iter().filter(|a| a.act == ActKind::Seal);
        if own.any(|act| sealed_at + SKEW < act.done_at) {
            return Err(Distrust::Backdated(sealed_at));
        }
        examined.certificate.stage = Stage::Sealed { at: sealed_at };
        let base = self.draw_urkunde(&examined.certificate, proof)?;
        let bytes = hex::decode(&file.bytes).map_err(|_| Distrust::Field("document"))?;
        let trust = self.trust(programme).map_err(ServiceError::from)?;
        let unfinished = check_unfinished(&bytes, &base, &trust)?;
        if unfinished.signatures().len() != place {
            return Err(Distrust::OutOfTurn);
        }
        if let Some(early) = unfinished
            .signatures()
            .iter()
            .find(|s| s.signed_at > at + SKEW)
        {
            return Err(Distrust::Future(early.signed_at));
        }
        match retraced(programme, &bytes, &unfinished) {
            Err(ServiceError::NotRetraced) => Err(Distrust::NotRetraced),
            Err(error) => Err(error.into()),
            Ok(()) => Ok(bytes),
        }
    }
}

/// What was decided on once is not to be changed, whatever the programme says since.
fn decided_on(act: &Act, body: &[u8], item: &Item) -> Result<Inscription, Distrust> {
    let same = act.object == object(body)
        && act.kind == item.kind
        && act.dated == item.dated
        && act.inscription == item.inscription;
    if same {
        Ok(act.inscription.clone())
    } else {
        Err(Distrust::DecidedOtherwise)
    }
}

/// The first field in which two inscriptions differ.
fn difference(own: &Inscription, offered: &Inscription) -> Option<&'static str> {
    let texts = |i: &Inscription| {
        [
            ("title", i.title.clone()),
            ("heading", i.heading.clone()),
            ("award", i.award.clone()),
            ("recipient", i.recipient.clone()),
            ("mark-intro", i.mark_intro.clone()),
            ("mark", i.mark.clone()),
            ("reason", i.reason.clone()),
            ("validity", i.validity.clone()),
            ("place-and-date", i.place_and_date.clone()),
            ("number", i.number.clone()),
        ]
    };
    let mut pairs = texts(own).into_iter().zip(texts(offered));
    let differs = pairs.find(|(a, b)| a != b).map(|((name, _), _)| name);
    differs.or_else(|| {
        let rest = (own != offered).then_some("other");
        (own.chambers != offered.chambers)
            .then_some("chambers")
            .or(rest)
    })
}
