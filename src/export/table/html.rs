//! Tables as HTML, for pages and print.

use std::fmt::Write;

use super::{Cell, ColumnKind, Table, Tone};
use crate::export::escape::escape;

/// Writes the table as a `<table>` with its caption; the notes follow as paragraphs of class `table-note`.
///
/// Cells have classes by meaning: `num`, `date`, and for a status `tone-good`, `tone-partial`, `tone-weak`, `tone-bad`,
/// `tone-neutral`.
pub fn write_html(table: &Table, out: &mut String) {
    out.push_str("<table>\n<thead><tr>");
    for column in &table.columns {
        let class = match column.kind {
            ColumnKind::Number | ColumnKind::Percent => " class=\"num\"",
            _ => "",
        };
        let _ = write!(
            out,
            "<th scope=\"col\"{class}>{}</th>",
            escape(&column.name)
        );
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in 0..table.rows.len() {
        out.push_str("<tr>");
        for column in 0..table.columns.len() {
            write_cell(table, row, column, out);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
    for note in &table.notes {
        let _ = writeln!(out, "<p class=\"table-note\">{}</p>", escape(note));
    }
}

fn write_cell(table: &Table, row: usize, column: usize, out: &mut String) {
    let cell = table.cell(row, column);
    let words = escape(&cell.words(table.language)).replace('\n', "<br>");
    let class = match cell {
        Cell::Number(_) | Cell::Percent(_) => " class=\"num\"",
        Cell::Date(_) => " class=\"date\"",
        Cell::Status { tone, .. } => match tone {
            Tone::Good => " class=\"tone-good\"",
            Tone::Partial => " class=\"tone-partial\"",
            Tone::Weak => " class=\"tone-weak\"",
            Tone::Bad => " class=\"tone-bad\"",
            Tone::Neutral => " class=\"tone-neutral\"",
        },
        _ => "",
    };
    let words = match cell {
        Cell::Link { url, .. } if is_address(url) => {
            format!("<a href=\"{}\">{words}</a>", escape(url))
        }
        _ => words,
    };
    let heading = column < table.heading_columns && !words.is_empty();
    let _ = match heading {
        true => write!(out, "<th scope=\"row\"{class}>{words}</th>"),
        false => write!(out, "<td{class}>{words}</td>"),
    };
}

/// Whether it may stand in a link: an address of the web or a path of this service, never a script.
fn is_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://") || url.starts_with('/')
}

#[cfg(test)]
mod tests {
    use super::super::{Column, Table};
    use super::*;

    fn html(cell: Cell) -> String {
        let columns = vec![
            Column::new("Nosaukums", ColumnKind::Text),
            Column::new("<Vērtība>", ColumnKind::Status),
        ];
        let mut table = Table::new("t", columns);
        table.rows.push(vec![Cell::text("A & B"), cell]);
        table.notes.push("avots <x>".into());
        let mut out = String::new();
        write_html(&table, &mut out);
        out
    }

    #[test]
    fn words_are_escaped_and_headings_marked() {
        let html = html(Cell::status("daļēji", Tone::Partial));
        assert!(html.contains("<th scope=\"row\">A &amp; B</th>"));
        assert!(html.contains("<th scope=\"col\">&lt;Vērtība&gt;</th>"));
        assert!(html.contains("<td class=\"tone-partial\">daļēji</td>"));
        assert!(html.contains("avots &lt;x&gt;"));
    }

    #[test]
    fn a_script_is_no_address() {
        assert!(!html(Cell::link("x", "javascript:alert(1)")).contains("href"));
        assert!(html(Cell::link("x", "/r/a?b&c")).contains("href=\"/r/a?b&amp;c\""));
    }

    #[test]
    fn lines_of_a_cell_stay_lines() {
        assert!(html(Cell::text("a\nb")).contains("<td>a<br>b</td>"));
    }
}
