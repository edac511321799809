//! Pages of coverage that are lists: a form that chooses, and tables.

use askama::Template;

use super::Frame;
use crate::export::table::{Table, write_html};

/// A field of the form.
pub enum Field {
    /// A line of text.
    Text {
        /// The parameter.
        name: &'static str,
        /// The words beside it.
        label: String,
        /// What stands in it.
        value: String,
    },
    /// One of several.
    Choice {
        /// The parameter.
        name: &'static str,
        /// The words beside it.
        label: String,
        /// Value, words, whether it is chosen.
        options: Vec<(String, String, bool)>,
    },
    /// Yes or no.
    Check {
        /// The parameter; its value is 1.
        name: &'static str,
        /// The words beside it.
        label: String,
        /// Whether it is ticked.
        ticked: bool,
    },
}

/// An item that can be ticked off.
pub struct Tickable {
    /// The list.
    pub list: String,
    /// The item.
    pub item: String,
    /// What it is about.
    pub words: String,
    /// Who ticked it off and when, if somebody did.
    pub done: Option<String>,
}

/// All that the page shows.
pub struct ListInput<'a> {
    /// What the page is for, in a sentence or two.
    pub intro: String,
    /// The path of the page, without ending.
    pub path: &'static str,
    /// The form.
    pub fields: Vec<Field>,
    /// Path and words.
    pub links: Vec<(String, String)>,
    /// The tables; the first is the one for CSV.
    pub tables: Vec<Table>,
    /// The items that can be ticked off.
    pub items: Vec<Tickable>,
    /// Whether the reader may tick.
    pub may_tick: bool,
    /// What to say where there are no tables; empty for nothing.
    pub nothing: &'a str,
}

#[derive(Template)]
#[template(path = "coverage_list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    input: &'a ListInput<'a>,
    takes: Vec<(String, &'static str)>,
    tables: Vec<(String, usize, String)>,
}

/// A page of coverage that is a list.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn list_page(frame: &Frame, input: &ListInput<'_>) -> Result<String, askama::Error> {
    let query = frame.here.split_once('?').map_or("", |(_, q)| q);
    let joint = if query.is_empty() { "" } else { "?" };
    let take = |ending: &str| format!("{}.{ending}{joint}{query}", input.path);
    let tables = input.tables.iter().map(|table| {
        let mut html = String::new();
        write_html(table, &mut html);
        (table.title.clone(), table.rows.len(), html)
    });
    ListPage {
        frame,
        input,
        takes: match input.tables.is_empty() {
            true => Vec::new(),
            false => vec![(take("csv"), "CSV"), (take("xlsx"), "XLSX")],
        },
        tables: tables.collect(),
    }
    .render()
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::*;
    use crate::export::table::{Cell, Column, ColumnKind};

    #[test]
    fn the_same_link_takes_the_tables_along() {
        let mut table = Table::new("Trūkumi", vec![Column::new("Prasība", ColumnKind::Text)]);
        table.rows.push(vec![Cell::text("<b>")]);
        let input = ListInput {
            intro: String::new(),
            path: "/gaps",
            fields: Vec::new(),
            links: Vec::new(),
            tables: vec![table],
            items: Vec::new(),
            may_tick: false,
            nothing: "",
        };
        let frame = Frame::new(Language::Lv, "x", "/gaps?sector=KOK");
        let html = list_page(&frame, &input).unwrap();
        assert!(html.contains("/gaps.csv?sector=KOK") && html.contains("/gaps.xlsx?sector=KOK"));
        assert!(html.contains("&lt;b&gt;") && !html.contains("⟨?⟩"));
    }
}
