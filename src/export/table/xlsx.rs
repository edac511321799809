//! Tables as a workbook: one worksheet a table, its header in the first row, and a last worksheet that says what the file
//! is. So the first row is the header for machines too, and nothing that a reader must know gets lost.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline,
    Workbook, Worksheet,
};

use super::{Cell, ColumnKind, Table, TableError, Tone};
use crate::model::Lang;

/// Rows of a table that fit a worksheet below its header.
pub const MAX_ROWS: usize = 1_048_575;

/// Characters that a cell of a worksheet holds.
const MAX_CELL: usize = 32_767;

/// Addresses on one worksheet that a spreadsheet accepts as links; the rest stay words.
const MAX_LINKS: usize = 65_000;

/// What the workbook says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// Title.
    pub title: String,
    /// What it is about, in a sentence.
    pub subject: String,
    /// Who made it: an organisation or a person.
    pub author: String,
    /// Lines for the last worksheet: source, rule, date, attribution.
    pub notes: Vec<String>,
    /// The language of the words around the tables.
    pub language: Lang,
}

impl About {
    /// What a table says of itself.
    pub fn of(table: &Table) -> Self {
        Self {
            title: table.title.clone(),
            notes: table.notes.clone(),
            language: table.language,
            author: "Prasme".to_owned(),
            subject: String::new(),
        }
    }
}

/// Makes a workbook of these tables.
///
/// # Errors
/// [`TableError::TooManyRows`], [`TableError::Spreadsheet`].
pub fn write_xlsx(tables: &[Table], about: &About) -> Result<Vec<u8>, TableError> {
    let words = Words::of(about.language);
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&about.title)
            .set_subject(&about.subject)
            .set_author(&about.author)
            .set_company("Prasme")
            .set_comment(about.notes.join("\n")),
    );
    let formats = Formats::new();
    let mut names: Vec<String> = vec![words.about.to_lowercase()];
    for table in tables {
        if table.rows.len() > MAX_ROWS {
            return Err(TableError::TooManyRows {
                title: table.title.clone(),
                rows: table.rows.len(),
            });
        }
        let name = sheet_name(&table.title, &mut names);
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        write_table(sheet, table, &formats, &words)?;
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(words.about)?;
    write_about(sheet, tables, about, &formats)?;
    Ok(workbook.save_to_buffer()?)
}

struct Words {
    about: &'static str,
    page: &'static str,
    cut: &'static str,
}

impl Words {
    fn of(language: Lang) -> Self {
        match language {
            Lang::Lv => Self {
                about: "Par šo failu",
                page: "&P. lapa no &N",
                cut: " … [saīsināts: šūnā vairāk neietilpst]",
            },
            Lang::En | Lang::Und => Self {
                about: "About this file",
                page: "Page &P of &N",
                cut: " … [cut: a cell holds no more]",
            },
        }
    }
}

struct Formats {
    header: Format,
    text: Format,
    number: Format,
    percent: Format,
    date: Format,
    link: Format,
    tones: [Format; 5],
    title: Format,
    note: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = || {
            Format::new()
                .set_align(FormatAlign::Top)
                .set_border(FormatBorder::Hair)
        };
        let toned = |colour: u32| {
            cell()
                .set_text_wrap()
                .set_background_color(Color::RGB(colour))
        };
        Self {
            header: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00E3_E8EF))
                .set_border(FormatBorder::Thin),
            text: cell().set_text_wrap(),
            number: cell().set_num_format("#,##0.##"),
            percent: cell().set_num_format("0%"),
            date: cell()
                .set_num_format("dd.mm.yyyy")
                .set_align(FormatAlign::Left),
            link: cell()
                .set_text_wrap()
                .set_font_color(Color::RGB(0x0000_4C99))
                .set_underline(FormatUnderline::Single),
            // Told apart by lightness too; what is missing is bold, so that it stands out in black and white.
            tones: [
                toned(0x00C9_DFF3),
                toned(0x00FF_F1B8),
                toned(0x00FC_E0C4),
                toned(0x00F2_B5A7).set_bold(),
                toned(0x00EC_ECEC),
            ],
            title: Format::new().set_bold().set_font_size(14),
            note: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        }
    }

    fn tone(&self, tone: Tone) -> &Format {
        let [good, partial, weak, bad, neutral] = &self.tones;
        match tone {
            Tone::Good => good,
            Tone::Partial => partial,
            Tone::Weak => weak,
            Tone::Bad => bad,
            Tone::Neutral => neutral,
        }
    }
}

