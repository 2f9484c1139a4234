//! Thirteen weeks of a shop with regulars, crashes and voids: no cap is broken, stock and budgets hold, and
//! what is paced lasts to closing.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use tillside::domain::code::Day;
use tillside::domain::gift::book::{Book, Contact, GiftFact, Handling, RESERVED_MS};
use tillside::domain::gift::draw::Seed;
use tillside::domain::gift::policy::{
    Assignment, Customer, Forecast, Happening, Offer, Policy, Profile, Sale, Temperature,
};
use tillside::domain::gift::rules::{CategorySet, EXAMPLE, Rules};
use tillside::domain::i18n::Messages;
use tillside::domain::member::{Member, VisitFact, Visits, overdue_ratio};
use tillside::domain::receipt::Receipt;
use tillside::domain::time::{TimeOfDay, Timestamp};

const DAYS: u16 = 91;
/// 2026-10-05, a Monday.
const FIRST: u16 = 2469;
const OPENS: u64 = 8 * 60;
const MINUTES: u64 = 12 * 60;
const RECEIPTS: u64 = 240;
const MEMBERS: u64 = 150;

/// Numbers that anybody can repeat.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 += 1;
        (Seed(77).draw_number(1, self.0).0 >> 11) % end
    }

    fn is(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

struct Shop {
    policy: Policy,
    book: Book,
    visits: Visits,
    dice: Dice,
    forecast: Forecast,
    facts: Vec<GiftFact>,
    given: Vec<Handling>,
    assigned: Vec<(Assignment, Day)>,
    /// Times of day at which the last hour's bread was given.
    bread: BTreeMap<Day, Vec<u16>>,
}

fn at(day: u16, minute: u64) -> Timestamp {
    Timestamp(i64::from(day) * 86_400_000 + i64::try_from(minute).unwrap() * 60_000)
}

/// Simulated once for all tests.
static QUARTER: LazyLock<Shop> = LazyLock::new(|| {
    let mut shop = Shop::new(EXAMPLE);
    shop.run();
    shop
});

impl Shop {
    fn new(text: &str) -> Self {
        let read = Rules::read("gifts.toml", text, &Messages::languages());
        let mut quarters = [0.0; 96];
        quarters[32..80].fill(5.0);
        Self {
            policy: Policy::new(read.rules.unwrap()),
            book: Book::default(),
            visits: Visits::default(),
            dice: Dice(0),
            forecast: Forecast::new(&quarters),
            facts: Vec::new(),
            given: Vec::new(),
            assigned: Vec::new(),
            bread: BTreeMap::new(),
        }
    }

    fn tell(&mut self, fact: GiftFact) {
        self.book.apply(&fact);
        // A crash before the answer: the same is told again.
        if self.dice.is(10) {
            self.book.apply(&fact);
        }
        self.facts.push(fact);
    }

    fn sale(&mut self, number: u64, day: u16, minute: u64, who: Option<u64>) {
        let numbers: Vec<Member> = who.iter().map(|it| Member(*it)).collect();
        let receipt = Receipt(number);
        let today = Day(day);
        if let Some(member) = numbers.first() {
            let before = self.visits.days(&numbers);
            self.visits.apply(&VisitFact::Bought {
                member: *member,
                receipt,
                day: today,
            });
            let past: Vec<Day> = before.into_iter().filter(|it| *it < today).collect();
            let profile = Profile {
                had: None,
                numbers: &numbers,
                visit: u32::try_from(self.visits.days(&numbers).len()).unwrap(),
                overdue_ratio: overdue_ratio(&past, today, 7.0),
                birthday: None,
                opted_out: member.0 % 50 == 0,
                stars: 0,
            };
            self.serve(receipt, day, minute, Customer::Member(profile));
        } else {
            self.serve(receipt, day, minute, Customer::Unknown);
        }
    }

    fn serve(&mut self, receipt: Receipt, day: u16, minute: u64, customer: Customer<'_>) {
        let forecast = self.forecast.clone();
        let tenths = if day.is_multiple_of(2) { 300 } else { 20 };
        let sale = Sale {
            receipt,
            happening: Happening::Sale,
            at: at(day, minute),
            day: Day(day),
            time: TimeOfDay::from_minutes(u16::try_from(minute).unwrap()),
            total_minor: Some(i64::try_from(self.dice.below(4000)).unwrap()),
            categories: CategorySet::NONE,
            temperature: Some(Temperature {
                tenths,
                at: at(day, OPENS),
            }),
            forecast: Some(&forecast),
            customer,
            note: self.dice.is(2),
        };
        for (receipt, rule) in self.book.lapsed(sale.at) {
            let day = sale.day;
            self.tell(GiftFact::Released { receipt, rule, day });
        }
        let decision = self.policy.decide(&sale, &self.book);
        assert_eq!(
            decision,
            self.policy.decide(&sale, &self.book),
            "asked twice"
        );
        if let Some(assignment) = decision.assignment {
            self.assigned.push((assignment, sale.day));
            self.tell_if(assignment.held_out(&sale));
        }
        match decision.offer {
            Some(offer) => self.offer(&sale, offer),
            None => self.contact(&sale),
        }
    }

    fn offer(&mut self, sale: &Sale<'_>, offer: Offer) {
        assert!(!sale.note, "nothing is offered beside a note");
        let shown = offer.handling(sale);
        self.tell(GiftFact::Offered(shown));
        let answered = Handling {
            at: Timestamp(shown.at.0 + 20_000),
            ..shown
        };
        let die = self.dice.below(20);
        match die {
            0 => self.tell(GiftFact::Passed(answered)),
            1 => {} // nobody touches anything
            2 => self.tell(GiftFact::Voided {
                receipt: sale.receipt,
                day: sale.day,
            }),
            _ => {
                self.tell(GiftFact::Given(answered));
                self.given.push(answered);
                if self.policy.rule(offer.rule).unwrap().id == "last-hour-bread" {
                    self.bread
                        .entry(sale.day)
                        .or_default()
                        .push(sale.time.minutes());
                }
            }
        }
    }

    fn tell_if(&mut self, fact: Option<GiftFact>) {
        if let Some(fact) = fact {
            self.tell(fact);
        }
    }

    /// A regular without a gift is greeted, if that is not too often.
    fn contact(&mut self, sale: &Sale<'_>) {
        let Some(member) = sale.customer.member() else {
            return;
        };
        let contact = if self.dice.is(50) {
            Contact::Greeting
        } else {
            Contact::SurveyAsk
        };
        let numbers = [member];
        let past = self.book.past(&numbers);
        if self
            .policy
            .may_contact(contact, &past, sale.day, sale.at)
            .is_ok()
        {
            self.tell(GiftFact::Contacted {
                contact,
                receipt: sale.receipt,
                member,
                day: sale.day,
            });
        }
    }

    fn run(&mut self) {
        let mut number = 0;
        for day in FIRST..FIRST + DAYS {
            let mut minutes: Vec<u64> = (0..RECEIPTS)
                .map(|_| OPENS + self.dice.below(MINUTES))
                .collect();
            minutes.sort_unstable();
            for minute in minutes {
                number += 1;
                let member = self.dice.below(MEMBERS);
                let who = self.dice.is(40).then_some(member);
                self.sale(number, day, minute, who);
            }
            self.check_day(day);
        }
    }

    /// Nothing that was kept is left open overnight, and the day's limits hold.
    fn check_day(&self, day: u16) {
        let night = Timestamp(at(day, OPENS + MINUTES).0 + RESERVED_MS);
        let rules = self.policy.rules();
        for rule in &rules.gifts {
            let left = self.book.left(rule.key, Day(day), night);
            assert_eq!(left.reserved.gifts, 0, "{}", rule.id);
            let within = |limit: Option<u32>, used: u64| {
                assert!(
                    limit.is_none_or(|it| used <= it.into()),
                    "{} {left:?}",
                    rule.id
                );
            };
            within(rule.stock.per_day, left.today.gifts.into());
            within(rule.stock.total, left.total.gifts.into());
            within(rule.budget.per_day, left.today.cost);
            within(rule.budget.per_month, left.month.cost);
        }
        let month = self.book.month_cost(Day(day), night);
        assert!(
            rules
                .global
                .monthly_budget
                .is_none_or(|it| month <= it.into()),
            "{month}"
        );
    }
}

/// How many of some days lie in any window that ends with one of them.
fn most_in(days: &[u16], window: u16) -> usize {
    let ends = days.iter().map(|end| {
        let begin = (end + 1).saturating_sub(window);
        days.iter()
            .filter(|day| (begin..=*end).contains(day))
            .count()
    });
    ends.max().unwrap_or_default()
}

#[test]
fn no_cap_is_broken_in_a_quarter_and_stock_and_budget_hold() {
    let shop = &*QUARTER;
    let global = shop.policy.rules().global;
    let mut gifts: BTreeMap<Member, Vec<u16>> = BTreeMap::new();
    let mut touched: BTreeMap<Member, Vec<u16>> = BTreeMap::new();
    for it in &shop.given {
        if let Some(member) = it.member {
            gifts.entry(member).or_default().push(it.day.0);
            touched.entry(member).or_default().push(it.day.0);
        }
    }
    for fact in &shop.facts {
        if let GiftFact::Contacted { member, day, .. } = fact {
            touched.entry(*member).or_default().push(day.0);
        }
    }
    assert!(
        gifts.len() > 100 && shop.given.len() > 1000,
        "{}",
        shop.given.len()
    );
    let most = |of: &BTreeMap<Member, Vec<u16>>, days: u16| {
        of.values().map(|it| most_in(it, days)).max().unwrap()
    };
    assert!(most(&gifts, global.gifts.days) <= global.gifts.max.into());
    let contacts = most(&touched, global.contacts.days);
    assert!(contacts <= global.contacts.max.into(), "{contacts}");
    assert!(contacts > 2, "or the cap was never near: {contacts}");
    assert!(
        !gifts.keys().any(|it| it.0 % 50 == 0),
        "who wants none gets none"
    );
    let bypass = |it: &Handling| shop.policy.rule(it.rule).unwrap().bypass_min_days;
    let mut last: BTreeMap<Member, u16> = BTreeMap::new();
    for it in &shop.given {
        let Some(member) = it.member else { continue };
        let before = last.insert(member, it.day.0);
        let is_apart = before.is_none_or(|day| it.day.0 - day >= global.min_days_between);
        assert!(is_apart || bypass(it), "{it:?} {before:?}");
    }
    let mut twice = Book::default();
    for fact in shop.facts.iter().rev().chain(&shop.facts) {
        twice.apply(fact);
    }
    assert_eq!(twice, shop.book, "a replay counts nothing twice");
}

#[test]
fn a_member_is_in_one_group_all_season_and_the_share_is_exact() {
    let shop = &*QUARTER;
    assert!(shop.assigned.len() > 500, "{}", shop.assigned.len());
    let rules = shop.policy.rules();
    let mut groups = BTreeMap::new();
    for (assignment, _) in &shop.assigned {
        let Assignment {
            rule,
            unit,
            held_out,
        } = *assignment;
        let known = groups.entry((rule, unit)).or_insert(held_out);
        assert_eq!(*known, held_out, "{assignment:?}");
    }
    let held = groups.values().filter(|it| **it).count();
    let expected: f64 = groups
        .keys()
        .map(|(rule, _)| shop.policy.rule(*rule).unwrap().hold_out.value())
        .sum();
    let found: f64 = u32::try_from(held).unwrap().into();
    assert!(
        (found - expected).abs() < 4.0 * expected.sqrt(),
        "{found} {expected}"
    );
    assert!(rules.gifts.iter().any(|it| it.hold_out.value() > 0.0));
}

/// Four rolls for the last hour's twenty receipts, of whom some may have none: so the chance rises, and the
/// first quarter-hour does not take what the last one waits for.
#[test]
fn what_is_paced_lasts_to_closing() {
    const ROLLS: u32 = 4;
    let few = EXAMPLE.replace("stock = { per_day = 20 }", "stock = { per_day = 4 }");
    assert_ne!(few, EXAMPLE);
    let mut shop = Shop::new(&few);
    shop.run();
    let times: Vec<u16> = shop.bread.values().flatten().copied().collect();
    let quarter = |number: u16| {
        let from = 18 * 60 + 15 * number;
        let is_in = |time: &&u16| (from..from + 15).contains(*time);
        times.iter().filter(is_in).count()
    };
    let each: Vec<usize> = (0..4).map(quarter).collect();
    let is_late = |times: &&Vec<u16>| times.iter().any(|time| *time >= 18 * 60 + 45);
    let late = shop.bread.values().filter(is_late).count();
    let days = usize::from(DAYS) * 6 / 7;
    let rolls = usize::try_from(ROLLS).unwrap() * days;
    let what = format!("{each:?} of {rolls}, late on {late} of {days} days");
    assert!(each.iter().all(|count| count * 10 > rolls), "{what}");
    assert!(each[3] > each[0], "{what}");
    assert!(each.iter().sum::<usize>() * 10 > rolls * 6, "{what}");
    assert!(late * 10 > days * 6, "{what}");
}
