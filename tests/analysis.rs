//! The quality of the Latvian analysis against the lemmas of a treebank.
//!
//! The treebank (UD_Latvian-LVTB, CC BY-SA 4.0) is not ours to ship: the thresholds are checked where `PRASME_DATA` names
//! a folder that holds `ud-lvtb`, and otherwise the run says that they were not. `tests/analysis/figures.tsv` is the
//! committed table; a figure more than a tenth of a per cent below it fails.

#[path = "analysis/scorer.rs"]
mod scorer;
#[path = "analysis/treebank.rs"]
mod treebank;

use std::collections::BTreeMap;
use std::path::PathBuf;

use prasme::text::latvian::{Keys, Latvian};
use scorer::{Figures, score};
use treebank::Treebank;

fn treebank() -> Option<Treebank> {
    let folder = std::env::var_os("PRASME_DATA").map(|d| PathBuf::from(d).join("ud-lvtb"));
    match folder.filter(|f| f.is_dir()) {
        Some(folder) => Some(Treebank::read(&folder).expect("the treebank can be read")),
        None => {
            eprintln!("PRASME_DATA names no folder with ud-lvtb: the analysis is not measured");
            None
        }
    }
}

fn committed() -> BTreeMap<String, f64> {
    include_str!("analysis/figures.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, value)| (name.to_owned(), value.parse().expect("a number")))
        .collect()
}

fn keys_of(latvian: &Latvian) -> impl Fn(&str) -> Vec<String> {
    |word| {
        let mut keys = Keys::new();
        latvian.stems(word, &mut keys);
        keys.iter().map(str::to_owned).collect()
    }
}

fn table(figures: &Figures) -> [(&'static str, f64, f64); 6] {
    // Name, figure, and the floor that the project set itself.
    [
        ("Rall", figures.recall, 95.0),
        ("Pall", figures.precision, 90.0),
        ("Pdl", figures.precision_with_derivation, 96.0),
        ("VERB Rall", figures.verb_recall, 90.0),
        ("q3 R", figures.unaccented_recall, 94.0),
        ("q3 P", figures.unaccented_precision, 87.0),
    ]
}

#[test]
fn the_builtin_analysis_reaches_its_figures_on_the_treebank() {
    let Some(treebank) = treebank() else { return };
    let figures = score(&treebank, &keys_of(&Latvian::builtin()));
    let committed = committed();
    for (name, figure, floor) in table(&figures) {
        println!("{name}\t{figure:.2}");
        let before = committed[name];
        assert!(
            figure >= before - 0.1,
            "{name} fell from {before} to {figure:.2}"
        );
        assert!(
            figure >= floor,
            "{name} is {figure:.2}, below the floor of {floor}"
        );
    }
}

#[test]
fn the_scorer_knows_a_perfect_and_a_useless_analysis() {
    let treebank = Treebank::parse(
        "1\tkoks\tkoks\tNOUN\t_\t_\t0\t_\t_\t_\n2\tkoki\tkoks\tNOUN\t_\t_\t0\t_\t_\t_\n\
         3\tiet\tiet\tVERB\t_\t_\t0\t_\t_\t_\n4\tgāja\tiet\tVERB\t_\t_\t0\t_\t_\t_\n",
    );
    let perfect = |word: &str| {
        vec![match word {
            "koks" | "koki" => "koks".to_owned(),
            "iet" | "gāja" | "gaja" => "iet".to_owned(),
            other => other.to_owned(),
        }]
    };
    let best = score(&treebank, &perfect);
    assert_eq!(
        (best.recall, best.precision, best.verb_recall),
        (100.0, 100.0, 100.0)
    );
    assert_eq!(
        (best.unaccented_recall, best.unaccented_precision),
        (100.0, 100.0)
    );
    let same = score(&treebank, &|_: &str| vec!["x".to_owned()]);
    assert_eq!((same.recall, same.precision), (100.0, 50.0));
    let none = score(&treebank, &|word: &str| vec![word.to_owned()]);
    assert_eq!((none.recall, none.precision), (50.0, 100.0));
}
