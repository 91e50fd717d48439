//! Cutting a paragraph into tokens as Universal Dependencies has them: words whole, marks at their edges apart.
//!
//! Every step looks at a bounded stretch, so the time is linear in the text whatever it holds.

use super::chars::*;
use kroniek_pack::TextRules;
use std::ops::Range;

/// How far a quotation mark or bracket looks for its partner inside a word.
const PARTNER_REACH: usize = 40;
/// Longest word that is looked up as an abbreviation, in code points.
const LONGEST_ABBREVIATION: usize = 24;

/// Cuts `text` into tokens: ranges of its code points that leave out white space only.
pub fn tokens(rules: &TextRules, text: &[char]) -> Vec<Range<usize>> {
    let mut cutter = Cutter { rules, text, out: Vec::new(), quote_open: false };
    let mut start = 0;
    while start < text.len() {
        let end = text[start..].iter().position(|c| c.is_whitespace());
        let end = end.map_or(text.len(), |n| start + n);
        cutter.chunk(start, end);
        start = end + 1;
    }
    cutter.out
}

struct Cutter<'a> {
    rules: &'a TextRules,
    text: &'a [char],
    out: Vec<Range<usize>>,
    /// Whether a single quotation mark stands open, so that the next may be its partner.
    quote_open: bool,
}

impl Cutter<'_> {
    /// Cuts what stands between two stretches of white space.
    fn chunk(&mut self, mut start: usize, mut end: usize) {
        start = self.front(start, end);
        let mut back = Vec::new();
        while start < end && is_trailing(self.text[end - 1]) && !self.keeps_back(start, end) {
            let n = mark_length_at_end(&self.text[start..end]);
            back.push(end - n..end);
            end -= n;
        }
        self.word(start, end);
        for mark in back.into_iter().rev() {
            self.note_quote(mark.start, false);
            self.out.push(mark);
        }
    }

    /// Cuts the marks off the front of a word and gives where the word begins.
    fn front(&mut self, mut start: usize, end: usize) -> usize {
        while start < end && is_leading(self.text[start]) && !self.keeps_front(start, end) {
            let n = mark_length(&self.text[start..end]);
            self.note_quote(start, true);
            self.out.push(start..start + n);
            start += n;
        }
        start
    }

    fn note_quote(&mut self, at: usize, opens: bool) {
        if is_apostrophe(self.text[at]) {
            self.quote_open = opens;
        }
    }

    /// Cuts a word without its outer marks where several words were run together.
    fn word(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        if word.is_empty() {
            return;
        }
        if is_address(word) {
            self.out.push(start..end);
            return;
        }
        let (mut from, mut at) = (start, start + 1);
        while at + 1 < end {
            match inner_mark(&self.text[from..end], at - from) {
                0 => at += 1,
                n => {
                    self.push(from, at);
                    self.push(at, at + n);
                    from = self.front(at + n, end);
                    at = from + 1;
                }
            }
        }
        self.push(from, end);
    }

    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.out.push(start..end);
        }
    }

    /// Whether the mark at the front belongs to the word: 's-Gravenhage, '30, (tbs-)behandeling.
    fn keeps_front(&self, start: usize, end: usize) -> bool {
        let word = &self.text[start..end];
        let digit = |i: usize| word.get(i).is_some_and(char::is_ascii_digit);
        if is_apostrophe(word[0]) {
            let year = digit(1) && digit(2) && !digit(3);
            return year && !self.closes_soon(end) || self.apostrophe_word(word);
        }
        if word[0] == '*' {
            return word.get(1).is_some_and(|c| c.is_alphanumeric());
        }
        word[0] == '.' && digit(1) || partner_joins(word)
    }

    /// Whether a closing mark follows the chunk within a word or two, which makes '30 procent' a quotation.
    fn closes_soon(&self, end: usize) -> bool {
        let rest = &self.text[end..(end + PARTNER_REACH).min(self.text.len())];
        is_apostrophe(self.text[end - 1])
            || rest.windows(2).any(|w| w[0].is_alphanumeric() && is_apostrophe(w[1])) && {
                let at = rest.windows(2).position(|w| is_apostrophe(w[1])).unwrap_or(0) + 2;
                rest.get(at).is_none_or(|c| !c.is_alphanumeric())
            }
    }

    /// Whether the word, up to a hyphen or its trailing marks, is written with its apostrophe.
    fn apostrophe_word(&self, word: &[char]) -> bool {
        let length = word.iter().skip(1).take(6).take_while(|c| c.is_alphabetic()).count() + 1;
        let ends =
            word.get(length).is_none_or(|&c| c == '-' || !is_apostrophe(c) && !c.is_alphanumeric());
        let quotation = word.get(1).is_some_and(|c| c.is_uppercase());
        length > 1 && ends && !quotation && self.rules.apostrophe.contains(&folded(&word[..length]))
    }

    /// Whether the mark at the end belongs to the word: bijv., J., Hans', dader(s).
    fn keeps_back(&self, start: usize, end: usize) -> bool {
        let word = &self.text[start..end];
        match word[word.len() - 1] {
            '.' => self.keeps_stop(start, end),
            ')' => opened_inside(word),
            c if is_apostrophe(c) => self.keeps_apostrophe(word),
            _ => false,
        }
    }

    fn keeps_apostrophe(&self, word: &[char]) -> bool {
        let stem = &word[..word.len() - 1];
        let name = stem.iter().all(|c| c.is_alphabetic() || *c == '-');
        let ending =
            |n: usize| stem.get(stem.len().saturating_sub(n)..).map(folded).unwrap_or_default();
        let possessive = || {
            stem.first().is_some_and(|c| c.is_uppercase())
                && (1..4).any(|n| self.rules.possessive_after.contains(&ending(n)))
        };
        let listed = || word.len() < 6 && self.rules.apostrophe.contains(&folded(word));
        word.len() <= PARTNER_REACH && name && (listed() || !self.quote_open && possessive())
    }

    /// Whether the full stop at the end belongs to the word.
    fn keeps_stop(&self, start: usize, end: usize) -> bool {
        let word = &self.text[start..end];
        if word.len() < 2 || word.len() > LONGEST_ABBREVIATION {
            return false;
        }
        if word.ends_with(&['.', '.']) {
            return word.ends_with(&['-', '.', '.', '.']);
        }
        let next = self.next_word(end);
        let key = folded(word);
        let tail = key.rsplit('-').next().unwrap_or(&key);
        !is_acronym(word) && (self.abbreviation(&key, next) || self.abbreviation(tail, next))
            || self.initial(word, next)
            || self.item_number(word, start, end)
    }

    /// Whether the word before a full stop is known to be cut short.
    fn abbreviation(&self, key: &str, next: &[char]) -> bool {
        let rules = self.rules;
        let number = next.first().is_some_and(char::is_ascii_digit);
        let capital = next.first().is_some_and(|c| c.is_uppercase())
            && !rules.starters.contains(&folded(next));
        let after_number = || {
            let last = self.out.last().map(|r| &self.text[r.clone()]);
            last.is_some_and(|w| w.iter().all(char::is_ascii_digit))
        };
        rules.inner.contains(key)
            || rules.closing.contains(key)
            || number && (rules.before_number.contains(key) || rules.dates.contains(key))
            || capital && rules.before_capital.contains(key)
            || rules.dates.contains(key) && after_number()
    }

    /// J., J.P., V.S., a.u.b.: single letters with full stops.
    fn initial(&self, word: &[char], next: &[char]) -> bool {
        let letters = word.split(|&c| c == '.' || c == '-').filter(|p| !p.is_empty());
        if !letters.clone().all(|p| p.len() == 1 && p[0].is_alphabetic()) {
            return false;
        }
        let goes_on = next.first().is_some_and(|c| c.is_uppercase())
            || self.rules.particles.contains(&folded(next));
        match letters.count() {
            0 => false,
            1 => word[0].is_uppercase() && goes_on && !self.rules.starters.contains(&folded(next)),
            _ => true,
        }
    }

    /// "1." that numbers an item: it opens the paragraph and something follows.
    fn item_number(&self, word: &[char], start: usize, end: usize) -> bool {
        start == 0
            && end < self.text.len()
            && word.len() < 4
            && word[..word.len() - 1].iter().all(char::is_ascii_digit)
    }

    /// The next word after a position, without the marks before it; at most a few code points of it.
    fn next_word(&self, end: usize) -> &[char] {
        let rest = &self.text[end..(end + PARTNER_REACH).min(self.text.len())];
        let start = rest.iter().position(|c| c.is_alphanumeric()).unwrap_or(rest.len());
        let rest = &rest[start..];
        &rest[..rest.iter().position(|c| !c.is_alphanumeric()).unwrap_or(rest.len())]
    }
}

