//! What the lines of a document add up to, and what it therefore is.

use super::Hint;
use super::amount::Amount;
use super::line::{self, Line, TENDERS};
use super::status::Status;
use super::total::{Context, Rank, Totals};
use crate::domain::document::{Currency, Facts, Kind, Outcome, Tender};
use crate::protocol::lexicon::{Lexicon, Topic, Topics};

/// Unknown words beside a phrase that is clear by itself: a name, a place.
const MAX_UNKNOWN: usize = 2;
/// More payments than this say nothing new.
const MAX_PAYMENTS: usize = 32;
/// What makes a report: a title, or a weaker one and a row.
const REPORT: u32 = 3;
/// Signs of a card slip, out of ten, that make one where no goods are sold.
const SLIP: u32 = 3;

const NO_TOTAL: Topics = Topics::of(&[
    Topic::TotalTrap,
    Topic::Subtotal,
    Topic::Vat,
    Topic::Change,
    Topic::Rounding,
]);
/// Of these, those that "including" does not excuse.
const HARD_TRAPS: Topics = Topics::of(&[
    Topic::TotalTrap,
    Topic::Subtotal,
    Topic::Change,
    Topic::Rounding,
]);

/// Everything that counts, and no text.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// By language, how much speaks for it.
    votes: Vec<u32>,
    /// Amounts with a decimal point, and with a decimal comma.
    points: u32,
    commas: u32,
    /// The currency printed beside the last amount that has one.
    mark: Option<Currency>,
    lines: u32,
    amount_lines: u32,
    titles: Titles,
    report: u32,
    goods: Goods,
    totals: Totals,
    payments: Vec<Payment>,
    change: Option<i64>,
    subtotal: bool,
    vat: bool,
    rounded: bool,
    slip: Slip,
    status: Status,
}

/// Titles seen.
#[derive(Debug, Clone, Copy, Default)]
struct Titles {
    seen: Topics,
    /// `VOID` somewhere below the first amount: one item, or everything.
    late_void: bool,
    /// A refund's title above the first total.
    refund: bool,
}

/// Lines of goods.
#[derive(Debug, Clone, Copy, Default)]
struct Goods {
    /// With a price, above the first total.
    above: u32,
    /// With a price, anywhere.
    priced: u32,
    positive: bool,
    negative: bool,
    /// With a count and without a price, as a kitchen gets them.
    ordered: u32,
    /// Something of a card terminal stands above the first of them.
    below_slip: bool,
}

/// Signs of a card terminal.
#[derive(Debug, Clone, Copy, Default)]
struct Slip {
    card_number: bool,
    terminal: bool,
    title: bool,
    brand: bool,
}

/// A way of paying, with its amount if there was one.
#[derive(Debug, Clone, Copy)]
struct Payment {
    tender: Tender,
    minor: Option<i64>,
    after_total: bool,
}

impl Tally {
    pub(super) fn new(languages: usize) -> Self {
        Self {
            votes: vec![0; languages],
            ..Self::default()
        }
    }

    pub(super) fn clear(&mut self) {
        let mut votes = std::mem::take(&mut self.votes);
        let mut totals = std::mem::take(&mut self.totals);
        let mut payments = std::mem::take(&mut self.payments);
        votes.fill(0);
        totals.clear();
        payments.clear();
        *self = Self {
            votes,
            totals,
            payments,
            ..Self::default()
        };
    }

    pub(super) fn votes_mut(&mut self) -> &mut [u32] {
        &mut self.votes
    }

    /// Takes what a line says apart from its amount.
    pub(super) fn take_words(&mut self, line: &Line) {
        self.lines += 1;
        self.status.take(line, self.lines);
        self.take_titles(line);
        self.take_slip(line);
        if line.amount.is_none() {
            self.goods.ordered += u32::from(line.begins_with_count && line.unknown > 0);
            if line.is_said_alone() && line.cards <= 2 && line.topics.has_any(TENDERS) {
                self.pay(line, None);
            }
        }
    }

