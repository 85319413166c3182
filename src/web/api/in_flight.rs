//! Writes that are being done: the same one, sent again meanwhile, is told to wait.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::service::other_systems::Write;

/// The writes that this process is doing.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct InFlight(Arc<Mutex<HashSet<Name>>>);

/// A token and a key.
type Name = (String, String);

/// A write that is being done, until this is dropped.
#[derive(Debug)]
pub(super) struct Flight {
    name: Name,
    all: InFlight,
}

impl InFlight {
    /// Begins a write; nothing if it is being done.
    pub(super) fn begin(&self, write: &Write) -> Option<Flight> {
        let name = (write.machine.id.clone(), write.key.as_str().to_owned());
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.insert(name.clone()).then(|| Flight {
            name,
            all: self.clone(),
        })
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        let mut open = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.remove(&self.name);
    }
}
