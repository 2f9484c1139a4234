//! What a store's service says to the hub, and hears from it. Needs the token of the store at the hub.

use super::{Client, Error, PATIENCE, Trusted, authorization};
use crate::engine::api::{Pull, Pulled, Register};

impl Client {
    /// A client for the hub whose pages are at `base`, such as `https://s.example.com`. Nothing is
    /// sent yet.
    pub fn for_hub(base: &str, token: &str, trusted: &Trusted) -> Self {
        Self {
            agent: trusted.agent(PATIENCE),
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
