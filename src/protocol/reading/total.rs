//! Which of the amounts is what is to be paid.
//!
//! Labels have ranks; among the best, equal amounts are one, and unequal ones need a reason to
//! prefer one: the currency of the shop, what was paid, a rounding. Without a reason there is no
//! total: none is better than a wrong one.

use super::amount::Amount;
use crate::domain::document::Currency;

/// More candidates than this say nothing new.
const MAX_CANDIDATES: usize = 24;
/// Largest rounding: to the half of the largest unit that shops round to.
const MAX_ROUNDING: u64 = 100;

/// How much a label says, from little to much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// An amount with a currency on a line of its own.
    Bare,
    /// Beside the type of a card transaction.
    Transaction,
    /// "Amount".
    Amount,
    /// A total with words beside it that nobody knows: perhaps goods of that name.
    Doubtful,
    /// What goes back.
    Refunded,
    /// The sum of the goods.
    Sum,
    /// What is to be paid.
    Due,
}

/// An amount that may be the total.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    rank: Rank,
    minor: i64,
    currency: Option<Currency>,
    /// Goods stand below it.
    before_goods: bool,
    /// It stands below a payment: what is left to pay, perhaps nothing.
    after_payment: bool,
}

/// What is known beside the candidates.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// What was handed over less what was handed back.
    pub(super) paid: Option<i64>,
    /// There was a line that rounds.
    pub(super) rounded: bool,
    /// The currency to expect.
    pub(super) currency: Option<Currency>,
    /// Labels below this do not count.
    pub(super) least: Option<Rank>,
}

/// The candidates of a document so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Totals {
    candidates: Vec<Candidate>,
}

impl Totals {
    pub(super) fn clear(&mut self) {
        self.candidates.clear();
    }

    /// Adds the last amount of a line, and of `all` its amounts those in other currencies.
    pub(super) fn add(&mut self, rank: Rank, last: Amount, all: &[Amount], after_payment: bool) {
        let other = |amount: &&Amount| {
            amount.currency.is_some() && last.currency.is_some() && amount.currency != last.currency
        };
        for amount in all.iter().filter(other).chain([&last]) {
            if self.candidates.len() < MAX_CANDIDATES {
                self.candidates.push(Candidate {
                    rank,
                    minor: amount.minor,
                    currency: amount.currency,
                    before_goods: false,
                    after_payment,
                });
            }
        }
    }

    /// Goods follow.
    pub(super) fn goods_follow(&mut self) {
        for candidate in &mut self.candidates {
            candidate.before_goods = true;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.candidates.is_empty()
    }

    pub(super) fn has(&self, rank: Rank) -> bool {
        self.candidates
            .iter()
            .any(|candidate| candidate.rank == rank)
    }

    /// The total and the currency printed beside it.
    pub(super) fn choose(&self, context: Context) -> Option<(i64, Option<Currency>)> {
        let counts = |c: &&Candidate| {
            context.least.is_none_or(|least| c.rank >= least)
                && (c.rank != Rank::Doubtful
                    || context.paid.map_or(!c.before_goods, |p| p == c.minor))
        };
        let early = self
            .candidates
            .iter()
            .filter(counts)
            .any(|c| !c.after_payment);
        let counts = |c: &&Candidate| counts(c) && !(early && c.after_payment);
        let best = self
            .candidates
            .iter()
            .filter(counts)
            .map(|c| c.rank)
            .max()?;
        let group = || {
            self.candidates
                .iter()
                .filter(counts)
                .filter(|c| c.rank == best)
        };
        let with = |minor: i64| {
            let currency = group()
                .filter(|c| c.minor == minor)
                .find_map(|c| c.currency);
            (minor, currency)
        };
        if let Some(only) = same(group()) {
            return Some(with(only));
        }
        let expected = context.currency;
        let home = || group().filter(|c| c.currency.is_some() && c.currency == expected);
        let foreign = group().any(|c| c.currency.is_some() && c.currency != expected);
        if foreign && let Some(only) = same(home()) {
            return Some((only, expected));
        }
        if let Some(paid) = context
            .paid
            .filter(|&paid| group().any(|c| c.minor == paid))
        {
            return Some(with(paid));
        }
        let (low, high) = (
            group().map(|c| c.minor).min()?,
            group().map(|c| c.minor).max()?,
        );
        let close = low.abs_diff(high) < MAX_ROUNDING;
        let last = group().next_back()?;
        (context.rounded && close).then(|| with(last.minor))
    }
}

/// The amount, if all are the same.
fn same<'c>(mut group: impl Iterator<Item = &'c Candidate>) -> Option<i64> {
    let first = group.next()?.minor;
    group.all(|c| c.minor == first).then_some(first)
}
