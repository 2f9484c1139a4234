//! The proof that these pages know the codes of a store, for whoever has its key; nobody else learns
//! anything from it. Spends nothing and counts nothing.

use super::answers::Answers;
use crate::domain::code::{Challenge, Slot};
use axum::http::HeaderName;
use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse as _, Response};

/// What the answer comes with.
const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow"),
    ),
];

/// A line for each key of the store with this number. Nothing if it is none of ours, or if this is
/// no question.
pub(super) fn answer(answers: &dyn Answers, slot: &str, question: &str) -> Option<Response> {
    let slot = Slot::new(slot.parse().ok()?).ok()?;
    let question = Challenge::new(question)?;
    let store = answers.store(slot)?;
    let lines = store.keys.iter();
    let lines: String = lines.map(|key| question.answer(key) + "\n").collect();
    Some((HEADERS, lines).into_response())
}
