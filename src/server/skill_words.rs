//! Skills as people type them: without diacritics, with a slip. The search knows what such words mean; the card is drawn for the
//! words as records write them where that finds more, and says so.

use super::coverage_state::{Covered, problem};
use super::{AppState, Problem, search_api};
use crate::coverage::{SkillCard, SkillQuery};
use crate::search::{Facet, FacetFilter, SearchRequest, SearchResponse};
use crate::text::fold::folded;

/// Hits whose words are looked at.
const LOOKED_AT: usize = 20;
/// A word of a record stands for a typed one when they begin alike: so many letters at least, and two thirds of the longer one.
const ALIKE: usize = 4;

/// What somebody may have meant, in the words of records; none for a picked record, or where the words are as they should be.
pub(super) async fn meant(state: &AppState, asked: &SkillQuery) -> Result<Option<String>, Problem> {
    let SkillQuery::Text(typed) = asked else {
        return Ok(None);
    };
    let kinds = [
        "requirement",
        "learning_outcome",
        "module",
        "exam_item",
        "task",
        "skill",
    ];
    let request = SearchRequest {
        query: typed.clone(),
        filters: vec![FacetFilter {
            facet: Facet::Kind,
            values: kinds.map(str::to_owned).into(),
        }],
        limit: LOOKED_AT,
        facets: Vec::new(),
        ..SearchRequest::default()
    };
    let found = search_api::run(state, &request).await?;
    Ok(reworded(typed, &found))
}

fn reworded(typed: &str, found: &SearchResponse) -> Option<String> {
    let corrected = found.did_you_mean.clone();
    let met = met(found);
    let words = typed.split_whitespace().map(|word| {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        match met.iter().any(|m| *m == plain.to_lowercase()) {
            true => plain.to_owned(),
            false => alike(plain, &met).unwrap_or_else(|| plain.to_owned()),
        }
    });
    let words: Vec<String> = words.filter(|w| !w.is_empty()).collect();
    let words = corrected.unwrap_or_else(|| words.join(" "));
    (words.to_lowercase() != typed.trim().to_lowercase()).then_some(words)
}

/// The words that met, in small letters, as the best hits write them.
fn met(found: &SearchResponse) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let names = found.hits.iter().map(|hit| &hit.name);
    for name in names {
        for mark in &name.marks {
            let text = name.text.get(mark.start..mark.end);
            let text = text.unwrap_or_default().to_lowercase();
            if !text.is_empty() && !words.contains(&text) {
                words.push(text);
            }
        }
    }
    words
}

fn alike(typed: &str, met: &[String]) -> Option<String> {
    let typed = folded(typed);
    let near = |word: &String| {
        let word = folded(word);
        let same = typed.chars().zip(word.chars());
        let same = same.take_while(|(a, b)| a == b).count();
        let longer = typed.chars().count().max(word.chars().count());
        // The more letters they share the better, then the fewer stand beside them.
        (same >= ALIKE && same * 3 >= longer * 2).then_some((same, usize::MAX - longer))
    };
    let near = met.iter().filter_map(|word| Some((near(word)?, word)));
    // Of equally near ones the first: hits come best first.
    let best = near.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, word)| word.clone())
}

/// The card of what was asked for, or of what was meant by it where that says more.
pub(super) fn card(
    state: &AppState,
    covered: &Covered<'_>,
    asked: &SkillQuery,
    meant: Option<String>,
) -> Result<SkillCard, Problem> {
    let matcher = state.matcher().map_err(|e| Problem::internal(&e))?;
    let draw = |query: &SkillQuery| {
        let (c, d) = (covered.curriculum, covered.decisions);
        c.skill_card(query, d, Some(&matcher))
    };
    let own = draw(asked);
    let other = meant.and_then(|words| draw(&SkillQuery::Text(words)).ok());
    let says = |card: &SkillCard| card.required.len() + card.taught.len() + card.examined.len();
    match (own, other) {
        (Ok(own), Some(other)) if says(&other) <= says(&own) => Ok(own),
        (_, Some(other)) if says(&other) > 0 => Ok(other),
        (own, _) => own.map_err(|e| problem(&e)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(all: &[&str]) -> Vec<String> {
        all.iter().map(|w| (*w).to_owned()).collect()
    }

    #[test]
    fn a_word_without_diacritics_is_written_as_records_write_it() {
        let met = words(&["finierēšana", "līmēšana"]);
        assert_eq!(alike("limesana", &met).as_deref(), Some("līmēšana"));
        assert_eq!(
            alike("Elektrodrosiba", &words(&["elektrodrošības"])).as_deref(),
            Some("elektrodrošības")
        );
        let both = words(&["elektrodrošības", "elektrodrošība"]);
        assert_eq!(
            alike("elektrodrosiba", &both).as_deref(),
            Some("elektrodrošība"),
            "the form that was typed comes before another one"
        );
        assert_eq!(alike("limesana", &words(&["lima"])), None);
    }

    #[test]
    fn what_the_search_corrects_is_what_was_meant() {
        let found = SearchResponse {
            did_you_mean: Some("elektrodrošība".into()),
            ..SearchResponse::default()
        };
        assert_eq!(
            reworded("elektordrošība", &found).as_deref(),
            Some("elektrodrošība")
        );
        assert_eq!(reworded("Elektrodrošība", &found), None);
        assert_eq!(reworded("CNC", &SearchResponse::default()), None);
    }
}
