//! `xtask excerpt`: the output that the README shows is the program's own.

use crate::{metadata::root, score::kroniek};
use anyhow::{Context, Result};
use std::{fs, path::Path};

/// What the README asks of the record of `samples/`.
const QUESTION: &str = "timeline --actor Poetin --kind meet,issue-warrant";
const BEGIN: &str = "```text\n";
const END: &str = "```\n";

/// Reads the samples with the program as it is and writes its answer into the README.
///
/// # Errors
/// The program fails, or the README has no block for its output.
pub fn run() -> Result<String> {
    let (readme, db) = (root().join("README.md"), root().join("target/readme.db"));
    for left in ["", "-wal", "-shm"] {
        _ = fs::remove_file(format!("{}{left}", db.display()));
    }
    let samples = root().join("samples");
    let read = ["read", "--progress", "none", "--limit", "0", "--db"].map(Path::new);
    kroniek(&[&read[..], &[&db, &samples]].concat())?;
    let question: Vec<&Path> = QUESTION.split(' ').chain(["--db"]).map(Path::new).collect();
    let answer = kroniek(&[&question[..], &[&db]].concat())?;
    let text = fs::read_to_string(&readme)?;
    let shown = format!("$ kroniek {QUESTION}\n{}", String::from_utf8(answer)?);
    fs::write(&readme, replaced(&text, &shown).context("README.md has no block ```text")?)?;
    Ok(shown)
}

/// The text with another first block of output.
fn replaced(readme: &str, output: &str) -> Option<String> {
    let (before, rest) = readme.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{output}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_block_of_output_is_replaced_and_no_other() {
        let readme = "# A\n```sh\nrun\n```\n```text\nold\n```\nend ```x```\n";
        let expected = "# A\n```sh\nrun\n```\n```text\nnew\n```\nend ```x```\n";
        assert_eq!(replaced(readme, "new\n").as_deref(), Some(expected));
        assert_eq!(replaced("# A\n", "new\n"), None);
    }
}
