//! A row of a mapping file → a mapping, a decision, or what is wrong with it.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

use super::Problem;
use super::meta::Head;
use super::read::Understood;
use super::row::{Cells, MANUAL, NO_TERM, act, modelled};
use super::slots::{is_derived, is_entity, is_of_act, own};
use super::write::{End, expanded};
use crate::catalogue::mappings::{Imported, ImportedMapping, StoredMapping};
use crate::export::iri::Iris;
use crate::model::{Decision, Mapping, MappingState, Predicate, Proposal, RecordId};

/// A reviewed mapping: a person's decision too.
const REVIEW: &str = "https://w3id.org/semapv/vocab/MappingReview";

/// Slots whose whole content is modelled: nothing of them is kept beside the mapping.
const MODELLED: [&str; 9] = [
    "subject_id",
    "predicate_id",
    "object_id",
    "predicate_modifier",
    own::TARGET,
    own::DECIDED_AT,
    own::PROPOSED_AT,
    own::CONFIDENCE,
    own::KEPT,
];

/// What the catalogue knows of records.
pub trait Known {
    /// The record of a URI that its framework gave it.
    fn by_uri(&mut self, uri: &str) -> Option<RecordId>;
    /// What an export would say of a record; none where the catalogue does not hold it.
    fn end(&mut self, id: &RecordId) -> Option<End>;
    /// The set of records that a concept scheme's URI stands for, as targets are printed.
    fn target_of(&mut self, scheme: &str) -> Option<String>;
}

/// What holds where a file says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Defaults {
    /// Author of decisions that name none.
    pub author: Option<String>,
    /// Day of proposals and decisions that state none, `YYYY-MM-DD`.
    pub date: Option<String>,
}

pub(super) struct Understanding<'a> {
    file: &'a str,
    head: &'a Head,
    iris: &'a Iris,
    known: &'a mut dyn Known,
    defaults: &'a Defaults,
    understood: Understood,
    problems: Vec<Problem>,
    /// Where each subject, predicate and object stands: its place among the rows.
    seen: HashMap<(RecordId, Predicate, RecordId), usize>,
    /// No match, by statement and target.
    nothing: HashMap<(RecordId, String), usize>,
}

/// What is wrong with a row: column, code, message.
type Wrong = (Option<&'static str>, &'static str, String);

impl<'a> Understanding<'a> {
    pub(super) fn new(
        file: &'a str,
        head: &'a Head,
        iris: &'a Iris,
        known: &'a mut dyn Known,
        defaults: &'a Defaults,
    ) -> Self {
        Self {
            file,
            head,
            iris,
            known,
            defaults,
            understood: Understood::default(),
            problems: Vec::new(),
            seen: HashMap::new(),
            nothing: HashMap::new(),
        }
    }

    pub(super) fn wrong(
        &mut self,
        line: usize,
        column: Option<&str>,
        code: &'static str,
        message: String,
    ) {
        let problem = self.problem(line, column, code, message);
        self.problems.push(problem);
    }

    fn problem(
        &self,
        line: usize,
        column: Option<&str>,
        code: &'static str,
        message: String,
    ) -> Problem {
        Problem {
            file: self.file.to_owned(),
            line,
            column: column.map(str::to_owned),
            code,
            message,
        }
    }

    pub(super) fn finish(self) -> (Understood, Vec<Problem>) {
        (self.understood, self.problems)
    }

    /// Understands one row.
    pub(super) fn row(&mut self, line: usize, written: &BTreeMap<&str, &str>) {
        let mut wrongs = Vec::new();
        let cells = self.expand(written, &mut wrongs);
        if wrongs.is_empty() {
            match self.what(line, &cells) {
                Ok(what) => return self.take(line, what),
                Err(wrong) => wrongs.push(wrong),
            }
        }
        for (column, code, message) in wrongs {
            self.wrong(line, column, code, message);
        }
    }

