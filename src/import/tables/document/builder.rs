//! Builds paragraphs and tables from the events of WordprocessingML.

use quick_xml::events::BytesStart;

use crate::import::{ImportError, LimitExceeded, Limits};
use crate::model::Source;

use super::{Block, Paragraph};
use crate::import::tables::grid::{Cell, Grid, Merge, Row, clean};

/// How a cell is merged with the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vertical {
    Free,
    Begins,
    Goes,
}

/// A cell under construction.
#[derive(Debug)]
struct OpenCell {
    lines: Vec<String>,
    span: u32,
    vertical: Vertical,
}

/// A table under construction: its finished rows and the row being read.
#[derive(Debug, Default)]
struct OpenTable {
    rows: Vec<Row>,
    row: Vec<Cell>,
    cell: Option<OpenCell>,
}

/// A paragraph under construction.
#[derive(Debug, Default)]
struct OpenParagraph {
    text: String,
    listed: bool,
}

/// Builds blocks from the events of the XML.
pub(super) struct Builder<'l> {
    file: String,
    limits: &'l Limits,
    blocks: Vec<Block>,
    tables: u32,
    paragraphs: u32,
    cells: u64,
    /// Text boxes put paragraphs inside paragraphs.
    open: Vec<OpenParagraph>,
    table: Option<OpenTable>,
    table_depth: u32,
    /// Inside a run: only there are tabs and breaks text.
    run: u32,
    /// Inside text.
    text: u32,
    /// Inside what is not part of the document as it reads now: deleted text, second copies for older programs.
    skipped: u32,
}

impl<'l> Builder<'l> {
    /// Nothing read yet.
    pub(super) fn new(file: &str, limits: &'l Limits) -> Self {
        Self {
            file: file.to_owned(),
            limits,
            blocks: Vec::new(),
            tables: 0,
            paragraphs: 0,
            cells: 0,
            open: Vec::new(),
            table: None,
            table_depth: 0,
            run: 0,
            text: 0,
            skipped: 0,
        }
    }

    /// The blocks, once all events were given.
    pub(super) fn into_blocks(self) -> Vec<Block> {
        self.blocks
    }

