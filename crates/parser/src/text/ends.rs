//! A small learned second opinion on where sentences end: headings and list items that run on into the next sentence
//! carry no mark that a rule could see.
//!
//! Logistic regression over hashed features of the gap between two tokens (Gillick 2009, "Sentence boundary detection
//! and the problem with the U.S.", with a window of words instead of two).

use super::chars::*;
use std::ops::Range;

/// Number of weights; features are hashed into them.
const SIZE: usize = 1 << 16;
/// What a weight of 1 in the file stands for.
const SCALE: f32 = 1.0 / 16.0;
/// How many tokens back and ahead are looked at as a bag.
const REACH: usize = 8;
/// How many tokens back and ahead are searched for a verb.
const FAR: usize = 24;

/// The learned weights, and what kinds of words there are.
#[derive(Debug, Clone)]
pub struct Ends {
    weights: Box<[i8]>,
    kinds: Kinds,
}

impl Ends {
    /// Reads a file: the weights, one signed byte each, and the [`Kinds`], one byte each.
    pub fn from_bytes(bytes: &[u8]) -> Option<Ends> {
        let (weights, kinds) = bytes.split_at_checked(SIZE)?;
        let weights = weights.iter().map(|&b| b as i8).collect();
        (kinds.len() == SIZE).then_some(Ends { weights, kinds: Kinds(kinds.into()) })
    }

    /// Whether a word is known in small letters, so that a capital makes no name of it.
    pub fn knows(&self, token: &[char]) -> bool {
        self.kinds.of(token) != 0
    }

    /// Log-odds that a sentence ends at a gap.
    pub fn score(&self, gap: &Gap) -> f32 {
        features(gap, &self.kinds).iter().map(|&f| f32::from(self.weights[f]) * SCALE).sum()
    }
}

/// What words are when they stand in small letters, so that a capital before a common word says something: a hashed table
/// of a kind from 1 (three bits) with a check against chance (five bits).
#[derive(Debug, Clone)]
struct Kinds(Box<[u8]>);

/// A finite verb, among the kinds of words.
const FINITE: u64 = 1;

impl Kinds {
    /// The kind of a word, 0 if it was never seen in small letters.
    fn of(&self, token: &[char]) -> u64 {
        let (place, check) = Self::place(token);
        let byte = self.0[place];
        if byte & 31 == check { u64::from(byte >> 5) } else { 0 }
    }

    fn place(token: &[char]) -> (usize, u8) {
        let hash = mix(7, word(token));
        (hash as usize % SIZE, (hash >> 40) as u8 & 31)
    }
}

/// The gap before token `at`.
#[derive(Clone, Copy)]
pub struct Gap<'a> {
    /// The paragraph.
    pub text: &'a [char],
    /// Its tokens.
    pub tokens: &'a [Range<usize>],
    /// First token of the sentence that may end here.
    pub start: usize,
    /// The token that may begin the next.
    pub at: usize,
    /// Whether the rules end a sentence here.
    pub rule: bool,
}

impl<'a> Gap<'a> {
    pub(super) fn token(&self, at: usize) -> &'a [char] {
        self.tokens.get(at).map_or(&[], |r| &self.text[r.clone()])
    }

    /// Whether a sentence could begin at the gap at all: with a capital, a figure or a mark that opens, and not after a
    /// mark that leads on.
    pub fn is_open(&self) -> bool {
        let Some(&first) = self.token(self.at).first() else { return false };
        let leads_on = match self.token(self.at - 1) {
            [c] | [c, _] => {
                matches!(c, ',' | ';' | ':' | '“' | '‘' | '„' | '«')
                    || is_bullet(*c)
                    || is_open_bracket(*c)
            }
            _ => false,
        };
        let goes_on = first.is_lowercase() || is_close_bracket(first) || is_terminal(first);
        !leads_on && !goes_on && !matches!(first, ',' | ';' | ':' | '”')
    }
}

/// A word as features see it: short, folded, figures and quotation marks alike.
fn word(token: &[char]) -> u64 {
    token.iter().take(12).fold(5, |h, &c| {
        let c = match c {
            c if is_quote(c) => '"',
            c if c.is_numeric() => '0',
            c => c.to_lowercase().next().unwrap_or(c),
        };
        mix(h, c as u64)
    })
}

