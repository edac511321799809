//! Reading a name into words with their roles, the same for records and for what a person typed.

use std::collections::HashSet;

use super::store::Role;
use crate::model;
use crate::text::{Analyser, Lang, Scratch, TokenKind, TokenView, Vocabulary};

/// Words that say nothing by themselves, by language.
#[derive(Debug, Default)]
pub(super) struct Silent([HashSet<String>; 2]);

impl Silent {
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        Self(Lang::ALL.map(|lang| vocabulary.stop_words_of(lang).map(str::to_owned).collect()))
    }

    /// Whether a token says nothing.
    fn holds(&self, token: &TokenView<'_>, lang: Lang) -> bool {
        let single = token.kind == TokenKind::Word && token.surface.chars().nth(1).is_none();
        single
            || self
                .0
                .get(lang as usize)
                .is_some_and(|words| words.contains(token.surface))
    }
}

/// The language in which a label is analysed: what is neither Latvian nor English is read as Latvian.
pub(super) fn language(lang: model::Lang) -> Lang {
    match lang {
        model::Lang::En => Lang::En,
        model::Lang::Lv | model::Lang::Und => Lang::Lv,
    }
}

/// Shows every word that says something, with its role. If all of them are silent, all are shown.
pub(super) fn words(
    analyser: &Analyser,
    silent: &Silent,
    text: &str,
    lang: Lang,
    scratch: &mut Scratch,
    mut sink: impl FnMut(&TokenView<'_>, Role),
) {
    let mut speaking = 0;
    analyser.visit(text, lang, scratch, |token| {
        if !silent.holds(token, lang) {
            sink(token, role(token, lang));
            speaking += 1;
        }
    });
    if speaking == 0 {
        analyser.visit(text, lang, scratch, |token| sink(token, role(token, lang)));
    }
}

fn role(token: &TokenView<'_>, lang: Lang) -> Role {
    let verb = token.kind == TokenKind::Word
        && match lang {
            Lang::Lv => is_latvian_verb(token.surface),
            // English skills begin with their verb.
            Lang::En => token.position == 0 && token.written == token.surface,
        };
    if verb { Role::Verb } else { Role::Object }
}

/// Infinitives end in *-t* or *-ties*, the nouns made of them in *-šana*, *-šanās*.
fn is_latvian_verb(word: &str) -> bool {
    let infinitive = word.ends_with("ties")
        || [
            "āt", "ēt", "īt", "ot", "kt", "gt", "pt", "bt", "zt", "ut", "ūt", "it", "at",
        ]
        .iter()
        .any(|end| word.ends_with(end));
    let noun = ["šana", "šanu", "šanas", "šanai", "šanā", "šanās"]
        .iter()
        .any(|end| word.ends_with(end));
    (infinitive || noun) && word.chars().count() > 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(text: &str, lang: Lang) -> Vec<(String, Role)> {
        let mut found = Vec::new();
        let silent = Silent([["un".to_owned()].into(), ["the".to_owned()].into()]);
        words(
            &Analyser::default(),
            &silent,
            text,
            lang,
            &mut Scratch::default(),
            |t, role| {
                found.push((t.surface.to_owned(), role));
            },
        );
        found
    }

    #[test]
    fn the_verb_is_told_from_its_object() {
        let found = roles("Montēt sadalni un apkope", Lang::Lv);
        assert_eq!(found[0], ("montēt".into(), Role::Verb));
        assert_eq!(found[1], ("sadalni".into(), Role::Object));
        assert_eq!(found.len(), 3);
        assert_eq!(roles("metināšana", Lang::Lv)[0].1, Role::Verb);
        assert_eq!(roles("weld the pipe", Lang::En)[0].1, Role::Verb);
        assert_eq!(roles("weld the pipe", Lang::En)[1].1, Role::Object);
    }

    #[test]
    fn silence_alone_is_heard() {
        assert_eq!(roles("un", Lang::Lv).len(), 1);
        assert!(roles("", Lang::Lv).is_empty());
    }
}
