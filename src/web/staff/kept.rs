//! Forms that came after the session of whoever sent them had ended: kept for a while, and shown
//! again to the same account.
//!
//! In memory only, without passwords, passphrases, codes and files, and few in all: the process
//! forgets whatever does not fit, whatever is old, and everything when it ends.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use hashlink::LruCache;
use i18n_embed_fl::fl;
use jiff::{SignedDuration, Timestamp};

use super::Site;
use super::form::FormView;
use super::guest::Staff;
use crate::domain::account::AccountId;
use crate::service::accounts::{Token, Visit};
use crate::texts;

/// So long is a form kept,
const KEPT: SignedDuration = SignedDuration::from_mins(30);
/// of so many accounts,
const MOST_FORMS: usize = 64;
/// and if all that was typed has at most so many bytes.
const LARGEST: usize = 64 << 10;

/// Of so many sessions it is known whose they are, or were.
const MOST_SESSIONS: usize = 1024;

/// Whose session it is, or was.
#[derive(Debug, Clone)]
pub(super) struct Owner {
    pub account: AccountId,
    /// The session, which forms are bound to.
    pub session: String,
}

/// The forms that are kept.
pub(in crate::web) struct KeptForms(Mutex<Memory>);

struct Memory {
    /// By the digest of the session's token.
    owners: LruCache<String, Owner>,
    forms: LruCache<AccountId, KeptForm>,
}

struct KeptForm {
    /// The page on which it stands.
    page: String,
    fields: Vec<(String, String)>,
    since: Timestamp,
}

impl KeptForms {
    /// Remembers whose session it is, for when it has ended.
    pub(super) fn remember(&self, token: &Token, visit: &Visit) {
        self.memory().owners.insert(
            token.digest(),
            Owner {
                account: visit.account.id.clone(),
                session: visit.session.id.clone(),
            },
        );
    }

    /// Whose session a token belonged to.
    pub(super) fn owner(&self, token: &Token) -> Option<Owner> {
        self.memory().owners.get(&token.digest()).cloned()
    }

    /// Keeps what was typed in a form of a page.
    pub(super) fn keep(&self, account: AccountId, page: &str, form: FormView, at: Timestamp) {
        let fields = form.into_values();
        let size: usize = fields.iter().map(|(n, v)| n.len() + v.len()).sum();
        if fields.is_empty() || size > LARGEST {
            return;
        }
        let form = KeptForm {
            page: page.to_owned(),
            fields,
            since: at,
        };
        self.memory().forms.insert(account, form);
    }

    /// Forgets what was kept long enough.
    pub(in crate::web) fn forget(&self, at: Timestamp) {
        let mut memory = self.memory();
        memory.forms.retain(|_, form| !form.is_old(at));
    }

    fn take(&self, account: &AccountId, page: &str, at: Timestamp) -> Option<KeptForm> {
        let mut memory = self.memory();
        memory.forms.get(account).filter(|form| form.page == page)?;
        memory.forms.remove(account).filter(|form| !form.is_old(at))
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeptForm {
    fn is_old(&self, at: Timestamp) -> bool {
        at.duration_since(self.since) >= KEPT
    }
}

impl Default for KeptForms {
    fn default() -> Self {
        Self(Mutex::new(Memory {
            owners: LruCache::new(MOST_SESSIONS),
            forms: LruCache::new(MOST_FORMS),
        }))
    }
}

impl fmt::Debug for KeptForms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeptForms(…)")
    }
}

impl Staff {
    /// The form of a page before anything is typed; or as it was sent when the session had ended,
    /// once, and the page says so. What is filled in in advance does not count then.
    pub(super) fn form(&self, site: &Site) -> FormView {
        let kept = site
            .kept_forms()
            .take(&self.account.id, &self.guest.path, self.at());
        match kept {
            Some(kept) => {
                let note = fl!(texts::of(self.language()), "form-kept");
                FormView::kept(kept.fields, note)
            }
            None => FormView::new(),
        }
    }
}
