//! Knowledge is data: no word of a language and no code of an ontology in the Rust of the stages.

use super::{literals::literals, source::File};
use anyhow::{Context, Result, anyhow};
use kroniek_model::EventType;
use kroniek_pack::Source;
use std::{collections::HashSet, path::Path};
use toml::{Table, Value};

/// Rooms that read reports by the data and hold none of it.
const ROOMS: &[&str] = &["crates/parser/src/", "crates/coder/src/", "crates/record/src/"];

/// Keys of a frame that hold words.
const WORDS: &[&str] = &["verb", "noun", "adjective"];

/// String literals of the stages that are words of a pack or codes of an ontology.
///
/// # Errors
/// The data cannot be read.
pub fn faults(root: &Path, files: &[File]) -> Result<Vec<String>> {
    let source = Source::Folder(root.to_owned());
    let (words, codes) = (words(&source)?, codes(&source)?);
    let ours = |f: &&File| ROOMS.iter().any(|r| f.path.starts_with(r)) && !f.is_test();
    let mut faults = Vec::new();
    for file in files.iter().filter(ours) {
        for (line, literal) in literals(file.without_tests()) {
            let what = match () {
                () if words.contains(&literal) => "a word of a pack",
                () if codes.contains(&literal) => "a code of an ontology",
                () => continue,
            };
            faults.push(format!("{}:{line}: {literal:?} is {what}: let data say it", file.path));
        }
    }
    Ok(faults)
}

/// The triggers of all frames and the words of mood and report.
fn words(source: &Source) -> Result<HashSet<String>> {
    let mut words = HashSet::new();
    for path in source.list("packs", "toml") {
        let text = source.text(&path).map_err(|c| anyhow!("{c}"))?;
        let table: Table = text.parse().with_context(|| path.clone())?;
        if path.contains("/frames/") {
            for frame in table.get("frame").and_then(Value::as_array).into_iter().flatten() {
                WORDS.iter().filter_map(|k| frame.get(k)).for_each(|v| gather(v, &mut words));
            }
        } else if path.ends_with("/status.toml") {
            table.values().filter(|v| v.is_array()).for_each(|v| gather(v, &mut words));
        }
    }
    // What is shorter is as likely a word of the program.
    words.retain(|w| w.chars().count() > 2);
    Ok(words)
}

fn gather(value: &Value, into: &mut HashSet<String>) {
    match value {
        Value::String(word) => {
            into.insert(word.trim_matches('*').to_owned());
        }
        Value::Array(all) => all.iter().for_each(|v| gather(v, into)),
        _ => {}
    }
}

/// Reading types, the CAMEO codes of the ontology, and the codes of organisations and groups.
fn codes(source: &Source) -> Result<HashSet<String>> {
    let mut codes: HashSet<String> = EventType::ALL.iter().map(|t| t.as_str().into()).collect();
    for table in ["ontologies/codes.tsv", "world/organisations.tsv", "world/groups.tsv"] {
        let text = source.text(table).map_err(|c| anyhow!("{c}"))?;
        let cells = text.lines().filter(|l| !l.starts_with('#')).flat_map(|l| l.split('\t'));
        codes.extend(cells.filter(|c| is_cameo(c) || is_body(c)).map(str::to_owned));
    }
    Ok(codes)
}

fn is_cameo(cell: &str) -> bool {
    cell.len() > 1 && cell.starts_with(['0', '1', '2']) && is_number(cell)
}

fn is_body(cell: &str) -> bool {
    cell.len() > 1 && cell.starts_with(['@', '~'])
}

fn is_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::root;

    fn of(path: &str, text: &str) -> Vec<String> {
        let file = File { path: path.to_owned(), text: text.to_owned() };
        faults(root(), &[file]).unwrap()
    }

    #[test]
    fn words_and_codes_are_faults_in_a_stage() {
        let text = "fn a() -> &'static str { \"bezoeken\" }\nconst B: &str = \"CONSULT\";\n\
                    // \"bezoeken\"\nconst C: &str = \"@NATO\";\n";
        assert_eq!(of("crates/coder/src/a.rs", text).len(), 3);
        assert!(of("crates/cli/src/a.rs", text).is_empty());
        assert!(of("crates/coder/src/a.rs", "const A: &str = \"nsubj\";\n").is_empty());
    }
}
