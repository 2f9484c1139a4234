//! The pages that customers see on their phones, and the one that colleagues keep open on theirs
//! (`call`). No script, no cookie, nothing from third parties.
//!
//! For now a thank-you and nothing to answer: a code is read, never spent or kept. Where the pages are
//! served is `web`'s business.

pub mod call;
mod wanted;

use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use std::sync::Arc;

use crate::domain::code::{Code, Typo};
use crate::domain::i18n::{Messages, Value};
use crate::domain::language::Language;

/// The store whose pages these are.
#[derive(Debug, Clone)]
pub struct Store {
    /// What people call it.
    pub name: String,
    /// The language of whoever asks for none that there is.
    pub language: Language,
}

/// All pages of a store; a code stands at the end of the path, behind a store's short name or not,
/// in capitals or not.
pub fn router(store: Store) -> Router {
    let store = Arc::new(store);
    Router::new()
        .route("/", get(start))
        .route("/{store}/", get(start))
        .route("/style.css", get(style))
        .route("/{code}", get(code))
        .route("/{store}/{code}", get(code_of_a_chain))
        .fallback(nothing)
        .with_state(store)
}

async fn start(State(store): State<Arc<Store>>, query: RawQuery, headers: HeaderMap) -> Response {
    Visit::new(&store, &query, &headers).start(StatusCode::OK)
}

async fn nothing(State(store): State<Arc<Store>>, query: RawQuery, headers: HeaderMap) -> Response {
    Visit::new(&store, &query, &headers).start(StatusCode::NOT_FOUND)
}

/// How all pages look.
pub async fn style() -> Response {
    let text = include_str!("../../assets/survey/style.css");
    let kind = HeaderValue::from_static("text/css; charset=utf-8");
    let kept = HeaderValue::from_static("max-age=86400");
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)];
    (headers, text).into_response()
}

async fn code(
    State(store): State<Arc<Store>>,
    Path(code): Path<String>,
    query: RawQuery,
    headers: HeaderMap,
) -> Response {
    Visit::new(&store, &query, &headers).code(&code)
}

async fn code_of_a_chain(
    State(store): State<Arc<Store>>,
    Path((_store, code)): Path<(String, String)>,
    query: RawQuery,
    headers: HeaderMap,
) -> Response {
    Visit::new(&store, &query, &headers).code(&code)
}

/// Somebody looks at a page.
struct Visit<'a> {
    store: &'a Store,
    messages: Messages,
}

impl<'a> Visit<'a> {
    fn new(store: &'a Store, RawQuery(query): &RawQuery, headers: &HeaderMap) -> Self {
        let accepted = headers.get(header::ACCEPT_LANGUAGE);
        let accepted = accepted.and_then(|value| value.to_str().ok());
        let language = wanted::language(query.as_deref(), accepted, &Messages::languages());
        let messages = Messages::for_language(language.unwrap_or(store.language));
        Self { store, messages }
    }

    fn code(&self, typed: &str) -> Response {
        match Code::parse(typed) {
            Ok(code) => {
                let paragraphs = vec![self.text("page-thanks-soon"), self.text("page-thanks-code")];
                let code = Some(code.to_string());
                self.page(StatusCode::OK, self.text("page-thanks"), paragraphs, code)
            }
            Err(typo) => {
                let paragraphs = vec![self.why(typo), self.text("page-typo-again")];
                let heading = self.text("page-typo");
                self.page(StatusCode::NOT_FOUND, heading, paragraphs, None)
            }
        }
    }

    fn start(&self, status: StatusCode) -> Response {
        let paragraphs = vec![self.text("page-start-code")];
        let heading = self.text("page-start");
        self.page(status, heading, paragraphs, None)
    }

    fn why(&self, typo: Typo) -> String {
        match typo {
            Typo::Length { found } => {
                let found = Value::from(found.min(999));
                self.messages.with("page-typo-length", &[("found", found)])
            }
            Typo::Alphabet { position, .. } => {
                let position = Value::from(position);
                let place = [("position", position)];
                self.messages.with("page-typo-alphabet", &place)
            }
            Typo::Check => self.text("page-typo-check"),
        }
    }

    fn text(&self, key: &str) -> String {
        self.messages.get(key)
    }

    fn page(
        &self,
        status: StatusCode,
        heading: String,
        paragraphs: Vec<String>,
        code: Option<String>,
    ) -> Response {
        let page = Page {
            language: self.messages.language(),
            store: &self.store.name,
            choose: self.text("page-language"),
            choices: choices(self.messages.language()),
            heading,
            paragraphs,
            code,
        };
        // Writing text into a text does not fail.
        let text = page.render().unwrap_or_default();
        (status, HEADERS.map(header_of), text).into_response()
    }
}

/// A page as it is written; whatever goes into it is escaped.
#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    language: Language,
    store: &'a str,
    choose: String,
    choices: Vec<Choice>,
    heading: String,
    paragraphs: Vec<String>,
    code: Option<String>,
}

/// A language that somebody may choose.
struct Choice {
    code: Language,
    name: String,
    is_current: bool,
}

fn choices(current: Language) -> Vec<Choice> {
    let choice = |code| Choice {
        code,
        name: Messages::for_language(code).get("language-name"),
        is_current: code == current,
    };
    Messages::languages().into_iter().map(choice).collect()
}

const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
];

fn header_of((name, value): (HeaderName, &'static str)) -> (HeaderName, HeaderValue) {
    (name, HeaderValue::from_static(value))
}
