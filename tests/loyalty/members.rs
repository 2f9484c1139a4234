//! Joining, being recognised, cards that are lost or doubled, and being forgotten.

use super::bench::{Bench, DAY, MINUTE, card, gift, name, policy, receipt};
use tillside::domain::document::Facts;
use tillside::domain::event::Loyalty;
use tillside::domain::gift::policy::Birthday;
use tillside::domain::language::Language;
use tillside::domain::member::{CardText, Member, PersonNote};
use tillside::engine::api::{
    Command, MemberDesk, MemberOrder, MemberWord, Reception, Refusal, TillWord,
};
use tillside::engine::counter::{Input, Sales};

fn desk(bench: &Bench) -> MemberDesk {
    bench.view().loyalty.desk
}

fn said(word: MemberWord) -> MemberDesk {
    MemberDesk::Said(word)
}

fn stars() -> String {
    "[stars]\nper_visit = 1\n".to_owned()
}

fn change(name_: &str, note: &str) -> MemberOrder {
    MemberOrder::Change {
        name: Some(name(name_)),
        birthday: Some(Birthday { month: 2, day: 29 }),
        note: PersonNote::try_from(note.to_owned()).ok(),
        opted_out: false,
    }
}

#[test]
fn somebody_joins_with_a_touch_and_a_card() {
    let mut bench = Bench::new(Some(policy(&stars())));
    let language = Language::new("pl").unwrap();
    bench.order(MemberOrder::Join { language }).unwrap();
    assert_eq!(desk(&bench), MemberDesk::Joining(language));
    bench.scan(1);
    assert_eq!(desk(&bench), said(MemberWord::Joined));
    let member = bench.member().unwrap();
    assert_eq!(
        (member.visits, member.stars, member.name),
        (1, Some(0), None)
    );
    assert!(matches!(
        bench.loyalty()[..],
        [Loyalty::MemberJoined { .. }]
    ));
    bench
        .order(change("Marta", "likes the seeded rye loaf"))
        .unwrap();
    let member = bench.member().unwrap();
    assert_eq!(member.name, Some(name("Marta")));
    assert_eq!(member.birthday, Some(Birthday { month: 2, day: 29 }));
    let journal = format!("{:?}", bench.journal);
    assert!(
        !journal.contains("Marta") && !journal.contains("rye"),
        "{journal}"
    );
}

#[test]
fn a_card_that_is_nobodys_may_be_joined_with_at_once() {
    let mut bench = Bench::new(None);
    bench.scan(1);
    assert_eq!(desk(&bench), said(MemberWord::UnknownCard));
    let language = Language::ENGLISH;
    bench.order(MemberOrder::Join { language }).unwrap();
    assert_eq!(desk(&bench), said(MemberWord::Joined));
    assert_eq!(
        bench.member().unwrap().stars,
        None,
        "none are collected here"
    );
}

#[test]
fn who_has_no_card_gets_one_printed() {
    let mut bench = Bench::new(None);
    let refused = bench.order(MemberOrder::PrintCard);
    assert_eq!(refused, Err(Refusal::NoMember));
    let language = Language::ENGLISH;
    bench.order(MemberOrder::Join { language }).unwrap();
    bench.order(MemberOrder::PrintCard).unwrap();
    assert_eq!(desk(&bench), said(MemberWord::Joined));
    let member = bench.member().unwrap().member;
    let [printed] = bench.printed[..] else {
        panic!("one card is printed")
    };
    bench.order(MemberOrder::LetGo).unwrap();
    bench.handle(Input::MemberScanned(printed));
    assert_eq!(bench.member().unwrap().member, member);
}

#[test]
fn a_member_is_greeted_by_name_once_a_week() {
    let mut bench = Bench::new(Some(policy(&stars())));
    bench.join(1);
    bench.order(change("Marta", "rye")).unwrap();
    let mut greeted = Vec::new();
    for _ in 0..9 {
        bench.sell(500);
        bench.pass(DAY);
        bench.scan(1);
        greeted.push(bench.member().unwrap().greet);
    }
    let expected = [true, false, false, false, false, false, false, true, false];
    assert_eq!(greeted, expected);
    assert_eq!(bench.member().unwrap().visits, 10);
}

