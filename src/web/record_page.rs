//! The page of a record: names, text, place in its hierarchy, contents, links, source.

use std::collections::BTreeMap;

use askama::Template;

use super::contents::BranchView;
use super::facts::{self, Fact};
use super::links::{self, LinkGroup, LinkedRecord};
use super::mapped::{self, MappedRecord, MappedView};
use super::{Branch, Frame, Language};
use crate::catalogue::LinkDirection;
use crate::model::{Details, Label, LabelRole, Lang, Record, RelationKind, TextRole};

/// All that the page of a record shows.
#[derive(Debug)]
pub struct RecordInput {
    /// The record.
    pub record: Record,
    /// The name of its sector in the reader's language, or the code.
    pub sector: Option<String>,
    /// The records above it, topmost first.
    pub ancestors: Vec<Record>,
    /// What is below it.
    pub children: Vec<Branch>,
    /// Whether more is below it than `children` shows.
    pub children_cut: bool,
    /// Its links, as many as are shown.
    pub links: Vec<LinkedRecord>,
    /// How many links there are of each relation and direction.
    pub link_counts: BTreeMap<(RelationKind, LinkDirection), usize>,
    /// The datasets that speak of it.
    pub datasets: Vec<String>,
    /// Its mappings in both directions.
    pub mappings: Vec<MappedRecord>,
}

/// The names of one role in one language.
struct Names {
    role: String,
    lang: Lang,
    lang_name: String,
    labels: Vec<Label>,
}

/// The texts of one role.
struct Texts {
    name: String,
    paragraphs: Vec<(Lang, String)>,
}

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage<'a> {
    frame: &'a Frame,
    record: &'a Record,
    name: String,
    kind: String,
    level: Option<String>,
    stated_level: Option<String>,
    superseded: bool,
    sector: Option<String>,
    framework: Option<String>,
    crumbs: Vec<(String, String)>,
    names: Vec<Names>,
    texts: Vec<Texts>,
    facts: Vec<Fact>,
    contents: Vec<BranchView>,
    contents_title: String,
    contents_cut: Option<String>,
    links: Vec<LinkGroup>,
    mappings: Vec<MappedView>,
    review_path: Option<String>,
    collections: Vec<(String, String)>,
    datasets: &'a [String],
    json_path: String,
    questions: Vec<(String, &'static str)>,
}

/// The page of a record.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn record_page(frame: &Frame, input: &RecordInput) -> Result<String, askama::Error> {
    let language = frame.language;
    let record = &input.record;
    let shown: usize = input.children.iter().map(Branch::count).sum();
    let page = RecordPage {
        questions: questions(record, language),
        frame,
        record,
        name: record.name(language.of_labels()).to_owned(),
        kind: language.name_of("kind", record.kind.code()),
        level: facts::level(record),
        stated_level: facts::stated_level(record, language),
        superseded: is_superseded(input),
        sector: input.sector.clone(),
        framework: record
            .framework
            .as_deref()
            .map(|f| language.name_of("framework", f)),
        crumbs: input
            .ancestors
            .iter()
            .map(|r| facts::crumb(r, language))
            .collect(),
        names: names(record, language),
        texts: texts(record, language),
        facts: facts::facts(record, language),
        contents: input
            .children
            .iter()
            .map(|b| BranchView::new(b, language))
            .collect(),
        contents_title: language.count("record.contents", shown),
        contents_cut: input
            .children_cut
            .then(|| language.with("record.contents_cut", "n", &language.number(shown))),
        links: links::groups(&input.links, &input.link_counts, language),
        mappings: mapped::views(&input.mappings, &record.id, language),
        review_path: mapped::review_path(record, &input.mappings),
        collections: facts::collections(record, language),
        datasets: &input.datasets,
        json_path: format!(
            "/api/v1/records/{}",
            super::record_path(record.id.as_str()).trim_start_matches("/r/")
        ),
    };
    page.render()
}

/// The questions of coverage that can be asked of a record, as links.
fn questions(record: &Record, language: Language) -> Vec<(String, &'static str)> {
    use crate::model::Kind;
    let id = record.id.as_str();
    let path = |name: &str, page: &str| {
        let query = super::QueryString::default().and(name, id);
        query.path_at(page)
    };
    let card = || super::record_path(id).replacen("/r/", "/skill/", 1);
    let found = match record.kind {
        Kind::Qualification => vec![
            (path("qualification", "/coverage"), "coverage.link_matrix"),
            (path("qualification", "/gaps"), "coverage.link_gaps"),
        ],
        Kind::Programme => vec![
            (path("programme", "/coverage"), "coverage.link_matrix"),
            (super::opinion_path(record.id.as_str()), "opinion.title"),
        ],
        Kind::Module => vec![
            (path("for", "/materials"), "coverage.link_materials"),
            (path("module", "/coverage"), "coverage.link_matrix"),
        ],
        Kind::LearningOutcome => vec![
            (path("for", "/materials"), "coverage.link_materials"),
            (card(), "coverage.link_card"),
        ],
        Kind::Requirement | Kind::Skill | Kind::Competence | Kind::CompetenceStatement => {
            vec![(card(), "coverage.link_card")]
        }
        _ => Vec::new(),
    };
    let named = |(path, key): (String, &str)| (path, language.text(key));
    found.into_iter().map(named).collect()
}