    /// The cells with what the head says for all rows, entities as full URIs.
    fn expand(&self, written: &BTreeMap<&str, &str>, wrongs: &mut Vec<Wrong>) -> Cells {
        let mut cells: Cells = self.head.propagated.clone();
        cells.extend(
            written
                .iter()
                .map(|(slot, value)| ((*slot).to_owned(), (*value).to_owned())),
        );
        for (slot, value) in &mut cells {
            if !is_entity(slot) {
                continue;
            }
            let parts = value.split('|').map(|part| self.uri(part.trim()));
            match parts.collect::<Result<Vec<_>, _>>() {
                Ok(uris) => *value = uris.join("|"),
                Err(message) => {
                    let column = super::slots::MAPPING.iter().find(|known| *known == slot);
                    wrongs.push((column.copied(), "unknown-prefix", message));
                }
            }
        }
        cells
    }

    /// The URI of a CURIE.
    fn uri(&self, text: &str) -> Result<String, String> {
        let is_uri = ["http://", "https://", "urn:"]
            .iter()
            .any(|s| text.starts_with(s));
        match text.split_once(':') {
            Some((prefix, local)) if self.head.prefixes.contains_key(prefix) => {
                let namespace = self.head.prefixes.get(prefix).map(String::as_str);
                Ok(format!("{}{local}", namespace.unwrap_or_default()))
            }
            _ if is_uri => Ok(text.to_owned()),
            Some((prefix, _)) => {
                let known: Vec<&str> = self.head.prefixes.keys().map(String::as_str).collect();
                Err(format!(
                    "the prefix “{prefix}” of “{text}” is not in the file's curie_map, which has: {}; add “{prefix}: <beginning of the URI>” there",
                    known.join(", ")
                ))
            }
            None => Err(format!(
                "“{text}” is no CURIE and no URI; right would be a prefix of the curie_map, “:” and a name"
            )),
        }
    }

    fn what(&mut self, line: usize, cells: &Cells) -> Result<Imported, Wrong> {
        let subject = self.end(line, "subject", cells)?;
        let predicate = predicate(cells)?;
        let negated = match text(cells, "predicate_modifier") {
            None => false,
            Some("Not") => true,
            Some(other) => {
                let said = format!("“{other}” is no modifier; right would be “Not” or nothing");
                return Err((Some("predicate_modifier"), "bad-value", said));
            }
        };
        if text(cells, "object_id") == Some(NO_TERM) {
            return self.no_match(subject, cells);
        }
        let object = self.end(line, "object", cells)?;
        if subject == object {
            let said = format!("“{subject}” stands at both ends; a record is not mapped to itself");
            return Err((Some("object_id"), "same-ends", said));
        }
        let (state, proposal, decision) = self.acts(cells, negated)?;
        let mapping = Mapping {
            subject,
            predicate,
            object,
            state,
            proposal,
            decision,
            version: 0,
        };
        let target = text(cells, own::TARGET).map(str::to_owned);
        let slots = self.kept(&mapping, cells);
        Ok(Imported::Mapping {
            mapping: Box::new(mapping),
            target,
            slots,
        })
    }

    /// The record at one end.
    fn end(&mut self, line: usize, which: &'static str, cells: &Cells) -> Result<RecordId, Wrong> {
        let (id_slot, type_slot) = match which {
            "subject" => ("subject_id", "subject_type"),
            _ => ("object_id", "object_type"),
        };
        if text(cells, type_slot) == Some("rdfs literal") {
            let label = text(
                cells,
                if which == "subject" {
                    "subject_label"
                } else {
                    "object_label"
                },
            );
            let said = format!(
                "the {which} is a text (“{}”), not a record; only records are mapped: find one for it with `prasme match` and write its identifier into {id_slot}",
                label.unwrap_or_default()
            );
            return Err((Some(type_slot), "literal", said));
        }
        let Some(uri) = text(cells, id_slot) else {
            return Err((
                Some(id_slot),
                "missing-value",
                "the cell is empty; it names the record".to_owned(),
            ));
        };
        if uri == NO_TERM {
            let said =
                "sssom:NoTermFound as a subject is not kept here; turn the row round".to_owned();
            return Err((Some(id_slot), "not-modelled", said));
        }
        let ids = self.iris.ids_of(uri);
        if let Some(id) = ids.iter().find(|id| self.known.end(id).is_some()) {
            return Ok(id.clone());
        }
        if let Some(id) = self.known.by_uri(uri) {
            return Ok(id);
        }
        match ids.into_iter().next() {
            Some(id) => {
                let said = format!(
                    "the catalogue does not hold “{id}” (any more); the row is taken in and waits for review"
                );
                let note = self.problem(line, Some(id_slot), "not-in-catalogue", said);
                self.understood.notes.push(note);
                Ok(id)
            }
            None => {
                let said = format!(
                    "the catalogue knows no record with the URI <{uri}>; import its framework first, or take the row out"
                );
                Err((Some(id_slot), "unknown-record", said))
            }
        }
    }

