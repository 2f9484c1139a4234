//! Whom a manager finds by a card, and under which numbers.

use super::support::Data;
use super::{TODAY, ask, at, card, commit, member, name, profile, served};
use tillside::domain::code::Day;
use tillside::domain::event::Loyalty;
use tillside::domain::member::{Member, Profile};
use tillside::engine::api::MemberFound;
use tillside::engine::members::MemberAsk;
use tillside::journal::Reader;

#[test]
fn a_card_leads_to_its_person_also_when_it_was_lost_or_two_became_one() {
    let data = Data::new();
    let mut writer = data.writer();
    let nameless = member(&mut writer, 7, Profile::default());
    let marta = member(&mut writer, 8, profile("Marta"));
    let reader = Reader::open(&data.path()).expect("a journal");
    let found = |number| reader.find_card(card(number)).expect("tables");
    let expected = MemberFound {
        member: nameless,
        name: None,
        since: Day(TODAY),
        last: None,
    };
    assert_eq!(found(7), Some(expected.clone()));
    commit(&mut writer, TODAY + 3, served(nameless, 1, TODAY + 3));
    commit(&mut writer, TODAY + 1, served(marta, 2, TODAY + 1));
    let at_last = MemberFound {
        last: Some(Day(TODAY + 3)),
        ..expected
    };
    assert_eq!(found(7), Some(at_last.clone()));
    let lose = MemberAsk::LoseCards {
        member: nameless,
        at: at(TODAY),
    };
    ask(&mut writer, &lose);
    assert_eq!(found(7), Some(at_last.clone()), "whose it was");
    assert_eq!(found(9), None);

    let merged = Loyalty::MembersMerged {
        one: nameless,
        other: marta,
    };
    commit(&mut writer, TODAY + 3, merged);
    let both = MemberFound {
        member: nameless.min(marta),
        name: Some(name("Marta")),
        ..at_last
    };
    assert_eq!((found(7), found(8)), (Some(both.clone()), Some(both)));
    let numbers = |one| reader.member_numbers(one).expect("tables");
    let mut all = vec![nameless, marta];
    all.sort();
    assert_eq!((numbers(nameless), numbers(marta)), (all.clone(), all));
    assert_eq!(numbers(Member(4711)), []);

    commit(
        &mut writer,
        TODAY + 3,
        Loyalty::MemberErased { member: marta },
    );
    assert_eq!((found(7), found(8)), (None, None));
    assert_eq!(numbers(nameless), []);
}
