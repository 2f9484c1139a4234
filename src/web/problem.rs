//! What went wrong with a request, as its sender reads it.

use crate::domain::pin::Weakness;
use crate::engine::api::{PeriodError, Refusal, RemarkError, SettingsError};
use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use std::borrow::Cow;
use std::time::Duration;

/// Every way in which a request can fail. What is said goes to the sender and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Problem {
    #[error("there is nothing at this path; GET /v1/openapi.json lists what there is")]
    NotFound,
    #[error("this path does not know this method; the Allow header names those that it knows")]
    MethodNotAllowed,
    #[error("send the header `Authorization: Bearer TOKEN` with a token from the data directory")]
    Unauthorised,
    #[error(
        "send the header `Authorization: Bearer TOKEN` with the store's token, as `tillside hub add-store` gave it"
    )]
    NoStoreToken,
    #[error("the store has not said which key it has; send that to /hub/v1/store first")]
    NotRegistered,
    #[error("this token may not do this; take one of another scope")]
    Forbidden,
    #[error("this API is not for web pages; it answers no request with an Origin header")]
    FromBrowser,
    #[error("the Host header names another machine; call this one 127.0.0.1 or localhost")]
    WrongHost,
    #[error("too many requests; wait as many seconds as the Retry-After header says")]
    TooMany(Duration),
    #[error("the body must be JSON, with the header `Content-Type: application/json`")]
    NotJson,
    #[error("the body may have at most {0} bytes")]
    TooLarge(usize),
    #[error("the request did not arrive in time; send it again")]
    TooSlow,
    #[error("the body ended before it was complete; send it again")]
    CutOff,
    #[error("the body is not what is expected here: {0}")]
    BadBody(String),
    #[error("the part of the address after the question mark is wrong: {0}")]
    BadQuery(String),
    #[error(transparent)]
    BadPeriod(#[from] PeriodError),
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("this is not the manager's PIN")]
    WrongPin,
    #[error("too many wrong PINs; wait as many seconds as the Retry-After header says")]
    PinLocked(Duration),
    #[error("no manager's PIN is set; PUT /v1/manager/pin sets the first one")]
    NoPin,
    #[error(transparent)]
    WeakPin(#[from] Weakness),
    #[error("a PIN is set; open a manager's session with it, and change it with that")]
    NeedsSession,
    #[error("another PIN is being looked at; try again in a second")]
    PinBusy,
    #[error("{0}")]
    PinUnusable(String),
    #[error("not kept yet; send it again with the same key")]
    NotKept,
    #[error("the counter did not answer; look at the view before you try again")]
    Busy,
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Remark(#[from] RemarkError),
    #[error("too many figures are being looked up; try again in a few seconds")]
    FiguresBusy,
    #[error("{0}")]
    NoFigures(String),
}

impl Problem {
    fn status_and_code(&self) -> (StatusCode, Cow<'static, str>) {
        let (status, code) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
            Self::Unauthorised | Self::NoStoreToken => (StatusCode::UNAUTHORIZED, "unauthorised"),
            Self::NotRegistered => (StatusCode::CONFLICT, "not_registered"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            Self::FromBrowser => (StatusCode::FORBIDDEN, "from_browser"),
            Self::WrongHost => (StatusCode::MISDIRECTED_REQUEST, "wrong_host"),
            Self::TooMany(_) => (StatusCode::TOO_MANY_REQUESTS, "too_many"),
            Self::NotJson => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json"),
            Self::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "too_slow"),
            Self::CutOff => (StatusCode::BAD_REQUEST, "cut_off"),
            Self::BadBody(_) => (StatusCode::UNPROCESSABLE_ENTITY, "bad_body"),
            Self::BadQuery(_) => (StatusCode::BAD_REQUEST, "bad_query"),
            Self::BadPeriod(_) => (StatusCode::BAD_REQUEST, "bad_period"),
            Self::Refused(refusal) => return (StatusCode::CONFLICT, code_of(*refusal)),
            Self::WrongPin => (StatusCode::FORBIDDEN, "wrong_pin"),
            Self::PinLocked(_) => (StatusCode::TOO_MANY_REQUESTS, "pin_locked"),
            Self::NoPin => (StatusCode::CONFLICT, "no_pin"),
            Self::WeakPin(_) => (StatusCode::UNPROCESSABLE_ENTITY, "weak_pin"),
            Self::NeedsSession => (StatusCode::FORBIDDEN, "needs_session"),
            Self::PinBusy => (StatusCode::SERVICE_UNAVAILABLE, "pin_busy"),
            Self::PinUnusable(_) => (StatusCode::INTERNAL_SERVER_ERROR, "pin_unusable"),
            Self::NotKept => (StatusCode::SERVICE_UNAVAILABLE, "not_kept"),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Self::Settings(SettingsError::Bad(_)) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "bad_setting")
            }
            Self::Settings(SettingsError::Unusable(_)) => {
                (StatusCode::INTERNAL_SERVER_ERROR, "config_unusable")
            }
            Self::Settings(SettingsError::Unwritten(_)) => {
                (StatusCode::INTERNAL_SERVER_ERROR, "config_unwritten")
            }
            Self::Remark(_) => (StatusCode::UNPROCESSABLE_ENTITY, "bad_remark"),
            Self::FiguresBusy => (StatusCode::SERVICE_UNAVAILABLE, "figures_busy"),
            Self::NoFigures(_) => (StatusCode::INTERNAL_SERVER_ERROR, "no_figures"),
        };
        (status, code.into())
    }

    /// How many seconds to wait before the next try, at least 1.
    fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::TooMany(wait) => Some(wait.as_secs() + 1),
            Self::PinLocked(wait) => Some(whole_seconds(*wait)),
            Self::NotKept | Self::Busy | Self::PinBusy => Some(1),
            Self::FiguresBusy => Some(5),
            _ => None,
        }
    }
}

