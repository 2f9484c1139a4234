//! Whose card a card is, as a model to hold the counter against: a fold over what was done with cards and
//! members, in any order.
//!
//! A lost card is never good again, and what was collected with it stays with its member. Two numbers
//! that turn out to be one person's are joined for good; facts keep the numbers that they came with,
//! and whoever sums looks at all of them.

use std::collections::{BTreeMap, BTreeSet};
use tillside::domain::member::{Card, Member};
use tillside::domain::time::Timestamp;

/// Something that was done with cards or members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CardFact {
    /// A card was given to a member; where that was done twice, the later one counts.
    Issued {
        /// Which.
        card: Card,
        /// To whom.
        member: Member,
        /// When.
        at: Timestamp,
    },
    /// A card was lost.
    Lost {
        /// Which.
        card: Card,
    },
    /// Two numbers are one person's.
    Merged {
        /// One.
        one: Member,
        /// The other.
        other: Member,
    },
    /// A member is forgotten: no card is theirs any more, by none of their numbers.
    Erased {
        /// One of their numbers.
        member: Member,
    },
}

/// Whose card each card is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cards {
    issued: BTreeMap<Card, (Timestamp, Member)>,
    lost: BTreeSet<Card>,
    erased: BTreeSet<Member>,
    /// The lowest number of everybody who has more than one, and all of them by the lowest.
    lowest: BTreeMap<Member, Member>,
    groups: BTreeMap<Member, BTreeSet<Member>>,
}

impl Cards {
    /// Adds what was done; a second time changes nothing.
    pub(crate) fn apply(&mut self, fact: &CardFact) {
        match *fact {
            CardFact::Issued { card, member, at } => {
                let last = self.issued.entry(card).or_insert((at, member));
                *last = (*last).max((at, member));
            }
            CardFact::Lost { card } => {
                self.lost.insert(card);
            }
            CardFact::Merged { one, other } => self.merge(one, other),
            CardFact::Erased { member } => {
                self.erased.insert(member);
            }
        }
    }

    /// Whose card it is, by their lowest number; `None` for a card that is lost or nobody's.
    pub(crate) fn member(&self, card: Card) -> Option<Member> {
        if self.lost.contains(&card) {
            return None;
        }
        let (_, member) = self.issued.get(&card)?;
        let numbers = self.numbers(*member);
        let is_erased = numbers.iter().any(|it| self.erased.contains(it));
        (!is_erased).then(|| self.lowest(*member))
    }

    /// The lowest number of a person, which stands for all of them.
    pub(crate) fn lowest(&self, member: Member) -> Member {
        self.lowest.get(&member).copied().unwrap_or(member)
    }

    /// All numbers of a person, the lowest in front.
    pub(crate) fn numbers(&self, member: Member) -> Vec<Member> {
        match self.groups.get(&self.lowest(member)) {
            Some(all) => all.iter().copied().collect(),
            None => vec![member],
        }
    }

    fn merge(&mut self, one: Member, other: Member) {
        let mut all = BTreeSet::from([one, other]);
        for member in [self.lowest(one), self.lowest(other)] {
            all.extend(self.groups.remove(&member).unwrap_or_default());
        }
        let Some(lowest) = all.first().copied().filter(|_| all.len() > 1) else {
            return;
        };
        for member in &all {
            self.lowest.insert(*member, lowest);
        }
        self.groups.insert(lowest, all);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn card(number: u64) -> Card {
        Card::own(number).unwrap()
    }

    fn issued(number: u64, member: u64, at: i64) -> CardFact {
        CardFact::Issued {
            card: card(number),
            member: Member(member),
            at: Timestamp(at),
        }
    }

    fn merged(one: u64, other: u64) -> CardFact {
        CardFact::Merged {
            one: Member(one),
            other: Member(other),
        }
    }

    fn cards(facts: &[CardFact]) -> Cards {
        let mut cards = Cards::default();
        for fact in facts {
            cards.apply(fact);
        }
        cards
    }

    #[test]
    fn a_lost_card_is_nobodys_and_its_member_has_another() {
        let lost = CardFact::Lost { card: card(1) };
        let found = cards(&[issued(1, 5, 0), lost, issued(2, 5, 9), issued(1, 5, 10)]);
        assert_eq!(found.member(card(1)), None, "lost is for ever");
        assert_eq!(found.member(card(2)), Some(Member(5)));
        assert_eq!(found.member(card(3)), None);
    }

    #[test]
    fn a_card_that_was_given_on_is_the_later_members() {
        let found = cards(&[issued(1, 6, 20), issued(1, 5, 10)]);
        assert_eq!(found.member(card(1)), Some(Member(6)));
    }

    #[test]
    fn numbers_that_are_one_persons_are_joined() {
        let found = cards(&[issued(1, 9, 0), merged(9, 4), merged(3, 3), merged(7, 4)]);
        assert_eq!(found.member(card(1)), Some(Member(4)));
        assert_eq!(found.numbers(Member(7)), [Member(4), Member(7), Member(9)]);
        assert_eq!(found.numbers(Member(3)), [Member(3)]);
    }

    #[test]
    fn nothing_leads_to_somebody_who_was_forgotten() {
        let erased = CardFact::Erased { member: Member(4) };
        let found = cards(&[erased, issued(1, 9, 0), merged(9, 4), issued(2, 8, 0)]);
        assert_eq!(found.member(card(1)), None);
        assert_eq!(found.member(card(2)), Some(Member(8)));
    }

    fn fact() -> impl Strategy<Value = CardFact> {
        prop_oneof![
            (1..4_u64, 1..8_u64, 0..9_i64).prop_map(|(c, m, at)| issued(c, m, at)),
            (1..4_u64).prop_map(|c| CardFact::Lost { card: card(c) }),
            (1..8_u64, 1..8_u64).prop_map(|(a, b)| merged(a, b)),
            (1..8_u64).prop_map(|m| CardFact::Erased { member: Member(m) }),
        ]
    }

    proptest! {
        #[test]
        fn any_order_and_any_repetition_comes_to_the_same(
            facts in proptest::collection::vec(fact(), 0..20),
            swaps in proptest::collection::vec((0..20_usize, 0..20_usize), 0..20),
        ) {
            let mut other = facts.clone();
            other.extend(facts.iter().rev().take(5));
            for (a, b) in swaps {
                if a < other.len() && b < other.len() {
                    other.swap(a, b);
                }
            }
            prop_assert_eq!(cards(&facts), cards(&other));
        }
    }
}
