use super::*;
use crate::coverage::testing::{Tiny, id};
use crate::import::Limits;
use crate::import::national::read_own;
use crate::import::tables::Columns;

fn map(text: &str) -> OwnList {
    let mut tiny = Tiny::welder();
    tiny.module("p/m1", "Metināšanas darbi");
    tiny.outcome("p/m1/1", "Sametināt tērauda loksnes ar pusautomātu");
    tiny.outcome("p/m1/2", "Nokrāsot sienu");
    tiny.module("p/m2", "Drošība");
    tiny.material("b", "Zināma grāmata", &["p/m1/2"]);
    let table = read_own(
        text.as_bytes(),
        "s.csv",
        &Columns::built_in(),
        &Limits::default(),
    )
    .unwrap();
    tiny.build()
        .own_list(&table, &OwnListRules::default())
        .unwrap()
}

#[test]
fn modules_are_known_by_code_and_by_name_one_or_several_in_a_cell() {
    let list = map("Nosaukums;Autors;Modulis\nA;x;m1\nB;x;Metināšanas darbi\nC;x;M1, M2\n");
    let modules = |row: usize| -> Vec<&str> {
        list.rows[row]
            .mapped
            .iter()
            .map(|m| m.module.id.as_str())
            .collect()
    };
    assert_eq!((modules(0), modules(1)), (vec!["p/m1"], vec!["p/m1"]));
    assert_eq!(modules(2), ["p/m1", "p/m2"]);
}

#[test]
fn within_a_named_module_words_choose_the_outcome() {
    let list = map("Nosaukums;Autors;Modulis\nTērauda lokšņu sametināšana;x;M1\n");
    let first = &list.rows[0].mapped[0];
    assert_eq!(first.outcome.as_ref().map(|o| &o.id), Some(&id("p/m1/1")));
    assert_eq!(first.support, Support::Machine);
}

#[test]
fn a_material_that_other_lists_know_brings_its_mapping() {
    let list = map("Nosaukums;Autors\nZināma grāmata;x\n");
    assert_eq!(list.rows[0].known.as_ref().map(|k| &k.id), Some(&id("b")));
    assert_eq!(list.rows[0].mapped[0].support, Support::Listed);
}

#[test]
fn editions_are_different_books() {
    let list = map("Nosaukums;Autors;Gads\nA;x;2001\nA;x;2010\nA;x;2001\n");
    let same = |row: usize| list.rows[row].checks.contains(&Check::SameTitle { row: 2 });
    assert_eq!([same(0), same(1), same(2)], [false, false, true]);
}

#[test]
fn every_check_says_something_in_latvian() {
    for check in [
        Check::NoTitle,
        Check::TooOld { year: None },
        Check::SameIsbn { row: 3 },
        Check::NotMapped,
    ] {
        assert!(!check.text_lv().is_empty());
    }
    let cell = Check::Cell {
        column: Some("Gads".into()),
        code: "year-bad".into(),
        message: "nav gads".into(),
    };
    assert_eq!(cell.text_lv(), "Gads: nav gads");
}
