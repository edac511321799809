//! What the page and the API of the review share: looking at a statement, deciding, taking back, off the asynchronous
//! threads.

use serde::Deserialize;

use super::mappings_api::{code, identifier, target, wrong};
use super::{AppState, Problem};
use crate::catalogue::mappings::{DecideError, Ruling, Triple, Verdict, Written};
use crate::catalogue::{Catalogue, CatalogueError};
use crate::linking::propose::proposal;
use crate::linking::review::{self, Review};
use crate::linking::{Statement, Target};
use crate::model::{Predicate, RecordId};

/// The longest remark, characters: a paragraph, not a document.
const MOST_NOTE: usize = 2000;

/// A decision as a form or a JSON body asks for it; what is empty is not said.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    pub(super) action: String,
    pub(super) subject: String,
    pub(super) predicate: String,
    pub(super) object: String,
    pub(super) relation: String,
    pub(super) replacement: String,
    pub(super) instead: String,
    pub(super) target: String,
    pub(super) version: u64,
    pub(super) note: Option<String>,
}

/// Runs work that blocks, with its own kind of error.
async fn blocking<T: Send + 'static>(
    state: &AppState,
    work: impl FnOnce(&AppState) -> T + Send + 'static,
) -> Result<T, Problem> {
    let state = state.clone();
    tokio::task::spawn_blocking(move || work(&state))
        .await
        .map_err(|e| Problem::internal(&e))
}

/// Looks at a statement; none where the catalogue has never heard of it.
pub(super) async fn look(
    state: &AppState,
    subject: RecordId,
    target: Target,
    words: String,
) -> Result<Option<Review>, Problem> {
    let looked = blocking(state, move |state| {
        let matcher = state.matcher()?;
        let reader = state.catalogue.reader()?;
        review::look(&reader, &matcher, &subject, &target, Some(&words))
    });
    looked
        .await?
        .map_err(|e: CatalogueError| Problem::internal(&e))
}

/// Takes a decision; the inner error is the decision's, the outer one that of a request that asks for none.
pub(super) async fn decide(
    state: &AppState,
    wanted: Wanted,
    by: String,
) -> Result<Result<Written, DecideError>, Problem> {
    let mut verdict = wanted.verdict()?;
    blocking(state, move |state| {
        verdict.proposal = live_proposal(state, &verdict)?;
        state.linked.decide(|writer| writer.decide(&verdict, &by))
    })
    .await
}

/// Takes a person's last decision back.
pub(super) async fn undo(
    state: &AppState,
    by: String,
    number: Option<u64>,
) -> Result<Result<Written, DecideError>, Problem> {
    blocking(state, move |state| {
        state.linked.decide(|writer| writer.undo(&by, number))
    })
    .await
}

/// What the matcher says of a mapping that is not stored yet: the machine's word is kept beside the decision also where
/// nobody ran `prasme link`.
fn live_proposal(
    state: &AppState,
    verdict: &Verdict,
) -> Result<Option<crate::model::Proposal>, CatalogueError> {
    let triple = match &verdict.ruling {
        Ruling::Accept(t) | Ruling::Reject(t) | Ruling::Relate(t, _) => t,
        _ => return Ok(None),
    };
    let Some(target) = verdict.target.as_ref().and_then(|t| t.parse().ok()) else {
        return Ok(None);
    };
    let reader = state.catalogue.reader()?;
    if reader.mapping(triple)?.is_some() {
        return Ok(None);
    }
    let matcher = state.matcher()?;
    let own = reader
        .record(triple.subject.as_str())?
        .map(|r| Statement::of_record(&r));
    let Some(statement) = matcher.statement(&triple.subject).or(own) else {
        return Ok(None);
    };
    /// A candidate further down was found by other words, not by the matcher's own judgement.
    const DEPTH: usize = 20;
    let found = matcher.candidates(&statement, &matcher.scope(&target), DEPTH);
    Ok(found.iter().find(|c| c.id == triple.object).map(proposal))
}

/// The first name of a record in Latvian, of one that left too, or the identifier.
pub(super) fn name_in(catalogue: &Catalogue, id: &str, lang: crate::model::Lang) -> String {
    let known = match catalogue.record(id) {
        Ok(Some(record)) => Some(record),
        _ => catalogue.withdrawn(id).ok().flatten(),
    };
    known.map_or_else(|| id.to_owned(), |r| r.name(lang).to_owned())
}

impl Wanted {
    /// What it asks to be decided.
    pub(super) fn verdict(&self) -> Result<Verdict, Problem> {
        let note = self.note.as_deref().map(str::trim);
        if note.is_some_and(|n| n.chars().count() > MOST_NOTE) {
            let said = format!("a remark has at most {MOST_NOTE} characters");
            return Err(wrong("note", said));
        }
        Ok(Verdict {
            target: match self.target.as_str() {
                "" => None,
                text => Some(target(text)?.to_string()),
            },
            note: note.map(str::to_owned),
            seen: self.version,
            proposal: None,
            ruling: self.ruling()?,
        })
    }

