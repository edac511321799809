//! Who looks at a page, as its head shows it.

use super::{Who, form_token};
use crate::web::Visitor;

/// Whoever a request comes from, with a fresh token for the page's forms.
pub(in super::super) fn visitor(who: &Who) -> Visitor {
    match who.identity() {
        None => Visitor::Anonymous,
        Some(identity) => Visitor::User {
            name: match identity.full_name.as_str() {
                "" => identity.name.clone(),
                full_name => full_name.to_owned(),
            },
            demo: identity.demo,
            csrf: form_token::make(identity).unwrap_or_default(),
        },
    }
}
