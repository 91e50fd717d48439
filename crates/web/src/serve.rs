//! Connections: accepted, bounded in number and in time, and let finish when the server stops.

use crate::app::Pages;
use axum::body::Body;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{future::Future, io, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

/// How much a visitor may take of the server.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at once; more wait to be accepted.
    pub connections: usize,
    /// Time for the head of a request to come, and between two requests.
    pub head: Duration,
    /// Time in which at least a byte comes or goes.
    pub idle: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Limits { connections: 1024, head: seconds(10), idle: seconds(30) }
    }
}

/// How long connections may take to finish when the server stops.
const FAREWELL: Duration = Duration::from_secs(5);

/// Serves the pages until `stop` comes; then lets what is being answered finish.
///
/// # Errors
/// None: what goes wrong with a connection ends that connection.
pub async fn serve(
    listener: TcpListener,
    pages: impl Pages,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let room = Arc::new(Semaphore::new(limits.connections));
    let (farewell, stopping) = watch::channel(());
    let accepting = async {
        loop {
            let Ok(place) = room.clone().acquire_owned().await else { return };
            match listener.accept().await {
                Ok((stream, _)) => {
                    let (pages, stopping) = (pages.clone(), stopping.clone());
                    tokio::spawn(attend(stream, pages, limits, stopping, place));
                }
                // Out of file handles, or a visitor that left: others may do better in a moment.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    };
    tokio::select! { () = accepting => {}, () = stop => {} }
    drop((listener, stopping));
    let _ = farewell.send(());
    let _ = tokio::time::timeout(FAREWELL, farewell.closed()).await;
    Ok(())
}

/// Attends to one connection.
async fn attend(
    stream: TcpStream,
    pages: impl Pages,
    limits: Limits,
    mut stopping: watch::Receiver<()>,
    _place: OwnedSemaphorePermit,
) {
    let mut stream = TimeoutStream::new(stream);
    stream.set_read_timeout(Some(limits.idle));
    stream.set_write_timeout(Some(limits.idle));
    let pages = pages.map_request(|r: hyper::Request<hyper::body::Incoming>| r.map(Body::new));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(pages));
    tokio::pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stopping.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
