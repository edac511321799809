//! A school's own lists of materials: the form to upload one, and a list with its mapping and what is to be mended.

use askama::Template;

use super::coverage_words::title;
use super::{Frame, Language, QueryString, record_path};
use crate::catalogue::coverage::SchoolList;
use crate::coverage::{Check, OwnList, OwnRow, Ref, Support};
use crate::export::coverage::check_words;

/// Why a list is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListRefusal {
    /// No file was chosen, or an empty one.
    Nothing,
    /// It is something else than its name says.
    OtherFormat {
        /// What it is.
        what: &'static str,
    },
    /// It cannot be read as a table.
    NoTable {
        /// What the reader of tables says, in English.
        why: String,
    },
    /// No column holds titles.
    NoTitles {
        /// The header, as far as it was found.
        found: Vec<String>,
    },
    /// It has a header alone.
    NoRows,
    /// It has more rows than any school has.
    TooLong {
        /// Its rows.
        rows: usize,
        /// The most that are read.
        most: usize,
    },
    /// Its cells, columns or unpacked bytes are beyond a limit.
    TooLarge,
    /// The account keeps as many lists as it may.
    TooMany {
        /// So many.
        most: usize,
    },
}

impl ListRefusal {
    /// Why, and what would be right.
    pub fn words(&self, language: Language) -> String {
        let text = |key: &str| language.text(key).to_owned();
        match self {
            Self::Nothing => text("list.no_file"),
            Self::OtherFormat { what } => language.with("list.other_format", "what", what),
            Self::NoTable { why } => language.with("list.no_table", "why", why),
            Self::NoTitles { found } if found.is_empty() => text("list.no_titles"),
            Self::NoTitles { found } => {
                let found = language.with("list.no_titles_found", "found", &found.join(", "));
                format!("{} {found}", text("list.no_titles"))
            }
            Self::NoRows => text("list.no_rows"),
            Self::TooLong { rows, most } => language
                .with("list.too_long", "rows", &language.number(*rows))
                .replace("{most}", &language.number(*most)),
            Self::TooLarge => text("list.too_large"),
            Self::TooMany { most } => language.with("list.too_many", "n", &most.to_string()),
        }
    }
}

/// All that the overview shows.
#[derive(Debug, Clone)]
pub struct OwnListsInput {
    /// The lists of the account, the newest first.
    pub lists: Vec<SchoolList>,
    /// Why the last one was not taken.
    pub refusal: Option<ListRefusal>,
    /// Bytes that a file may have.
    pub most_bytes: usize,
}

#[derive(Template)]
#[template(path = "own_lists.html")]
struct OwnListsPage<'a> {
    frame: &'a Frame,
    input: &'a OwnListsInput,
    refusal: Option<String>,
    most: String,
}

/// The lists of an account and the form for another one.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn own_lists_page(frame: &Frame, input: &OwnListsInput) -> Result<String, askama::Error> {
    let language = frame.language;
    OwnListsPage {
        frame,
        input,
        refusal: input.refusal.as_ref().map(|r| r.words(language)),
        most: language.with("list.most", "n", &(input.most_bytes >> 20).to_string()),
    }
    .render()
}

/// Which rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ListShown {
    /// All.
    #[default]
    All,
    /// Those with something to mend.
    ToMend,
    /// Those for which nothing was found.
    Unmapped,
}

