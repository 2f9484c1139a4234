//! The answers that a hub keeps for this store: the service calls it, and nobody calls the service.

use std::path::{Path, PathBuf};

use super::super::config::Config;
use super::super::tokens::TokenError;
use super::super::{key, tokens, trust};
use super::AnswerSource;
use crate::client::{Client, Error};
use crate::domain::code::Slot;
use crate::engine::api::{Face, Pull, Pulled, Register};

/// What the hub says to a store that it does not know yet.
const NOT_REGISTERED: &str = "not_registered";

/// Asks a hub.
pub(in super::super) struct Remote {
    url: String,
    token_file: PathBuf,
    is_encrypted: bool,
    ca: Option<PathBuf>,
    key_file: PathBuf,
    slot: Slot,
    face: Face,
    /// Once token and certificates could be read.
    client: Option<Client>,
    /// Whether the hub has heard, since this start, which key and which face the store has.
    is_registered: bool,
}

impl Remote {
    /// Asks the hub of `[hub]`, if there is one. What is wrong with token or certificates is found when
    /// it is asked, and again each time until it is mended.
    pub(in super::super) fn new(config: &Config, data: &Path) -> Option<Self> {
        let hub = config.hub.as_ref()?;
        Some(Self {
            url: hub.url.clone(),
            token_file: hub.token_file_in(data),
            is_encrypted: hub.is_encrypted(),
            ca: hub.ca_in(data),
            key_file: config.key_file_in(data),
            slot: config.store.slot,
            face: config.face(),
            client: None,
            is_registered: false,
        })
    }

    fn client(&mut self) -> Result<Client, String> {
        if let Some(client) = &self.client {
            return Ok(client.clone());
        }
        let token = tokens::load(&self.token_file).map_err(|error| no_token(&error))?;
        let trusted = trust::load(self.is_encrypted, self.ca.as_deref());
        let trusted = trusted.map_err(|error| format!("{error:#}"))?;
        let client = Client::for_hub(&self.url, &token, &trusted);
        self.client = Some(client.clone());
        Ok(client)
    }

    fn ask(&mut self, asked: &Pull) -> Result<Pulled, String> {
        let client = self.client()?;
        if !self.is_registered {
            let key = key::of_store(&self.key_file, self.slot);
            let key = key.map_err(|error| error.to_string())?;
            let told = client.register(&Register::new(&key, self.face.clone()));
            told.map_err(|error| self.explain(&error))?;
            self.is_registered = true;
        }
        client.pull(asked).map_err(|error| {
            if matches!(&error, Error::Failed { code, .. } if code == NOT_REGISTERED) {
                // Another file than before: next time it hears everything again.
                self.is_registered = false;
            }
            self.explain(&error)
        })
    }

    fn explain(&self, error: &Error) -> String {
        let url = &self.url;
        match error {
            Error::NobodyListens { .. } => format!("the hub at {url} does not answer"),
            Error::Unauthorised => format!(
                "the hub at {url} does not know the token in {}; `tillside hub new-token` makes another",
                self.token_file.display()
            ),
            error => format!("the hub at {url}: {error}"),
        }
    }
}

fn no_token(error: &TokenError) -> String {
    match error {
        TokenError::Missing { path } => format!(
            "there is no {}; put the token into it that `tillside hub add-store` printed, mode 0600",
            path.display()
        ),
        TokenError::OpenToOthers { path } => format!(
            "others than its owner can read {0}; run: chmod 600 {0}",
            path.display()
        ),
        TokenError::NotAToken { path } => format!(
            "{} holds no token: 64 hexadecimal digits, as `tillside hub add-store` printed them",
            path.display()
        ),
        error => error.to_string(),
    }
}

impl AnswerSource for Remote {
    fn pull(&mut self, asked: &Pull) -> Result<Pulled, String> {
        let pulled = self.ask(asked);
        if pulled.is_err() {
            // Next time there may be another token in the file, or other certificates.
            self.client = None;
        }
        pulled
    }
}
