//! Stars that are earned, taken back and spent.

use super::bench::{Bench, DAY, gift, policy, receipt};
use tillside::domain::code::Till;
use tillside::domain::document::Facts;
use tillside::domain::event::Loyalty;
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::policy::Reason;
use tillside::domain::stars::Link;
use tillside::engine::api::{
    Amount, Command, GiftWhy, HandGift, MemberOrder, Reception, Refusal, TillWord,
};
use tillside::engine::counter::{Input, Sales};

const BY_AMOUNT: &str = "[stars]\nper_amount = { stars = 1, each = 100 }\nmax_per_sale = 50\n\
                         offline_per_day = 1\n";

fn with_coffee() -> String {
    let coffee = gift(
        "coffee",
        "when = { event = \"stars\", stars = 10 }\nwho = { card = true }",
    );
    format!("{BY_AMOUNT}{coffee}")
}

fn paid(total: u32) -> TillWord {
    TillWord::SaleCompleted(Amount {
        total_minor: Some(total),
        ..Amount::default()
    })
}

fn coffee(bench: &Bench) -> HandGift {
    let gifts = bench.view().loyalty.gifts.unwrap();
    gifts.by_hand.into_iter().next().unwrap()
}

fn offer_coffee(bench: &mut Bench) -> Result<(), Refusal> {
    bench.command(Command::OfferGift {
        rule: RuleKey::of("coffee"),
    })
}

#[test]
fn a_sale_earns_for_what_it_comes_to_with_a_bound() {
    for (total, stars) in [(99, 0), (100, 1), (3234, 32), (9900, 50)] {
        let mut bench = Bench::new(Some(policy(BY_AMOUNT)));
        bench.join(1);
        bench.sell(total);
        assert_eq!(bench.stars(), stars, "{total}");
    }
}

#[test]
fn a_return_with_the_card_takes_back_what_its_sale_earned() {
    let mut bench = Bench::new(Some(policy(BY_AMOUNT)));
    let member = bench.join(1);
    bench.sell(1000);
    bench.pass(DAY);
    bench.scan(1);
    bench.sell(2000);
    bench.pass(DAY);
    bench.scan(1);
    assert_eq!(bench.stars(), 30);
    bench.end(Facts {
        refund: true,
        ..receipt(-1500)
    });
    assert_eq!(
        bench.people.stars(member),
        15,
        "of the one that was large enough"
    );
    bench.scan(1);
    bench.end(Facts {
        refund: true,
        ..receipt(-1000)
    });
    assert_eq!(bench.people.stars(member), 5);
}

#[test]
fn till_software_voids_and_returns_by_the_sales_own_name() {
    let mut bench = Bench::counting(Some(policy(BY_AMOUNT)), Sales::Api);
    let member = bench.join(1);
    assert_eq!(bench.tell("a", paid(1000)), Reception::Taken);
    bench.pass(DAY);
    bench.scan(1);
    assert_eq!(bench.tell("b", paid(2000)), Reception::Taken);
    assert_eq!(bench.people.stars(member), 30);
    bench.restart();
    let back = TillWord::SaleReturned(Amount {
        total_minor: Some(500),
        ..Amount::default()
    });
    assert_eq!(bench.tell("a", back), Reception::Taken);
    assert_eq!(bench.people.stars(member), 25);
    let void = TillWord::SaleVoided(Amount::default());
    assert_eq!(bench.tell("b", void.clone()), Reception::Taken);
    assert_eq!(bench.people.stars(member), 5);
    bench.tell("b", void);
    assert_eq!(bench.people.stars(member), 5, "once");
}

#[test]
fn beside_the_cable_a_name_still_leads_to_the_sale() {
    let mut bench = Bench::new(Some(policy(BY_AMOUNT)));
    let member = bench.join(1);
    bench.tell("a", paid(1000));
    bench.sell(1000);
    assert_eq!(bench.people.stars(member), 10);
    let void = TillWord::SaleVoided(Amount::default());
    assert_eq!(bench.tell("a", void), Reception::Taken);
    assert_eq!(bench.people.stars(member), 0);
}

