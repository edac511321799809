//! From a dictionary entry to its inflected forms, each with what its key depends on.

use super::affix::{Affixes, Flag};

/// One inflected form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The form in lower case.
    pub text: String,
    /// Which word it is a form of: the entry, or one that a rule of derivation makes (a new base form).
    pub base: Option<String>,
    /// Made by a class of reflexive endings.
    pub reflexive: bool,
}

/// Most forms of one entry; a damaged rule table must not fill the memory.
const MAX_FORMS: usize = 4096;

/// All forms that suffix rules make of a word, two rules deep as in Hunspell, the word itself included.
pub fn expand(affixes: &Affixes, word: &str, flags: &[Flag], out: &mut Vec<Form>) {
    out.clear();
    let has = |flags: &[Flag], flag: Option<Flag>| flag.is_some_and(|flag| flags.contains(&flag));
    if has(flags, affixes.forbidden) || has(flags, affixes.only_in_compound) {
        return;
    }
    if !has(flags, affixes.need_affix) {
        out.push(Form {
            text: word.to_owned(),
            base: None,
            reflexive: false,
        });
    }
    for class in flags.iter().filter_map(|flag| affixes.suffixes.get(flag)) {
        for rule in &class.rules {
            let Some(text) = rule.apply(word) else {
                continue;
            };
            let reflexive = rule.is_reflexive();
            let base = (rule.derives || rule.add.starts_with("šan")).then(|| text.clone());
            for class in rule
                .flags
                .iter()
                .filter_map(|flag| affixes.suffixes.get(flag))
            {
                for second in &class.rules {
                    if has(&second.flags, affixes.circumfix) || out.len() >= MAX_FORMS {
                        continue;
                    }
                    if let Some(text) = second.apply(&text) {
                        out.push(Form {
                            text,
                            base: base.clone(),
                            reflexive,
                        });
                    }
                }
            }
            let bound = has(&rule.flags, affixes.circumfix) || has(&rule.flags, affixes.need_affix);
            if !bound && out.len() < MAX_FORMS {
                out.push(Form {
                    text,
                    base,
                    reflexive,
                });
            }
        }
    }
}
