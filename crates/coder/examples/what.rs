//! Prints what each sentence of reports sets off: `what FILE…`.
#![allow(clippy::print_stdout)]

use anyhow::{Result, anyhow};
use kroniek_coder::Coder;
use kroniek_pack::Source;
use kroniek_parser::Parser;

fn main() -> Result<()> {
    let parser = Parser::new(&Source::Embedded, "nl").map_err(|e| anyhow!("{e}"))?;
    let coder = Coder::load(&Source::Embedded, "nl").map_err(|e| anyhow!("{e}"))?;
    let paths: Vec<_> = std::env::args().skip(1).map(Into::into).collect();
    for report in kroniek_reader::read(&paths) {
        let document = report.map_err(|e| anyhow!("{e}"))?.document();
        let sentences = parser.parse(&document);
        let cast = coder.cast(&document, &sentences);
        let considered = coder.considered(&document, &sentences);
        for (i, sentence) in sentences.iter().enumerate() {
            println!("\n# {}", sentence.text());
            let tree: Vec<_> = sentence
                .tokens
                .iter()
                .map(|t| {
                    format!(
                        "{}<{}:{}",
                        t.base(),
                        t.deprel,
                        t.head.map_or("-", |h| &sentence.tokens[h].form)
                    )
                })
                .collect();
            println!("  {}", tree.join(" "));
            for m in cast.mentions().iter().filter(|m| m.sentence == i) {
                let who: Vec<_> = m
                    .actors
                    .iter()
                    .map(|a| format!("{}/{}", a.code, a.name.as_deref().unwrap_or("")))
                    .collect();
                println!(
                    "  {:?} @{} {} ({})",
                    m.kind,
                    sentence.tokens[m.head].form,
                    who.join(" + "),
                    m.rule
                );
            }
            for c in considered.iter().filter(|c| c.sentence == i) {
                println!("  * {} {}: {}", sentence.tokens[c.trigger].form, c.rule, c.outcome);
            }
        }
    }
    Ok(())
}
