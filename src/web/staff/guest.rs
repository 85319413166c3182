//! Who comes: a guest whom nobody knows yet, or staff.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;

use super::error::StaffError;
use crate::domain::account::Account;
use crate::domain::language::Language;
use crate::domain::permission::Action;
use crate::service::By;
use crate::service::accounts::{Authority, Visit};
use crate::store::Session;
use crate::web::language::Speaks;

/// Whoever comes, at the instant of the request. The gate makes it; a handler takes it as an
/// argument.
#[derive(Debug, Clone)]
pub(super) struct Guest {
    /// The instant of the request; there is no other one in it.
    pub at: Timestamp,
    /// The language, and whether the address chose it.
    pub speaks: Speaks,
    /// The path, without what follows `?`.
    pub path: String,
    /// The key of a notice that the page before left (`?done=…`).
    pub done: Option<String>,
    /// The client, as far as it is known.
    pub client: Option<IpAddr>,
    /// What forms are bound to.
    pub binding: String,
    /// Who it is, if there is a session.
    pub visit: Option<Visit>,
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub(super) struct Staff {
    /// Who.
    pub account: Account,
    /// Their session.
    pub session: Session,
    /// What is known of every guest.
    pub guest: Guest,
}

impl Guest {
    /// The language of the answer.
    pub(super) fn language(&self) -> Language {
        self.speaks.language
    }
}

impl Staff {
    /// The language of the answer.
    pub(super) fn language(&self) -> Language {
        self.guest.language()
    }

    /// The instant of the request.
    pub(super) fn at(&self) -> Timestamp {
        self.guest.at
    }

    /// Who does it and when, for the use cases.
    pub(super) fn by(&self) -> By<'_> {
        By {
            actor: self.account.id.as_str(),
            at: self.guest.at,
        }
    }

    /// By what right they look after accounts.
    pub(super) fn authority(&self) -> Authority<'_> {
        Authority::Administrator(&self.account)
    }

    /// Whether a role that counts now allows it: for what a page shows.
    pub(super) fn may(&self, action: Action) -> bool {
        self.account.may(action, self.guest.at)
    }

    /// Refuses what no role allows: for a route whose entry in the table does not say it all.
    pub(super) fn require(&self, action: Action) -> Result<(), StaffError> {
        if self.may(action) {
            Ok(())
        } else {
            Err(StaffError::Forbidden)
        }
    }

    /// The session together with the account, for the use cases.
    pub(super) fn visit(&self) -> Visit {
        Visit {
            session: self.session.clone(),
            account: self.account.clone(),
        }
    }
}

/// Leads to a page of the desk after something was done, where the text `done-{key}` tells it.
pub(super) fn done(path: &str, key: &str) -> Response {
    Redirect::to(&format!("{path}?done={key}")).into_response()
}

impl<S: Sync> FromRequestParts<S> for Guest {
    type Rejection = StaffError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StaffError> {
        parts.extensions.get().cloned().ok_or(StaffError::Unguarded)
    }
}

impl<S: Sync> FromRequestParts<S> for Staff {
    type Rejection = StaffError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, StaffError> {
        let guest = Guest::from_request_parts(parts, state).await?;
        let visit = guest.visit.clone().filter(Visit::is_complete);
        let Visit { session, account } = visit.ok_or(StaffError::Unguarded)?;
        Ok(Self {
            account,
            session,
            guest,
        })
    }
}
