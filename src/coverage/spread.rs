//! Work on many things at once, on all cores.

use std::sync::atomic::{AtomicUsize, Ordering};

/// So many things are taken at a time.
const HANDFUL: usize = 8;
/// Fewer things are not worth starting threads for.
const FEW: usize = 4 * HANDFUL;

/// What `work` makes of each, in their order.
pub(super) fn spread<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    if all.len() < FEW || cores < 2 {
        return all.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let handfuls = || {
        let mut done: Vec<(usize, Vec<R>)> = Vec::new();
        loop {
            let from = next.fetch_add(HANDFUL, Ordering::Relaxed);
            let to = (from + HANDFUL).min(all.len());
            let Some(own) = all.get(from..to).filter(|own| !own.is_empty()) else {
                return done;
            };
            done.push((from, own.iter().map(&work).collect()));
        }
    };
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(handfuls)).collect();
        let mut done = handfuls();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(from, _)| *from);
    done.into_iter().flat_map(|(_, own)| own).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_order_stays(all in proptest::collection::vec(0u32..1000, 0..200)) {
            let doubled: Vec<u32> = all.iter().map(|n| n * 2).collect();
            prop_assert_eq!(spread(&all, |n| n * 2), doubled);
        }
    }
}
