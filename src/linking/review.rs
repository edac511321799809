//! One statement under review: what people decided of it, what was proposed, and what the matcher says this moment.

use std::collections::HashMap;

use super::jobs::predicate;
use super::{Candidate, Matcher, Statement, Target};
use crate::catalogue::mappings::{NoMatch, StoredMapping};
use crate::catalogue::{Catalogue, CatalogueError, LinkDirection};
use crate::model::{Lang, MappingState, Predicate, Record, RecordId, RelationKind};

/// Candidates that the matcher adds to those that are stored.
const LIVE: usize = 8;

/// Records offered for one that left the catalogue.
const REPLACEMENTS: usize = 3;

/// Records of the same parent shown beside a candidate.
const SIBLINGS: usize = 6;

/// One statement with its candidates in a set of records.
#[derive(Debug)]
pub struct Review {
    /// The statement.
    pub statement: Shown,
    /// The set of records.
    pub target: Target,
    /// Candidates: those waiting to be looked at again, accepted, open by confidence, rejected.
    pub candidates: Vec<Reviewed>,
    /// "No match", if that was decided.
    pub no_match: Option<NoMatch>,
}

/// A record with its place in the hierarchy.
#[derive(Debug)]
pub struct Shown {
    /// The record; as it was last stated where it left the catalogue.
    pub record: Record,
    /// What stands above it, topmost first.
    pub above: Vec<Record>,
    /// Records right below it, the first few.
    pub below: Vec<Record>,
    /// Whether it left the catalogue.
    pub gone: bool,
    /// What may take its place, where it left.
    pub replacements: Vec<Record>,
}

/// A candidate under review.
#[derive(Debug)]
pub struct Reviewed {
    /// The record.
    pub shown: Shown,
    /// The mappings of the two that are stored: an accepted one first, then an open one, then rejected ones.
    pub stored: Vec<StoredMapping>,
    /// What the matcher says now; none where it would not propose it.
    pub live: Option<Candidate>,
    /// What the statement is to it: as decided, as proposed, or as the matcher sees it.
    pub predicate: Predicate,
}

impl Reviewed {
    /// The mapping that counts.
    pub fn leading(&self) -> Option<&StoredMapping> {
        self.stored.first()
    }

    /// Where it stands.
    pub fn state(&self) -> MappingState {
        self.leading()
            .map_or(MappingState::Proposed, |m| m.mapping.state)
    }

    /// The machine's confidence: of this moment, else of the proposal; none where it never said anything.
    pub fn confidence(&self) -> Option<f32> {
        let stored = || {
            let proposals = self
                .stored
                .iter()
                .filter_map(|m| m.mapping.proposal.as_ref());
            proposals.map(|p| p.confidence).next()
        };
        self.live.as_ref().map(|c| c.confidence).or_else(stored)
    }

    fn rank(&self) -> (u8, std::cmp::Reverse<u32>) {
        let surfaced = self.stored.iter().any(|m| m.surfaced_at.is_some());
        let rank = match self.state() {
            _ if surfaced => 0,
            MappingState::Accepted => 1,
            MappingState::Proposed => 2,
            MappingState::Rejected => 3,
        };
        // Positive floats order like their bits.
        (
            rank,
            std::cmp::Reverse(self.confidence().unwrap_or(0.0).max(0.0).to_bits()),
        )
    }
}

