//! Many reports on many threads, in order and in flat memory.

use rayon::prelude::*;

/// Reports that are held at once, a thread.
const HELD: usize = 8;

/// Runs `work` over the items on all threads and hands the results to `done` in the order of the items; at most a
/// few items a thread are held at any time, however many there are.
///
/// # Errors
/// The first error of `done`; later items are not begun.
pub fn in_order<T: Send, R: Send, E>(
    mut items: impl Iterator<Item = T>,
    work: impl Fn(T) -> R + Sync,
    mut done: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let held = HELD * rayon::current_num_threads();
    loop {
        let batch: Vec<T> = items.by_ref().take(held).collect();
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
        let all = in_order(0..1000, |n| n * 2, |r| (out.push(r), Ok::<(), ()>(())).1);
        assert_eq!(all, Ok(()));
        assert_eq!(out, (0..1000).map(|n| n * 2).collect::<Vec<_>>());
    }

    #[test]
    fn an_error_stops_it() {
        let mut seen = 0;
        let stopped = in_order(
            0..1000,
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
