//! What a user may edit for recognition: `recognition.toml`, `synonyms-work.txt` and the templates of papers.

use std::path::{Path, PathBuf};

use super::compare::{CompareConfig, CompareConfigError, EVERYDAY};
use super::papers::Paper;

/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A file cannot be read.
    #[error("{path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// `recognition.toml` is wrong.
    #[error(transparent)]
    Config(#[from] CompareConfigError),
}

/// What a user may edit, read.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Weights, thresholds, the rule of modules, deadlines, retention, cues.
    pub config: CompareConfig,
    /// Everyday words of the trades.
    pub everyday: String,
    templates: Vec<(Paper, String)>,
}

impl Settings {
    /// Reads the files of a folder; what it lacks, and everything without a folder, is as shipped.
    ///
    /// # Errors
    /// [`SettingsError`] with file and field.
    pub fn load(folder: Option<&Path>) -> Result<Self, SettingsError> {
        let read = |name: &str| match folder.map(|f| f.join(name)).filter(|p| p.exists()) {
            Some(path) => std::fs::read_to_string(&path)
                .map(Some)
                .map_err(|source| SettingsError::Read { path, source }),
            None => Ok(None),
        };
        let config = match read("recognition.toml")? {
            Some(text) => CompareConfig::parse(&text)?,
            None => CompareConfig::built_in(),
        };
        let everyday = read("synonyms-work.txt")?.unwrap_or_else(|| EVERYDAY.to_owned());
        let mut templates = Vec::new();
        for &paper in Paper::ALL {
            let text = read(&format!("templates/{}", paper.file()))?;
            templates.push((paper, text.unwrap_or_else(|| paper.shipped().to_owned())));
        }
        Ok(Self {
            config,
            everyday,
            templates,
        })
    }

    /// The template of a paper.
    pub fn template(&self, paper: Paper) -> &str {
        let own = self.templates.iter().find(|(p, _)| *p == paper);
        own.map_or(paper.shipped(), |(_, text)| text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_overrides_what_it_holds() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("templates")).unwrap();
        std::fs::write(
            dir.path().join("templates/lemuma-projekts.txt"),
            "# Mūsu lēmums\n",
        )
        .unwrap();
        let settings = Settings::load(Some(dir.path())).unwrap();
        assert_eq!(settings.template(Paper::Decision), "# Mūsu lēmums\n");
        assert_eq!(settings.template(Paper::Plan), Paper::Plan.shipped());
        assert_eq!(settings.config, CompareConfig::built_in());
    }

    #[test]
    fn a_wrong_file_is_named() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("recognition.toml"), "[rule]\n").unwrap();
        let error = Settings::load(Some(dir.path())).unwrap_err().to_string();
        assert!(error.starts_with("recognition.toml: "), "{error}");
    }
}
