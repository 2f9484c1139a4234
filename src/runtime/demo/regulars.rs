//! Customers of the virtual shop who have a card: which sales are theirs.

use crate::domain::i18n::Messages;
use crate::domain::member::{Card, PersonName, PersonNote};
use crate::domain::time::Timestamp;

/// What they are called, and the keys of what is good to know of them.
const PEOPLE: [(&str, Option<&str>); 4] = [
    ("Marta", Some("shop-note-bread")),
    ("Henrik", None),
    ("Kadri", Some("shop-note-tea")),
    ("Tomek", None),
];

/// In so many sales somebody joins, at this one of them, and comes again at that one.
const ROUND: usize = 8;
const FIRST: usize = 1;
const AGAIN: usize = 3;

/// Somebody with a card.
#[derive(Debug, Clone)]
pub(super) struct Regular {
    pub(super) card: Card,
    pub(super) name: PersonName,
    pub(super) note: Option<PersonNote>,
    /// Takes a cold drink along on the first visit.
    pub(super) is_thirsty: bool,
}

/// All of them, in the order in which they come.
#[derive(Debug)]
pub(super) struct Regulars {
    /// The number of the first card. Cards of an earlier demo are in its data.
    first: u64,
    sales: usize,
    texts: Messages,
}

impl Regulars {
    /// People whose cards nobody has had before `now`.
    pub(super) fn new(now: Timestamp, texts: Messages) -> Self {
        Self {
            first: now.0.unsigned_abs() % Card::MAX_OWN,
            sales: 0,
            texts,
        }
    }

    /// Whose the next sale is, if it is of somebody with a card.
    pub(super) fn next(&mut self) -> Option<Regular> {
        let (round, place) = (self.sales / ROUND, self.sales % ROUND);
        self.sales += 1;
        if place != FIRST && place != AGAIN {
            return None;
        }
        let (name, note) = PEOPLE.get(round % PEOPLE.len())?;
        let number = self.first.wrapping_add(u64::try_from(round).ok()?);
        let note = note.map(|key| self.texts.get(key));
        Some(Regular {
            card: Card::own(number % Card::MAX_OWN + 1)?,
            name: PersonName::try_from((*name).to_owned()).ok()?,
            note: note.and_then(|note| PersonNote::try_from(note).ok()),
            is_thirsty: place == FIRST,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use std::collections::BTreeSet;

    fn regulars(now: i64) -> Regulars {
        Regulars::new(Timestamp(now), Messages::for_language(Language::ENGLISH))
    }

    #[test]
    fn each_comes_twice_and_the_first_customer_has_no_card() {
        let mut regulars = regulars(1_800_000_000_000);
        let sales: Vec<_> = (0..ROUND * 5).map(|_| regulars.next()).collect();
        assert!(sales[0].is_none());
        let shown: Vec<_> = sales.iter().flatten().collect();
        assert_eq!(shown.len(), 10);
        for visits in shown.chunks(2) {
            assert_eq!(visits[0].card, visits[1].card);
            assert_eq!(visits[0].name, visits[1].name);
            assert!(visits[0].is_thirsty && !visits[1].is_thirsty);
        }
        let cards: BTreeSet<_> = shown.iter().map(|regular| regular.card).collect();
        assert_eq!(cards.len(), 5, "a name that comes again has another card");
    }

    #[test]
    fn every_card_is_read_by_the_scanner() {
        for now in [
            0,
            1,
            i64::MAX,
            (1 << 35) - 3,
            (1 << 35) - 2,
            (1 << 35) - 1,
            -1,
        ] {
            let mut regulars = regulars(now);
            for _ in 0..ROUND * 4 {
                let Some(regular) = regulars.next() else {
                    continue;
                };
                let read = Card::parse(&regular.card.reveal(), None);
                assert_eq!(read, Ok(regular.card), "{now}");
            }
        }
    }
}
