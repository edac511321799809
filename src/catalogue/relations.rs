//! All relations at once.

use super::{Catalogue, CatalogueError};
use crate::model::{RecordId, Relation, RelationKind};

impl Catalogue {
    /// Every relation that some dataset states, each once, in the order of source, kind and target.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn relations(&self) -> Result<Vec<Relation>, CatalogueError> {
        self.relations_of(RelationKind::ALL)
    }

    /// The same of these kinds: who needs five kinds does not hold the hundred thousand skills of ESCO's occupations.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn relations_of(&self, kinds: &[RelationKind]) -> Result<Vec<Relation>, CatalogueError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.id, t.id FROM relation r JOIN node s ON s.key = r.source JOIN node t ON t.key = r.target WHERE r.kind = ?1",
        )?;
        let mut relations = Vec::new();
        for &kind in kinds {
            // What this version does not know was written by a newer one: no kind asks for it.
            let mut rows = statement.query([kind.code()])?;
            while let Some(row) = rows.next()? {
                let (from, to) = (row.get::<_, String>(0)?, row.get::<_, String>(1)?);
                if let (Ok(from), Ok(to)) = (RecordId::new(&from), RecordId::new(&to)) {
                    relations.push(Relation::new(from, kind, to));
                }
            }
        }
        relations.sort_unstable();
        relations.dedup();
        Ok(relations)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::ApplyMode;
    use crate::model::Batch;

    #[test]
    fn a_relation_that_two_datasets_state_comes_once() {
        let mut catalogue = Catalogue::in_memory().unwrap();
        let id = |text| RecordId::new(text).unwrap();
        let relation = Relation::new(id("a"), RelationKind::Supports, id("b"));
        let batches = ["one", "two"].map(|name| {
            let mut batch = Batch::new(name, name);
            batch.relations.push(relation.clone());
            batch
        });
        catalogue
            .apply(&batches, ApplyMode::Commit, &mut |_, _| {})
            .unwrap();
        let of = |kind| catalogue.relations_of(&[kind]).unwrap();
        assert!(of(RelationKind::Assesses).is_empty());
        assert_eq!(of(RelationKind::Supports), catalogue.relations().unwrap());
        assert_eq!(catalogue.relations().unwrap(), [relation]);
    }
}
