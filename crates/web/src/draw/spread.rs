//! Where the nodes of a graph stand: a force-directed layout (Fruchterman and Reingold 1991) that begins from a fixed
//! spiral instead of chance, so that the same graph is always the same picture. Nodes of a bloc are drawn together.

/// Rounds; each moves less than the one before.
const ROUNDS: usize = 250;
/// How strongly nodes are drawn to the middle of their bloc, and of the paper.
const BLOC: f64 = 0.3;
const MIDDLE: f64 = 0.06;
/// The angle between one node of the spiral and the next: that of sunflowers.
const ANGLE: f64 = 2.399_963_229_728_653;

/// A place on paper.
pub type Place = (f64, f64);

/// A place for every node on `wide` by `high` units of paper, `edge` from its rim at least. `blocs` are the blocs of
/// the nodes, `edges` pairs of nodes and how much holds them together.
pub fn spread(
    blocs: &[usize],
    edges: &[(usize, usize, f64)],
    wide: f64,
    high: f64,
    edge: f64,
) -> Vec<Place> {
    let n = blocs.len();
    if n == 0 {
        return Vec::new();
    }
    // All is laid out on a square of side 1 and stretched in the end.
    let apart = 1.0 / (n as f64).sqrt();
    let (mut at, edges) = (spiral(blocs), relative(n, edges));
    for round in 0..ROUNDS {
        let far = 0.12 * (1.0 - round as f64 / ROUNDS as f64) + 0.001;
        let mut push = vec![(0.0, 0.0); n];
        repel(&at, apart, &mut push);
        attract(&at, &edges, apart, &mut push);
        gather(&at, blocs, &mut push);
        for (place, (dx, dy)) in at.iter_mut().zip(push) {
            let length = (dx * dx + dy * dy).sqrt().max(1e-9);
            let step = length.min(far) / length;
            *place = (place.0 + dx * step, place.1 + dy * step);
        }
    }
    stretched(&at, wide, high, edge)
}

/// Nodes on a spiral, bloc by bloc, so that those of a bloc begin as neighbours.
fn spiral(blocs: &[usize]) -> Vec<Place> {
    let mut order: Vec<usize> = (0..blocs.len()).collect();
    order.sort_by_key(|i| (blocs[*i], *i));
    let mut at = vec![(0.0, 0.0); blocs.len()];
    for (k, i) in order.into_iter().enumerate() {
        let (far, turn) = ((k as f64 + 0.5).sqrt() / (blocs.len() as f64).sqrt(), k as f64 * ANGLE);
        at[i] = (0.5 * far * turn.cos(), 0.5 * far * turn.sin());
    }
    at
}

fn repel(at: &[Place], apart: f64, push: &mut [Place]) {
    for i in 0..at.len() {
        for j in i + 1..at.len() {
            let (dx, dy) = (at[i].0 - at[j].0, at[i].1 - at[j].1);
            let force = apart * apart / (dx * dx + dy * dy).max(1e-6);
            add(push, i, j, dx * force, dy * force);
        }
    }
}

fn attract(at: &[Place], edges: &[(usize, usize, f64)], apart: f64, push: &mut [Place]) {
    for &(i, j, strength) in edges {
        let (dx, dy) = (at[i].0 - at[j].0, at[i].1 - at[j].1);
        let force = -strength * (dx * dx + dy * dy).sqrt() / apart;
        add(push, i, j, dx * force, dy * force);
    }
}

/// Edges as strong as they are to their nodes, so that those who have to do with all do not fall together.
fn relative(nodes: usize, edges: &[(usize, usize, f64)]) -> Vec<(usize, usize, f64)> {
    let mut all = vec![0.0; nodes];
    for &(i, j, strength) in edges {
        all[i] += strength;
        all[j] += strength;
    }
    let share = |&(i, j, s): &(usize, usize, f64)| (i, j, s / (all[i] * all[j]).sqrt().max(1e-9));
    edges.iter().map(share).collect()
}

