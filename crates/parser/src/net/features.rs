//! What the net sees of a word: its identity, its hashed character n-grams and its shape.

/// The longest form, in characters, of which n-grams are taken; of longer ones head and tail are.
pub const LONGEST: usize = 40;

/// One spelling for kinds of quotation mark and dash, so that typography does not make words unknown.
pub fn normal(form: &str) -> String {
    match form {
        "''" | "``" => return "\"".to_owned(),
        _ => {}
    }
    form.chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '`' | '\u{b4}' => '\'',
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ab}' | '\u{bb}' => '"',
            '\u{2010}' | '\u{2011}' => '-',
            '\u{2014}' | '\u{2015}' => '\u{2013}',
            _ => c,
        })
        .collect()
}

/// The key under which a form is sought in the vocabulary: normal spelling, lower case, digits all alike.
pub fn key(normal: &str) -> String {
    let lower = normal.to_lowercase();
    if lower.chars().filter(char::is_ascii_digit).count() < 3 {
        return lower;
    }
    lower.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// The buckets of a form's n-grams (0..`buckets`), always at least one.
///
/// Prefixes of 1 to 4 and suffixes of 1 to 6 characters count apart from n-grams of 3 to 4 anywhere.
pub fn grams(key: &str, buckets: u32) -> Vec<u32> {
    let chars = clipped(key);
    let mut out = Vec::with_capacity(chars.len() * 2 + 10);
    let inner = &chars[1..chars.len() - 1];
    for n in 1..=4.min(inner.len()) {
        out.push(bucket(1, &inner[..n], buckets));
    }
    for n in 1..=6.min(inner.len()) {
        out.push(bucket(2, &inner[inner.len() - n..], buckets));
    }
    for n in 3..=4 {
        out.extend(chars.windows(n).map(|w| bucket(3, w, buckets)));
    }
    if out.is_empty() {
        out.push(bucket(4, &chars, buckets));
    }
    out
}

fn clipped(key: &str) -> Vec<char> {
    let mut chars = vec!['<'];
    chars.extend(key.chars());
    if chars.len() > LONGEST + 1 {
        chars.drain(LONGEST / 2 + 1..chars.len() - LONGEST / 2);
    }
    chars.push('>');
    chars
}

fn bucket(salt: u64, chars: &[char], buckets: u32) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ salt.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for &c in chars {
        hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((hash >> 32) % u64::from(buckets)) as u32
}

/// The bucket of a form as a whole, capitals told apart.
pub fn whole(normal: &str, buckets: u32) -> u32 {
    let chars: Vec<char> = normal.chars().take(LONGEST).collect();
    bucket(6, &chars, buckets)
}

/// The bucket of a form's shape: runs of capitals, small letters, digits and signs, each run cut to two.
pub fn shape(normal: &str, buckets: u32) -> u32 {
    let mut out: Vec<char> = Vec::new();
    for c in normal.chars().take(LONGEST) {
        let class = class_of(c);
        let run = out.iter().rev().take_while(|&&x| x == class).count();
        if run < 2 {
            out.push(class);
        }
    }
    bucket(5, &out, buckets)
}

fn class_of(c: char) -> char {
    match c {
        _ if c.is_uppercase() => 'X',
        _ if c.is_alphabetic() => 'x',
        _ if c.is_numeric() => '0',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn typography_does_not_matter() {
        assert_eq!(normal("foto’s"), "foto's");
        assert_eq!(normal("''"), normal("”"));
        assert_eq!(key("In 2024"), key("in 1998"));
    }

    #[test]
    fn shape_tells_capitals_and_digits() {
        assert_eq!(shape("Moskou", 512), shape("Amsterdam", 512));
        assert_ne!(shape("Moskou", 512), shape("moskou", 512));
        assert_ne!(shape("VN", 512), shape("Vn", 512));
    }

    proptest! {
        #[test]
        fn any_form_has_features_in_range(form in "\\PC*") {
            let n = normal(&form);
            let grams = grams(&key(&n), 100);
            prop_assert!(!grams.is_empty());
            prop_assert!(grams.len() <= 2 * LONGEST + 20);
            prop_assert!(grams.iter().all(|&g| g < 100));
            prop_assert!(shape(&n, 7) < 7);
        }
    }
}
