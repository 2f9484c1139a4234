//! What the till software tells: the source of sales, or a voice beside the cable.

use super::loyalty::Ending;
use super::{Counter, Now, Sales, Serving};
use crate::domain::document::{Currency, Facts, Kind, Tender};
use crate::domain::event::{DocumentEnded, Event};
use crate::domain::member::{Card, CardError};
use crate::domain::time::Timestamp;
use crate::engine::api::{Amount, Key, Reception, TillEvent, TillWord};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// What was told and passes with the process.
#[derive(Debug)]
pub(super) struct Told {
    sales: Sales,
    currency: Currency,
    /// Keys of messages that led to nothing that the journal keeps, newest first.
    keys: VecDeque<Key>,
    /// The last sales that were completed, newest first.
    completed: VecDeque<(Key, Amount)>,
    /// What the till said of a sale whose receipt is still to come.
    amount: Option<(Amount, Instant)>,
    /// The last sales that do not stand, newest first.
    voided: VecDeque<Key>,
    /// Those among them whose money went back.
    reversed: VecDeque<Key>,
    /// When the last receipt of a sale came.
    receipt: Option<Instant>,
}

/// How many messages and sales are remembered.
const REMEMBERED: usize = 1024;

/// A receipt that comes later than this belongs to another sale.
const RECEIPT_FOLLOWS: Duration = Duration::from_mins(1);

/// A till that tells of a sale so soon after its receipt means that one.
const RECEIPT_WENT_BEFORE: Duration = Duration::from_secs(5);

/// A message that is older says nothing about how long somebody was served.
const LATE_MS: i64 = 60_000;

/// A message is not booked further back.
const OLDEST_MS: i64 = 2 * 24 * 3_600_000;

impl Told {
    pub(super) fn new(sales: Sales, currency: Currency) -> Self {
        Self {
            sales,
            currency,
            keys: VecDeque::new(),
            completed: VecDeque::new(),
            amount: None,
            voided: VecDeque::new(),
            reversed: VecDeque::new(),
            receipt: None,
        }
    }

    /// Whether the till software counts the sales.
    pub(super) fn counts_sales(&self) -> bool {
        self.sales == Sales::Api
    }

    fn is_completed(&self, sale: Option<&Key>) -> bool {
        let is_it = |(other, _): &(Key, Amount)| Some(other) == sale;
        self.completed.iter().any(is_it)
    }

    fn is_voided(&self, sale: Option<&Key>) -> bool {
        self.voided.iter().any(|other| Some(other) == sale)
    }
}

/// When something happened that was told just now.
#[derive(Debug, Clone, Copy)]
struct When {
    at: Timestamp,
    is_late: bool,
}

impl When {
    fn new(said: Option<Timestamp>, now: Now) -> Self {
        let at = said.map_or(now.at.0, |said| said.0);
        let at = at.clamp(now.at.0 - OLDEST_MS, now.at.0);
        Self {
            at: Timestamp(at),
            is_late: now.at.0 - at > LATE_MS,
        }
    }
}

impl Counter {
    /// Takes in what the till software tells; a message that was taken before changes nothing.
    ///
    /// All [`super::Output::Append`]s that follow belong together: a journal has to take them as a
    /// whole or not at all.
    pub fn till_event(&mut self, message: &TillEvent, now: Now) -> Reception {
        self.handle_timeout(now);
        let fingerprint = message.key.fingerprint();
        if self.state.was_told(fingerprint) || self.till.keys.contains(&message.key) {
            return Reception::Repeated;
        }
        let before = self.outputs.len();
        let when = When::new(message.at, now);
        let reception = self.take_word(&message.event, message.sale.as_ref(), when);
        if self.outputs.len() > before {
            self.append(Event::TillTold { key: fingerprint });
        } else {
            remember(&mut self.till.keys, message.key.clone());
        }
        self.is_shown = false;
        reception
    }

