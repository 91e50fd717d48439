//! `kroniek check`: a data folder, with complaints that name file and line.

use crate::{args::CheckArgs, trouble::Trouble, version::languages};
use anyhow::{Result, bail};
use kroniek_coder::Coder;
use kroniek_pack::{Source, chart::Chart, ontology::Ontology};
use std::io::Write;

/// Runs the command.
pub fn run(args: &CheckArgs, trouble: &mut Trouble) -> Result<()> {
    let source = Source::Folder(args.dir.clone());
    let languages = languages(&source);
    if languages.is_empty() {
        bail!(
            "{}: no packs/LANG/text.toml; give the folder that holds packs/, world/ and ontologies/",
            args.dir.display()
        );
    }
    let mut out = std::io::stdout().lock();
    let world = kroniek_pack::world::check(&source).unwrap_or_else(|unread| unread);
    match world.0.is_empty() {
        true => writeln!(out, "world: no complaints")?,
        false => world.0.iter().for_each(|c| trouble.tell(c)),
    }
    let chart = Ontology::load(&source).and_then(|o| Chart::load(&source, &o));
    match chart {
        Ok(chart) => writeln!(out, "map: {} places, no complaints", chart.places.len())?,
        Err(complaints) => complaints.0.iter().for_each(|c| trouble.tell(c)),
    }
    for lang in languages {
        match Coder::load(&source, &lang) {
            Ok(coder) => {
                writeln!(out, "{lang}: {} frames, no complaints", coder.frames().all().len())?
            }
            Err(complaints) => complaints.0.iter().for_each(|c| trouble.tell(c)),
        }
    }
    Ok(())
}
