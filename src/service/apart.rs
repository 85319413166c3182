//! Work that keeps a processor busy, beside the threads that answer requests.

use std::future::Future;

use super::error::ServiceError;

/// Does the work on a thread of its own. It is done to its end, even if nobody waits for it any
/// more.
pub async fn apart<W, F, T>(work: W) -> Result<T, ServiceError>
where
    W: FnOnce() -> F + Send + 'static,
    F: Future<Output = Result<T, ServiceError>>,
    T: Send + 'static,
{
    let runtime = tokio::runtime::Handle::current();
    let done = tokio::task::spawn_blocking(move || runtime.block_on(work()));
    done.await.map_err(|_| ServiceError::Interrupted)?
}
