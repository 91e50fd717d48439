//! `kroniek check`: a data folder, with complaints that name file and line; or what a sentence says of the record.

use super::sentence;
use crate::{args::CheckArgs, trouble::Trouble, ui, version::languages};
use anyhow::{Result, bail};
use kroniek_coder::Coder;
use kroniek_pack::{Source, chart::Chart, ontology::Ontology};
use std::{io::Write, path::Path};

/// Runs the command: what is no folder and has several words is a sentence.
pub fn run(args: &CheckArgs, trouble: &mut Trouble) -> Result<()> {
    let folder = Path::new(&args.what);
    match folder.is_dir() || args.what.split_whitespace().count() < 2 {
        true => data(folder, trouble),
        false => sentence::run(args),
    }
}

fn data(folder: &Path, trouble: &mut Trouble) -> Result<()> {
    let source = Source::Folder(folder.to_owned());
    let languages = languages(&source);
    if languages.is_empty() {
        bail!(ui::fill("check.no-data", &[&folder.display()]));
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