/// Whether the partner of the first character stands inside the word and goes on into it: `"proef"-station`, `(sub)faculteit`.
fn partner_joins(word: &[char]) -> bool {
    let Some(partner) = partner(word[0]) else { return false };
    let reach = &word[1..word.len().min(PARTNER_REACH)];
    let Some(at) = reach.iter().position(|&c| c == partner) else { return false };
    let joined = |c: &char| *c == '-' || partner == ')' && c.is_lowercase();
    at > 0 && reach.get(at + 1).is_some_and(joined)
}

/// Whether a word is capitals and a full stop: a name at the end of its sentence ("de VS."), however much it looks like a
/// word cut short ("vs.").
fn is_acronym(word: &[char]) -> bool {
    matches!(word, [letters @ .., '.'] if letters.len() > 1 && letters.iter().all(|c| c.is_uppercase()))
}

/// Whether the bracket that closes at the end opened inside the word: `dader(s)`.
fn opened_inside(word: &[char]) -> bool {
    let from = word.len().saturating_sub(PARTNER_REACH);
    word[from..].iter().rposition(|&c| c == '(').is_some_and(|i| from + i > 0)
}

/// Whether a word is an address of the web or of mail, which is never cut inside.
fn is_address(word: &[char]) -> bool {
    let head = &word[..word.len().min(16)];
    let has = |s: &str| head.windows(s.len()).any(|w| w.iter().copied().eq(s.chars()));
    has("://")
        || head.starts_with(&['w', 'w', 'w', '.'])
        || word[1..].iter().take(64).any(|&c| c == '@')
}

/// Length of the mark at `at` that parts two words written together; 0 where the word goes on.
fn inner_mark(word: &[char], at: usize) -> usize {
    let (before, c) = (word[at - 1], word[at]);
    let n = mark_length(&word[at..]);
    let Some(&after) = word.get(at + n) else { return 0 };
    let sentence_begins =
        before.is_lowercase() && after.is_uppercase() && at > 1 && word[at - 2].is_alphabetic();
    let parts = match c {
        '—' => true,
        '-' => n > 1 && before.is_alphabetic() && after.is_alphabetic(),
        '.' if n > 1 => before.is_alphabetic() && after.is_alphanumeric(),
        '…' => after.is_alphanumeric(),
        '.' | '!' | '?' => sentence_begins,
        ',' | ';' => before.is_alphabetic() && (after.is_alphabetic() || is_quote(after)),
        ':' => is_quote(after) || word[at + 1..].starts_with(&[',', ',']),
        '”' | '"' | '»' => {
            is_terminal(before) || matches!(before, ',') || matches!(after, ',' | '.')
        }
        _ => false,
    };
    if parts { n } else { 0 }
}
