//! The root key: what is left of a stem key when the endings of regular derivation are taken off as well, so
//! that programmēt, programmēšana and programmētājs meet. A weaker tier than the stem: it may bring together
//! words of different meaning (metināt, mest), hence its own field and its own weight.

use super::keys::Keys;

/// Word-forming suffixes, the longest first.
/// Latvian grammar: -šana names the action, -tājs and -ējs the agent, -ums the result, -ība the quality,
/// -nieks the person, -īgs and -isks the relation; -ācija is the action of a borrowed verb in -ēt (restaurēt).
const SUFFIXES: &[&str] = &[
    "iniek", "iniec", "inieč", "ācij", "šan", "tāj", "niek", "niec", "nieč", "jum", "ējum", "isk",
    "īb", "um", "ēj", "īg",
];
/// Theme vowels, with the -j- of the present.
const THEMES: &[&str] = &["āj", "ēj", "īj", "oj", "ā", "ē", "ī", "o"];
/// Verb prefixes that come with -inā- verbs made of adjectives: nodrošināt, atvieglināt, uzlabināt.
const PREFIXES: &[&str] = &[
    "aiz", "ap", "at", "ie", "iz", "no", "pa", "pār", "pie", "sa", "uz",
];
/// Shortest root in letters.
const MIN_ROOT: usize = 3;

fn cut<'a>(word: &'a str, endings: &[&str]) -> Option<&'a str> {
    endings
        .iter()
        .filter_map(|e| word.strip_suffix(e))
        .find(|rest| rest.chars().count() >= MIN_ROOT)
}

/// The last consonant as it is before palatalisation, where that is certain.
fn hardened(root: &str) -> (&str, &str) {
    for labial in ["b", "p", "m", "v"] {
        if let Some(front) = root.strip_suffix('j')
            && front.ends_with(labial)
        {
            return (front, "");
        }
    }
    if let Some(front) = root.strip_suffix('ļ') {
        return (front, "l");
    }
    if let Some(front) = root.strip_suffix('ņ') {
        return (front, "n");
    }
    (root, "")
}

fn push(root: &str, out: &mut Keys) {
    let (front, last) = hardened(root);
    out.push(&[front, last]);
}

/// Adds the root keys of one stem key.
pub fn roots(stem_key: &str, out: &mut Keys) {
    let before = out.len();
    derive(stem_key, out);
    if out.len() == before && out.is_empty() {
        out.push(&[stem_key]);
    }
}

fn derive(stem_key: &str, out: &mut Keys) {
    let verb = stem_key
        .strip_suffix("~s")
        .or_else(|| stem_key.strip_suffix('~'));
    if let Some(infinitive) = verb {
        without_theme(infinitive, out);
        return;
    }
    if let Some(adverb) = stem_key.strip_suffix('=') {
        let base = cut(adverb, &["i"]).unwrap_or(adverb);
        nominal(base, out);
        return;
    }
    let noun = stem_key.strip_suffix("~s").unwrap_or(stem_key);
    nominal(noun, out);
}

fn nominal(stem: &str, out: &mut Keys) {
    match cut(stem, SUFFIXES) {
        Some(base) => without_theme(base, out),
        None => push(stem, out),
    }
}

/// Takes off the theme vowel, and -in- of the causative with the verb prefix as a second key.
fn without_theme(base: &str, out: &mut Keys) {
    let root = cut(base, THEMES).unwrap_or(base);
    push(root, out);
    if let Some(adjective) = cut(root, &["in"]) {
        push(cut_prefix(adjective), out);
    }
}

fn cut_prefix(word: &str) -> &str {
    PREFIXES
        .iter()
        .filter_map(|p| word.strip_prefix(p))
        .find(|rest| rest.chars().count() >= MIN_ROOT)
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(key: &str) -> Vec<String> {
        let mut keys = Keys::new();
        roots(key, &mut keys);
        keys.iter().map(str::to_owned).collect()
    }

    #[test]
    fn verb_keys_lose_mark_and_theme_vowel() {
        assert_eq!(root("programmē~"), ["programm"]);
        assert_eq!(root("mācī~s"), ["māc"]);
        assert_eq!(root("cel~"), ["cel"]);
    }

    #[test]
    fn nouns_lose_suffix_and_theme_vowel() {
        assert_eq!(root("programmētāj"), ["programm"]);
        assert_eq!(root("programmēšan"), ["programm"]);
        assert_eq!(root("ražojum"), ["raž"]);
        assert_eq!(root("restaurācij"), root("restaurē~"));
        assert_eq!(root("darbinieč"), ["darb"]);
    }

    #[test]
    fn a_causative_has_the_adjective_as_second_root() {
        assert_eq!(root("nodrošinā~"), ["nodrošin", "droš"]);
    }

    #[test]
    fn short_words_keep_what_they_have() {
        assert_eq!(root("um"), ["um"]);
        assert_eq!(root("="), ["="]);
        assert_eq!(root("~"), ["~"]);
    }
}
