//! Which lines of a text belong together: decided for each document by what its line breaks mean in it.

use crate::furniture::Furniture;
use crate::glyph::Glyph;
use std::ops::Range;

/// Line breaks are told apart by how many stand together; more than this count as this.
const GAPS: usize = 3;
/// A line shorter than this that runs on into a lower-case line is a list or a heading, not a broken sentence.
const RUN_ON: usize = 40;

/// A line without its surrounding blanks.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub range: Range<usize>,
    /// Its length on the page.
    len: usize,
    /// How many line breaks stand before it (at most [`GAPS`]).
    gap: usize,
    /// Furniture as a whole, or the beginning of a liveblog item: never joined to the line before.
    alone: bool,
    /// Furniture as a whole: nothing is joined to it.
    noise: bool,
}

/// Lines that make one block of the page.
pub(crate) type Block = Vec<Range<usize>>;

/// Cuts the text into blocks. Linear in its length. On the first line `lead` characters of furniture went before.
pub(crate) fn blocks(text: &[Glyph], lead: usize, furniture: &Furniture) -> Vec<Block> {
    let mut lines = lines(text);
    if let Some(first) = lines.first_mut() {
        first.len += lead;
    }
    mark_alone(text, &mut lines, furniture);
    let view = View { text, lines: &lines };
    let breaks: Vec<Option<usize>> = (0..=GAPS).map(|gap| view.margin(gap)).collect();
    let mut out: Vec<Block> = Vec::new();
    let mut continues = false;
    for (i, line) in lines.iter().enumerate() {
        continues = i > 0 && view.joins(i - 1, breaks[line.gap], continues);
        match out.last_mut() {
            Some(block) if continues => block.push(line.range.clone()),
            _ => out.push(vec![line.range.clone()]),
        }
    }
    out
}

fn lines(text: &[Glyph]) -> Vec<Line> {
    let (mut out, mut start, mut gap) = (Vec::new(), 0, 0);
    for end in (0..text.len()).filter(|&i| text[i].ch == '\n').chain([text.len()]) {
        let range = trim(text, start..end);
        if !range.is_empty() {
            let len = range.len();
            out.push(Line { range, len, gap: gap.min(GAPS), alone: false, noise: false });
            gap = 0;
        }
        gap += 1;
        start = end + 1;
    }
    out
}

/// The range without blanks at its ends.
pub(crate) fn trim(text: &[Glyph], mut range: Range<usize>) -> Range<usize> {
    while range.start < range.end && text[range.start].ch == ' ' {
        range.start += 1;
    }
    while range.start < range.end && text[range.end - 1].ch == ' ' {
        range.end -= 1;
    }
    range
}

/// Marks lines that are furniture as a whole, and the first lines of liveblog items (two at least, else "21.14" may
/// be anything).
fn mark_alone(text: &[Glyph], lines: &mut [Line], furniture: &Furniture) {
    let mut stamps = Vec::new();
    let mut head = true;
    for i in 0..lines.len() {
        let open = i > 0 && !lines[i - 1].noise && runs_on(text, &lines[i - 1], &lines[i]);
        let line: String = text[lines[i].range.clone()].iter().map(|g| g.ch).take(600).collect();
        head &= lines[i].range.len() < 200;
        // Even after an open sentence a byline is one: headlines have no full stop.
        let rule = furniture.whole(&line, head);
        lines[i].noise = rule.is_some_and(|r| !open || r.dated || r.head);
        lines[i].alone = lines[i].noise;
        if !open && furniture.stamp(&line).is_some() {
            stamps.push(i);
        }
    }
    if stamps.len() > 1 {
        stamps.into_iter().for_each(|i| lines[i].alone = true);
    }
}

/// A sentence stands open at the end of `a` and `b` goes on in lower case.
fn runs_on(text: &[Glyph], a: &Line, b: &Line) -> bool {
    !ends_sentence(&text[a.range.clone()])
        && starts_lower(&text[b.range.clone()])
        && a.len >= RUN_ON
}

struct View<'a> {
    text: &'a [Glyph],
    lines: &'a [Line],
}

impl View<'_> {
    fn of(&self, i: usize) -> &[Glyph] {
        &self.text[self.lines[i].range.clone()]
    }

    /// Length that line `i` would have had with the first word of the next.
    fn overflow(&self, i: usize) -> usize {
        let word = self.of(i + 1).iter().take_while(|g| g.ch != ' ').count();
        self.lines[i].len + 1 + word
    }

    fn free(&self, i: usize) -> bool {
        !self.lines[i].noise && !self.lines[i + 1].alone
    }

    /// If breaks of this kind are line ends at a margin: the length that a line rarely falls short of where the next
    /// word did not fit (the tenth percentile over certain cases). `None` if they part paragraphs.
    fn margin(&self, gap: usize) -> Option<usize> {
        let pairs = || {
            (0..self.lines.len().saturating_sub(1))
                .filter(|&i| self.lines[i + 1].gap == gap && self.free(i))
        };
        let mut certain: Vec<usize> = pairs()
            .filter(|&i| runs_on(self.text, &self.lines[i], &self.lines[i + 1]))
            .map(|i| self.overflow(i))
            .collect();
        if certain.len() < 2 || certain.len() * 5 < pairs().count() {
            return None;
        }
        let tenth = certain.len() / 10;
        Some(*certain.select_nth_unstable(tenth).1)
    }

    /// Whether line `i + 1` goes on where line `i` stops; `continues` says whether line `i` did so itself.
    fn joins(&self, i: usize, margin: Option<usize>, continues: bool) -> bool {
        let (a, b) = (&self.lines[i], &self.lines[i + 1]);
        let Some(margin) = margin else {
            return self.free(i) && runs_on(self.text, a, b);
        };
        let open = !ends_sentence(self.of(i));
        let full = self.overflow(i) >= margin;
        self.free(i)
            && match open {
                _ if starts_lower(self.of(i + 1)) => true,
                true => full || (continues && a.len * 5 >= margin * 3),
                false => full && !self.heading(i + 1),
            }
    }

    /// A short line without a full stop, after which something new begins.
    fn heading(&self, i: usize) -> bool {
        !ends_sentence(self.of(i))
            && i + 1 < self.lines.len()
            && !starts_lower(self.of(i + 1))
            && self.overflow(i) * 5 < self.lines[i - 1].len * 4
    }
}

/// Whether the last thing said is a whole sentence (closing quotes and brackets apart).
pub(crate) fn ends_sentence(line: &[Glyph]) -> bool {
    let last = line.iter().rev().find(|g| !matches!(g.ch, ' ' | ')' | ']') && !quote(g.ch));
    last.is_some_and(|g| matches!(g.ch, '.' | '!' | '?' | '…' | ':' | ';'))
}

/// Whether it begins in lower case. A contraction before a capital ("'s Middags") begins a sentence.
pub(crate) fn starts_lower(line: &[Glyph]) -> bool {
    let quoted = line.first().is_some_and(|g| quote(g.ch));
    let mut rest = line.iter().map(|g| g.ch).skip_while(|&c| quote(c) || matches!(c, '(' | '['));
    let Some(first) = rest.next() else { return false };
    let contraction =
        quoted && rest.next() == Some(' ') && rest.next().is_some_and(char::is_uppercase);
    first.is_lowercase() && !contraction
}

/// Quotation marks and apostrophes.
pub(crate) fn quote(ch: char) -> bool {
    matches!(ch, '"' | '\'' | '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»' | '‹' | '›' | '`' | '´')
}
