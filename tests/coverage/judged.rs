//! Agreement with matrices that were judged by hand before anything was tuned (`judged/`; how: `judged/JUDGING.md`).
//!
//! `results.tsv` is the committed table. A κ that falls below it fails, and so does one below the floor. After a change for the
//! better: run the test with `PRASME_WRITE=1`, and commit the table with the change.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;

use prasme::model::CoverageValue;

use super::{CABINET_MAKER, FITTER, curriculum, modules_of, undecided};

/// What the issue asks for.
const FLOOR: f64 = 0.6;
/// Differences below this are rounding in the table.
const ROUNDING: f64 = 0.0006;

const VALUES: [CoverageValue; 5] = [
    CoverageValue::Full,
    CoverageValue::Partial,
    CoverageValue::Mentioned,
    CoverageValue::None,
    CoverageValue::NotApplicable,
];

/// How often a value judged by hand (row) met a value of the machine (column).
#[derive(Debug, Clone, Copy, Default)]
struct Confusion([[usize; 5]; 5]);

impl Confusion {
    fn add(&mut self, judged: CoverageValue, machine: CoverageValue) {
        let place = |value| VALUES.iter().position(|v| *v == value).unwrap();
        self.0[place(judged)][place(machine)] += 1;
    }

    fn plus(&self, other: &Self) -> Self {
        let mut sum = *self;
        for (row, others) in sum.0.iter_mut().zip(other.0) {
            for (cell, other) in row.iter_mut().zip(others) {
                *cell += other;
            }
        }
        sum
    }

    /// Cohen's κ; `weight` says how far apart two values are.
    fn kappa(&self, weight: impl Fn(usize, usize) -> f64) -> f64 {
        let all = self.0.iter().flatten().sum::<usize>() as f64;
        let row = |i: usize| self.0[i].iter().sum::<usize>() as f64 / all;
        let column = |j: usize| self.0.iter().map(|r| r[j]).sum::<usize>() as f64 / all;
        let (mut found, mut expected) = (0.0, 0.0);
        for i in 0..5 {
            for j in 0..5 {
                found += weight(i, j) * self.0[i][j] as f64 / all;
                expected += weight(i, j) * row(i) * column(j);
            }
        }
        1.0 - found / expected
    }

    fn plain(&self) -> f64 {
        self.kappa(|i, j| f64::from(u8::from(i != j)))
    }

    fn linear(&self) -> f64 {
        // Not applicable is no degree of coverage: as far from every other value as the ends are from each other.
        self.kappa(|i, j| {
            if i == j {
                0.0
            } else if i == 4 || j == 4 {
                3.0
            } else {
                i.abs_diff(j) as f64
            }
        })
    }

    fn cells(&self) -> usize {
        self.0.iter().flatten().sum()
    }
}

fn judged(file: &str) -> HashMap<(String, String), CoverageValue> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/coverage/judged")
        .join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let mut cells = HashMap::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let value = match fields[2] {
            "pilniba" => CoverageValue::Full,
            "daleji" => CoverageValue::Partial,
            "pieminets" => CoverageValue::Mentioned,
            "nav" => CoverageValue::None,
            "nepiemero" => CoverageValue::NotApplicable,
            other => panic!("{other} is no value"),
        };
        let before = cells.insert((fields[0].to_owned(), fields[1].to_owned()), value);
        assert!(before.is_none(), "judged twice: {line}");
    }
    cells
}

fn confusion(file: &str, qualification: &str) -> Confusion {
    let cells = judged(file);
    let matrix = curriculum()
        .matrix(&modules_of(qualification), &undecided())
        .unwrap();
    let mut confusion = Confusion::default();
    let mut met = HashSet::new();
    for row in &matrix.rows {
        for (at, column) in matrix.columns.iter().enumerate() {
            let key = (row.record.id.to_string(), column.record.id.to_string());
            let judged = cells.get(&key).copied().unwrap_or(CoverageValue::None);
            confusion.add(judged, row.value(at));
            met.insert(key);
        }
    }
    // Every judged cell must still be in the sample.
    let lost: Vec<_> = cells.keys().filter(|k| !met.contains(*k)).collect();
    assert!(lost.is_empty(), "judged, but not in the matrix: {lost:?}");
    confusion
}

fn table(rows: &[(&str, Confusion)]) -> String {
    let mut out = String::from(
        "qualification\tcells\tkappa\tlinear\tjudged\tfull\tpartial\tmentioned\tnone\tnot_applicable\n",
    );
    for (name, confusion) in rows {
        for (value, row) in VALUES.iter().zip(confusion.0) {
            let counts: Vec<String> = row.iter().map(usize::to_string).collect();
            writeln!(
                out,
                "{name}\t{}\t{:.3}\t{:.3}\t{}\t{}",
                confusion.cells(),
                confusion.plain(),
                confusion.linear(),
                value.code(),
                counts.join("\t")
            )
            .unwrap();
        }
    }
    out
}

#[test]
fn the_machine_agrees_with_the_hand_judged_matrices() {
    let fitter = confusion("elektromontieris.tsv", FITTER);
    let cabinet_maker = confusion("mebelu-galdnieks.tsv", CABINET_MAKER);
    let both = fitter.plus(&cabinet_maker);
    let rows = [
        ("elektromontieris", fitter),
        ("mebelu-galdnieks", cabinet_maker),
        ("both", both),
    ];
    let table = table(&rows);
    println!("{table}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/coverage/results.tsv");
    if std::env::var_os("PRASME_WRITE").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    for (name, confusion) in rows {
        let line = committed.lines().find(|l| l.starts_with(name)).unwrap();
        let before: Vec<f64> = line
            .split('\t')
            .skip(2)
            .take(2)
            .map(|f| f.parse().unwrap())
            .collect();
        for (what, now, before) in [
            ("κ", confusion.plain(), before[0]),
            ("linear κ", confusion.linear(), before[1]),
        ] {
            assert!(
                now + ROUNDING >= before,
                "{name}: {what} fell from {before:.3} to {now:.3}"
            );
        }
        assert!(
            confusion.plain() >= FLOOR,
            "{name}: κ is {:.3}",
            confusion.plain()
        );
    }
}

#[test]
fn kappa_of_textbook_tables() {
    let mut perfect = Confusion::default();
    perfect.0[0][0] = 5;
    perfect.0[3][3] = 5;
    assert!((perfect.plain() - 1.0).abs() < 1e-9 && (perfect.linear() - 1.0).abs() < 1e-9);
    // Cohen's own kind of example: 20 + 15 agree of 50, expected by chance one half.
    let mut half = Confusion::default();
    half.0[0] = [20, 5, 0, 0, 0];
    half.0[1] = [10, 15, 0, 0, 0];
    assert!((half.plain() - 0.4).abs() < 1e-9);
}
