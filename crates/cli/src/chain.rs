//! The stages joined: a report in, its reading out.

use crate::{
    args::{Lang, ReadingArgs},
    trouble::Trouble,
    ui,
};
use anyhow::{Context, Result, anyhow};
use kroniek_coder::Coder;
use kroniek_model::{Document, Reading, When};
use kroniek_pack::{
    Source,
    ontology::{self, Change, Ontology},
};
use kroniek_parser::Parser;
use kroniek_reader::Report;
use kroniek_record::{Effect, Record};
use std::path::Path;

/// How the reader's warning of a report without a date begins.
const UNDATED: &str = "no publication date";

/// A report with its reading.
pub struct Read {
    /// The report.
    pub document: Document,
    /// What it tells.
    pub reading: Reading,
}

/// Parser and coder of one language.
pub struct Chain {
    parser: Parser,
    coder: Coder,
    published: Option<When>,
}

/// The data that a folder holds, or the binary.
pub fn source(data: Option<&Path>) -> Source {
    data.map_or(Source::Embedded, |d| Source::Folder(d.to_owned()))
}

/// The code of a language; what is to be guessed is Dutch until there is a second language.
pub fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Auto | Lang::Nl => "nl",
    }
}

/// What events do to states of affairs, by the tables in a folder or in the binary.
///
/// # Errors
/// Complaints about the tables.
pub fn effects(data: Option<&Path>) -> Result<Vec<Effect>> {
    let tables = Ontology::load(&source(data)).map_err(|c| anyhow!("the data has faults:\n{c}"))?;
    let effect = |e: &ontology::Effect| Effect {
        kind: e.kind.clone(),
        status: e.status,
        relation: e.relation.clone(),
        begins: e.change == Change::Begins,
        reversed: e.reversed,
    };
    // What only shows that something holds changes nothing: the coder tells it as a state of affairs.
    let changes = tables.effects().iter().filter(|e| e.change != Change::Shows);
    Ok(changes.map(effect).collect())
}

/// Tells a record what events do to states of affairs, and the user where all its events are to be looked at anew for it.
///
/// # Errors
/// Complaints about the tables, or the record cannot be written.
pub fn tell_effects(record: &mut Record, data: Option<&Path>, trouble: &Trouble) -> Result<()> {
    let effects = effects(data)?;
    if record.has_other_effects(&effects)? {
        trouble.note(ui::say("effects.anew"));
    }
    Ok(record.set_effects(&effects)?)
}

impl Chain {
    /// Loads what the arguments ask for.
    ///
    /// # Errors
    /// Complaints about the data, or a publication date that is none.
    pub fn load(args: &ReadingArgs) -> Result<Chain> {
        let (source, lang) = (source(args.data.as_deref()), code(args.lang));
        let published = args.published.as_deref().map(str::parse).transpose();
        Ok(Chain {
            parser: Parser::new(&source, lang).context("the language pack has a fault")?,
            coder: Coder::load(&source, lang).map_err(|c| anyhow!("the data has faults:\n{c}"))?,
            published: published
                .context("--published takes a date such as 2024-06-30, 2024-06 or 2024")?,
        })
    }

    /// What the chain reads with.
    pub fn coder(&self) -> &Coder {
        &self.coder
    }

    /// Cuts a report into paragraphs and gives it the date that the arguments give, where it has none.
    pub fn document(&self, report: Report) -> Document {
        let mut document = report.document();
        if document.published.is_some() {
            return document;
        }
        document.published.clone_from(&self.published);
        let undated = document.warnings.iter().position(|w| w.starts_with(UNDATED));
        match (undated, &self.published) {
            (Some(at), Some(_)) => drop(document.warnings.remove(at)),
            (Some(at), None) => document.warnings[at] += "; --published DATE gives one",
            (None, _) => {}
        }
        document
    }

    /// Reads one report.
    pub fn read(&self, mut document: Document) -> Read {
        let mut warnings = Vec::new();
        let sentences = self.parser.parse_noting(&document, &mut warnings);
        document.warnings.extend(warnings);
        let reading = self.coder.code(&document, &sentences);
        Read { document, reading }
    }
}
