//! All relations at once.

use super::{Catalogue, CatalogueError};
use crate::model::{RecordId, Relation, RelationKind};

impl Catalogue {
    /// Every relation that some dataset states, each once, in the order of source, kind and target.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn relations(&self) -> Result<Vec<Relation>, CatalogueError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.id, r.kind, t.id FROM relation r JOIN node s ON s.key = r.source JOIN node t ON t.key = r.target",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })?;
        let mut relations = Vec::new();
        for row in rows {
            let (from, kind, to) = row?;
            // What this version does not know was written by a newer one.
            if let (Ok(from), Some(kind), Ok(to)) = (
                RecordId::new(&from),
                RelationKind::from_code(&kind),
                RecordId::new(&to),
            ) {
                relations.push(Relation::new(from, kind, to));
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
        assert_eq!(catalogue.relations().unwrap(), [relation]);
    }
}
