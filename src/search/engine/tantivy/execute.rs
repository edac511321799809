//! Evaluates a plan: term at a time, over one array of marks and scores per level of nesting.
//!
//! Every node gives a list of documents with scores, each document once. Terms are read from the postings straight into
//! the array of the node above them, so most lists are never made.

use tantivy::query::{EnableScoring, PhraseQuery, Query};
use tantivy::{DocSet, TERMINATED};

use super::TantivyEngine;
use crate::search::error::EngineError;
use crate::search::plan::{Field, Node, Positions};

type Found = Vec<(u32, f32)>;

/// Arrays for one search at a time.
#[derive(Debug)]
pub(super) struct Scratch {
    documents: usize,
    levels: Vec<Level>,
    lists: Vec<Found>,
}

/// For each document whether it was seen in this round, and its score so far.
#[derive(Debug)]
struct Level {
    round: u32,
    cells: Vec<Cell>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    round: u32,
    /// How many nodes have found the document in this round.
    nodes: u32,
    sum: f32,
    best: f32,
}

impl Scratch {
    pub(super) fn new(documents: usize) -> Self {
        Self {
            documents,
            levels: Vec::new(),
            lists: Vec::new(),
        }
    }

    fn list(&mut self) -> Found {
        let mut list = self.lists.pop().unwrap_or_default();
        list.clear();
        list
    }

    /// Takes a list back to be filled again.
    pub(super) fn keep(&mut self, list: Found) {
        self.lists.push(list);
    }

    fn level(&mut self) -> Level {
        let mut level = self.levels.pop().unwrap_or_else(|| Level {
            round: 0,
            cells: vec![Cell::default(); self.documents],
        });
        level.next_round();
        level
    }
}

impl Level {
    /// Forgets all marks.
    fn next_round(&mut self) {
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.cells.fill(Cell::default());
            self.round = 1;
        }
    }

    /// Notes that a node of a disjunction finds the document.
    #[inline]
    fn add(&mut self, found: &mut Found, document: u32, score: f32) {
        let Some(cell) = self.cells.get_mut(document as usize) else {
            return;
        };
        if cell.round == self.round {
            cell.sum += score;
            cell.best = cell.best.max(score);
            cell.nodes += 1;
        } else {
            *cell = Cell {
                round: self.round,
                nodes: 1,
                sum: score,
                best: score,
            };
            found.push((document, 0.0));
        }
    }

    /// Notes that the `nth` node of a conjunction finds the document, if all before it have.
    #[inline]
    fn narrow(&mut self, nth: u32, document: u32, score: f32) {
        if let Some(cell) = self.cells.get_mut(document as usize)
            && cell.round == self.round
            && cell.nodes == nth
        {
            cell.nodes = nth + 1;
            cell.sum += score;
        }
    }

    fn cell(&self, document: u32) -> Cell {
        self.cells
            .get(document as usize)
            .copied()
            .filter(|cell| cell.round == self.round)
            .unwrap_or_default()
    }
}

impl TantivyEngine {
    /// The documents of a node with their scores, each once, in no order.
    pub(super) fn evaluate(
        &self,
        node: &Node,
        scratch: &mut Scratch,
    ) -> Result<Found, EngineError> {
        let mut found = scratch.list();
        match node {
            Node::DisMax { nodes, tie } => {
                let mut level = scratch.level();
                for node in nodes {
                    self.each(node, scratch, |document, score| {
                        level.add(&mut found, document, score)
                    })?;
                }
                for (document, score) in &mut found {
                    let cell = level.cell(*document);
                    *score = cell.best + tie * (cell.sum - cell.best);
                }
                scratch.levels.push(level);
            }
            Node::Bool {
                must,
                should,
                must_not,
                least,
            } => {
                self.all_of(must, should, *least, &mut found, scratch)?;
                self.without(must_not, &mut found, scratch)?;
            }
            Node::Term { .. } | Node::Phrase { .. } | Node::Constant { .. } => {
                self.each(node, scratch, |document, score| {
                    found.push((document, score))
                })?;
            }
        }
        Ok(found)
    }

