//! What helps a query along and is made from the tables: corrections, compounds, suggestions.
//!
//! None of it is stored: it is made when first asked for, or ahead by [`Helpers::warm`].

use std::sync::OnceLock;

use crate::search::suggest::Suggester;
use crate::text::{Analyser, Compounds, TypoIndex};

use super::Tables;

/// Made once per generation, by whoever needs it first.
#[derive(Debug, Default)]
pub(crate) struct Helpers {
    typos: OnceLock<TypoIndex>,
    compounds: OnceLock<Compounds>,
    suggester: OnceLock<Suggester>,
}

impl Helpers {
    /// Corrections from the index's own words.
    pub(crate) fn typos(&self, tables: &Tables) -> &TypoIndex {
        self.typos
            .get_or_init(|| TypoIndex::build(tables.lexicon.surfaces()))
    }

    /// Compounds of the index's own words.
    pub(crate) fn compounds(&self, tables: &Tables, analyser: &Analyser) -> &Compounds {
        self.compounds
            .get_or_init(|| Compounds::build(analyser, tables.lexicon.surfaces()))
    }

    /// Names to suggest.
    pub(crate) fn suggester(&self, tables: &Tables) -> &Suggester {
        self.suggester.get_or_init(|| Suggester::build(tables))
    }

    /// Makes everything now.
    pub(crate) fn warm(&self, tables: &Tables, analyser: &Analyser) {
        std::thread::scope(|scope| {
            scope.spawn(|| self.suggester(tables));
            // Every search needs them, so they come first.
            self.compounds(tables, analyser);
            self.typos(tables);
        });
    }
}
