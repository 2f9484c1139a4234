//! What a document is and says, from what its lines add up to.
//!
//! Pure: the same tally gives the same facts, however often it is asked.

use super::Hint;
use super::line;
use super::tally::{Payment, REPORT, Tally};
use super::total::{Context, Rank};
use crate::domain::decline::Care;
use crate::domain::document::{Currency, Facts, Kind, Outcome, Tender};
use crate::protocol::lexicon::{Lexicon, Locale, Topic};
use std::cmp::Ordering;

/// Signs of a card slip, out of ten, that make one where no goods are sold.
const SLIP: u32 = 3;

impl Tally {
    pub(super) fn facts(&self, lexicon: &Lexicon, hint: Hint) -> Facts {
        let kind = self.kind(hint);
        let leading = self.language(lexicon, hint);
        let locale = leading.and_then(|i| lexicon.locales().get(i));
        let home = hint
            .currency
            .or_else(|| locale.and_then(|locale| locale.currency));
        let total = self.total(kind, home);
        let total_minor = total.map(|(minor, _)| minor);
        let sells = matches!(kind, Kind::Sale | Kind::CardSlip);
        let outcome = self.outcome(kind);
        let tender = self.tender(kind, outcome);
        let void = sells && self.is_void(kind, total_minor);
        let refund = sells && self.is_refund(kind, total_minor);
        let care = outcome.filter(|_| !void && !refund);
        Facts {
            kind: Some(kind),
            language: locale.map(|locale| locale.language).or(hint.language),
            total_minor,
            currency: if sells {
                total.and_then(|(_, c)| c).or(self.mark).or(home)
            } else {
                None
            },
            tender,
            outcome,
            care: care.and_then(|outcome| self.care(kind, outcome, tender)),
            copy: self.titles.has(Topic::Copy, Topic::CopyAlone),
            void,
            refund,
        }
    }

    /// The language with most votes; the decimal separator and then the hint break a tie.
    fn language(&self, lexicon: &Lexicon, hint: Hint) -> Option<usize> {
        let decimal = match self.points.cmp(&self.commas) {
            Ordering::Greater => Some(b'.'),
            Ordering::Less => Some(b','),
            Ordering::Equal => None,
        };
        let most = self.votes.iter().copied().max().filter(|&most| most > 0);
        let locales = lexicon.locales().iter().enumerate();
        let tied = |i: usize| most.is_some_and(|most| self.votes.get(i) == Some(&most));
        let hinted = locales
            .clone()
            .find(|&(i, l)| tied(i) && Some(l.language) == hint.language);
        let by_decimal =
            |(i, l): &(usize, &Locale)| tied(*i) && decimal.is_some() && l.decimal == decimal;
        let hinted = hinted.map(|(i, _)| i);
        line::leader(&self.votes).or(hinted).or_else(|| {
            let mut fitting = locales.filter(by_decimal);
            let (first, _) = fitting.next()?;
            fitting.next().is_none().then_some(first)
        })
    }

    fn total(&self, kind: Kind, home: Option<Currency>) -> Option<(i64, Option<Currency>)> {
        let least = match kind {
            Kind::Sale => Rank::Amount,
            Kind::CardSlip => Rank::Bare,
            Kind::Report | Kind::Kitchen | Kind::Drawer | Kind::Other => return None,
        };
        let context = Context {
            paid: self.paid(),
            rounded: self.rounded,
            currency: home,
            least: Some(least),
        };
        let chosen = self.totals.choose(context);
        let payment = self
            .paid()
            .filter(|_| kind == Kind::CardSlip)
            .map(|minor| (minor, None));
        chosen.or_else(|| payment.filter(|_| self.totals.is_empty()))
    }

    /// The payments that count: those below the total if there are any.
    fn counted(&self) -> impl Iterator<Item = &Payment> + Clone {
        let below = self
            .payments
            .iter()
            .any(|p| p.after_total && p.minor.is_some());
        let valued = self
            .payments
            .iter()
            .any(|p| p.minor.is_some_and(|minor| minor != 0));
        self.payments.iter().filter(move |p| {
            (p.after_total || !below) && (p.minor.is_some_and(|minor| minor != 0) || !valued)
        })
    }

    fn paid(&self) -> Option<i64> {
        let amounts = self.counted().filter_map(|p| p.minor);
        let sum = amounts.reduce(i64::saturating_add)?;
        Some(sum.saturating_sub(self.change.unwrap_or(0)))
    }

    fn tender(&self, kind: Kind, outcome: Option<Outcome>) -> Option<Tender> {
        match kind {
            Kind::CardSlip => return Some(Tender::Card),
            Kind::Sale => {}
            Kind::Report | Kind::Kitchen | Kind::Drawer | Kind::Other => return None,
        }
        // A card that was not accepted has paid nothing, whatever line it stands on.
        let refused = outcome.is_some_and(|outcome| outcome != Outcome::Approved);
        let other = self.counted().any(|p| p.tender != Tender::Card);
        let failed = |p: &Payment| p.tender == Tender::Card && (other || p.minor.is_none());
        let paid = self.counted().filter(|p| !(refused && failed(p)));
        let mut tenders = paid.map(|p| p.tender);
        let Some(first) = tenders.next() else {
            let slip = outcome == Some(Outcome::Approved) && self.slip.points() > 1;
            let cash = self.change.is_some_and(|change| change > 0);
            let unsaid = if slip { Tender::Card } else { Tender::Cash };
            return (slip || cash).then_some(unsaid);
        };
        Some(if tenders.all(|tender| tender == first) {
            first
        } else {
            Tender::Mixed
        })
    }

