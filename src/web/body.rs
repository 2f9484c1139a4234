//! Reads what comes in a request's body and address.

use super::listen::Limits;
use super::problem::Problem;
use crate::protocol::wipe;
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{Query, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Uri};
use serde::de::DeserializeOwned;
use std::future::poll_fn;
use std::pin::Pin;
use tokio::time::timeout;
use zeroize::{Zeroize as _, Zeroizing};

/// The longest body in bytes; a till event needs at most some 500.
const MAX_BODY: usize = 16 * 1024;

/// Reads a body that must be JSON.
pub(super) async fn json<T: DeserializeOwned>(
    limits: &Limits,
    request: Request,
) -> Result<T, Problem> {
    long_json(limits, request, MAX_BODY).await
}

/// The same where it may have so many bytes.
pub(super) async fn long_json<T: DeserializeOwned>(
    limits: &Limits,
    request: Request,
    most: usize,
) -> Result<T, Problem> {
    let bytes = whole(limits, request, most).await?;
    serde_json::from_slice(&bytes).map_err(|error| Problem::BadBody(error.to_string()))
}

/// The same for a body with a secret in it: who sent a wrong one is
/// told what was `expected`, since the error itself may quote the secret.
pub(super) async fn secret<T: DeserializeOwned>(
    limits: &Limits,
    request: Request,
    expected: &str,
) -> Result<T, Problem> {
    let bytes = whole(limits, request, MAX_BODY).await?;
    serde_json::from_slice(&bytes).map_err(|_quotes_it| Problem::BadBody(expected.to_owned()))
}

/// The same as the form of a page sends it: one field of it, where it is a number.
pub(super) async fn number(
    limits: &Limits,
    request: Request,
    field: &str,
) -> Result<Option<u64>, Problem> {
    let read = read(request.into_body(), MAX_BODY);
    let body = timeout(limits.arrival, read).await;
    let body = body.unwrap_or(Err(Problem::TooSlow))?;
    let text = str::from_utf8(&body).unwrap_or_default();
    Ok(form_field(text, field).and_then(|number| number.parse().ok()))
}

/// A field of a form or a query, as it stands there: for values that are letters and digits.
pub(super) fn form_field<'a>(text: &'a str, field: &str) -> Option<&'a str> {
    let mut pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(name, _)| *name == field)
        .map(|(_, value)| value)
}

async fn whole(
    limits: &Limits,
    request: Request,
    most: usize,
) -> Result<Zeroizing<Vec<u8>>, Problem> {
    if !is_json(request.headers()) {
        return Err(Problem::NotJson);
    }
    bytes(limits, request, most).await
}

/// Reads a body of any kind.
pub(super) async fn bytes(
    limits: &Limits,
    request: Request,
    most: usize,
) -> Result<Zeroizing<Vec<u8>>, Problem> {
    let whole = timeout(limits.arrival, read(request.into_body(), most)).await;
    whole.unwrap_or(Err(Problem::TooSlow))
}

/// Reads what comes after the question mark.
pub(super) fn query<T: DeserializeOwned>(uri: &Uri) -> Result<T, Problem> {
    let query = Query::try_from_uri(uri);
    let cause = |error: &dyn std::error::Error| error.source().map(ToString::to_string);
    query
        .map(|Query(value)| value)
        .map_err(|error| Problem::BadQuery(cause(&error).unwrap_or_else(|| error.body_text())))
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).map(|kind| kind.as_bytes());
    let kind = kind.and_then(|kind| kind.split(|byte| *byte == b';').next());
    kind.is_some_and(|kind| kind.trim_ascii().eq_ignore_ascii_case(b"application/json"))
}

/// The whole body; wiped when it has been understood.
async fn read(mut body: Body, most: usize) -> Result<Zeroizing<Vec<u8>>, Problem> {
    let least = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if least > most {
        return Err(Problem::TooLarge(most));
    }
    let mut whole = Zeroizing::new(Vec::with_capacity(least));
    while let Some(piece) = next_piece(&mut body).await? {
        if whole.len() + piece.len() > most {
            return Err(Problem::TooLarge(most));
        }
        wipe::append(&mut whole, &piece);
        // What nobody else holds is wiped too.
        if let Ok(mut piece) = piece.try_into_mut() {
            piece.zeroize();
        }
    }
    Ok(whole)
}

async fn next_piece(body: &mut Body) -> Result<Option<Bytes>, Problem> {
    let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await;
    match frame {
        None => Ok(None),
        // What is no data is the headers that may come after it; nobody here asks for any.
        Some(Ok(frame)) => Ok(Some(frame.into_data().unwrap_or_default())),
        Some(Err(_)) => Err(Problem::CutOff),
    }
}
