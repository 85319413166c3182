//! The outbox: messages that are to be sent.
//!
//! A message is written in the change that causes it.

use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::Store;
use super::accounts::with_roles;
use super::change::Change;
use super::error::StoreError;
use super::rows::{inconsistent, instant, serial};
use crate::domain::account::{Account, AccountId, Email};
use crate::domain::chamber::ChamberId;
use crate::domain::language::Language;
use crate::domain::mail::{Delivery, Item, Kind, Letter, Message, MessageId, Undelivered};
use crate::domain::serial::Serial;

impl Store {
    /// The message with this name.
    pub async fn message(&self, id: &MessageId) -> Result<Option<Message>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        one(&mut connection, id).await
    }

    /// Messages that have not reached the mail server, the oldest first.
    pub async fn unsent_messages(&self) -> Result<Vec<Message>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        let rows = sqlx::query(
            "SELECT * FROM outbox WHERE sent_at IS NULL ORDER BY created_at, id LIMIT 500",
        )
        .fetch_all(&mut *connection)
        .await?;
        let mut messages = Vec::with_capacity(rows.len());
        for row in &rows {
            messages.push(message(&mut connection, row).await?);
        }
        Ok(messages)
    }

    /// Forgets messages that were sent before an instant, with the addresses in them.
    pub async fn forget_sent(&self, before: Timestamp) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        for sql in [
            "DELETE FROM outbox_item WHERE outbox IN (SELECT id FROM outbox WHERE sent_at < $1)",
            "DELETE FROM outbox WHERE sent_at < $1",
        ] {
            sqlx::query(sql)
                .bind(before.as_millisecond())
                .execute(&mut *transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }
}

impl Change {
    /// Puts a message into the outbox.
    pub async fn put_message(&mut self, message: &Message) -> Result<(), StoreError> {
        let (account, chamber) = match &message.staff {
            Some((account, chamber)) => (Some(account.as_str()), Some(chamber.as_str())),
            None => (None, message.chamber.as_ref().map(ChamberId::as_str)),
        };
        let words = |part: fn(&Letter) -> &str| message.letter.as_ref().map_or("", part);
        sqlx::query(
            "INSERT INTO outbox (id, kind, account, chamber, recipient, language, reply_to, subject,
                 body, created_at, due_at, attempts)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)",
        )
        .bind(message.id.as_str())
        .bind(message.kind.as_str())
        .bind(account)
        .bind(chamber)
        .bind(message.recipient.as_str())
        .bind(message.language.tag())
        .bind(message.reply_to.as_ref().map(Email::as_str))
        .bind(words(|l| &l.subject))
        .bind(words(|l| &l.body))
        .bind(message.created_at.as_millisecond())
        .bind(message.due_at.as_millisecond())
        .execute(&mut *self.transaction)
        .await?;
        for item in &message.items {
            self.put_item(&message.id, item).await?;
        }
        Ok(())
    }

    /// The notice of a kind to somebody that nobody has begun to send, so that it can say more.
    /// Nobody begins to send it before this change has ended.
    pub async fn open_notice(
        &mut self,
        kind: Kind,
        account: &AccountId,
    ) -> Result<Option<MessageId>, StoreError> {
        // A write locks the row, so that no sender takes it meanwhile.
        let row = sqlx::query(
            "UPDATE outbox SET attempts = 0
             WHERE kind = $1 AND account = $2 AND attempts = 0 AND sent_at IS NULL RETURNING id",
        )
        .bind(kind.as_str())
        .bind(account.as_str())
        .fetch_optional(&mut *self.transaction)
        .await?;
        row.as_ref().map(id).transpose()
    }

    /// Adds a certificate to what a notice is about.
    pub async fn put_item(&mut self, message: &MessageId, item: &Item) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO outbox_item (outbox, serial, name) VALUES ($1, $2, $3)
             ON CONFLICT (outbox, serial) DO NOTHING",
        )
        .bind(message.as_str())
        .bind(item.serial.to_string())
        .bind(item.name.as_str())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// A certificate no longer waits for something: notices that nobody has begun to send do not
    /// speak of it. `chamber` narrows that to the staff of one chamber.
    pub async fn drop_items(
        &mut self,
        kind: Kind,
        number: Serial,
        chamber: Option<&ChamberId>,
    ) -> Result<(), StoreError> {
        let rows = sqlx::query(
            "UPDATE outbox SET attempts = 0
             WHERE kind = $1 AND (chamber = $3 OR $3 = '') AND attempts = 0 AND sent_at IS NULL
                 AND id IN (SELECT outbox FROM outbox_item WHERE serial = $2)
             RETURNING id",
        )
        .bind(kind.as_str())
        .bind(number.to_string())
        .bind(chamber.map_or("", ChamberId::as_str))
        .fetch_all(&mut *self.transaction)
        .await?;
        for row in &rows {
            let id: String = row.try_get("id")?;
            sqlx::query("DELETE FROM outbox_item WHERE outbox = $1 AND serial = $2")
                .bind(id.as_str())
                .bind(number.to_string())
                .execute(&mut *self.transaction)
                .await?;
            sqlx::query(
                "DELETE FROM outbox WHERE id = $1
                     AND NOT EXISTS (SELECT 1 FROM outbox_item WHERE outbox = $1)",
            )
            .bind(id.as_str())
            .execute(&mut *self.transaction)
            .await?;
        }
        Ok(())
    }

    /// The message with this name, as it is within this change.
    pub async fn message(&mut self, id: &MessageId) -> Result<Option<Message>, StoreError> {
        one(&mut self.transaction, id).await
    }

    /// A message that nobody tries any more is tried again.
    pub async fn revive_message(&mut self, id: &MessageId) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE outbox SET given_up_at = NULL, created_at = $2, due_at = $2
             WHERE id = $1 AND given_up_at IS NOT NULL",
        )
        .bind(id.as_str())
        .bind(self.at().as_millisecond())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// A message that nobody tries any more is taken out; tells whether there was one.
    pub async fn delete_message(&mut self, id: &MessageId) -> Result<bool, StoreError> {
        sqlx::query(
            "DELETE FROM outbox_item WHERE outbox IN
                 (SELECT id FROM outbox WHERE id = $1 AND given_up_at IS NOT NULL)",
        )
        .bind(id.as_str())
        .execute(&mut *self.transaction)
        .await?;
        let done = sqlx::query("DELETE FROM outbox WHERE id = $1 AND given_up_at IS NOT NULL")
            .bind(id.as_str())
            .execute(&mut *self.transaction)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Every account, as it is within this change.
    pub async fn staff(&mut self) -> Result<Vec<Account>, StoreError> {
        let rows = sqlx::query("SELECT * FROM account ORDER BY id")
            .fetch_all(&mut *self.transaction)
            .await?;
        with_roles(&mut self.transaction, &rows).await
    }

    /// Who prepared a certificate, as the events name them.
    pub async fn preparer(&mut self, number: Serial) -> Result<Option<String>, StoreError> {
        let row = sqlx::query(
            "SELECT actor FROM events WHERE subject = $1 AND action = 'certificate.prepared'",
        )
        .bind(number.to_string())
        .fetch_optional(&mut *self.transaction)
        .await?;
        Ok(row.map(|r| r.try_get(0)).transpose()?)
    }

    /// The language in which somebody last used the desk.
    pub async fn language_of(&mut self, account: &AccountId) -> Result<Language, StoreError> {
        let row = sqlx::query(
            "SELECT language FROM desk_session WHERE account = $1 ORDER BY seen_at DESC LIMIT 1",
        )
        .bind(account.as_str())
        .fetch_optional(&mut *self.transaction)
        .await?;
        let tag: Option<String> = row.map(|r| r.try_get(0)).transpose()?;
        Ok(tag
            .and_then(|tag| Language::from_tag(&tag))
            .unwrap_or_default())
    }
}

