//! The pages people use: what is shown and how, in Latvian and English.
//!
//! Pure rendering: each page is a function from what the catalogue and the search answered to HTML. Routes, status
//! codes and headers are the server's. Every page works without JavaScript; `static/prasme.js` only makes it quicker.

mod assets;
mod contents;
mod explanation;
mod facts;
mod layout;
mod links;
mod messages;
mod pages;
mod query_string;
mod record_page;
mod search_page;
mod segments;

pub use assets::{Asset, asset};
pub use contents::Branch;
pub use explanation::explanation_part;
pub use layout::Frame;
pub use links::LinkedRecord;
pub use messages::Language;
pub use pages::{data_page, error_page, help_page, warnings_page};
pub use query_string::QueryString;
pub use record_page::{RecordInput, record_page};
pub use search_page::{SearchInput, search_page};
pub use segments::{Segment, segments};

/// Where the page of a record stands.
pub fn record_path(id: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    /// What cannot stand in a path as it is; `/` and `:` can.
    const PATH: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'`')
        .add(b'{')
        .add(b'}');
    format!("/r/{}", utf8_percent_encode(id, PATH))
}

#[cfg(test)]
mod tests {
    use super::record_path;

    #[test]
    fn a_record_path_keeps_slashes_and_escapes_the_rest() {
        assert_eq!(record_path("mip/a/1"), "/r/mip/a/1");
        assert_eq!(record_path("x#1?ā"), "/r/x%231%3F%C4%81");
    }
}
