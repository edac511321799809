//! The names under which columns are found, as `index-config/columns.toml` lists them and a user may edit them.

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization;

use crate::import::ImportError;

/// The list that the program is built with.
const BUILT_IN: &str = include_str!("../../../index-config/columns.toml");

/// Aliases by table and column, as the file lists them.
type Aliases = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// The aliases of every column of every table.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    tables: BTreeMap<String, Table>,
}

/// The aliases of one table.
#[derive(Debug, Clone, Default)]
struct Table {
    aliases: BTreeMap<String, Vec<String>>,
    fields: HashMap<String, String>,
}

impl Columns {
    /// The names that the program is built with.
    pub fn built_in() -> Self {
        // A test holds that the list can be read.
        let mut columns = Self::default();
        if let Ok(list) = toml::from_str(BUILT_IN) {
            columns.take(list);
        }
        columns
    }

    /// The names of a user's file, beside the built-in ones and before them where both use one name.
    ///
    /// # Errors
    /// [`ImportError::BadOption`] when the text is not TOML of the form `[table]`, `column = ["alias", …]`, or names a
    /// table or column that there is not.
    pub fn read(text: &str) -> Result<Self, ImportError> {
        let mut columns = Self::built_in();
        let bad = |why: String| ImportError::BadOption {
            what: "columns.toml",
            why,
        };
        let list: Aliases = toml::from_str(text).map_err(|error| bad(error.to_string()))?;
        for (name, fields) in &list {
            let Some(table) = columns.tables.get(name) else {
                let known: Vec<&str> = columns.tables().collect();
                return Err(bad(format!(
                    "there is no table [{name}]; tables are {}",
                    known.join(", ")
                )));
            };
            if let Some(field) = fields.keys().find(|f| !table.aliases.contains_key(*f)) {
                let known: Vec<&str> = table.aliases.keys().map(String::as_str).collect();
                return Err(bad(format!(
                    "the table [{name}] has no column {field}; columns are {}",
                    known.join(", ")
                )));
            }
        }
        columns.take(list);
        Ok(columns)
    }

    /// The aliases of a column, the name to write first.
    pub fn aliases(&self, table: &str, field: &str) -> &[String] {
        self.tables
            .get(table)
            .and_then(|t| t.aliases.get(field))
            .map_or(&[], Vec::as_slice)
    }

    /// The column that a header names in this table.
    pub fn field(&self, table: &str, header: &str) -> Option<&str> {
        self.field_by_key(table, &key(header))
    }

    /// The names of all tables.
    pub fn tables(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }

    /// The name to write of every column of a table.
    pub fn first_names(&self, table: &str) -> impl Iterator<Item = &str> {
        self.tables.get(table).into_iter().flat_map(|t| {
            t.aliases
                .values()
                .filter_map(|a| a.first().map(String::as_str))
        })
    }

    /// The same for a header that is already a [`key`].
    pub(super) fn field_by_key(&self, table: &str, key: &str) -> Option<&str> {
        self.tables.get(table)?.fields.get(key).map(String::as_str)
    }

    /// The keys of a table with their columns.
    pub(super) fn keys(&self, table: &str) -> impl Iterator<Item = (&str, &str)> {
        self.tables
            .get(table)
            .into_iter()
            .flat_map(|t| t.fields.iter().map(|(k, f)| (k.as_str(), f.as_str())))
    }

    /// Whether any table has a column of this name.
    pub(super) fn knows(&self, header: &str) -> bool {
        let key = key(header);
        self.tables.values().any(|t| t.fields.contains_key(&key))
    }

    fn take(&mut self, list: Aliases) {
        for (name, fields) in list {
            let table = self.tables.entry(name).or_default();
            for (field, aliases) in fields {
                for alias in aliases {
                    table.fields.insert(key(&alias), field.clone());
                    let known = table.aliases.entry(field.clone()).or_default();
                    if !known.contains(&alias) {
                        known.push(alias);
                    }
                }
            }
        }
    }
}

/// What is compared of a header: its letters and digits in lower case without marks; `%` counts as a letter.
pub fn key(header: &str) -> String {
    header
        .to_lowercase()
        .nfd()
        .filter(|c| c.is_alphanumeric() || *c == '%')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_built_in_list_is_readable_and_no_alias_means_two_columns() {
        let list: Aliases = toml::from_str(BUILT_IN).unwrap();
        for (table, fields) in list {
            let mut seen = HashMap::new();
            for (field, aliases) in fields {
                for alias in aliases {
                    let other = seen.insert(key(&alias), field.clone());
                    assert!(
                        other.is_none() || other.as_deref() == Some(&field),
                        "[{table}] {alias:?} means {field} and {other:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn case_marks_spaces_and_points_do_not_matter() {
        let columns = Columns::built_in();
        for header in ["Nr.p.k.", " nr. P.K", "NR P K"] {
            assert_eq!(
                columns.field("pkp-list", header),
                Some("number"),
                "{header}"
            );
        }
        assert_eq!(columns.field("pkp-list", "Pienakums"), Some("duty"));
        assert_eq!(columns.field("pkp-list", "Pienākums"), Some("duty"));
    }

    #[test]
    fn a_user_adds_names_and_keeps_ours() {
        let columns = Columns::read("[materials]\ntitle = [\"Grāmatas vārds\"]").unwrap();
        assert_eq!(columns.field("materials", "grāmatas vārds"), Some("title"));
        assert_eq!(columns.field("materials", "Nosaukums"), Some("title"));
    }

    #[test]
    fn a_users_name_counts_before_ours() {
        let columns = Columns::read("[materials]\nnote = [\"Temats\"]").unwrap();
        assert_eq!(columns.field("materials", "Temats"), Some("note"));
    }

    #[test]
    fn a_table_or_column_that_is_not_there_is_named() {
        let error = Columns::read("[material]\ntitle = []")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("no table [material]") && error.contains("materials"),
            "{error}"
        );
        let error = Columns::read("[materials]\nname = []")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("no column name") && error.contains("title"),
            "{error}"
        );
    }

    #[test]
    fn a_file_that_is_no_list_of_names_says_so() {
        let error = Columns::read("[materials]\ntitle = 3").unwrap_err();
        assert_eq!(error.code(), "bad-option");
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(header in ".{0,30}") {
            let once = key(&header);
            prop_assert_eq!(key(&once), once);
        }
    }
}