async fn one(
    connection: &mut AnyConnection,
    id: &MessageId,
) -> Result<Option<Message>, StoreError> {
    let row = sqlx::query("SELECT * FROM outbox WHERE id = $1")
        .bind(id.as_str())
        .fetch_optional(&mut *connection)
        .await?;
    match row {
        Some(row) => Ok(Some(message(connection, &row).await?)),
        None => Ok(None),
    }
}

pub(super) fn id(row: &AnyRow) -> Result<MessageId, StoreError> {
    let text: String = row.try_get("id")?;
    MessageId::parse(&text).ok_or_else(|| inconsistent("outbox", &text))
}

async fn message(connection: &mut AnyConnection, row: &AnyRow) -> Result<Message, StoreError> {
    let id = id(row)?;
    let items = sqlx::query("SELECT serial, name FROM outbox_item WHERE outbox = $1 ORDER BY name")
        .bind(id.as_str())
        .fetch_all(connection)
        .await?;
    let item = |row: &AnyRow| {
        Ok(Item {
            serial: serial(row, "serial")?,
            name: row.try_get("name")?,
        })
    };
    let impossible = || inconsistent("outbox", id.as_str());
    let account: Option<String> = row.try_get("account")?;
    let chamber: Option<String> = row.try_get("chamber")?;
    let chamber = chamber.map(|c| ChamberId::parse(&c).map_err(|_| impossible()));
    let (staff, chamber) = match (account, chamber.transpose()?) {
        (Some(account), Some(chamber)) => {
            let account = AccountId::parse(&account).map_err(|_| impossible())?;
            (Some((account, chamber)), None)
        }
        (_, chamber) => (None, chamber),
    };
    let reply_to: Option<String> = row.try_get("reply_to")?;
    let attempts: i64 = row.try_get("attempts")?;
    let body: String = row.try_get("body")?;
    let subject: String = row.try_get("subject")?;
    Ok(Message {
        kind: Kind::parse(row.try_get("kind")?).ok_or_else(impossible)?,
        staff,
        chamber,
        recipient: Email::parse(row.try_get("recipient")?).map_err(|_| impossible())?,
        language: Language::from_tag(row.try_get("language")?).ok_or_else(impossible)?,
        reply_to: reply_to
            .map(|text| Email::parse(&text).map_err(|_| impossible()))
            .transpose()?,
        letter: (!body.is_empty()).then_some(Letter { subject, body }),
        items: items.iter().map(item).collect::<Result<_, StoreError>>()?,
        created_at: instant(row, "created_at")?.ok_or_else(impossible)?,
        due_at: instant(row, "due_at")?.ok_or_else(impossible)?,
        attempts: attempts.unsigned_abs(),
        delivery: delivery(row)?.ok_or_else(impossible)?,
        id,
    })
}

fn delivery(row: &AnyRow) -> Result<Option<Delivery>, StoreError> {
    let problem: Option<String> = row.try_get("problem")?;
    let problem = problem.as_deref().and_then(Undelivered::from_data);
    let (sent, given_up) = (instant(row, "sent_at")?, instant(row, "given_up_at")?);
    Ok(match (sent, given_up, problem) {
        (Some(at), ..) => Some(Delivery::Sent(at)),
        (None, Some(at), Some(problem)) => Some(Delivery::GivenUp(at, problem)),
        (None, Some(_), None) => None,
        (None, None, problem) => Some(Delivery::Open(problem)),
    })
}
