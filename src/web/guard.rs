//! What is looked at before any path: where a request comes from, whose it is, and how many came.

use super::auth::{Hash, Scope};
use super::problem::Problem;
use super::routes::Api;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, HOST, ORIGIN};
use axum::middleware::Next;
use axum::response::Response;
use std::net::Ipv4Addr;
use std::time::Instant;

/// Who sent a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sender {
    /// `None` without a valid token.
    scope: Option<Scope>,
    /// What it was recognised by.
    pub(super) token: Option<Hash>,
}

impl Sender {
    /// The sender's scope, where it is one of these.
    pub(super) fn needs(self, scopes: &[Scope]) -> Result<Scope, Problem> {
        match self.scope {
            None => Err(Problem::Unauthorised),
            Some(scope) if scopes.contains(&scope) => Ok(scope),
            Some(_) => Err(Problem::Forbidden),
        }
    }
}

/// Lets a request pass, marked with its [`Sender`].
pub(super) async fn guard(
    State(api): State<Api>,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let headers = request.headers();
    let now = api.shop.now();
    let token = bearer(headers).map(Hash::of);
    let scope = token.as_ref().and_then(|token| scope_of(&api, token, now));
    let admitted = api.rates.admit(scope, now);
    admitted.map_err(Problem::TooMany)?;
    // A browser names the page's origin in what a page sends to us. No page has a business here.
    if headers.contains_key(ORIGIN) {
        return Err(Problem::FromBrowser);
    }
    if api.is_loopback && !names_this_machine(headers) {
        return Err(Problem::WrongHost);
    }
    request.extensions_mut().insert(Sender { scope, token });
    Ok(next.run(request).await)
}

fn scope_of(api: &Api, token: &Hash, now: Instant) -> Option<Scope> {
    let lasting = api.tokens.scope_of(token);
    lasting.or_else(|| api.sessions.renew(token, now).then_some(Scope::Manager))
}

pub(super) fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.as_bytes().split_at_checked(7)?;
    let is_bearer = scheme.eq_ignore_ascii_case(b"Bearer ");
    is_bearer.then_some(token.trim_ascii())
}

/// A page can give its own name our address ("DNS rebinding") and then needs no Origin header; but
/// the browser still sends the page's name as Host. Who sends none is no browser.
fn names_this_machine(headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    hosts.all(|host| host.to_str().is_ok_and(is_this_machine))
}

fn is_this_machine(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        // A colon inside the brackets of an IPv6 address.
        Some((_, port)) if port.ends_with(']') => (host, ""),
        Some((name, port)) => (name, port),
        None => (host, ""),
    };
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit());
    let is_loopback = |ip: Ipv4Addr| ip.is_loopback();
    let is_here = name.eq_ignore_ascii_case("localhost")
        || name == "[::1]"
        || name.parse().is_ok_and(is_loopback);
    is_here && is_port
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        for host in [
            "localhost",
            "LocalHost:8180",
            "127.0.0.1",
            "127.0.0.1:8180",
            "127.1.2.3:1",
            "[::1]",
            "[::1]:8180",
        ] {
            assert!(is_this_machine(host), "{host:?}");
        }
        for host in [
            "",
            ":8180",
            "example.com",
            "example.com:8180",
            "localhost.example.com",
            "127.0.0.1.example.com:8180",
            "127.0.0.1:8180@example.com",
            "localhost:80:80",
            "[::2]:8180",
            "::1",
            "192.168.1.7:8180",
            "0.0.0.0:8180",
        ] {
            assert!(!is_this_machine(host), "{host:?}");
        }
    }

    #[test]
    fn a_token_comes_after_its_scheme() {
        for (sent, expected) in [
            ("Bearer abc", Some("abc")),
            ("bearer  abc ", Some("abc")),
            ("Bearer", None),
            ("Basic abcdef", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(AUTHORIZATION, sent.parse().unwrap());
            assert_eq!(bearer(&headers), expected.map(str::as_bytes), "{sent:?}");
        }
    }
}
