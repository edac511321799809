//! The pages of coverage that are lists: skill card, gaps, materials, changes.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::coverage_page::{Choices, FilterParams, choices, id, some};
use super::coverage_state::{ask, problem, write};
use super::coverage_take::{Take, file};
use super::extract::{Form, Params, Reader};
use super::limits::MATRIX_ROWS;
use super::pages::page;
use super::signing::{Expert, Who};
use super::{AppState, Problem, skill_words};
use crate::accounts::Role;
use crate::coverage::{GapKind, GapRequest, Ref, SkillQuery, Trust, WorkList};
use crate::export::table::Table;
use crate::model::{Kind, RecordId, Tick};
use crate::web::{
    Field, Language, ListInput, Tickable, Window, card_tables, choice_name, elsewhere_table,
    gaps_table, impact_tables, list_page, materials_tables, outdated_table, taught_table,
};

/// Answers with a file or the page.
fn answer(
    reader: &Reader,
    take: Take,
    title: &str,
    name: &str,
    input: &ListInput<'_>,
) -> Result<Response, Problem> {
    if take != Take::Page && !input.tables.is_empty() {
        return file(take, &input.tables, name);
    }
    page(reader, list_page(&reader.frame(title), input))
}

fn empty(path: &'static str, intro: &str, language: Language) -> ListInput<'static> {
    ListInput {
        intro: language.text(intro).to_owned(),
        path,
        fields: Vec::new(),
        notice: String::new(),
        links: Vec::new(),
        tables: Vec::new(),
        window: None,
        items: Vec::new(),
        may_tick: false,
        nothing: "",
    }
}

fn name(record: &Ref, language: Language) -> String {
    let english = record.name_en.as_ref().filter(|_| language == Language::En);
    let name = english.unwrap_or(&record.name);
    let level = record
        .lki
        .map_or_else(String::new, |l| format!(" (LKI {l})"));
    match &record.code {
        Some(code) => format!("{code} {name}{level}"),
        None => format!("{name}{level}"),
    }
}

fn choice(
    field: &'static str,
    label: &str,
    any: &str,
    options: Vec<(String, String)>,
    chosen: &str,
    language: Language,
) -> Field {
    let first = (!any.is_empty()).then(|| (String::new(), language.text(any).to_owned()));
    Field::Choice {
        name: field,
        label: language.text(label).to_owned(),
        options: first
            .into_iter()
            .chain(options)
            .map(|(value, words)| {
                let is = value == chosen;
                (value, words, is)
            })
            .collect(),
    }
}

fn sectors(state: &AppState, choices: &Choices, language: Language) -> Vec<(String, String)> {
    let all = choices.sectors.iter();
    all.map(|s| (s.clone(), state.sector_name(s, language)))
        .collect()
}

fn records<'a>(all: impl Iterator<Item = &'a Ref>, language: Language) -> Vec<(String, String)> {
    all.map(|r| (r.id.to_string(), choice_name(r, language)))
        .collect()
}

/// What a skill card is asked with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct SkillParams {
    pub(super) q: String,
    pub(super) id: String,
    upside: String,
}

/// The card of a skill that somebody typed, and the questions upside down.
pub(super) async fn skill(
    State(state): State<AppState>,
    reader: Reader,
    take: Take,
    Params(params): Params<SkillParams>,
) -> Result<Response, Problem> {
    let asked = some(&params.q).map(SkillQuery::Text);
    skill_card(&state, &reader, take, asked, &params).await
}

/// The card of a record.
pub(super) async fn skill_of(
    State(state): State<AppState>,
    reader: Reader,
    take: Take,
    Path(record): Path<String>,
) -> Result<Response, Problem> {
    let asked = id("id", &record)?.map(SkillQuery::Record);
    skill_card(&state, &reader, take, asked, &SkillParams::default()).await
}

