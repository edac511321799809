//! From a word to its keys: closed classes first, then the user's lexicon, then the grammar; a word without
//! diacritics is read a second time as one that was typed so.

use super::exact::{MAX_EXACT, pack};
use super::grammar::{Grammar, Space, grammar};
use super::keys::Keys;
use super::lexicon::Lexicon;
use super::reading::{Found, Reader};
use super::rule::Softness;
use super::word::{Shape, Word};

/// The stem keys of a word by grammar alone.
pub fn stems(text: &str, out: &mut Keys) {
    stems_with(text, None, out);
}

/// The stem keys of a word, corrected by the lexicon.
pub fn stems_with(text: &str, lexicon: Option<&Lexicon>, out: &mut Keys) {
    out.clear();
    let mut word = Word::new(text);
    let shape = word.read();
    if shape != Shape::Other {
        read(&word, shape, lexicon, out);
    }
    if out.is_empty() {
        pass_through(text, out);
    }
}

/// The stem keys of a word taken as written, without the readings of a word typed without diacritics.
pub fn written_stems(text: &str, lexicon: Option<&Lexicon>, out: &mut Keys) {
    out.clear();
    let mut word = Word::new(text);
    if word.read() != Shape::Other {
        read(&word, Shape::Accented, lexicon, out);
    }
    if out.is_empty() {
        pass_through(text, out);
    }
}

/// Is the word one of the closed classes and irregular words?
pub fn is_closed(text: &str) -> bool {
    let mut word = Word::new(text);
    word.read() != Shape::Other && exact(grammar(Space::Written), &word, &mut Keys::new())
}

/// Do the grammar's tables list the word, so that no dictionary is asked about it?
pub fn is_settled(text: &str) -> bool {
    let mut word = Word::new(text);
    let mut keys = Keys::new();
    let shape = word.read();
    if shape == Shape::Other || exact(grammar(Space::Written), &word, &mut keys) {
        return true;
    }
    Reader::new(grammar(Space::Written), &word, Found::default())
        .known_nominal()
        .is_some()
        || (shape == Shape::Plain && exact(grammar(Space::Folded), &word, &mut keys))
}

/// The key of a nominal stem of known declension.
pub fn nominal_key(stem: &str, softness: Softness, out: &mut Keys) {
    out.clear();
    let mut word = Word::new(stem);
    if softness == Softness::Soft && word.read() != Shape::Other {
        Reader::new(grammar(Space::Written), &word, Found::default()).soft(word.len, out);
    } else {
        out.push(&[stem]);
    }
}

#[inline]
fn read(word: &Word<'_>, shape: Shape, lexicon: Option<&Lexicon>, out: &mut Keys) {
    let written = grammar(Space::Written);
    if exact(written, word, out)
        || lexicon.is_some_and(|lexicon| look_up(lexicon, word, shape, out))
    {
        return;
    }
    let mut reader = Reader::new(written, word, Found::default());
    reader.read(out);
    let Found { known, certain, .. } = reader.found;
    if shape == Shape::Plain && !known && !certain {
        let folded = grammar(Space::Folded);
        if !exact(folded, word, out) {
            Reader::new(folded, word, reader.found).read(out);
        }
    }
}

/// Asks the lexicon for the word, then for the verb behind ne- or jā-.
fn look_up(lexicon: &Lexicon, word: &Word<'_>, shape: Shape, out: &mut Keys) -> bool {
    let prefixed =
        word.starts('n', 'e') || word.starts('j', if shape == Shape::Plain { 'a' } else { 'ā' });
    lexicon.keys(word.text, out)
        || (prefixed
            && word.is_stem(2, word.len)
            && lexicon.verb_keys(word.slice(2, word.len), out))
}

#[inline]
fn exact(grammar: &Grammar, word: &Word<'_>, out: &mut Keys) -> bool {
    if word.len > MAX_EXACT {
        return false;
    }
    let keys = grammar.exact.get(pack(&word.codes), word.len);
    keys.iter().for_each(|key| out.push(&[key]));
    !keys.is_empty()
}

/// A token that is no Latvian word is its own key; white space, which no key may hold, becomes an underscore.
fn pass_through(text: &str, out: &mut Keys) {
    if text.chars().any(char::is_whitespace) {
        let mut joined = String::new();
        let fits = text.chars().take(super::keys::MAX_KEY_BYTES);
        joined.extend(fits.map(|c| if c.is_whitespace() { '_' } else { c }));
        out.push(&[&joined]);
    } else {
        out.push(&[text]);
    }
}
