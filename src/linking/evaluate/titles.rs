//! Titles of occupations against a corpus of labels, in the form of the MELO benchmark.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::measures::{Measures, of_ranks};
use crate::linking::config::{LinkingConfig, ProfileName};
use crate::linking::learn::Row;
use crate::linking::{Matcher, MatcherSource, Scope, Statement};
use crate::model::{Kind, LabelRole, Lang, Record, RecordId, Source};
use crate::text::{Analyser, Vocabulary};

/// A file that is not in the form of the benchmark.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TitlesError {
    /// A row has too few fields.
    #[error(
        "{file}, row {row}: {found} fields, but {right} are needed, separated by tabs ({columns})"
    )]
    Fields {
        /// Which file.
        file: &'static str,
        /// Its row, from 1.
        row: usize,
        /// How many fields it has.
        found: usize,
        /// How many it needs.
        right: usize,
        /// Which.
        columns: &'static str,
    },
    /// A concept or label that cannot be one.
    #[error("{file}, row {row}: {what}")]
    Value {
        /// Which file.
        file: &'static str,
        /// Its row, from 1.
        row: usize,
        /// What is wrong.
        what: String,
    },
}

/// A corpus of labels with a matcher over its concepts.
pub struct Titles {
    matcher: Matcher,
    scope: Scope,
    /// Elements of each concept with their labels, in the order of the corpus.
    elements: HashMap<RecordId, Vec<(String, String)>>,
}

/// Concepts that a run lists for each query: whatever comes later is of no use to anybody.
const LISTED: usize = 100;

impl Titles {
    /// Reads a corpus: `element <TAB> concept <TAB> label`, a line a label, the preferred label of a concept first.
    ///
    /// # Errors
    /// [`TitlesError`] with the row.
    pub fn read(
        corpus: &str,
        analyser: Arc<Analyser>,
        vocabulary: Arc<Vocabulary>,
        config: Arc<LinkingConfig>,
    ) -> Result<Self, TitlesError> {
        let mut records: Vec<Record> = Vec::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut elements: HashMap<RecordId, Vec<(String, String)>> = HashMap::new();
        for (row, fields) in rows("corpus", corpus, 3, "element, concept, label")? {
            let (element, concept, label) = (fields[0], fields[1], fields[2]);
            let number = match numbers.get(concept) {
                Some(&number) => number,
                None => {
                    let id = RecordId::new(concept).map_err(|e| TitlesError::Value {
                        file: "corpus",
                        row,
                        what: e.to_string(),
                    })?;
                    let mut record = Record::new(id, kind_of(concept), Source::file("corpus"));
                    record.parent = parent_of(concept).and_then(|p| RecordId::new(&p).ok());
                    numbers.insert(concept.to_owned(), records.len());
                    records.push(record);
                    records.len() - 1
                }
            };
            let Some(record) = records.get_mut(number) else {
                continue;
            };
            let role = if record.labels.is_empty() {
                LabelRole::Preferred
            } else {
                LabelRole::Alternative
            };
            record.label(Lang::Lv, role, label);
            let of = elements.entry(record.id.clone()).or_default();
            of.push((element.to_owned(), label.to_owned()));
        }
        let source = MatcherSource {
            analyser,
            vocabulary,
            records: &records,
            relations: &[],
        };
        let matcher = Matcher::build_with(source, config);
        let scope = matcher.scope_of(records.iter().map(|r| &r.id));
        Ok(Self {
            matcher,
            scope,
            elements,
        })
    }

    /// Ranks the labels for each query (`query <TAB> title`): lines `query <TAB> element <TAB> score`. Every label of a concept that
    /// is listed is in it, the one that met best at the score of its concept, the others after all concepts.
    ///
    /// # Errors
    /// [`TitlesError`] with the row.
    pub fn run(&self, queries: &str, step: &mut dyn FnMut()) -> Result<String, TitlesError> {
        let mut out = String::new();
        for (_, fields) in rows("queries", queries, 2, "query, title")? {
            let found = self
                .matcher
                .candidates(&title(fields[1]), &self.scope, LISTED);
            for candidate in &found {
                let elements = self
                    .elements
                    .get(&candidate.id)
                    .map_or(&[][..], Vec::as_slice);
                let best = elements
                    .iter()
                    .position(|e| e.1.trim() == candidate.explanation.label);
                for (place, (element, _)) in elements.iter().enumerate() {
                    let behind = if place == best.unwrap_or(0) {
                        0.0
                    } else {
                        1000.0
                    };
                    let score = candidate.score - behind - place as f32 * 1e-4;
                    out.push_str(&format!("{}\t{element}\t{score:.4}\n", fields[0]));
                }
            }
            step();
        }
        Ok(out)
    }

    /// The candidates of each judged query, for learning: one list a query.
    ///
    /// # Errors
    /// [`TitlesError`] with the row.
    pub fn lists(&self, queries: &str, qrels: &str) -> Result<Vec<Vec<Row>>, TitlesError> {
        let judged = self.judged(qrels)?;
        let mut lists = Vec::new();
        for (_, fields) in rows("queries", queries, 2, "query, title")? {
            let prepared = self.matcher.prepare(&title(fields[1]));
            let right = judged.get(fields[0]);
            let found = self.matcher.judge(&prepared, &self.scope, usize::MAX);
            let row = |(id, profile, features, _): (RecordId, ProfileName, _, f32)| Row {
                profile,
                features,
                right: right.is_some_and(|r| r.contains(&id)),
            };
            lists.push(found.into_iter().map(row).collect());
        }
        Ok(lists)
    }

