//! DOCX: a document as a list of paragraphs and tables, in reading order, and nothing more.
//!
//! The crates that open DOCX are made for writing; they stop at parts of real documents that they do not know. What is
//! read here is only what a form holds: text, line breaks, tables with their merged cells. Deleted text of tracked
//! changes is left out, inserted text is read; a table inside a cell becomes lines of that cell.

mod builder;
#[cfg(test)]
mod tests;

use std::io::{BufReader, Cursor};

use quick_xml::events::Event;
use zip::ZipArchive;

use crate::import::archive::check_office;
use crate::import::xml::{SafeXml, resolve_ref};
use crate::import::{ImportError, Limits};
use crate::model::Source;

use super::grid::Grid;
use builder::Builder;

/// The part of a DOCX that holds the text.
const BODY: &str = "word/document.xml";

/// A paragraph outside tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its number among the paragraphs outside tables, from 1.
    pub number: u32,
    /// Its text, cleaned as a cell's is.
    pub text: String,
    /// Whether it is an item of a list or an automatically numbered heading, whose number is not in the text.
    pub listed: bool,
}

/// A part of a document.
#[derive(Debug, Clone)]
pub enum Block {
    /// A paragraph that is not empty.
    Paragraph(Paragraph),
    /// A table that is not empty.
    Table(Grid),
}

/// A document.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The file, as sources name it.
    pub file: String,
    /// Its parts in reading order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Its tables.
    pub fn tables(&self) -> impl Iterator<Item = &Grid> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(grid) => Some(grid),
            Block::Paragraph(_) => None,
        })
    }
}

/// Reads a DOCX.
///
/// # Errors
/// [`ImportError`] when it is no DOCX, is damaged, holds a DTD or meets a limit.
pub fn read_document(bytes: &[u8], file: &str, limits: &Limits) -> Result<Document, ImportError> {
    check_office(file, bytes, limits)?;
    let bad = |why: String| ImportError::syntax(Source::file(file), "DOCX", why);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| bad(e.to_string()))?;
    let body = archive.by_name(BODY).map_err(|e| bad(e.to_string()))?;
    let mut xml = SafeXml::new(file, BufReader::new(body), limits);
    let mut builder = Builder::new(file, limits);
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Eof => break,
            Event::Start(tag) => builder.start(&tag)?,
            Event::Empty(tag) => builder.empty(&tag)?,
            Event::End(tag) => builder.end(tag.local_name().as_ref())?,
            Event::Text(text) => builder.text(&text),
            Event::CData(text) => builder.text(&text),
            Event::GeneralRef(entity) => {
                if let Some(c) = resolve_ref(&entity) {
                    builder.text(c.encode_utf8(&mut [0; 4]));
                }
            }
            _ => {}
        }
    }
    Ok(Document {
        file: file.to_owned(),
        blocks: builder.into_blocks(),
    })
}
