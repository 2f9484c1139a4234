//! Gifts: something small that is handed over at the till, by rules that a shop writes in a file.
//!
//! `rules` is that file, read with the line of every mistake; `draw` says who is lucky and who is in
//! the group without; `policy` is the rules in a form that a sale is held against; `book` is what was
//! offered, given and passed, as sums that stay exact whatever is repeated; `rehearsal` tries rules on
//! sales that are over; `weather` is what a file or an address says of the temperature. Pure: no clock, no
//! screen. Which words stand on the screen is not said here, only what is to be given and why not.
//!
//! No rule can name alcohol, tobacco, medicine or gambling, or look at what would tell of somebody's
//! health, faith or pregnancy.

pub mod book;
pub mod draw;
pub mod policy;
pub mod rehearsal;
pub mod rules;
pub mod weather;

use serde::{Deserialize, Serialize};

/// A rule, for ever: a hash of its id, so that the order of the file may change without another draw
/// or other sums. A rule that gets another id is another rule.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct RuleKey(pub u32);

impl RuleKey {
    /// What the cashier gives on their own judgement; no id has this hash but that of the name.
    pub const GOODWILL: Self = Self::of("goodwill");

    /// The key of the rule with this id: FNV-1a with 32 bits over its bytes (Fowler, Noll, Vo).
    pub const fn of(id: &str) -> Self {
        let mut rest = id.as_bytes();
        let mut hash: u32 = 0x811c_9dc5;
        while let [byte, after @ ..] = rest {
            hash = (hash ^ *byte as u32).wrapping_mul(0x0100_0193);
            rest = after;
        }
        Self(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_the_published_hash() {
        // Test vectors of the hash's authors.
        for (id, key) in [
            ("", 0x811c_9dc5),
            ("a", 0xe40c_292c),
            ("foobar", 0xbf9c_f968),
        ] {
            assert_eq!(RuleKey::of(id), RuleKey(key), "{id}");
        }
    }
}
