//! The service on the sample, and people who are signed in to it.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::Timestamp;
use prasme::accounts::{Accounts, Cost, NewUser, Role, Roles};
use prasme::server::{AppState, Settings, router};
use serde_json::Value;
use tower::ServiceExt;

use crate::common;

const PASSWORD: &str = "zirgs skrien mežā";

pub struct Answer {
    pub status: StatusCode,
    pub media: String,
    pub location: String,
    cookie: Option<String>,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }
}

/// Somebody with a session, or anybody.
pub struct Person {
    router: Router,
    cookie: Option<String>,
}

impl Person {
    pub fn anybody() -> Self {
        let workspace = common::sample();
        let (searcher, _) = workspace.searcher(&mut |_| {}).unwrap();
        let settings = Settings {
            password_cost: Cost::least(),
            ..Settings::default()
        };
        let state = AppState::with_settings(workspace.clone(), searcher, settings).unwrap();
        Self {
            router: router(state),
            cookie: None,
        }
    }

    /// A new user of this name, signed in.
    pub async fn with_role(name: &str, role: Role) -> Self {
        let accounts = Accounts::open(&common::sample().catalogue_path()).unwrap();
        let new = NewUser {
            name: name.parse().unwrap(),
            full_name: format!("Paraugs {name}"),
            roles: Roles::of(&[role]),
        };
        let accounts = accounts.with_cost(Cost::least());
        accounts
            .add_user(&new, PASSWORD, "console", Timestamp::UNIX_EPOCH)
            .unwrap();
        let mut person = Self::anybody();
        let password = PASSWORD.replace(' ', "+");
        let form = format!("name={name}&password={password}&return=/");
        person.cookie = person.form("/login", form).await.cookie;
        person
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let mut request = request.header(header::ACCEPT, "text/html");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let header = |name| {
            let value = response.headers().get(name);
            value.map(|v: &header::HeaderValue| v.to_str().unwrap().to_owned())
        };
        let cookie = header(header::SET_COOKIE);
        Answer {
            status: response.status(),
            media: header(header::CONTENT_TYPE).unwrap_or_default(),
            location: header(header::LOCATION).unwrap_or_default(),
            cookie: cookie.map(|c| c.split(';').next().unwrap().to_owned()),
            bytes: response
                .into_body()
                .collect()
                .await
                .unwrap()
                .to_bytes()
                .to_vec(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    pub async fn form(&self, path: &str, form: String) -> Answer {
        let request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, form.into()).await
    }

    /// JSON with the session's proof, as a page of the service would send it.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        if self.cookie.is_some() {
            request = request.header("X-CSRF-Token", self.csrf().await);
        }
        self.send(request, body.to_string().into()).await
    }

    /// The bytes of a file to the API.
    pub async fn post_bytes(&self, path: &str, bytes: Vec<u8>) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header("X-CSRF-Token", self.csrf().await);
        self.send(request, bytes.into()).await
    }

    /// A file by the form of /lists.
    pub async fn upload(&self, name: &str, bytes: &[u8]) -> Answer {
        let csrf = self.csrf().await;
        let mut body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--x\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let request =
            Request::post("/lists").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        self.send(request, body.into()).await
    }

    /// The forms' token.
    pub async fn csrf(&self) -> String {
        let page = self.get("/account").await.text();
        let (_, after) = page.split_once("name=\"csrf\" value=\"").unwrap();
        after.split('"').next().unwrap().to_owned()
    }
}
