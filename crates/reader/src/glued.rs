//! Headings that stand in the middle of running text, without a full stop or a line of their own.

use crate::furniture::Furniture;
use crate::glyph::Glyph;
use crate::lines::quote;
use std::ops::Range;

/// A heading between sentences has this many words at most, a headline above them twice as many.
const WORDS: usize = 8;

/// The headings in `piece`, in order: from the start of a sentence up to a word with a capital that begins another
/// ("Bommen op ambassade De komst van ..."). `head` allows a longer one at the very beginning.
pub(crate) fn headings(piece: &[Glyph], head: bool, furniture: &Furniture) -> Vec<Range<usize>> {
    let words = words(piece);
    let (mut out, mut i) = (Vec::new(), 0);
    while i < words.len() {
        let most = if head && i == 0 { 2 * WORDS } else { WORDS };
        let end = heading(&words[i..], most, furniture);
        if let Some(n) = end {
            out.push(words[i].range.start..words[i + n - 1].range.end);
        }
        i += end.unwrap_or(0);
        i += 1 + words[i..].iter().position(|w| w.stops).unwrap_or(words.len());
    }
    out
}

struct Word {
    range: Range<usize>,
    /// Without quotes and brackets.
    text: String,
    /// A quote or bracket opens before it.
    opened: bool,
    /// A sentence may end after it.
    stops: bool,
    /// A comma or the like follows.
    pauses: bool,
}

impl Word {
    fn lower(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_lowercase)
    }

    fn capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

fn words(piece: &[Glyph]) -> Vec<Word> {
    let mut out = Vec::new();
    let mut start = 0;
    for end in (0..=piece.len()).filter(|&i| piece.get(i).is_none_or(|g| g.ch == ' ')) {
        if start < end {
            out.push(word(piece, start..end));
        }
        start = end + 1;
    }
    out
}

fn word(piece: &[Glyph], range: Range<usize>) -> Word {
    let bare = |c: &char| quote(*c) || matches!(c, '(' | ')' | '[' | ']');
    let text: String = piece[range.clone()].iter().map(|g| g.ch).filter(|c| !bare(c)).collect();
    Word {
        opened: bare(&piece[range.start].ch),
        stops: text.ends_with(['.', '!', '?', '…']),
        pauses: text.ends_with([',', ';', ':']),
        text,
        range,
    }
}

/// How many words of a sentence's beginning are a heading.
fn heading(words: &[Word], most: usize, furniture: &Furniture) -> Option<usize> {
    if !words.first()?.capital() {
        return None;
    }
    let adjective = |w: &Word| w.capital() && furniture.adjective(&w.text);
    let plain = |w: &[Word]| match w {
        [before, _, after, ..] if before.lower() => after.lower() || adjective(after),
        [_, _, after, next, ..] => adjective(after) && next.lower(),
        _ => false,
    };
    let seam = |w: &[Word]| {
        let begins = |opener: &Word| {
            furniture.opens(&opener.text) || (furniture.article(&opener.text) && plain(w))
        };
        !furniture.leads_on(&w[0].text) && !w[1].opened && begins(&w[1])
    };
    let window = &words[..words.len().min(most + 3)];
    let whole = |n: &usize| !window[..*n].iter().any(|w| w.stops || w.pauses);
    (2..=most.min(window.len().saturating_sub(2)))
        .take_while(whole)
        .find(|&n| seam(&window[n - 1..]))
}
