//! The sales of a journal in their order, with what was known of the customers then; for trying rules.
//!
//! Who they are, when their birthday is and whether they want gifts at all is in no journal.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta, Timelike as _};

use super::{clock, expecting};
use crate::domain::code::Day;
use crate::domain::event::{Event, Loyalty, Series};
use crate::domain::gift::policy::{
    Customer, Forecast, Happening, LEARNED_DAYS, PastReceipts, Profile, Sale,
};
use crate::domain::gift::rules::CategorySet;
use crate::domain::kpi::loyalty::Pooled;
use crate::domain::member::{Member, Record as Known};
use crate::domain::receipt::Receipt;
use crate::domain::time::{TimeOfDay, Timestamp};
use crate::journal::{Error, Reader, Record};

/// Whose sale it was is written down with it. The till software may tell of it by another clock, and who
/// shows the card later than this came too late to be offered anything.
const WITH_IT_MS: i64 = 2000;

/// A sale that may be somebody's.
#[derive(Debug, Clone, Copy)]
struct Sold {
    receipt: Receipt,
    at: Timestamp,
    date: NaiveDate,
    time: TimeOfDay,
    total_minor: Option<i64>,
    member: Option<Member>,
}

/// Everybody who was ever served, as far as the journal reaches.
#[derive(Debug, Default)]
struct People {
    known: BTreeMap<Member, Known>,
    /// All numbers of one person, below each of them.
    merged: BTreeMap<Member, BTreeSet<Member>>,
}

impl People {
    fn apply(&mut self, at: Timestamp, fact: &Loyalty) {
        match fact {
            Loyalty::MembersMerged { one, other } => self.merge(*one, *other),
            Loyalty::MemberErased { member } => drop(self.known.remove(member)),
            _ => {
                if let Some(member) = fact.member() {
                    self.known.entry(member).or_default().apply(at, fact);
                }
            }
        }
    }

    fn merge(&mut self, one: Member, other: Member) {
        let all: BTreeSet<Member> = [one, other]
            .into_iter()
            .flat_map(|member| self.numbers(member))
            .collect();
        for member in &all {
            self.merged.insert(*member, all.clone());
        }
    }

    /// All numbers of a person, the lowest in front.
    fn numbers(&self, member: Member) -> Vec<Member> {
        let merged = self.merged.get(&member);
        merged.map_or_else(|| vec![member], |all| all.iter().copied().collect())
    }

    /// What all numbers of a person have done.
    fn of(&self, numbers: &[Member]) -> Known {
        let known = numbers.iter().filter_map(|number| self.known.get(number));
        let mut all = Known::default();
        known.for_each(|known| all.absorb(known.clone()));
        all
    }

    /// The usual gap between two visits of one person, in days, as the counter learns it: nothing while
    /// too few are known.
    fn usual_gap(&self) -> Option<f64> {
        let mut pooled = Pooled::default();
        for (member, known) in &self.known {
            let numbers = self.numbers(*member);
            if numbers.first() != Some(member) && self.known.contains_key(numbers.first()?) {
                continue;
            }
            let days = if numbers.len() == 1 {
                known.visits.days(&numbers)
            } else {
                self.of(&numbers).visits.days(&numbers)
            };
            pooled.add(&days);
        }
        pooled.usual().map(|usual| usual.gap)
    }
}

/// What a walk came to.
#[derive(Debug)]
pub(super) struct Past {
    /// How many of the sales were members'.
    pub(super) of_members: u32,
    people: People,
}

impl Past {
    /// The lowest number of a member's person.
    pub(super) fn lowest(&self, member: Member) -> Member {
        let all = self.people.merged.get(&member);
        all.and_then(|all| all.first()).copied().unwrap_or(member)
    }
}

/// Goes through a journal.
pub(super) struct Walk<T> {
    series: Series,
    from: NaiveDate,
    to: NaiveDate,
    people: People,
    past: PastReceipts,
    forecast: Option<(NaiveDate, Option<Forecast>)>,
    /// Whether the first of these days has begun.
    has_begun: bool,
    /// As it was then.
    usual_gap: Option<f64>,
    last: Option<Sold>,
    /// How many of the sales were members'.
    members: u32,
    try_it: T,
}

