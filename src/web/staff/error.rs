//! What goes wrong at the desk, with its status and its page.

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use i18n_embed_fl::fl;
use thiserror::Error;

use super::Site;
use super::frame::{Frame, render};
use super::guest::Guest;
use crate::domain::lifecycle::TransitionError;
use crate::service::ServiceError;
use crate::service::accounts::AccessError;
use crate::service::bulk::ListError;
use crate::store::StoreError;
use crate::texts;

/// Why a request is not answered with its page.
#[derive(Debug, Error)]
pub(super) enum StaffError {
    /// There is no such thing, or it is another chamber's.
    #[error("there is no such thing")]
    NotFound,
    /// No role allows it.
    #[error("no role allows it")]
    Forbidden,
    /// The request comes from another site.
    #[error("the request comes from another site")]
    CrossSite,
    /// The form belongs to another session, or to none.
    #[error("the form belongs to another session")]
    StaleForm,
    /// What was sent is no form.
    #[error("what was sent is no form")]
    Unreadable,
    /// What was sent is too large.
    #[error("what was sent is too large")]
    TooLarge,
    /// A handler asks for what its route does not ask for.
    #[error("a handler asks for what its route does not ask for")]
    Unguarded,
    /// A page could not be made.
    #[error("a page could not be made: {0}")]
    Page(#[from] askama::Error),
    /// A use case refused.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for StaffError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

/// What the reader is told.
enum Told {
    NotFound,
    Forbidden,
    StaleForm,
    Standing(TransitionError),
    AlreadySigned,
    ProposalOpen,
    ProposalGone,
    BadRequest,
    TooLarge,
    Wait,
    Busy,
    Failed,
}

impl StaffError {
    /// Every status of the desk's errors.
    fn told(&self) -> (StatusCode, Told) {
        match self {
            Self::NotFound
            | Self::Service(ServiceError::Access(AccessError::UnknownAccount(_))) => {
                (StatusCode::NOT_FOUND, Told::NotFound)
            }
            Self::Service(
                ServiceError::UnknownCertificate(_)
                | ServiceError::UnknownMunicipality(_)
                | ServiceError::UnknownProgramme(_)
                | ServiceError::UnknownMachine(_)
                | ServiceError::List(ListError::UnknownJob),
            ) => (StatusCode::NOT_FOUND, Told::NotFound),
            Self::Forbidden
            | Self::Service(
                ServiceError::NotAChamber(_)
                | ServiceError::Access(
                    AccessError::NotPermitted(_)
                    | AccessError::Separation(_)
                    | AccessError::OwnAccount,
                ),
            ) => (StatusCode::FORBIDDEN, Told::Forbidden),
            Self::StaleForm | Self::CrossSite => (StatusCode::FORBIDDEN, Told::StaleForm),
            Self::Service(
                ServiceError::Access(
                    AccessError::EnrolmentLost
                    | AccessError::UnknownAssignment
                    | AccessError::RoleHeld { .. }
                    | AccessError::RoleOver
                    | AccessError::NoPassword
                    | AccessError::PasswordsClosed { .. }
                    | AccessError::ProvidersRoles
                    | AccessError::SignInAgain
                    | AccessError::NotOpened
                    | AccessError::Disabled
                    | AccessError::NotDisabled,
                )
                | ServiceError::FollowUp(_)
                | ServiceError::List(_)
                | ServiceError::Store(StoreError::Conflict),
            ) => (StatusCode::CONFLICT, Told::StaleForm),
            Self::Service(ServiceError::Transition(error)) => {
                (StatusCode::CONFLICT, Told::Standing(*error))
            }
            Self::Service(ServiceError::AlreadySigned(_)) => {
                (StatusCode::CONFLICT, Told::AlreadySigned)
            }
            Self::Service(ServiceError::ProposalOpen(_)) => {
                (StatusCode::CONFLICT, Told::ProposalOpen)
            }
            Self::Service(ServiceError::NoProposal(_)) => {
                (StatusCode::CONFLICT, Told::ProposalGone)
            }
            Self::Unreadable => (StatusCode::BAD_REQUEST, Told::BadRequest),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, Told::TooLarge),
            Self::Service(ServiceError::Access(AccessError::TooManyAttempts { .. })) => {
                (StatusCode::TOO_MANY_REQUESTS, Told::Wait)
            }
            Self::Service(ServiceError::Store(
                StoreError::Unreachable(_)
                | StoreError::Busy
                | StoreError::DiskFull
                | StoreError::ReadOnly,
            )) => (StatusCode::SERVICE_UNAVAILABLE, Told::Busy),
            Self::Unguarded | Self::Page(_) | Self::Service(_) => {
                (StatusCode::INTERNAL_SERVER_ERROR, Told::Failed)
            }
        }
    }
}

impl IntoResponse for StaffError {
    /// The gate makes the page: it knows whose it is.
    fn into_response(self) -> Response {
        let mut response = self.told().0.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

#[derive(Template)]
#[template(path = "html/staff/error.html")]
struct ErrorPage {
    frame: Frame,
    title: String,
    text: String,
}

/// The page of an error.
pub(super) fn page(site: &Site, guest: &Guest, error: &StaffError) -> Response {
    let (status, told) = error.told();
    if status.is_server_error() {
        tracing::error!(%error, "a page of the desk failed");
    }
    let t = texts::of(guest.language());
    let (title, text) = match told {
        Told::NotFound => (fl!(t, "desk-not-found"), fl!(t, "desk-not-found-text")),
        Told::Forbidden => (fl!(t, "desk-forbidden"), fl!(t, "desk-forbidden-text")),
        Told::StaleForm => (fl!(t, "desk-stale"), fl!(t, "desk-stale-text")),
        Told::Standing(error) => {
            let text = texts::transition_error(guest.language(), error);
            (fl!(t, "desk-not-now"), text)
        }
        Told::AlreadySigned => (fl!(t, "desk-not-now"), fl!(t, "desk-already-signed")),
        Told::ProposalOpen => (fl!(t, "desk-not-now"), fl!(t, "propose-open")),
        Told::ProposalGone => (fl!(t, "desk-not-now"), fl!(t, "proposal-gone")),
        Told::BadRequest => (fl!(t, "desk-unreadable"), fl!(t, "desk-unreadable-text")),
        Told::TooLarge => (fl!(t, "desk-too-large"), fl!(t, "desk-too-large-text")),
        Told::Wait => (fl!(t, "desk-wait"), fl!(t, "desk-wait-text")),
        Told::Busy => (fl!(t, "desk-busy"), fl!(t, "desk-busy-text")),
        Told::Failed => (fl!(t, "desk-failed"), fl!(t, "desk-failed-text")),
    };
    let page = ErrorPage {
        frame: Frame::of_guest(site, guest),
        title,
        text,
    };
    render(status, guest.language(), &page).unwrap_or_else(|_| status.into_response())
}
