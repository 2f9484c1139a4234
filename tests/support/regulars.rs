//! What the small counter of [`super`] tells of members, gifts and their rules.

use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;
use tillside::domain::code::Day;
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::policy::Policy;
use tillside::domain::gift::rehearsal::Rehearsal;
use tillside::domain::gift::rules::{EXAMPLE, Rules};
use tillside::domain::i18n::Messages;
use tillside::domain::kpi::loyalty::{
    Assigned, Caps, GiftRow, GiftSums, Had, Known, KnownCaps, Limits, MemberRow, Report, Usual,
};
use tillside::domain::member::{Member, PersonName};
use tillside::domain::problem::Problem;
use tillside::engine::api::{
    GiftRules, GiftsText, GiftsTrial, LoyaltyReport, SettingsError, TriedRule,
};

fn rules() -> Rules {
    let read = Rules::read("f", EXAMPLE, &Messages::languages());
    read.rules.unwrap()
}

/// A few who come every week or did, and as many as make a share.
fn members(to: Day) -> Vec<MemberRow> {
    let row = |number: u16| MemberRow {
        member: Member(number.into()),
        first: Day(to.0 - 100 - number % 4),
        second: Some(Day(to.0 - 90)),
        last: Day(to.0 - number),
        visits: 9,
        months: 0b111,
        opted_out: false,
    };
    (0..60).map(row).collect()
}

/// What is said of these days. Nobody has come and nothing was given before 2020-06-01.
pub(crate) fn report(from: NaiveDate, to: NaiveDate) -> LoyaltyReport {
    let today = Day::from_date(to).unwrap();
    let caps = |mut caps: Caps| {
        caps.monthly_budget = Some(9000);
        let had = |day| Had {
            member: Member(1),
            rule: RuleKey::of("hot-day-water"),
            day,
        };
        KnownCaps {
            caps,
            had: (0..4).map(|ago| had(Day(today.0 - ago))).collect(),
            addressed: 2,
            overspent: 0,
        }
    };
    let known = Known {
        caps: (today.0 > 150).then(|| caps(Caps::of(&rules()))),
        assigned: if today.0 > 150 {
            assigned(today)
        } else {
            Vec::new()
        },
        members: if today.0 > 150 {
            members(today)
        } else {
            Vec::new()
        },
        usual: Some(Usual {
            gap: 12.0,
            slipping: 1.5,
            overdue: 3.0,
        }),
        sales: 80,
        identified: 30,
        joined: 2,
        gifts: if today.0 > 150 {
            gifts(today)
        } else {
            Vec::new()
        },
    };
    let mut limits = Limits::of(&rules());
    for limit in &mut limits {
        if limit.id == "hot-day-water" {
            limit.stock_total = Some(40);
            (limit.budget_month, limit.budget_total) = (Some(1400), Some(1400));
        }
    }
    let report = Report::new(from, to, &known, &limits);
    let due = report.due.iter().take(1);
    let name = |name: &str| PersonName::try_from(name.to_owned()).unwrap();
    let names: BTreeMap<_, _> = due.map(|due| (due.member, name("Marta"))).collect();
    LoyaltyReport { report, names }
}

/// Enough to compare for one rule, and too few for another.
fn assigned(today: Day) -> Vec<Assigned> {
    let one = |(rule, number): (&str, u16)| Assigned {
        rule: RuleKey::of(rule),
        day: Day(today.0 - 40),
        held_out: number % 2 == 0,
        back: (number % 3 == 0).then_some(Day(today.0 - 35)),
    };
    let many = (0..60).map(|number| ("tenth-visit", number));
    let few = (0..6).map(|number| ("hot-day-water", number));
    many.chain(few).map(one).collect()
}

fn gifts(today: Day) -> Vec<GiftRow> {
    let row = |rule| GiftRow {
        rule: RuleKey::of(rule),
        day: today,
        sums: GiftSums {
            offered: 42,
            given: 40,
            passed: 2,
            held_out: 1,
            cost_minor: 1400,
        },
        is_before: false,
    };
    ["hot-day-water", "a-rule-of-old"].map(row).into()
}

/// One of everything, and as little as there can be.
pub(crate) fn reports() -> Vec<LoyaltyReport> {
    let day: NaiveDate = "2026-11-22".parse().unwrap();
    let old: NaiveDate = "2020-01-02".parse().unwrap();
    vec![report(day - Days::new(27), day), report(old, old)]
}

/// Rules that stand, rules with a mistake, and none.
pub(crate) fn files() -> [GiftRules; 3] {
    let file = |text: Option<&str>, problems| GiftRules {
        text: text.map(str::to_owned),
        path: text.map(|_| "/etc/tillside/gifts.toml".to_owned()),
        problems,
    };
    let wrong = Problem {
        file: "/etc/tillside/gifts.toml".to_owned(),
        line: 2,
        key: "colour".to_owned(),
        message: "is no key".to_owned(),
    };
    [
        file(Some(EXAMPLE), Vec::new()),
        file(Some("schema = 1\ncolour = 3\n"), vec![wrong]),
        file(None, Vec::new()),
    ]
}

/// A rehearsal that no customer came to.
pub(crate) fn trial(rules: Rules, days: u16) -> GiftsTrial {
    let to: NaiveDate = "2026-11-21".parse().unwrap();
    let policy = Policy::new(rules);
    let found = Rehearsal::new(&policy).finish(|member| member);
    let from = to - Days::new(u64::from(days) - 1);
    GiftsTrial::of((from, to), 0, &found)
}

/// The same with a rule that was not given.
pub(crate) fn trials() -> Vec<GiftsTrial> {
    let mut trial = trial(rules(), 7);
    trial.rules.push(TriedRule {
        id: "tea".to_owned(),
        follows_sale: true,
        given: 3,
        to_members: 1,
        to_unknown: 2,
        held_out: 1,
        cost_minor: 90,
        why_not: BTreeMap::from([("held-out".to_owned(), 1)]),
    });
    vec![trial]
}

/// Keeps the rules in memory, as the service keeps them in their file.
#[derive(Default)]
pub(crate) struct Shelf(Option<String>);

impl Shelf {
    /// Has them say this, if that is wanted. One text stands for a full disk.
    pub(crate) fn take(&mut self, wanted: Option<String>) -> Result<GiftRules, SettingsError> {
        if let Some(text) = wanted {
            GiftsText::rules(&text)?;
            if text.contains("# a full disk") {
                return Err(SettingsError::Unwritten("said so".to_owned()));
            }
            self.0 = Some(text);
        }
        let path = self.0.as_ref().map(|_| "/etc/tillside/gifts.toml");
        Ok(GiftRules {
            text: self.0.clone(),
            path: path.map(str::to_owned),
            problems: Vec::new(),
        })
    }
}
