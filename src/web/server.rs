//! The HTTP server: poem's endpoint behind hyper, with the limits that poem's own server lacks.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use hyper_util::rt::{TokioIo, TokioTimer};
use poem::{
    Endpoint, EndpointExt, IntoEndpoint, Request, Response,
    endpoint::{DynEndpoint, ToDynEndpoint},
    http::uri::Scheme,
    web::{LocalAddr, RemoteAddr},
};
use tokio::{net::TcpListener, sync::watch};

use super::Limits;

/// Connections at once; more wait in the listener's queue.
const CONNECTIONS: usize = 10_000;
/// How long open requests may go on after the signal to stop.
const SHUTDOWN_PATIENCE: Duration = Duration::from_secs(10);

/// Serves `app` until `stop` ends, then lets open requests finish.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    app: impl IntoEndpoint<Endpoint: 'static>,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let app: Arc<dyn DynEndpoint<Output = Response>> =
        Arc::new(ToDynEndpoint(app.into_endpoint().map_to_response()));
    let places = Arc::new(tokio::sync::Semaphore::new(CONNECTIONS));
    let (stopping, _) = watch::channel(false);
    tokio::pin!(stop);
    loop {
        let place = Arc::clone(&places).acquire_owned().await;
        let (socket, remote) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                // Out of file handles, or the peer is gone already: neither ends the service.
                Err(e) => {
                    tracing::warn!(error = %e, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let _ = socket.set_nodelay(true);
        let local = socket.local_addr().unwrap_or(remote);
        let (app, stopping) = (Arc::clone(&app), stopping.subscribe());
        tokio::spawn(async move {
            let _place = place;
            serve_connection(socket, local, remote, app, limits, stopping).await;
        });
    }
    drop(listener);
    let _ = stopping.send(true);
    // Connections hold a receiver each; none is left when all have ended.
    let _ = tokio::time::timeout(SHUTDOWN_PATIENCE, stopping.closed()).await;
    Ok(())
}

async fn serve_connection(
    socket: tokio::net::TcpStream,
    local: SocketAddr,
    remote: SocketAddr,
    app: Arc<dyn DynEndpoint<Output = Response>>,
    limits: Limits,
    mut stopping: watch::Receiver<bool>,
) {
    let service = hyper::service::service_fn(move |request| {
        let app = Arc::clone(&app);
        async move {
            let request: Request = (
                request,
                LocalAddr(poem::Addr::SocketAddr(local)),
                RemoteAddr(poem::Addr::SocketAddr(remote)),
                Scheme::HTTP,
            )
                .into();
            Ok::<hyper::Response<_>, Infallible>(app.get_response(request).await.into())
        }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(socket), service);
    tokio::pin!(connection);
    tokio::select! {
        _ = &mut connection => {}
        _ = stopping.changed() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}