/// Looks at a statement; with `typed` also at what matches these words instead of its own. None where the catalogue has
/// never heard of it.
///
/// # Errors
/// [`CatalogueError`] when the catalogue cannot be read.
pub fn look(
    catalogue: &Catalogue,
    matcher: &Matcher,
    subject: &RecordId,
    target: &Target,
    typed: Option<&str>,
) -> Result<Option<Review>, CatalogueError> {
    let Some(statement) = show(catalogue, matcher, subject)? else {
        return Ok(None);
    };
    let mut live: HashMap<RecordId, Candidate> = HashMap::new();
    let mut order = Vec::new();
    for candidate in candidates(matcher, &statement.record, target, typed) {
        order.push(candidate.id.clone());
        live.insert(candidate.id.clone(), candidate);
    }
    let printed = target.to_string();
    let mut stored: HashMap<RecordId, Vec<StoredMapping>> = HashMap::new();
    for mapping in catalogue.mappings_of(subject)? {
        let object = &mapping.mapping.object;
        let belongs = mapping.target == printed || live.contains_key(object);
        if mapping.mapping.subject == *subject && belongs {
            order.push(object.clone());
            stored.entry(object.clone()).or_default().push(mapping);
        }
    }
    order.sort_unstable();
    order.dedup();
    let mut reviewed = Vec::with_capacity(order.len());
    for id in order {
        let mappings = leading_first(stored.remove(&id).unwrap_or_default());
        let live = live.remove(&id);
        let Some(shown) = show(catalogue, matcher, &id)? else {
            continue;
        };
        let seen = live
            .as_ref()
            .map_or(Predicate::RelatedMatch, |c| c.predicate);
        let predicate = mappings.first().map_or_else(
            || predicate(statement.record.kind, shown.record.kind, seen),
            |m| m.mapping.predicate,
        );
        reviewed.push(Reviewed {
            shown,
            stored: mappings,
            live,
            predicate,
        });
    }
    reviewed.sort_by_key(Reviewed::rank);
    Ok(Some(Review {
        no_match: catalogue.no_match(subject.as_str(), &printed)?,
        statement,
        target: target.clone(),
        candidates: reviewed,
    }))
}

fn leading_first(mut mappings: Vec<StoredMapping>) -> Vec<StoredMapping> {
    mappings.sort_by_key(|m| match m.mapping.state {
        MappingState::Accepted => 0,
        MappingState::Proposed => 1,
        MappingState::Rejected => 2,
    });
    mappings
}

/// What the matcher says of a statement, and of typed words in the place of its names.
fn candidates(
    matcher: &Matcher,
    record: &Record,
    target: &Target,
    typed: Option<&str>,
) -> Vec<Candidate> {
    let scope = matcher.scope(target);
    let known = matcher.statement(&record.id);
    let statement = known.unwrap_or_else(|| Statement::of_record(record));
    let mut found = matcher.candidates(&statement, &scope, LIVE);
    if let Some(words) = typed.map(str::trim).filter(|t| !t.is_empty()) {
        let typed = Statement::of_text(words, Lang::Lv);
        for candidate in matcher.candidates(&typed, &scope, LIVE) {
            let known = found.iter().any(|c| c.id == candidate.id);
            if !known && candidate.id != record.id {
                found.push(candidate);
            }
        }
    }
    found
}

fn show(
    catalogue: &Catalogue,
    matcher: &Matcher,
    id: &RecordId,
) -> Result<Option<Shown>, CatalogueError> {
    let (record, gone) = match catalogue.record(id.as_str())? {
        Some(record) => (record, false),
        None => match catalogue.withdrawn(id.as_str())? {
            Some(record) => (record, true),
            None => return Ok(None),
        },
    };
    let mut below = catalogue.children(id.as_str())?;
    below.truncate(SIBLINGS);
    Ok(Some(Shown {
        above: catalogue.ancestors(&record)?,
        below,
        replacements: if gone {
            replacements(catalogue, matcher, &record)?
        } else {
            Vec::new()
        },
        record,
        gone,
    }))
}

/// What may take the place of a record that left: what the sources say, then what is nearest in meaning.
fn replacements(
    catalogue: &Catalogue,
    matcher: &Matcher,
    gone: &Record,
) -> Result<Vec<Record>, CatalogueError> {
    let mut found: Vec<Record> = Vec::new();
    for link in catalogue.links(gone.id.as_str())? {
        let replaces = link.kind == RelationKind::Replaces && link.direction == LinkDirection::In;
        if replaces || link.kind == RelationKind::SameAs {
            found.extend(catalogue.record(link.other.as_str())?);
        }
    }
    let target = match &gone.framework {
        Some(framework) if gone.kind.is_statement() => Target::Framework(framework.clone()),
        _ => Target::Kind(gone.kind),
    };
    let scope = matcher.scope(&target);
    for near in matcher.candidates(&Statement::of_record(gone), &scope, REPLACEMENTS) {
        if found.len() < REPLACEMENTS && found.iter().all(|r| r.id != near.id) {
            found.extend(catalogue.record(near.id.as_str())?);
        }
    }
    Ok(found)
}
