//! What many pages need and takes long to work out, kept until the record changes.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

/// Whoever asks first works it out, the others wait for him.
type Cell<V> = Arc<Mutex<Option<Arc<V>>>>;

/// Answers to the last few questions, of one version of the record.
#[derive(Debug)]
pub struct Memo<K, V> {
    most: usize,
    kept: Mutex<Kept<K, V>>,
}

/// Answers to questions about one version, the oldest first.
#[derive(Debug)]
struct Kept<K, V> {
    version: i64,
    cells: VecDeque<(K, Cell<V>)>,
}

impl<K: PartialEq, V> Memo<K, V> {
    /// Keeps so many answers.
    pub fn of(most: usize) -> Self {
        Memo { most, kept: Mutex::new(Kept { version: 0, cells: VecDeque::new() }) }
    }

    /// The answer to a question about a version of the record, worked out where it is not kept.
    ///
    /// # Errors
    /// It cannot be worked out; whoever asks next tries again.
    pub fn get<E>(
        &self,
        version: i64,
        question: K,
        answer: impl FnOnce() -> Result<V, E>,
    ) -> Result<Arc<V>, E> {
        let cell = self.cell(version, question);
        let mut kept = cell.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*kept {
            return Ok(known.clone());
        }
        Ok(kept.insert(Arc::new(answer()?)).clone())
    }

    /// The answer to a question about a version of the record, where it is kept and nobody works at it.
    pub fn known(&self, version: i64, question: &K) -> Option<Arc<V>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let cells = Some(&kept.cells).filter(|_| kept.version == version)?;
        let (_, cell) = cells.iter().find(|(k, _)| k == question)?;
        cell.try_lock().ok()?.clone()
    }

    /// The place of an answer; the oldest makes room.
    fn cell(&self, version: i64, question: K) -> Cell<V> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.version != version {
            *kept = Kept { version, cells: VecDeque::new() };
        }
        if let Some((_, cell)) = kept.cells.iter().find(|(k, _)| *k == question) {
            return cell.clone();
        }
        if kept.cells.len() >= self.most {
            kept.cells.pop_front();
        }
        let cell = Cell::default();
        kept.cells.push_back((question, cell.clone()));
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_worked_out_once_a_version() {
        let (memo, mut asked) = (Memo::of(2), 0);
        let mut ask = |version, question: &'static str| {
            let answer = memo.get(version, question, || {
                asked += 1;
                Ok::<_, ()>(asked)
            });
            *answer.expect("an answer")
        };
        assert_eq!([ask(1, "a"), ask(1, "a"), ask(1, "b"), ask(1, "a")], [1, 1, 2, 1]);
        assert_eq!([ask(2, "a"), ask(2, "a")], [3, 3], "the record changed");
        assert_eq!([ask(2, "b"), ask(2, "c"), ask(2, "a")], [4, 5, 6], "the oldest makes room");
    }

    #[test]
    fn only_what_is_worked_out_is_known() {
        let memo = Memo::of(1);
        assert_eq!(memo.known(1, &"a"), None);
        assert_eq!(memo.get(1, "a", || Ok::<_, ()>(7)), Ok(Arc::new(7)));
        assert_eq!(memo.known(1, &"a"), Some(Arc::new(7)));
        assert_eq!([memo.known(2, &"a"), memo.known(1, &"b")], [None, None]);
    }

    #[test]
    fn what_fails_is_tried_again() {
        let memo = Memo::of(1);
        assert_eq!(memo.get(1, (), || Err::<u8, _>("no")), Err("no"));
        assert_eq!(memo.get(1, (), || Ok::<_, ()>(7)), Ok(Arc::new(7)));
    }

    #[test]
    fn those_who_ask_at_once_wait_for_the_first() {
        let (memo, asked) = (Memo::of(1), std::sync::atomic::AtomicUsize::new(0));
        std::thread::scope(|s| {
            for _ in 0..8 {
                s.spawn(|| {
                    let count =
                        || Ok::<_, ()>(asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst));
                    assert_eq!(memo.get(1, (), count), Ok(Arc::new(0)));
                });
            }
        });
    }
}
