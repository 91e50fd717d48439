//! The codes of the ontologies that events are given: PLOVER's types and modes, CAMEO's codes with their scores.

use crate::{Complaints, Row, Source, Table};
use std::collections::HashMap;

const CAMEO: &str = "ontologies/cameo.tsv";
const PLOVER: &str = "ontologies/plover.tsv";

/// The codes that there are.
#[derive(Debug)]
pub struct Known {
    /// PLOVER's modes by type.
    modes: HashMap<String, Vec<String>>,
    /// The score of each CAMEO code, -10 (conflict) to 10 (co-operation).
    scores: HashMap<String, f32>,
}

impl Known {
    /// Reads `ontologies/cameo.tsv` and `ontologies/plover.tsv`.
    ///
    /// # Errors
    /// All complaints about those files.
    pub fn read(source: &Source) -> Result<Known, Complaints> {
        let mut complaints = Complaints::default();
        let mut scores = HashMap::new();
        for row in Table::read(source, CAMEO)?.rows() {
            match row.get("score").parse::<f32>() {
                Ok(score) => _ = scores.insert(row.get("code").to_owned(), score),
                Err(_) => complaints.0.push(row.complaint("`score` is no number")),
            }
        }
        let modes = |row: Row<'_>| row.get("modes").split('|').map(str::to_owned).collect();
        let types = Table::read(source, PLOVER)?;
        let modes = types.rows().map(|r| (r.get("type").to_owned(), modes(r))).collect();
        complaints.or(Known { modes, scores })
    }

    /// The score of a CAMEO code.
    ///
    /// # Errors
    /// There is no such code.
    pub fn score(&self, cameo: &str) -> Result<f32, String> {
        self.scores.get(cameo).copied().ok_or_else(|| format!("`{cameo}` is not in {CAMEO}"))
    }

    /// Whether PLOVER has a type, and that a mode.
    ///
    /// # Errors
    /// Which of them it has not.
    pub fn check(&self, plover: &str, mode: Option<&str>) -> Result<(), String> {
        let modes =
            self.modes.get(plover).ok_or_else(|| format!("`{plover}` is not in {PLOVER}"))?;
        match mode {
            Some(m) if !modes.iter().any(|known| known == m) => {
                Err(format!("{plover} has no mode `{m}`"))
            }
            _ => Ok(()),
        }
    }

    /// All CAMEO codes.
    #[cfg(test)]
    pub fn cameo(&self) -> impl Iterator<Item = &str> {
        self.scores.keys().map(String::as_str)
    }
}

/// CAMEO's quad class of a code: verbal and material co-operation (1, 2), verbal and material conflict (3, 4).
pub fn quad(cameo: &str) -> Option<u8> {
    match cameo.get(..2)?.parse().ok()? {
        1..=5 => Some(1),
        6..=8 => Some(2),
        9..=13 => Some(3),
        14..=20 => Some(4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::quad;

    #[test]
    fn the_quad_class_follows_the_first_two_digits() {
        for (cameo, class) in
            [("020", Some(1)), ("0874", Some(2)), ("090", Some(3)), ("195", Some(4)), ("9", None)]
        {
            assert_eq!(quad(cameo), class, "{cameo}");
        }
    }
}
