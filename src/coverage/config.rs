//! The numbers of the rule, from `index-config/coverage.toml`.

use serde::Deserialize;
use toml::Table;

/// The file as it is shipped; what a user's own file leaves out is as here.
pub const BUILTIN: &str = include_str!("../../index-config/coverage.toml");

/// What is wrong with a configuration.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("coverage.toml, line {line}: {message}")]
pub struct ConfigError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// All numbers of the rule.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverageConfig {
    /// From which share of the words a value is reached.
    pub thresholds: Thresholds,
    /// Worth of a word by where it was met.
    pub places: Places,
    /// Worth of a word by how it was met.
    pub words: Words,
    /// From which confidence an undecided proposal counts.
    pub proposals: Proposals,
    /// Matrices against frameworks.
    pub frameworks: Frameworks,
    /// Materials.
    pub materials: Materials,
    /// Versions.
    pub versions: Versions,
    /// Lists of words.
    pub lists: Lists,
}

/// From which share of a requirement's words a value is reached; 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Pilnībā.
    pub full: f32,
    /// Daļēji.
    pub partial: f32,
    /// Tikai pieminēts.
    pub mentioned: f32,
    /// Nearly all is met: the most telling word may be missing.
    pub whole: f32,
    /// What texts of the required depth must meet alone.
    pub deep: f32,
    /// Weight of the best single outcome beside all of them together.
    pub single: f32,
    /// Two statements are about the same.
    pub related: f32,
}

/// Worth of a word by the place where it was met; 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// The statement itself ("spēj").
    pub name: f32,
    /// "Zina".
    pub knows: f32,
    /// "Izprot".
    pub understands: f32,
    /// A topic.
    pub topic: f32,
    /// The description of the middle level.
    pub moderate: f32,
    /// The description of the optimal level.
    pub optimal: f32,
    /// A description of another record.
    pub description: f32,
}

/// Worth of a word by how it was met; 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Another inflection.
    pub stem: f32,
    /// Another word of the family.
    pub root: f32,
    /// A compound that holds the word asked for.
    pub part: f32,
    /// A part of the compound asked for.
    pub part_of: f32,
    /// Letters that are alike, times their likeness.
    pub letters: f32,
    /// The likeness from which letters count.
    pub letters_from: f32,
    /// Words that say little in this field.
    pub generic: f32,
}

/// From which confidence an undecided proposal counts; 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposals {
    /// Pilnībā.
    pub full: f32,
    /// Daļēji.
    pub partial: f32,
    /// Tikai pieminēts.
    pub mentioned: f32,
}

/// Numbers for matrices against frameworks, where the best single outcome counts; 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frameworks {
    /// Share of the concept's words: pilnībā.
    pub full: f32,
    /// Share of the concept's words: daļēji.
    pub partial: f32,
    /// Share of the concept's words: tikai pieminēts.
    pub mentioned: f32,
    /// Confidence of a proposal: pilnībā.
    pub proposal_full: f32,
    /// Confidence of a proposal: daļēji.
    pub proposal_partial: f32,
    /// Confidence of a proposal: tikai pieminēts.
    pub proposal_mentioned: f32,
}

/// Numbers for materials; 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Materials {
    /// From this score on a material is offered for an outcome that its list does not name.
    pub offered: f32,
}

/// Numbers for comparing versions; 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Versions {
    /// The likeness from which two requirements are the same one, reworded.
    pub same: f32,
}

/// Lists of words, in any inflection.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lists {
    /// Words of safety and law.
    pub strict: Vec<String>,
    /// Words that say little in this field.
    pub generic: Vec<String>,
}

impl Default for CoverageConfig {
    fn default() -> Self {
        // A test keeps the shipped file valid; were it broken, everything would count the same.
        Self::parse(BUILTIN).unwrap_or_else(|_| Self::neutral())
    }
}

