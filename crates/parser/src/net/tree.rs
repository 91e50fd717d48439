//! The best tree under scores of arcs: greedy where that is a tree, otherwise Chu and Liu's algorithm.

/// The heads of the best tree with exactly one word on the root.
///
/// `scores` holds a row a word: scores of the words as its head and, last, of the root; n rows of n + 1. A word that
/// hangs on the root has head n. Scores beyond a million either way count as a million; what is no number, as its negative.
pub fn heads(scores: &[f32], n: usize) -> Vec<usize> {
    let scores: Vec<f32> =
        scores.iter().map(|&x| if x.is_nan() { -1e6 } else { x.clamp(-1e6, 1e6) }).collect();
    if n == 0 {
        return Vec::new();
    }
    let greedy: Vec<usize> =
        (0..n).map(|i| best(&scores[i * (n + 1)..(i + 1) * (n + 1)], i)).collect();
    if is_tree(&greedy) {
        return greedy;
    }
    let free = chu_liu(&square(&scores, n, None), n + 1);
    let roots: Vec<usize> = (0..n).filter(|&i| free[i] == n).collect();
    if roots.len() == 1 {
        return free;
    }
    let forced = roots.iter().map(|&r| chu_liu(&square(&scores, n, Some(r)), n + 1));
    let total =
        |tree: &[usize]| (0..n).map(|i| f64::from(scores[i * (n + 1) + tree[i]])).sum::<f64>();
    forced.max_by(|a, b| total(a).total_cmp(&total(b))).unwrap_or(free)
}

fn best(row: &[f32], own: usize) -> usize {
    let mut top = if own == 0 { 1 } else { 0 };
    for (j, x) in row.iter().enumerate() {
        if j != own && *x > row[top] {
            top = j;
        }
    }
    top
}

/// Whether every word reaches the root and one hangs on it.
fn is_tree(heads: &[usize]) -> bool {
    let n = heads.len();
    heads.iter().filter(|&&h| h == n).count() == 1 && cycle(heads, n).is_none()
}

/// Words on a cycle, if there is one.
fn cycle(heads: &[usize], root: usize) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 0..heads.len() {
        let mut at = start;
        while at != root && seen[at] == 0 {
            seen[at] = start + 1;
            at = heads[at];
        }
        if at != root && seen[at] == start + 1 {
            let mut members = vec![at];
            let mut next = heads[at];
            while next != at {
                members.push(next);
                next = heads[next];
            }
            return Some(members);
        }
    }
    None
}

/// Scores as a square table, dependent by head, the root last; `only` is the one word allowed on the root.
fn square(scores: &[f32], n: usize, only: Option<usize>) -> Vec<f32> {
    let mut out = scores.to_vec();
    if let Some(only) = only {
        (0..n).filter(|&i| i != only).for_each(|i| out[i * (n + 1) + n] = -1e12);
    }
    out.extend(std::iter::repeat_n(0.0, n + 1));
    out
}

/// Chu and Liu's best tree over `m` nodes, the last of which is the root: contracts one cycle after another.
fn chu_liu(scores: &[f32], m: usize) -> Vec<usize> {
    let root = m - 1;
    let heads: Vec<usize> = (0..root).map(|i| best(&scores[i * m..(i + 1) * m], i)).collect();
    let Some(ring) = cycle(&heads, root) else { return heads };
    let inside = |i: usize| ring.contains(&i);
    let outside: Vec<usize> = (0..m).filter(|&i| !inside(i)).collect();
    // The contracted graph: the outer words in order, then the ring, then the root.
    let (ring_at, k) = (outside.len() - 1, outside.len() + 1);
    let place = |x: usize| if x + 1 == outside.len() { k - 1 } else { x };
    let mut small = vec![-1e12f32; k * k];
    let mut enter = vec![0; k];
    let mut leave = vec![0; k];
    for (x, &o) in outside.iter().enumerate() {
        for (y, &p) in outside.iter().enumerate() {
            small[place(x) * k + place(y)] = scores[o * m + p];
        }
        let gain = |&i: &usize| scores[i * m + o] - scores[i * m + heads[i]];
        let way_in = ring.iter().copied().max_by(|a, b| gain(a).total_cmp(&gain(b))).unwrap_or(0);
        (small[ring_at * k + place(x)], enter[place(x)]) = (gain(&way_in), way_in);
        let way_out =
            ring.iter().copied().max_by(|&a, &b| scores[o * m + a].total_cmp(&scores[o * m + b]));
        let way_out = way_out.unwrap_or(0);
        (small[place(x) * k + ring_at], leave[place(x)]) = (scores[o * m + way_out], way_out);
    }
    let tree = chu_liu(&small, k);
    let mut out = heads.clone();
    let name = |y: usize| if y == k - 1 { root } else { outside[y] };
    for (x, &head) in tree.iter().enumerate() {
        if x == ring_at {
            out[enter[head]] = name(head);
        } else {
            out[outside[x]] = if head == ring_at { leave[x] } else { name(head) };
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn brute(scores: &[f32], n: usize) -> f64 {
        let mut best = f64::NEG_INFINITY;
        let mut heads = vec![0; n];
        for code in 0..(n + 1).pow(n as u32) {
            let mut rest = code;
            for h in heads.iter_mut() {
                *h = rest % (n + 1);
                rest /= n + 1;
            }
            if heads.iter().enumerate().all(|(i, &h)| i != h) && is_tree(&heads) {
                best = best.max((0..n).map(|i| f64::from(scores[i * (n + 1) + heads[i]])).sum());
            }
        }
        best
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_there_is(n in 1usize..5, seed in prop::collection::vec(-5.0f32..5.0, 30)) {
            let scores = &seed[..n * (n + 1)];
            let found = heads(scores, n);
            prop_assert!(is_tree(&found));
            let total: f64 = (0..n).map(|i| f64::from(scores[i * (n + 1) + found[i]])).sum();
            prop_assert!((total - brute(scores, n)).abs() < 1e-3);
        }

        #[test]
        fn any_scores_give_a_tree(n in 1usize..30, seed in prop::collection::vec(any::<f32>(), 930)) {
            prop_assert!(is_tree(&heads(&seed[..n * (n + 1)], n)));
        }
    }

    #[test]
    fn nothing_has_no_heads() {
        assert!(heads(&[], 0).is_empty());
        assert_eq!(heads(&[0.0, f32::NAN], 1), vec![1]);
    }
}
