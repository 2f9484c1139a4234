//! What the lines of a document add up to. What it therefore is, `verdict` says.

use super::amount::Amount;
use super::line::{Line, Mark, TENDERS};
use super::status::Status;
use super::total::{Rank, Totals};
use crate::domain::document::{Currency, Tender};
use crate::protocol::lexicon::{Topic, Topics};

/// Unknown words beside a phrase that is clear by itself: a name, a place.
const MAX_UNKNOWN: usize = 2;
/// More payments than this say nothing new.
const MAX_PAYMENTS: usize = 32;
/// What makes a report: a title, or a weaker one and a row.
pub(super) const REPORT: u32 = 3;

/// What makes an amount no total.
const NO_TOTAL: Topics = Topics::of(&[
    Topic::TotalTrap,
    Topic::HandedOver,
    Topic::Subtotal,
    Topic::Vat,
    Topic::Change,
    Topic::Rounding,
]);
/// Of these, those that "including" does not excuse.
const HARD_TRAPS: Topics = Topics::of(&[
    Topic::TotalTrap,
    Topic::HandedOver,
    Topic::Subtotal,
    Topic::Change,
    Topic::Rounding,
]);

/// What makes an amount no payment.
const NO_PAYMENT: Topics = Topics::of(&[
    Topic::TotalTrap,
    Topic::Subtotal,
    Topic::Vat,
    Topic::Change,
    Topic::Rounding,
]);

/// Everything that counts, and no text.
#[derive(Clone, Default)]
pub(super) struct Tally {
    /// By language, how much speaks for it.
    pub(super) votes: Vec<u32>,
    /// Amounts with a decimal point, and with a decimal comma.
    pub(super) points: u32,
    pub(super) commas: u32,
    /// The currency printed beside the last amount that has one.
    pub(super) mark: Option<Currency>,
    pub(super) lines: u32,
    pub(super) amount_lines: u32,
    pub(super) titles: Titles,
    pub(super) report: u32,
    pub(super) goods: Goods,
    pub(super) totals: Totals,
    pub(super) payments: Vec<Payment>,
    /// The number of the line of the last payment with an amount.
    pub(super) paid_at: u32,
    pub(super) change: Option<i64>,
    pub(super) subtotal: bool,
    pub(super) vat: bool,
    pub(super) rounded: bool,
    pub(super) slip: Slip,
    pub(super) status: Status,
}

/// Titles seen.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Titles {
    pub(super) seen: Topics,
    /// `VOID` somewhere below the first amount: one item, or everything.
    pub(super) late_void: bool,
    /// A refund's title above the first total.
    pub(super) refund: bool,
    /// What a card slip's transaction is called, with its amount: `VOID GBP 5.00`.
    pub(super) transactions: Topics,
}

/// Lines of goods.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Goods {
    /// With a price, above the first total.
    pub(super) above: u32,
    /// With a price, anywhere.
    pub(super) priced: u32,
    pub(super) positive: bool,
    pub(super) negative: bool,
    /// With a count and without a price, as a kitchen gets them.
    pub(super) ordered: u32,
    /// Something of a card terminal stands above the first of them.
    pub(super) below_slip: bool,
}

/// Signs of a card terminal.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Slip {
    /// Of terminal data, titles and names of cards, those that were there.
    pub(super) seen: Topics,
    pub(super) card_number: bool,
}

/// A way of paying, with its amount if there was one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Payment {
    pub(super) tender: Tender,
    pub(super) minor: Option<i64>,
    pub(super) after_total: bool,
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
            self.goods.ordered += u32::from(line.has(Mark::BeginsWithCount) && line.unknown > 0);
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
            if line.is_said_alone() {
                self.titles.transactions = self.titles.transactions.union(line.topics);
            }
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
        let unpriced = line.amount.is_none();
        let masked = line.has(Mark::MaskedCard);
        let terminal = line.topics.has(Topic::Terminal) && line.has(Mark::Number) && unpriced;
        let card_number = masked && (unpriced || !line.topics.has_any(TENDERS));
        let strangers = usize::from(line.has(Mark::BeginsWithTender) && unpriced);
        let brand = line.cards > 0 && line.unknown <= strangers;
        let signs = [
            (Topic::Terminal, terminal),
            (
                Topic::SlipTitle,
                line.topics.has(Topic::SlipTitle) && unpriced,
            ),
            (Topic::TenderCard, brand || masked),
        ];
        for (sign, _) in signs.into_iter().filter(|(_, there)| *there) {
            self.slip.seen.insert(sign);
        }
        self.slip.card_number |= card_number;
        self.goods.below_slip |= (terminal || card_number) && self.goods.priced == 0;
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
            self.totals.add(rank, amount, amounts, after_payment);
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
            && !line.topics.has_any(NO_PAYMENT)
            && (line.unknown == 0 || (line.has(Mark::BeginsWithTender) && self.has_total()))
    }

    fn pay(&mut self, line: &Line, minor: Option<i64>) {
        let after_total = self.has_total();
        let ways = [
            (Topic::TenderOther, Tender::Other),
            (Topic::TenderCard, Tender::Card),
            (Topic::TenderCash, Tender::Cash),
        ];
        let said = ways.into_iter().find(|&(topic, _)| line.topics.has(topic));
        if said.is_some() && minor.is_some_and(|minor| minor > 0) {
            self.paid_at = self.lines;
        }
        if let Some((_, tender)) = said.filter(|_| self.payments.len() < MAX_PAYMENTS) {
            self.payments.push(Payment {
                tender,
                minor,
                after_total,
            });
        }
    }

    pub(super) fn has_total(&self) -> bool {
        [Rank::Sum, Rank::Due, Rank::Refunded]
            .into_iter()
            .any(|rank| self.totals.has(rank))
    }
}

impl Slip {
    pub(super) fn points(self) -> u32 {
        let seen = |sign| u32::from(self.seen.has(sign));
        let card = u32::from(self.card_number).max(seen(Topic::TenderCard));
        card + 2 * seen(Topic::Terminal) + seen(Topic::SlipTitle)
    }
}

impl Titles {
    pub(super) fn has(self, clear: Topic, alone: Topic) -> bool {
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
    let including = has(Topic::Including) && line.has(Mark::BeginsWithTotal);
    let trap = line
        .topics
        .has_any(if including { HARD_TRAPS } else { NO_TOTAL });
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
        Some(Rank::Amount) if line.has(Mark::Percent) => None,
        Some(rank) if rank < Rank::Refunded && line.unknown > 0 => None,
        None if line.is_bare() && line.amount.is_some_and(|a| a.currency.is_some()) => {
            Some(Rank::Bare)
        }
        found => found,
    }
}
