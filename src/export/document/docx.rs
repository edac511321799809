//! Documents as DOCX, through docx-rs.
//!
//! What that library has no words for is added to the parts it makes: the language of the text (so that a speller checks
//! Latvian), the properties of the file, and header rows of tables that repeat on every page.

use std::io::Cursor;

use docx_rs::{
    AbstractNumbering, AlignmentType, BreakType, Docx, Footer, Header, HeightRule, IndentLevel,
    Level, LevelJc, LevelText, LineSpacing, NumPages, NumberFormat, Numbering, NumberingId,
    PageMargin, PageNum, PageOrientationType, Paragraph as P, Run as R, RunFonts, Shading,
    SpecialIndentType, Start, Style, StyleType, Tab, TabValueType, Table as T, TableAlignmentType,
    TableBorders, TableCell, TableCellMargins, TableLayoutType, TableRow, WidthType, XMLDocx,
};

use super::{
    Align, Block, Document, DocumentError, HeadingLevel, ListMarks, Orientation, Run, Signature,
    Weight, locale,
};
use crate::export::escape::{escape, printable};
use crate::export::table::{Cell, ColumnKind, Table, Tone};
use crate::model::Lang;

// Twentieths of a point, as office files measure.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: u32 = 1_134;

/// The mark of a header row until [`repeat_header_rows`] replaces it: no other row has a height of its own.
const HEADER_MARK: &str = r#"<w:trHeight w:val="1" w:hRule="atLeast" />"#;

/// Makes a DOCX of the document.
///
/// # Errors
/// [`DocumentError::Pack`].
pub fn write_docx(document: &Document) -> Result<Vec<u8>, DocumentError> {
    let mut writer = Writer {
        docx: frame(document),
        width: match document.orientation {
            Orientation::Portrait => PAGE.0 - 2 * MARGIN,
            Orientation::Landscape => PAGE.1 - 2 * MARGIN,
        } as usize,
        lists: 0,
        break_before: false,
    };
    for block in &document.blocks {
        writer = writer.block(block);
    }
    let mut parts = writer.docx.build();
    finish(&mut parts, document);
    let mut out = Cursor::new(Vec::new());
    parts
        .pack(&mut out)
        .map_err(|e| DocumentError::Pack(e.to_string()))?;
    Ok(out.into_inner())
}

/// Paper, styles, header and footer.
fn frame(document: &Document) -> Docx {
    let font = "Times New Roman";
    let fonts = RunFonts::new().ascii(font).hi_ansi(font).cs(font);
    let heading = |id: &str, name: &str, size: usize, level: usize| {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .based_on("Normal")
            .next("Normal")
            .size(size)
            .bold()
            .outline_lvl(level)
            .line_spacing(LineSpacing::new().before(240).after(120))
    };
    let (width, height) = match document.orientation {
        Orientation::Portrait => PAGE,
        Orientation::Landscape => (PAGE.1, PAGE.0),
    };
    let margin = i32::try_from(MARGIN).unwrap_or(0);
    let mut docx = Docx::new()
        .default_fonts(fonts)
        .default_size(22)
        .default_line_spacing(LineSpacing::new().after(100))
        .add_style(heading("Heading1", "heading 1", 30, 0).align(AlignmentType::Center))
        .add_style(heading("Heading2", "heading 2", 26, 1))
        .add_style(heading("Heading3", "heading 3", 23, 2))
        // Page numbers take their size from it: they are no words of ours.
        .add_style(
            Style::new("Footer", StyleType::Paragraph)
                .name("footer")
                .based_on("Normal")
                .size(18),
        )
        .page_size(width, height)
        .page_margin(
            PageMargin::new()
                .top(margin)
                .bottom(margin)
                .left(margin)
                .right(margin)
                .header(567)
                .footer(567),
        );
    if document.orientation == Orientation::Landscape {
        docx = docx.page_orient(PageOrientationType::Landscape);
    }
    if !document.header.is_empty() {
        let line = P::new().add_run(R::new().size(18).add_text(printable(&document.header)));
        docx = docx.header(Header::new().add_paragraph(line));
    }
    docx.footer(Footer::new().add_paragraph(foot(document, (width - 2 * MARGIN) as usize)))
}

