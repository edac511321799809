//! `prasme lexicon`.

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};

use super::out;
use crate::text::latvian::Lexicon as Compiled;

/// Where Debian's hunspell-lv puts its files.
const DEBIAN: &str = "/usr/share/hunspell/lv_LV";

/// Compile a hunspell dictionary into a lexicon for the analysis.
#[derive(Debug, Args)]
pub(super) struct Lexicon {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Compile an .aff/.dic pair. Put the result into a data directory as lexicon.fst, and it is used.
    Build(Build),
}

/// Compile an .aff/.dic pair.
#[derive(Debug, Args)]
struct Build {
    /// The .aff file; Debian's hunspell-lv unless said otherwise.
    #[arg(long, value_name = "FILE")]
    aff: Option<PathBuf>,
    /// The .dic file.
    #[arg(long, value_name = "FILE")]
    dic: Option<PathBuf>,
    /// Where to write the lexicon.
    #[arg(long, default_value = "data/lexicon.fst", value_name = "FILE")]
    out: PathBuf,
}

impl Lexicon {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self.action {
            Action::Build(build) => build.run(),
        }
    }
}

impl Build {
    fn run(self) -> anyhow::Result<()> {
        let debian = |ending: &str| PathBuf::from(format!("{DEBIAN}.{ending}"));
        let aff = self.aff.unwrap_or_else(|| debian("aff"));
        let dic = self.dic.unwrap_or_else(|| debian("dic"));
        let (lexicon, report) = Compiled::compile(open(&aff)?, open(&dic)?)
            .with_context(|| format!("compiling {} and {}", aff.display(), dic.display()))?;
        write_whole(&self.out, lexicon.as_bytes())
            .with_context(|| self.out.display().to_string())?;
        out::note(&format!(
            "{}: {} entries, {} forms, {} kept where the grammar alone would differ",
            self.out.display(),
            report.entries,
            report.forms,
            report.kept
        ));
        Ok(())
    }
}

fn open(path: &Path) -> anyhow::Result<BufReader<File>> {
    let file = File::open(path).with_context(|| {
        format!(
            "{}: name the files with --aff and --dic, or install Debian's hunspell-lv",
            path.display()
        )
    })?;
    Ok(BufReader::new(file))
}

/// Writes beside and renames: whoever reads the old file keeps it whole.
fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(beside, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_dictionary_says_what_to_do() {
        let error = open(Path::new("/no/such.aff")).err().unwrap();
        assert!(format!("{error:#}").contains("--aff"));
    }

    #[test]
    fn a_lexicon_is_replaced_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("new/lexicon.fst");
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert!(!path.with_extension("new").exists());
    }
}
