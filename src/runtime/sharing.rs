//! Members that the counters of a store share (`[store] host`): the thread *members* tells the counter
//! where they meet what happened with them here, and keeps a copy of what is known there.
//!
//! Cards are looked up in the copy, so nobody at the counter ever waits for the other one. While it is
//! not heard, stars are spent only so often a day.

use std::path::Path;
use std::sync::mpsc::TrySendError;
use std::sync::{Arc, Weak};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use zeroize::Zeroizing;

use super::config::Config;
use super::desk::{Heard, Post};
use super::journaling::Journal;
use super::meeting::{self, GONE, Pauses};
use super::service::start as start_thread;
use super::{clock, tokens};
use crate::client::Error;
use crate::domain::code::Till;
use crate::domain::stars::Link;
use crate::engine::sharing::{Met, Taken, Told};
use crate::journal::Copied;
use crate::protocol::sealed::{Key, NONCE, Way};

/// How often the counters tell each other.
const EVERY: Duration = Duration::from_secs(1);

/// Starts the thread where there is another counter to meet. It ends once the journal is gone.
pub(super) fn start(config: &Config, data: &Path, journal: Weak<Journal>, post: &Post) {
    let Some(host) = &config.store.host else {
        return;
    };
    let (counter, post) = (config.counter.number, post.clone());
    let started = key(host, data).and_then(|key| {
        let sharing = Sharing {
            host: meeting::Link::without_token(host),
            key,
            counter,
            journal,
            post,
            taken: None,
            heard: None,
            told_desk: None,
            is_failing: false,
        };
        start_thread("members", move || sharing.run()).map(drop)
    });
    if let Err(error) = started {
        log::error!("members are not shared with the store's other counters: {error:#}");
    }
}

fn key(host: &str, data: &Path) -> anyhow::Result<Key> {
    let file = data.join("tokens").join("counter.token");
    let token = tokens::load(&file).map(Zeroizing::new);
    let key = token.map(|token| Key::of_token(&token));
    let key = key.with_context(|| {
        format!("copy tokens/counter.token from {host} and start the service anew")
    })?;
    key.context("the token is none")
}

struct Sharing {
    host: meeting::Link,
    key: Key,
    counter: Till,
    journal: Weak<Journal>,
    post: Post,
    /// How much the other counter has, once it has said so.
    taken: Option<Taken>,
    /// When it was heard last, while it counts as there.
    heard: Option<Instant>,
    /// What the desk knows of that.
    told_desk: Option<Link>,
    is_failing: bool,
}

/// The service ends.
struct Over;

impl Sharing {
    fn run(mut self) {
        let mut pauses = Pauses::new();
        // Nothing is known of the other counter yet.
        let mut next = self.tell_desk(Link::Offline(self.counter));
        while next.is_ok() {
            next = match self.exchange() {
                Ok(None) => Err(Over),
                Ok(Some(copied)) => {
                    pauses = Pauses::new();
                    let heard = self.hear();
                    if copied != (Copied::Kept { more: true }) {
                        thread::sleep(EVERY);
                    }
                    heard
                }
                Err(error) => {
                    let missed = self.miss(&error);
                    thread::sleep(pauses.next());
                    missed
                }
            };
        }
    }

    /// Tells and hears once; nothing once the journal is gone.
    fn exchange(&mut self) -> anyhow::Result<Option<Copied>> {
        let Some(told) = self.with_journal(|it| it.what_to_tell(self.counter, self.taken))? else {
            return Ok(None);
        };
        let met = self.ask(&told)?;
        let (taken, there_is_more) = (met.taken, self.taken != Some(met.taken));
        let copied = self.with_journal(|it| it.copy(told, met))?;
        Ok(copied.map(|copied| match copied {
            Copied::Anew => {
                log::warn!(
                    "members: this journal is older than the one that {} knows; everything is told anew",
                    self.host.host
                );
                self.taken = None;
                copied
            }
            Copied::Kept { more } => {
                self.taken = Some(taken);
                let more = more || there_is_more;
                Copied::Kept { more }
            }
        }))
    }

    fn with_journal<T>(
        &self,
        ask: impl FnOnce(Arc<Journal>) -> anyhow::Result<T>,
    ) -> anyhow::Result<Option<T>> {
        self.journal.upgrade().map(ask).transpose()
    }

    fn ask(&self, told: &Told) -> anyhow::Result<Met> {
        let message = Zeroizing::new(serde_json::to_vec(told)?);
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce)?;
        let sealed = self.key.seal(Way::Ask, nonce, &message);
        let sealed = sealed.context("there is too much to tell")?;
        let other_key =
            "it has another key; copy its tokens/counter.token, and start the service anew";
        let answer = match self.host.client()?.members(&sealed) {
            Err(Error::Unauthorised) => bail!(other_key),
            answer => answer?,
        };
        let answer = self.key.open(Way::Answer(nonce), &answer);
        let answer = answer.context(other_key)?;
        serde_json::from_slice(&answer).context("another version of this program runs there")
    }

    fn hear(&mut self) -> Result<(), Over> {
        if self.heard.replace(clock::instant()).is_none() {
            log::info!("members are shared with {}", self.host.host);
        }
        self.is_failing = false;
        self.tell_desk(Link::Online)
    }

    fn miss(&mut self, error: &anyhow::Error) -> Result<(), Over> {
        let host = &self.host.host;
        if !std::mem::replace(&mut self.is_failing, true) {
            log::warn!("members: {host} is not reached: {error:#}");
        }
        let is_there = |at: Instant| clock::instant().saturating_duration_since(at) < GONE;
        if self.heard.is_some_and(is_there) {
            return Ok(());
        }
        if self.heard.take().is_some() {
            log::warn!(
                "members: {host} is gone; stars are spent only so often a day until it is back"
            );
        }
        self.tell_desk(Link::Offline(self.counter))
    }

    /// Where the desk has no room now, it is told the next time.
    fn tell_desk(&mut self, link: Link) -> Result<(), Over> {
        if self.told_desk == Some(link) {
            return Ok(());
        }
        match self.post.try_send(Heard::Link(link)) {
            Ok(()) => self.told_desk = Some(link),
            Err(TrySendError::Full(_)) => {}
            Err(TrySendError::Disconnected(_)) => return Err(Over),
        }
        Ok(())
    }
}
