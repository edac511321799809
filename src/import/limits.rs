//! How much of a source the importers take, each limit with its reason.
//!
//! Sources come from people and from the web; a file of a few kilobytes can ask for gigabytes (a ZIP or XML bomb, a
//! single endless cell). Each limit is far above what real files hold and far below what would hurt the machine. A
//! limit that is met is named in the error, so that somebody who has a truly larger file knows what to raise.

use serde::{Deserialize, Serialize};

/// One mebibyte.
const MIB: u64 = 1024 * 1024;

/// The limits of an import. The names of the fields are the names that errors show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of one file, unpacked. The largest file of ESCO 1.1.1 (occupation–skill relations) has 21 MB, of ESCO
    /// 1.2, where relations repeat the labels, about twice as much.
    pub max_file_bytes: u64,
    /// Bytes of all files of one import together, unpacked. ESCO 1.1.1 has 42 MB a language; 27 languages at once fit.
    pub max_total_bytes: u64,
    /// Bytes of a file that is read whole: office files, JSON, Turtle. What a parser builds of it takes several times
    /// as much. The DigComp 3.0 supplement has half a megabyte; the largest CASE packages about 20.
    pub max_document_bytes: u64,
    /// Bytes of the ZIP files inside a ZIP together: they are held in memory. ESCO has 8 to 15 MB a language.
    pub max_inner_zip_bytes: u64,
    /// Unpacked bytes for each packed one. Real tables reach 30, XML of office files 60; deflate itself ends at 1,032.
    /// Files under [`Limits::RATIO_FREE_BYTES`] are not judged: small regular files pack very well.
    pub max_compression_ratio: u64,
    /// Files and folders in one folder or ZIP. ESCO has about 20 files; a national register a few hundred documents.
    pub max_entries: u64,
    /// Folders inside folders. Nobody sorts deeper; it bounds the walk.
    pub max_folder_depth: u64,
    /// ZIP files inside ZIP files: 1 is a ZIP that holds the ZIP files of several languages.
    pub max_archive_depth: u64,
    /// Bytes of one cell or of one text in XML. The longest cell of ESCO is a list of 14,000 URIs, about 1.2 MB.
    pub max_cell_bytes: u64,
    /// Bytes of one row of a table.
    pub max_row_bytes: u64,
    /// Rows of one table. ESCO 1.1.1 has 123,855 occupation–skill relations; 1.2 about the same.
    pub max_rows: u64,
    /// Columns of one table. A spreadsheet ends at 16,384; the widest form of the field has about 40 columns.
    pub max_columns: u64,
    /// Cells of one worksheet, filled or not, that the used rectangle spans: two cells in opposite corners of a sheet
    /// would otherwise ask for 17 thousand million.
    pub max_sheet_cells: u64,
    /// Elements inside elements in XML. Word nests tables and text boxes about 40 deep.
    pub max_xml_depth: u64,
    /// Values inside values in JSON. CASE and JSON-LD nest about 10 deep.
    pub max_json_depth: u64,
}

impl Limits {
    /// Files up to this size, unpacked, may be packed as tightly as they like.
    pub const RATIO_FREE_BYTES: u64 = MIB;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_file_bytes: 256 * MIB,
            max_total_bytes: 2048 * MIB,
            max_document_bytes: 64 * MIB,
            max_inner_zip_bytes: 512 * MIB,
            max_compression_ratio: 200,
            max_entries: 10_000,
            max_folder_depth: 16,
            max_archive_depth: 1,
            max_cell_bytes: 4 * MIB,
            max_row_bytes: 8 * MIB,
            max_rows: 2_000_000,
            max_columns: 1_000,
            max_sheet_cells: 5_000_000,
            max_xml_depth: 256,
            max_json_depth: 64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_may_raise_one_limit_and_keep_the_others() {
        let limits: Limits = toml::from_str("max_rows = 5").unwrap();
        assert_eq!(limits.max_rows, 5);
        assert_eq!(limits.max_entries, Limits::default().max_entries);
    }

    #[test]
    fn a_misspelt_limit_is_not_silently_ignored() {
        assert!(toml::from_str::<Limits>("max_row = 5").is_err());
    }

    #[test]
    fn a_cell_fits_its_row_a_row_its_file_and_a_file_its_archive() {
        let limits = Limits::default();
        assert!(limits.max_cell_bytes < limits.max_row_bytes);
        assert!(limits.max_row_bytes < limits.max_document_bytes);
        assert!(limits.max_document_bytes < limits.max_file_bytes);
        assert!(limits.max_file_bytes < limits.max_total_bytes);
    }
}
