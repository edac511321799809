//! Importing and building take turns, across processes.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::WorkspaceError;

/// The right to import or build; given back when dropped, also when the process dies.
#[derive(Debug)]
pub(super) struct Turn(
    #[expect(dead_code, reason = "the lock lasts as long as the open file")] File,
);

fn open(dir: &Path) -> Result<(File, PathBuf), WorkspaceError> {
    let path = dir.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|source| WorkspaceError::Directory {
            path: path.clone(),
            source,
        })?;
    Ok((file, path))
}

/// Waits for the turn; `waiting` is called once when somebody else has it.
pub(super) fn wait(dir: &Path, waiting: impl FnOnce()) -> Result<Turn, WorkspaceError> {
    let (file, path) = open(dir)?;
    let locked = match file.try_lock() {
        Ok(()) => return Ok(Turn(file)),
        Err(TryLockError::WouldBlock) => {
            waiting();
            file.lock()
        }
        Err(TryLockError::Error(source)) => Err(source),
    };
    match locked {
        Ok(()) => Ok(Turn(file)),
        Err(source) => Err(WorkspaceError::Directory { path, source }),
    }
}

/// The turn if nobody has it.
pub(super) fn take(dir: &Path) -> Result<Option<Turn>, WorkspaceError> {
    let (file, _) = open(dir)?;
    Ok(file.try_lock().is_ok().then_some(Turn(file)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let first = take(dir.path()).unwrap();
        assert!(first.is_some());
        assert!(take(dir.path()).unwrap().is_none());
        drop(first);
        assert!(take(dir.path()).unwrap().is_some());
    }

    #[test]
    fn who_waits_gets_it_next_and_knows_that_it_waited() {
        let dir = tempfile::tempdir().unwrap();
        let first = take(dir.path()).unwrap();
        let (told, heard) = std::sync::mpsc::channel();
        let path = dir.path().to_owned();
        let second = std::thread::spawn(move || wait(&path, || told.send(()).unwrap()).is_ok());
        heard.recv().unwrap();
        drop(first);
        assert!(second.join().unwrap());
    }
}