/// What kind of token it is.
fn shape(token: &[char]) -> u64 {
    let [first, rest @ ..] = token else { return 1 };
    let letters = rest.iter().take(20).filter(|c| c.is_alphabetic());
    match first {
        c if is_quote(*c) => 2,
        c if is_open_bracket(*c) => 3,
        c if is_close_bracket(*c) => 4,
        c if is_terminal(*c) => 5,
        c if c.is_numeric() => 6,
        c if c.is_lowercase() => 7,
        c if c.is_uppercase() && token.ends_with(&['.']) => 8,
        c if c.is_uppercase() && letters.clone().any(|c| c.is_lowercase()) => 9,
        c if c.is_uppercase() => 10 + u64::from(rest.len() > 1),
        c => 20 + *c as u64,
    }
}

fn mix(a: u64, b: u64) -> u64 {
    let h = (a.rotate_left(23) ^ b).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    h ^ (h >> 29)
}

fn length(tokens: usize) -> u64 {
    match tokens {
        0..5 => tokens as u64,
        5..7 => 5,
        7..10 => 6,
        10..15 => 7,
        15..25 => 8,
        _ => 9,
    }
}

/// The weights that speak of a gap.
fn features(gap: &Gap, kinds: &Kinds) -> Vec<usize> {
    let mut out = Vec::with_capacity(72);
    let rule = u64::from(gap.rule);
    let before = |n: usize| {
        gap.at.checked_sub(n).filter(|&i| i >= gap.start).map_or(&[][..], |i| gap.token(i))
    };
    let after = |n: usize| gap.token(gap.at + n);
    let [p1, p2, p3] = [1, 2, 3].map(before);
    let [n1, n2, n3] = [0, 1, 2].map(after);
    let mut id = 0;
    let mut add = |parts: &[u64]| {
        id += 1;
        let hash = parts.iter().fold(mix(id, rule), |h, &p| mix(h, p));
        out.push(hash as usize % SIZE);
    };
    let so_far = length(gap.at - gap.start);
    let in_segment = gap.start..gap.at;
    let lower = in_segment.clone().rev().take(REACH).any(|i| shape(gap.token(i)) == 7);
    let first = gap.token(gap.start);
    let far = gap.start.max(gap.at.saturating_sub(REACH));
    let ahead = (gap.at..gap.tokens.len()).take(REACH);
    let next_capital = ahead.clone().skip(1).position(|i| matches!(shape(gap.token(i)), 9..12));
    let next_stop = ahead.clone().position(|i| shape(gap.token(i)) == 5);
    add(&[]);
    add(&[word(p1)]);
    add(&[word(n1)]);
    add(&[word(n2)]);
    add(&[word(p2)]);
    add(&[word(n1), word(n2)]);
    add(&[word(p1), word(n1)]);
    add(&[shape(p1), shape(n1)]);
    add(&[shape(p1), word(n1)]);
    add(&[word(p1), shape(n1)]);
    add(&[shape(p1), word(n1), shape(n2)]);
    add(&[shape(p1), shape(n1), shape(n2)]);
    add(&[shape(p2), shape(p1), shape(n1), shape(n2)]);
    add(&[shape(p3), shape(p2), shape(p1), shape(n1)]);
    add(&[shape(p1), shape(n1), shape(n2), shape(n3)]);
    add(&[so_far, shape(n1)]);
    add(&[so_far, shape(p1), shape(n1), u64::from(lower)]);
    add(&[so_far, shape(first), u64::from(lower)]);
    add(&[word(first), so_far]);
    add(&[next_capital.unwrap_or(99) as u64, shape(n1)]);
    add(&[next_stop.unwrap_or(99) as u64, shape(n1), so_far]);
    add(&[u64::from(gap.at + REACH > gap.tokens.len())]);
    let finite = |mut tokens: Range<usize>| tokens.any(|i| kinds.of(gap.token(i)) == FINITE);
    let told = u64::from(finite(gap.start.max(gap.at.saturating_sub(FAR))..gap.at));
    let stop = next_stop.map_or(gap.tokens.len().min(gap.at + FAR), |n| gap.at + n);
    let tells = u64::from(finite(gap.at..stop));
    let [k2, k1, m1, m2, m3] = [p2, p1, n1, n2, n3].map(|t| kinds.of(t));
    add(&[m1, shape(n1)]);
    add(&[m1, m2, shape(n1), shape(n2)]);
    add(&[k1, m1, shape(p1), shape(n1)]);
    add(&[k1, m1, m2, shape(n1), shape(n2)]);
    add(&[k2, k1, m1, shape(p2), shape(p1), shape(n1)]);
    add(&[m1, m2, m3, shape(n1), shape(n2), shape(n3)]);
    add(&[k1, word(n1)]);
    add(&[word(p1), m1, shape(n1)]);
    add(&[told, tells, m1, shape(n1)]);
    add(&[told, tells, so_far, m1, shape(n1)]);
    add(&[told, tells, k1, m1, m2, shape(n1)]);
    for i in far..gap.at {
        out.push(mix(mix(1001, rule), word(gap.token(i))) as usize % SIZE);
    }
    for i in ahead.skip(1) {
        out.push(mix(mix(1002, rule), word(gap.token(i))) as usize % SIZE);
    }
    out
}

