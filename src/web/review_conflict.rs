//! A decision that was not taken: somebody else decided, or it contradicts what stands.

use askama::Template;

use super::review_candidate::decided;
use super::review_page::{EntryView, entry};
use super::{Frame, Language};
use crate::catalogue::mappings::{DecideError, HistoryEntry, Triple};

/// Why a decision was not taken.
#[derive(Debug)]
pub enum Refusal {
    /// Somebody decided since the page was drawn.
    Conflict {
        /// Their decision.
        theirs: Box<HistoryEntry>,
        /// The fields that take one's own decision all the same, having seen theirs.
        again: Vec<(String, String)>,
    },
    /// It cannot be, and why.
    Impossible(DecideError),
}

/// What the page of a refusal shows.
pub struct ConflictInput<'a> {
    /// Why.
    pub refusal: Refusal,
    /// Code of what the reader wanted to do.
    pub wanted: &'a str,
    /// The mapping that it was about; none for "no match" and taking back.
    pub about: Option<Triple>,
    /// Where the statement is reviewed.
    pub item: String,
    /// Names of records by identifier.
    pub name_of: &'a dyn Fn(&str) -> String,
}

#[derive(Template)]
#[template(path = "review_conflict.html")]
struct ConflictPage<'a> {
    frame: &'a Frame,
    title: &'static str,
    theirs: Option<EntryView>,
    again: Vec<(String, String)>,
    wanted: String,
    message: String,
    item: String,
}

/// The page of a decision that was not taken.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn conflict_page(frame: &Frame, input: ConflictInput<'_>) -> Result<String, askama::Error> {
    let language = frame.language;
    let wanted = wanted(&input, language);
    let (title, theirs, again, message) = match input.refusal {
        Refusal::Conflict { theirs, again } => (
            "review.conflict",
            Some(entry(&theirs, language, input.name_of)),
            again,
            String::new(),
        ),
        Refusal::Impossible(why) => {
            let said = reason(&why, language, input.name_of);
            ("review.refused", None, Vec::new(), said)
        }
    };
    let page = ConflictPage {
        frame,
        title: language.text(title),
        theirs,
        again,
        wanted,
        message,
        item: input.item,
    };
    page.render()
}

/// What the reader wanted, as the button said it, and of which mapping.
fn wanted(input: &ConflictInput<'_>, language: Language) -> String {
    let action = language.name_of("action_wanted", input.wanted);
    match &input.about {
        Some(triple) => {
            let predicate = language.name_of("predicate", triple.predicate.code());
            let object = (input.name_of)(triple.object.as_str());
            format!("{action} – {predicate}: {object}")
        }
        None => action,
    }
}

/// Why a decision cannot be, in the reader's language.
fn reason(why: &DecideError, language: Language, name_of: &dyn Fn(&str) -> String) -> String {
    let said = |t: &Triple| {
        let predicate = language.name_of("predicate", t.predicate.code());
        let (subject, object) = (name_of(t.subject.as_str()), name_of(t.object.as_str()));
        format!("{subject} – {predicate}: {object}")
    };
    let with = |key: &str, values: &[(&str, &str)]| {
        let mut text = language.text(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    };
    match why {
        DecideError::Contradiction(c) => {
            let values = [
                ("wanted", said(&c.wanted)),
                ("stands", said(&c.stands)),
                ("state", language.name_of("mapping_state", c.state.code())),
                ("decided", decided(&c.by, &c.at, language)),
            ];
            let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
            with("refusal.contradiction", &values)
        }
        DecideError::NoMatchStands(no_match) => {
            let said = decided(&no_match.by, &no_match.at, language);
            with("refusal.no_match_stands", &[("decided", &said)])
        }
        DecideError::MatchStands(triple) => {
            with("refusal.match_stands", &[("stands", &said(triple))])
        }
        DecideError::NothingToUndo(_) => with("refusal.nothing_to_undo", &[]),
        DecideError::NoRecord(id) => with("refusal.no_record", &[("id", id.as_str())]),
        DecideError::Itself(_) => with("refusal.itself", &[]),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::mappings::Contradiction;
    use crate::model::{MappingState, Predicate, RecordId};

    #[test]
    fn a_contradiction_is_said_in_the_readers_words() {
        let triple = |predicate| {
            let id = |text| RecordId::new(text).unwrap();
            Triple::new(id("a"), predicate, id("b"))
        };
        let why = DecideError::Contradiction(Box::new(Contradiction {
            wanted: triple(Predicate::NarrowMatch),
            stands: triple(Predicate::BroadMatch),
            state: MappingState::Accepted,
            by: "anna".into(),
            at: "2026-11-21T01:02:03Z".into(),
        }));
        let frame = Frame::new(Language::Lv, "x", "/review");
        let input = ConflictInput {
            refusal: Refusal::Impossible(why),
            wanted: "accept",
            about: None,
            item: "/review".into(),
            name_of: &|id| format!("<{id}>"),
        };
        let html = conflict_page(&frame, input).unwrap();
        for said in [
            "plašāks jēdziens",
            "šaurāks jēdziens",
            "anna, 2026-11-21 01:02 UTC",
        ] {
            assert!(html.contains(said), "{said}: {html}");
        }
        assert!(!html.contains("⟨?⟩") && !html.contains("<a>"), "{html}");
    }
}
