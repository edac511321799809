//! `prasme demo`: the main job in one command.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::import::show;
use super::link::show as show_link;
use super::out;
use super::progress::Bar;
use super::serve::{ServerArgs, serve};
use crate::accounts::Accounts;
use crate::catalogue::ApplyMode;
use crate::import::Options;
use crate::linking::propose::{ProposeMode, ProposeSettings};
use crate::workspace::Workspace;

/// Things to try: school, expert, officer.
const HINTS: [(&str, &str); 7] = [
    (
        "/?q=elektrodro%C5%A1%C4%ABba&kind=material&lang=lv&access=br%C4%ABvi",
        "skola: brīvi pieejami mācību līdzekļi par elektrodrošību",
    ),
    (
        "/?q=kontrolieru+programesana",
        "eksperts: kontrolleru programmēšana, rakstīta ar kļūdām un bez garumzīmēm",
    ),
    (
        "/review",
        "eksperts: ierosinātās atbilstības, ko apstiprināt, mainīt vai noraidīt",
    ),
    (
        "/skill?q=elektrodrosiba",
        "eksperts: kur elektrodrošība ir prasīta, mācīta, pārbaudīta un kur tās trūkst",
    ),
    (
        "/coverage",
        "eksperts: vai programma aptver visu, ko prasa profesija",
    ),
    (
        "/lists",
        "skola: savs mācību līdzekļu saraksts, pārbaudīts un kartēts",
    ),
    (
        "/cases",
        "atzīšanas komisija: no iesniegtajiem dokumentiem līdz lēmuma projektam",
    ),
];

/// Load the national sample, serve it and print the address.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Data directory of the demo.
    #[arg(long, default_value = "data/demo", value_name = "DIR")]
    data: PathBuf,
    /// Folder with the sample.
    #[arg(long, value_name = "DIR")]
    samples: Option<PathBuf>,
    #[command(flatten)]
    server: ServerArgs,
}

impl Demo {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let samples = match self.samples {
            Some(folder) => folder,
            None => find_samples()?,
        };
        let workspace = Workspace::open(&self.data, None)?;
        let accounts = Accounts::open(&workspace.catalogue_path())?;
        // What somebody imported here beside the sample is not the demo's: its accounts stay away from it.
        let is_ours = accounts.holds_only_the_sample()?;
        let found = fingerprint(&samples).with_context(|| samples.display().to_string())?;
        let known = self.data.join("sample.blake3");
        if std::fs::read_to_string(&known).ok().as_deref() != Some(&found) {
            out::note(&format!("importing the sample in {}", samples.display()));
            let mut bar = Bar::new();
            let options = Options::default();
            workspace.import(&[samples], &options, ApplyMode::Commit, &mut |step| {
                show(&mut bar, step)
            })?;
            let settings = ProposeSettings::default();
            workspace.link(Vec::new(), settings, ProposeMode::Commit, &mut |step| {
                show_link(&mut bar, step);
            })?;
            drop(bar);
            std::fs::write(&known, &found)?;
        }
        if is_ours {
            accounts.note_sample()?;
            accounts.make_demo_users(jiff::Timestamp::now())?;
        } else {
            out::note(&format!(
                "{} holds other data beside the sample, so there are no demo accounts; `prasme demo --data` with an empty directory has them",
                self.data.display()
            ));
        }
        serve(&workspace, &self.server, &HINTS)
    }
}

/// `data-samples` here, or where the program was built.
fn find_samples() -> anyhow::Result<PathBuf> {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("data-samples");
    [PathBuf::from("data-samples"), built]
        .into_iter()
        .find(|folder| folder.is_dir())
        .context("there is no folder data-samples here; name it with --samples")
}

/// What tells one state of the sample from another, and one version of the program from another.
fn fingerprint(folder: &Path) -> std::io::Result<String> {
    fn walk(folder: &Path, hasher: &mut blake3::Hasher) -> std::io::Result<()> {
        let mut entries: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
        entries.sort_by_key(std::fs::DirEntry::path);
        for entry in entries {
            hasher.update(entry.path().as_os_str().as_encoded_bytes());
            if entry.file_type()?.is_dir() {
                walk(&entry.path(), hasher)?;
            } else {
                hasher.update(&std::fs::read(entry.path())?);
            }
        }
        Ok(())
    }
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    // A changed importer reads the same sample differently.
    hasher.update(&crate::import::FORMAT_VERSION.to_le_bytes());
    walk(folder, &mut hasher)?;
    Ok(hasher.finalize().to_hex().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_changes_the_fingerprint() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a.csv"), "x").unwrap();
        let before = fingerprint(dir.path()).unwrap();
        assert_eq!(fingerprint(dir.path()).unwrap(), before);
        std::fs::write(dir.path().join("a.csv"), "y").unwrap();
        assert_ne!(fingerprint(dir.path()).unwrap(), before);
    }
}
