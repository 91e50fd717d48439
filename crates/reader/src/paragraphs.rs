//! A text as given → its paragraphs, repaired for reading.

use crate::furniture::furniture;
use crate::glyph::{Glyph, glyphs};
use crate::join::join;
use crate::lines::{blocks, ends_sentence, starts_lower};
use crate::mark::{Place, mark, paragraph};
use kroniek_model::{Field, Paragraph, ParagraphKind};

/// Running text longer than this (in code points) ends the top of the page.
const RUNNING: usize = 150;

/// A text cut up.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    pub paragraphs: Vec<Paragraph>,
    /// Furniture in which a day is the day of publication.
    pub dated: Vec<String>,
    /// How many wrongly decoded characters were repaired.
    pub repaired: usize,
}

/// Cuts `text` into paragraphs that hold all of it but blanks, in order. The first `skipped` code points are furniture
/// (a date line) and stand alone.
pub(crate) fn paragraphs(text: &str, field: Field, skipped: u32) -> Cut {
    let furniture = furniture();
    let all = glyphs(text);
    let split = all.list.partition_point(|g| g.origin.start < skipped);
    let (first, rest) = all.list.split_at(split);
    let mut cut = Cut { repaired: all.repaired, ..Cut::default() };
    cut.paragraphs.extend(verbatim(first, field));
    let blocks = blocks(rest, first.len(), furniture);
    let joined: Vec<Vec<Glyph>> = blocks.iter().map(|b| join(rest, b, furniture)).collect();
    let items: Vec<bool> = joined.iter().map(|b| furniture.stamp(&start(b)).is_some()).collect();
    let liveblog = items.iter().filter(|&&i| i).count() > 1;
    let (mut head, mut hint) = (true, None);
    for (i, (block, item)) in joined.iter().zip(items).enumerate() {
        let hint_here = hint.filter(|&hint| holds(hint, block, joined.get(i + 1)));
        let place = Place { field, head, item: item && liveblog, hint: hint_here };
        let marked = mark(block, place, furniture);
        hint = marked.hint;
        cut.dated.extend(marked.dated);
        head &= !marked.paragraphs.iter().any(running);
        cut.paragraphs.extend(marked.paragraphs);
    }
    cut.paragraphs = reunited(cut.paragraphs);
    cut
}

/// A sentence after a lone picture credit is a caption if a headline follows it; a line after a lone "Lees ook" is its
/// link if it has no full stop.
fn holds(hint: ParagraphKind, block: &[Glyph], next: Option<&Vec<Glyph>>) -> bool {
    match hint {
        ParagraphKind::Noise => !ends_sentence(block),
        _ => ends_sentence(block) && next.is_some_and(|next| !ends_sentence(next)),
    }
}

fn start(block: &[Glyph]) -> String {
    block.iter().map(|g| g.ch).take(20).collect()
}

fn running(p: &Paragraph) -> bool {
    p.kind == ParagraphKind::Body && p.origins.len() > RUNNING
}

fn verbatim(glyphs: &[Glyph], field: Field) -> Option<Paragraph> {
    let blank = |g: &&Glyph| g.ch.is_whitespace();
    let start = glyphs.iter().take_while(blank).count();
    let end = glyphs.len() - glyphs.iter().rev().take_while(blank).count();
    let shown = glyphs.get(start..end).filter(|shown| !shown.is_empty())?;
    Some(paragraph(ParagraphKind::Noise, field, shown))
}

/// Joins a paragraph that furniture broke in mid-sentence to the rest of it.
fn reunited(list: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::with_capacity(list.len());
    let mut open: Option<usize> = None;
    for p in list {
        match p.kind {
            ParagraphKind::Noise => out.push(p),
            ParagraphKind::Body => match open.filter(|&i| i + 1 < out.len() && lower(&p)) {
                Some(i) => {
                    append(&mut out[i], p);
                    open = unfinished(&out[i]).then_some(i);
                }
                None => {
                    open = unfinished(&p).then_some(out.len());
                    out.push(p);
                }
            },
            _ => {
                open = None;
                out.push(p);
            }
        }
    }
    out
}

fn append(to: &mut Paragraph, p: Paragraph) {
    to.text.push(' ');
    let hole = kroniek_model::Span::new(to.span().end, p.span().start);
    to.origins.push(hole);
    to.text.push_str(&p.text);
    to.origins.extend(p.origins);
}

fn unfinished(p: &Paragraph) -> bool {
    running(p)
        && !ends_sentence(&bare(p.text.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev()))
}

fn lower(p: &Paragraph) -> bool {
    starts_lower(&bare(p.text.chars().take(8)))
}

fn bare(chars: impl Iterator<Item = char>) -> Vec<Glyph> {
    chars.map(|ch| Glyph { ch, origin: kroniek_model::Span::default() }).collect()
}
