//! Names and texts of a graph: their roles and languages.

use super::graph::Node;
use crate::import::frameworks::draft::{Draft, Framework};
use crate::model::{Label, LabelRole, Lang, Text, TextRole};

/// The role behind the name of a label property, in SKOS and SKOS-XL.
pub(super) fn label_role(term: &str) -> Option<LabelRole> {
    match term {
        "prefLabel" => Some(LabelRole::Preferred),
        "altLabel" => Some(LabelRole::Alternative),
        "hiddenLabel" => Some(LabelRole::Hidden),
        _ => None,
    }
}

/// Name, version and licence of the framework.
pub(super) fn take_scheme(framework: &mut Framework, node: Node, default: Lang) {
    let labels = node.labels.into_iter().map(|(_, lang, text)| (lang, text));
    let mut names: Vec<_> = labels.chain(node.plain).collect();
    // English first: the identifier is made of it.
    names.sort_by_key(|(lang, _)| lang_of(lang.as_deref(), default) != Lang::En);
    framework.title = framework
        .title
        .take()
        .or(names.into_iter().next().map(|(_, text)| text));
    framework.version = framework.version.take().or(node.version);
    framework.licence = framework.licence.take().or(node.licence);
}

/// The language of a literal.
fn lang_of(tag: Option<&str>, default: Lang) -> Lang {
    tag.map_or(default, Lang::from_tag)
}

/// Takes the words in Latvian, in English and without a language; others only where there are no such names.
/// The result is how many were left out.
pub(super) fn take_words(
    draft: &mut Draft,
    mut labels: Vec<(LabelRole, Option<String>, String)>,
    texts: Vec<(TextRole, Option<String>, String)>,
    default: Lang,
) -> usize {
    let ours = |lang: &Option<String>| match lang {
        None => true,
        Some(tag) => Lang::from_tag(tag) != Lang::Und,
    };
    let named = labels
        .iter()
        .any(|(role, lang, _)| *role == LabelRole::Preferred && ours(lang));
    let mut left_out = 0;
    labels.sort();
    for (role, lang, text) in labels {
        if named && !ours(&lang) {
            left_out += 1;
            continue;
        }
        draft
            .labels
            .push(Label::new(lang_of(lang.as_deref(), default), role, text));
    }
    for (role, lang, text) in texts {
        if named && !ours(&lang) {
            left_out += 1;
            continue;
        }
        draft
            .texts
            .push(Text::new(lang_of(lang.as_deref(), default), role, text));
    }
    left_out
}
