//! Writing tables: for people, as CSV, XLSX or JSON.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::out;
use crate::export::table::{About, Table, write_xlsx};
use crate::model::Lang;

/// How tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum TableFormat {
    /// For people.
    #[default]
    Text,
    /// Comma-separated values: the first table.
    Csv,
    /// A spreadsheet: every table a sheet.
    Xlsx,
    /// As the HTTP API answers.
    Json,
}

/// Where and how tables are written.
#[derive(Debug, Clone, Args)]
pub(super) struct TableArgs {
    /// How it is written.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: TableFormat,
    /// Write to this file instead of the standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Headings in English.
    #[arg(long)]
    pub(super) english: bool,
}

impl TableArgs {
    /// The language of headings.
    pub(super) fn language(&self) -> Lang {
        if self.english { Lang::En } else { Lang::Lv }
    }

    /// Writes tables, or the answer itself as JSON; `text` writes it for people.
    pub(super) fn write(
        &self,
        answer: &impl serde::Serialize,
        tables: &[Table],
        text: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
    ) -> anyhow::Result<()> {
        let mut bytes = Vec::new();
        match self.format {
            TableFormat::Text => text(&mut bytes)?,
            TableFormat::Json => {
                serde_json::to_writer_pretty(&mut bytes, answer)?;
                bytes.push(b'\n');
            }
            TableFormat::Csv => match tables.first() {
                Some(table) => table.write_csv(&mut bytes)?,
                None => anyhow::bail!("there is no table to write"),
            },
            TableFormat::Xlsx => {
                let Some(first) = tables.first() else {
                    anyhow::bail!("there is no table to write");
                };
                bytes = write_xlsx(tables, &About::of(first))?;
            }
        }
        match &self.output {
            Some(path) => std::fs::write(path, bytes).with_context(|| path.display().to_string()),
            None => {
                let mut stdout = out::stdout();
                stdout.write_all(&bytes)?;
                Ok(stdout.flush()?)
            }
        }
    }
}

/// Writes a table for people: each row its first columns in one line, every other filled cell below it.
pub(super) fn write_rows(out: &mut dyn Write, table: &Table) -> std::io::Result<()> {
    writeln!(out, "{}", table.title)?;
    for note in &table.notes {
        writeln!(out, "  {note}")?;
    }
    let heads = table.heading_columns.max(1);
    for row in 0..table.rows.len() {
        let words = |at: usize| table.cell(row, at).words(table.language);
        let head: Vec<String> = (0..heads).map(words).filter(|w| !w.is_empty()).collect();
        writeln!(out, "\n{}", one_line(&head.join(" · ")))?;
        for (at, column) in table.columns.iter().enumerate().skip(heads) {
            let words = words(at);
            if !words.is_empty() {
                writeln!(out, "    {}: {}", column.name, words.replace('\n', "; "))?;
            }
        }
    }
    Ok(())
}

fn one_line(text: &str) -> String {
    text.replace('\n', "; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::table::{Cell, Column, ColumnKind};

    #[test]
    fn a_row_is_a_headline_and_its_filled_cells() {
        let mut table = Table::new(
            "T",
            vec![
                Column::new("Kas", ColumnKind::Text),
                Column::new("Daļa", ColumnKind::Percent),
                Column::new("Piezīme", ColumnKind::Text),
            ],
        );
        table
            .rows
            .push(vec![Cell::text("a\nb"), Cell::Percent(0.5), Cell::Empty]);
        let mut out = Vec::new();
        write_rows(&mut out, &table).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "T\n\na; b\n    Daļa: 50\u{a0}%\n"
        );
    }
}
