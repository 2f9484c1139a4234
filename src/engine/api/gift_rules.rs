//! A store's rules for gifts as a manager reads, changes and tries them. The file stays the one place
//! that says how they are.

use super::SettingsError;
use crate::domain::gift::rehearsal::{Rehearsed, Tried};
use crate::domain::gift::rules::Rules;
use crate::domain::i18n::Messages;
use crate::domain::problem::Problem;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The rules as they stand in their file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiftRules {
    /// What the file says; absent where there is none, or it cannot be read.
    pub text: Option<String>,
    /// Where it is; absent where the store has no rules.
    pub path: Option<String>,
    /// What is wrong with it, in the order of its lines; the service uses no file with a problem.
    pub problems: Vec<Problem>,
}

/// What the file is to say from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GiftsText {
    /// All of it.
    pub text: String,
}

/// Rules to be tried on sales that are over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GiftsQuestion {
    /// The rules, as their file would have them.
    pub text: String,
    /// On how many days before today, 1 to [`GiftsQuestion::MAX_DAYS`].
    pub days: u16,
}

/// What rules would have given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiftsTrial {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// How many sales there were.
    pub sales: u32,
    /// How many of them were members'.
    pub of_members: u32,
    /// How many members would have been given something, each once.
    pub to_members: u32,
    /// How often something would have been given to somebody who is no member.
    pub to_unknown: u32,
    /// By rule, in the order of the file.
    pub rules: Vec<TriedRule>,
}

/// What a rule would have given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriedRule {
    /// Its name in the file.
    pub id: String,
    /// Other rules cannot be tried on sales.
    pub follows_sale: bool,
    /// How often it would have been given.
    pub given: u32,
    /// To how many members, each once.
    pub to_members: u32,
    /// How often to somebody who is no member.
    pub to_unknown: u32,
    /// How often somebody would have been in the group without.
    pub held_out: u32,
    /// What it would have cost, in hundredths.
    pub cost_minor: u64,
    /// How often there was nothing, and why, by [`crate::domain::gift::policy::Reason::key`].
    pub why_not: BTreeMap<String, u32>,
}

impl GiftsText {
    /// The longest file, in bytes.
    pub const MAX: usize = 256 * 1024;

    /// Reads rules; the error says everything that is wrong with them.
    pub fn rules(text: &str) -> Result<Rules, SettingsError> {
        if text.len() > Self::MAX {
            let max = Self::MAX / 1024;
            let why = format!("rules for gifts may have at most {max} KiB; shorten them");
            return Err(SettingsError::Bad(why));
        }
        let read = Rules::read("rules", text, &Messages::languages());
        read.rules.map_err(|problems| {
            let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
            SettingsError::Bad(all.join("; "))
        })
    }
}

impl GiftsQuestion {
    /// The most days on which rules are tried.
    pub const MAX_DAYS: u16 = 366;

    /// The rules, if this can be tried at all.
    pub fn rules(&self) -> Result<Rules, SettingsError> {
        if !(1..=Self::MAX_DAYS).contains(&self.days) {
            let max = Self::MAX_DAYS;
            let why = format!("rules are tried on 1 to {max} days; choose so many");
            return Err(SettingsError::Bad(why));
        }
        GiftsText::rules(&self.text)
    }
}

impl GiftsTrial {
    /// What a rehearsal on these days came to.
    pub fn of((from, to): (NaiveDate, NaiveDate), of_members: u32, found: &Rehearsed) -> Self {
        Self {
            from,
            to,
            sales: found.sales,
            of_members,
            to_members: found.to_members,
            to_unknown: found.to_unknown,
            rules: found.rules.iter().map(TriedRule::of).collect(),
        }
    }
}

impl TriedRule {
    fn of(tried: &Tried) -> Self {
        let why_not = tried.why_not.iter();
        Self {
            id: tried.id.clone(),
            follows_sale: tried.follows_sale,
            given: tried.given,
            to_members: tried.to_members,
            to_unknown: tried.to_unknown,
            held_out: tried.held_out,
            cost_minor: tried.cost_minor,
            why_not: why_not
                .map(|(key, count)| ((*key).to_owned(), *count))
                .collect(),
        }
    }

    /// Why there was nothing most often.
    pub fn most_often(&self) -> Option<(&str, u32)> {
        let most = self.why_not.iter().max_by_key(|(_, count)| **count);
        most.map(|(key, count)| (key.as_str(), *count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::gift::rules::EXAMPLE;

    fn why(refused: Result<Rules, SettingsError>) -> String {
        refused.err().map(|it| it.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_text_with_a_problem_and_one_that_is_too_long_are_refused() {
        assert!(GiftsText::rules(EXAMPLE).is_ok());
        let odd = EXAMPLE.replace("schema = 1", "schema = 1\ncolour = 3");
        let said = why(GiftsText::rules(&odd));
        assert!(said.contains("colour"), "{said}");
        let longest = EXAMPLE.to_owned() + &"#".repeat(GiftsText::MAX - EXAMPLE.len());
        assert!(GiftsText::rules(&longest).is_ok());
        let said = why(GiftsText::rules(&format!("{longest}#")));
        assert!(said.contains("256 KiB"), "{said}");
    }

    #[test]
    fn rules_are_tried_on_a_year_at_most() {
        for (days, is_right) in [(0, false), (1, true), (366, true), (367, false)] {
            let text = EXAMPLE.to_owned();
            let rules = GiftsQuestion { text, days }.rules();
            assert_eq!(rules.is_ok(), is_right, "{days}");
        }
    }
}
