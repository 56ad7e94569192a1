//! Somebody who uses the program by HTTP, with their cookies and their token.

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
};

use mandat::types::AccountId;
use poem::{
    Endpoint, Request, RequestBuilder, RequestParts, Response,
    http::{HeaderMap, Method, StatusCode, header, uri::Scheme},
    web::{LocalAddr, RemoteAddr},
};
use serde_json::Value;

use super::{Door, TestApp};

/// Somebody at a browser or behind a program. Clones share their cookies.
#[derive(Clone)]
pub struct Actor {
    door: Door,
    /// For messages of failed tests.
    pub name: String,
    /// Who is signed in.
    pub account: Option<AccountId>,
    pub email: String,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
    bearer: Option<String>,
    network: Option<IpAddr>,
}

impl TestApp {
    /// Somebody who is not signed in.
    pub fn stranger(&self) -> Actor {
        Actor {
            door: self.door.clone(),
            name: "stranger".to_owned(),
            account: None,
            email: String::new(),
            cookies: Arc::default(),
            bearer: None,
            network: None,
        }
    }
}

impl Actor {
    /// The same person in another network.
    pub fn in_network(&self, network: impl Into<IpAddr>) -> Self {
        Self {
            network: Some(network.into()),
            ..self.clone()
        }
    }

    /// The same with this token for the API.
    pub fn with_bearer(&self, token: &str) -> Self {
        Self {
            bearer: Some(token.to_owned()),
            ..self.clone()
        }
    }

    /// Puts a cookie into the browser.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies
            .lock()
            .unwrap()
            .insert(name.to_owned(), value.to_owned());
    }

    /// What the browser holds under this name.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    /// The token for the API.
    pub fn bearer(&self) -> &str {
        self.bearer.as_deref().unwrap()
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(path, Request::builder().method(Method::GET).uri_str(path))
            .await
    }

    /// Sends a form as a browser does.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::builder()
            .method(Method::POST)
            .uri_str(path)
            .header("sec-fetch-site", "same-origin")
            .content_type("application/x-www-form-urlencoded");
        self.send_with(path, request, body.into_bytes()).await
    }

    /// Sends a form with one file.
    pub async fn post_file(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> Answer {
        const BOUNDARY: &str = "between-the-parts-of-a-test";
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        let (name, file_name, bytes) = file;
        body.extend(
            format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
                 Content-Type: text/csv\r\n\r\n"
            )
            .bytes(),
        );
        body.extend(bytes);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
        let request = Request::builder()
            .method(Method::POST)
            .uri_str(path)
            .header("sec-fetch-site", "same-origin")
            .content_type(&format!("multipart/form-data; boundary={BOUNDARY}"));
        self.send_with(path, request, body).await
    }

    /// Asks the API; the path begins after `/api/v1`.
    pub async fn api_get(&self, path: &str) -> Answer {
        self.api(Method::GET, path, None, None).await
    }

    /// Sends JSON to the API.
    pub async fn api_post(&self, path: &str, body: &Value) -> Answer {
        self.api(Method::POST, path, None, Some(body)).await
    }

    /// Changes a version of a thing by the API.
    pub async fn api_put(&self, path: &str, revision: i64, body: &Value) -> Answer {
        self.api(Method::PUT, path, Some(revision), Some(body))
            .await
    }

    /// Changes parts of a version of a thing by the API.
    pub async fn api_patch(&self, path: &str, revision: i64, body: &Value) -> Answer {
        self.api(Method::PATCH, path, Some(revision), Some(body))
            .await
    }

    /// Takes a version of a thing away by the API.
    pub async fn api_delete(&self, path: &str, revision: Option<i64>) -> Answer {
        self.api(Method::DELETE, path, revision, None).await
    }

    /// Any request to the API.
    pub async fn api(
        &self,
        method: Method,
        path: &str,
        revision: Option<i64>,
        body: Option<&Value>,
    ) -> Answer {
        let path = format!("/api/v1{path}");
        let mut request = Request::builder().method(method).uri_str(&path);
        if let Some(revision) = revision {
            request = request.header("if-match", format!("\"{revision}\""));
        }
        let bytes = match body {
            Some(body) => {
                request = request.content_type("application/json");
                serde_json::to_vec(body).unwrap()
            }
            None => Vec::new(),
        };
        self.send_with(&path, request, bytes).await
    }

    /// Any request with a body.
    pub async fn send_with(&self, path: &str, request: RequestBuilder, body: Vec<u8>) -> Answer {
        let request = request.header(header::CONTENT_LENGTH, body.len());
        self.call(path, self.dressed(path, request).body(body))
            .await
    }

    /// Any request with a body whose length is not announced.
    pub async fn send_unannounced(
        &self,
        path: &str,
        request: RequestBuilder,
        body: Vec<u8>,
    ) -> Answer {
        let body = poem::Body::from_async_read(std::io::Cursor::new(body));
        self.call(path, self.dressed(path, request).body(body))
            .await
    }

    /// Any request without a body.
    pub async fn send(&self, path: &str, request: RequestBuilder) -> Answer {
        self.call(path, self.dressed(path, request).finish()).await
    }

    fn dressed(&self, path: &str, mut request: RequestBuilder) -> RequestBuilder {
        if path.starts_with("/api/") {
            if let Some(token) = &self.bearer {
                request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
            }
        } else {
            let cookies = self.cookies.lock().unwrap();
            if !cookies.is_empty() {
                let pairs: Vec<_> = cookies
                    .iter()
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect();
                request = request.header(header::COOKIE, pairs.join("; "));
            }
        }
        request
    }

    async fn call(&self, path: &str, mut request: Request) -> Answer {
        if let Some(network) = self.network {
            request = coming_from(network, request);
        }
        let what = format!("{}: {} {path}", self.name, request.method());
        let response = match self.door.call(request).await {
            Ok(response) => response,
            Err(error) => error.into_response(),
        };
        let answer = Answer::read(what, response).await;
        let mut cookies = self.cookies.lock().unwrap();
        for line in answer.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        drop(cookies);
        answer
    }
}