#[test]
fn who_wants_no_greeting_gets_none() {
    let mut bench = Bench::new(Some(policy(&stars())));
    bench.join(1);
    let quiet = MemberOrder::Change {
        name: Some(name("Marta")),
        birthday: None,
        note: None,
        opted_out: true,
    };
    bench.order(quiet).unwrap();
    bench.order(MemberOrder::LetGo).unwrap();
    bench.scan(1);
    let member = bench.member().unwrap();
    assert!(member.opted_out && !member.greet);
}

#[test]
fn the_next_customer_is_not_the_member_before() {
    let mut bench = Bench::new(Some(policy(&stars())));
    bench.join(1);
    bench.sell(500);
    assert!(bench.member().is_some(), "they are packing");
    bench.handle(Input::ItemScanned(None));
    assert_eq!(bench.member(), None);
    bench.end(receipt(500));
    let served = bench.loyalty();
    let served = served
        .iter()
        .filter(|it| matches!(it, Loyalty::MemberServed(_)));
    assert_eq!(served.count(), 1);
}

#[test]
fn a_card_shown_right_after_paying_counts_once_for_that_sale_if_the_cashier_says_so() {
    let mut bench = Bench::new(Some(policy(&stars())));
    bench.join(1);
    bench.order(MemberOrder::LetGo).unwrap();
    bench.sell(500);
    bench.pass(MINUTE / 2);
    bench.scan(1);
    assert!(bench.member().unwrap().may_be_late && bench.stars() == 0);
    bench.order(MemberOrder::LastSale).unwrap();
    assert_eq!(
        (bench.stars(), bench.member().unwrap().may_be_late),
        (1, false)
    );
    bench.scan(1);
    let again = bench.order(MemberOrder::LastSale);
    assert_eq!((again, bench.stars()), (Err(Refusal::NoSuchSale), 1));
    bench.pass(DAY);
    bench.order(MemberOrder::LetGo).unwrap();
    bench.sell(500);
    bench.pass(2 * MINUTE);
    bench.scan(1);
    let late = bench.order(MemberOrder::LastSale);
    assert_eq!((late, bench.stars()), (Err(Refusal::NoSuchSale), 1));
}

#[test]
fn a_lost_card_is_never_good_again_and_the_stars_stay() {
    let mut bench = Bench::new(Some(policy(&stars())));
    bench.join(1);
    bench.sell(500);
    bench.order(MemberOrder::LoseCards).unwrap();
    assert_eq!(desk(&bench), MemberDesk::NewCard);
    bench.scan(1);
    assert_eq!(desk(&bench), said(MemberWord::TakenCard));
    bench.order(MemberOrder::LoseCards).unwrap();
    bench.scan(2);
    assert_eq!(desk(&bench), said(MemberWord::CardGiven));
    bench.order(MemberOrder::LetGo).unwrap();
    bench.scan(1);
    assert_eq!(
        (desk(&bench), bench.member()),
        (said(MemberWord::LostCard), None)
    );
    bench.scan(2);
    assert_eq!(bench.stars(), 1);
}

#[test]
fn two_cards_of_one_person_come_together() {
    let mut bench = Bench::new(Some(policy(&stars())));
    let first = bench.join(1);
    bench.sell(500);
    bench.order(MemberOrder::LetGo).unwrap();
    bench.pass(DAY);
    bench.join(2);
    bench.sell(500);
    bench.order(MemberOrder::Merge).unwrap();
    bench.scan(1);
    assert_eq!(desk(&bench), said(MemberWord::Merged));
    let member = bench.member().unwrap();
    assert_eq!(
        (member.member, member.stars, member.visits),
        (first, Some(2), 2)
    );
    bench.order(MemberOrder::LetGo).unwrap();
    for number in [1, 2] {
        bench.scan(number);
        assert_eq!(bench.stars(), 2, "card {number}");
    }
    bench.order(MemberOrder::Merge).unwrap();
    bench.scan(2);
    assert_eq!(
        desk(&bench),
        said(MemberWord::Merged),
        "it is the same person"
    );
}

