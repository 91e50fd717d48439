//! Patterns of words: `in|sinds [het jaar] (<year>)`.

use std::ops::Range;

/// One place of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Element {
    /// A word, in lower case.
    Word(String),
    /// A class of words, or what other rules make.
    Class(String),
}

/// One way to write an expression: a pattern without choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// Its places, in text order.
    pub elements: Vec<Element>,
    /// Those that belong to the expression; the others are what it must stand beside.
    pub span: Range<usize>,
}

/// A place as it is written: its alternatives, and whether the span begins or ends with it.
#[derive(Debug, Clone)]
struct Place {
    choices: Vec<Vec<Element>>,
    opens: bool,
    closes: bool,
}

/// Reads a pattern into all its ways. Words are separated by white space; `a|b` are alternatives, `<x>` is a class,
/// `[…]` may be left out (alternatives of several words are written so: `[a b|c]`), and round brackets hold the
/// expression where what stands around it is only needed beside it.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn parse(text: &str) -> Result<Vec<Sequence>, String> {
    let places = pieces(text)?.iter().map(|p| place(p)).collect::<Result<Vec<_>, _>>()?;
    if places.is_empty() {
        return Err("the pattern is empty".into());
    }
    let opens = places.iter().position(|p| p.opens);
    let closes = places.iter().rposition(|p| p.closes);
    let whole = opens.unwrap_or(0)..=closes.unwrap_or(places.len() - 1);
    let mut all = vec![Sequence { elements: vec![], span: 0..0 }];
    for (i, place) in places.iter().enumerate() {
        all = all.iter().flat_map(|s| extend(s, place, whole.contains(&i))).collect();
    }
    all.retain(|s| !s.span.is_empty());
    Ok(all)
}

fn extend(so_far: &Sequence, place: &Place, inside: bool) -> Vec<Sequence> {
    let one = |choice: &Vec<Element>| {
        let mut s = so_far.clone();
        if inside && s.span.is_empty() {
            s.span = s.elements.len()..s.elements.len();
        }
        s.elements.extend(choice.iter().cloned());
        if inside {
            s.span.end = s.elements.len();
        }
        s
    };
    place.choices.iter().map(one).collect()
}

/// The text cut at white space outside of square brackets.
fn pieces(text: &str) -> Result<Vec<String>, String> {
    let (mut all, mut piece, mut depth) = (Vec::new(), String::new(), 0i32);
    for c in text.chars() {
        depth += i32::from(c == '[') - i32::from(c == ']');
        if c.is_whitespace() && depth == 0 {
            all.push(std::mem::take(&mut piece));
        } else {
            piece.push(c);
        }
    }
    all.push(piece);
    all.retain(|p| !p.is_empty());
    if depth == 0 { Ok(all) } else { Err(format!("square brackets do not match in `{text}`")) }
}

fn place(piece: &str) -> Result<Place, String> {
    let (piece, opens) = piece.strip_prefix('(').map_or((piece, false), |p| (p, true));
    let (piece, closes) = piece.strip_suffix(')').map_or((piece, false), |p| (p, true));
    let inner = piece.strip_prefix('[').and_then(|p| p.strip_suffix(']'));
    let words = |alternative: &str| alternative.split_whitespace().map(element).collect();
    let mut choices =
        inner.unwrap_or(piece).split('|').map(words).collect::<Result<Vec<Vec<_>>, _>>()?;
    if inner.is_some() {
        choices.push(vec![]);
    } else if choices.iter().any(Vec::is_empty) {
        return Err(format!("an alternative of `{piece}` is empty"));
    }
    Ok(Place { choices, opens, closes })
}

fn element(word: &str) -> Result<Element, String> {
    match word.strip_prefix('<') {
        None if word.contains(['<', '>', '[', ']', '(', ')']) => {
            Err(format!("`{word}` is no word"))
        }
        None => Ok(Element::Word(word.to_lowercase())),
        Some(name) => name
            .strip_suffix('>')
            .map(|n| Element::Class(n.to_owned()))
            .ok_or_else(|| format!("`{word}` lacks its `>`")),
    }
}

impl Sequence {
    /// Which element a name in the value stands for: a class, or `class2` for its second appearance.
    pub(super) fn slot(&self, name: &str) -> Option<usize> {
        let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let nth: usize = name[base.len()..].parse().unwrap_or(1);
        let is = |e: &Element| matches!(e, Element::Class(c) if c.trim_end_matches('!') == base);
        let mut found = self.elements.iter().enumerate().filter(|(_, e)| is(e)).map(|(i, _)| i);
        found.nth(nth.checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Vec<String> {
        let word = |e: &Element| match e {
            Element::Word(w) => w.clone(),
            Element::Class(c) => format!("<{c}>"),
        };
        let one = |s: &Sequence| {
            let words: Vec<_> = s.elements.iter().map(word).collect();
            format!("{} {:?}", words.join(" "), s.span)
        };
        parse(text).unwrap().iter().map(one).collect()
    }

    #[test]
    fn writes_out_every_way() {
        assert_eq!(
            show("[de] <day> dag|dagen"),
            ["de <day> dag 0..3", "de <day> dagen 0..3", "<day> dag 0..2", "<day> dagen 0..2"]
        );
        assert_eq!(
            show("in (<year>) [na christus]"),
            ["in <year> na christus 1..2", "in <year> 1..2"]
        );
        assert_eq!(show("(<x> en <x>) man"), ["<x> en <x> man 0..3"]);
    }

    #[test]
    fn names_its_slots() {
        let s = &parse("tussen <time> en <time> <month!>").unwrap()[0];
        assert_eq!((s.slot("time"), s.slot("time2"), s.slot("month")), (Some(1), Some(3), Some(4)));
        assert_eq!((s.slot("year"), s.slot("time3"), s.slot("time0")), (None, None, None));
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, hint) in
            [("", "empty"), ("[a", "brackets"), ("<a", "lacks"), ("a|", "alternative")]
        {
            assert!(parse(text).unwrap_err().contains(hint), "{text}");
        }
    }
}
