//! Asks an address for the temperature. What the answer says is understood in `domain::gift::weather`.
//!
//! Sends nothing but the question, follows no redirect, and names no address in what it says: there may be
//! a key in it.

use super::Trusted;
use super::trusted::tls_error;
use crate::domain::gift::weather::{MAX_BYTES, WebSource};
use std::io;
use std::time::Duration;
use ureq::http::StatusCode;

/// Nobody waits for it, but a thread that hangs knows nothing either.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum NoWeather {
    /// Nobody is there under that name.
    #[error("the name is not found; see whether this computer is on the internet")]
    NoSuchName,
    /// Nothing came in time.
    #[error("no answer came within {} s", PATIENCE.as_secs())]
    TooSlow,
    /// Nobody who is trusted here vouches for whoever answers.
    #[error(
        "it cannot show who it is; see whether this computer's clock and certificates are right"
    )]
    Untrusted,
    /// It sends callers elsewhere.
    #[error("it sends callers elsewhere; write the address that it sends them to")]
    Moved,
    /// It does not want to.
    #[error("it answers with status {0}")]
    Status(u16),
    /// It says too much.
    #[error("its answer has more than {MAX_BYTES} bytes; ask for less")]
    TooLong,
    /// It cannot be reached.
    #[error("it cannot be reached: {0}")]
    Io(#[from] io::Error),
    /// What answers is no web server, or breaks off.
    #[error("it does not answer as a web server does")]
    Garbled,
}

/// Fetches the whole answer, at most [`MAX_BYTES`]. Waits up to 5 s.
pub fn ask_weather(source: &WebSource, trusted: &Trusted) -> Result<Vec<u8>, NoWeather> {
    let mut answer = trusted.agent(PATIENCE).get(&source.url).call()?;
    match answer.status() {
        StatusCode::OK => {}
        status if status.is_redirection() => return Err(NoWeather::Moved),
        status => return Err(NoWeather::Status(status.as_u16())),
    }
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    let body = answer.body_mut().with_config().limit(limit);
    Ok(body.read_to_vec()?)
}

impl From<ureq::Error> for NoWeather {
    fn from(error: ureq::Error) -> Self {
        if tls_error(&error).is_some() {
            return Self::Untrusted;
        }
        match error {
            ureq::Error::HostNotFound => Self::NoSuchName,
            ureq::Error::Timeout(_) => Self::TooSlow,
            ureq::Error::BodyExceedsLimit(_) => Self::TooLong,
            ureq::Error::ConnectionFailed => Self::Io(io::ErrorKind::ConnectionRefused.into()),
            ureq::Error::Io(error) => match error.kind() {
                io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Self::TooSlow,
                _ => Self::Io(error),
            },
            _ => Self::Garbled,
        }
    }
}
