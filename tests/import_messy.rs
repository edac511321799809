//! Forms as real life fills them in: each file of `data-samples/messy` is imported whole, and each warning names its
//! cell.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::path::{Path, PathBuf};

use prasme::import::import_path;
use prasme::import::progress::silent;
use prasme::import::tables::Columns;
use prasme::model::{Batch, Details, Kind, Severity};

fn messy(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data-samples/messy")
        .join(name)
}

fn import(name: &str) -> Batch {
    let mut batches = import_path(&messy(name), &Columns::built_in(), &mut silent()).unwrap();
    assert_eq!(batches.len(), 1, "{name}");
    batches.remove(0)
}

/// `sheet row column code` of each warning, with `-` for what it does not name.
fn told(batch: &Batch) -> Vec<String> {
    let all = batch.warnings.iter().map(|w| {
        let place = &w.source.place;
        format!(
            "{} {} {} {}",
            place.sheet.as_deref().unwrap_or("-"),
            place.row.map_or("-".to_owned(), |r| r.to_string()),
            place.column.as_deref().unwrap_or("-"),
            w.code
        )
    });
    all.collect()
}

fn count(batch: &Batch, kind: Kind) -> usize {
    batch.records.iter().filter(|r| r.kind == kind).count()
}

fn message<'b>(batch: &'b Batch, code: &str) -> &'b str {
    let found = batch.warnings.iter().find(|w| w.code == code);
    found.map_or("", |w| w.message.as_str())
}

#[test]
fn a_plan_with_spaces_in_its_header_and_sums_that_differ() {
    let batch = import("elektrotehnikis-plans.csv");
    assert_eq!(
        told(&batch),
        [
            "- - - delimiter",
            "- 6 A header-spaces",
            "- 6 F header-spaces",
            "- 10 Kopā sum-differs",
            "- - - code-bad",
            "- 4 B sum-differs",
            "- 2 B reference-unresolved",
        ]
    );
    assert!(message(&batch, "sum-differs").contains("420 hours, the years of study add up to 360"));
    assert_eq!(count(&batch, Kind::Module), 16);
    let names: Vec<&str> = batch
        .records
        .iter()
        .flat_map(|r| &r.labels)
        .map(|l| l.text.as_str())
        .collect();
    assert!(
        names.contains(&"Elektrotehniskās dokumentācija"),
        "misspelt names are kept as they are"
    );
    let hours = batch.records.iter().find_map(|r| match &r.details {
        Details::Module(m) if m.hours == Some(420.0) => r.source.raw.as_deref(),
        _ => None,
    });
    assert!(
        hours.is_some(),
        "the hours as stated, and the cell beside them"
    );
}

#[test]
fn an_official_grid_with_slips_merged_cells_and_sheets_of_nothing() {
    let batch = import("galdnieks-pkp.xlsx");
    assert_eq!(
        told(&batch),
        [
            "Lapa2 - - sheet-empty",
            "Melnraksts - - sheet-hidden",
            "PKP 11 C formula-without-value",
            "PKP 11 D cell-error",
            "PKP 7 C header-corrected",
            "PKP 10 - cells-merged",
            "PKP 4 C date-serial",
            "PKP 3 C level-pkl",
            "PKP 9 Prasmes un atieksmes aspect-guessed",
            "PKP 9 Profesionālās zināšanas word-corrected",
            "PKP 9 Kompetences (kvalifikācijas līmenis) level-pkl",
            "PKP 10 Profesionālās zināšanas depth-missing",
            "PKP 11 - number-twice",
        ]
    );
    let Details::Qualification(details) = &batch.records[0].details else {
        panic!("a qualification")
    };
    assert_eq!(
        details.approved.map(|d| d.to_string()).as_deref(),
        Some("2016-05-11")
    );
    assert_eq!(batch.records[0].labels[0].text, "Galdnieks");
    assert_eq!(
        batch.records[0].source.raw.as_deref(),
        Some("Galdnieks (mēbeļu)*")
    );
    assert_eq!(batch.records[0].level.as_ref().map(|l| l.lki), Some(3));
    assert_eq!(count(&batch, Kind::Requirement), 8);
}

#[test]
fn a_list_in_decomposed_letters_with_pkl_instead_of_lki() {
    let batch = import("elektromontieris-pkp-nfd.csv");
    assert_eq!(
        told(&batch),
        [
            "- - - text-decomposed",
            "- 7 H column-unknown",
            "- 3 B level-pkl",
            "- 8 PKL level-pkl",
            "- 9 veids word-corrected",
            "- 11 veids word-unknown",
            "- 11 veids row-skipped",
            "- 12 PKL level-unknown",
            "- 13 - row-skipped",
            "- 14 Zinašanu limenis word-unknown",
            "- 10 - statement-twice",
        ]
    );
    assert_eq!(batch.records[0].id.as_str(), "pkp/ps-991/2016-11-15");
    let first = batch
        .records
        .iter()
        .find(|r| r.kind == Kind::Requirement)
        .unwrap();
    assert_eq!(first.labels[0].text, "Sameklēt sadali pēc plāna");
    let kept = batch
        .records
        .iter()
        .filter_map(|r| r.source.raw.as_deref())
        .any(|raw| raw == "Autors: J. B.");
    assert!(kept, "cells of unknown columns are kept");
}

