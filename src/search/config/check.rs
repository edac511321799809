//! Reads the file and says in which line it is wrong.

use toml::Table;

use super::{BUILTIN, SearchConfig};
use crate::model::Kind;

/// What is wrong with a configuration.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ConfigError {
    /// It is no TOML, or names something that there is not.
    #[error("search.toml, line {line}: {message}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A number outside its range.
    #[error("search.toml, line {line}: {name} is {value}, it must be from {low} to {high}")]
    Range {
        /// Line, from 1.
        line: usize,
        /// Section and name.
        name: String,
        /// The number given.
        value: f64,
        /// The smallest allowed.
        low: f64,
        /// The largest allowed.
        high: f64,
    },
}

/// What the numbers of a section may be.
fn range(section: &str, name: &str) -> (f64, f64) {
    match (section, name) {
        ("breadth", "few" | "page") => (0.0, 1_000.0),
        ("engine", _) => (0.0, 100.0),
        ("kinds", _) => (-1.0, 1.0),
        ("bonuses", "completeness") => (0.0, 5.0),
        _ => (0.0, 1.0),
    }
}

pub(super) fn parse(text: &str) -> Result<SearchConfig, ConfigError> {
    let syntax = |error: &toml::de::Error| ConfigError::Syntax {
        line: error.span().map_or(1, |span| line_of(text, span.start)),
        message: error.message().to_owned(),
    };
    let given: Table = toml::from_str(text).map_err(|error| syntax(&error))?;
    let mut whole: Table = toml::from_str(BUILTIN).map_err(|error| syntax(&error))?;
    for (section, values) in &given {
        let Some(values) = values.as_table() else {
            return Err(at(text, section, section, "a section was expected"));
        };
        if section == "kinds" {
            whole.insert(section.clone(), values.clone().into());
            continue;
        }
        let Some(known) = whole.get_mut(section).and_then(toml::Value::as_table_mut) else {
            return Err(at(text, section, section, "there is no such section"));
        };
        for (name, value) in values {
            if !known.contains_key(name) {
                return Err(at(text, section, name, "there is no such weight"));
            }
            known.insert(name.clone(), value.clone());
        }
    }
    check(text, &whole)?;
    whole
        .try_into()
        .map_err(|error: toml::de::Error| syntax(&error))
}

fn check(text: &str, whole: &Table) -> Result<(), ConfigError> {
    for (section, values) in whole {
        for (name, value) in values.as_table().into_iter().flatten() {
            if section == "kinds" && Kind::from_code(name).is_none() {
                return Err(at(text, section, name, "there is no such kind of record"));
            }
            let Some(number) = value
                .as_float()
                .or_else(|| value.as_integer().map(|number| number as f64))
            else {
                return Err(at(text, section, name, "a number was expected"));
            };
            let (low, high) = range(section, name);
            if !(low..=high).contains(&number) {
                let line = find_line(text, section, name);
                return Err(ConfigError::Range {
                    line,
                    name: format!("{section}.{name}"),
                    value: number,
                    low,
                    high,
                });
            }
        }
    }
    Ok(())
}

fn at(text: &str, section: &str, name: &str, message: &str) -> ConfigError {
    ConfigError::Syntax {
        line: find_line(text, section, name),
        message: format!("{name}: {message}"),
    }
}

/// The line of a name in its section.
fn find_line(text: &str, section: &str, name: &str) -> usize {
    let header = format!("[{section}]");
    let mut inside = false;
    let mut last = 1;
    for (line, content) in (1..).zip(text.lines()) {
        let content = content.trim();
        if content.starts_with('[') {
            inside = content.starts_with(&header);
            last = if inside { line } else { last };
        }
        if inside && content.split(['=', ' ', '.']).next() == Some(name) {
            return line;
        }
    }
    last
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()
        .iter()
        .take(at)
        .filter(|byte| **byte == b'\n')
        .count()
        + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_is_valid() {
        let config = parse(BUILTIN).unwrap();
        assert!(config.layers.surface > config.layers.root);
        assert!(config.places.name > config.places.text);
    }

    #[test]
    fn a_users_file_changes_only_what_it_names() {
        let config = parse("[layers]\nroot = 0.1\n").unwrap();
        assert_eq!(config.layers.root, 0.1);
        assert_eq!(
            config.layers.surface,
            SearchConfig::default().layers.surface
        );
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let message = |text: &str| parse(text).unwrap_err().to_string();
        assert_eq!(
            message("# a\n[layers]\nroot = 7\n"),
            "search.toml, line 3: layers.root is 7, it must be from 0 to 1"
        );
        assert_eq!(
            message("[layers]\nrooot = 0.5\n"),
            "search.toml, line 2: rooot: there is no such weight"
        );
        assert_eq!(
            message("[kinds]\nskills = 0.1\n"),
            "search.toml, line 2: skills: there is no such kind of record"
        );
        assert_eq!(
            message("[layers]\nroot = 'x'\n"),
            "search.toml, line 2: root: a number was expected"
        );
        assert!(message("\n[layers\n").starts_with("search.toml, line 2:"));
        assert!(message("[weights]\na = 1\n").contains("there is no such section"));
    }
}