/// So many seconds are enough.
pub(super) fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

/// The name that a refusal has in views too.
fn code_of(refusal: Refusal) -> Cow<'static, str> {
    let name = serde_json::to_value(refusal).ok();
    let name = name.and_then(|name| name.as_str().map(str::to_owned));
    name.map_or(Cow::Borrowed("refused"), Cow::Owned)
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, code) = self.status_and_code();
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Some(seconds) = self.retry_after_s() {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        if matches!(self, Self::Unauthorised | Self::NoStoreToken) {
            let scheme = HeaderValue::from_static("Bearer");
            headers.insert(WWW_AUTHENTICATE, scheme);
        }
        let message = self.to_string();
        let body = serde_json::json!({ "error": { "code": code, "message": message } });
        (status, headers, body.to_string()).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_document_has_every_code_and_no_other() {
        let document = include_str!("../../assets/openapi.json");
        let document: serde_json::Value = serde_json::from_str(document).unwrap();
        let day = "2026-11-22".parse().unwrap();
        let said = String::new;
        let codes = [
            Problem::NotFound,
            Problem::MethodNotAllowed,
            Problem::Unauthorised,
            Problem::Forbidden,
            Problem::FromBrowser,
            Problem::WrongHost,
            Problem::TooMany(Duration::ZERO),
            Problem::NotJson,
            Problem::TooLarge(1),
            Problem::TooSlow,
            Problem::CutOff,
            Problem::BadBody(said()),
            Problem::BadQuery(said()),
            Problem::BadPeriod(PeriodError::Backwards { from: day, to: day }),
            Problem::WrongPin,
            Problem::PinLocked(Duration::ZERO),
            Problem::NoPin,
            Problem::WeakPin(Weakness::Run),
            Problem::NeedsSession,
            Problem::PinBusy,
            Problem::PinUnusable(said()),
            Problem::NotKept,
            Problem::Busy,
            Problem::Settings(SettingsError::Bad(said())),
            Problem::Settings(SettingsError::Unusable(said())),
            Problem::Settings(SettingsError::Unwritten(said())),
            Problem::Remark(RemarkError::BadDay),
            Problem::FiguresBusy,
            Problem::NoFigures(said()),
        ];
        let codes = codes.map(|problem| problem.status_and_code().1);
        let codes: BTreeSet<&str> = codes.iter().map(AsRef::as_ref).collect();
        let described = &document["components"]["schemas"]["ErrorCode"]["enum"];
        let described = described.as_array().unwrap().iter();
        let described: BTreeSet<&str> = described.filter_map(|code| code.as_str()).collect();
        assert_eq!(codes, described);
        let responses = document["components"]["responses"].as_object().unwrap();
        for code in codes {
            let explains = |response: &serde_json::Value| {
                let text = response["description"].as_str();
                text.is_some_and(|text| text.contains(&format!("`{code}`:")))
            };
            assert!(responses.values().any(explains), "{code} is explained");
        }
        let refusal = Problem::Refused(Refusal::PrinterBusy).status_and_code();
        assert_eq!(refusal, (StatusCode::CONFLICT, "printer_busy".into()));
    }
}
