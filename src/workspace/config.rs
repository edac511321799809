//! The configuration that a user may edit: built in, or read from a folder where it holds the file.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::coverage::{self, CoverageConfig};
use crate::export::{ExportConfig, ExportConfigError};
use crate::import::ImportError;
use crate::import::tables::Columns;
use crate::linking::{LinkingConfig, LinkingConfigError};
use crate::search::{self, SearchConfig};
use crate::text::latvian::{Latvian, Lexicon, LexiconError};
use crate::text::vocabulary::{FileKind, VocabularyFile};
use crate::text::{Analyser, Vocabulary};

/// The compiled dictionary in a data directory.
pub(super) const LEXICON_FILE: &str = "lexicon.fst";

/// The files of the vocabulary as they are shipped.
const VOCABULARY: [(&str, &str); 4] = [
    (
        "abbreviations.txt",
        include_str!("../../index-config/abbreviations.txt"),
    ),
    (
        "synonyms.txt",
        include_str!("../../index-config/synonyms.txt"),
    ),
    (
        "stopwords-lv.txt",
        include_str!("../../index-config/stopwords-lv.txt"),
    ),
    (
        "stopwords-en.txt",
        include_str!("../../index-config/stopwords-en.txt"),
    ),
];
const SEARCH: (&str, &str) = (
    "search.toml",
    include_str!("../../index-config/search.toml"),
);
const EXPORT: (&str, &str) = (
    "export.toml",
    include_str!("../../index-config/export.toml"),
);
const LINKING: (&str, &str) = ("linking.toml", crate::linking::BUILTIN);
const COLUMNS: (&str, &str) = (
    "columns.toml",
    include_str!("../../index-config/columns.toml"),
);

const COVERAGE: (&str, &str) = ("coverage.toml", coverage::BUILTIN);

