//! How much of a word a key finds, and how much else.
//!
//! A query is a form drawn by its frequency. Recall: the share of its word's tokens that share a key with it; precision:
//! the share of all tokens found that are that word's. Unaccented queries (q3) are asked and indexed with both keys:
//! the folded key of the word and the key of the folded word.

use std::collections::{BTreeMap, HashMap, HashSet};

use prasme::text::latvian::fold_char;

use crate::treebank::{Class, Treebank};

/// Per cent, weighted by tokens.
#[derive(Debug)]
pub struct Figures {
    pub recall: f64,
    pub precision: f64,
    /// With regular derivation of the query's lemma counted as right.
    pub precision_with_derivation: f64,
    pub verb_recall: f64,
    /// For queries that lose a diacritic when typed without.
    pub unaccented_recall: f64,
    pub unaccented_precision: f64,
}

/// Keys of a word.
pub trait Analysis: Fn(&str) -> Vec<String> {}
impl<F: Fn(&str) -> Vec<String>> Analysis for F {}

pub fn score(treebank: &Treebank, keys: &dyn Analysis) -> Figures {
    let fold = |text: &str| text.chars().map(fold_char).collect::<String>();
    let both = |folded_keys: &[String], keys_of_folded: &[String]| {
        let one = folded_keys.iter().map(|k| format!("1{}", fold(k)));
        one.chain(keys_of_folded.iter().map(|k| format!("2{k}")))
            .collect::<Vec<_>>()
    };
    let indexed: HashMap<&str, Vec<String>> = treebank
        .of
        .keys()
        .map(|form| (form.as_str(), keys(form)))
        .collect();
    let plain = measure(treebank, &indexed, &|form| indexed[form].clone(), &|_| true);
    let verbs = measure(
        treebank,
        &indexed,
        &|form| indexed[form].clone(),
        &|class| class.1 == "VERB",
    );
    let folded_index: HashMap<&str, Vec<String>> = treebank
        .of
        .keys()
        .map(|form| {
            (
                form.as_str(),
                both(&indexed[form.as_str()], &keys(&fold(form))),
            )
        })
        .collect();
    let unaccented = measure_where(
        treebank,
        &folded_index,
        &|form| {
            let of_folded = keys(&fold(form));
            both(&of_folded, &of_folded)
        },
        &|_| true,
        &|form| fold(form) != form,
    );
    Figures {
        recall: plain.recall,
        precision: plain.precision,
        precision_with_derivation: plain.lenient,
        verb_recall: verbs.recall,
        unaccented_recall: unaccented.recall,
        unaccented_precision: unaccented.precision,
    }
}

struct Measured {
    recall: f64,
    precision: f64,
    lenient: f64,
}

type Index<'t> = HashMap<&'t str, Vec<String>>;

fn measure(
    treebank: &Treebank,
    indexed: &Index<'_>,
    asked: &dyn Fn(&str) -> Vec<String>,
    wanted: &dyn Fn(&Class) -> bool,
) -> Measured {
    measure_where(treebank, indexed, asked, wanted, &|_| true)
}

fn measure_where(
    treebank: &Treebank,
    indexed: &Index<'_>,
    asked: &dyn Fn(&str) -> Vec<String>,
    wanted: &dyn Fn(&Class) -> bool,
    queried: &dyn Fn(&str) -> bool,
) -> Measured {
    let mut postings: HashMap<&str, Vec<&str>> = HashMap::new();
    for (form, keys) in indexed {
        for key in keys {
            postings.entry(key).or_default().push(form);
        }
    }
    let families: HashMap<&Class, Family> = treebank
        .classes
        .keys()
        .map(|class| (class, Family::of(class)))
        .collect();
    let (mut queries, mut recall, mut precision, mut lenient) = (0.0, 0.0, 0.0, 0.0);
    for (class, forms) in treebank.classes.iter().filter(|(class, _)| wanted(class)) {
        let total: f64 = forms.values().sum();
        for (form, count) in forms.iter().filter(|(form, _)| queried(form)) {
            let keys = asked(form);
            let found: HashSet<&str> = keys
                .iter()
                .filter_map(|k| postings.get(k.as_str()))
                .flatten()
                .copied()
                .collect();
            let mut by_class: BTreeMap<&Class, f64> = BTreeMap::new();
            for other in &found {
                for (of, n) in &treebank.of[*other] {
                    *by_class.entry(of).or_default() += n;
                }
            }
            let all: f64 = by_class.values().sum();
            let own = by_class.get(class).copied().unwrap_or_default();
            let kin: f64 = by_class
                .iter()
                .filter(|(of, _)| {
                    **of == class || families[class].is_kin(class, of, &families[*of])
                })
                .map(|(_, n)| n)
                .sum();
            queries += count;
            recall += count * own / total;
            if all > 0.0 {
                precision += count * own / all;
                lenient += count * kin / all;
            }
        }
    }
    let percent = |sum: f64| 100.0 * sum / queries;
    Measured {
        recall: percent(recall),
        precision: percent(precision),
        lenient: percent(lenient),
    }
}

