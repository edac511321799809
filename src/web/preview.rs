//! A record on a small page, to be shown inside another site's.

use askama::Template;

use super::Language;

/// What the small page of a record shows.
#[derive(Debug, Clone, Default)]
pub struct PreviewInput {
    /// Its name.
    pub name: String,
    /// Kind, what stands above it, level.
    pub description: String,
    /// The beginning of its description.
    pub text: Option<String>,
    /// Identifier.
    pub id: String,
    /// The address of its page.
    pub href: String,
}

#[derive(Template)]
#[template(path = "preview.html")]
struct PreviewPage<'a> {
    language: Language,
    input: &'a PreviewInput,
}

/// The small page of a record: no script, no style from elsewhere.
///
/// # Errors
/// Only when a value cannot be formatted, which plain data never does.
pub fn preview_page(language: Language, input: &PreviewInput) -> Result<String, askama::Error> {
    PreviewPage { language, input }.render()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_shows_the_record_and_no_markup_of_the_data() {
        let input = PreviewInput {
            name: "<b>Koks".into(),
            text: Some("Apraksts".into()),
            id: "x/1".into(),
            href: "http://localhost/r/x/1".into(),
            ..PreviewInput::default()
        };
        let html = preview_page(Language::En, &input).unwrap();
        assert!(
            !html.contains("<b>Koks") && html.contains("Apraksts") && html.contains("lang=\"en\"")
        );
    }
}
