//! What is offered, what becomes of it, and why nothing is.

use super::bench::{Bench, DAY, MINUTE, gift, policy, receipt};
use tillside::domain::case::{CaseId, CaseKind, Resolution};
use tillside::domain::document::Facts;
use tillside::domain::event::Loyalty;
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::policy::{Reason, Temperature};
use tillside::engine::api::{
    Amount, Command, GiftWhy, HandGift, MemberOrder, Prompt, Refusal, TillWord,
};
use tillside::engine::counter::{Input, Sales};

const ALWAYS: &str = "when = { event = \"sale\" }\nwho = { anonymous = true }";

fn two_teas() -> Bench {
    let rule = format!("{ALWAYS}\nstock = {{ per_day = 2 }}");
    Bench::new(Some(policy(&gift("tea", &rule))))
}

fn by_hand(bench: &Bench) -> Vec<HandGift> {
    bench.view().loyalty.gifts.unwrap().by_hand
}

fn why_not(bench: &Bench) -> Vec<Reason> {
    let gifts = bench.view().loyalty.gifts.unwrap();
    gifts.why_not.into_iter().map(|it| it.reason).collect()
}

fn offer(bench: &mut Bench, rule: &str) -> Result<(), Refusal> {
    let rule = RuleKey::of(rule);
    bench.command(Command::OfferGift { rule })
}

fn counts(bench: &Bench) -> (usize, usize, usize) {
    let all = bench.loyalty();
    let of = |is_it: fn(&Loyalty) -> bool| all.iter().filter(|it| is_it(it)).count();
    (
        of(|it| matches!(it, Loyalty::GiftOffered(_))),
        of(|it| matches!(it, Loyalty::GiftGiven(_))),
        of(|it| matches!(it, Loyalty::GiftReleased(_))),
    )
}

#[test]
fn a_gift_is_offered_at_the_end_of_a_sale_and_counted_when_it_is_given() {
    let mut bench = two_teas();
    bench.handle(Input::ItemScanned(None));
    assert_eq!(bench.offered(), None);
    bench.end(receipt(500));
    let (card, label) = bench.offered().unwrap();
    assert_eq!(
        (label.as_str(), card.left, card.why),
        ("tea", Some(1), GiftWhy::Luck)
    );
    bench.give();
    assert_eq!(bench.offered(), None);
    bench.sell(500);
    let (card, _) = bench.offered().unwrap();
    assert_eq!(card.left, Some(0));
    bench.command(Command::PassGift { card: card.id }).unwrap();
    bench.sell(500);
    bench.give();
    bench.sell(500);
    assert_eq!(
        (bench.offered(), why_not(&bench)),
        (None, vec![Reason::DayStockGone])
    );
    bench.pass(DAY);
    bench.sell(500);
    assert!(bench.offered().is_some(), "another day");
}

#[test]
fn what_nobody_answers_is_free_again_after_a_quarter_of_an_hour() {
    let mut bench = two_teas();
    bench.sell(500);
    bench.pass(14 * MINUTE);
    assert!(bench.offered().is_some());
    bench.pass(2 * MINUTE);
    assert_eq!((bench.offered(), counts(&bench)), (None, (1, 0, 1)));
}

#[test]
fn the_next_customer_is_not_offered_the_gift_of_the_one_before() {
    let mut bench = two_teas();
    bench.sell(500);
    bench.handle(Input::ItemScanned(None));
    assert!(bench.offered().is_some(), "they are packing");
    bench.pass(MINUTE);
    assert_eq!((bench.offered(), counts(&bench)), (None, (1, 0, 1)));
}

#[test]
fn what_was_kept_before_the_process_ended_is_free_again_too() {
    let mut bench = two_teas();
    bench.sell(500);
    bench.restart();
    assert_eq!(bench.offered(), None);
    bench.pass(16 * MINUTE);
    assert_eq!(counts(&bench), (1, 0, 1));
    bench.pass(16 * MINUTE);
    assert_eq!(counts(&bench), (1, 0, 1), "once");
}

#[test]
fn nothing_is_offered_beside_a_payment_that_needs_the_cashier() {
    let mut bench = two_teas();
    bench.sell(500);
    bench.command(Command::OpenNote).unwrap();
    assert!(matches!(bench.view().prompt, Some(Prompt::Payment(_))));
    bench.pass(MINUTE / 60);
    assert_eq!(counts(&bench), (1, 0, 1));
    for gift in by_hand(&bench) {
        assert_eq!(gift.not, Some(Reason::PaymentNote));
    }
}

#[test]
fn a_void_takes_the_gift_back_into_stock() {
    let rule = format!("{ALWAYS}\nstock = {{ total = 1 }}");
    let rules = policy(&gift("tea", &rule));
    let mut bench = Bench::counting(Some(rules), Sales::Api);
    let paid = TillWord::SaleCompleted(Amount {
        total_minor: Some(500),
        ..Amount::default()
    });
    bench.tell("a", paid.clone());
    bench.give();
    bench.tell("b", paid.clone());
    assert_eq!(why_not(&bench), [Reason::StockGone]);
    bench.tell("a", TillWord::SaleVoided(Amount::default()));
    bench.tell("c", paid);
    assert!(bench.offered().is_some());
}

