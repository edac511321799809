//! Which forms of the index a word meets, and through which layer.

use smallvec::SmallVec;

use crate::search::config::Layers;
use crate::search::index::{language_of, tagged};
use crate::search::limits::WORD_KEYS;
use crate::search::response::MetLayer;
use crate::search::snapshot::Tables;
use crate::search::snapshot::lexicon::Lexicon;
use crate::text::fold::fold_word;
use crate::text::{Lang, QueryWord, TokenKind};

/// A form that a word meets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FormMatch {
    pub(crate) form: u32,
    /// The layer's weight, 0 to 1.
    pub(crate) weight: f32,
    pub(crate) layer: MetLayer,
}

/// All that a word meets.
#[derive(Debug, Clone, Default)]
pub(crate) struct Matches {
    /// Forms by number, each once.
    pub(crate) forms: Vec<FormMatch>,
    /// Keys to ask of the bridge fields.
    pub(crate) bridges: Vec<String>,
    /// Keys to ask of the root field.
    pub(crate) roots: Vec<String>,
    /// Key to ask of the folded fields: for forms that no bridge leads to.
    pub(crate) folded: Option<String>,
    /// What to ask of the code field.
    pub(crate) code: Option<String>,
    /// In how many documents the word occurs, roughly: in any form, not counting its family.
    pub(crate) documents: usize,
}

impl Matches {
    /// Leaves out other words of the family.
    pub(crate) fn drop_family(&mut self) {
        self.roots.clear();
        self.forms.retain(|found| found.layer != MetLayer::Root);
    }

    /// Whether the index has the word in some form.
    pub(crate) fn is_known(&self) -> bool {
        self.documents > 0
    }
}

type Keys = SmallVec<[u32; 8]>;

/// Finds what a word meets.
pub(crate) fn word(word: &QueryWord, tables: &Tables, layers: &Layers) -> Matches {
    let lexicon = &tables.lexicon;
    let folded = lexicon.find(&word.folded);
    let alike = folded.map_or(&[][..], |key| lexicon.by_folded(key));
    let readings = Lang::ALL.map(|lang| Reading::new(word, lang, alike, lexicon, layers));
    let seen = Seen {
        surface: lexicon.find(&word.surface),
        folded,
        plain: word.is_plain(),
        readings,
    };
    seen.matches(word, alike, lexicon, layers)
}

/// A word as one language reads it, in numbers of the lexicon.
struct Reading {
    stems: Keys,
    first_stem: Option<u32>,
    bridges: Keys,
    roots: Keys,
    /// Below 1 where the word is plainly of the other language.
    factor: f32,
}

impl Reading {
    fn new(
        word: &QueryWord,
        lang: Lang,
        alike: &[u32],
        lexicon: &Lexicon,
        layers: &Layers,
    ) -> Self {
        let keys = word.in_language(lang);
        let known = |keys: &[String]| {
            let numbers = keys
                .iter()
                .filter_map(|key| lexicon.find(&tagged(key, lang)));
            numbers.take(WORD_KEYS).collect::<Keys>()
        };
        let mut folded = String::new();
        let mut roots = Keys::new();
        for root in &keys.root {
            folded.clear();
            fold_word(&tagged(root, lang), &mut folded);
            roots.extend(lexicon.find(&folded));
        }
        let occurs_in = |lang| {
            let languages = alike.iter().filter_map(|&form| {
                lexicon
                    .bridges(form)
                    .first()
                    .map(|&key| language_of(lexicon.text(key)))
            });
            languages.flatten().any(|other| other == lang)
        };
        let other = if lang == Lang::Lv { Lang::En } else { Lang::Lv };
        let foreign = match (occurs_in(lang), occurs_in(other)) {
            (false, true) => true,
            (false, false) => is_farther(word, lang, other, lexicon),
            _ => false,
        };
        let latvian_letters = !word.is_plain() && lang == Lang::En;
        Self {
            stems: known(&keys.stem),
            first_stem: keys
                .stem
                .first()
                .and_then(|key| lexicon.find(&tagged(key, lang))),
            bridges: known(&keys.bridge),
            roots,
            factor: if foreign || latvian_letters {
                layers.other_language
            } else {
                1.0
            },
        }
    }
}

/// Whether a word that the index has in neither language as typed is nearer to one of the other language: *transformators*
/// is a form of *transformatori*, and only to an English stemmer one of *transformer*.
fn is_farther(word: &QueryWord, lang: Lang, other: Lang, lexicon: &Lexicon) -> bool {
    let known = |lang: Lang| {
        let key = word.in_language(lang).bridge.first()?;
        lexicon
            .find(&tagged(key, lang))
            .map(|_| key.chars().count())
    };
    matches!((known(lang), known(other)), (Some(own), Some(theirs)) if own + 1 < theirs)
}

/// A word's keys as numbers of the lexicon.
struct Seen {
    surface: Option<u32>,
    folded: Option<u32>,
    plain: bool,
    readings: [Reading; 2],
}

