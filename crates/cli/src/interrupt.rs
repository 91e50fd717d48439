//! Ctrl-C and a request to end: the first lets what is under way be finished, the second ends at once (the record
//! stands that too).

use anyhow::{Context, Result};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Exit status of a command that was broken off at once, as shells have it (128 and the signal's number).
const BROKEN_OFF: i32 = 130;

/// Whether somebody asked to stop.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Whether somebody asked to stop.
    pub fn asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Listens for signals from now on.
///
/// # Errors
/// The system does not let us, or somebody listens already.
pub fn watch() -> Result<Stop> {
    let stop = Stop::default();
    let asked = stop.clone();
    ctrlc::set_handler(move || {
        if asked.0.swap(true, Ordering::Relaxed) {
            std::process::exit(BROKEN_OFF);
        }
    })
    .context("Ctrl-C cannot be listened for")?;
    Ok(stop)
}
