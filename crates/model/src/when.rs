//! Dates as EDTF writes them.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A date or interval in EDTF.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct When(String);

/// Why a text is no EDTF value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhenError(pub String);

impl fmt::Display for WhenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no EDTF date", self.0)
    }
}

impl std::error::Error for WhenError {}

impl FromStr for When {
    type Err = WhenError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Ok(When(s.to_owned()))
    }
}

impl TryFrom<String> for When {
    type Error = WhenError;
    fn try_from(s: String) -> Result<Self, Self::Error> {
        s.parse()
    }
}

impl From<When> for String {
    fn from(w: When) -> String {
        w.to_string()
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
