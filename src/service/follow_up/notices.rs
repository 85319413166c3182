//! Notices to staff, written in the change that causes them.
//!
//! A notice leaves after a few minutes. Until then it takes in what else happens, so that a list
//! of a hundred certificates is one mail, and forgets what was done meanwhile.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::domain::account::{Account, AccountId, AccountState};
use crate::domain::certificate::Certificate;
use crate::domain::chamber::ChamberId;
use crate::domain::mail::{Delivery, Item, Kind, Message, MessageId};
use crate::domain::permission::Action;
use crate::domain::programme::{Programme, ProgrammeId};
use crate::service::{By, Service, ServiceError};
use crate::store::Change;

/// How long a notice waits for more.
const GATHERING: SignedDuration = SignedDuration::from_mins(5);

/// How long one of what the public wrote waits: whoever floods a form floods no mailbox.
const GATHERING_REPORTS: SignedDuration = SignedDuration::from_mins(30);

impl Service {
    /// Tells those who sign for every chamber that a certificate was prepared.
    pub(in crate::service) async fn tell_of_prepared(
        &self,
        change: &mut Change,
        certificate: &Certificate,
        programme: &Programme,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        if !self.tells(programme) {
            return Ok(());
        }
        let staff = change.staff().await?;
        // Nobody signs what they prepared themselves.
        let signs = |account: &&Account| {
            let ours = programme.chamber(&account.chamber).is_some();
            let prepared = certificate.prepared_by.as_ref() == Some(&account.id);
            ours && account.may(Action::Sign, by.at) && account.id.as_str() != by.actor && !prepared
        };
        let told = staff.iter().filter(signs);
        tell(
            change,
            Kind::SignatureAwaited,
            told,
            Some(item(certificate)),
            by.at,
        )
        .await
    }

    /// A chamber has signed: its people need not be told any more. Sealed, it is the turn of the
    /// first chamber's document key.
    pub(in crate::service) async fn tell_of_signed(
        &self,
        change: &mut Change,
        certificate: &Certificate,
        programme: &Programme,
        (chamber, sealed): (&ChamberId, bool),
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let serial = certificate.facts.serial;
        change
            .drop_items(Kind::SignatureAwaited, serial, Some(chamber))
            .await?;
        if sealed {
            self.tell_of_turn(change, certificate, programme, 0, by)
                .await?;
        }
        Ok(())
    }

    /// So many chambers' document keys have signed: it is the next one's turn, if there is one.
    pub(in crate::service) async fn tell_of_turn(
        &self,
        change: &mut Change,
        certificate: &Certificate,
        programme: &Programme,
        signed: usize,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let serial = certificate.facts.serial;
        change.drop_items(Kind::KeyAwaited, serial, None).await?;
        let Some(next) = programme.chambers.get(signed) else {
            return Ok(());
        };
        if !self.tells(programme) {
            return Ok(());
        }
        let staff = change.staff().await?;
        let opens = |a: &&Account| a.chamber == next.id && a.may(Action::Sign, by.at);
        let told = staff.iter().filter(opens);
        tell(
            change,
            Kind::KeyAwaited,
            told,
            Some(item(certificate)),
            by.at,
        )
        .await
    }

    /// Tells the clerks of the chamber that prepared a certificate that it was refused; where it
    /// was prepared on the command line, those of all chambers.
    pub(in crate::service) async fn tell_of_refused(
        &self,
        change: &mut Change,
        certificate: &Certificate,
        programme: &Programme,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let serial = certificate.facts.serial;
        change
            .drop_items(Kind::SignatureAwaited, serial, None)
            .await?;
        if !self.tells(programme) {
            return Ok(());
        }
        let staff = change.staff().await?;
        let preparer = change.preparer(serial).await?;
        let answers = certificate.prepared_by.as_ref().map(AccountId::as_str);
        let preparer = staff.iter().find(|a| {
            let id = Some(a.id.as_str());
            id == preparer.as_deref() || id == answers
        });
        let concerned = |account: &&Account| {
            let ours = match preparer {
                Some(preparer) => account.chamber == preparer.chamber,
                None => programme.chamber(&account.chamber).is_some(),
            };
            ours && account.may(Action::PrepareCertificate, by.at)
        };
        let told = staff.iter().filter(concerned);
        tell(change, Kind::Refused, told, Some(item(certificate)), by.at).await
    }

