//! The developers' own tool.

mod parse;

use anyhow::{Result, bail};
use std::path::Path;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["score", "parse", file] => print(&parse::score(Path::new(file), "nl")?),
        ["score", "names", file] => print(&parse::names(Path::new(file), "nl")?),
        _ => bail!("usage: xtask score parse FILE.conllu | score names FILE.bio"),
    }
    Ok(())
}

#[expect(clippy::print_stdout)]
fn print(text: &str) {
    print!("{text}");
}
