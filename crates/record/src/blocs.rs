//! Communities in a weighted graph: the first phase of the Louvain method (Blondel and others 2008), run until no
//! move helps. Nodes are tried in their order and ties go to the lowest number, so that the answer is always the same.

use std::collections::BTreeMap;

/// Rounds after which it stops in any case.
const ROUNDS: usize = 100;

/// The bloc of each node, numbered from the one with most nodes down. `edges` are pairs of nodes with weights of at
/// least 0, each pair once; nodes without any stand alone.
pub fn blocs(nodes: usize, edges: &[(usize, usize, f64)]) -> Vec<usize> {
    let mut near: Vec<Vec<(usize, f64)>> = vec![Vec::new(); nodes];
    let mut strength = vec![0.0; nodes];
    for &(a, b, w) in edges.iter().filter(|e| e.0 != e.1 && e.2 > 0.0) {
        near[a].push((b, w));
        near[b].push((a, w));
        strength[a] += w;
        strength[b] += w;
    }
    // Sums of fractions depend on their order.
    near.iter_mut().for_each(|n| n.sort_unstable_by_key(|(j, _)| *j));
    let all: f64 = strength.iter().sum();
    let mut bloc: Vec<usize> = (0..nodes).collect();
    let mut total = strength.clone();
    let mut weights = Weights { of: vec![0.0; nodes], touched: Vec::new() };
    for _ in 0..ROUNDS {
        let mut moved = false;
        for i in 0..nodes {
            let from = bloc[i];
            total[from] -= strength[i];
            let pull = strength[i] / all.max(f64::MIN_POSITIVE);
            bloc[i] = weights.best(&near[i], &bloc, &total, pull, from);
            total[bloc[i]] += strength[i];
            moved |= bloc[i] != from;
        }
        if !moved {
            break;
        }
    }
    renumbered(&bloc)
}

/// Weights to the blocs around a node; room that is used again for every node.
struct Weights {
    of: Vec<f64>,
    touched: Vec<usize>,
}

impl Weights {
    /// The bloc of a neighbour that a node gains most modularity in; its own where none is better.
    fn best(
        &mut self,
        near: &[(usize, f64)],
        bloc: &[usize],
        total: &[f64],
        pull: f64,
        own: usize,
    ) -> usize {
        self.touched.push(own);
        for &(j, w) in near {
            self.of[bloc[j]] += w;
            self.touched.push(bloc[j]);
        }
        self.touched.sort_unstable();
        self.touched.dedup();
        let gain = |b: usize| self.of[b] - total[b] * pull;
        let mut chosen = (own, gain(own));
        for &b in &self.touched {
            if gain(b) > chosen.1 + 1e-9 {
                chosen = (b, gain(b));
            }
        }
        for b in self.touched.drain(..) {
            self.of[b] = 0.0;
        }
        chosen.0
    }
}

fn renumbered(bloc: &[usize]) -> Vec<usize> {
    let mut size: BTreeMap<usize, usize> = BTreeMap::new();
    bloc.iter().for_each(|b| *size.entry(*b).or_default() += 1);
    let mut order: Vec<usize> = size.keys().copied().collect();
    order.sort_by_key(|b| (std::cmp::Reverse(size[b]), *b));
    let number: BTreeMap<usize, usize> =
        order.into_iter().enumerate().map(|(n, b)| (b, n)).collect();
    bloc.iter().map(|b| number[b]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_cliques_with_one_bridge_are_two_blocs() {
        let mut edges = vec![(3, 4, 1.0)];
        for (first, last) in [(0, 4), (4, 7)] {
            for a in first..last {
                (a + 1..last).for_each(|b| edges.push((a, b, 5.0)));
            }
        }
        assert_eq!(blocs(8, &edges), [0, 0, 0, 0, 1, 1, 1, 2]);
    }

    #[test]
    fn no_edges_no_blocs() {
        assert_eq!(blocs(3, &[(0, 1, 0.0)]), [0, 1, 2]);
        assert_eq!(blocs(0, &[]), [0usize; 0]);
    }
}