    /// Tells those who settle reports of copies that there is one: in the chambers of a programme,
    /// or in all where nobody knows what it is about.
    pub(in crate::service) async fn tell_of_copy(
        &self,
        change: &mut Change,
        programme: Option<&ProgrammeId>,
        at: Timestamp,
    ) -> Result<(), ServiceError> {
        let ours = |p: &Programme| programme.is_none_or(|id| *id == p.id);
        self.tell_of_report(
            change,
            Kind::CopyReported,
            Action::ProposeStanding,
            ours,
            at,
        )
        .await
    }

    /// Tells those who answer reports of barriers that there is one.
    pub(in crate::service) async fn tell_of_barrier(
        &self,
        change: &mut Change,
        at: Timestamp,
    ) -> Result<(), ServiceError> {
        let all = |_: &Programme| true;
        self.tell_of_report(
            change,
            Kind::BarrierReported,
            Action::AnswerFeedback,
            all,
            at,
        )
        .await
    }

    async fn tell_of_report(
        &self,
        change: &mut Change,
        kind: Kind,
        action: Action,
        is_about: impl Fn(&Programme) -> bool,
        at: Timestamp,
    ) -> Result<(), ServiceError> {
        let programmes = self.programmes.iter().map(|loaded| &loaded.programme);
        let telling = programmes.filter(|p| self.tells(p) && is_about(p));
        let telling: Vec<&Programme> = telling.collect();
        if telling.is_empty() {
            return Ok(());
        }
        let staff = change.staff().await?;
        let concerned = |account: &&Account| {
            let ours = telling
                .iter()
                .any(|p| p.chamber(&account.chamber).is_some());
            ours && account.may(action, at)
        };
        tell(change, kind, staff.iter().filter(concerned), None, at).await
    }

    fn tells(&self, programme: &Programme) -> bool {
        self.postman.is_some() && programme.follow_up.notices
    }
}

fn item(certificate: &Certificate) -> Item {
    Item {
        serial: certificate.facts.serial,
        name: certificate.inscription.recipient.clone(),
    }
}

/// Tells people of something, each in the notice that is still open, or in a new one.
async fn tell(
    change: &mut Change,
    kind: Kind,
    people: impl Iterator<Item = &Account>,
    item: Option<Item>,
    at: Timestamp,
) -> Result<(), ServiceError> {
    let serial = item
        .as_ref()
        .map_or(String::new(), |i| i.serial.to_string());
    let gathering = match item {
        Some(_) => GATHERING,
        None => GATHERING_REPORTS,
    };
    for person in people.filter(|a| a.state == AccountState::Active && !a.sample) {
        if let Some(open) = change.open_notice(kind, &person.id).await? {
            if let Some(item) = &item {
                change.put_item(&open, item).await?;
            }
            continue;
        }
        let parts = [
            kind.as_str(),
            person.id.as_str(),
            serial.as_str(),
            &at.as_millisecond().to_string(),
        ];
        let message = Message {
            id: name_of(&parts),
            kind,
            staff: Some((person.id.clone(), person.chamber.clone())),
            chamber: None,
            recipient: person.email.clone(),
            language: change.language_of(&person.id).await?,
            reply_to: None,
            letter: None,
            items: item.clone().into_iter().collect(),
            created_at: at,
            due_at: at.checked_add(gathering).unwrap_or(at),
            attempts: 0,
            delivery: Delivery::Open(None),
        };
        change.put_message(&message).await?;
    }
    Ok(())
}

/// The name of a message about certain things: the same things are never told twice.
pub(in crate::service) fn name_of(parts: &[&str]) -> MessageId {
    let digest = Sha256::digest(parts.join("\n"));
    let mut name = [0; 16];
    name.copy_from_slice(&digest[..16]);
    MessageId::new(name)
}