/// The foot of a page: the document's line, and the page number at the right.
fn foot(document: &Document, width: usize) -> P {
    let small = |text: &str| R::new().size(18).add_text(text);
    let line = P::new()
        .style("Footer")
        .add_tab(Tab::new().val(TabValueType::Right).pos(width))
        .add_run(small(&printable(&document.footer)).add_tab());
    match document.language {
        Lang::Lv => line
            .add_page_num(PageNum::new())
            .add_run(small(". lapa no "))
            .add_num_pages(NumPages::new()),
        Lang::En | Lang::Und => line
            .add_run(small("Page "))
            .add_page_num(PageNum::new())
            .add_run(small(" of "))
            .add_num_pages(NumPages::new()),
    }
}

struct Writer {
    docx: Docx,
    width: usize,
    lists: usize,
    /// Whether the next paragraph begins a page.
    break_before: bool,
}

impl Writer {
    fn block(mut self, block: &Block) -> Self {
        match block {
            Block::Heading { level, text } => {
                let style = match level {
                    HeadingLevel::Title => "Heading1",
                    HeadingLevel::Part => "Heading2",
                    HeadingLevel::Section => "Heading3",
                };
                let runs = [Run::plain(text)];
                self.paragraph(words(P::new().style(style).keep_next(true), &runs))
            }
            Block::Paragraph(paragraph) => {
                let align = match paragraph.align {
                    Align::Left => AlignmentType::Left,
                    Align::Centre => AlignmentType::Center,
                    Align::Right => AlignmentType::Right,
                };
                self.paragraph(words(P::new().align(align), &paragraph.runs))
            }
            Block::List { marks, items } => self.list(*marks, items),
            Block::Facts(facts) => {
                let spacing = LineSpacing::new().after(40);
                let rows = facts.iter().map(|(name, value)| {
                    let name = words(P::new(), &[Run::strong(name)]);
                    let value = words(P::new(), &[Run::plain(value)]);
                    plain_row([(name, 30), (value, 70)], self.width, &spacing)
                });
                let table = T::without_borders(rows.collect());
                let table = self.sized(table, &[30, 70]);
                self.table(table)
            }
            Block::Table(table) => {
                if !table.title.is_empty() {
                    let title = [Run::strong(&table.title)];
                    self = self.paragraph(words(P::new().keep_next(true), &title));
                }
                let made = self.rows(table);
                self = self.table(made);
                for note in &table.notes {
                    let note = P::new().add_run(R::new().size(18).add_text(printable(note)));
                    self = self.paragraph(note);
                }
                self
            }
            Block::Signatures(signatures) => {
                let rows = signatures.iter().map(|s| signature_row(s, self.width));
                let table = T::without_borders(rows.collect());
                let table = self.sized(table, &[40, 30, 30]);
                self.table(table)
            }
            Block::PageBreak => {
                self.break_before = true;
                self
            }
        }
    }

    fn paragraph(mut self, paragraph: P) -> Self {
        let paragraph = match std::mem::take(&mut self.break_before) {
            true => paragraph.page_break_before(true),
            false => paragraph,
        };
        self.docx = self.docx.add_paragraph(paragraph);
        self
    }

    /// Adds a table, and an empty line: two tables in a row would grow together.
    fn table(mut self, table: T) -> Self {
        if self.break_before {
            self = self.paragraph(P::new());
        }
        self.docx = self.docx.add_table(table);
        self.docx = self.docx.add_paragraph(P::new().size(8));
        self
    }