#[test]
fn a_touch_offers_what_staff_decide_once_a_sale() {
    let rule = "when = { event = \"manual\" }\nwho = { anonymous = true }\nstock = { per_day = 2 }";
    let mut bench = Bench::new(Some(policy(&gift("sweet", rule))));
    let found = by_hand(&bench).remove(0);
    assert_eq!((found.left, found.stars, found.not), (Some(2), 0, None));
    bench.handle(Input::ItemScanned(None));
    offer(&mut bench, "sweet").unwrap();
    bench.give();
    assert_eq!(by_hand(&bench)[0].not, Some(Reason::OneASale));
    assert_eq!(offer(&mut bench, "sweet"), Err(Refusal::NoSuchGift));
    bench.sell(500);
    bench.sell(500);
    assert_eq!(offer(&mut bench, "sweet"), Ok(()));
    assert_eq!(offer(&mut bench, "bread"), Err(Refusal::NoSuchGift));
}

#[test]
fn goodwill_is_counted_and_ends_with_its_allowance() {
    let text = "[goodwill]\nper_day = 2\ncost = 45\n\
                label = { en = \"A coffee\", pl = \"Kawa\", da = \"Kaffe\", et = \"Kohv\" }\n";
    let mut bench = Bench::new(Some(policy(text)));
    let goodwill = |bench: &mut Bench| {
        bench.command(Command::OfferGift {
            rule: RuleKey::GOODWILL,
        })
    };
    for left in [1, 0] {
        goodwill(&mut bench).unwrap();
        let (card, label) = bench.offered().unwrap();
        assert_eq!((card.left, label.as_str()), (Some(left), "A coffee"));
        bench.give();
    }
    assert_eq!(goodwill(&mut bench), Err(Refusal::NoSuchGift));
    assert_eq!(by_hand(&bench)[0].not, Some(Reason::GoodwillGone));
    bench.restart();
    assert_eq!(goodwill(&mut bench), Err(Refusal::NoSuchGift), "kept");
    bench.pass(DAY);
    assert_eq!(goodwill(&mut bench), Ok(()));
}

#[test]
fn a_member_gets_every_third_visit_what_was_promised() {
    let rule = "when = { event = \"sale\", nth_visit = 3 }\nwho = { card = true }";
    let mut bench = Bench::new(Some(policy(&gift("coffee", rule))));
    bench.join(1);
    for visit in 1..=3 {
        bench.sell(500);
        let why = bench.offered().map(|(card, _)| card.why);
        let promised = (visit == 3).then_some(GiftWhy::Visit { visit });
        assert_eq!(why, promised, "visit {visit}");
        if visit == 3 {
            bench.give();
            bench.scan(1);
            bench.sell(500);
            assert_eq!(bench.offered(), None, "once a visit");
        }
        bench.pass(DAY);
        bench.scan(1);
    }
    let given = bench.loyalty();
    let given = given.iter().rev().find_map(|it| match it {
        Loyalty::GiftOffered(it) => it.member,
        _ => None,
    });
    assert!(given.is_some(), "it says to whom");
}

#[test]
fn who_had_one_lately_is_told_why_there_is_none() {
    let rule = "when = { event = \"sale\" }\nwho = { card = true }";
    let text = format!("[global]\nmin_days_between = 7\n{}", gift("tea", rule));
    let mut bench = Bench::new(Some(policy(&text)));
    bench.sell(500);
    assert_eq!(why_not(&bench), [Reason::MembersOnly]);
    bench.join(1);
    bench.sell(500);
    bench.give();
    bench.pass(3 * DAY);
    bench.scan(1);
    bench.sell(500);
    assert_eq!(why_not(&bench), [Reason::Recently { days_ago: 3 }]);
}

#[test]
fn goods_that_are_scanned_may_bring_a_gift_or_rule_it_out() {
    let categories = "[categories]\ncheese = [\"5900000000206\"]\n";
    let cheese = "when = { event = \"sale\" }\nwho = { anonymous = true }\n\
                  basket = { any_category = [\"cheese\"] }";
    let mut bench = Bench::new(Some(policy(&format!(
        "{categories}{}",
        gift("taste", cheese)
    ))));
    bench.sell(500);
    assert_eq!(why_not(&bench), [Reason::NotBought]);
    bench.handle(Input::ItemScanned(Some(5_900_000_000_206)));
    bench.end(receipt(500));
    assert_eq!(bench.offered().unwrap().0.why, GiftWhy::Bought);
}

#[test]
fn a_temperature_that_is_said_counts_for_some_hours() {
    let rule = "when = { event = \"sale\", temp_min_c = 28 }\nwho = { anonymous = true }";
    let mut bench = Bench::new(Some(policy(&gift("water", rule))));
    bench.sell(500);
    assert_eq!(why_not(&bench), [Reason::WeatherUnknown]);
    let say = |bench: &mut Bench, tenths| bench.command(Command::SayTemperature { tenths });
    assert_eq!(say(&mut bench, 601), Err(Refusal::NoTemperature));
    say(&mut bench, 310).unwrap();
    bench.sell(500);
    assert_eq!(bench.offered().unwrap().0.why, GiftWhy::Hot);
    say(&mut bench, 279).unwrap();
    bench.sell(500);
    assert_eq!(why_not(&bench), [Reason::TooCold]);
    bench.pass(7 * 60 * MINUTE);
    assert_eq!(bench.view().loyalty.gifts.unwrap().temperature, None);
}