    fn take_word(&mut self, word: &TillWord, sale: Option<&Key>, when: When) -> Reception {
        match word {
            TillWord::SaleBegan => self.goods_told(0, sale, when),
            TillWord::ItemAdded { count } => self.goods_told(*count, sale, when),
            TillWord::SaleCompleted(amount) => self.sale_completed(*amount, sale, when),
            TillWord::SaleVoided(amount) => self.sale_voided(*amount, sale, when),
            TillWord::SaleReturned(amount) => self.sale_returned(*amount, sale, when),
            TillWord::Payment { .. } | TillWord::Member { .. } if when.is_late => {
                Reception::NotUsed
            }
            TillWord::Payment(payment) => {
                self.payment_told(payment);
                Reception::Taken
            }
            TillWord::Member { number } => self.member_told(number),
        }
    }

    /// A card that the till software has read; what is none of ours is somebody else's business.
    fn member_told(&mut self, number: &Key) -> Reception {
        let prefix = self.loyalty.setup.card_prefix.as_deref();
        match Card::parse(number.as_str(), prefix) {
            Ok(card) => {
                self.show_card(card);
                Reception::Taken
            }
            Err(CardError::Misread | CardError::NoCard) => Reception::NotUsed,
        }
    }

    /// Messages may overtake one another: what comes after the end of its sale is too late.
    fn goods_told(&mut self, items: u16, sale: Option<&Key>, when: When) -> Reception {
        if when.is_late || self.till.is_completed(sale) || self.till.is_voided(sale) {
            return Reception::NotUsed;
        }
        let serving = self.serve_more();
        serving.told = serving.told.saturating_add(items);
        Reception::Taken
    }

    fn sale_completed(&mut self, amount: Amount, sale: Option<&Key>, when: When) -> Reception {
        if self.till.is_completed(sale) || self.till.is_voided(sale) {
            return Reception::NotUsed;
        }
        if let Some(sale) = sale {
            remember(&mut self.till.completed, (sale.clone(), amount));
        }
        if !self.till.counts_sales() {
            let receipt = self.till.receipt;
            let went = receipt.is_some_and(|at| self.now.instant < at + RECEIPT_WENT_BEFORE);
            if let Some(sale) = sale.filter(|_| !when.is_late) {
                self.sale_is_called(sale.fingerprint(), went);
            }
            if when.is_late || went {
                return Reception::NotUsed;
            }
            self.till.amount = Some((amount, self.now.instant));
            return Reception::Taken;
        }
        let serving = self.serving.take_if(|_| !when.is_late);
        let items = serving.and_then(|serving| self.items_of(serving));
        let ended = DocumentEnded {
            items: amount.items.or(items),
            served_ms: serving.map(|serving| self.ms_since(serving.began)),
            waited_s: if when.is_late {
                None
            } else {
                self.take_waited()
            },
            ..self.told_sale(amount)
        };
        self.append_at(when.at, Event::DocumentEnded(ended));
        if !when.is_late {
            self.settle_payment(amount.tender);
            self.line_ended();
            self.sale_may_earn(&Facts {
                kind: Some(Kind::Sale),
                total_minor: ended.total_minor,
                currency: ended.currency,
                ..Facts::default()
            });
            let name = sale.map(Key::fingerprint);
            self.sale_ended(Ending::Paid, ended.total_minor, name);
        }
        Reception::Taken
    }