/// Learning of the weights.
#[cfg(feature = "train")]
pub mod learn {
    use super::*;
    use crate::text::sentences::by_rule;
    use kroniek_model::{Sentence, Token, Upos};
    use kroniek_pack::TextRules;
    use std::collections::BTreeMap;

    /// One gap: its features and whether a sentence ends there.
    type Example = (Vec<usize>, bool);

    /// Learns from sentences that follow each other, joined into paragraphs; the weights as [`Ends::from_bytes`] reads
    /// them. Noun phrases of the sentences are strewn between them as headings, since treebanks hold few. The same
    /// sentences give the same weights.
    ///
    /// `snippets` are lines of an encyclopedia, in no order: those that end without a mark serve as headings too, the
    /// others as sentences between them.
    pub fn learn(
        rules: &TextRules,
        sentences: &[Sentence],
        strewn: &[Sentence],
        snippets: &[Sentence],
    ) -> Vec<u8> {
        let mut random = Random(88_172_645_463_325_252);
        let mut examples = Vec::new();
        let kinds = kinds(sentences.iter().chain(strewn));
        for (offset, size) in [(0, 5), (2, 7), (1, 3), (3, 5), (1, 5), (2, 5), (4, 5), (0, 9)] {
            for part in sentences[offset..].chunks(size) {
                examples.extend(of_paragraph(rules, &kinds, part));
            }
        }
        let lines: Vec<Sentence> = snippets.iter().filter_map(line).collect();
        let (whole, bare): (Vec<_>, Vec<_>) = lines.into_iter().partition(has_stop);
        let headings: Vec<Sentence> = strewn.iter().flat_map(headings).collect();
        for (body, headings) in [(strewn, &headings), (strewn, &bare), (&whole, &bare)] {
            for part in body.chunks(4) {
                examples.extend(of_paragraph(rules, &kinds, &strew(part, headings, &mut random)));
            }
        }
        let weights = descend(&examples, &mut random);
        let byte = |w: &f32| (w / SCALE).round().clamp(-127.0, 127.0) as i8 as u8;
        weights.iter().map(byte).chain(kinds.0).collect()
    }