#[test]
fn a_card_that_is_scanned_for_everybody_collects_nothing_any_more() {
    let mut bench = Bench::new(Some(policy(
        "[stars]\nper_amount = { stars = 1, each = 100 }\n",
    )));
    bench.join(1);
    for sale in 0..9 {
        bench.scan(1);
        bench.sell(100);
        let is_staff = bench.member().unwrap().is_staff;
        assert_eq!(is_staff, sale >= 6, "sale {sale}");
        bench.pass(5 * MINUTE);
    }
    bench.scan(1);
    assert_eq!(bench.stars(), 7);
}

#[test]
fn cards_that_cannot_be_scanned_are_typed() {
    let mut bench = Bench::new(None);
    bench.join(1);
    bench.order(MemberOrder::LetGo).unwrap();
    let typed = |text: &str| MemberOrder::ShowCard {
        card: CardText::try_from(text.to_owned()).unwrap(),
    };
    bench.order(typed("0000-0018")).unwrap();
    assert_eq!(desk(&bench), said(MemberWord::Misread));
    bench.order(typed("12345")).unwrap();
    assert_eq!(desk(&bench), said(MemberWord::NoCard));
    bench.order(typed("0000 0017")).unwrap();
    assert!(bench.member().is_some());
    bench.handle(Input::MemberMisread);
    assert_eq!(desk(&bench), said(MemberWord::Misread));
}

#[test]
fn till_software_may_read_the_card() {
    let mut bench = Bench::counting(Some(policy(&stars())), Sales::Api);
    bench.join(1);
    bench.order(MemberOrder::LetGo).unwrap();
    let told = |text: String| TillWord::Member {
        number: text.try_into().unwrap(),
    };
    let found = bench.tell("1", told("4006381333931".to_owned()));
    assert_eq!((found, bench.member()), (Reception::NotUsed, None));
    let found = bench.tell("1", told(card(1).reveal()));
    assert_eq!(found, Reception::Taken);
    assert!(bench.member().is_some());
}

#[test]
fn what_is_said_goes_and_so_does_who_was_served() {
    let mut bench = Bench::new(None);
    bench.scan(9);
    bench.pass(MINUTE);
    assert_eq!(desk(&bench), MemberDesk::Quiet);
    bench.join(1);
    bench.sell(500);
    bench.pass(3 * MINUTE);
    assert_eq!(bench.member(), None);
    bench.scan(1);
    bench.pass(20 * MINUTE);
    assert_eq!(bench.member(), None, "nobody was served after all");
}

#[test]
fn a_kept_basket_takes_its_customer_along() {
    let mut bench = Bench::new(Some(policy(&stars())));
    bench.join(1);
    bench.handle(Input::ItemScanned(None));
    bench.command(Command::HoldBasket).unwrap();
    assert_eq!(bench.member(), None);
    bench.sell(500);
    bench.scan(1);
    assert_eq!(bench.stars(), 0, "somebody else has paid");
}

#[test]
fn without_a_disk_nobody_is_known_and_everything_else_goes_on() {
    let mut bench = Bench::new(Some(policy(&gift(
        "sweet",
        "when = { event = \"manual\" }\nwho = { anonymous = true }",
    ))));
    bench.people.is_failing = true;
    bench.scan(1);
    assert_eq!(
        (desk(&bench), bench.member()),
        (said(MemberWord::NotNow), None)
    );
    bench.sell(500);
    assert_eq!(bench.view().served_today, 1);
}

#[test]
fn who_is_forgotten_leaves_the_screen_and_no_card_leads_to_them() {
    let mut bench = Bench::new(Some(policy(&stars())));
    let member = bench.join(1);
    bench.order(change("Marta", "rye")).unwrap();
    bench.handle(Input::Forget(vec![member, Member(9)]));
    assert_eq!(bench.member(), None);
    bench.scan(1);
    assert_eq!(desk(&bench), said(MemberWord::UnknownCard));
}

#[test]
fn a_voided_sale_earns_nothing_and_its_customer_may_try_again() {
    let mut bench = Bench::new(Some(policy(&stars())));
    bench.join(1);
    bench.handle(Input::ItemScanned(None));
    bench.end(Facts {
        void: true,
        ..receipt(500)
    });
    assert_eq!(bench.stars(), 0);
    bench.sell(500);
    assert_eq!(bench.stars(), 1);
}
