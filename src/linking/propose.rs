//! Proposing for many statements: only for what changed, in batches.

use std::collections::HashMap;

use super::jobs::{Job, predicate};
use super::{Candidate, Corpus, Matcher, Scope, Statement};
use crate::catalogue::mappings::{ProposeReport, Proposed, ProposedFor};
use crate::catalogue::{Catalogue, CatalogueError};
use crate::model::{Proposal, Record, RecordId};

/// Tool and version as proposals name it.
pub const TOOL: &str = concat!("prasme ", env!("CARGO_PKG_VERSION"));

/// Statements of one batch: one transaction each, so that a killed run keeps what it had.
const BATCH: usize = 256;

/// How much is proposed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProposeSettings {
    /// Candidates below this confidence are not proposed.
    pub min_confidence: f32,
    /// Candidates of one statement, at most.
    pub most: usize,
}

impl Default for ProposeSettings {
    fn default() -> Self {
        Self {
            min_confidence: 0.2,
            most: 5,
        }
    }
}

/// Whether proposals are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposeMode {
    /// Count only.
    DryRun,
    /// Write them.
    Commit,
}

/// What proposing for a job did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct JobReport {
    /// Statements of the job.
    pub statements: usize,
    /// Statements of which nothing has changed since the last time.
    pub unchanged: usize,
    /// Statements with at least one candidate.
    pub matched: usize,
    /// Candidates found.
    pub candidates: usize,
    /// What became of them in the catalogue.
    pub written: ProposeReport,
}

/// Proposes over one corpus with one matcher.
pub struct Proposer<'a> {
    corpus: &'a Corpus,
    matcher: &'a Matcher,
    /// What tells this matcher's weights and analysis from others.
    fingerprint: String,
}

impl<'a> Proposer<'a> {
    /// `weights` is what tells the matcher's weights and analysis from others.
    pub fn new(corpus: &'a Corpus, matcher: &'a Matcher, weights: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(TOOL.as_bytes());
        hasher.update(weights.as_bytes());
        for relation in corpus.relations() {
            hasher.update(relation.from.as_str().as_bytes());
            hasher.update(relation.kind.code().as_bytes());
            hasher.update(relation.to.as_str().as_bytes());
        }
        Self {
            corpus,
            matcher,
            fingerprint: hasher.finalize().to_hex().to_string(),
        }
    }

    /// Proposes for every statement of a job that is not as it was the last time. `progress` hears how many are done, of
    /// how many.
    ///
    /// # Errors
    /// [`CatalogueError`]; what was written before stays.
    pub fn run(
        &self,
        job: &Job,
        settings: ProposeSettings,
        mode: ProposeMode,
        catalogue: &mut Catalogue,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<JobReport, CatalogueError> {
        let target = job.to.to_string();
        let scope = self.matcher.scope(&job.to);
        let base = self.base(job, settings);
        let known = catalogue.proposed_fingerprints(&target)?;
        let all: Vec<&Record> = self.corpus.members(&job.from).collect();
        let mut report = JobReport {
            statements: all.len(),
            ..JobReport::default()
        };
        let fresh: Vec<(&Record, String)> = all
            .into_iter()
            .map(|record| (record, self.statement_fingerprint(record, &base)))
            .filter(|(record, print)| known.get(record.id.as_str()) != Some(print))
            .collect();
        report.unchanged = report.statements - fresh.len();
        for (number, batch) in fresh.chunks(BATCH).enumerate() {
            let proposed = self.batch(batch, &target, &scope, settings);
            report.matched += proposed.iter().filter(|p| !p.proposals.is_empty()).count();
            report.candidates += proposed.iter().map(|p| p.proposals.len()).sum::<usize>();
            if mode == ProposeMode::Commit {
                report.written += catalogue.propose(&proposed, TOOL)?;
            }
            progress((number * BATCH + batch.len()).min(fresh.len()), fresh.len());
        }
        Ok(report)
    }

    /// The candidates of a batch, on all cores.
    fn batch(
        &self,
        batch: &[(&Record, String)],
        target: &str,
        scope: &Scope,
        settings: ProposeSettings,
    ) -> Vec<ProposedFor> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let share = batch.len().div_ceil(cores).max(1);
        let one = |(record, print): &(&Record, String)| ProposedFor {
            subject: record.id.clone(),
            target: target.to_owned(),
            place: self.corpus.place(record),
            fingerprint: print.clone(),
            proposals: self.proposals(record, scope, settings),
        };
        std::thread::scope(|threads| {
            let shares: Vec<_> = batch
                .chunks(share)
                .map(|share| threads.spawn(move || share.iter().map(one).collect::<Vec<_>>()))
                .collect();
            let joined = shares.into_iter().map(|share| match share.join() {
                Ok(done) => done,
                // A panic in the matcher is a bug: it goes on to whoever called.
                Err(panic) => std::panic::resume_unwind(panic),
            });
            joined.flatten().collect()
        })
    }

