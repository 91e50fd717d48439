//! Joins the lines of a block into running text.

use crate::furniture::Furniture;
use crate::glyph::Glyph;
use crate::lines::Block;
use kroniek_model::Span;

/// The block as one line: single blanks, words that were broken at a line end whole again.
pub(crate) fn join(text: &[Glyph], block: &Block, furniture: &Furniture) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::with_capacity(block.iter().map(|r| r.len() + 1).sum());
    for line in block {
        let line = &text[line.clone()];
        match seam(&out, line, furniture) {
            Seam::Nothing => {}
            Seam::Dropped => {
                out.pop();
            }
            Seam::Blank => {
                let start = out.last().map_or(0, |g| g.origin.end);
                let end = line.first().map_or(start, |g| g.origin.start);
                out.push(Glyph { ch: ' ', origin: Span::new(start, end) });
            }
        }
        push(&mut out, line);
    }
    out
}

fn push(out: &mut Vec<Glyph>, line: &[Glyph]) {
    for (i, g) in line.iter().enumerate() {
        match out.last_mut() {
            Some(last) if g.ch == ' ' && last.ch == ' ' => {
                last.origin = last.origin.cover(g.origin)
            }
            _ if g.ch == SOFT && i + 1 < line.len() => {}
            _ => out.push(*g),
        }
    }
}

const SOFT: char = '\u{ad}';

/// What stands between two joined lines.
enum Seam {
    Blank,
    Nothing,
    /// Nothing, and the hyphen at the end of the first goes.
    Dropped,
}

fn seam(before: &[Glyph], after: &[Glyph], furniture: &Furniture) -> Seam {
    let [.., left, hyphen] = before else {
        return if before.is_empty() { Seam::Nothing } else { Seam::Blank };
    };
    let (true, Some(next)) = (left.ch.is_alphanumeric(), after.first()) else { return Seam::Blank };
    match hyphen.ch {
        SOFT => Seam::Dropped,
        '-' | '\u{2010}' | '\u{2011}' if next.ch.is_alphanumeric() => {
            hyphenated(last_part(before), after, furniture)
        }
        _ => Seam::Blank,
    }
}

/// A hyphen before a capital or a digit, after an acronym or a number, or after a part that always keeps it belongs to
/// the word; before "en" and the like it stands for a left-out half; every other was put there by the line end.
fn hyphenated(part: String, after: &[Glyph], furniture: &Furniture) -> Seam {
    let word: String = after.iter().map(|g| g.ch).take_while(|c| c.is_alphanumeric()).collect();
    let acronym = part.chars().skip(1).any(|c| c.is_uppercase()) || part.chars().count() == 1;
    let number = part.chars().any(|c| c.is_numeric());
    let next = word.chars().next().is_some_and(|c| !c.is_lowercase());
    let prefix = furniture.prefixes.contains(&part.to_lowercase());
    match furniture.conjunctions.contains(&word) {
        true => Seam::Blank,
        false if acronym || number || next || prefix => Seam::Nothing,
        false => Seam::Dropped,
    }
}

/// The letters between the hyphen at the end and the hyphen or blank before.
fn last_part(before: &[Glyph]) -> String {
    let letters = before[..before.len() - 1].iter().rev().take_while(|g| g.ch.is_alphanumeric());
    let part: Vec<char> = letters.map(|g| g.ch).collect();
    part.into_iter().rev().collect()
}
