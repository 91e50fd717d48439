//! Text that was UTF-8, was read as Windows-1252, and is undone here.

/// What Windows-1252 has at 0x80 to 0x9F; the five holes keep their C1 control.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The name as it was meant, where it is UTF-8 read as Windows-1252; otherwise unchanged.
pub fn repair(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
    bytes.and_then(|b| String::from_utf8(b).ok()).unwrap_or_else(|| text.to_owned())
}

fn byte(c: char) -> Option<u8> {
    match u32::from(c) {
        n @ (0..=0x7f | 0xa0..=0xff) => u8::try_from(n).ok(),
        _ => HIGH.iter().position(|h| *h == c).and_then(|i| u8::try_from(0x80 + i).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::repair;

    #[test]
    fn mojibake_is_undone_and_good_text_kept() {
        assert_eq!(repair("ErdoÄŸan"), "Erdoğan");
        assert_eq!(repair("OrbÃ¡n"), "Orbán");
        for good in ["Orbán", "Erdoğan", "Rutte", "Müller", "Løkke"] {
            assert_eq!(repair(good), good);
        }
    }
}
