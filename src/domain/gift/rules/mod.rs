//! A shop's rules for gifts: the file and what it says. `assets/gifts/example.toml` shows every key.
//!
//! A file is taken as a whole or not at all: a rule that is not quite understood may give too much.
//! Money is in hundredths of the shop's currency. Whether a rule fits a sale is said in `policy`.

mod allergen;
mod banned;
mod categories;
mod gift;
mod global;
mod sense;
mod table;
mod words;

pub use allergen::Allergen;
pub(in crate::domain) use categories::has_right_check_digit;
pub use categories::{Categories, CategorySet};
pub use words::Words;

use super::RuleKey;
use super::draw::{Seed, Share};
use super::weather::WebSource;
use crate::domain::case::Resolution;
use crate::domain::code::Day;
use crate::domain::language::Language;
use crate::domain::problem::Problem;
use crate::domain::stars::Earning;
use crate::domain::time::TimeOfDay;
use chrono::Weekday;
use serde::{Deserialize, Serialize};
use table::Reader;
use toml::de::DeTable;

/// The most rules of a file.
pub const MAX_RULES: usize = 64;

/// The file that comes with the program: ten worked rules, in every language.
pub const EXAMPLE: &str = include_str!("../../../../assets/gifts/example.toml");

/// A file that can be used.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// Where the season's draws come from.
    pub seed: Seed,
    /// What stands above every rule.
    pub global: Global,
    /// What the cashier may give on their own judgement.
    pub goodwill: Option<Goodwill>,
    /// Where the temperature comes from.
    pub weather: Weather,
    /// How stars are earned; without it there are none.
    pub stars: Option<Earning>,
    /// Goods by their codes.
    pub categories: Categories,
    /// In the order of the file, in which they are tried.
    pub gifts: Vec<Rule>,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// What it says, or everything that is wrong with it, in the order of its lines.
    pub rules: Result<Rules, Vec<Problem>>,
    /// What is in order and has no effect here, and why.
    pub remarks: Vec<Problem>,
}

/// So many at most within so many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cap {
    /// How many, at least 1.
    pub max: u16,
    /// Within how many days, today included, at least 1.
    pub days: u16,
}

impl Cap {
    /// The first of the days that end with this one.
    pub fn since(self, day: Day) -> Day {
        Day(day.0.saturating_sub(self.days.saturating_sub(1)))
    }
}

/// What stands above every rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Global {
    /// Gifts to one member.
    pub gifts: Cap,
    /// Days between two gifts to one member; 7: a week later at the earliest.
    pub min_days_between: u16,
    /// How often one member is addressed at all: gifts, greetings, survey asks and follow-ups.
    pub contacts: Cap,
    /// Days between two asks to answer the survey.
    pub survey_ask_days: u16,
    /// When nothing is offered by a rule.
    pub quiet: Option<Hours>,
    /// What all gifts of a calendar month may cost.
    pub monthly_budget: Option<u32>,
    /// Nothing for the cards of staff.
    pub staff_excluded: bool,
    /// A card with more sales than this within an hour is one of staff.
    pub staff_sales_per_hour: u16,
    /// The share that gets nothing, where a rule does not say otherwise.
    pub hold_out: Share,
}

/// What the cashier may give on their own judgement, without anybody's approval; it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goodwill {
    /// How many a day at one counter.
    pub per_day: u16,
    /// What one costs.
    pub cost: u32,
    /// What it is.
    pub label: Words,
}

/// Where the temperature comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weather {
    /// Who knows it.
    pub source: WeatherSource,
    /// What is older is unknown, in minutes.
    pub max_age_min: u16,
}

/// Who knows the temperature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeatherSource {
    /// The manager types it in.
    Hand,
    /// A file with a number in it; a relative path counts from the folder of the rules.
    File(String),
    /// An address whose answer is a number, or has one.
    Url(WebSource),
}

/// A rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Its name, for people.
    pub id: String,
    /// Its number, for journals and draws.
    pub key: RuleKey,
    /// The line on which it begins.
    pub line: usize,
    /// When it may apply.
    pub when: When,
    /// To whom.
    pub who: Who,
    /// What is given.
    pub give: Give,
    /// How many there are.
    pub stock: Stock,
    /// What they may cost.
    pub budget: Budget,
    /// With what chance.
    pub chance: Chance,
    /// How many one member gets by this rule.
    pub per_customer: Option<Cap>,
    /// Days between two gifts by this rule, one that the customer passed included.
    pub cool_down_days: Option<u16>,
    /// Stands above the days between any two gifts.
    pub bypass_min_days: bool,
    /// How long a reward code is good that is given in place of the gift.
    pub expires_days: Option<u16>,
    /// A manager has to agree.
    pub approve: bool,
    /// The share that gets nothing.
    pub hold_out: Share,
}

impl Rule {
    /// Whether customers were told that they will get it: then no draw and no group without.
    pub fn is_promised(&self) -> bool {
        match self.when.trigger {
            Trigger::SurveyDone | Trigger::CaseClosed(_) | Trigger::Stars(_) => true,
            Trigger::Manual => false,
            Trigger::Sale => self.when.nth_visit.is_some(),
        }
    }