/// The request as it arrives from an address.
fn coming_from(network: IpAddr, request: Request) -> Request {
    let (parts, body) = request.into_parts();
    let mut plain = poem::http::Request::new(());
    *plain.method_mut() = parts.method;
    *plain.uri_mut() = parts.uri;
    *plain.headers_mut() = parts.headers;
    let address = |ip| poem::Addr::SocketAddr(SocketAddr::new(ip, 1));
    let (local, remote) = (
        LocalAddr(address(Ipv4Addr::LOCALHOST.into())),
        RemoteAddr(address(network)),
    );
    let parts = RequestParts::from((plain.into_parts().0, local, remote, Scheme::HTTP));
    Request::from_parts(parts, body)
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Who asked for what, for messages of failed tests.
    pub what: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    async fn read(what: String, response: Response) -> Self {
        let (parts, body) = response.into_parts();
        // A stream of events has no end to wait for.
        let is_stream = parts
            .headers
            .get("content-type")
            .is_some_and(|kind| kind == "text/event-stream");
        let body = if is_stream {
            Vec::new()
        } else {
            body.into_vec().await.unwrap()
        };
        Self {
            what,
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// Fails unless the status is this one, and shows the answer then.
    #[track_caller]
    pub fn expect(self, status: StatusCode) -> Self {
        assert_eq!(
            self.status,
            status,
            "{}\n{}\n{}",
            self.what,
            self.location().unwrap_or_default(),
            self.text()
        );
        self
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|e| panic!("{}: {e}\n{}", self.what, self.text()))
    }

    /// The `id` of something new, as the API answers it.
    #[track_caller]
    pub fn id(&self) -> i64 {
        self.json()["id"]
            .as_i64()
            .unwrap_or_else(|| panic!("{}: no id\n{}", self.what, self.text()))
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// Where a redirect leads.
    pub fn location(&self) -> Option<&str> {
        self.header("location")
    }

    /// The version in `ETag`.
    #[track_caller]
    pub fn revision(&self) -> i64 {
        let tag = self
            .header("etag")
            .unwrap_or_else(|| panic!("{}: no ETag", self.what));
        tag.trim_matches('"').parse().unwrap()
    }
}
