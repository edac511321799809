//! Materials for a module, the smallest set, and a school's own list.

use prasme::coverage::{
    Check, CoverageError, MOST_ROWS, MaterialFilter, OwnList, OwnListRules, Support, Trust,
};
use prasme::export::coverage::own_list_table;
use prasme::import::Limits;
use prasme::import::national::read_own;
use prasme::model::{CoverageValue, Lang};

use super::{common, curriculum, id, undecided};

const SAFETY: &str = "mip/33522011/elektrotehnikis/et5";

fn free_latvian() -> MaterialFilter {
    MaterialFilter {
        languages: vec!["lv".into()],
        access: vec!["brīvi".into()],
        ..MaterialFilter::default()
    }
}

#[test]
fn what_lists_say_comes_before_what_words_say() {
    let offers = curriculum()
        .materials_for(&id(SAFETY), &MaterialFilter::default(), &undecided())
        .unwrap();
    assert_eq!(offers.outcomes.len(), 6);
    let first = &offers.offers[0];
    assert!(
        first
            .covers
            .iter()
            .all(|c| c.support == Support::Listed && c.value == CoverageValue::Full)
    );
    assert!(first.covers.len() >= offers.offers[1].covers.len());
}

#[test]
fn the_smallest_free_latvian_set_of_one_module() {
    let set = curriculum()
        .smallest_set(&id(SAFETY), &free_latvian(), Trust::Listed, &undecided())
        .unwrap();
    assert!(set.exact);
    assert_eq!(set.chosen.len(), 1, "one outline covers all outcomes");
    assert_eq!((set.covered.len(), set.uncovered.len()), (6, 0));
    assert!(set.chosen[0].languages.contains(&"lv".to_owned()));
    let again = curriculum()
        .smallest_set(&id(SAFETY), &free_latvian(), Trust::Listed, &undecided())
        .unwrap();
    assert_eq!(set, again);
}

#[test]
fn a_filter_that_lets_nothing_through_leaves_everything_uncovered() {
    let filter = MaterialFilter {
        since: Some(2090),
        ..MaterialFilter::default()
    };
    let set = curriculum()
        .smallest_set(&id(SAFETY), &filter, Trust::Machine, &undecided())
        .unwrap();
    assert!(set.chosen.is_empty() && set.covered.is_empty());
    assert_eq!(set.uncovered.len(), 6);
}

#[test]
fn only_modules_and_outcomes_have_materials() {
    let error = curriculum()
        .materials_for(
            &id("pkp/ps-908/2023-11-15"),
            &MaterialFilter::default(),
            &undecided(),
        )
        .unwrap_err();
    assert!(
        error.to_string().contains("module or learning_outcome"),
        "{error}"
    );
}

fn map(text: &str, rules: &OwnListRules) -> Result<OwnList, CoverageError> {
    let columns = common::sample().config().columns();
    let table = read_own(text.as_bytes(), "skola.csv", columns, &Limits::default()).unwrap();
    curriculum().own_list(&table, rules)
}

const LIST: &str = "\
Plaukts;Nosaukums;Autors;Izdevējs;Gads;Valoda;ISBN;Modulis;Sasniedzamais rezultāts;Temats
A1;Elektrodrošības pamati;A. Liepa;Skola;2022;lv;;ET5;1, 2;
A2;Meža tipoloģija attēlos;Ilze Ozolkalne;Meža grāmata (paraugs);2018;lv;978-9934-97-102-0;;;
A3;Selektivitātes pārbaude: drošinātāji un automātslēdži;B. Egle;;2001;lv;;;;Raksturlīkņu salīdzināšana diagrammā
A4;Elektrodrošības pamati;A. Liepa;Skola;2022;lv;;ET5;9;
A5;;;;2020;lv;;;;
A6;Dārza puķes;C. Roze;Skola;2020;lv;;XX9;;
";

