//! Cuts a block into running text, headings, captions and furniture.

use crate::furniture::{Furniture, Rule};
use crate::glued;
use crate::glyph::Glyph;
use crate::lines::{ends_sentence, starts_lower, trim};
use kroniek_model::{Field, Paragraph, ParagraphKind, Span};
use std::ops::Range;

/// Text without a full stop that is longer than this (in code points) is no heading.
const HEADING: usize = 160;
/// A question or a sentence that stands alone as a heading is shorter still.
const QUESTION: usize = 70;
/// A caption is no longer than this.
const CAPTION: usize = 300;
/// So many labels and credits may stand before each other at the beginning of a block.
const STARTS: usize = 8;

/// A part of the block that is no running text.
struct Cut {
    range: Range<usize>,
    kind: ParagraphKind,
    before: Option<ParagraphKind>,
    after: Option<ParagraphKind>,
}

impl Cut {
    fn noise(rule: &Rule, range: Range<usize>) -> Self {
        Cut { range, kind: ParagraphKind::Noise, before: rule.before, after: rule.after }
    }

    fn plain(kind: ParagraphKind, range: Range<usize>) -> Self {
        Cut { range, kind, before: None, after: None }
    }
}

/// What is known of where a block stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub field: Field,
    /// Above the running text.
    pub head: bool,
    /// The report is a liveblog, and the block begins an item of it.
    pub item: bool,
    /// What the block before said that this one is.
    pub hint: Option<ParagraphKind>,
}

/// A block cut up.
pub(crate) struct Marked {
    pub paragraphs: Vec<Paragraph>,
    /// What the block says that the next one is.
    pub hint: Option<ParagraphKind>,
    /// Furniture in which a day is the day of publication.
    pub dated: Vec<String>,
}

/// Cuts `block` into paragraphs that together hold all of it, in order.
pub(crate) fn mark(block: &[Glyph], place: Place, furniture: &Furniture) -> Marked {
    let text: String = block.iter().map(|g| g.ch).collect();
    let whole = furniture.whole(&text, place.head);
    if whole.is_some() || place.hint == Some(ParagraphKind::Noise) {
        let paragraphs = vec![paragraph(ParagraphKind::Noise, place.field, block)];
        let dated = if whole.is_some_and(|rule| rule.dated) { vec![text] } else { Vec::new() };
        return Marked { paragraphs, hint: whole.and_then(|rule| rule.after), dated };
    }
    let mut dated = Vec::new();
    let cuts = merged(cuts(&text, place, furniture, &mut dated));
    let cuts = in_glyphs(&text, cuts);
    Marked { paragraphs: pieces(block, cuts, place, furniture), hint: None, dated }
}

fn cuts(text: &str, place: Place, furniture: &Furniture, dated: &mut Vec<String>) -> Vec<Cut> {
    let mut out = Vec::new();
    let mut from = 0;
    if let Some((time, rest)) = furniture.stamp(text).filter(|_| place.item) {
        from = rest.end;
        out.push(Cut::plain(ParagraphKind::Stamp, time));
        out.push(Cut::plain(ParagraphKind::Noise, rest));
    }
    let mut found = Vec::new();
    for _ in 0..STARTS {
        from += text[from..].len() - text[from..].trim_start().len();
        let Some((rule, range)) = furniture.start(&text[from..], place.head) else { break };
        found.push((rule, from + range.start..from + range.end));
        from += range.end.max(1);
    }
    if let Some((where_, rest)) = furniture.dateline(&text[from..]) {
        out.push(Cut::plain(ParagraphKind::Heading, from + where_.start..from + where_.end));
        out.push(Cut::plain(ParagraphKind::Noise, from + rest.start..from + rest.end));
        from += rest.end;
    }
    let shifted = |(rule, r): (_, Range<usize>)| (rule, from + r.start..from + r.end);
    found.extend(furniture.inline(&text[from..], place.head).into_iter().map(shifted));
    found.extend(furniture.end(&text[from..], place.head).map(shifted));
    dated.extend(found.iter().filter(|(r, _)| r.dated).map(|(_, r)| text[r.clone()].to_owned()));
    out.extend(found.into_iter().map(|(rule, range)| Cut::noise(rule, range)));
    out.retain(|cut| !cut.range.is_empty());
    out
}

/// The cuts in order, overlapping ones made one.
fn merged(mut cuts: Vec<Cut>) -> Vec<Cut> {
    cuts.sort_by_key(|c| (c.range.start, std::cmp::Reverse(c.range.end)));
    let mut out: Vec<Cut> = Vec::with_capacity(cuts.len());
    for cut in cuts {
        match out.last_mut() {
            Some(last) if cut.range.start < last.range.end => {
                last.range.end = last.range.end.max(cut.range.end);
                last.after = last.after.or(cut.after);
                last.before = last.before.or(cut.before);
            }
            _ => out.push(cut),
        }
    }
    out
}

/// Ranges in bytes become ranges in code points, in one walk.
fn in_glyphs(text: &str, mut cuts: Vec<Cut>) -> Vec<Cut> {
    let (mut byte, mut glyph) = (0, 0);
    let mut to = |at: usize| {
        glyph += text[byte..at].chars().count();
        byte = at;
        glyph
    };
    for cut in &mut cuts {
        cut.range = to(cut.range.start)..to(cut.range.end);
    }
    cuts
}

