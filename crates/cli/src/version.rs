//! What `kroniek --version` tells: the program, its data, and whose licences they carry.

use kroniek_pack::{Source, ontology::Ontology};
use std::{fmt::Write, sync::LazyLock};

/// Program, data versions and licences.
pub fn long() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(text);
    &TEXT
}

fn text() -> String {
    let mut out = env!("CARGO_PKG_VERSION").to_owned();
    let source = Source::Embedded;
    if let Ok(ontology) = Ontology::load(&source) {
        _ = write!(out, "\nontology {}", ontology.version);
    }
    for lang in languages(&source) {
        _ = write!(out, "\npack {lang} 1");
    }
    out + "\nworld 1\n\
        Program: MIT OR Apache-2.0.\n\
        Language packs' weights and what is derived from treebanks: CC BY-SA 4.0 (the cards beside the weights in\n\
        packs/*/weights name their sources)."
}

/// The languages that have a pack.
pub fn languages(source: &Source) -> Vec<String> {
    let files = source.list("packs", "toml").into_iter();
    files
        .filter_map(|p| Some(p.strip_suffix("/text.toml")?.strip_prefix("packs/")?.to_owned()))
        .collect()
}
