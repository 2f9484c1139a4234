//! The manager's PIN and sessions as they are asked for. The PIN itself is looked at in `pin_desk`.

use super::auth::Scope;
use super::body;
use super::guard::Sender;
use super::pin_desk::PinDesk;
use super::problem::Problem;
use super::routes::{Api, as_json};
use axum::Extension;
use axum::extract::{Request, State};
use axum::response::Response;
use std::sync::Arc;
use std::time::Instant;
use tokio::time::timeout;

/// What is expected of a body with a PIN.
const PIN: &str = "send {\"pin\": \"…\"} with 4 to 12 digits, as text";
const PINS: &str = "send {\"pin\": \"…\", \"old\": \"…\"} with 4 to 12 digits each, as text";

/// Answers `GET /v1/manager`.
pub(super) async fn status(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Panel, Scope::Manager])?;
    let status = at_desk(&api, |api, desk, now| desk.status(&api.sessions, now)).await?;
    Ok(as_json(&status))
}

/// Answers `POST /v1/manager/session`.
pub(super) async fn open_session(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    request: Request,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Panel, Scope::Manager])?;
    let asked = body::secret(&api.limits, request, PIN).await?;
    let session = at_desk(&api, move |api, desk, now| {
        desk.open(&asked, &api.sessions, now)
    });
    Ok(as_json(&session.await?))
}

/// Answers `DELETE /v1/manager/session`. The token of the file is of no session, and stays.
pub(super) async fn end_session(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    if let Some(token) = sender.token {
        api.sessions.end(&token);
    }
    Ok(as_json(&serde_json::json!({})))
}

/// Answers `PUT /v1/manager/pin`.
pub(super) async fn set_pin(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    request: Request,
) -> Result<Response, Problem> {
    let scope = sender.needs(&[Scope::Panel, Scope::Manager])?;
    let asked = body::secret(&api.limits, request, PINS).await?;
    let set = at_desk(&api, move |api, desk, now| {
        desk.set(asked, (sender.token, scope), &api.sessions, now)
    });
    set.await?;
    Ok(as_json(&serde_json::json!({})))
}

/// Works at the desk for PINs, on a thread that may wait for the disk. Also who hangs up meanwhile
/// has tried.
async fn at_desk<T: Send + 'static>(
    api: &Api,
    work: impl FnOnce(&Api, &mut PinDesk, Instant) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let desk = Arc::clone(&api.pin_desk).lock_owned();
    let desk = timeout(api.limits.answer, desk).await;
    let mut desk = desk.map_err(|_too_late| Problem::PinBusy)?;
    let api = api.clone();
    let done = tokio::task::spawn_blocking(move || work(&api, &mut desk, api.shop.now()));
    let failed = || "the PIN could not be looked at; please report this".to_owned();
    done.await
        .unwrap_or_else(|_bug| Err(Problem::PinUnusable(failed())))
}
