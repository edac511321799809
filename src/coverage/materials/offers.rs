//! Materials for a module or outcome, ranked by what they cover.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::MaterialFilter;
use crate::coverage::curriculum::{Curriculum, Item};
use crate::coverage::matrix::{Cell, MatrixRequest};
use crate::coverage::{CoverageError, Decisions, Ref};
use crate::model::{CoverageValue, Details, RecordId};

/// What says that a material supports an outcome.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// A person: an accepted mapping or a verdict.
    Accepted,
    /// A school's list.
    Listed,
    /// Words alone: a person has to look.
    Machine,
}

/// The materials for a module or outcome.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Offers {
    /// The module or outcome.
    pub of: Ref,
    /// Its outcomes.
    pub outcomes: Vec<Ref>,
    /// The materials, those that cover most first.
    pub offers: Vec<Offer>,
    /// Outcomes for which nothing was found.
    pub uncovered: Vec<Ref>,
    /// How many materials the filter let through, whether they fit or not.
    pub let_through: usize,
}

/// A material that is offered.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Offer {
    /// The material.
    pub material: Ref,
    /// Language tags.
    pub languages: Vec<String>,
    /// Kind (veids).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub material_type: Option<String>,
    /// Access.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<String>,
    /// Licence, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Year of issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Authors, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authors: Option<String>,
    /// Link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What it covers, in the order of the outcomes.
    pub covers: Vec<Covers>,
}

/// An outcome that a material covers.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Covers {
    /// The outcome.
    #[schema(value_type = String)]
    pub outcome: RecordId,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// How far.
    pub value: CoverageValue,
    /// What says so.
    pub support: Support,
    /// The share of the outcome's words in title and topic, 0 to 1.
    pub score: f32,
}

impl Curriculum {
    /// The materials for a module or outcome, those that cover most first: what people and lists say before what words say.
    ///
    /// # Errors
    /// [`CoverageError`] when the record is unknown, no module or outcome, or a module without outcomes.
    pub fn materials_for(
        &self,
        of: &RecordId,
        filter: &MaterialFilter,
        decisions: &Decisions,
    ) -> Result<Offers, CoverageError> {
        let request = MatrixRequest::Materials {
            of: of.clone(),
            filter: filter.clone(),
        };
        let matrix = self.matrix(&request, decisions)?;
        let mut offers: Vec<Offer> = matrix
            .columns
            .iter()
            .filter_map(|c| self.find(&c.record.id))
            .map(offer)
            .collect();
        for row in &matrix.rows {
            for cell in &row.cells {
                let Some(offer) = offers.get_mut(cell.column) else {
                    continue;
                };
                let Some(support) = self.support(cell, &row.record.id, &offer.material.id) else {
                    continue;
                };
                offer.covers.push(Covers {
                    outcome: row.record.id.clone(),
                    code: row.record.code.clone(),
                    value: cell.value,
                    support,
                    score: cell.score,
                });
            }
        }
        offers.retain(|o| !o.covers.is_empty());
        offers.sort_by(|a, b| {
            worth(b)
                .total_cmp(&worth(a))
                .then(newer(b, a))
                .then(a.material.id.cmp(&b.material.id))
        });
        let covered = |row: &Ref| {
            offers
                .iter()
                .any(|o| o.covers.iter().any(|c| c.outcome == row.id))
        };
        let outcomes: Vec<Ref> = matrix.rows.iter().map(|r| r.record.clone()).collect();
        Ok(Offers {
            of: matrix
                .asking
                .ok_or_else(|| CoverageError::Unknown(of.clone()))?,
            uncovered: outcomes.iter().filter(|r| !covered(r)).cloned().collect(),
            let_through: self.items.iter().filter(|i| filter.lets(i)).count(),
            outcomes,
            offers,
        })
    }

    /// What says that the material of a cell covers its outcome; none where nothing says enough.
    fn support(&self, cell: &Cell, outcome: &RecordId, material: &RecordId) -> Option<Support> {
        if cell.value.rank() == 0 {
            return None;
        }
        if cell.accepted || cell.verdict.is_some() {
            return Some(Support::Accepted);
        }
        let outcome = self.number(outcome)?;
        let material = self.number(material)?;
        if self.listed_materials(outcome).contains(&material) {
            return Some(Support::Listed);
        }
        (cell.score >= self.config.materials.offered).then_some(Support::Machine)
    }
}

fn offer(item: &Item) -> Offer {
    let material = match &item.details {
        Details::Material(m) => m.as_ref().clone(),
        _ => crate::model::Material::default(),
    };
    Offer {
        material: item.reference(),
        languages: material.languages,
        material_type: material.material_type,
        access: material.access,
        licence: material.licence,
        year: material.year,
        authors: material.authors,
        url: material.url,
        covers: Vec::new(),
    }
}

/// What an offer is worth: every outcome as much as what says so, and how far.
fn worth(offer: &Offer) -> f32 {
    let of = |c: &Covers| {
        let trust = match c.support {
            Support::Accepted => 3.0,
            Support::Listed => 2.0,
            Support::Machine => 1.0,
        };
        trust * f32::from(c.value.rank()) + c.score
    };
    offer.covers.iter().map(of).sum()
}

fn newer(a: &Offer, b: &Offer) -> std::cmp::Ordering {
    a.year.cmp(&b.year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::testing::{Tiny, id};

    fn offers(filter: &MaterialFilter) -> Offers {
        let mut tiny = Tiny::welder();
        tiny.module("p/m", "Darbi");
        tiny.outcome("p/m/1", "Sametināt tērauda loksnes ar pusautomātu");
        tiny.outcome("p/m/2", "Nokrāsot sienu");
        tiny.outcome("p/m/3", "Aprakstīt tirgus svārstības");
        tiny.material("a", "Ceļvedis", &["p/m/2"]).year = Some(2001);
        tiny.material("b", "Rokasgrāmata", &["p/m/2"]).year = Some(2020);
        tiny.material("c", "Sametināt tērauda loksnes ar pusautomātu", &[]);
        tiny.material("d", "Viss modulis", &["p/m"]).languages = vec!["lv".into()];
        tiny.build()
            .materials_for(&id("p/m"), filter, &Decisions::default())
            .unwrap()
    }

    #[test]
    fn what_covers_most_comes_first_and_lists_before_words() {
        let offers = offers(&MaterialFilter::default());
        let names: Vec<&str> = offers
            .offers
            .iter()
            .map(|o| o.material.id.as_str())
            .collect();
        assert_eq!(
            names,
            ["d", "b", "a", "c"],
            "the whole module, the newer of two, words last"
        );
        let last = &offers.offers[3].covers[0];
        assert_eq!(
            (last.support, last.code.as_deref()),
            (Support::Machine, Some("1"))
        );
        let whole = offers.offers[0].covers.iter();
        assert!(
            whole
                .clone()
                .all(|c| c.value == CoverageValue::Partial && c.support == Support::Listed)
        );
        assert_eq!(whole.count(), 3);
    }

    #[test]
    fn a_filter_leaves_outcomes_uncovered() {
        let filter = MaterialFilter {
            since: Some(2010),
            ..MaterialFilter::default()
        };
        let offers = offers(&filter);
        assert_eq!(offers.let_through, 1);
        let open: Vec<&str> = offers.uncovered.iter().map(|o| o.id.as_str()).collect();
        assert_eq!(open, ["p/m/1", "p/m/3"]);
    }
}
