//! What a generation says of itself.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::disk;
use crate::search::error::StoreError;
use crate::text::{Analyser, Lang};

/// Version of the files of a generation. Raise it with every change of fields, tables or their meaning.
pub const FORMAT: u32 = 3;

pub(super) const FILE: &str = "manifest.json";

/// What is known of a generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`] of the program that built it.
    pub format: u32,
    /// What analysis it was built with: see [`fingerprint`].
    pub fingerprint: String,
    /// Its number, one more than that of the generation before it.
    pub generation: u64,
    /// Number of the catalogue's change up to which it knows the records.
    pub change: u64,
    /// How many records it holds.
    pub records: usize,
    /// Every other file: its path with `/`, its length and checksum.
    pub files: BTreeMap<String, FileMark>,
}

/// By what a file is known to be whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileMark {
    /// Bytes.
    pub bytes: u64,
    /// BLAKE3, hexadecimal.
    pub blake3: String,
}

/// Only the version: read first, so that a manifest of another version is foreign and not damaged.
#[derive(Deserialize)]
struct Version {
    format: u32,
}

impl Manifest {
    /// Reads the manifest of a generation.
    pub(super) fn read(generation: &Path) -> Result<Self, StoreError> {
        let file = generation.join(FILE);
        let bytes = match std::fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) => return Err(StoreError::damaged(file, error)),
        };
        let damaged = |error: serde_json::Error| StoreError::damaged(&file, error);
        let Version { format } = serde_json::from_slice(&bytes).map_err(damaged)?;
        if format != FORMAT {
            return Err(StoreError::Foreign {
                dir: generation.to_owned(),
                found: format,
                expected: FORMAT,
            });
        }
        serde_json::from_slice(&bytes).map_err(damaged)
    }

    /// Writes it durably.
    pub(super) fn write(&self, generation: &Path) -> Result<(), StoreError> {
        let file = generation.join(FILE);
        let json =
            serde_json::to_vec_pretty(self).map_err(|error| StoreError::damaged(&file, error))?;
        disk::write_durably(&file, &json)
    }

    /// Checks that every file is as it was written.
    pub(super) fn check_files(&self, generation: &Path) -> Result<(), StoreError> {
        for (name, mark) in &self.files {
            let file = generation.join(name);
            let found = disk::mark(&file).map_err(|error| StoreError::damaged(&file, error))?;
            if found.bytes != mark.bytes {
                return Err(StoreError::damaged(
                    file,
                    format!("it has {} bytes, not {}", found.bytes, mark.bytes),
                ));
            }
            if found != *mark {
                return Err(StoreError::damaged(file, "its content has changed"));
            }
        }
        Ok(())
    }
}

/// What tells one analysis from another: the keys that it gives to words of every kind. An index built with another one
/// must be built anew.
pub fn fingerprint(analyser: &Analyser) -> String {
    const PROBE: &str = "Mēbeļu galdnieks plānojis programmējamo loģisko kontrolleru programmēšanu, nesaplāno, jāzina vismaz \
        PS-018, 33 522 01 1, ISO 9001:2015, e-pasts, C++; brāļa lāča akmens zāģu ķēdes; metinātāji, strādājošs, izdarīt, vislabākais";
    let mut hasher = blake3::Hasher::new();
    for lang in Lang::ALL {
        for token in analyser.analyse(PROBE, lang) {
            token.texts().for_each(|text| {
                hasher.update(text.as_bytes());
                hasher.update(b" ");
            });
        }
    }
    let hash = hasher.finalize().to_hex();
    hash.as_str().chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_analysis_has_the_same_fingerprint() {
        let one = fingerprint(&Analyser::default());
        assert_eq!(one, fingerprint(&Analyser::default()));
        assert_eq!(one.len(), 16);
    }
}
