//! From pairs to events.

use super::{
    days::{contradict, told_apart},
    fact::{APART, Fact, Said},
    same::{Verdict, same},
};
use crate::day::Day;
use kroniek_model::StableId;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What a person said of pairs of claims; it goes before the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bonds {
    /// One event.
    pub together: Vec<(StableId, StableId)>,
    /// Two events.
    pub apart: HashSet<(StableId, StableId)>,
}

impl Bonds {
    /// Keeps two claims apart.
    pub fn part(&mut self, a: StableId, b: StableId) {
        self.apart.insert((a.min(b), a.max(b)));
    }

    /// All claims that somebody said something of.
    pub fn claims(&self) -> HashSet<StableId> {
        self.together.iter().chain(&self.apart).flat_map(|(a, b)| [*a, *b]).collect()
    }

    fn are_parted(&self, a: StableId, b: StableId) -> bool {
        !self.apart.is_empty() && self.apart.contains(&(a.min(b), a.max(b)))
    }
}

/// Parts claims into events, each sorted, the events by their smallest claim, whose identifier is the event's.
///
/// Claims that say the very same are one first (a thousand copies cost as much as one). Then the surest pairs are
/// joined, and two groups only where nothing bars any claim of one from any of the other: a vague claim cannot pull
/// two events into one. Last come pairs that give two days; where they would make a run of three days, it is a series,
/// and none of them is joined. Ties go by identifier. Repeats of a claim count once.
pub fn cluster(facts: &[Fact], bonds: &Bonds) -> Vec<Vec<StableId>> {
    let nodes = nodes(facts, bonds);
    let mut groups = Groups::new(nodes.len());
    let index: HashMap<StableId, usize> =
        nodes.iter().enumerate().flat_map(|(i, n)| n.ids.iter().map(move |id| (*id, i))).collect();
    let barred = |i: usize, j: usize| verdict(&nodes[i], &nodes[j], bonds) == Verdict::Barred;
    let (of_two_days, of_one): (Vec<Edge>, Vec<Edge>) = edges(&nodes, bonds)
        .into_iter()
        .partition(|e| contradict(nodes[e.1].said, nodes[e.2].said));
    groups.join_all(&of_one, barred);
    let series = series(&nodes, &mut groups, &of_two_days);
    let of_two_days: Vec<Edge> = of_two_days
        .into_iter()
        .filter(|e| [e.1, e.2].iter().all(|i| !series.contains(&groups.root(*i))))
        .collect();
    groups.join_all(&of_two_days, barred);
    // Last, so that a claim which belongs to one of two events that a person joined still finds its own.
    for (a, b) in &bonds.together {
        if let (Some(&i), Some(&j)) = (index.get(a), index.get(b)) {
            groups.join(i, j);
        }
    }
    let mut out: Vec<Vec<StableId>> =
        groups.members.iter().filter(|m| !m.is_empty()).map(|m| ids(&nodes, m)).collect();
    out.sort_unstable();
    out
}

/// How surely, negative so that the surest sorts first, which nodes are one event.
type Edge = (i32, usize, usize);

/// Groups that pairs of two days link with two other days or more.
fn series(nodes: &[Node], groups: &mut Groups, edges: &[Edge]) -> HashSet<usize> {
    let mut days: HashMap<usize, BTreeSet<Day>> = HashMap::new();
    for &(_, i, j) in edges {
        let both = [i, j].map(|n| nodes[n].said.date.map(|d| d.lo));
        for root in [i, j].map(|n| groups.root(n)) {
            days.entry(root).or_default().extend(both.into_iter().flatten());
        }
    }
    days.into_iter().filter(|(_, d)| d.len() > 2).map(|(root, _)| root).collect()
}

/// Claims that differ in nothing but which report they are in.
struct Node<'a> {
    said: &'a Said,
    /// Sorted.
    ids: Vec<StableId>,
    /// The reports that they are in.
    docs: BTreeSet<StableId>,
}

impl Node<'_> {
    fn are_of_one_report(&self, other: &Self) -> bool {
        self.docs.len() == 1 && self.docs == other.docs
    }
}

