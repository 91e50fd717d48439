//! Greedy trees by the arc-hybrid transition system (Kuhlmann et al. 2011) with a dynamic oracle (Goldberg and Nivre 2013).

use super::weights::{Score, best, mix};
use super::words::Word;

/// What the parser knows of a token.
#[derive(Debug, Clone)]
pub struct Item {
    /// The word's hashes.
    pub word: Word,
    /// Hash of its lemma.
    pub lemma: u64,
    /// Its tag: part of speech with features.
    pub tag: u64,
    /// Its part of speech alone.
    pub pos: u64,
}

/// A tree: for each token its head (0 the root, else counted from 1) and the class of its relation.
pub type Tree = Vec<(usize, usize)>;

const NONE: usize = usize::MAX;

/// A state of the transition system; tokens are counted from 1, 0 is the root.
struct State {
    stack: Vec<usize>,
    next: usize,
    length: usize,
    arcs: Tree,
    /// The last two dependants to the left and to the right, outermost first.
    left: Vec<[usize; 2]>,
    right: Vec<[usize; 2]>,
    valency: Vec<[u8; 2]>,
}

/// Classes: 0 shifts, then for each relation a left and a right arc.
enum Move {
    Shift,
    Left(usize),
    Right(usize),
}

fn decode(class: usize) -> Move {
    match (class, class % 2) {
        (0, _) => Move::Shift,
        (c, 1) => Move::Left(c / 2),
        (c, _) => Move::Right(c / 2 - 1),
    }
}

/// Number of classes for so many relations.
#[cfg(feature = "train")]
pub fn classes(relations: usize) -> usize {
    1 + 2 * relations
}

impl State {
    fn new(length: usize) -> State {
        State {
            stack: vec![0],
            next: 1,
            length,
            arcs: vec![(NONE, 0); length + 1],
            left: vec![[NONE; 2]; length + 1],
            right: vec![[NONE; 2]; length + 1],
            valency: vec![[0; 2]; length + 1],
        }
    }

    fn done(&self) -> bool {
        self.next > self.length && self.stack.len() == 1
    }

    fn top(&self, depth: usize) -> usize {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |i| self.stack[i])
    }

    fn ahead(&self, n: usize) -> usize {
        if self.next + n <= self.length { self.next + n } else { NONE }
    }

    /// Whether shift, left and right are possible; the root takes one dependant, at the very end.
    fn legal(&self) -> [bool; 3] {
        let words = self.next <= self.length;
        let top = self.top(0) != 0;
        let under_root = self.stack.len() == 2;
        [words, words && top, top && (!under_root || !words)]
    }

    fn apply(&mut self, class: usize) {
        match decode(class) {
            Move::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Left(label) => {
                let child = self.stack.pop().unwrap_or(0);
                let head = self.next;
                self.arcs[child] = (head, label);
                self.left[head] = [child, self.left[head][0]];
                self.valency[head][0] = self.valency[head][0].saturating_add(1);
            }
            Move::Right(label) => {
                let child = self.stack.pop().unwrap_or(0);
                let head = self.top(0);
                self.arcs[child] = (head, label);
                self.right[head] = [child, self.right[head][0]];
                self.valency[head][1] = self.valency[head][1].saturating_add(1);
            }
        }
    }

    fn features(&self, items: &[Item], out: &mut Vec<u64>) {
        out.clear();
        let [s0, s1, s2] = [self.top(0), self.top(1), self.top(2)];
        let [b0, b1, b2] = [self.ahead(0), self.ahead(1), self.ahead(2)];
        let child = |of: usize, side: &Vec<[usize; 2]>, n: usize| {
            if of == NONE { NONE } else { side[of][n] }
        };
        let item = |i: usize| if i == NONE || i == 0 { None } else { items.get(i - 1) };
        let absent = |i: usize| if i == 0 { 5 } else { 3u64 };
        let w = |i: usize| item(i).map_or(absent(i), |t| t.word.lower);
        let m = |i: usize| item(i).map_or(absent(i), |t| t.lemma);
        let t = |i: usize| item(i).map_or(absent(i), |t| t.tag);
        let p = |i: usize| item(i).map_or(absent(i), |t| t.pos);
        let suffix = |i: usize| item(i).map_or(absent(i), |t| t.word.suffix[2]);
        let label = |i: usize| if i == NONE { 9 } else { self.arcs[i].1 as u64 + 20 };
        let valency = |i: usize, side: usize| {
            if i == NONE { 7 } else { u64::from(self.valency[i][side]) + 30 }
        };
        let gap = if s0 == NONE || b0 == NONE { 0 } else { (b0 - s0).min(8) as u64 + 1 };
        let gap1 = if s0 == NONE || s1 == NONE { 0 } else { (s0 - s1).min(8) as u64 + 1 };
        let [s0l, s0l2] = [child(s0, &self.left, 0), child(s0, &self.left, 1)];
        let [s0r, s0r2] = [child(s0, &self.right, 0), child(s0, &self.right, 1)];
        let [s1l, s1r] = [child(s1, &self.left, 0), child(s1, &self.right, 0)];
        let [b0l, b0l2] = [child(b0, &self.left, 0), child(b0, &self.left, 1)];
        let mut id = 0;
        let mut add = |parts: &[u64]| {
            id += 1;
            out.push(parts.iter().fold(id, |h, &p| mix(h, p)));
        };
        for i in [s0, s1, b0] {
            add(&[w(i), p(i)]);
            add(&[m(i)]);
            add(&[t(i)]);
            add(&[p(i)]);
            add(&[suffix(i), p(i)]);
        }
        for i in [s2, b1, b2] {
            add(&[w(i)]);
            add(&[t(i)]);
        }
        for (a, b) in [(s0, b0), (s1, s0), (s1, b0)] {
            add(&[m(a), m(b)]);
            add(&[m(a), t(b)]);
            add(&[t(a), m(b)]);
            add(&[t(a), t(b)]);
            add(&[p(a), p(b)]);
            add(&[m(a), t(a), t(b)]);
            add(&[t(a), t(b), gap, gap1]);
            add(&[p(a), p(b), gap]);
            add(&[p(a), p(b), gap1]);
        }
        add(&[t(b0), t(b1)]);
        add(&[w(b0), p(b1)]);
        add(&[p(b0), w(b1)]);
        add(&[p(b0), p(b1), p(b2)]);
        add(&[p(s0), p(b0), p(b1)]);
        add(&[p(s0), p(b0), p(b1), p(b2)]);
        add(&[p(s1), p(s0), p(b0)]);
        add(&[p(s1), p(s0), p(b0), p(b1)]);
        add(&[p(s2), p(s1), p(s0)]);
        add(&[p(s2), p(s1), p(s0), p(b0)]);
        add(&[m(s0), p(b0), p(b1)]);
        add(&[p(s0), m(b0), p(s1)]);
        add(&[m(s1), p(s0), p(b0)]);
        for (a, c) in [
            (s0, s0l),
            (s0, s0r),
            (s1, s1l),
            (s1, s1r),
            (b0, b0l),
            (s0, s0l2),
            (s0, s0r2),
            (b0, b0l2),
        ] {
            add(&[label(c), p(a)]);
            add(&[label(c), m(c), p(a)]);
            add(&[p(a), p(c), p(b0)]);
            add(&[p(s1), p(s0), p(c), label(c)]);
            add(&[p(s0), p(b0), p(c), label(c)]);
        }
        for (a, side) in [(s0, 0), (s0, 1), (s1, 0), (s1, 1), (b0, 0)] {
            add(&[valency(a, side), p(a)]);
            add(&[valency(a, side), m(a)]);
            add(&[valency(a, side), p(s0), p(b0)]);
        }
        add(&[label(s0l), label(s0r), p(s0), p(b0)]);
        add(&[label(b0l), label(b0l2), p(b0), p(s0)]);
        add(&[label(s1l), label(s1r), p(s1), p(s0)]);
        add(&[self.stack.len().min(5) as u64, p(s0), p(b0)]);
    }
}

