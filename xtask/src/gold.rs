//! Reports with gold readings, and what reads them stage by stage.

use anyhow::{Context, Result, anyhow, bail};
use kroniek_coder::Coder;
use kroniek_model::{Document, Sentence};
use kroniek_pack::Source;
use kroniek_parser::Parser;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The language of the reports.
const LANG: &str = "nl";

/// A report and what a correct reading of it is.
pub struct Report {
    /// The gold reading.
    pub gold: Value,
    /// Where its text is.
    pub text: PathBuf,
}

/// The reports of pairs of folders: gold (`NAME.json`) and texts (`NAME.txt`).
///
/// # Errors
/// A folder or file cannot be read, or a folder of gold has none of texts.
pub fn reports(folders: &[&str]) -> Result<Vec<Report>> {
    let mut found = Vec::new();
    for pair in folders.chunks(2) {
        let [gold, texts] = pair else { bail!("{}: a folder of gold without texts", pair[0]) };
        for entry in fs::read_dir(gold).with_context(|| (*gold).to_owned())? {
            let path = entry?.path();
            let name = path.file_stem().unwrap_or_default();
            let text = Path::new(texts).join(format!("{}.txt", name.to_string_lossy()));
            let gold = serde_json::from_str(&fs::read_to_string(&path)?)
                .with_context(|| path.display().to_string())?;
            found.push(Report { gold, text });
        }
    }
    found.sort_by(|a, b| a.text.cmp(&b.text));
    Ok(found)
}

/// What reads reports.
pub struct Engine {
    /// Documents to sentences.
    pub parser: Parser,
    /// Sentences to claims.
    pub coder: Coder,
}

impl Engine {
    /// With the data that the program carries.
    ///
    /// # Errors
    /// The data has faults.
    pub fn load() -> Result<Engine> {
        Ok(Engine {
            parser: Parser::new(&Source::Embedded, LANG).map_err(|c| anyhow!("{c}"))?,
            coder: Coder::load(&Source::Embedded, LANG).map_err(|c| anyhow!("{c}"))?,
        })
    }

    /// The sentences of the report in a file.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn parse(&self, text: &Path) -> Result<(Document, Vec<Sentence>)> {
        let report = kroniek_reader::read(&[text.to_owned()]).next().context("nothing to read")?;
        let document = report.map_err(|e| anyhow!("{e}"))?.document();
        let sentences = self.parser.parse(&document);
        Ok((document, sentences))
    }
}
