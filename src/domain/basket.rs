//! Baskets that are kept at the counter for customers who will be back: which token comes next, and
//! which baskets were forgotten.
//!
//! A fold over events; no clock, and nothing about the customer or the goods.

use super::case::CaseId;
use super::hold::{Colour, Token};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A basket for which nobody has come after this long was forgotten.
pub const FORGOTTEN_MS: i64 = 2 * 3_600_000;

/// A basket that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basket {
    /// What lies on it.
    pub token: Token,
    /// Since when.
    pub since: Timestamp,
    /// The case that it has become.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
}

/// The baskets that are kept; never more than there are tokens.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Baskets {
    kept: BTreeMap<Token, Basket>,
    last: Option<Token>,
}

impl Baskets {
    /// Those that are kept, the oldest in front.
    pub fn kept(&self) -> Vec<Basket> {
        let mut kept: Vec<Basket> = self.kept.values().copied().collect();
        kept.sort_by_key(|basket| (basket.since, basket.token));
        kept
    }

    /// The basket with this token.
    pub fn get(&self, token: Token) -> Option<&Basket> {
        self.kept.get(&token)
    }

    /// The token for the next basket: another colour each time, and none that was in use just now.
    /// `None` while all of them lie on baskets.
    pub fn next(&self) -> Option<Token> {
        let after = self.last.map_or(0, |last| place(last) + 1);
        let mut free = rotation().filter(|token| !self.kept.contains_key(token));
        free.clone()
            .find(|token| place(*token) >= after)
            .or_else(|| free.next())
    }

    /// The oldest basket that was forgotten by `now` and is no case yet.
    pub fn forgotten(&self, now: Timestamp) -> Option<Token> {
        let due = self.next_forgotten()?;
        (due.1 <= now).then_some(due.0)
    }

    /// Which basket will be forgotten first, and when.
    pub fn next_forgotten(&self) -> Option<(Token, Timestamp)> {
        let waiting = self.kept.values().filter(|basket| basket.case.is_none());
        let due = |basket: &Basket| Timestamp(basket.since.0.saturating_add(FORGOTTEN_MS));
        let dues = waiting.map(|basket| (basket.token, due(basket)));
        dues.min_by_key(|(token, due)| (*due, *token))
    }

    /// A basket is kept from now on.
    pub fn hold(&mut self, token: Token, since: Timestamp) {
        let case = None;
        self.last = Some(token);
        self.kept.insert(token, Basket { token, since, case });
    }

    /// It has become a case.
    pub fn becomes_case(&mut self, token: Token, id: CaseId) {
        if let Some(basket) = self.kept.get_mut(&token) {
            basket.case = Some(id);
        }
    }

    /// It is gone.
    pub fn release(&mut self, token: Token) {
        self.kept.remove(&token);
    }
}

/// All tokens in the order in which they are given out: every colour with 1, then with 2.
fn rotation() -> impl Iterator<Item = Token> + Clone {
    (1..=Token::MAX_NUMBER).flat_map(|number| {
        Colour::ALL
            .into_iter()
            .filter_map(move |colour| Token::new(colour, number))
    })
}

fn place(token: Token) -> usize {
    rotation().position(|other| other == token).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(text: &str) -> Token {
        text.parse().unwrap()
    }

    #[test]
    fn the_next_basket_has_another_colour_and_no_token_is_used_twice() {
        let mut baskets = Baskets::default();
        let mut given = Vec::new();
        while let Some(token) = baskets.next() {
            baskets.hold(token, Timestamp(0));
            given.push(token);
        }
        let first: Vec<_> = given.iter().take(7).map(ToString::to_string).collect();
        let expected = [
            "blue 1", "green 1", "yellow 1", "white 1", "orange 1", "violet 1", "blue 2",
        ];
        assert_eq!(first, expected);
        given.sort();
        given.dedup();
        assert_eq!(given.len(), 54);
        baskets.release(token("green 1"));
        assert_eq!(baskets.next(), Some(token("green 1")), "the only one");
    }

    #[test]
    fn a_token_that_was_in_use_just_now_rests() {
        let mut baskets = Baskets::default();
        baskets.hold(token("blue 1"), Timestamp(0));
        baskets.release(token("blue 1"));
        assert_eq!(baskets.next(), Some(token("green 1")));
    }

    #[test]
    fn a_forgotten_basket_becomes_a_case_once() {
        let mut baskets = Baskets::default();
        baskets.hold(token("blue 1"), Timestamp(50));
        baskets.hold(token("green 1"), Timestamp(10));
        let due = Timestamp(10 + FORGOTTEN_MS);
        assert_eq!(baskets.forgotten(Timestamp(due.0 - 1)), None);
        assert_eq!(baskets.forgotten(due), Some(token("green 1")));
        baskets.becomes_case(token("green 1"), CaseId(1));
        assert_eq!(baskets.forgotten(due), None);
        let next = (token("blue 1"), Timestamp(50 + FORGOTTEN_MS));
        assert_eq!(baskets.next_forgotten(), Some(next));
        assert_eq!(
            baskets.kept()[0].token,
            token("green 1"),
            "the oldest first"
        );
    }
}
