//! Members that the counters of a store share (`[store] host`): the thread *members* tells the counter
//! where they meet what happened with them here, and keeps a copy of what is known there.
//!
//! Cards are looked up in the copy, so nobody at the counter ever waits for the other one. While it is
//! not heard, stars are spent only so often a day.

use std::path::Path;
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, bail};
use zeroize::Zeroizing;

use super::config::Config;
use super::desk::{Heard, Post};
use super::journaling::Journal;
use super::meeting::{self, Over, Pauses, Presence};
use super::service::start as start_thread;
use super::tokens;
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
            presence: Presence::default(),
            told_desk: None,
        };
        start_thread("members", move || sharing.run()).map(drop)
    });
    if let Err(error) = started {
        log::error!("members are not shared with the store's other counters: {error:#}");
    }
}

fn key(host: &str, data: &Path) -> anyhow::Result<Key> {
    tokens::copied_key(data).with_context(|| {
        format!("copy tokens/counter.token from {host} and start the service anew")
    })
}

struct Sharing {
    host: meeting::Link,
    key: Key,
    counter: Till,
    journal: Weak<Journal>,
    post: Post,
    /// How much the other counter has, once it has said so.
    taken: Option<Taken>,
    presence: Presence,
    /// What the desk knows of that.
    told_desk: Option<Link>,
}

impl Sharing {
    fn run(mut self) {
        let mut pauses = Pauses::new();
        // Nothing is known of the other counter yet.
        let mut next = self.tell_desk(Link::Offline(self.counter));
        while next.is_ok() {
            next = match self.exchange() {
                Ok(None) => Err(Over),
                Ok(Some(more)) => {
                    pauses = Pauses::new();
                    let heard = self.hear();
                    if !more {
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

    /// Tells and hears once, and says whether to do so again at once; nothing once the journal is gone.
    fn exchange(&mut self) -> anyhow::Result<Option<bool>> {
        let Some(told) = self.with_journal(|it| it.what_to_tell(self.counter, self.taken))? else {
            return Ok(None);
        };
        let met = self.ask(&told)?;
        let taken = met.taken;
        let copied = self.with_journal(|it| it.copy(told, met))?;
        Ok(copied.map(|copied| match copied {
            Copied::Kept { more } => self.taken.replace(taken).is_none() || more,
            Copied::Anew => {
                log::warn!(
                    "members: this journal is older than the one that {} knows; everything is told anew",
                    self.host.host
                );
                self.taken = None;
                false
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
        if self.presence.hear() {
            log::info!("members are shared with {}", self.host.host);
        }
        self.tell_desk(Link::Online)
    }

    fn miss(&mut self, error: &anyhow::Error) -> Result<(), Over> {
        let host = &self.host.host;
        if self.presence.miss() {
            log::warn!("members: {host} is not reached: {error:#}");
        }
        if self.presence.is_overdue() {
            self.presence.leave();
            log::warn!(
                "members: {host} is gone; stars are spent only so often a day until it is back"
            );
        }
        if self.presence.is_there() {
            return Ok(());
        }
        self.tell_desk(Link::Offline(self.counter))
    }

    /// Where the desk has no room now, it is told the next time.
    fn tell_desk(&mut self, link: Link) -> Result<(), Over> {
        if self.told_desk != Some(link) && meeting::post(&self.post, Heard::Link(link))? {
            self.told_desk = Some(link);
        }
        Ok(())
    }
}
