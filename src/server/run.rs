//! Listening, watching for a newer index, stopping in order.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;

use super::limits::{SHUTDOWN_SECONDS, WATCH_SECONDS};
use super::{AppState, router};

/// Why a server could not run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The address is taken, not ours, or not allowed.
    #[error("cannot listen on {address}: {source}; choose another one with --listen")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The listener failed while running.
    #[error("the server stopped: {0}")]
    Serve(#[from] std::io::Error),
}

/// Serves until `stop` is ready, then gives open requests ten seconds to finish. `listening` hears the address,
/// the port chosen by the system where 0 was asked for.
///
/// # Errors
/// [`RunError`] when the address cannot be had or the listener fails.
pub async fn run(
    state: AppState,
    address: SocketAddr,
    listening: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), RunError> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|source| RunError::Listen { address, source })?;
    listening(listener.local_addr()?);
    // What the first misspelt query would wait for is made while nobody waits.
    let searcher = std::sync::Arc::clone(&state.searcher);
    let warmed = state.clone();
    tokio::task::spawn_blocking(move || {
        searcher.warm();
        if let Err(error) = warmed.matcher() {
            tracing::error!(%error, "the matcher cannot be built");
        }
        if let Err(error) = warmed.warm_coverage() {
            tracing::error!(%error, "coverage cannot read the catalogue");
        }
    });
    let watcher = tokio::spawn(watch(state.clone()));
    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = axum::serve(
        listener,
        // The address of the peer: failed log-ins are counted by it.
        router(state).into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(async move {
        stop.await;
        let _ = stopping.send(());
    });
    let served = tokio::select! {
        served = serving => served,
        () = deadline(stopped) => Ok(()),
    };
    watcher.abort();
    Ok(served?)
}

/// Ready some seconds after the server was asked to stop.
async fn deadline(stopped: tokio::sync::oneshot::Receiver<()>) {
    if stopped.await.is_err() {
        // The server ended by itself: there is nothing to wait for.
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(Duration::from_secs(SHUTDOWN_SECONDS)).await;
    tracing::warn!("requests were still open when the time to stop was over");
}

/// Takes up a newer index generation that another process published, and a changed vocabulary.
async fn watch(state: AppState) {
    let mut ticks = tokio::time::interval(Duration::from_secs(WATCH_SECONDS));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    loop {
        ticks.tick().await;
        let state = state.clone();
        let looked = tokio::task::spawn_blocking(move || state.take_up_changes()).await;
        if let Err(failed) = looked {
            tracing::error!(%failed, "looking for a newer index failed");
        }
    }
}