fn write_table(
    sheet: &mut Worksheet,
    table: &Table,
    formats: &Formats,
    words: &Words,
) -> Result<(), TableError> {
    let width = u16::try_from(table.columns.len()).unwrap_or(u16::MAX);
    let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    let widths: Vec<f64> = (0..table.columns.len())
        .map(|c| column_width(table, c))
        .collect();
    for ((number, column), column_width) in (0_u16..).zip(&table.columns).zip(&widths) {
        sheet.write_string_with_format(0, number, fitting(&column.name, words), &formats.header)?;
        sheet.set_column_width(number, *column_width)?;
    }
    let mut links = 0;
    for (number, row) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0..width).zip(row) {
            write_cell(sheet, (number, column), cell, formats, words, &mut links)?;
        }
        // Not every program makes rows as high as their words ask when it opens a file.
        let lines = widths
            .iter()
            .zip(row)
            .map(|(width, cell)| lines_of(cell, *width, table.language));
        let lines = lines.max().unwrap_or(1).min(MOST_LINES);
        if lines > 1 {
            sheet.set_row_height(number, LINE_HEIGHT * lines as f64)?;
        }
    }
    if width > 0 {
        sheet.autofilter(0, 0, rows, width - 1)?;
        sheet.set_repeat_rows(0, 0)?;
        let heading = u16::try_from(table.heading_columns).unwrap_or(0).min(width);
        sheet.set_freeze_panes(1, heading)?;
    }
    sheet.set_landscape().set_paper_size(A4);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.75, 0.75, 0.3, 0.3);
    // An ampersand begins a code in headers; 255 characters are what a header holds.
    let title: String = table.title.replace('&', "&&").chars().take(120).collect();
    sheet.set_header(format!("&L&B{title}"));
    sheet.set_footer(format!("&LPrasme&R{}", words.page));
    Ok(())
}

/// Points that a line of the usual letters is high.
const LINE_HEIGHT: f64 = 15.0;

/// Lines that the highest row has: a spreadsheet ends at 409 points.
const MOST_LINES: usize = 27;

/// Lines that a cell needs in a column of this width, its words kept whole.
fn lines_of(cell: &Cell, width: f64, language: Lang) -> usize {
    let (Cell::Text(_) | Cell::Link { .. } | Cell::Status { .. }) = cell else {
        return 1;
    };
    // Bold and wide letters take more than the mean one.
    let room = (width * 0.95).max(1.0) as usize;
    let words = cell.words(language);
    let lines = words.lines().map(|line| {
        let mut lines = 1;
        let mut used = 0;
        for word in line.split_whitespace() {
            let letters = word.chars().count();
            if used > 0 && used + 1 + letters > room {
                lines += 1;
                used = 0;
            }
            used += letters + usize::from(used > 0);
            lines += used.saturating_sub(1) / room;
            used = used.saturating_sub(1) % room + 1;
        }
        lines
    });
    lines.sum::<usize>().max(1)
}

/// Number of A4 among the paper sizes of a spreadsheet.
const A4: u8 = 9;

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
    words: &Words,
    links: &mut usize,
) -> Result<(), TableError> {
    match cell {
        Cell::Number(n) if n.is_finite() => {
            sheet.write_number_with_format(row, column, *n, &formats.number)?;
        }
        Cell::Percent(p) if p.is_finite() => {
            sheet.write_number_with_format(row, column, *p, &formats.percent)?;
        }
        Cell::Empty | Cell::Number(_) | Cell::Percent(_) => {
            sheet.write_blank(row, column, &formats.text)?;
        }
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, fitting(text, words), &formats.text)?;
        }
        Cell::Date(day) => {
            // A spreadsheet's calendar begins in 1900.
            let date = u16::try_from(day.year()).ok().and_then(|year| {
                let (month, day) = (day.month().unsigned_abs(), day.day().unsigned_abs());
                ExcelDateTime::from_ymd(year, month, day).ok()
            });
            match date {
                Some(date) => {
                    sheet.write_datetime_with_format(row, column, &date, &formats.date)?
                }
                None => {
                    sheet.write_string_with_format(row, column, day.to_string(), &formats.text)?
                }
            };
        }
        Cell::Link { text, url } => {
            *links += 1;
            let text = fitting(text, words);
            let is_web = url.starts_with("https://") || url.starts_with("http://");
            // What a spreadsheet refuses as a link (too long, too many) is kept as words.
            let linked = is_web && *links <= MAX_LINKS && {
                let link = rust_xlsxwriter::Url::new(url).set_text(&text);
                sheet
                    .write_url_with_format(row, column, link, &formats.link)
                    .is_ok()
            };
            if !linked {
                sheet.write_string_with_format(row, column, text, &formats.text)?;
            }
        }
        Cell::Status { text, tone } => {
            let format = formats.tone(*tone);
            sheet.write_string_with_format(row, column, fitting(text, words), format)?;
        }
    }
    Ok(())
}