    fn no_match(&mut self, subject: RecordId, cells: &Cells) -> Result<Imported, Wrong> {
        let target = match text(cells, own::TARGET) {
            Some(target) => Some(target.to_owned()),
            None => text(cells, "object_source").and_then(|scheme| self.known.target_of(scheme)),
        };
        let Some(target) = target else {
            let said = "“no match” needs to say where nothing was found: object_source with the URI of a framework that is loaded".to_owned();
            return Err((Some("object_source"), "missing-value", said));
        };
        Ok(Imported::NoMatch {
            subject,
            target,
            decision: self.decision(cells, &["author_label", "author_id"])?,
        })
    }

    /// What a machine and a person did, as the row tells.
    fn acts(
        &self,
        cells: &Cells,
        negated: bool,
    ) -> Result<(MappingState, Option<Proposal>, Option<Decision>), Wrong> {
        let justification = text(cells, "mapping_justification");
        let Some(justification) = justification else {
            let said = "the cell is empty; right would be e.g. semapv:ManualMappingCuration or semapv:LexicalMatching".to_owned();
            return Err((Some("mapping_justification"), "missing-value", said));
        };
        let decided = match negated {
            true => MappingState::Rejected,
            false => MappingState::Accepted,
        };
        if justification == MANUAL || justification == REVIEW {
            let decision = self.decision(
                cells,
                &["author_label", "author_id", "reviewer_label", "reviewer_id"],
            )?;
            let proposal =
                match cells.contains_key(own::CONFIDENCE) || cells.contains_key(own::PROPOSED_AT) {
                    true => Some(self.proposal(cells, own::CONFIDENCE)?),
                    false => None,
                };
            return Ok((decided, proposal, Some(decision)));
        }
        let proposal = self.proposal(cells, "confidence")?;
        let reviewed = ["reviewer_label", "reviewer_id"]
            .iter()
            .any(|slot| text(cells, slot).is_some());
        if !reviewed {
            if negated {
                let said = "a machine's own “Not” is not kept here; a person's decision has semapv:ManualMappingCuration and an author".to_owned();
                return Err((Some("predicate_modifier"), "not-modelled", said));
            }
            return Ok((MappingState::Proposed, Some(proposal), None));
        }
        let agreement = number(cells, "reviewer_agreement", -1.0)?.unwrap_or(1.0);
        let state = match (decided, agreement < 0.0) {
            (state, false) => state,
            (MappingState::Rejected, true) => MappingState::Accepted,
            (_, true) => MappingState::Rejected,
        };
        let decision = self.decision(cells, &["reviewer_label", "reviewer_id"])?;
        Ok((state, Some(proposal), Some(decision)))
    }

    fn decision(&self, cells: &Cells, authors: &[&str]) -> Result<Decision, Wrong> {
        let more = ["creator_label", "creator_id", "mapping_provider"];
        let author = authors
            .iter()
            .chain(&more)
            .find_map(|slot| text(cells, slot));
        let Some(by) = author.or(self.defaults.author.as_deref()) else {
            let said = "nobody is named who decided; add author_label here or creator_label to the metadata, or give an author with the import".to_owned();
            return Err((Some("author_label"), "missing-author", said));
        };
        let days: &[&'static str] = match authors.first() {
            Some(&"reviewer_label") => &["review_date", "mapping_date", "publication_date"],
            _ => &["mapping_date", "review_date", "publication_date"],
        };
        Ok(Decision {
            by: by.to_owned(),
            at: self.moment(cells, own::DECIDED_AT, days)?,
            note: text(cells, "comment").map(str::to_owned),
        })
    }