async fn skill_card(
    state: &AppState,
    reader: &Reader,
    take: Take,
    asked: Option<SkillQuery>,
    params: &SkillParams,
) -> Result<Response, Problem> {
    let language = reader.language;
    let (shared, upside) = (state.clone(), params.upside.clone());
    let meant = match &asked {
        Some(asked) => skill_words::meant(state, asked).await?,
        None => None,
    };
    let (tables, notice) = ask(state, move |covered| {
        let (c, d) = (covered.curriculum, covered.decisions);
        let sector = |code: &str| shared.sector_name(code, language);
        let Some(asked) = asked else {
            let tables = match upside.as_str() {
                "taught" => vec![taught_table(&c.taught_not_required(d), language)],
                "elsewhere" => {
                    let found = c.required_here_taught_elsewhere(d);
                    vec![elsewhere_table(&found, &sector, language)]
                }
                _ => Vec::new(),
            };
            return Ok((tables, String::new()));
        };
        let card = skill_words::card(&shared, covered, &asked, meant)?;
        let notice = match &asked {
            SkillQuery::Text(typed) if *typed != card.asked => language
                .with("coverage.shown_for", "words", &card.asked)
                .replace("{typed}", typed),
            _ if card.lines.is_empty() && card.required.is_empty() => {
                language.text("coverage.skill_nothing").to_owned()
            }
            _ => String::new(),
        };
        Ok((card_tables(&card, &sector, language), notice))
    })
    .await?;
    let mut input = empty("/skill", "coverage.skill_intro", language);
    input.notice = notice;
    input.fields = vec![Field::Text {
        name: "q",
        label: language.text("coverage.skill_label").to_owned(),
        value: params.q.trim().to_owned(),
    }];
    input.links = [
        ("taught", "coverage.upside_taught"),
        ("elsewhere", "coverage.upside_elsewhere"),
    ]
    .map(|(code, key)| {
        (
            format!("/skill?upside={code}"),
            language.text(key).to_owned(),
        )
    })
    .into();
    input.tables = tables;
    answer(reader, take, "coverage.skill", "prasme", &input)
}

/// Which gaps.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct GapParams {
    sector: String,
    qualification: Vec<String>,
    kind: Vec<String>,
    strict: String,
    older: String,
    page: String,
}

impl GapParams {
    pub(super) fn request(&self) -> Result<GapRequest, Problem> {
        let chosen = self.qualification.iter().map(|q| id("qualification", q));
        let chosen = chosen.collect::<Result<Vec<_>, _>>()?;
        Ok(GapRequest {
            qualifications: chosen.into_iter().flatten().collect(),
            sector: some(&self.sector),
            kinds: self
                .kind
                .iter()
                .filter_map(|k| GapKind::from_code(k))
                .collect(),
            older_than: self.older.trim().parse().ok(),
        })
    }

    pub(super) fn only_strict(&self) -> bool {
        !self.strict.is_empty()
    }
}

/// The ranked list of gaps.
pub(super) async fn gaps(
    State(state): State<AppState>,
    reader: Reader,
    take: Take,
    Params(params): Params<GapParams>,
) -> Result<Response, Problem> {
    let language = reader.language;
    let request = params.request()?;
    let strict = params.only_strict();
    let (table, choices) = ask(&state, move |covered| {
        let found = covered.curriculum.gaps(&request, covered.decisions);
        let mut found = found.map_err(|e| problem(&e))?;
        found.gaps.retain(|g| !strict || g.strict);
        Ok((gaps_table(&found, language), choices(covered)))
    })
    .await?;
    let one = |values: &[String]| values.first().cloned().unwrap_or_default();
    let kinds = GapKind::ALL.iter().map(|k| {
        let words = language.text(&format!("gap.{}", k.code())).to_owned();
        (k.code().to_owned(), words)
    });
    let qualifications = records(choices.qualifications.iter().map(|(q, _)| q), language);
    let mut input = empty("/gaps", "coverage.gaps_intro", language);
    input.fields = vec![
        choice(
            "sector",
            "facet.sector",
            "coverage.all_sectors",
            sectors(&state, &choices, language),
            &params.sector,
            language,
        ),
        choice(
            "qualification",
            "kind.qualification",
            "coverage.any_f",
            qualifications,
            &one(&params.qualification),
            language,
        ),
        choice(
            "kind",
            "coverage.gap",
            "coverage.any",
            kinds.collect(),
            &one(&params.kind),
            language,
        ),
        Field::Text {
            name: "older",
            label: language.text("coverage.older").to_owned(),
            value: params.older.clone(),
        },
        Field::Check {
            name: "strict",
            label: language.text("detail.strict").to_owned(),
            ticked: strict,
        },
    ];
    let mut table = table;
    if take == Take::Page {
        let at = params.page.parse().unwrap_or(1);
        input.window = Some(Window::cut(&mut table, at, MATRIX_ROWS));
    }
    input.tables = vec![table];
    answer(&reader, take, "coverage.gaps", "trukumi", &input)
}

