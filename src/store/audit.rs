//! Looking into the audit trail: parts of the chain, what somebody looks for in it, its digests.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::events::{Head, StoredEvent};
use super::rows::{self, count_of, inconsistent};
use crate::domain::account::AccountId;
use crate::domain::chamber::ChamberId;
use crate::domain::digest::SignedDigest;
use crate::domain::programme::ProgrammeId;
use crate::domain::validity::Day;

/// What is looked for in the trail; what is empty does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// From this instant.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// By whom.
    pub actor: Actor,
    /// Of what.
    pub subject: String,
    /// Kinds of events.
    pub kinds: Vec<&'static str>,
}

/// Who did something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Actor {
    /// Whoever.
    #[default]
    Anybody,
    /// Exactly this one.
    One(String),
    /// A machine of a chamber.
    Machines,
    /// Whoever works on the command line.
    Commands,
}

/// For whose eyes.
#[derive(Debug, Clone)]
pub struct Eyes<'a> {
    /// The chamber. Of the accounts and machines of others nothing is shown.
    pub chamber: &'a ChamberId,
    /// The programmes in which it takes part. Of certificates of others nothing is shown.
    pub programmes: &'a [ProgrammeId],
}

/// Which part of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The newest before this event, newest first.
    Before(i64),
    /// The oldest after this event, oldest first.
    After(i64),
}

/// An event, and whether these eyes may see more of it than that it is there.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The event.
    pub event: StoredEvent,
    /// Whether it may be shown.
    pub shown: bool,
}

/// Whether what an event is about is another chamber's alone.
macro_rules! hidden {
    () => {
        "(EXISTS (SELECT 1 FROM account WHERE id = events.subject AND chamber <> $2)
         OR EXISTS (SELECT 1 FROM machine_token WHERE id = events.subject AND chamber <> $2)
         OR EXISTS (SELECT 1 FROM certificate WHERE serial = events.subject
             AND $3 NOT LIKE '%,' || programme || ',%'))"
    };
}

/// What is found: the conditions in which an index helps, and the order. Of the other conditions,
/// each is fulfilled by an empty value.
macro_rules! found {
    ($indexed:literal, $period:literal, $order:literal) => {
        concat!(
            "SELECT * FROM (SELECT events.*, CAST(CASE WHEN ",
            hidden!(),
            " THEN 0 ELSE 1 END AS BIGINT) AS shown FROM events) AS seen WHERE ",
            $indexed,
            $period,
            " AND ($7 = '' OR actor LIKE $7)
                 AND ($8 = 0 OR (actor NOT LIKE 'acc-%' AND actor NOT LIKE 'machine-%'
                     AND actor <> 'server'))
                 AND ($10 = '' OR $10 LIKE '%,' || action || ',%')
                 AND (shown = 1 OR $11 = 1) ",
            $order
        )
    };
}

/// The query for a filter and a part. Where no period is asked for, its index must not be used:
/// every event would be in it, and would have to be sorted.
const fn query(by_actor: bool, by_subject: bool, period: bool, part: Part) -> &'static str {
    macro_rules! ordered {
        ($indexed:literal, $period:literal) => {
            match part {
                Part::Before(_) => found!(
                    $indexed,
                    $period,
                    "AND seq < $1 ORDER BY seq DESC LIMIT $12"
                ),
                Part::After(_) => {
                    found!($indexed, $period, "AND seq > $1 ORDER BY seq LIMIT $12")
                }
            }
        };
    }
    match (by_actor, by_subject, period) {
        (_, true, _) => ordered!(
            "subject = $9 AND ($6 = '' OR actor = $6)",
            " AND +at >= $4 AND +at < $5"
        ),
        (true, false, _) => ordered!(
            "actor = $6 AND ($9 = '' OR subject = $9)",
            " AND +at >= $4 AND +at < $5"
        ),
        (false, false, true) => ordered!("$6 = '' AND $9 = ''", " AND at >= $4 AND at < $5"),
        (false, false, false) => ordered!("$6 = '' AND $9 = ''", " AND $4 < $5"),
    }
}

impl Eyes<'_> {
    fn listed(&self) -> String {
        listed(self.programmes.iter().map(ProgrammeId::as_str))
    }
}

impl Store {
    /// The recorded end of the chain.
    pub async fn head(&self) -> Result<Head, StoreError> {
        let row = sqlx::query("SELECT seq, hash FROM event_head WHERE id = 1");
        let row = row.fetch_one(&self.pool).await?;
        Ok(Head {
            seq: row.try_get(0)?,
            hash: row.try_get(1)?,
        })
    }

    /// The event with this number.
    pub async fn event(&self, seq: i64) -> Result<Option<StoredEvent>, StoreError> {
        let row = sqlx::query("SELECT * FROM events WHERE seq = $1").bind(seq);
        let row = row.fetch_optional(&self.pool).await?;
        row.as_ref().map(rows::event).transpose()
    }

