//! What a user may set about exports: `export.toml`.

use serde::Deserialize;

use super::iri::DEFAULT_BASE;

/// What a user may set about exports.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExportConfig {
    /// What a record's identifier is added to, to make its URI; ends with `/`, `#` or `:`.
    pub base: String,
    /// URI of the licence of mapping sets.
    pub licence: String,
    /// Who publishes.
    pub publisher: String,
}

/// What is wrong with `export.toml`.
#[derive(Debug, thiserror::Error)]
pub enum ExportConfigError {
    /// It is not TOML, or has a key that is not known.
    #[error("export.toml: {0}")]
    Syntax(#[from] Box<toml::de::Error>),
    /// A value cannot be used.
    #[error("export.toml: `{key}` is {found:?}; {right}")]
    Value {
        /// The key.
        key: &'static str,
        /// Its value.
        found: String,
        /// What would be right.
        right: &'static str,
    },
}

impl Default for ExportConfig {
    fn default() -> Self {
        Self {
            base: DEFAULT_BASE.to_owned(),
            licence: "https://creativecommons.org/licenses/by/4.0/".to_owned(),
            publisher: "Prasme".to_owned(),
        }
    }
}

impl ExportConfig {
    /// Reads and checks `export.toml`.
    ///
    /// # Errors
    /// [`ExportConfigError`].
    pub fn parse(text: &str) -> Result<Self, ExportConfigError> {
        let config: Self = toml::from_str(text).map_err(Box::new)?;
        let wrong = |key, found: &str, right| ExportConfigError::Value {
            key,
            found: found.to_owned(),
            right,
        };
        if !is_absolute(&config.base) || !config.base.ends_with(['/', '#', ':']) {
            let right = "right would be the beginning of a URI that ends with “/”, “#” or “:”, e.g. “https://example.lv/r/”";
            return Err(wrong("base", &config.base, right));
        }
        if !is_absolute(&config.licence) {
            let right = "right would be the URI of a licence";
            return Err(wrong("licence", &config.licence, right));
        }
        Ok(config)
    }
}

/// Whether it is a URI with a scheme, and nothing that RDF cannot hold.
fn is_absolute(uri: &str) -> bool {
    oxrdf::NamedNode::new(uri).is_ok() && uri.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shipped_is_the_default() {
        let shipped = include_str!("../../index-config/export.toml");
        assert_eq!(
            ExportConfig::parse(shipped).unwrap(),
            ExportConfig::default()
        );
    }

    #[test]
    fn a_base_that_makes_no_uris_is_refused() {
        for base in [
            "prasme.lv/r/",
            "https://prasme.lv/r",
            "https://pras me/",
            "",
        ] {
            let error = ExportConfig::parse(&format!("base = {base:?}")).unwrap_err();
            assert!(error.to_string().contains("`base`"), "{base}: {error}");
        }
        assert!(ExportConfig::parse("base = \"https://prasme.lv/r/\"").is_ok());
    }

    #[test]
    fn a_misspelt_key_is_named() {
        let error = ExportConfig::parse("licens = \"x\"")
            .unwrap_err()
            .to_string();
        assert!(error.contains("licens"), "{error}");
    }
}