fn nodes<'a>(facts: &'a [Fact], bonds: &Bonds) -> Vec<Node<'a>> {
    let facts: BTreeMap<StableId, &Fact> = facts.iter().map(|f| (f.id, f)).collect();
    let bound = bonds.claims();
    let mut at: HashMap<(&Said, Option<StableId>), usize> = HashMap::new();
    let mut out: Vec<Node> = Vec::new();
    for (id, fact) in facts {
        let alone = (bound.contains(&id) || fact.said.slot().is_none()).then_some(id);
        let place = *at.entry((&*fact.said, alone)).or_insert(out.len());
        match out.get_mut(place) {
            None => {
                out.push(Node { said: &fact.said, ids: vec![id], docs: BTreeSet::from([fact.doc]) })
            }
            Some(node) => {
                node.ids.push(id);
                node.docs.insert(fact.doc);
            }
        }
    }
    out
}

fn verdict(a: &Node, b: &Node, bonds: &Bonds) -> Verdict {
    let report_parts = || told_apart(a.said, b.said) && !a.docs.is_disjoint(&b.docs);
    if bonds.are_parted(a.ids[0], b.ids[0]) || report_parts() {
        return Verdict::Barred;
    }
    same(a.said, b.said, a.are_of_one_report(b))
}

fn ids(nodes: &[Node], members: &[usize]) -> Vec<StableId> {
    let mut out: Vec<StableId> = members.iter().flat_map(|&i| nodes[i].ids.clone()).collect();
    out.sort_unstable();
    out
}

/// Pairs that are one event, surest first. Only claims that share a key are compared.
fn edges(nodes: &[Node], bonds: &Bonds) -> Vec<Edge> {
    let mut by_key: HashMap<u64, Vec<usize>> = HashMap::new();
    for (i, node) in nodes.iter().enumerate() {
        for key in node.said.keys() {
            by_key.entry(key).or_default().push(i);
        }
    }
    let mut out = Vec::new();
    for block in by_key.values() {
        pairs_near(nodes, block, |i, j| {
            if let Verdict::Same(sure) = verdict(&nodes[i], &nodes[j], bonds) {
                out.push((-sure, i.min(j), i.max(j)));
            }
        });
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Visits the pairs of a block whose slots are near enough to each other: a sweep over time, not all pairs.
fn pairs_near(nodes: &[Node], block: &[usize], mut visit: impl FnMut(usize, usize)) {
    let mut timed: Vec<_> =
        block.iter().filter_map(|&i| nodes[i].said.slot().map(|s| (s.lo, s.hi, i))).collect();
    timed.sort_unstable();
    for (n, &(_, hi, i)) in timed.iter().enumerate() {
        for &(_, _, j) in timed[n + 1..].iter().take_while(|x| x.0 <= hi.saturating_add(APART)) {
            visit(i, j);
        }
    }
}

/// Union-find whose roots keep their members; the smaller group goes into the larger.
struct Groups {
    parent: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    fn new(n: usize) -> Self {
        Groups { parent: (0..n).collect(), members: (0..n).map(|i| vec![i]).collect() }
    }

    fn root(&mut self, mut i: usize) -> usize {
        while self.parent[i] != i {
            self.parent[i] = self.parent[self.parent[i]];
            i = self.parent[i];
        }
        i
    }

    /// Joins the groups of the pairs, in their order, where no pair of theirs is barred.
    fn join_all(&mut self, edges: &[Edge], barred: impl Fn(usize, usize) -> bool) {
        for &(_, i, j) in edges {
            let (a, b) = (self.root(i), self.root(j));
            if a != b && !self.any_pair(a, b, &barred) {
                self.join(i, j);
            }
        }
    }

    fn any_pair(&self, a: usize, b: usize, test: impl Fn(usize, usize) -> bool) -> bool {
        self.members[a].iter().any(|&i| self.members[b].iter().any(|&j| test(i, j)))
    }

    /// The root is the smallest member, so that groups come out in the order of their identifiers.
    fn join(&mut self, i: usize, j: usize) {
        let (a, b) = (self.root(i), self.root(j));
        if a != b {
            let (keep, gone) = (a.min(b), a.max(b));
            let moved = std::mem::take(&mut self.members[gone]);
            self.members[keep].extend(moved);
            self.parent[gone] = keep;
        }
    }
}
