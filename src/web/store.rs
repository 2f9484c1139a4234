//! What a store shares on a listener of its own: the page on which colleagues see that they are
//! needed and say that they come, and the line and the members that its other counters share. Nothing
//! else of the counter can be seen or done here.
//!
//! A phone that keeps the page open has no place for a secret but the page's address, so the token is
//! there. Who has it is nobody's page: a form from elsewhere would need it too.

use super::auth::{Hash, Scope, Tokens};
use super::board::Board;
use super::body;
use super::guard::bearer;
use super::listen::{Limits, StoreSetup};
use super::problem::Problem;
use super::rate::Rates;
use super::routes::as_json;
use super::sharing;
use super::shop::{self, Reply, Request, Shop};
use super::stop::Stop;
use crate::engine::api::{Command, Signs, StoreQueue};
use crate::pages::call::Colleague;
use crate::pages::{self, Store};
use crate::protocol::sealed::Key;
use axum::Router;
use axum::extract::{Request as HttpRequest, State};
use axum::http::header::{CACHE_CONTROL, LOCATION, REFERRER_POLICY};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::sleep;

/// Another counter hears from us at least this often, also when nothing changes.
const PULSE: Duration = Duration::from_secs(4);

/// A counter that asks itself would only ever hear what it knew before.
pub(super) const OWN_NUMBER: &str =
    "this is the number of the counter here; give each counter of the store another one";

/// What every request may need; a clone is the same.
#[derive(Clone)]
pub(super) struct Desk {
    tokens: Arc<Tokens>,
    pub(super) rates: Arc<Rates>,
    pub(super) board: Board,
    store: Arc<Store>,
    pub(super) members: Option<Key>,
    pub(super) shop: Arc<dyn Shop>,
    pub(super) limits: Limits,
    stop: Stop,
}

/// All paths of the store's listener.
pub(super) fn store_router(setup: StoreSetup, shop: Arc<dyn Shop>, stop: Stop) -> Router {
    let desk = Desk {
        tokens: Arc::new(setup.tokens),
        rates: Arc::new(Rates::new(shop.now())),
        board: setup.board,
        store: Arc::new(setup.store),
        members: setup.members,
        shop,
        limits: setup.limits,
        stop,
    };
    Router::new()
        .route("/call", get(call).post(come))
        .route("/store/v1/signs", post(signs))
        .route("/store/v1/queue", get(queue))
        .route("/store/v1/members", post(sharing::members))
        .route("/style.css", get(pages::style))
        .method_not_allowed_fallback(nothing)
        .fallback(nothing)
        .with_state(desk)
}

async fn call(State(desk): State<Desk>, uri: Uri, headers: HeaderMap) -> Response {
    let visit = Visit::new(&desk, &uri, &headers);
    visit.admitted().unwrap_or_else(|| visit.page())
}

