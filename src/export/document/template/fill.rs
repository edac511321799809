//! A template and what it is filled with → a document.

use super::{
    Fields, Insert, Line, Name, Part, Piece, Template, TemplateProblem, TemplateProblems, Wanted,
};
use crate::export::document::{Block, Document, Paragraph, parse_inline};
use crate::export::document::{Run, Weight};
use crate::model::Lang;

impl Template {
    /// Fills the template.
    ///
    /// # Errors
    /// [`TemplateProblems`] for every name that is not known, with its line and the names that are.
    pub fn fill(&self, fields: &Fields) -> Result<Document, TemplateProblems> {
        let mut filler = Filler {
            file: &self.file,
            around: vec![fields],
            problems: Vec::new(),
        };
        let mut document = Document {
            title: filler.text(&self.title),
            language: Lang::Lv,
            orientation: self.orientation,
            header: filler.text(&self.header),
            footer: filler.text(&self.footer),
            blocks: Vec::new(),
        };
        filler.pieces(&self.pieces, &mut document.blocks);
        if document.title.is_empty() {
            let heading = document.blocks.iter().find_map(|block| match block {
                Block::Heading { text, .. } => Some(text.clone()),
                _ => None,
            });
            document.title = heading.unwrap_or_default();
        }
        if filler.problems.is_empty() {
            Ok(document)
        } else {
            filler.problems.sort_by_key(|p| p.line);
            filler.problems.dedup();
            Err(TemplateProblems(filler.problems))
        }
    }
}

struct Filler<'f> {
    file: &'f str,
    /// The fields known here, the innermost last.
    around: Vec<&'f Fields>,
    problems: Vec<TemplateProblem>,
}

impl<'f> Filler<'f> {
    fn pieces(&mut self, pieces: &[Piece], out: &mut Vec<Block>) {
        for piece in pieces {
            self.piece(piece, out);
        }
    }

    fn piece(&mut self, piece: &Piece, out: &mut Vec<Block>) {
        match piece {
            Piece::Heading(level, line) => out.push(Block::heading(*level, self.text(line))),
            Piece::Paragraph(align, line) => {
                let runs = self.runs(line);
                let align = *align;
                out.push(Block::Paragraph(Paragraph { runs, align }));
            }
            Piece::Item(marks, line) => {
                let item = self.runs(line);
                match out.last_mut() {
                    Some(Block::List { marks: m, items }) if m == marks => items.push(item),
                    _ => out.push(Block::List {
                        marks: *marks,
                        items: vec![item],
                    }),
                }
            }
            Piece::PageBreak => out.push(Block::PageBreak),
            Piece::Insert(insert, name) => self.insert(*insert, name, out),
            Piece::If {
                name,
                wanted,
                pieces,
            } => {
                let has = self.find(name, |fields| fields.has(&name.name));
                if has.is_some_and(|has| has == (*wanted == Wanted::Something)) {
                    self.pieces(pieces, out);
                }
            }
            Piece::Each { name, pieces } => {
                let items = self.find(name, |fields| fields.lists.get(&name.name));
                for item in items.into_iter().flatten() {
                    self.around.push(item);
                    self.pieces(pieces, out);
                    self.around.pop();
                }
            }
        }
    }

    fn insert(&mut self, insert: Insert, name: &Name, out: &mut Vec<Block>) {
        let key = &name.name;
        match insert {
            Insert::Table => {
                let table = self.find(name, |f| f.tables.get(key));
                out.extend(table.cloned().map(Block::Table));
            }
            Insert::Facts => {
                let facts = self.find(name, |f| f.facts.get(key));
                out.extend(facts.cloned().map(Block::Facts));
            }
            Insert::Signatures => {
                let signatures = self.find(name, |f| f.signatures.get(key));
                out.extend(signatures.cloned().map(Block::Signatures));
            }
            Insert::Blocks => {
                let blocks = self.find(name, |f| f.blocks.get(key));
                out.extend(blocks.into_iter().flatten().cloned());
            }
        }
    }

