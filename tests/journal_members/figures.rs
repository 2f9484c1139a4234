//! What reports on gifts are made of: who had what, who was addressed how often, and who was left without.

use tillside::domain::code::Day;
use tillside::domain::event::{GiftBack, GiftHandled, Loyalty, MemberContacted, SaleUndone};
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::book::Contact;
use tillside::domain::gift::rules::Cap;
use tillside::domain::kpi::loyalty::{Assigned, Had};
use tillside::domain::member::Member;
use tillside::domain::receipt::Receipt;
use tillside::journal::{CapNow, Reader, Writer};

use super::support::Data;
use super::{TODAY, assert_sound, at, commit, served};

fn handled(rule: &str, receipt: u64, member: u64, day: u16) -> GiftHandled {
    GiftHandled {
        receipt: Receipt(receipt),
        rule: RuleKey::of(rule),
        day: Day(day),
        member: Some(Member(member)),
        cost: 30,
        as_code: false,
    }
}

fn reader(data: &Data) -> Reader {
    Reader::open(&data.path()).expect("a journal")
}

fn give(writer: &mut Writer, day: u16, gift: GiftHandled) {
    commit(writer, day, Loyalty::GiftGiven(gift));
}

#[test]
fn members_had_what_was_given_to_any_of_their_numbers() {
    let data = Data::new();
    let mut writer = data.writer();
    let tea = |receipt, member, day| handled("tea", receipt, member, day);
    give(&mut writer, TODAY - 9, tea(1, 5, TODAY - 9));
    give(&mut writer, TODAY - 3, tea(2, 5, TODAY - 3));
    give(&mut writer, TODAY - 2, tea(3, 8, TODAY - 2));
    commit(&mut writer, TODAY, Loyalty::GiftPassed(tea(4, 9, TODAY)));
    commit(&mut writer, TODAY, Loyalty::GiftHeldOut(tea(5, 9, TODAY)));
    give(&mut writer, TODAY, tea(6, 9, TODAY));
    // Who gives it back has had it; what was given at a sale that does not stand, nobody had.
    commit(
        &mut writer,
        TODAY,
        Loyalty::GiftTakenBack(GiftBack {
            receipt: Receipt(6),
            rule: RuleKey::of("tea"),
            day: Day(TODAY),
            member: Some(Member(9)),
        }),
    );
    give(&mut writer, TODAY, tea(7, 9, TODAY));
    commit(
        &mut writer,
        TODAY,
        Loyalty::SaleUndone(SaleUndone {
            receipt: Receipt(7),
            member: Some(Member(9)),
            day: Day(TODAY),
        }),
    );
    let unknown = GiftHandled {
        member: None,
        ..tea(8, 1, TODAY)
    };
    give(&mut writer, TODAY, unknown);
    let (one, other) = (Member(8), Member(5));
    commit(&mut writer, TODAY, Loyalty::MembersMerged { one, other });
    let mut found = reader(&data)
        .gifts_had(Day(TODAY - 3), Day(TODAY))
        .expect("a sound disk");
    found.sort_by_key(|had| had.day);
    let had = |(member, day)| Had {
        member: Member(member),
        rule: RuleKey::of("tea"),
        day: Day(day),
    };
    let expected = [(5, TODAY - 3), (5, TODAY - 2), (9, TODAY)].map(had);
    assert_eq!(found, expected);
    assert_sound(&data);
}