#[test]
fn a_programme_with_double_codes_and_formulas_without_values() {
    let batch = import("kokapstrade-mip.xlsx");
    assert_eq!(
        told(&batch),
        [
            "Moduļi 5 F formula-without-value",
            "Moduļi 2 Teorija number-as-text",
            "Moduļi 3 Kopā sum-differs",
            "Moduļi 4 Moduļa kods number-twice",
            "Moduļi 4 Prakse number-bad",
            "Moduļi 4 Ieejas nosacījumi several-codes",
            "Moduļi 5 Daļa word-corrected",
            "Moduļi 6 Daļa word-unknown",
            "Rezultāti 7 Moduļa kods module-unknown",
            "Programma 5 B sum-differs",
            "Rezultāti 2 - sum-differs",
            "Rezultāti 5 - number-twice",
            "Rezultāti 6 - weight-missing",
            "Programma 2 B reference-unresolved",
        ]
    );
    assert_eq!(
        (
            count(&batch, Kind::Module),
            count(&batch, Kind::LearningOutcome)
        ),
        (6, 6)
    );
    let third = batch
        .records
        .iter()
        .filter(|r| r.kind == Kind::Module)
        .nth(2)
        .unwrap();
    let Details::Module(module) = &third.details else {
        panic!("a module")
    };
    assert_eq!(module.entry, ["K1", "K2"]);
}

#[test]
fn a_schools_list_in_windows_1257() {
    let batch = import("skolas-saraksts-1257.csv");
    assert_eq!(
        told(&batch),
        [
            "- - - encoding-windows-1257",
            "- - - delimiter",
            "- 2 A column-unknown",
            "- 3 Novecojis? word-unknown",
            "- 3 Gads year-bad",
            "- 3 ISBN isbn-bad",
            "- 3 Interneta adrese url-completed",
            "- 3 Modulis several-codes",
            "- 4 - row-skipped",
            "- 5 Pieejamība word-unknown",
            "- 5 Veids word-unknown",
            "- 5 Interneta adrese url-bad",
            "- 6 SR Nr. reference-unresolved",
            "- 6 Nosaukums material-twice",
            "- 3 SR Nr. reference-unresolved",
            "- 3 SR Nr. reference-unresolved",
            "- 5 SR Nr. reference-unresolved",
        ]
    );
    assert_eq!(batch.records[0].labels[0].text, "Zāģripas un to asināšana");
    assert_eq!(count(&batch, Kind::Material), 2);
}

#[test]
fn an_examination_separated_by_tabs() {
    let batch = import("pke.csv");
    assert_eq!(
        told(&batch),
        [
            "- - - delimiter",
            "- 7 Daļa word-corrected",
            "- 8 Kods number-twice",
            "- 8 Punkti number-bad",
            "- 9 Daļa word-unknown",
            "- 3 B sum-differs",
            "- 1 B reference-unresolved",
            "- 7 PKP uzdevumi reference-unresolved",
            "- 8 PKP uzdevumi reference-unresolved",
            "- 8 PKP uzdevumi reference-unresolved",
        ]
    );
    assert_eq!(count(&batch, Kind::ExamItem), 3);
}

#[test]
fn occupations_with_bad_and_double_codes() {
    let batch = import("profesijas.csv");
    assert_eq!(
        told(&batch),
        ["- 3 Kods row-skipped", "- 5 Kods number-twice"]
    );
    assert_eq!(batch.records[1].labels[0].text, "Ēvelētājs");
}

#[test]
fn a_sector_with_old_and_unreadable_levels() {
    let batch = import("nks.csv");
    assert_eq!(
        told(&batch),
        [
            "- 2 LKI level-pkl",
            "- 3 - row-skipped",
            "- 4 LKI level-unknown",
            "- 2 Saistītās profesijas reference-unresolved",
        ]
    );
    assert_eq!(batch.records[1].labels[0].text, "Zāģētājs");
}

#[test]
fn a_document_whose_lists_and_tables_disagree() {
    let batch = import("zavetajs-pkp.docx");
    assert_eq!(
        told(&batch),
        [
            "- 6 - level-pkl",
            "1. tabula 3 Profesionālās zināšanas depth-missing",
            "- 11 - task-without-row",
            "- 12 - duty-without-table",
            "- - - fact-missing",
        ]
    );
    assert_eq!(
        (
            count(&batch, Kind::Duty),
            count(&batch, Kind::Task),
            count(&batch, Kind::Requirement)
        ),
        (2, 3, 3)
    );
}

#[test]
fn every_message_says_what_would_be_right_or_what_was_done() {
    let batches = import_path(&messy(""), &Columns::built_in(), &mut silent()).unwrap();
    assert_eq!(batches.len(), 9);
    for warning in batches.iter().flat_map(|b| &b.warnings) {
        assert!(!warning.source.file.is_empty(), "{warning}");
        let says_more =
            warning.message.contains([';', ',', ':']) || warning.severity == Severity::Note;
        assert!(says_more, "{warning}");
    }
    let unknown: Vec<&str> = batches
        .iter()
        .flat_map(|b| &b.warnings)
        .filter(|w| w.code == "file-unknown")
        .map(|w| w.source.file.as_str())
        .collect();
    assert_eq!(unknown, ["pusdienas.csv"]);
}

#[test]
fn what_cannot_be_imported_says_why() {
    let error =
        |name: &str| import_path(&messy(name), &Columns::built_in(), &mut silent()).unwrap_err();
    let missing = error("broken/pkp-bez-prasibas.csv");
    assert_eq!(missing.code(), "missing-column");
    assert!(
        missing
            .to_string()
            .starts_with("pkp-bez-prasibas.csv, row 2: no column “Prasība” (or “Prasības”"),
        "{missing}"
    );
    assert_eq!(error("broken/nav-tabula.xlsx").code(), "bad-syntax");
}
