//! A service that does not answer costs its patience only once: whoever needs it soon after is told
//! at once, instead of waiting in vain again.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// How urgently a service is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody waits for the answer.
    Awaited,
    /// Nobody does: this is how it is found out that the service answers again.
    Background,
}

impl Urgency {
    /// How long after a failure the service is not asked. In the background it is shorter than the
    /// pauses of whoever catches up, and longer than a run of one command usually takes.
    const fn rest(self) -> SignedDuration {
        match self {
            Self::Awaited => SignedDuration::from_mins(5),
            Self::Background => SignedDuration::from_secs(45),
        }
    }
}

/// What is known of a service's last failure, for the life of this process.
#[derive(Debug, Default)]
pub(super) struct Outage(Mutex<Option<Timestamp>>);

impl Outage {
    /// Whether the service is not worth asking.
    pub fn lasts(&self, at: Timestamp, urgency: Urgency) -> bool {
        let since = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        since.is_some_and(|since| at.duration_since(since) < urgency.rest())
    }

    /// The service failed whoever asked it at this instant.
    pub fn begin(&self, at: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(at);
    }

    /// The service answers.
    pub fn end(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
