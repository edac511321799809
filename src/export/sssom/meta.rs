//! The head of a file: what holds for the whole mapping set.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::slots::{PROPAGATED, own};
use super::write::SetInfo;
use super::yaml::{Value, scalar};
use crate::export::iri::{Iris, Prefixes, RESERVED};

/// Writes the head as comment lines.
pub(super) fn write_head(
    out: &mut impl Write,
    info: &SetInfo,
    iris: &Iris,
    prefixes: &Prefixes,
    columns: &[&str],
) -> io::Result<()> {
    writeln!(out, "#sssom_version: \"1.1\"")?;
    writeln!(out, "#curie_map:")?;
    for (name, namespace) in prefixes.listed() {
        writeln!(out, "#  {name}: {}", scalar(namespace))?;
    }
    let set = iris.under(&info.name);
    if set.starts_with("urn:") {
        // The reference tool takes the set's identifier for a CURIE: so it is one, of the same meaning.
        writeln!(out, "#  urn: \"urn:\"")?;
    }
    for (name, value) in [
        ("mapping_set_id", set.as_str()),
        ("mapping_set_version", &info.version),
        ("mapping_set_title", &info.title),
        ("license", &info.licence),
        ("comment", &info.comment),
    ] {
        if !value.is_empty() {
            writeln!(out, "#{name}: {}", scalar(value))?;
        }
    }
    if !info.publisher.is_empty() {
        writeln!(out, "#creator_label:\n#  - {}", scalar(&info.publisher))?;
    }
    let ours = own::ALL
        .iter()
        .filter(|(slot, _, _)| columns.contains(slot));
    for (number, (slot, property, hint)) in ours.enumerate() {
        if number == 0 {
            writeln!(out, "#extension_definitions:")?;
        }
        writeln!(
            out,
            "#  - slot_name: {slot}\n#    property: {property}\n#    type_hint: {hint}"
        )?;
    }
    Ok(())
}

/// The head of a file as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// Prefix → namespace, with the reserved ones.
    pub(super) prefixes: BTreeMap<String, String>,
    /// Slots that hold for every row that does not say otherwise.
    pub(super) propagated: BTreeMap<String, String>,
    /// What it says of the set alone, for foreign sets.
    pub(super) of_set: serde_json::Map<String, serde_json::Value>,
    /// Whether Prasme wrote the set: what it derives from the catalogue need not be kept.
    pub(super) is_ours: bool,
    /// The set's identifier.
    pub(super) set_id: Option<String>,
}

impl Head {
    /// Understands the metadata of a file, those of an external file first.
    pub(super) fn of(metadata: BTreeMap<String, Value>, iris: &Iris) -> Self {
        let mut head = Self::default();
        let map = metadata.get("curie_map").map(Value::json);
        for (name, namespace) in map
            .as_ref()
            .and_then(|m| m.as_object())
            .into_iter()
            .flatten()
        {
            if let Some(namespace) = namespace.as_str() {
                head.prefixes.insert(name.clone(), namespace.to_owned());
            }
        }
        // The reserved ones mean what the standard says, whatever a file says.
        for (name, namespace) in RESERVED {
            head.prefixes.insert(name.to_owned(), namespace.to_owned());
        }
        head.set_id = metadata.get("mapping_set_id").and_then(Value::cell);
        let ours = iris.under("mapping-set");
        let is_ours = head
            .set_id
            .as_ref()
            .is_some_and(|id| id.starts_with(&ours) || id.starts_with("urn:prasme:mapping-set"));
        head.is_ours = is_ours;
        for (name, value) in metadata {
            if name == "curie_map" || name == "extension_definitions" || name == "sssom_version" {
                continue;
            }
            // Who made and licensed our own sets is said anew each time they are written.
            let of_maker = ["license", "creator_id", "creator_label"].contains(&name.as_str());
            match value.cell() {
                Some(cell) if PROPAGATED.contains(&name.as_str()) && !(is_ours && of_maker) => {
                    head.propagated.insert(name, cell);
                }
                _ if is_ours => {}
                _ => {
                    head.of_set.insert(name, value.json());
                }
            }
        }
        head
    }
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;

    fn head(text: &str) -> Head {
        Head::of(yaml::parse(text).unwrap(), &Iris::new("https://p.lv/r/"))
    }

    #[test]
    fn reserved_prefixes_keep_their_meaning() {
        let head = head("curie_map:\n  skos: http://elsewhere/\n  a: http://a/\n");
        assert_eq!(
            head.prefixes["skos"],
            "http://www.w3.org/2004/02/skos/core#"
        );
        assert_eq!(head.prefixes["a"], "http://a/");
    }

    #[test]
    fn a_foreign_set_is_remembered_and_ours_is_not() {
        let foreign = head(
            "mapping_set_id: https://x.org/s\nmapping_set_title: T\nlicense: https://l\nmapping_date: 2026-01-02\n",
        );
        assert_eq!(foreign.propagated["mapping_date"], "2026-01-02");
        assert_eq!(foreign.of_set["mapping_set_title"], "T");
        for ours in [
            "urn:prasme:mapping-set/all",
            "https://p.lv/r/mapping-set/all",
        ] {
            let head = head(&format!("mapping_set_id: {ours}\nlicense: https://l\n"));
            assert!(head.is_ours && head.propagated.is_empty() && head.of_set.is_empty());
        }
        // The reference tool moves what all rows share into the head.
        let condensed = head(
            "mapping_set_id: urn:prasme:mapping-set/all\nmapping_date: 2026-01-02\nlicense: https://l\n",
        );
        assert_eq!(
            condensed.propagated.keys().collect::<Vec<_>>(),
            ["mapping_date"]
        );
    }
}