/// What is wrong with a configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file or folder cannot be read.
    #[error("{path}: {source}")]
    Read {
        /// The path.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The vocabulary is wrong: one line a problem, each with file and line.
    #[error("{}", .0.join("\n"))]
    Vocabulary(Vec<String>),
    /// The search weights are wrong.
    #[error(transparent)]
    Search(#[from] search::ConfigError),
    /// The numbers of the coverage rule are wrong.
    #[error(transparent)]
    Coverage(#[from] coverage::ConfigError),
    /// The column headers are wrong.
    #[error(transparent)]
    Columns(ImportError),
    /// The weights of linking are wrong.
    #[error(transparent)]
    Linking(#[from] LinkingConfigError),
    /// The settings of exports are wrong.
    #[error(transparent)]
    Export(#[from] ExportConfigError),
    /// The lexicon is wrong.
    #[error("{path}: {source}")]
    Lexicon {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: LexiconError,
    },
}

/// Everything that a user may configure, checked and ready.
pub struct Config {
    analyser: Arc<Analyser>,
    fingerprint: String,
    vocabulary: Arc<Vocabulary>,
    /// What tells this vocabulary from any other one.
    vocabulary_print: String,
    search: SearchConfig,
    linking: Arc<LinkingConfig>,
    /// What tells these weights of linking from any other ones.
    linking_print: String,
    coverage: CoverageConfig,
    columns: Columns,
    export: ExportConfig,
    folder: Option<PathBuf>,
    lexicon: Option<PathBuf>,
}

impl Config {
    /// Reads the configuration of a folder, the built-in one without a folder. What the folder lacks is built in.
    ///
    /// # Errors
    /// [`ConfigError`] with file and line.
    pub fn load(folder: Option<&Path>) -> Result<Self, ConfigError> {
        Self::load_with(folder, None)
    }

    /// The same, the analysis with this compiled dictionary.
    ///
    /// # Errors
    /// [`ConfigError`] with file and line.
    pub fn load_with(folder: Option<&Path>, lexicon: Option<&Path>) -> Result<Self, ConfigError> {
        if let Some(folder) = folder.filter(|f| !f.is_dir()) {
            return Err(ConfigError::Read {
                path: folder.to_owned(),
                source: std::io::ErrorKind::NotADirectory.into(),
            });
        }
        let compiled = lexicon.map(read_file).transpose()?;
        let fingerprint = fingerprint(compiled.as_deref());
        let analyser = Arc::new(Analyser::new(latvian(lexicon, compiled)?));
        let (search, columns) = (read(folder, SEARCH)?, read(folder, COLUMNS)?);
        let linking = read(folder, LINKING)?;
        Ok(Self {
            vocabulary: Arc::new(vocabulary(folder, &analyser)?),
            vocabulary_print: vocabulary_print(folder)?,
            search: SearchConfig::parse(&String::from_utf8_lossy(&search))?,
            linking: Arc::new(LinkingConfig::parse(&String::from_utf8_lossy(&linking))?),
            linking_print: blake3::hash(&linking).to_hex()[..12].to_owned(),
            coverage: CoverageConfig::parse(&String::from_utf8_lossy(&read(folder, COVERAGE)?))?,
            columns: Columns::read(&String::from_utf8_lossy(&columns))
                .map_err(ConfigError::Columns)?,
            export: ExportConfig::parse(&String::from_utf8_lossy(&read(folder, EXPORT)?))?,
            fingerprint: format!("{fingerprint}-{}", search::fingerprint(&analyser)),
            analyser,
            folder: folder.map(Path::to_owned),
            lexicon: lexicon.map(Path::to_owned),
        })
    }

    /// Reads the same files again.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn reload(&self) -> Result<Self, ConfigError> {
        Self::load_with(self.folder.as_deref(), self.lexicon.as_deref())
    }

    /// When the files of the folder last changed; none without a folder. Another value means that they changed.
    pub fn stamp(&self) -> Option<Vec<(PathBuf, SystemTime, u64)>> {
        let names = VOCABULARY
            .iter()
            .map(|f| f.0)
            .chain([SEARCH.0, COLUMNS.0, LINKING.0, COVERAGE.0, EXPORT.0]);
        let folder = self.folder.as_ref()?;
        let stamp = names.filter_map(|name| {
            let path = folder.join(name);
            let known = path.metadata().ok()?;
            Some((path, known.modified().ok()?, known.len()))
        });
        Some(stamp.collect())
    }

    /// The analysis.
    pub fn analyser(&self) -> &Arc<Analyser> {
        &self.analyser
    }

    /// What tells this analysis from any other one: an index made with another one must be built again.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// What tells this vocabulary from any other one: what was proposed with another one is proposed anew.
    pub fn vocabulary_fingerprint(&self) -> &str {
        &self.vocabulary_print
    }

    /// Synonyms, abbreviations, stop words.
    pub fn vocabulary(&self) -> &Arc<Vocabulary> {
        &self.vocabulary
    }

    /// The weights of searching.
    pub fn search(&self) -> &SearchConfig {
        &self.search
    }

    /// The folder that it was read from; none where all of it is built in.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The numbers of the coverage rule.
    pub fn coverage(&self) -> &CoverageConfig {
        &self.coverage
    }

    /// Weights and calibration of linking.
    pub fn linking(&self) -> &Arc<LinkingConfig> {
        &self.linking
    }

    /// What tells these weights from any other ones: what was proposed with others is proposed anew.
    pub fn linking_fingerprint(&self) -> &str {
        &self.linking_print
    }

    /// The headers of columns.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The settings of exports.
    pub fn export(&self) -> &ExportConfig {
        &self.export
    }

    /// The Latvian grammar of the analysis, for callers that need nothing else of it.
    ///
    /// # Errors
    /// [`ConfigError::Lexicon`].
    pub fn latvian(&self) -> Result<Latvian, ConfigError> {
        let compiled = self.lexicon.as_deref().map(read_file).transpose()?;
        latvian(self.lexicon.as_deref(), compiled)
    }
}

fn latvian(path: Option<&Path>, compiled: Option<Vec<u8>>) -> Result<Latvian, ConfigError> {
    let (Some(path), Some(bytes)) = (path, compiled) else {
        return Ok(Latvian::builtin());
    };
    let lexicon = Lexicon::from_bytes(bytes).map_err(|source| ConfigError::Lexicon {
        path: path.to_owned(),
        source,
    })?;
    Ok(Latvian::with_lexicon(lexicon))
}

/// What tells this analysis from one of another version or with another dictionary. The probe of words that
/// [`search::fingerprint`] takes need not meet every form that a dictionary changes.
fn fingerprint(lexicon: Option<&[u8]>) -> String {
    let lexicon = lexicon.map_or("builtin".to_owned(), |bytes| {
        blake3::hash(bytes).to_hex()[..12].to_owned()
    });
    format!("{}-{lexicon}", env!("CARGO_PKG_VERSION"))
}

fn read_file(path: &Path) -> Result<Vec<u8>, ConfigError> {
    std::fs::read(path).map_err(|source| ConfigError::Read {
        path: path.to_owned(),
        source,
    })
}

fn read(folder: Option<&Path>, (name, builtin): (&str, &str)) -> Result<Vec<u8>, ConfigError> {
    match folder.map(|f| f.join(name)).filter(|path| path.exists()) {
        Some(path) => read_file(&path),
        None => Ok(builtin.as_bytes().to_vec()),
    }
}

fn vocabulary_print(folder: Option<&Path>) -> Result<String, ConfigError> {
    let mut hasher = blake3::Hasher::new();
    for file in VOCABULARY {
        hasher.update(&read(folder, file)?);
    }
    Ok(hasher.finalize().to_hex()[..12].to_owned())
}

fn vocabulary(folder: Option<&Path>, analyser: &Analyser) -> Result<Vocabulary, ConfigError> {
    let mut contents = Vec::with_capacity(VOCABULARY.len());
    for (name, builtin) in VOCABULARY {
        if let Some(kind) = FileKind::from_name(name) {
            contents.push((name, kind, read(folder, (name, builtin))?));
        }
    }
    let files: Vec<_> = contents
        .iter()
        .map(|(name, kind, bytes)| VocabularyFile {
            name,
            kind: *kind,
            bytes,
        })
        .collect();
    Vocabulary::parse(analyser, &files).map_err(|problems| {
        ConfigError::Vocabulary(problems.iter().map(ToString::to_string).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_configuration_is_valid() {
        let config = Config::load(None).unwrap();
        assert!(config.vocabulary().len() > 100);
        assert!(config.stamp().is_none());
    }

    #[test]
    fn a_folder_overrides_the_files_that_it_holds() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(
            dir.path().join("synonyms.txt"),
            "elektriķis => elektromontieris\n",
        )
        .unwrap();
        let config = Config::load(Some(dir.path())).unwrap();
        let builtin = Config::load(None).unwrap();
        assert!(config.vocabulary().len() < builtin.vocabulary().len());
        let prints = [&config, &builtin].map(Config::vocabulary_fingerprint);
        assert_ne!(prints[0], prints[1]);
        assert_eq!(config.search(), builtin.search());
    }

    #[test]
    fn weights_of_linking_are_read_from_the_folder_and_named_where_they_are_wrong() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("linking.toml");
        let text = crate::linking::BUILTIN.replacen("root = 0.6", "root = 0.5", 1);
        std::fs::write(&path, &text).unwrap();
        let config = Config::load(Some(dir.path())).unwrap();
        let builtin = Config::load(None).unwrap();
        assert_eq!(config.linking().meeting.root, 0.5);
        assert_ne!(config.linking_fingerprint(), builtin.linking_fingerprint());
        std::fs::write(&path, text.replacen("root = 0.5", "root = 5", 1)).unwrap();
        let error = config.reload().err().unwrap().to_string();
        assert!(error.contains("meeting.root is 5"), "{error}");
    }

    #[test]
    fn a_broken_line_is_named() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("synonyms.txt"), "# fine\nelektriķis =>\n").unwrap();
        let error = Config::load(Some(dir.path())).err().unwrap().to_string();
        assert!(
            error.contains("synonyms.txt") && error.contains('2'),
            "{error}"
        );
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = Config::load(Some(Path::new("/no/such/folder")))
            .err()
            .unwrap();
        assert!(error.to_string().contains("/no/such/folder"));
    }

    #[test]
    fn another_dictionary_is_another_analysis() {
        let builtin = fingerprint(None);
        assert_eq!(fingerprint(None), builtin);
        assert_ne!(fingerprint(Some(b"one")), builtin);
        assert_ne!(fingerprint(Some(b"one")), fingerprint(Some(b"two")));
    }

    #[test]
    fn a_damaged_dictionary_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lexicon.fst");
        std::fs::write(&path, "no lexicon").unwrap();
        let error = Config::load_with(None, Some(&path)).err().unwrap();
        assert!(error.to_string().contains("lexicon.fst"));
    }

    #[test]
    fn a_changed_file_changes_the_stamp() {
        let dir = tempfile::tempdir().unwrap();
        let config = Config::load(Some(dir.path())).unwrap();
        let before = config.stamp();
        std::fs::write(dir.path().join("synonyms.txt"), "a = b\n").unwrap();
        assert_ne!(config.stamp(), before);
    }
}
