//! Figures of a quarter-hour: sums over events, and nothing else.
//!
//! Adding an event twice counts it twice; that each event is added once is the journal's business.

use super::decline::Step;
use super::document::{Currency, Kind, Tender};
use super::event::{DocumentEnded, Event, Loyalty, QueueObserved};
use super::survey::Recommend;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Customers served: sales and refunds that are no copy and not void.
    Served,
    /// Sales among them.
    Sales,
    /// Refunds among them.
    Refunds,
    /// Sales that were voided as a whole.
    Voids,
    /// Documents of any kind.
    Documents,
    /// Customers served who paid in cash.
    Cash,
    /// Customers served who paid by card.
    Card,
    /// Goods that the scanner read.
    Items,
    /// Customers served of whom it is known how long it took.
    Timed,
    /// How long it took for these together, in milliseconds.
    ServedMs,
    /// Codes printed.
    Codes,
    /// Payments that did not go through at once.
    Troubled,
    /// Those that were paid after all.
    Settled,
    /// Those among them whose card went into the slot at last.
    SettledChip,
    /// Those for which the same card was tried once more.
    SettledAgain,
    /// Those paid with another card.
    SettledOtherCard,
    /// Those paid with a phone or a watch.
    SettledPhone,
    /// Those paid in cash.
    SettledCash,
    /// Those of which the terminal said that they were paid already.
    SettledBefore,
    /// How long it took for all settled ones together, in milliseconds.
    SettledMs,
    /// Payments that were put off, with the basket kept.
    Held,
    /// Payments that came to nothing.
    Lost,
    /// Customers served of whom it is known about how long they had waited.
    Waited,
    /// How long these had waited together, in seconds.
    WaitedS,
    /// Those among them who had waited for at most a minute.
    Within1,
    /// At most two minutes.
    Within2,
    /// At most three minutes.
    Within3,
    /// At most five minutes.
    Within5,
    /// At most ten minutes.
    Within10,
    /// Quarter-hours in which the line was looked at: one, or none.
    Observed,
    /// How many waited in these on average, in tenths of a person.
    WaitingTenths,
    /// How many at least, with a chance of nine in ten.
    WaitingLow,
    /// How many at most, with a chance of nine in ten.
    WaitingHigh,
    /// How many counters were open on average, in tenths.
    OpenTenths,
    /// How often a colleague was called.
    Calls,
    /// How often somebody came.
    CallsAnswered,
    /// Customers who answered the survey.
    Answered,
    /// Those among them who would recommend the store: 9 or 10.
    Promoters,
    /// Those among them who would not: 0 to 6.
    Detractors,
    /// How often the survey was opened on a phone.
    Opened,
    /// Codes that were tried and that the store never made.
    Guessed,
    /// Receipts that were left behind.
    LeftBehind,
    /// Thank-yous that were handed over for a code.
    Redeemed,
    /// Those among them whose code had been taken at another counter too.
    Doubled,
    /// Sales of members who were known.
    Identified,
    /// People who asked to be remembered.
    Joined,
    /// Gifts that the cashier was told to offer.
    GiftsOffered,
    /// Gifts that were handed over.
    GiftsGiven,
    /// Gifts that were passed.
    GiftsPassed,
    /// What the gifts that were handed over cost together, in hundredths.
    GiftCost,
}

impl Measure {
    /// All of them, in the order of their columns.
    pub const ALL: [Self; 50] = [
        Self::Served,
        Self::Sales,
        Self::Refunds,
        Self::Voids,
        Self::Documents,
        Self::Cash,
        Self::Card,
        Self::Items,
        Self::Timed,
        Self::ServedMs,
        Self::Codes,
        Self::Troubled,
        Self::Settled,
        Self::SettledChip,
        Self::SettledAgain,
        Self::SettledOtherCard,
        Self::SettledPhone,
        Self::SettledCash,
        Self::SettledBefore,
        Self::SettledMs,
        Self::Held,
        Self::Lost,
        Self::Waited,
        Self::WaitedS,
        Self::Within1,
        Self::Within2,
        Self::Within3,
        Self::Within5,
        Self::Within10,
        Self::Observed,
        Self::WaitingTenths,
        Self::WaitingLow,
        Self::WaitingHigh,
        Self::OpenTenths,
        Self::Calls,
        Self::CallsAnswered,
        Self::Answered,
        Self::Promoters,
        Self::Detractors,
        Self::Opened,
        Self::Guessed,
        Self::LeftBehind,
        Self::Redeemed,
        Self::Doubled,
        Self::Identified,
        Self::Joined,
        Self::GiftsOffered,
        Self::GiftsGiven,
        Self::GiftsPassed,
        Self::GiftCost,
    ];

