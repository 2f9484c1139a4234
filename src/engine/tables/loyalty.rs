//! Members and gifts as tables. Nobody's name is in them; members are numbers.

use super::table;
use crate::domain::kpi::loyalty::{Compared, DueLevel, Limits, Reached, Report, RuleReport};

/// Who came in which month after their first one: one line for each cell. `percent` is empty where
/// the month's members are few; `open` is 1 where that month is not over.
pub fn cohorts(report: &Report) -> String {
    let header = "first_month,members,months_after,came,percent,open";
    let lines = report.cohorts.iter().flat_map(|cohort| {
        let month = cohort.month.format("%Y-%m").to_string();
        let members = cohort.members;
        let own = format!("{month},{members},0,{members},,0");
        let cells = (1_u32..).zip(&cohort.cells).map(move |(after, cell)| {
            let percent = cell.percent.map(|it| it.to_string()).unwrap_or_default();
            let (came, open) = (cell.came, u8::from(cell.is_open));
            format!("{month},{members},{after},{came},{percent},{open}")
        });
        std::iter::once(own).chain(cells)
    });
    table(header.to_owned(), lines)
}

/// Who comes less often than usual.
pub fn due(report: &Report) -> String {
    let header = "member,level,last_visit,visits,usual_gaps";
    let lines = report.due.iter().map(|due| {
        let level = match due.level {
            DueLevel::Slipping => "slipping",
            DueLevel::Overdue => "overdue",
        };
        let (member, last) = (due.member.0, due.last.date());
        format!("{member},{level},{last},{},{:.1}", due.visits, due.ratio)
    });
    table(header.to_owned(), lines)
}

/// What each rule came to: quantities and, in hundredths of the shop's currency, cost. A rule that is
/// in the file no more has the number of its name. `at_cap` is how many members have had as many as one may.
pub fn gifts(report: &Report) -> String {
    let header = "rule,offered,given,passed,held_out,cost_minor,given_today,cost_today_minor,\
         given_month,cost_month_minor,given_total,cost_total_minor,stock_day,stock_total,\
         budget_day_minor,budget_month_minor,budget_total_minor,reached,days_used_up,at_cap,within_days,\
         members_offered,members_without,back_offered,back_without";
    let lines = report.gifts.iter().map(|gift| rule(report, gift));
    table(header.to_owned(), lines)
}

fn rule(report: &Report, rule: &RuleReport) -> String {
    let id = match &rule.limits {
        Some(limits) => limits.id.clone(),
        None => format!("#{:08x}", rule.rule.0),
    };
    let sums = &rule.sums;
    let mut cells = vec![id];
    cells.extend([sums.offered, sums.given, sums.passed, sums.held_out].map(|it| it.to_string()));
    cells.push(sums.cost_minor.to_string());
    for sums in [&rule.today, &rule.month, &rule.total] {
        cells.extend([sums.given.to_string(), sums.cost_minor.to_string()]);
    }
    cells.extend(limits(rule.limits.as_ref()));
    let reached: Vec<&str> = rule.reached.iter().map(|it| name(*it)).collect();
    cells.push(reached.join(" "));
    cells.extend([rule.days_used_up, rule.at_cap].map(|it| it.to_string()));
    let compared = report.compared.iter().find(|it| it.rule == rule.rule);
    cells.extend(compared.map_or_else(Default::default, groups));
    cells.join(",")
}

/// Who was offered a gift and who was left without; how many of them came back is empty where they are few.
fn groups(compared: &Compared) -> [String; 5] {
    let back = compared.back;
    let back = [
        back.map(|it| it.with.count),
        back.map(|it| it.without.count),
    ];
    let [with, without] = back.map(|it| it.map(|it| it.to_string()).unwrap_or_default());
    [
        compared.within_days.to_string(),
        compared.with.to_string(),
        compared.without.to_string(),
        with,
        without,
    ]
}

fn limits(limits: Option<&Limits>) -> [String; 5] {
    let all = limits.map_or([None; 5], |it| {
        [
            it.stock_day,
            it.stock_total,
            it.budget_day,
            it.budget_month,
            it.budget_total,
        ]
    });
    all.map(|limit| limit.map(|it| it.to_string()).unwrap_or_default())
}

fn name(reached: Reached) -> &'static str {
    match reached {
        Reached::StockDay => "stock_day",
        Reached::StockTotal => "stock_total",
        Reached::BudgetDay => "budget_day",
        Reached::BudgetMonth => "budget_month",
        Reached::BudgetTotal => "budget_total",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::Day;
    use crate::domain::gift::RuleKey;
    use crate::domain::kpi::loyalty::{Assigned, GiftRow, GiftSums, Known, MemberRow, Usual};
    use crate::domain::member::Member;
    use chrono::NaiveDate;

    fn report() -> Report {
        let to: NaiveDate = "2026-11-27".parse().unwrap();
        let today = Day::from_date(to).unwrap();
        let row = |rule: &str, day| GiftRow {
            rule: RuleKey::of(rule),
            day,
            sums: GiftSums {
                offered: 5,
                given: 4,
                passed: 1,
                held_out: 2,
                cost_minor: 140,
            },
            is_before: false,
        };
        let limits = Limits {
            rule: RuleKey::of("tea"),
            id: "tea".to_owned(),
            label: Default::default(),
            cost: 35,
            per_customer: None,
            stock_day: Some(4),
            stock_total: None,
            budget_day: Some(140),
            budget_month: None,
            budget_total: None,
        };
        let known = Known {
            members: vec![MemberRow {
                member: Member(7_000_123),
                first: Day(today.0 - 60),
                second: Some(Day(today.0 - 55)),
                last: Day(today.0 - 50),
                visits: 3,
                months: 0b11,
                opted_out: false,
            }],
            usual: Some(Usual {
                gap: 5.0,
                slipping: 2.0,
                overdue: 4.0,
            }),
            assigned: [true, false]
                .map(|held_out| Assigned {
                    rule: RuleKey::of("tea"),
                    day: Day(today.0 - 20),
                    held_out,
                    back: None,
                })
                .into(),
            gifts: vec![row("tea", today), row("gone", Day(today.0 - 40))],
            ..Known::default()
        };
        Report::new(to - chrono::Days::new(27), to, &known, &[limits])
    }

    #[test]
    fn cohorts_have_a_line_for_each_month_and_no_share_of_few() {
        let expected = "first_month,members,months_after,came,percent,open\r\n\
             2026-09,1,0,1,,0\r\n2026-09,1,1,1,,0\r\n2026-09,1,2,0,,1\r\n";
        assert_eq!(cohorts(&report()), expected);
    }

    #[test]
    fn who_comes_less_often_is_a_number() {
        let expected = "member,level,last_visit,visits,usual_gaps\r\n\
             7000123,overdue,2026-10-08,3,10.0\r\n";
        assert_eq!(due(&report()), expected);
    }

    #[test]
    fn gifts_have_quantities_costs_and_limits() {
        let text = gifts(&report());
        let lines: Vec<&str> = text.lines().collect();
        let gone = format!("#{:08x}", RuleKey::of("gone").0);
        assert_eq!(
            lines[1..],
            [
                "tea,5,4,1,2,140,4,140,4,140,4,140,4,,140,,,stock_day budget_day,1,0,5,1,1,,"
                    .to_owned(),
                format!("{gone},5,4,1,2,140,0,0,0,0,4,140,,,,,,,0,0,,,,,"),
            ]
        );
        let columns: Vec<usize> = lines.iter().map(|line| line.split(',').count()).collect();
        assert_eq!(columns, [25, 25, 25]);
    }
}
