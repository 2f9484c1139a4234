//! The reading of a document: decoded lines in, [`Facts`] out.
//!
//! It knows words and amounts, not bytes, code pages or printers. Lines come one by one as they
//! are printed; the facts can be asked for at any time. No text is kept, and the buffers of a line
//! are wiped when its document ends.

mod amount;
mod cause;
mod line;
mod scrub;
mod status;
mod tally;
#[cfg(test)]
mod tests;
mod total;
mod verdict;

pub use scrub::scrub;

use super::lexicon::Lexicon;
use crate::domain::document::{Currency, Facts, Kind, Outcome};
use crate::domain::language::Language;
use line::{Line, Scratch};
use tally::Tally;

/// Reads the lines of one document after another.
#[derive(Clone)]
pub struct Reading<'l> {
    lexicon: &'l Lexicon,
    scratch: Scratch,
    /// A label whose amount may stand on the next line.
    label: Option<Line>,
    tally: Tally,
}

/// The last line is still in the buffers, and is in no message.
impl std::fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reading").finish_non_exhaustive()
    }
}

/// What is known about a document from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hint {
    /// The language of the store; counts where the words speak for several.
    pub language: Option<Language>,
    /// The currency of the store; counts where the document prints none.
    pub currency: Option<Currency>,
    /// The cash drawer was opened.
    pub drawer: bool,
}

impl<'l> Reading<'l> {
    /// Begins with an empty document.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self {
            lexicon,
            scratch: Scratch::default(),
            label: None,
            tally: Tally::new(lexicon.locales().len()),
        }
    }

    /// Takes the next line, as printed from left to right.
    pub fn line(&mut self, text: &str) {
        let line = self
            .scratch
            .read(text, self.lexicon, self.tally.votes_mut());
        if line.words == 0 && line.amount.is_none() {
            return;
        }
        let label = self.label.take();
        self.tally.take_words(&line);
        if line.amount.is_none() {
            self.label = Some(line);
            return;
        }
        let said = label
            .filter(|_| line.is_bare())
            .map_or(line, |label| label.with(line.amount));
        self.tally.take_amounts(&said, &self.scratch.amounts);
    }

    /// What the lines so far say.
    pub fn facts(&self, hint: Hint) -> Facts {
        self.tally.facts(self.lexicon, hint)
    }

    /// Whether the lines so far look like a sale with a total that may still get a code: no copy,
    /// no void, no refund, not declined. Costs no more than a few comparisons.
    pub fn may_be_sale(&self) -> bool {
        let facts = self.facts(Hint::default());
        facts.kind == Some(Kind::Sale)
            && facts.total_minor.is_some_and(|minor| minor > 0)
            && !(facts.copy || facts.void || facts.refund)
            && !matches!(facts.outcome, Some(Outcome::Declined | Outcome::Cancelled))
    }

    /// Forgets everything: the next line begins a document.
    pub fn clear(&mut self) {
        self.label = None;
        self.scratch.wipe();
        self.tally.clear();
    }
}
