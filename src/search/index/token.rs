//! One word of a text with its keys, from the analysis or its own key.

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::text::{Lang, Readings, TokenView};

type Keys<'t> = SmallVec<[Cow<'t, str>; 6]>;

/// A word with its keys; in each layer at least one, the likeliest first.
///
/// Keys of different languages are told apart: what an English stemmer makes of a word must not meet a Latvian stem.
#[derive(Debug, Clone)]
pub(crate) struct Keyed<'t> {
    pub(crate) surface: &'t str,
    pub(crate) folded: &'t str,
    pub(crate) stems: Keys<'t>,
    pub(crate) bridges: Keys<'t>,
    pub(crate) roots: Keys<'t>,
}

impl<'t> Keyed<'t> {
    /// As the grammar of a language reads it.
    pub(crate) fn read(token: &'t TokenView<'t>, lang: Lang) -> Self {
        let tagged =
            |readings: &'t Readings| readings.iter().map(|key| tagged(key, lang)).collect();
        Self {
            surface: token.surface,
            folded: token.folded,
            stems: tagged(token.stems),
            bridges: tagged(token.bridges),
            roots: tagged(token.roots),
        }
    }

    /// A word that is its own key: of a language without a grammar here, or a code.
    pub(crate) fn plain(surface: &'t str, folded: &'t str) -> Self {
        let key = |text: &str| SmallVec::from_elem(Cow::Owned(format!("{PLAIN}{text}")), 1);
        Self {
            surface,
            folded,
            stems: key(surface),
            bridges: key(folded),
            roots: key(folded),
        }
    }
}

const ENGLISH: &str = "e:";
const PLAIN: &str = "u:";

/// A key as the index holds it: Latvian ones as they are, English ones marked.
pub(crate) fn tagged(key: &str, lang: Lang) -> Cow<'_, str> {
    match lang {
        Lang::Lv => Cow::Borrowed(key),
        Lang::En => Cow::Owned(format!("{ENGLISH}{key}")),
    }
}

/// The language of a key; none for words that are their own.
pub(crate) fn language_of(key: &str) -> Option<Lang> {
    if key.starts_with(ENGLISH) {
        Some(Lang::En)
    } else if key.starts_with(PLAIN) {
        None
    } else {
        Some(Lang::Lv)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Analyser;

    #[test]
    fn keys_of_two_languages_never_meet() {
        let analyser = Analyser::default();
        let mut keys: Vec<Vec<String>> = Vec::new();
        for lang in Lang::ALL {
            analyser.visit("met", lang, &mut Default::default(), |token| {
                let keyed = Keyed::read(token, lang);
                keys.push(
                    keyed
                        .stems
                        .iter()
                        .chain(&keyed.roots)
                        .map(|key| key.to_string())
                        .collect(),
                );
                assert!(
                    keyed
                        .bridges
                        .iter()
                        .all(|key| language_of(key) == Some(lang))
                );
            });
        }
        assert!(keys[0].iter().all(|key| !keys[1].contains(key)));
        assert_eq!(language_of(&Keyed::plain("Ä", "a").stems[0]), None);
    }
}
