//! How likely a mention fills a role that its sentence leaves open, as data (`packs/LANG/implicit.toml`).

use crate::{Complaint, Source, read_toml};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What each feature of a mention adds to the logit of its filling a role.
pub type Weights = BTreeMap<String, f32>;

/// The weights by which an open role finds its filler.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Implicit {
    /// The least probability, 0 to 1, at which the likeliest mention is taken.
    pub least: f32,
    /// The same for frames that are weak, or whose words are common.
    pub firm: f32,
    /// The same for frames that are both.
    pub sure: f32,
    /// Weights for who acts.
    pub source: Weights,
    /// Weights for who undergoes.
    pub target: Weights,
}

impl Implicit {
    /// Reads `packs/LANG/implicit.toml`; every feature that it weighs must be one of `features`.
    ///
    /// # Errors
    /// A complaint about that file.
    pub fn load(source: &Source, lang: &str, features: &[&str]) -> Result<Implicit, Complaint> {
        let path = format!("packs/{lang}/implicit.toml");
        let weights: Implicit = read_toml(source, &path)?;
        let unknown = |name: &&String| !features.contains(&name.as_str());
        let Some(name) = weights.source.keys().chain(weights.target.keys()).find(unknown) else {
            return Ok(weights);
        };
        let text = source.text(&path)?;
        let line = text.lines().position(|l| l.starts_with(name.as_str())).map_or(0, |n| n + 1);
        let message = format!("no feature {name}; there are {}", features.join(", "));
        Err(Complaint::new(&path, line, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_of_no_feature_is_named_with_its_line() {
        let complaint = Implicit::load(&Source::Embedded, "nl", &["bias"]).map(|_| ());
        let complaint = complaint.map_err(|c| (c.line > 1, c.message.contains("no feature")));
        assert_eq!(complaint, Err((true, true)));
    }
}
