//! Weights and calibration: `index-config/linking.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::feature::{Feature, Features};
use super::words::Meeting;
use crate::model::Kind;

/// The configuration as it is shipped.
pub const BUILTIN: &str = include_str!("../../index-config/linking.toml");

/// What stands above the numbers in the file.
const HEADER: &str = "\
# Saistīšanas svari: kas runā par un pret to, ka divi apraksti nozīmē vienu un to pašu
#
# Svarus un ticamības līknes māca `prasme linking tune` no cilvēku vērtētiem pāriem; docs/linking.md stāsta, ko nozīmē katra
# pazīme. Ko te nav, tas neko nesver.
# [meeting]: cik vērta ir vārdu satikšanās atkarībā no ceļa, no 0 līdz 1. [search]: cik ierakstu salīdzina pilnībā, no kādas
# starpības kandidāti ir neizšķirami un kad ieraksts ir par vispārīgu. [relation]: no kādām daļām ieteic attiecību.
# [profile.*]: svari un ticamība ([vērtējums, ticamība], abi augoši) katram pāru veidam.

";

/// What is wrong with `linking.toml`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkingConfigError {
    /// It is no TOML, or lacks a field, or has one too many.
    #[error("linking.toml: {0}")]
    Syntax(String),
    /// A weight has the name of no feature.
    #[error("linking.toml: [profile.{profile}.weights] names {name:?}, which is no feature; there are {}", Feature::ALL.iter().map(|f| f.code()).collect::<Vec<_>>().join(", "))]
    UnknownFeature {
        /// The profile.
        profile: String,
        /// The name.
        name: String,
    },
    /// A number is outside its range.
    #[error("linking.toml: {name} is {value}, but must be {right}")]
    Range {
        /// The field.
        name: String,
        /// What it is.
        value: String,
        /// What it must be.
        right: &'static str,
    },
    /// A profile is missing.
    #[error("linking.toml: there is no [profile.{0}]")]
    NoProfile(&'static str),
}

/// Which weights a pair is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProfileName {
    /// Requirements, outcomes, exam items and skills with each other.
    Skill,
    /// Anything with a competence of a framework such as DigComp.
    Competence,
    /// Materials with anything.
    Material,
    /// Titles of occupations.
    Occupation,
    /// Titles of occupations with groups of occupations, which answer where no occupation does.
    OccupationGroup,
}

impl ProfileName {
    /// All profiles.
    pub const ALL: [Self; 5] = [
        Self::Skill,
        Self::Competence,
        Self::Material,
        Self::Occupation,
        Self::OccupationGroup,
    ];

    /// The name in the configuration.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Skill => "skill",
            Self::Competence => "competence",
            Self::Material => "material",
            Self::Occupation => "occupation",
            Self::OccupationGroup => "occupation_group",
        }
    }

    /// The profile of a pair of kinds.
    pub const fn of(said: Option<Kind>, found: Option<Kind>) -> Self {
        match (said, found) {
            (_, Some(Kind::Occupation)) => Self::Occupation,
            (_, Some(Kind::OccupationGroup)) => Self::OccupationGroup,
            (Some(Kind::Material), _) | (_, Some(Kind::Material)) => Self::Material,
            (_, Some(Kind::Competence | Kind::CompetenceStatement | Kind::CompetenceArea)) => {
                Self::Competence
            }
            _ => Self::Skill,
        }
    }
}

/// How much a meeting counts by its way, 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingWeights {
    /// The same word.
    pub surface: f32,
    /// The same without diacritics.
    pub folded: f32,
    /// Another form of the same word.
    pub stem: f32,
    /// A word of the same family.
    pub root: f32,
    /// A part of a compound.
    pub compound: f32,
    /// The factor of the vocabulary's own weight.
    pub synonym: f32,
    /// The factor of the likeness of letters.
    pub letters: f32,
    /// The factor of the association.
    pub association: f32,
    /// Likeness of letters below this is chance.
    pub letters_least: f32,
    /// Words that look alike, at most.
    pub letters_most: usize,
}

impl MeetingWeights {
    pub(super) fn of(&self, meeting: Meeting) -> f32 {
        match meeting {
            Meeting::Surface => self.surface,
            Meeting::Folded => self.folded,
            Meeting::Stem => self.stem,
            Meeting::Root => self.root,
            Meeting::Compound => self.compound,
            Meeting::Synonym => self.synonym,
            Meeting::Letters => self.letters,
            Meeting::Association => self.association,
        }
    }
}

/// How candidates are found and shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// Records that are compared in full, at most.
    pub compared: usize,
    /// The same for titles of occupations, which are short and meet many.
    pub compared_titles: usize,
    /// Candidates whose scores differ by less are tied.
    pub tie: f32,
    /// A record whose best name weighs less than this share of the statement is too general.
    pub too_general: f32,
}

