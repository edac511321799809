//! Reading any sheet: CSV, workbooks and documents become neutral [`Grid`]s and [`Document`]s, and a [`Table`] finds
//! its header in a grid and reads the rows by the names of their columns, whatever their order.
//!
//! Nothing here knows what a PKP or a module is. What is odd in a file is said once, with its place and with what would
//! be right, and reading goes on; only a missing obligatory column or a met limit ends it.

mod columns;
mod delimited;
mod document;
mod encoding;
mod findings;
mod grid;
mod table;
pub mod values;
mod vocabulary;
mod workbook;

pub use columns::{Columns, key};
pub use delimited::read_delimited;
pub use document::{Block, Document, Paragraph, read_document};
pub use encoding::{Decoded, Written, decode};
pub use findings::Findings;
pub use grid::{Cell, CellKind, Grid, Merge, Row, clean};
pub use table::{Fit, RowView, Table, TableSpec, find_tables, fit};
pub use vocabulary::{Understood, look_up};
pub use workbook::read_workbook;