    fn ruling(&self) -> Result<Ruling, Problem> {
        let set = || Ok::<_, Problem>(target(&self.target)?.to_string());
        Ok(match self.action.as_str() {
            // A form has one button for both: whoever accepts with another relation changes it.
            "accept" => match self.other_relation()? {
                Some(other) => Ruling::Relate(self.triple()?, other),
                None => Ruling::Accept(self.triple()?),
            },
            "relate" => {
                let other = code(
                    "relation",
                    Some(self.relation.clone()),
                    Predicate::from_code,
                )?
                .ok_or_else(|| missing("relation"))?;
                Ruling::Relate(self.triple()?, other)
            }
            "reject" => Ruling::Reject(self.triple()?),
            "reopen" => Ruling::Reopen(self.triple()?),
            "note" => Ruling::Note(self.triple()?),
            "replace" => {
                let old = self.triple()?;
                let mut new = old.clone();
                let object = identifier("replacement", Some(self.replacement.clone()))?;
                let subject = identifier("instead", Some(self.instead.clone()))?;
                if object.is_none() && subject.is_none() {
                    return Err(missing("replacement"));
                }
                new.object = object.unwrap_or(new.object);
                new.subject = subject.unwrap_or(new.subject);
                Ruling::Replace(old, new)
            }
            "no_match" => Ruling::NoMatch(needed("subject", &self.subject)?, set()?),
            "match_possible" => Ruling::MatchPossible(needed("subject", &self.subject)?, set()?),
            other => return Err(wrong("action", format!("{other:?} is no decision"))),
        })
    }

    /// The mapping that would stand; none where it is not about one.
    pub(super) fn about(&self) -> Option<Triple> {
        match self.ruling().ok()? {
            Ruling::Relate(triple, other) => {
                Some(Triple::new(triple.subject, other, triple.object))
            }
            Ruling::Replace(_, triple)
            | Ruling::Accept(triple)
            | Ruling::Reject(triple)
            | Ruling::Reopen(triple)
            | Ruling::Note(triple) => Some(triple),
            Ruling::NoMatch(..) | Ruling::MatchPossible(..) => None,
        }
    }

    /// The relation chosen, where it is another one than that of the mapping.
    fn other_relation(&self) -> Result<Option<Predicate>, Problem> {
        let chosen = code(
            "relation",
            Some(self.relation.clone()),
            Predicate::from_code,
        )?;
        Ok(chosen.filter(|p| p.code() != self.predicate))
    }

    fn triple(&self) -> Result<Triple, Problem> {
        let predicate = code(
            "predicate",
            Some(self.predicate.clone()),
            Predicate::from_code,
        )?;
        Ok(Triple::new(
            needed("subject", &self.subject)?,
            predicate.ok_or_else(|| missing("predicate"))?,
            needed("object", &self.object)?,
        ))
    }
}

fn needed(place: &'static str, text: &str) -> Result<RecordId, Problem> {
    identifier(place, Some(text.to_owned()))?.ok_or_else(|| missing(place))
}

fn missing(place: &'static str) -> Problem {
    wrong(
        place,
        "it is needed for this action and is missing".to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(action: &str) -> Wanted {
        Wanted {
            action: action.into(),
            subject: "a".into(),
            predicate: "close_match".into(),
            object: "b".into(),
            target: "esco".into(),
            ..Wanted::default()
        }
    }

    #[test]
    fn accepting_with_another_relation_changes_it() {
        let same = Wanted {
            relation: "close_match".into(),
            ..wanted("accept")
        };
        assert!(matches!(same.verdict().unwrap().ruling, Ruling::Accept(_)));
        let other = Wanted {
            relation: "broad_match".into(),
            ..wanted("accept")
        };
        let verdict = other.verdict().unwrap();
        assert!(matches!(
            verdict.ruling,
            Ruling::Relate(_, Predicate::BroadMatch)
        ));
        assert_eq!(verdict.target.as_deref(), Some("framework:esco"));
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        let named = |wanted: Wanted| wanted.verdict().unwrap_err().place.unwrap();
        assert_eq!(&*named(wanted("agree")), "action");
        assert_eq!(&*named(wanted("relate")), "relation");
        assert_eq!(&*named(wanted("replace")), "replacement");
        let object = String::new();
        assert_eq!(
            &*named(Wanted {
                object,
                ..wanted("accept")
            }),
            "object"
        );
        let target = "kind:nothing".to_owned();
        assert_eq!(
            &*named(Wanted {
                target,
                ..wanted("no_match")
            }),
            "target"
        );
        let note = Some("x".repeat(MOST_NOTE + 1));
        assert_eq!(
            &*named(Wanted {
                note,
                ..wanted("accept")
            }),
            "note"
        );
    }
}
