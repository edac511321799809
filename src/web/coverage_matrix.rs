//! The page of a coverage matrix.

use askama::Template;

use super::coverage_words::{choice_name, code, sign, title, word};
use super::{Frame, Language, QueryString, record_path};
use crate::coverage::{Column, Matrix, MatrixKind, MatrixRow, Ref, ValueCounts};
use crate::model::CoverageValue;

/// Which rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// All.
    #[default]
    All,
    /// Those that are covered nowhere.
    Holes,
    /// Those that are nowhere covered in full.
    Weak,
}

impl Shown {
    /// The choice with this code; all for any other one.
    pub fn from_code(code: &str) -> Self {
        match code {
            "holes" => Self::Holes,
            "weak" => Self::Weak,
            _ => Self::All,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Holes => "holes",
            Self::Weak => "weak",
        }
    }

    /// Whether a row with this best value is shown.
    pub fn shows(self, best: CoverageValue) -> bool {
        match self {
            Self::All => true,
            Self::Holes => best == CoverageValue::None,
            Self::Weak => !matches!(best, CoverageValue::Full | CoverageValue::NotApplicable),
        }
    }
}

/// All that the page shows.
pub struct MatrixInput<'a> {
    /// The matrix, its rows as far as they are on this page; none where nothing was chosen.
    pub matrix: Option<&'a Matrix>,
    /// What names it.
    pub query: QueryString,
    /// Which rows are shown.
    pub shown: Shown,
    /// The module whose outcomes are shown alone; empty for all.
    pub within: &'a str,
    /// Rows in all.
    pub rows: usize,
    /// The page, from 1.
    pub page: usize,
    /// Rows on a page.
    pub per_page: usize,
    /// What can be chosen: qualifications with their programmes.
    pub qualifications: &'a [(Ref, Vec<Ref>)],
    /// Frameworks, `esco/green` for a collection.
    pub frameworks: &'a [String],
    /// Codes of sectors.
    pub sectors: &'a [String],
    /// The name of a sector.
    pub sector_name: &'a dyn Fn(&str) -> String,
}

struct ColumnView {
    short: String,
    name: String,
    path: String,
    counts: String,
    empty: bool,
}

struct CellView {
    path: String,
    class: &'static str,
    sign: &'static str,
    word: &'static str,
    human: bool,
}

struct RowView {
    group: Option<String>,
    path: String,
    name: String,
    notes: String,
    best: CellView,
    cells: Vec<CellView>,
}

struct Count {
    class: &'static str,
    sign: &'static str,
    word: &'static str,
    n: String,
}

/// A choice: value, words, whether it is chosen.
type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "coverage_matrix.html")]
struct MatrixPage<'a> {
    frame: &'a Frame,
    drawn: bool,
    heading: String,
    sub: String,
    totals: Vec<Count>,
    columns: Vec<ColumnView>,
    rows: Vec<RowView>,
    row_head: &'static str,
    shows: Vec<(String, &'static str, bool)>,
    detail: Option<(String, &'static str)>,
    opinion: Option<String>,
    csv: String,
    xlsx: String,
    range: String,
    previous: Option<String>,
    next: Option<String>,
    qualifications: Vec<Choice>,
    programmes: Vec<Choice>,
    frameworks: Vec<Choice>,
    sectors: Vec<Choice>,
    sides: Vec<Choice>,
}

const fn class(value: CoverageValue) -> &'static str {
    match value {
        CoverageValue::Full => "v-full",
        CoverageValue::Partial => "v-partial",
        CoverageValue::Mentioned => "v-mentioned",
        CoverageValue::None => "v-none",
        CoverageValue::NotApplicable => "v-na",
    }
}

