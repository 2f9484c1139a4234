//! What customers answered and wrote, as managers ask for it, and what they note down beside it.

use super::auth::Scope;
use super::body;
use super::figures::{Days, at_report_desk};
use super::guard::Sender;
use super::problem::Problem;
use super::routes::{Api, as_json, ask};
use super::shop::{Reply, Request, Shop};
use crate::domain::kpi::answers::{Report, Wanted};
use crate::domain::kpi::loyalty;
use crate::engine::api::{PeriodError, Remark};
use axum::Extension;
use axum::extract::{Request as HttpRequest, State};
use axum::http::Uri;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;

/// Which answers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    from: NaiveDate,
    to: NaiveDate,
    #[serde(default)]
    without_marked: bool,
}

/// Answers `GET /v1/reports/answers`.
pub(super) async fn answers(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    uri: Uri,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    let Asked {
        from,
        to,
        without_marked,
    } = body::query(&uri)?;
    PeriodError::check(from, to, Report::MAX_DAYS)?;
    let wanted = Wanted {
        from,
        to,
        without_marked,
    };
    let known = move |shop: &dyn Shop| shop.answers(from, to);
    let known = at_report_desk(&api, known).await?;
    Ok(as_json(&Report::of(wanted, known)))
}

/// Answers `GET /v1/reports/comments`.
pub(super) async fn comments(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    uri: Uri,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    let Days { from, to } = body::query(&uri)?;
    PeriodError::check(from, to, Report::MAX_DAYS)?;
    let comments = move |shop: &dyn Shop| shop.comments(from, to);
    Ok(as_json(&at_report_desk(&api, comments).await?))
}

/// Answers `GET /v1/reports/loyalty`.
pub(super) async fn loyalty(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    uri: Uri,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    let Days { from, to } = body::query(&uri)?;
    PeriodError::check(from, to, loyalty::Report::MAX_DAYS)?;
    let report = move |shop: &dyn Shop| shop.loyalty(from, to);
    Ok(as_json(&at_report_desk(&api, report).await?))
}

/// Answers `POST /v1/reports/remarks`, once it is on the disk.
pub(super) async fn remark(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    request: HttpRequest,
) -> Result<Response, Problem> {
    sender.needs(&[Scope::Manager])?;
    let remark: Remark = body::json(&api.limits, request).await?;
    let (reply, answer) = Reply::pair();
    let kept = ask(&api, Request::Remark(remark, reply), answer).await;
    kept.ok_or(Problem::Busy)??;
    Ok(as_json(&serde_json::json!({})))
}