    fn list(mut self, marks: ListMarks, items: &[Vec<Run>]) -> Self {
        // Number 1 is taken: docx-rs defines a decimal list of its own under it, and word processors take the first definition.
        self.lists += 1;
        let id = self.lists + 1;
        let (format, text) = match marks {
            ListMarks::Dashes => ("bullet", "–"),
            ListMarks::Numbers => ("decimal", "%1."),
        };
        let level = Level::new(
            0,
            Start::new(1),
            NumberFormat::new(format),
            LevelText::new(text),
            LevelJc::new("left"),
        )
        .indent(Some(500), Some(SpecialIndentType::Hanging(360)), None, None);
        self.docx = self
            .docx
            .add_abstract_numbering(AbstractNumbering::new(id).add_level(level))
            .add_numbering(Numbering::new(id, id));
        for item in items {
            let paragraph = P::new().numbering(NumberingId::new(id), IndentLevel::new(0));
            self = self.paragraph(words(paragraph, item));
        }
        self
    }

    fn sized(&self, table: T, shares: &[usize]) -> T {
        let grid = shares.iter().map(|share| self.width * share / 100);
        table
            .set_grid(grid.collect())
            .width(self.width, WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .align(TableAlignmentType::Left)
            .margins(TableCellMargins::new().margin(30, 80, 30, 80))
    }

    fn rows(&self, table: &Table) -> T {
        // A letter of this size is about 95 twentieths of a point wide.
        let shares = column_shares(table, self.width / 95);
        let width = |column: usize| {
            let share = shares.get(column).copied().unwrap_or(0);
            self.width * share / 100
        };
        let header = table.columns.iter().enumerate().map(|(number, column)| {
            let name = P::new()
                .line_spacing(LineSpacing::new().after(0))
                .add_run(R::new().size(19).bold().add_text(printable(&column.name)));
            TableCell::new()
                .add_paragraph(name)
                .width(width(number), WidthType::Dxa)
                .shading(Shading::new().fill("E3E8EF"))
        });
        let header = TableRow::new(header.collect())
            .cant_split()
            .row_height(1.0)
            .height_rule(HeightRule::AtLeast);
        let rows = (0..table.rows.len()).map(|row| {
            let cells = (0..table.columns.len())
                .map(|column| cell(table, row, column).width(width(column), WidthType::Dxa));
            TableRow::new(cells.collect()).cant_split()
        });
        let made = T::new(std::iter::once(header).chain(rows).collect());
        self.sized(made, &shares).set_borders(TableBorders::new())
    }
}

fn cell(table: &Table, row: usize, column: usize) -> TableCell {
    let cell = table.cell(row, column);
    let text = cell.words(table.language);
    let (fill, weight) = match cell.tone() {
        Some(Tone::Good) => (Some("C9DFF3"), Weight::Plain),
        Some(Tone::Partial) => (Some("FFF1B8"), Weight::Plain),
        Some(Tone::Weak) => (Some("FCE0C4"), Weight::Plain),
        // Bold as well: it must stand out in black and white.
        Some(Tone::Bad) => (Some("F2B5A7"), Weight::Strong),
        Some(Tone::Neutral) => (Some("ECECEC"), Weight::Plain),
        None => (None, Weight::Plain),
    };
    let align = match cell {
        Cell::Number(_) | Cell::Percent(_) => AlignmentType::Right,
        _ => AlignmentType::Left,
    };
    let paragraph = P::new()
        .align(align)
        .line_spacing(LineSpacing::new().after(0))
        .add_run(run(&Run { text, weight }).size(19));
    let made = TableCell::new().add_paragraph(paragraph);
    match fill {
        Some(fill) => made.shading(Shading::new().fill(fill)),
        None => made,
    }
}

/// The width of each column, per cent of the page: room for its longest word, and the rest by how much it has to say. `room` is
/// how many letters a line across the page holds.
fn column_shares(table: &Table, room: usize) -> Vec<usize> {
    const LOOKED_AT: usize = 300;
    /// A word longer than this may be broken.
    const LONGEST_WORD: usize = 24;
    /// The margins of a cell, in letters.
    const MARGINS: usize = 3;
    let rows = table.rows.len().min(LOOKED_AT);
    let longest = |text: &str| {
        let words = text.split_whitespace().map(|w| w.chars().count());
        words.max().unwrap_or(0).min(LONGEST_WORD)
    };
    let mut least = Vec::new();
    let mut asked = Vec::new();
    for (number, column) in table.columns.iter().enumerate() {
        let cells = (0..rows).map(|row| table.cell(row, number).words(table.language));
        let cells: Vec<String> = cells.collect();
        let word = cells.iter().map(|c| longest(c)).max().unwrap_or(0);
        least.push(word.max(longest(&column.name)) + MARGINS);
        let letters: usize = cells.iter().map(|c| c.chars().count().min(160)).sum();
        let mean = letters.checked_div(rows).unwrap_or(0);
        asked.push(match (column.width, column.kind) {
            (Some(width), _) => usize::from(width),
            (None, ColumnKind::Number | ColumnKind::Percent | ColumnKind::Date) => 1,
            (None, _) => mean.clamp(1, 80),
        });
    }
    let taken = least.iter().sum::<usize>();
    let left = room.saturating_sub(taken);
    let all = asked.iter().sum::<usize>().max(1);
    let widths = least
        .iter()
        .zip(&asked)
        .map(|(least, asked)| least + left * asked / all);
    let widths: Vec<usize> = widths.collect();
    let sum = widths.iter().sum::<usize>().max(1);
    widths.iter().map(|n| (n * 100 / sum).max(1)).collect()
}

fn plain_row<const N: usize>(
    cells: [(P, usize); N],
    width: usize,
    spacing: &LineSpacing,
) -> TableRow {
    let cells = cells.map(|(paragraph, share)| {
        TableCell::new()
            .add_paragraph(paragraph.line_spacing(spacing.clone()))
            .width(width * share / 100, WidthType::Dxa)
    });
    TableRow::new(cells.into()).cant_split()
}

fn signature_row(signature: &Signature, width: usize) -> TableRow {
    let line = R::new().add_text("______________________");
    let above = LineSpacing::new().before(360).after(0);
    plain_row(
        [
            (words(P::new(), &[Run::plain(&signature.role)]), 40),
            (P::new().add_run(line), 30),
            (words(P::new(), &[Run::plain(&signature.name)]), 30),
        ],
        width,
        &above,
    )
}

fn words(paragraph: P, runs: &[Run]) -> P {
    runs.iter().map(run).fold(paragraph, P::add_run)
}

fn run(run: &Run) -> R {
    let mut made = R::new();
    for (number, line) in run.text.split('\n').enumerate() {
        if number > 0 {
            made = made.add_break(BreakType::TextWrapping);
        }
        made = made.add_text(printable(line));
    }
    match run.weight {
        Weight::Plain => made,
        Weight::Strong => made.bold(),
        Weight::Quoted => made.italic(),
    }
}

/// Adds what the library has no words for.
fn finish(parts: &mut XMLDocx, document: &Document) {
    let language = locale(document.language);
    edit(&mut parts.document, HEADER_MARK, "<w:tblHeader />");
    let lang = format!(r#"<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA" />"#);
    let end = "</w:rPr></w:rPrDefault>";
    edit(&mut parts.styles, end, &format!("{lang}{end}"));
    let end = "</cp:coreProperties>";
    let title = escape(&printable(&document.title)).into_owned();
    let said = format!("<dc:language>{language}</dc:language><dc:title>{title}</dc:title>{end}");
    edit(&mut parts.doc_props.core, end, &said);
    edit(&mut parts.doc_props.core, ">unknown<", ">Prasme<");
}

fn edit(part: &mut Vec<u8>, from: &str, to: &str) {
    let text = String::from_utf8_lossy(part);
    *part = text.replace(from, to).into_bytes();
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::*;

    use super::super::sample;
    use super::*;
    use crate::export::table::Column;

    fn part(docx: &[u8], name: &str) -> String {
        let mut zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
        let mut text = String::new();
        zip.by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    #[test]
    fn header_rows_repeat_on_every_page() {
        let xml = part(&write_docx(&sample()).unwrap(), "word/document.xml");
        assert_eq!(xml.matches("<w:tblHeader />").count(), 1);
        assert!(!xml.contains("w:trHeight"));
    }

    #[test]
    fn the_file_says_its_language_title_and_maker() {
        let docx = write_docx(&sample()).unwrap();
        assert!(part(&docx, "word/styles.xml").contains("<w:lang w:val=\"lv-LV\""));
        let core = part(&docx, "docProps/core.xml");
        assert!(core.contains("<dc:title>Salīdzinājuma tabula</dc:title>"));
        assert!(core.contains("<dc:creator>Prasme</dc:creator>"));
    }

    #[test]
    fn header_footer_and_page_numbers_are_there() {
        let docx = write_docx(&sample()).unwrap();
        assert!(part(&docx, "word/header1.xml").contains("Rīgas Amatu tehnikums"));
        let foot = part(&docx, "word/footer1.xml");
        assert!(foot.contains("Lieta Nr. 7") && foot.contains("PAGE") && foot.contains("NUMPAGES"));
    }

    #[test]
    fn a_wide_document_lies_on_its_side() {
        let mut document = sample();
        document.orientation = Orientation::Landscape;
        let xml = part(&write_docx(&document).unwrap(), "word/document.xml");
        assert!(xml.contains("w:orient=\"landscape\"") && xml.contains("w:w=\"16838\""));
    }

    #[test]
    fn each_numbered_list_begins_with_one() {
        let mut document = sample();
        let list = document
            .blocks
            .iter()
            .find(|b| matches!(b, Block::List { .. }));
        let list = list.unwrap().clone();
        document.blocks.push(list);
        let docx = write_docx(&document).unwrap();
        let numbering = part(&docx, "word/numbering.xml");
        assert!(numbering.contains("w:numId=\"3\""), "{numbering}");
        // Dashes came out as numbers: the first list shared its number with one that the library brings along.
        for id in ["1", "2", "3"] {
            let opening = format!("<w:abstractNum w:abstractNumId=\"{id}\"");
            let definitions = numbering.matches(&opening).count();
            assert!(definitions <= 1, "list {id} is defined twice: {numbering}");
        }
    }

    #[test]
    fn a_page_break_goes_before_what_follows() {
        let xml = part(&write_docx(&sample()).unwrap(), "word/document.xml");
        assert_eq!(xml.matches("w:pageBreakBefore").count(), 1);
    }

    #[test]
    fn a_short_column_has_room_for_its_longest_word() {
        // Seen in LibreOffice: “pilnī-bā” and “Stun-das” broken in the middle, beside two columns of long sentences.
        let columns = ["Rezultāts", "Pierādījums", "Stundas", "Statuss"];
        let mut table = Table::new(
            "t",
            columns.map(|c| Column::new(c, ColumnKind::Text)).into(),
        );
        let long = "Zāģēt, ēvelēt un slīpēt masīvkoka detaļas, ievērojot darba drošības prasības";
        table.rows.push(
            [long, long, "1,5", "nav piemērojams"]
                .map(Cell::text)
                .into(),
        );
        let shares = column_shares(&table, 100);
        assert!(shares[2] >= 9 && shares[3] >= 13, "{shares:?}");
    }

    #[test]
    fn shares_of_columns_never_pass_the_page() {
        let columns = (0..12).map(|n| Column::new(format!("k{n}"), ColumnKind::Text).wide(40));
        let table = Table::new("t", columns.collect());
        assert!(column_shares(&table, 100).iter().sum::<usize>() <= 100);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn any_words_make_a_document_that_reads_back(words in prop::collection::vec("\\PC{0,30}|[\\x00-\\x1f<>&]{1,5}", 1..5)) {
            let mut document = Document::new(words.concat());
            for word in &words {
                document.push(Block::paragraph(word));
            }
            let docx = write_docx(&document).unwrap();
            for name in ["word/document.xml", "docProps/core.xml"] {
                let xml = part(&docx, name);
                let mut reader = quick_xml::Reader::from_str(&xml);
                loop {
                    match reader.read_event() {
                        Ok(quick_xml::events::Event::Eof) => break,
                        read => prop_assert!(read.is_ok(), "{:?}", read),
                    }
                }
            }
        }
    }
}
