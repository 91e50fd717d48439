//! The text as it is to be read, code point by code point, each knowing what it stands for in the text as given.

use crate::mojibake;
use kroniek_model::Span;
use unicode_normalization::char::{compose, is_combining_mark};

/// A code point to be read, and the stretch of the given text that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub ch: char,
    pub origin: Span,
}

/// The repaired text: wrong decodings undone, invisible characters gone, every kind of line end `\n`, every kind of
/// blank a space, accents composed with their letters.
pub(crate) struct Glyphs {
    pub list: Vec<Glyph>,
    /// How many wrongly decoded characters were repaired.
    pub repaired: usize,
}

/// Repairs `text`.
pub(crate) fn glyphs(text: &str) -> Glyphs {
    let mut given: Vec<Glyph> = Vec::with_capacity(text.len());
    given.extend(text.chars().zip(0u32..).map(|(ch, i)| Glyph { ch, origin: Span::new(i, i + 1) }));
    let repaired = mojibake::repair(&mut given);
    Glyphs { list: clean(&given), repaired }
}

fn clean(given: &[Glyph]) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::with_capacity(given.len());
    for (i, g) in given.iter().enumerate() {
        match g.ch {
            '\r' if given.get(i + 1).is_some_and(|n| n.ch == '\n') => {}
            '\r' | '\n' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                out.push(Glyph { ch: '\n', ..*g });
            }
            ch if ch.is_whitespace() => out.push(Glyph { ch: ' ', ..*g }),
            ch if invisible(ch) => {}
            ch if is_combining_mark(ch) => accent(&mut out, *g),
            ch => ligature(ch, *g, &mut out),
        }
    }
    out
}

/// Characters that show nothing: controls, marks of writing direction, zero-width blanks.
pub(crate) fn invisible(ch: char) -> bool {
    ch.is_control()
        || matches!(ch, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}')
        || matches!(ch, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

fn accent(out: &mut Vec<Glyph>, mark: Glyph) {
    match out.last_mut() {
        Some(base) => match compose(base.ch, mark.ch) {
            Some(ch) => *base = Glyph { ch, origin: base.origin.cover(mark.origin) },
            None => out.push(mark),
        },
        None => out.push(mark),
    }
}

/// Typesetters' joined letters (U+FB00 to U+FB04) come apart, as words are looked up without them.
fn ligature(ch: char, g: Glyph, out: &mut Vec<Glyph>) {
    let letters = match ch {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        _ => return out.push(g),
    };
    out.extend(letters.chars().map(|ch| Glyph { ch, ..g }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        glyphs(text).list.iter().map(|g| g.ch).collect()
    }

    #[test]
    fn line_ends_blanks_and_invisible_characters() {
        assert_eq!(shown("a\r\nb\rc\u{2028}d"), "a\nb\nc\nd");
        assert_eq!(shown("a\u{a0}b\tc\u{202f}d"), "a b c d");
        assert_eq!(shown("a\0b\u{202e}c\u{200b}d\u{feff}"), "abcd");
    }

    #[test]
    fn accents_and_ligatures_lead_back() {
        let g = glyphs("Ze\u{301}\u{fb01}").list;
        assert_eq!(g.iter().map(|g| g.ch).collect::<String>(), "Zéfi");
        assert_eq!(g[1].origin, Span::new(1, 3));
        assert_eq!((g[2].origin, g[3].origin), (Span::new(3, 4), Span::new(3, 4)));
    }
}
