//! Addresses of the search page: the same page with one thing changed.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands in a query string as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// The parameters of an address, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueryString(Vec<(String, String)>);

impl QueryString {
    /// Adds a parameter, unless its value is empty.
    pub fn and(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.0.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Adds a parameter also where its value is empty.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without this value of a parameter.
    pub fn without(mut self, name: &str, value: &str) -> Self {
        self.0.retain(|(n, v)| n != name || v != value);
        self
    }

    /// Without a parameter.
    pub fn none_of(mut self, name: &str) -> Self {
        self.0.retain(|(n, _)| n != name);
        self
    }

    /// The parameters.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// The address of the search page with these parameters.
    pub fn path(&self) -> String {
        self.path_at("/")
    }

    /// The address of the page at this path with these parameters.
    pub fn path_at(&self, path: &str) -> String {
        let mut out = path.to_owned();
        for (at, (name, value)) in self.0.iter().enumerate() {
            out.push(if at == 0 { '?' } else { '&' });
            out.push_str(name);
            out.push('=');
            out.extend(utf8_percent_encode(value, PLAIN));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_changes_and_the_rest_stays() {
        let here = QueryString::default()
            .and("q", "metināt & griezt")
            .and("kind", "module")
            .and("kind", "skill")
            .and("page", "");
        assert_eq!(
            here.path(),
            "/?q=metin%C4%81t%20%26%20griezt&kind=module&kind=skill"
        );
        assert_eq!(
            here.clone().without("kind", "module").none_of("q").path(),
            "/?kind=skill"
        );
    }

    #[test]
    fn nothing_is_the_front_page() {
        assert_eq!(QueryString::default().path(), "/");
    }
}
