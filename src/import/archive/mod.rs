//! What is imported: a folder, a ZIP or a single file, read safely and in one way.
//!
//! A [`Bundle`] lists its files by names with `/`, relative to what was given. A ZIP inside a folder or ZIP is opened
//! too, so that the downloads of several languages can lie side by side; its files are called
//! `download-lv.zip/skills_lv.csv`. Nothing is ever unpacked to disk. Paths that lead out are refused
//! ([`ImportError::UnsafePath`]), sizes are judged by what the archive declares and counted again while reading
//! ([`ImportError::Limit`]). Office files, which are ZIPs too, stay single files; [`check_office`] looks into them.

mod folder;
mod office;
mod path;
mod reader;
mod zipped;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use super::{ImportError, LimitExceeded, Limits};
use crate::model::Source;
use reader::Counted;
use zipped::Zip;

pub use office::check_office;

/// The files of one import.
pub struct Bundle {
    label: String,
    limits: Limits,
    entries: BTreeMap<String, Entry>,
    zips: Vec<Zip>,
    total: u64,
    /// Bytes of the ZIPs inside ZIPs, which are held in memory.
    inner_zips: u64,
}

/// One file of a bundle.
struct Entry {
    place: Place,
    /// Bytes, unpacked, as the folder or archive states.
    size: u64,
}

/// Where the bytes of a file are.
enum Place {
    Disk(PathBuf),
    Memory(Vec<u8>),
    Zip { zip: usize, index: usize },
}

impl Bundle {
    /// Opens a folder, a ZIP or a single file with the usual limits.
    ///
    /// # Errors
    /// [`ImportError`] when it cannot be read, is no valid ZIP, holds a path that leads out or meets a limit.
    pub fn open(path: &Path) -> Result<Self, ImportError> {
        Self::open_with(path, Limits::default())
    }

    /// Opens a folder, a ZIP or a single file.
    ///
    /// # Errors
    /// As [`Bundle::open`].
    pub fn open_with(path: &Path, limits: Limits) -> Result<Self, ImportError> {
        let label = file_name(path);
        let at = || Source::file(path.display().to_string());
        let mut bundle = Self::empty(label, limits);
        let meta = std::fs::metadata(path).map_err(|e| ImportError::io(at(), e))?;
        if meta.is_dir() {
            bundle.add_folder(path)?;
            return Ok(bundle);
        }
        if !meta.is_file() {
            return Err(ImportError::unrecognised(at(), "a folder, a ZIP or a file"));
        }
        let mut start = [0; 4];
        let mut file = File::open(path).map_err(|e| ImportError::io(at(), e))?;
        let read = file
            .read(&mut start)
            .map_err(|e| ImportError::io(at(), e))?;
        if zipped::is_plain_zip(&bundle.label, start.get(..read).unwrap_or_default()) {
            let file = File::open(path).map_err(|e| ImportError::io(at(), e))?;
            let label = bundle.label.clone();
            bundle.add_zip("", &label, Box::new(BufReader::new(file)), 0)?;
        } else {
            let name = bundle.label.clone();
            bundle.add(name, Place::Disk(path.to_owned()), meta.len())?;
        }
        Ok(bundle)
    }

    /// Takes a ZIP or a single file that is already in memory, e.g. an upload; `name` decides as a file's name would.
    ///
    /// # Errors
    /// As [`Bundle::open`].
    pub fn from_bytes(name: &str, bytes: Vec<u8>, limits: Limits) -> Result<Self, ImportError> {
        let label = file_name(Path::new(name));
        let mut bundle = Self::empty(label.clone(), limits);
        if zipped::is_plain_zip(&label, &bytes) {
            bundle.add_zip("", &label, Box::new(Cursor::new(bytes)), 0)?;
        } else {
            let size = bytes.len() as u64;
            bundle.add(label, Place::Memory(bytes), size)?;
        }
        Ok(bundle)
    }

