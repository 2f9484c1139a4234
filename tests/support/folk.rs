//! The members of the small counter of [`super`]: Marta with two numbers, and whoever has a number up to a
//! million without a name.

use tillside::domain::code::Day;
use tillside::domain::language::Language;
use tillside::domain::member::{Card, Member, PersonName};
use tillside::domain::time::Timestamp;
use tillside::engine::api::{
    FileHandedOut, MemberFound, MemberPages, MemberQuestion, MemberSearch, MemberSummary,
    MembersFound,
};

pub(crate) const NAME: &str = "Marta";

/// The number of Marta's own card.
pub(crate) const CARD: u64 = 17;

fn marta() -> MemberFound {
    MemberFound {
        member: Member(4711),
        name: PersonName::try_from(NAME.to_owned()).ok(),
        since: Day(2000),
        last: Some(Day(2400)),
    }
}

pub(crate) fn find(search: &MemberSearch) -> MembersFound {
    let is_marta = match search {
        MemberSearch::Name(name) => NAME.starts_with(name.as_str()),
        MemberSearch::Card(text) => text.card(None).ok() == Card::own(CARD),
    };
    MembersFound {
        members: is_marta.then(marta).into_iter().collect(),
    }
}

pub(crate) fn numbers(member: Member) -> Vec<Member> {
    match member {
        Member(4711 | 4712) => vec![Member(4711), Member(4712)],
        member if super::archive::knows(member) => vec![member],
        _ => Vec::new(),
    }
}

pub(crate) fn pages(question: MemberQuestion) -> Option<MemberPages> {
    let numbers = numbers(question.member);
    (!numbers.is_empty()).then(|| MemberPages {
        summary: summary(numbers),
        json: "{}\n".to_owned(),
        text: format!("in {}\n", question.language.as_str()),
    })
}

fn summary(numbers: Vec<Member>) -> MemberSummary {
    let found = (numbers.len() == 2).then(marta);
    MemberSummary {
        numbers,
        name: found.as_ref().and_then(|it| it.name.clone()),
        since: Day(2000),
        agreed_at: Timestamp(1_750_000_000_000),
        agreed_in: found.as_ref().map(|_| Language::ENGLISH),
        has_birthday: true,
        has_note: false,
        opted_out: false,
        is_staff: true,
        visits: 12,
        last: found.and_then(|it| it.last),
        stars: -1,
        cards: 1,
        lost_cards: 2,
        handed_out: vec![FileHandedOut {
            at: Timestamp(1_760_000_000_000),
            what: "member-4711.json".to_owned(),
        }],
    }
}

/// Everything that can be said, and as little as there can be.
pub(crate) fn all_found() -> [MembersFound; 2] {
    let nameless = MemberFound {
        name: None,
        last: None,
        ..marta()
    };
    let members = vec![marta(), nameless];
    [MembersFound { members }, MembersFound::default()]
}

/// Of Marta, and of somebody without a name.
pub(crate) fn all_pages() -> Vec<MemberPages> {
    let pages = [4711, 7].map(|number| {
        pages(MemberQuestion {
            member: Member(number),
            language: Language::ENGLISH,
        })
    });
    pages.into_iter().flatten().collect()
}
