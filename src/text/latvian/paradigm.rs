//! Paradigms of the school grammar, written down by hand, for the tests: what must meet is all forms of one
//! word, and each form with the same form typed without diacritics.

use super::{Keys, Latvian, fold_into};

/// A word with its forms; the first is the dictionary form.
pub struct Paradigm(pub Vec<String>);

/// A stem, its palatalised shape, and the endings of a declension: "-" joins the one, "+" the other.
fn declined(plain: &str, soft: &str, endings: &str) -> Paradigm {
    let form = |ending: &str| match ending.split_at(1) {
        ("+", ending) => format!("{soft}{ending}"),
        (_, ending) => format!("{plain}{ending}"),
    };
    Paradigm(endings.split_whitespace().map(form).collect())
}

/// First declension in -s or -š.
pub fn first(stem: &str, nominative: &str) -> Paradigm {
    declined(
        stem,
        stem,
        &format!("-{nominative} -a -am -u -ā -i -iem -us -os"),
    )
}

/// Second declension.
pub fn second(stem: &str, soft: &str) -> Paradigm {
    declined(stem, soft, "-is +a -im -i -ī +i +u +iem +us +os")
}

/// Third declension.
pub fn third(stem: &str) -> Paradigm {
    declined(stem, stem, "-us -um -u -ū -i -iem -os")
}

/// Fourth declension.
pub fn fourth(stem: &str) -> Paradigm {
    declined(stem, stem, "-a -as -ai -u -ā -ām -ās")
}

/// Fifth declension.
pub fn fifth(stem: &str, soft: &str) -> Paradigm {
    declined(stem, soft, "-e -es -ei -i -ē +u -ēm -ēs")
}

/// Sixth declension.
pub fn sixth(stem: &str, soft: &str) -> Paradigm {
    declined(stem, soft, "-s -ij -i -ī -is +u -īm -īs")
}

const ADJECTIVE: &str = "-s -a -am -u -ā -i -iem -us -os -as -ai -ām -ās \
    -ais -ajam -o -ajā -ie -ajiem -ajos -ajai -ajām -ajās";

/// An adjective with definite forms and degrees.
pub fn adjective(stem: &str) -> Paradigm {
    let Paradigm(mut forms) = declined(stem, stem, ADJECTIVE);
    let compared = declined(&format!("{stem}āk"), "", ADJECTIVE).0;
    forms.extend(compared.iter().map(|form| format!("vis{form}")));
    forms.extend(compared);
    Paradigm(forms)
}

fn participle(stem: &str) -> impl Iterator<Item = String> {
    declined(stem, "", ADJECTIVE).0.into_iter()
}

/// A verb by its three stems: infinitive, present (before vowel, and third person), past.
pub struct Stems<'s> {
    /// Infinitive without -t.
    pub infinitive: &'s str,
    /// Present stem.
    pub present: &'s str,
    /// Third person present.
    pub third: &'s str,
    /// Past stem.
    pub past: &'s str,
    /// Stem of the participle in -usi.
    pub participle: &'s str,
    /// Future stem.
    pub future: &'s str,
}

/// All plain forms of a verb but those in which the classes differ (1st person plural of the present).
pub fn verb(stems: &Stems<'_>) -> Paradigm {
    let Stems {
        infinitive,
        present,
        third,
        past,
        participle: active,
        future,
    } = stems;
    let mut forms = vec![
        format!("{infinitive}t"),
        format!("{infinitive}tu"),
        format!("jā{third}"),
        third.to_string(),
    ];
    forms.extend(["u", "ot"].map(|ending| format!("{present}{ending}")));
    forms.extend(["u", "i", "a", "ām", "āt"].map(|ending| format!("{past}{ending}")));
    forms.extend(["šu", "si", "s", "sim", "siet", "šot"].map(|ending| format!("{future}{ending}")));
    forms.extend(
        ["usi", "uši", "ušas", "ušam", "ušajiem"].map(|ending| format!("{active}{ending}")),
    );
    forms.extend(participle(&format!("{infinitive}t")));
    forms.extend(participle(&format!("{present}oš")));
    let negated: Vec<String> = forms
        .iter()
        .filter(|f| !f.starts_with("jā"))
        .map(|form| format!("ne{form}"))
        .collect();
    forms.extend(negated);
    Paradigm(forms)
}

/// A regular verb of the second conjugation by its theme stem (strādā, spēlē, dzīvo).
pub fn second_conjugation(theme: &str) -> Paradigm {
    let j = format!("{theme}j");
    verb(&Stems {
        infinitive: theme,
        present: &j,
        third: theme,
        past: &j,
        participle: &j,
        future: theme,
    })
}

/// A verb of the third conjugation: theme stem (lasī) and present stem (las) with or without -a.
pub fn third_conjugation(theme: &str, present: &str, third: &str) -> Paradigm {
    let j = format!("{theme}j");
    verb(&Stems {
        infinitive: theme,
        present,
        third,
        past: &j,
        participle: &j,
        future: theme,
    })
}

/// The forms of a word that share no key with its dictionary form.
pub fn strays(latvian: &Latvian, paradigm: &Paradigm) -> Vec<String> {
    let (mut lemma, mut keys) = (Keys::new(), Keys::new());
    let Some(first) = paradigm.0.first() else {
        return Vec::new();
    };
    latvian.stems(first, &mut lemma);
    let strays = paradigm.0.iter().filter(|form| {
        latvian.stems(form, &mut keys);
        !keys.meets(&lemma)
    });
    strays.cloned().collect()
}

/// The forms that do not meet themselves typed without diacritics.
pub fn unbridged(latvian: &Latvian, paradigm: &Paradigm) -> Vec<String> {
    let (mut typed, mut keys) = (Keys::new(), Keys::new());
    let unbridged = paradigm.0.iter().filter(|form| {
        let mut folded = String::new();
        fold_into(form, &mut folded);
        latvian.bridges(&folded, &mut typed);
        latvian.bridges(form, &mut keys);
        !keys.meets(&typed)
    });
    unbridged.cloned().collect()
}
