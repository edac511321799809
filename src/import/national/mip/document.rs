//! MIP as module documents: the facts of the programme, then for each module its name, its facts, its goal and the
//! table of outcomes in five columns.

use crate::import::ImportError;
use crate::import::tables::{
    Block, Columns, Document, Grid, Paragraph, find_tables, fit, key, values,
};
use crate::model::Source;

use super::super::facts::{Facts, paragraph_source};
use super::super::names;
use super::super::words::{PARTS, choose};
use super::sheets::{self, MODULES, OUTCOMES};
use super::{Draft, Module};

/// A module being read.
struct Open {
    name: String,
    at: Source,
    facts: Facts,
    /// Whether the next paragraph is the goal.
    goal_next: bool,
    goal: String,
    outcomes: Vec<super::Outcome>,
}

pub(super) fn read(document: &Document, columns: &Columns) -> Result<Draft, ImportError> {
    let mut draft = Draft::new(&document.file);
    let mut facts = Facts::new("mip-facts");
    let mut open: Option<Open> = None;
    let mut listed: Vec<&Grid> = Vec::new();
    let mut done: Vec<Open> = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => match module_heading(&paragraph.text) {
                Some(name) => {
                    done.extend(open.take());
                    open = Some(Open {
                        name,
                        at: paragraph_source(&document.file, paragraph),
                        facts: Facts::new("mip"),
                        goal_next: false,
                        goal: String::new(),
                        outcomes: Vec::new(),
                    });
                }
                None => match &mut open {
                    Some(module) => module.take_paragraph(&document.file, paragraph, columns),
                    None => facts.take_paragraph(&document.file, paragraph, columns),
                },
            },
            Block::Table(grid)
                if fit(grid, &OUTCOMES, columns).known >= 2 && has(grid, columns) =>
            {
                if let Some(module) = &mut open {
                    for table in &find_tables(grid, &OUTCOMES, columns, &mut draft.findings)? {
                        for row in table.rows().filter(|r| !r.text("outcome").is_empty()) {
                            let outcome = sheets::outcome_of(&mut draft, &row, row.text("outcome"));
                            module.outcomes.push(outcome);
                        }
                    }
                }
            }
            Block::Table(grid) => {
                let modules = fit(grid, &MODULES, columns);
                match &mut open {
                    Some(module) => module.facts.take_rows(grid, &grid.rows, columns),
                    None if modules.obligatory == 1 && modules.known >= 3 => listed.push(grid),
                    None => facts.take_rows(grid, &grid.rows, columns),
                }
            }
        }
    }
    done.extend(open.take());
    draft.take_facts(&facts);
    for grid in listed {
        sheets::read_modules(&mut draft, grid, columns)?;
    }
    if done.is_empty() && draft.modules.is_empty() {
        // The same error as for a sheet: it names the columns that would do.
        let empty = Grid {
            file: document.file.clone(),
            ..Grid::default()
        };
        find_tables(&empty, &OUTCOMES, columns, &mut draft.findings)?;
    }
    for module in done {
        finish(&mut draft, module);
    }
    Ok(draft)
}

fn has(grid: &Grid, columns: &Columns) -> bool {
    fit(grid, &OUTCOMES, columns).obligatory == OUTCOMES.obligatory.len()
}

/// The name in a heading `Modulis „Elektrodrošība”`.
fn module_heading(text: &str) -> Option<String> {
    let rest = text
        .strip_prefix("Modulis")
        .or_else(|| text.strip_prefix("MODULIS"))?;
    let rest = rest.trim_start_matches([' ', ':', '\n']);
    let quote = rest.chars().next()?;
    if !matches!(quote, '"' | '„' | '“' | '«' | '”') {
        return None;
    }
    let name = rest.trim_matches(['"', '„', '“', '”', '«', '»', ' ', '.']);
    (!name.is_empty()).then(|| names::one_line(name))
}

impl Open {
    fn take_paragraph(&mut self, file: &str, paragraph: &Paragraph, columns: &Columns) {
        let text = paragraph.text.as_str();
        if self.goal_next {
            self.goal_next = false;
            if self.goal.is_empty() {
                self.goal = text.to_owned();
                return;
            }
        }
        match text.split_once(':') {
            None if columns.field("mip", text) == Some("goal") => self.goal_next = true,
            Some((head, rest)) if columns.field("mip", head) == Some("goal") => {
                self.goal = rest.trim().to_owned();
                self.goal_next = self.goal.is_empty();
            }
            _ => self.facts.take_paragraph(file, paragraph, columns),
        }
    }
}

