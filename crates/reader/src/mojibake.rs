//! Undoes UTF-8 that was once read as Latin-1 or windows-1252 ("IndiÃ«" for "Indië").

use crate::glyph::Glyph;

/// Texts that went wrong more often than this are left as they are after as many turns.
const TURNS: usize = 3;

/// Repairs in place and says how many characters were repaired. A text is only touched where it holds a sequence that
/// nobody writes on purpose: `Ã` or `Â` before what was a continuation byte, or `â€`.
pub(crate) fn repair(text: &mut Vec<Glyph>) -> usize {
    let mut repaired = 0;
    for _ in 0..TURNS {
        if !text.windows(2).any(|w| telltale(w[0].ch, w[1].ch)) {
            break;
        }
        let (better, n) = once(text);
        *text = better;
        repaired += n;
        if n == 0 {
            break;
        }
    }
    repaired
}

fn telltale(a: char, b: char) -> bool {
    let continued = byte(b).is_some_and(|b| (0x80..0xc0).contains(&b));
    (matches!(a, 'Ã' | 'Â') && continued) || (a == 'â' && matches!(b, '€' | '\u{80}'))
}

fn once(text: &[Glyph]) -> (Vec<Glyph>, usize) {
    let (mut out, mut n, mut i) = (Vec::with_capacity(text.len()), 0, 0);
    while let Some(g) = text.get(i) {
        match sequence(&text[i..]).or_else(|| torn(&text[i..])) {
            Some((ch, len)) => {
                out.push(Glyph { ch, origin: g.origin.cover(text[i + len - 1].origin) });
                n += 1;
                i += len;
            }
            None => {
                out.push(*g);
                i += 1;
            }
        }
    }
    (out, n)
}

/// The character whose UTF-8 bytes the text begins with, and how many characters stand for them.
fn sequence(text: &[Glyph]) -> Option<(char, usize)> {
    let len = match byte(text[0].ch)? {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [0u8; 4];
    for (slot, g) in bytes.iter_mut().zip(text.get(..len)?) {
        *slot = byte(g.ch)?;
    }
    let ch = std::str::from_utf8(&bytes[..len]).ok()?.chars().next()?;
    Some((ch, len))
}

/// Sequences that lost their last byte on the way: `”` ends in a byte that windows-1252 has no character for, and the
/// second of a hard blank turned into a plain one.
fn torn(text: &[Glyph]) -> Option<(char, usize)> {
    match (text.first()?.ch, text.get(1)?.ch) {
        ('â', '€') => Some(('”', 2)),
        ('Â', ' ') => Some((' ', 2)),
        _ => None,
    }
}

/// The byte that windows-1252 (or, for its five holes, Latin-1) writes for `ch`.
fn byte(ch: char) -> Option<u8> {
    // Bytes 0x80 to 0x9f of windows-1252, as the WHATWG Encoding Standard has them.
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match u32::from(ch) {
        n @ 0..=0xff => Some(n as u8),
        n if n < 0x152 => None,
        _ => HIGH.iter().position(|&h| h == ch).map(|i| 0x80 + i as u8),
    }
}

#[cfg(test)]
mod tests {
    use crate::glyph::glyphs;
    use kroniek_model::Span;

    fn repaired(text: &str) -> String {
        glyphs(text).list.iter().map(|g| g.ch).collect()
    }

    #[test]
    fn letters_quotes_and_names_come_back() {
        assert_eq!(repaired("IndiÃ« in Den Haag"), "Indië in Den Haag");
        assert_eq!(repaired("â€œJaâ€\u{9d}, zei hij â€“ zoâ€™n"), "“Ja”, zei hij – zo’n");
        assert_eq!(repaired("ErdoÄŸan en TusÃ¨"), "Erdoğan en Tusè");
        assert_eq!(repaired("25Â°"), "25°");
    }

    #[test]
    fn torn_sequences_come_back() {
        assert_eq!(repaired("â€œJaâ€, zei hij. ZesÂ punten"), "“Ja”, zei hij. Zes punten");
    }

    #[test]
    fn a_text_that_went_wrong_twice_comes_back_and_leads_back() {
        let g = glyphs("xÃƒÂ«y");
        assert_eq!(g.list[1].ch, 'ë');
        assert_eq!(g.list[1].origin, Span::new(1, 5));
        assert_eq!(g.list[2].origin, Span::new(5, 6));
        assert_eq!(g.repaired, 3);
    }

    #[test]
    fn right_text_stays() {
        for text in ["“OLÉ” riep João", "Île-de-France, Ærø, Ångström", "JOÃO", "â", "Ã", "Â"]
        {
            assert_eq!(repaired(text), text);
        }
    }
}