fn add(push: &mut [Place], i: usize, j: usize, dx: f64, dy: f64) {
    push[i] = (push[i].0 + dx, push[i].1 + dy);
    push[j] = (push[j].0 - dx, push[j].1 - dy);
}

/// Draws every node to the middle of its bloc, and to the middle of all.
fn gather(at: &[Place], blocs: &[usize], push: &mut [Place]) {
    let mut sums = vec![(0.0, 0.0, 0.0); blocs.iter().max().map_or(0, |b| b + 1)];
    for (&bloc, (x, y)) in blocs.iter().zip(at) {
        let s = sums[bloc];
        sums[bloc] = (s.0 + x, s.1 + y, s.2 + 1.0);
    }
    for (i, &bloc) in blocs.iter().enumerate() {
        let (x, y, n) = sums[bloc];
        push[i].0 += (x / n - at[i].0) * BLOC - at[i].0 * MIDDLE;
        push[i].1 += (y / n - at[i].1) * BLOC - at[i].1 * MIDDLE;
    }
}

/// The places on the paper that there is; a single node in its middle.
fn stretched(at: &[Place], wide: f64, high: f64, edge: f64) -> Vec<Place> {
    let (across, down) = (axis(at.iter().map(|p| p.0)), axis(at.iter().map(|p| p.1)));
    let on = |part: f64, size: f64| edge + part * (size - 2.0 * edge);
    across.into_iter().zip(down).map(|(x, y)| (on(x, wide), on(y, high))).collect()
}

/// Places along an axis, from 0 to 1: half by how far they are, half by their order, so that there is room where many
/// stand.
fn axis(all: impl Iterator<Item = f64>) -> Vec<f64> {
    let all: Vec<f64> = all.collect();
    let (lo, hi) = all.iter().fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(*x), b.max(*x)));
    if hi - lo < 1e-9 {
        return vec![0.5; all.len()];
    }
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|i, j| all[*i].total_cmp(&all[*j]).then(i.cmp(j)));
    let mut out = vec![0.0; all.len()];
    for (rank, i) in order.into_iter().enumerate() {
        let by_order = rank as f64 / (all.len() - 1).max(1) as f64;
        out[i] = 0.5 * (all[i] - lo) / (hi - lo) + 0.5 * by_order;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(a: Place, b: Place) -> f64 {
        ((a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)).sqrt()
    }

    #[test]
    fn those_of_a_bloc_stand_together() {
        let mut edges = Vec::new();
        for (from, to) in [(0, 4), (4, 8)] {
            for a in from..to {
                (a + 1..to).for_each(|b| edges.push((a, b, 1.0)));
            }
        }
        let at = spread(&[0, 0, 0, 0, 1, 1, 1, 1], &edges, 100.0, 100.0, 5.0);
        assert!(distance(at[0], at[1]) < distance(at[0], at[4]), "{at:?}");
    }

    #[test]
    fn few_nodes_have_a_place_too() {
        assert_eq!(spread(&[], &[], 10.0, 10.0, 1.0), []);
        assert_eq!(spread(&[0], &[], 10.0, 20.0, 1.0), [(5.0, 10.0)]);
    }

    proptest::proptest! {
        #[test]
        fn every_node_is_on_the_paper_and_always_there(
            blocs in proptest::collection::vec(0usize..4, 1..30),
            pairs in proptest::collection::vec((0usize..30, 0usize..30, 0.0f64..3.0), 0..60),
        ) {
            let n = blocs.len();
            let edges: Vec<_> = pairs.into_iter().filter(|(a, b, _)| a != b && *a < n && *b < n).collect();
            let at = spread(&blocs, &edges, 100.0, 50.0, 5.0);
            proptest::prop_assert_eq!(&at, &spread(&blocs, &edges, 100.0, 50.0, 5.0));
            for (x, y) in at {
                proptest::prop_assert!((4.99..=95.01).contains(&x) && (4.99..=45.01).contains(&y), "{} {}", x, y);
            }
        }
    }
}
