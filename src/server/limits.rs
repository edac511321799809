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

/// The longest body of a request about cases: a paper, and what an address adds. Only officers get to send one.
pub(super) const PAPER_BYTES: usize = (16 << 20) + (64 << 10);

/// The longest mapping file accepted over HTTP; larger ones are taken in by `prasme import-mappings`. The mappings of the
/// national sample have 6 MB with their explanations.
pub(super) const MAPPING_FILE_BYTES: usize = 64 << 20;

/// The longest list of materials that a school uploads: one of 50,000 rows still gets here and is told that it has too many
/// rows, which says more than too many bytes.
pub(super) const LIST_BYTES: usize = PAPER_BYTES;

/// The longest opinion: twenty modules with a full field each, every Latvian letter as six characters.
pub(super) const OPINION_BYTES: usize = 1 << 20;

/// Lists that an account keeps: two a qualification of the largest school.
pub(super) const KEPT_LISTS: usize = 40;

/// Rows of a school's list on a page.
pub(super) const LIST_ROWS: usize = 200;

/// The longest body that a request to this path may have.
pub(super) fn body_bytes(path: &str) -> usize {
    match path {
        "/api/v1/import/mappings" => MAPPING_FILE_BYTES,
        "/lists" | "/api/v1/materials/list" => LIST_BYTES,
        _ if path.starts_with("/opinion/") || path.starts_with("/api/v1/opinions/") => {
            OPINION_BYTES
        }
        _ if path.starts_with("/reconcile") => LARGEST_BODY,
        _ if path.starts_with("/cases") || path.starts_with("/api/v1/cases") => PAPER_BYTES,
        _ => BODY_BYTES,
    }
}

/// The longest form: what is read to look for its proof.
pub(super) const LARGEST_BODY: usize = PAPER_BYTES;

/// Exports made at the same time: each reads the whole catalogue.
pub(super) const EXPORTS: usize = 2;

/// Bytes of an export that are sent at once.
pub(super) const EXPORT_CHUNK: usize = 64 << 10;

/// Seconds that open requests get to finish when the server stops; a graceful stop without an end of its own can hang
/// on one idle connection (axum issue 1070).
pub(super) const SHUTDOWN_SECONDS: u64 = 10;

/// Records shown below a record on its page; a whole PKP has some two hundred, ESCO's top groups have thousands.
pub(super) const SHOWN_BELOW: usize = 400;

/// Levels shown below a record: duty, task, requirement.
pub(super) const SHOWN_LEVELS: usize = 3;

/// Links shown of one relation and direction; some ESCO skills serve hundreds of occupations.
pub(super) const SHOWN_LINKS: usize = 100;

/// Passwords that are hashed at the same time: each takes 19 MiB and a core for some tens of milliseconds.
pub(super) const HASHING: usize = 2;

/// Log-ins that may wait for that: the last one waits about a second.
pub(super) const WAITING_LOG_INS: usize = 32;

/// Queries in one batch of reconciliation: a tenth of a second of work at most, so that others get their turn between.
/// OpenRefine sends 10 unless the manifest's `batchSize` says more.
pub(super) const RECONCILE_BATCH: usize = 100;

/// Candidates for one string; nobody chooses from more.
pub(super) const RECONCILE_CANDIDATES: usize = 50;

/// The longest string to reconcile, bytes: the longest requirement of a PKP has some six hundred.
pub(super) const RECONCILE_BYTES: usize = 4000;

/// Records whose values are asked for at once.
pub(super) const RECONCILE_ROWS: usize = 500;

/// The longest body of reconciliation: a full batch of long Latvian strings, each letter escaped.
pub(super) const RECONCILE_BODY_BYTES: usize = 1 << 20;

/// Batches of reconciliation that may wait; each core works at one.
pub(super) const WAITING_BATCHES: usize = 64;

/// How often the server looks whether a newer index generation was published beside it, seconds.
pub(super) const WATCH_SECONDS: u64 = 1;

/// Questions of coverage that are answered at the same time: they are all computing.
pub(super) const COVERAGES: usize = 2;

/// Questions of coverage that may wait; at half a second for the largest, the last one waits some seconds.
pub(super) const WAITING_COVERAGES: usize = 32;

/// Rows of a matrix on a page; all of ESCO has fourteen thousand.
pub(super) const MATRIX_ROWS: usize = 250;
