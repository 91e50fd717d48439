//! Learns the linear engine: `train_linear OUT.bin TREES.conllu… NAMES.bio…`.
#![allow(clippy::print_stderr)]

use kroniek_parser::{conllu, linear::train};
use std::{error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (out, files) = args.split_first().ok_or("OUT.bin FILE…")?;
    let (mut trees, mut named) = (Vec::new(), Vec::new());
    for file in files {
        let text = fs::read_to_string(file)?;
        if file.ends_with(".conllu") {
            trees.extend(conllu::read(&text)?);
        } else {
            named.extend(names(&text));
        }
    }
    eprintln!("{} trees, {} sentences with names", trees.len(), named.len());
    let model = train::train(&trees, &named, 7, &|line| eprintln!("{line}"));
    fs::write(out, model.to_bytes())?;
    Ok(())
}

/// Sentences of a file with a token and its tag on each line; WikiANN writes the language before each.
fn names(text: &str) -> Vec<train::Named> {
    let named = |t: kroniek_model::Token| (t.form.trim_start_matches("nl:").to_owned(), t.entity);
    let sentences = conllu::read_names(text).into_iter();
    sentences.map(|s| s.tokens.into_iter().map(named).collect()).collect()
}
