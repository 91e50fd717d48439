//! What dating an event needs to know of a sentence.

use super::clauses::Clauses;
use kroniek_model::{Field, ParagraphKind, Sentence, Token, Upos, When};
use kroniek_pack::time::TenseWords;
use std::collections::HashSet;

/// Where a sentence stands, and what in it bears on the dates of its events.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// Its paragraph.
    pub paragraph: usize,
    /// Which text it lies in.
    pub field: Field,
    /// What its paragraph is on the page.
    pub kind: Option<ParagraphKind>,
    /// The day that its item is stamped with.
    pub stamp: Option<When>,
    /// Its clauses.
    pub clauses: Clauses,
    /// Whether it takes up the time of what went before ("toen", "daarop").
    pub then: bool,
    /// Which tokens are verbs.
    pub verbs: Vec<bool>,
    /// Which tokens tell something new: verbs, heads of clauses, and nouns that nothing marks as known.
    pub new: Vec<bool>,
    /// Which clauses tell of what holds always, or for long.
    pub lasting: Vec<usize>,
    /// Whether "since" in it tells of something else than when a thing began ("the first since").
    pub first: bool,
}

impl Place {
    /// Looks at a sentence.
    pub fn new(words: &TenseWords, sentence: &Sentence, stamp: Option<When>) -> Place {
        let has = |set: &HashSet<String>| {
            sentence.tokens.iter().any(|t| set.contains(&t.form.to_lowercase()))
        };
        let clauses = Clauses::new(words, sentence);
        Place {
            paragraph: sentence.paragraph,
            field: sentence.field,
            kind: Some(sentence.kind),
            stamp,
            then: takes_up(words, sentence),
            verbs: sentence.tokens.iter().map(is_verb).collect(),
            new: (0..sentence.tokens.len()).map(|i| is_new(sentence, i)).collect(),
            lasting: lasting(words, sentence).map(|i| clauses.of(i)).collect(),
            first: has(&words.first_since),
            clauses,
        }
    }

    /// Whether it is a headline.
    pub fn is_heading(&self) -> bool {
        self.field == Field::Title || self.kind == Some(ParagraphKind::Heading)
    }

    /// Whether it is running text.
    pub fn is_body(&self) -> bool {
        self.kind == Some(ParagraphKind::Body) && self.field == Field::Text
    }
}

/// Whether a word takes up the time of what went before, and not only tells which thing is meant ("of then").
fn takes_up(words: &TenseWords, sentence: &Sentence) -> bool {
    let is =
        |i: usize, set: &HashSet<String>| set.contains(&sentence.tokens[i].form.to_lowercase());
    let free = |i: usize| i == 0 || !is(i - 1, &words.of);
    (0..sentence.tokens.len()).any(|i| is(i, &words.then) && free(i))
}

/// Where words stand that tell of what holds always, or for long: one word, or two in a row.
fn lasting<'a>(words: &'a TenseWords, sentence: &'a Sentence) -> impl Iterator<Item = usize> + 'a {
    let forms: Vec<String> = sentence.tokens.iter().map(|t| t.form.to_lowercase()).collect();
    (0..forms.len()).filter(move |&i| {
        let pair = || forms.get(i..i + 2).is_some_and(|two| words.lasting.contains(&two.join(" ")));
        words.lasting.contains(&forms[i]) || pair()
    })
}

fn is_verb(token: &Token) -> bool {
    matches!(token.upos, Upos::Verb | Upos::Aux)
}

/// Whether a token tells something new: a verb, the head of a clause, a noun without a mark of the known.
fn is_new(sentence: &Sentence, i: usize) -> bool {
    let below = || sentence.children(i).map(|c| &sentence.tokens[c]);
    let known = |t: &Token| {
        t.feat("Definite") == Some("Def")
            || t.feat("Poss") == Some("Yes")
            || t.relation() == "nmod:poss"
    };
    is_verb(&sentence.tokens[i]) || below().any(is_verb) || !below().any(known)
}
