//! Arguments that several commands share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Where the data is and how it is configured.
#[derive(Debug, Clone, Args)]
pub(super) struct DataArgs {
    /// Data directory: catalogue and index.
    #[arg(long, env = "PRASME_DIR", default_value = "data", value_name = "DIR")]
    pub(super) data: PathBuf,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

/// Where the configuration is.
#[derive(Debug, Clone, Args)]
pub(super) struct ConfigArgs {
    /// Folder with the configuration (synonyms, abbreviations, weights …) instead of the one in the data directory or
    /// the built-in one.
    #[arg(long = "index-config", env = "PRASME_INDEX_CONFIG", value_name = "DIR")]
    pub(super) index_config: Option<PathBuf>,
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Format {
    /// For people.
    #[default]
    Text,
    /// As the HTTP API answers.
    Json,
}
