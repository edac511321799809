//! A user's own page: password and API tokens.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::super::extract::{Form, Reader};
use super::super::pages::{finished, page};
use super::super::{AppState, Problem};
use super::Signed;
use crate::accounts::{Accounts, AccountsError, PasswordError};
use crate::web::{AccountInput, AccountNotice, TokenRow, account_page};

/// Days after which a token ends by itself; 0 for never.
const EXPIRIES: [i64; 4] = [30, 90, 365, 0];

async fn blocking<T: Send + 'static>(
    state: &AppState,
    work: impl FnOnce(&Accounts) -> Result<T, AccountsError> + Send + 'static,
) -> Result<Result<T, AccountsError>, Problem> {
    let accounts = Arc::clone(&state.accounts);
    tokio::task::spawn_blocking(move || work(&accounts))
        .await
        .map_err(|e| Problem::internal(&e))
}

/// The page as it stands, with what is to be said about the last change.
async fn show(
    state: &AppState,
    reader: &Reader,
    user: &Signed,
    notice: AccountNotice,
) -> Result<Response, Problem> {
    let now = (state.settings.clock)();
    let name = user.name.clone();
    let tokens = blocking(state, move |accounts| accounts.tokens(&name)).await?;
    let tokens = tokens.map_err(|e| Problem::internal(&e))?;
    let row = |info: crate::accounts::TokenInfo| TokenRow {
        number: info.number,
        good: info.is_good(now),
        expired: info.revoked_at.is_none() && !info.is_good(now),
        name: info.name,
        created: info.created_at,
        expires: info.expires_at,
        used: info.used_at,
    };
    let input = AccountInput {
        name: user.name.clone(),
        full_name: user.full_name.clone(),
        roles: user.roles.iter().map(|role| role.code()).collect(),
        demo: user.demo,
        tokens: tokens.into_iter().map(row).collect(),
        expiries: EXPIRIES.to_vec(),
        notice,
    };
    let refused = input.notice.is_refusal();
    let html = page(reader, account_page(&reader.frame("account.title"), &input))?;
    Ok(match refused {
        true => finished(StatusCode::UNPROCESSABLE_ENTITY, html),
        false => html,
    })
}

/// The page.
pub(in super::super) async fn account(
    State(state): State<AppState>,
    user: Signed,
    reader: Reader,
) -> Result<Response, Problem> {
    user.session()?;
    show(&state, &reader, &user, AccountNotice::None).await
}

/// What the form for another password sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct PasswordForm {
    current: String,
    new: String,
    again: String,
}

/// Gives the user another password; the session that asks stays, the others end.
pub(in super::super) async fn change_password(
    State(state): State<AppState>,
    user: Signed,
    reader: Reader,
    Form(form): Form<PasswordForm>,
) -> Result<Response, Problem> {
    let keep = user.session()?.to_owned();
    if form.new != form.again {
        return show(&state, &reader, &user, AccountNotice::NotTheSame).await;
    }
    let now = (state.settings.clock)();
    let name = user.name.clone();
    let done = {
        let _turn = state.hashing.turn().await?;
        blocking(&state, move |accounts| {
            if !accounts.password_fits(&name, &form.current)? {
                return Ok(AccountNotice::WrongPassword);
            }
            match accounts.set_password(&name, &form.new, Some(&keep), &name, now) {
                Ok(()) => Ok(AccountNotice::PasswordChanged),
                Err(AccountsError::Password(error)) => Ok(refusal(error)),
                Err(error) => Err(error),
            }
        })
        .await?
    };
    let notice = done.map_err(|e| Problem::internal(&e))?;
    show(&state, &reader, &user, notice).await
}

fn refusal(error: PasswordError) -> AccountNotice {
    match error {
        PasswordError::Short(_) => AccountNotice::Short,
        PasswordError::Long(_) => AccountNotice::Long,
        PasswordError::Repeated => AccountNotice::Repeated,
        PasswordError::HoldsName => AccountNotice::HoldsName,
    }
}

/// What the form for a token sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct TokenForm {
    name: String,
    days: i64,
}

/// Makes a token and shows it, this once.
pub(in super::super) async fn make_token(
    State(state): State<AppState>,
    user: Signed,
    reader: Reader,
    Form(form): Form<TokenForm>,
) -> Result<Response, Problem> {
    user.session()?;
    let now: Timestamp = (state.settings.clock)();
    let expires = match EXPIRIES.contains(&form.days) {
        true if form.days > 0 => now
            .checked_add(SignedDuration::from_hours(24 * form.days))
            .ok(),
        true => None,
        false => return show(&state, &reader, &user, AccountNotice::BadToken).await,
    };
    let owner = user.name.clone();
    let made = blocking(&state, move |accounts| {
        accounts.make_token(&owner, &form.name, expires, &owner, now)
    })
    .await?;
    let notice = match made {
        Ok(token) => AccountNotice::NewToken(token.reveal()),
        Err(AccountsError::TokenName) => AccountNotice::BadToken,
        Err(error) => return Err(Problem::internal(&error)),
    };
    show(&state, &reader, &user, notice).await
}

/// Revokes a token of the user's own.
pub(in super::super) async fn revoke_token(
    State(state): State<AppState>,
    user: Signed,
    Path(number): Path<i64>,
) -> Result<Response, Problem> {
    user.session()?;
    let now = (state.settings.clock)();
    let owner = user.name.clone();
    let revoked = blocking(&state, move |accounts| {
        accounts.revoke_token(number, Some(&owner), &owner, now)
    })
    .await?;
    match revoked {
        Ok(()) => Ok(Redirect::to("/account#tokens").into_response()),
        Err(error @ AccountsError::NoToken(_)) => {
            Err(
                Problem::new(StatusCode::NOT_FOUND, "token-not-found", error.to_string())
                    .at("path: number"),
            )
        }
        Err(error) => Err(Problem::internal(&error)),
    }
}
