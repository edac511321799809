//! What handlers of cases share: the store and the desk, opened when the first officer comes.

use std::sync::{Arc, Mutex, PoisonError};

use super::super::{AppState, Problem};
use crate::catalogue::Catalogue;
use crate::recognition::case::CaseStore;
use crate::recognition::desk::Desk;
use crate::workspace::{Workspace, WorkspaceError};

/// The store and the desk.
pub(in super::super) struct Office {
    workspace: Workspace,
    store: Mutex<Option<Arc<CaseStore>>>,
    desk: Mutex<Option<Arc<Desk>>>,
}

/// What work over cases gets.
pub(super) struct At<'a> {
    /// The store.
    pub(super) store: &'a CaseStore,
    /// The programmes.
    pub(super) desk: &'a Desk,
    /// The catalogue.
    pub(super) catalogue: &'a Catalogue,
    /// The headers of columns that evidence is read by.
    pub(super) columns: &'a crate::import::tables::Columns,
}

impl Office {
    /// Nothing is opened yet: a service without officers has no store of cases.
    pub(in super::super) fn new(workspace: Workspace) -> Self {
        Self {
            workspace,
            store: Mutex::default(),
            desk: Mutex::default(),
        }
    }

    fn store(&self) -> Result<Arc<CaseStore>, WorkspaceError> {
        let mut slot = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(store) = slot.as_ref() {
            return Ok(Arc::clone(store));
        }
        let store = Arc::new(self.workspace.cases()?);
        *slot = Some(Arc::clone(&store));
        Ok(store)
    }

    /// The desk over the catalogue as it is now.
    fn desk(&self, catalogue: &Catalogue) -> Result<Arc<Desk>, WorkspaceError> {
        let change = catalogue.change()?;
        let mut slot = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(desk) = slot.as_ref().filter(|d| d.change() == change) {
            return Ok(Arc::clone(desk));
        }
        let desk = Arc::new(self.workspace.desk(catalogue)?);
        *slot = Some(Arc::clone(&desk));
        Ok(desk)
    }
}

/// Works over cases where blocking is allowed.
pub(super) async fn at_desk<T: Send + 'static>(
    state: &AppState,
    work: impl FnOnce(&At<'_>) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let state = state.clone();
    let task = tokio::task::spawn_blocking(move || {
        let reader = state
            .catalogue
            .reader()
            .map_err(|e| Problem::internal(&e))?;
        let store = state.office.store()?;
        let desk = state.office.desk(&reader)?;
        let columns = state.office.workspace.config().columns();
        work(&At {
            store: &store,
            desk: &desk,
            catalogue: &reader,
            columns,
        })
    });
    task.await.map_err(|e| Problem::internal(&e))?
}

/// The day by which deadlines and validity are judged.
pub(super) fn today(state: &AppState) -> jiff::civil::Date {
    (state.settings.clock)()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
}