    fn empty(label: String, limits: Limits) -> Self {
        Self {
            label,
            limits,
            entries: BTreeMap::new(),
            zips: Vec::new(),
            total: 0,
            inner_zips: 0,
        }
    }

    /// The name of the folder, ZIP or file that was given.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The limits that hold for this import.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The names of all files, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The size of a file in bytes, unpacked, as stated by the folder or archive.
    pub fn size(&self, name: &str) -> Option<u64> {
        self.entries.get(name).map(|e| e.size)
    }

    /// The first file whose last part is `file_name`, in any folder and any case.
    pub fn find(&self, file_name: &str) -> Option<&str> {
        self.names()
            .find(|n| base_name(n).eq_ignore_ascii_case(file_name))
    }

    /// Opens a file for reading.
    ///
    /// # Errors
    /// [`ImportError::Missing`] when there is no such file, [`ImportError::Io`] or [`ImportError::Syntax`] when it
    /// cannot be read. The reader itself fails with a [`LimitExceeded`] when more comes out than was declared.
    pub fn read(&mut self, name: &str) -> Result<Box<dyn Read + '_>, ImportError> {
        let at = || Source::file(name);
        let Some(entry) = self.entries.get(name) else {
            return Err(ImportError::Missing {
                bundle: self.label.clone(),
                wanted: format!("file {name}"),
                found: self.entries.keys().cloned().collect(),
            });
        };
        let most = self.limits.max_file_bytes;
        Ok(match &entry.place {
            Place::Disk(path) => {
                let file = File::open(path).map_err(|e| ImportError::io(at(), e))?;
                Box::new(Counted::new(file, "max_file_bytes", most))
            }
            Place::Memory(bytes) => Box::new(bytes.as_slice()),
            Place::Zip { zip, index } => {
                let size = entry.size.min(most);
                let Some(zip) = self.zips.get_mut(*zip) else {
                    return Err(ImportError::syntax(at(), "ZIP", "the archive is gone"));
                };
                let file = zip.by_index(*index).map_err(|e| zipped::error(at(), e))?;
                Box::new(Counted::new(file, "declared size", size))
            }
        })
    }

    /// Reads a whole file.
    ///
    /// # Errors
    /// As [`Bundle::read`], and [`ImportError::Limit`] when it is too large.
    pub fn read_all(&mut self, name: &str) -> Result<Vec<u8>, ImportError> {
        let mut bytes = Vec::new();
        self.read(name)?
            .read_to_end(&mut bytes)
            .map_err(|e| ImportError::io(Source::file(name), e))?;
        Ok(bytes)
    }

    /// Reads a whole file that a parser is going to build something of, see [`Limits::max_document_bytes`].
    ///
    /// # Errors
    /// As [`Bundle::read_all`], with a limit of its own.
    pub fn read_document(&mut self, name: &str) -> Result<Vec<u8>, ImportError> {
        let size = self.size(name).unwrap_or_default();
        LimitExceeded::check("max_document_bytes", self.limits.max_document_bytes, size)
            .map_err(|e| ImportError::limit(Source::file(name), e))?;
        self.read_all(name)
    }

    /// Lists one more file, counting it.
    fn add(&mut self, name: String, place: Place, size: u64) -> Result<(), ImportError> {
        let limits = &self.limits;
        let met = LimitExceeded::check("max_file_bytes", limits.max_file_bytes, size);
        met.map_err(|e| ImportError::limit(Source::file(&name), e))?;
        self.total = self.total.saturating_add(size);
        let count = self.entries.len() as u64 + 1;
        LimitExceeded::check("max_total_bytes", limits.max_total_bytes, self.total)
            .and_then(|()| LimitExceeded::check("max_entries", limits.max_entries, count))
            .map_err(|e| ImportError::limit(Source::file(&self.label), e))?;
        self.entries.insert(name, Entry { place, size });
        Ok(())
    }
}

/// The last part of a name in a bundle.
pub fn base_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The last part of a path, for messages.
fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests;
