//! What the counters of a store tell each other about members, on the store's listener.
//!
//! Phones that keep the page for colleagues open are on the same network and have the store's token, so
//! this has a key of its own, with which every message is sealed: who can open one has the key.

use super::auth::Scope;
use super::body;
use super::problem::Problem;
use super::shop::{Reply, Request};
use super::store::{Desk, OWN_NUMBER};
use crate::engine::sharing::Told;
use crate::protocol::sealed::{Key, NONCE, Way, nonce_of};
use axum::extract::{Request as HttpRequest, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use zeroize::Zeroizing;

/// The longest message in bytes: many times what the most people and facts that are told at once need.
const MAX_MESSAGE: usize = 1024 * 1024;

/// Answers `POST /store/v1/members`.
pub(super) async fn members(
    State(desk): State<Desk>,
    request: HttpRequest,
) -> Result<Response, Problem> {
    let Some(key) = &desk.members else {
        return Err(Problem::NotFound);
    };
    let sealed = body::bytes(&desk.limits, request, MAX_MESSAGE).await?;
    let opened = key.open(Way::Ask, &sealed);
    let scope = opened.as_ref().map(|_| Scope::Store);
    let rated = desk.rates.admit(scope, desk.shop.now());
    rated.map_err(Problem::TooMany)?;
    let (Some(message), Some(asked)) = (opened, nonce_of(&sealed)) else {
        return Err(Problem::Unauthorised);
    };
    let answer = answer(&desk, &message).await?;
    let sealed = seal(key, Way::Answer(asked), &answer)?;
    let headers = [
        (CONTENT_TYPE, "application/octet-stream"),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, sealed).into_response())
}

/// The answer to what is told in an open message; what was told is on the disk then.
async fn answer(desk: &Desk, message: &[u8]) -> Result<Zeroizing<Vec<u8>>, Problem> {
    let told: Result<Told, _> = serde_json::from_slice(message);
    let told = told.map_err(|_quotes_it| Problem::BadBody(UNREADABLE.to_owned()))?;
    if told.counter == desk.board.newest().place.counter {
        return Err(Problem::BadBody(OWN_NUMBER.to_owned()));
    }
    let (reply, met) = Reply::pair();
    let met = desk.ask(Request::Meet(Box::new(told), reply), met).await?;
    let text = serde_json::to_vec(&met).map_err(|_never| Problem::Busy)?;
    Ok(Zeroizing::new(text))
}

const UNREADABLE: &str =
    "this counter does not understand what is told of members; install the same version on both";

fn seal(key: &Key, way: Way, message: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).map_err(|_no_chance| Problem::Busy)?;
    key.seal(way, nonce, message).ok_or(Problem::Busy)
}
