//! What a file is, by the columns that it has.

use crate::import::tables::{Columns, Fit, Grid, TableSpec, fit, key};

use super::{Content, classifier, digcomp, esco_names, lki, materials, mip, nks, pke, pkp};

/// The forms of national documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NationalFormat {
    /// PKP as a list, one requirement a row.
    PkpList,
    /// PKP in the official grid or document.
    PkpOfficial,
    /// A modular programme.
    Mip,
    /// An examination programme.
    Pke,
    /// A list of teaching materials.
    Materials,
    /// The structure of a sector.
    Nks,
    /// The levels of the LKI.
    Lki,
    /// The Profesiju klasifikators.
    Classifier,
    /// Names of DigComp.
    DigcompNames,
    /// Levels of DigComp.
    DigcompLevels,
    /// Labels of DigComp.
    DigcompLabels,
    /// Our names for ESCO.
    EscoNames,
}

/// The tables by which each format is known.
const TABLES: [(NationalFormat, TableSpec); 13] = [
    (NationalFormat::PkpList, pkp::LIST),
    (NationalFormat::PkpOfficial, pkp::OFFICIAL),
    (NationalFormat::Mip, mip::OUTCOMES),
    (NationalFormat::Mip, mip::MODULES),
    (NationalFormat::Pke, pke::SPEC),
    (NationalFormat::Materials, materials::SPEC),
    (NationalFormat::Nks, nks::SPEC),
    (NationalFormat::Lki, lki::SPEC),
    (NationalFormat::Classifier, classifier::SPEC),
    (NationalFormat::DigcompNames, digcomp::NAMES),
    (NationalFormat::DigcompLevels, digcomp::LEVELS),
    (NationalFormat::DigcompLabels, digcomp::LABELS),
    (NationalFormat::EscoNames, esco_names::SPEC),
];

impl NationalFormat {
    /// The format of a file, if its columns are those of one: the format of which most columns are there and fewest
    /// foreign ones. A file that lacks one obligatory column is still known, so that the error can name it.
    pub fn detect(content: &Content, columns: &Columns) -> Option<Self> {
        let tables: Vec<&Grid> = match content {
            Content::Sheets(grids) => grids.iter().collect(),
            Content::Document(document) => document.tables().collect(),
        };
        tables
            .into_iter()
            .flat_map(|grid| {
                TABLES
                    .iter()
                    .map(move |(format, spec)| (grid, *format, fit(grid, spec, columns)))
            })
            .filter(|(_, format, fit)| likely(*format, fit))
            .filter(|(grid, format, _)| format.confirmed_by(grid, columns))
            .max_by_key(|(_, _, fit)| score(fit))
            .map(|(_, format, _)| format)
    }

    /// Whether more than the header speaks for a form whose columns other frameworks have too: codes of occupations,
    /// or the name of DigComp, which has to stand in the file's name anyway to tell the version.
    fn confirmed_by(self, grid: &Grid, columns: &Columns) -> bool {
        match self {
            Self::Classifier => classifier::has_codes(grid, columns),
            Self::DigcompNames | Self::DigcompLevels | Self::DigcompLabels => {
                let name = grid.file.rsplit('/').next().unwrap_or_default();
                key(name).contains("digcomp")
            }
            _ => true,
        }
    }

    /// The name of the form, for messages and progress.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PkpList => "PKP (list)",
            Self::PkpOfficial => "PKP (official form)",
            Self::Mip => "MIP",
            Self::Pke => "PKE",
            Self::Materials => "teaching materials",
            Self::Nks => "NKS",
            Self::Lki => "LKI",
            Self::Classifier => "Profesiju klasifikators",
            Self::DigcompNames => "DigComp names",
            Self::DigcompLevels => "DigComp levels",
            Self::DigcompLabels => "DigComp labels",
            Self::EscoNames => "ESCO names",
        }
    }
}

/// At least two columns are known, all obligatory ones or all but one of several.
fn likely(format: NationalFormat, fit: &Fit) -> bool {
    // ESCO's own files have all columns of our names but the English one.
    let lenient = fit.wanted >= 3 && format != NationalFormat::EscoNames;
    let enough = fit.obligatory == fit.wanted || (lenient && fit.obligatory + 1 >= fit.wanted);
    fit.known >= 2 && enough && fit.marked && fit.known >= fit.unknown
}

/// Whole forms before forms that lack a column, then more known columns, then fewer foreign ones.
fn score(fit: &Fit) -> (bool, isize) {
    let signed = |n: usize| isize::try_from(n).unwrap_or(isize::MAX / 4);
    (
        fit.obligatory == fit.wanted,
        signed(fit.known) * 2 - signed(fit.unknown),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(header: &[&str]) -> Option<NationalFormat> {
        let code = vec!["7411 02"; header.len()];
        let grid = Grid::from_text("digcomp-2.2.csv", [header.iter(), code.iter()]);
        NationalFormat::detect(&Content::Sheets(vec![grid]), &Columns::built_in())
    }

    #[test]
    fn every_form_is_known_by_the_first_names_of_its_columns() {
        let columns = Columns::built_in();
        for (format, spec) in TABLES {
            if spec == mip::MODULES {
                continue;
            }
            let names: Vec<&str> = columns.first_names(spec.name).collect();
            assert_eq!(detect(&names), Some(format), "{names:?}");
        }
    }

    #[test]
    fn forms_as_schools_cut_them_down_are_known() {
        for (header, format) in [
            (
                &["Nosaukums", "Autors", "Gads"][..],
                NationalFormat::Materials,
            ),
            (
                &["Modulis", "1. kurss", "2. kurss", "Kopā"],
                NationalFormat::Mip,
            ),
            (&["Kods", "Nosaukums", "Vecāks"], NationalFormat::Classifier),
            (
                &["Uzdevumi", "Prasmes", "Zināšanas"],
                NationalFormat::PkpOfficial,
            ),
            (
                &["Kods", "Veids", "Nosaukums EN", "Nosaukums LV"],
                NationalFormat::DigcompNames,
            ),
            (
                &["Nr.", "Pienākums", "Uzdevums", "Joma", "Prasība", "LKI"],
                NationalFormat::PkpList,
            ),
        ] {
            assert_eq!(detect(header), Some(format), "{header:?}");
        }
    }

    #[test]
    fn other_tables_are_nothing() {
        assert_eq!(detect(&["Datums", "Ēdiens", "Cena"]), None);
        assert_eq!(
            detect(&[
                "conceptType",
                "conceptUri",
                "reuseLevel",
                "preferredLabel",
                "altLabels",
                "hiddenLabels",
                "description"
            ]),
            None
        );
        assert_eq!(detect(&[]), None);
        assert_eq!(
            detect(&["Kods", "Nosaukums", "Veids", "Plaukts"]),
            Some(NationalFormat::Classifier)
        );
        let framework = [
            ["Kods", "Nosaukums", "Veids"],
            ["1.1", "Radošums", "kompetence"],
        ];
        let grid = Grid::from_text("entrecomp.csv", framework);
        let content = Content::Sheets(vec![grid]);
        assert_eq!(NationalFormat::detect(&content, &Columns::built_in()), None);
    }
}
