//! The pages that customers see on their phones (`survey`), and the one that colleagues keep open on
//! theirs (`call`). No script, no cookie, nothing from third parties.
//!
//! Where the pages are served is `web`'s business, and where answers go is behind `survey::Answers`.

pub mod call;
pub mod survey;
mod wanted;

use axum::http::HeaderName;
use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse as _, Response};

use crate::domain::i18n::Messages;
use crate::domain::language::Language;

/// The store whose colleagues look.
#[derive(Debug, Clone)]
pub struct Store {
    /// What people call it.
    pub name: String,
    /// The language of whoever asks for none that there is.
    pub language: Language,
}

/// How all pages look.
pub async fn style() -> Response {
    let text = include_str!("../../assets/survey/style.css");
    let kind = HeaderValue::from_static("text/css; charset=utf-8");
    let kept = HeaderValue::from_static("max-age=86400");
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)];
    (headers, text).into_response()
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

fn header_of((name, value): (HeaderName, &'static str)) -> (HeaderName, HeaderValue) {
    (name, HeaderValue::from_static(value))
}
