//! Templates that a school may edit: plain text, a line a paragraph, with places to fill in.
//!
//! `docs/export.md` describes the form for those who edit it. Everything is checked when a template is read or filled, with the
//! number of the line: an unknown name is said, never left as a hole in a paper that somebody signs.

mod fill;
mod read;

use std::collections::BTreeMap;
use std::fmt;

use super::{Align, Block, HeadingLevel, ListMarks, Orientation, Signature};
use crate::export::table::Table;

/// What a template is filled with. Names are those that the template writes: `{{nosaukums}}`, `[[tabula rezultāti]]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fields {
    texts: BTreeMap<String, String>,
    facts: BTreeMap<String, Vec<(String, String)>>,
    tables: BTreeMap<String, Table>,
    signatures: BTreeMap<String, Vec<Signature>>,
    blocks: BTreeMap<String, Vec<Block>>,
    lists: BTreeMap<String, Vec<Fields>>,
}

impl Fields {
    /// Nothing to fill in.
    pub fn new() -> Self {
        Self::default()
    }

    /// Words for `{{name}}`; empty ones are allowed: the template may have its own words for that case.
    pub fn text(&mut self, name: &str, text: impl Into<String>) -> &mut Self {
        self.texts.insert(name.to_owned(), text.into());
        self
    }

    /// Names and values for `[[dati name]]`.
    pub fn facts(&mut self, name: &str, facts: Vec<(String, String)>) -> &mut Self {
        self.facts.insert(name.to_owned(), facts);
        self
    }

    /// A table for `[[tabula name]]`.
    pub fn table(&mut self, name: &str, table: Table) -> &mut Self {
        self.tables.insert(name.to_owned(), table);
        self
    }

    /// Lines to sign on for `[[paraksti name]]`.
    pub fn signatures(&mut self, name: &str, signatures: Vec<Signature>) -> &mut Self {
        self.signatures.insert(name.to_owned(), signatures);
        self
    }

    /// Whatever a program wrote, for `[[teksts name]]`.
    pub fn blocks(&mut self, name: &str, blocks: Vec<Block>) -> &mut Self {
        self.blocks.insert(name.to_owned(), blocks);
        self
    }

    /// Items for `[[katram name]]`, each with fields of its own; those around it are known inside too.
    pub fn list(&mut self, name: &str, items: Vec<Fields>) -> &mut Self {
        self.lists.insert(name.to_owned(), items);
        self
    }

    /// Whether something not empty is under this name: what `[[ja name]]` asks. None where the name is not known.
    fn has(&self, name: &str) -> Option<bool> {
        let known = [
            self.texts.get(name).map(|t| !t.trim().is_empty()),
            self.facts.get(name).map(|f| !f.is_empty()),
            self.tables.get(name).map(|t| !t.rows.is_empty()),
            self.signatures.get(name).map(|s| !s.is_empty()),
            self.blocks.get(name).map(|b| !b.is_empty()),
            self.lists.get(name).map(|l| !l.is_empty()),
        ];
        known.into_iter().flatten().reduce(|a, b| a || b)
    }
}

/// Something wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateProblem {
    /// The template's file.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl fmt::Display for TemplateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.file, self.line, self.message)
    }
}

/// Everything wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct TemplateProblems(pub Vec<TemplateProblem>);

/// A template as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    file: String,
    title: Line,
    header: Line,
    footer: Line,
    orientation: Orientation,
    pieces: Vec<Piece>,
}

/// A line of the template with its number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Line {
    number: usize,
    parts: Vec<Part>,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Words(String),
    /// `{{name}}` or `{{name|words where it is empty}}`.
    Place {
        name: String,
        otherwise: String,
    },
}

/// A piece of a template: what a line says, or a stretch of lines with its own beginning and end.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Heading(HeadingLevel, Line),
    Paragraph(Align, Line),
    Item(ListMarks, Line),
    Insert(Insert, Name),
    PageBreak,
    If {
        name: Name,
        wanted: Wanted,
        pieces: Vec<Piece>,
    },
    Each {
        name: Name,
        pieces: Vec<Piece>,
    },
}

/// What `[[… name]]` puts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Insert {
    Table,
    Facts,
    Signatures,
    Blocks,
}

/// Whether a stretch stands where there is something, or where there is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Something,
    Nothing,
}

/// A name with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    line: usize,
    name: String,
}
