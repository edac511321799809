//! The accounts of a data directory: reading through a pool, writing one at a time.

use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError, TryLockError};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{AccountsError, Cost};
use crate::catalogue::{Catalogue, CatalogueError, Pool};

/// The accounts of a data directory. Methods block.
#[derive(Debug)]
pub struct Accounts {
    readers: Pool,
    writer: Mutex<Catalogue>,
    pub(super) cost: Cost,
    /// What an unknown name's password is compared with, so that it takes as long as a known one's.
    pub(super) decoy: OnceLock<String>,
}

impl Accounts {
    /// The accounts in this catalogue, which is made where there is none.
    ///
    /// # Errors
    /// As [`Catalogue::open`].
    pub fn open(catalogue: &Path) -> Result<Self, CatalogueError> {
        let writer = Catalogue::open(catalogue)?;
        Ok(Self {
            readers: Pool::open(catalogue)?,
            writer: Mutex::new(writer),
            cost: Cost::default(),
            decoy: OnceLock::new(),
        })
    }

    /// The same with other work for each password.
    #[must_use]
    pub fn with_cost(mut self, cost: Cost) -> Self {
        self.cost = cost;
        self
    }

    pub(super) fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, AccountsError>,
    ) -> Result<T, AccountsError> {
        read(self.readers.reader()?.connection())
    }

    /// Writes in one transaction: all of it or nothing.
    pub(super) fn write<T>(
        &self,
        write: impl FnOnce(&Connection) -> Result<T, AccountsError>,
    ) -> Result<T, AccountsError> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        in_transaction(writer.connection(), write)
    }

    /// Writes if nobody else does: for what is only noted in passing, such as when a session was last used. An import
    /// that holds the catalogue must not keep readers waiting.
    pub(super) fn write_in_passing(
        &self,
        write: impl FnOnce(&Connection) -> Result<(), AccountsError>,
    ) -> Result<(), AccountsError> {
        let writer = match self.writer.try_lock() {
            Ok(writer) => writer,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Ok(()),
        };
        let connection = writer.connection();
        connection.busy_timeout(Duration::ZERO)?;
        let written = in_transaction(connection, write);
        connection.busy_timeout(WAIT)?;
        match written {
            Err(AccountsError::Catalogue(error)) if error.is_busy() => Ok(()),
            other => other,
        }
    }
}

/// How long a write waits for somebody else's, as the catalogue does.
const WAIT: Duration = Duration::from_secs(30);

fn in_transaction<T>(
    connection: &Connection,
    write: impl FnOnce(&Connection) -> Result<T, AccountsError>,
) -> Result<T, AccountsError> {
    // Immediate: what is read first is still true when it is written.
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let done = write(&transaction)?;
    transaction.commit()?;
    Ok(done)
}
