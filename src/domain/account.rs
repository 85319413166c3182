//! Accounts: who works at a chamber's desk, and in which roles.

use std::fmt;

use jiff::Timestamp;
use thiserror::Error;

use super::chamber::ChamberId;
use super::identity::Identity;
use super::permission::{Action, Role};
use super::validity::{Day, Term};

/// An account's name in the audit trail: `acc-` and 16 hexadecimal digits. It tells nothing about
/// the person, because the trail is never erased.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(String);

/// A text that is no value of an account.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AccountError {
    /// No account's identifier.
    #[error("{0:?} is not an account's identifier")]
    Id(String),
    /// No address.
    #[error("{0:?} is not an e-mail address")]
    Email(String),
    /// No name, or one of more than 120 characters.
    #[error("{0:?} is not a name (1 to 120 characters)")]
    Name(String),
}

const ID_PREFIX: &str = "acc-";

impl AccountId {
    /// An identifier from random bytes.
    pub fn new(random: [u8; 8]) -> Self {
        Self(format!("{ID_PREFIX}{}", hex::encode(random)))
    }

    /// Reads an identifier.
    pub fn parse(text: &str) -> Result<Self, AccountError> {
        let digits = text.strip_prefix(ID_PREFIX).unwrap_or_default();
        let fits = digits.len() == 16
            && digits
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(AccountError::Id(text.to_owned()))
        }
    }

    /// The identifier.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An e-mail address, in lower case; people sign in with it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(String);

impl Email {
    /// Reads an address: something, one `@`, and a host with a dot. Whether somebody reads what is
    /// sent there, only sending tells.
    pub fn parse(text: &str) -> Result<Self, AccountError> {
        let address = text.trim().to_lowercase();
        let fits = address.len() <= 254
            && !address.chars().any(|c| c.is_whitespace() || c.is_control())
            && address.split_once('@').is_some_and(|(local, host)| {
                (1..=64).contains(&local.len())
                    && host.split('.').count() > 1
                    && host.split('.').all(|label| !label.is_empty())
                    && host
                        .chars()
                        .all(|c| c.is_alphanumeric() || "-.".contains(c))
            });
        if fits {
            Ok(Self(address))
        } else {
            Err(AccountError::Email(text.trim().to_owned()))
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A person's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    /// Reads a name of 1 to 120 characters; runs of spaces count as one.
    pub fn parse(text: &str) -> Result<Self, AccountError> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = (1..=120).contains(&name.chars().count()) && !name.contains(char::is_control);
        if fits {
            Ok(Self(name))
        } else {
            Err(AccountError::Name(name))
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A role that somebody has, for good or for certain days: that is how a deputy is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Its identifier, hexadecimal.
    pub id: String,
    /// The role.
    pub role: Role,
    /// The first and the last day in Berlin; none: until it is taken back.
    pub term: Option<Term>,
}

impl Assignment {
    /// Whether the role counts on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.term
            .is_none_or(|term| term.from() <= day && day <= term.until())
    }

    /// Whether there is a day on which it counts and a further one would count too; none for its
    /// term: it would count on every day.
    pub fn meets(&self, term: Option<Term>) -> bool {
        match (self.term, term) {
            (Some(one), Some(other)) => one.from() <= other.until() && other.from() <= one.until(),
            _ => true,
        }
    }

    /// Whether the role no longer counts, nor ever will.
    pub fn is_over_on(&self, day: Day) -> bool {
        self.term.is_some_and(|term| term.until() < day)
    }
}

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// Nobody has chosen a password yet, or come from the chamber's identity provider.
    Invited,
    /// In use.
    Active,
    /// Closed by an administrator.
    Disabled {
        /// Since when.
        since: Timestamp,
    },
}

/// A person's account. It belongs to one chamber.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its identifier.
    pub id: AccountId,
    /// The chamber.
    pub chamber: ChamberId,
    /// What the person signs in with.
    pub email: Email,
    /// The person.
    pub name: PersonName,
    /// The roles, past and future ones included.
    pub roles: Vec<Assignment>,
    /// How it stands.
    pub state: AccountState,
    /// Who the person is at the chamber's identity provider, if they sign in there. They have no
    /// password here then.
    pub identity: Option<Identity>,
    /// Whether one-time codes are set up.
    pub second_factor: bool,
    /// When the person last signed in.
    pub signed_in_at: Option<Timestamp>,
    /// Whether it is part of a demonstration, so that its password is public.
    pub sample: bool,
}

impl Account {
    /// Whether a role that counts at an instant allows it.
    pub fn may(&self, action: Action, at: Timestamp) -> bool {
        let day = Day::of(at);
        self.roles
            .iter()
            .any(|a| a.holds_on(day) && action.is_open_to(a.role))
    }

    /// What somebody has of a role already, on the days of a further assignment of it.
    pub fn already(&self, role: Role, term: Option<Term>, today: Day) -> Option<&Assignment> {
        let counts = |a: &&Assignment| a.role == role && !a.is_over_on(today);
        self.roles.iter().filter(counts).find(|a| a.meets(term))
    }

    /// Whether the person has to set up one-time codes: before a role begins that needs them.
    pub fn needs_second_factor(&self, at: Timestamp) -> bool {
        let day = Day::of(at);
        self.roles
            .iter()
            .any(|a| !a.is_over_on(day) && a.role.needs_second_factor())
    }
}
