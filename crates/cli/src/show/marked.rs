//! A sentence with what was seen in it: in colour, or in brackets where there is none.

use crate::ui;
use anstyle::{AnsiColor, Style};
use kroniek_model::Span;

/// What a stretch of a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Words that triggered the frame.
    Trigger,
    /// Who acts.
    Source,
    /// Who undergoes.
    Target,
    /// Who says so.
    Speaker,
}

impl Mark {
    fn style(self) -> Style {
        match self {
            Mark::Trigger => Style::new().bold().underline(),
            Mark::Source => AnsiColor::Cyan.on_default().bold(),
            Mark::Target => AnsiColor::Yellow.on_default().bold(),
            Mark::Speaker => AnsiColor::Magenta.on_default(),
        }
    }

    /// What stands before and behind it where there is no colour.
    fn brackets(self) -> (String, &'static str) {
        let named = |what: &str| (format!("[{what}: "), "]");
        match self {
            Mark::Trigger => ("{".to_owned(), "}"),
            Mark::Source => named(ui::say("explain.source")),
            Mark::Target => named(ui::say("explain.target")),
            Mark::Speaker => named(ui::say("explain.says")),
        }
    }
}

/// The text, which begins at code point `start` of its field, with the marked stretches of that field shown. Where
/// marks overlap, the one that is declared first wins. White space becomes single blanks.
pub fn marked(text: &str, start: u32, marks: &[(Span, Mark)], colour: bool) -> String {
    let at = |n: u32| {
        let here = |(span, _): &&(Span, Mark)| span.start <= n && n < span.end;
        marks.iter().filter(here).map(|(_, mark)| *mark).min()
    };
    let mut out = String::new();
    let mut open: Option<Mark> = None;
    let mut blank = false;
    for (n, c) in text.chars().enumerate() {
        let mark = at(start + n as u32);
        if mark != open {
            close(&mut out, open, colour);
            blank = blank_out(&mut out, blank);
            begin(&mut out, mark, colour);
            open = mark;
        }
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        blank = blank_out(&mut out, blank);
        out.push(c);
    }
    close(&mut out, open, colour);
    out
}

/// Writes the blank that was held back.
fn blank_out(out: &mut String, blank: bool) -> bool {
    if blank && !out.is_empty() {
        out.push(' ');
    }
    false
}

fn begin(out: &mut String, mark: Option<Mark>, colour: bool) {
    match mark {
        Some(mark) if colour => out.push_str(&mark.style().render().to_string()),
        Some(mark) => out.push_str(&mark.brackets().0),
        None => {}
    }
}

fn close(out: &mut String, mark: Option<Mark>, colour: bool) {
    match mark {
        Some(mark) if colour => out.push_str(&mark.style().render_reset().to_string()),
        Some(mark) => out.push_str(mark.brackets().1),
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Xi ontving\n\nPoetin in Peking.";

    fn marks() -> [(Span, Mark); 4] {
        [
            (Span::new(100, 102), Mark::Source),
            (Span::new(103, 110), Mark::Trigger),
            (Span::new(112, 118), Mark::Target),
            (Span::new(112, 114), Mark::Source),
        ]
    }

    #[test]
    fn brackets_where_there_is_no_colour() {
        let shown = marked(TEXT, 100, &marks()[..3], false);
        assert_eq!(shown, "[source: Xi] {ontving} [target: Poetin] in Peking.");
    }

    #[test]
    fn the_first_mark_wins_where_two_overlap() {
        let shown = marked(TEXT, 100, &marks(), false);
        assert_eq!(shown, "[source: Xi] {ontving} [source: Po][target: etin] in Peking.");
    }

    #[test]
    fn colour_changes_nothing_of_the_words() {
        let shown = marked(TEXT, 100, &marks(), true);
        let plain = anstream::adapter::strip_str(&shown).to_string();
        assert_eq!(plain, "Xi ontving Poetin in Peking.");
        assert_ne!(shown, plain);
    }
}
