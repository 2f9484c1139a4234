//! The simulated till: several shops' tills in turn, each with a library and a language of its
//! own.

use std::fs::File;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use anyhow::Context as _;

use super::service::Places;
use crate::device::port::open_far_end;
use crate::domain::document::Kind;
use crate::domain::language::Language;
use crate::protocol::escpos::command::Dialect;
use crate::runtime::clock;
use crate::sim::documents::{Documents, Setup};
use crate::sim::rng::Rng;
use crate::sim::till::Till as Pacing;

/// What the scanner says of any goods; which ones is the till's business.
const GOODS: &[u8] = b"5901234123457\r";

/// How many documents one shop prints before the next one takes over.
const TURN: usize = 2;

/// Who opens and closes the shop, and how fast time passes in it. A clone is the same person.
#[derive(Debug, Clone)]
pub(super) struct Clerk(Arc<Hours>);

#[derive(Debug)]
struct Hours {
    is_closed: AtomicBool,
    speed: AtomicU32,
}

impl Clerk {
    /// The shop is open, and time passes so many times faster than life.
    pub(super) fn new(speed: u32) -> Self {
        Self(Arc::new(Hours {
            is_closed: AtomicBool::new(false),
            speed: AtomicU32::new(speed),
        }))
    }

    /// Closes the shop; the document that is being printed is printed to its end.
    pub(super) fn close(&self) {
        self.0.is_closed.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_closed(&self) -> bool {
        self.0.is_closed.load(Ordering::Relaxed)
    }

    pub(super) fn set_speed(&self, speed: u32) {
        self.0.speed.store(speed, Ordering::Relaxed);
    }

    pub(super) fn speed(&self) -> u32 {
        self.0.speed.load(Ordering::Relaxed).max(1)
    }

    /// As long as this takes in the shop.
    fn hastened(&self, milliseconds: u32) -> Duration {
        Duration::from_millis(u64::from(milliseconds / self.speed()))
    }
}

/// A till with its ports and its shops.
pub(super) struct Till {
    port: File,
    scanner: File,
    shops: Vec<Documents>,
    pacing: Pacing,
    rng: Rng,
    clerk: Clerk,
}

impl Till {
    /// A till at the far end of the service's ports; without a language, shops of every language.
    pub(super) fn open(
        places: &Places,
        language: Option<Language>,
        seed: u64,
        clerk: &Clerk,
    ) -> anyhow::Result<Self> {
        let open = |name| {
            let path = places.port(name);
            open_far_end(&path).with_context(|| format!("cannot open {}", path.display()))
        };
        let start = clock::utc().naive_utc();
        let speaks = |setup: &Setup| {
            setup.library.dialect() == Dialect::EscPos
                && language.is_none_or(|language| setup.language == language)
        };
        let setups = Setup::all().into_iter().filter(speaks);
        let shops = setups
            .zip(seed..)
            .map(|(setup, seed)| Documents::new(setup, start, seed));
        let shops = shops.collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            port: open("till")?,
            scanner: open("scanner")?,
            shops,
            pacing: Pacing::with_any_pacing(seed),
            rng: Rng::new(seed),
            clerk: clerk.clone(),
        })
    }

    /// Prints until the shop is closed, always to the end of a document; gives back all it sent.
    pub(super) fn run(mut self, pause: impl Fn(Duration)) -> Vec<u8> {
        let mut sent = Vec::new();
        let mut turn = 0;
        while !self.clerk.is_closed() {
            let shop = turn / TURN % self.shops.len().max(1);
            turn += 1;
            let Some(document) = self.shops.get_mut(shop).and_then(Iterator::next) else {
                break;
            };
            if document.facts.kind == Some(Kind::Sale) {
                self.scan_basket(&pause);
            }
            for chunk in self.pacing.send(&document) {
                pause(self.clerk.hastened(chunk.delay_ms));
                if self.port.write_all(&chunk.bytes).is_err() {
                    return sent;
                }
                sent.extend(chunk.bytes);
            }
        }
        sent
    }

    /// The goods of a customer, one after the other.
    fn scan_basket(&mut self, pause: impl Fn(Duration)) {
        for _ in 0..self.rng.within(1..=8) {
            if self.clerk.is_closed() || self.scanner.write_all(GOODS).is_err() {
                return;
            }
            let moment = self.rng.within(400..=2500);
            pause(self.clerk.hastened(moment));
        }
    }
}
