//! Stars that members collect: how they are earned and spent, as sums over facts.

/// How stars are earned, and how many may be spent without the other counters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earning {
    /// By what.
    pub by: EarnBy,
    /// The most stars of one sale.
    pub max_per_sale: u32,
    /// How often a day a counter lets stars be spent while it cannot ask the others.
    pub offline_per_day: u16,
}

impl Earning {
    /// Where the file says nothing.
    pub const MAX_PER_SALE: u32 = 100;

    /// Where the file says nothing.
    pub const OFFLINE_PER_DAY: u16 = 10;
}

/// What earns stars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EarnBy {
    /// A day on which the member bought something.
    Visit {
        /// How many.
        stars: u32,
    },
    /// Each full amount of a sale.
    Amount {
        /// How many.
        stars: u32,
        /// For each of these, in hundredths; at least 1.
        each_minor: u32,
    },
}
