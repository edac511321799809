//! The pages people use: what is shown and how, in Latvian and English.
//!
//! Pure rendering: each page is a function from what the catalogue and the search answered to HTML. Routes, status
//! codes and headers are the server's. Every page works without JavaScript; `static/prasme.js` only makes it quicker.

mod account_page;
mod assets;
mod case_page;
mod cases_page;
mod contents;
mod coverage_cell;
mod coverage_lists;
mod coverage_matrix;
mod coverage_tables;
mod coverage_words;
mod explanation;
mod facts;
mod layout;
mod links;
mod login_page;
mod mapped;
mod messages;
mod opinion_page;
mod own_list;
mod pages;
mod preview;
mod query_string;
mod reasons;
mod record_page;
mod review_candidate;
mod review_conflict;
mod review_page;
mod search_page;
mod segments;
mod visitor;

pub use account_page::{AccountInput, AccountNotice, TokenRow, account_page};
pub use assets::{Asset, asset, icon_path as icon};
pub use case_page::{CaseInput, ExamInput, Refused, case_page};
pub use cases_page::{CasesInput, cases_page};
pub use contents::Branch;
pub use coverage_cell::{CellInput, VerdictConflict, cell_page, verdict_conflict_page};
pub use coverage_lists::{Field, ListInput, Tickable, Window, list_page};
pub use coverage_matrix::{MatrixInput, Shown, matrix_page};
pub use coverage_tables::{
    card_tables, elsewhere_table, gaps_table, impact_tables, materials_tables, matrix_table,
    outdated_table, taught_table,
};
pub use coverage_words::choice_name;
pub use explanation::explanation_part;
pub use layout::Frame;
pub use links::LinkedRecord;
pub use login_page::{LoginInput, login_page};
pub use mapped::MappedRecord;
pub use messages::Language;
pub use opinion_page::{
    OpinionConflict, OpinionInput, OpinionRow, OpinionsInput, opinion_page, opinions_page,
};
pub use own_list::{
    ListRefusal, ListShown, OwnListInput, OwnListsInput, own_list_page, own_lists_page,
};
pub use pages::{data_page, error_page, help_page, warnings_page};
pub use preview::{PreviewInput, preview_page};
pub use query_string::QueryString;
pub use record_page::{RecordInput, record_page};
pub use review_conflict::{ConflictInput, Refusal, conflict_page};
pub use review_page::{ReviewInput, TO_DO, item_path, review_page};
pub use search_page::{SearchInput, search_page};
pub use segments::{Segment, segments};
pub use visitor::Visitor;

/// Where the page of a record stands.
pub fn record_path(id: &str) -> String {
    under("/r/", id)
}

/// Where the expert's opinion on a programme stands.
pub fn opinion_path(programme: &str) -> String {
    under("/opinion/", programme)
}

fn under(place: &str, id: &str) -> String {
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
    format!("{place}{}", utf8_percent_encode(id, PATH))
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