/// The page of a coverage matrix, and of choosing one.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn matrix_page(frame: &Frame, input: &MatrixInput<'_>) -> Result<String, askama::Error> {
    let language = frame.language;
    let chosen = |name: &str, value: &str| {
        let pairs = input.query.pairs();
        pairs.iter().any(|(n, v)| n == name && v == value)
    };
    let choice = |name: &str, record: &Ref| {
        let id = record.id.to_string();
        let is = chosen(name, &id);
        (id, choice_name(record, language), is)
    };
    // Programmes of one field bear one name: what they lead to tells them apart.
    let programmes = input.qualifications.iter().flat_map(|(q, programmes)| {
        programmes.iter().map(|p| {
            let (id, name, is) = choice("programme", p);
            (id, format!("{} – {name}", title(q, language)), is)
        })
    });
    let with = |show: Shown, page: usize| {
        let page = if page > 1 {
            page.to_string()
        } else {
            String::new()
        };
        let query = input.query.clone().and("within", input.within);
        query.and("show", show.code()).and("page", &page)
    };
    let here = with(input.shown, 1);
    let shows = [
        (Shown::All, "coverage.show_all"),
        (Shown::Weak, "coverage.show_weak"),
        (Shown::Holes, "coverage.show_holes"),
    ];
    let drawn = input.matrix.map(|m| Drawn::new(m, input, language));
    let is_programme = input
        .matrix
        .is_some_and(|m| m.kind == MatrixKind::Programme);
    let outcomes = chosen("columns", "outcomes");
    let detail = is_programme.then(|| {
        let query = input.query.clone().none_of("columns");
        match outcomes {
            true => (
                query.path_at("/coverage"),
                language.text("coverage.by_modules"),
            ),
            false => (
                query.and("columns", "outcomes").path_at("/coverage"),
                language.text("coverage.by_outcomes"),
            ),
        }
    });
    let last = (input.page * input.per_page).min(input.rows);
    let first = ((input.page - 1) * input.per_page + 1).min(input.rows);
    let range = language.with("search.range", "from", &first.to_string());
    MatrixPage {
        frame,
        drawn: drawn.is_some(),
        heading: input.matrix.map_or_else(
            || frame.t("coverage.title").to_owned(),
            |m| heading(m, language),
        ),
        sub: input.matrix.map_or_else(String::new, |m| sub(m, language)),
        totals: input
            .matrix
            .map_or_else(Vec::new, |m| counts(&m.totals, language)),
        row_head: language.text(match input.matrix.map(|m| m.kind) {
            Some(MatrixKind::Materials) => "coverage.outcome",
            Some(MatrixKind::Framework) => "coverage.concept",
            _ => "coverage.requirement",
        }),
        shows: shows
            .into_iter()
            .map(|(show, key)| {
                let path = with(show, 1).path_at("/coverage");
                (path, language.text(key), show == input.shown)
            })
            .collect(),
        detail,
        opinion: input
            .matrix
            .filter(|m| m.kind == MatrixKind::Programme)
            .and_then(|m| m.answering.as_ref())
            .map(|programme| super::opinion_path(programme.id.as_str())),
        csv: here.path_at("/coverage.csv"),
        xlsx: here.path_at("/coverage.xlsx"),
        range: range
            .replace("{to}", &last.to_string())
            .replace("{n}", &language.number(input.rows)),
        previous: (input.page > 1).then(|| with(input.shown, input.page - 1).path_at("/coverage")),
        next: (last < input.rows).then(|| with(input.shown, input.page + 1).path_at("/coverage")),
        qualifications: input
            .qualifications
            .iter()
            .map(|(q, _)| choice("qualification", q))
            .collect(),
        programmes: programmes.collect(),
        frameworks: input
            .frameworks
            .iter()
            .map(|f| {
                (
                    f.clone(),
                    framework_name(f, language),
                    chosen("framework", f),
                )
            })
            .collect(),
        sectors: input
            .sectors
            .iter()
            .map(|s| (s.clone(), (input.sector_name)(s), chosen("sector", s)))
            .collect(),
        sides: ["taught", "required", "both"]
            .map(|side| {
                let name = language.text(&format!("coverage.side_{side}")).to_owned();
                (side.to_owned(), name, chosen("side", side))
            })
            .into(),
        columns: drawn.as_ref().map_or_else(Vec::new, |d| d.columns()),
        rows: drawn.as_ref().map_or_else(Vec::new, |d| d.rows()),
    }
    .render()
}

pub(super) fn framework_name(code: &str, language: Language) -> String {
    match code.split_once('/') {
        Some((name, collection)) => {
            let collection = language.name_of("collection", collection);
            format!("{} · {collection}", language.name_of("framework", name))
        }
        None => language.name_of("framework", code),
    }
}

pub(super) fn heading(matrix: &Matrix, language: Language) -> String {
    match (&matrix.asking, &matrix.framework) {
        (Some(asking), _) => title(asking, language),
        (None, Some(name)) => {
            let whole = match &matrix.collection {
                Some(collection) => format!("{name}/{collection}"),
                None => name.clone(),
            };
            framework_name(&whole, language)
        }
        (None, None) => language.text("coverage.title").to_owned(),
    }
}

fn sub(matrix: &Matrix, language: Language) -> String {
    let kind = language.text(match matrix.kind {
        MatrixKind::Programme => "coverage.kind_programme",
        MatrixKind::Framework => "coverage.kind_framework",
        MatrixKind::Materials => "coverage.kind_materials",
    });
    match &matrix.answering {
        Some(programme) => format!("{kind}: {}", title(programme, language)),
        None => kind.to_owned(),
    }
}

fn counts(totals: &ValueCounts, language: Language) -> Vec<Count> {
    let all = CoverageValue::ALL.iter();
    all.map(|&value| Count {
        class: class(value),
        sign: sign(value),
        word: word(value, language),
        n: language.number(totals.of(value)),
    })
    .collect()
}

/// A matrix on its way to the page.
struct Drawn<'a> {
    matrix: &'a Matrix,
    cell: String,
    query: QueryString,
    language: Language,
}

