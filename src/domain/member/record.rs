//! Everything that is counted of one member: a fold over the events that carry their number.
//!
//! It is small, since what cannot change any more is settled into sums, and it outlives the events. Of
//! two numbers that are one person's each keeps its own; whoever serves the person takes them together.

use super::{Member, StaffWatch, Visits, overdue_ratio};
use crate::domain::code::Day;
use crate::domain::event::Loyalty;
use crate::domain::gift::book::{Book, REPEATS_DAYS};
use crate::domain::gift::policy::{Customer, Profile};
use crate::domain::receipt::Receipt;
use crate::domain::stars::Ledger;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// What one number has done and had.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// The stars.
    pub stars: Ledger,
    /// The days on which they came.
    pub visits: Visits,
    /// The gifts that they had, and how often they were addressed.
    pub gifts: Book,
    /// Whether their cards are staff's.
    pub staff: StaffWatch,
    days: SteadyDay,
}

/// Which day it is, as far as the last facts agree: a clock that is wrong for an hour settles nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SteadyDay(VecDeque<Day>);

/// How many facts have to agree.
const AGREEING: usize = 16;

impl SteadyDay {
    /// Takes in the day of a fact, and says which day it is at least; `None` with too few of them.
    pub fn passed(&mut self, day: Day) -> Option<Day> {
        self.0.push_back(day);
        if self.0.len() > AGREEING {
            self.0.pop_front();
        }
        let is_known = self.0.len() == AGREEING;
        self.0.iter().min().copied().filter(|_| is_known)
    }
}

impl Record {
    /// Adds what happened; a second time changes nothing that can be seen.
    pub fn apply(&mut self, at: Timestamp, loyalty: &Loyalty) {
        if let Some(fact) = loyalty.gift(at) {
            self.gifts.apply(&fact);
        }
        if let Some(fact) = loyalty.stars(at) {
            self.stars.apply(&fact);
        }
        if let Some(fact) = loyalty.visit() {
            self.visits.apply(&fact);
        }
        if let Loyalty::MemberServed(it) = loyalty {
            self.staff.bought(it.receipt, at);
        }
        if let Loyalty::CardOfStaff { staff, .. } = loyalty {
            self.staff.say(*staff);
        }
        if let Some(today) = loyalty.day().and_then(|day| self.days.passed(day)) {
            self.settle(today);
        }
    }

    /// Settles what cannot change any more.
    fn settle(&mut self, today: Day) {
        let before = Day(today.0.saturating_sub(REPEATS_DAYS));
        self.stars.settle_before(before);
        self.visits.settle_before(before, Day(0));
        self.gifts.settle(today);
    }

    /// Takes over what another number of the same person has, for as long as both are looked at.
    pub fn absorb(&mut self, other: Self) {
        self.stars.absorb(other.stars);
        self.visits.absorb(other.visits);
        self.gifts.absorb(other.gifts);
        self.staff.absorb(other.staff);
    }

    /// Which visit a person makes on a day: on how many days they came, that one included.
    pub fn visit(&self, numbers: &[Member], day: Day) -> u32 {
        let days = self.visits.days(numbers);
        let is_new = days.last().is_none_or(|last| *last < day);
        u32::try_from(days.len() + usize::from(is_new)).unwrap_or(u32::MAX)
    }

    /// A person on a day, as far as rules for gifts may look at what is counted. `usual_gap` is the shop's
    /// median gap between two visits, in days.
    pub fn customer<'s>(
        &'s self,
        numbers: &'s [Member],
        day: Day,
        usual_gap: Option<f64>,
    ) -> Customer<'s> {
        if self.staff.is_staff() {
            return Customer::Staff;
        }
        let mut before = self.visits.days(numbers);
        before.retain(|it| *it < day);
        Customer::Member(Profile {
            numbers,
            had: Some(&self.gifts),
            visit: self.visit(numbers, day),
            overdue_ratio: usual_gap.and_then(|gap| overdue_ratio(&before, day, gap)),
            birthday: None,
            opted_out: false,
            stars: self.stars.balance(numbers),
        })
    }

    /// The sale whose goods most likely come back: the newest one of which at least so much stands, or
    /// else the newest that stands at all.
    pub fn returned_from(&self, numbers: &[Member], minor: i64) -> Option<Receipt> {
        let standing = self.stars.standing_sales(numbers);
        let newest = |least: i64| {
            let fits = standing.iter().filter(|(_, _, left)| *left >= least.max(1));
            fits.max_by_key(|(at, receipt, _)| (*at, *receipt))
        };
        let found = newest(minor.saturating_abs()).or_else(|| newest(1));
        found.map(|(_, receipt, _)| *receipt)
    }
}
