//! Nouns whose nominative hides their declension: the 6th (nakts) and the 2nd in -s (akmens).

use super::alphabet::code;
use super::grammar::rows;
use super::palatal::palatalise;

const SECOND: &str = include_str!("tables/declension2.txt");
const SIXTH: &str = include_str!("tables/declension6.txt");

/// Does the noun end compounds, so that its forms are endings as well?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compounds {
    /// dalībvalsts, notekūdens.
    Many,
    /// None worth a rule.
    None,
}

/// One form of an irregular noun with its key.
pub struct IrregularForm {
    /// The form.
    pub form: String,
    /// The key of the noun.
    pub key: String,
    /// See [`Compounds`].
    pub compounds: Compounds,
}

/// All forms of all irregular nouns.
pub fn forms() -> Vec<IrregularForm> {
    let sixth = ["-s", "-ij", "-i", "-ī", "-is", "-īm", "-īs", "-u", "+u"];
    let second = [
        "-s", "-im", "-i", "-ī", "+a", "+i", "+u", "+iem", "+us", "+os",
    ];
    let mut out = Vec::new();
    for (table, endings) in [(SECOND, second.as_slice()), (SIXTH, sixth.as_slice())] {
        for word in rows(table).flat_map(str::split_whitespace) {
            decline(word, endings, &mut out);
        }
    }
    out
}

fn decline(word: &str, endings: &[&str], out: &mut Vec<IrregularForm>) {
    let (word, compounds) = match word.strip_prefix('+') {
        Some(word) => (word, Compounds::Many),
        None => (word, Compounds::None),
    };
    let stem = word
        .strip_suffix("is")
        .or_else(|| word.strip_suffix('s'))
        .unwrap_or(word);
    let letters: Vec<char> = stem.chars().collect();
    let back = |n: usize| {
        letters
            .len()
            .checked_sub(n)
            .and_then(|at| letters.get(at))
            .map_or(0, |c| code(*c))
    };
    let (cut, tail) = palatalise(back(3), back(2), back(1));
    let soft: String = letters
        .iter()
        .take(letters.len().saturating_sub(cut))
        .chain(&tail.chars().collect::<Vec<_>>())
        .collect();
    for ending in endings {
        let form = match ending.split_at(1) {
            ("+", ending) => format!("{soft}{ending}"),
            (_, ending) => format!("{stem}{ending}"),
        };
        out.push(IrregularForm {
            form,
            key: soft.clone(),
            compounds,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn irregular_nouns_are_declined() {
        let all = forms();
        let forms_of = |key: &str| {
            all.iter()
                .filter(|f| f.key == key)
                .map(|f| f.form.as_str())
                .collect::<Vec<_>>()
        };
        assert!(forms_of("nakš").contains(&"nakšu") && forms_of("nakš").contains(&"naktij"));
        assert!(forms_of("ūdeņ").contains(&"ūdeņiem") && forms_of("ūdeņ").contains(&"ūdens"));
        assert!(forms_of("durvj").contains(&"durvis"));
    }
}
