//! Text with what was read in it marked in its place.

use crate::{ask::Ask, parts};
use kroniek_model::{ActorRef, Claim, Evidence, Span};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// What a stretch of text was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where, in code points of the text.
    pub span: Span,
    /// The class that shows it.
    pub class: &'static str,
    /// What it was read as, in words.
    pub note: String,
    /// The element that tells more, by its name on the page.
    pub to: Option<String>,
}

/// A stretch of text, and all marks that cover it.
struct Piece<'a> {
    text: String,
    marks: Vec<&'a Mark>,
}

/// A text whose first code point is the `start`th, with its marks.
pub fn marked(text: &str, start: u32, marks: &[Mark]) -> Markup {
    html! {
        @for piece in pieces(text, start, marks) {
            @if piece.marks.is_empty() { (piece.text) } @else { (shown(&piece)) }
        }
    }
}

fn shown(piece: &Piece) -> Markup {
    let class = piece.marks.iter().map(|m| m.class).collect::<BTreeSet<_>>();
    let class = class.into_iter().collect::<Vec<_>>().join(" ");
    let notes: BTreeSet<&str> =
        piece.marks.iter().map(|m| m.note.as_str()).filter(|n| !n.is_empty()).collect();
    let note = notes.into_iter().collect::<Vec<_>>().join("; ");
    let title = (!note.is_empty()).then_some(note);
    let to = piece.marks.iter().rev().find_map(|m| m.to.as_ref());
    html! {
        @match to {
            Some(to) => { a class={ "mark " (class) } title=[title] href={ "#" (to) } { (piece.text) } }
            None => { span class={ "mark " (class) } title=[title] { (piece.text) } }
        }
    }
}

/// Cuts a text wherever a mark begins or ends.
fn pieces<'a>(text: &str, start: u32, marks: &'a [Mark]) -> Vec<Piece<'a>> {
    let chars: Vec<char> = text.chars().collect();
    let end = start + chars.len() as u32;
    let inside = |at: &u32| (start..=end).contains(at);
    let mut cuts: BTreeSet<u32> =
        marks.iter().flat_map(|m| [m.span.start, m.span.end]).filter(inside).collect();
    cuts.extend([start, end]);
    let cuts: Vec<u32> = cuts.into_iter().collect();
    let mut order: Vec<&Mark> = marks.iter().filter(|m| !m.span.is_empty()).collect();
    order.sort_by_key(|m| m.span.start);
    let (mut open, mut next): (Vec<&Mark>, usize) = (Vec::new(), 0);
    let mut out = Vec::new();
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        while let Some(mark) = order.get(next).filter(|m| m.span.start <= from) {
            open.push(mark);
            next += 1;
        }
        open.retain(|m| m.span.end > from);
        let text = chars[(from - start) as usize..(to - start) as usize].iter().collect();
        out.push(Piece { text, marks: open.clone() });
    }
    out
}

/// The sentence of a claim with its actors and the words that set it off.
pub fn sentence(ask: &Ask, claim: &Claim, evidence: &Evidence) -> Markup {
    marked(&evidence.text, evidence.start, &of_claim(ask, claim, evidence, None))
}

/// The marks of a claim in the text of one evidence; `to` is the element that tells more.
pub fn of_claim(ask: &Ask, claim: &Claim, evidence: &Evidence, to: Option<&str>) -> Vec<Mark> {
    let to = to.map(str::to_owned);
    let kind = ask.words.name("kind", &claim.kind);
    let mark = |span: Span, class, note: String| Mark { span, class, note, to: to.clone() };
    let mut out: Vec<Mark> = evidence
        .trigger
        .iter()
        .map(|span| mark(*span, "trigger", format!("{kind} ({})", evidence.rule)))
        .collect();
    let sides: [(&[ActorRef], _, _); 3] = [
        (&claim.source, "source", "column.source"),
        (&claim.target, "target", "column.target"),
        (claim.said_by.as_slice(), "speaker", "column.said_by"),
    ];
    for (side, class, name) in sides {
        for who in side {
            let (Some(start), Some(end)) = (who.start, who.end) else { continue };
            let note = format!("{}: {}", ask.t(name), parts::called(ask, who));
            out.push(mark(Span::new(start, end), class, note));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: u32, end: u32, class: &'static str) -> Mark {
        Mark { span: Span::new(start, end), class, note: String::new(), to: None }
    }

    #[test]
    fn marks_may_overlap_and_nothing_is_lost() {
        let marks = [mark(12, 16, "a"), mark(14, 18, "b"), mark(5, 11, "c"), mark(90, 99, "d")];
        let all = pieces("éénzesacht", 10, &marks);
        let text: String = all.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(text, "éénzesacht");
        let classes: Vec<Vec<&str>> =
            all.iter().map(|p| p.marks.iter().map(|m| m.class).collect()).collect();
        assert_eq!(classes, [vec!["c"], vec![], vec!["a"], vec!["a", "b"], vec!["b"], vec![]]);
    }

    proptest::proptest! {
        #[test]
        fn whatever_the_marks_the_text_is_whole_and_each_mark_covers_its_own(
            text in "\\PC{0,40}",
            start in 0u32..5,
            spans in proptest::collection::vec((0u32..50, 0u32..50), 0..8),
        ) {
            let of = |(a, b): &(u32, u32)| mark(*a.min(b), *a.max(b), "a");
            let marks: Vec<Mark> = spans.iter().map(of).collect();
            let mut at = start;
            let mut whole = String::new();
            for piece in pieces(&text, start, &marks) {
                let n = piece.text.chars().count() as u32;
                let here = Span::new(at, at + n);
                let over = marks.iter().filter(|m| m.span.overlaps(here) && n > 0).count();
                proptest::prop_assert_eq!(piece.marks.len(), over);
                at += n;
                whole += &piece.text;
            }
            proptest::prop_assert_eq!(whole, text);
        }
    }

    #[test]
    fn text_is_escaped() {
        let out = marked("<b>&", 0, &[mark(0, 3, "a")]).into_string();
        assert_eq!(out, "<span class=\"mark a\">&lt;b&gt;</span>&amp;");
    }
}
