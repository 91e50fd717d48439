//! Every room keeps the lints of the house, documentation of public items among them.

use crate::metadata::{Metadata, root};
use anyhow::{Context, Result};
use std::{fs, path::Path};
use toml::Table;

/// Manifests that do not take the workspace's lints, and lints that the workspace lost.
///
/// # Errors
/// A manifest cannot be read.
pub fn faults(metadata: &Metadata) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for package in metadata.ours() {
        let place = &package.manifest_path;
        let manifest = read(place)?;
        if !keeps_lints(&manifest) {
            faults.push(format!("{}: [lints] without `workspace = true`", place.display()));
        }
    }
    if !documents(&read(&root().join("Cargo.toml"))?) {
        faults.push("Cargo.toml: [workspace.lints.rust] without `missing_docs`".to_owned());
    }
    Ok(faults)
}

fn read(path: &Path) -> Result<Table> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.parse().with_context(|| path.display().to_string())
}

/// The workspace's lints, or (for the trainer, which prints) its own that ask for documentation.
fn keeps_lints(manifest: &Table) -> bool {
    let Some(lints) = manifest.get("lints") else { return false };
    let workspace = lints.get("workspace").and_then(toml::Value::as_bool) == Some(true);
    workspace || lints.get("rust").is_some_and(|rust| rust.get("missing_docs").is_some())
}

fn documents(manifest: &Table) -> bool {
    let lints = manifest.get("workspace").and_then(|w| w.get("lints")?.get("rust"));
    lints.is_some_and(|rust| rust.get("missing_docs").is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lints_are_the_workspaces_or_ask_for_documentation() {
        let keeps = |text: &str| keeps_lints(&text.parse().unwrap());
        assert!(keeps("[lints]\nworkspace = true"));
        assert!(keeps("[lints.rust]\nmissing_docs = \"warn\""));
        assert!(!keeps("[lints.rust]\nunsafe_code = \"deny\""));
        assert!(!keeps("[package]\nname = \"a\""));
    }
}
