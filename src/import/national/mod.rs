//! The national documents: NKS, PKP and PS, MIP, PKE, lists of teaching materials, the Profesiju klasifikators, LKI,
//! our tables of DigComp and our Latvian names for ESCO.
//!
//! An importer takes the neutral [`Grid`]s or [`Document`]s of [`super::tables`] and gives a [`Parsed`]: a batch, and
//! the names by which it refers to other documents. [`resolve`] turns these into relations once all files are read.
//! [`NationalFormat::detect`] tells the forms apart by their headers, never by a file's name or the order of columns.

mod classifier;
mod detect;
mod digcomp;
mod esco_names;
mod facts;
mod gather;
mod ids;
mod levels;
mod lki;
mod materials;
mod mip;
mod names;
mod nks;
mod parsed;
mod pke;
mod pkp;
mod resolve;
mod sample;
mod statements;
mod words;

pub use detect::NationalFormat;
pub use esco_names::GIVEN_BY;
pub use materials::{OwnTable, OwnTableRow, read_own};
pub use parsed::{Direction, Parsed, Reference, Target};
pub use resolve::{Directory, resolve};

use crate::import::ImportError;
use crate::import::tables::{Columns, Document, Grid};

/// A file read into its neutral form.
#[derive(Debug)]
pub enum Content {
    /// A CSV file or workbook.
    Sheets(Vec<Grid>),
    /// A document.
    Document(Document),
}

/// Reads a file of a known format.
///
/// # Errors
/// [`ImportError::MissingColumn`] when the columns without which it means nothing are not there.
pub fn read(
    format: NationalFormat,
    content: &Content,
    columns: &Columns,
) -> Result<Parsed, ImportError> {
    match content {
        Content::Sheets(grids) => read_sheets(format, grids, columns),
        Content::Document(document) => match format {
            NationalFormat::PkpList | NationalFormat::PkpOfficial => {
                pkp::read_document(document, columns)
            }
            NationalFormat::Mip => mip::read_document(document, columns),
            // Any other form in a document is its tables.
            other => {
                let grids: Vec<Grid> = document.tables().cloned().collect();
                read_sheets(other, &grids, columns)
            }
        },
    }
}

fn read_sheets(
    format: NationalFormat,
    grids: &[Grid],
    columns: &Columns,
) -> Result<Parsed, ImportError> {
    use digcomp::Part;
    match format {
        NationalFormat::PkpList => pkp::read_list(grids, columns),
        NationalFormat::PkpOfficial => pkp::read_official(grids, columns),
        NationalFormat::Mip => mip::read_sheets(grids, columns),
        NationalFormat::Pke => pke::read(grids, columns),
        NationalFormat::Materials => materials::read(grids, columns),
        NationalFormat::Nks => nks::read(grids, columns),
        NationalFormat::Lki => lki::read(grids, columns),
        NationalFormat::Classifier => classifier::read(grids, columns),
        NationalFormat::DigcompNames => digcomp::read(Part::Names, grids, columns),
        NationalFormat::DigcompLevels => digcomp::read(Part::Levels, grids, columns),
        NationalFormat::DigcompLabels => digcomp::read(Part::Labels, grids, columns),
        NationalFormat::EscoNames => esco_names::read(grids, columns),
    }
}