    /// The name in tables and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Served => "served",
            Self::Sales => "sales",
            Self::Refunds => "refunds",
            Self::Voids => "voids",
            Self::Documents => "documents",
            Self::Cash => "cash",
            Self::Card => "card",
            Self::Items => "items",
            Self::Timed => "timed",
            Self::ServedMs => "served_ms",
            Self::Codes => "codes",
            Self::Troubled => "troubled",
            Self::Settled => "settled",
            Self::SettledChip => "settled_chip",
            Self::SettledAgain => "settled_again",
            Self::SettledOtherCard => "settled_other_card",
            Self::SettledPhone => "settled_phone",
            Self::SettledCash => "settled_cash",
            Self::SettledBefore => "settled_before",
            Self::SettledMs => "settled_ms",
            Self::Held => "held",
            Self::Lost => "lost",
            Self::Waited => "waited",
            Self::WaitedS => "waited_s",
            Self::Within1 => "within1",
            Self::Within2 => "within2",
            Self::Within3 => "within3",
            Self::Within5 => "within5",
            Self::Within10 => "within10",
            Self::Observed => "observed",
            Self::WaitingTenths => "waiting_tenths",
            Self::WaitingLow => "waiting_low",
            Self::WaitingHigh => "waiting_high",
            Self::OpenTenths => "open_tenths",
            Self::Calls => "calls",
            Self::CallsAnswered => "calls_answered",
            Self::Answered => "answered",
            Self::Promoters => "promoters",
            Self::Detractors => "detractors",
            Self::Opened => "opened",
            Self::Guessed => "guessed",
            Self::LeftBehind => "left_behind",
            Self::Redeemed => "redeemed",
            Self::Doubled => "doubled",
            Self::Identified => "identified",
            Self::Joined => "joined",
            Self::GiftsOffered => "gifts_offered",
            Self::GiftsGiven => "gifts_given",
            Self::GiftsPassed => "gifts_passed",
            Self::GiftCost => "gift_cost",
        }
    }
}

/// How much of everything; what is zero is absent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    counts: BTreeMap<Measure, i64>,
    totals: BTreeMap<Currency, i64>,
}

impl Tally {
    /// How much of a measure.
    pub fn get(&self, measure: Measure) -> i64 {
        self.counts.get(&measure).copied().unwrap_or_default()
    }

    /// The sum of the totals of customers served, in hundredths, for each currency.
    pub fn totals(&self) -> impl Iterator<Item = (Currency, i64)> {
        self.totals.iter().map(|(currency, sum)| (*currency, *sum))
    }

    /// Adds an amount of a measure.
    pub fn add(&mut self, measure: Measure, amount: i64) {
        add(&mut self.counts, measure, amount);
    }

    /// Adds money, in hundredths.
    pub fn add_total(&mut self, currency: Currency, amount_minor: i64) {
        add(&mut self.totals, currency, amount_minor);
    }

    /// Adds all of another one.
    pub fn add_all(&mut self, other: &Self) {
        for (measure, amount) in &other.counts {
            self.add(*measure, *amount);
        }
        for (currency, amount_minor) in &other.totals {
            self.add_total(*currency, *amount_minor);
        }
    }

