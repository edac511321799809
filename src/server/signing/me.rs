//! Who the API takes a request to come from.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::Who;
use crate::accounts::{Identity, Via};

/// Who a request comes from.
#[derive(Debug, Serialize, ToSchema)]
pub(in super::super) struct Me {
    /// The user; absent for whoever has not signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<MeUser>,
}

/// A user who signed in.
#[derive(Debug, Serialize, ToSchema)]
pub(in super::super) struct MeUser {
    /// The name by which the user logs in and decisions are signed.
    name: String,
    /// The name as people read it.
    full_name: String,
    /// `school`, `expert`, `officer`, `admin`.
    roles: Vec<&'static str>,
    /// Whether it is one of the demo's accounts.
    demo: bool,
    /// How the user is signed in: `session` or `token`.
    by: &'static str,
}

impl MeUser {
    fn of(identity: &Identity) -> Self {
        Self {
            name: identity.name.clone(),
            full_name: identity.full_name.clone(),
            roles: identity.roles.iter().map(|role| role.code()).collect(),
            demo: identity.demo,
            by: match identity.via {
                Via::Session { .. } => "session",
                Via::Token(_) => "token",
            },
        }
    }
}

/// Who the request comes from, by its cookie or `Authorization: Bearer`.
#[utoipa::path(get, path = "/api/v1/me", tag = "accounts",
    responses((status = 200, body = Me),
        (status = 401, description = "the token is unknown, expired or revoked", body = super::super::Problem, content_type = "application/problem+json")))]
pub(in super::super) async fn me(who: Who) -> Json<Me> {
    Json(Me {
        user: who.identity().map(MeUser::of),
    })
}
