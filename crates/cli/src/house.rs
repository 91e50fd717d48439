//! The rest of the house for the pages: reading what is added, names, what follows from a kind.

use crate::{
    args::ReadingArgs,
    chain::{Chain, source},
};
use anyhow::{Result, anyhow};
use kroniek_model::{Codes, EventType, ParagraphKind, Span, Status};
use kroniek_pack::{Source, Table, World, chart::Chart, ontology::Ontology};
use kroniek_reader::{Reports, read};
use kroniek_web::{House, LANGUAGES, Layer, Name, ReadReport, Spot, Upload};
use std::{
    fs,
    sync::{Arc, OnceLock},
    thread,
};

/// Kinds of names that an actor is looked for by, the surest first; all others name somebody else as well.
const SOUGHT: [&str; 4] = ["name", "acronym", "adjective", "capital"];

/// All rooms that the pages do not know.
pub struct Rooms {
    /// Parser and coder, loaded behind the first pages.
    chain: Arc<Lazy>,
    ontology: Ontology,
    names: Vec<Name>,
    chart: Chart,
}

/// A chain that is loaded once, whoever asks first; or why it could not be.
struct Lazy {
    args: ReadingArgs,
    chain: OnceLock<Result<Chain, String>>,
}

impl Lazy {
    fn get(&self) -> &Result<Chain, String> {
        self.chain.get_or_init(|| Chain::load(&self.args).map_err(|e| format!("{e:#}")))
    }
}

impl Rooms {
    /// Opens the tables, and begins to load what reads reports.
    ///
    /// # Errors
    /// Complaints about the data.
    pub fn open(args: &ReadingArgs) -> Result<Rooms> {
        let source = source(args.data.as_deref());
        let complain = |c| anyhow!("the data has faults:\n{c}");
        let ontology = Ontology::load(&source).map_err(complain)?;
        let world = World::load(&source).map_err(complain)?;
        let names = names(&world, &source)?;
        let chart = Chart::load(&source, &ontology).map_err(complain)?;
        let chain = Arc::new(Lazy { args: args.clone(), chain: OnceLock::new() });
        let early: Arc<Lazy> = chain.clone();
        thread::spawn(move || {
            early.get();
        });
        Ok(Rooms { chain, ontology, names, chart })
    }
}

/// The usual names of all actors, then the other names that they are looked for by.
fn names(world: &World, source: &Source) -> Result<Vec<Name>> {
    let mut out = Vec::new();
    for actor in &world.actors {
        for lang in LANGUAGES {
            let text = actor.name.get(lang).cloned();
            let name = |text| Name { code: actor.code.clone(), lang, text, usual: true };
            out.extend(text.map(name));
        }
        let (code, text) = (actor.code.clone(), actor.code.clone());
        out.push(Name { code, lang: LANGUAGES[0], text, usual: false });
    }
    let mut others: Vec<(usize, Name)> = Vec::new();
    for file in source.list("world/names", "tsv") {
        for row in Table::read(source, &file).map_err(|c| anyhow!("{c}"))?.rows() {
            let lang = LANGUAGES.into_iter().find(|l| *l == row.get("lang"));
            let rank = SOUGHT.iter().position(|k| *k == row.get("kind"));
            let (Some(lang), Some(rank)) = (lang, rank) else { continue };
            let forms = row.get("forms").split('|').filter(|f| !f.ends_with('-'));
            let code = row.get("code");
            let name = |f: &str| Name { code: code.into(), lang, text: f.into(), usual: false };
            others.extend(forms.map(|f| (rank, name(f))));
        }
    }
    others.sort_by_key(|(rank, _)| *rank);
    out.extend(others.into_iter().map(|(_, name)| name));
    Ok(out)
}

/// The layers of a chart, each once.
fn layers(chart: &Chart) -> Vec<Layer> {
    let mut out: Vec<Layer> = Vec::new();
    for line in &chart.layers {
        let at = out.iter().position(|l| l.name == line.name).unwrap_or_else(|| {
            out.push(Layer { name: line.name.clone(), ..Layer::default() });
            out.len() - 1
        });
        out[at].kinds.extend(line.kind.clone().map(|k| (k, line.reversed)));
        out[at].relations.extend(line.relation.clone().map(|r| (r, line.reversed)));
    }
    out
}

impl House for Rooms {
    fn read(&self, upload: &Upload, each: &mut dyn FnMut(ReadReport)) {
        let chain = match self.chain.get() {
            Ok(chain) => chain,
            Err(e) => return each(Err(e.clone())),
        };
        // The reader tells formats by the names of files, and says where in a file something is wrong.
        let reports = tempfile::tempdir().and_then(|folder| {
            let file = folder.path().join(&upload.name);
            fs::write(&file, &upload.bytes).map(|()| (read(&[file]), folder))
        });
        match reports {
            Ok((reports, folder)) => {
                let place = format!("{}/", folder.path().display());
                read_all(chain, upload, reports, &mut |r| {
                    each(r.map_err(|e| e.replace(&place, "")))
                });
            }
            Err(e) => each(Err(format!("{}: {e}", upload.name))),
        }
    }

    fn codes(&self, kind: &str, status: Status) -> Codes {
        self.ontology.kind(kind).map(|k| k.codes(status)).unwrap_or_default()
    }

    fn kinds(&self) -> Vec<(String, EventType)> {
        let of = |kind: &str| Some((kind.to_owned(), self.ontology.kind(kind)?.event_type));
        let mut all: Vec<_> = self.ontology.kinds().into_iter().filter_map(of).collect();
        all.sort_by_key(|(_, event_type)| *event_type);
        all
    }

    fn names(&self) -> Vec<Name> {
        self.names.clone()
    }

    fn spots(&self) -> Vec<Spot> {
        let spot = |p: &kroniek_pack::chart::Place| Spot {
            code: p.code.clone(),
            at: p.at,
            outline: p.outline.clone(),
        };
        self.chart.places.iter().map(spot).collect()
    }

    fn layers(&self) -> Vec<Layer> {
        layers(&self.chart)
    }

    fn noise(&self, text: &str) -> Vec<Span> {
        let cut = kroniek_reader::document("", text);
        let noise = cut.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Noise);
        noise.map(|p| p.span()).collect()
    }
}

fn read_all(chain: &Chain, upload: &Upload, reports: Reports, each: &mut dyn FnMut(ReadReport)) {
    for report in reports {
        each(match report {
            Ok(mut report) => {
                report.published = report.published.or_else(|| upload.published.clone());
                let read = chain.read(chain.document(report));
                Ok((read.document, read.reading))
            }
            Err(e) => Err(e.to_string()),
        });
    }
}
