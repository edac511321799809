//! Every route, registered once: the same registration makes its entry in the OpenAPI document.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::{AppState, Problem, catalogue_api, health, middleware, pages, search_api, search_page};

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
        (name = "operation", description = "Health and metrics")
    )
)]
struct Described;

/// The routes of the API with their descriptions.
fn described() -> (Router<AppState>, Document) {
    let (router, mut document) = OpenApiRouter::with_openapi(Described::openapi())
        .routes(routes!(search_api::search, search_api::search_by_body))
        .routes(routes!(search_api::suggest))
        .routes(routes!(search_api::explain))
        .routes(routes!(catalogue_api::record))
        .routes(routes!(catalogue_api::datasets))
        .routes(routes!(catalogue_api::warnings))
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(health::metrics))
        .split_for_parts();
    // A wildcard is axum's notation; OpenAPI knows only plain parameters.
    document.paths.paths = std::mem::take(&mut document.paths.paths)
        .into_iter()
        .map(|(path, item)| (path.replace("{*", "{"), item))
        .collect();
    (router, document)
}

/// The OpenAPI document of the API.
pub fn openapi() -> Document {
    described().1
}

/// The whole service.
pub fn router(state: AppState) -> Router {
    let (api, document) = described();
    let docs = SwaggerUi::new("/api/docs")
        .url("/api/v1/openapi.json", document)
        // Nothing is asked of a validator elsewhere.
        .config(Config::from("/api/v1/openapi.json").validator_url("none"));
    let pages = Router::new()
        .route("/", get(search_page::search))
        .route("/r/{*id}", get(pages::record))
        .route("/data", get(pages::data))
        .route("/data/{*dataset}", get(pages::warnings))
        .route("/help", get(pages::help))
        .route("/static/{name}", get(pages::asset));
    let all = api
        .merge(pages)
        .with_state(state)
        .merge(docs)
        .fallback(async || Problem::of_status(StatusCode::NOT_FOUND, ""))
        .method_not_allowed_fallback(async || {
            Problem::of_status(StatusCode::METHOD_NOT_ALLOWED, "")
        });
    middleware::around(all)
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
