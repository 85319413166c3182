//! Reports of barriers: taken from everybody, shown to staff, deleted when they are dealt with.

use rand::{CryptoRng, Rng};

use super::accounts::identifier;
use super::error::ServiceError;
use super::staff::on_duty;
use super::{By, Service};
use crate::domain::account::{AccountId, Email};
use crate::domain::feedback::{Feedback, Message, ShortText};
use crate::domain::language::Language;
use crate::domain::permission::Action;
use crate::store::Event;

/// So many reports are kept at most: far more than people write, far fewer than fill a disk.
const MOST: u64 = 2000;

/// What somebody wrote.
#[derive(Debug, Clone)]
pub struct Written {
    /// The language of the page.
    pub language: Language,
    /// What it says.
    pub message: Message,
    /// Where the barrier is.
    pub place: ShortText,
    /// Who the person is.
    pub name: ShortText,
    /// Where to answer.
    pub email: Option<Email>,
}

impl Service {
    /// Takes a report. What it says is in no event.
    pub async fn receive_feedback<R: Rng + CryptoRng>(
        &self,
        written: Written,
        by: By<'_>,
        random: &mut R,
    ) -> Result<(), ServiceError> {
        let mut change = self.store.change(by.actor, by.at).await?;
        if change.open_feedback().await? >= MOST {
            return Err(ServiceError::TooMuchFeedback);
        }
        let feedback = Feedback {
            id: identifier(random),
            at: by.at,
            language: written.language,
            message: written.message,
            place: written.place,
            name: written.name,
            email: written.email,
        };
        change.insert_feedback(&feedback).await?;
        self.tell_of_barrier(&mut change, by.at).await?;
        let event = Event::new("feedback.received", &feedback.id, "");
        Ok(change.commit(vec![event]).await?)
    }

    /// Somebody has dealt with a report: it is deleted. Done again, nothing happens.
    pub async fn settle_feedback(
        &self,
        person: &AccountId,
        id: &str,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let mut change = self.store.change(by.actor, by.at).await?;
        on_duty(&mut change, person, Action::AnswerFeedback).await?;
        if change.delete_feedback(id).await? {
            let event = Event::new("feedback.settled", id, "");
            change.commit(vec![event]).await?;
        }
        Ok(())
    }
}
