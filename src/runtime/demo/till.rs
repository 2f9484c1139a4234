//! The simulated till: several shops' tills in turn, each with a library and a language of its
//! own.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context as _;

use crate::device::port::open_far_end;
use crate::domain::language::Language;
use crate::protocol::escpos::command::Dialect;
use crate::runtime::clock;
use crate::sim::documents::{Documents, Setup};
use crate::sim::till::Till as Pacing;

/// How many documents one shop prints before the next one takes over.
const TURN: usize = 2;

/// A till with its port and its shops.
pub(super) struct Till {
    port: File,
    shops: Vec<Documents>,
    pacing: Pacing,
    speed: u32,
}

impl Till {
    /// A till at the far end of the port at `path`; without a language, shops of every language.
    pub(super) fn open(
        path: &Path,
        language: Option<Language>,
        seed: u64,
        speed: u32,
    ) -> anyhow::Result<Self> {
        let port = open_far_end(path).with_context(|| format!("cannot open {}", path.display()))?;
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
            port,
            shops,
            pacing: Pacing::with_any_pacing(seed),
            speed,
        })
    }

    /// Prints until the shop is closed, always to the end of a document; gives back all it sent.
    pub(super) fn run(mut self, closed: &AtomicBool, pause: impl Fn(Duration)) -> Vec<u8> {
        let mut sent = Vec::new();
        let mut turn = 0;
        while !closed.load(Ordering::Relaxed) {
            let shop = turn / TURN % self.shops.len().max(1);
            turn += 1;
            let Some(document) = self.shops.get_mut(shop).and_then(Iterator::next) else {
                break;
            };
            for chunk in self.pacing.send(&document) {
                pause(Duration::from_millis(u64::from(
                    chunk.delay_ms / self.speed,
                )));
                if self.port.write_all(&chunk.bytes).is_err() {
                    return sent;
                }
                sent.extend(chunk.bytes);
            }
        }
        sent
    }
}
