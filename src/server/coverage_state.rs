//! What answers questions of coverage in a running server: the curriculum of the catalogue as it is, and what people
//! decided up to this moment.
//!
//! The curriculum is read when it is first asked for (in the background once the server listens) and again for every new
//! index generation and changed configuration; whoever asks meanwhile gets the one before, and searching never waits for
//! either. Decisions and verdicts are read again whenever the catalogue counts another change, so that they show at once,
//! whichever process took them. Ticks and opinions are always read from the catalogue.

use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwapOption;
use axum::http::StatusCode;

use super::limits::{COVERAGES, WAITING_COVERAGES};
use super::shield::Shield;
use super::{AppState, Problem};
use crate::allocator::give_back;
use crate::catalogue::Catalogue;
use crate::coverage::{CoverageError, Curriculum, Decisions};
use crate::workspace::{Workspace, WorkspaceError};

/// Questions of coverage, answered.
pub(super) struct CoverageState {
    curriculum: ArcSwapOption<Curriculum>,
    decided: ArcSwapOption<Decided>,
    /// Held while either is read: two requests must not read twice.
    reading: Mutex<()>,
    /// The queue in front of drawing: a sector against a framework takes a while.
    shield: Shield,
}

struct Decided {
    /// The counts of changes as these were read.
    counts: (u64, u64),
    decisions: Arc<Decisions>,
}

impl CoverageState {
    pub(super) fn new() -> Self {
        Self {
            curriculum: ArcSwapOption::empty(),
            decided: ArcSwapOption::empty(),
            reading: Mutex::new(()),
            shield: Shield::new(COVERAGES, WAITING_COVERAGES),
        }
    }

    /// The curriculum; the first to ask waits for it. Blocks.
    pub(super) fn curriculum(
        &self,
        catalogue: &Catalogue,
        workspace: &Workspace,
    ) -> Result<Arc<Curriculum>, WorkspaceError> {
        if let Some(known) = self.curriculum.load_full() {
            return Ok(known);
        }
        let _turn = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        match self.curriculum.load_full() {
            Some(known) => Ok(known),
            None => self.read(catalogue, workspace),
        }
    }

    /// Reads the curriculum again where there is one: records or configuration changed. Blocks.
    pub(super) fn rebuild(
        &self,
        catalogue: &Catalogue,
        workspace: &Workspace,
    ) -> Result<(), WorkspaceError> {
        let _turn = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        if self.curriculum.load().is_some() {
            self.read(catalogue, workspace)?;
        }
        Ok(())
    }

    fn read(
        &self,
        catalogue: &Catalogue,
        workspace: &Workspace,
    ) -> Result<Arc<Curriculum>, WorkspaceError> {
        let read = Arc::new(workspace.curriculum(catalogue)?);
        self.curriculum.store(Some(Arc::clone(&read)));
        give_back();
        Ok(read)
    }

    /// What is decided at this moment. Blocks.
    fn decisions(
        &self,
        catalogue: &Catalogue,
        workspace: &Workspace,
    ) -> Result<Arc<Decisions>, WorkspaceError> {
        // Counted before reading: what is written meanwhile counts as not read yet.
        let counts = (catalogue.mapping_count()?, catalogue.verdict_count()?);
        let known = || {
            let decided = self.decided.load_full().filter(|d| d.counts == counts)?;
            Some(Arc::clone(&decided.decisions))
        };
        if let Some(decisions) = known() {
            return Ok(decisions);
        }
        let _turn = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(decisions) = known() {
            return Ok(decisions);
        }
        let decisions = Arc::new(workspace.decisions(catalogue)?);
        self.decided.store(Some(Arc::new(Decided {
            counts,
            decisions: Arc::clone(&decisions),
        })));
        Ok(decisions)
    }
}

/// What a question of coverage is answered from.
pub(super) struct Covered<'a> {
    /// Everything that is compared.
    pub(super) curriculum: &'a Curriculum,
    /// What people said.
    pub(super) decisions: &'a Decisions,
    /// The catalogue, for what neither holds.
    pub(super) catalogue: &'a Catalogue,
}

/// Answers a question of coverage where blocking is allowed, in turn with others.
pub(super) async fn ask<T: Send + 'static>(
    state: &AppState,
    question: impl FnOnce(&Covered<'_>) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let _turn = state.coverage.shield.turn().await?;
    let state = state.clone();
    let answered = tokio::task::spawn_blocking(move || {
        let failed = |e: WorkspaceError| Problem::internal(&e);
        let reader = state
            .catalogue
            .reader()
            .map_err(|e| Problem::internal(&e))?;
        let (coverage, workspace) = (&state.coverage, state.configured());
        let curriculum = coverage.curriculum(&reader, &workspace).map_err(failed)?;
        let decisions = coverage.decisions(&reader, &workspace).map_err(failed)?;
        question(&Covered {
            curriculum: &curriculum,
            decisions: &decisions,
            catalogue: &reader,
        })
    });
    answered.await.map_err(|e| Problem::internal(&e))?
}

/// Writes to the catalogue where blocking is allowed.
pub(super) async fn write<T: Send + 'static>(
    state: &AppState,
    change: impl FnOnce(&mut Catalogue) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let state = state.clone();
    let written = tokio::task::spawn_blocking(move || {
        let opened = Catalogue::open(&state.workspace().catalogue_path());
        change(&mut opened.map_err(|e| Problem::internal(&e))?)
    });
    written.await.map_err(|e| Problem::internal(&e))?
}

/// The problem that a question of coverage without an answer is.
pub(super) fn problem(error: &CoverageError) -> Problem {
    let status = match error {
        CoverageError::Unknown(id) => return Problem::no_record(id.as_str()),
        CoverageError::FrameworkMissing { .. } | CoverageError::SectorMissing { .. } => {
            StatusCode::NOT_FOUND
        }
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Problem::new(status, error.code(), error.to_string()).at("query string")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RecordId;

    #[test]
    fn every_refusal_has_its_code_and_says_what_would_be_right() {
        let id = RecordId::new("mip/x").unwrap();
        let no_outcomes = problem(&CoverageError::NoOutcomes(id.clone()));
        assert_eq!((no_outcomes.code, no_outcomes.status), ("no-outcomes", 422));
        assert!(no_outcomes.detail.contains("import"));
        let missing = problem(&CoverageError::FrameworkMissing {
            name: "x".into(),
            loaded: vec!["digcomp-2.2".into()],
        });
        assert_eq!((missing.code, missing.status), ("framework-missing", 404));
        assert!(missing.detail.contains("digcomp-2.2"));
        assert_eq!(
            problem(&CoverageError::Unknown(id)).code,
            "record-not-found"
        );
    }
}
