//! Readers for a server: as many as there are requests at once, each opened once and used again.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{Catalogue, CatalogueError};

/// Idle readers beyond this number are closed: a burst of requests must not hold file handles for ever.
const MOST_IDLE: usize = 16;

/// Readers of one catalogue.
#[derive(Debug)]
pub struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Catalogue>>,
}

/// A reader on loan; it goes back to its pool when dropped.
#[derive(Debug)]
pub struct Reader<'p> {
    pool: &'p Pool,
    catalogue: Option<Catalogue>,
}

impl Pool {
    /// Readers of the catalogue in this file.
    ///
    /// # Errors
    /// As [`Catalogue::open_to_read`]: the first reader is opened at once, so a bad file is known early.
    pub fn open(path: &Path) -> Result<Self, CatalogueError> {
        let first = Catalogue::open_to_read(path)?;
        Ok(Self {
            path: path.to_owned(),
            idle: Mutex::new(vec![first]),
        })
    }

    /// A reader, an idle one if there is one. SQLite blocks: call it where blocking is allowed.
    ///
    /// # Errors
    /// As [`Catalogue::open_to_read`].
    pub fn reader(&self) -> Result<Reader<'_>, CatalogueError> {
        let idle = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let catalogue = match idle {
            Some(catalogue) => catalogue,
            None => Catalogue::open_to_read(&self.path)?,
        };
        Ok(Reader {
            pool: self,
            catalogue: Some(catalogue),
        })
    }
}

impl Deref for Reader<'_> {
    type Target = Catalogue;
    fn deref(&self) -> &Catalogue {
        // Taken only in `drop`.
        self.catalogue
            .as_ref()
            .unwrap_or_else(|| unreachable!("a reader holds its catalogue until it is dropped"))
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let mut idle = self
            .pool
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(catalogue) = self.catalogue.take()
            && idle.len() < MOST_IDLE
        {
            idle.push(catalogue);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_come_back_and_are_used_again() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("c.sqlite");
        drop(Catalogue::open(&path).unwrap());
        let pool = Pool::open(&path).unwrap();
        {
            let (one, two) = (pool.reader().unwrap(), pool.reader().unwrap());
            assert_eq!(one.change().unwrap(), two.change().unwrap());
        }
        assert_eq!(pool.idle.lock().unwrap().len(), 2);
    }

    #[test]
    fn a_missing_catalogue_is_known_at_once() {
        let dir = tempfile::tempdir().unwrap();
        assert!(Pool::open(&dir.path().join("none")).is_err());
    }
}