    /// What stands under a name, from the inside out; a name that is nowhere is a problem.
    fn find<T>(&mut self, name: &Name, look: impl Fn(&'f Fields) -> Option<T>) -> Option<T> {
        let found = self.around.iter().rev().find_map(|fields| look(fields));
        if found.is_none() {
            self.unknown(name.line, &name.name);
        }
        found
    }

    fn unknown(&mut self, line: usize, name: &str) {
        let mut known: Vec<&str> = Vec::new();
        for f in &self.around {
            known.extend(f.texts.keys().map(String::as_str));
            known.extend(f.facts.keys().map(String::as_str));
            known.extend(f.tables.keys().map(String::as_str));
            known.extend(f.signatures.keys().map(String::as_str));
            known.extend(f.blocks.keys().map(String::as_str));
            known.extend(f.lists.keys().map(String::as_str));
        }
        known.sort_unstable();
        known.dedup();
        self.problems.push(TemplateProblem {
            file: self.file.to_owned(),
            line,
            message: format!(
                "nothing of this kind is called “{name}” here; there are: {}",
                known.join(", ")
            ),
        });
    }

    fn value(&mut self, line: usize, name: &str, otherwise: &str) -> String {
        let found = self.around.iter().rev().find_map(|f| f.texts.get(name));
        match found {
            Some(text) if text.trim().is_empty() => otherwise.to_owned(),
            Some(text) => text.clone(),
            None => {
                self.unknown(line, name);
                String::new()
            }
        }
    }

    /// A line as words alone.
    fn text(&mut self, line: &Line) -> String {
        let parts = line.parts.iter().map(|part| match part {
            Part::Words(words) => words.clone(),
            Part::Place { name, otherwise } => self.value(line.number, name, otherwise),
        });
        parts.collect()
    }

    /// A line with the words that stand out. What is filled in is never read as marks: a name with asterisks stays one.
    fn runs(&mut self, line: &Line) -> Vec<Run> {
        /// Stands for a place while marks are looked for; no text of a template holds it.
        const PLACE: char = '\u{f8ff}';
        let mut values = Vec::new();
        let mut marked = String::new();
        for part in &line.parts {
            match part {
                Part::Words(words) => marked.push_str(&words.replace(PLACE, "")),
                Part::Place { name, otherwise } => {
                    values.push(self.value(line.number, name, otherwise));
                    marked.push(PLACE);
                }
            }
        }
        let mut values = values.into_iter();
        let mut runs = parse_inline(&marked);
        for run in &mut runs {
            let mut text = String::with_capacity(run.text.len());
            for c in run.text.chars() {
                match c {
                    PLACE => text.push_str(&values.next().unwrap_or_default()),
                    c => text.push(c),
                }
            }
            run.text = text;
        }
        runs.retain(|run| !run.text.is_empty() || run.weight == Weight::Plain);
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::document::{Align, HeadingLevel, ListMarks, Orientation, Signature};
    use crate::export::table::{Cell, Column, ColumnKind, Table};

    const TEMPLATE: &str = "\
; lēmuma veidne
@nosaukums: Lēmums par {{persona}}
@kājene: Protokols Nr. {{protokols|______}}
@lapa: guļus
# Lēmums
>> {{datums}}
[[dati lieta]]
Komisija **nolēma** atzīt {{persona}} rezultātus.
[[katram moduļi]]
## {{modulis}}
- {{stundas}} stundas, {{persona}}
- otrais
[[ja piezīme]]
Piezīme: {{piezīme}}
[[beigas]]
[[janav piezīme]]
Piezīmju nav.
[[beigas]]
[[beigas]]
[[tabula rezultāti]]
[[teksts vēl]]
[[lapa]]
[[paraksti komisija]]
";

    fn fields() -> Fields {
        let mut fields = Fields::new();
        let module = |name: &str, note: &str| {
            let mut module = Fields::new();
            module
                .text("modulis", name)
                .text("stundas", "40")
                .text("piezīme", note);
            module
        };
        let mut table = Table::new("", vec![Column::new("R", ColumnKind::Text)]);
        table.rows.push(vec![Cell::text("x")]);
        fields
            .text("persona", "Anna **B**")
            .text("protokols", "")
            .text("datums", "01.03.2026.")
            .facts("lieta", vec![("Skola".into(), "RAT".into())])
            .list(
                "moduļi",
                vec![module("Galdniecība", ""), module("Virpošana", "laba")],
            )
            .table("rezultāti", table)
            .blocks("vēl", vec![Block::paragraph("vēl kas")])
            .signatures("komisija", vec![Signature::default()]);
        fields
    }

    #[test]
    fn every_place_is_filled() {
        let document = Template::read("t", TEMPLATE)
            .unwrap()
            .fill(&fields())
            .unwrap();
        assert_eq!(document.title, "Lēmums par Anna **B**");
        assert_eq!(document.footer, "Protokols Nr. ______");
        assert_eq!(document.orientation, Orientation::Landscape);
        assert_eq!(
            document.blocks[0],
            Block::heading(HeadingLevel::Title, "Lēmums")
        );
        assert!(matches!(&document.blocks[1], Block::Paragraph(p) if p.align == Align::Right));
        assert_eq!(
            document.blocks[3],
            Block::runs(vec![
                Run::plain("Komisija "),
                Run::strong("nolēma"),
                Run::plain(" atzīt Anna **B** rezultātus."),
            ])
        );
        let text = document.plain_text();
        assert!(
            text.contains("Galdniecība\n40 stundas, Anna **B**\notrais\nPiezīmju nav.\nVirpošana")
        );
        assert!(text.contains("Piezīme: laba") && text.contains("vēl kas"));
        assert!(
            matches!(&document.blocks[5], Block::List { marks: ListMarks::Dashes, items } if items.len() == 2)
        );
    }

    #[test]
    fn an_unknown_name_is_said_with_line_and_what_there_is() {
        let template = Template::read(
            "t.txt",
            "labi\n{{vards}}\n[[tabula cita]]\n[[ja kas]]\n[[beigas]]\n",
        )
        .unwrap();
        let problems = template.fill(&fields()).unwrap_err().0;
        let lines: Vec<usize> = problems.iter().map(|p| p.line).collect();
        assert_eq!(lines, [2, 3, 4]);
        assert!(problems[0].message.contains("“vards”") && problems[0].message.contains("persona"));
    }

    #[test]
    fn a_list_of_nothing_writes_nothing() {
        let mut fields = fields();
        fields.list("moduļi", Vec::new());
        let document = Template::read("t", TEMPLATE)
            .unwrap()
            .fill(&fields)
            .unwrap();
        assert!(!document.plain_text().contains("stundas"));
    }

    #[test]
    fn inside_a_list_the_nearest_name_counts() {
        let template = Template::read(
            "t",
            "[[katram moduļi]]\n{{modulis}} {{persona}}\n[[beigas]]",
        )
        .unwrap();
        let mut fields = fields();
        let mut own = Fields::new();
        own.text("modulis", "M").text("persona", "Jānis");
        fields.list("moduļi", vec![own]);
        assert_eq!(template.fill(&fields).unwrap().plain_text(), "M Jānis");
    }

    #[test]
    fn what_is_filled_in_is_no_command() {
        let mut fields = Fields::new();
        fields.text("x", "[[lapa]]\n# nav virsraksts {{y}}");
        let document = Template::read("t", "{{x}}").unwrap().fill(&fields).unwrap();
        assert_eq!(
            document.blocks,
            [Block::paragraph("[[lapa]]\n# nav virsraksts {{y}}")]
        );
    }

    #[test]
    fn a_condition_asks_for_any_kind_of_field() {
        let template = Template::read(
            "t",
            "[[ja rezultāti]]\nir\n[[beigas]]\n[[janav rezultāti]]\nnav\n[[beigas]]",
        )
        .unwrap();
        let mut fields = fields();
        assert_eq!(template.fill(&fields).unwrap().plain_text(), "ir");
        fields.table("rezultāti", Table::new("", Vec::new()));
        assert_eq!(template.fill(&fields).unwrap().plain_text(), "nav");
    }

    #[test]
    fn without_a_title_the_first_heading_is_it() {
        let document = Template::read("t", "# Plāns\nx")
            .unwrap()
            .fill(&Fields::new())
            .unwrap();
        assert_eq!(document.title, "Plāns");
    }
}