/// What a lemma is derived from, as far as endings tell: two lemmas of one family count as regular derivation.
#[derive(Default)]
struct Family {
    adjective: Option<String>,
    verb: Option<String>,
    root: Option<String>,
    noun: Option<String>,
}

impl Family {
    fn of((lemma, part): &Class) -> Self {
        let mut family = Self::default();
        match part.as_str() {
            "VERB" => {
                let stem = lemma
                    .strip_suffix("ties")
                    .or_else(|| lemma.strip_suffix('t'));
                family.verb = Some(verb_root(stem.unwrap_or(lemma)));
            }
            "ADJ" | "ADV" | "NUM" => {
                let endings: &[&str] = match part.as_str() {
                    "ADV" => &["am", "i", "u"],
                    _ => &["ais", "ā", "s", "š"],
                };
                if let Some(base) = cut(lemma, endings).filter(|b| letters(b) >= 3) {
                    const PARTICIPLES: [&str; 16] = [
                        "jošs", "još", "oš", "jam", "ām", "am", "usi", "uš", "ot", "īt", "āt",
                        "ēt", "t", "jams", "ošs", "ams",
                    ];
                    family.verb = cut(base, &PARTICIPLES).map(verb_root);
                    family.root = Some(verb_root(base));
                    family.adjective = Some(base.to_owned());
                }
            }
            _ => {
                const AGENTS: [&str; 6] = ["šanās", "šana", "tājs", "tāja", "ējs", "ēja"];
                if part == "NOUN" {
                    family.verb = cut(lemma, &AGENTS).map(verb_root);
                }
                if let Some(base) =
                    cut(lemma, &["umi", "ums", "ības", "ība"]).filter(|b| letters(b) >= 3)
                {
                    family.adjective = Some(base.to_owned());
                    family.verb = Some(verb_root(base));
                }
                if let Some(base) = cut(lemma, &["is", "es", "us", "as", "e", "s", "š", "a", "i"])
                    && letters(base) >= 3
                {
                    if part == "NOUN" && family.verb.is_none() {
                        family.root = Some(verb_root(base));
                    }
                    family.noun = Some(base.to_owned());
                }
            }
        }
        family
    }

    fn is_kin(&self, own: &Class, other: &Class, family: &Family) -> bool {
        let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        own.0 == other.0
            || same(&self.adjective, &family.adjective)
            || same(&self.verb, &family.verb)
            || ((own.1 == "VERB" || other.1 == "VERB")
                && (same(&self.verb, &family.root) || same(&family.verb, &self.root)))
            || (own.1 == "PROPN" && other.1 == "PROPN" && same(&self.noun, &family.noun))
    }
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

fn cut<'t>(text: &'t str, endings: &[&str]) -> Option<&'t str> {
    endings.iter().find_map(|ending| text.strip_suffix(ending))
}

/// A verb stem without its theme vowel, unless hardly anything is left.
fn verb_root(stem: &str) -> String {
    const THEMES: [&str; 12] = [
        "oj", "ēj", "āj", "īj", "ē", "ā", "ī", "o", "i", "u", "j", "n",
    ];
    match cut(stem, &THEMES) {
        Some(root) if letters(root) >= 3 => root.to_owned(),
        _ => stem.to_owned(),
    }
}