/// Whether a newer version is known: the import of both says so, and so does the newer one when it comes alone.
fn is_superseded(input: &RecordInput) -> bool {
    matches!(&input.record.details, Details::Qualification(q) if q.superseded)
        || input
            .link_counts
            .contains_key(&(RelationKind::Replaces, LinkDirection::In))
}

fn names(record: &Record, language: Language) -> Vec<Names> {
    let mut out = Vec::new();
    for (role, key) in [
        (LabelRole::Preferred, "record.preferred"),
        (LabelRole::Alternative, "record.alternative"),
        (LabelRole::Hidden, "record.hidden"),
    ] {
        for lang in [Lang::Lv, Lang::En, Lang::Und] {
            let labels: Vec<Label> = record
                .labels
                .iter()
                .filter(|l| l.role == role && l.lang == lang)
                .cloned()
                .collect();
            if !labels.is_empty() {
                out.push(Names {
                    role: language.text(key).to_owned(),
                    lang,
                    lang_name: language
                        .text(&format!("record.lang_{}", lang.tag()))
                        .to_owned(),
                    labels,
                });
            }
        }
    }
    out
}

fn texts(record: &Record, language: Language) -> Vec<Texts> {
    const ROLES: [(TextRole, &str); 7] = [
        (TextRole::Goal, "goal"),
        (TextRole::Description, "description"),
        (TextRole::Definition, "definition"),
        (TextRole::ScopeNote, "scope_note"),
        (TextRole::LevelDescriptor, "level_descriptor"),
        (TextRole::Example, "example"),
        (TextRole::Note, "note"),
    ];
    // The reader's language leads; where it says nothing, every language is shown.
    let own = language.of_labels();
    ROLES
        .iter()
        .filter_map(|(role, key)| {
            let of_role: Vec<_> = record.texts.iter().filter(|t| t.role == *role).collect();
            let speaks = of_role.iter().any(|t| t.lang == own);
            let paragraphs: Vec<(Lang, String)> = of_role
                .iter()
                .filter(|t| !speaks || t.lang == own || t.lang == Lang::Und)
                .flat_map(|t| t.text.lines().map(|line| (t.lang, line.to_owned())))
                .filter(|(_, line)| !line.trim().is_empty())
                .collect();
            (!paragraphs.is_empty()).then(|| Texts {
                name: language.text(&format!("text.{key}")).to_owned(),
                paragraphs,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, RecordId, Source};

    fn input(name: &str) -> RecordInput {
        let id = RecordId::new("digcomp-2.2/2.2").unwrap();
        let mut record = Record::new(id, Kind::Competence, Source::row("digcomp.csv", 9));
        record.label(Lang::Lv, LabelRole::Preferred, name);
        record.label(Lang::Lv, LabelRole::Hidden, "pārsūta rasējumu");
        record.text(Lang::Lv, TextRole::Description, "Apraksts latviski.");
        record.text(Lang::En, TextRole::Description, "English text.");
        RecordInput {
            record,
            sector: None,
            ancestors: Vec::new(),
            children: Vec::new(),
            children_cut: false,
            links: Vec::new(),
            link_counts: BTreeMap::new(),
            datasets: vec!["digcomp-2.2".into()],
            mappings: Vec::new(),
        }
    }

    #[test]
    fn the_page_shows_names_text_and_source() {
        let frame = Frame::new(Language::Lv, "x", "/r/x");
        let html = record_page(&frame, &input("Dalīšanās")).unwrap();
        for expected in [
            "Dalīšanās",
            "pārsūta rasējumu",
            "Apraksts latviski.",
            "digcomp.csv",
            "Kompetence",
        ] {
            assert!(html.contains(expected), "{expected}");
        }
        assert!(!html.contains("English text."));
        assert!(!html.contains("⟨?⟩"), "a text is missing");
    }

    #[test]
    fn what_a_source_says_is_never_markup() {
        let frame = Frame::new(Language::En, "x", "/r/x");
        let html = record_page(&frame, &input("<script>alert(1)</script>")).unwrap();
        assert!(!html.contains("<script>alert"));
    }
}
