//! The cells of a row: year, ISBN, link, access, languages.

use crate::import::tables::{Findings, RowView, Understood, key, look_up, values};
use crate::model::Material;

use super::super::names;
use super::super::words::{MATERIAL_FORMS, MATERIAL_TYPES, choose};

/// Ways of access as lists show them.
const ACCESS: &[(&str, &str)] = &[
    ("brīvi", "brīvi"),
    ("brīva pieeja", "brīvi"),
    ("bez maksas", "brīvi"),
    ("abonements", "abonements"),
    ("maksas", "abonements"),
    ("skolas krājumā", "skolas krājumā"),
    ("bibliotēkā", "skolas krājumā"),
];

/// Everything that a row says of the material itself.
pub(super) fn material(row: &RowView<'_>, findings: &mut Findings) -> Material {
    let text = |field: &str| {
        let text = names::one_line(row.text(field));
        (!text.is_empty()).then_some(text)
    };
    let (access, copies) = access(row, findings);
    let outdated = row.text("outdated");
    let out = values::yes(outdated);
    if out.is_none() {
        findings.warn(
            "word-unknown",
            row.at("outdated"),
            format!("“{outdated}” is neither yes nor no; right would be “jā” or “nē”"),
        );
    }
    Material {
        authors: text("authors"),
        publisher: text("publisher"),
        year: year(row, findings),
        languages: languages(row.text("language")),
        material_type: choose(
            row.text("type"),
            MATERIAL_TYPES,
            || row.at("type"),
            findings,
        )
        .map(str::to_owned)
        .or_else(|| text("type")),
        form: choose(
            row.text("form"),
            MATERIAL_FORMS,
            || row.at("form"),
            findings,
        )
        .map(str::to_owned)
        .or_else(|| text("form")),
        isbn: isbn(row, findings),
        url: url(row, findings),
        access,
        copies,
        licence: text("licence"),
        topic: text("topic"),
        modules: Vec::new(),
        qualification: text("qualification"),
        judged: text("judged"),
        outdated: if outdated.is_empty() { None } else { out },
        note: text("note"),
    }
}

fn year(row: &RowView<'_>, findings: &mut Findings) -> Option<i32> {
    let text = row.text("year");
    if text.is_empty() {
        return None;
    }
    let year = values::year(text).or_else(|| {
        let day = values::day(text)?;
        findings.note(
            "date-serial",
            row.at("year"),
            format!("“{text}” is a date; its year {} was read", day.year()),
        );
        Some(i32::from(day.year()))
    });
    if year.is_none() {
        findings.warn(
            "year-bad",
            row.at("year"),
            format!("“{text}” is no year; write four digits, e.g. 2021"),
        );
    }
    year
}

fn isbn(row: &RowView<'_>, findings: &mut Findings) -> Option<String> {
    let text = row.text("isbn");
    if text.is_empty() || matches!(text, "-" | "–" | "nav") {
        return None;
    }
    let isbn = values::isbn(text);
    if isbn.is_none() {
        findings.warn(
            "isbn-bad",
            row.at("isbn"),
            format!(
                "“{text}” is no ISBN: its check digit or length is wrong; compare it with the book"
            ),
        );
    }
    isbn
}

fn url(row: &RowView<'_>, findings: &mut Findings) -> Option<String> {
    let text = row.text("url");
    if text.is_empty() || matches!(text, "-" | "–" | "nav") {
        return None;
    }
    if values::is_link(text) {
        return Some(text.to_owned());
    }
    let completed = format!("https://{text}");
    if text.contains('.') && !text.contains("://") && values::is_link(&completed) {
        findings.note(
            "url-completed",
            row.at("url"),
            format!("“{text}” does not begin with https://; it was read as {completed}"),
        );
        return Some(completed);
    }
    findings.warn(
        "url-bad",
        row.at("url"),
        format!("“{text}” is no link; right would be like https://materiali.example/lapa"),
    );
    None
}

/// `skolas krājumā (12 eks.)` → the way and the number of copies.
fn access(row: &RowView<'_>, findings: &mut Findings) -> (Option<String>, Option<u32>) {
    let text = row.text("access");
    if text.is_empty() {
        return (None, None);
    }
    let name = names::take_apart(text);
    let copies = name
        .bracketed
        .iter()
        .find_map(|inside| values::whole(inside));
    let way = match look_up(&name.name, ACCESS) {
        Understood::Exact(way) => way.to_owned(),
        Understood::Corrected(way, _) => {
            findings.note(
                "word-corrected",
                row.at("access"),
                format!("“{}” was read as “{way}”", name.name),
            );
            way.to_owned()
        }
        Understood::Unknown => {
            findings.warn(
                "word-unknown",
                row.at("access"),
                format!("“{text}” is no way of access; right would be one of: brīvi, abonements, skolas krājumā"),
            );
            name.name
        }
    };
    (Some(way), copies)
}

/// Language tags or Latvian names of languages, one or more.
fn languages(text: &str) -> Vec<String> {
    values::codes(text)
        .iter()
        .map(|word| {
            let plain = key(word);
            let known = [
                ("latv", "lv"),
                ("angl", "en"),
                ("vac", "de"),
                ("krie", "ru"),
                ("zviedr", "sv"),
                ("somu", "fi"),
                ("igaun", "et"),
                ("liet", "lt"),
            ];
            let named = known.iter().find(|(stem, _)| plain.starts_with(stem));
            named.map_or_else(|| word.to_lowercase(), |(_, tag)| (*tag).to_owned())
        })
        .collect()
}