    /// An element begins.
    pub(super) fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), ImportError> {
        let name = tag.local_name();
        match name.as_ref() {
            "del" | "moveFrom" | "Fallback" => self.skipped += 1,
            _ if self.skipped > 0 => {}
            "tbl" => {
                self.table_depth += 1;
                if self.table_depth == 1 {
                    self.table = Some(OpenTable::default());
                }
            }
            "tc" if self.table_depth == 1 => {
                if let Some(table) = &mut self.table {
                    table.cell = Some(OpenCell {
                        lines: Vec::new(),
                        span: 1,
                        vertical: Vertical::Free,
                    });
                }
            }
            "p" => self.open.push(OpenParagraph::default()),
            "r" => self.run += 1,
            "t" => self.text += 1,
            _ => self.property(tag)?,
        }
        Ok(())
    }

    /// An element without content.
    pub(super) fn empty(&mut self, tag: &BytesStart<'_>) -> Result<(), ImportError> {
        if self.skipped > 0 {
            return Ok(());
        }
        let name = tag.local_name();
        match name.as_ref() {
            "br" | "cr" if self.run > 0 => self.push("\n"),
            "tab" if self.run > 0 => self.push(" "),
            "noBreakHyphen" => self.push("-"),
            _ => self.property(tag)?,
        }
        Ok(())
    }

    /// Properties that change how a paragraph or cell is read.
    fn property(&mut self, tag: &BytesStart<'_>) -> Result<(), ImportError> {
        match tag.local_name().as_ref() {
            "numPr" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.listed = true;
                }
            }
            "gridSpan" if self.table_depth == 1 => {
                let span = value(tag).and_then(|v| v.parse().ok()).unwrap_or(1);
                self.limit("max_columns", self.limits.max_columns, u64::from(span))?;
                if let Some(cell) = self.cell() {
                    cell.span = span.max(1);
                }
            }
            "vMerge" if self.table_depth == 1 => {
                let begins = value(tag).as_deref() == Some("restart");
                if let Some(cell) = self.cell() {
                    cell.vertical = if begins {
                        Vertical::Begins
                    } else {
                        Vertical::Goes
                    };
                }
            }
            "gridBefore" if self.table_depth == 1 => {
                let span: u32 = value(tag).and_then(|v| v.parse().ok()).unwrap_or(0);
                self.limit("max_columns", self.limits.max_columns, u64::from(span))?;
                if let Some(table) = &mut self.table {
                    table.row.extend((0..span).map(|_| Cell::default()));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// An element ends.
    pub(super) fn end(&mut self, name: &str) -> Result<(), ImportError> {
        match name {
            "del" | "moveFrom" | "Fallback" => self.skipped = self.skipped.saturating_sub(1),
            _ if self.skipped > 0 => {}
            "t" => self.text = self.text.saturating_sub(1),
            "r" => self.run = self.run.saturating_sub(1),
            "p" => self.end_paragraph(),
            "tc" if self.table_depth == 1 => self.end_cell()?,
            "tr" if self.table_depth == 1 => self.end_row(),
            "tbl" => {
                self.table_depth = self.table_depth.saturating_sub(1);
                if self.table_depth == 0 {
                    self.end_table();
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        if self.text > 0 && self.skipped == 0 {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    fn cell(&mut self) -> Option<&mut OpenCell> {
        self.table.as_mut()?.cell.as_mut()
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else {
            return;
        };
        if let Some(cell) = self.cell() {
            cell.lines.push(paragraph.text);
            return;
        }
        let text = clean(&paragraph.text);
        if text.is_empty() {
            return;
        }
        self.paragraphs += 1;
        self.blocks.push(Block::Paragraph(Paragraph {
            number: self.paragraphs,
            text,
            listed: paragraph.listed,
        }));
    }

    fn end_cell(&mut self) -> Result<(), ImportError> {
        let Some(table) = &mut self.table else {
            return Ok(());
        };
        let Some(open) = table.cell.take() else {
            return Ok(());
        };
        let column = table.row.len();
        self.cells += u64::from(open.span);
        let number = u32::try_from(table.rows.len() + 1).unwrap_or(u32::MAX);
        let mut cell = Cell::text(&open.lines.join("\n"));
        let mut head = (number, u32::try_from(column + 1).unwrap_or(u32::MAX));
        match open.vertical {
            Vertical::Free if open.span == 1 => {}
            Vertical::Free | Vertical::Begins => cell.merge = Merge::Head(open.span),
            Vertical::Goes => {
                if let Some(above) = table.rows.last().and_then(|r| r.cells.get(column)) {
                    if let Merge::Covered(row, column) = above.merge {
                        head = (row, column);
                    } else {
                        head.0 = number.saturating_sub(1).max(1);
                    }
                    cell = above.clone();
                    cell.merge = Merge::Covered(head.0, head.1);
                }
            }
        }
        let covered = Cell {
            merge: Merge::Covered(head.0, head.1),
            ..cell.clone()
        };
        table.row.push(cell);
        table.row.extend((1..open.span).map(|_| covered.clone()));
        let (width, cells) = (table.row.len() as u64, self.cells);
        self.limit("max_columns", self.limits.max_columns, width)?;
        self.limit("max_sheet_cells", self.limits.max_sheet_cells, cells)
    }

    fn end_row(&mut self) {
        if let Some(table) = &mut self.table {
            let number = u32::try_from(table.rows.len() + 1).unwrap_or(u32::MAX);
            let cells = std::mem::take(&mut table.row);
            table.rows.push(Row { number, cells });
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.table.take() else {
            return;
        };
        self.tables += 1;
        let rows: Vec<Row> = table.rows.into_iter().filter(|r| !r.is_empty()).collect();
        if rows.is_empty() {
            return;
        }
        self.blocks.push(Block::Table(Grid {
            file: self.file.clone(),
            sheet: Some(format!("{}. tabula", self.tables)),
            typed: false,
            rows,
            warnings: Vec::new(),
        }));
    }

    fn limit(&self, name: &'static str, allowed: u64, found: u64) -> Result<(), ImportError> {
        LimitExceeded::check(name, allowed, found)
            .map_err(|e| ImportError::limit(Source::file(&self.file), e))
    }
}

/// The value of a property: its attribute `val`.
fn value(tag: &BytesStart<'_>) -> Option<String> {
    tag.attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == "val")
        .map(|a| a.value.to_string())
}
