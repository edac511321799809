//! Proposals measured on judged people: `tests/recognition/<person>/` holds their papers and what somebody judged by hand.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::compare::{Comparison, Status};
use super::evidence::{Claim, EvidenceError, read_evidence};
use crate::import::tables::Columns;
use crate::model::{IdError, RecordId};

/// Why a judged person cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum JudgedError {
    /// A file cannot be read.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// `persona.toml` is wrong.
    #[error("{path}: {why}")]
    Persona {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// A line of `judged.tsv` is wrong.
    #[error("{path}, line {line}: {why}")]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong, and what would be right.
        why: String,
    },
    /// Evidence was refused.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// The target is no identifier.
    #[error(transparent)]
    Id(#[from] IdError),
}

#[derive(Deserialize)]
struct Persona {
    name: String,
    target: String,
    files: Vec<String>,
}

/// A judged person.
#[derive(Debug)]
pub struct Person {
    /// The folder's name.
    pub key: String,
    /// Whose name stands on the papers.
    pub name: String,
    /// The target programme.
    pub target: RecordId,
    /// All claims of all papers.
    pub claims: Vec<Claim>,
    /// What was judged of each outcome.
    pub judged: HashMap<RecordId, Status>,
}

impl Person {
    /// Reads a person's folder.
    ///
    /// # Errors
    /// [`JudgedError`] with file and line.
    pub fn read(folder: &Path, columns: &Columns, today: &str) -> Result<Self, JudgedError> {
        let path = folder.join("persona.toml");
        let persona: Persona = toml::from_str(&text(&path)?).map_err(|e| JudgedError::Persona {
            path,
            why: e.to_string(),
        })?;
        let mut claims = Vec::new();
        for file in &persona.files {
            let path = folder.join(file);
            let bytes = std::fs::read(&path).map_err(|source| JudgedError::Io { path, source })?;
            claims.extend(read_evidence(file, &bytes, columns, today)?.claims);
        }
        let path = folder.join("judged.tsv");
        let mut judged = HashMap::new();
        for (line, row) in (1..)
            .zip(text(&path)?.lines())
            .skip(1)
            .filter(|(_, r)| !r.trim().is_empty())
        {
            let mut cells = row.split('\t');
            let (id, status) = (
                cells.next().unwrap_or_default(),
                cells.next().unwrap_or_default(),
            );
            let wrong = |why: String| JudgedError::Line {
                path: path.clone(),
                line,
                why,
            };
            let id = RecordId::new(id).map_err(|e| wrong(e.to_string()))?;
            let status = Status::from_code(status).ok_or_else(|| {
                wrong(format!(
                    "{status:?} is no status; right are nav, daleji, pilniba"
                ))
            })?;
            judged.insert(id, status);
        }
        let key = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Ok(Self {
            key,
            name: persona.name,
            target: RecordId::new(&persona.target)?,
            claims,
            judged,
        })
    }
}

fn text(path: &Path) -> Result<String, JudgedError> {
    std::fs::read_to_string(path).map_err(|source| JudgedError::Io {
        path: path.to_owned(),
        source,
    })
}

/// How proposals compare with judgements: rows judged, columns proposed, each nav, daļēji, pilnībā.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// `table[judged][proposed]`.
    pub table: [[usize; 3]; 3],
    /// Strict outcomes proposed as fully shown that were not judged so.
    pub strict_wrong: usize,
}

impl Counts {
    /// Counts the lines of one comparison; `strict` tells outcomes of safety and law.
    pub fn of(
        comparison: &Comparison,
        judged: &HashMap<RecordId, Status>,
        strict: impl Fn(&RecordId) -> bool,
    ) -> Self {
        let mut counts = Self::default();
        for line in &comparison.lines {
            let Some(right) = judged.get(&line.outcome) else {
                continue;
            };
            if let Some(cell) = counts
                .table
                .get_mut(*right as usize)
                .and_then(|r| r.get_mut(line.status as usize))
            {
                *cell += 1;
            }
            if line.status == Status::Fully && *right != Status::Fully && strict(&line.outcome) {
                counts.strict_wrong += 1;
            }
        }
        counts
    }

    /// Both together.
    pub fn plus(&self, other: &Self) -> Self {
        let mut sum = *self;
        for (row, more) in sum.table.iter_mut().zip(other.table) {
            for (cell, n) in row.iter_mut().zip(more) {
                *cell += n;
            }
        }
        sum.strict_wrong += other.strict_wrong;
        sum
    }

    /// Of what is proposed as fully shown, the share judged so; 1 where nothing is proposed.
    pub fn precision_fully(&self) -> f64 {
        let [a, b, c] = self.table.map(|row| row[2]);
        share(c, a + b + c)
    }

    /// Of what was judged partly or fully shown, the share proposed as one of both.
    pub fn recall_shown(&self) -> f64 {
        let [_, partly, fully] = self.table;
        let found = partly[1] + partly[2] + fully[1] + fully[2];
        share(
            found,
            partly.iter().sum::<usize>() + fully.iter().sum::<usize>(),
        )
    }

    /// Of what is proposed as partly or fully shown, the share judged one of both.
    pub fn precision_shown(&self) -> f64 {
        let [none, partly, fully] = self.table;
        let right = partly[1] + partly[2] + fully[1] + fully[2];
        share(right, right + none[1] + none[2])
    }

    /// Of what was judged fully shown, the share proposed so.
    pub fn recall_fully(&self) -> f64 {
        share(self.table[2][2], self.table[2].iter().sum())
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

impl fmt::Display for Counts {
    /// One row of the table of results, tab-separated.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:.3}\t{:.3}\t{:.3}\t{:.3}\t{}",
            self.precision_fully(),
            self.recall_fully(),
            self.precision_shown(),
            self.recall_shown(),
            self.strict_wrong
        )?;
        self.table
            .iter()
            .flatten()
            .try_for_each(|n| write!(f, "\t{n}"))
    }
}

/// The header of the table of results.
pub const HEADER: &str = "person\tprecision fully\trecall fully\tprecision shown\trecall shown\tstrict wrong\tnav→nav\tnav→daļēji\tnav→pilnībā\tdaļēji→nav\tdaļēji→daļēji\tdaļēji→pilnībā\tpilnībā→nav\tpilnībā→daļēji\tpilnībā→pilnībā";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_and_recall_are_what_they_say() {
        let counts = Counts {
            table: [[5, 1, 1], [1, 2, 0], [0, 1, 3]],
            strict_wrong: 0,
        };
        assert_eq!(counts.precision_fully(), 0.75);
        assert_eq!(counts.recall_fully(), 0.75);
        assert_eq!(counts.recall_shown(), 6.0 / 7.0);
        assert_eq!(counts.precision_shown(), 6.0 / 8.0);
        assert_eq!(Counts::default().precision_fully(), 1.0);
        assert_eq!(counts.plus(&counts).table[0][0], 10);
        assert_eq!(
            counts.to_string().split('\t').count(),
            HEADER.split('\t').count() - 1
        );
    }

    #[test]
    fn a_wrong_status_is_named_with_its_line() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
        write(
            "persona.toml",
            "name = \"A\"\ntarget = \"mip/1/x\"\nfiles = [\"a.txt\"]\nstory = \"\"\n",
        );
        write("a.txt", "Montēju sadalnes.");
        write("judged.tsv", "outcome\tstatus\nmip/1/x/1\tvarbūt\n");
        let error = Person::read(dir.path(), &Columns::built_in(), "2026-01-01")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("line 2") && error.contains("varbūt"),
            "{error}"
        );
    }
}
