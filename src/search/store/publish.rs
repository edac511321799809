//! The moment of publishing, and sweeping up.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::manifest::Manifest;
use super::{IndexStore, disk};
use crate::search::error::StoreError;

const CURRENT: &str = "CURRENT";
const LOCK: &str = "lock";
const PUBLISH_LOCK: &str = "publish.lock";
const BUILDING: &str = "building-";
const GENERATION: &str = "gen-";
const DAMAGED: &str = "damaged-";

static BUILDS: AtomicU32 = AtomicU32::new(0);

/// A folder in which a generation is being built. Dropped, it is removed.
#[derive(Debug)]
pub(super) struct Building {
    dir: PathBuf,
    /// Beside the folder, made before it: a folder without one has no living builder.
    lock_file: PathBuf,
    /// Held while the builder lives: the system lets go of it when the process dies.
    _lock: File,
}

impl Building {
    /// Makes the folder.
    pub(super) fn begin(store: &Path) -> Result<Self, StoreError> {
        let number = BUILDS.fetch_add(1, Ordering::Relaxed);
        let dir = store.join(format!("{BUILDING}{}-{number}", std::process::id()));
        let lock_file = dir.with_extension(LOCK);
        let lock = loop {
            let lock = File::create(&lock_file).map_err(StoreError::io(&lock_file))?;
            lock.lock().map_err(StoreError::io(&lock_file))?;
            // A sweeper may have taken the file away before it was locked.
            if lock_file.exists() {
                break lock;
            }
        };
        if dir.exists() {
            // Left by a dead process that had our number.
            fs::remove_dir_all(&dir).map_err(StoreError::io(&dir))?;
        }
        fs::create_dir(&dir).map_err(StoreError::io(&dir))?;
        Ok(Self {
            dir,
            lock_file,
            _lock: lock,
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.dir
    }
}

impl Drop for Building {
    fn drop(&mut self) {
        // After publishing the folder is gone from here under its new name.
        let _ = fs::remove_dir_all(&self.dir);
        let _ = fs::remove_file(&self.lock_file);
    }
}

impl IndexStore {
    /// Puts a built generation in force; gives its number. A generation that knows less of the catalogue than the one in
    /// force (two builders at once) is dropped, and the number in force given.
    pub(super) fn publish(
        &self,
        building: Building,
        mut manifest: Manifest,
    ) -> Result<u64, StoreError> {
        let lock_file = self.dir.join(PUBLISH_LOCK);
        let lock = File::create(&lock_file).map_err(StoreError::io(&lock_file))?;
        lock.lock().map_err(StoreError::io(&lock_file))?;
        let in_force = self.current()?;
        if let Some(number) = in_force
            && let Ok(known) = Manifest::read(&self.generation_dir(number))
            && known.fingerprint == manifest.fingerprint
            && known.change > manifest.change
        {
            return Ok(number);
        }
        let number = self.next_number()?;
        manifest.generation = number;
        manifest.write(building.path())?;
        disk::sync_dir(building.path())?;
        let dir = self.generation_dir(number);
        fs::rename(building.path(), &dir).map_err(StoreError::io(&dir))?;
        disk::sync_dir(&self.dir)?;
        self.point_to(number)?;
        self.remove_others(number)?;
        Ok(number)
    }

    /// The number of the generation in force.
    pub(super) fn current(&self) -> Result<Option<u64>, StoreError> {
        let file = self.dir.join(CURRENT);
        match fs::read(&file) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes);
                let number = text
                    .trim()
                    .strip_prefix(GENERATION)
                    .and_then(|number| number.parse().ok());
                number
                    .map(Some)
                    .ok_or_else(|| StoreError::damaged(file, "it names no generation"))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::damaged(file, error)),
        }
    }

    fn point_to(&self, number: u64) -> Result<(), StoreError> {
        let (file, next) = (self.dir.join(CURRENT), self.dir.join("CURRENT.next"));
        disk::write_durably(&next, format!("{}\n", generation_name(number)).as_bytes())?;
        fs::rename(&next, &file).map_err(StoreError::io(&file))?;
        disk::sync_dir(&self.dir)
    }

    pub(super) fn generation_dir(&self, number: u64) -> PathBuf {
        self.dir.join(generation_name(number))
    }

    fn next_number(&self) -> Result<u64, StoreError> {
        Ok(self
            .generations()?
            .into_iter()
            .max()
            .map_or(1, |number| number + 1))
    }

    /// The numbers of all generations, of damaged ones too: a number is never used twice.
    fn generations(&self) -> Result<Vec<u64>, StoreError> {
        let names = self.names()?;
        let number = |name: &String| {
            name.strip_prefix(GENERATION)
                .or_else(|| name.strip_prefix(DAMAGED))?
                .parse()
                .ok()
        };
        Ok(names.iter().filter_map(number).collect())
    }

    fn names(&self) -> Result<Vec<String>, StoreError> {
        let entries = fs::read_dir(&self.dir).map_err(StoreError::io(&self.dir))?;
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        names.sort_unstable();
        Ok(names)
    }

    /// Removes generations that are no longer in force. Whoever searches one still has its files open.
    fn remove_others(&self, number: u64) -> Result<(), StoreError> {
        let kept = generation_name(number);
        for name in self.names()? {
            if name.starts_with(GENERATION) && name != kept {
                let _ = fs::remove_dir_all(self.dir.join(name));
            }
        }
        Ok(())
    }

    /// Removes what dead builders have left.
    pub(super) fn sweep(&self) -> Result<(), StoreError> {
        for name in self
            .names()?
            .iter()
            .filter(|name| name.starts_with(BUILDING))
        {
            let path = self.dir.join(name);
            let lock_file = path.with_extension(LOCK);
            let lock = File::open(&lock_file);
            let alive = lock
                .as_ref()
                .is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)));
            if !alive {
                let _ = fs::remove_dir_all(path.with_extension(""));
                let _ = fs::remove_file(&lock_file);
            }
        }
        Ok(())
    }

    /// Puts the generation in force aside, so that the next build starts from nothing. Only the last one is kept.
    ///
    /// # Errors
    /// [`StoreError::Io`] when the folder cannot be changed.
    pub fn set_aside(&self) -> Result<(), StoreError> {
        let current = self.current().ok().flatten();
        for name in self.names()? {
            let path = self.dir.join(&name);
            let Some(number) = name
                .strip_prefix(GENERATION)
                .and_then(|number| number.parse::<u64>().ok())
            else {
                if name.starts_with(DAMAGED) {
                    let _ = fs::remove_dir_all(&path);
                }
                continue;
            };
            if current.is_none_or(|current| current == number) {
                let aside = self.dir.join(format!("{DAMAGED}{number:06}"));
                let _ = fs::remove_dir_all(&aside);
                fs::rename(&path, &aside).map_err(StoreError::io(&path))?;
            }
        }
        match fs::remove_file(self.dir.join(CURRENT)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(StoreError::io(self.dir.join(CURRENT))(error))
            }
            _ => disk::sync_dir(&self.dir),
        }
    }
}

fn generation_name(number: u64) -> String {
    format!("{GENERATION}{number:06}")
}
