//! What a counter says to the one where those of its store meet, and hears from it. Needs the store's
//! token.

use super::{Client, Error};
use crate::domain::code::Till;
use crate::engine::api::{Signs, StoreQueue};
use serde::Deserialize;
use std::time::Duration;

/// The line is answered within 4 s even if it does not change; a slow network gets more.
const QUEUE_PATIENCE: Duration = Duration::from_secs(8);

#[derive(Deserialize)]
struct Taken {}

impl Client {
    /// Tells what happened at this counter. What is told twice counts once.
    pub fn signs(&self, signs: &Signs) -> Result<(), Error> {
        let Taken {} = self.post("/store/v1/signs", signs)?;
        Ok(())
    }

    /// Tells of members, in a sealed message, and gives the sealed answer.
    pub fn members(&self, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let request = self.agent.post(self.url("/store/v1/members"));
        let request = request.content_type("application/octet-stream");
        self.read_bytes(request.send(sealed))
    }

    /// The store's line, for this counter. With the revision that was `seen`, it waits up to 4 s for another one.
    pub fn store_queue(&self, counter: Till, seen: Option<u64>) -> Result<StoreQueue, Error> {
        let after = seen.map(|revision| format!("&after={revision}"));
        let after = after.unwrap_or_default();
        let path = format!("/store/v1/queue?counter={}{after}", counter.get());
        self.get(&path, QUEUE_PATIENCE)
    }
}
