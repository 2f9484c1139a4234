//! What a till does as far as it tells: closed, free or busy, and how well it tells.
//!
//! Knows nothing of those who wait.

use super::numeric::seconds;

/// Cuts sooner than this after the one before belong to the same customer, in milliseconds.
const SAME_CUT_MS: i64 = 3_000;
/// A start this shortly before the end is no start: the till prints in one burst.
const BURST_MS: i64 = 3_000;
/// The last so many sales say whether a till tells its starts.
const REMEMBERED: u32 = 8;
/// As many of them without a start make a till blind, and as many with one make it see again.
const CONVINCING: u32 = 5;
/// A sale cannot last longer; what looks like it is a till that was left, in milliseconds.
pub(super) const LONGEST_SALE_MS: i64 = 20 * 60 * 1000;
/// A till may be free for so long without being suspected, in milliseconds.
const SUSPECT_AFTER_MS: i64 = 45_000;
/// As many customers taken at once elsewhere, while this till is free, show that nobody is at it.
const SHOWN_ABSENT: u8 = 3;

/// How the starts of sales become known.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A scanner is seen: the first item.
    FirstScan,
    /// The first printed byte.
    FirstByte,
    /// Not at all; only receipts' ends are known, and the numbers are rougher.
    ReceiptsOnly,
}

/// What a till is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doing {
    Closed,
    Free { since: i64 },
    Busy { since: i64 },
}

/// What an end means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Of a sale whose start was known.
    OfSale,
    /// Someone was served whose start nobody told.
    OfUnseenSale,
    /// A second cut for the same customer.
    Again,
}

/// One till.
#[derive(Debug, Clone)]
pub(super) struct Till {
    pub(super) doing: Doing,
    /// Only receipts' ends are known.
    pub(super) blind: bool,
    /// How the last start was told.
    pub(super) told: Source,
    /// When the sale began, if that was told.
    started: Option<i64>,
    /// Since when something is printed that may be a sale. Meanwhile the till is as free as it was,
    /// and its time stands still.
    printing: Option<i64>,
    /// For how long it had been free when what it prints now was taken for a sale.
    was_free_ms: i64,
    /// The last sales, newest lowest; a bit is set where the start was told in time.
    starts: u8,
    /// How many sales there were, up to [`REMEMBERED`].
    sales: u32,
    /// When it printed its last receipt.
    last_end: Option<i64>,
    /// Customers taken at once elsewhere while this one is free.
    passed_over: u8,
}

