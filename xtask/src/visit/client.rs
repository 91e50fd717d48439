//! A visitor without eyes: asks for pages over one connection of this machine.

use anyhow::{Context, Result, bail};
use http_body_util::{BodyExt, Empty};
use hyper::{
    Request,
    body::Bytes,
    client::conn::http1::{SendRequest, handshake},
};
use hyper_util::rt::TokioIo;
use std::time::{Duration, Instant};
use tokio::{net::TcpStream, time::timeout};

/// How long a page may take until it counts as an error.
const PATIENCE: Duration = Duration::from_secs(60);

/// A page as it came.
pub struct Page {
    /// What it weighs and says.
    pub body: Bytes,
    /// From the question until the last byte.
    pub took: Duration,
}

/// A connection, opened anew where the server closed it.
pub struct Client {
    port: u16,
    open: Option<SendRequest<Empty<Bytes>>>,
}

impl Client {
    /// Of a server of this machine: only the port of its address counts.
    ///
    /// # Errors
    /// The address has no port.
    pub fn of(address: &str) -> Result<Self> {
        let port = address.rsplit(':').next().and_then(|p| p.parse().ok());
        Ok(Client { port: port.context("no port")?, open: None })
    }

    /// A page.
    ///
    /// # Errors
    /// No answer in time, or another than 200.
    pub async fn get(&mut self, path: &str) -> Result<Page> {
        let begun = Instant::now();
        let body = timeout(PATIENCE, self.asked(path)).await;
        let body = body.with_context(|| format!("{path}: no answer"))??;
        Ok(Page { body, took: begun.elapsed() })
    }

    /// A page's JSON.
    ///
    /// # Errors
    /// As [`Client::get`], or it is none.
    pub async fn json(&mut self, path: &str) -> Result<serde_json::Value> {
        let page = self.get(path).await?;
        serde_json::from_slice(&page.body).with_context(|| path.to_owned())
    }

    async fn asked(&mut self, path: &str) -> Result<Bytes> {
        let request = Request::get(path).header("host", format!("localhost:{}", self.port));
        let request = request.header("accept-language", "en").body(Empty::new())?;
        let response = self.connection().await?.send_request(request).await;
        let response = response.with_context(|| path.to_owned())?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        if status != 200 {
            bail!("{path}: {status}");
        }
        Ok(body)
    }

    async fn connection(&mut self) -> Result<&mut SendRequest<Empty<Bytes>>> {
        let open = self.open.take();
        let usable = match open {
            Some(mut sender) => sender.ready().await.is_ok().then_some(sender),
            None => None,
        };
        let sender = match usable {
            Some(sender) => sender,
            None => self.connected().await?,
        };
        Ok(self.open.insert(sender))
    }

    async fn connected(&self) -> Result<SendRequest<Empty<Bytes>>> {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // What goes wrong with the connection is told to whoever waits for an answer.
        tokio::spawn(async move { drop(connection.await) });
        Ok(sender)
    }
}
