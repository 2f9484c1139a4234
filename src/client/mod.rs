//! Asks the local API: the view, commands, till events, figures, managers' sessions. For windows and
//! tests. Also asks the hub, whoever answers where codes lead, and an address for the temperature.
//!
//! Blocks, with a limit on every wait, and never tries anything twice by itself.

mod address;
mod answers;
mod hub;
mod manager;
mod store;
mod trusted;
mod weather;

pub use address::{Standing, ask_address};
pub use trusted::Trusted;
pub use weather::{NoWeather, ask_weather};

use crate::domain::kpi::staffing::Habits;
use crate::engine::api::{
    Command, Figures, FiguresQuery, MemberOrder, PaymentReport, Reception, Refusal, Step,
    TillEvent, View,
};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::time::Duration;
use trusted::tls_error;
use ureq::http::{Response, StatusCode};
use ureq::typestate::WithBody;
use ureq::{Agent, Body, RequestBuilder};
use zeroize::Zeroizing;

/// The API at one address, for the holder of one token.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    /// Scheme, host and port.
    base: String,
    authorization: String,
}

/// Why there is no answer, or not the one that was hoped for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no service at the address, or it went away.
    #[error("nobody listens at {base}; start the service")]
    NobodyListens {
        /// Where it was looked for.
        base: String,
        /// What went wrong.
        #[source]
        source: Box<ureq::Error>,
    },
    /// Nobody who may vouch for the hub does.
    #[error("{base} cannot show that it is the hub; see whether its certificate has expired")]
    NotTrusted {
        /// Where the hub should be.
        base: String,
        /// What went wrong.
        #[source]
        source: Box<ureq::Error>,
    },
    /// The token is unknown, or its scope does not include this.
    #[error("the token is not valid for this; read it again from the data directory")]
    Unauthorised,
    /// The counter has a reason not to do it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The service has too much to do or did not answer in time; whether something was done is not
    /// known. A till event may be sent again with the same key.
    #[error("the service is busy; try again in {retry_after_s} s")]
    Busy {
        /// After how many seconds to try again.
        retry_after_s: u64,
    },
    /// This is not the manager's PIN.
    #[error("this is not the manager's PIN")]
    WrongPin,
    /// Too many wrong PINs; none is looked at for a while.
    #[error("too many wrong PINs; try again in {s} s")]
    LockedFor {
        /// After how many seconds to try again.
        s: u64,
    },
    /// No manager's PIN is set, so there is nothing to begin a session with.
    #[error("no manager's PIN is set; choose one first")]
    NoPin,
    /// A PIN that is too easy to guess.
    #[error("{message}")]
    WeakPin {
        /// Why, and what to do.
        message: String,
    },
    /// The service says what is wrong with the request, or why it cannot answer it.
    #[error("{message}")]
    Failed {
        /// The name of the failure, as the API's document lists them.
        code: String,
        /// What happened and what to do.
        message: String,
    },
    /// Something else than this service's API answered, or one that does not understand us.
    #[error("no good answer, perhaps from another version of the service; start both anew: {what}")]
    Protocol {
        /// What is wrong with it.
        what: String,
    },
}

/// Every request but a long poll is answered within 10 s or refused; a slow machine gets more.
const PATIENCE: Duration = Duration::from_secs(15);

/// A long poll is answered after at most 25 s.
const POLL_PATIENCE: Duration = Duration::from_secs(35);

/// Far more than a view or the figures of 62 days need, in bytes.
const MAX_ANSWER: u64 = 16 * 1024 * 1024;

impl Client {
    /// A client for the service at this address. Nothing is sent yet.
    pub fn new(address: SocketAddr, token: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            // What is on this machine is not reached through somebody else's.
            .proxy(None)
            .timeout_connect(Some(Duration::from_secs(3)))
            .timeout_global(Some(PATIENCE))
            // The service might close a kept connection just when it is used again.
            .max_idle_connections(0)
            .build();
        Self {
            agent: config.into(),
            base: format!("http://{address}"),
            authorization: authorization(token),
        }
    }

    /// What a screen shows. With the revision that was `seen`, it waits up to 25 s for another
    /// one; without, it gives the newest at once. Needs a token of scope panel or manager.
    pub fn view(&self, seen: Option<u64>) -> Result<View, Error> {
        let query = seen.map(|revision| format!("?after={revision}"));
        let path = format!("/v1/view{}", query.unwrap_or_default());
        self.get(&path, POLL_PATIENCE)
    }

    /// Has something done. Needs a token of scope panel or manager.
    pub fn command(&self, command: Command) -> Result<(), Error> {
        let Done {} = self.post("/v1/commands", &command)?;
        Ok(())
    }

    /// Has something done about members. Needs a token of scope panel.
    pub fn member_order(&self, order: &MemberOrder) -> Result<(), Error> {
        let Done {} = self.post("/v1/members", order)?;
        Ok(())
    }

    /// Tells what happened at the till. After [`Error::NobodyListens`] or [`Error::Busy`] the same
    /// event may be sent again. Needs a token of scope till.
    pub fn till_event(&self, event: &TillEvent) -> Result<Reception, Error> {
        let Received { reception } = self.post("/v1/till-events", event)?;
        Ok(reception)
    }

