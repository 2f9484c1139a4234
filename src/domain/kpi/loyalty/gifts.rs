//! What each rule for gifts came to, beside what it may.

use super::Known;
use crate::domain::code::Day;
use crate::domain::gift::RuleKey;
use crate::domain::gift::rules::{Cap, Rules, Words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The gifts of one rule on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GiftRow {
    /// The rule.
    pub rule: RuleKey,
    /// The day.
    pub day: Day,
    /// What they came to.
    pub sums: GiftSums,
    /// They lie before the days of the report, and count for stock and budget alone.
    pub is_before: bool,
}

/// How many gifts, and what they cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GiftSums {
    /// Offered, whatever came of it.
    pub offered: u32,
    /// Handed over.
    pub given: u32,
    /// Not this time.
    pub passed: u32,
    /// Would have been offered, to somebody in the group without.
    pub held_out: u32,
    /// What those that were handed over cost, in hundredths.
    pub cost_minor: u64,
}

/// What a rule may give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// The rule.
    pub rule: RuleKey,
    /// Its name in the file.
    pub id: String,
    /// What it gives.
    pub label: Words,
    /// What one costs, in hundredths.
    pub cost: u32,
    /// How many one member may have.
    pub per_customer: Option<Cap>,
    /// How many a day.
    pub stock_day: Option<u32>,
    /// How many in all.
    pub stock_total: Option<u32>,
    /// What they may cost a day, in hundredths.
    pub budget_day: Option<u32>,
    /// A calendar month.
    pub budget_month: Option<u32>,
    /// In all.
    pub budget_total: Option<u32>,
}

/// What a rule came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleReport {
    /// The rule.
    pub rule: RuleKey,
    /// What it may; absent where the file has it no more.
    pub limits: Option<Limits>,
    /// On the days of the report.
    pub sums: GiftSums,
    /// On the last day.
    pub today: GiftSums,
    /// In the calendar month of the last day.
    pub month: GiftSums,
    /// In all.
    pub total: GiftSums,
    /// Which of the limits are reached on the last day.
    pub reached: Vec<Reached>,
    /// On how many of the days of the report the stock or the budget of the day was used up, by the limits
    /// that hold now.
    pub days_used_up: u32,
    /// How many members have had as many as one may have.
    pub at_cap: u32,
}

/// A limit that is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reached {
    /// As many as there are a day.
    StockDay,
    /// All of them.
    StockTotal,
    /// What they may cost a day.
    BudgetDay,
    /// A month.
    BudgetMonth,
    /// In all.
    BudgetTotal,
}

impl Limits {
    /// Those of a file, with goodwill behind its rules.
    pub fn of(rules: &Rules) -> Vec<Self> {
        let each = rules.gifts.iter().map(|rule| Self {
            rule: rule.key,
            id: rule.id.clone(),
            label: rule.give.label.clone(),
            cost: rule.give.cost,
            per_customer: rule.per_customer,
            stock_day: rule.stock.per_day,
            stock_total: rule.stock.total,
            budget_day: rule.budget.per_day,
            budget_month: rule.budget.per_month,
            budget_total: rule.budget.total,
        });
        let goodwill = rules.goodwill.as_ref().map(|goodwill| Self {
            rule: RuleKey::GOODWILL,
            id: "goodwill".to_owned(),
            label: goodwill.label.clone(),
            cost: goodwill.cost,
            per_customer: None,
            stock_day: Some(goodwill.per_day.into()),
            stock_total: None,
            budget_day: None,
            budget_month: None,
            budget_total: None,
        });
        each.chain(goodwill).collect()
    }
}

impl GiftSums {
    fn add(&mut self, other: &Self) {
        self.offered += other.offered;
        self.given += other.given;
        self.passed += other.passed;
        self.held_out += other.held_out;
        self.cost_minor += other.cost_minor;
    }
}

pub(super) fn by_rule(known: &Known, limits: &[Limits], today: Day) -> Vec<RuleReport> {
    let mut found: BTreeMap<RuleKey, RuleReport> = BTreeMap::new();
    for row in &known.gifts {
        let report = found.entry(row.rule).or_insert_with(|| empty(row.rule));
        report.total.add(&row.sums);
        if row.day.month() == today.month() {
            report.month.add(&row.sums);
        }
        if row.day == today {
            report.today.add(&row.sums);
        }
        if !row.is_before {
            report.sums.add(&row.sums);
        }
    }
    let in_force = limits.iter().map(|limits| {
        let mut report = found
            .remove(&limits.rule)
            .unwrap_or_else(|| empty(limits.rule));
        report.reached = reached(&report, limits);
        report.days_used_up = days_used_up(&known.gifts, limits);
        let cap = limits.per_customer.zip(known.caps.as_ref());
        report.at_cap = cap.map_or(0, |(cap, known)| known.full(Some(limits.rule), cap, today));
        report.limits = Some(limits.clone());
        report
    });
    let mut all: Vec<RuleReport> = in_force.collect();
    all.extend(found.into_values());
    all
}

fn empty(rule: RuleKey) -> RuleReport {
    RuleReport {
        rule,
        limits: None,
        sums: GiftSums::default(),
        today: GiftSums::default(),
        month: GiftSums::default(),
        total: GiftSums::default(),
        reached: Vec::new(),
        days_used_up: 0,
        at_cap: 0,
    }
}

/// A budget is used up where one more would not fit.
fn is_spent(limits: &Limits, budget: Option<u32>, used: u64) -> bool {
    let next = used.saturating_add(u64::from(limits.cost.max(1)));
    budget.is_some_and(|budget| next > u64::from(budget))
}

/// There is a row for each day on which anything was given.
fn days_used_up(rows: &[GiftRow], limits: &Limits) -> u32 {
    let is_used_up = |sums: &GiftSums| {
        limits.stock_day.is_some_and(|stock| sums.given >= stock)
            || is_spent(limits, limits.budget_day, sums.cost_minor)
    };
    let rows = rows
        .iter()
        .filter(|row| row.rule == limits.rule && !row.is_before);
    let days = rows.filter(|row| is_used_up(&row.sums)).count();
    u32::try_from(days).unwrap_or(u32::MAX)
}

fn reached(report: &RuleReport, limits: &Limits) -> Vec<Reached> {
    let count = |limit: Option<u32>, used: u32| limit.is_some_and(|limit| used >= limit);
    let money = |budget: Option<u32>, used: u64| is_spent(limits, budget, used);
    let all = [
        (
            Reached::StockDay,
            count(limits.stock_day, report.today.given),
        ),
        (
            Reached::StockTotal,
            count(limits.stock_total, report.total.given),
        ),
        (
            Reached::BudgetDay,
            money(limits.budget_day, report.today.cost_minor),
        ),
        (
            Reached::BudgetMonth,
            money(limits.budget_month, report.month.cost_minor),
        ),
        (
            Reached::BudgetTotal,
            money(limits.budget_total, report.total.cost_minor),
        ),
    ];
    let all = all.into_iter().filter(|(_, is_reached)| *is_reached);
    all.map(|(reached, _)| reached).collect()
}
