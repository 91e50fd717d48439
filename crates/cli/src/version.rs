//! What `kroniek --version` tells: the program, its data, and whose licences they carry.

use kroniek_pack::Source;
use std::{fmt::Write, sync::LazyLock};

/// The program's number, the versions of its data, and licences. The versions are made from all the data: that takes
/// some ten milliseconds, so it is asked for by those only who are to see it.
pub fn long() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(text);
    &TEXT
}

fn text() -> String {
    let source = Source::Embedded;
    let mut out = env!("CARGO_PKG_VERSION").to_owned();
    for lang in languages(&source) {
        _ = write!(out, "\npack {lang} {}", source.version(&format!("packs/{lang}")));
    }
    for (name, folder) in [("ontology", "ontologies"), ("world", "world")] {
        _ = write!(out, "\n{name} {}", source.version(folder));
    }
    out + "\nProgram: MIT OR Apache-2.0.\n\
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