    /// Counts an event.
    pub fn count(&mut self, event: &Event) {
        match event {
            Event::DocumentEnded(document) => self.count_document(document),
            Event::CodePrinted(_) => self.add(Measure::Codes, 1),
            Event::SaleVoided {
                total_minor,
                currency,
            } => {
                self.add(Measure::Voids, 1);
                if let (Some(currency), Some(total)) = (currency, total_minor) {
                    self.add_total(*currency, total.saturating_neg());
                }
            }
            Event::PaymentTroubled => self.add(Measure::Troubled, 1),
            Event::PaymentSettled { after_ms, by } => self.count_settled(*after_ms, *by),
            Event::PaymentLost { .. } => self.add(Measure::Lost, 1),
            // A basket that was kept without any trouble is no payment.
            Event::BasketHeld { after_ms, .. } => {
                self.add(Measure::Held, i64::from(after_ms.is_some()));
            }
            Event::QueueObserved(observed) => self.count_observed(*observed),
            Event::ColleagueCalled { .. } => self.add(Measure::Calls, 1),
            Event::CallAnswered { .. } => self.add(Measure::CallsAnswered, 1),
            Event::SurveyAnswered(answered) => self.count_answered(answered.scores.recommend),
            Event::SurveyOpened { count } => self.add(Measure::Opened, i64::from(*count)),
            Event::CodesGuessed { count } => self.add(Measure::Guessed, i64::from(*count)),
            Event::ReceiptLeft { .. } => self.add(Measure::LeftBehind, 1),
            Event::RewardRedeemed { .. } => self.add(Measure::Redeemed, 1),
            Event::RewardDoubled { .. } => self.add(Measure::Doubled, 1),
            Event::Loyalty(loyalty) => self.count_loyalty(loyalty),
            Event::ServingBegan
            | Event::BasketReleased { .. }
            | Event::CaseChanged { .. }
            | Event::QueueCorrected { .. }
            | Event::LoyaltyElsewhere(_)
            | Event::TillTold { .. }
            | Event::DeviceLost { .. }
            | Event::DeviceFound { .. }
            | Event::EventsLost { .. } => {}
        }
    }

    fn count_loyalty(&mut self, loyalty: &Loyalty) {
        match loyalty {
            Loyalty::MemberServed(_) => self.add(Measure::Identified, 1),
            Loyalty::MemberJoined { .. } => self.add(Measure::Joined, 1),
            Loyalty::GiftOffered(_) => self.add(Measure::GiftsOffered, 1),
            Loyalty::GiftPassed(_) => self.add(Measure::GiftsPassed, 1),
            Loyalty::GiftGiven(gift) => {
                self.add(Measure::GiftsGiven, 1);
                self.add(Measure::GiftCost, i64::from(gift.cost));
            }
            // What came back was given all the same: sums over events only grow.
            Loyalty::MembersMerged { .. }
            | Loyalty::MemberErased { .. }
            | Loyalty::SaleNamed { .. }
            | Loyalty::SaleUndone(_)
            | Loyalty::GoodsReturned(_)
            | Loyalty::StarsSpent(_)
            | Loyalty::MemberContacted(_)
            | Loyalty::CardOfStaff { .. }
            | Loyalty::GiftHeldOut(_)
            | Loyalty::GiftReleased(_)
            | Loyalty::GiftTakenBack(_) => {}
        }
    }

    fn count_answered(&mut self, recommend: Recommend) {
        self.add(Measure::Answered, 1);
        self.add(Measure::Promoters, i64::from(recommend.is_promoter()));
        self.add(Measure::Detractors, i64::from(recommend.is_detractor()));
    }

    fn count_observed(&mut self, observed: QueueObserved) {
        self.add(Measure::Observed, 1);
        self.add(Measure::WaitingTenths, i64::from(observed.mean_tenths));
        self.add(Measure::WaitingLow, i64::from(observed.low));
        self.add(Measure::WaitingHigh, i64::from(observed.high));
        self.add(Measure::OpenTenths, i64::from(observed.open_tenths));
    }

    fn count_wait(&mut self, waited_s: u16) {
        self.add(Measure::Waited, 1);
        self.add(Measure::WaitedS, i64::from(waited_s));
        for (measure, minutes) in WITHIN {
            self.add(measure, i64::from(waited_s <= minutes * 60));
        }
    }

    fn count_settled(&mut self, after_ms: u32, by: Option<Step>) {
        self.add(Measure::Settled, 1);
        self.add(Measure::SettledMs, i64::from(after_ms));
        let by = match by {
            Some(Step::Chip) => Measure::SettledChip,
            Some(Step::Again) => Measure::SettledAgain,
            Some(Step::OtherCard) => Measure::SettledOtherCard,
            Some(Step::Phone) => Measure::SettledPhone,
            Some(Step::Cash) => Measure::SettledCash,
            Some(Step::Paid) => Measure::SettledBefore,
            Some(Step::NotPaid | Step::Hold) | None => return,
        };
        self.add(by, 1);
    }

