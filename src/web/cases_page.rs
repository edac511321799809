//! The list of recognition cases: what waits on whom, and until when.

use askama::Template;

use super::Frame;
use crate::recognition::case::{CaseSummary, Route, Turn, Waiting};

/// What the list shows.
#[derive(Debug, Clone)]
pub struct CasesInput {
    /// The cases, the most pressing first.
    pub cases: Vec<CaseSummary>,
    /// Programmes to choose from: identifier and name.
    pub programmes: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "cases.html")]
struct CasesPage<'a> {
    frame: &'a Frame,
    rows: Vec<Row>,
    programmes: &'a [(String, String)],
    routes: Vec<(&'static str, String)>,
    csrf: &'a str,
}

struct Row {
    number: i64,
    name: String,
    programme: String,
    stage: String,
    waits: String,
    until: String,
    days: String,
    late: bool,
}

/// The list of cases.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn cases_page(frame: &Frame, input: &CasesInput) -> Result<String, askama::Error> {
    let language = frame.language;
    let rows = input.cases.iter().map(|case| {
        let target = case.target.as_ref().map(|t| t.as_str()).unwrap_or_default();
        let name = input
            .programmes
            .iter()
            .find(|(id, _)| id == target)
            .map(|(_, name)| name.as_str());
        let days = case.waiting.days_left;
        Row {
            number: case.number,
            name: case.name.clone(),
            programme: name.unwrap_or(target).to_owned(),
            stage: language.name_of("case_stage", case.stage.code()),
            waits: waits(frame, &case.waiting),
            until: case.waiting.until.map(day).unwrap_or_default(),
            days: days.map(|n| left(frame, n)).unwrap_or_default(),
            late: days.is_some_and(|n| n < 0),
        }
    });
    CasesPage {
        frame,
        rows: rows.collect(),
        programmes: &input.programmes,
        routes: routes(frame),
        csrf: frame.csrf(),
    }
    .render()
}

/// Whose turn it is, and what for; where it is nobody's, only that.
pub(super) fn waits(frame: &Frame, waiting: &Waiting) -> String {
    let task = frame.language.name_of("case_task", waiting.task.code());
    match waiting.turn {
        Turn::Nobody => task,
        turn => format!(
            "{}: {task}",
            frame.language.name_of("case_turn", turn.code())
        ),
    }
}

/// The routes to choose from.
pub(super) fn routes(frame: &Frame) -> Vec<(&'static str, String)> {
    let name = |route: &Route| {
        (
            route.code(),
            frame.language.name_of("case_route", route.code()),
        )
    };
    Route::ALL.iter().map(name).collect()
}

/// A day as Latvian papers write it.
pub(super) fn day(day: jiff::civil::Date) -> String {
    format!("{:02}.{:02}.{:04}.", day.day(), day.month(), day.year())
}

fn left(frame: &Frame, days: i32) -> String {
    let n = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
    let key = if days < 0 { "cases.late" } else { "cases.left" };
    frame.language.count(key, n)
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{Language, Visitor};
    use super::*;
    use crate::recognition::case::{Stage, Task};

    /// A frame of somebody who signed in.
    pub(crate) fn officer(language: Language) -> Frame {
        let mut frame = Frame::new(language, "x", "/cases");
        frame.visitor = Visitor::User {
            name: "Ilze".into(),
            demo: false,
            csrf: "proof".into(),
        };
        frame
    }

    #[test]
    fn the_list_has_all_its_words_and_marks_what_is_late() {
        let waiting = |turn, task, days| Waiting {
            turn,
            task,
            until: Some(jiff::civil::date(2026, 8, 2)),
            days_left: Some(days),
        };
        let case = |number, stage, waiting| CaseSummary {
            number,
            version: 1,
            name: "Anna <Liepa>".into(),
            stage,
            target: None,
            starts_on: None,
            waiting,
            changed_at: String::new(),
            closed_at: None,
        };
        let mut cases = Vec::new();
        for (&stage, (&turn, &task)) in Stage::ALL
            .iter()
            .cycle()
            .zip(Turn::ALL.iter().cycle().zip(Task::ALL))
        {
            cases.push(case(
                cases.len() as i64,
                stage,
                waiting(turn, task, 3 - cases.len() as i32),
            ));
        }
        let input = CasesInput {
            cases,
            programmes: vec![("mip/1".into(), "Elektrotehniķis".into())],
        };
        for language in [Language::Lv, Language::En] {
            let html = cases_page(&officer(language), &input).unwrap();
            assert!(!html.contains("⟨?⟩") && !html.contains("<Liepa>"));
            assert!(html.contains("class=\"late\"") && html.contains("02.08.2026."));
            for code in Task::ALL
                .iter()
                .map(|t| t.code())
                .filter(|c| c.contains('_'))
            {
                assert!(!html.contains(code), "{code} has no words");
            }
            assert!(html.contains("name=\"csrf\" value=\"proof\""));
        }
    }
}
