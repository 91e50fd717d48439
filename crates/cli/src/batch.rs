//! Many reports on many threads, in order and in flat memory.

use rayon::prelude::*;

/// Reports that are held at once, a thread.
const HELD: usize = 8;
/// Bytes that are held at once, about: what bounds memory where reports are long.
const BYTES: usize = 512 * 1024;

/// The next items that are worked on together: at most `most`, and no more once they weigh half a megabyte.
pub fn next<T>(
    items: &mut impl Iterator<Item = T>,
    most: usize,
    bytes: impl Fn(&T) -> usize,
) -> Vec<T> {
    let mut batch = Vec::new();
    let mut held = 0;
    while batch.len() < most && held < BYTES {
        let Some(item) = items.next() else { break };
        held += bytes(&item);
        batch.push(item);
    }
    batch
}

/// Runs `work` over the items on all threads and hands the results to `done` in the order of the items; at most a
/// few items a thread are held at any time, however many there are, and fewer where they are large.
///
/// # Errors
/// The first error of `done`; later items are not begun.
pub fn in_order<T: Send, R: Send, E>(
    mut items: impl Iterator<Item = T>,
    bytes: impl Fn(&T) -> usize,
    work: impl Fn(T) -> R + Sync,
    mut done: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let held = HELD * rayon::current_num_threads();
    loop {
        let batch = next(&mut items, held, &bytes);
        if batch.is_empty() {
            return Ok(());
        }
        let results: Vec<R> = batch.into_par_iter().map(&work).collect();
        results.into_iter().try_for_each(&mut done)?;
    }
}

/// Sets the number of threads for the rest of the run; 0 and none mean one a core.
///
/// # Errors
/// If the threads cannot be started, or were already.
pub fn threads(n: Option<usize>) -> anyhow::Result<()> {
    Ok(rayon::ThreadPoolBuilder::new().num_threads(n.unwrap_or(0)).build_global()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_items() {
        let mut out = Vec::new();
        let all = in_order(0..1000, |_| 1, |n| n * 2, |r| (out.push(r), Ok::<(), ()>(())).1);
        assert_eq!(all, Ok(()));
        assert_eq!(out, (0..1000).map(|n| n * 2).collect::<Vec<_>>());
    }

    #[test]
    fn large_items_are_worked_on_by_themselves() {
        let mut items = [1, 1, 1, BYTES, 1, 1].into_iter();
        let mut sizes = || next(&mut items, 3, |n| *n).len();
        assert_eq!([sizes(), sizes(), sizes(), sizes()], [3, 1, 2, 0]);
    }

    #[test]
    fn an_error_stops_it() {
        let mut seen = 0;
        let stopped = in_order(
            0..1000,
            |_| 1,
            |n| n,
            |r| {
                if r < 3 {
                    seen += 1;
                    Ok(())
                } else {
                    Err(r)
                }
            },
        );
        assert_eq!((stopped, seen), (Err(3), 3));
    }
}
