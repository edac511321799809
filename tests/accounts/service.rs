//! A service over a small data directory, a browser that keeps its cookies, and time that passes when told.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use prasme::accounts::{Accounts, Cost, NewUser, Role, Roles};
use prasme::catalogue::ApplyMode;
use prasme::import::Options;
use prasme::server::{AppState, Settings, router};
use prasme::workspace::Workspace;
use tower::ServiceExt;

use super::common;

pub const PASSWORD: &str = "zirgs skrien mežā";

/// DigComp alone is enough to have pages; imported once.
fn workspace() -> &'static Workspace {
    static DATA: OnceLock<(tempfile::TempDir, Workspace)> = OnceLock::new();
    let (_, workspace) = DATA.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let workspace = Workspace::open(dir.path(), None).unwrap();
        let files = [common::samples().join("digcomp")];
        workspace
            .import(&files, &Options::default(), ApplyMode::Commit, &mut |_| {})
            .unwrap();
        (dir, workspace)
    });
    workspace
}

pub struct Service {
    router: Router,
    pub accounts: Accounts,
    seconds: Arc<AtomicI64>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: header::HeaderName) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap()
    }

    /// The token of the page's forms.
    pub fn csrf(&self) -> String {
        let (_, after) = self
            .text
            .split_once("name=\"csrf\" value=\"")
            .expect("a form");
        after.split('"').next().unwrap().to_owned()
    }
}

impl Service {
    pub fn new() -> Self {
        Self::with(Settings::default())
    }

    pub fn with(settings: Settings) -> Self {
        let seconds = Arc::new(AtomicI64::new(0));
        let told = Arc::clone(&seconds);
        let start: Timestamp = "2026-11-21T08:00:00Z".parse().unwrap();
        let settings = Settings {
            clock: Arc::new(move || {
                start + SignedDuration::from_secs(told.load(Ordering::Relaxed))
            }),
            password_cost: Cost::least(),
            ..settings
        };
        let workspace = workspace();
        let (searcher, _) = workspace.searcher(&mut |_| {}).unwrap();
        let state = AppState::with_settings(workspace.clone(), searcher, settings).unwrap();
        Self {
            router: router(state),
            accounts: Accounts::open(&workspace.catalogue_path())
                .unwrap()
                .with_cost(Cost::least()),
            seconds,
        }
    }

    /// Lets time pass.
    pub fn wait(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Makes a user; each test has its own, since they share the data directory.
    pub fn user(&self, name: &str, roles: &[Role]) {
        let new = NewUser {
            name: name.parse().unwrap(),
            full_name: String::new(),
            roles: Roles::of(roles),
        };
        self.accounts
            .add_user(&new, PASSWORD, "console", Timestamp::UNIX_EPOCH)
            .unwrap();
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser {
            service: self,
            cookie: None,
        }
    }

    /// A browser whose user has logged in.
    pub async fn signed_in(&self, name: &str) -> Browser<'_> {
        let mut browser = self.browser();
        let answer = browser.log_in(name, PASSWORD, "/").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        browser
    }
}

pub struct Browser<'s> {
    service: &'s Service,
    pub cookie: Option<String>,
}

impl Browser<'_> {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.ask(Method::GET, path, "", &[]).await
    }

    pub async fn post(&mut self, path: &str, form: &str) -> Answer {
        self.ask(Method::POST, path, form, &[]).await
    }

    pub async fn log_in(&mut self, name: &str, password: &str, back: &str) -> Answer {
        let form = format!(
            "name={name}&password={}&return={back}",
            password.replace(' ', "+")
        );
        self.post("/login", &form).await
    }

    pub async fn ask(
        &mut self,
        method: Method,
        path: &str,
        form: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ACCEPT, "text/html");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if !form.is_empty() {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = self
            .service
            .send(request.body(Body::from(form.to_owned())).unwrap())
            .await;
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let cookie = set.to_str().unwrap().split(';').next().unwrap();
            if cookie.contains("session=") {
                self.cookie = (!cookie.ends_with('=')).then(|| cookie.to_owned());
            }
        }
        answer
    }
}