    /// The first events after one, in order, so many at most.
    pub async fn events_after(&self, seq: i64, limit: i64) -> Result<Vec<StoredEvent>, StoreError> {
        let rows = sqlx::query("SELECT * FROM events WHERE seq > $1 ORDER BY seq LIMIT $2")
            .bind(seq)
            .bind(limit)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(rows::event).collect()
    }

    /// A part of what somebody looks for, so many events at most. What these eyes may not see is
    /// left out, or, `with_hidden`, marked.
    pub async fn find_events(
        &self,
        filter: &EventFilter,
        eyes: &Eyes<'_>,
        part: Part,
        limit: i64,
        with_hidden: bool,
    ) -> Result<Vec<Seen>, StoreError> {
        let (Part::Before(from) | Part::After(from)) = part;
        let (actor, pattern, commands) = match &filter.actor {
            Actor::Anybody => ("", "", 0_i64),
            Actor::One(actor) => (actor.as_str(), "", 0),
            Actor::Machines => ("", "machine-%", 0),
            Actor::Commands => ("", "", 1),
        };
        let period = filter.from.is_some() || filter.until.is_some();
        let sql = query(!actor.is_empty(), !filter.subject.is_empty(), period, part);
        let instant =
            |at: Option<Timestamp>, otherwise| at.map_or(otherwise, Timestamp::as_millisecond);
        let rows = sqlx::query(sql)
            .bind(from)
            .bind(eyes.chamber.as_str())
            .bind(eyes.listed())
            .bind(instant(filter.from, i64::MIN))
            .bind(instant(filter.until, i64::MAX))
            .bind(actor)
            .bind(pattern)
            .bind(commands)
            .bind(filter.subject.as_str())
            .bind(if filter.kinds.is_empty() {
                String::new()
            } else {
                listed(filter.kinds.iter().copied())
            })
            .bind(i64::from(with_hidden))
            .bind(limit)
            .fetch_all(&self.pool)
            .await?;
        let seen = |row: &AnyRow| {
            let shown: i64 = row.try_get("shown")?;
            Ok(Seen {
                event: rows::event(row)?,
                shown: shown == 1,
            })
        };
        rows.iter().map(seen).collect()
    }

    /// The accounts of other chambers that did something that a chamber may see.
    pub async fn acting_accounts(&self, eyes: &Eyes<'_>) -> Result<Vec<AccountId>, StoreError> {
        let sql = concat!(
            "SELECT who.id FROM account AS who WHERE who.chamber <> $1 AND EXISTS (
                 SELECT 1 FROM events WHERE actor = who.id AND $1 = $2 AND NOT ",
            hidden!(),
            ")"
        );
        let rows = sqlx::query(sql)
            .bind(eyes.chamber.as_str())
            .bind(eyes.chamber.as_str())
            .bind(eyes.listed())
            .fetch_all(&self.pool)
            .await?;
        let id = |row: &AnyRow| {
            let id: String = row.try_get(0)?;
            AccountId::parse(&id).map_err(|_| inconsistent("account", &id))
        };
        rows.iter().map(id).collect()
    }

    /// The number of the last event before an instant; 0 if there is none.
    pub async fn last_event_before(&self, at: Timestamp) -> Result<i64, StoreError> {
        let row = sqlx::query("SELECT COALESCE(MAX(seq), 0) FROM events WHERE at < $1")
            .bind(at.as_millisecond())
            .fetch_one(&self.pool);
        Ok(row.await?.try_get(0)?)
    }

    /// The digest of a day.
    pub async fn digest(&self, day: Day) -> Result<Option<SignedDigest>, StoreError> {
        let row = sqlx::query("SELECT text FROM audit_digest WHERE day = $1")
            .bind(count_of(day))
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(digest).transpose()
    }

    /// The newest digests, newest first, so many at most.
    pub async fn digests(&self, limit: i64) -> Result<Vec<SignedDigest>, StoreError> {
        let rows = sqlx::query("SELECT text FROM audit_digest ORDER BY day DESC LIMIT $1")
            .bind(limit)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(digest).collect()
    }
}

impl Change {
    /// Keeps a digest; a second one of the same day is a conflict.
    pub async fn insert_digest(&mut self, signed: &SignedDigest) -> Result<(), StoreError> {
        let digest = &signed.digest;
        sqlx::query("INSERT INTO audit_digest (day, last_seq, head, text) VALUES ($1, $2, $3, $4)")
            .bind(count_of(digest.day))
            .bind(digest.last)
            .bind(digest.head.as_str())
            .bind(signed.text())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}

/// `,a,b,`: whether something is in it, a query finds with LIKE.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.fold(",".to_owned(), |list, name| format!("{list}{name},"))
}

fn digest(row: &AnyRow) -> Result<SignedDigest, StoreError> {
    let text: String = row.try_get(0)?;
    SignedDigest::find(&text).ok_or_else(|| inconsistent("audit_digest", &text))
}