/// The tree of a sentence.
pub fn parse(weights: &impl Score, items: &[Item]) -> Tree {
    let mut state = State::new(items.len());
    let (mut found, mut scores) = (Vec::new(), Vec::new());
    while !state.done() {
        let legal = state.legal();
        state.features(items, &mut found);
        weights.score(&found, &mut scores);
        state.apply(best(&scores, |c| legal[kind(c)]));
    }
    state.arcs.split_off(1)
}

/// 0 for a shift, 1 for a left arc, 2 for a right arc.
fn kind(class: usize) -> usize {
    match class {
        0 => 0,
        c => 2 - c % 2,
    }
}

#[cfg(feature = "train")]
mod oracle {
    use super::super::weights::learn::Perceptron;
    use super::*;

    impl State {
        /// How many gold arcs each kind of move would lose.
        fn costs(&self, gold: &Tree) -> [usize; 3] {
            let head = |i: usize| if i == 0 { NONE } else { gold[i - 1].0 };
            let (s0, s1) = (self.top(0), self.top(1));
            let ahead = self.next..=self.length;
            let lost_children = ahead.clone().filter(|&b| head(b) == s0).count();
            let below = &self.stack[..self.stack.len() - 1];
            let h = head(s0);
            let shift = usize::from(below.contains(&head(self.next.min(self.length))))
                + self.stack.iter().filter(|&&s| s != 0 && head(s) == self.next).count();
            let left = usize::from(h == s1 || h != NONE && h > self.next && h <= self.length)
                + lost_children;
            let right = usize::from(h != NONE && ahead.contains(&h)) + lost_children;
            [shift, left, right]
        }

        /// Whether a class makes the gold arc's label, where it makes a gold arc.
        fn label_fits(&self, class: usize, gold: &Tree) -> bool {
            let s0 = self.top(0);
            let fits = |head: usize, label: usize| {
                let (h, l) = gold[s0 - 1];
                h != head || l == label
            };
            match decode(class) {
                Move::Shift => true,
                Move::Left(label) => fits(self.next, label),
                Move::Right(label) => fits(self.top(1), label),
            }
        }
    }

    /// Learns from a sentence; with `explore` it follows its own moves, else the oracle's.
    pub fn learn(
        weights: &mut Perceptron,
        items: &[Item],
        gold: &Tree,
        mut explore: impl FnMut() -> bool,
    ) {
        let mut state = State::new(items.len());
        let (mut found, mut scores) = (Vec::new(), Vec::new());
        while !state.done() {
            let (legal, costs) = (state.legal(), state.costs(gold));
            state.features(items, &mut found);
            weights.score(&found, &mut scores);
            let least = (0..3).filter(|&k| legal[k]).map(|k| costs[k]).min().unwrap_or(0);
            let right =
                |c: usize| legal[kind(c)] && costs[kind(c)] == least && state.label_fits(c, gold);
            let guess = best(&scores, |c| legal[kind(c)]);
            let target = best(&scores, right);
            let aim = if right(guess) { guess } else { target };
            weights.learn(&found, aim, guess);
            let next = if explore() { guess } else { aim };
            state.apply(next);
        }
    }
}

#[cfg(feature = "train")]
pub use oracle::learn;
