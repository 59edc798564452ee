//! Two things at a time: one group's waiting is the other's work.

use std::{sync::Mutex, thread};

/// Does every piece of work, at most `workers` at a time and begun in this order; gives what came
/// of each, in the same order.
pub fn run<W: Sync, T: Send>(workers: usize, work: &[W], each: impl Fn(&W) -> T + Sync) -> Vec<T> {
    let next = Mutex::new(0..work.len());
    let results = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..workers.clamp(1, work.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let Some(index) = next.lock().expect("nobody panics here").next() else {
                        break;
                    };
                    let result = each(&work[index]);
                    results.lock().expect("nobody panics here").push((index, result));
                }
            });
        }
    });
    let mut results = results.into_inner().expect("nobody panics here");
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::run;
    use std::sync::{
        Barrier,
        atomic::{AtomicUsize, Ordering},
    };

    #[test]
    fn two_are_at_work_and_no_more() {
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let both = Barrier::new(2);
        let doubled = run(2, &[1, 2, 3, 4], |number| {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            // Passes only where another one is at work.
            both.wait();
            now.fetch_sub(1, Ordering::SeqCst);
            number * 2
        });
        assert_eq!(doubled, [2, 4, 6, 8]);
        assert_eq!(most.into_inner(), 2);
    }

    #[test]
    fn nothing_to_do_is_done() {
        assert_eq!(run(2, &[] as &[u8], |_| ()), []);
    }
}
