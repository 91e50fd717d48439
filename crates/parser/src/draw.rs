//! A sentence's tree drawn in text.

use kroniek_model::{Sentence, Token};
use std::fmt::Write;

/// How deep the branches of a tree are drawn; deeper ones are drawn at this depth.
const DEEPEST: usize = 30;

/// The tree in text order of its branches, one token a line: branches, form, then tag, features, lemma (with its
/// joined particle), relation, name, and the edges beside the tree.
///
/// Dependants before their head stand above it, those after it below, so that the lines read as the sentence does
/// wherever the tree has no crossing arcs.
pub fn draw(sentence: &Sentence) -> String {
    let mut drawing = Drawing { sentence, children: children(sentence), lines: Vec::new() };
    for root in roots(sentence) {
        drawing.branch(root, String::new(), Side::Root);
    }
    let width =
        drawing.lines.iter().map(|(b, i)| length(b) + length(&sentence.tokens[*i].form)).max();
    let width = width.unwrap_or(0).min(48);
    let mut out = String::new();
    for (branch, i) in &drawing.lines {
        let token = &sentence.tokens[*i];
        let pad = width.saturating_sub(length(branch) + length(&token.form));
        _ = writeln!(
            out,
            "{branch}{}{}  {}",
            token.form,
            " ".repeat(pad),
            facts(sentence, *i, token)
        );
    }
    out
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Root,
    Above,
    Below,
}

struct Drawing<'a> {
    sentence: &'a Sentence,
    children: Vec<Vec<usize>>,
    lines: Vec<(String, usize)>,
}

impl Drawing<'_> {
    fn branch(&mut self, at: usize, stem: String, side: Side) {
        let children = std::mem::take(&mut self.children[at]);
        let (before, after): (Vec<usize>, Vec<usize>) = children.into_iter().partition(|&c| c < at);
        let deeper = |open: bool| match (side, length(&stem) / 2 < DEEPEST) {
            (Side::Root, _) => String::new(),
            (_, false) => stem.clone(),
            (_, true) => format!("{stem}{}", if open { "│ " } else { "  " }),
        };
        let (above, below) = (deeper(side == Side::Below), deeper(side == Side::Above));
        for child in &before {
            self.branch(*child, above.clone(), Side::Above);
        }
        let joint = match side {
            Side::Root => "",
            Side::Above => "┌─",
            Side::Below => "└─",
        };
        self.lines.push((format!("{stem}{joint}"), at));
        for child in &after {
            self.branch(*child, below.clone(), Side::Below);
        }
        debug_assert!(at < self.sentence.tokens.len());
    }
}

fn children(sentence: &Sentence) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); sentence.tokens.len()];
    for (i, token) in sentence.tokens.iter().enumerate() {
        if let Some(siblings) = token.head.and_then(|h| out.get_mut(h)) {
            siblings.push(i);
        }
    }
    out
}

fn roots(sentence: &Sentence) -> impl Iterator<Item = usize> {
    (0..sentence.tokens.len()).filter(|&i| sentence.tokens[i].head.is_none())
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn facts(sentence: &Sentence, i: usize, token: &Token) -> String {
    let mut out = format!("{} {}", token.upos, token.base());
    if !token.deprel.is_empty() {
        _ = write!(out, " <{}>", token.deprel);
    }
    if !token.feats.is_empty() {
        _ = write!(out, " {}", token.feats);
    }
    if let Some(tag) = token.entity {
        let mark = if tag.first { "" } else { "…" };
        _ = write!(out, " [{mark}{}]", crate::conllu::entity_name(tag.kind));
    }
    for edge in sentence.enhanced.iter().filter(|d| d.dependant == i) {
        _ = write!(out, " +{}({})", edge.relation, sentence.tokens[edge.head].form);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    #[test]
    fn the_lines_read_as_the_sentence_does() {
        let text = "1\tDe\tde\tDET\t_\t_\t2\tdet\t_\t_\n2\ttop\ttop\tNOUN\t_\tNumber=Sing\t3\tnsubj\t_\t_\n\
                    3\tduurt\tduren\tVERB\t_\t_\t0\troot\t_\t_\n4\tlang\tlang\tADJ\t_\t_\t3\tadvmod\t_\t_\n";
        let drawn = draw(&conllu::read(text).unwrap()[0]);
        let expected = "  ┌─De  DET de <det>\n┌─top   NOUN top <nsubj> Number=Sing\nduurt   VERB duren <root>\n\
                        └─lang  ADJ lang <advmod>\n";
        assert_eq!(drawn, expected);
    }
}
