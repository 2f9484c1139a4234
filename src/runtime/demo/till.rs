//! The simulated till: several shops' tills in turn, each with a library and a language of its
//! own.

use std::fs::File;
use std::io::{self, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use anyhow::Context as _;

use super::cashier::Cashier;
use super::regulars::{Regular, Regulars};
use super::service::Places;
use crate::device::port::open_far_end;
use crate::domain::document::Kind;
use crate::domain::language::Language;
use crate::protocol::escpos::command::Dialect;
use crate::runtime::clock;
use crate::sim::documents::{Document, Documents, Setup};
use crate::sim::rng::Rng;
use crate::sim::till::Till as Pacing;

/// What the scanner says of any goods; which ones is the till's business.
const GOODS: &[u8] = b"5901234123457\r";

/// A cold drink, by the rules for gifts.
const DRINK: &[u8] = b"5900000000008\r";

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
    pub(super) fn hastened(&self, milliseconds: u32) -> Duration {
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
    regulars: Regulars,
    cashier: Cashier,
}

impl Till {
    /// A till at the far end of the service's ports; without a language, shops of every language.
    pub(super) fn open(
        places: &Places,
        language: Option<Language>,
        seed: u64,
        people: (Regulars, Cashier),
    ) -> anyhow::Result<Self> {
        let open = |name| {
            let path = places.port(name);
            open_far_end(&path).with_context(|| format!("cannot open {}", path.display()))
        };
        let (regulars, cashier) = people;
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
            regulars,
            cashier,
        })
    }

    /// Prints until the shop is closed, always to the end of a document; gives back all it sent.
    pub(super) fn run(mut self, pause: impl Fn(Duration)) -> Vec<u8> {
        let mut sent = Vec::new();
        let mut turn = 0;
        while !self.clerk().is_closed() {
            let shop = turn / TURN % self.shops.len().max(1);
            turn += 1;
            let Some(document) = self.shops.get_mut(shop).and_then(Iterator::next) else {
                break;
            };
            if self.serve(&document, &mut sent, &pause).is_err() {
                break;
            }
        }
        sent
    }

    /// Whatever leads to this document, the document, and its end.
    fn serve(
        &mut self,
        document: &Document,
        sent: &mut Vec<u8>,
        pause: &impl Fn(Duration),
    ) -> io::Result<()> {
        let guest = self.guest(document);
        if let Some(guest) = &guest {
            self.show_card(guest, document.setup.language)?;
        }
        let is_sale = document.facts.kind == Some(Kind::Sale);
        if is_sale {
            self.scan_basket(pause);
        }
        // What is only a picture is no sale for the service.
        let is_seen = is_sale && document.setup.library.writes_text();
        let last = is_seen.then(|| self.cashier.last_sale());
        for chunk in self.pacing.send(document) {
            pause(self.clerk().hastened(chunk.delay_ms));
            self.port.write_all(&chunk.bytes)?;
            sent.extend(chunk.bytes);
        }
        if let Some(last) = last {
            self.cashier.see_sale(last);
        }
        if let Some(guest) = &guest {
            self.cashier.see_off(guest);
        }
        Ok(())
    }

    fn clerk(&self) -> &Clerk {
        self.cashier.clerk()
    }

    /// Who buys this, if it is somebody with a card: each sale that stands is one customer's.
    fn guest(&mut self, document: &Document) -> Option<Regular> {
        let is_own = document.expects_code && !document.follows;
        is_own.then(|| self.regulars.next()).flatten()
    }

    /// The card comes with the first goods; the cashier sees who it is.
    fn show_card(&mut self, guest: &Regular, language: Language) -> io::Result<()> {
        let first = if guest.is_thirsty { DRINK } else { GOODS };
        self.scanner.write_all(first)?;
        let scanned = format!("{}\r", guest.card.reveal());
        self.scanner.write_all(scanned.as_bytes())?;
        self.cashier.meet(guest, language);
        Ok(())
    }

    /// The goods of a customer, one after the other.
    fn scan_basket(&mut self, pause: impl Fn(Duration)) {
        for _ in 0..self.rng.within(1..=8) {
            if self.clerk().is_closed() || self.scanner.write_all(GOODS).is_err() {
                return;
            }
            let moment = self.rng.within(400..=2500);
            pause(self.clerk().hastened(moment));
        }
    }
}
