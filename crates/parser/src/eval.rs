//! The measures of the CoNLL 2018 shared task on parsing from raw text
//! (<https://universaldependencies.org/conll18/evaluation.html>), for treebanks without multi-word tokens.

use kroniek_model::{EntityType, Sentence, Token};

/// One measure: how many were right, how many there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// Right ones.
    pub correct: usize,
    /// Those in the gold standard.
    pub gold: usize,
    /// Those of the system.
    pub system: usize,
}

impl Score {
    /// Share of the system's that are right, 0 where there is none.
    pub fn precision(&self) -> f64 {
        share(self.correct, self.system)
    }

    /// Share of the gold standard's that were found, 0 where there is none.
    pub fn recall(&self) -> f64 {
        share(self.correct, self.gold)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        share(2 * self.correct, self.gold + self.system)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The measures of one comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scores {
    /// Words with the very span.
    pub words: Score,
    /// Sentences with the very span.
    pub sentences: Score,
    /// Universal parts of speech.
    pub upos: Score,
    /// Universal features, all of a word together.
    pub feats: Score,
    /// Lemmas as written.
    pub lemma: Score,
    /// Lemmas without marks of compounding, with the particle that was separated from them (as the treebanks have them),
    /// and without regard to case.
    pub lemma_plain: Score,
    /// Heads.
    pub uas: Score,
    /// Heads with their relation, subtype apart.
    pub las: Score,
}

impl Scores {
    /// The measures with their names, in the order of the shared task.
    pub fn all(&self) -> [(&'static str, Score); 8] {
        [
            ("words", self.words),
            ("sentences", self.sentences),
            ("upos", self.upos),
            ("feats", self.feats),
            ("lemma", self.lemma),
            ("lemma-plain", self.lemma_plain),
            ("uas", self.uas),
            ("las", self.las),
        ]
    }
}

/// A word with its place in the text without white space.
struct Word<'a> {
    span: (usize, usize),
    token: &'a Token,
    /// Index of the head among all words, none for a root.
    head: Option<usize>,
}

struct Words<'a> {
    words: Vec<Word<'a>>,
    sentences: Vec<(usize, usize)>,
    text: String,
}

fn words(sentences: &[Sentence]) -> Words<'_> {
    let mut out = Words { words: Vec::new(), sentences: Vec::new(), text: String::new() };
    let mut at = 0;
    for sentence in sentences {
        let (first, start) = (out.words.len(), at);
        for token in &sentence.tokens {
            let form = || token.form.chars().filter(|c| !c.is_whitespace());
            let end = at + form().count();
            out.text.extend(form());
            let head = token.head.map(|h| first + h);
            out.words.push(Word { span: (at, end), token, head });
            at = end;
        }
        out.sentences.push((start, at));
    }
    out
}

/// Compares a system's reading of a text with the gold standard's.
///
/// # Errors
/// The place (in code points without white space) where the two texts begin to differ.
pub fn compare(gold: &[Sentence], system: &[Sentence]) -> Result<Scores, usize> {
    let (gold, system) = (words(gold), words(system));
    if gold.text != system.text {
        let same = gold.text.chars().zip(system.text.chars()).take_while(|(a, b)| a == b);
        return Err(same.count());
    }
    let pairs = aligned(&gold, &system);
    let of_gold: Vec<Option<usize>> = by_gold(&pairs, gold.words.len());
    let count = |right: &dyn Fn(&Word, &Word) -> bool| Score {
        correct: pairs.iter().filter(|&&(g, s)| right(&gold.words[g], &system.words[s])).count(),
        gold: gold.words.len(),
        system: system.words.len(),
    };
    let heads = |g: &Word, s: &Word| match g.head {
        None => s.head.is_none(),
        Some(h) => s.head.is_some() && of_gold[h] == s.head,
    };
    Ok(Scores {
        words: count(&|_, _| true),
        sentences: same_sentences(&gold, &system),
        upos: count(&|g, s| g.token.upos == s.token.upos),
        feats: count(&|g, s| universal(&g.token.feats).eq(universal(&s.token.feats))),
        lemma: count(&|g, s| g.token.lemma.is_empty() || g.token.lemma == s.token.lemma),
        lemma_plain: count(&|g, s| plain(&g.token.lemma) == plain(s.token.base())),
        uas: count(&heads),
        las: count(&|g, s| heads(g, s) && g.token.relation() == s.token.relation()),
    })
}