    /// Looks up figures. Needs a token of scope manager.
    pub fn figures(&self, query: &FiguresQuery) -> Result<Figures, Error> {
        let FiguresQuery { from, to, step } = query;
        let step = match step {
            Step::QuarterHour => "quarter_hour",
            Step::Day => "day",
        };
        let path = format!("/v1/reports/figures?from={from}&to={to}&step={step}");
        self.get(&path, POLL_PATIENCE)
    }

    /// Looks up how payments that did not go through at once ended, over at most a year. Needs a
    /// token of scope manager.
    pub fn payment_notes(&self, from: NaiveDate, to: NaiveDate) -> Result<PaymentReport, Error> {
        let path = format!("/v1/reports/payment-notes?from={from}&to={to}");
        self.get(&path, POLL_PATIENCE)
    }

    /// Asks for the shop's habits, which say how many counters to open. Needs a token of scope
    /// manager.
    pub fn habits(&self) -> Result<Habits, Error> {
        self.get("/v1/reports/habits", PATIENCE)
    }

    fn get<T: DeserializeOwned>(&self, path: &str, patience: Duration) -> Result<T, Error> {
        let request = self.agent.get(self.url(path));
        let request = request.header("Authorization", &self.authorization);
        let request = request.config().timeout_global(Some(patience)).build();
        self.read(request.call())
    }

    fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, Error> {
        self.send(self.agent.post(self.url(path)), body)
    }

    fn send<T: DeserializeOwned>(
        &self,
        request: RequestBuilder<WithBody>,
        body: &impl Serialize,
    ) -> Result<T, Error> {
        // Some have a secret in it.
        let text = Zeroizing::new(serde_json::to_string(body).map_err(protocol)?);
        let request = request.header("Authorization", &self.authorization);
        self.read(request.content_type("application/json").send(&*text))
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn read<T: DeserializeOwned>(
        &self,
        answer: Result<Response<Body>, ureq::Error>,
    ) -> Result<T, Error> {
        let body = self.read_bytes(answer)?;
        serde_json::from_slice(&body).map_err(protocol)
    }

    fn read_bytes(&self, answer: Result<Response<Body>, ureq::Error>) -> Result<Vec<u8>, Error> {
        let mut answer = answer.map_err(|error| self.failed(error))?;
        let status = answer.status();
        let retry_after_s = retry_after_s(&answer);
        let body = answer.body_mut().with_config().limit(MAX_ANSWER);
        let body = body.read_to_vec().map_err(|error| self.failed(error))?;
        if status != StatusCode::OK {
            return Err(said(status, retry_after_s, &body));
        }
        Ok(body)
    }

    fn failed(&self, error: ureq::Error) -> Error {
        match error {
            error if tls_error(&error).is_some() || matches!(error, ureq::Error::Tls(_)) => {
                Error::NotTrusted {
                    base: self.base.clone(),
                    source: Box::new(error),
                }
            }
            ureq::Error::Timeout(ureq::Timeout::Connect)
            | ureq::Error::Io(_)
            | ureq::Error::ConnectionFailed => Error::NobodyListens {
                base: self.base.clone(),
                source: Box::new(error),
            },
            ureq::Error::Timeout(_) => Error::Busy { retry_after_s: 1 },
            error => protocol(error),
        }
    }
}

/// Shows no token.
impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Client({})", self.base)
    }
}

#[derive(Deserialize)]
struct Done {}

#[derive(Deserialize)]
struct Received {
    reception: Reception,
}

#[derive(Deserialize)]
struct Failure {
    error: Said,
}

#[derive(Deserialize)]
struct Said {
    code: String,
    message: String,
}

fn retry_after_s(answer: &Response<Body>) -> u64 {
    let header = answer.headers().get("Retry-After");
    let seconds = header.and_then(|header| header.to_str().ok()?.parse().ok());
    seconds.unwrap_or(1)
}

/// What the service says about a request that it did not like.
fn said(status: StatusCode, retry_after_s: u64, body: &[u8]) -> Error {
    let failure = serde_json::from_slice(body);
    let (code, message) = match failure {
        Ok(Failure { error }) => (error.code, error.message),
        Err(_) => (String::new(), String::new()),
    };
    match (status, code.as_str()) {
        (_, "wrong_pin") => Error::WrongPin,
        (_, "pin_locked") => Error::LockedFor { s: retry_after_s },
        (_, "no_pin") => Error::NoPin,
        (_, "weak_pin") => Error::WeakPin { message },
        (_, "needs_session") => Error::Failed { code, message },
        (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, _) => Error::Unauthorised,
        (StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE, _) => {
            Error::Busy { retry_after_s }
        }
        (_, "") => protocol(format_args!("status {status}")),
        (StatusCode::CONFLICT, _) => match serde_json::from_value(code.as_str().into()) {
            Ok(refusal) => Error::Refused(refusal),
            Err(_) => Error::Failed { code, message },
        },
        _ => Error::Failed { code, message },
    }
}

fn authorization(token: &str) -> String {
    format!("Bearer {token}")
}

fn protocol(what: impl std::fmt::Display) -> Error {
    Error::Protocol {
        what: what.to_string(),
    }
}