    /// What the words of a treebank most often are where they stand in small letters.
    fn kinds<'a>(bank: impl Iterator<Item = &'a Sentence>) -> Kinds {
        let mut seen: BTreeMap<&str, [usize; 8]> = BTreeMap::new();
        for token in bank.flat_map(|s| &s.tokens) {
            if token.form.starts_with(char::is_lowercase) {
                seen.entry(&token.form).or_default()[kind(token)] += 1;
            }
        }
        let mut out = vec![0; SIZE];
        for (form, counts) in seen {
            let most = (1..8).max_by_key(|&k| counts[k]).unwrap_or(7);
            let (place, check) = Kinds::place(&form.chars().collect::<Vec<_>>());
            out[place] = (most as u8) << 5 | check;
        }
        Kinds(out.into())
    }

    fn kind(token: &Token) -> usize {
        match token.upos {
            Upos::Verb | Upos::Aux if token.feats.contains("VerbForm=Fin") => FINITE as usize,
            Upos::Verb | Upos::Aux => 2,
            Upos::Noun => 3,
            Upos::Adj | Upos::Num => 4,
            Upos::Det | Upos::Pron => 5,
            Upos::Adp => 6,
            _ => 7,
        }
    }

    struct Random(u64);

    impl Random {
        fn below(&mut self, n: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 % n.max(1) as u64) as usize
        }
    }

    /// Noun phrases of a sentence, with a capital, as they might stand over a paragraph.
    fn headings(sentence: &Sentence) -> Vec<Sentence> {
        let tokens = &sentence.tokens;
        let noun = |&i: &usize| matches!(tokens[i].upos, Upos::Noun | Upos::Propn);
        (0..tokens.len()).filter(noun).filter_map(|i| heading(sentence, i)).collect()
    }

    /// A snippet as a line of running text, if no markup is left in it: marks stand against the words that they belong to.
    fn line(snippet: &Sentence) -> Option<Sentence> {
        let tokens = &snippet.tokens;
        let first = tokens.first()?.form.chars().next()?;
        let markup = |t: &Token| t.form.contains(['\'', '|', '*', '[', ']', '=', '"', '<', '#']);
        if !(first.is_uppercase() || first.is_numeric()) || tokens.iter().any(markup) {
            return None;
        }
        let mut line = snippet.clone();
        for i in 0..tokens.len() {
            let closes = |t: &Token| {
                t.form.chars().all(|c| is_closer(c) || is_terminal(c) || ",;:".contains(c))
            };
            let joined =
                tokens.get(i + 1).is_some_and(closes) || matches!(&*tokens[i].form, "(" | "«");
            line.tokens[i].space_after = !joined;
        }
        Some(line)
    }

    fn has_stop(line: &Sentence) -> bool {
        line.tokens.last().is_some_and(|t| t.form.ends_with(is_terminal))
    }

    fn heading(sentence: &Sentence, noun: usize) -> Option<Sentence> {
        let tokens = &sentence.tokens;
        let under = |&i: &usize| {
            std::iter::successors(Some(i), |&i| tokens[i].head).take(30).any(|i| i == noun)
        };
        let (mut first, last) = ((0..noun + 1).find(under)?, (0..tokens.len()).rfind(under)?);
        while first < noun
            && matches!(tokens[first].upos, Upos::Adp | Upos::Det | Upos::Punct | Upos::Cconj)
        {
            first += 1;
        }
        let mut phrase = tokens[first..=last].to_vec();
        let plain = phrase.len() < 9
            && phrase.iter().all(|t| t.upos != Upos::Punct && t.upos != Upos::Verb);
        if !plain {
            return None;
        }
        let mut letters = phrase[0].form.chars();
        phrase[0].form = letters.next()?.to_uppercase().chain(letters).collect();
        phrase.last_mut()?.space_after = true;
        Some(Sentence { tokens: phrase, ..sentence.clone() })
    }

    /// The sentences of a paragraph with headings here and there before them.
    fn strew(part: &[Sentence], headings: &[Sentence], random: &mut Random) -> Vec<Sentence> {
        let mut out = Vec::new();
        for sentence in part {
            if random.below(2) == 0 {
                let several = [1, 1, 1, 2, 2, 4][random.below(6)];
                out.extend(
                    (0..several)
                        .filter_map(|_| headings.get(random.below(headings.len())).cloned()),
                );
            }
            out.push(sentence.clone());
        }
        out
    }

    fn of_paragraph(rules: &TextRules, kinds: &Kinds, part: &[Sentence]) -> Vec<Example> {
        let (mut text, mut tokens, mut starts) = (Vec::new(), Vec::new(), Vec::new());
        for sentence in part {
            starts.push(tokens.len());
            for token in &sentence.tokens {
                let start = text.len();
                text.extend(token.form.chars());
                tokens.push(start..text.len());
                if token.space_after {
                    text.push(' ');
                }
            }
            text.push(' ');
        }
        let rule = by_rule(rules, &text, &tokens).starts;
        let mut start = 0;
        let mut out = Vec::new();
        for at in 1..tokens.len() {
            let gap = Gap { text: &text, tokens: &tokens, start, at, rule: rule.contains(&at) };
            let gold = starts.contains(&at);
            if gap.is_open() && !gap.rule {
                out.push((features(&gap, kinds), gold));
            }
            if gold {
                start = at;
            }
        }
        out
    }

    /// Stochastic gradient descent with adaptive steps and a little shrinking.
    fn descend(examples: &[Example], random: &mut Random) -> Vec<f32> {
        let (mut weights, mut squares) = (vec![0f32; SIZE], vec![1e-3f32; SIZE]);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for _ in 0..12 {
            for i in (1..order.len()).rev() {
                order.swap(i, random.below(i + 1));
            }
            for &i in &order {
                let (features, gold) = &examples[i];
                let z: f32 = features.iter().map(|&f| weights[f]).sum();
                let error = f32::from(u8::from(*gold)) - 1.0 / (1.0 + (-z).exp());
                for &f in features {
                    let gradient = error - 1e-4 * weights[f];
                    squares[f] += gradient * gradient;
                    weights[f] += 0.1 * gradient / squares[f].sqrt();
                }
            }
        }
        weights
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_file_is_read() {
        assert!(Ends::from_bytes(&[0; 10]).is_none());
        assert!(Ends::from_bytes(&vec![0; 2 * SIZE]).is_some());
    }

    #[test]
    fn a_gap_before_a_small_letter_or_a_comma_is_not_open() {
        let text: Vec<char> = "De top , in Peking".chars().collect();
        let tokens = [0..2, 3..6, 7..8, 9..11, 12..18];
        let open = |at| Gap { text: &text, tokens: &tokens, start: 0, at, rule: false }.is_open();
        assert_eq!([1, 2, 3, 4].map(open), [false, false, false, true]);
    }
}
