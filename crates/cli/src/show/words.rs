//! Small things as words: actors, dates, identifiers, text fitted to a width.

use kroniek_model::{ActorRef, StableId, When};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A date as EDTF, or nothing.
pub fn date(when: Option<&When>) -> String {
    when.map(When::to_string).unwrap_or_default()
}

/// The beginning of an identifier that lists show; every command takes it.
pub fn short(id: StableId) -> String {
    id.to_string()[..8].to_owned()
}

/// An actor: the name with the code, or the code alone.
pub fn who(actor: &ActorRef) -> String {
    match &actor.name {
        Some(name) => format!("{name} ({})", actor.code),
        None => actor.code.clone(),
    }
}

/// Actors of one side.
pub fn names(side: &[ActorRef]) -> String {
    side.iter().map(who).collect::<Vec<_>>().join(" + ")
}

/// A text on one line: every stretch of white space a single space.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Columns of a terminal that a text takes.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// A text in lines of at most `width` columns, broken between words where that can be; one empty line for no text.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ').flat_map(|w| pieces(w, width.max(2))) {
        let line = lines.last_mut().map_or(0, |l| columns(l));
        match lines.last_mut() {
            Some(l) if line == 0 => l.push_str(&word),
            Some(l) if line + 1 + columns(&word) <= width => {
                l.push(' ');
                l.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// A word cut where it is wider than a line.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut used = 0;
    for c in word.chars() {
        let w = c.width().unwrap_or(0);
        if used + w > width {
            out.push(String::new());
            used = 0;
        }
        used += w;
        if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_actor_is_its_name_and_code() {
        let actor = |name: Option<&str>| ActorRef {
            code: "CHN".into(),
            name: name.map(str::to_owned),
            ..ActorRef::default()
        };
        let both = [actor(Some("Xi Jinping")), actor(None)];
        assert_eq!(names(&both), "Xi Jinping (CHN) + CHN");
    }

    #[test]
    fn words_wider_than_the_line_are_cut() {
        assert_eq!(wrapped("een verdragsbreuk", 8), ["een", "verdrags", "breuk"]);
        assert_eq!(wrapped("", 8), [""]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in "[a-zé中 ]{0,80}", width in 2usize..30) {
            let text = on_one_line(&text);
            let lines = wrapped(&text, width);
            for line in &lines {
                prop_assert!(columns(line) <= width, "{line}");
            }
            let letters = |s: &str| s.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
