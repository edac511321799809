//! A queue with an end in front of the search: beyond it the service says at once that it is busy.
//!
//! Without one, a burst makes every answer late; with one, those that are let in stay quick and the others know when
//! to come again. Two counters do it: permits for those that run, and how many wait for one.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{Semaphore, SemaphorePermit};

use super::Problem;

/// The queue.
#[derive(Debug)]
pub(super) struct Shield {
    running: Semaphore,
    waiting: AtomicUsize,
    most_waiting: usize,
}

impl Shield {
    /// A queue that lets so many run and so many wait.
    pub(super) fn new(running: usize, most_waiting: usize) -> Self {
        Self {
            running: Semaphore::new(running),
            waiting: AtomicUsize::new(0),
            most_waiting,
        }
    }

    /// Waits for a turn; the permit ends it.
    ///
    /// # Errors
    /// [`Problem::busy`] when too many wait already.
    pub(super) async fn turn(&self) -> Result<SemaphorePermit<'_>, Problem> {
        if let Ok(permit) = self.running.try_acquire() {
            return Ok(permit);
        }
        let _waits = Waits::enter(&self.waiting, self.most_waiting).ok_or_else(|| {
            metrics::counter!("prasme_busy_total").increment(1);
            Problem::busy()
        })?;
        self.running.acquire().await.map_err(|_| Problem::busy())
    }
}

/// Counts one that waits, also when its client goes away while waiting.
struct Waits<'s>(&'s AtomicUsize);

impl<'s> Waits<'s> {
    fn enter(waiting: &'s AtomicUsize, most: usize) -> Option<Self> {
        let before = waiting.fetch_add(1, Ordering::Relaxed);
        let entered = Self(waiting);
        (before < most).then_some(entered)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_runs_one_waits_and_the_third_is_told() {
        let shield = Shield::new(1, 1);
        let first = shield.turn().await.unwrap();
        let mut second = Box::pin(shield.turn());
        // Polled once, the second one waits.
        assert!(futures_poll(&mut second).is_none());
        assert_eq!(shield.turn().await.unwrap_err().code, "busy");
        drop(first);
        drop(second.await.unwrap());
        drop(shield.turn().await.unwrap());
        assert_eq!(shield.waiting.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn a_client_that_goes_away_leaves_its_place() {
        let shield = Shield::new(1, 1);
        let _first = shield.turn().await.unwrap();
        let mut second = Box::pin(shield.turn());
        assert!(futures_poll(&mut second).is_none());
        drop(second);
        assert_eq!(shield.waiting.load(Ordering::Relaxed), 0);
    }

    fn futures_poll<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match std::pin::Pin::new(future).poll(&mut context) {
            std::task::Poll::Ready(value) => Some(value),
            std::task::Poll::Pending => None,
        }
    }
}