#[test]
fn who_was_addressed_often_is_counted_by_person() {
    let data = Data::new();
    let mut writer = data.writer();
    let greet = |writer: &mut Writer, member: u64, receipt: u64, day: u16| {
        commit(writer, day, served(Member(member), receipt, day));
        let greeting = MemberContacted {
            contact: Contact::Greeting,
            receipt: Receipt(receipt),
            member: Member(member),
            day: Day(day),
        };
        commit(writer, day, Loyalty::MemberContacted(greeting));
    };
    // Three greetings; a greeting and two gifts, one of them passed; two greetings of two numbers.
    for ago in [1, 2, 3] {
        greet(&mut writer, 3, 100 + u64::from(ago), TODAY - ago);
    }
    greet(&mut writer, 4, 200, TODAY - 4);
    give(&mut writer, TODAY - 4, handled("tea", 200, 4, TODAY - 4));
    let passed = handled("soup", 201, 4, TODAY - 4);
    commit(&mut writer, TODAY - 4, Loyalty::GiftPassed(passed));
    greet(&mut writer, 5, 300, TODAY - 1);
    greet(&mut writer, 6, 301, TODAY);
    let count = |max: u16, days: u16| {
        let cap = CapNow {
            cap: Cap { max, days },
            today: Day(TODAY),
            now: at(TODAY),
        };
        let rows = reader(&data).member_rows(Some(cap)).expect("a sound disk");
        rows.1
    };
    assert_eq!([count(3, 30), count(2, 30), count(1, 30)], [2, 2, 4]);
    assert_eq!([count(3, 4), count(2, 3), count(1, 1)], [1, 1, 1]);
    let (one, other) = (Member(5), Member(6));
    commit(&mut writer, TODAY, Loyalty::MembersMerged { one, other });
    assert_eq!([count(3, 30), count(2, 30), count(1, 30)], [2, 3, 3]);
    assert_sound(&data);
}

#[test]
fn a_first_time_counts_from_the_day_on_which_a_rule_left_somebody_without() {
    let data = Data::new();
    let mut writer = data.writer();
    let day = |ago: u16| TODAY - ago;
    let came = |writer: &mut Writer, member: u64, ago: u16| {
        let receipt = 1000 + member * 100 + u64::from(ago);
        commit(writer, day(ago), served(Member(member), receipt, day(ago)));
    };
    let offer = |writer: &mut Writer, rule: &str, member: u64, ago: u16| {
        let gift = handled(rule, 1000 + member * 100 + u64::from(ago), member, day(ago));
        commit(writer, day(ago), Loyalty::GiftOffered(gift));
    };
    let hold_out = |writer: &mut Writer, member: u64, ago: u16| {
        let receipt = 1000 + member * 100 + u64::from(ago);
        let gift = handled("tea", receipt, member, day(ago));
        commit(writer, day(ago), Loyalty::GiftHeldOut(gift));
    };
    for (member, ago) in [
        (1, 50),
        (2, 40),
        (2, 35),
        (3, 39),
        (3, 38),
        (4, 37),
        (7, 20),
    ] {
        came(&mut writer, member, ago);
    }
    // Before anybody was left without, and by a rule that leaves nobody without.
    offer(&mut writer, "tea", 1, 50);
    offer(&mut writer, "soup", 1, 39);
    hold_out(&mut writer, 2, 40);
    hold_out(&mut writer, 2, 35);
    offer(&mut writer, "tea", 3, 39);
    offer(&mut writer, "tea", 3, 38);
    offer(&mut writer, "tea", 4, 37);
    // 7 is 4; their first time is that of 4.
    hold_out(&mut writer, 7, 20);
    let (one, other) = (Member(4), Member(7));
    commit(&mut writer, TODAY, Loyalty::MembersMerged { one, other });
    let one = |(ago, held_out, back): (u16, bool, Option<u16>)| Assigned {
        rule: RuleKey::of("tea"),
        day: Day(day(ago)),
        held_out,
        back: back.map(|ago| Day(day(ago))),
    };
    let found = |from, to| {
        let days = (Day(day(from)), Day(day(to)));
        reader(&data).assigned(days).expect("a sound disk")
    };
    let expected = [
        (37, false, Some(20)),
        (39, false, Some(38)),
        (40, true, Some(35)),
    ]
    .map(one);
    assert_eq!(found(60, 10), expected);
    assert_eq!(found(39, 30), [(35, true, None)].map(one));
    assert_eq!(found(9, 0), []);
    assert_sound(&data);
}
