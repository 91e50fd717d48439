//! Words that make an event planned, alleged, denied or hypothetical, as data (`packs/LANG/status.toml`).

use crate::{Complaint, Source, read_toml};
use kroniek_model::Status;
use serde::Deserialize;
use std::collections::HashMap;

/// What a governing word does to the events in its complement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// They are as they would be without it.
    Keep,
    /// Their status becomes this.
    Happened,
    /// See [`Status::Planned`].
    Planned,
    /// See [`Status::Alleged`].
    Alleged,
    /// See [`Status::Denied`].
    Denied,
    /// See [`Status::Hypothetical`].
    Hypothetical,
    /// They are no events of the report at all.
    Drop,
}

impl Effect {
    /// The status that it gives, if it gives one.
    pub fn status(self) -> Option<Status> {
        Some(match self {
            Effect::Happened => Status::Happened,
            Effect::Planned => Status::Planned,
            Effect::Alleged => Status::Alleged,
            Effect::Denied => Status::Denied,
            Effect::Hypothetical => Status::Hypothetical,
            Effect::Keep | Effect::Drop => return None,
        })
    }
}

/// The words of mood, negation and report in a language.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusWords {
    /// Modal auxiliaries in the present tense, by lemma.
    #[serde(default)]
    pub modal_present: HashMap<String, Effect>,
    /// Modal auxiliaries in the past tense, by lemma.
    #[serde(default)]
    pub modal_past: HashMap<String, Effect>,
    /// Modal auxiliaries in the past tense over a perfect infinitive ("zou … hebben gedaan"), by lemma.
    #[serde(default)]
    pub modal_perfect: HashMap<String, Effect>,
    /// Negating words, by lemma.
    #[serde(default)]
    pub negation: Vec<String>,
    /// Conjunctions that make their clause a condition, by lemma.
    #[serde(default)]
    pub condition: Vec<String>,
    /// Adverbs and phrases that weaken the clause they stand in, by lemma.
    #[serde(default)]
    pub adverb: HashMap<String, Effect>,
    /// Governing verbs and nouns, by lemma (with particle).
    #[serde(default)]
    pub governor: HashMap<String, Effect>,
    /// Governing verbs that report what somebody says: their subject is who says it.
    #[serde(default)]
    pub speech: Vec<String>,
    /// Kind of the act of him who says that another did something hostile; none where it is no act of its own.
    pub word_against: Option<String>,
    /// Case markers that name who says it ("volgens").
    #[serde(default)]
    pub according: Vec<String>,
    /// Auxiliaries that make a perfect, by lemma.
    #[serde(default)]
    pub perfect: Vec<String>,
    /// Modals whose past tense reports what others say ("zou"), by lemma.
    #[serde(default)]
    pub would: Vec<String>,
    /// Words after which a negation excludes nothing ("niet alleen").
    #[serde(default)]
    pub only: Vec<String>,
    /// Adverbs that carry the negation of their clause ("nooit eerder").
    #[serde(default)]
    pub still: Vec<String>,
    /// Subjects that are anybody at all ("wie ons aanvalt").
    #[serde(default)]
    pub anyone: Vec<String>,
    /// Verbs of saying whose subject does not speak ("klonk het in Parijs").
    #[serde(default)]
    pub sounds: Vec<String>,
    /// Subjects that may be nobody in particular ("in Parijs vinden ze").
    #[serde(default)]
    pub they: Vec<String>,
    /// Case markers of where it was said that nobody is named for.
    #[serde(default)]
    pub said_at: Vec<String>,
    /// Adverbs and phrases that with a present tense speak of what is to come.
    #[serde(default)]
    pub later: Vec<String>,
    /// Conjunctions of a condition without which the main clause does not hold either.
    #[serde(default)]
    pub proviso: Vec<String>,
    /// Verbs whose object does what the infinitive under them says ("beschuldigt hem ervan te …").
    #[serde(default)]
    pub object_control: Vec<String>,
    /// Case markers of what is taken for granted, whatever the mood of the clause: "na", "ondanks".
    #[serde(default)]
    pub given: Vec<String>,
    /// Verbs of saying that take what is said for a fact.
    #[serde(default)]
    pub factive: Vec<String>,
    /// Verbs that only carry a noun's meaning ("brengen" of "een bezoek brengen").
    #[serde(default)]
    pub light: Vec<String>,
    /// Other forms of "first" than the first of [`Self::ordinal`].
    #[serde(default)]
    pub first: Vec<String>,
    /// Ordinals in order, from "first" on.
    #[serde(default)]
    pub ordinal: Vec<String>,
    /// What makes an ordinal of figures ("40e").
    #[serde(default)]
    pub ordinal_ending: Vec<String>,
    /// Superlatives that say when, not how great ("laatste").
    #[serde(default)]
    pub latest: Vec<String>,
    /// Nouns for an occasion that is counted ("voor de veertigste keer").
    #[serde(default)]
    pub occasion_counted: Vec<String>,
    /// Phrases that say of a clause that nothing of the kind was before ("voor het eerst").
    #[serde(default)]
    pub first_time: Vec<String>,
    /// Case markers of a length of time in which it is the first ("in tien jaar").
    #[serde(default)]
    pub within: Vec<String>,
    /// Nouns for a length of time, by form.
    #[serde(default)]
    pub period: Vec<String>,
    /// The values of number words, multiples ("miljard") among them.
    #[serde(default)]
    pub count: HashMap<String, f64>,
    /// Nouns for a number that is not told ("honderden"), by form.
    #[serde(default)]
    pub many: Vec<String>,
    /// What a number before it counts in turns of phrase only ("onder vier ogen"), by lemma.
    #[serde(default)]
    pub uncounted: Vec<String>,
    /// Case markers that say since when.
    #[serde(default)]
    pub since: Vec<String>,
    /// Case markers of what an event is about, or happens after or in spite of: nobody who takes part in it.
    #[serde(default)]
    pub aside: Vec<String>,
    /// Case markers of a noun's possessor ("van"): through them "het besluit van Trump" is about Trump.
    #[serde(default)]
    pub genitive: Vec<String>,
    /// Words that may be a separated particle of a verb.
    #[serde(default)]
    pub particle: Vec<String>,
    /// The auxiliary that makes a passive with a participle, and a perfect with those of [`Self::perfect_with_be`].
    #[serde(default)]
    pub be: Vec<String>,
    /// Verbs that form their perfect with "zijn": under it their participle is no passive.
    #[serde(default)]
    pub perfect_with_be: Vec<String>,
    /// Words that make members of a group act on each other ("elkaar").
    #[serde(default)]
    pub reciprocal: Vec<String>,
    /// Words by which a relative clause tells of a place ("waar").
    #[serde(default)]
    pub relative_place: Vec<String>,
    /// Light verbs whose subject has done to it what their noun says ("kreeg steun van"), by lemma.
    #[serde(default)]
    pub receiving: Vec<String>,
    /// Case markers of what a measure or a vessel holds ("een vliegtuig met hulpgoederen").
    #[serde(default)]
    pub containing: Vec<String>,
    /// Words for what somebody did, by lemma: whose it was, the report has told ("het besluit", "die stap").
    #[serde(default)]
    pub deed: Vec<String>,
    /// Endings of plurals, which an engine's lemma may keep.
    #[serde(default)]
    pub plural: Vec<String>,
    /// Case markers of an occasion that the subject of its clause takes part in ("na een gesprek met X zei Y").
    #[serde(default)]
    pub occasion: Vec<String>,
}

impl StatusWords {
    /// Reads `packs/LANG/status.toml`.
    ///
    /// # Errors
    /// The complaint where the file is missing or does not fit.
    pub fn load(source: &Source, lang: &str) -> Result<StatusWords, Complaint> {
        read_toml(source, &format!("packs/{lang}/status.toml"))
    }

    /// Whether a verb forms its perfect with the auxiliary of the passive, so that its participle tells nothing.
    pub fn is_perfect_with_be(&self, infinitive: &str) -> bool {
        self.perfect_with_be.iter().any(|w| match w.strip_prefix('*') {
            Some(ending) => infinitive.ends_with(ending),
            None => infinitive == w,
        })
    }
}
