//! What is counted and filtered: for each document and facet a set of values, as one number.

use std::collections::HashMap;

use crate::search::plan::Facet;

use super::codec::{CodecError, Packer, Unpacker};
use super::groups::Groups;
use super::strings::{Interner, Lookup, Strings};

/// The facets of one document, as numbers of value sets.
pub(crate) type Row = [u16; Facet::COUNT];

/// The facets of all documents.
///
/// Values that stand together are one set: a document needs one number per facet even where it has several values, and
/// counting is an addition per document.
#[derive(Debug, Default)]
pub struct Columns {
    rows: Vec<Row>,
    facets: Vec<Sets>,
}

/// The value sets of one facet.
#[derive(Debug, Default)]
struct Sets {
    values: Strings,
    lookup: Lookup,
    /// The values of each set.
    sets: Groups,
}

/// Collects the facets of documents.
#[derive(Debug)]
pub(crate) struct ColumnsBuilder {
    rows: Vec<Row>,
    facets: Vec<(Interner, HashMap<Vec<u32>, u16>, Groups)>,
}

impl Default for ColumnsBuilder {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            facets: Facet::ALL.iter().map(|_| Default::default()).collect(),
        }
    }
}

impl ColumnsBuilder {
    /// Adds a document with its values for each facet.
    pub(crate) fn push(&mut self, values: &[Vec<String>; Facet::COUNT]) {
        let mut row = Row::default();
        for ((slot, values), (interner, known, sets)) in
            row.iter_mut().zip(values).zip(&mut self.facets)
        {
            let mut set: Vec<u32> = values.iter().map(|value| interner.intern(value)).collect();
            set.sort_unstable();
            set.dedup();
            // A 65,536th combination of values would share the last number: counts would be off, nothing breaks.
            let next = u16::try_from(known.len()).unwrap_or(u16::MAX);
            *slot = *known.entry(set).or_insert_with_key(|set| {
                sets.push(set.iter().copied());
                next
            });
        }
        self.rows.push(row);
    }

    pub(crate) fn finish(self) -> Columns {
        let facets = self.facets.into_iter();
        Columns {
            rows: self.rows,
            facets: facets
                .map(|(interner, _, sets)| Sets::new(interner.into_strings(), sets))
                .collect(),
        }
    }
}

impl Sets {
    fn new(values: Strings, sets: Groups) -> Self {
        Self {
            lookup: Lookup::build(&values),
            values,
            sets,
        }
    }
}

impl Columns {
    /// How many documents there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// A document's facets.
    #[inline]
    pub(crate) fn row(&self, document: u32) -> Row {
        self.rows
            .get(document as usize)
            .copied()
            .unwrap_or_default()
    }

    /// How many value sets a facet has.
    pub(crate) fn sets(&self, facet: Facet) -> usize {
        self.facets
            .get(facet.index())
            .map_or(0, |sets| sets.sets.len())
    }

    /// Whether any document has the value.
    pub(crate) fn has_value(&self, facet: Facet, value: &str) -> bool {
        self.facets
            .get(facet.index())
            .is_some_and(|sets| sets.lookup.find(&sets.values, value).is_some())
    }

    /// All values of a facet.
    pub(crate) fn values(&self, facet: Facet) -> impl Iterator<Item = &str> {
        self.facets
            .get(facet.index())
            .into_iter()
            .flat_map(|sets| sets.values.iter())
    }

    /// The values of a document.
    pub(crate) fn of(&self, facet: Facet, document: u32) -> impl Iterator<Item = &str> {
        let set = self.row(document)[facet.index()];
        self.facets
            .get(facet.index())
            .into_iter()
            .flat_map(move |sets| {
                sets.sets
                    .get(u32::from(set))
                    .iter()
                    .map(|&value| sets.values.get(value))
            })
    }

    /// For each value set of a facet whether any of `values` is in it.
    pub(crate) fn passing(&self, facet: Facet, values: &[String]) -> Vec<bool> {
        let Some(sets) = self.facets.get(facet.index()) else {
            return Vec::new();
        };
        let wanted: Vec<u32> = values
            .iter()
            .filter_map(|value| sets.lookup.find(&sets.values, value))
            .collect();
        (0..sets.sets.len() as u32)
            .map(|set| {
                sets.sets
                    .get(set)
                    .iter()
                    .any(|value| wanted.contains(value))
            })
            .collect()
    }

