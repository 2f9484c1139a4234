//! The survey that customers answer on their phones: three pages for a code, a page on which a code
//! can be typed, and what is kept of an answer in plain words.
//!
//! Looking at a page uses no code up; only a form that is sent does. Where answers go is behind
//! [`Answers`].

mod answers;
mod ask;
mod check;
mod form;
mod page;
mod visit;

pub use answers::{
    Admission, Answers, Asking, Begun, Caller, Completed, First, Moment, NotNow, Rest, Standing,
    Waiting,
};

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use std::sync::Arc;
use visit::Visit;

type Kept = Arc<dyn Answers>;

/// All pages; a code stands at the end of the path, behind a store's short name or not, in capitals
/// or not. Where codes are answered, `check` is too.
pub fn router(answers: Arc<dyn Answers>) -> Router {
    Router::new()
        .route("/", get(start))
        .route("/{store}/", get(start))
        .route("/privacy", get(privacy))
        .route("/{store}/privacy", get(privacy))
        .route("/style.css", get(super::style))
        .route("/check/{slot}/{question}", get(check))
        .route("/{store}/check/{slot}/{question}", get(check))
        .route("/{code}", get(look).post(send))
        .route("/{store}/{code}", get(look).post(send))
        .method_not_allowed_fallback(not_allowed)
        .fallback(nothing)
        .with_state(answers)
}

async fn start(State(answers): State<Kept>, uri: Uri, headers: HeaderMap) -> Response {
    Visit::new(&*answers, &uri, &headers).start()
}

async fn privacy(State(answers): State<Kept>, uri: Uri, headers: HeaderMap) -> Response {
    Visit::new(&*answers, &uri, &headers).privacy()
}

/// Shows whoever has a store's key that its codes are known here.
async fn check(
    State(answers): State<Kept>,
    path: Result<Path<Vec<String>>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let parts = path.map(|Path(parts)| parts).unwrap_or_default();
    let answer = match &*parts {
        [.., slot, question] => check::answer(&*answers, slot, question),
        _ => None,
    };
    let none = || Visit::new(&*answers, &uri, &headers).entry(StatusCode::NOT_FOUND, "", None);
    answer.unwrap_or_else(none)
}

async fn nothing(State(answers): State<Kept>, uri: Uri, headers: HeaderMap) -> Response {
    Visit::new(&*answers, &uri, &headers).entry(StatusCode::NOT_FOUND, "", None)
}

async fn not_allowed(State(answers): State<Kept>, uri: Uri, headers: HeaderMap) -> Response {
    Visit::new(&*answers, &uri, &headers).entry(StatusCode::METHOD_NOT_ALLOWED, "", None)
}

/// Shows what there is for a code.
async fn look(
    State(answers): State<Kept>,
    path: Result<Path<Vec<String>>, PathRejection>,
    request: Request,
) -> Response {
    let (head, _) = request.into_parts();
    let visit = Visit::new(&*answers, &head.uri, &head.headers);
    let is_person = head.method == Method::GET && !form::is_ahead(&head.headers);
    let caller = caller_of(&head.extensions);
    match visit.find(&typed(path), caller).await {
        Ok(found) => found.look(is_person),
        Err(refusal) => refusal,
    }
}

/// Takes a form of one of the pages of a code.
async fn send(
    State(answers): State<Kept>,
    path: Result<Path<Vec<String>>, PathRejection>,
    request: Request,
) -> Response {
    let (head, body): (_, Body) = request.into_parts();
    let visit = Visit::new(&*answers, &head.uri, &head.headers);
    let caller = caller_of(&head.extensions);
    let found = match visit.find(&typed(path), caller).await {
        Ok(found) => found,
        Err(refusal) => return refusal,
    };
    match form::Fields::read(&head.headers, body).await {
        Ok(fields) => found.send(&fields, caller).await,
        Err(status) => found.unread(status),
    }
}

/// The last part of the path; nothing where it cannot be read.
fn typed(path: Result<Path<Vec<String>>, PathRejection>) -> String {
    let parts = path.map(|Path(parts)| parts).unwrap_or_default();
    parts.into_iter().next_back().unwrap_or_default()
}

fn caller_of(extensions: &axum::http::Extensions) -> Caller {
    extensions.get().copied().unwrap_or_default()
}
