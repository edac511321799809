//! A service over a data directory of one test: DigComp, the sample's ESCO and one PKP; two experts and a school.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::Timestamp;
use prasme::accounts::{Accounts, Cost, NewUser, Role, Roles};
use prasme::catalogue::ApplyMode;
use prasme::import::Options;
use prasme::server::{AppState, Settings, router};
use prasme::workspace::Workspace;
use serde_json::Value;
use tower::ServiceExt;

use super::common;

pub const PASSWORD: &str = "zirgs skrien mežā";

pub struct Service {
    router: Router,
    pub workspace: Workspace,
    accounts: Accounts,
    _dir: tempfile::TempDir,
}

pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {}", self.text))
    }
}

impl Service {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let workspace = Workspace::open(dir.path(), None).unwrap();
        let files = ["digcomp", "esco", "pkp/elektromontieris.csv"];
        let files = files.map(|f| common::samples().join(f));
        workspace
            .import(&files, &Options::default(), ApplyMode::Commit, &mut |_| {})
            .unwrap();
        let (searcher, _) = workspace.searcher(&mut |_| {}).unwrap();
        let settings = Settings {
            password_cost: Cost::least(),
            ..Settings::default()
        };
        let state = AppState::with_settings(workspace.clone(), searcher, settings).unwrap();
        let accounts = Accounts::open(&workspace.catalogue_path()).unwrap();
        let service = Self {
            router: router(state),
            workspace,
            accounts: accounts.with_cost(Cost::least()),
            _dir: dir,
        };
        for (name, role) in [
            ("anna", Role::Expert),
            ("berta", Role::Expert),
            ("skola", Role::School),
        ] {
            let new = NewUser {
                name: name.parse().unwrap(),
                full_name: String::new(),
                roles: Roles::of(&[role]),
            };
            let now = Timestamp::UNIX_EPOCH;
            service
                .accounts
                .add_user(&new, PASSWORD, "console", now)
                .unwrap();
        }
        service
    }

    /// An API token of a user.
    pub fn token(&self, name: &str) -> String {
        let now = Timestamp::now();
        let made = self.accounts.make_token(name, "test", None, name, now);
        made.unwrap().reveal()
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let location = parts.headers.get(header::LOCATION);
        Answer {
            status: parts.status,
            location: location.map_or("", |l| l.to_str().unwrap()).to_owned(),
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// Posts JSON with a token.
    pub async fn post(&self, token: &str, path: &str, body: Value) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    /// Logs somebody in; the cookie.
    pub async fn sign_in(&self, name: &str) -> String {
        let form = format!(
            "name={name}&password={}&return=/",
            PASSWORD.replace(' ', "+")
        );
        let request = Request::post("/login")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let set = response.headers()[header::SET_COOKIE].to_str().unwrap();
        set.split(';').next().unwrap().to_owned()
    }

    pub async fn page(&self, cookie: &str, path: &str) -> Answer {
        let request = Request::get(path)
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, cookie);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn form(&self, cookie: &str, fields: &[(String, String)]) -> Answer {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| {
                let set = percent_encoding::NON_ALPHANUMERIC;
                format!(
                    "{name}={}",
                    percent_encoding::utf8_percent_encode(value, set)
                )
            })
            .collect();
        let request = Request::post("/review")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie);
        self.send(request.body(Body::from(pairs.join("&"))).unwrap())
            .await
    }
}
