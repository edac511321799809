//! Every route, registered once: the same registration makes its entry in the OpenAPI document.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::{
    AppState, Problem, cases, catalogue_api, coverage_api, coverage_cell, coverage_lists,
    coverage_page, coverage_said, export_api, health, import_api, mappings_api, middleware,
    opinion, own_lists, pages, reconcile, review_page, search_api, search_page, signing,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Prasme",
        description = "Latvian vocational education in one search: professional qualification requirements (PKP), \
            modular programmes (MIP), examinations, teaching materials, ESCO and DigComp.\n\n\
            Errors are RFC 9457 problem details with a stable `code`. \
            This service uses the ESCO classification of the European Commission."
    ),
    tags(
        (name = "search", description = "Finding records"),
        (name = "records", description = "Records and datasets"),
        (name = "mappings", description = "What machines propose and people decide about two records"),
        (name = "exchange", description = "Taking mappings and records out, and mapping files in"),
        (name = "accounts", description = "Who a request comes from"),
        (name = "cases", description = "Recognition of prior learning: for officers, nothing of it is public"),
        (name = "coverage", description = "What is required, taught, examined, supported, and where something is missing"),
        (name = "operation", description = "Health and metrics")
    )
)]
struct Described;

/// The routes of the API with their descriptions: the public ones, and those of cases.
fn described() -> (Router<AppState>, Router<AppState>, Document) {
    let (of_cases, cases_document) = OpenApiRouter::new()
        .routes(routes!(cases::list, cases::create))
        .routes(routes!(cases::read, cases::delete))
        .routes(routes!(cases::export))
        .routes(routes!(cases::change))
        .routes(routes!(cases::add_evidence))
        .routes(routes!(cases::original))
        .routes(routes!(cases::compare))
        .routes(routes!(cases::standing))
        .routes(routes!(cases::exam))
        .routes(routes!(cases::paper))
        .split_for_parts();
    let (router, mut document) = OpenApiRouter::with_openapi(Described::openapi())
        .routes(routes!(search_api::search, search_api::search_by_body))
        .routes(routes!(search_api::suggest))
        .routes(routes!(search_api::explain))
        .routes(routes!(catalogue_api::record))
        .routes(routes!(mappings_api::mappings))
        .routes(routes!(mappings_api::queue))
        .routes(routes!(mappings_api::candidates))
        .routes(routes!(mappings_api::decide))
        .routes(routes!(mappings_api::undo))
        .routes(routes!(catalogue_api::datasets))
        .routes(routes!(catalogue_api::warnings))
        .routes(routes!(export_api::export))
        .routes(routes!(import_api::import_mappings))
        .routes(routes!(signing::me))
        .routes(routes!(coverage_api::matrix))
        .routes(routes!(coverage_api::cell))
        .routes(routes!(coverage_api::card))
        .routes(routes!(coverage_api::gaps))
        .routes(routes!(coverage_api::materials))
        .routes(routes!(coverage_api::changes))
        .routes(routes!(
            coverage_said::verdicts,
            coverage_said::give_verdict
        ))
        .routes(routes!(coverage_said::ticks, coverage_said::tick))
        .routes(routes!(
            coverage_said::opinion,
            coverage_said::write_opinion
        ))
        .routes(routes!(own_lists::map_list))
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(health::metrics))
        .split_for_parts();
    document.merge(cases_document);
    // A wildcard is axum's notation; OpenAPI knows only plain parameters.
    document.paths.paths = std::mem::take(&mut document.paths.paths)
        .into_iter()
        .map(|(path, item)| (path.replace("{*", "{"), item))
        .collect();
    (router, of_cases, document)
}

/// The OpenAPI document of the API.
pub fn openapi() -> Document {
    described().2
}

/// The whole service.
pub fn router(state: AppState) -> Router {
    let (api, of_cases, document) = described();
    let docs = SwaggerUi::new("/api/docs")
        .url("/api/v1/openapi.json", document)
        // Nothing is asked of a validator elsewhere.
        .config(Config::from("/api/v1/openapi.json").validator_url("none"));
    let pages = Router::new()
        .route("/", get(search_page::search))
        .route("/r/{*id}", get(pages::record))
        .route(
            "/review",
            get(review_page::review).post(review_page::decide),
        )
        .route("/data", get(pages::data))
        .route("/data/{*dataset}", get(pages::warnings))
        .route("/coverage", get(coverage_page::coverage))
        .route("/coverage.csv", get(coverage_page::coverage))
        .route("/coverage.xlsx", get(coverage_page::coverage))
        .route("/coverage/cell", get(coverage_cell::cell))
        .route("/coverage/verdict", post(coverage_cell::verdict))
        .route("/skill", get(coverage_lists::skill))
        .route("/skill.csv", get(coverage_lists::skill))
        .route("/skill.xlsx", get(coverage_lists::skill))
        .route("/skill/{*id}", get(coverage_lists::skill_of))
        .route("/gaps", get(coverage_lists::gaps))
        .route("/gaps.csv", get(coverage_lists::gaps))
        .route("/gaps.xlsx", get(coverage_lists::gaps))
        .route("/materials", get(coverage_lists::materials))
        .route("/materials.csv", get(coverage_lists::materials))
        .route("/materials.xlsx", get(coverage_lists::materials))
        .route("/changes", get(coverage_lists::changes))
        .route("/changes.csv", get(coverage_lists::changes))
        .route("/changes.xlsx", get(coverage_lists::changes))
        .route("/changes/tick", post(coverage_lists::tick))
        .route("/opinion", get(opinion::list))
        .route(
            "/opinion/{*programme}",
            get(opinion::show).post(opinion::save),
        )
        .route(
            "/lists",
            // `limits::body_bytes` says how much it may be.
            get(own_lists::lists)
                .post(own_lists::upload)
                .layer(DefaultBodyLimit::disable()),
        )
        .route("/lists/{key}", get(own_lists::list))
        .route("/lists/{key}/delete", post(own_lists::delete))
        .route("/help", get(pages::help))
        .route("/login", get(signing::login).post(signing::log_in))
        .route("/logout", post(signing::log_out))
        .route("/account", get(signing::account))
        .route("/account/password", post(signing::change_password))
        .route("/account/tokens", post(signing::make_token))
        .route(
            "/account/tokens/{number}/revoke",
            post(signing::revoke_token),
        )
        .route("/static/{name}", get(pages::asset));
    let all = api
        .merge(pages)
        .merge(reconcile::router())
        .with_state(state.clone())
        .merge(docs)
        .fallback(async || Problem::of_status(StatusCode::NOT_FOUND, ""))
        .method_not_allowed_fallback(async || {
            Problem::of_status(StatusCode::METHOD_NOT_ALLOWED, "")
        });
    let of_cases = of_cases
        .route("/cases", get(cases::list_page).post(cases::create_page))
        .route("/cases/{number}", get(cases::case_page))
        .route("/cases/{number}/file", post(cases::upload))
        .route("/cases/{number}/{action}", post(cases::act))
        .route("/cases/{number}/papers/{paper}", get(cases::paper))
        .with_state(state.clone())
        .method_not_allowed_fallback(async || {
            Problem::of_status(StatusCode::METHOD_NOT_ALLOWED, "")
        });
    middleware::around(all, of_cases, state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_holds_no_notation_of_axum() {
        let document = openapi();
        assert!(document.paths.paths.contains_key("/api/v1/records/{id}"));
        assert!(!document.to_json().unwrap().contains("{*"));
    }
}
