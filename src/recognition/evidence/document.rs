//! DOCX: paragraphs as text, tables of subjects as tables.

use super::claim::{Evidence, EvidenceFormat, Notice, PassageAt};
use super::{EvidenceError, table, text};
use crate::import::Limits;
use crate::import::tables::{Block, Columns, Grid, read_document};

/// Reads a document.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    columns: &Columns,
    limits: &Limits,
) -> Result<Evidence, EvidenceError> {
    let document = read_document(bytes, name, limits)?;
    let whole = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(p) => Some(p.text.as_str()),
        Block::Table(_) => None,
    });
    let proof = text::proof_of(&whole.collect::<Vec<_>>().join("\n"));
    let mut evidence = Evidence::new(name, EvidenceFormat::Docx);
    let mut under: Option<String> = None;
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let read = text::of_text(name, &paragraph.text);
                for mut claim in read.claims {
                    claim.passage.at = PassageAt::Paragraph {
                        number: paragraph.number,
                    };
                    claim.proof = proof;
                    claim.under = claim
                        .under
                        .or_else(|| paragraph.listed.then(|| under.clone()).flatten());
                    evidence.claims.push(claim);
                }
                if !paragraph.listed {
                    under = Some(paragraph.text.trim_end_matches(':').to_owned())
                        .filter(|t| t.chars().count() <= 120);
                }
            }
            Block::Table(grid) => add_table(&mut evidence, grid, columns, proof),
        }
    }
    Ok(evidence)
}

/// A table of subjects, else the text of its cells: forms are often laid out as tables.
fn add_table(evidence: &mut Evidence, grid: &Grid, columns: &Columns, proof: super::Proof) {
    if table::add_grid(evidence, grid, columns).is_ok() {
        return;
    }
    let before = evidence.claims.len();
    let name = evidence.name.clone();
    for row in &grid.rows {
        for (_, cell) in row.filled() {
            for mut claim in text::of_text(&name, &cell.text).claims {
                claim.passage.at = PassageAt::Row {
                    sheet: grid.sheet.clone(),
                    row: row.number,
                    column: None,
                };
                claim.proof = proof;
                evidence.claims.push(claim);
            }
        }
    }
    if evidence.claims.len() == before {
        evidence.notice(Notice::TablesLeftOut);
    }
}
