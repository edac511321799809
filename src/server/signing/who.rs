//! What handlers ask for: anybody, somebody who signed in, somebody with a role.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::middleware::reads_pages;
use super::super::{AppState, Problem};
use super::return_path;
use crate::accounts::{Identity, Role, Via};

/// Whoever a request comes from: anybody, or a user who signed in.
#[derive(Debug, Clone, Default)]
pub struct Who(pub Option<Arc<Identity>>);

impl Who {
    /// The user, if somebody signed in.
    pub fn identity(&self) -> Option<&Identity> {
        self.0.as_deref()
    }

    /// Whether a user signed in who may do what this role may.
    pub fn may(&self, role: Role) -> bool {
        self.identity().is_some_and(|identity| identity.may(role))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Who {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// A user who signed in. Who did not is sent to the log-in, programs get a problem with status 401.
#[derive(Debug, Clone)]
pub struct Signed(pub Arc<Identity>);

impl Deref for Signed {
    type Target = Identity;
    fn deref(&self) -> &Identity {
        &self.0
    }
}

impl Signed {
    /// Refuses who may not do what this role may, naming the role.
    pub fn must_be(&self, role: Role) -> Result<(), Problem> {
        match self.may(role) {
            true => Ok(()),
            false => Err(role_needed(role)),
        }
    }

    /// What the session is stored under; refuses who came with an API token, which must not make more of itself.
    pub fn session(&self) -> Result<&str, Problem> {
        match &self.via {
            Via::Session { hash, .. } => Ok(hash),
            Via::Token(_) => Err(Problem::new(
                StatusCode::FORBIDDEN,
                "session-needed",
                "an API token cannot change the account that it belongs to",
            )
            .hint("log in with name and password")),
        }
    }
}

/// 403, naming the role.
fn role_needed(role: Role) -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "role-needed",
        format!("this needs the role `{role}`"),
    )
    .at(format!("role: {role}"))
    .hint(format!(
        "an administrator gives it: prasme user roles NAME {role}"
    ))
}

impl FromRequestParts<AppState> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Response> {
        match parts.extensions.get::<Who>() {
            Some(Who(Some(identity))) => Ok(Self(Arc::clone(identity))),
            _ => Err(ask_to_sign_in(&parts.method, &parts.uri, &parts.headers)),
        }
    }
}

fn ask_to_sign_in(method: &Method, uri: &Uri, headers: &HeaderMap) -> Response {
    if reads_pages(uri.path(), headers) {
        let here = uri.path_and_query().map_or("/", |p| p.as_str());
        // A form cannot be sent again after the log-in: the page before it can be opened.
        let back = match *method {
            Method::GET | Method::HEAD => here,
            _ => referring_path(headers).unwrap_or("/"),
        };
        return Redirect::to(&return_path::login_for(back)).into_response();
    }
    let problem = Problem::new(
        StatusCode::UNAUTHORIZED,
        "sign-in-needed",
        "this is only for who has signed in",
    )
    .hint("send `Authorization: Bearer prasme_…`; /account makes tokens");
    let mut response = problem.into_response();
    let value = HeaderValue::from_static("Bearer realm=\"prasme\"");
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, value);
    response
}

/// The path of the page that a form stood on.
fn referring_path(headers: &HeaderMap) -> Option<&str> {
    let referrer = headers.get(header::REFERER)?.to_str().ok()?;
    let (_, after_scheme) = referrer.split_once("://")?;
    after_scheme.find('/').and_then(|at| after_scheme.get(at..))
}

/// Extractors for users with a role: as [`Signed`], and 403 with the name of the role for the others.
macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone)]
            pub struct $name(pub Arc<Identity>);

            impl Deref for $name {
                type Target = Identity;
                fn deref(&self) -> &Identity {
                    &self.0
                }
            }

            impl FromRequestParts<AppState> for $name {
                type Rejection = Response;

                async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
                    let signed = Signed::from_request_parts(parts, state).await?;
                    signed.must_be(Role::$name).map_err(IntoResponse::into_response)?;
                    Ok(Self(signed.0))
                }
            }
        )*
    };
}

roles! {
    /// Somebody who may work with the lists of a school.
    School;
    /// Somebody who may decide on links and coverage.
    Expert;
    /// Somebody who may handle recognition cases.
    Officer;
    /// Somebody who keeps users and data.
    Admin;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::Roles;

    fn signed(role: Role) -> Signed {
        Signed(Arc::new(Identity {
            name: "anna".into(),
            full_name: "Anna".into(),
            roles: Roles::of(&[role]),
            demo: false,
            via: Via::Token(1),
        }))
    }

    #[test]
    fn who_lacks_a_role_is_told_which() {
        assert!(signed(Role::Admin).must_be(Role::Expert).is_ok());
        let refused = signed(Role::School).must_be(Role::Officer).unwrap_err();
        assert_eq!(
            (refused.status, refused.place.as_deref()),
            (403, Some("role: officer"))
        );
    }

    #[test]
    fn a_token_makes_no_more_of_itself() {
        assert_eq!(
            signed(Role::Admin).session().unwrap_err().code,
            "session-needed"
        );
    }

    #[test]
    fn a_reader_is_sent_to_the_log_in_and_back_a_program_gets_a_problem() {
        let mut headers = HeaderMap::new();
        let uri = Uri::from_static("/account?x=1");
        let plain = ask_to_sign_in(&Method::GET, &uri, &headers);
        assert_eq!(plain.status(), StatusCode::UNAUTHORIZED);
        headers.insert(header::ACCEPT, HeaderValue::from_static("text/html"));
        headers.insert(
            header::REFERER,
            HeaderValue::from_static("http://localhost/data?y=2"),
        );
        let sent = |method| {
            let response = ask_to_sign_in(&method, &uri, &headers);
            response.headers()[header::LOCATION]
                .to_str()
                .unwrap()
                .to_owned()
        };
        assert_eq!(sent(Method::GET), "/login?return=%2Faccount%3Fx%3D1");
        assert_eq!(sent(Method::POST), "/login?return=%2Fdata%3Fy%3D2");
    }
}