/// Pairs of words with the same span.
fn aligned(gold: &Words, system: &Words) -> Vec<(usize, usize)> {
    let (mut out, mut g, mut s) = (Vec::new(), 0, 0);
    while g < gold.words.len() && s < system.words.len() {
        let (a, b) = (gold.words[g].span, system.words[s].span);
        if a == b {
            out.push((g, s));
        }
        (g, s) = (g + usize::from(a.1 <= b.1), s + usize::from(b.1 <= a.1));
    }
    out
}

fn by_gold(pairs: &[(usize, usize)], length: usize) -> Vec<Option<usize>> {
    let mut out = vec![None; length];
    for &(g, s) in pairs {
        out[g] = Some(s);
    }
    out
}

fn same_sentences(gold: &Words, system: &Words) -> Score {
    let known: std::collections::HashSet<_> = gold.sentences.iter().collect();
    Score {
        correct: system.sentences.iter().filter(|s| known.contains(s)).count(),
        gold: gold.sentences.len(),
        system: system.sentences.len(),
    }
}

/// Features that the shared task compares (those of the universal set).
const UNIVERSAL: [&str; 21] = [
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number",
    "Case", "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident",
    "Polarity", "Person", "Polite",
];

fn universal(feats: &str) -> impl Iterator<Item = &str> {
    feats.split('|').filter(|f| UNIVERSAL.contains(&f.split('=').next().unwrap_or_default()))
}

/// A lemma without the marks that part compounds and particles, in lower case.
pub fn plain(lemma: &str) -> String {
    match lemma {
        "_" => "_".to_owned(),
        _ => lemma.chars().filter(|&c| c != '_').flat_map(char::to_lowercase).collect(),
    }
}

/// Compares names over the same tokens as the CoNLL-2002 shared task did: a name is right if its first and last token
/// and its type are. Gives each type, those of people, places and organisations together, and all.
pub fn names(gold: &[Sentence], system: &[Sentence]) -> Vec<(&'static str, Score)> {
    use EntityType::{Location, Organisation, Other, Person};
    let (gold, system) = (spans(gold), spans(system));
    let score = |kinds: &[EntityType]| {
        let of =
            |all: &[Name]| all.iter().filter(|n| kinds.contains(&n.3)).copied().collect::<Vec<_>>();
        let known: std::collections::HashSet<Name> = of(&gold).into_iter().collect();
        let found = of(&system);
        let correct = found.iter().filter(|n| known.contains(n)).count();
        Score { correct, gold: known.len(), system: found.len() }
    };
    vec![
        ("people", score(&[Person])),
        ("places", score(&[Location])),
        ("organisations", score(&[Organisation])),
        ("others", score(&[Other])),
        ("first three", score(&[Person, Location, Organisation])),
        ("all", score(&[Person, Location, Organisation, Other])),
    ]
}

/// Sentence, first and last token, type.
type Name = (usize, usize, usize, EntityType);

fn spans(sentences: &[Sentence]) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    for (s, sentence) in sentences.iter().enumerate() {
        for (i, token) in sentence.tokens.iter().enumerate() {
            match (token.entity, out.last_mut()) {
                (Some(tag), Some(last))
                    if !tag.first && last.0 == s && last.2 + 1 == i && last.3 == tag.kind =>
                {
                    last.2 = i;
                }
                (Some(tag), _) => out.push((s, i, i, tag.kind)),
                (None, _) => {}
            }
        }
    }
    out
}