/// Somebody comes. The call's number goes along, so that a touch on an old page answers no other
/// call; of two who touch at once, both are then shown that somebody comes.
async fn come(State(desk): State<Desk>, request: HttpRequest) -> Response {
    let (uri, headers) = (request.uri().clone(), request.headers().clone());
    let visit = Visit::new(&desk, &uri, &headers);
    if let Some(refusal) = visit.admitted() {
        return refusal;
    }
    let id = match body::number(&desk.limits, request, "id").await {
        Ok(Some(id)) => id,
        Ok(None) => return visit.colleague.refusal(StatusCode::BAD_REQUEST),
        Err(problem) => return visit.colleague.refusal(status_of(problem)),
    };
    match desk.answer(id).await {
        Some(()) => visit.back(),
        None => visit.colleague.later(StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// What happened at another counter of the store.
async fn signs(State(desk): State<Desk>, request: HttpRequest) -> Result<Response, Problem> {
    desk.admit_counter(request.headers())?;
    let signs: Signs = body::json(&desk.limits, request).await?;
    if signs.counter == desk.board.newest().place.counter {
        return Err(Problem::BadBody(OWN_NUMBER.to_owned()));
    }
    let (reply, answer) = Reply::pair();
    desk.ask(Request::Signs(signs, reply), answer).await?;
    Ok(as_json(&serde_json::json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    counter: u16,
    after: Option<u64>,
}

/// The line, for another counter of the store.
async fn queue(
    State(desk): State<Desk>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    desk.admit_counter(&headers)?;
    let Seen { counter, after } = body::query(&uri)?;
    if counter == desk.board.newest().place.counter.get() {
        return Err(Problem::BadQuery(OWN_NUMBER.to_owned()));
    }
    if let Some(revision) = after {
        tokio::select! {
            () = desk.board.differs_from(revision) => {}
            () = sleep(desk.limits.patience.min(PULSE)) => {}
            () = desk.stop.fired() => {}
        }
    }
    let view = desk.board.newest();
    Ok(as_json(&StoreQueue {
        revision: view.revision,
        queue: view.queue.clone(),
    }))
}

async fn nothing(State(desk): State<Desk>, uri: Uri, headers: HeaderMap) -> Response {
    let visit = Visit::new(&desk, &uri, &headers);
    let refusal = visit.admitted();
    refusal.unwrap_or_else(|| visit.colleague.refusal(StatusCode::NOT_FOUND))
}

fn status_of(problem: Problem) -> StatusCode {
    problem.into_response().status()
}

impl Desk {
    /// Other counters send the token as programs do.
    fn admit_counter(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let scope = bearer(headers).and_then(|token| self.tokens.scope_of(&Hash::of(token)));
        let of_store = scope.filter(|scope| *scope == Scope::Store);
        let rated = self.rates.admit(of_store, self.shop.now());
        rated.map_err(Problem::TooMany)?;
        match scope {
            Some(Scope::Store) => Ok(()),
            Some(_) => Err(Problem::Forbidden),
            None => Err(Problem::Unauthorised),
        }
    }

    /// The counter's answer.
    pub(super) async fn ask<T>(
        &self,
        request: Request,
        answer: oneshot::Receiver<T>,
    ) -> Result<T, Problem> {
        let answer = shop::ask(self.shop.as_ref(), self.limits.answer, request, answer).await;
        answer.ok_or(Problem::Busy)
    }

    /// Whether the counter has looked at it. A call that is over needs no answer.
    async fn answer(&self, id: u64) -> Option<()> {
        let (reply, answer) = Reply::pair();
        let command = Request::Command(Command::AnswerCall { id }, reply);
        self.ask(command, answer).await.ok().map(drop)
    }
}

/// Somebody asks.
struct Visit<'a> {
    desk: &'a Desk,
    colleague: Colleague<'a>,
    /// What may be the store's token.
    token: &'a str,
    /// The language that was chosen on the page.
    language: Option<&'a str>,
}

impl<'a> Visit<'a> {
    fn new(desk: &'a Desk, uri: &'a Uri, headers: &HeaderMap) -> Self {
        let query = uri.query().unwrap_or_default();
        Self {
            desk,
            colleague: Colleague::new(&desk.store, query, headers),
            token: body::form_field(query, "t").unwrap_or_default(),
            language: body::form_field(query, "l"),
        }
    }

    /// What to answer to somebody who may not see the page, or not yet.
    fn admitted(&self) -> Option<Response> {
        let token = Hash::of(self.token.as_bytes());
        let scope = self.desk.tokens.scope_of(&token);
        let scope = scope.filter(|scope| *scope == Scope::Store);
        let rated = self.desk.rates.admit(scope, self.desk.shop.now());
        match (rated, scope) {
            (Err(_), _) => Some(self.colleague.later(StatusCode::TOO_MANY_REQUESTS)),
            (Ok(()), None) => Some(self.colleague.refusal(StatusCode::FORBIDDEN)),
            (Ok(()), Some(_)) => None,
        }
    }

    fn page(&self) -> Response {
        let view = self.desk.board.newest();
        self.colleague
            .page(self.token, view.place.counter, &view.queue)
    }

    /// To the page, which then asks for itself again and not for the touch.
    fn back(&self) -> Response {
        let is_word = |text: &&str| text.bytes().all(|byte| byte.is_ascii_lowercase());
        let language = self.language.filter(is_word);
        let language = language.map_or_else(String::new, |word| format!("&l={word}"));
        let headers = [
            (LOCATION, format!("/call?t={}{language}", self.token)),
            (CACHE_CONTROL, "no-store".to_owned()),
            (REFERRER_POLICY, "no-referrer".to_owned()),
        ];
        (StatusCode::SEE_OTHER, headers).into_response()
    }
}
