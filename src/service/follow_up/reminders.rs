//! Reminders: each award is reminded of once for each step, and only as long as that helps.

use fluent_bundle::FluentArgs;
use jiff::Timestamp;

use super::notices::name_of;
use super::{Award, FollowUpError, Reminding};
use crate::domain::chamber::ChamberId;
use crate::domain::contact::Contact;
use crate::domain::language::Language;
use crate::domain::lifecycle::{Stage, Standing};
use crate::domain::mail::{Delivery, Item, Kind, Letter, Message};
use crate::domain::reminder::Step;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::mail::Reminder;
use crate::service::{By, Service, ServiceError};
use crate::store::{Change, Event, Outcome, StoreError};

/// A reminder as it would be sent.
#[derive(Debug, Clone)]
pub struct ReminderDraft {
    /// The award that it is about.
    pub award: Award,
    /// Which reminder it is.
    pub step: Step,
    /// The text in each language, German first.
    pub letters: Vec<(Language, Letter)>,
}

impl Service {
    /// The reminder of an award that is due.
    pub async fn due_reminder(
        &self,
        serial: Serial,
        chamber: &ChamberId,
        at: Timestamp,
    ) -> Result<ReminderDraft, ServiceError> {
        let awards = self.awards(Some(chamber), at).await?;
        let award = awards.into_iter().find(|award| award.serial == serial);
        let award = award.ok_or(ServiceError::UnknownCertificate(serial))?;
        let Reminding::Due(step) = award.reminding else {
            return Err(FollowUpError::NotDue(serial).into());
        };
        self.draft_reminder(award, step, at)
    }

    /// Sends a reminder that somebody has looked at, in one of its languages.
    pub async fn send_reminder(
        &self,
        draft: &ReminderDraft,
        language: Language,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let serial = draft.award.serial;
        if self.postman.is_none() {
            return Err(FollowUpError::NoMailServer.into());
        }
        let contact = draft.contact()?;
        let programme = &self.programmes.find(&draft.award.programme)?.programme;
        let reply_to = programme
            .reminders
            .as_ref()
            .and_then(|r| r.reply_to.clone());
        let letter = draft.letters.iter().find(|(l, _)| *l == language);
        let months = draft.step.months.to_string();
        let message = Message {
            id: name_of(&[Kind::Reminder.as_str(), &serial.to_string(), &months]),
            kind: Kind::Reminder,
            staff: None,
            chamber: None,
            recipient: contact.email.clone(),
            language,
            reply_to,
            letter: letter.map(|(_, letter)| letter.clone()),
            items: vec![Item {
                serial,
                name: draft.award.name.clone(),
            }],
            created_at: by.at,
            due_at: by.at,
            attempts: 0,
            delivery: Delivery::Open(None),
        };
        let mut change = self.settle(draft, Outcome::Sent, by).await?;
        change.put_message(&message).await?;
        let event = Event::new("reminder.sent", serial, months);
        Ok(change.commit(vec![event]).await?)
    }

    /// Decides against a reminder.
    pub async fn skip_reminder(
        &self,
        draft: &ReminderDraft,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let change = self.settle(draft, Outcome::Skipped, by).await?;
        let months = draft.step.months.to_string();
        let event = Event::new("reminder.skipped", draft.award.serial, months);
        Ok(change.commit(vec![event]).await?)
    }

    /// Sends what is due of programmes that want nobody to look at it, wherever somebody is known
    /// to write to. Returns how many.
    pub async fn send_due_reminders(&self, by: By<'_>) -> Result<usize, ServiceError> {
        if self.postman.is_none() || !self.programmes.iter().any(|p| p.programme.reminds_alone()) {
            return Ok(0);
        }
        let mut sent = 0;
        for award in self.awards(None, by.at).await? {
            let programme = &self.programmes.find(&award.programme)?.programme;
            let (Reminding::Due(step), Some(contact)) = (award.reminding, &award.contact) else {
                continue;
            };
            // Whether a renewal that nobody has signed comes to anything, only people know.
            if !programme.reminds_alone() || award.preparing.is_some() {
                continue;
            }
            let language = contact.language;
            let draft = self.draft_reminder(award, step, by.at)?;
            match self.send_reminder(&draft, language, by).await {
                Ok(()) => sent += 1,
                // Another sender, or somebody at the desk, was faster.
                Err(
                    ServiceError::Store(StoreError::Conflict)
                    | ServiceError::FollowUp(FollowUpError::NotDue(_)),
                ) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(sent)
    }

    /// Notes what becomes of a reminder, unless that was noted before or the award no longer
    /// counts.
    async fn settle(
        &self,
        draft: &ReminderDraft,
        outcome: Outcome,
        by: By<'_>,
    ) -> Result<Change, ServiceError> {
        let serial = draft.award.serial;
        let mut change = self.store.change(by.actor, by.at).await?;
        let record = change
            .certificate(serial)
            .await?
            .ok_or(ServiceError::UnknownCertificate(serial))?;
        let stage = &record.certificate.stage;
        let in_force = matches!(
            stage,
            Stage::Issued {
                standing: Standing::InForce,
                ..
            }
        );
        if !in_force {
            return Err(FollowUpError::NotDue(serial).into());
        }
        change
            .settle_reminder(serial, draft.step.months, outcome)
            .await?;
        Ok(change)
    }

    fn draft_reminder(
        &self,
        award: Award,
        step: Step,
        at: Timestamp,
    ) -> Result<ReminderDraft, ServiceError> {
        let loaded = self.programmes.find(&award.programme)?;
        let programme = &loaded.programme;
        let not_due = || FollowUpError::NotDue(award.serial);
        let reminders = programme.reminders.as_ref().ok_or_else(not_due)?;
        let address = format!("{}/z/{}", self.origin, award.serial.compact());
        let letter = |language| {
            let chambers = programme.chambers.iter().map(|c| c.name.get(language));
            let reminder = Reminder {
                contact: award.contact.as_ref(),
                kind: award.kind,
                name: &award.name,
                mark: programme.name.get(language),
                until: award.until,
                reply_by: reminders.reply_by(award.until, Day::of(at)),
                address: &address,
                chambers: chambers.map(String::as_str).collect(),
                sample: programme.sample,
            };
            let own = |key: &str, variables: &FluentArgs<'_>| {
                let text = loaded.own_text(language, key, variables);
                text.map(|text| text.trim_end().to_owned())
            };
            (language, reminder.letter(language, own))
        };
        let letters = Language::ALL.into_iter().map(letter).collect();
        Ok(ReminderDraft {
            step,
            letters,
            award,
        })
    }
}

impl ReminderDraft {
    /// Who is written to.
    fn contact(&self) -> Result<&Contact, ServiceError> {
        let serial = self.award.serial;
        match (&self.award.contact, &self.award.ags) {
            (Some(contact), _) => Ok(contact),
            (None, Some(ags)) => Err(FollowUpError::NoContact(ags.clone()).into()),
            (None, None) => Err(FollowUpError::NotDue(serial).into()),
        }
    }
}
