//! `xtask tidy`: what holds of the whole house and no compiler checks.

mod knowledge;
mod literals;
mod manifests;
mod readme;
mod rooms;
mod source;

use crate::metadata::{Metadata, root};
use anyhow::{Result, bail};

/// Checks everything and tells of all faults at once.
///
/// # Errors
/// The faults, a line each with place and remedy.
pub fn run() -> Result<String> {
    let faults = faults()?;
    if !faults.is_empty() {
        bail!("not tidy:\n{}", faults.join("\n"));
    }
    Ok("tidy\n".to_owned())
}

fn faults() -> Result<Vec<String>> {
    let (metadata, files) = (Metadata::load()?, source::files(root())?);
    let mut faults = rooms::faults(&metadata);
    faults.extend(manifests::faults(&metadata)?);
    faults.extend(files.iter().flat_map(source::faults));
    faults.extend(knowledge::faults(root(), &files)?);
    faults.extend(readme::faults(root())?);
    Ok(faults)
}