impl Till {
    pub(super) fn closed(blind: bool) -> Self {
        Self {
            doing: Doing::Closed,
            blind,
            told: Source::FirstScan,
            started: None,
            printing: None,
            was_free_ms: 0,
            starts: 0,
            sales: 0,
            last_end: None,
            passed_over: 0,
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.doing != Doing::Closed
    }

    /// How its starts become known.
    pub(super) fn source(&self) -> Source {
        if self.blind {
            Source::ReceiptsOnly
        } else {
            self.told
        }
    }

    /// Whoever steps up to it has not been seen yet: the till is free, or blind and open.
    pub(super) fn takes(&self) -> bool {
        match self.doing {
            Doing::Closed => false,
            Doing::Free { .. } => true,
            Doing::Busy { .. } => self.blind,
        }
    }

    /// Seconds in what it is doing.
    pub(super) fn age(&self, now: i64) -> f64 {
        let now = self.printing.unwrap_or(now);
        match self.doing {
            Doing::Free { since } | Doing::Busy { since } => seconds(now.saturating_sub(since)),
            Doing::Closed => 0.0,
        }
    }

    pub(super) fn free_since(&mut self, now: i64) {
        self.doing = Doing::Free { since: now };
        self.printing = None;
        self.passed_over = 0;
    }

    pub(super) fn close(&mut self) {
        self.doing = Doing::Closed;
        self.started = None;
        self.printing = None;
        self.passed_over = 0;
    }

    /// Something is printed: a sale, unless it ends at once or turns out to be something else.
    pub(super) fn print(&mut self, now: i64) {
        if self.printing.is_some() || matches!(self.doing, Doing::Busy { .. }) {
            return;
        }
        self.told = Source::FirstByte;
        self.started = Some(now);
        self.printing = Some(now);
        self.passed_over = 0;
    }

    /// Whether it prints something of which nobody knows yet what it is.
    pub(super) fn is_printing(&self) -> bool {
        self.printing.is_some()
    }

    /// Whether that has lasted for so long that it is no burst.
    pub(super) fn streams(&self, now: i64) -> bool {
        let since = self.printing.map(|since| now.saturating_sub(since));
        since.is_some_and(|since| since >= BURST_MS)
    }

    /// What it prints is a sale.
    pub(super) fn streamed(&mut self) {
        let Some(began) = self.printing.take() else {
            return;
        };
        self.was_free_ms = match self.doing {
            Doing::Free { since } => began.saturating_sub(since),
            Doing::Busy { .. } | Doing::Closed => 0,
        };
        self.doing = Doing::Busy { since: began };
    }

    /// What it printed was no sale; whether it had been taken for one.
    pub(super) fn printed_no_sale(&mut self, now: i64) -> bool {
        if self.told != Source::FirstByte || self.started.take().is_none() {
            return false;
        }
        let printed = self.printing.take().map(|began| now.saturating_sub(began));
        match (self.doing, printed) {
            (Doing::Free { since }, Some(printed)) => {
                let since = since.saturating_add(printed);
                self.doing = Doing::Free { since };
                false
            }
            (Doing::Busy { .. }, None) if !self.blind => {
                let since = now.saturating_sub(self.was_free_ms);
                self.doing = Doing::Free { since };
                true
            }
            _ => false,
        }
    }

    /// A sale begins. At a blind till that says nothing yet about who waits.
    pub(super) fn start(&mut self, now: i64, source: Source) {
        self.told = source;
        self.started = Some(now);
        self.passed_over = 0;
        if !self.blind {
            self.doing = Doing::Busy { since: now };
        }
    }

    /// A receipt ends; the till is free then.
    pub(super) fn end(&mut self, now: i64) -> End {
        let since_last = self.last_end.map(|last| now.saturating_sub(last));
        let started = self.started.take();
        if started.is_none() && since_last.is_some_and(|since| since < SAME_CUT_MS) {
            return End::Again;
        }
        let told = started.is_some_and(|start| now.saturating_sub(start) >= BURST_MS);
        let end = match self.doing {
            Doing::Busy { .. } if !self.blind => End::OfSale,
            Doing::Busy { .. } | Doing::Free { .. } | Doing::Closed => End::OfUnseenSale,
        };
        self.last_end = Some(now);
        self.starts = (self.starts << 1) | u8::from(told);
        self.sales = (self.sales + 1).min(REMEMBERED);
        end
    }

    /// Changes its mind about whether the till tells its starts; to be asked after an end.
    pub(super) fn judge(&mut self) {
        let told = self.starts.count_ones().min(self.sales);
        if self.blind {
            self.blind = told < CONVINCING;
        } else {
            self.blind = self.sales - told >= CONVINCING;
        }
    }

    /// Another till took someone at once. True when it is clear by now that nobody is at this one.
    pub(super) fn is_passed_over(&mut self, now: i64) -> bool {
        let Doing::Free { since } = self.doing else {
            return false;
        };
        if now.saturating_sub(since) < SUSPECT_AFTER_MS || self.blind {
            return false;
        }
        self.passed_over = self.passed_over.saturating_add(1);
        self.passed_over >= SHOWN_ABSENT
    }

    /// Whether its sale has lasted longer than any can.
    pub(super) fn is_left(&self, now: i64) -> bool {
        match self.doing {
            Doing::Busy { since } => now.saturating_sub(since) > LONGEST_SALE_MS,
            Doing::Free { .. } | Doing::Closed => false,
        }
    }
}
