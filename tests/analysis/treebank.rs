//! Words and lemmas of a treebank in CoNLL-U.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// A lemma and its part of speech: the words of a class should share a key.
pub type Class = (String, String);

/// How often each form of each class occurs.
pub struct Treebank {
    pub classes: BTreeMap<Class, BTreeMap<String, f64>>,
    /// For each form the classes it occurs in.
    pub of: HashMap<String, BTreeMap<Class, f64>>,
}

const PARTS: [&str; 6] = ["NOUN", "PROPN", "ADJ", "VERB", "ADV", "NUM"];

impl Treebank {
    pub fn read(folder: &Path) -> std::io::Result<Self> {
        let mut text = String::new();
        let mut files: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
        files.sort_by_key(|f| f.path());
        for file in files
            .iter()
            .filter(|f| f.path().extension().is_some_and(|e| e == "conllu"))
        {
            text.push_str(&std::fs::read_to_string(file.path())?);
        }
        Ok(Self::parse(&text))
    }

    /// Content words of at least two letters, without abbreviations, misprints and foreign words.
    pub fn parse(text: &str) -> Self {
        let mut classes: BTreeMap<Class, BTreeMap<String, f64>> = BTreeMap::new();
        for line in text.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            let [number, form, lemma, part, _, features, ..] = cells[..] else {
                continue;
            };
            let odd = ["Abbr=Yes", "Typo=Yes", "Foreign=Yes"]
                .iter()
                .any(|f| features.contains(f));
            let word = form.to_lowercase();
            if number.parse::<u32>().is_err() || !PARTS.contains(&part) || odd || !is_word(&word) {
                continue;
            }
            let class = (lemma.to_lowercase(), part.to_owned());
            *classes.entry(class).or_default().entry(word).or_default() += 1.0;
        }
        let mut of: HashMap<String, BTreeMap<Class, f64>> = HashMap::new();
        for (class, forms) in &classes {
            for (form, count) in forms {
                of.entry(form.clone())
                    .or_default()
                    .insert(class.clone(), *count);
            }
        }
        Self { classes, of }
    }
}

/// Letters, with hyphens and apostrophes only between them.
fn is_word(word: &str) -> bool {
    word.chars().count() >= 2
        && word
            .split(['-', '\'', '’'])
            .all(|piece| !piece.is_empty() && piece.chars().all(char::is_alphabetic))
}