#[test]
fn a_source_that_does_not_say_how_warm_it_is_shows() {
    let at = |it: &Bench| it.view().loyalty.gifts.unwrap();
    let fails = |it: &Bench| at(it).weather_fails;
    let rules = |source: &str| {
        let weather = format!("[weather]\nsource = \"{source}\"\n");
        let rule = "when = { event = \"sale\", temp_min_c = 28 }\nwho = { anonymous = true }";
        policy(&format!("{weather}{}", gift("water", rule)))
    };
    let mut bench = Bench::new(Some(rules("file:now.txt")));
    assert!(!fails(&bench), "it was not asked yet");
    bench.handle(Input::Temperature(None));
    assert!(fails(&bench));
    // Rules with the same source do not make it answer, and what somebody says neither.
    bench.handle(Input::Policy(Some(rules("file:now.txt"))));
    bench
        .command(Command::SayTemperature { tenths: 310 })
        .unwrap();
    assert!(fails(&bench));
    assert_eq!(at(&bench).temperature.unwrap().tenths, 310);
    let told = Temperature {
        tenths: 290,
        at: at(&bench).temperature.unwrap().at,
    };
    bench.handle(Input::Temperature(Some(told)));
    assert!(!fails(&bench));
    // A file that nobody writes any more.
    bench.pass(7 * 60 * MINUTE);
    assert!(fails(&bench));
    assert_eq!(at(&bench).temperature, None);
    bench.handle(Input::Temperature(None));
    bench.handle(Input::Policy(Some(rules("file:other.txt"))));
    assert!(!fails(&bench), "the other file was not asked yet");
    bench.handle(Input::Temperature(None));
    bench.handle(Input::Policy(Some(rules("hand"))));
    assert!(!fails(&bench), "nobody is asked");
}

#[test]
fn somebody_whose_case_is_over_may_get_something_to_make_good() {
    let rule = "when = { event = \"case_closed\" }\nwho = { card = true }\napprove = \"manager\"\n\
                bypass_min_days = true";
    let mut bench = Bench::new(Some(policy(&gift("flowers", rule))));
    let close = |bench: &mut Bench, id| {
        let kind = CaseKind::Complaint;
        bench.command(Command::OpenCase { kind }).unwrap();
        let (id, resolution) = (CaseId(id), Resolution::Solved);
        bench
            .command(Command::ResolveCase { id, resolution })
            .unwrap();
    };
    let first = bench.view().cases.first().map_or(1, |case| case.id.0);
    close(&mut bench, first);
    assert_eq!(bench.offered(), None, "nobody is known");
    bench.join(1);
    close(&mut bench, first + 1);
    let (card, _) = bench.offered().unwrap();
    assert_eq!((card.why, card.needs_approval), (GiftWhy::MakeGood, true));
}

#[test]
fn a_group_goes_without_and_the_journal_says_who() {
    let rule = "when = { event = \"sale\" }\nwho = { card = true }";
    let text = gift("tea", rule).replace("hold_out = 0", "hold_out = 0.5");
    let mut bench = Bench::new(Some(policy(&format!(
        "[global]\nmin_days_between = 0\n{text}"
    ))));
    let (mut offered, mut held_out) = (0, 0);
    for number in 1..=40 {
        bench.join(number);
        bench.sell(500);
        let all = bench.loyalty();
        match all.iter().rev().find(|it| it.member().is_some()) {
            Some(Loyalty::GiftOffered(_)) => offered += 1,
            Some(Loyalty::GiftHeldOut(_)) => held_out += 1,
            other => panic!("{other:?}"),
        }
        bench.pass(3 * MINUTE);
    }
    assert!(
        offered + held_out == 40 && (10..=30).contains(&held_out),
        "{held_out}"
    );
}

#[test]
fn other_rules_hold_from_the_next_sale_on() {
    let mut bench = two_teas();
    bench.handle(Input::Policy(Some(policy(&gift("soup", ALWAYS)))));
    bench.sell(500);
    assert_eq!(bench.offered().unwrap().1, "soup");
    bench.handle(Input::Policy(None));
    assert_eq!(bench.view().loyalty.gifts, None);
    let Some(Prompt::Gift(card)) = bench.view().prompt else {
        panic!("what was offered can still be answered")
    };
    bench.command(Command::GiveGift { card: card.id }).unwrap();
}

#[test]
fn a_voided_receipt_offers_nothing() {
    let mut bench = two_teas();
    bench.handle(Input::ItemScanned(None));
    bench.end(Facts {
        void: true,
        ..receipt(500)
    });
    assert_eq!((bench.offered(), counts(&bench)), (None, (0, 0, 0)));
    bench.order(MemberOrder::Stop).unwrap();
}