/// From which shares of words on a relation is proposed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relations {
    /// Both directions at least this: exact.
    pub exact: f32,
    /// Both directions at least this: close.
    pub close: f32,
    /// One direction at least this while the other falls short of `close`: broad or narrow.
    pub whole: f32,
}

/// The weights of one profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// What every pair starts from.
    pub base: f32,
    /// Weights by feature; what is not named weighs nothing.
    pub weights: BTreeMap<String, f32>,
    /// Calibration: confidence at certain scores, both ascending; straight lines between them.
    pub confidence: Vec<[f32; 2]>,
    #[serde(skip)]
    row: Features,
}

impl Profile {
    /// The weight of a feature.
    pub fn weight(&self, feature: Feature) -> f32 {
        self.row[feature]
    }

    /// Replaces all weights.
    pub fn set_weights(&mut self, base: f32, row: Features) {
        self.base = base;
        self.row = row;
        let named = Feature::ALL.iter().filter(|f| row[**f] != 0.0);
        self.weights = named.map(|f| (f.code().to_owned(), row[*f])).collect();
    }

    /// The score of a pair.
    pub fn score(&self, features: &Features) -> f32 {
        let products = self.row.0.iter().zip(&features.0).map(|(w, f)| w * f);
        self.base + products.sum::<f32>()
    }

    /// How likely a careful person would accept a pair with this score, 0 to 0.99: a few hundred judged pairs cannot teach that
    /// anything is certain.
    pub fn confidence(&self, score: f32) -> f32 {
        self.on_curve(score).min(SUREST)
    }

    fn on_curve(&self, score: f32) -> f32 {
        let after = self.confidence.partition_point(|knot| knot[0] <= score);
        let before = after.checked_sub(1).and_then(|at| self.confidence.get(at));
        match (before, self.confidence.get(after)) {
            (Some(low), Some(high)) => {
                let way = (score - low[0]) / (high[0] - low[0]).max(f32::MIN_POSITIVE);
                low[1] + way * (high[1] - low[1])
            }
            (Some(last), None) => last[1],
            (None, Some(first)) => first[1],
            (None, None) => 0.0,
        }
    }
}

/// The highest confidence that is ever said.
const SUREST: f32 = 0.99;

/// `linking.toml`, checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkingConfig {
    /// How much a meeting counts by its way.
    pub meeting: MeetingWeights,
    /// How candidates are found and shown.
    pub search: Search,
    /// From which shares of words on a relation is proposed.
    pub relation: Relations,
    /// Weights by profile.
    pub profile: BTreeMap<String, Profile>,
}

impl LinkingConfig {
    /// Reads and checks the configuration.
    ///
    /// # Errors
    /// [`LinkingConfigError`] with the field that is wrong and what would be right.
    pub fn parse(text: &str) -> Result<Self, LinkingConfigError> {
        let mut config: Self =
            toml::from_str(text).map_err(|e| LinkingConfigError::Syntax(e.to_string()))?;
        for (name, profile) in &mut config.profile {
            for (code, weight) in &profile.weights {
                let feature =
                    Feature::from_code(code).ok_or_else(|| LinkingConfigError::UnknownFeature {
                        profile: name.clone(),
                        name: code.clone(),
                    })?;
                finite(&format!("profile.{name}.weights.{code}"), *weight)?;
                profile.row[feature] = *weight;
            }
            finite(&format!("profile.{name}.base"), profile.base)?;
            knots(name, &profile.confidence)?;
        }
        for profile in ProfileName::ALL {
            if !config.profile.contains_key(profile.code()) {
                return Err(LinkingConfigError::NoProfile(profile.code()));
            }
        }
        config.check()?;
        Ok(config)
    }

    /// The configuration as a file, with its comments.
    pub fn to_toml(&self) -> String {
        let mut text = HEADER.to_owned();
        let body = toml::to_string(self).unwrap_or_default();
        text.push_str(&body);
        text
    }

    /// Replaces the weights of a profile.
    pub fn set_weights(&mut self, name: ProfileName, base: f32, row: Features) {
        if let Some(profile) = self.profile.get_mut(name.code()) {
            profile.set_weights(base, row);
        }
    }

    /// Replaces the calibration of a profile: scores and confidences, both ascending.
    pub fn set_confidence(&mut self, name: ProfileName, knots: Vec<[f32; 2]>) {
        if let Some(profile) = self.profile.get_mut(name.code()) {
            profile.confidence = knots;
        }
    }

    /// The weights of a pair.
    pub(super) fn profile(&self, name: ProfileName) -> Option<&Profile> {
        self.profile.get(name.code())
    }

