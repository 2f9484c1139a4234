//! The way to the counter where those of the store meet (`[store] host`): the thread *to-host* tells
//! it what happens here, *from-host* hears how the store's line is.
//!
//! While it is not heard, this counter goes by what it sees itself.

use std::collections::VecDeque;
use std::net::ToSocketAddrs as _;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;

use super::config::Config;
use super::desk::{Heard, Post};
use super::service::start as start_thread;
use super::{clock, tokens};
use crate::client::Client;
use crate::domain::code::Till;
use crate::engine::api::{QueueView, Sign, Signs, TimedSign};

/// How many signs wait while the other counter is not reached; then the oldest is dropped.
const WAITING: usize = 64;

/// A sign that is so old says nothing about the line any more.
const TOO_OLD: Duration = Duration::from_mins(1);

/// After so long without a word the other counter counts as gone.
const GONE: Duration = Duration::from_secs(10);

/// How long to wait before the next try, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(8);

/// Takes what is to be told.
#[derive(Debug)]
pub(super) struct Outbox(SyncSender<Timed>);

type Timed = (Instant, Sign);

impl Outbox {
    /// Never waits; what finds no place is lost.
    pub(super) fn tell(&self, sign: Sign) {
        if self.0.try_send((clock::instant(), sign)).is_err() {
            log::warn!("the store's line: something that happened here finds no place to wait");
        }
    }
}

/// Starts both threads where there is another counter to meet. Without them this one stands alone.
pub(super) fn start(config: &Config, data: &Path, post: &Post) -> Option<Outbox> {
    let host = config.store.host.as_ref()?;
    let started = Link::new(host, data).and_then(|link| {
        let (outbox, inbox) = sync_channel(WAITING);
        let (there, post) = (link.clone(), post.clone());
        let counter = config.counter.number;
        start_thread("to-host", move || Telling::new(there, counter).run(&inbox))?;
        start_thread("from-host", move || Hearing::new(link, counter, post).run())?;
        Ok(Outbox(outbox))
    });
    started
        .inspect_err(|error| log::error!("the store's line is not shared: {error:#}"))
        .ok()
}

/// Where the counters meet.
#[derive(Clone)]
pub(super) struct Link {
    pub(super) host: String,
    token: String,
}

impl Link {
    fn new(host: &str, data: &Path) -> anyhow::Result<Self> {
        let file = data.join("tokens").join("store.token");
        let token = tokens::load(&file).with_context(|| {
            format!("copy tokens/store.token from {host} and start the service anew")
        })?;
        Ok(Self {
            host: host.to_owned(),
            token,
        })
    }

    /// For messages that need no token.
    pub(super) fn without_token(host: &str) -> Self {
        Self {
            host: host.to_owned(),
            token: String::new(),
        }
    }

    /// A name is looked up each time: it may be another address tomorrow.
    pub(super) fn client(&self) -> anyhow::Result<Client> {
        let addresses = self.host.to_socket_addrs();
        let addresses = addresses.with_context(|| format!("{} is not found", self.host))?;
        let addresses: Vec<_> = addresses.collect();
        let address = addresses.iter().find(|address| address.is_ipv4());
        let address = address.or_else(|| addresses.first());
        let address = address.with_context(|| format!("{} has no address", self.host))?;
        Ok(Client::new(*address, &self.token))
    }
}

/// The pauses between tries, each twice as long as the one before.
pub(super) struct Pauses(Duration);

impl Pauses {
    pub(super) const fn new() -> Self {
        Self(FIRST_PAUSE)
    }

    pub(super) fn next(&mut self) -> Duration {
        let pause = self.0;
        self.0 = (pause * 2).min(LONGEST_PAUSE);
        pause
    }
}

/// Tells what happens here, in order.
struct Telling {
    link: Link,
    counter: Till,
    run: u64,
    /// The number of the sign that has waited longest.
    first: u64,
    waiting: VecDeque<Timed>,
    /// Whether the other counter is known not to take anything now.
    is_failing: bool,
}

impl Telling {
    fn new(link: Link, counter: Till) -> Self {
        Self {
            link,
            counter,
            run: u64::try_from(clock::now().at.0).unwrap_or_default(),
            first: 0,
            waiting: VecDeque::new(),
            is_failing: false,
        }
    }

