//! `kroniek parse`: text to CoNLL-U.

use crate::{args::ParseArgs, chain};
use anyhow::{Context, Result};
use kroniek_parser::{Parser, conllu};
use std::io::{Read, Write};

/// Runs the command.
pub fn run(args: &ParseArgs) -> Result<()> {
    let parser = Parser::new(&chain::source(args.data.as_deref()), chain::code(args.lang))?;
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let sentences = if args.tokens {
        let mut given = conllu::read(&text).context("standard input is not CoNLL-U")?;
        parser.annotate(&mut given);
        given
    } else {
        parser.parse_text(&text)
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (n, sentence) in sentences.iter().enumerate() {
        write!(out, "{}", conllu::write(sentence, n + 1))?;
    }
    Ok(out.flush()?)
}
