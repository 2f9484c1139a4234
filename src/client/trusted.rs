//! Whom to believe on the internet.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use ureq::Agent;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, TlsProvider, parse_pem};

/// How long to wait until there is a connection.
const PATIENCE_TO_CONNECT: Duration = Duration::from_secs(5);

/// Who may vouch for a server.
#[derive(Clone, Default)]
pub struct Trusted(Vec<Certificate<'static>>);

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

    /// Asks servers for which one of these vouches; follows nobody elsewhere, and waits for at most so
    /// long.
    pub(super) fn agent(&self, patience: Duration) -> Agent {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(RootCerts::new_with_certs(&self.0))
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .tls_config(tls)
            .timeout_connect(Some(PATIENCE_TO_CONNECT))
            .timeout_global(Some(patience))
            .max_idle_connections(0)
            .build();
        config.into()
    }
}

/// What went wrong with the encryption, or with who vouches for it; nothing where that is not the matter.
pub(super) fn tls_error(error: &ureq::Error) -> Option<&rustls::Error> {
    match error {
        ureq::Error::Rustls(error) => Some(error),
        // So comes what goes wrong while both get acquainted.
        ureq::Error::Io(error) => error.get_ref()?.downcast_ref(),
        _ => None,
    }
}

/// Shows how many; they are long.
impl fmt::Debug for Trusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Trusted({})", self.0.len())
    }
}
