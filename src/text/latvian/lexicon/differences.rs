//! Finds the forms on which dictionary and grammar differ. Only these go into the lexicon: forms whose keys the
//! grammar misses, and forms to which it gives the key of another word of the dictionary.

use std::collections::HashSet;

use super::super::alphabet::{fold_char, fold_into};
use super::super::analyse;
use super::super::keys::Keys;
use super::arena::{Forms, KeyNames};
use super::error::LexiconError;
use super::file::Operation;

/// Most readings of one form that are kept.
const MAX_READINGS: usize = 4;

/// A form with the operations that make its keys.
pub type Entry = (String, Vec<Operation>);

/// What came of the comparison.
#[derive(Debug, Default)]
pub struct Differences {
    /// The entries of the lexicon, in order of the forms.
    pub entries: Vec<Entry>,
    /// Different forms of the dictionary.
    pub forms: usize,
    /// Those of them that share no key with their base form by grammar alone.
    pub strays: usize,
}

/// A key that a form should have: as it is compared, and as it is stored.
struct Wanted<'k> {
    compared: String,
    stored: &'k str,
}

fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// Compares all forms.
pub fn differences(mut written: Forms, names: &KeyNames) -> Result<Differences, LexiconError> {
    written.sort();
    let mut found = Differences::default();
    let known: HashSet<&str> = names.iter().collect();
    let mut plain = Forms::default();
    let (mut keys, mut folded) = (Keys::new(), String::new());
    for (form, pairs) in written.groups() {
        folded.clear();
        fold_into(form, &mut folded);
        for pair in pairs {
            plain.add(&folded, pair.key, folded == form)?;
        }
        analyse::stems(form, &mut keys);
        found.forms += 1;
        if !pairs.iter().any(|pair| keys.contains(names.name(pair.key))) {
            found.strays += 1;
        }
        if folded == form || analyse::is_settled(form) {
            continue;
        }
        let wanted = pairs.iter().map(|pair| names.name(pair.key));
        let wanted: Vec<Wanted> = wanted
            .map(|key| Wanted {
                compared: key.to_owned(),
                stored: key,
            })
            .collect();
        if let Some(better) = better(form, &keys, &wanted, &known, str::to_owned) {
            found.entries.push(entry(form, &better));
        }
    }
    drop(written);
    plain.sort();
    compare_plain(&plain, names, &mut found.entries);
    found.entries.sort_unstable();
    found.entries.dedup_by(|a, b| a.0 == b.0);
    Ok(found)
}

/// The same for forms without diacritics: what is written so, or else what looks so when it is typed so.
fn compare_plain(plain: &Forms, names: &KeyNames, entries: &mut Vec<Entry>) {
    let folded: Vec<String> = names.iter().map(fold).collect();
    let known: HashSet<&str> = folded.iter().map(String::as_str).collect();
    let mut keys = Keys::new();
    for (form, pairs) in plain.groups() {
        if analyse::is_settled(form) {
            continue;
        }
        // A word of the dictionary is taken at its word.
        let is_word = pairs.iter().any(|pair| pair.as_written);
        let meant = pairs.iter().filter(|pair| pair.as_written || !is_word);
        let wanted: Vec<Wanted> = meant
            .map(|pair| {
                let compared = folded.get(pair.key as usize).cloned().unwrap_or_default();
                let stored = if is_word {
                    names.name(pair.key)
                } else {
                    folded.get(pair.key as usize).map_or("", String::as_str)
                };
                Wanted { compared, stored }
            })
            .collect();
        analyse::stems(form, &mut keys);
        if let Some(better) = better(form, &keys, &wanted, &known, fold) {
            entries.push(entry(form, &better));
        }
    }
}

fn entry(form: &str, keys: &[String]) -> Entry {
    (
        form.to_owned(),
        keys.iter()
            .map(|key| Operation::between(form, key))
            .collect(),
    )
}

/// The keys that the form should have, when the grammar's are not good enough.
fn better(
    form: &str,
    found: &Keys,
    wanted: &[Wanted<'_>],
    known: &HashSet<&str>,
    space: impl Fn(&str) -> String,
) -> Option<Vec<String>> {
    let found: Vec<(&str, String)> = found.iter().map(|key| (key, space(key))).collect();
    let is_wanted = |key: &(&str, String)| wanted.iter().any(|wanted| wanted.compared == key.1);
    let hit = found.iter().any(is_wanted);
    // The dictionary's forms are without ne- and jā-, so it cannot tell that a verb reading of them is wrong.
    let prefixed = form.starts_with("ne") || form.starts_with("jā") || form.starts_with("ja");
    let is_kept_verb = |key: &str| key.contains('~') && (prefixed || !hit);
    let is_wrong = |key: &(&str, String)| {
        !is_wanted(key) && known.contains(key.1.as_str()) && !is_kept_verb(key.0)
    };
    if hit && !found.iter().any(is_wrong) {
        return None;
    }
    let mut keys: Vec<String> = Vec::new();
    let mut add = |key: &str| {
        if !keys.iter().any(|k| k == key) {
            keys.push(key.to_owned());
        }
    };
    found
        .iter()
        .filter(|key| is_wanted(key))
        .for_each(|key| add(key.0));
    if !hit {
        wanted.iter().for_each(|key| add(key.stored));
    }
    found
        .iter()
        .filter(|key| is_kept_verb(key.0))
        .for_each(|key| add(key.0));
    keys.truncate(MAX_READINGS);
    Some(keys)
}