impl CoverageConfig {
    /// Reads and checks a configuration; what it leaves out is as shipped.
    ///
    /// # Errors
    /// [`ConfigError`] with the line, when it is no TOML, names something that there is not, or a number is out of range.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let syntax = |error: &toml::de::Error| ConfigError {
            line: error.span().map_or(1, |span| line_of(text, span.start)),
            message: error.message().to_owned(),
        };
        let given: Table = toml::from_str(text).map_err(|e| syntax(&e))?;
        let mut whole: Table = toml::from_str(BUILTIN).map_err(|e| syntax(&e))?;
        for (section, values) in given {
            let known = whole.get_mut(&section).and_then(toml::Value::as_table_mut);
            let (Some(known), Some(values)) = (known, values.as_table()) else {
                return Err(wrong(text, &section, "there is no such section"));
            };
            for (name, value) in values {
                if !known.contains_key(name) {
                    return Err(wrong(text, name, "there is no such number or list"));
                }
                known.insert(name.clone(), value.clone());
            }
        }
        for (_, values) in &whole {
            for (name, value) in values.as_table().into_iter().flatten() {
                let number = value.as_float().or(value.as_integer().map(|i| i as f64));
                if number.is_some_and(|n| !(0.0..=1.0).contains(&n)) {
                    return Err(wrong(text, name, "it must be from 0 to 1"));
                }
            }
        }
        let config: Self = whole.try_into().map_err(|e| syntax(&e))?;
        config.check(text)?;
        Ok(config)
    }

    fn check(&self, text: &str) -> Result<(), ConfigError> {
        let t = self.thresholds;
        if !(t.mentioned <= t.partial && t.partial <= t.full) {
            return Err(wrong(text, "full", "mentioned ≤ partial ≤ full must hold"));
        }
        let (p, f) = (self.proposals, self.frameworks);
        let rising = [
            [p.mentioned, p.partial, p.full],
            [f.mentioned, f.partial, f.full],
            [f.proposal_mentioned, f.proposal_partial, f.proposal_full],
        ];
        if !rising.iter().all(|n| n.is_sorted()) {
            return Err(wrong(text, "full", "mentioned ≤ partial ≤ full must hold"));
        }
        Ok(())
    }

    fn neutral() -> Self {
        Self {
            thresholds: Thresholds {
                full: 0.5,
                partial: 0.4,
                mentioned: 0.3,
                whole: 0.6,
                deep: 0.2,
                single: 0.5,
                related: 0.4,
            },
            places: Places {
                name: 1.0,
                knows: 1.0,
                understands: 1.0,
                topic: 1.0,
                moderate: 1.0,
                optimal: 1.0,
                description: 1.0,
            },
            words: Words {
                stem: 1.0,
                root: 1.0,
                part: 1.0,
                part_of: 1.0,
                letters: 1.0,
                letters_from: 1.0,
                generic: 1.0,
            },
            proposals: Proposals {
                full: 1.0,
                partial: 1.0,
                mentioned: 1.0,
            },
            frameworks: Frameworks {
                full: 0.9,
                partial: 0.7,
                mentioned: 0.5,
                proposal_full: 0.9,
                proposal_partial: 0.7,
                proposal_mentioned: 0.5,
            },
            materials: Materials { offered: 0.5 },
            versions: Versions { same: 0.5 },
            lists: Lists {
                strict: Vec::new(),
                generic: Vec::new(),
            },
        }
    }
}

fn wrong(text: &str, name: &str, message: &str) -> ConfigError {
    let named = |line: &str| line.split(['=', ' ', '[', ']']).find(|p| !p.is_empty()) == Some(name);
    let line = text.lines().position(named).map_or(1, |n| n + 1);
    ConfigError {
        line,
        message: format!("{name}: {message}"),
    }
}

fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    before.filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_is_valid() {
        let config = CoverageConfig::parse(BUILTIN).unwrap();
        assert!(config.thresholds.full > config.thresholds.mentioned);
        assert!(!config.lists.strict.is_empty());
    }

    #[test]
    fn a_users_file_changes_only_what_it_names() {
        let config = CoverageConfig::parse("[thresholds]\nfull = 0.7\n").unwrap();
        assert_eq!(config.thresholds.full, 0.7);
        assert_eq!(config.places, CoverageConfig::default().places);
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let message = |text: &str| CoverageConfig::parse(text).unwrap_err().to_string();
        assert_eq!(
            message("# a\n[thresholds]\nfull = 7\n"),
            "coverage.toml, line 3: full: it must be from 0 to 1"
        );
        assert_eq!(
            message("[thresholds]\nfulll = 0.5\n"),
            "coverage.toml, line 2: fulll: there is no such number or list"
        );
        assert!(message("[treshold]\nfull = 0.5\n").contains("no such section"));
        assert!(message("[thresholds]\nfull = 0.1\n").contains("partial ≤ full"));
        assert!(message("\n[thresholds\n").starts_with("coverage.toml, line 2:"));
        assert!(message("[thresholds]\nfull = \"x\"\n").contains("coverage.toml"));
    }
}
