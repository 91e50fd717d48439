//! Sentences, pack, world and ontology to claims: who did what to whom, when, how certain.
//!
//! One pure function: no files, no clock, no threads, and no word of any one language.

pub mod what;
pub mod when;
pub mod who;

use kroniek_model::{Document, Indexed, Reading, Sentence, Versions};
use kroniek_pack::{
    ActorWords, Complaints, Source, World, frames::Frames, implicit::Implicit, ontology::Ontology,
    status::StatusWords, verbs::VerbForms, wars::Wars,
};
use std::sync::Arc;

/// Everything that turns the sentences of one language into claims.
pub struct Coder {
    lang: String,
    frames: Frames,
    words: StatusWords,
    implicit: Implicit,
    verbs: VerbForms,
    wars: Wars,
    ontology: Ontology,
    who: who::Who,
    times: when::Times,
    versions: Versions,
}

impl Coder {
    /// Reads what a language needs from the data folders.
    ///
    /// # Errors
    /// All complaints about those folders.
    pub fn load(source: &Source, lang: &str) -> Result<Coder, Complaints> {
        let ontology = Ontology::load(source)?;
        let versions = Versions {
            kroniek: env!("CARGO_PKG_VERSION").into(),
            pack: format!("{lang} {}", source.version(&format!("packs/{lang}"))),
            ontology: source.version("ontologies"),
            world: source.version("world"),
        };
        Ok(Coder {
            lang: lang.to_owned(),
            frames: Frames::load(source, lang)?,
            wars: Wars::load(source)?,
            verbs: VerbForms::load(source, lang)?,
            words: StatusWords::load(source, lang).map_err(|c| Complaints(vec![c]))?,
            implicit: Implicit::load(source, lang, &what::FEATURES)
                .map_err(|c| Complaints(vec![c]))?,
            who: who::Who::new(
                Arc::new(World::load(source)?),
                Arc::new(ActorWords::load(source, lang)?),
            ),
            times: when::Times::load(source, lang)?,
            ontology,
            versions,
        })
    }

    /// The language that it reads.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The frames that it reads by.
    pub fn frames(&self) -> &Frames {
        &self.frames
    }

    /// What it reads with.
    pub fn versions(&self) -> &Versions {
        &self.versions
    }

    /// Reads one report.
    pub fn code(&self, document: &Document, sentences: &[Sentence]) -> Reading {
        self.with_read(document, sentences, |coder, read| {
            let (events, states) = coder.read(read);
            Reading {
                doc: document.id.clone(),
                lang: self.lang.clone(),
                published: document.published.clone(),
                events,
                people: read.cast.people().to_vec(),
                states,
                times: read.timeline.mentions().to_vec(),
                versions: self.versions.clone(),
                warnings: document.warnings.clone(),
            }
        })
    }

    /// Every frame that a word of the report sets off, and what became of it.
    pub fn considered(&self, document: &Document, sentences: &[Sentence]) -> Vec<what::Considered> {
        self.with_read(document, sentences, |events, read| events.considered(read))
    }

    /// Roles that the sentences of a report leave open, and who may fill them: what `implicit.toml` is learned from.
    pub fn open_roles(&self, document: &Document, sentences: &[Sentence]) -> Vec<what::OpenRole> {
        self.with_read(document, sentences, |events, read| events.open_roles(read))
    }

    /// Who is who in a report.
    pub fn cast(&self, document: &Document, sentences: &[Sentence]) -> who::Cast {
        self.who.resolve(document, sentences)
    }

    fn with_read<T>(
        &self,
        document: &Document,
        sentences: &[Sentence],
        then: impl FnOnce(&what::Events<'_>, &what::Read<'_>) -> T,
    ) -> T {
        let cast = self.who.resolve(document, sentences);
        let timeline = self.times.read(document, sentences);
        let events = what::Events {
            frames: &self.frames,
            ontology: &self.ontology,
            words: &self.words,
            implicit: &self.implicit,
            verbs: &self.verbs,
        };
        let prominence = who::Prominence::of(&cast);
        let wars = self.wars.at(document.published.as_ref());
        then(
            &events,
            &what::Read {
                document,
                title: Indexed::new(document.title.as_deref().unwrap_or_default()),
                text: Indexed::new(&document.text),
                sentences,
                cast: &cast,
                prominence: &prominence,
                timeline: &timeline,
                wars: &wars,
            },
        )
    }
}