impl Seen {
    fn matches(
        &self,
        word: &QueryWord,
        alike: &[u32],
        lexicon: &Lexicon,
        layers: &Layers,
    ) -> Matches {
        let mut forms: Vec<u32> = Vec::with_capacity(32);
        let bridges = || {
            self.readings
                .iter()
                .flat_map(|reading| &reading.bridges)
                .copied()
        };
        for key in bridges() {
            forms.extend(lexicon.by_bridge(key));
        }
        let bridged = forms.len();
        for &form in alike {
            if !forms
                .get(..bridged)
                .is_some_and(|forms| forms.contains(&form))
            {
                forms.push(form);
            }
        }
        let unbridged = forms.len() > bridged;
        forms.sort_unstable();
        forms.dedup();
        let documents = forms
            .iter()
            .map(|&form| lexicon.frequency(form) as usize)
            .sum();
        let mut found: Vec<FormMatch> = forms
            .iter()
            .map(|&form| self.nearest(form, lexicon, layers))
            .collect();
        for reading in &self.readings {
            for &root in &reading.roots {
                let kin = lexicon
                    .by_root(root)
                    .iter()
                    .filter(|form| forms.binary_search(form).is_err());
                found.extend(kin.map(|&form| FormMatch {
                    form,
                    weight: layers.root * reading.factor,
                    layer: MetLayer::Root,
                }));
            }
        }
        found.sort_by(|a, b| a.form.cmp(&b.form).then(b.weight.total_cmp(&a.weight)));
        found.dedup_by_key(|found| found.form);
        let roots = self
            .readings
            .iter()
            .flat_map(|reading| &reading.roots)
            .copied();
        let texts = |keys: &mut dyn Iterator<Item = u32>| {
            keys.map(|key| lexicon.text(key).to_owned()).collect()
        };
        Matches {
            forms: found,
            bridges: texts(&mut bridges().filter(|&key| !lexicon.by_bridge(key).is_empty())),
            roots: texts(&mut roots.filter(|&key| !lexicon.by_root(key).is_empty())),
            folded: unbridged.then(|| word.folded.clone()),
            code: (word.kind != TokenKind::Word).then(|| word.folded.clone()),
            documents,
        }
    }

    /// The nearest layer through which the word meets a form that shares a key with it.
    fn nearest(&self, form: u32, lexicon: &Lexicon, layers: &Layers) -> FormMatch {
        let met = |layer, weight| FormMatch {
            form,
            weight,
            layer,
        };
        if Some(lexicon.surface_key(form)) == self.surface {
            return met(MetLayer::Surface, layers.surface);
        }
        let alike = Some(lexicon.folded_key(form)) == self.folded;
        if alike && self.plain {
            return met(MetLayer::Folded, layers.folded);
        }
        if let Some(weight) = self.by_stem(lexicon.stems(form), layers) {
            return met(MetLayer::Stem, weight);
        }
        let marks = if self.plain {
            1.0
        } else {
            layers.other_diacritics
        };
        if alike {
            return met(MetLayer::Folded, layers.folded * marks);
        }
        let keys = lexicon.bridges(form);
        let shared = self
            .readings
            .iter()
            .filter(|reading| keys.iter().any(|key| reading.bridges.contains(key)));
        let weights = shared.map(|reading| {
            let likely = keys
                .first()
                .is_some_and(|first| reading.bridges.contains(first));
            reading.factor * if likely { 1.0 } else { layers.second_reading }
        });
        met(
            MetLayer::Bridge,
            layers.bridge * marks * weights.fold(0.0, f32::max),
        )
    }

    /// The weight of a stem in common; none without one.
    fn by_stem(&self, stems: &[u32], layers: &Layers) -> Option<f32> {
        let shared = self
            .readings
            .iter()
            .filter(|reading| stems.iter().any(|key| reading.stems.contains(key)));
        let weights = shared.map(|reading| {
            let likely = stems.first().copied() == reading.first_stem;
            layers.stem * reading.factor * if likely { 1.0 } else { layers.second_reading }
        });
        weights.max_by(f32::total_cmp)
    }
}

/// Finds what a code reading meets: the same reading in names, texts and codes.
pub(crate) fn code(reading: &str, tables: &Tables, layers: &Layers) -> Matches {
    let lexicon = &tables.lexicon;
    let forms: Vec<u32> = lexicon
        .find(reading)
        .map_or(Vec::new(), |key| lexicon.by_folded(key).to_vec());
    Matches {
        documents: forms
            .iter()
            .map(|&form| lexicon.frequency(form) as usize)
            .sum(),
        forms: forms
            .iter()
            .map(|&form| FormMatch {
                form,
                weight: layers.surface,
                layer: MetLayer::Surface,
            })
            .collect(),
        code: Some(reading.to_owned()),
        ..Matches::default()
    }
}