    fn take_titles(&mut self, line: &Line) {
        let row = line.topics.has(Topic::ReportRow) && line.unknown <= MAX_UNKNOWN;
        self.report += u32::from(row);
        self.titles.note(line, Topic::Receipt, Topic::Receipt);
        if line.amount.is_some() {
            return;
        }
        let title = self.titles.note(line, Topic::Report, Topic::ReportAlone);
        self.report += match title {
            Some(Topic::Report) => REPORT,
            Some(_) if self.amount_lines == 0 => REPORT - 1,
            Some(_) => 1,
            None => 0,
        };
        self.titles.note(line, Topic::Kitchen, Topic::KitchenAlone);
        self.titles.note(line, Topic::Order, Topic::Order);
        self.titles.note(line, Topic::NotSale, Topic::NotSaleAlone);
        self.titles.note(line, Topic::Copy, Topic::CopyAlone);
        let above_total = !self.has_total();
        if self
            .titles
            .note(line, Topic::Refund, Topic::RefundAlone)
            .is_some()
        {
            self.titles.refund |= above_total;
        }
        let void = titled(line, Topic::Void, Topic::VoidAlone);
        if void == Some(Topic::VoidAlone) && self.amount_lines > 0 {
            self.titles.late_void = true;
        } else if void.is_some() {
            self.titles.seen.insert(Topic::Void);
        }
    }

    fn take_slip(&mut self, line: &Line) {
        let terminal = line.topics.has(Topic::Terminal) && line.amount.is_none();
        let paid = line.amount.is_some() && line.topics.has_any(TENDERS);
        self.slip.terminal |= terminal;
        self.slip.card_number |= line.masked_card && !paid;
        self.slip.title |= line.topics.has(Topic::SlipTitle) && line.amount.is_none();
        let unknown = usize::from(line.begins_with_tender && line.amount.is_none());
        self.slip.brand |= (line.cards > 0 && line.unknown <= unknown) || line.masked_card;
        let early = terminal || (line.masked_card && !paid);
        self.goods.below_slip |= early && self.goods.priced == 0;
    }

    /// Takes the amounts of a line, or of the line under its label.
    pub(super) fn take_amounts(&mut self, line: &Line, amounts: &[Amount]) {
        let Some(amount) = line.amount else { return };
        self.amount_lines += 1;
        for amount in amounts {
            self.points += u32::from(amount.decimal == Some(b'.'));
            self.commas += u32::from(amount.decimal == Some(b','));
            self.mark = amount.currency.or(self.mark);
        }
        self.subtotal |= line.topics.has(Topic::Subtotal);
        self.vat |= line.topics.has(Topic::Vat);
        self.rounded |= line.topics.has(Topic::Rounding);
        let refund = line.is_said_alone() && line.topics.has(Topic::RefundAlone);
        if line.topics.has(Topic::Change) && !(refund && amount.minor < 0) {
            self.take_change(line, amount);
            return;
        }
        let paid = self.is_payment(line);
        let rank = if refund && amount.minor < 0 && !paid {
            Some(Rank::Refunded)
        } else {
            rank(line)
        };
        if line.unknown > 0
            && !paid
            && !line.topics.has_any(NO_TOTAL)
            && rank.is_none_or(|r| r == Rank::Doubtful)
        {
            self.take_goods(amount);
        }
        if let Some(rank) = rank {
            let after_payment = self
                .payments
                .iter()
                .any(|p| p.after_total && p.minor.is_some());
            self.totals.add(rank, amounts, after_payment);
        }
        if paid {
            self.pay(line, Some(amount.minor));
        }
    }

    fn take_change(&mut self, line: &Line, amount: Amount) {
        if line.unknown == 0 {
            self.change = Some(
                self.change
                    .unwrap_or(0)
                    .saturating_add(amount.minor.saturating_abs()),
            );
        } else {
            self.take_goods(amount);
        }
    }

