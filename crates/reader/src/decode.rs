//! Bytes → text, whatever encoding they are in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub text: String,
    /// What a person should know of how it was decoded.
    pub warning: Option<String>,
}

/// Decodes by byte order mark, else as UTF-8, else as UTF-16 where every other byte is nought, else by `declared`
/// (the name that the page gives), else by a guess over the bytes. `None` for bytes that are no text.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, bad) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return Some(Decoded { warning: bad.then(|| lossy(encoding)), text: text.into_owned() });
    }
    if let Some(encoding) = utf16(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return Some(Decoded { warning: Some(guessed(encoding)), text: text.into_owned() });
    }
    if binary(bytes) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Decoded { text: text.to_owned(), warning: None });
    }
    let named = declared.and_then(|name| Encoding::for_label(name.as_bytes()));
    let encoding = named.filter(|&e| e != UTF_8).unwrap_or_else(|| guess(bytes));
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    let warning = match (named == Some(encoding), bad) {
        (_, true) => Some(lossy(encoding)),
        (true, false) => None,
        (false, false) => Some(guessed(encoding)),
    };
    Some(Decoded { text: text.into_owned(), warning })
}

fn lossy(encoding: &'static Encoding) -> String {
    format!("some bytes are no {}: they were read as \u{fffd}", encoding.name())
}

fn guessed(encoding: &'static Encoding) -> String {
    format!("not UTF-8: read as {}; save the file as UTF-8 if letters look wrong", encoding.name())
}

/// Mostly valid UTF-8 with a few bad bytes stays UTF-8: a guess would spoil the rest.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let broken = bytes.utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
    let whole =
        bytes.utf8_chunks().flat_map(|c| c.valid().chars()).filter(|c| !c.is_ascii()).count();
    if whole > 4 * broken {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 without a mark: in Latin text one byte of each pair is nearly always nought.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let noughts = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (noughts(0), noughts(1));
    let most = sample.len() / 2 * 7 / 10;
    match sample.len() >= 8 {
        true if odd >= most && even * 10 < odd => Some(UTF_16LE),
        true if even >= most && odd * 10 < even => Some(UTF_16BE),
        _ => None,
    }
}

/// The first bytes of common file formats, and control bytes that no text has in such numbers.
fn binary(bytes: &[u8]) -> bool {
    const MAGIC: [&[u8]; 11] = [
        b"%PDF-",
        b"PK\x03\x04",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"\x1f\x8b",
        b"\x7fELF",
        b"SQLite format 3\0",
        b"\xd0\xcf\x11\xe0",
        b"RIFF",
        b"MZ\x90",
    ];
    let sample = &bytes[..bytes.len().min(8192)];
    let control =
        |b: &&u8| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b);
    MAGIC.iter().any(|m| bytes.starts_with(m))
        || sample.iter().filter(control).count() * 20 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes, None).expect("a text").text
    }

    #[test]
    fn marks_and_utf16() {
        assert_eq!(text("\u{feff}Eurazië".as_bytes()), "Eurazië");
        let utf16: Vec<u8> = "Eurazië en meer".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&[b"\xff\xfe", utf16.as_slice()].concat()), "Eurazië en meer");
        assert_eq!(text(&utf16), "Eurazië en meer");
        let big: Vec<u8> = "Eurazië en meer".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&big), "Eurazië en meer");
    }

    #[test]
    fn windows_1252_is_guessed_and_said() {
        let read = decode(b"Invloed in Eurazi\xeb, zei hij: \x93ja\x94", None).expect("a text");
        assert_eq!(read.text, "Invloed in Eurazië, zei hij: “ja”");
        assert!(read.warning.is_some_and(|w| w.contains("windows-1252")));
    }

    #[test]
    fn a_declared_encoding_is_believed_where_it_can_be() {
        assert_eq!(decode(b"\xe4", Some("iso-8859-5")).expect("a text").text, "ф");
        assert_eq!(decode("ë".as_bytes(), Some("latin1")).expect("a text").text, "ë");
    }

    #[test]
    fn a_few_bad_bytes_do_not_spoil_utf8() {
        let mut bytes = "Eurazië, Oekraïne, Israël, België, Italië, zo’n".as_bytes().to_vec();
        bytes.push(0xff);
        let read = decode(&bytes, None).expect("a text");
        assert!(read.text.starts_with("Eurazië, Oekraïne") && read.text.ends_with('\u{fffd}'));
        assert!(read.warning.is_some());
    }

    #[test]
    fn binary_files_are_no_text() {
        assert_eq!(decode(b"%PDF-1.7 \x01\x02", None), None);
        assert_eq!(decode(&[0u8, 1, 2, 3, 0, 255, 7, 8, 9].repeat(9), None), None);
        assert_eq!(
            text(b"een\0nul in een verder gewone tekst"),
            "een\0nul in een verder gewone tekst"
        );
    }
}