/// Joins what a module's own pages say with its row in the list of modules, if there is one.
fn finish(draft: &mut Draft, open: Open) {
    let facts = &open.facts;
    let code = facts.text("module-code").to_owned();
    let part = choose(
        facts.text("part"),
        PARTS,
        || facts.at("part"),
        &mut draft.findings,
    );
    let theory = facts.number("theory", &mut draft.findings);
    let practice = facts.number("practice", &mut draft.findings);
    let stated = facts.number("hours", &mut draft.findings);
    let sum = theory.unwrap_or(0.0) + practice.unwrap_or(0.0);
    if let Some(hours) = stated
        && (theory.is_some() || practice.is_some())
        && sheets::differs(hours, sum)
    {
        draft.findings.warn(
            "sum-differs",
            facts.at("hours"),
            format!("the module states {hours} hours, theory and practice add up to {sum}"),
        );
    }
    let entry_text = facts.text("entry");
    let entry = if matches!(key(entry_text).as_str(), "nav" | "") {
        Vec::new()
    } else {
        values::list(&entry_text.replace(',', ";"))
    };
    let index = draft
        .modules
        .iter()
        .position(|m| sheets::same_module(m, &code, &open.name))
        .unwrap_or_else(|| {
            draft.modules.push(Module {
                code: code.clone(),
                name: open.name.clone(),
                ..Module::default()
            });
            draft.modules.len() - 1
        });
    let Some(module) = draft.modules.get_mut(index) else {
        return;
    };
    let hours = stated.or((sum > 0.0).then_some(sum));
    module.part = module.part.or(part);
    module.theory = module.theory.or(theory);
    module.practice = module.practice.or(practice);
    module.hours = module.hours.or(hours);
    if module.entry.is_empty() {
        module.entry = entry;
    }
    if module.goal.is_empty() {
        module.goal = names::one_line(&open.goal);
    }
    if module.at.file.is_empty() {
        module.at = open.at;
    }
    let strict = values::codes(facts.text("strict-numbers"));
    module.outcomes.extend(open.outcomes);
    for outcome in &mut module.outcomes {
        outcome.strict |= strict.contains(&outcome.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(number: u32, text: &str) -> Block {
        Block::Paragraph(Paragraph {
            number,
            text: text.to_owned(),
            listed: false,
        })
    }

    fn table(rows: &[&[&str]]) -> Block {
        Block::Table(Grid::from_text("a.docx", rows.iter().map(|r| r.iter())))
    }

    fn document() -> Document {
        Document {
            file: "a.docx".into(),
            blocks: vec![
                paragraph(1, "Programma: Enerģētika"),
                paragraph(2, "Kvalifikācija: Elektrotehniķis"),
                paragraph(3, "Modulis „Elektrodrošība”"),
                table(&[
                    &["Moduļa kods", "ET5"],
                    &["Daļa", "A daļa"],
                    &["Teorija", "20"],
                    &["Prakse", "30"],
                    &["Kopā", "60"],
                ]),
                paragraph(4, "Moduļa mērķis"),
                paragraph(5, "Sekmēt drošu darbu."),
                paragraph(6, "Obligāti pierādāmie rezultāti: 1"),
                table(&[
                    &[
                        "Sasniedzamais rezultāts",
                        "Īpatsvars %",
                        "Ieteicamie temati",
                        "Vidējs apguves līmenis",
                        "Optimāls apguves līmenis",
                    ],
                    &[
                        "1. Spēj: strādāt droši. Zina: normas. Izprot: riskus.",
                        "40",
                        "Normas ; Riski",
                        "Strādā.",
                        "Vada.",
                    ],
                    &["2. Spēj: glābt.\n60 %", "", "", "", ""],
                ]),
            ],
        }
    }

    #[test]
    fn a_module_document_is_read_whole() {
        let draft = read(&document(), &Columns::built_in()).unwrap();
        assert_eq!(
            (draft.name.as_str(), draft.qualification.as_str()),
            ("Enerģētika", "Elektrotehniķis")
        );
        let module = &draft.modules[0];
        assert_eq!(
            (module.code.as_str(), module.name.as_str()),
            ("ET5", "Elektrodrošība")
        );
        assert_eq!(module.goal, "Sekmēt drošu darbu.");
        assert_eq!(module.outcomes[0].parts.knows, "normas");
        assert_eq!(module.outcomes[0].topics, ["Normas", "Riski"]);
        assert_eq!(module.outcomes[1].weight, Some(60.0));
        let strict: Vec<bool> = module.outcomes.iter().map(|o| o.strict).collect();
        assert_eq!(strict, [true, false]);
    }

    #[test]
    fn hours_that_do_not_add_up_are_said() {
        let draft = read(&document(), &Columns::built_in()).unwrap();
        let list = draft.findings.into_list();
        assert_eq!(list[0].code, "sum-differs");
        assert!(
            list[0].message.contains("60") && list[0].message.contains("50"),
            "{}",
            list[0].message
        );
    }

    #[test]
    fn a_heading_needs_quotes_to_name_a_module() {
        assert_eq!(
            module_heading("Modulis \"A un B\"").as_deref(),
            Some("A un B")
        );
        assert_eq!(module_heading("Modulis sākas"), None);
        assert_eq!(module_heading("Moduļa mērķis"), None);
    }
}