    fn take_goods(&mut self, amount: Amount) {
        self.goods.priced += 1;
        self.goods.above += u32::from(!self.has_total());
        self.goods.positive |= amount.minor > 0;
        self.goods.negative |= amount.minor < 0;
        self.totals.goods_follow();
    }

    /// Names of goods have words that are ways of paying too (`Card (birthday)`): unknown words
    /// are allowed below the total only, and only where the way of paying stands first.
    fn is_payment(&self, line: &Line) -> bool {
        line.topics.has_any(TENDERS)
            && !line.topics.has_any(NO_TOTAL)
            && (line.unknown == 0 || (line.begins_with_tender && self.has_total()))
    }

    fn pay(&mut self, line: &Line, minor: Option<i64>) {
        let after_total = self.has_total();
        let ways = [
            (Topic::TenderOther, Tender::Other),
            (Topic::TenderCard, Tender::Card),
            (Topic::TenderCash, Tender::Cash),
        ];
        let said = ways.into_iter().find(|&(topic, _)| line.topics.has(topic));
        if let Some((_, tender)) = said.filter(|_| self.payments.len() < MAX_PAYMENTS) {
            self.payments.push(Payment {
                tender,
                minor,
                after_total,
            });
        }
    }

    fn has_total(&self) -> bool {
        [Rank::Sum, Rank::Due, Rank::Refunded]
            .into_iter()
            .any(|rank| self.totals.has(rank))
    }

    pub(super) fn facts(&self, lexicon: &Lexicon, hint: &Hint) -> Facts {
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
        Facts {
            kind: Some(kind),
            language: locale.map(|locale| locale.language).or(hint.language),
            total_minor,
            currency: if sells {
                total.and_then(|(_, c)| c).or(self.mark).or(home)
            } else {
                None
            },
            tender: self.tender(kind, outcome),
            outcome,
            copy: self.titles.has(Topic::Copy, Topic::CopyAlone),
            void: sells && self.is_void(kind, total_minor),
            refund: sells && self.is_refund(kind, total_minor),
        }
    }