    fn check(&self) -> Result<(), LinkingConfigError> {
        let m = &self.meeting;
        let r = &self.relation;
        let shares = [
            ("meeting.surface", m.surface),
            ("meeting.folded", m.folded),
            ("meeting.stem", m.stem),
            ("meeting.root", m.root),
            ("meeting.compound", m.compound),
            ("meeting.synonym", m.synonym),
            ("meeting.letters", m.letters),
            ("meeting.association", m.association),
            ("meeting.letters_least", m.letters_least),
            ("search.too_general", self.search.too_general),
            ("relation.exact", r.exact),
            ("relation.close", r.close),
            ("relation.whole", r.whole),
        ];
        for (name, value) in shares {
            if !(0.0..=1.0).contains(&value) {
                return Err(range(name, value, "from 0 to 1"));
            }
        }
        if !(1..=2_000).contains(&self.search.compared) {
            return Err(range(
                "search.compared",
                self.search.compared,
                "from 1 to 2000",
            ));
        }
        if !(1..=2_000).contains(&self.search.compared_titles) {
            return Err(range(
                "search.compared_titles",
                self.search.compared_titles,
                "from 1 to 2000",
            ));
        }
        if m.letters_most > 500 {
            return Err(range("meeting.letters_most", m.letters_most, "at most 500"));
        }
        finite("search.tie", self.search.tie)
    }
}

impl Default for LinkingConfig {
    /// The configuration as it is shipped.
    fn default() -> Self {
        // The text is part of the program, and a test parses it.
        Self::parse(BUILTIN).expect("the built-in linking.toml is valid")
    }
}

fn range(name: &str, value: impl ToString, right: &'static str) -> LinkingConfigError {
    LinkingConfigError::Range {
        name: name.to_owned(),
        value: value.to_string(),
        right,
    }
}

fn finite(name: &str, value: f32) -> Result<(), LinkingConfigError> {
    if value.is_finite() {
        return Ok(());
    }
    Err(range(name, value, "a finite number"))
}

fn knots(profile: &str, knots: &[[f32; 2]]) -> Result<(), LinkingConfigError> {
    let name = || format!("profile.{profile}.confidence");
    let inside = knots
        .iter()
        .all(|k| k[0].is_finite() && (0.0..=1.0).contains(&k[1]));
    let ascending = knots.windows(2).all(|two| match two {
        [a, b] => a[0] < b[0] && a[1] <= b[1],
        _ => true,
    });
    if inside && ascending && !knots.is_empty() {
        return Ok(());
    }
    Err(range(
        &name(),
        format!("{knots:?}"),
        "a list of [score, confidence], both ascending, confidence from 0 to 1",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_configuration_is_valid() {
        LinkingConfig::parse(BUILTIN).unwrap();
    }

    #[test]
    fn what_is_wrong_is_named() {
        let wrong = |from: &str, to: &str| {
            let text = BUILTIN.replacen(from, to, 1);
            assert_ne!(text, BUILTIN, "{from:?} is not in the file");
            LinkingConfig::parse(&text).unwrap_err().to_string()
        };
        assert!(wrong("\nname =", "\nnmae =").contains("nmae"));
        assert!(wrong("[profile.material]", "[profile.stuff]").contains("material"));
        assert!(wrong("surface = 1.0", "surface = 1.5").contains("meeting.surface is 1.5"));
        assert!(wrong("\n[search]", "\n[serach]").contains("serach"));
        assert!(wrong("surface = 1.0", "surface = nan").contains("meeting.surface"));
    }

    #[test]
    fn the_written_file_reads_back_the_same() {
        let config = LinkingConfig::default();
        assert_eq!(LinkingConfig::parse(&config.to_toml()).unwrap(), config);
    }

    #[test]
    fn confidence_follows_straight_lines_between_its_knots() {
        let text = BUILTIN;
        let mut profile = LinkingConfig::parse(text).unwrap().profile["skill"].clone();
        profile.confidence = vec![[0.0, 0.1], [2.0, 0.9]];
        assert_eq!(profile.confidence(-5.0), 0.1);
        assert!((profile.confidence(1.0) - 0.5).abs() < 1e-6);
        assert_eq!(profile.confidence(9.0), 0.9);
        profile.confidence = vec![[0.0, 0.1], [2.0, 1.0]];
        assert_eq!(profile.confidence(9.0), 0.99, "nothing is certain");
    }

    #[test]
    fn every_pair_has_a_profile() {
        assert_eq!(
            ProfileName::of(None, Some(Kind::Occupation)),
            ProfileName::Occupation
        );
        assert_eq!(
            ProfileName::of(Some(Kind::Material), Some(Kind::Module)),
            ProfileName::Material
        );
        assert_eq!(
            ProfileName::of(None, Some(Kind::Competence)),
            ProfileName::Competence
        );
        assert_eq!(ProfileName::of(None, None), ProfileName::Skill);
    }
}
