//! The lists of materials that schools upload.

use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;
use utoipa::ToSchema;

use super::now;
use crate::catalogue::{Catalogue, CatalogueError};

/// A list to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSchoolList<'a> {
    /// The user whose it is.
    pub owner: &'a str,
    /// What it is called.
    pub name: &'a str,
    /// The name of the file.
    pub file_name: &'a str,
    /// The file as uploaded.
    pub content: &'a [u8],
}

/// A list without its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SchoolList {
    /// Number of the list.
    pub key: i64,
    /// The user whose it is.
    pub owner: String,
    /// What it is called.
    pub name: String,
    /// When it was uploaded, RFC 3339, UTC.
    pub uploaded_at: String,
    /// The name of the file.
    pub file_name: String,
    /// Bytes of the file.
    pub size: i64,
}

/// A list with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolListFile {
    /// The list.
    pub list: SchoolList,
    /// The file as uploaded.
    pub content: Vec<u8>,
    /// What the school changed in the mapping, JSON; `{}` where nothing.
    pub mapping: String,
}

const COLUMNS: &str = "key, owner, name, uploaded_at, file_name, length(content)";

impl Catalogue {
    /// Keeps a list; answers its number.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn keep_school_list(&mut self, list: &NewSchoolList<'_>) -> Result<i64, CatalogueError> {
        self.connection.execute(
            "INSERT INTO school_list (owner, name, uploaded_at, file_name, content, mapping)
             VALUES (?1, ?2, ?3, ?4, ?5, '{}')",
            params![list.owner, list.name, now(), list.file_name, list.content],
        )?;
        Ok(self.connection.last_insert_rowid())
    }

    /// The lists of a user, the newest first.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn school_lists(&self, owner: &str) -> Result<Vec<SchoolList>, CatalogueError> {
        let sql = format!("SELECT {COLUMNS} FROM school_list WHERE owner = ?1 ORDER BY key DESC");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([owner], school_list)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A list of a user with its content; none where there is no such list or it is somebody else's.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn school_list(
        &self,
        owner: &str,
        key: i64,
    ) -> Result<Option<SchoolListFile>, CatalogueError> {
        let sql = format!(
            "SELECT {COLUMNS}, content, mapping FROM school_list WHERE owner = ?1 AND key = ?2"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found = statement.query_row(params![owner, key], |row| {
            Ok(SchoolListFile {
                list: school_list(row)?,
                content: row.get(6)?,
                mapping: row.get(7)?,
            })
        });
        Ok(found.optional()?)
    }

    /// Keeps what the school changed in the mapping of its list; says whether there is such a list.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn map_school_list(
        &mut self,
        owner: &str,
        key: i64,
        mapping: &str,
    ) -> Result<bool, CatalogueError> {
        let sql = "UPDATE school_list SET mapping = ?3 WHERE owner = ?1 AND key = ?2";
        Ok(self.connection.execute(sql, params![owner, key, mapping])? > 0)
    }

    /// Deletes a list; says whether there was one.
    ///
    /// # Errors
    /// [`CatalogueError::Sqlite`].
    pub fn delete_school_list(&mut self, owner: &str, key: i64) -> Result<bool, CatalogueError> {
        let sql = "DELETE FROM school_list WHERE owner = ?1 AND key = ?2";
        Ok(self.connection.execute(sql, params![owner, key])? > 0)
    }
}

fn school_list(row: &Row<'_>) -> rusqlite::Result<SchoolList> {
    Ok(SchoolList {
        key: row.get(0)?,
        owner: row.get(1)?,
        name: row.get(2)?,
        uploaded_at: row.get(3)?,
        file_name: row.get(4)?,
        size: row.get(5)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_belongs_to_its_owner_alone() {
        let mut catalogue = Catalogue::in_memory().unwrap();
        let new = NewSchoolList {
            owner: "skola",
            name: "Literatūra",
            file_name: "l.csv",
            content: b"a;b",
        };
        let key = catalogue.keep_school_list(&new).unwrap();
        assert_eq!(catalogue.school_lists("skola").unwrap()[0].size, 3);
        assert!(catalogue.school_lists("cita").unwrap().is_empty());
        assert_eq!(catalogue.school_list("cita", key).unwrap(), None);
        assert!(
            !catalogue
                .map_school_list("cita", key, "{\"1\":[]}")
                .unwrap()
        );
        assert!(!catalogue.delete_school_list("cita", key).unwrap());
        assert!(
            catalogue
                .map_school_list("skola", key, "{\"1\":[]}")
                .unwrap()
        );
        let kept = catalogue.school_list("skola", key).unwrap().unwrap();
        assert_eq!(
            (kept.content.as_slice(), kept.mapping.as_str()),
            (&b"a;b"[..], "{\"1\":[]}")
        );
        assert!(catalogue.delete_school_list("skola", key).unwrap());
        assert_eq!(catalogue.school_list("skola", key).unwrap(), None);
    }
}