#[test]
fn stars_buy_a_gift_once_and_the_cashier_is_told_why_not() {
    let mut bench = Bench::new(Some(policy(&with_coffee())));
    assert_eq!(coffee(&bench).not, Some(Reason::MembersOnly));
    let member = bench.join(1);
    let (have, need) = (0, 10);
    assert_eq!(coffee(&bench).not, Some(Reason::TooFewStars { have, need }));
    assert_eq!(offer_coffee(&mut bench), Err(Refusal::NoSuchGift));
    bench.sell(1500);
    assert_eq!((coffee(&bench).not, coffee(&bench).stars), (None, 10));
    offer_coffee(&mut bench).unwrap();
    let (card, label) = bench.offered().unwrap();
    assert_eq!(
        (card.why, card.stars, label.as_str()),
        (GiftWhy::Stars, 10, "coffee")
    );
    bench.give();
    assert_eq!(bench.people.stars(member), 5);
    assert_eq!(
        bench.command(Command::GiveGift { card: card.id }),
        Err(Refusal::NoSuchCard)
    );
    assert_eq!(bench.people.stars(member), 5);
    assert_eq!(coffee(&bench).not, Some(Reason::OneASale));
}

#[test]
fn what_is_passed_costs_nothing() {
    let mut bench = Bench::new(Some(policy(&with_coffee())));
    let member = bench.join(1);
    bench.sell(1500);
    offer_coffee(&mut bench).unwrap();
    let (card, _) = bench.offered().unwrap();
    bench.command(Command::PassGift { card: card.id }).unwrap();
    assert_eq!(bench.people.stars(member), 15);
}

#[test]
fn a_voided_sale_gives_spent_stars_back_and_stars_cannot_be_spent_twice() {
    let mut bench = Bench::counting(Some(policy(&with_coffee())), Sales::Api);
    let member = bench.join(1);
    bench.tell("a", paid(1500));
    offer_coffee(&mut bench).unwrap();
    bench.give();
    bench.tell("a", TillWord::SaleVoided(Amount::default()));
    assert_eq!(bench.people.stars(member), 0, "neither earned nor spent");
}

#[test]
fn alone_a_counter_lets_stars_be_spent_so_often_a_day() {
    let mut bench = Bench::new(Some(policy(&with_coffee())));
    bench.join(1);
    bench.sell(5000);
    bench.handle(Input::Link(Link::Offline(Till::new(2).unwrap())));
    offer_coffee(&mut bench).unwrap();
    bench.give();
    let spent = bench.loyalty().into_iter().find_map(|it| match it {
        Loyalty::StarsSpent(spent) => Some(spent.offline),
        _ => None,
    });
    assert_eq!(spent, Some(Till::new(2).ok()));
    bench.scan(1);
    bench.sell(100);
    assert_eq!(
        offer_coffee(&mut bench),
        Err(Refusal::NoSuchGift),
        "once a day"
    );
    assert_eq!(coffee(&bench).not, Some(Reason::CannotAsk));
    bench.handle(Input::Link(Link::Online));
    assert_eq!(coffee(&bench).not, None);
    bench.handle(Input::Link(Link::Offline(Till::new(2).unwrap())));
    bench.restart();
    bench.handle(Input::Link(Link::Offline(Till::new(2).unwrap())));
    bench.scan(1);
    assert_eq!(
        offer_coffee(&mut bench),
        Err(Refusal::NoSuchGift),
        "also after a restart"
    );
    bench.pass(DAY);
    bench.scan(1);
    bench.sell(100);
    assert_eq!(offer_coffee(&mut bench), Ok(()));
    bench.order(MemberOrder::LetGo).unwrap();
}