impl ListShown {
    const ALL: [(Self, &'static str); 3] = [
        (Self::All, "list.show_all"),
        (Self::ToMend, "list.show_mend"),
        (Self::Unmapped, "list.show_unmapped"),
    ];

    /// The choice with this code; all for any other one.
    pub fn from_code(code: &str) -> Self {
        match code {
            "mend" => Self::ToMend,
            "unmapped" => Self::Unmapped,
            _ => Self::All,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::ToMend => "mend",
            Self::Unmapped => "unmapped",
        }
    }

    fn shows(self, row: &OwnRow) -> bool {
        match self {
            Self::All => true,
            Self::ToMend => row.checks.iter().any(|c| !matches!(c, Check::NotMapped)),
            Self::Unmapped => row.mapped.is_empty(),
        }
    }
}

/// All that the page of a list shows.
pub struct OwnListInput<'a> {
    /// The list as it is kept.
    pub kept: &'a SchoolList,
    /// Checked and mapped.
    pub list: &'a OwnList,
    /// How it is checked, as parameters.
    pub query: QueryString,
    /// Older than this year is too old; empty for nothing.
    pub older: &'a str,
    /// The qualification that it is mapped to alone; empty for all.
    pub qualification: &'a str,
    /// What can be chosen.
    pub qualifications: &'a [(Ref, Vec<Ref>)],
    /// Which rows are shown.
    pub shown: ListShown,
    /// The page, from 1.
    pub page: usize,
    /// Rows on a page.
    pub per_page: usize,
}

/// A module and outcome that a row serves.
struct MappedView {
    qualification: String,
    module: String,
    module_path: String,
    outcome: Option<(String, String)>,
    says: &'static str,
    class: &'static str,
}

struct RowView {
    number: u32,
    title: String,
    known: Option<String>,
    mapped: Vec<MappedView>,
    checks: Vec<String>,
}

#[derive(Template)]
#[template(path = "own_list.html")]
struct OwnListPage<'a> {
    frame: &'a Frame,
    input: &'a OwnListInput<'a>,
    rows: Vec<RowView>,
    uploaded: String,
    sums: Vec<(&'static str, String)>,
    shows: Vec<(String, &'static str, bool)>,
    qualifications: Vec<(String, String, bool)>,
    csv: String,
    xlsx: String,
    range: String,
    previous: Option<String>,
    next: Option<String>,
    own: String,
}

/// A list: what was found, what is to be mended.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn own_list_page(frame: &Frame, input: &OwnListInput<'_>) -> Result<String, askama::Error> {
    let language = frame.language;
    let own = format!("/lists/{}", input.kept.key);
    let shown: Vec<&OwnRow> = input
        .list
        .rows
        .iter()
        .filter(|r| input.shown.shows(r))
        .collect();
    let from = ((input.page - 1) * input.per_page).min(shown.len());
    let to = (from + input.per_page).min(shown.len());
    let at = |show: ListShown, page: usize| {
        let page = if page > 1 {
            page.to_string()
        } else {
            String::new()
        };
        let query = input.query.clone().and("show", show.code());
        query.and("page", &page).path_at(&own)
    };
    let take = |format: &str| input.query.clone().and("format", format).path_at(&own);
    let range = language.with("search.range", "from", &(from + 1).min(to).to_string());
    OwnListPage {
        frame,
        input,
        rows: shown
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .map(|row| view(input.list, row, language))
            .collect(),
        uploaded: input.kept.uploaded_at.chars().take(10).collect(),
        sums: vec![
            (
                language.text("list.rows"),
                language.number(input.list.rows.len()),
            ),
            (
                language.text("list.mapped"),
                language.number(input.list.mapped),
            ),
            (
                language.text("list.to_mend"),
                language.number(input.list.to_mend),
            ),
        ],
        shows: ListShown::ALL
            .iter()
            .map(|&(show, key)| (at(show, 1), language.text(key), show == input.shown))
            .collect(),
        qualifications: input
            .qualifications
            .iter()
            .map(|(q, _)| {
                let id = q.id.to_string();
                let chosen = id == input.qualification;
                (id, title(q, language), chosen)
            })
            .collect(),
        csv: take("csv"),
        xlsx: take("xlsx"),
        range: range
            .replace("{to}", &to.to_string())
            .replace("{n}", &language.number(shown.len())),
        previous: (input.page > 1).then(|| at(input.shown, input.page - 1)),
        next: (to < shown.len()).then(|| at(input.shown, input.page + 1)),
        own,
    }
    .render()
}

