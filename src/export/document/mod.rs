//! The neutral document: papers that are handed out (comparison sheets, decisions, opinions), with writers for DOCX and print.
//!
//! Programs build a [`Document`] from blocks, or fill a [`Template`] that a school may edit; both writers read the same
//! structure, so the printed page and the DOCX say the same.

mod docx;
mod html;
mod inline;
mod template;

pub use docx::write_docx;
pub use html::{html_body, html_page};
pub use inline::parse_inline;
pub use template::{Fields, Template, TemplateProblem, TemplateProblems};

use super::table::Table;
use crate::model::Lang;

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The office file could not be packed.
    #[error("the document cannot be written: {0}")]
    Pack(String),
}

/// Which way the paper lies; it is always A4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Orientation {
    /// Upright.
    #[default]
    Portrait,
    /// On its side: wide tables.
    Landscape,
}

/// A document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Its title, for the file's properties and the browser; the visible one is a heading of its own.
    pub title: String,
    /// The language of its words.
    pub language: Lang,
    /// Which way the paper lies.
    pub orientation: Orientation,
    /// A line at the head of every page.
    pub header: String,
    /// A line at the foot of every page, before the page number.
    pub footer: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A piece of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading.
    Heading {
        /// Its place: the title of the document, a part, a part of a part.
        level: HeadingLevel,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph(Paragraph),
    /// Items of a list.
    List {
        /// Numbered or with dashes.
        marks: ListMarks,
        /// The items.
        items: Vec<Vec<Run>>,
    },
    /// Names with their values: number of the protocol, name of the school.
    Facts(Vec<(String, String)>),
    /// A table; its title stands above it, its notes below.
    Table(Table),
    /// Lines to sign on.
    Signatures(Vec<Signature>),
    /// What follows begins a page.
    PageBreak,
}

/// The place of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeadingLevel {
    /// The title of the document; centred.
    Title,
    /// A part.
    Part,
    /// A part of a part.
    Section,
}

/// How items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListMarks {
    /// A dash.
    Dashes,
    /// 1., 2., 3.
    Numbers,
}

/// Where the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Align {
    /// From the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// To the right: place and date, references.
    Right,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paragraph {
    /// Its words.
    pub runs: Vec<Run>,
    /// Where its lines stand.
    pub align: Align,
}

/// Words of one look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    /// The words; a line feed breaks the line.
    pub text: String,
    /// How they stand out.
    pub weight: Weight,
}

/// How words stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Weight {
    /// Not at all.
    #[default]
    Plain,
    /// Bold.
    Strong,
    /// Italic: a passage quoted from somebody's papers.
    Quoted,
}

/// A line to sign on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// The office: *Komisijas priekšsēdētājs*.
    pub role: String,
    /// The name to stand below the line, empty where it is not known.
    pub name: String,
}

impl Run {
    /// Plain words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            weight: Weight::Plain,
        }
    }

    /// Words that stand out.
    pub fn strong(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            weight: Weight::Strong,
        }
    }

    /// Words quoted from elsewhere.
    pub fn quoted(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            weight: Weight::Quoted,
        }
    }
}

impl Block {
    /// A heading.
    pub fn heading(level: HeadingLevel, text: impl Into<String>) -> Self {
        Self::Heading {
            level,
            text: text.into(),
        }
    }

    /// A paragraph of plain words.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::runs(vec![Run::plain(text)])
    }

    /// A paragraph of these words.
    pub fn runs(runs: Vec<Run>) -> Self {
        Self::Paragraph(Paragraph {
            runs,
            align: Align::Left,
        })
    }
}

