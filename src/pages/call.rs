//! The page for colleagues: whether somebody is needed at a counter, and one button to say that one
//! comes. It asks for itself again every few seconds, without a script, so that any phone can keep it
//! open.
//!
//! Who may see it and what the button leads to is `web`'s business.

use super::{Choice, Store, choices, header_of, wanted};
use crate::domain::code::Till;
use crate::domain::i18n::{Messages, Value};
use crate::domain::language::Language;
use crate::engine::api::QueueView;
use askama::Template;
use axum::http::header::{self, HeaderMap};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};

/// Somebody looks at the page.
pub struct Colleague<'a> {
    store: &'a Store,
    messages: Messages,
}

impl<'a> Colleague<'a> {
    /// In the language that the query or the browser asks for, else in the store's.
    pub fn new(store: &'a Store, query: &str, headers: &HeaderMap) -> Self {
        let accepted = headers.get(header::ACCEPT_LANGUAGE);
        let accepted = accepted.and_then(|value| value.to_str().ok());
        let language = wanted::language(Some(query), accepted, &Messages::languages());
        let messages = Messages::for_language(language.unwrap_or(store.language));
        Self { store, messages }
    }

    /// The page, for whoever has this token.
    pub fn page(&self, token: &str, counter: Till, queue: &QueueView) -> Response {
        let calling = queue.call.map_or(counter, |call| call.counter);
        let place = [("counter", Value::from(calling.get()))];
        let asked = queue.call.filter(|call| !call.is_answered);
        let heading = match queue.call {
            None => self.text("call-nobody"),
            Some(_) if asked.is_some() => self.messages.with("call-needed", &place),
            Some(_) => self.text("call-coming"),
        };
        let page = Page {
            choices: choices(self.messages.language()),
            token,
            is_kept: true,
            details: self.details(queue),
            button: asked.map(|call| (call.id, self.text("call-come"))),
            note: self.text("call-stays"),
            ..self.bare(heading)
        };
        answer(StatusCode::OK, &page)
    }

    /// Something else came up; the page asks again by itself.
    pub fn later(&self, status: StatusCode) -> Response {
        let page = Page {
            is_kept: true,
            note: self.text("call-later-again"),
            ..self.bare(self.text("call-later"))
        };
        answer(status, &page)
    }

    /// For whoever has no token, or asks for something that is not here.
    pub fn refusal(&self, status: StatusCode) -> Response {
        let page = Page {
            note: self.text("call-wrong-why"),
            ..self.bare(self.text("call-wrong"))
        };
        answer(status, &page)
    }

    /// How many wait and for how long.
    fn details(&self, queue: &QueueView) -> Vec<String> {
        let waiting = [("waiting", Value::from(queue.waiting))];
        let waiting = self.messages.with("call-waiting", &waiting);
        // Half a minute and more is one.
        let minutes = queue.wait_s.saturating_add(30) / 60;
        let wait = (queue.waiting > 0 && minutes > 0).then(|| {
            let minutes = [("minutes", Value::from(minutes))];
            self.messages.with("call-wait", &minutes)
        });
        [Some(waiting), wait].into_iter().flatten().collect()
    }

    fn bare(&self, heading: String) -> Page<'_> {
        Page {
            language: self.messages.language(),
            store: &self.store.name,
            choose: self.text("page-language"),
            choices: Vec::new(),
            token: "",
            is_kept: false,
            heading,
            details: Vec::new(),
            button: None,
            note: String::new(),
        }
    }

    fn text(&self, key: &str) -> String {
        self.messages.get(key)
    }
}

/// The page as it is written; whatever goes into it is escaped.
#[derive(Template)]
#[template(path = "call.html")]
struct Page<'a> {
    language: Language,
    store: &'a str,
    choose: String,
    choices: Vec<Choice>,
    /// What the links and the button send along.
    token: &'a str,
    /// Whether it asks for itself again.
    is_kept: bool,
    heading: String,
    details: Vec<String>,
    /// The number of the call that it answers, and its words.
    button: Option<(u64, String)>,
    note: String,
}

/// The address has a token in it, which nobody else may get to know.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
];

fn answer(status: StatusCode, page: &Page<'_>) -> Response {
    // Writing text into a text does not fail.
    let text = page.render().unwrap_or_default();
    (status, HEADERS.map(header_of), text).into_response()
}
