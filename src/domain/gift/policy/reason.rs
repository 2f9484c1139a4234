//! Why there is no gift, so that a cashier or an owner can be told.

use serde::{Deserialize, Serialize};

/// Why a rule offers nothing. The text is for lists and tables; screens have their own words, by
/// [`Reason::key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A note about the payment is on the screen.
    #[error("a payment is being looked after")]
    PaymentNote,
    /// This sale has its gift.
    #[error("this sale has a gift already")]
    OneASale,
    /// A rule before this one fits.
    #[error("another gift comes first")]
    AnotherGift,
    /// The rule follows something else.
    #[error("it follows something else")]
    NotThis,
    /// Not on this day of the week.
    #[error("not on this day of the week")]
    NotThisDay,
    /// The rule has not begun.
    #[error("it has not begun yet")]
    NotYet,
    /// The rule is over.
    #[error("it is over")]
    Over,
    /// Not at this time.
    #[error("not at this time of day")]
    NotNow,
    /// Nothing is offered at this time.
    #[error("nothing is offered at this time of day")]
    Quiet,
    /// The customer is no member.
    #[error("for members, and nobody knows who this is")]
    MembersOnly,
    /// The card is one of staff.
    #[error("the card belongs to the shop")]
    Staff,
    /// The member wants no gifts.
    #[error("the member wants no gifts")]
    OptedOut,
    /// Nobody knows what the sale comes to.
    #[error("what the sale comes to is not known")]
    AmountUnknown,
    /// The sale is too small.
    #[error("the sale is too small")]
    TooSmall,
    /// The sale is too large.
    #[error("the sale is too large")]
    TooLarge,
    /// They did not buy what it goes with.
    #[error("it goes with goods that were not bought")]
    NotBought,
    /// They have bought it, or the like.
    #[error("they bought the like already")]
    Bought,
    /// Nobody said how warm it is, or too long ago.
    #[error("how warm it is, is not known")]
    WeatherUnknown,
    /// It is not warm enough.
    #[error("it is not warm enough")]
    TooCold,
    /// It is not cold enough.
    #[error("it is not cold enough")]
    TooWarm,
    /// It is not the visit that earns one.
    #[error("{left} more visits until the next one")]
    NotTheVisit {
        /// How many visits are still to come, that one included.
        left: u32,
    },
    /// They have not come often enough.
    #[error("they have come {visits} times")]
    TooFewVisits {
        /// How often, today included.
        visits: u32,
    },
    /// The member has not agreed that their birthday is used, or has told none.
    #[error("their birthday may not be used, or is not known")]
    NoBirthday,
    /// It is not around their birthday.
    #[error("it is not around their birthday")]
    NotBirthday,
    /// They were not away for long, or come too seldom to tell.
    #[error("they were not away for long")]
    NotAway,
    /// They have too few stars.
    #[error("{have} stars are there and {need} are needed")]
    TooFewStars {
        /// How many they have.
        have: u32,
        /// How many it takes.
        need: u32,
    },
    /// They were addressed often enough.
    #[error("they were addressed {max} times in {days} days, which is enough")]
    ContactsFull {
        /// How often at most.
        max: u16,
        /// Within so many days.
        days: u16,
    },
    /// They had enough gifts, of this rule or of all.
    #[error("they had {max} in {days} days, which is as many as there are")]
    CapReached {
        /// How many at most.
        max: u16,
        /// Within so many days.
        days: u16,
    },
    /// They were offered one, or asked, a short while ago.
    #[error("it was their turn {days_ago} days ago")]
    Recently {
        /// How many days ago.
        days_ago: u16,
    },
    /// They passed this one at this sale.
    #[error("they passed it")]
    Passed,
    /// As many as there are today were given or are kept.
    #[error("today's are gone")]
    DayStockGone,
    /// All of them were given or are kept.
    #[error("all of them are gone")]
    StockGone,
    /// What they may cost today was spent.
    #[error("what they may cost today was spent")]
    DayBudgetGone,
    /// What they may cost this month, or in all, was spent.
    #[error("what they may cost was spent")]
    BudgetGone,
    /// Nobody knows how many receipts are still to come.
    #[error("how many receipts are still to come today, is not known")]
    ForecastUnknown,
    /// The lot fell otherwise.
    #[error("the lot fell on somebody else")]
    NotDrawn,
    /// They are in the group without.
    #[error("they are in the group that shows what would be without gifts")]
    HeldOut,
    /// The file has no gifts of goodwill.
    #[error("there are no gifts on one's own judgement here")]
    NoGoodwill,
    /// As many were given on one's own judgement as there are today.
    #[error("today's gifts on one's own judgement are gone")]
    GoodwillGone,
    /// The other counters cannot be asked, and stars were spent without asking as often as may be today.
    #[error("the other counters cannot be asked about stars, and enough were spent without today")]
    CannotAsk,
}

impl Reason {
    /// Its name in files of texts and in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::PaymentNote => "payment-note",
            Self::OneASale => "one-a-sale",
            Self::AnotherGift => "another-gift",
            Self::NotThis => "not-this",
            Self::NotThisDay => "not-this-day",
            Self::NotYet => "not-yet",
            Self::Over => "over",
            Self::NotNow => "not-now",
            Self::Quiet => "quiet",
            Self::MembersOnly => "members-only",
            Self::Staff => "staff",
            Self::OptedOut => "opted-out",
            Self::AmountUnknown => "amount-unknown",
            Self::TooSmall => "too-small",
            Self::TooLarge => "too-large",
            Self::NotBought => "not-bought",
            Self::Bought => "bought",
            Self::WeatherUnknown => "weather-unknown",
            Self::TooCold => "too-cold",
            Self::TooWarm => "too-warm",
            Self::NotTheVisit { .. } => "not-the-visit",
            Self::TooFewVisits { .. } => "too-few-visits",
            Self::NoBirthday => "no-birthday",
            Self::NotBirthday => "not-birthday",
            Self::NotAway => "not-away",
            Self::TooFewStars { .. } => "too-few-stars",
            Self::ContactsFull { .. } => "contacts-full",
            Self::CapReached { .. } => "cap-reached",
            Self::Recently { .. } => "recently",
            Self::Passed => "passed",
            Self::DayStockGone => "day-stock-gone",
            Self::StockGone => "stock-gone",
            Self::DayBudgetGone => "day-budget-gone",
            Self::BudgetGone => "budget-gone",
            Self::ForecastUnknown => "forecast-unknown",
            Self::NotDrawn => "not-drawn",
            Self::HeldOut => "held-out",
            Self::NoGoodwill => "no-goodwill",
            Self::GoodwillGone => "goodwill-gone",
            Self::CannotAsk => "cannot-ask",
        }
    }
}
