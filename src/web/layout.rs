//! What every page has around its content.

use super::{Language, Visitor, assets};

/// What every page has around its content: language, title, the switch to the other language.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The language of the interface.
    pub language: Language,
    /// The page's own title.
    pub title: String,
    /// Path and query of this page without the choice of language, for the switch (`/search?q=plc`).
    pub here: String,
    /// What stands in the search box.
    pub query: String,
    /// Who looks at it.
    pub visitor: Visitor,
    /// Whether they handle recognition cases: the menu leads there.
    pub officer: bool,
}

impl Frame {
    /// A frame for a page.
    pub fn new(language: Language, title: impl Into<String>, here: impl Into<String>) -> Self {
        Self {
            language,
            title: title.into(),
            here: here.into(),
            query: String::new(),
            visitor: Visitor::Anonymous,
            officer: false,
        }
    }

    /// The same with this text in the search box.
    pub fn with_query(mut self, query: &str) -> Self {
        query.clone_into(&mut self.query);
        self
    }

    /// The text under this key in the page's language.
    pub fn t(&self, key: &str) -> &'static str {
        self.language.text(key)
    }

    /// What the forms of this page prove their origin with: put it into a hidden field `csrf` of every form that posts.
    /// Empty where nobody is signed in: then there is nothing to prove.
    pub fn csrf(&self) -> &str {
        match &self.visitor {
            Visitor::Anonymous => "",
            Visitor::User { csrf, .. } => csrf,
        }
    }

    /// The path of the log-in that leads back here.
    pub(super) fn login_path(&self) -> String {
        use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
        if self.here == "/" || self.here.starts_with("/login") {
            return "/login".to_owned();
        }
        format!(
            "/login?return={}",
            utf8_percent_encode(&self.here, NON_ALPHANUMERIC)
        )
    }

    /// The path of this page in the other language.
    pub fn switch_path(&self) -> String {
        let joint = if self.here.contains('?') { '&' } else { '?' };
        format!("{}{joint}hl={}", self.here, self.language.other().tag())
    }

    pub(super) fn style(&self) -> String {
        assets::style_path()
    }

    pub(super) fn script(&self) -> String {
        assets::script_path()
    }

    pub(super) fn icon(&self) -> String {
        assets::icon_path()
    }

    pub(super) fn version(&self) -> String {
        self.language
            .with("site.version", "version", env!("CARGO_PKG_VERSION"))
    }

    /// `aria-current` for the menu entry whose page this is.
    pub(super) fn current(&self, path: &str) -> &'static str {
        let page = self.here.split('?').next().unwrap_or_default();
        if page == path { "page" } else { "false" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_switch_keeps_the_page_and_its_query() {
        let plain = Frame::new(Language::Lv, "x", "/data");
        assert_eq!(plain.switch_path(), "/data?hl=en");
        let query = Frame::new(Language::En, "x", "/?q=plc");
        assert_eq!(query.switch_path(), "/?q=plc&hl=lv");
    }

    #[test]
    fn the_menu_marks_the_page() {
        let frame = Frame::new(Language::Lv, "x", "/?q=plc");
        assert_eq!(frame.current("/"), "page");
        assert_eq!(frame.current("/data"), "false");
    }
}
