//! What a store's service says to the hub, and hears from it. Needs the token of the store at the hub.

use super::{Client, Error, PATIENCE, authorization};
use crate::engine::api::{Pull, Pulled, Register};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use ureq::Agent;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, TlsProvider, parse_pem};

/// Who may vouch for the hub.
#[derive(Clone, Default)]
pub struct Trusted(pub(super) Vec<Certificate<'static>>);

impl Trusted {
    /// The certificates in a text in PEM.
    pub fn from_pem(text: &[u8]) -> Self {
        let items = parse_pem(text).filter_map(Result::ok);
        Self(
            items
                .filter_map(|item| match item {
                    PemItem::Certificate(certificate) => Some(certificate),
                    _ => None,
                })
                .collect(),
        )
    }

    /// Nobody can vouch for anybody.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Shows how many; they are long.
impl fmt::Debug for Trusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Trusted({})", self.0.len())
    }
}

impl Client {
    /// A client for the hub whose pages are at `base`, such as `https://s.example.com`. Nothing is
    /// sent yet.
    pub fn for_hub(base: &str, token: &str, trusted: &Trusted) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(RootCerts::new_with_certs(&trusted.0))
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .tls_config(tls)
            .timeout_connect(Some(Duration::from_secs(5)))
            .timeout_global(Some(PATIENCE))
            .max_idle_connections(0)
            .build();
        Self {
            agent: config.into(),
            base: base.trim_end_matches('/').to_owned(),
            authorization: authorization(token),
        }
    }

    /// Tells the hub which key and which face the store has.
    pub fn register(&self, store: &Register) -> Result<(), Error> {
        let _nothing: serde_json::Value = self.post("/hub/v1/store", store)?;
        Ok(())
    }

    /// Fetches answers, and tells what the counter knows.
    pub fn pull(&self, asked: &Pull) -> Result<Pulled, Error> {
        self.post("/hub/v1/pull", asked)
    }
}
