//! What is being done on the page of the member, and what was typed for it. It is in no file and no
//! log, and gone when the page is.

use crate::domain::language::Language;
use crate::domain::member::{MAX_NAME, MAX_NOTE};
use std::fmt;

/// What is being done. `Debug` shows nothing of what was typed.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// What.
    pub task: Task,
    /// What was typed so far.
    pub typed: String,
    /// The keyboard shows digits instead of letters.
    pub has_digits: bool,
}

/// Something to do on the page of the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Task {
    /// Nothing yet: there is a choice.
    #[default]
    Choose,
    /// Somebody is asked whether they agree, in this language; absent: in that of the window.
    Join(Option<Language>),
    /// Something is typed.
    Type(Typing),
    /// A birthday is chosen, of this month once it is.
    Birthday(Option<u8>),
    /// A member needs another card.
    AnotherCard,
}

/// What is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// What stands on a card.
    Card,
    /// A name that is looked for.
    Find,
    /// How to address a member.
    Name,
    /// What is good to know of a member.
    Note,
}

impl Typing {
    /// The most characters; the longest number on a card has 18, and may be typed with hyphens.
    pub fn most(self) -> usize {
        match self {
            Self::Card => 20,
            Self::Find | Self::Name => MAX_NAME,
            Self::Note => MAX_NOTE,
        }
    }
}

impl Draft {
    /// Something to do, with what is there already.
    pub fn of(task: Task, typed: &str) -> Self {
        Self {
            task,
            typed: typed.to_owned(),
            has_digits: task == Task::Type(Typing::Card),
        }
    }

    /// Whether the next letter is a capital: at the beginning, and in names of every word.
    pub fn wants_capital(&self) -> bool {
        let Some(last) = self.typed.chars().next_back() else {
            return true;
        };
        let is_name = matches!(self.task, Task::Type(Typing::Name | Typing::Find));
        is_name && matches!(last, ' ' | '-' | '\'')
    }

    /// Adds a character where there is room for it; a second space is none.
    pub fn push(&mut self, typed: char) {
        let Task::Type(what) = self.task else { return };
        let is_idle = typed == ' ' && (self.typed.is_empty() || self.typed.ends_with(' '));
        if !is_idle && self.typed.chars().count() < what.most() {
            self.typed.push(typed);
        }
    }

    /// Takes the last character away.
    pub fn delete(&mut self) {
        self.typed.pop();
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Draft");
        shown.field("task", &self.task).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(task: Typing, keys: &str) -> Draft {
        let mut draft = Draft::of(Task::Type(task), "");
        for key in keys.chars() {
            let key = if draft.wants_capital() {
                key.to_uppercase().next().unwrap()
            } else {
                key
            };
            draft.push(key);
        }
        draft
    }

    #[test]
    fn words_of_names_begin_with_capitals_and_notes_once() {
        for (task, keys, expected) in [
            (
                Typing::Name,
                "anna-maria  łoś o'neill",
                "Anna-Maria Łoś O'Neill",
            ),
            (Typing::Find, " øre", "Øre"),
            (Typing::Note, "likes rye - dark", "Likes rye - dark"),
        ] {
            assert_eq!(typed(task, keys).typed, expected);
        }
    }

    #[test]
    fn no_more_is_typed_than_fits_and_none_of_it_is_shown() {
        for (task, most) in [(Typing::Name, 40), (Typing::Note, 80), (Typing::Card, 20)] {
            let mut draft = typed(task, &"ż".repeat(90));
            assert_eq!(draft.typed.chars().count(), most);
            draft.delete();
            assert_eq!(draft.typed.chars().count(), most - 1);
            assert!(!format!("{draft:?}").to_lowercase().contains('ż'));
        }
        let mut nothing = Draft::default();
        nothing.push('a');
        nothing.delete();
        assert_eq!(nothing, Draft::default());
    }
}