fn write_about(
    sheet: &mut Worksheet,
    tables: &[Table],
    about: &About,
    formats: &Formats,
) -> Result<(), TableError> {
    sheet.set_column_width(0, 100)?;
    sheet.write_string_with_format(0, 0, &about.title, &formats.title)?;
    let own = tables.iter().flat_map(|t| &t.notes);
    let own: Vec<&String> = own.filter(|n| !about.notes.contains(n)).collect();
    for (row, note) in (1_u32..).zip(about.notes.iter().chain(own)) {
        let words = Words::of(about.language);
        sheet.write_string_with_format(row, 0, fitting(note, &words), &formats.note)?;
    }
    sheet.set_paper_size(A4);
    Ok(())
}

/// A name that a worksheet may have and that no other one has.
fn sheet_name(title: &str, taken: &mut Vec<String>) -> String {
    const LONGEST: usize = 31;
    let clean: String = title
        .chars()
        .map(|c| match c {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' => ' ',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    // White space may stand between the apostrophes: both go together.
    let edge = |c: char| c.is_whitespace() || c == '\'';
    let clean = clean.trim_matches(edge);
    let clean = if clean.is_empty() { "Tabula" } else { clean };
    for number in 1_usize.. {
        let tail = match number {
            1 => String::new(),
            n => format!(" {n}"),
        };
        let room = LONGEST - tail.len().min(LONGEST);
        let head = cut(clean, room);
        let name = format!("{}{tail}", head.trim_end_matches(edge));
        if !taken.contains(&name.to_lowercase()) {
            taken.push(name.to_lowercase());
            return name;
        }
    }
    clean.to_owned()
}

/// Words as long as a cell holds, saying so where they were cut.
fn fitting(text: &str, words: &Words) -> String {
    if text.encode_utf16().count() <= MAX_CELL {
        return text.to_owned();
    }
    let room = MAX_CELL - words.cut.encode_utf16().count();
    cut(text, room).to_owned() + words.cut
}

/// The beginning of a text, at most so many UTF-16 units: so spreadsheets count.
fn cut(text: &str, mut room: usize) -> &str {
    for (at, c) in text.char_indices() {
        match room.checked_sub(c.len_utf16()) {
            Some(rest) => room = rest,
            None => return &text[..at],
        }
    }
    text
}

/// As wide as most of its content, so that long texts wrap instead of running away.
fn column_width(table: &Table, column: usize) -> f64 {
    const NARROWEST: usize = 8;
    const WIDEST: usize = 60;
    /// So many rows tell how wide a column is.
    const LOOKED_AT: usize = 2_000;
    let Some(head) = table.columns.get(column) else {
        return NARROWEST as f64;
    };
    if let Some(width) = head.width {
        return f64::from(width.min(255));
    }
    let longest_word = |text: &str| text.split_whitespace().map(|w| w.chars().count()).max();
    let cells = (0..table.rows.len().min(LOOKED_AT)).map(|row| {
        let words = table.cell(row, column).words(table.language);
        words.lines().map(|l| l.chars().count()).max().unwrap_or(0)
    });
    let content = cells.max().unwrap_or(0);
    // The arrow of the filter stands beside the last word of the header.
    let header = longest_word(&head.name).unwrap_or(0) + 4;
    let most = match head.kind {
        ColumnKind::Text | ColumnKind::Link => WIDEST,
        ColumnKind::Number | ColumnKind::Percent | ColumnKind::Date | ColumnKind::Status => 24,
    };
    (content + 2).max(header).clamp(NARROWEST, most) as f64
}

#[cfg(test)]
#[path = "xlsx_tests.rs"]
mod tests;
