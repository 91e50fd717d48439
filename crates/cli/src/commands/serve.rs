//! `kroniek serve`: the record in a browser.

use crate::{args::ServeArgs, chain, house::Rooms, trouble::Trouble, ui};
use anyhow::{Context, Result, anyhow};
use kroniek_record::Record;
use kroniek_web::{App, Limits, Settings, serve, service};
use std::{net::SocketAddr, time::Duration};
use tokio::net::TcpListener;

/// How long a page may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs the command until it is told to stop.
pub fn run(args: &ServeArgs, trouble: &Trouble) -> Result<()> {
    let rooms = Rooms::open(&args.reading)?;
    trouble.note_if_older(&args.store.db);
    chain::tell_effects(&mut Record::open(&args.store.db)?, args.reading.data.as_deref(), trouble)?;
    let runtime = tokio::runtime::Runtime::new().context("no threads to serve on")?;
    runtime.block_on(async {
        let wanted = SocketAddr::new(args.address, args.port);
        let listener = TcpListener::bind(wanted)
            .await
            .with_context(|| format!("{wanted} cannot be listened at; try another --port"))?;
        let address = listener.local_addr()?;
        let (db, token) = (args.store.db.clone(), args.token.clone());
        let settings = Settings { db, address, token, patience: PATIENCE };
        let app = App::new(&settings, rooms).map_err(|e| anyhow!(e))?;
        trouble.note(ui::fill("serve.at", &[&args.store.db.display(), &named(address)]));
        Ok(serve(listener, service(app), Limits::default(), told_to_stop()).await?)
    })
}

/// This machine by its usual name.
fn named(address: SocketAddr) -> String {
    match address.ip().is_loopback() {
        true => format!("localhost:{}", address.port()),
        false => address.to_string(),
    }
}

/// Waits for Ctrl-C or a request to end.
async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut end) = signal(SignalKind::terminate()) {
            tokio::select! { _ = tokio::signal::ctrl_c() => {}, _ = end.recv() => {} }
            return;
        }
    }
    _ = tokio::signal::ctrl_c().await;
}
