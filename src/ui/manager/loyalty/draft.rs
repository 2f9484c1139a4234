//! The rules for gifts as they are being written: the text, and what is wrong with it.

use crate::domain::gift::rules::Rules;
use crate::domain::i18n::Messages;
use crate::domain::problem::Problem;
use crate::engine::api::GiftRules;
use std::time::Duration;

/// A longer text is looked at only when nobody types, in bytes.
const QUICK: usize = 32 * 1024;

/// For so long nobody types then.
pub(super) const PAUSE: Duration = Duration::from_millis(400);

/// A text that somebody may be changing.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// What it says now.
    pub(super) text: String,
    /// What the file said when the text was taken from it, or last.
    kept: String,
    /// The file says something else meanwhile, which the text is not made of.
    pub(super) is_overtaken: bool,
    /// What is wrong with the text, in the order of its lines.
    pub(super) problems: Vec<Problem>,
    /// When a text that was typed is to be looked at, in seconds.
    pub(super) due: Option<f64>,
    /// The text that was tried last.
    pub(super) tried: Option<String>,
    /// The line to show, from 1.
    pub(super) wanted_line: Option<usize>,
}

impl Draft {
    /// What the file says.
    pub(super) fn new(rules: &GiftRules) -> Self {
        let text = rules.text.clone().unwrap_or_default();
        let mut draft = Self {
            kept: text.clone(),
            text,
            ..Self::default()
        };
        draft.check();
        draft
    }

    /// Takes over what the file says now, unless somebody is changing the text.
    pub(super) fn follow(&mut self, rules: &GiftRules) {
        let now = rules.text.as_deref().unwrap_or_default();
        if now == self.kept {
            return;
        }
        let is_ours = now == self.text;
        self.is_overtaken = self.is_changed() && !is_ours;
        if !self.is_overtaken {
            now.clone_into(&mut self.text);
            self.check();
        }
        now.clone_into(&mut self.kept);
    }

    /// Whether it says something else than the file.
    pub(super) fn is_changed(&self) -> bool {
        self.text != self.kept
    }

    /// Whether it can be tried and saved.
    pub(super) fn is_good(&self) -> bool {
        self.problems.is_empty() && self.due.is_none()
    }

    /// What the file says again.
    pub(super) fn undo(&mut self) {
        self.kept.clone_into(&mut self.text);
        self.is_overtaken = false;
        self.check();
    }

    /// Somebody has typed, at this time in seconds.
    pub(super) fn typed(&mut self, now: f64) {
        if self.text.len() <= QUICK {
            self.check();
        } else {
            self.due = Some(now + PAUSE.as_secs_f64());
        }
    }

    /// Looks at what was typed, if it is time.
    pub(super) fn tend(&mut self, now: f64) {
        if self.due.is_some_and(|due| now >= due) {
            self.check();
        }
    }

    fn check(&mut self) {
        self.due = None;
        let read = Rules::read("", &self.text, &Messages::languages());
        self.problems = read.rules.err().unwrap_or_default();
    }
}

/// The place of a line's first character among all of them; `line` counts from 1.
pub(super) fn begin_of(text: &str, line: usize) -> usize {
    let before = text.split_inclusive('\n').take(line.saturating_sub(1));
    before.map(|line| line.chars().count()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::gift::rules::EXAMPLE;

    fn rules(text: &str) -> GiftRules {
        GiftRules {
            text: Some(text.to_owned()),
            path: Some("gifts.toml".to_owned()),
            problems: Vec::new(),
        }
    }

    #[test]
    fn what_is_being_written_stays_when_the_file_changes() {
        let mut draft = Draft::new(&rules(EXAMPLE));
        assert!(draft.is_good() && !draft.is_changed());
        let by_hand = EXAMPLE.replace("per_day = 5", "per_day = 6");
        draft.follow(&rules(&by_hand));
        assert_eq!(
            (draft.text.as_str(), draft.is_overtaken),
            (&*by_hand, false)
        );
        draft.text = "schema = 2".to_owned();
        draft.typed(0.0);
        assert!(draft.is_changed() && !draft.is_good());
        draft.follow(&rules(EXAMPLE));
        assert_eq!(
            (draft.text.as_str(), draft.is_overtaken),
            ("schema = 2", true)
        );
        draft.undo();
        assert_eq!((draft.text.as_str(), draft.is_overtaken), (EXAMPLE, false));
        assert!(draft.is_good());
        // What was saved is what the file says then.
        draft.text.clone_from(&by_hand);
        draft.follow(&rules(&by_hand));
        assert!(!draft.is_overtaken && !draft.is_changed());
    }

    #[test]
    fn a_long_text_is_looked_at_when_nobody_types() {
        let mut draft = Draft::new(&rules(EXAMPLE));
        draft.text = format!("{EXAMPLE}{}\nodd = 1\n", "#".repeat(QUICK));
        draft.typed(10.0);
        assert!(!draft.is_good() && draft.problems.is_empty());
        draft.tend(10.0 + PAUSE.as_secs_f64() / 2.0);
        assert!(draft.problems.is_empty());
        draft.tend(10.0 + PAUSE.as_secs_f64());
        assert!(!draft.problems.is_empty() && draft.due.is_none());
    }

    #[test]
    fn lines_begin_after_the_ends_of_those_before() {
        let text = "żółw\nb\n\nd";
        let begins = [1, 2, 3, 4, 9].map(|line| begin_of(text, line));
        assert_eq!(begins, [0, 5, 7, 8, 9]);
    }
}