    fn run(mut self, inbox: &Receiver<Timed>) {
        let mut pauses = Pauses::new();
        let mut pause = Duration::MAX;
        loop {
            match inbox.recv_timeout(pause) {
                Ok(sign) => self.waiting.push_back(sign),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.waiting.extend(inbox.try_iter());
            self.forget_old(clock::instant());
            if self.waiting.is_empty() || self.send() {
                pauses = Pauses::new();
                pause = Duration::MAX;
            } else {
                pause = pauses.next();
            }
        }
    }

    fn forget_old(&mut self, now: Instant) {
        let mut dropped = self.waiting.len().saturating_sub(WAITING);
        let rest = self.waiting.iter().skip(dropped);
        let is_old = |(at, _): &&Timed| now.saturating_duration_since(*at) > TOO_OLD;
        dropped += rest.take_while(is_old).count();
        if dropped > 0 {
            drop(self.waiting.drain(..dropped));
            self.first += u64::try_from(dropped).unwrap_or_default();
            let host = &self.link.host;
            log::warn!("the store's line: {dropped} signs of this counter did not reach {host}");
        }
    }

    /// Whether everything was taken.
    fn send(&mut self) -> bool {
        let now = clock::instant();
        let timed = |(at, sign): &Timed| TimedSign {
            age_ms: u32::try_from(now.saturating_duration_since(*at).as_millis())
                .unwrap_or(u32::MAX),
            sign: *sign,
        };
        let signs = Signs {
            counter: self.counter,
            run: self.run,
            first: self.first,
            told: self.waiting.iter().map(timed).collect(),
        };
        let sent = self.link.client();
        let sent = sent.and_then(|client| Ok(client.signs(&signs)?));
        match sent {
            Ok(()) => {
                self.first += u64::try_from(self.waiting.len()).unwrap_or_default();
                self.waiting.clear();
                self.is_failing = false;
                true
            }
            Err(error) => {
                if !std::mem::replace(&mut self.is_failing, true) {
                    log::warn!(
                        "the store's line: {} takes nothing: {error:#}",
                        self.link.host
                    );
                }
                false
            }
        }
    }
}

/// Hears how the store's line is.
struct Hearing {
    link: Link,
    counter: Till,
    post: Post,
    seen: Option<u64>,
    presence: Presence,
}

/// The service ends.
pub(super) struct Over;

/// Whether the other counter is there, as far as its answers tell.
#[derive(Debug, Default)]
pub(super) struct Presence {
    /// When it was heard last, while it counts as there.
    heard: Option<Instant>,
    is_failing: bool,
}

impl Presence {
    /// It has answered; whether it did not count as there before.
    pub(super) fn hear(&mut self) -> bool {
        self.is_failing = false;
        self.heard.replace(clock::instant()).is_none()
    }

    /// It has not answered; whether that is new.
    pub(super) fn miss(&mut self) -> bool {
        !std::mem::replace(&mut self.is_failing, true)
    }

    /// Whether it still counts as there although nothing was heard for too long.
    pub(super) fn is_overdue(&self) -> bool {
        let is_gone = |at: Instant| clock::instant().saturating_duration_since(at) >= GONE;
        self.heard.is_some_and(is_gone)
    }

    /// It does not count as there any more.
    pub(super) fn leave(&mut self) {
        self.heard = None;
    }

    /// Whether it counts as there.
    pub(super) fn is_there(&self) -> bool {
        self.heard.is_some()
    }
}

/// Whether the desk had room.
pub(super) fn post(post: &Post, heard: Heard) -> Result<bool, Over> {
    match post.try_send(heard) {
        Ok(()) => Ok(true),
        Err(TrySendError::Full(_)) => Ok(false),
        Err(TrySendError::Disconnected(_)) => Err(Over),
    }
}

impl Hearing {
    fn new(link: Link, counter: Till, post: Post) -> Self {
        Self {
            link,
            counter,
            post,
            seen: None,
            presence: Presence::default(),
        }
    }

    fn run(mut self) {
        let mut pauses = Pauses::new();
        loop {
            let asked = self.link.client();
            let asked = asked.and_then(|client| Ok(client.store_queue(self.counter, self.seen)?));
            let next = match asked {
                Ok(store) => {
                    pauses = Pauses::new();
                    self.hear(store.revision, store.queue)
                }
                Err(error) => {
                    let next = self.miss(&error);
                    thread::sleep(pauses.next());
                    next
                }
            };
            if next.is_err() {
                return;
            }
        }
    }

    fn hear(&mut self, revision: u64, queue: QueueView) -> Result<(), Over> {
        if self.presence.hear() {
            log::info!("the store's line comes from {}", self.link.host);
        }
        if self.seen != Some(revision) {
            let queue = Heard::StoreQueue(Some(Box::new(queue)));
            if post(&self.post, queue)? {
                self.seen = Some(revision);
            }
        }
        Ok(())
    }

    fn miss(&mut self, error: &anyhow::Error) -> Result<(), Over> {
        let host = &self.link.host;
        if self.presence.miss() {
            log::warn!("the store's line: {host} is not heard: {error:#}");
        }
        if self.presence.is_overdue() && post(&self.post, Heard::StoreQueue(None))? {
            self.presence.leave();
            self.seen = None;
            log::warn!("the store's line: this counter goes by what it sees itself");
        }
        Ok(())
    }
}