    /// The language with most votes; the decimal separator and then the hint break a tie.
    fn language(&self, lexicon: &Lexicon, hint: &Hint) -> Option<usize> {
        let decimal = match self.points.cmp(&self.commas) {
            std::cmp::Ordering::Greater => Some(b'.'),
            std::cmp::Ordering::Less => Some(b','),
            std::cmp::Ordering::Equal => None,
        };
        let most = self.votes.iter().copied().max().filter(|&most| most > 0);
        let locales = lexicon.locales().iter().enumerate();
        let tied = |i: usize| most.is_some_and(|most| self.votes.get(i) == Some(&most));
        let hinted = locales
            .clone()
            .find(|&(i, l)| tied(i) && Some(l.language) == hint.language);
        let by_decimal = |(i, l): &(usize, &crate::protocol::lexicon::Locale)| {
            tied(*i) && decimal.is_some() && l.decimal == decimal
        };
        line::leader(&self.votes)
            .or(hinted.map(|(i, _)| i))
            .or_else(|| {
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
        chosen.or(payment.filter(|_| self.totals.is_empty()))
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
        let mut tenders = self.counted().map(|p| p.tender);
        let Some(first) = tenders.next() else {
            let slip = outcome == Some(Outcome::Approved) && self.slip.points() > 1;
            return slip.then_some(Tender::Card);
        };
        Some(if tenders.all(|tender| tender == first) {
            first
        } else {
            Tender::Mixed
        })
    }

    fn outcome(&self, kind: Kind) -> Option<Outcome> {
        let card = self.has_card();
        let speaks = kind == Kind::CardSlip || (kind == Kind::Sale && card);
        self.status.outcome().filter(|_| speaks && card)
    }

    /// Whether a card was involved at all.
    fn has_card(&self) -> bool {
        self.slip.points() > 0
            || self.slip.brand
            || self.status.clear
            || self.status.is_authorised()
    }

    fn is_void(&self, kind: Kind, total: Option<i64>) -> bool {
        let nothing_left = total.is_none_or(|minor| minor <= 0) && self.payments.is_empty();
        let stopped = kind == Kind::Sale
            && !self.has_card()
            && self.status.outcome() == Some(Outcome::Cancelled);
        self.titles.seen.has(Topic::Void) || (self.titles.late_void && nothing_left) || stopped
    }

    fn is_refund(&self, kind: Kind, total: Option<i64>) -> bool {
        let negative = total.is_some_and(|minor| minor < 0);
        let label = self.totals.has(Rank::Refunded)
            && !self.totals.has(Rank::Sum)
            && !self.totals.has(Rank::Due);
        let exchange = self.goods.positive && self.goods.negative && !negative;
        let titled = if kind == Kind::CardSlip {
            self.titles.has(Topic::Refund, Topic::RefundAlone)
        } else {
            self.titles.refund && !exchange
        };
        negative || label || titled
    }

    fn kind(&self, hint: &Hint) -> Kind {
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
        receipt
            || (self.has_total() && (goods || cash || self.change.is_some()))
            || (self.goods.priced >= 1 && (cash || self.change.is_some()))
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
        self.slip.points()
            + 2 * u32::from(self.status.is_stated())
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

impl Slip {
    fn points(self) -> u32 {
        u32::from(self.card_number)
            + 2 * u32::from(self.terminal)
            + u32::from(self.title)
            + u32::from(self.brand && !self.card_number)
    }
}

impl Titles {
    fn has(self, clear: Topic, alone: Topic) -> bool {
        self.seen.has(clear) || self.seen.has(alone)
    }

    /// Notes a title if the line is one.
    fn note(&mut self, line: &Line, clear: Topic, alone: Topic) -> Option<Topic> {
        let title = titled(line, clear, alone)?;
        self.seen.insert(title);
        Some(title)
    }
}

/// Whether a line is a title: a clear phrase with hardly a word beside it, or a short word alone.
fn titled(line: &Line, clear: Topic, alone: Topic) -> Option<Topic> {
    let negated = line.topics.has(Topic::Negation) || line.topics.has(Topic::Prose);
    if negated {
        None
    } else if line.topics.has(clear) && line.unknown <= MAX_UNKNOWN {
        Some(clear)
    } else {
        (line.topics.has(alone) && line.is_said_alone()).then_some(alone)
    }
}

/// What a line's label makes of its amount.
fn rank(line: &Line) -> Option<Rank> {
    let has = |topic| line.topics.has(topic);
    let including = has(Topic::Including) && line.begins_with_total;
    let trap = line.topics.has_any(NO_TOTAL) && !(including && !line.topics.has_any(HARD_TRAPS));
    let label = [
        (Topic::TotalDue, Rank::Due),
        (Topic::TotalRefunded, Rank::Refunded),
        (Topic::TotalSum, Rank::Sum),
        (Topic::TotalAmount, Rank::Amount),
        (Topic::TotalTransaction, Rank::Transaction),
    ];
    let found = label
        .into_iter()
        .find(|&(topic, _)| has(topic))
        .map(|(_, rank)| rank);
    match found {
        _ if trap => None,
        Some(Rank::Sum) if line.topics.has_any(TENDERS) => Some(Rank::Amount),
        Some(rank) if rank >= Rank::Refunded && line.unknown > 0 => Some(Rank::Doubtful),
        Some(Rank::Amount) if line.percent => None,
        Some(rank) if rank < Rank::Refunded && line.unknown > 0 => None,
        None if line.is_bare() && line.amount.is_some_and(|a| a.currency.is_some()) => {
            Some(Rank::Bare)
        }
        found => found,
    }
}
