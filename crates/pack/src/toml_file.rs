//! TOML files read into types, with complaints that name the line.

use crate::{Complaint, Source};
use serde::de::DeserializeOwned;

/// Reads a TOML file into a type.
///
/// # Errors
/// A complaint with the line where the file is no TOML or does not fit the type.
pub fn read_toml<T: DeserializeOwned>(source: &Source, file: &str) -> Result<T, Complaint> {
    let text = source.text(file)?;
    toml::from_str(&text).map_err(|e| {
        let line = e.span().map_or(0, |s| 1 + text[..s.start].matches('\n').count());
        Complaint::new(file, line, e.message())
    })
}