impl<'a> Drawn<'a> {
    fn new(matrix: &'a Matrix, input: &MatrixInput<'_>, language: Language) -> Self {
        Self {
            matrix,
            cell: input.query.path_at("/coverage/cell"),
            query: input.query.clone(),
            language,
        }
    }

    fn columns(&self) -> Vec<ColumnView> {
        self.matrix.columns.iter().map(|c| self.column(c)).collect()
    }

    fn column(&self, column: &Column) -> ColumnView {
        let record = &column.record;
        let name = title(record, self.language);
        let short: String = match (&record.code, &column.group) {
            (Some(code), Some(group))
                if self.matrix.kind == MatrixKind::Programme
                    && record.kind == crate::model::Kind::LearningOutcome =>
            {
                format!("{group} / {code}")
            }
            (Some(code), _) => code.clone(),
            (None, _) => String::new(),
        };
        // A module opens into its outcomes.
        let opens =
            self.matrix.kind == MatrixKind::Programme && record.kind == crate::model::Kind::Module;
        let group = record.code.as_ref().unwrap_or(&record.name);
        let path = match opens {
            true => self
                .query
                .clone()
                .none_of("columns")
                .and("columns", "outcomes")
                .and("within", group)
                .path_at("/coverage"),
            false => record_path(record.id.as_str()),
        };
        let t = &column.totals;
        ColumnView {
            name: match &record.code {
                Some(code) => name
                    .strip_prefix(code.as_str())
                    .unwrap_or(&name)
                    .trim()
                    .to_owned(),
                None => name,
            },
            short,
            path,
            counts: format!("●{} ◐{} ○{}", t.full, t.partial, t.mentioned),
            empty: t.full + t.partial == 0,
        }
    }

    fn rows(&self) -> Vec<RowView> {
        let mut group: Option<&Ref> = None;
        let mut rows = Vec::with_capacity(self.matrix.rows.len());
        for row in &self.matrix.rows {
            let changed = row.group.as_ref() != group;
            group = row.group.as_ref();
            let head = group.filter(|_| changed).map(|g| title(g, self.language));
            rows.push(self.row(row, head));
        }
        rows
    }

    fn row(&self, row: &MatrixRow, group: Option<String>) -> RowView {
        let language = self.language;
        let mut notes: Vec<String> = Vec::new();
        if self.matrix.kind == MatrixKind::Programme {
            notes.extend(row.aspect.map(|a| language.name_of("value", &code(&a))));
            notes.extend(row.depth.map(|d| language.name_of("value", &code(&d))));
        }
        let mut at = row.cells.iter().peekable();
        let of_row = percent_encoding::utf8_percent_encode(
            row.record.id.as_str(),
            percent_encoding::NON_ALPHANUMERIC,
        )
        .to_string();
        let cells = self.matrix.columns.iter().enumerate().map(|(n, column)| {
            let cell = at.next_if(|c| c.column == n);
            let value = cell.map_or(CoverageValue::None, |c| c.value);
            let of_column = percent_encoding::utf8_percent_encode(
                column.record.id.as_str(),
                percent_encoding::NON_ALPHANUMERIC,
            );
            CellView {
                path: format!("{}&row={of_row}&col={of_column}", self.cell),
                class: class(value),
                sign: sign(value),
                word: word(value, language),
                human: cell.is_some_and(|c| c.verdict.is_some()),
            }
        });
        RowView {
            group,
            path: record_path(row.record.id.as_str()),
            name: title(&row.record, language),
            notes: notes.join(", "),
            best: CellView {
                path: String::new(),
                class: class(row.best),
                sign: sign(row.best),
                word: word(row.best, language),
                human: false,
            },
            cells: cells.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(query: QueryString) -> MatrixInput<'static> {
        MatrixInput {
            matrix: None,
            query,
            shown: Shown::All,
            within: "",
            rows: 0,
            page: 1,
            per_page: 250,
            qualifications: &[],
            frameworks: &[],
            sectors: &[],
            sector_name: &|code| code.to_owned(),
        }
    }

    #[test]
    fn choosing_works_without_anything_chosen_and_has_all_its_texts() {
        for language in [Language::Lv, Language::En] {
            let frame = Frame::new(language, "x", "/coverage");
            let html = matrix_page(&frame, &input(QueryString::default())).unwrap();
            assert!(html.contains("<form") && !html.contains("⟨?⟩"));
        }
    }

    #[test]
    fn holes_are_rows_that_nothing_covers() {
        assert!(Shown::Holes.shows(CoverageValue::None));
        assert!(!Shown::Holes.shows(CoverageValue::Mentioned));
        assert!(Shown::Weak.shows(CoverageValue::Partial));
        assert!(!Shown::Weak.shows(CoverageValue::NotApplicable));
        assert_eq!(Shown::from_code(Shown::Weak.code()), Shown::Weak);
    }
}
