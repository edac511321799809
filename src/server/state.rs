//! What all handlers share.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use arc_swap::ArcSwap;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use super::cache::Answers;
use super::limits::{SEARCHES_PER_CORE, WAITING_SEARCHES};
use super::shield::Shield;
use crate::catalogue::{CatalogueError, Pool};
use crate::model::Kind;
use crate::search::Searcher;
use crate::web::Language;
use crate::workspace::{Config, Workspace, WorkspaceError};

/// What all handlers share; cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// What [`AppState`] leads to.
pub struct Shared {
    pub(super) catalogue: Pool,
    pub(super) searcher: Arc<Searcher>,
    pub(super) answers: Answers,
    pub(super) shield: Shield,
    sectors: ArcSwap<SectorNames>,
    workspace: Workspace,
    /// How often the configuration was replaced: answers made with an older one are not given any more.
    configurations: AtomicU64,
    /// The files of the configuration as they were when they were last read.
    stamp: Mutex<Stamp>,
}

type Stamp = Option<Vec<(PathBuf, SystemTime, u64)>>;

/// Names of sectors by code, for the facet.
type SectorNames = HashMap<String, [String; 2]>;

impl std::ops::Deref for AppState {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl AppState {
    /// The state of a server over this data directory.
    ///
    /// # Errors
    /// [`CatalogueError`] when the catalogue cannot be read.
    pub fn new(workspace: Workspace, searcher: Arc<Searcher>) -> Result<Self, CatalogueError> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let catalogue = Pool::open(&workspace.catalogue_path())?;
        let sectors = ArcSwap::from_pointee(sector_names(&catalogue)?);
        prometheus();
        Ok(Self(Arc::new(Shared {
            catalogue,
            searcher,
            answers: Answers::new(),
            shield: Shield::new(cores * SEARCHES_PER_CORE, WAITING_SEARCHES),
            sectors,
            stamp: Mutex::new(workspace.config().stamp()),
            configurations: AtomicU64::new(0),
            workspace,
        })))
    }

    /// Takes up a newer index generation and a changed configuration, if there are any; what is wrong goes to the log and
    /// what was in force stays in force.
    pub(super) fn take_up_changes(&self) {
        if let Err(error) = self.take_up_generation() {
            tracing::error!(%error, "a newer index cannot be taken up; the one in force stays");
        }
        self.take_up_configuration();
    }

    fn take_up_generation(&self) -> Result<(), WorkspaceError> {
        let manifest = self.searcher.snapshot().manifest().clone();
        let newer = self.workspace.newer(manifest.generation, manifest.change)?;
        if let Some(snapshot) = newer {
            tracing::info!(
                generation = snapshot.manifest().generation,
                "a newer index is in force"
            );
            self.searcher.replace_snapshot(snapshot);
            self.sectors.store(Arc::new(sector_names(&self.catalogue)?));
        }
        Ok(())
    }

    fn take_up_configuration(&self) {
        let now = self.workspace.config().stamp();
        let mut stamp = self.stamp.lock().unwrap_or_else(PoisonError::into_inner);
        if *stamp == now {
            return;
        }
        *stamp = now;
        match self.workspace.config().reload() {
            Ok(config) => self.put_in_force(&config),
            Err(error) => {
                tracing::error!(%error, "the changed configuration is wrong; the one in force stays");
            }
        }
    }

    fn put_in_force(&self, config: &Config) {
        self.searcher
            .replace_vocabulary(Arc::clone(config.vocabulary()));
        self.searcher.replace_config(config.search().clone());
        self.configurations.fetch_add(1, Ordering::Relaxed);
        tracing::info!("the changed configuration is in force");
    }
}

impl Shared {
    /// What answers are made from: another value after every new generation or configuration.
    pub(super) fn edition(&self) -> (u64, u64) {
        let generation = self.searcher.snapshot().manifest().generation;
        (generation, self.configurations.load(Ordering::Relaxed))
    }

    /// The name of a sector, or its code.
    pub(super) fn sector_name(&self, code: &str, language: Language) -> String {
        self.sectors
            .load()
            .get(code)
            .map_or_else(|| code.to_owned(), |names| names[language as usize].clone())
    }
}

fn sector_names(catalogue: &Pool) -> Result<SectorNames, CatalogueError> {
    let sectors = catalogue.reader()?.records_of(Kind::Sector)?;
    let named = sectors.into_iter().filter_map(|record| {
        let names = [Language::Lv, Language::En].map(|l| record.name(l.of_labels()).to_owned());
        Some((record.code?, names))
    });
    Ok(named.collect())
}

/// The recorder of metrics: one for the process, whichever server came first.
pub(super) fn prometheus() -> &'static PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| {
        /// From a cached answer to a search that is far too slow, seconds.
        const BUCKETS: [f64; 10] = [
            0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.05, 0.25, 1.0,
        ];
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &BUCKETS)
            .unwrap_or_else(|_| PrometheusBuilder::new())
            .build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("metrics are recorded elsewhere; /metrics stays empty");
        }
        handle
    })
}
