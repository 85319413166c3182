//! Connections: how many there are at once, how long a client may take, and how the last ones end.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// So many connections are open at once; whoever comes then waits. Usual systems let a process open
/// 1,024 files, and the database and the keys need some of them.
const MOST: usize = 768;
/// So long a client has for the head of a request, and a connection without requests stays open.
const HEAD: Duration = Duration::from_secs(30);
/// So long a client has for the next bytes of a body.
const BODY: Duration = Duration::from_secs(30);
/// So long requests have that are under way when the server ends.
const LAST: Duration = Duration::from_secs(20);

/// Answers whoever connects, until it is told to stop; then what is under way is done to its end.
pub(super) async fn answer(
    mut listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send,
) {
    let router = router.layer(RequestBodyTimeoutLayer::new(BODY));
    let answers = TowerToHyperService::new(router);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let room = Arc::new(Semaphore::new(MOST));
    let open = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let room = Arc::clone(&room).acquire_owned().await;
            (room, Listener::accept(&mut listener).await)
        };
        let (room, (stream, address)) = tokio::select! {
            () = &mut stop => break,
            next = next => next,
        };
        let answers = answers.clone();
        let service = service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(address));
            answers.call(request)
        });
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A client that breaks off, or has no patience left, is nobody's fault here.
            let _ = connection.await;
            drop(room);
        });
    }
    drop(listener);
    if timeout(LAST, open.shutdown()).await.is_err() {
        tracing::warn!("some requests were not answered before the end");
    }
}