    fn outcome(&self, kind: Kind) -> Option<Outcome> {
        let outcome = match kind {
            Kind::CardSlip => self.status.on_slip(),
            Kind::Sale => self.on_receipt(),
            Kind::Report | Kind::Kitchen | Kind::Drawer | Kind::Other => None,
        };
        outcome.filter(|_| self.has_card())
    }

    fn on_receipt(&self) -> Option<Outcome> {
        let outcome = self.status.on_receipt()?;
        let terminal = self.slip.points() >= 2;
        let paid_since = self.status.stated_at().is_some_and(|at| at < self.paid_at);
        let speaks = match outcome {
            Outcome::Approved => true,
            Outcome::Declined => !paid_since,
            // `CANCELLED` alone is the till's word for one item.
            Outcome::Cancelled => (self.status.clear || terminal) && !paid_since,
            // The till has connections of its own.
            Outcome::Unknown => self.status.is_stated() || terminal,
        };
        speaks.then_some(outcome)
    }

    /// Nothing where the text has no sign of a card, or the customer has paid in another way.
    fn care(&self, kind: Kind, outcome: Outcome, tender: Option<Tender>) -> Option<Care> {
        let card = self.slip.points() > 0 || self.status.is_authorised();
        let paid = kind == Kind::Sale && tender.is_some_and(|tender| tender != Tender::Card);
        self.status.care(outcome).filter(|_| card && !paid)
    }

    /// Whether a card was involved at all.
    fn has_card(&self) -> bool {
        self.slip.points() > 0 || self.status.clear || self.status.is_authorised()
    }

    fn is_void(&self, kind: Kind, total: Option<i64>) -> bool {
        let nothing_left = total.is_none_or(|minor| minor <= 0) && self.payments.is_empty();
        let stopped = kind == Kind::Sale
            && !self.has_card()
            && self.payments.is_empty()
            && self.status.is_stopped();
        let slip = kind == Kind::CardSlip && self.titles.transactions.has(Topic::VoidAlone);
        let titled = self.titles.seen.has(Topic::Void);
        titled || slip || (self.titles.late_void && nothing_left) || stopped
    }

    fn is_refund(&self, kind: Kind, total: Option<i64>) -> bool {
        let negative = total.is_some_and(|minor| minor < 0);
        let label = self.totals.has(Rank::Refunded)
            && !self.totals.has(Rank::Sum)
            && !self.totals.has(Rank::Due);
        let exchange = self.goods.positive && self.goods.negative && !negative;
        let titled = if kind == Kind::CardSlip {
            self.titles.has(Topic::Refund, Topic::RefundAlone)
                || self.titles.transactions.has(Topic::RefundAlone)
        } else {
            self.titles.refund && !exchange
        };
        negative || label || titled
    }

    fn kind(&self, hint: Hint) -> Kind {
        if self.lines == 0 {
            return if hint.drawer {
                Kind::Drawer
            } else {
                Kind::Other
            };
        }
        if self.titles.has(Topic::NotSale, Topic::NotSaleAlone) {
            return Kind::Other;
        }
        if self.report >= REPORT && self.titles.has(Topic::Report, Topic::ReportAlone) {
            return Kind::Report;
        }
        if self.is_sold() {
            return Kind::Sale;
        }
        let slip = self.slip_points();
        if slip >= SLIP && slip >= self.till_points() {
            return Kind::CardSlip;
        }
        if self.is_kitchen() {
            return Kind::Kitchen;
        }
        if self.has_total() || self.totals.has(Rank::Doubtful) || self.till_points() >= 2 {
            return Kind::Sale;
        }
        Kind::Other
    }

    /// Goods or money changed hands, whatever a card terminal printed beside it.
    fn is_sold(&self) -> bool {
        let cash = self
            .counted()
            .any(|p| p.tender == Tender::Cash && p.minor.is_some());
        let goods = self.goods.above >= 2 || (self.goods.priced >= 1 && !self.goods.below_slip);
        let receipt = self.titles.seen.has(Topic::Receipt);
        let undone = self.titles.refund || self.titles.seen.has(Topic::Void);
        receipt
            || (self.has_total() && (goods || cash || self.change.is_some()))
            || (self.goods.priced >= 1 && (cash || self.change.is_some()))
            || (undone && self.goods.above >= 1 && !self.goods.below_slip)
    }

    fn till_points(&self) -> u32 {
        let paid = self.payments.iter().any(|p| p.minor.is_some());
        u32::from(self.has_total())
            + u32::from(self.goods.priced > 0)
            + u32::from(paid)
            + 2 * u32::from(self.subtotal)
            + 2 * u32::from(self.vat)
    }

    fn slip_points(&self) -> u32 {
        let label = self.totals.has(Rank::Amount) || self.totals.has(Rank::Transaction);
        let amount = self.amount_lines > 0;
        let payment = amount || self.slip.card_number || self.slip.seen.has(Topic::TenderCard);
        let said = self.status.is_stated() || (self.status.is_silent() && payment);
        self.slip.points()
            + 2 * u32::from(said)
            + 2 * u32::from(label)
            + u32::from(self.status.is_authorised())
    }

    fn is_kitchen(&self) -> bool {
        let title = self.titles.has(Topic::Kitchen, Topic::KitchenAlone);
        let order = self.titles.seen.has(Topic::Order) && self.goods.ordered > 0;
        let unpriced = self.amount_lines == 0 || self.titles.seen.has(Topic::Kitchen);
        (title || order) && unpriced && !self.has_total()
    }
}
