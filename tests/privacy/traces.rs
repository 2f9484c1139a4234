//! What must be nowhere, and where it was found.

use crate::slips::{self, EXPIRY, SLIPS};
use aho_corasick::AhoCorasick;
use std::collections::HashSet;
use tillside::domain::decline::Care;

/// A part of a number of so many digits is too much.
const PART: usize = 7;

/// Everything to be looked for.
pub(crate) struct Traces {
    /// All parts of all card numbers.
    parts: HashSet<[u8; PART]>,
    /// All card numbers as numbers, and with a digit in every half of a byte.
    numbers: HashSet<u64>,
    words: AhoCorasick,
    patterns: Vec<String>,
}

impl Traces {
    pub(crate) fn new() -> Self {
        let (mut parts, mut numbers) = (HashSet::new(), HashSet::new());
        for card in 0..SLIPS {
            let number = slips::number(card);
            parts.extend(
                number
                    .as_bytes()
                    .windows(PART)
                    .map(|part| <[u8; PART]>::try_from(part).unwrap()),
            );
            numbers.insert(number.parse().unwrap());
            numbers.insert(u64::from_str_radix(&number, 16).unwrap());
        }
        let mut patterns = slips::words();
        patterns.extend(EXPIRY.map(str::to_owned));
        patterns.extend((0..SLIPS).map(slips::authorisation));
        for care in Care::ALL {
            // Three of the names are words that logs and files have for other things.
            patterns.push(format!("\"{}\"", care.name()));
            patterns.extend(Some(care.name().to_owned()).filter(|name| name.contains('_')));
        }
        patterns.push("\"care\"".to_owned());
        let words = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(&patterns)
            .unwrap();
        Self {
            parts,
            numbers,
            words,
            patterns,
        }
    }

    /// Parts of card numbers, whatever stands between the digits, and numbers that are no text.
    pub(crate) fn numbers_in(&self, place: &str, bytes: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        let mut digits: Vec<u8> = Vec::new();
        let mut inside = false;
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'0'..=b'9' => digits.push(*byte),
                b' ' | b'-' | b'.' | 0 => continue,
                _ => digits.clear(),
            }
            let last = digits.last_chunk();
            let before = std::mem::replace(
                &mut inside,
                last.is_some_and(|last| self.parts.contains(last)),
            );
            if inside && !before {
                found.push(format!("{place}: a part of a card number before byte {at}"));
            }
        }
        for (at, eight) in bytes.windows(8).enumerate() {
            let number = u64::from_be_bytes(eight.try_into().unwrap());
            if self.numbers.contains(&number) || self.numbers.contains(&number.swap_bytes()) {
                found.push(format!("{place}: a card number in binary at byte {at}"));
            }
        }
        found
    }

    /// The same, and everything else that slips say.
    pub(crate) fn all_in(&self, place: &str, bytes: &[u8]) -> Vec<String> {
        let words = self.words.find_iter(bytes).map(|found| {
            format!(
                "{place}: {:?} at byte {}",
                self.patterns[found.pattern()],
                found.start()
            )
        });
        self.numbers_in(place, bytes)
            .into_iter()
            .chain(words)
            .collect()
    }
}
