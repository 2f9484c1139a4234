//! Codes that spell something rude are never printed.
//!
//! Codes are as good as random, so a few of them contain a word. The list is data; a number whose
//! code is on it is skipped, and a skipped code stays valid.

use super::Code;

/// The words, with `#` lines between them.
const RUDE_WORDS: &str = include_str!("rude_words.txt");

impl Code {
    /// Whether the code may be shown to a customer.
    pub fn is_presentable(self) -> bool {
        let code = self.compact();
        !rude_words().any(|word| code.contains(&word))
    }
}

fn rude_words() -> impl Iterator<Item = String> {
    RUDE_WORDS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|word| word.chars().map(read_as).collect())
}

/// The symbol that an eye takes for this letter, since codes have no I, L, O and U.
fn read_as(letter: char) -> char {
    match letter {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::{ALPHABET, Day, KEY_VERSION, Kind, MasterKey, Seq, Slot, Till};

    #[test]
    fn every_word_on_the_list_can_occur() {
        for word in rude_words() {
            assert!((3..=6).contains(&word.len()), "{word}");
            assert!(word.bytes().all(|byte| ALPHABET.contains(&byte)), "{word}");
        }
        assert!(rude_words().count() > 40);
    }

    #[test]
    fn a_word_is_found_anywhere_and_across_the_dashes() {
        for data in [
            "SH1T0000000",
            "000SH1T0000",
            "0000000SH1T",
            "00FVK000000",
            "0000000P1G0",
        ] {
            assert!(!with_check_symbol(data).is_presentable(), "{data}");
        }
        assert!(with_check_symbol("7K3M9QXD2F4").is_presentable());
    }

    #[test]
    fn about_one_code_in_a_hundred_is_skipped() {
        let key = MasterKey::public_test_key().store_key(KEY_VERSION, Slot::default());
        let skipped = (0..=Seq::MAX.get())
            .filter_map(|seq| Seq::new(seq).ok())
            .map(|seq| key.encode(Kind::Survey, Till::default(), Day(2516), seq))
            .filter(|code| !code.is_presentable())
            .count();
        assert!((8..=60).contains(&skipped), "{skipped} of 2048");
    }

    fn with_check_symbol(data: &str) -> Code {
        ALPHABET
            .iter()
            .find_map(|check| Code::parse(&format!("{data}{}", char::from(*check))).ok())
            .unwrap()
    }
}
