//! Signing in: who a request comes from, what they may do, and the pages for it.
//!
//! `identify` looks at every request once, before any handler: the cookie of a session or an API token becomes a [`Who`].
//! `guard` then lets nothing that changes something through on the strength of a cookie alone: the form must prove that
//! it came from our own page. Handlers ask by extractor: [`Who`] where anybody may come, [`Signed`] where somebody must
//! have signed in, [`School`], [`Expert`], [`Officer`], [`Admin`] where a role is needed.

mod account;
mod client;
mod cookies;
mod form_token;
mod guard;
mod identify;
mod login;
mod me;
mod origin;
mod return_path;
mod visitor;
mod who;

pub(super) use account::{account, change_password, make_token, revoke_token};
pub(super) use guard::guard;
pub(super) use identify::identify;
pub(super) use login::{log_in, log_out, login};
pub(super) use me::{__path_me, me};
pub(super) use visitor::visitor;
pub use who::{Admin, Expert, Officer, School, Signed, Who};
