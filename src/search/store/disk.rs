//! Writing so that it stays written.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::manifest::FileMark;
use crate::search::error::StoreError;

/// Writes a file and waits until it is on the disk.
pub(super) fn write_durably(file: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let write = || -> io::Result<()> {
        let mut out = File::create(file)?;
        out.write_all(bytes)?;
        out.sync_all()
    };
    write().map_err(StoreError::io(file))
}

/// Waits until a folder's entries are on the disk.
pub(super) fn sync_dir(dir: &Path) -> Result<(), StoreError> {
    File::open(dir)
        .and_then(|dir| dir.sync_all())
        .map_err(StoreError::io(dir))
}

/// Length and checksum of a file.
pub(super) fn mark(file: &Path) -> io::Result<FileMark> {
    let mut hasher = blake3::Hasher::new();
    let bytes = io::copy(&mut File::open(file)?, &mut hasher)?;
    Ok(FileMark {
        bytes,
        blake3: hasher.finalize().to_hex().to_string(),
    })
}

/// Length and checksum of every file in a folder and below, by path with `/`; each is on the disk afterwards.
pub(super) fn sync_and_mark(dir: &Path) -> Result<BTreeMap<String, FileMark>, StoreError> {
    let mut marks = BTreeMap::new();
    walk(dir, "", &mut marks)?;
    Ok(marks)
}

fn walk(
    dir: &Path,
    prefix: &str,
    marks: &mut BTreeMap<String, FileMark>,
) -> Result<(), StoreError> {
    for entry in fs::read_dir(dir).map_err(StoreError::io(dir))? {
        let entry = entry.map_err(StoreError::io(dir))?;
        let path = entry.path();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            walk(&path, &format!("{name}/"), marks)?;
        } else if !is_lock(&name) {
            File::open(&path)
                .and_then(|file| file.sync_all())
                .map_err(StoreError::io(&path))?;
            marks.insert(name, mark(&path).map_err(StoreError::io(&path))?);
        }
    }
    sync_dir(dir)
}

/// tantivy's lock files and ours are no part of a generation.
fn is_lock(name: &str) -> bool {
    name.ends_with(".lock")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_below_are_marked_and_locks_are_not() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("engine")).unwrap();
        write_durably(&dir.path().join("engine/a"), b"koks").unwrap();
        write_durably(&dir.path().join("x.lock"), b"").unwrap();
        let marks = sync_and_mark(dir.path()).unwrap();
        assert_eq!(marks.keys().collect::<Vec<_>>(), ["engine/a"]);
        assert_eq!(marks["engine/a"].bytes, 4);
        write_durably(&dir.path().join("engine/a"), b"kuks").unwrap();
        assert_ne!(
            mark(&dir.path().join("engine/a")).unwrap(),
            marks["engine/a"]
        );
    }
}