    fn proposal(&self, cells: &Cells, slot: &'static str) -> Result<Proposal, Wrong> {
        let version = text(cells, "mapping_tool_version").unwrap_or_default();
        let tool = text(cells, "mapping_tool").or(text(cells, "mapping_tool_id"));
        let tool = tool.or(self.head.set_id.as_deref()).unwrap_or(self.file);
        let explanation = match text(cells, own::EXPLANATION) {
            Some(json) => serde_json::from_str(json).map_err(|wrong| {
                (
                    Some(own::EXPLANATION),
                    "bad-value",
                    format!("this is no JSON: {wrong}"),
                )
            })?,
            None => Value::Null,
        };
        // A mapping without a confidence is meant to be certain, says the standard.
        let confidence = number(cells, slot, 0.0)?.unwrap_or(1.0);
        let days: &[&'static str] = match slot {
            "confidence" => &["mapping_date", "publication_date"],
            // The day of a decided row is that of the decision.
            _ => &[],
        };
        Ok(Proposal {
            confidence,
            explanation,
            tool: format!("{tool} {version}").trim().to_owned(),
            at: self.moment(cells, own::PROPOSED_AT, days)?,
        })
    }

    /// When: to the second where the file is ours, else the day. A day that was changed by hand counts more than the second
    /// beside it.
    fn moment(
        &self,
        cells: &Cells,
        exact: &'static str,
        days: &[&'static str],
    ) -> Result<String, Wrong> {
        let stated = days
            .iter()
            .find_map(|slot| Some((*slot, text(cells, slot)?)));
        let day = match stated {
            Some((slot, day)) => match day.parse::<jiff::civil::Date>() {
                Ok(_) => Some(day),
                Err(_) => {
                    let said =
                        format!("“{day}” is no day; right would be YYYY-MM-DD, e.g. 2026-03-01");
                    return Err((Some(slot), "bad-date", said));
                }
            },
            None => None,
        };
        if let Some(at) = text(cells, exact) {
            if at.parse::<jiff::Timestamp>().is_err() {
                let said =
                    format!("“{at}” is no point in time; right would be e.g. 2026-03-01T10:00:00Z");
                return Err((Some(exact), "bad-date", said));
            }
            if day.is_none_or(|day| at.starts_with(day)) {
                return Ok(at.to_owned());
            }
        }
        match day.or(self.defaults.date.as_deref()) {
            Some(day) => Ok(format!("{day}T00:00:00Z")),
            None => {
                let said = "no day is stated; add mapping_date here or to the metadata, or give a date with the import".to_owned();
                Err((Some("mapping_date"), "missing-date", said))
            }
        }
    }

    /// What the row says beyond the mapping, for the mapping's `slots`.
    fn kept(&mut self, mapping: &Mapping, cells: &Cells) -> Value {
        let stored = StoredMapping {
            mapping: mapping.clone(),
            target: String::new(),
            slots: Value::Null,
            surfaced_at: None,
        };
        let said = modelled(&stored);
        let is_ours = self.head.is_ours;
        let pinned: Vec<&str> =
            text(cells, own::KEPT).map_or(Vec::new(), |k| k.split('|').collect());
        let mut row = Map::new();
        for (slot, value) in cells {
            if said.get(slot) == Some(value) || MODELLED.contains(&slot.as_str()) {
                continue;
            }
            if is_derived(slot) && !pinned.contains(&slot.as_str()) {
                // Names and sources are the catalogue's own where it holds the record.
                let derived = self.derived(mapping, slot);
                if derived.is_some() && (is_ours || derived.as_ref() == Some(value)) {
                    continue;
                }
            }
            row.insert(slot.clone(), value.as_str().into());
        }
        for slot in said.keys().filter(|slot| is_of_act(slot)) {
            if !cells.contains_key(slot) {
                row.insert(slot.clone(), "".into());
            }
        }
        if !self.head.of_set.is_empty() {
            if let (Some(set), None) = (&self.head.set_id, cells.get("mapping_source")) {
                row.insert("mapping_source".to_owned(), set.as_str().into());
            }
            let set = Value::Object(self.head.of_set.clone());
            row.insert(own::SOURCE_SET.to_owned(), set.to_string().into());
        }
        match row.is_empty() {
            true => Value::Null,
            false => json!({ "of": act(&stored), "row": row }),
        }
    }

    /// What an export would take from a record for this slot; none where the record is not known.
    fn derived(&mut self, mapping: &Mapping, slot: &str) -> Option<String> {
        let id = match slot.starts_with("subject_") {
            true => &mapping.subject,
            false => &mapping.object,
        };
        self.known.end(id).map(|end| match slot.split_once('_') {
            Some((_, "label")) => end.label,
            Some((_, "source")) => end.source,
            _ => end.source_version,
        })
    }

    fn take(&mut self, line: usize, what: Imported) {
        let place = self.understood.rows.len();
        let first = match &what {
            Imported::Mapping { mapping, .. } => {
                let key = (
                    mapping.subject.clone(),
                    mapping.predicate,
                    mapping.object.clone(),
                );
                *self.seen.entry(key).or_insert(place)
            }
            Imported::NoMatch {
                subject, target, ..
            } => *self
                .nothing
                .entry((subject.clone(), target.clone()))
                .or_insert(place),
        };
        let row = ImportedMapping { row: line, what };
        if first == place {
            return self.understood.rows.push(row);
        }
        let Some(there) = self.understood.rows.get_mut(first) else {
            return;
        };
        if let Err((code, message)) = join(there, row) {
            self.wrong(line, None, code, message);
        }
    }
}

/// Joins a second row about the same: a machine's proposal and a person's decision belong together, anything else is one too
/// many.
fn join(
    there: &mut ImportedMapping,
    second: ImportedMapping,
) -> Result<(), (&'static str, String)> {
    let first = there.row;
    let duplicate = (
        "duplicate",
        format!("the row says the same as row {first}; keep one of them"),
    );
    let (
        Imported::Mapping {
            mapping: one,
            slots: kept,
            ..
        },
        Imported::Mapping {
            mapping: two,
            slots,
            ..
        },
    ) = (&mut there.what, second.what)
    else {
        return Err(duplicate);
    };
    match (&one.decision, &two.decision) {
        (None, Some(_)) if two.proposal.is_none() => {
            let proposal = one.proposal.take();
            *one = two;
            one.proposal = proposal;
            *kept = slots;
            there.row = second.row;
            Ok(())
        }
        (Some(_), None) if one.proposal.is_none() => {
            one.proposal = two.proposal;
            Ok(())
        }
        (Some(_), Some(_)) if one.state != two.state => {
            let said = format!(
                "the row says that it is {}, row {first} that it is {}; only one can be right",
                two.state.code(),
                one.state.code()
            );
            Err(("contradiction", said))
        }
        _ => Err(duplicate),
    }
}

fn text<'c>(cells: &'c Cells, slot: &str) -> Option<&'c str> {
    cells
        .get(slot)
        .map(String::as_str)
        .filter(|value| !value.trim().is_empty())
}

fn predicate(cells: &Cells) -> Result<Predicate, Wrong> {
    let Some(uri) = text(cells, "predicate_id") else {
        return Err((
            Some("predicate_id"),
            "missing-value",
            "the cell is empty; it names the relation".to_owned(),
        ));
    };
    let found = Predicate::ALL.iter().find(|p| expanded(p.curie()) == uri);
    found.copied().ok_or_else(|| {
        let known: Vec<&str> = Predicate::ALL.iter().map(|p| p.curie()).collect();
        let said = format!(
            "the relation <{uri}> is not known; known are {}",
            known.join(", ")
        );
        (Some("predicate_id"), "unknown-relation", said)
    })
}

fn number(cells: &Cells, slot: &'static str, least: f32) -> Result<Option<f32>, Wrong> {
    let Some(written) = text(cells, slot) else {
        return Ok(None);
    };
    match written.trim().parse::<f32>() {
        Ok(n) if (least..=1.0).contains(&n) => Ok(Some(n)),
        _ => {
            let said = format!("“{written}” is no number from {least} to 1");
            Err((Some(slot), "bad-number", said))
        }
    }
}