    /// Before its end a sale leaves no trace; afterwards its money goes back, once.
    fn sale_voided(&mut self, amount: Amount, sale: Option<&Key>, when: When) -> Reception {
        if sale.is_some() && self.till.reversed.iter().any(|other| Some(other) == sale) {
            return Reception::NotUsed;
        }
        if let Some(sale) = sale {
            remember(&mut self.till.voided, sale.clone());
        }
        let is_undone = sale.is_some_and(|sale| self.undo_named(sale.fingerprint()));
        let completed = &mut self.till.completed;
        let place = completed.iter().position(|(key, _)| Some(key) == sale);
        let known = place.and_then(|place| completed.remove(place));
        let known = known.map(|(_, amount)| amount);
        // The payment at the terminal is that of the sale under way, not of one that was completed.
        let given_up = known.is_none() && !when.is_late && self.trouble.is_some();
        if given_up {
            self.lose_payment();
        }
        let Some(amount) = known.or_else(|| amount.total_minor.map(|_| amount)) else {
            let serving = self.serving.take_if(|_| !when.is_late);
            if serving.is_some() && !is_undone {
                self.sale_ended(Ending::Voided, None, None);
            }
            return if given_up || is_undone || serving.is_some() {
                Reception::Taken
            } else {
                Reception::NotUsed
            };
        };
        if !self.till.counts_sales() {
            // Of another sale, if its receipt has come already.
            self.till.amount = self.till.amount.filter(|(told, _)| *told != amount);
            return if is_undone {
                Reception::Taken
            } else {
                Reception::NotUsed
            };
        }
        if let Some(sale) = sale {
            remember(&mut self.till.reversed, sale.clone());
        }
        let DocumentEnded {
            total_minor,
            currency,
            ..
        } = self.told_sale(amount);
        let voided = Event::SaleVoided {
            total_minor,
            currency,
        };
        self.append_at(when.at, voided);
        Reception::Taken
    }

    fn sale_returned(&mut self, amount: Amount, sale: Option<&Key>, when: When) -> Reception {
        if !self.till.counts_sales() {
            return Reception::NotUsed;
        }
        let told = self.told_sale(amount);
        let ended = DocumentEnded {
            total_minor: told.total_minor.map(|total| -total),
            refund: true,
            ..told
        };
        self.append_at(when.at, Event::DocumentEnded(ended));
        let name = sale.map(Key::fingerprint);
        self.sale_ended(Ending::Refunded, ended.total_minor, name);
        Reception::Taken
    }

    /// Who counts the sales counts the goods too, if it does; adding both up would double them.
    pub(super) fn items_of(&self, serving: Serving) -> Option<u16> {
        let Serving { scanned, told, .. } = serving;
        let (first, second) = if self.till.counts_sales() {
            (told, scanned)
        } else {
            (scanned, told)
        };
        [first, second].into_iter().find(|items| *items > 0)
    }

    fn told_sale(&self, amount: Amount) -> DocumentEnded {
        DocumentEnded {
            items: amount.items,
            total_minor: amount.total_minor.map(i64::from),
            currency: Some(amount.currency.unwrap_or(self.till.currency)),
            tender: amount.tender,
            ..DocumentEnded::of(Kind::Sale)
        }
    }

    /// A receipt, with what the till said of its sale where the paper itself does not say it.
    pub(super) fn with_what_was_told(&mut self, facts: Facts) -> Facts {
        let stands = facts.kind == Some(Kind::Sale) && !facts.copy && !facts.void && !facts.refund;
        if stands {
            self.till.receipt = Some(self.now.instant);
        }
        let Some((amount, said)) = self.till.amount.take_if(|_| stands) else {
            return facts;
        };
        if self.now.instant > said + RECEIPT_FOLLOWS {
            return facts;
        }
        let tender: Option<Tender> = facts.tender.or(amount.tender);
        let told = amount.total_minor.map(i64::from);
        let currency = amount.currency.unwrap_or(self.till.currency);
        // Another total is another sale's.
        let is_other = |total| told.is_some_and(|told| told != total);
        if facts.total_minor.is_some_and(is_other) {
            return facts;
        }
        match (facts.total_minor, told) {
            (None, Some(total)) => Facts {
                total_minor: Some(total),
                currency: Some(currency),
                tender,
                ..facts
            },
            _ => Facts { tender, ..facts },
        }
    }
}

fn remember<T>(list: &mut VecDeque<T>, newest: T) {
    list.truncate(REMEMBERED - 1);
    list.push_front(newest);
}
