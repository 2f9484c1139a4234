//! What a customer buys, and how he pays.

use crate::domain::document::Tender;
use crate::sim::rng::Rng;
use crate::sim::shop::{Goods, Shop, Sold};

/// What lies on the counter.
#[derive(Debug, Clone)]
pub struct Basket {
    /// In the order of scanning; never empty as long as the shop sells something.
    pub entries: Vec<Entry>,
    /// Taken off the last entry, in hundredths; 0 for none.
    pub discount_minor: i64,
}

const NOTHING: Goods = Goods {
    name: "",
    price_minor: 0,
    rate: 0,
    sold: Sold::Piece,
};

/// One line of goods.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// What it is.
    pub goods: Goods,
    /// Pieces, or grams of what is sold by weight.
    pub quantity: u32,
}

impl Entry {
    /// What it costs, in hundredths, rounded half up.
    pub fn amount_minor(&self) -> i64 {
        let quantity = i64::from(self.quantity);
        match self.goods.sold {
            Sold::Piece => self.goods.price_minor * quantity,
            Sold::Weight => (self.goods.price_minor * quantity + 500) / 1000,
        }
    }
}

impl Basket {
    /// One to eight different goods of a shop.
    pub fn fill(shop: &Shop, rng: &mut Rng) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        for _ in 0..rng.within(1..=8) {
            let Some(&goods) = rng.pick(shop.goods) else {
                continue;
            };
            let known = |entry: &Entry| entry.goods.name == goods.name;
            if !entries.iter().any(known) {
                let quantity = quantity(goods.sold, rng);
                entries.push(Entry { goods, quantity });
            }
        }
        Self {
            discount_minor: discount(&entries, rng),
            entries,
        }
    }

    /// The first piece alone, or a kilogram of it: something that is brought back.
    pub fn one(&self) -> Entry {
        let goods = self.entries.first().map_or(NOTHING, |entry| entry.goods);
        let quantity = match goods.sold {
            Sold::Piece => 1,
            Sold::Weight => 1000,
        };
        Entry { goods, quantity }
    }

    /// What is to be paid, in hundredths.
    pub fn total_minor(&self) -> i64 {
        let goods: i64 = self.entries.iter().map(Entry::amount_minor).sum();
        goods - self.discount_minor
    }

    /// What was sold at a tax rate, in hundredths, tax included; the discount belongs to the last
    /// entry.
    pub fn turnover_minor(&self, rate: usize) -> i64 {
        let of_rate = |entry: &&Entry| entry.goods.rate == rate;
        let goods: i64 = self
            .entries
            .iter()
            .filter(of_rate)
            .map(Entry::amount_minor)
            .sum();
        let discounted = self.entries.last().as_ref().is_some_and(of_rate);
        goods - if discounted { self.discount_minor } else { 0 }
    }
}

fn quantity(sold: Sold, rng: &mut Rng) -> u32 {
    match sold {
        Sold::Weight => rng.within(120..=2400),
        Sold::Piece if rng.one_in(4) => rng.within(2..=6),
        Sold::Piece => 1,
    }
}

/// A tenth of the last entry, in whole units of 50; for one basket of six.
fn discount(entries: &[Entry], rng: &mut Rng) -> i64 {
    let last = entries.last().map_or(0, Entry::amount_minor);
    if rng.one_in(6) { last / 500 * 50 } else { 0 }
}

/// How a basket is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payment {
    /// Notes and coins.
    Cash {
        /// At least the total, in hundredths.
        given_minor: i64,
    },
    /// By card.
    Card,
    /// A part in cash, the rest by card.
    Mixed {
        /// Less than the total, in hundredths.
        cash_minor: i64,
    },
}

impl Payment {
    /// Cash: exactly, or with the next note that suffices, or with twice the largest as often as
    /// needed.
    pub fn cash(shop: &Shop, total_minor: i64, rng: &mut Rng) -> Self {
        let notes = shop.words.notes_minor;
        let fitting: Vec<i64> = notes
            .iter()
            .copied()
            .filter(|n| *n >= total_minor)
            .collect();
        let largest = notes.last().copied().unwrap_or(1);
        let several = (total_minor + largest - 1) / largest * largest;
        let given_minor = match fitting.first() {
            _ if rng.one_in(4) => total_minor,
            Some(&note) => note,
            None => several,
        };
        Self::Cash { given_minor }
    }

    /// About half in cash, as round a sum as possible.
    pub fn mixed(total_minor: i64) -> Self {
        let half = total_minor / 2;
        let steps = [1000, 100, 50, 5];
        let step = steps.into_iter().find(|step| *step <= half).unwrap_or(1);
        Self::Mixed {
            cash_minor: half / step * step,
        }
    }

    /// For returns: cash or card, by chance.
    pub fn back(rng: &mut Rng) -> Self {
        if rng.one_in(2) {
            Self::Card
        } else {
            Self::Cash { given_minor: 0 }
        }
    }

    /// The word for it.
    pub fn tender(self) -> Tender {
        match self {
            Self::Cash { .. } => Tender::Cash,
            Self::Card => Tender::Card,
            Self::Mixed { .. } => Tender::Mixed,
        }
    }

    /// How much of a total is paid in cash, in hundredths.
    pub fn cash_part_minor(self, total_minor: i64) -> i64 {
        match self {
            Self::Cash { .. } => total_minor,
            Self::Card => 0,
            Self::Mixed { cash_minor } => cash_minor,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::shop;

    #[test]
    fn money_adds_up() {
        let mut rng = Rng::new(5);
        for shop in shop::languages().into_iter().flat_map(shop::of) {
            for _ in 0..100 {
                let basket = Basket::fill(shop, &mut rng);
                let total = basket.total_minor();
                let turnover = (0..shop.rates.len()).map(|rate| basket.turnover_minor(rate));
                assert!(total > 0);
                assert_eq!(turnover.sum::<i64>(), total);
                let Payment::Cash { given_minor } = Payment::cash(shop, total, &mut rng) else {
                    panic!("cash is cash");
                };
                assert!(given_minor >= total);
                let part = Payment::mixed(total).cash_part_minor(total);
                assert!(0 < part && part < total, "{part} of {total}");
            }
        }
    }

    #[test]
    fn weights_cost_what_they_should() {
        let goods = Goods {
            name: "Apples",
            price_minor: 349,
            rate: 0,
            sold: Sold::Weight,
        };
        let cost = |quantity| Entry { goods, quantity }.amount_minor();
        assert_eq!([cost(1000), cost(845), cost(1), cost(2)], [349, 295, 0, 1]);
    }

    #[test]
    fn rounded_countries_need_no_rounding() {
        let mut rng = Rng::new(9);
        for (code, step) in [("da", 50), ("et", 5)] {
            let language = crate::domain::language::Language::new(code).unwrap();
            for shop in shop::of(language) {
                let totals = (0..50).map(|_| Basket::fill(shop, &mut rng).total_minor());
                assert!(
                    totals.into_iter().all(|total| total % step == 0),
                    "{}",
                    shop.name
                );
            }
        }
    }
}