/// Hands over every sale of these days, both included.
pub(super) fn walk(
    reader: &Reader,
    (from, to): (NaiveDate, NaiveDate),
    try_it: impl FnMut(&Sale<'_>),
) -> Result<Past, Error> {
    let mut walk = Walk {
        series: reader.series()?,
        from,
        to,
        people: People::default(),
        past: PastReceipts::new(),
        forecast: None,
        has_begun: false,
        usual_gap: None,
        last: None,
        members: 0,
        try_it,
    };
    // Receipts are counted for as long as a forecast looks back, members' visits for ever.
    let before = TimeDelta::days(LEARNED_DAYS + 1);
    let first = from.checked_sub_signed(before).unwrap_or(from);
    reader.since_with_members_before(clock::day_begins(first), |record| {
        walk.take(&record);
        Ok::<(), Error>(())
    })?;
    walk.finish();
    Ok(Past {
        of_members: walk.members,
        people: walk.people,
    })
}

impl<T: FnMut(&Sale<'_>)> Walk<T> {
    fn take(&mut self, record: &Record) {
        let at = record.entry.at;
        let is_later = |sold: &Sold| (at.0 - sold.at.0).abs() > WITH_IT_MS;
        if self.last.as_ref().is_some_and(is_later) {
            self.finish();
        }
        match &record.entry.event {
            Event::DocumentEnded(it) if it.serves() && !it.refund => {
                self.finish();
                let local = clock::local(at);
                let (date, time) = (local.date(), local.time());
                if date >= self.from && !std::mem::replace(&mut self.has_begun, true) {
                    self.usual_gap = self.people.usual_gap();
                }
                expecting::add(&mut self.past, date, expecting::quarter_of(time), 1);
                let minutes = time.num_seconds_from_midnight() / 60;
                self.last = Some(Sold {
                    receipt: Receipt::new(self.series, record.seq.unsigned_abs()),
                    at,
                    date,
                    time: TimeOfDay::from_minutes(u16::try_from(minutes).unwrap_or_default()),
                    total_minor: it.total_minor,
                    member: None,
                });
            }
            Event::Loyalty(fact) => {
                self.people.apply(at, fact);
                if let (Loyalty::MemberServed(served), Some(sold)) = (fact, &mut self.last) {
                    sold.member = Some(served.member);
                }
            }
            Event::LoyaltyElsewhere(it) => self.people.apply(it.at, &it.what),
            _ => {}
        }
    }

    /// Nothing more will be known of the last sale.
    fn finish(&mut self) {
        let Some(sold) = self.last.take() else {
            return;
        };
        if !(self.from..=self.to).contains(&sold.date) {
            return;
        }
        let day = Day::from_date(sold.date).unwrap_or_default();
        let numbers = sold.member.map(|member| self.people.numbers(member));
        let numbers = numbers.unwrap_or_default();
        let known = self.people.of(&numbers);
        let customer = if numbers.is_empty() {
            Customer::Unknown
        } else {
            self.members += 1;
            match known.customer(&numbers, day, self.usual_gap) {
                // What they had is what this trial gave them.
                Customer::Member(known) => Customer::Member(Profile { had: None, ..known }),
                other => other,
            }
        };
        let told = self.forecast.as_ref().map(|(date, _)| *date);
        if told != Some(sold.date) {
            let forecast = Forecast::of_day(sold.date, &self.past);
            self.forecast = Some((sold.date, forecast));
        }
        let forecast = self.forecast.as_ref().and_then(|(_, it)| it.as_ref());
        (self.try_it)(&Sale {
            receipt: sold.receipt,
            happening: Happening::Sale,
            at: sold.at,
            day,
            time: sold.time,
            total_minor: sold.total_minor,
            categories: CategorySet::NONE,
            temperature: None,
            forecast,
            customer,
            note: false,
        });
    }
}
