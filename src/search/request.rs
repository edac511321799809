//! What a caller asks: the box, the filters beside it, page and order.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::model::Lang;

use super::limits::{DEFAULT_PAGE, MAX_PAGE, MAX_REACH};
use super::plan::Facet;

/// One search.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SearchRequest {
    /// What was typed into the box: words, `"phrases"`, `-minus`, `kind:module` and the other filters.
    pub query: String,
    /// Filters chosen beside the box; they add to those typed into it.
    pub filters: Vec<FacetFilter>,
    /// The language of the names shown first.
    pub lang: NameLang,
    /// Order of the results.
    pub sort: Sort,
    /// Results to skip.
    pub offset: usize,
    /// Results wanted, at most [`MAX_PAGE`].
    pub limit: usize,
    /// The facets to count; none costs nothing.
    pub facets: Vec<Facet>,
    /// How much to say about why each hit came.
    pub explain: Explain,
}

impl Default for SearchRequest {
    fn default() -> Self {
        Self {
            query: String::new(),
            filters: Vec::new(),
            lang: NameLang::default(),
            sort: Sort::default(),
            offset: 0,
            limit: DEFAULT_PAGE,
            facets: Facet::ALL.to_vec(),
            explain: Explain::default(),
        }
    }
}

impl SearchRequest {
    /// A search for what was typed, with everything else as usual.
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            ..Self::default()
        }
    }

    /// The page asked for, cut to what is served: at most [`MAX_PAGE`] results, none beyond [`MAX_REACH`].
    pub fn window(&self) -> (usize, usize) {
        let offset = self.offset.min(MAX_REACH);
        let limit = self.limit.min(MAX_PAGE).min(MAX_REACH - offset);
        (offset, limit)
    }
}

/// The values of one facet that a result may have: any of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub struct FacetFilter {
    /// The facet.
    pub facet: Facet,
    /// Values as the facet counts name them (`module`, `KOK`, `4`, `esco`, `lv`, `video`, `brīvi`).
    pub values: Vec<String>,
}

/// The language of the interface, for names and for sorting by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum NameLang {
    /// Latvian names first.
    #[default]
    Lv,
    /// English names first.
    En,
}

impl NameLang {
    /// The same as the model's language.
    pub const fn model(self) -> Lang {
        match self {
            NameLang::Lv => Lang::Lv,
            NameLang::En => Lang::En,
        }
    }
}

/// Order of the results. Equal ones follow by identifier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best first; an empty query by kind, then name.
    #[default]
    Relevance,
    /// By name, in the order of the Latvian alphabet.
    Name,
    /// By LKI level, lowest first; without a level last.
    Level,
    /// By year, newest first; without a year last.
    Year,
}

/// How much a response says about why each hit came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Explain {
    /// Nothing but the score.
    #[default]
    No,
    /// Which words met, through which layer, with what weight.
    Full,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_bounded() {
        let far = SearchRequest {
            offset: usize::MAX,
            limit: usize::MAX,
            ..SearchRequest::default()
        };
        assert_eq!(far.window(), (MAX_REACH, 0));
        let wide = SearchRequest {
            limit: usize::MAX,
            ..SearchRequest::default()
        };
        assert_eq!(wide.window(), (0, MAX_PAGE));
    }

    #[test]
    fn an_empty_object_is_a_browse() {
        let request: SearchRequest = serde_json::from_str("{}").unwrap();
        assert_eq!(request, SearchRequest::default());
        assert!(serde_json::from_str::<SearchRequest>(r#"{"q":"x"}"#).is_err());
    }
}
