//! What stores ask of the hub, and what is around the customers' pages on the internet. Everything a
//! store may ask needs its token, of which the hub knows the hash.

use super::body;
use super::guard::bearer;
use super::listen::{Error, Limits, serve_public};
use super::problem::Problem;
use super::routes::as_json;
use super::stop::Stop;
use super::tls::Tls;
use crate::domain::code::{Slot, StoreKey};
use crate::engine::api::{Face, Pull, Pulled, Register};
use crate::pages::survey::{Answers, Caller, Waiting, router as pages};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::STRICT_TRANSPORT_SECURITY;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::Response;
use axum::routing::{get, post};
use sha2::{Digest as _, Sha256};
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;

/// Hands answers over to the stores.
pub trait HandOver: Send + Sync + 'static {
    /// Whose token has this SHA-256.
    fn store_of(&self, token: &[u8; 32]) -> Option<Slot>;
    /// Whether a store has said which key and which face it has.
    fn is_registered(&self, store: Slot) -> bool;
    /// Answers from this address are from the store itself.
    fn tell_own(&self, store: Slot, address: IpAddr);
    /// Takes in which key and which face a store has; it is on the disk when this is done.
    fn register(&self, key: StoreKey, face: Face) -> Waiting<'_, ()>;
    /// Takes in what a counter knows, and hands its answers over.
    fn pull(&self, store: Slot, asked: Pull) -> Waiting<'_, Pulled>;
}

/// Who encrypts what goes over the internet.
#[derive(Debug)]
pub enum Front {
    /// The hub itself.
    Ours(Tls),
    /// A proxy, which says whom it speaks for: only it can reach the hub.
    Proxy,
    /// Nobody: for a trial on one machine.
    Nobody,
}

/// What registers a store; what came instead is not quoted, since there is a key in it.
const REGISTER: &str = "send store, a key of 64 hexadecimal digits, and face";

/// Two years, as browsers' own lists ask for.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000");

#[derive(Clone)]
struct Desk {
    stores: Arc<dyn HandOver>,
    limits: Limits,
}

/// What a hub serves and how.
pub struct HubSetup {
    /// Who keeps what customers answer.
    pub answers: Arc<dyn Answers>,
    /// Who hands it over.
    pub stores: Arc<dyn HandOver>,
    /// Who encrypts.
    pub front: Front,
    /// How much everybody may ask of it.
    pub limits: Limits,
}

/// Serves a hub until `stop` is fired: the customers' pages, what stores ask, and whether it is alive.
pub fn serve_hub(listener: TcpListener, setup: HubSetup, stop: &Stop) -> Result<(), Error> {
    let HubSetup {
        answers,
        stores,
        front,
        limits,
    } = setup;
    let asked = Router::new()
        .route("/hub/v1/store", post(register))
        .route("/hub/v1/pull", post(pull))
        .route("/hub/v1/alive", get(StatusCode::NO_CONTENT))
        .with_state(Desk { stores, limits });
    let all = asked.merge(pages(answers));
    let (routes, tls) = match front {
        Front::Ours(tls) => (all.layer(map_response(only_encrypted)), Some(tls)),
        Front::Proxy => (all.layer(from_fn(forwarded)), None),
        Front::Nobody => (all, None),
    };
    serve_public(listener, routes, tls, limits, stop)
}

async fn register(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let (store, request) = desk.admit(request)?;
    let told: Register = body::secret(&desk.limits, request, REGISTER).await?;
    if told.store != store {
        let ours = store.get();
        return Err(Problem::BadBody(format!(
            "this token is for store {ours}; set [store] slot to it, or take the right token"
        )));
    }
    let key = told.key();
    let key = key.ok_or_else(|| Problem::BadBody(REGISTER.to_owned()))?;
    let done = desk.stores.register(key, told.face).await;
    done.map_err(|_not_now| Problem::Busy)?;
    Ok(as_json(&serde_json::json!({})))
}

async fn pull(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let caller: Caller = request.extensions().get().copied().unwrap_or_default();
    let (store, request) = desk.admit(request)?;
    let asked: Pull = body::json(&desk.limits, request).await?;
    if !desk.stores.is_registered(store) {
        return Err(Problem::NotRegistered);
    }
    if let Some(address) = caller.address {
        desk.stores.tell_own(store, address);
    }
    let pulled = desk.stores.pull(store, asked).await;
    Ok(as_json(&pulled.map_err(|_not_now| Problem::Busy)?))
}

impl Desk {
    /// Whose token it is. A random one of 256 bits needs no limit on how often one may guess.
    fn admit(&self, request: Request) -> Result<(Slot, Request), Problem> {
        let token = bearer(request.headers()).ok_or(Problem::NoStoreToken)?;
        let hash: [u8; 32] = Sha256::digest(token).into();
        let store = self.stores.store_of(&hash);
        Ok((store.ok_or(Problem::NoStoreToken)?, request))
    }
}

/// Has browsers never ask for these pages in the open.
async fn only_encrypted(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(STRICT_TRANSPORT_SECURITY, HSTS);
    response
}

/// Believes the proxy whom it speaks for: the last address is its own word, those before are anybody's.
async fn forwarded(mut request: Request, next: Next) -> Response {
    if let Some(address) = last_forwarded(request.headers()) {
        let caller = Caller {
            address: Some(address),
            // The proxy's address is not the one that was called.
            here: None,
        };
        request.extensions_mut().insert(caller);
    }
    next.run(request).await
}

fn last_forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    let text = last.to_str().ok()?.rsplit(',').next()?.trim();
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proxy_is_believed_and_nobody_before_it() {
        for (lines, expected) in [
            (&["203.0.113.7"][..], Some("203.0.113.7")),
            (&["10.0.0.1, 203.0.113.7"], Some("203.0.113.7")),
            (&["10.0.0.1", "203.0.113.7"], Some("203.0.113.7")),
            (&["2001:db8::7"], Some("2001:db8::7")),
            (&["203.0.113.7, somebody"], None),
            (&[""], None),
            (&[], None),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", line.parse().unwrap());
            }
            let found = last_forwarded(&headers).map(|address| address.to_string());
            assert_eq!(found.as_deref(), expected, "{lines:?}");
        }
    }
}
