//! Linking in a data directory: the matcher of its records, and proposing for many of them.

use super::{Workspace, WorkspaceError, lock};
use crate::linking::jobs::{Job, default_jobs};
use crate::linking::propose::{JobReport, ProposeMode, ProposeSettings, Proposer};
use crate::linking::{Corpus, Matcher};

/// How far linking has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkStep {
    /// Somebody else imports; this one waits for its turn.
    Waiting,
    /// The catalogue is read and the matcher is built.
    Reading,
    /// Statements of this job are being compared (done, all).
    Proposing(Job, usize, usize),
}

impl Workspace {
    /// Everything in the catalogue and the matcher of it.
    ///
    /// # Errors
    /// [`WorkspaceError`] when the catalogue cannot be read.
    pub fn matcher(&self) -> Result<(Corpus, Matcher), WorkspaceError> {
        let corpus = Corpus::read(&self.catalogue()?)?;
        let config = &self.config;
        let matcher = corpus.matcher(config.analyser(), config.vocabulary(), config.linking());
        Ok((corpus, matcher))
    }

    /// Proposes mappings for these jobs, the sensible whole where none is given. Only what changed since the last time is
    /// compared again, and what people decided is left alone.
    ///
    /// # Errors
    /// [`WorkspaceError`]; what was proposed before it stays.
    pub fn link(
        &self,
        jobs: Vec<Job>,
        settings: ProposeSettings,
        mode: ProposeMode,
        step: &mut dyn FnMut(LinkStep),
    ) -> Result<Vec<(Job, JobReport)>, WorkspaceError> {
        let _turn = lock::wait(&self.dir, || step(LinkStep::Waiting))?;
        step(LinkStep::Reading);
        let (corpus, matcher) = self.matcher()?;
        let mut catalogue = self.catalogue()?;
        let jobs = if jobs.is_empty() {
            default_jobs(&corpus)
        } else {
            jobs
        };
        let weights = [
            self.config.fingerprint(),
            self.config.vocabulary_fingerprint(),
            self.config.linking_fingerprint(),
        ];
        let proposer = Proposer::new(&corpus, &matcher, &weights.join("\n"));
        let mut reports = Vec::with_capacity(jobs.len());
        for job in jobs {
            let mut hear = |done, all| step(LinkStep::Proposing(job.clone(), done, all));
            let report = proposer.run(&job, settings, mode, &mut catalogue, &mut hear)?;
            reports.push((job, report));
        }
        Ok(reports)
    }
}
