//! What all handlers share.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use arc_swap::{ArcSwap, ArcSwapOption};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use super::cache::Answers;
use super::cases::Office;
use super::coverage_state::CoverageState;
use super::limits::{
    HASHING, SEARCHES_PER_CORE, WAITING_BATCHES, WAITING_LOG_INS, WAITING_SEARCHES,
};
use super::linked::Linked;
use super::reconcile::Base;
use super::settings::Settings;
use super::shield::Shield;
use crate::accounts::Accounts;
use crate::catalogue::{CatalogueError, Pool};
use crate::export::ExportConfig;
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
    pub(super) coverage: CoverageState,
    pub(super) linked: Linked,
    pub(super) accounts: Arc<Accounts>,
    pub(super) settings: Settings,
    /// The queue in front of hashing passwords.
    pub(super) hashing: Shield,
    /// The queue in front of reconciling: a core each.
    pub(super) reconciling: Shield,
    /// Built when it is first asked for, and anew for every matcher.
    base: ArcSwapOption<Base>,
    building: Mutex<()>,
    /// Recognition cases.
    pub(super) office: Office,
    sectors: ArcSwap<SectorNames>,
    /// The settings of exports in force.
    pub(super) export: ArcSwap<ExportConfig>,
    workspace: Workspace,
    /// The data directory with the configuration in force; the other one stays as it was when the server started, because the
    /// index is made with its analysis.
    configured: ArcSwap<Workspace>,
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
        Self::with_settings(workspace, searcher, Settings::default())
    }

    /// The same with what is said about its surroundings.
    ///
    /// # Errors
    /// As [`AppState::new`].
    pub fn with_settings(
        workspace: Workspace,
        searcher: Arc<Searcher>,
        settings: Settings,
    ) -> Result<Self, CatalogueError> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let accounts = Accounts::open(&workspace.catalogue_path())?;
        let accounts = Arc::new(accounts.with_cost(settings.password_cost));
        let catalogue = Pool::open(&workspace.catalogue_path())?;
        let sectors = ArcSwap::from_pointee(sector_names(&catalogue)?);
        prometheus();
        Ok(Self(Arc::new(Shared {
            catalogue,
            searcher,
            answers: Answers::new(),
            shield: Shield::new(cores * SEARCHES_PER_CORE, WAITING_SEARCHES),
            coverage: CoverageState::new(),
            linked: Linked::open(&workspace)?,
            hashing: Shield::new(HASHING, WAITING_LOG_INS),
            reconciling: Shield::new(cores, WAITING_BATCHES),
            base: ArcSwapOption::empty(),
            building: Mutex::new(()),
            accounts,
            settings,
            office: Office::new(workspace.clone()),
            sectors,
            export: ArcSwap::from_pointee(workspace.config().export().clone()),
            stamp: Mutex::new(workspace.config().stamp()),
            configurations: AtomicU64::new(0),
            configured: ArcSwap::from_pointee(workspace.clone()),
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
        if let Err(error) = self.take_up_decisions() {
            tracing::error!(%error, "decisions of another process cannot be taken up");
        }
    }

    fn take_up_decisions(&self) -> Result<(), CatalogueError> {
        if self.linked.links.take_up(&*self.catalogue.reader()?)? {
            tracing::info!("mappings that another process wrote are in force");
        }
        Ok(())
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
            let reader = self.catalogue.reader()?;
            let configured = self.configured();
            self.linked.rebuild(&reader, configured.config())?;
            self.coverage.rebuild(&reader, &configured)?;
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
            Ok(config) => self.put_in_force(Arc::new(config)),
            Err(error) => {
                tracing::error!(%error, "the changed configuration is wrong; the one in force stays");
            }
        }
    }

    fn put_in_force(&self, config: Arc<Config>) {
        // First: whoever builds something for the first time meanwhile builds it with the new one.
        let configured = Arc::new(self.workspace.with_config(Arc::clone(&config)));
        self.configured.store(Arc::clone(&configured));
        self.searcher
            .replace_vocabulary(Arc::clone(config.vocabulary()));
        self.searcher.replace_config(config.search().clone());
        self.export.store(Arc::new(config.export().clone()));
        self.configurations.fetch_add(1, Ordering::Relaxed);
        let rebuilt = self
            .catalogue
            .reader()
            .and_then(|r| self.linked.rebuild(&r, &config));
        if let Err(error) = rebuilt {
            tracing::error!(%error, "the matcher keeps the configuration before");
        }
        let reader = self.catalogue.reader().map_err(WorkspaceError::from);
        let rebuilt = reader.and_then(|r| self.coverage.rebuild(&r, &configured));
        if let Err(error) = rebuilt {
            tracing::error!(%error, "coverage keeps the configuration before");
        }
        tracing::info!("the changed configuration is in force");
    }
}

impl Shared {
    /// What answers are made from: another value after every new generation or configuration.
    pub(super) fn edition(&self) -> (u64, u64) {
        let generation = self.searcher.snapshot().manifest().generation;
        (generation, self.configurations.load(Ordering::Relaxed))
    }

    /// The matcher of the records as they are. Blocks: the first to ask waits for it.
    pub(super) fn matcher(&self) -> Result<Arc<crate::linking::Matcher>, CatalogueError> {
        let reader = self.catalogue.reader()?;
        self.linked.matcher(&reader, self.configured().config())
    }

    /// The data directory with the configuration in force.
    pub(super) fn configured(&self) -> Arc<Workspace> {
        self.configured.load_full()
    }

    /// The data directory.
    pub(super) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Reads what coverage compares while nobody waits. Blocks.
    pub(super) fn warm_coverage(&self) -> Result<(), WorkspaceError> {
        let reader = self.catalogue.reader()?;
        self.coverage
            .curriculum(&reader, &self.configured())
            .map(drop)
    }

    /// What reconciling works with, of the matcher in force. Blocks: the first to ask waits until it is built.
    pub(super) fn base(&self) -> Result<Arc<Base>, CatalogueError> {
        let matcher = self.matcher()?;
        let current = || self.base.load_full().filter(|base| base.is_of(&matcher));
        if let Some(base) = current() {
            return Ok(base);
        }
        let _turn = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(base) = current() {
            return Ok(base);
        }
        let built = Arc::new(Base::build(&*self.catalogue.reader()?, &matcher)?);
        self.base.store(Some(Arc::clone(&built)));
        Ok(built)
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
