//! Members that the counters of a store share: whatever happens at which counter, whichever answer is
//! lost and whoever begins anew, in the end all of them know the same.

use super::counters::{Chain, Counter, DAY, Known, exchange};
use super::erased::files_with;
use super::support::Data;
use super::{at, card, file, name, profile};
use proptest::prelude::*;
use rusqlite::Connection;
use std::fs;
use std::path::PathBuf;
use tillside::domain::code::{Day, Till};
use tillside::domain::event::{Loyalty, MemberServed, SaleUndone, StarsSpent};
use tillside::domain::gift::RuleKey;
use tillside::domain::member::{Member, PersonNote, Profile};
use tillside::domain::receipt::Receipt;
use tillside::domain::stars::{EarnBy, Purpose};
use tillside::engine::members::{MemberAnswer, MemberAsk};
use tillside::journal::{Reader, check};

/// Something that happens at a counter; who it is about is one of those who have joined by then.
#[derive(Debug, Clone)]
enum Step {
    Join(usize, u64),
    Serve(usize, usize, u16),
    Spend(usize, usize),
    Undo(usize, usize),
    Merge(usize, usize, usize),
    Rename(usize, usize, u8),
    LoseCards(usize, usize),
    GiveCard(usize, usize, u64),
    Erase(usize, usize),
    /// The counter tells and hears; of that, nothing, the question or both arrive.
    Exchange(usize, u8),
    /// The process dies and begins again.
    Restart(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let counter = 0..3_usize;
    let who = 0..6_usize;
    prop_oneof![
        3 => (counter.clone(), 1..9_u64).prop_map(|(at, card)| Step::Join(at, card)),
        6 => (counter.clone(), who.clone(), 0..4_u16).prop_map(|(at, who, day)| Step::Serve(at, who, day)),
        2 => (counter.clone(), who.clone()).prop_map(|(at, who)| Step::Spend(at, who)),
        2 => (counter.clone(), 0..8_usize).prop_map(|(at, sale)| Step::Undo(at, sale)),
        1 => (counter.clone(), who.clone(), who.clone()).prop_map(|(at, one, other)| Step::Merge(at, one, other)),
        2 => (counter.clone(), who.clone(), 0..4_u8).prop_map(|(at, who, name)| Step::Rename(at, who, name)),
        1 => (counter.clone(), who.clone()).prop_map(|(at, who)| Step::LoseCards(at, who)),
        1 => (counter.clone(), who.clone(), 1..9_u64).prop_map(|(at, who, card)| Step::GiveCard(at, who, card)),
        1 => (counter.clone(), who).prop_map(|(at, who)| Step::Erase(at, who)),
        6 => (1..3_usize, 0..3_u8).prop_map(|(at, arrives)| Step::Exchange(at, arrives)),
        1 => counter.prop_map(Step::Restart),
    ]
}

/// Does it, and gives what the reference is told.
fn take(chain: &mut Chain, step: &Step, sales: &mut Vec<(usize, Receipt, Member)>) {
    let number = u64::try_from(sales.len()).expect("a number") + 1;
    match *step {
        Step::Join(at, card) => chain.join(at, card),
        Step::Serve(at, who, day) => {
            if let Some(member) = chain.member(who) {
                let receipt = chain.receipt(at, number);
                sales.push((at, receipt, member));
                let served = served(member, receipt, DAY + day);
                chain.happens(at, served);
            }
        }
        Step::Spend(at, who) => {
            if let Some(member) = chain.member(who) {
                let receipt = chain.receipt(at, number);
                sales.push((at, receipt, member));
                let spent = spent(member, receipt, at);
                chain.happens(at, spent);
            }
        }
        Step::Undo(at, sale) => {
            // Only where it was made: no other till software knows its name.
            let own = sales.get(sale).filter(|(made, ..)| *made == at);
            if let Some((_, receipt, member)) = own.copied() {
                let (member, day) = (Some(member), Day(DAY + 1));
                let undone = SaleUndone {
                    receipt,
                    member,
                    day,
                };
                chain.happens(at, Loyalty::SaleUndone(undone));
            }
        }
        Step::Merge(at, one, other) => {
            if let (Some(one), Some(other)) = (chain.member(one), chain.member(other))
                && one != other
            {
                chain.happens(at, Loyalty::MembersMerged { one, other });
            }
        }
        Step::Rename(at, who, name) => chain.rename(at, who, name),
        Step::LoseCards(at, who) => chain.lose_cards(at, who),
        Step::GiveCard(at, who, card) => chain.give_card(at, who, card),
        Step::Erase(at, who) => {
            if let Some(member) = chain.member(who) {
                chain.happens(at, Loyalty::MemberErased { member });
            }
        }
        Step::Exchange(at, arrives) => chain.exchange(at, arrives),
        Step::Restart(at) => chain.restart(at),
    }
}

pub(super) fn served(member: Member, receipt: Receipt, day: u16) -> Loyalty {
    Loyalty::MemberServed(MemberServed {
        member,
        receipt,
        day: Day(day),
        total_minor: 1234,
        by: Some(EarnBy::Amount {
            stars: 1,
            each_minor: 100,
        }),
        max: 20,
    })
}

fn spent(member: Member, receipt: Receipt, counter: usize) -> Loyalty {
    let counter = u16::try_from(counter).expect("a counter");
    Loyalty::StarsSpent(StarsSpent {
        purpose: Purpose::Gift(receipt, RuleKey(7)),
        receipt,
        member,
        day: Day(DAY),
        stars: 9,
        offline: Till::new(counter).ok(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn in_the_end_all_counters_know_the_same(steps in prop::collection::vec(step(), 1..60)) {
        let mut chain = Chain::new();
        let mut sales = Vec::new();
        for step in &steps {
            take(&mut chain, step, &mut sales);
        }
        chain.settle();
        let known: Vec<Known> = (0..3).map(|counter| chain.known(counter)).collect();
        prop_assert_eq!(&known[0], &known[1]);
        prop_assert_eq!(&known[0], &known[2]);
        prop_assert_eq!(&known[0].counted, &chain.reference());
        for counter in 0..3 {
            prop_assert_eq!(chain.findings(counter), Vec::<String>::new());
        }
    }
}

pub(super) fn join(counter: &mut Counter, number: u64, told: Profile) -> Member {
    let (card, day, at) = (card(number), Day(DAY), at(DAY));
    let ask = MemberAsk::Join {
        card,
        profile: told,
        day,
        at,
    };
    let member = file(counter.ask(&ask)).member();
    counter.append(0, Loyalty::MemberJoined { member, day });
    member
}

fn all_know_the_same(chain: &mut Chain) -> Known {
    chain.settle();
    let known = chain.known(0);
    for counter in 0..3 {
        assert_eq!(chain.known(counter), known, "counter {counter}");
        assert_eq!(chain.findings(counter), Vec::<String>::new());
    }
    known
}

#[test]
fn more_than_fits_into_one_message_is_told_in_several() {
    let mut chain = Chain::new();
    for number in 1..=230_u64 {
        let counter = usize::from(number % 2 == 0);
        let told = profile(&format!("Anna {number}"));
        let member = join(&mut chain.counters[counter], number, told);
        let receipt = chain.receipt(counter, number);
        chain.happens(counter, served(member, receipt, DAY));
    }
    let known = all_know_the_same(&mut chain);
    assert_eq!((known.people.len(), known.cards.len()), (230, 230));
    let stars: Vec<_> = known
        .counted
        .iter()
        .map(|row| row.ends_with("Integer(12)]"))
        .collect();
    assert_eq!(stars, vec![true; 230]);
}

#[test]
fn nothing_is_told_twice_and_nothing_new_is_nothing_to_write() {
    let mut chain = Chain::new();
    let member = join(&mut chain.counters[1], 7, profile("Anna"));
    let receipt = chain.receipt(1, 1);
    chain.happens(1, served(member, receipt, DAY));
    all_know_the_same(&mut chain);
    let events = || chain.counters[0].data.records().len();
    let before = events();
    let known = chain.known(0);
    let [host, one, _] = &mut chain.counters[..] else {
        panic!("three counters");
    };
    let told = one.tells();
    assert_eq!((told.people.len(), told.facts.len()), (0, 0));
    assert!(!exchange(host, one, 2));
    assert_eq!(chain.counters[0].data.records().len(), before);
    // A counter that has just begun asks first, and is told how much is known.
    chain.restart(1);
    assert_eq!(all_know_the_same(&mut chain), known);
    assert_eq!(chain.counters[0].data.records().len(), before);
}

/// The files of a counter as they are now.
fn backup(counter: &Counter) -> Vec<(PathBuf, Vec<u8>)> {
    let files = fs::read_dir(counter.data.folder.path()).expect("a folder");
    let files = files.map(|file| file.expect("a file").path());
    files
        .map(|path| (path.clone(), fs::read(&path).expect("its bytes")))
        .collect()
}

fn restore(counter: &mut Counter, backup: &[(PathBuf, Vec<u8>)]) {
    counter.close();
    for file in fs::read_dir(counter.data.folder.path()).expect("a folder") {
        fs::remove_file(file.expect("a file").path()).expect("no file");
    }
    for (path, bytes) in backup {
        fs::write(path, bytes).expect("a file");
    }
    counter.restart();
}

#[test]
fn whoever_gets_an_old_backup_back_ends_up_like_the_others() {
    for (restored, wiped) in [(0, false), (1, false), (1, true)] {
        let mut chain = Chain::new();
        let anna = join(&mut chain.counters[1], 7, profile("Anna"));
        let receipt = chain.receipt(1, 1);
        chain.happens(1, served(anna, receipt, DAY));
        all_know_the_same(&mut chain);
        let old = if wiped {
            Vec::new()
        } else {
            backup(&chain.counters[restored])
        };
        let berta = join(&mut chain.counters[2], 8, profile("Berta"));
        for number in 2..5 {
            let receipt = chain.receipt(1, number);
            chain.happens(1, served(anna, receipt, DAY + 1));
        }
        chain.rename(1, 0, 2);
        all_know_the_same(&mut chain);
        restore(&mut chain.counters[restored], &old);
        // What happens next has numbers that others had before.
        for number in 10..13 {
            let receipt = chain.receipt(restored, number);
            chain.happens(restored, served(berta, receipt, DAY + 2));
        }
        let known = all_know_the_same(&mut chain);
        let stars: Vec<&String> = known.counted.iter().collect();
        assert_eq!(stars.len(), 2, "restored {restored}");
        assert!(
            stars[0].ends_with("Integer(48)]"),
            "{restored} {wiped}: {stars:?}"
        );
        assert!(
            stars[1].ends_with("Integer(36)]"),
            "{restored} {wiped}: {stars:?}"
        );
    }
}

#[test]
fn opening_a_journal_writes_nothing() {
    let mut chain = Chain::new();
    join(&mut chain.counters[1], 7, profile("Anna"));
    all_know_the_same(&mut chain);
    let counter = &mut chain.counters[1];
    counter.close();
    let files = backup(counter);
    for _ in 0..3 {
        counter.restart();
        counter.writer.state().expect("a journal");
        counter.close();
    }
    assert!(backup(counter) == files, "the same bytes");
}

#[test]
fn who_is_forgotten_at_one_counter_is_forgotten_at_all() {
    let mut chain = Chain::new();
    let told = Profile {
        note: PersonNote::try_from("walks with the yellow umbrella".to_owned()).ok(),
        ..profile("Quirina Zephyrwort")
    };
    let gone = join(&mut chain.counters[1], 7, told);
    all_know_the_same(&mut chain);
    let traces = ["Quirina", "umbrella", &card(7).reveal()];
    for counter in &chain.counters {
        for text in traces {
            assert_ne!(
                files_with(counter.data.folder.path(), text),
                Vec::<String>::new()
            );
        }
    }
    // At another one than where they joined, while somebody serves them at the third.
    chain.happens(2, Loyalty::MemberErased { member: gone });
    let receipt = chain.receipt(1, 1);
    chain.happens(1, served(gone, receipt, DAY));
    let known = all_know_the_same(&mut chain);
    assert_eq!(
        (known.people.len(), known.counted.len(), known.erased.len()),
        (0, 0, 1)
    );
    for counter in &chain.counters {
        for text in traces {
            let found = files_with(counter.data.folder.path(), text);
            assert_eq!(found, Vec::<String>::new());
        }
    }
    // The card may be somebody else's now.
    join(&mut chain.counters[1], 7, profile("Anna"));
    assert_eq!(all_know_the_same(&mut chain).people.len(), 1);
}

#[test]
fn a_card_that_two_counters_gave_out_shows_who_is_one_person() {
    let mut chain = Chain::new();
    join(&mut chain.counters[1], 7, profile("Anna"));
    join(&mut chain.counters[2], 7, profile("Anna"));
    all_know_the_same(&mut chain);
    let both = file(chain.counters[0].ask(&MemberAsk::Card(card(7))));
    assert_eq!(both.numbers.len(), 2);
    // Whoever found a lost card is somebody else.
    let anna = both.member();
    let lost = MemberAsk::LoseCards {
        member: anna,
        at: at(DAY),
    };
    chain.counters[0].ask(&lost);
    let mut chain_of_a_stranger = Chain::new();
    let owner = join(&mut chain_of_a_stranger.counters[0], 9, profile("Anna"));
    chain_of_a_stranger.counters[0].ask(&MemberAsk::LoseCards {
        member: owner,
        at: at(DAY),
    });
    let finder = join(&mut chain_of_a_stranger.counters[2], 9, profile("Ewa"));
    all_know_the_same(&mut chain_of_a_stranger);
    let found = chain_of_a_stranger.counters[2].ask(&MemberAsk::Card(card(9)));
    assert_eq!(found, MemberAnswer::Lost);
    let ewa = file(chain_of_a_stranger.counters[1].ask(&MemberAsk::Number(finder)));
    assert_eq!(ewa.numbers, [finder]);
    assert_eq!(ewa.profile.name, Some(name("Ewa")));
}

#[test]
fn stars_that_two_counters_let_be_spent_are_missing_in_the_end() {
    let mut chain = Chain::new();
    let anna = join(&mut chain.counters[1], 7, profile("Anna"));
    let receipt = chain.receipt(1, 1);
    chain.happens(1, served(anna, receipt, DAY));
    all_know_the_same(&mut chain);
    for counter in [1, 2] {
        let receipt = chain.receipt(counter, 5);
        chain.happens(counter, spent(anna, receipt, counter));
    }
    let known = all_know_the_same(&mut chain);
    assert!(known.counted[0].ends_with("Integer(-6)]"), "{known:?}");
    for counter in &chain.counters {
        let reader = Reader::open(&counter.data.path()).expect("a journal");
        assert_eq!(reader.overspent().expect("a count"), 1);
    }
}

#[test]
fn a_journal_of_version_6_tells_of_all_members() {
    let data = Data::new();
    let connection = Connection::open(data.path()).expect("a database");
    let old = include_str!("../data/journal/v6.sql");
    connection.execute_batch(old).expect("the old journal");
    drop(connection);
    let mut old = Counter::in_data(data, 2);
    assert_eq!(check(&old.data.path()).expect("a report").findings, []);
    let before = old.known();
    assert_eq!(
        (
            before.people.len(),
            before.counted.len(),
            before.erased.len()
        ),
        (2, 2, 1)
    );
    let (mut host, mut third) = (Counter::new(1), Counter::new(3));
    while exchange(&mut host, &mut old, 2) {}
    while exchange(&mut host, &mut third, 2) {}
    assert_eq!(old.known(), before);
    let there = third.known();
    assert_eq!(
        (&there.people, &there.cards, &there.counted),
        (&before.people, &before.cards, &before.counted)
    );
}
