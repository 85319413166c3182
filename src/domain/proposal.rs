//! Four eyes: a step that one person proposes and another confirms.

use jiff::Timestamp;

use super::account::AccountId;
use super::lifecycle::{Standing, TransitionError};
use super::serial::Serial;

/// A step in the life of an issued certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Its use rests.
    Suspend,
    /// The suspension is lifted.
    Reinstate,
    /// It no longer counts, for good.
    Withdraw,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 3] = [Self::Suspend, Self::Reinstate, Self::Withdraw];

    /// The name in data and addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Reinstate => "reinstate",
            Self::Withdraw => "withdraw",
        }
    }

    /// The step of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == name)
    }

    /// How a certificate stands after the step.
    pub fn take(
        self,
        standing: &Standing,
        reason: &str,
        at: Timestamp,
    ) -> Result<Standing, TransitionError> {
        match self {
            Self::Suspend => standing.suspend(reason.to_owned(), at),
            Self::Reinstate => standing.reinstate(),
            Self::Withdraw => standing.withdraw(reason.to_owned(), at),
        }
    }
}

/// A step that waits to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its identifier, hexadecimal.
    pub id: String,
    /// The certificate.
    pub serial: Serial,
    /// What is to be done.
    pub step: Step,
    /// Why, for staff; never public.
    pub reason: String,
    /// Who proposes it.
    pub by: AccountId,
    /// Since when it waits.
    pub at: Timestamp,
}
