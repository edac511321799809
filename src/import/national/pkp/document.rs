//! PKP as the official document: a title and an approval note, facts and a summary, the duties with their tasks as
//! lists (section 3), the tables of professional and general requirements (sections 4 and 5).
//!
//! The tables carry the requirements; the lists of section 3 carry duties and tasks that the tables may leave out. What
//! only one of both names is imported all the same, and said.

use crate::import::ImportError;
use crate::import::tables::{Block, Columns, Document, Grid, find_tables, fit};
use crate::model::{Scope, Source};

use super::super::facts::Facts;
use super::super::statements::normal;
use super::official::{self, SPEC};
use super::outline::{Listed, Outline, head_facts};
use super::{Draft, scope_of};

pub(super) fn read(document: &Document, columns: &Columns) -> Result<Draft, ImportError> {
    let mut draft = Draft::new(&document.file);
    let mut facts = Facts::new("pkp-facts");
    let mut outline = Outline::default();
    let mut grids: Vec<(&Grid, String)> = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                outline.take(&document.file, paragraph);
                if grids.is_empty() {
                    facts.take_paragraph(&document.file, paragraph, columns);
                    head_facts(&mut facts, &document.file, paragraph, &outline);
                }
            }
            Block::Table(grid) if fit(grid, &SPEC, columns).obligatory == SPEC.obligatory.len() => {
                grids.push((grid, outline.heading.clone()));
            }
            Block::Table(grid) => facts.take_rows(grid, &grid.rows, columns),
        }
    }
    if !outline.summary.is_empty() {
        facts.set(
            "summary",
            outline.summary.join("\n"),
            Source::file(&document.file),
        );
    }
    draft.take_facts(&facts);
    if grids.is_empty() {
        // The same error as for a sheet: it names the columns that would do.
        let empty = Grid {
            file: document.file.clone(),
            ..Grid::default()
        };
        find_tables(&empty, &SPEC, columns, &mut draft.findings)?;
    }
    for (grid, heading) in grids {
        let tables = find_tables(grid, &SPEC, columns, &mut draft.findings)?;
        for table in &tables {
            official::read_table(&mut draft, table, scope_of("", &heading));
        }
    }
    merge_lists(&mut draft, outline.duties);
    Ok(draft)
}

/// Puts the duties and tasks of section 3 beside those of the tables.
fn merge_lists(draft: &mut Draft, listed: Vec<Listed>) {
    for listed in listed {
        let scope = scope_of(&listed.number, &listed.name);
        let same = draft.duties.iter().position(|d| {
            d.scope == scope && (normal(&d.name) == normal(&listed.name) || scope == Scope::General)
        });
        let Some(index) = same else {
            draft.findings.warn(
                "duty-without-table",
                listed.at.clone(),
                format!(
                    "the duty “{}” has no rows in the tables of requirements; it was added without any",
                    listed.name
                ),
            );
            let duty = draft.duty(&listed.number, &listed.name, scope, || listed.at.clone());
            for (text, at) in listed.tasks {
                duty.task("", &text, || at);
            }
            continue;
        };
        let Some(duty) = draft.duties.get_mut(index) else {
            continue;
        };
        for (text, at) in listed.tasks {
            if !duty.tasks.iter().any(|t| normal(&t.text) == normal(&text)) {
                draft.findings.warn(
                    "task-without-row",
                    at.clone(),
                    format!(
                        "the task “{text}” of section 3 has no row in the tables of requirements; it was added without any"
                    ),
                );
                duty.task("", &text, || at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::tables::Paragraph;

    fn paragraph(number: u32, text: &str) -> Block {
        Block::Paragraph(Paragraph {
            number,
            text: text.to_owned(),
            listed: false,
        })
    }

    fn table(rows: &[[&str; 5]]) -> Block {
        Block::Table(Grid::from_text("a.docx", rows.iter().map(|r| r.iter())))
    }

    const HEADER: [&str; 5] = [
        "Nr.p.k.",
        "Uzdevumi",
        "Prasmes un attieksmes",
        "Profesionālās zināšanas",
        "Kompetences",
    ];

    fn document() -> Document {
        let texts = [
            "GALDNIEKA PROFESIJAS STANDARTS",
            "SASKAŅOTS apakšpadomes 2017. gada 7. februāra sēdē, protokols Nr. 1",
            "Kvalifikācija: Galdnieks",
            "1. Profesijas nosaukums, kvalifikācijas līmenis",
            "Trešais profesionālās kvalifikācijas līmenis (3.PKL) (atbilst ceturtajam LKI līmenim (4. LKI))",
            "3. Profesionālās darbības pamatuzdevumu un pienākumu kopsavilkums",
            "Galdnieks gatavo mēbeles.",
            "Galdnieka pienākumi un uzdevumi:",
            "3.1. Darba plānošana:",
            "- plānot darbu;",
            "- kārtot darbavietu;",
        ];
        let mut blocks: Vec<Block> = (1..).zip(texts).map(|(n, t)| paragraph(n, t)).collect();
        blocks.push(table(&[
            HEADER,
            ["1. Darba plānošana", "", "", "", ""],
            [
                "1.1.",
                "plānot darbu",
                "1. Lasīt rasējumus.",
                "Izpratnes līmenī:\n1. Rasējumu veidi.",
                "1. Spēja plānot (4. LKI).",
            ],
        ]));
        blocks.push(paragraph(
            12,
            "5. Vispārējās prasmes, zināšanas un kompetences",
        ));
        blocks.push(table(&[
            HEADER,
            ["1.", "sazināties", "1. Runāt latviski.", "", ""],
        ]));
        Document {
            file: "a.docx".into(),
            blocks,
        }
    }

    #[test]
    fn the_official_document_is_read_whole() {
        let draft = read(&document(), &Columns::built_in()).unwrap();
        assert_eq!(draft.name, "Galdnieks");
        assert_eq!(draft.approved, Some(jiff::civil::date(2017, 2, 7)));
        assert_eq!(draft.level.as_ref().map(|l| l.lki), Some(4));
        assert_eq!(draft.summary.as_deref(), Some("Galdnieks gatavo mēbeles."));
        assert_eq!(draft.protocol.as_deref(), Some("Nr. 1"));
        let requirements: usize = draft
            .duties
            .iter()
            .flat_map(|d| &d.tasks)
            .map(|t| t.requirements.len())
            .sum();
        assert_eq!((draft.duties.len(), requirements), (2, 4));
        assert_eq!(draft.duties[1].scope, Scope::General);
        assert_eq!(draft.duties[1].tasks[0].number, "V.1");
    }

    #[test]
    fn a_task_that_only_section_3_names_is_kept_and_said() {
        let draft = read(&document(), &Columns::built_in()).unwrap();
        assert_eq!(draft.duties[0].tasks[1].text, "kārtot darbavietu");
        let codes: Vec<_> = draft.findings.into_list().iter().map(|w| w.code).collect();
        assert!(codes.contains(&"task-without-row"), "{codes:?}");
    }

    #[test]
    fn a_document_without_tables_names_what_is_missing() {
        let document = Document {
            file: "a.docx".into(),
            blocks: vec![paragraph(1, "Kaut kas")],
        };
        assert_eq!(
            read(&document, &Columns::built_in()).unwrap_err().code(),
            "missing-column"
        );
    }
}
