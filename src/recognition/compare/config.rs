//! The numbers and words of the comparison, from `index-config/recognition.toml`.

use serde::{Deserialize, Serialize};

use super::cues::Cues;

/// The list that the program is built with.
const BUILT_IN: &str = include_str!("../../../index-config/recognition.toml");

/// What is wrong with `recognition.toml`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CompareConfigError {
    /// It cannot be read.
    #[error("recognition.toml: {0}")]
    Toml(String),
    /// A number outside its range.
    #[error("recognition.toml: {name} is {value}; it must be {right}")]
    Range {
        /// The number, e.g. `rule.recognise`.
        name: &'static str,
        /// Its value.
        value: String,
        /// What would be right.
        right: &'static str,
    },
}

/// How much a word of an outcome counts by the place where it stands.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// What the learner can do.
    pub can: f32,
    /// What the learner knows and understands.
    pub knows: f32,
    /// Topics.
    pub topics: f32,
    /// Descriptions of the levels.
    pub levels: f32,
}

/// How near words meet, 0 to 1.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nearness {
    /// Another form of the same word.
    pub stem: f32,
    /// The same without diacritics.
    pub bridge: f32,
    /// A word of the same family.
    pub root: f32,
    /// The same beginning.
    pub prefix: f32,
}

/// Weights of one decision: a logistic sum.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// What every line starts from.
    pub base: f32,
    /// Share of the outcome's own words that one claim meets.
    pub covered: f32,
    /// Share of the claim that is about the outcome.
    pub about: f32,
    /// Weight of all words met in all places, logarithm.
    pub mass: f32,
    /// Whether no other outcome of the programme meets the claim better.
    pub nearest: f32,
    /// Share of the outcome's own words that all claims meet together.
    pub together: f32,
    /// How certain the matcher of statements is of the best claim.
    pub matcher: f32,
    /// Share of what is met that was only done under supervision.
    pub supervised: f32,
    /// Share of what is met that is denied.
    pub denied: f32,
    /// Whether a school stands behind the best claim.
    pub school: f32,
}

/// When a line gets which status.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// From this confidence on something speaks for the outcome (*daļēji*).
    pub partly: f32,
    /// From this confidence on all of it is reached (*pilnībā*).
    pub fully: f32,
    /// A claim below this score is not shown beside an outcome.
    pub shown: f32,
    /// Share of an outcome's own words from which a denial counts as contradicting.
    pub contradicts: f32,
    /// Most claims shown beside an outcome.
    pub most_claims: usize,
}

/// When a module is proposed for which decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModuleRule {
    /// What a partly reached outcome counts beside a fully reached one, 0 to 1.
    pub partly_counts: f32,
    /// Share of the weighted outcomes from which the module is recognised.
    pub recognise: f32,
    /// Share from which it is recognised once the module's test is passed.
    pub with_test: f32,
    /// Whether every strict outcome must be fully reached to recognise without a test.
    pub strict_all: bool,
}

/// Deadlines.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadlines {
    /// Days before the programme starts by which the application is in.
    pub application_days: u32,
    /// Days before the start by which the commission has decided.
    pub decision_days: u32,
    /// Months in which the decision may be appealed (Administratīvā procesa likums, section 79: one).
    pub appeal_months: u32,
}

/// How long a closed case is kept.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Days after a case was closed.
    pub closed_days: u32,
    /// Days after the last change of a case that was never closed.
    pub idle_days: u32,
}

/// What stands on papers.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnPapers {
    /// The school's name; empty where it is given with the request.
    pub school: String,
}

/// All of `recognition.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompareConfig {
    /// Places.
    pub places: Places,
    /// Nearness.
    pub nearness: Nearness,
    /// Weights for "something speaks for it".
    pub partly: Weights,
    /// Weights for "all of it is reached".
    pub fully: Weights,
    /// Thresholds.
    pub thresholds: Thresholds,
    /// The rule of modules.
    pub rule: ModuleRule,
    /// Deadlines.
    pub deadlines: Deadlines,
    /// Retention.
    pub retention: Retention,
    /// What stands on papers; a file from before this was known has none.
    #[serde(default)]
    pub papers: OnPapers,
    /// Words that take back.
    pub cues: Cues,
}

impl CompareConfig {
    /// Reads and checks the file.
    ///
    /// # Errors
    /// [`CompareConfigError`] with what would be right.
    pub fn parse(text: &str) -> Result<Self, CompareConfigError> {
        let config: Self =
            toml::from_str(text).map_err(|e| CompareConfigError::Toml(e.to_string()))?;
        let t = &config.thresholds;
        let r = &config.rule;
        let shares = [
            ("thresholds.partly", t.partly),
            ("thresholds.fully", t.fully),
            ("thresholds.shown", t.shown),
            ("thresholds.contradicts", t.contradicts),
            ("rule.partly_counts", r.partly_counts),
            ("rule.recognise", r.recognise),
            ("rule.with_test", r.with_test),
        ];
        let range =
            |name, value: String, right| Err(CompareConfigError::Range { name, value, right });
        for (name, value) in shares {
            if !(0.0..=1.0).contains(&value) {
                return range(name, value.to_string(), "from 0 to 1");
            }
        }
        if r.with_test > r.recognise {
            return range(
                "rule.with_test",
                r.with_test.to_string(),
                "no larger than rule.recognise",
            );
        }
        if t.most_claims == 0 {
            return range("thresholds.most_claims", "0".into(), "at least 1");
        }
        Ok(config)
    }

    /// The one that the program is built with.
    pub fn built_in() -> Self {
        // A test holds that it can be read.
        Self::parse(BUILT_IN).unwrap_or_else(|e| unreachable!("the built-in recognition.toml: {e}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_is_valid() {
        assert!(CompareConfig::parse(BUILT_IN).is_ok());
    }

    #[test]
    fn a_wrong_number_is_named_with_what_would_be_right() {
        let text = BUILT_IN.replace("recognise = ", "recognise = 2 # ");
        let error = CompareConfig::parse(&text).unwrap_err().to_string();
        assert!(
            error.contains("rule.recognise is 2") && error.contains("from 0 to 1"),
            "{error}"
        );
        let error = CompareConfig::parse(&text.replace("[rule]", "[rules]")).unwrap_err();
        assert!(matches!(error, CompareConfigError::Toml(_)));
    }
}