    /// What it costs the member, in stars; 0 for a gift.
    pub fn stars(&self) -> u32 {
        match self.when.trigger {
            Trigger::Stars(stars) => stars.into(),
            Trigger::Sale | Trigger::Manual | Trigger::SurveyDone | Trigger::CaseClosed(_) => 0,
        }
    }

    /// Whether the customer asks for it, so that nobody is addressed who did not begin.
    pub fn is_asked_for(&self) -> bool {
        matches!(self.when.trigger, Trigger::SurveyDone | Trigger::Stars(_))
    }
}

/// What a rule waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// A sale.
    Sale,
    /// A touch of the cashier.
    Manual,
    /// A customer shows the thank-you code of the survey.
    SurveyDone,
    /// A customer's case is over; with this end, or any.
    CaseClosed(Option<Resolution>),
    /// A member asks for it and pays with so many stars, at least 1.
    Stars(u16),
}

/// When a rule may apply; everything has to hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct When {
    /// What happens.
    pub trigger: Trigger,
    /// Between these times of day.
    pub hours: Option<Hours>,
    /// On these days of the week.
    pub days: Weekdays,
    /// From this day on.
    pub from: Option<Day>,
    /// Up to this day, included.
    pub until: Option<Day>,
    /// At least so warm, in tenths of a degree Celsius.
    pub temp_min: Option<i16>,
    /// At most so warm.
    pub temp_max: Option<i16>,
    /// The sale comes to at least this.
    pub basket_min: Option<u32>,
    /// And to at most this.
    pub basket_max: Option<u32>,
    /// Every so many visits of a member.
    pub nth_visit: Option<u16>,
    /// At most so many days before or after a member's birthday.
    pub birthday_days: Option<u16>,
    /// A member has come at least so often, today included.
    pub min_visits: Option<u16>,
    /// A member was away for at least so many times their usual gap.
    pub overdue_ratio_min: Option<f64>,
    /// Something of these was bought; everybody where empty.
    pub any_category: CategorySet,
    /// Nothing of these was bought.
    pub none_of_category: CategorySet,
}

/// To whom a rule gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// Also to customers who are no members, or were not recognised.
    pub anonymous: bool,
    /// Only to members who agreed to something for their birthday.
    pub birthday_consent: bool,
}

/// What is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Give {
    /// What it is, on the cashier's screen.
    pub label: Words,
    /// What the cashier may say.
    pub say: Option<Words>,
    /// Its name in the shop's own lists, for the export; or the names to choose from.
    pub items: Vec<String>,
    /// How many of it.
    pub qty: u16,
    /// What all of it costs the shop; where staff choose, what it may cost at most.
    pub cost: u32,
    /// Staff choose what it is.
    pub staff_choice: bool,
    /// A reward code instead of the thing itself.
    pub as_code: bool,
    /// What is known to be in it.
    pub allergens: Vec<Allergen>,
    /// The packet is to be shown to whoever asks what is in it.
    pub show_packet: bool,
}

/// How many of a gift there are; without a number as many as the budget allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stock {
    /// A day.
    pub per_day: Option<u32>,
    /// In all.
    pub total: Option<u32>,
}

/// What the gifts of a rule may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Budget {
    /// A day.
    pub per_day: Option<u32>,
    /// A calendar month.
    pub per_month: Option<u32>,
    /// In all.
    pub total: Option<u32>,
}

/// With what chance a gift is offered where everything else fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Chance {
    /// 0 to 1.
    Of(f64),
    /// What is left of stock and budget, divided by the receipts that are still to come today.
    Pace,
}

/// From a time of day to another, which is not included; from a later to an earlier one over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// Minutes since midnight, below 1440.
    pub from: u16,
    /// Minutes since midnight, at most 1440.
    pub to: u16,
}

impl Hours {
    /// Whether a time lies in them.
    pub fn contains(self, time: TimeOfDay) -> bool {
        let minutes = time.minutes();
        if self.from <= self.to {
            (self.from..self.to).contains(&minutes)
        } else {
            minutes >= self.from || minutes < self.to
        }
    }
}

/// Days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weekdays(u8);

impl Weekdays {
    /// All seven.
    pub const ALL: Self = Self(0x7f);

    /// These days.
    pub fn of(days: impl IntoIterator<Item = Weekday>) -> Self {
        let bits = days.into_iter().map(|day| 1 << day.num_days_from_monday());
        Self(bits.fold(0, |all, bit: u8| all | bit))
    }

    /// Whether a day is one of them.
    pub fn contains(self, day: Day) -> bool {
        // Day 0 was a Wednesday.
        let number = (u32::from(day.0) + 2) % 7;
        self.0 & (1 << number) != 0
    }
}

impl Rules {
    /// Reads a file; `file` is its name in messages. Every text has to be there in `languages`.
    pub fn read(file: &str, text: &str, languages: &[Language]) -> Read {
        let parsed = DeTable::parse(text);
        let mut reader = Reader::new(file, text);
        let rules = match &parsed {
            Ok(table) => global::rules(&mut reader, table.get_ref(), languages),
            Err(error) => {
                reader.syntax(error);
                None
            }
        };
        let Reader {
            mut errors,
            mut remarks,
            ..
        } = reader;
        errors.sort();
        remarks.sort();
        let rules = match rules {
            Some(rules) if errors.is_empty() => Ok(rules),
            _ => Err(errors),
        };
        Read { rules, remarks }
    }
}

#[cfg(test)]
mod tests;
