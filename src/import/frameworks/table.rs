//! A framework as a simple table: one row a concept, with code, parent, names and descriptions.
//!
//! Columns are found by the names in [`COLUMNS`], in any case and order; only a code or a name is needed. The table may
//! be separated by commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1257.

use std::borrow::Cow;
use std::collections::HashSet;

use super::Options;
use super::draft::{Draft, Framework, kind_of};
use crate::import::rows::{Row, Rows};
use crate::import::warnings::Warnings;
use crate::import::{ImportError, Limits};
use crate::model::{Batch, Label, LabelRole, Lang, Level, Severity, Source, Text, TextRole};

/// The columns and the names under which they are found, in lower case.
pub const COLUMNS: [(Field, &[&str]); 16] = [
    (
        Field::Code,
        &[
            "code",
            "kods",
            "nr",
            "nr.",
            "id",
            "identifier",
            "notation",
            "apzīmējums",
        ],
    ),
    (
        Field::Parent,
        &[
            "parent",
            "vecāks",
            "vecaks",
            "augstāks",
            "broader",
            "parent code",
            "parent_code",
            "joma kods",
        ],
    ),
    (Field::Uri, &["uri", "url", "iri", "saite"]),
    (Field::Kind, &["kind", "type", "veids", "tips"]),
    (Field::Level, &["level", "lki", "eki", "eqf", "līmenis"]),
    (
        Field::Name(None),
        &[
            "label",
            "name",
            "title",
            "preflabel",
            "preferred label",
            "preferredlabel",
        ],
    ),
    (
        Field::Name(Some(Lang::Lv)),
        &[
            "label_lv",
            "name_lv",
            "title_lv",
            "nosaukums",
            "nosaukums_lv",
            "nosaukums lv",
            "preflabel@lv",
            "label@lv",
        ],
    ),
    (
        Field::Name(Some(Lang::En)),
        &[
            "label_en",
            "name_en",
            "title_en",
            "nosaukums_en",
            "nosaukums en",
            "preflabel@en",
            "label@en",
        ],
    ),
    (
        Field::Other(None),
        &[
            "altlabel",
            "altlabels",
            "alt",
            "alternative labels",
            "synonyms",
        ],
    ),
    (
        Field::Other(Some(Lang::Lv)),
        &[
            "alt_lv",
            "altlabel_lv",
            "altlabels_lv",
            "altlabel@lv",
            "sinonīmi",
            "citi nosaukumi",
        ],
    ),
    (
        Field::Other(Some(Lang::En)),
        &["alt_en", "altlabel_en", "altlabels_en", "altlabel@en"],
    ),
    (
        Field::Hidden(Some(Lang::Lv)),
        &[
            "hidden_lv",
            "hiddenlabel_lv",
            "hiddenlabels_lv",
            "hiddenlabel@lv",
            "slēptie",
        ],
    ),
    (
        Field::Hidden(Some(Lang::En)),
        &[
            "hidden_en",
            "hiddenlabel_en",
            "hiddenlabels_en",
            "hiddenlabel@en",
        ],
    ),
    (
        Field::Description(None),
        &["description", "definition", "descriptor"],
    ),
    (
        Field::Description(Some(Lang::Lv)),
        &[
            "description_lv",
            "definition_lv",
            "apraksts",
            "apraksts_lv",
            "definīcija",
            "description@lv",
        ],
    ),
    (
        Field::Description(Some(Lang::En)),
        &[
            "description_en",
            "definition_en",
            "apraksts_en",
            "description@en",
        ],
    ),
];

/// What a column holds. No language: the one of [`Options::lang`], else English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Code of the concept.
    Code,
    /// Code of the concept above.
    Parent,
    /// URI of the concept.
    Uri,
    /// What it is: competence, area, level, outcome.
    Kind,
    /// LKI.
    Level,
    /// Preferred name.
    Name(Option<Lang>),
    /// Alternative names, separated by `|` or line breaks.
    Other(Option<Lang>),
    /// Hidden names, separated by `|` or line breaks.
    Hidden(Option<Lang>),
    /// Description.
    Description(Option<Lang>),
}

