//! The problems that the OpenAPI document tells of: by what one asks for, what may go wrong.

use utoipa::IntoResponses;

use super::problem::Problem;

/// What may go wrong with everything that is read.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only described")]
pub(super) enum Reading {
    /// A parameter makes no sense.
    #[response(status = 400, content_type = "application/problem+json")]
    Parameter(Problem),
    /// The register cannot be asked; try again later.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}

/// What may go wrong with everything that needs a token.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only described")]
pub(super) enum WithToken {
    /// There is no token, or it does not count (any more).
    #[response(status = 401, content_type = "application/problem+json")]
    Token(Problem),
    /// The token's scope does not open this, or it is another chamber's.
    #[response(status = 403, content_type = "application/problem+json")]
    Scope(Problem),
    /// Too many requests; `Retry-After` says how many seconds to wait.
    #[response(status = 429, content_type = "application/problem+json")]
    Wait(Problem),
    /// The database cannot be asked; try again later, with the same key.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
    /// The server failed; nothing happened.
    #[response(status = 500, content_type = "application/problem+json")]
    Failed(Problem),
}

/// What may go wrong with every write.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only described")]
pub(super) enum Writing {
    /// The idempotency key is missing, or the body is not JSON of this shape.
    #[response(status = 400, content_type = "application/problem+json")]
    Unreadable(Problem),
    /// The same write is being done, or something stands against it: other certificates of the same
    /// mark and recipient (`serials`), or a chamber without a key.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// The body is larger than 64 KiB.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// The body is not announced as `application/json`.
    #[response(status = 415, content_type = "application/problem+json")]
    NotJson(Problem),
    /// A field makes no sense (`field`), or the key was used for another request.
    #[response(status = 422, content_type = "application/problem+json")]
    Unfit(Problem),
}
