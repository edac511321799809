//! The durable truth: records and relations as their datasets state them, in one SQLite file.
//!
//! A dataset owns what it brings. Several datasets may speak of one record (ESCO in English and in Latvian, and our
//! own Latvian names); what each said is kept apart in `contribution`, and a reader gets the join of them, the
//! dataset with the lowest rank first. An import is one transaction: all of it or nothing. The index is made from
//! what stands here and can always be made again; [`Catalogue::change`] tells whether it has to be.
//!
//! The SQL is kept to what PostgreSQL understands too, but for the pragmas in `schema`.

mod apply;
pub mod coverage;
mod error;
pub mod mappings;
mod pool;
mod read;
mod relations;
mod schema;

pub use apply::{ApplyMode, Change, ChangeKind, Report};
pub use error::CatalogueError;
pub use pool::{Pool, Reader};
pub use read::{Dataset, Link, LinkDirection, StoredWarning};

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

/// The name of the catalogue's file in a data directory.
pub const FILE_NAME: &str = "catalogue.sqlite";

/// An open catalogue.
#[derive(Debug)]
pub struct Catalogue {
    connection: Connection,
    path: PathBuf,
}

impl Catalogue {
    /// Opens the catalogue in this file for reading and writing, makes it where there is none, and brings an older
    /// schema up to today's.
    ///
    /// # Errors
    /// [`CatalogueError`] when the file is no catalogue of Prasme, was written by a newer version, is damaged, or the
    /// disk fails.
    pub fn open(path: &Path) -> Result<Self, CatalogueError> {
        let connection = Connection::open(path).map_err(|e| CatalogueError::open(path, e))?;
        schema::prepare(&connection).map_err(|e| e.at(path))?;
        Ok(Self {
            connection,
            path: path.to_owned(),
        })
    }

    /// Opens an existing catalogue for reading.
    ///
    /// # Errors
    /// As [`Catalogue::open`], and [`CatalogueError::Missing`] where there is no such file.
    pub fn open_to_read(path: &Path) -> Result<Self, CatalogueError> {
        if !path.exists() {
            return Err(CatalogueError::Missing(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(path, flags).map_err(|e| CatalogueError::open(path, e))?;
        schema::check(&connection).map_err(|e| e.at(path))?;
        Ok(Self {
            connection,
            path: path.to_owned(),
        })
    }

    /// A catalogue in memory, for tests and for work without a data directory.
    ///
    /// # Errors
    /// [`CatalogueError`] when SQLite cannot make it.
    pub fn in_memory() -> Result<Self, CatalogueError> {
        let connection = Connection::open_in_memory()?;
        schema::prepare(&connection)?;
        Ok(Self {
            connection,
            path: PathBuf::from(":memory:"),
        })
    }

    /// The connection, for parts that keep tables of their own in the catalogue's file.
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The file it lives in.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