impl Document {
    /// An empty upright document in Latvian.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            language: Lang::Lv,
            orientation: Orientation::Portrait,
            header: String::new(),
            footer: String::new(),
            blocks: Vec::new(),
        }
    }

    /// Adds a block.
    pub fn push(&mut self, block: Block) -> &mut Self {
        self.blocks.push(block);
        self
    }

    /// Its words as plain text, a line a paragraph, item, fact or row: for tests, search and screen readers.
    pub fn plain_text(&self) -> String {
        let joined = |runs: &[Run]| runs.iter().map(|r| r.text.as_str()).collect::<String>();
        let mut lines = Vec::new();
        for block in &self.blocks {
            match block {
                Block::Heading { text, .. } => lines.push(text.clone()),
                Block::Paragraph(p) => lines.push(joined(&p.runs)),
                Block::List { items, .. } => lines.extend(items.iter().map(|i| joined(i))),
                Block::Facts(facts) => {
                    lines.extend(facts.iter().map(|(name, value)| format!("{name}: {value}")));
                }
                Block::Table(table) => {
                    lines.push(
                        table
                            .columns
                            .iter()
                            .map(|c| c.name.as_str())
                            .collect::<Vec<_>>()
                            .join(" | "),
                    );
                    lines.extend(table.rows.iter().map(|row| {
                        let words = row.iter().map(|c| c.words(table.language));
                        words.collect::<Vec<_>>().join(" | ")
                    }));
                    lines.extend(table.notes.iter().cloned());
                }
                Block::Signatures(lines_to_sign) => {
                    lines.extend(
                        lines_to_sign
                            .iter()
                            .map(|s| format!("{} {}", s.role, s.name)),
                    );
                }
                Block::PageBreak => {}
            }
        }
        lines.join("\n")
    }
}

/// The tag of a language with its country, as office files want it.
fn locale(language: Lang) -> &'static str {
    match language {
        Lang::Lv => "lv-LV",
        Lang::En => "en-GB",
        Lang::Und => "und",
    }
}

#[cfg(test)]
pub(super) fn sample() -> Document {
    use super::table::{Cell, Column, ColumnKind, Tone};
    let mut document = Document::new("Salīdzinājuma tabula");
    document.header = "Rīgas Amatu tehnikums".into();
    document.footer = "Lieta Nr. 7".into();
    document.push(Block::heading(HeadingLevel::Title, "Salīdzinājuma tabula"));
    document.push(Block::Facts(vec![
        ("Persona".into(), "Anna Bērziņa & <dēli>".into()),
        ("Programma".into(), "Mēbeļu galdnieks".into()),
    ]));
    document.push(Block::runs(vec![
        Run::plain("Komisija "),
        Run::strong("nolēma"),
        Run::plain(" atzīt, jo "),
        Run::quoted("“strādājusi galdniecībā”"),
    ]));
    document.push(Block::List {
        marks: ListMarks::Numbers,
        items: vec![vec![Run::plain("pirmais")], vec![Run::plain("otrais")]],
    });
    let columns = vec![
        Column::new("Mācīšanās rezultāts", ColumnKind::Text),
        Column::new("Stundas", ColumnKind::Number),
        Column::new("Statuss", ColumnKind::Status),
    ];
    let mut table = Table::new("Rezultāti", columns);
    for n in 1..=60 {
        let tone = if n % 3 == 0 { Tone::Bad } else { Tone::Good };
        let word = if n % 3 == 0 { "nav" } else { "pilnībā" };
        table.rows.push(vec![
            Cell::text(format!("Rezultāts {n}: zāģēt, ēvelēt un slīpēt masīvkoku")),
            Cell::Number(f64::from(n)),
            Cell::status(word, tone),
        ]);
    }
    table.notes.push("Avots: MIP".into());
    document.push(Block::Table(table));
    document.push(Block::PageBreak);
    document.push(Block::heading(HeadingLevel::Part, "Paraksti"));
    document.push(Block::Signatures(vec![Signature {
        role: "Komisijas priekšsēdētāja".into(),
        name: "Ilze Ozola".into(),
    }]));
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_holds_every_word() {
        let text = sample().plain_text();
        for word in [
            "Salīdzinājuma tabula",
            "Persona: Anna",
            "Komisija nolēma atzīt",
            "otrais",
            "| nav",
            "Avots: MIP",
            "Ilze Ozola",
        ] {
            assert!(text.contains(word), "{word}");
        }
    }
}