fn view(list: &OwnList, row: &OwnRow, language: Language) -> RowView {
    let mapped = row.mapped.iter().map(|m| {
        let (says, class) = match m.support {
            Support::Accepted => ("support.accepted", "tone-good"),
            Support::Listed => ("support.listed", "tone-good"),
            Support::Machine => ("support.machine", "tone-weak"),
        };
        MappedView {
            qualification: m
                .qualification
                .as_ref()
                .map_or_else(String::new, |q| q.name.clone()),
            module: title(&m.module, language),
            module_path: record_path(m.module.id.as_str()),
            outcome: m
                .outcome
                .as_ref()
                .map(|o| (title(o, language), record_path(o.id.as_str()))),
            says: language.text(says),
            class,
        }
    });
    RowView {
        number: row.number,
        title: row.title.clone(),
        known: row.known.as_ref().map(|k| record_path(k.id.as_str())),
        mapped: mapped.collect(),
        checks: row
            .checks
            .iter()
            .map(|check| check_words(list, row, check, language.of_labels()))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::OwnHeading;

    #[test]
    fn every_refusal_says_what_would_be_right_in_both_languages() {
        let refusals = [
            ListRefusal::Nothing,
            ListRefusal::OtherFormat { what: "PDF" },
            ListRefusal::NoTable { why: "x".into() },
            ListRefusal::NoTitles {
                found: vec!["Ēdiens".into()],
            },
            ListRefusal::NoRows,
            ListRefusal::TooLong {
                rows: 50_000,
                most: 20_000,
            },
            ListRefusal::TooLarge,
            ListRefusal::TooMany { most: 40 },
        ];
        for language in [Language::Lv, Language::En] {
            for refusal in &refusals {
                let words = refusal.words(language);
                assert!(!words.contains(['{', '⟨']), "{words}");
                let input = OwnListsInput {
                    lists: Vec::new(),
                    refusal: Some(refusal.clone()),
                    most_bytes: 16 << 20,
                };
                let frame = Frame::new(language, "x", "/lists");
                let html = own_lists_page(&frame, &input).unwrap();
                assert!(html.contains("role=\"alert\"") && !html.contains('⟨'));
            }
        }
    }

    #[test]
    fn rows_to_mend_are_those_with_something_to_correct() {
        let row = |checks| OwnRow {
            number: 2,
            title: "<Koks>".into(),
            cells: vec!["<Koks>".into()],
            known: None,
            mapped: Vec::new(),
            checks,
        };
        assert!(!ListShown::ToMend.shows(&row(vec![Check::NotMapped])));
        assert!(ListShown::ToMend.shows(&row(vec![Check::SameIsbn { row: 1 }])));
        assert!(ListShown::Unmapped.shows(&row(Vec::new())));
        let list = OwnList {
            headings: vec![OwnHeading {
                name: "Nosaukums".into(),
                field: Some("title".into()),
            }],
            rows: vec![row(vec![Check::NotMapped])],
            mapped: 0,
            to_mend: 0,
        };
        let kept = SchoolList {
            key: 3,
            owner: "skola".into(),
            name: "saraksts.csv".into(),
            uploaded_at: "2026-11-21T08:00:00Z".into(),
            file_name: "saraksts.csv".into(),
            size: 10,
        };
        for language in [Language::Lv, Language::En] {
            let frame = Frame::new(language, "saraksts.csv", "/lists/3");
            let input = OwnListInput {
                kept: &kept,
                list: &list,
                query: QueryString::default().and("older", "2010"),
                older: "2010",
                qualification: "",
                qualifications: &[],
                shown: ListShown::All,
                page: 1,
                per_page: 100,
            };
            let html = own_list_page(&frame, &input).unwrap();
            assert!(
                html.contains("/lists/3?older=2010&#38;format=xlsx"),
                "{html}"
            );
            assert!(html.contains("&#60;Koks&#62;") && !html.contains('⟨'));
        }
    }
}
