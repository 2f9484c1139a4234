//! The store's rules for gifts as managers read, change and try them.

use super::auth::Scope;
use super::body;
use super::figures::at_report_desk;
use super::guard::Sender;
use super::problem::Problem;
use super::routes::{Api, as_json, ask};
use super::shop::{Reply, Request, Shop};
use crate::engine::api::{GiftsQuestion, GiftsText};
use axum::Extension;
use axum::extract::{Request as HttpRequest, State};
use axum::response::Response;

/// The longest body in bytes: every line's end and every quote are two characters in JSON.
const MAX_BODY: usize = 2 * GiftsText::MAX + 1024;

/// Answers `GET /v1/settings/gifts`.
pub(super) async fn rules(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    rules_then(&api, None).await
}

/// Answers `PUT /v1/settings/gifts`.
pub(super) async fn keep(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    request: HttpRequest,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    let GiftsText { text } = body::long_json(&api.limits, request, MAX_BODY).await?;
    GiftsText::rules(&text)?;
    rules_then(&api, Some(text)).await
}

/// Has the file written, if that is wanted, and tells how it stands.
async fn rules_then(api: &Api, wanted: Option<String>) -> Result<Response, Problem> {
    let (reply, answer) = Reply::pair();
    let rules = ask(api, Request::GiftRules(wanted, reply), answer).await;
    Ok(as_json(&rules.ok_or(Problem::Busy)??))
}

/// Answers `POST /v1/reports/gifts-dry-run`.
pub(super) async fn dry_run(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    request: HttpRequest,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    let question: GiftsQuestion = body::long_json(&api.limits, request, MAX_BODY).await?;
    let rules = question.rules()?;
    let rehearse = move |shop: &dyn Shop| shop.rehearse(rules, question.days);
    Ok(as_json(&at_report_desk(&api, rehearse).await?))
}