/// Reads a table.
///
/// # Errors
/// [`ImportError`] when it is damaged, meets a limit, or has neither codes nor names.
pub fn from_csv(
    name: &str,
    bytes: &[u8],
    limits: &Limits,
    options: &Options,
) -> Result<Batch, ImportError> {
    let mut framework = Framework::default();
    let (text, guessed) = decode(bytes);
    if guessed {
        let at = Source::file(name);
        framework.warnings.add(Severity::Note, "encoding-guessed", at, || {
            "the file is no UTF-8 and was read as Windows-1257; save it as UTF-8 if letters look wrong".to_owned()
        });
    }
    let mut rows = Rows::new(name, text.as_bytes(), delimiter(&text), limits)?;
    let columns = columns(rows.header(), &options.columns);
    let has = |wanted: fn(&Field) -> bool| columns.iter().any(|(f, _)| wanted(f));
    if !has(|f| matches!(f, Field::Code | Field::Name(_))) {
        let header = rows.header().to_vec();
        return Err(ImportError::missing_column(
            Source::row(name, 1),
            "code or name",
            header,
        ));
    }
    let mut keys = HashSet::new();
    while let Some(row) = rows.next_row()? {
        let source = Source::row(name, row.number);
        match draft(
            row,
            &columns,
            options,
            source.clone(),
            &mut framework.warnings,
        ) {
            Some(mut draft) => {
                // A second row with the same code and another name is another concept; the parent column means the
                // first.
                if !keys.insert(draft.key.clone())
                    && let Some(name) = draft.labels.first()
                    && !same_name(&framework.drafts, &draft.key, &name.text)
                {
                    draft.key = format!("{} {}", draft.key, name.text);
                }
                framework.drafts.push(draft);
            }
            None => framework
                .warnings
                .add(Severity::Skipped, "empty-row", source, || {
                    "the row has neither a code nor a name".to_owned()
                }),
        }
    }
    framework.build(name, options)
}

/// Whether a file is such a table: a code and a name.
pub(super) fn recognises(name: &str, bytes: &[u8], limits: &Limits) -> bool {
    // The beginning of a file may end inside a letter: the first line alone is looked at.
    let line = bytes
        .split_inclusive(|b| *b == b'\n')
        .next()
        .unwrap_or_default();
    let whole = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let (text, _) = decode(if whole { bytes } else { line });
    let Ok(rows) = Rows::new(name, text.as_bytes(), delimiter(&text), limits) else {
        return false;
    };
    let columns = columns(rows.header(), &[]);
    let has = |wanted: fn(&Field) -> bool| columns.iter().any(|(f, _)| wanted(f));
    has(|f| matches!(f, Field::Code)) && has(|f| matches!(f, Field::Name(_)))
}

/// The text of a file, and whether its encoding was guessed.
fn decode(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return (encoding.decode(bytes).0, false);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (encoding_rs::WINDOWS_1257.decode(bytes).0, true),
    }
}

/// The separator: of comma, semicolon and tab the one that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let count = |d: u8| line.bytes().filter(|b| *b == d).count();
    // The later one wins a tie, so the comma stands last.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|d| count(*d))
        .unwrap_or(b',')
}

fn columns(header: &[String], more: &[(Field, String)]) -> Vec<(Field, usize)> {
    let found = |name: &String| {
        let name = name.trim().to_lowercase();
        if let Some((field, _)) = more
            .iter()
            .find(|(_, own)| own.trim().to_lowercase() == name)
        {
            return Some(*field);
        }
        let known = |(_, aliases): &&(Field, &[&str])| aliases.contains(&name.as_str());
        COLUMNS.iter().find(known).map(|(field, _)| *field)
    };
    let numbered = header.iter().enumerate();
    numbered
        .filter_map(|(n, name)| found(name).map(|f| (f, n)))
        .collect()
}

/// Whether a concept with this key has this name. It is asked for repeated codes alone, of which there are few.
fn same_name(drafts: &[Draft], key: &str, name: &str) -> bool {
    let same = |d: &Draft| d.key == key && d.labels.first().is_some_and(|l| l.text == name);
    drafts.iter().any(same)
}