/// The cuts and the text between them.
fn pieces(block: &[Glyph], cuts: Vec<Cut>, place: Place, furniture: &Furniture) -> Vec<Paragraph> {
    let Place { field, head, .. } = place;
    let mut out = Pieces { block, field, head, furniture, list: Vec::new() };
    let (mut from, mut hint) = (0, place.hint);
    let alone = cuts.is_empty();
    for cut in cuts {
        // Where the sentence goes on behind the furniture, nothing before it is a heading.
        let rest = trim(block, cut.range.end..block.len());
        let before = cut.before.filter(|_| !starts_lower(&block[rest]));
        out.text(from..cut.range.start, before.or(hint), false);
        if !trim(block, cut.range.clone()).is_empty() {
            out.cut(cut.kind, cut.range.clone());
        }
        from = cut.range.end;
        hint = cut.after.or(if place.item { Some(ParagraphKind::Heading) } else { None });
    }
    out.text(from..block.len(), hint, alone);
    out.paragraphs()
}

struct Pieces<'a> {
    block: &'a [Glyph],
    field: Field,
    head: bool,
    furniture: &'a Furniture,
    list: Vec<(ParagraphKind, Vec<Range<usize>>)>,
}

impl Pieces<'_> {
    fn cut(&mut self, kind: ParagraphKind, range: Range<usize>) {
        let range = trim(self.block, range);
        match self.list.last_mut() {
            Some((ParagraphKind::Noise, ranges)) if kind == ParagraphKind::Noise => {
                ranges[0].end = range.end;
            }
            _ => self.list.push((kind, vec![range])),
        }
    }

    fn text(&mut self, range: Range<usize>, hint: Option<ParagraphKind>, alone: bool) {
        let range = trim(self.block, range);
        let piece = &self.block[range.clone()];
        if piece.is_empty() {
            return;
        }
        if !piece.iter().any(|g| g.ch.is_alphanumeric()) {
            return self.cut(ParagraphKind::Noise, range);
        }
        let kind = kind_of(piece, hint, alone);
        if kind == ParagraphKind::Body {
            return self.body(range);
        }
        self.list.push((kind, vec![range]));
    }

    /// Running text, and the headings glued into it.
    fn body(&mut self, range: Range<usize>) {
        let head = self.head && self.list.iter().all(|(kind, _)| *kind == ParagraphKind::Noise);
        let mut from = range.start;
        for heading in glued::headings(&self.block[range.clone()], head, self.furniture) {
            let heading = range.start + heading.start..range.start + heading.end;
            self.running(from..heading.start);
            self.list.push((ParagraphKind::Heading, vec![heading.clone()]));
            from = heading.end;
        }
        self.running(from..range.end);
    }

    fn running(&mut self, range: Range<usize>) {
        let range = trim(self.block, range);
        let piece = &self.block[range.clone()];
        if piece.is_empty() {
            return;
        }
        match self.broken_off() {
            Some(i) => self.list[i].1.push(range),
            None => self.list.push((ParagraphKind::Body, vec![range])),
        }
    }

    /// The running text before the furniture just put down, if its sentence is not finished.
    fn broken_off(&self) -> Option<usize> {
        let [.., (ParagraphKind::Body, ranges), (ParagraphKind::Noise, _)] = self.list.as_slice()
        else {
            return None;
        };
        let open = !ends_sentence(&self.block[ranges.last()?.clone()]);
        open.then(|| self.list.len() - 2)
    }

    fn paragraphs(self) -> Vec<Paragraph> {
        let Pieces { block, field, list, .. } = self;
        let build = |(kind, ranges): (_, Vec<Range<usize>>)| {
            let mut glyphs: Vec<Glyph> = Vec::new();
            for range in ranges {
                if let (Some(last), Some(next)) = (glyphs.last(), block.get(range.start)) {
                    let hole = Span::new(last.origin.end, next.origin.start);
                    glyphs.push(Glyph { ch: ' ', origin: hole });
                }
                glyphs.extend(&block[range]);
            }
            paragraph(kind, field, &glyphs)
        };
        list.into_iter().map(build).collect()
    }
}

/// A paragraph that shows `glyphs`.
pub(crate) fn paragraph(kind: ParagraphKind, field: Field, glyphs: &[Glyph]) -> Paragraph {
    Paragraph {
        kind,
        field,
        text: glyphs.iter().map(|g| g.ch).collect(),
        origins: glyphs.iter().map(|g| g.origin).collect(),
    }
}

/// What a piece of text is, by what stands next to it (`hint`), by its length and its end.
fn kind_of(piece: &[Glyph], hint: Option<ParagraphKind>, alone: bool) -> ParagraphKind {
    let fragment = !ends_sentence(piece) && !starts_lower(piece);
    match hint {
        Some(ParagraphKind::Caption) if piece.len() <= CAPTION && sentences(piece) <= 1 => {
            ParagraphKind::Caption
        }
        Some(ParagraphKind::Heading)
            if fragment && piece.len() <= HEADING && sentences(piece) <= 1 =>
        {
            ParagraphKind::Heading
        }
        _ if alone && fragment && piece.len() <= HEADING => ParagraphKind::Heading,
        _ if alone && question(piece) => ParagraphKind::Heading,
        _ => ParagraphKind::Body,
    }
}

/// How many sentences there seem to be; a full stop after a capital ("U.S. President") ends none.
fn sentences(piece: &[Glyph]) -> usize {
    let ends = |w: &[Glyph]| {
        !w[0].ch.is_uppercase()
            && matches!(w[1].ch, '.' | '!' | '?')
            && w[2].ch == ' '
            && w[3].ch.is_uppercase()
    };
    1 + piece.windows(4).filter(|w| ends(w)).count()
}

fn question(piece: &[Glyph]) -> bool {
    let asks = piece.iter().rev().find(|g| !crate::lines::quote(g.ch)).is_some_and(|g| g.ch == '?');
    asks && piece.len() <= QUESTION && sentences(piece) == 1
}
