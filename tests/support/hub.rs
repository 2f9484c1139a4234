//! A running `tillside hub` with a certificate of the tests' own, and a phone that asks it.

use super::shop::{Service, eventually};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tillside::domain::code::Code;
use tillside::runtime::private_file;
use ureq::Agent;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, TlsProvider, parse_pem};

/// A file of the certificates that nobody trusts but tests.
pub(crate) fn pem(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/data/tls").join(name)
}

/// A hub and its folder.
pub(crate) struct Hub {
    pub(crate) folder: TempDir,
    pub(crate) service: Service,
    /// Where it is, as stores call it.
    pub(crate) url: String,
    how: Vec<String>,
}

impl Hub {
    /// One that encrypts itself.
    pub(crate) fn encrypted() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut how = Vec::new();
        for (option, file) in [("--certificate", "chain.pem"), ("--key", "key.pem")] {
            let ours = folder.path().join(file);
            private_file::replace(&ours, &fs::read(pem(file)).unwrap()).unwrap();
            how.extend([option.to_owned(), ours.display().to_string()]);
        }
        Self::open(folder, "https", how)
    }

    /// One that a proxy encrypts for.
    pub(crate) fn behind_proxy() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::open(folder, "http", vec!["--behind-proxy".to_owned()])
    }

    /// One for this machine alone.
    pub(crate) fn plain() -> Self {
        Self::open(tempfile::tempdir().unwrap(), "http", Vec::new())
    }

    fn open(folder: TempDir, scheme: &str, how: Vec<String>) -> Self {
        let service = start(folder.path(), &how, "127.0.0.1:0");
        let address = fs::read_to_string(data(folder.path()).join("hub.address")).unwrap();
        Self {
            url: format!("{scheme}://{}", address.trim()),
            folder,
            service,
            how,
        }
    }

    /// Host and port.
    pub(crate) fn address(&self) -> &str {
        self.url.split_once("://").unwrap().1
    }

    /// Starts it again at the same place, once it has ended.
    pub(crate) fn start_again(&mut self) {
        self.service = start(self.folder.path(), &self.how, self.address());
    }

    /// A command about its stores; it goes on running.
    pub(crate) fn command(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tillside"));
        command.arg("hub").args(arguments);
        command.arg("--data").arg(data(self.folder.path()));
        command.output().unwrap()
    }

    /// Lets a store in; its token.
    pub(crate) fn add(&self, store: u16) -> String {
        let output = self.command(&["add-store", &store.to_string(), "Our shop"]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("not shown again"), "{said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What it says of its one store.
    pub(crate) fn store(&self) -> serde_json::Value {
        let output = self.command(&["stores", "--json"]);
        let stores: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        stores[0].clone()
    }
}

fn data(folder: &Path) -> PathBuf {
    folder.join("hub")
}

fn start(folder: &Path, how: &[String], listen: &str) -> Service {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tillside"));
    command.arg("hub").args(["--listen", listen]).args(how);
    command.arg("--data").arg(data(folder));
    let service = Service::start(command);
    service.wait_for("the hub listens on");
    service
}

/// A customer's phone.
pub(crate) struct Phone {
    agent: Agent,
    pub(crate) base: String,
}

/// What it got.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) hsts: bool,
    pub(crate) body: String,
}

impl Phone {
    /// One that trusts the tests' authority.
    pub(crate) fn at(base: &str) -> Self {
        let authority = fs::read(pem("authority.pem")).unwrap();
        let trusted: Vec<Certificate<'static>> = parse_pem(&authority)
            .filter_map(|item| match item {
                Ok(PemItem::Certificate(certificate)) => Some(certificate),
                _ => None,
            })
            .collect();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(RootCerts::new_with_certs(&trusted))
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .tls_config(tls)
            .timeout_global(Some(Duration::from_secs(20)))
            .max_idle_connections(0)
            .build();
        Self {
            agent: config.into(),
            base: base.to_owned(),
        }
    }

    pub(crate) fn get(&self, path: &str, forged: Option<&str>) -> Got {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        if let Some(address) = forged {
            request = request.header("X-Forwarded-For", address);
        }
        got(request.call().unwrap())
    }

    pub(crate) fn post(&self, path: &str, form: &str) -> Got {
        let request = self.agent.post(format!("{}{path}", self.base));
        let request = request.content_type("application/x-www-form-urlencoded");
        got(request.send(form).unwrap())
    }

    /// What a store would send, with this token if any; the status, and what is said.
    pub(crate) fn tell(&self, path: &str, token: Option<&str>, kind: &str, body: &str) -> Got {
        let mut request = self.agent.post(format!("{}{path}", self.base));
        if let Some(token) = token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        got(request.content_type(kind).send(body).unwrap())
    }

    /// Answers the first question as soon as the page takes it; the token of the page.
    pub(crate) fn score(&self, code: Code, score: u8) -> String {
        let path = format!("/{}", code.compact());
        let page = self.get(&path, None);
        assert_eq!(page.status, 200, "{}", page.body);
        let (_, token) = page.body.split_once("name=\"t\" value=\"").unwrap();
        let token = token.split_once('"').unwrap().0.to_owned();
        let form = format!("t={token}&score={score}");
        eventually("the first answer is taken", || {
            (self.post(&path, &form).status == 303).then_some(())
        });
        token
    }

    /// Answers the rest; what the page of thanks says.
    pub(crate) fn complete(&self, code: Code, token: &str, comment: &str) -> String {
        let path = format!("/{}", code.compact());
        let done = self.post(&path, &format!("t={token}&happy=5&comment={comment}"));
        assert_eq!(done.status, 303, "{}", done.body);
        let thanks = self.get(&format!("{path}?t={token}"), None);
        assert_eq!(thanks.status, 200);
        thanks.body
    }
}

fn got(mut answer: ureq::http::Response<ureq::Body>) -> Got {
    Got {
        status: answer.status().as_u16(),
        hsts: answer.headers().contains_key("strict-transport-security"),
        body: answer.body_mut().read_to_string().unwrap(),
    }
}

/// Writes a token into the data directory of a counter.
pub(crate) fn keep_token(data: &Path, token: &str) {
    private_file::make_directory(data).unwrap();
    private_file::replace(&data.join("hub.token"), token.as_bytes()).unwrap();
}
