//! Mends words with characters that could not be decoded.
//!
//! A wrong code page spoils single letters (`ZAP?ATY`). A word with a few doubtful characters
//! is compared with the words of the lexicon; it is mended only if one word fits, never guessed.

use super::fold::{Folded, Odd, WILD};
use std::collections::HashSet;

/// Letters that must be certain, by the number of doubtful ones; with more it is left alone.
const MIN_CERTAIN: [usize; 4] = [0, 2, 4, 5];
/// Doubtful *letters*, as against signs that are none, are only looked at in words this long:
/// short words of a foreign language differ by one letter too easily.
const MIN_LETTERS: usize = 5;
/// Words longer than this are left alone.
const MAX_CELLS: usize = 24;

/// The words of a lexicon, by their number of characters.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: HashSet<Box<[u8]>>,
    by_cells: Vec<Vec<Entry>>,
}

/// A word with one byte a character beside its folded form: `OMSÆTNING` has nine cells.
#[derive(Debug)]
struct Entry {
    cells: Box<[u8]>,
    folded: Box<[u8]>,
}

impl Vocabulary {
    /// Adds the words of a phrase.
    pub(super) fn add(&mut self, phrase: &str) {
        let mut folded = Folded::default();
        for word in phrase.split(|c: char| !c.is_alphanumeric()) {
            folded.fold(word);
            if folded.text.len() < 3 || !self.words.insert(folded.text.as_slice().into()) {
                continue;
            }
            let mut cells = Cells::default();
            cells.fill(&folded.text, 0, &folded.odd, |byte| byte);
            if self.by_cells.len() <= cells.len {
                self.by_cells.resize_with(cells.len + 1, Vec::new);
            }
            if let Some(entries) = self.by_cells.get_mut(cells.len) {
                let entry = Entry {
                    cells: cells.as_slice().into(),
                    folded: folded.text.as_slice().into(),
                };
                // Sorted by the first letter, otherwise as listed.
                let at =
                    entries.partition_point(|other| other.cells.first() <= entry.cells.first());
                entries.insert(at, entry);
            }
        }
    }

    /// The word that `word`, which begins at `at` of a folded text, must be; `None` if it needs no
    /// mending or if none or several fit.
    pub(super) fn mend(&self, word: &[u8], at: usize, odd: &[Odd]) -> Option<&[u8]> {
        let signs = wild_in(word);
        if signs == 0 && word.len() < MIN_LETTERS {
            return None;
        }
        let mut cells = Cells::default();
        cells.fill(word, at, odd, |_| WILD);
        let doubtful = wild_in(cells.as_slice());
        let short = doubtful > signs && cells.len < MIN_LETTERS;
        let certain = cells.len - doubtful;
        if short || doubtful == 0 || certain < *MIN_CERTAIN.get(doubtful)? {
            return None;
        }
        let entries = self.by_cells.get(cells.len)?;
        let near = match cells.as_slice().first() {
            Some(&first) if first != WILD => beginning_with(entries, first),
            _ => entries,
        };
        let mut fitting = near.iter().filter(|entry| {
            let mut pairs = cells.as_slice().iter().zip(&entry.cells);
            pairs.all(|(&cell, &letter)| cell == WILD || cell == letter)
        });
        let first = fitting.next()?;
        if self.words.contains(word) {
            return None;
        }
        // Words that differ in their ending alone are forms of one word.
        let stem = first.cells.split_last()?.1;
        let one = fitting.all(|other| other.cells.starts_with(stem));
        one.then_some(&*first.folded)
    }
}

fn beginning_with(entries: &[Entry], first: u8) -> &[Entry] {
    let from = entries.partition_point(|entry| entry.cells.first() < Some(&first));
    let to = entries.partition_point(|entry| entry.cells.first() <= Some(&first));
    entries.get(from..to).unwrap_or_default()
}

fn wild_in(word: &[u8]) -> usize {
    word.split(|&byte| byte == WILD).count() - 1
}

/// A word, one byte a character; over-long words come out empty.
#[derive(Default)]
struct Cells {
    bytes: [u8; MAX_CELLS],
    len: usize,
}

impl Cells {
    fn as_slice(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// `doubt` says what to write for a letter that was not ASCII, given its first byte.
    fn fill(&mut self, word: &[u8], at: usize, odd: &[Odd], doubt: fn(u8) -> u8) {
        let mut odd = odd.iter().peekable();
        let mut i = 0;
        while let Some(&byte) = word.get(i) {
            let letter = odd.next_if(|odd| odd.at == at + i);
            let Some(cell) = self.bytes.get_mut(self.len) else {
                self.len = 0;
                return;
            };
            *cell = letter.map_or(byte, |_| doubt(byte));
            self.len += 1;
            i += letter.map_or(1, |odd| odd.len);
        }
    }
}
