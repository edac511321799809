//! Rows of the download's files with progress, apart from what they go into.

use std::io::Read;

use crate::import::rows::{Row, Rows};
use crate::import::{Bundle, ImportError, OnProgress, Progress};

/// Rows between two reports of progress.
const REPORT_EVERY: u32 = 2000;

/// The files being read.
pub(super) struct Feed<'a> {
    pub(super) bundle: &'a mut Bundle,
    pub(super) progress: OnProgress<'a>,
}

/// A file being read.
pub(super) type FileRows<'a> = Rows<Box<dyn Read + 'a>>;

impl Feed<'_> {
    /// Finds the columns of a file, then calls `take` with each of its rows.
    pub(super) fn each<C>(
        &mut self,
        file: &str,
        columns: impl FnOnce(&FileRows<'_>) -> Result<C, ImportError>,
        mut take: impl FnMut(&C, Row<'_>),
    ) -> Result<(), ImportError> {
        let limits = self.bundle.limits().clone();
        let mut report = Progress::start(format!("reading {file}"), self.bundle.size(file));
        (self.progress)(report.clone());
        let mut rows = Rows::new(file, self.bundle.read(file)?, b',', &limits)?;
        let columns = columns(&rows)?;
        let mut count = 0;
        while let Some(row) = rows.next_row()? {
            take(&columns, row);
            count += 1;
            if count % REPORT_EVERY == 0 {
                report.done = rows.byte();
                (self.progress)(report.clone());
            }
        }
        Ok(())
    }
}
