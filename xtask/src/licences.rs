//! `xtask licences`: every dependency may be used in what we give away.

use crate::metadata::{Metadata, Package};
use anyhow::{Result, bail};
use spdx::{Expression, LicenseReq, ParseMode};

/// Licences that ask for no more than a notice.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Packages under the Mozilla Public License, file by file: used unchanged, below the readability library.
const MPL: &[&str] = &["cssparser", "cssparser-macros", "selectors", "dtoa-short"];

/// Checks all packages of the lock file.
///
/// # Errors
/// The packages whose licence is not allowed, or is missing.
pub fn run() -> Result<String> {
    let metadata = Metadata::load()?;
    let wrong: Vec<String> = metadata.packages.iter().filter_map(fault).collect();
    if !wrong.is_empty() {
        bail!("licences that are not allowed:\n{}", wrong.join("\n"));
    }
    Ok(format!("licences: {} packages, all allowed\n", metadata.packages.len()))
}

fn fault(package: &Package) -> Option<String> {
    let Package { name, version, license, .. } = package;
    let Some(license) = license else {
        return Some(format!("  {name} {version}: names no licence"));
    };
    (!allowed(name, license)).then(|| format!("  {name} {version}: {license}"))
}

fn allowed(name: &str, license: &str) -> bool {
    let one = |req: &LicenseReq| {
        let id = req.license.id().map(|id| id.name);
        id.is_some_and(|id| ALLOWED.contains(&id) || (id == "MPL-2.0" && MPL.contains(&name)))
    };
    Expression::parse_mode(license, ParseMode::LAX).is_ok_and(|e| e.evaluate(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_needs_one_that_is_allowed_a_sum_all() {
        assert!(allowed("a", "GPL-3.0-only OR MIT"));
        assert!(allowed("a", "MIT/Apache-2.0"));
        assert!(allowed("a", "(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!allowed("a", "MIT AND GPL-2.0-only"));
        assert!(!allowed("a", "no licence at all"));
    }

    #[test]
    fn mpl_is_for_the_listed_only() {
        assert!(allowed("selectors", "MPL-2.0"));
        assert!(!allowed("other", "MPL-2.0"));
    }
}