/// One row; none when it says nothing.
fn draft(
    row: Row<'_>,
    columns: &[(Field, usize)],
    options: &Options,
    source: Source,
    warnings: &mut Warnings,
) -> Option<Draft> {
    let mut draft = Draft::new("", source);
    let unstated = options.lang.unwrap_or(Lang::En);
    for &(field, column) in columns {
        let cell = row.get(Some(column)).trim();
        if cell.is_empty() {
            continue;
        }
        let mut labels = |role, lang: Option<Lang>| {
            for name in cell
                .split(['|', '\n'])
                .map(str::trim)
                .filter(|n| !n.is_empty())
            {
                draft
                    .labels
                    .push(Label::new(lang.unwrap_or(unstated), role, name));
            }
        };
        match field {
            Field::Code => draft.code = Some(cell.to_owned()),
            Field::Parent => draft.broader.push(cell.to_owned()),
            Field::Uri => draft.uri = Some(cell.to_owned()),
            Field::Kind => draft.kind = kind_of(cell),
            Field::Level => {
                draft.level = cell.parse().ok().and_then(|n| Level::lki(n).ok());
                if draft.level.is_none() {
                    warnings.add(Severity::Warning, "bad-level", draft.source.clone(), || {
                        format!("{cell:?} is no level from 1 to 8")
                    });
                }
            }
            Field::Name(lang) => {
                draft.labels.push(Label::new(
                    lang.unwrap_or(unstated),
                    LabelRole::Preferred,
                    cell,
                ));
            }
            Field::Other(lang) => labels(LabelRole::Alternative, lang),
            Field::Hidden(lang) => labels(LabelRole::Hidden, lang),
            Field::Description(lang) => {
                draft.texts.push(Text::new(
                    lang.unwrap_or(unstated),
                    TextRole::Description,
                    cell,
                ));
            }
        }
    }
    draft.labels.sort_by_key(|l| l.role != LabelRole::Preferred);
    let first = draft.labels.first().map(|l| l.text.clone());
    draft.key = draft.code.clone().or(first)?;
    Some(draft)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Batch {
        from_csv(
            "entrecomp.csv",
            text.as_bytes(),
            &Limits::default(),
            &Options::default(),
        )
        .unwrap()
    }

    #[test]
    fn separators_are_told_apart() {
        assert_eq!(delimiter("code;label_lv;apraksts, garš"), b';');
        assert_eq!(delimiter("code\tlabel"), b'\t');
        assert_eq!(delimiter("code"), b',');
    }

    #[test]
    fn latvian_headers_and_windows_1257_are_read() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1257.encode("Kods;Nosaukums\n1;Ētiska domāšana\n");
        let batch = from_csv("a.csv", &bytes, &Limits::default(), &Options::default()).unwrap();
        assert_eq!(batch.records[0].name(Lang::Lv), "Ētiska domāšana");
        assert_eq!(batch.warnings[0].code, "encoding-guessed");
    }

    #[test]
    fn one_code_for_two_names_keeps_both() {
        let batch = read(
            "code,parent,label_en\n1,,Ideas\n1.1,1,Spotting\n1.1,1,Creating\n1.1,1,Creating\n",
        );
        assert_eq!(batch.records.len(), 3);
        let codes: Vec<&str> = batch.warnings.iter().map(|w| w.code).collect();
        assert_eq!(codes, ["duplicate-code", "repeated-concept"]);
        assert!(batch.records.iter().skip(1).all(|r| r.parent.is_some()));
    }

    #[test]
    fn a_table_without_codes_and_names_is_refused_with_its_header() {
        let error = from_csv(
            "a.csv",
            b"x,y\n1,2\n",
            &Limits::default(),
            &Options::default(),
        )
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.csv, row 1: no column code or name; the header has: x, y"
        );
    }

    #[test]
    fn the_caller_may_name_columns() {
        let options = Options {
            columns: vec![(
                Field::Name(Some(Lang::Lv)),
                "Kompetence, latviski".to_owned(),
            )],
            ..Options::default()
        };
        let bytes = "kods,\"kompetence, latviski\"\n1,Domā\n";
        let batch = from_csv("a.csv", bytes.as_bytes(), &Limits::default(), &options).unwrap();
        assert_eq!(batch.records[0].name(Lang::Lv), "Domā");
    }

    #[test]
    fn levels_outside_the_scale_are_told() {
        let batch = read("code,name,level\n1,A,4\n2,B,9\n");
        assert_eq!(batch.records[0].level, Level::lki(4).ok());
        assert_eq!(
            (batch.records[1].level.clone(), batch.warnings[0].code),
            (None, "bad-level")
        );
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), header: bool) {
            let mut all = if header { b"code,parent,label_lv,level\n".to_vec() } else { Vec::new() };
            all.extend(bytes);
            let _ = from_csv("a.csv", &all, &Limits::default(), &Options::default());
        }
    }
}
