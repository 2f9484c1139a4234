//! Members: what the counter is told about them, and what managers have done with what is kept.

use super::auth::Scope;
use super::body;
use super::figures::at_report_desk;
use super::guard::Sender;
use super::problem::Problem;
use super::routes::{Api, as_json, ask};
use super::shop::{Reply, Request, Shop};
use crate::engine::api::{
    CustomersCard, Forget, HandedOut, MemberOrder, MemberQuestion, MemberSearch, Refusal,
};
use axum::Extension;
use axum::extract::{Request as HttpRequest, State};
use axum::response::Response;

/// Answers `POST /v1/members`.
pub(super) async fn members(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    request: HttpRequest,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Panel])?;
    let order: MemberOrder = body::json(&api.limits, request).await?;
    let (reply, answer) = Reply::pair();
    let done = ask(&api, Request::Members(order, reply), answer).await;
    done.ok_or(Problem::Busy)??;
    Ok(as_json(&serde_json::json!({})))
}

/// Answers `POST /v1/members/search`: in a body, so that no name is in an address or a log of one.
pub(super) async fn search(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    request: HttpRequest,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    let search: MemberSearch = body::json(&api.limits, request).await?;
    let find = move |shop: &dyn Shop| shop.find_members(search);
    Ok(as_json(&at_report_desk(&api, find).await?))
}

/// Answers `POST /v1/members/data`.
pub(super) async fn data(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    request: HttpRequest,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    let question: MemberQuestion = body::json(&api.limits, request).await?;
    let look = move |shop: &dyn Shop| shop.member_pages(question);
    let pages = at_report_desk(&api, look).await?;
    Ok(as_json(&pages.ok_or(Refusal::NoMember)?))
}

/// Answers `POST /v1/members/customer`, once it is on the disk.
pub(super) async fn customers_card(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    request: HttpRequest,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    let CustomersCard { member } = body::json(&api.limits, request).await?;
    let look = move |shop: &dyn Shop| shop.numbers_of(member);
    let numbers = at_report_desk(&api, look).await?;
    if numbers.is_empty() {
        return Err(Refusal::NoMember.into());
    }
    let (reply, answer) = Reply::pair();
    let done = ask(&api, Request::CustomersCard(numbers, reply), answer).await;
    done.ok_or(Problem::Busy)?;
    Ok(as_json(&serde_json::json!({})))
}

/// Answers `POST /v1/members/erase`, once nothing of the member is left.
pub(super) async fn erase(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    request: HttpRequest,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    let Forget { member } = body::json(&api.limits, request).await?;
    let (reply, answer) = Reply::pair();
    let done = ask(&api, Request::Forget(member, reply), answer).await;
    done.ok_or(Problem::Busy)?;
    Ok(as_json(&serde_json::json!({})))
}

/// Answers `POST /v1/members/exports`, once it is on the disk.
pub(super) async fn handed_out(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    request: HttpRequest,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    let handed: HandedOut = body::json(&api.limits, request).await?;
    let (reply, answer) = Reply::pair();
    let noted = ask(&api, Request::HandedOut(handed, reply), answer).await;
    if noted.ok_or(Problem::Busy)? {
        Ok(as_json(&serde_json::json!({})))
    } else {
        Err(Refusal::NoMember.into())
    }
}
