//! Ontologies: from a neutral kind and a status to codes, as tables (`ontologies/*.tsv`).

use crate::{Complaints, Row, Source, Table};
use kroniek_model::{Codes, EventType, Status};
use std::collections::HashMap;

/// The tables of all ontologies, by kind.
#[derive(Debug, Clone, Default)]
pub struct Ontology {
    /// Version, for the output.
    pub version: String,
    kinds: HashMap<String, Kind>,
}

/// What a neutral kind means in each ontology.
#[derive(Debug, Clone)]
pub struct Kind {
    /// Our reading type.
    pub event_type: EventType,
    codes: Vec<(Option<Status>, Codes)>,
}

const KINDS: &str = "ontologies/kinds.tsv";
const CODES: &str = "ontologies/codes.tsv";

impl Ontology {
    /// Reads `ontologies/kinds.tsv` (kind to reading type) and `ontologies/codes.tsv` (kind and status to PLOVER,
    /// CAMEO, quad class and score).
    ///
    /// # Errors
    /// All complaints about those files.
    pub fn load(source: &Source) -> Result<Ontology, Complaints> {
        let mut complaints = Complaints::default();
        let mut kinds = HashMap::new();
        for row in Table::read(source, KINDS)?.rows() {
            match row.get("type").parse() {
                Ok(event_type) => {
                    _ = kinds
                        .insert(row.get("kind").to_owned(), Kind { event_type, codes: Vec::new() })
                }
                Err(e) => complaints.0.push(row.complaint(e)),
            }
        }
        for row in Table::read(source, CODES)?.rows() {
            if let Err(message) = add_codes(&mut kinds, row) {
                complaints.0.push(row.complaint(message));
            }
        }
        complaints.or(Ontology { version: "1".into(), kinds })
    }

    /// What a kind means; `None` for a kind in no table.
    pub fn kind(&self, kind: &str) -> Option<&Kind> {
        self.kinds.get(kind)
    }

    /// All kinds, sorted.
    pub fn kinds(&self) -> Vec<&str> {
        let mut all: Vec<_> = self.kinds.keys().map(String::as_str).collect();
        all.sort_unstable();
        all
    }
}

impl Kind {
    /// The codes under a status: the row for that status, else the row for any.
    pub fn codes(&self, status: Status) -> Codes {
        let fits = |wanted: Option<Status>| {
            self.codes.iter().find(|(s, _)| *s == wanted).map(|(_, c)| c.clone())
        };
        fits(Some(status)).or_else(|| fits(None)).unwrap_or_default()
    }
}

fn add_codes(kinds: &mut HashMap<String, Kind>, row: Row<'_>) -> Result<(), String> {
    let name = row.get("kind");
    let kind = kinds.get_mut(name).ok_or_else(|| format!("kind `{name}` is not in {KINDS}"))?;
    let status = row.some("status").filter(|s| *s != "*").map(str::parse).transpose()?;
    let number = |column: &str| {
        row.some(column).map(|c| c.parse::<f32>().map_err(|_| format!("`{c}` is no number")))
    };
    let codes = Codes {
        plover: row.some("plover").map(str::to_owned),
        mode: row.some("mode").map(str::to_owned),
        cameo: row.some("cameo").map(str::to_owned),
        quad: number("quad").transpose()?.map(|q| q as u8),
        score: number("score").transpose()?,
    };
    kind.codes.push((status, codes));
    Ok(())
}
