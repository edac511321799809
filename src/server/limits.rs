//! Every limit of the HTTP face, each with its reason.

/// Searches that run at the same time for each core; more wait their turn.
pub(super) const SEARCHES_PER_CORE: usize = 4;

/// Searches that may wait; the next is told that the service is busy. At half a millisecond each, the last one waits
/// some tens of milliseconds: longer queues only make everybody wait.
pub(super) const WAITING_SEARCHES: usize = 256;

/// Bytes of answers kept per index generation: what a few thousand popular queries need, and little beside the index.
pub(super) const CACHE_BYTES: u64 = 16 << 20;

/// The longest request body accepted: the largest search request is a few kilobytes.
pub(super) const BODY_BYTES: usize = 64 << 10;

/// Seconds that open requests get to finish when the server stops; a graceful stop without an end of its own can hang
/// on one idle connection (axum issue 1070).
pub(super) const SHUTDOWN_SECONDS: u64 = 10;

/// Records shown below a record on its page; a whole PKP has some two hundred, ESCO's top groups have thousands.
pub(super) const SHOWN_BELOW: usize = 400;

/// Levels shown below a record: duty, task, requirement.
pub(super) const SHOWN_LEVELS: usize = 3;

/// Links shown of one relation and direction; some ESCO skills serve hundreds of occupations.
pub(super) const SHOWN_LINKS: usize = 100;

/// How often the server looks whether a newer index generation was published beside it, seconds.
pub(super) const WATCH_SECONDS: u64 = 1;
