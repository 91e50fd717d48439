//! Learns where sentences end: `train_ends LANG OUT.bin TEXT.conllu STREWN.conllu SNIPPETS.bio`, the first in the order
//! that its texts are read in, the second strewn with headings made of its noun phrases, the third lines of an encyclopedia.

use kroniek_pack::{Source, TextRules};
use kroniek_parser::{conllu, learn_ends};
use std::{error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [lang, out, text, strewn, snippets] = args.as_slice() else {
        return Err("LANG OUT.bin TEXT.conllu STREWN.conllu SNIPPETS.bio".into());
    };
    let rules = TextRules::read(&Source::Embedded, lang).map_err(|c| c.to_string())?;
    let read =
        |path| -> Result<_, Box<dyn Error>> { Ok(conllu::read(&fs::read_to_string(path)?)?) };
    let snippets = conllu::read_names(&fs::read_to_string(snippets)?);
    fs::write(out, learn_ends(&rules, &read(text)?, &read(strewn)?, &snippets))?;
    Ok(())
}