/// For what, and which materials.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct MaterialParams {
    r#for: String,
    lang: Vec<String>,
    r#type: Vec<String>,
    access: Vec<String>,
    licence: String,
    since: String,
    words: String,
}

impl MaterialParams {
    pub(super) fn of(&self) -> Result<Option<RecordId>, Problem> {
        id("for", &self.r#for)
    }

    pub(super) fn filter(&self) -> FilterParams {
        FilterParams {
            lang: self.lang.clone(),
            r#type: self.r#type.clone(),
            access: self.access.clone(),
            licence: self.licence.clone(),
            since: self.since.clone(),
        }
    }

    pub(super) fn trust(&self) -> Trust {
        match self.words.is_empty() {
            true => Trust::Listed,
            false => Trust::Machine,
        }
    }
}

/// Materials for a module or outcome: the smallest set, what stays uncovered, everything offered.
pub(super) async fn materials(
    State(state): State<AppState>,
    reader: Reader,
    take: Take,
    Params(params): Params<MaterialParams>,
) -> Result<Response, Problem> {
    let language = reader.language;
    let (of, filter, trust) = (params.of()?, params.filter().filter(), params.trust());
    let (tables, modules, of) = ask(&state, move |covered| {
        let (c, d) = (covered.curriculum, covered.decisions);
        let modules = covered.catalogue.records_of(Kind::Module);
        let modules = modules.map_err(|e| Problem::internal(&e))?;
        let mut modules: Vec<Ref> = modules
            .iter()
            .filter_map(|m| c.find(&m.id))
            .map(|i| i.reference())
            .collect();
        modules.sort_by(|a, b| (&a.code, &a.name).cmp(&(&b.code, &b.name)));
        let Some(of) = of else {
            return Ok((Vec::new(), modules, None));
        };
        let found = c.materials_for(&of, &filter, d).map_err(|e| problem(&e))?;
        let set = c
            .smallest_set(&of, &filter, trust, d)
            .map_err(|e| problem(&e))?;
        Ok((
            materials_tables(&found, &set, language),
            modules,
            Some(found.of),
        ))
    })
    .await?;
    let one = |values: &[String]| values.first().cloned().unwrap_or_default();
    let named = |values: &[&str]| -> Vec<(String, String)> {
        let all = values.iter();
        all.map(|v| ((*v).to_owned(), language.name_of("language", v)))
            .collect()
    };
    let mut options = records(modules.iter(), language);
    // An outcome can be asked for, too; it comes by a link.
    if let Some(of) = of.filter(|of| modules.iter().all(|m| m.id != of.id)) {
        options.insert(0, (of.id.to_string(), name(&of, language)));
    }
    let mut input = empty("/materials", "coverage.materials_intro", language);
    input.fields = vec![
        choice(
            "for",
            "kind.module",
            "coverage.choose_one",
            options,
            &params.r#for,
            language,
        ),
        choice(
            "lang",
            "facet.language",
            "coverage.any_f",
            named(&["lv", "en", "de", "ru"]),
            &one(&params.lang),
            language,
        ),
        choice(
            "access",
            "facet.access",
            "coverage.any_f",
            named(&["brīvi", "abonements", "skolas krājumā"]),
            &one(&params.access),
            language,
        ),
        Field::Text {
            name: "type",
            label: language.text("detail.material_type").to_owned(),
            value: one(&params.r#type),
        },
        Field::Text {
            name: "licence",
            label: language.text("detail.licence").to_owned(),
            value: params.licence.clone(),
        },
        Field::Text {
            name: "since",
            label: language.text("coverage.since").to_owned(),
            value: params.since.clone(),
        },
        Field::Check {
            name: "words",
            label: language.text("coverage.trust_words").to_owned(),
            ticked: trust == Trust::Machine,
        },
    ];
    if !params.r#for.is_empty() {
        let query = crate::web::QueryString::default().and("module", &params.r#for);
        let path = params.filter().put(query).path_at("/coverage");
        input.links = vec![(path, language.text("coverage.as_matrix").to_owned())];
    }
    let own = ("/lists".to_owned(), language.text("list.link").to_owned());
    input.links.push(own);
    input.tables = tables;
    answer(
        &reader,
        take,
        "coverage.materials",
        "macibu-lidzekli",
        &input,
    )
}

/// Which versions.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ChangeParams {
    old: String,
    new: String,
    sector: Option<String>,
}

/// `*` stands for all sectors.
pub(super) fn one_sector(code: &str) -> Option<&str> {
    Some(code).filter(|code| *code != "*")
}

/// The older and the newer version, or a sector.
type Versions = (Option<RecordId>, Option<RecordId>, Option<String>);

impl ChangeParams {
    pub(super) fn versions(&self) -> Result<Versions, Problem> {
        Ok((
            id("old", &self.old)?,
            id("new", &self.new)?,
            self.sector.clone(),
        ))
    }
}

/// Two versions of a PKP side by side, or all of a sector, and what must be done.
pub(super) async fn changes(
    State(state): State<AppState>,
    who: Who,
    reader: Reader,
    take: Take,
    Params(params): Params<ChangeParams>,
) -> Result<Response, Problem> {
    let language = reader.language;
    let (old, new, sector) = params.versions()?;
    let (tables, items, choices) = ask(&state, move |covered| {
        let (c, d) = (covered.curriculum, covered.decisions);
        let lists: Vec<WorkList> = match (old, new) {
            (Some(old), Some(new)) => vec![c.impact(&old, &new, d).map_err(|e| problem(&e))?],
            _ => match &sector {
                Some(code) => c
                    .impact_of_sector(one_sector(code), d)
                    .map_err(|e| problem(&e))?,
                None => Vec::new(),
            },
        };
        let mut tables: Vec<Table> = Vec::new();
        let mut items: Vec<Tickable> = Vec::new();
        for list in &lists {
            let ticks = covered.catalogue.ticks(&list.key);
            let ticks = ticks.map_err(|e| Problem::internal(&e))?;
            let done = |key: &str| ticks.iter().find(|t| t.item == key).map(by);
            tables.extend(impact_tables(list, &done, language));
            items.extend(list.items.iter().map(|item| Tickable {
                list: list.key.clone(),
                item: item.key.clone(),
                words: words(item, language),
                done: done(&item.key),
            }));
        }
        tables.push(outdated_table(&c.outdated_programmes(d), language));
        Ok((tables, items, choices(covered)))
    })
    .await?;
    let versions = records(choices.qualifications.iter().map(|(q, _)| q), language);
    let mut every = sectors(&state, &choices, language);
    every.insert(
        0,
        ("*".into(), language.text("coverage.all_sectors").into()),
    );
    let mut input = empty("/changes", "coverage.changes_intro", language);
    input.fields = vec![
        choice(
            "old",
            "coverage.before",
            "coverage.choose_one",
            versions.clone(),
            &params.old,
            language,
        ),
        choice(
            "new",
            "coverage.after",
            "coverage.choose_one",
            versions,
            &params.new,
            language,
        ),
        choice(
            "sector",
            "facet.sector",
            "coverage.choose_one",
            every,
            params.sector.as_deref().unwrap_or_default(),
            language,
        ),
    ];
    input.tables = tables;
    input.items = items;
    input.may_tick = who.may(Role::Expert);
    answer(&reader, take, "coverage.changes", "pkp-izmainas", &input)
}

fn by(tick: &Tick) -> String {
    format!("{}, {}", tick.by, tick.at.get(..10).unwrap_or(&tick.at))
}

fn words(item: &crate::coverage::WorkItem, language: Language) -> String {
    let side = item.change.new.as_ref().or(item.change.old.as_ref());
    let about = side.map_or_else(String::new, |s| name(&s.requirement, language));
    let kind = language.text(&format!("change.{}", item.change.kind.code()));
    let action = language.text(&format!("proposed.{}", item.action.code()));
    format!("{about} — {kind}: {action}")
}

/// What the form of an item sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct TickForm {
    list: String,
    item: String,
    undo: String,
    back: String,
}

/// Ticks an item off, or takes the tick back.
pub(super) async fn tick(
    State(state): State<AppState>,
    expert: Expert,
    Form(form): Form<TickForm>,
) -> Result<Response, Problem> {
    let by = expert.name.clone();
    let back = match form.back.starts_with("/changes") {
        true => form.back.clone(),
        false => "/changes".to_owned(),
    };
    write(&state, move |catalogue| {
        let done = match form.undo.is_empty() {
            true => catalogue.tick(&form.list, &form.item, &by, None).map(drop),
            false => catalogue.untick(&form.list, &form.item).map(drop),
        };
        done.map_err(|e| Problem::internal(&e))
    })
    .await?;
    Ok(Redirect::to(&back).into_response())
}
