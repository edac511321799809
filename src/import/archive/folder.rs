//! Walking a folder: regular files only, no deeper than allowed, nothing outside.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use super::{Bundle, Place, path};
use crate::import::{ImportError, LimitExceeded};
use crate::model::Source;

impl Bundle {
    /// Lists all files below `root`.
    pub(super) fn add_folder(&mut self, root: &Path) -> Result<(), ImportError> {
        let at = || Source::file(root.display().to_string());
        let real = root.canonicalize().map_err(|e| ImportError::io(at(), e))?;
        self.walk(&real, &real, "", 0)
    }

    fn walk(
        &mut self,
        root: &Path,
        folder: &Path,
        prefix: &str,
        depth: u64,
    ) -> Result<(), ImportError> {
        let at = |name: &str| Source::file(if name.is_empty() { "." } else { name });
        LimitExceeded::check("max_folder_depth", self.limits.max_folder_depth, depth)
            .map_err(|e| ImportError::limit(at(prefix), e))?;
        let listing = std::fs::read_dir(folder).map_err(|e| ImportError::io(at(prefix), e))?;
        let mut found = Vec::new();
        for entry in listing {
            let entry = entry.map_err(|e| ImportError::io(at(prefix), e))?;
            found.push(entry.file_name());
            LimitExceeded::check("max_entries", self.limits.max_entries, found.len() as u64)
                .map_err(|e| ImportError::limit(at(prefix), e))?;
        }
        found.sort();
        for os_name in found {
            let name = os_name.to_string_lossy();
            if path::is_clutter(&name) {
                continue;
            }
            let name = if prefix.is_empty() {
                name.into_owned()
            } else {
                format!("{prefix}/{name}")
            };
            self.take(root, &folder.join(&os_name), name, depth)?;
        }
        Ok(())
    }

    /// Lists one entry of a folder.
    fn take(
        &mut self,
        root: &Path,
        path: &Path,
        name: String,
        depth: u64,
    ) -> Result<(), ImportError> {
        let io = |e| ImportError::io(Source::file(&name), e);
        let link = std::fs::symlink_metadata(path).map_err(io)?.is_symlink();
        let real = if link {
            let real = path.canonicalize().map_err(io)?;
            if !real.starts_with(root) {
                return Err(ImportError::UnsafePath {
                    bundle: self.label.clone(),
                    name,
                    why: "is a symbolic link that leads out",
                });
            }
            real
        } else {
            path.to_owned()
        };
        let meta = std::fs::metadata(&real).map_err(io)?;
        if meta.is_dir() {
            // What a linked folder holds is listed where it really is; following the link could go round for ever.
            return if link {
                Ok(())
            } else {
                self.walk(root, &real, &name, depth + 1)
            };
        }
        if !meta.is_file() {
            return Ok(());
        }
        if name.to_ascii_lowercase().ends_with(".zip") {
            let file = File::open(&real).map_err(io)?;
            return self.add_zip(&name, &name, Box::new(BufReader::new(file)), 0);
        }
        self.add(name, Place::Disk(real), meta.len())
    }
}