    /// Counts by value from counts by value set.
    pub(crate) fn spread(&self, facet: Facet, counts: &[u32]) -> Vec<(String, usize)> {
        let Some(sets) = self.facets.get(facet.index()) else {
            return Vec::new();
        };
        let mut by_value = vec![0_usize; sets.values.len()];
        for (set, &count) in counts.iter().enumerate() {
            for &value in sets.sets.get(set as u32) {
                if let Some(sum) = by_value.get_mut(value as usize) {
                    *sum += count as usize;
                }
            }
        }
        let counted = by_value
            .into_iter()
            .enumerate()
            .filter(|(_, count)| *count > 0);
        counted
            .map(|(value, count)| (sets.values.get(value as u32).to_owned(), count))
            .collect()
    }

    pub(crate) fn pack(&self, packer: &mut Packer) {
        let flat: Vec<u16> = self.rows.iter().flatten().copied().collect();
        packer.u16s(&flat);
        for sets in &self.facets {
            sets.values.pack(packer);
            sets.sets.pack(packer);
        }
    }

    pub(crate) fn unpack(unpacker: &mut Unpacker<'_>) -> Result<Self, CodecError> {
        let flat = unpacker.u16s()?;
        let (rows, rest) = flat.as_chunks::<{ Facet::COUNT }>();
        let mut facets = Vec::with_capacity(Facet::COUNT);
        for _ in Facet::ALL {
            let values = Strings::unpack(unpacker)?;
            let sets = Groups::unpack(unpacker)?;
            if sets
                .items()
                .iter()
                .any(|&value| value as usize >= values.len())
            {
                return Err(CodecError::Misfit("facets"));
            }
            facets.push(Sets::new(values, sets));
        }
        let fits = rows.iter().all(|row| {
            row.iter()
                .zip(&facets)
                .all(|(&set, sets)| usize::from(set) < sets.sets.len())
        });
        if !rest.is_empty() || !fits {
            return Err(CodecError::Misfit("facet rows"));
        }
        Ok(Self {
            rows: rows.to_vec(),
            facets,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Columns {
        let mut builder = ColumnsBuilder::default();
        for languages in [vec!["lv"], vec!["lv", "en"], vec![]] {
            let mut values: [Vec<String>; Facet::COUNT] = Default::default();
            values[Facet::Lang.index()] = languages.into_iter().map(str::to_owned).collect();
            builder.push(&values);
        }
        builder.finish()
    }

    #[test]
    fn several_values_count_for_each() {
        let columns = columns();
        let mut counts = vec![0; columns.sets(Facet::Lang)];
        for document in 0..3 {
            counts[columns.row(document)[Facet::Lang.index()] as usize] += 1;
        }
        assert_eq!(
            columns.spread(Facet::Lang, &counts),
            [("lv".to_owned(), 2), ("en".to_owned(), 1)]
        );
    }

    #[test]
    fn a_filter_passes_sets_that_hold_a_value() {
        let columns = columns();
        let passing = columns.passing(Facet::Lang, &["en".to_owned(), "de".to_owned()]);
        let found: Vec<u32> = (0..3)
            .filter(|&document| passing[columns.row(document)[Facet::Lang.index()] as usize])
            .collect();
        assert_eq!(found, [1]);
        assert!(columns.has_value(Facet::Lang, "lv") && !columns.has_value(Facet::Lang, "de"));
    }

    #[test]
    fn they_come_back_from_bytes() {
        let mut packer = Packer::default();
        columns().pack(&mut packer);
        let bytes = packer.into_bytes();
        let back = Columns::unpack(&mut Unpacker::new(&bytes)).unwrap();
        assert_eq!(back.of(Facet::Lang, 1).collect::<Vec<_>>(), ["lv", "en"]);
        assert_eq!(back.len(), 3);
    }
}
