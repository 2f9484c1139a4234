//! Who is lucky, and who is in the group without a gift: a draw without memory.
//!
//! Anybody with the seed, the rule's key and the numbers can check a whole season. A crash, a second
//! till or a second look changes nothing. Whoever knows seed and numbers can also tell a winner
//! beforehand, so neither is shown at the till.

use super::RuleKey;

/// The number that a season's draws come from. Another seed is another season.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seed(pub u64);

/// A draw of 64 evenly spread bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Draw(pub u64);

/// A share in ten-thousandths, 0 to 10 000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Share(u16);

/// What a rule's number is multiplied with: 2^64 divided by the golden ratio, as in splitmix64.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// What makes the draw of the group without a gift another one than the draw of the gift.
const HOLD_OUT: u64 = 0xa5a5;

/// 2^32, the number of values of a draw's upper half.
const HALF: f64 = 4_294_967_296.0;

impl Seed {
    /// The draw of a rule for a receipt.
    pub fn draw(self, rule: RuleKey, receipt: u64) -> Draw {
        self.draw_number(u64::from(rule.0), receipt)
    }

    /// Whether somebody is in the group that gets nothing by a rule. `unit` is the number of the
    /// member, or of the receipt of somebody unknown; a member's answer lasts for the season.
    pub fn holds_out(self, rule: RuleKey, unit: u64, share: Share) -> bool {
        let draw = Self(self.0 ^ HOLD_OUT).draw(rule, unit);
        draw.0 % 10_000 < u64::from(share.0)
    }

    /// The draw for any two numbers: `mix(mix(seed ^ rule * 0x9e3779b97f4a7c15) ^ id)`.
    pub fn draw_number(self, rule: u64, id: u64) -> Draw {
        Draw(mix(mix(self.0 ^ rule.wrapping_mul(GOLDEN)) ^ id))
    }
}

impl Draw {
    /// Whether it wins with this chance, 0 to 1: never with 0, always with 1.
    pub fn wins(self, chance: f64) -> bool {
        self.upper() < chance * HALF
    }

    /// The draw as a number from 0 to just below 1, of its upper 32 bits.
    pub fn value(self) -> f64 {
        self.upper() / HALF
    }

    fn upper(self) -> f64 {
        u32::try_from(self.0 >> 32).map_or(0.0, f64::from)
    }
}

impl Share {
    /// Nobody.
    pub const NONE: Self = Self(0);

    /// The nearest ten-thousandth; what is below 0 or above 1 is cut off.
    pub fn new(share: f64) -> Self {
        let parts = (share.clamp(0.0, 1.0) * 10_000.0).round();
        let found = (0..=10_000_u16).find(|part| f64::from(*part) >= parts);
        Self(found.unwrap_or_default())
    }

    /// As a fraction of one.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }
}

/// The finaliser of splitmix64 (Steele, Lea, Flood 2014).
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_chance_never_wins_and_certainty_always() {
        for draw in [Draw(0), Draw(1 << 32), Draw(u64::MAX)] {
            assert!(!draw.wins(0.0), "{draw:?}");
            assert!(draw.wins(1.0), "{draw:?}");
        }
        assert!(Draw(u64::from(u32::MAX / 4) << 32).wins(0.25));
        assert!(!Draw(1 << 62).wins(0.25));
    }

    #[test]
    fn shares_are_ten_thousandths() {
        for (share, parts) in [
            (0.0, 0),
            (-1.0, 0),
            (0.1, 1000),
            (0.29, 2900),
            (1.0, 10_000),
            (7.0, 10_000),
        ] {
            assert_eq!(Share::new(share), Share(parts), "{share}");
        }
        assert!((Share(2000).value() - 0.2).abs() < 1e-12);
    }
}