    /// Shows every document of a node with its score.
    fn each(
        &self,
        node: &Node,
        scratch: &mut Scratch,
        mut show: impl FnMut(u32, f32),
    ) -> Result<(), EngineError> {
        match node {
            Node::Term { field, text, boost } => match self.fields.get(*field as usize) {
                Some(reader) => reader.each(text, *boost, show),
                None => Ok(()),
            },
            Node::Phrase {
                field,
                terms,
                boost,
            } => self.phrase(*field, terms, *boost, show),
            Node::Constant { node: None, score } => {
                (0..self.documents() as u32).for_each(|document| show(document, *score));
                Ok(())
            }
            Node::Constant {
                node: Some(node),
                score,
            } => {
                let found = self.evaluate(node, scratch)?;
                found
                    .iter()
                    .for_each(|&(document, _)| show(document, *score));
                scratch.keep(found);
                Ok(())
            }
            Node::DisMax { .. } | Node::Bool { .. } => {
                let found = self.evaluate(node, scratch)?;
                found
                    .iter()
                    .for_each(|&(document, score)| show(document, score));
                scratch.keep(found);
                Ok(())
            }
        }
    }

    fn all_of(
        &self,
        must: &[Node],
        should: &[Node],
        least: usize,
        found: &mut Found,
        scratch: &mut Scratch,
    ) -> Result<(), EngineError> {
        let mut level = scratch.level();
        let Some((first, rest)) = must.split_first() else {
            if should.is_empty() || least == 0 {
                self.each(&Node::ALL, scratch, |document, _| {
                    level.add(found, document, 0.0)
                })?;
                for cell in &mut level.cells {
                    cell.nodes = 0;
                }
            }
            for node in should {
                self.each(node, scratch, |document, score| {
                    level.add(found, document, score)
                })?;
            }
            found.retain_mut(|(document, score)| {
                let cell = level.cell(*document);
                *score = cell.sum;
                cell.nodes as usize >= least
            });
            scratch.levels.push(level);
            return Ok(());
        };
        self.each(first, scratch, |document, score| {
            level.add(found, document, score)
        })?;
        for (nth, node) in (1_u32..).zip(rest) {
            self.each(node, scratch, |document, score| {
                level.narrow(nth, document, score)
            })?;
        }
        let needed = must.len() as u32;
        found.retain_mut(|(document, score)| {
            let cell = level.cell(*document);
            *score = cell.sum;
            cell.nodes == needed
        });
        if !should.is_empty() {
            self.optional(should, least, found, &mut level, scratch)?;
        }
        scratch.levels.push(level);
        Ok(())
    }

    /// Adds the scores of `should` to documents that are found already.
    fn optional(
        &self,
        should: &[Node],
        least: usize,
        found: &mut Found,
        level: &mut Level,
        scratch: &mut Scratch,
    ) -> Result<(), EngineError> {
        level.next_round();
        for &(document, score) in found.iter() {
            if let Some(cell) = level.cells.get_mut(document as usize) {
                *cell = Cell {
                    round: level.round,
                    nodes: 0,
                    sum: score,
                    best: 0.0,
                };
            }
        }
        for node in should {
            self.each(node, scratch, |document, score| {
                if let Some(cell) = level.cells.get_mut(document as usize)
                    && cell.round == level.round
                {
                    cell.nodes += 1;
                    cell.sum += score;
                }
            })?;
        }
        found.retain_mut(|(document, score)| {
            let cell = level.cell(*document);
            *score = cell.sum;
            cell.nodes as usize >= least
        });
        Ok(())
    }

    fn without(
        &self,
        must_not: &[Node],
        found: &mut Found,
        scratch: &mut Scratch,
    ) -> Result<(), EngineError> {
        if must_not.is_empty() || found.is_empty() {
            return Ok(());
        }
        let mut level = scratch.level();
        let mut seen = scratch.list();
        for node in must_not {
            self.each(node, scratch, |document, _| {
                level.add(&mut seen, document, 0.0)
            })?;
        }
        found.retain(|(document, _)| level.cell(*document).nodes == 0);
        scratch.keep(seen);
        scratch.levels.push(level);
        Ok(())
    }

    fn phrase(
        &self,
        field: Field,
        terms: &[String],
        boost: f32,
        mut show: impl FnMut(u32, f32),
    ) -> Result<(), EngineError> {
        if field.positions() == Positions::Dropped || terms.len() < 2 {
            return Err(EngineError::NoPhrase(field.name()));
        }
        let (Some(reader), [segment]) = (
            self.fields.get(field as usize),
            self.searcher.segment_readers(),
        ) else {
            return Ok(());
        };
        let query = PhraseQuery::new(terms.iter().map(|text| reader.term(text)).collect());
        let scoring =
            EnableScoring::enabled_from_statistics_provider(&self.statistics, &self.searcher);
        let mut scorer = query.weight(scoring)?.scorer(segment, boost)?;
        let mut document = scorer.doc();
        while document != TERMINATED {
            show(document, scorer.score());
            document = scorer.advance();
        }
        Ok(())
    }
}
