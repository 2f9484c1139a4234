//! The paths of the API and what each of them does.

use super::auth::{Scope, Tokens};
use super::board::Board;
use super::body;
use super::figures::{figures, payment_notes};
use super::gift_rules;
use super::guard::{Sender, guard};
use super::listen::Limits;
use super::manager::{end_session, open_session, set_pin, status};
use super::members::{customers_card, data, erase, handed_out, members, search};
use super::pin_desk::PinDesk;
use super::problem::Problem;
use super::rate::Rates;
use super::reports::{answers, comments, loyalty, remark};
use super::session::Sessions;
use super::shop::{self, Reply, Request, Shop};
use super::stop::Stop;
use crate::engine::api::{Setting, View};
use axum::extract::{Request as HttpRequest, State};
use axum::http::Uri;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, get, post, put};
use axum::{Extension, Router, middleware};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::sync::{Mutex, Semaphore, oneshot};

/// What every request may need; a clone is the same.
#[derive(Clone)]
pub(super) struct Api {
    pub(super) tokens: Arc<Tokens>,
    pub(super) rates: Arc<Rates>,
    pub(super) board: Board,
    pub(super) shop: Arc<dyn Shop>,
    /// How many figures may be looked up at once.
    pub(super) report_desks: Arc<Semaphore>,
    /// The managers' sessions.
    pub(super) sessions: Arc<Sessions>,
    /// Where PINs are looked at.
    pub(super) pin_desk: Arc<Mutex<PinDesk>>,
    pub(super) limits: Limits,
    pub(super) stop: Stop,
    /// Only this machine can reach us.
    pub(super) is_loopback: bool,
}

/// All paths, with what is said about those that do not exist.
pub(super) fn router(api: Api) -> Router {
    let paths = paths().into_iter();
    paths
        .fold(Router::new(), |router, (path, methods)| {
            router.route(path, methods)
        })
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .fallback(async || Problem::NotFound)
        .layer(middleware::from_fn_with_state(api.clone(), guard))
        .with_state(api)
}

fn paths() -> [(&'static str, MethodRouter<Api>); 24] {
    [
        ("/v1/till-events", post(till_event)),
        ("/v1/view", get(view)),
        ("/v1/commands", post(command)),
        ("/v1/members", post(members)),
        ("/v1/members/search", post(search)),
        ("/v1/members/data", post(data)),
        ("/v1/members/customer", post(customers_card)),
        ("/v1/members/erase", post(erase)),
        ("/v1/members/exports", post(handed_out)),
        ("/v1/reports/figures", get(figures)),
        ("/v1/reports/payment-notes", get(payment_notes)),
        ("/v1/reports/habits", get(habits)),
        ("/v1/reports/answers", get(answers)),
        ("/v1/reports/comments", get(comments)),
        ("/v1/reports/remarks", post(remark)),
        ("/v1/reports/loyalty", get(loyalty)),
        ("/v1/reports/gifts-dry-run", post(gift_rules::dry_run)),
        ("/v1/manager", get(status)),
        (
            "/v1/manager/session",
            post(open_session).delete(end_session),
        ),
        ("/v1/manager/pin", put(set_pin)),
        ("/v1/settings", get(settings).patch(set)),
        (
            "/v1/settings/gifts",
            get(gift_rules::rules).put(gift_rules::keep),
        ),
        ("/v1/health", get(health)),
        ("/v1/openapi.json", get(openapi)),
    ]
}

/// A value as JSON.
pub(super) fn as_json(value: &impl Serialize) -> Response {
    // Our own types, whose keys are all strings: writing them does not fail.
    let text = serde_json::to_string(value).unwrap_or_default();
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}

async fn till_event(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    request: HttpRequest,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Till])?;
    let event = body::json(&api.limits, request).await?;
    let (reply, answer) = Reply::pair();
    let reception = ask(&api, Request::TillEvent(event, reply), answer).await;
    let reception = reception.ok_or(Problem::NotKept)?;
    Ok(as_json(&serde_json::json!({ "reception": reception })))
}

async fn command(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    request: HttpRequest,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Panel, Scope::Manager])?;
    let command = body::json(&api.limits, request).await?;
    let (reply, answer) = Reply::pair();
    let done = ask(&api, Request::Command(command, reply), answer).await;
    done.ok_or(Problem::Busy)??;
    Ok(as_json(&serde_json::json!({})))
}

async fn habits(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    let (reply, answer) = Reply::pair();
    let habits = ask(&api, Request::Habits(reply), answer).await;
    Ok(as_json(&habits.ok_or(Problem::Busy)?))
}

async fn settings(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    settings_then(&api, None).await
}

async fn set(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    request: HttpRequest,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    let setting: Setting = body::json(&api.limits, request).await?;
    settings_then(&api, Some(setting)).await
}

/// Has one of the settings changed, if that is wanted, and tells all of them.
async fn settings_then(api: &Api, wanted: Option<Setting>) -> Result<Response, Problem> {
    let (reply, answer) = Reply::pair();
    let view = ask(api, Request::Settings(wanted, reply), answer).await;
    Ok(as_json(&view.ok_or(Problem::Busy)??))
}

/// The counter's answer; `None` where it has no room, gives none, or takes too long.
pub(super) async fn ask<T>(api: &Api, request: Request, answer: oneshot::Receiver<T>) -> Option<T> {
    shop::ask(api.shop.as_ref(), api.limits.answer, request, answer).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    after: Option<u64>,
}

async fn view(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    uri: Uri,
) -> Result<Response, Problem> {
    let scope = sender.needs(&[Scope::Panel, Scope::Manager])?;
    let Seen { after } = body::query(&uri)?;
    if let Some(revision) = after {
        tokio::select! {
            () = api.board.differs_from(revision) => {}
            () = tokio::time::sleep(api.limits.patience) => {}
            () = api.stop.fired() => {}
        }
    }
    let view = api.board.newest();
    if scope == Scope::Panel || !view.is_personal() {
        return Ok(as_json(&*view));
    }
    Ok(as_json(&View::clone(&view).without_people()))
}

async fn health() -> Response {
    as_json(&serde_json::json!({ "version": env!("CARGO_PKG_VERSION") }))
}

async fn openapi() -> Response {
    let text = include_str!("../../assets/openapi.json");
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_document_has_the_paths_that_there_are() {
        let document = include_str!("../../assets/openapi.json");
        let document: serde_json::Value = serde_json::from_str(document).unwrap();
        let described = document["paths"].as_object().unwrap().keys();
        let described: BTreeSet<&str> = described.map(String::as_str).collect();
        let served: BTreeSet<&str> = paths().iter().map(|(path, _)| *path).collect();
        assert_eq!(described, served);
    }
}
