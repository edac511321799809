//! Ticks on work lists.

use rusqlite::params;

use super::now;
use crate::catalogue::{Catalogue, CatalogueError};
use crate::model::Tick;

impl Catalogue {
    /// The items of a work list that are ticked off, by item.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn ticks(&self, list: &str) -> Result<Vec<Tick>, CatalogueError> {
        let sql = "SELECT item, by, at, note FROM tick WHERE list = ?1 ORDER BY item";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([list], |row| {
            Ok(Tick {
                item: row.get(0)?,
                by: row.get(1)?,
                at: row.get(2)?,
                note: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Ticks an item off. One that is ticked already keeps the name and day of who did it first; its remark is written over.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn tick(
        &mut self,
        list: &str,
        item: &str,
        by: &str,
        note: Option<&str>,
    ) -> Result<(), CatalogueError> {
        let note = note.map(str::trim).filter(|n| !n.is_empty());
        self.connection.execute(
            "INSERT INTO tick (list, item, by, at, note) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (list, item) DO UPDATE SET note = excluded.note",
            params![list, item, by, now(), note],
        )?;
        Ok(())
    }

    /// Takes the tick away; says whether there was one.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn untick(&mut self, list: &str, item: &str) -> Result<bool, CatalogueError> {
        let sql = "DELETE FROM tick WHERE list = ?1 AND item = ?2";
        Ok(self.connection.execute(sql, [list, item])? > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_keeps_who_did_it_first_and_can_be_taken_away() {
        let mut catalogue = Catalogue::in_memory().unwrap();
        catalogue
            .tick("impact/a/b", "added/r", "anna", None)
            .unwrap();
        catalogue
            .tick("impact/a/b", "added/r", "juris", Some(" darīts "))
            .unwrap();
        catalogue
            .tick("impact/a/c", "added/r", "juris", None)
            .unwrap();
        let ticks = catalogue.ticks("impact/a/b").unwrap();
        assert_eq!(ticks.len(), 1);
        assert_eq!(
            (ticks[0].by.as_str(), ticks[0].note.as_deref()),
            ("anna", Some("darīts"))
        );
        assert!(catalogue.untick("impact/a/b", "added/r").unwrap());
        assert!(!catalogue.untick("impact/a/b", "added/r").unwrap());
        assert_eq!(catalogue.ticks("impact/a/c").unwrap().len(), 1);
    }
}
