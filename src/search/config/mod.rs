//! The weights of searching, from `index-config/search.toml`.

mod check;

use serde::Deserialize;

use crate::model::Kind;

pub use check::ConfigError;

/// The file as it is shipped; what a user's own file leaves out is as here.
pub const BUILTIN: &str = include_str!("../../../index-config/search.toml");

/// All weights. A layer's or place's weight says how much a word met there counts beside one met in the best way.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchConfig {
    /// By how near the word met is to the one typed.
    pub layers: Layers,
    /// By the text in which it was met.
    pub places: Places,
    /// By what was looked for in place of the typed word.
    pub origins: Origins,
    /// What the whole of a name adds.
    pub bonuses: Bonuses,
    /// When fewer words will do, and when to look for corrections.
    pub breadth: BreadthConfig,
    /// What a kind of record adds, by its code.
    #[serde(default)]
    pub kinds: std::collections::BTreeMap<String, f32>,
    /// How the engine finds candidates.
    pub engine: EngineWeights,
}

/// Weights of the layers.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layers {
    /// As typed.
    pub surface: f32,
    /// Without diacritics, when they were not typed.
    pub folded: f32,
    /// Another inflection.
    pub stem: f32,
    /// Another inflection, without diacritics.
    pub bridge: f32,
    /// Another word of the family.
    pub root: f32,
    /// Factor when only a less likely reading of either word meets.
    pub second_reading: f32,
    /// Factor when the word is read in the one language and the index has it in the other only.
    pub other_language: f32,
    /// Factor when the word was typed with diacritics and the one met differs in them.
    pub other_diacritics: f32,
}

/// Weights of the texts of a record.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// A preferred name.
    pub name: f32,
    /// An alternative name.
    pub alternative: f32,
    /// A hidden name.
    pub hidden: f32,
    /// The code.
    pub code: f32,
    /// A description, definition, goal or another text.
    pub text: f32,
    /// What records of its kind are called.
    pub kind: f32,
    /// The name of a record above it.
    pub above: f32,
}

/// Weights of what was looked for in place of a typed word.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origins {
    /// Factor on the weight of a synonym in its file.
    pub synonym: f32,
    /// Factor on the weight of an abbreviation in its file.
    pub abbreviation: f32,
    /// A compound taken apart or put together.
    pub compound: f32,
    /// A correction of a word that the index does not have.
    pub correction: f32,
    /// A correction of a word that the index does have.
    pub correction_of_known: f32,
    /// Factor on words that stand in other texts of a record than most of the query.
    pub scattered: f32,
    /// What each unit of a correction's distance takes off.
    pub per_edit: f32,
}

/// What the whole adds to the sum of the words, which is 1 when every word is met in the best way.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bonuses {
    /// A name that holds nothing but the query's words.
    pub coverage: f32,
    /// All words next to each other in the order typed.
    pub order: f32,
    /// A name exactly as typed.
    pub exact: f32,
    /// How fast a hit falls that lacks some of the words: its words count (share of the words that it has) to this power.
    pub completeness: f32,
    /// Part of the score of the record above a hit, if that is a hit, too.
    pub parent: f32,
    /// Part of the score of the best hit right below a hit.
    pub children: f32,
}

/// When a query is widened.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreadthConfig {
    /// With fewer hits than this, known words are corrected, too.
    pub few: usize,
    /// With fewer hits than this, fewer words will do; those that have them all still come first.
    pub page: usize,
    /// The share of the words that will do then; with as few hits again any one word.
    pub most: f32,
    /// How much a stop word counts beside another word.
    pub stop_word: f32,
}

/// Boosts of the engine's fields for finding candidates; the order among the best is settled by the other weights.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EngineWeights {
    /// Names.
    pub name: f32,
    /// Longer texts.
    pub body: f32,
    /// Names of records above.
    pub above: f32,
    /// Word families.
    pub root: f32,
    /// Codes.
    pub code: f32,
    /// A name of just these words.
    pub whole: f32,
    /// Factor on second readings.
    pub second_reading: f32,
    /// What the other fields add to the best one.
    pub tie: f32,
}

impl Default for SearchConfig {
    fn default() -> Self {
        // A test keeps the shipped file valid.
        Self::parse(BUILTIN).unwrap_or_else(|_| Self::NEUTRAL.clone())
    }
}

impl SearchConfig {
    /// What would be used if the shipped file were broken: everything weighs the same.
    const NEUTRAL: Self = Self {
        layers: Layers {
            surface: 1.0,
            folded: 1.0,
            stem: 1.0,
            bridge: 1.0,
            root: 1.0,
            second_reading: 1.0,
            other_language: 1.0,
            other_diacritics: 1.0,
        },
        places: Places {
            name: 1.0,
            alternative: 1.0,
            hidden: 1.0,
            code: 1.0,
            text: 1.0,
            kind: 1.0,
            above: 1.0,
        },
        origins: Origins {
            synonym: 1.0,
            abbreviation: 1.0,
            compound: 1.0,
            correction: 1.0,
            correction_of_known: 1.0,
            scattered: 1.0,
            per_edit: 0.1,
        },
        bonuses: Bonuses {
            coverage: 0.5,
            order: 0.1,
            exact: 0.1,
            completeness: 0.5,
            parent: 0.0,
            children: 0.0,
        },
        breadth: BreadthConfig {
            few: 3,
            page: 10,
            most: 0.6,
            stop_word: 0.1,
        },
        kinds: std::collections::BTreeMap::new(),
        engine: EngineWeights {
            name: 1.0,
            body: 1.0,
            above: 1.0,
            root: 1.0,
            code: 1.0,
            whole: 1.0,
            second_reading: 1.0,
            tie: 0.0,
        },
    };

    /// Reads and checks a configuration; what it leaves out is as shipped.
    ///
    /// # Errors
    /// [`ConfigError`] with the line, when it is no TOML, has an unknown name or a weight outside its range.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        check::parse(text)
    }

    /// What a kind adds.
    pub fn kind(&self, kind: Kind) -> f32 {
        self.kinds.get(kind.code()).copied().unwrap_or(0.0)
    }
}
