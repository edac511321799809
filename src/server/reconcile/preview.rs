//! A small page about a record, to be shown inside the client's.

use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};

use super::super::Problem;
use super::base::{Base, Entry};
use crate::catalogue::Catalogue;
use crate::model::TextRole;
use crate::web::{Language, PreviewInput, preview_page, record_path};

/// What a preview may load and who may show it: nothing, and everybody.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *";

/// The longest text that is shown, characters.
const LONGEST_TEXT: usize = 400;

/// The page. Blocks.
pub(super) fn render(
    base: &Base,
    catalogue: &Catalogue,
    entry: &Entry,
    language: Language,
    base_url: &str,
) -> Result<String, Problem> {
    let record = catalogue
        .record(&entry.id)
        .map_err(|e| Problem::internal(&e))?;
    let lang = language.of_labels();
    let text = record.as_ref().and_then(|record| {
        let texts = || record.texts.iter().filter(|t| t.role != TextRole::Note);
        texts().find(|t| t.lang == lang).or_else(|| texts().next())
    });
    let text = text.map(|t| {
        let mut text: String = t.text.chars().take(LONGEST_TEXT).collect();
        if text.len() < t.text.len() {
            text.push('…');
        }
        text
    });
    let input = PreviewInput {
        name: entry.name(language).to_owned(),
        description: base.description(entry, language),
        text,
        id: entry.id.to_string(),
        href: format!("{base_url}{}", record_path(&entry.id)),
    };
    preview_page(language, &input).map_err(|e| Problem::internal(&e))
}

/// The answer with that page: other sites may show it in a frame.
pub(super) fn response(html: String) -> Response {
    let mut response = Html(html).into_response();
    let policy = HeaderValue::from_static(POLICY);
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}
