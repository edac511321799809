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

/// A page of a long table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Its first row, from 1; 0 where there is none.
    pub from: usize,
    /// Its last row.
    pub to: usize,
    /// Rows in all.
    pub rows: usize,
    /// The page, from 1.
    pub page: usize,
}

impl Window {
    /// Leaves only the rows of a page in the table; a page that is not there is the last one.
    pub fn cut(table: &mut Table, page: usize, per_page: usize) -> Self {
        let rows = table.rows.len();
        let page = page.clamp(1, rows.div_ceil(per_page.max(1)).max(1));
        let from = (page - 1) * per_page;
        table.rows = std::mem::take(&mut table.rows)
            .into_iter()
            .skip(from)
            .take(per_page)
            .collect();
        Self {
            from: (from + 1).min(rows),
            to: from + table.rows.len(),
            rows,
            page,
        }
    }
}

/// All that the page shows.
pub struct ListInput<'a> {
    /// What the page is for, in a sentence or two.
    pub intro: String,
    /// The path of the page, without ending.
    pub path: &'static str,
    /// The form.
    pub fields: Vec<Field>,
    /// What is to be said about this answer; empty for nothing.
    pub notice: String,
    /// Path and words.
    pub links: Vec<(String, String)>,
    /// The tables; the first is the one for CSV.
    pub tables: Vec<Table>,
    /// Which part of the first table is shown, where it is too long for a page.
    pub window: Option<Window>,
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
    range: String,
    previous: Option<String>,
    next: Option<String>,
}

/// A page of coverage that is a list.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn list_page(frame: &Frame, input: &ListInput<'_>) -> Result<String, askama::Error> {
    let query = frame.here.split_once('?').map_or("", |(_, q)| q);
    let joint = if query.is_empty() { "" } else { "?" };
    let take = |ending: &str| format!("{}.{ending}{joint}{query}", input.path);
    let tables = input.tables.iter().enumerate().map(|(at, table)| {
        let mut html = String::new();
        write_html(table, &mut html);
        let all = input.window.filter(|_| at == 0).map(|w| w.rows);
        (table.title.clone(), all.unwrap_or(table.rows.len()), html)
    });
    let window = input.window.filter(|w| w.to - w.from + 1 < w.rows);
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("page="))
        .collect();
    let turn = |page: usize| {
        let page = format!("page={page}");
        let pairs: Vec<&str> = kept.iter().copied().chain([page.as_str()]).collect();
        format!("{}?{}", input.path, pairs.join("&"))
    };
    let range = window.map(|w| {
        let range = frame
            .language
            .with("search.range", "from", &w.from.to_string());
        let range = range.replace("{to}", &w.to.to_string());
        range.replace("{n}", &frame.language.number(w.rows))
    });
    ListPage {
        frame,
        input,
        takes: match input.tables.is_empty() {
            true => Vec::new(),
            false => vec![(take("csv"), "CSV"), (take("xlsx"), "XLSX")],
        },
        tables: tables.collect(),
        range: range.unwrap_or_default(),
        previous: window.filter(|w| w.page > 1).map(|w| turn(w.page - 1)),
        next: window.filter(|w| w.to < w.rows).map(|w| turn(w.page + 1)),
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
            notice: String::new(),
            links: Vec::new(),
            tables: vec![table],
            window: None,
            items: Vec::new(),
            may_tick: false,
            nothing: "",
        };
        let frame = Frame::new(Language::Lv, "x", "/gaps?sector=KOK");
        let html = list_page(&frame, &input).unwrap();
        assert!(html.contains("/gaps.csv?sector=KOK") && html.contains("/gaps.xlsx?sector=KOK"));
        assert!(html.contains("&lt;b&gt;") && !html.contains("⟨?⟩"));
    }

    #[test]
    fn a_long_table_is_turned_page_by_page_and_keeps_the_question() {
        let mut table = Table::new("Trūkumi", vec![Column::new("Prasība", ColumnKind::Text)]);
        table.rows = (0..7).map(|n| vec![Cell::text(format!("r{n}"))]).collect();
        let window = Window::cut(&mut table, 2, 3);
        let names: Vec<String> = table
            .rows
            .iter()
            .map(|r| r[0].words(table.language))
            .collect();
        assert_eq!(names, ["r3", "r4", "r5"]);
        let input = ListInput {
            intro: String::new(),
            path: "/gaps",
            fields: Vec::new(),
            notice: "Uzmanību".into(),
            links: Vec::new(),
            tables: vec![table.clone()],
            window: Some(window),
            items: Vec::new(),
            may_tick: false,
            nothing: "",
        };
        let frame = Frame::new(Language::Lv, "x", "/gaps?sector=KOK&page=2");
        let html = list_page(&frame, &input).unwrap();
        for part in [
            "/gaps?sector=KOK&#38;page=1",
            "/gaps?sector=KOK&#38;page=3",
            "Uzmanību",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        table.rows = (0..2).map(|n| vec![Cell::text(format!("r{n}"))]).collect();
        assert_eq!(Window::cut(&mut table, 99, 3).page, 1);
    }
}