#[test]
fn a_schools_list_is_checked_and_mapped() {
    let list = map(
        LIST,
        &OwnListRules {
            older_than: Some(2010),
            ..OwnListRules::default()
        },
    )
    .unwrap();
    let outcomes = |row: usize| -> Vec<String> {
        let mapped = list.rows[row].mapped.iter();
        mapped
            .filter_map(|m| Some(m.outcome.as_ref()?.id.to_string()))
            .collect()
    };
    // What the list itself names.
    assert_eq!(outcomes(0), [format!("{SAFETY}/1"), format!("{SAFETY}/2")]);
    // What the catalogue knows by ISBN.
    assert!(
        list.rows[1].known.is_some()
            && list.rows[1]
                .mapped
                .iter()
                .all(|m| m.support == Support::Listed)
    );
    assert!(!list.rows[1].mapped.is_empty());
    // What words say.
    assert_eq!(
        outcomes(2).first().map(String::as_str),
        Some("mip/33522011/elektrotehnikis/et9/2")
    );
    assert_eq!(list.rows[2].mapped[0].support, Support::Machine);
    let checks = |row: usize| &list.rows[row].checks;
    assert!(checks(2).contains(&Check::TooOld { year: Some(2001) }));
    assert!(checks(2).contains(&Check::Empty {
        columns: vec!["Izdevējs".into()]
    }));
    assert!(checks(3).contains(&Check::SameTitle { row: 2 }));
    assert!(checks(3).contains(&Check::OutcomeUnknown {
        outcome: "9".into()
    }));
    assert!(checks(4).contains(&Check::NoTitle));
    assert!(checks(5).contains(&Check::ModuleUnknown {
        module: "XX9".into()
    }));
    assert!(checks(5).contains(&Check::NotMapped));
    assert_eq!(list.mapped, 4);
}

#[test]
fn the_list_is_written_back_with_the_mapping_filled_in() {
    let list = map(LIST, &OwnListRules::default()).unwrap();
    let table = own_list_table(&list, "skola", Lang::Lv);
    let names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names[..2], ["Plaukts", "Nosaukums"]);
    assert_eq!(
        names[names.len() - 3..],
        ["Kartējums", "Kas to saka", "Pārbaude"]
    );
    let words = |row: usize, name: &str| {
        table
            .cell(row, names.iter().position(|n| *n == name).unwrap())
            .words(Lang::Lv)
    };
    assert_eq!(words(0, "Modulis"), "ET5");
    assert_eq!(
        words(0, "Sasniedzamais rezultāts"),
        "1, 2",
        "what the school wrote stays"
    );
    assert_eq!(
        (words(2, "Modulis").as_str(), words(2, "Plaukts").as_str()),
        ("ET9", "A3")
    );
    assert!(words(2, "Kas to saka").contains("jāpārbauda"));
    assert_eq!(table.rows.len(), 6);
}

#[test]
fn a_qualification_keeps_the_mapping_within_its_programmes() {
    let rules = OwnListRules {
        qualification: Some(id("pkp/ps-901/2025-01-15")),
        ..OwnListRules::default()
    };
    let list = map(LIST, &rules).unwrap();
    let of = list
        .rows
        .iter()
        .flat_map(|r| &r.mapped)
        .filter_map(|m| m.qualification.as_ref());
    assert!(
        of.clone().all(|q| q.id.as_str() == "pkp/ps-901/2025-01-15"),
        "{:?}",
        of.collect::<Vec<_>>()
    );
    assert!(list.rows[0].checks.contains(&Check::ModuleUnknown {
        module: "ET5".into()
    }));
}

#[test]
fn fifty_thousand_rows_and_no_row_at_all_are_refused_with_a_way_out() {
    let long: String = std::iter::once("Nosaukums;Gads\n".to_owned())
        .chain((0..50_000).map(|n| format!("Grāmata {n};2020\n")))
        .collect();
    let error = map(&long, &OwnListRules::default()).unwrap_err();
    assert_eq!(
        error,
        CoverageError::ListTooLong {
            rows: 50_000,
            most: MOST_ROWS
        }
    );
    assert!(error.to_string().contains("split it"));
    assert_eq!(
        map("Nosaukums;Gads\n", &OwnListRules::default()).unwrap_err(),
        CoverageError::ListEmpty
    );
}