    fn count_document(&mut self, document: &DocumentEnded) {
        self.add(Measure::Documents, 1);
        if document.kind == Kind::Sale && document.void && !document.copy {
            self.add(Measure::Voids, 1);
        }
        if !document.serves() {
            return;
        }
        let which = if document.refund {
            Measure::Refunds
        } else {
            Measure::Sales
        };
        self.add(Measure::Served, 1);
        self.add(which, 1);
        match document.tender {
            Some(Tender::Cash) => self.add(Measure::Cash, 1),
            Some(Tender::Card) => self.add(Measure::Card, 1),
            Some(Tender::Mixed | Tender::Other) | None => {}
        }
        self.add(Measure::Items, document.items.map_or(0, i64::from));
        if let Some(served_ms) = document.served_ms {
            self.add(Measure::Timed, 1);
            self.add(Measure::ServedMs, i64::from(served_ms));
        }
        if let Some(waited_s) = document.waited_s {
            self.count_wait(waited_s);
        }
        if let (Some(currency), Some(total)) = (document.currency, document.total_minor) {
            self.add_total(currency, total);
        }
    }
}

/// Which measure counts those who had waited for at most so many minutes.
pub const WITHIN: [(Measure, u16); 5] = [
    (Measure::Within1, 1),
    (Measure::Within2, 2),
    (Measure::Within3, 3),
    (Measure::Within5, 5),
    (Measure::Within10, 10),
];

/// Keeps zero absent, so that equal sums are equal values.
fn add<K: Ord + Copy>(sums: &mut BTreeMap<K, i64>, key: K, amount: i64) {
    let sum = sums.entry(key).or_default();
    *sum = sum.saturating_add(amount);
    if *sum == 0 {
        sums.remove(&key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(kind: Kind, flags: &str) -> Event {
        Event::DocumentEnded(DocumentEnded {
            kind,
            items: Some(3),
            served_ms: Some(20_000),
            waited_s: Some(121),
            total_minor: Some(if flags.contains('r') { -500 } else { 1000 }),
            currency: Some(Currency::EURO),
            tender: Some(Tender::Card),
            refund: flags.contains('r'),
            void: flags.contains('v'),
            copy: flags.contains('c'),
            trusted: true,
        })
    }

    #[test]
    fn only_what_serves_a_customer_counts_as_served() {
        use Measure::{Card, Documents, Items, Refunds, Sales, Served, ServedMs, Timed, Voids};
        use Measure::{Waited, WaitedS, Within2, Within3, Within10};
        let mut tally = Tally::default();
        for event in [
            document(Kind::Sale, ""),
            document(Kind::Sale, "r"),
            document(Kind::Sale, "v"),
            document(Kind::Sale, "c"),
            document(Kind::Sale, "cv"),
            document(Kind::CardSlip, ""),
            document(Kind::Report, ""),
        ] {
            tally.count(&event);
        }
        for (measure, expected) in [
            (Served, 2),
            (Sales, 1),
            (Refunds, 1),
            (Voids, 1),
            (Documents, 7),
            (Card, 2),
            (Items, 6),
            (Timed, 2),
            (ServedMs, 40_000),
            (Waited, 2),
            (WaitedS, 242),
            (Within2, 0),
            (Within3, 2),
            (Within10, 2),
        ] {
            assert_eq!(tally.get(measure), expected, "{measure:?}");
        }
        let totals: Vec<_> = tally.totals().collect();
        assert_eq!(totals, [(Currency::EURO, 500)]);
    }

    #[test]
    fn a_measure_has_one_name() {
        for measure in Measure::ALL {
            let written = serde_json::to_string(&measure).unwrap();
            assert_eq!(written, format!("{:?}", measure.name()));
        }
    }

    #[test]
    fn what_adds_up_to_nothing_is_nothing() {
        let mut tally = Tally::default();
        tally.add(Measure::Items, 3);
        tally.add_total(Currency::EURO, 5);
        tally.add(Measure::Items, -3);
        tally.add_total(Currency::EURO, -5);
        assert_eq!(tally, Tally::default());
    }
}
