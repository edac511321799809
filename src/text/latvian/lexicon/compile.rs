//! Reads a dictionary, makes all its forms, and gives each the key of its base form.

use std::io::BufRead;

use super::super::alphabet::fold_char;
use super::super::analyse;
use super::affix::{Affixes, Flag, lines};
use super::arena::{Forms, KeyNames};
use super::base::{Kind, is_diminutive, kind, nominal_key, verb_key};
use super::differences::{Differences, differences};
use super::error::{LexiconError, Source};
use super::expand::{Form, expand};
use super::file::write;

/// Figures of a compilation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Dictionary entries read.
    pub entries: usize,
    /// Different inflected forms made of them.
    pub forms: usize,
    /// Forms that share no key with their base form by grammar alone: what the lexicon is for.
    pub strays: usize,
    /// Forms that the lexicon keeps, those typed without diacritics among them.
    pub kept: usize,
}

/// Compiles an .aff/.dic pair into the bytes of a lexicon.
pub fn compile(
    affix: impl BufRead,
    dictionary: impl BufRead,
) -> Result<(Vec<u8>, Report), LexiconError> {
    let affixes = Affixes::read(affix)?;
    let (mut names, mut written, mut forms) = (KeyNames::default(), Forms::default(), Vec::new());
    let mut entries = 0;
    lines(dictionary, Source::Dictionary, |line, text| {
        let Some((word, flags)) = entry(&affixes, line, text)? else {
            return Ok(());
        };
        entries += 1;
        expand(&affixes, &word, &flags, &mut forms);
        // A word without forms tells nothing that the grammar could use; closed classes are the grammar's own.
        if forms.len() > 1 && !analyse::is_closed(&word) {
            collect(&word, &forms, &mut names, &mut written)?;
        }
        Ok(())
    })?;
    if written.is_empty() {
        return Err(LexiconError::Empty);
    }
    let Differences {
        entries: kept,
        forms,
        strays,
    } = differences(written, &names)?;
    let report = Report {
        entries,
        forms,
        strays,
        kept: kept.len(),
    };
    Ok((write(&kept)?, report))
}

/// The word and the flags of a dictionary line; nothing for the count in the first line and for comments.
fn entry(
    affixes: &Affixes,
    line: usize,
    text: &str,
) -> Result<Option<(String, Vec<Flag>)>, LexiconError> {
    let text = text.split(['\t', ' ']).next().unwrap_or("");
    if text.is_empty()
        || text.starts_with('#')
        || (line == 1 && text.chars().all(|c| c.is_ascii_digit()))
    {
        return Ok(None);
    }
    let (word, flags) = text.split_once('/').unwrap_or((text, ""));
    let flags = affixes
        .flags
        .split(flags)
        .ok_or_else(|| LexiconError::Line {
            source_file: Source::Dictionary,
            line,
            problem: format!("flags {flags:?} do not fit the FLAG notation of the .aff file"),
        })?;
    Ok(Some((word.to_lowercase(), flags)))
}

fn collect(
    word: &str,
    forms: &[Form],
    names: &mut KeyNames,
    written: &mut Forms,
) -> Result<(), LexiconError> {
    let kind = kind(word, forms);
    let own = if kind == Kind::Nominal {
        nominal_key(word, forms)
    } else {
        None
    };
    let own = own.map(|key| names.number(key));
    for form in forms {
        let key = match (&form.base, kind) {
            (Some(base), _) => nominal_key(base, &[]).map(|key| names.number(key)),
            (None, Kind::Verb) => Some(names.number(verb_key(word, form.reflexive))),
            // pirmais is no form of viens: the degrees of one word begin alike.
            (None, Kind::Nominal) => {
                own.filter(|_| same_start(word, &form.text) && !is_diminutive(word, &form.text))
            }
        };
        if let Some(key) = key {
            written.add(&form.text, key, true)?;
        }
    }
    Ok(())
}

fn same_start(a: &str, b: &str) -> bool {
    a.chars()
        .map(fold_char)
        .zip(b.chars().map(fold_char))
        .take(2)
        .all(|(a, b)| a == b)
}