    fn proposals(
        &self,
        record: &Record,
        scope: &Scope,
        settings: ProposeSettings,
    ) -> Vec<Proposed> {
        let known = self.matcher.statement(&record.id);
        let statement = known.unwrap_or_else(|| Statement::of_record(record));
        self.matcher
            .candidates(&statement, scope, settings.most)
            .into_iter()
            .filter(|c| c.confidence >= settings.min_confidence)
            .filter_map(|c| {
                let to = self.corpus.record(&c.id)?.kind;
                Some(Proposed {
                    predicate: predicate(record.kind, to, c.predicate),
                    explanation: explanation(&c),
                    object: c.id,
                    confidence: c.confidence,
                })
            })
            .collect()
    }

    /// What all statements of a job share: weights, settings, the members of the target as they are.
    fn base(&self, job: &Job, settings: ProposeSettings) -> blake3::Hasher {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.fingerprint.as_bytes());
        hasher.update(&settings.min_confidence.to_le_bytes());
        hasher.update(&settings.most.to_le_bytes());
        let mut above: HashMap<&RecordId, ()> = HashMap::new();
        for member in self.corpus.members(&job.to) {
            say(&mut hasher, member);
            for record in self.corpus.above(member) {
                if above.insert(&record.id, ()).is_none() {
                    say(&mut hasher, record);
                }
            }
        }
        hasher
    }

    fn statement_fingerprint(&self, record: &Record, base: &blake3::Hasher) -> String {
        let mut hasher = base.clone();
        say(&mut hasher, record);
        for above in self.corpus.above(record) {
            say(&mut hasher, above);
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }
}

/// Adds what a matcher reads of a record: everything but where it comes from.
fn say(hasher: &mut blake3::Hasher, record: &Record) {
    let mut part = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    part(record.id.as_str());
    part(record.kind.code());
    for label in &record.labels {
        part(label.lang.tag());
        part(&format!("{:?}", label.role));
        part(&label.text);
    }
    for text in &record.texts {
        part(text.lang.tag());
        part(&text.text);
    }
    part(record.code.as_deref().unwrap_or_default());
    part(record.sector.as_deref().unwrap_or_default());
    part(&format!("{:?}{:?}", record.level, record.details));
}

/// What is kept of a candidate's reasons: the explanation with what else a reader must know.
pub fn explanation(candidate: &Candidate) -> serde_json::Value {
    let mut json = serde_json::to_value(&candidate.explanation).unwrap_or_default();
    if let Some(object) = json.as_object_mut() {
        for (key, holds) in [
            ("tied", candidate.tied),
            ("too_general", candidate.too_general),
        ] {
            if holds {
                object.insert(key.to_owned(), true.into());
            }
        }
    }
    json
}

/// A candidate as a proposal of this moment.
pub fn proposal(candidate: &Candidate) -> Proposal {
    Proposal {
        confidence: candidate.confidence,
        explanation: explanation(candidate),
        tool: TOOL.to_owned(),
        at: jiff::Timestamp::now().to_string(),
    }
}
