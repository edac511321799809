//! The paragraphs of the official document: the facts of its head, its sections, the lists of duties and tasks.

use crate::import::tables::{Paragraph, key, values};
use crate::model::Source;

use super::super::facts::{Facts, paragraph_source};
use super::super::statements::{BULLETS, bare, number};
use super::list::number_path;

/// A duty of section 3.
pub(super) struct Listed {
    pub(super) number: String,
    pub(super) name: String,
    pub(super) at: Source,
    pub(super) tasks: Vec<(String, Source)>,
}

/// What the paragraphs between the tables say.
#[derive(Default)]
pub(super) struct Outline {
    /// The last section heading.
    pub(super) heading: String,
    /// Whether the paragraphs now belong to section 3.
    pub(super) in_duties: bool,
    pub(super) summary: Vec<String>,
    pub(super) duties: Vec<Listed>,
}

impl Outline {
    /// Takes a paragraph.
    pub(super) fn take(&mut self, file: &str, paragraph: &Paragraph) {
        let text = paragraph.text.as_str();
        let (found, rest) = number(text);
        let path = number_path(found.unwrap_or_default());
        let at = || paragraph_source(file, paragraph);
        let is_section = !path.is_empty() && !path.contains('.') && !text.ends_with(';');
        if is_section {
            self.heading = rest.to_owned();
            self.in_duties = key(rest).contains("pienakumukopsavilkums") || path == "3";
            return;
        }
        if !self.in_duties {
            // Headings without numbers still name the table below them.
            if key(text).contains("visparej") && text.len() < 200 {
                self.heading = text.to_owned();
            }
            return;
        }
        let bullet = text.starts_with(BULLETS);
        let is_duty = !bullet && (path.contains('.') || (paragraph.listed && text.ends_with(':')));
        if is_duty {
            let own = path.split_once('.').map_or("", |(_, own)| own);
            self.duties.push(Listed {
                number: if path.starts_with('V') {
                    path.clone()
                } else {
                    own.to_owned()
                },
                name: bare(rest.trim_end_matches(':')),
                at: at(),
                tasks: Vec::new(),
            });
        } else if let Some(duty) = self.duties.last_mut() {
            for task in text.split([';', '\n']) {
                let task = bare(task.trim().trim_start_matches(BULLETS));
                if !task.is_empty() {
                    duty.tasks.push((task, at()));
                }
            }
        } else if !key(text).ends_with("pienakumiunuzdevumi") {
            self.summary.push(text.to_owned());
        }
    }
}

/// Facts that the head of a document states without a name: the title, the approval, the level.
pub(super) fn head_facts(facts: &mut Facts, file: &str, paragraph: &Paragraph, outline: &Outline) {
    let text = paragraph.text.as_str();
    let at = || paragraph_source(file, paragraph);
    let plain = key(text);
    if plain.starts_with("saskanots") || plain.starts_with("apstiprinats") {
        if let Some(day) = date_in(text) {
            facts.set("approved", day, at());
        }
        if let Some((_, rest)) = text.split_once("protokols") {
            facts.set(
                "protocol",
                rest.trim().trim_end_matches('.').to_owned(),
                at(),
            );
        }
    }
    let scale = ["lki", "pkl", "kvalifikacij"]
        .iter()
        .any(|s| plain.contains(s));
    let about_level = scale && plain.contains("limen");
    if about_level
        && number(text).1.chars().any(|c| c.is_ascii_digit())
        && key(&outline.heading) != plain
        && !text.contains(':')
    {
        facts.set("level", text.to_owned(), at());
    }
}

/// The first date in running text.
fn date_in(text: &str) -> Option<String> {
    for (i, _) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        let rest = text.get(i..)?;
        // Four words reach over `2017. gada 7. februāra`.
        let window: String = rest
            .split_whitespace()
            .take(4)
            .collect::<Vec<_>>()
            .join(" ");
        if window.chars().filter(char::is_ascii_digit).count() >= 5
            && let Some(day) = values::day(&window)
        {
            return Some(day.to_string());
        }
    }
    None
}