    /// Measures the ranking of concepts.
    ///
    /// # Errors
    /// [`TitlesError`] with the row.
    pub fn measure(&self, queries: &str, qrels: &str) -> Result<Measures, TitlesError> {
        let judged = self.judged(qrels)?;
        let mut ranks = Vec::new();
        for (_, fields) in rows("queries", queries, 2, "query, title")? {
            let Some(right) = judged.get(fields[0]) else {
                continue;
            };
            let found = self
                .matcher
                .candidates(&title(fields[1]), &self.scope, LISTED);
            let place = found
                .iter()
                .position(|candidate| right.contains(&candidate.id));
            ranks.push(place.map(|place| place + 1));
        }
        Ok(of_ranks(&ranks))
    }

    fn judged(&self, qrels: &str) -> Result<BTreeMap<String, HashSet<RecordId>>, TitlesError> {
        let concepts: HashMap<&str, &RecordId> = self
            .elements
            .iter()
            .flat_map(|(id, of)| of.iter().map(move |(element, _)| (element.as_str(), id)))
            .collect();
        let mut judged: BTreeMap<String, HashSet<RecordId>> = BTreeMap::new();
        for (_, fields) in rows("qrels", qrels, 4, "query, 0, element, judgement")? {
            if fields[3].trim() == "0" {
                continue;
            }
            let found = concepts.get(fields[2]).map(|id| (*id).clone());
            judged
                .entry(fields[0].to_owned())
                .or_default()
                .extend(found);
        }
        Ok(judged)
    }
}

/// A title as a statement.
fn title(text: &str) -> Statement {
    Statement {
        kind: Some(Kind::Occupation),
        ..Statement::of_text(text, Lang::Lv)
    }
}

/// What a concept is, by its URI: ESCO and ISCO write it there.
fn kind_of(concept: &str) -> Kind {
    if concept.contains("/isco/") {
        Kind::OccupationGroup
    } else if concept.contains("/skill/") {
        Kind::Skill
    } else {
        Kind::Occupation
    }
}

/// The group above an ISCO group: its code without the last digit.
fn parent_of(concept: &str) -> Option<String> {
    let (place, code) = concept.rsplit_once("/isco/C")?;
    let shorter = code.len().checked_sub(1).filter(|n| *n > 0)?;
    Some(format!("{place}/isco/C{}", code.get(..shorter)?))
}

type Fields<'t> = Vec<&'t str>;

fn rows<'t>(
    file: &'static str,
    text: &'t str,
    right: usize,
    columns: &'static str,
) -> Result<Vec<(usize, Fields<'t>)>, TitlesError> {
    let mut rows = Vec::new();
    for (row, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let fields: Fields<'t> = line.split('\t').collect();
        if fields.len() < right {
            let found = fields.len();
            return Err(TitlesError::Fields {
                file,
                row,
                found,
                right,
                columns,
            });
        }
        rows.push((row, fields));
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORPUS: &str = "E1\thttp://data.europa.eu/esco/occupation/1\tpsihologs\nE2\thttp://data.europa.eu/esco/occupation/1\tpsiholoģe\n\
        E3\thttp://data.europa.eu/esco/occupation/2\tskolas direktors\nE4\thttp://data.europa.eu/esco/isco/C26\tJuristi un psihologi\n\
        E5\thttp://data.europa.eu/esco/isco/C2634\tPsihologi\n";

    fn titles(corpus: &str) -> Result<Titles, TitlesError> {
        let analyser = Arc::new(Analyser::default());
        let vocabulary = Arc::new(Vocabulary::default());
        Titles::read(
            corpus,
            analyser,
            vocabulary,
            Arc::new(LinkingConfig::default()),
        )
    }

    #[test]
    fn a_run_lists_every_label_of_every_concept_that_it_lists() {
        let run = titles(CORPUS)
            .unwrap()
            .run("Q1\tMilitārais PSIHOLOGS\n", &mut || {})
            .unwrap();
        let elements: Vec<&str> = run.lines().filter_map(|l| l.split('\t').nth(1)).collect();
        assert_eq!(elements.first(), Some(&"E1"));
        assert!(elements.contains(&"E2"), "{run}");
    }

    #[test]
    fn the_right_concept_is_measured_and_comes_in_the_list() {
        let titles = titles(CORPUS).unwrap();
        let (queries, qrels) = ("Q1\tSkolas DIREKTORS\n", "Q1\t0\tE3\t1\nQ1\t0\tE1\t0\n");
        assert_eq!(titles.measure(queries, qrels).unwrap().success_1, 1.0);
        let lists = titles.lists(queries, qrels).unwrap();
        assert_eq!(lists[0].iter().filter(|row| row.right).count(), 1);
    }

    #[test]
    fn a_short_row_is_named() {
        let error = titles("E1\tx\n").err().unwrap().to_string();
        assert!(
            error.contains("corpus, row 1") && error.contains("element, concept, label"),
            "{error}"
        );
        let error = titles("E1\ta b\tx\n").err().unwrap().to_string();
        assert!(error.contains("row 1"), "{error}");
    }

    #[test]
    fn groups_know_what_stands_above_them() {
        assert_eq!(
            parent_of("http://x/esco/isco/C2634").as_deref(),
            Some("http://x/esco/isco/C263")
        );
        assert_eq!(parent_of("http://x/esco/isco/C2"), None);
        assert_eq!(parent_of("http://x/esco/occupation/1"), None);
    }
}
