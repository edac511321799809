//! Builds a generation.

use std::fs;

use super::manifest::{FORMAT, Manifest};
use super::publish::Building;
use super::{IndexStore, disk};
use crate::model::Record;
use crate::search::error::{EngineError, StoreError};
use crate::search::index::{Names, TablesBuilder};
use crate::search::snapshot::Snapshot;
use crate::text::Analyser;

/// What a generation is built with.
#[derive(Debug, Clone, Copy)]
pub struct BuildSettings<'a> {
    /// The analysis; the searcher must use the same.
    pub analyser: &'a Analyser,
    /// What analysis that is: see [`super::fingerprint`].
    pub fingerprint: &'a str,
    /// Number of the catalogue's change up to which the records are known.
    pub change: u64,
}

/// How far building has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The records are being read and put in order.
    Reading,
    /// Records analysed and given to the engine.
    Indexing {
        /// So many.
        done: usize,
        /// Of so many.
        total: usize,
    },
    /// The files are being written and checked.
    Writing,
    /// The generation is in force.
    Published {
        /// Its number.
        generation: u64,
    },
}

/// Records between two reports of progress.
const STEP: usize = 256;

impl IndexStore {
    /// Builds a generation of all records and publishes it. Searches go on meanwhile, also those of other processes.
    ///
    /// # Errors
    /// [`StoreError`] when the disk or the engine refuses; the generation before stays in force.
    pub fn build(
        &self,
        records: impl IntoIterator<Item = Record>,
        settings: BuildSettings<'_>,
        mut progress: impl FnMut(Progress),
    ) -> Result<Snapshot, StoreError> {
        progress(Progress::Reading);
        let records = in_order(records);
        if u32::try_from(records.len()).is_err() {
            return Err(EngineError::TooMany.into());
        }
        let building = Building::begin(&self.dir)?;
        let count = records.len();
        let bytes = self.write_parts(&building, &records, settings, &mut progress)?;
        drop(records);
        progress(Progress::Writing);
        disk::write_durably(&building.path().join(super::load::TABLES), &bytes)?;
        drop(bytes);
        let manifest = Manifest {
            format: FORMAT,
            fingerprint: settings.fingerprint.to_owned(),
            generation: 0,
            change: settings.change,
            records: count,
            files: disk::sync_and_mark(building.path())?,
        };
        let generation = self.publish(building, manifest)?;
        progress(Progress::Published { generation });
        self.load(settings.fingerprint)
    }

    /// Writes the engine's part and gives the bytes of the tables.
    fn write_parts(
        &self,
        building: &Building,
        records: &[Record],
        settings: BuildSettings<'_>,
        progress: &mut impl FnMut(Progress),
    ) -> Result<Vec<u8>, StoreError> {
        let engine = building.path().join(super::load::ENGINE);
        fs::create_dir(&engine).map_err(StoreError::io(&engine))?;
        let mut writer = self.engines.begin_generation(&engine)?;
        let names = Names::new(records);
        let mut tables = TablesBuilder::default();
        for (done, record) in records.iter().enumerate() {
            if done % STEP == 0 {
                progress(Progress::Indexing {
                    done,
                    total: records.len(),
                });
            }
            writer.write(&tables.add(record, &names, settings.analyser))?;
        }
        progress(Progress::Indexing {
            done: records.len(),
            total: records.len(),
        });
        writer.publish()?;
        Ok(tables.finish().pack())
    }
}

/// The records by identifier, each once: their places are their numbers, so equal scores sort by identifier.
fn in_order(records: impl IntoIterator<Item = Record>) -> Vec<Record> {
    let mut records: Vec<Record> = records.into_iter().collect();
    records.sort_by(|a, b| a.id.cmp(&b.id));
    records.dedup_by(|again, first| {
        let same = again.id == first.id;
        if same {
            first.merge(again.clone());
        }
        same
    });
    records
}
