//! Every step of an exchange made to fail in turn, at either counter: nothing is lost, taken twice or kept
//! of who is forgotten, whether the process tries again or dies and another takes over.

use std::collections::BTreeSet;
use std::sync::Arc;

use tillside::domain::event::{Event, Loyalty};
use tillside::domain::member::{Member, PersonNote, Profile};
use tillside::journal::Fate;

use super::counters::{Chain, Counter, DAY, exchange, try_exchange};
use super::erased::files_with;
use super::faults::One;
use super::profile;
use super::sharing::{join, served};

/// Somebody joins and buys something at each of two counters that know each other, and who was known at
/// both is forgotten at the first.
fn counters() -> (Counter, Counter) {
    let mut chain = Chain::new();
    let gone = Profile {
        note: PersonNote::try_from("walks with the yellow umbrella".to_owned()).ok(),
        ..profile("Quirina Zephyrwort")
    };
    let gone = join(&mut chain.counters[1], 7, gone);
    chain.settle();
    for (counter, number) in [(0, 8), (1, 9)] {
        let member: Member = join(&mut chain.counters[counter], number, profile("Anna"));
        let receipt = chain.receipt(counter, number);
        chain.happens(counter, served(member, receipt, DAY));
    }
    chain.happens(0, Loyalty::MemberErased { member: gone });
    let mut counters = chain.counters.into_iter();
    let both = (counters.next(), counters.next());
    (both.0.expect("the first"), both.1.expect("the second"))
}

fn assert_told(host: &Counter, counter: &Counter, about: &str) {
    assert_eq!(host.known(), counter.known(), "{about}");
    assert_eq!(host.known().people.len(), 2, "{about}");
    let stars = host.counted();
    assert!(
        stars.iter().all(|row| row.ends_with("Integer(12)]")),
        "{about}: {stars:?}"
    );
    let elsewhere = host.data.records().into_iter();
    let elsewhere = elsewhere.filter_map(|record| match record.entry.event {
        Event::LoyaltyElsewhere(it) => Some((it.journal, it.seq)),
        _ => None,
    });
    let elsewhere: Vec<_> = elsewhere.collect();
    let once: BTreeSet<_> = elsewhere.iter().copied().collect();
    assert_eq!(once.len(), elsewhere.len(), "{about}: each once");
    for one in [host, counter] {
        assert_eq!(one.findings(), Vec::<String>::new(), "{about}");
        let traces = files_with(one.data.folder.path(), "umbrella");
        assert_eq!(traces, Vec::<String>::new(), "{about}");
    }
}

/// Tells and hears until there is nothing new; the process that fails tries again or is replaced.
fn go_on(host: &mut Counter, counter: &mut Counter, (at_host, dies): (bool, bool)) {
    for _ in 0..50 {
        let failed = match try_exchange(host, counter, 2) {
            Ok(false) => return,
            told => told.is_err(),
        };
        if failed && dies {
            let died = if at_host { &mut *host } else { &mut *counter };
            died.restart();
        }
    }
}

/// Whether the step was one of those that there are.
fn survives(victim: u64, fate: Fate, (at_host, dies): (bool, bool)) -> bool {
    let (mut host, mut counter) = counters();
    let fates = Arc::new(One::new(victim, fate));
    let suffers = if at_host { &mut host } else { &mut counter };
    suffers.suffer(Arc::<One>::clone(&fates));
    go_on(&mut host, &mut counter, (at_host, dies));
    let came = fates.came();
    host.restart();
    counter.restart();
    while exchange(&mut host, &mut counter, 2) {}
    let about = format!("step {victim}, {fate:?}, at host {at_host}, dies {dies}");
    assert_told(&host, &counter, &about);
    came
}

#[test]
fn an_exchange_survives_the_failure_of_each_step() {
    for fate in [Fate::FailsBefore, Fate::FailsAfter] {
        for (at_host, dies) in [(true, true), (true, false), (false, true), (false, false)] {
            let mut steps = 0..;
            let last = steps.find(|victim| !survives(*victim, fate, (at_host, dies)));
            assert!(last > Some(20), "it has steps: {last:?}");
        }
    }
}
